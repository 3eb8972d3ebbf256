use super::super::sample::{case, got, refused, run};
use super::*;

#[test]
fn each_case_lands_where_it_belongs() {
    let a = |name: &str| case(name, "A", &[]);
    let before = run(vec![
        got(a("fixed"), "B", &[]),
        got(a("broken"), "A", &[]),
        got(a("wrong"), "B", &[]),
        got(a("right"), "A", &[]),
        got(a("gone"), "A", &[]),
        got(a("refused"), "A", &[]),
    ]);
    let after = run(vec![
        refused(a("refused"), "No."),
        got(a("new"), "A", &[]),
        got(a("right"), "A", &[]),
        got(a("wrong"), "", &[]),
        got(a("broken"), "B", &[]),
        got(a("fixed"), "A", &[]),
    ]);
    let comparison = Comparison::of(&before, &after);
    assert_eq!((&comparison.fixed[..], &comparison.broken[..]), (&[5][..], &[4][..]));
    assert_eq!((&comparison.still_wrong[..], &comparison.still_right[..]), (&[3][..], &[2][..]));
    assert_eq!((&comparison.unknown[..], &comparison.new[..], &comparison.gone[..]), (&[0][..], &[1][..], &[4][..]));
    assert_eq!(comparison.words(), "1 fixed, 1 broken");
}

#[test]
fn a_slot_that_is_right_now_fixes_a_case() {
    let case = || case("to rome", "A", &[("City", "Rome")]);
    let (before, after) = (run(vec![got(case(), "A", &[])]), run(vec![got(case(), "A", &[("City", "rome", "")])]));
    assert_eq!(Comparison::of(&before, &after).fixed, [0]);
}

#[test]
fn duplicates_are_compared_one_with_one() {
    let a = || case("twice", "A", &[]);
    let before = run(vec![got(a(), "A", &[]), got(a(), "B", &[])]);
    let after = run(vec![got(a(), "A", &[]), got(a(), "A", &[]), got(a(), "A", &[])]);
    let comparison = Comparison::of(&before, &after);
    assert_eq!(
        (&comparison.still_right[..], &comparison.fixed[..], &comparison.new[..]),
        (&[0][..], &[1][..], &[2][..])
    );
}

#[test]
fn another_expectation_is_another_case_and_other_capitals_are_not() {
    let before = run(vec![got(case("Go  Home", "A", &[]), "A", &[]), got(case("stay", "A", &[]), "A", &[])]);
    let after = run(vec![got(case("go home", "A", &[]), "A", &[]), got(case("stay", "B", &[]), "B", &[])]);
    let comparison = Comparison::of(&before, &after);
    assert_eq!(
        (&comparison.still_right[..], &comparison.new[..], &comparison.gone[..]),
        (&[0][..], &[1][..], &[1][..])
    );
}
