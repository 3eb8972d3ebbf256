//! Scenes drawn on a backend that writes down what it is told.

use plotters_backend::BackendCoord;

use super::*;
use crate::charts::recorder::{Mark, Marks, Note, Recorder};
use crate::charts::scene::{Frame, Line};
use crate::domain::instant::DAY_S;
use crate::domain::words::Zone;

const FRAME: Frame = Frame { left_px: 44.0, top_px: 8.0, width_px: 600.0, height_px: 320.0, ratio: 1.0 };

fn marks(view: &View) -> Vec<Mark> {
    let marks = Marks::default();
    let area = Recorder(marks.clone(), (688 * 16, 360 * 16)).into_drawing_area();
    let scene = Scene::new(view, FRAME);
    Painter::new(&area, &mut Note(marks.clone()), &scene, &Palette::LIGHT).draw(view).unwrap();
    marks.take()
}

fn view<'a>(slot: u8, times_s: &'a [i64], values: &'a [f64]) -> View<'a> {
    let slot = Slot::new(slot);
    let line = Line { slot, dash: slot.dash(), points: Points { times_s, values }, previous: None };
    View {
        lines: vec![line],
        window_s: (0, times_s.last().unwrap() + DAY_S),
        bucket_s: Some(DAY_S),
        incomplete_from_s: None,
        zone: Zone::UTC,
        whole: true,
    }
}

fn days(n: i64) -> Vec<i64> {
    (0..n).map(|d| d * DAY_S).collect()
}

/// The lines drawn; pieces that are stroked one by one, each from where the last one ended, are put together.
fn lines(marks: &[Mark]) -> Vec<(Vec<BackendCoord>, f64, u32)> {
    let mut lines: Vec<(Vec<BackendCoord>, f64, u32)> = Vec::new();
    let mut can_join = false;
    for mark in marks {
        if let Mark::Path(path, _, alpha, width) = mark {
            match lines.last_mut().filter(|line| can_join && line.0.last() == path.first()) {
                Some(line) => line.0.extend(&path[1..]),
                None => lines.push((path.clone(), *alpha, *width)),
            }
        }
        can_join = matches!(mark, Mark::Path(..));
    }
    lines
}

fn paths(marks: &[Mark]) -> Vec<Vec<BackendCoord>> {
    lines(marks).into_iter().map(|line| line.0).collect()
}

#[test]
fn a_line_runs_from_edge_to_edge_of_the_plot_two_pixels_wide() {
    let times = days(31);
    let values: Vec<f64> = (0..31).map(|i| f64::from(i) * 10.0).collect();
    let marks = marks(&view(2, &times, &values));
    assert!(marks.iter().any(|m| matches!(m, Mark::Path(_, (0x2b, 0x5b, 0xd7), ..))));
    let (path, alpha, width) = &lines(&marks)[0];
    assert_eq!((path.len(), *alpha, *width), (31, 1.0, 32));
    assert_eq!(path[0], (44 * 16, 328 * 16));
    assert_eq!(path[30], (644 * 16, 8 * 16));
}

#[test]
fn only_the_first_colour_has_an_area() {
    let (times, values) = (days(31), vec![5.0; 31]);
    let fills = |slot| marks(&view(slot, &times, &values)).iter().filter(|m| matches!(m, Mark::Fill(..))).count();
    assert_eq!((fills(2), fills(4)), (1, 0));
}

#[test]
fn missing_values_break_the_line_and_tint_the_gap() {
    let times = days(31);
    let mut values = vec![5.0; 31];
    values[10] = f64::NAN;
    let marks = marks(&view(4, &times, &values));
    let lines = paths(&marks);
    assert_eq!(lines.iter().map(|p| p.len()).collect::<Vec<_>>(), [10, 20]);
    let gap = marks.iter().find(|m| matches!(m, Mark::Block(_, _, (0xee, 0xf0, 0xf4))));
    assert_eq!(gap, Some(&Mark::Block((224 * 16, 8 * 16), (264 * 16, 328 * 16), (0xee, 0xf0, 0xf4))));
    assert!(lines.iter().all(|p| p.iter().all(|spot| spot.1 == lines[0][0].1)), "nothing is drawn as zero");
}

#[test]
fn a_left_out_bucket_is_a_gap_too() {
    let mut times = days(31);
    times.remove(10);
    let values = vec![5.0; 30];
    assert_eq!(paths(&marks(&view(4, &times, &values))).len(), 2);
}

#[test]
fn the_dash_of_a_series_is_set_for_its_line_and_taken_away_after() {
    let (times, values) = (days(31), vec![5.0; 31]);
    let marks = marks(&view(4, &times, &values));
    let at = marks.iter().position(|m| matches!(m, Mark::Path(..))).unwrap();
    assert_eq!(marks[at - 1], Mark::Dash(vec![112.0, 64.0]));
    assert_eq!(marks[at + 1], Mark::Dash(vec![]));
}

#[test]
fn the_last_incomplete_stretch_is_dashed() {
    let (times, values) = (days(31), vec![5.0; 31]);
    let mut view = view(2, &times, &values);
    view.incomplete_from_s = Some(30 * DAY_S);
    let marks = marks(&view);
    let lines = paths(&marks);
    assert_eq!(lines.iter().map(|p| p.len()).collect::<Vec<_>>(), [30, 2]);
    assert_eq!(lines[0][29], lines[1][0]);
    assert!(marks.contains(&Mark::Dash(vec![48.0, 48.0])));
}

#[test]
fn the_period_before_lies_under_the_line_without_an_area() {
    let (times, values, before) = (days(31), vec![5.0; 31], vec![4.0; 31]);
    let mut view = view(2, &times, &values);
    view.lines[0].previous = Some(Points { times_s: &times, values: &before });
    let marks = marks(&view);
    let kinds: Vec<(f64, u32)> = lines(&marks).into_iter().map(|line| (line.1, line.2)).collect();
    assert_eq!(kinds, [(0.75, 24), (1.0, 32)]);
    assert_eq!(marks.iter().filter(|m| matches!(m, Mark::Fill(..))).count(), 1);
}

#[test]
fn few_points_have_discs_and_many_have_none() {
    let discs = |n: i64| {
        let (times, values) = (days(n), vec![5.0; n as usize]);
        marks(&view(2, &times, &values)).iter().filter(|m| matches!(m, Mark::Disc(..))).count()
    };
    assert_eq!((discs(12), discs(13)), (24, 0));
}

#[test]
fn totals_are_bars_without_a_line() {
    let mut view = view(2, &[0], &[80.0]);
    view.bucket_s = None;
    let marks = marks(&view);
    assert!(paths(&marks).is_empty());
    let bars = marks.iter().filter(|m| matches!(m, Mark::Block(_, _, (0x2b, 0x5b, 0xd7)))).count();
    assert_eq!(bars, 1);
}

#[test]
fn a_hundred_thousand_points_are_one_outline_of_the_plots_width() {
    let times = days(100_000);
    let values: Vec<f64> = (0..100_000).map(|i| f64::from((i * 7919) % 1_000)).collect();
    let marks = marks(&view(4, &times, &values));
    assert!(paths(&marks).is_empty());
    let points: usize = marks.iter().map(|m| if let Mark::Fill(p, ..) = m { p.len() } else { 0 }).sum();
    assert!((600..=2_600).contains(&points), "{points}");
}

#[test]
fn rules_are_one_device_pixel_on_whole_device_pixels() {
    let (times, values) = (days(31), vec![5.0; 31]);
    for mark in marks(&view(2, &times, &values)) {
        if let Mark::Block(a, b, rgb) = mark
            && rgb == (0xe9, 0xec, 0xf1)
        {
            assert_eq!((b.1 - a.1, a.1 % 16), (16, 0));
        }
    }
}

#[test]
fn bars_stand_in_the_order_of_the_legend() {
    let (times, values) = ([0], [80.0]);
    let mut view = view(2, &times, &values);
    view.bucket_s = None;
    // The view has the last of the legend first.
    let orange = Line { slot: Slot::new(3), ..view.lines[0] };
    view.lines.insert(0, orange);
    let left_of = |rgb| {
        let marks = marks(&view);
        marks.iter().find_map(|m| if let Mark::Block(a, _, c) = m { (*c == rgb).then_some(a.0) } else { None }).unwrap()
    };
    assert!(left_of((0x2b, 0x5b, 0xd7)) < left_of((0xe8, 0x55, 0x09)));
}
