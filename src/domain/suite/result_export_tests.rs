use proptest::prelude::*;

use super::super::CaseResult;
use super::super::sample::{case, got, refused, run};
use super::*;
use crate::domain::id::{SkillId, SuiteId};
use crate::domain::instant::Instant;
use crate::domain::skill::Stage;

fn suite(name: &str) -> Suite {
    Suite {
        id: SuiteId::parse("suite-1").unwrap(),
        name: name.to_owned(),
        skill_id: SkillId::parse("amzn1.ask.skill.1").unwrap(),
        stage: Stage::Development,
        locale: "en-US".into(),
        experiment_id: None,
        changed: Instant::from_epoch_s(0),
        cases: Vec::new(),
    }
}

fn all_kinds() -> SuiteRun {
    run(vec![
        got(case("right", "A", &[]), "A", &[]),
        got(case("wrong", "A", &[]), "", &[]),
        got(
            case("to rome", "A", &[("City", "Rome"), ("When", ""), ("Mode", "car")]),
            "A",
            &[("City", "oslo", "Oslo"), ("When", "now", "")],
        ),
        refused(case("long", "A", &[]), "Too long."),
        CaseResult { case: case("later", "", &[]), outcome: None },
    ])
}

#[test]
fn a_build_server_reads_counts_failures_errors_and_what_was_skipped() {
    let xml = junit_xml(&suite("Regression"), &all_kinds());
    let document = roxmltree::Document::parse(&xml).unwrap();
    let root = document.root_element();
    for node in [root, root.first_element_child().unwrap()] {
        let sums = ["tests", "failures", "errors", "skipped"].map(|name| node.attribute(name).unwrap());
        assert_eq!(sums, ["5", "2", "1", "1"]);
    }
    let of = |name: &str| document.descendants().find(|node| node.attribute("name") == Some(name)).unwrap();
    assert!(of("right").first_element_child().is_none());
    let failure = of("wrong").first_element_child().unwrap();
    assert_eq!((failure.tag_name().name(), failure.attribute("type")), ("failure", Some("wrong intent")));
    assert_eq!(failure.attribute("message"), Some("Expected A, got no intent."));
    let slots = of("to rome").first_element_child().unwrap().attribute("message").unwrap();
    let expected = "City should be “Rome” and is “Oslo”. Mode should be “car” and is not filled. When should stay empty and is “now”.";
    assert_eq!(slots, expected);
    let error = of("long").first_element_child().unwrap();
    assert_eq!((error.tag_name().name(), error.attribute("message")), ("error", Some("Too long. Request ID req-1.")));
    assert_eq!(of("later").first_element_child().unwrap().tag_name().name(), "skipped");
    assert_eq!(of("later").attribute("classname"), Some("(no intent)"));
    assert_eq!(of("Regression").attribute("timestamp").map(str::len), Some(19));
}

#[test]
fn hostile_texts_leave_the_file_well_formed_and_are_read_again() {
    let hostile = "a]]><b>&amp; \"'\n\t\r🙂\u{202e}\u{5d0}";
    let run = run(vec![got(case(hostile, hostile, &[(hostile, hostile)]), "\0\u{1b}\u{ffff}", &[])]);
    let xml = junit_xml(&suite(hostile), &run);
    let document = roxmltree::Document::parse(&xml).unwrap();
    let test = document.descendants().find(|node| node.has_tag_name("testcase")).unwrap();
    assert_eq!(test.attribute("name"), Some(hostile));
    assert!(
        test.first_element_child().unwrap().attribute("message").unwrap().ends_with("got \u{fffd}\u{fffd}\u{fffd}.")
    );
}

#[test]
fn results_are_a_row_for_each_case_without_formulas() {
    let mut run = all_kinds();
    run.results.push(got(case("=1+1", "@A", &[]), "-B", &[]));
    let csv = results_csv(&run).unwrap();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), RESULT_COLUMNS);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let column = |index: usize| rows.iter().map(|row| row[index].to_owned()).collect::<Vec<_>>();
    assert_eq!(column(4), ["right", "wrong intent", "wrong slots", "refused", "not run", "wrong intent"]);
    assert_eq!(rows[2][3].to_owned(), "City=Rome; Mode=car; When=—");
    assert_eq!(rows[2][6].to_owned(), "City=Oslo; When=now");
    assert_eq!((&rows[5][1], &rows[5][2], &rows[5][5]), ("'=1+1", "'@A", "'-B"));
}

proptest! {
    #[test]
    fn any_text_makes_a_well_formed_file(texts in prop::collection::vec(any::<String>(), 5)) {
        let [a, b, c, d, e] = &texts[..] else { unreachable!() };
        let mut results = vec![got(case(a, b, &[(c, d)]), e, &[(c, a, b)]), refused(case(b, c, &[]), a)];
        results.push(CaseResult { case: case(c, "", &[]), outcome: None });
        let xml = junit_xml(&suite(d), &run(results));
        let document = roxmltree::Document::parse(&xml);
        prop_assert!(document.is_ok(), "{:?}", document.err());
        let read = document.unwrap();
        let tests: Vec<_> = read.descendants().filter(|node| node.has_tag_name("testcase")).collect();
        let names: Vec<&str> = tests.iter().map(|test| test.attribute("name").unwrap()).collect();
        let kept = |text: &str| text.chars().map(|c| if is_xml(c) { c } else { '\u{fffd}' }).collect::<String>();
        prop_assert_eq!(names, [kept(a), kept(b), kept(c)]);
        let refusal = tests[1].first_element_child().unwrap();
        prop_assert_eq!(refusal.attribute("message").unwrap(), kept(&format!("{a} Request ID req-1.")));
    }
}
