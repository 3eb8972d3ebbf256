use super::*;
use crate::charts::forest::{ForestRow, ForestScale, Tone};
use crate::charts::palette::Slot;
use crate::charts::trend::{Trend, TrendMarker, TrendPoint};
use crate::domain::instant::DAY_S;
use crate::domain::words::Zone;
use proptest::prelude::*;

const ROW: ForestRow = ForestRow { effect: Some(-6.8), lower: Some(-10.9), upper: Some(-2.7), tone: Tone::Better };

/// Walks through the elements of a text and holds it to XML: every element is closed in its turn, attributes are quoted
/// and there once, and nothing stands open. Answers the names of the elements in order.
fn elements(xml: &str) -> Vec<String> {
    let (mut names, mut open, mut rest) = (Vec::new(), Vec::new(), xml);
    while let Some(at) = rest.find('<') {
        assert!(!rest[..at].contains('>'), "a stray >: {rest}");
        let end = at + rest[at..].find('>').unwrap();
        let tag = &rest[at + 1..end];
        assert!(!tag.contains('<'), "{tag}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
        } else {
            let inner = tag.strip_suffix('/').unwrap_or(tag);
            let (name, attributes) = inner.split_once(' ').unwrap_or((inner, ""));
            let parts: Vec<&str> = attributes.split('"').collect();
            assert_eq!(parts.len() % 2, 1, "quotes in pairs: {tag}");
            let keys: Vec<&str> = parts.iter().step_by(2).map(|k| k.trim()).filter(|k| !k.is_empty()).collect();
            assert!(keys.iter().all(|k| k.ends_with('=') && !k.contains(' ')), "{keys:?}");
            assert_eq!(keys.iter().collect::<std::collections::HashSet<_>>().len(), keys.len(), "{tag}");
            names.push(name.to_owned());
            if !tag.ends_with('/') {
                open.push(name.to_owned());
            }
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty() && rest.is_empty(), "{open:?} {rest}");
    let mut after_amp = xml.split('&').skip(1);
    assert!(after_amp.all(|t| ["amp;", "lt;", "gt;", "quot;", "#39;"].iter().any(|e| t.starts_with(e))));
    names
}

fn trend() -> Trend {
    let point = |day: i64, effect: Option<f64>| TrendPoint {
        time_s: (20_000 + day) * DAY_S,
        effect,
        lower: effect.map(|e| e - 2.0),
        upper: effect.map(|e| e + 2.0),
        ..TrendPoint::default()
    };
    Trend {
        points: vec![point(0, Some(1.0)), point(7, None), point(14, Some(2.0)), point(21, Some(3.0))],
        markers: vec![TrendMarker { time_s: 20_010 * DAY_S, label: "Raised".to_owned() }],
        span_s: None,
    }
}

#[test]
fn a_row_is_one_image_with_its_sentence() {
    let svg = forest_row(ROW, ForestScale::default(), (316.0, 32.0), "T1 −6.8%, interval −10.9% to −2.7%");
    let names = elements(&svg);
    assert_eq!(names[..2], ["svg", "title"]);
    assert_eq!(names.iter().filter(|n| *n == "polygon").count(), 2, "bar and diamond");
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"316\" height=\"32\""));
    assert!(svg.contains("role=\"img\" aria-label=\"T1 −6.8%, interval −10.9% to −2.7%\""));
    assert!(svg.contains("<polygon points=\"90,9 97,16 90,23 83,16\" fill=\"#0a7350\"/>"), "{svg}");
}

#[test]
fn a_whole_forest_names_every_line_and_tick_in_order() {
    let line = |name: &str| ForestLine { name: name.to_owned(), row: ROW, figures: "−6.8%".to_owned() };
    let svg = forest_figure(&[line("Customer Friction"), line("ISP : Sales")], ForestScale::default(), "Results");
    elements(&svg);
    let words: Vec<&str> =
        svg.split("<text").skip(1).map(|t| &t[t.find('>').unwrap() + 1..t.find('<').unwrap()]).collect();
    let wanted = ["−10%", "−5", "0", "+5", "+10%", "Customer Friction", "−6.8%", "ISP : Sales", "−6.8%"];
    assert_eq!(words, wanted);
    assert!(svg.contains("translate(200 24)") && svg.contains("translate(200 56)"));
    assert!(svg.contains("height=\"88\""));
}

#[test]
fn a_trend_has_its_gap_ribbons_marker_and_labels() {
    let svg = trend_figure(&trend(), ForestScale::holding([5.0]), Slot::FIRST, Zone::UTC, 320.0, "Trend");
    let names = elements(&svg);
    let count = |name: &str| names.iter().filter(|n| *n == name).count();
    assert_eq!((count("polyline"), count("polygon"), count("circle")), (3, 2, 6));
    assert!(svg.contains("stroke=\"#a9c0f5\"") && svg.contains("stroke-dasharray=\"3 3\""));
    assert!(svg.contains("fill=\"#2b5bd7\" fill-opacity=\"0.16\""));
    assert!(svg.contains(">+5%</text>") && svg.contains(">4 Oct</text>"));
    assert_eq!(svg.matches("stroke-dasharray").count(), 1, "the dash is taken away after the marker");
}

#[test]
fn the_same_drawing_is_the_same_text() {
    let draw = || trend_figure(&trend(), ForestScale::default(), Slot::NEUTRAL, Zone::UTC, 320.0, "Trend");
    assert_eq!(draw(), draw());
}

#[test]
fn nothing_in_it_can_run_or_reach_out() {
    let evil = ForestLine {
        name: "<script>alert(1)</script>".to_owned(),
        row: ROW,
        figures: "\" onload=\"alert(1)".to_owned(),
    };
    let svg = forest_figure(&[evil], ForestScale::default(), "\"><script>&'\u{0}");
    assert!(!elements(&svg).contains(&"script".to_owned()));
    assert!(!svg.contains(" onload=\"") && !svg.contains("style=") && !svg.contains("href"));
    assert!(svg.contains("aria-label=\"&quot;&gt;&lt;script&gt;&amp;&#39;\""));
}

#[test]
fn a_long_name_is_cut_off() {
    let line = ForestLine { name: "x".repeat(125), row: ROW, figures: String::new() };
    let svg = forest_figure(&[line], ForestScale::default(), "Results");
    assert!(svg.contains(&format!(">{}…</text>", "x".repeat(29))));
}

proptest! {
    #[test]
    fn any_name_and_any_values_make_sound_xml(
        name in ".{0,40}", effect in proptest::num::f64::ANY, lower in proptest::num::f64::ANY, upper in proptest::num::f64::ANY,
    ) {
        let row = ForestRow { effect: Some(effect), lower: Some(lower), upper: Some(upper), tone: Tone::Worse };
        let line = ForestLine { name: name.clone(), row, figures: name.clone() };
        let svg = forest_figure(&[line], ForestScale::for_rows(&[row]), &name);
        elements(&svg);
        prop_assert!(!svg.contains("NaN") && !svg.contains("inf\""));
        let point = TrendPoint { time_s: 0, effect: Some(effect), lower: Some(lower), upper: Some(upper), ..TrendPoint::default() };
        let trend = Trend { points: vec![point, TrendPoint { time_s: DAY_S, ..point }], ..Trend::default() };
        let svg = trend_figure(&trend, ForestScale::for_trends([&trend]), Slot::FIRST, Zone::UTC, 320.0, "x");
        elements(&svg);
        prop_assert!(!svg.contains("NaN") && !svg.contains("inf\""));
    }
}
