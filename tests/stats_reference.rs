//! The statistics against `scipy` and `statsmodels`: `tests/stats/generate.py` wrote `tests/stats/reference.json`.
//!
//! Figures agree to 1e-9 relative; in tails, where a probability is below a millionth, to 1e-6.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use serde_json::Value;
use skillscope::domain::stats::multiplicity::{benjamini_hochberg, holm};
use skillscope::domain::stats::{
    ArmSummary, ConfidenceSequence, Interval, Plan, PlanQuestion, SampleRatio, Welch, chi_square, normal, power,
    relative_difference, student,
};

const FIGURES: f64 = 1e-9;
const TAILS: f64 = 1e-6;
const TAIL_BELOW: f64 = 1e-6;

fn reference() -> Value {
    serde_json::from_str(include_str!("stats/reference.json")).unwrap()
}

/// Each case of a group; there have to be some.
fn each(group: &str, check: impl Fn(&dyn Fn(&str) -> f64, &Value)) {
    let reference = reference();
    let cases = reference[group].as_array().unwrap();
    assert!(cases.len() >= 5, "{group}");
    for case in cases {
        check(&|name| case[name].as_f64().unwrap_or_else(|| panic!("{name} in {case}")), case);
    }
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
}

#[track_caller]
fn agree(ours: Option<f64>, theirs: f64, case: &Value) {
    let ours = ours.unwrap_or_else(|| panic!("no answer for {case}"));
    within(ours, theirs, FIGURES * theirs.abs(), case);
}

#[track_caller]
fn within(ours: f64, theirs: f64, by: f64, case: &Value) {
    assert!((ours - theirs).abs() <= by, "{ours:e} is not {theirs:e}: {case}");
}

#[track_caller]
fn agree_p(ours: Option<f64>, theirs: f64, case: &Value) {
    let ours = ours.unwrap_or_else(|| panic!("no answer for {case}"));
    let by = if theirs < TAIL_BELOW { TAILS } else { FIGURES };
    // Below the smallest normal number a double has fewer digits.
    within(ours, theirs, by * theirs + 1e-307, case);
}

#[test]
fn the_normal_distribution() {
    each("normal", |n, case| {
        agree_p(normal::cdf(n("z")), n("cdf"), case);
        agree_p(normal::sf(n("z")), n("sf"), case);
        agree_p(normal::two_sided_p(n("z")), n("p"), case);
    });
    each("normal_quantile", |n, case| agree(normal::quantile(n("p")), n("z"), case));
}

#[test]
fn students_t() {
    each("student", |n, case| agree_p(student::two_sided_p(n("t"), n("df")), n("p"), case));
    each("student_quantile", |n, case| agree(student::quantile(n("p"), n("df")), n("t"), case));
}

#[test]
fn chi_square_with_one_degree_of_freedom() {
    each("chi_square", |n, case| agree_p(chi_square::sf_one_df(n("x")), n("sf"), case));
}

#[test]
fn welchs_test_from_summaries() {
    each("welch", |n, case| {
        let (mean, sd, users) = (numbers(&case["mean"]), numbers(&case["sd"]), numbers(&case["n"]));
        let arm = |i: usize| ArmSummary { mean: mean[i], variance: sd[i] * sd[i], users: users[i] as u64 };
        let test = Welch::test(&arm(0), &arm(1)).unwrap();
        agree(Some(test.t), n("t"), case);
        agree(Some(test.standard_error), n("se"), case);
        agree(Some(test.degrees_of_freedom), n("df"), case);
        agree_p(Some(test.p_value), n("p"), case);
        let interval = test.interval(0.05).unwrap();
        // An end near 0 is the difference of two large numbers: as exact as the interval is wide.
        within(interval.lower, n("low"), FIGURES * interval.half_width(), case);
        within(interval.upper, n("high"), FIGURES * interval.half_width(), case);
    });
}

#[test]
fn welchs_test_from_users() {
    each("welch_from_users", |n, case| {
        let arm = |i: usize| {
            let sums = numbers(&case["sums"][i]);
            ArmSummary::from_sums(sums[0] as u64, sums[1], sums[2]).unwrap()
        };
        let test = Welch::test(&arm(0), &arm(1)).unwrap();
        agree(Some(test.t), n("t"), case);
        agree(Some(test.degrees_of_freedom), n("df"), case);
        agree_p(Some(test.p_value), n("p"), case);
        let Interval { lower, upper } = test.interval(0.05).unwrap();
        agree(Some(lower), n("low"), case);
        agree(Some(upper), n("high"), case);
    });
}

#[test]
fn the_delta_method() {
    each("relative", |n, case| {
        let of = numbers(&case["of"]);
        let relative = relative_difference(of[0], of[1], of[2], of[3]).unwrap();
        agree(Some(relative.difference), n("r"), case);
        agree(Some(relative.standard_error), n("se"), case);
    });
}

#[test]
fn the_sample_ratio() {
    each("sample_ratio", |n, case| {
        let users = numbers(&case["users"]);
        agree_p(Some(SampleRatio::test(users[0] as u64, users[1] as u64).p_value), n("p"), case);
    });
}

#[test]
fn holm_and_benjamini_hochberg() {
    each("multiplicity", |_, case| {
        let p = numbers(&case["p"]);
        for (ours, theirs) in [(holm(&p), numbers(&case["holm"])), (benjamini_hochberg(&p), numbers(&case["bh"]))] {
            assert_eq!(ours.len(), theirs.len());
            ours.iter().zip(theirs).for_each(|(o, t)| agree(Some(*o), t, case));
        }
    });
}

#[test]
fn power_and_counts() {
    each("power", |n, case| agree(power::power(n("effect"), n("se"), n("alpha")), n("power"), case));
    each("required_users", |n, case| {
        agree(power::required_users(n("users"), n("se"), n("effect"), n("alpha"), n("power")), n("n"), case);
    });
    each("planner", |n, case| {
        let (alpha, power) = (n("alpha"), n("power"));
        let question = PlanQuestion { mean: n("mean"), sd: n("sd"), relative_change: n("change"), alpha, power };
        assert_eq!(Plan::of(&question).unwrap().users_per_group, n("n").ceil(), "{case}");
    });
}

#[test]
fn always_valid_intervals_and_p_values() {
    each("sequential", |n, case| {
        let sequence = ConfidenceSequence::new(n("alpha"), n("planned")).unwrap();
        agree(sequence.errors_to_each_side(n("n")), n("reach"), case);
        agree_p(sequence.p_value(n("z"), n("n")), n("p"), case);
    });
}

#[test]
fn intervals_of_a_single_look() {
    each("interval", |n, case| {
        let half_width = normal::two_sided_z(n("alpha")).unwrap() * n("se");
        let interval = Interval::around(n("mean"), half_width).unwrap();
        agree(Some(interval.lower), n("low"), case);
        agree(Some(interval.upper), n("high"), case);
        agree_p(normal::two_sided_p(n("mean") / n("se")), n("p"), case);
    });
}

#[test]
fn the_script_says_with_which_versions_it_ran() {
    let reference = reference();
    for library in ["scipy", "statsmodels", "numpy", "mpmath", "python"] {
        assert!(reference["versions"][library].is_string(), "{library}");
    }
    let cases: usize = reference.as_object().unwrap().values().filter_map(|v| Some(v.as_array()?.len())).sum();
    assert!(cases >= 500, "{cases}");
}
