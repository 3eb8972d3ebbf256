//! A report holds what it says it holds, and hostile text stays text.

use sha2::{Digest, Sha256};

use super::*;
use crate::domain::experiment::SnapshotSummary;
use crate::domain::reading::{Goodness, MetricChoice, Question, judge};

/// What a test can change of the usual report.
struct Case {
    name: &'static str,
    mean: f64,
    made_at: &'static str,
    margin_percent: f64,
}

const USUAL: Case =
    Case { name: "Shorter welcome message", mean: 0.17, made_at: "2026-11-21T08:00:00Z", margin_percent: 1.0 };

const HOSTILE: &str = "</pre><script>alert(1)</script><img src=x onerror=alert(2)>\u{202E}evil\u{2069}";

fn with_report<T>(case: &Case, check: impl FnOnce(&Report<'_>) -> T) -> T {
    let experiment = serde_json::json!({
        "name": case.name, "description": HOSTILE, "type": "ENDPOINT_BASED", "state": "RUNNING",
        "plannedDuration": "P4W", "exposurePercentage": 40, "treatmentOverrideCount": 2,
        "metricConfigurations": [
            {"name": "Customer Friction", "metricTypes": ["KEY"], "expectedChange": "DECREASE"},
            {"name": HOSTILE, "metricTypes": ["GUARDRAIL"], "expectedChange": "INCREASE"}],
        "history": {"creationTime": "2026-10-23T09:12:00Z", "startTime": "2026-10-26T10:00:00Z"}});
    let experiment: Experiment = serde_json::from_value(experiment).unwrap();
    let data = serde_json::json!({"status": "RELIABLE", "statusReason": HOSTILE, "metrics": [
        {"name": "Customer Friction", "treatmentId": "C", "values": {"mean": 0.1842, "userCount": 14_208}},
        {"name": "Customer Friction", "treatmentId": "T1", "values": {"mean": case.mean, "percentDiff": -6.8,
         "confidenceIntervalLower": -10.9, "confidenceIntervalUpper": -2.7, "pValue": 0.001_15, "userCount": 14_391}},
        {"name": HOSTILE, "treatmentId": "C", "values": {"mean": 0.31, "userCount": 14_208}},
        {"name": HOSTILE, "treatmentId": "T1", "values": {"mean": 0.3195, "percentDiff": 2.4,
         "confidenceIntervalLower": 0.6, "confidenceIntervalUpper": 4.2, "pValue": 0.009, "userCount": 14_391}}]});
    let summary = |id: &str, end: &str| {
        let json = serde_json::json!({"metricSnapshotId": id, "startDate": "2026-10-26T00:00:00Z", "endDate": end});
        serde_json::from_value::<SnapshotSummary>(json).unwrap()
    };
    let snapshots = [
        DatedSnapshot::new(&summary("lost", "2026-11-02T00:00:00Z"), None),
        DatedSnapshot::new(&summary("read", "2026-11-20T00:00:00Z"), Some(serde_json::from_value(data).unwrap())),
    ];
    let choice =
        MetricChoice { goodness: Goodness::UpIsGood, margin_percent: case.margin_percent, ..MetricChoice::default() };
    let choices: Choices = [(HOSTILE, choice)].into_iter().collect();
    let made_at = Instant::parse(case.made_at).unwrap();
    let chosen = snapshots[1].id.clone();
    let question = Question {
        experiment: &experiment,
        snapshots: &snapshots,
        chosen: &chosen,
        choices: &choices,
        planned_users: None,
        now: made_at,
    };
    let judgement = judge(&question).unwrap();
    let plots = Plots {
        forest: [("Customer Friction".to_owned(), Svg::new("<svg id=\"forest\"></svg>").unwrap())].into(),
        scale: "−15% to +15%".to_owned(),
        trends: [(HOSTILE.to_owned(), Svg::new("<svg id=\"trend\"></svg>").unwrap())].into(),
    };
    let at = Instant::parse("2026-10-26T10:00:00Z").unwrap();
    let activity = [ReportEvent { at, text: "Started".to_owned(), source: HOSTILE.to_owned() }];
    check(&Report {
        source: "https://api.amazonalexa.com",
        is_demo: false,
        skill_id: &SkillId::parse("amzn1.ask.skill.1").unwrap(),
        skill_name: Some("City Trips"),
        experiment_id: &ExperimentId::parse("e1").unwrap(),
        experiment: &experiment,
        transition: None,
        snapshots: &snapshots,
        chosen: &chosen,
        choices: &choices,
        judgement: &judgement,
        activity: &activity,
        made_at,
        plots: &plots,
    })
}

/// The names of all tags in a page, closing ones with their stroke.
fn tags(page: &str) -> Vec<String> {
    page.split('<')
        .skip(1)
        .map(|part| part.split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn a_report_has_all_its_parts_in_order() {
    let html = with_report(&USUAL, |r| r.html());
    let headings: Vec<&str> = html.split("<h2>").skip(1).map(|part| part.split("</h2>").next().unwrap()).collect();
    assert!(headings[0].starts_with("Verdict: "), "{headings:?}");
    assert_eq!(
        headings[1..],
        [
            "Hypothesis",
            "Decision rule",
            "Can this result be trusted?",
            "Results",
            "How the difference settled",
            "Settings and life",
            "Caveats",
            "Activity",
            "Data and hash"
        ]
    );
    for said in [
        "−6.8%",
        "14,208 users",
        "26 Oct 2026 to 19 Nov 2026",
        "lost",
        "less is better",
        "up to 1% worse",
        "a change of 10% in T1 shows in them as 2.0%",
    ] {
        assert!(html.contains(said), "{said}");
    }
    assert_eq!(html.matches("This one fired.").count(), 1);
    assert!(html.contains("<svg id=\"forest\"></svg>") && html.contains("<svg id=\"trend\"></svg>"));
}

#[test]
fn every_element_that_is_opened_is_closed_and_none_runs_or_loads() {
    let html = with_report(&USUAL, |r| r.html());
    let mut open: Vec<String> = Vec::new();
    for tag in tags(&html) {
        if tag.starts_with("!doctype") || ["meta", "br"].contains(&tag.as_str()) {
            continue;
        }
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop().as_deref(), Some(name)),
            None => open.push(tag),
        }
    }
    assert_eq!(open, [""; 0]);
    let names: Vec<String> = tags(&html);
    for bad in ["script", "img", "link", "iframe", "object", "base", "form", "a"] {
        assert!(!names.iter().any(|n| n == bad), "{bad}");
    }
    assert!(html.contains("default-src 'none'"));
    assert!(!html.contains("url(") && !html.contains("@import") && !html.contains(" style=") && !html.contains("href"));
}

#[test]
fn hostile_text_is_shown_as_text() {
    let html = with_report(&USUAL, |r| r.html());
    assert!(html.contains("&lt;/pre&gt;&lt;script&gt;alert(1)"));
    assert!(html.contains("[U+202E]evil[U+2069]"));
    assert!(!html.contains('\u{202E}') && !html.contains('\u{2069}'));
    assert!(!html.contains("<script") && !html.contains("<img"));
}

/// The text of the data's box as a browser reads it.
fn boxed(html: &str) -> String {
    let escaped = html.split("<pre id=\"data\">").nth(1).unwrap().split("</pre>").next().unwrap();
    escaped
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[test]
fn the_hash_is_that_of_the_data_in_the_file() {
    let (html, hash) = with_report(&USUAL, |r| (r.html(), r.hash()));
    let data = boxed(&html);
    let digest: String = Sha256::digest(data.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(digest, hash);
    assert_eq!(html.matches(hash.as_str()).count(), 2);
    assert!(data.bytes().all(|b| matches!(b, b' '..=b'~')));
    let value: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(value["metricSnapshots"][0]["snapshot"], serde_json::Value::Null);
    assert_eq!(value["metricSnapshots"][1]["snapshot"]["metrics"][1]["values"]["mean"], 0.17);
    assert_eq!(value["metricChoices"][HOSTILE]["goodness"], "UpIsGood");
    assert_eq!(value["activity"][0]["source"], HOSTILE);
    let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
    assert!(keys.is_sorted());
}

#[test]
fn equal_data_gives_an_equal_file_and_other_data_another_hash() {
    let usual = with_report(&USUAL, |r| r.hash());
    assert_eq!(with_report(&USUAL, |r| r.html()), with_report(&USUAL, |r| r.html()));
    let later = Case { made_at: "2026-11-21T09:00:00Z", ..USUAL };
    assert_eq!(with_report(&later, |r| r.hash()), usual);
    for other in
        [Case { name: "Another", ..USUAL }, Case { mean: 0.170_000_1, ..USUAL }, Case { margin_percent: 2.0, ..USUAL }]
    {
        assert_ne!(with_report(&other, |r| r.hash()), usual);
    }
}
