use super::*;
use serde_json::{Value, json};

const SOURCE: &str = "https://api.amazonalexa.com";

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn now() -> Instant {
    at("2026-11-21T10:00:00Z")
}

fn kept(intent: Option<&str>, metric: &str) -> (WindowKey, StoredWindow) {
    let window = Window::new(at("2026-11-01T00:00:00Z"), at("2026-11-08T00:00:00Z")).unwrap();
    let key = WindowKey {
        skill_id: SkillId::parse("amzn1.ask.skill.1").unwrap(),
        stage: Stage::Live,
        skill_type: SkillType::Custom,
        locale: Some("en-US".to_owned()),
        intent: intent.map(str::to_owned),
        period: Period::Day,
        metric: Metric::from(metric),
        start: window.start,
    };
    let start_s = window.start.epoch_s();
    let series = Series::new(vec![start_s, start_s + 86_400, start_s + 172_800], vec![1.0, 0.25, 3.0]);
    (
        key.clone(),
        StoredWindow { key: key.text(), read_at: at("2026-11-20T00:00:00Z"), imported_at: None, window, series },
    )
}

fn file() -> Value {
    let text = write(&[kept(None, "totalSessions"), kept(Some("Weather|Intent"), "=1+1")], SOURCE, now()).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn refused(file: &Value) -> ImportRefusal {
    read(file.to_string().as_bytes(), SOURCE, now()).unwrap_err()
}

#[test]
fn what_was_written_is_read_alike_with_gaps_as_gaps() {
    let mut windows = vec![kept(None, "totalSessions"), kept(Some("Weather|Intent"), "=1+1")];
    let text = write(&windows, SOURCE, now()).unwrap();
    assert_eq!(read(text.as_bytes(), SOURCE, now()), Ok(windows.clone()));
    assert_eq!(read(format!("\u{feff}{text}").as_bytes(), SOURCE, now()), Ok(windows.clone()));
    windows[0].1.series = Series::new(vec![windows[0].1.window.start.epoch_s()], vec![f64::NAN]);
    let text = write(&windows, SOURCE, now()).unwrap();
    assert!(text.contains("\"values\":[null]"));
    let read = read(text.as_bytes(), SOURCE, now()).unwrap();
    assert!(read[0].1.series.values()[0].is_nan());
}

#[test]
fn a_file_that_is_no_export_is_refused_in_words() {
    for (text, begin) in [
        ("", "The file is not valid JSON: line 1"),
        ("{\"format\": ", "The file is not valid JSON"),
        ("[]", "The file holds no kept figures"),
        ("{}", "The file holds no kept figures"),
        ("null", "The file holds no kept figures"),
        (
            "{\"format\":\"skillscope-suites\",\"version\":1,\"source\":\"demo\",\"windows\":[]}",
            "The file holds no kept",
        ),
    ] {
        let words = read(text.as_bytes(), SOURCE, now()).unwrap_err().to_string();
        assert!(words.starts_with(begin), "{text}: {words}");
    }
    assert_eq!(
        read(
            json!({"format": FORMAT, "version": 1, "source": SOURCE, "windows": []}).to_string().as_bytes(),
            SOURCE,
            now()
        ),
        Err(ImportRefusal::Empty)
    );
}

#[test]
fn a_later_version_and_another_source_are_refused() {
    let mut later = file();
    later["version"] = json!(2);
    assert_eq!(refused(&later), ImportRefusal::LaterVersion { version: 2 });
    let mut demo = file();
    demo["source"] = json!("demo");
    assert_eq!(
        refused(&demo).to_string(),
        "The file holds figures from the demo, and this page shows those from https://api.amazonalexa.com. They are not mixed."
    );
    let mut odd = file();
    odd["source"] = json!("\u{202e}\n");
    assert!(refused(&odd).to_string().contains("from another address"));
}

#[test]
fn one_wrong_window_refuses_the_whole_file() {
    let set = |place: &str, value: Value| {
        let mut file = file();
        file["windows"][1][place] = value;
        refused(&file).to_string()
    };
    for (place, value, problem) in [
        ("end", json!("2026-11-01T00:00:00Z"), "ends before it begins"),
        ("end", json!("2026-11-09T00:00:00Z"), "longer than a week"),
        ("readAt", json!("2027-01-01T00:00:00Z"), "read in the future"),
        ("values", json!([1]), "as many values as times"),
        ("times", json!([3, 2, 1]), "times are out of order"),
        ("times", json!([1, 2, 3]), "not its own"),
        ("metric", json!(""), "a name in it"),
        ("intent", json!("x".repeat(300)), "a name in it"),
        ("skillId", json!("amzn2"), "lacks something"),
        ("period", json!("P2D"), "lacks something"),
        ("values", json!(["1", 2, 3]), "lacks something"),
        ("values", json!([1, null, -5]), "a value below zero"),
        ("values", json!([1e300, 2, 3]), "greater than any count"),
        ("values", json!([9_007_199_254_740_994_u64, 2, 3]), "greater than any count"),
        ("start", json!("yesterday"), "lacks something"),
    ] {
        let words = set(place, value.clone());
        assert!(words.starts_with("Window 2 of 2") && words.contains(problem), "{place} {value}: {words}");
        assert!(words.ends_with("Nothing was imported."));
    }
}

#[test]
fn more_values_than_a_week_has_are_refused() {
    let mut long = file();
    let start_s = at("2026-11-01T00:00:00Z").epoch_s();
    long["windows"][0]["times"] = (0..1_001).map(|n| json!(start_s + n)).collect();
    long["windows"][0]["values"] = (0..1_001).map(|_| json!(1)).collect();
    assert!(refused(&long).to_string().contains("more values than a week"));
}
