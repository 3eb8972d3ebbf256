use super::*;
use crate::charts::forest::ForestScale;
use crate::charts::palette::Slot;
use crate::charts::recorder::{Mark, marks_of};
use crate::charts::scene::{Align, Frame};
use crate::charts::sheet::Drawing;

const BLUE: (u8, u8, u8) = (0x2b, 0x5b, 0xd7);
const GAP: (u8, u8, u8) = (0xee, 0xf0, 0xf4);
const ZERO: (u8, u8, u8) = (0x7a, 0x83, 0x93);

fn point(day: i64, effect: f64) -> TrendPoint {
    TrendPoint {
        time_s: day * DAY_S,
        effect: Some(effect),
        lower: Some(effect - 3.0),
        upper: Some(effect + 3.0),
        users_c: Some(14_208),
        users_t1: None,
    }
}

fn trend(points: Vec<TrendPoint>) -> Trend {
    Trend { points, ..Trend::default() }
}

/// A plot of 300 × 150 px on the scale of ±15%, so 5 px are 1%.
fn drawing(trend: &Trend) -> TrendDrawing<'_> {
    TrendDrawing {
        trend,
        scale: ForestScale::default(),
        slot: Slot::FIRST,
        zone: Zone::UTC,
        frame: Frame { left_px: 44.0, top_px: 8.0, width_px: 300.0, height_px: 150.0, ratio: 1.0 },
        size_px: (352.0, 184.0),
    }
}

fn paths(marks: &[Mark], rgb: (u8, u8, u8)) -> Vec<Vec<(i32, i32)>> {
    let path = |m: &Mark| if let Mark::Path(p, c, ..) = m { (*c == rgb).then(|| p.clone()) } else { None };
    marks.iter().filter_map(path).collect()
}

fn ribbons(marks: &[Mark]) -> Vec<Vec<(i32, i32)>> {
    let ribbon = |m: &Mark| if let Mark::Fill(p, BLUE, 0.16) = m { Some(p.clone()) } else { None };
    marks.iter().filter_map(ribbon).collect()
}

fn px(spots: &[(i32, i32)]) -> Vec<(i32, i32)> {
    spots.iter().map(|s| (s.0 / 16, s.1 / 16)).collect()
}

#[test]
fn the_line_and_its_ribbon_run_from_edge_to_edge() {
    let trend = trend(vec![point(0, -3.0), point(1, 0.0), point(2, 6.0)]);
    let marks = marks_of(&drawing(&trend));
    assert_eq!(px(&paths(&marks, BLUE)[0]), [(44, 98), (194, 83), (344, 53)]);
    let ribbon = [(44, 83), (194, 68), (344, 38), (344, 68), (194, 98), (44, 113)];
    assert_eq!(px(&ribbons(&marks)[0]), ribbon);
    assert!(marks.contains(&Mark::Block((44 * 16, 83 * 16), (344 * 16, 84 * 16), ZERO)), "zero in the middle");
}

#[test]
fn a_missing_difference_breaks_line_and_ribbon_and_tints_the_gap() {
    let mut points: Vec<TrendPoint> = (0..=4).map(|d| point(d, 1.0)).collect();
    points[2].effect = None;
    let trend = trend(points);
    let marks = marks_of(&drawing(&trend));
    assert_eq!(paths(&marks, BLUE).iter().map(Vec::len).collect::<Vec<_>>(), [2, 2]);
    assert_eq!(ribbons(&marks).len(), 2);
    assert_eq!(marks[0], Mark::Block((119 * 16, 8 * 16), (269 * 16, 158 * 16), GAP));
}

#[test]
fn a_missing_interval_breaks_the_ribbon_alone() {
    let mut points: Vec<TrendPoint> = (0..=4).map(|d| point(d, 1.0)).collect();
    points[3].upper = Some(f64::NAN);
    let trend = trend(points);
    let marks = marks_of(&drawing(&trend));
    assert_eq!(paths(&marks, BLUE).len(), 1);
    let widths: Vec<i32> = ribbons(&marks).iter().map(|r| px(r)[1].0 - px(r)[0].0).collect();
    assert_eq!((widths.len(), widths[1]), (2, 8), "the last interval stands alone, as wide as a disc");
    assert!(!marks.iter().any(|m| matches!(m, Mark::Block(_, _, GAP))));
}

#[test]
fn twelve_snapshots_have_discs_and_thirteen_have_none() {
    let discs = |n: i64| {
        let trend = trend((0..n).map(|d| point(d, 1.0)).collect());
        marks_of(&drawing(&trend)).iter().filter(|m| matches!(m, Mark::Disc(..))).count()
    };
    assert_eq!((discs(12), discs(13)), (24, 0));
}

#[test]
fn a_change_of_exposure_is_a_dashed_line_down() {
    let mut trend = trend(vec![point(0, 1.0), point(10, 1.0)]);
    let marker = |day: i64| TrendMarker { time_s: day * DAY_S, label: "Raised to 60%".to_owned() };
    trend.markers = vec![marker(5), marker(11)];
    let marks = marks_of(&drawing(&trend));
    let at = marks.iter().position(|m| matches!(m, Mark::Path(_, (0xa9, 0xc0, 0xf5), ..))).unwrap();
    assert_eq!(marks[at - 1], Mark::Dash(vec![48.0, 48.0]));
    assert_eq!(paths(&marks, (0xa9, 0xc0, 0xf5)), [vec![(194 * 16 + 8, 8 * 16), (194 * 16 + 8, 158 * 16)]]);
}

#[test]
fn a_difference_off_the_scale_is_an_arrow_at_the_edge() {
    let trend = trend(vec![point(0, 1.0), point(1, -40.0)]);
    let marks = marks_of(&drawing(&trend));
    let arrow = marks.iter().find_map(|m| if let Mark::Fill(p, BLUE, 1.0) = m { Some(px(p)) } else { None });
    assert_eq!(arrow.unwrap(), [(344, 158), (349, 152), (339, 152)]);
    assert_eq!(marks.iter().filter(|m| matches!(m, Mark::Disc(..))).count(), 2, "the other one has its disc");
    assert!(ribbons(&marks)[0].iter().all(|spot| (8 * 16..=158 * 16).contains(&spot.1)));
}

#[test]
fn one_snapshot_stands_in_the_middle_and_none_leaves_the_axes() {
    let one = trend(vec![point(10, 3.0)]);
    let marks = marks_of(&drawing(&one));
    assert_eq!(px(&paths(&marks, BLUE)[0])[0], (194, 68));
    let none = Trend::default();
    assert!(marks_of(&drawing(&none)).iter().all(|m| matches!(m, Mark::Block(..))));
    assert_eq!(drawing(&none).labels().len(), 3);
}

#[test]
fn a_given_span_places_the_snapshots_and_leaves_out_those_outside() {
    let mut trend = trend(vec![point(0, 1.0), point(5, 1.0), point(10, 1.0)]);
    trend.span_s = Some((5 * DAY_S, 15 * DAY_S));
    let marks = marks_of(&drawing(&trend));
    assert_eq!(px(&paths(&marks, BLUE)[0]), [(44, 78), (194, 78)]);
}

#[test]
fn labels_name_the_ends_of_the_scale_and_the_days() {
    let trend = trend(vec![point(20_000, 1.0), point(20_007, 1.0)]);
    let labels = drawing(&trend).labels();
    let texts: Vec<&str> = labels.iter().map(|l| l.text.as_str()).collect();
    assert_eq!(texts, ["−15%", "0", "+15%", "4 Oct", "6 Oct", "8 Oct", "10 Oct"]);
    assert_eq!((labels[0].x_px, labels[0].y_px, labels[0].align), (36.0, 158.0, Align::End));
    assert_eq!((labels[3].x_px, labels[3].align), (44.0, Align::Start));
}

#[test]
fn the_scale_of_several_trends_holds_all_their_intervals() {
    let (narrow, wide) = (trend(vec![point(0, 1.0)]), trend(vec![point(0, -20.0), point(1, 2.0)]));
    assert_eq!(ForestScale::for_trends([&narrow]).extent(), 5.0);
    assert_eq!(ForestScale::for_trends([&narrow, &wide]).extent(), 25.0);
}

#[test]
fn the_crosshair_goes_to_the_nearest_snapshot() {
    let trend = trend(vec![point(0, 1.0), point(2, 1.0), point(9, 1.0)]);
    assert_eq!([0, 1, 4, 8, 90].map(|day| trend.nearest(day * DAY_S)), [0, 0, 1, 2, 2].map(Some));
    assert_eq!(Trend::default().nearest(0), None);
}

#[test]
fn a_snapshot_reads_with_its_interval_users_and_what_changed_since_the_one_before() {
    let mut trend = trend(vec![point(20_000, -6.8), point(20_007, 1.0)]);
    let marker = |day: i64, label: &str| TrendMarker { time_s: day * DAY_S, label: label.to_owned() };
    trend.markers = vec![marker(20_006, "Raised to 60%"), marker(20_002, "Raised to 40%"), marker(19_000, "Started")];
    let second = trend.reading(1, Zone::UTC).unwrap();
    assert_eq!(second.events, ["Raised to 40%, 6 Oct", "Raised to 60%, 10 Oct"]);
    assert_eq!(second.interval.as_deref(), Some("−2.0% to +4.0%"));
    assert_eq!(
        trend.reading(0, Zone::UTC).unwrap().spoken(),
        "Fri 4 Oct 2024; difference −6.8%; interval −9.8% to −3.8%; users C 14,208, T1 –; Started, 8 Jan"
    );
    assert_eq!(trend.reading(2, Zone::UTC), None);
    trend.points[0].effect = None;
    let missing = trend.reading(0, Zone::UTC).unwrap();
    assert_eq!((missing.effect.as_str(), missing.interval), ("–", None));
}
