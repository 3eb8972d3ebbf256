use super::*;
use crate::charts::paint::GRAIN;
use crate::charts::palette::Palette;
use crate::charts::recorder::{Mark, marks_of};
use crate::charts::scene::Frame;
use crate::charts::sheet::Drawing as _;
use crate::domain::instant::DAY_S;

const FRAME: Frame = Frame { left_px: 40.0, top_px: 10.0, width_px: 400.0, height_px: 100.0, ratio: 1.0 };
/// Monday, 16 November 2026.
const START_S: i64 = 1_794_787_200;

fn stack() -> Stack {
    let layer = |name: &str, slot: u8, values: &[f64]| Layer {
        name: name.to_owned(),
        slot: Slot::new(slot),
        values: values.to_vec(),
        visible: true,
    };
    Stack {
        times_s: vec![START_S, START_S + DAY_S, START_S + 3 * DAY_S],
        layers: vec![layer("Success", 4, &[30.0, 60.0, 0.0]), layer("Failure", 8, &[10.0, f64::NAN, 0.0])],
        window_s: (START_S, START_S + 4 * DAY_S),
        bin_s: DAY_S,
        whole: true,
    }
}

fn drawing(stack: &Stack, form: StackForm) -> StackDrawing<'_> {
    StackDrawing { stack, form, write: words::compact, frame: FRAME, size_px: (450.0, 140.0) }
}

/// Left, top, right and bottom of what is filled in a colour, in CSS pixels.
fn blocks(stack: &Stack, form: StackForm, slot: u8) -> Vec<(i32, i32, i32, i32)> {
    let colour = Palette::LIGHT.series(Slot::new(slot)).rgb;
    let found = marks_of(&drawing(stack, form)).into_iter().filter_map(|mark| match mark {
        Mark::Block(a, b, rgb) if rgb == colour => Some((a.0 / GRAIN, a.1 / GRAIN, b.0 / GRAIN, b.1 / GRAIN)),
        _ => None,
    });
    found.collect()
}

#[test]
fn a_column_stands_in_the_middle_of_its_bins_place_and_what_is_missing_leaves_it_empty() {
    let stack = stack();
    let success = blocks(&stack, StackForm::Stacked, 4);
    // Four places of 100 px; the third day is missing, the fourth has zero.
    assert_eq!(success.len(), 2);
    assert_eq!((success[0].0, success[0].2), (40 + 19, 40 + 81));
    assert_eq!((success[1].0, success[1].2), (140 + 19, 140 + 81));
}

#[test]
fn groups_stand_on_top_of_each_other_and_the_axis_holds_their_sum() {
    let stack = stack();
    assert_eq!(stack.extent(StackForm::Stacked), (0.0, 60.0));
    let (success, failure) = (blocks(&stack, StackForm::Stacked, 4), blocks(&stack, StackForm::Stacked, 8));
    assert_eq!(failure[0].3, success[0].1, "Failure begins where Success ends");
    assert_eq!(success[0].3, 110, "Success stands on the axis");
    assert_eq!(success[1].1, 10, "60 of 60 fill the plot");
}

#[test]
fn as_parts_of_a_whole_every_column_is_as_high_as_the_plot() {
    let stack = stack();
    let (success, failure) = (blocks(&stack, StackForm::Share, 4), blocks(&stack, StackForm::Share, 8));
    assert_eq!((failure[0].1, success[0].1, success[0].3), (10, 35, 110));
    assert_eq!((success[1].1, success.len()), (10, 2), "a column of nothing is not drawn");
    let labels = drawing(&stack, StackForm::Share).labels();
    assert!(labels.iter().any(|l| l.text == "100%"));
}

#[test]
fn side_by_side_every_group_has_its_own_bar() {
    let stack = stack();
    let (success, failure) = (blocks(&stack, StackForm::Bars, 4), blocks(&stack, StackForm::Bars, 8));
    assert_eq!(success[0].2, failure[0].0);
    assert!(success[0].3 == 110 && failure[0].3 == 110);
}

#[test]
fn a_line_breaks_where_a_bin_is_missing() {
    let stack = stack();
    let colour = Palette::LIGHT.series(Slot::new(4)).rgb;
    let paths: Vec<usize> = marks_of(&drawing(&stack, StackForm::Lines))
        .into_iter()
        .filter_map(|mark| match mark {
            Mark::Path(places, rgb, ..) if rgb == colour => Some(places.len()),
            _ => None,
        })
        .collect();
    assert_eq!(paths, [2, 2], "two days, then a dot");
}

#[test]
fn what_is_hidden_is_neither_drawn_nor_counted() {
    let mut stack = stack();
    stack.layers[0].visible = false;
    assert!(blocks(&stack, StackForm::Stacked, 4).is_empty());
    assert_eq!(stack.extent(StackForm::Stacked), (0.0, 10.0));
    assert_eq!(stack.reading(0, words::count, true).unwrap().rows.len(), 1);
}

#[test]
fn a_bin_is_read_with_shares_and_a_missing_value_is_no_zero() {
    let stack = stack();
    let reading = stack.reading(0, words::count, true).unwrap();
    assert_eq!(reading.spoken(), "Mon 16 Nov 2026; Success 30, 75%; Failure 10, 25%; together 40");
    let reading = stack.reading(1, words::count, false).unwrap();
    assert_eq!(reading.spoken(), format!("Tue 17 Nov 2026; Success 60; Failure {}", words::NO_VALUE));
    assert_eq!(stack.reading(9, words::count, true), None);
    assert_eq!((stack.nearest(0.0), stack.nearest(0.7), stack.nearest(1.0)), (Some(0), Some(2), Some(2)));
}

#[test]
fn nothing_and_nonsense_are_drawn_without_a_panic() {
    let empty = Stack::default();
    let mut wild = stack();
    wild.layers[0].values = vec![f64::INFINITY, -1e300];
    wild.window_s = (START_S, START_S);
    for stack in [&empty, &wild] {
        for form in [StackForm::Stacked, StackForm::Share, StackForm::Bars, StackForm::Lines] {
            marks_of(&drawing(stack, form));
            assert!(!drawing(stack, form).labels().is_empty());
        }
    }
    assert_eq!(empty.nearest(0.5), None);
}
