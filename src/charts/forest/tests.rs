use super::*;
use crate::charts::recorder::{Mark, marks_of};

const GREEN: (u8, u8, u8) = (0x0a, 0x73, 0x50);
const WHITE: (u8, u8, u8) = (0xff, 0xff, 0xff);
const ZERO: (u8, u8, u8) = (0x7a, 0x83, 0x93);
/// 38% of the green on white.
const GREEN_BAR: (u8, u8, u8) = (0xa2, 0xca, 0xbd);

fn row(effect: f64, lower: f64, upper: f64, tone: Tone) -> ForestRow {
    ForestRow { effect: Some(effect), lower: Some(lower), upper: Some(upper), tone }
}

/// A row on a sheet of 316 px: 300 px of scale between edges of 8 px, so 10 px are 1% on the scale of ±15%.
fn drawing(row: ForestRow) -> ForestDrawing {
    ForestDrawing { row, scale: ForestScale::default(), form: ForestForm::Row, size_px: (316.0, 48.0) }
}

/// The outlines of one colour.
fn fills(marks: &[Mark], rgb: (u8, u8, u8)) -> Vec<Vec<(i32, i32)>> {
    marks
        .iter()
        .filter_map(|m| if let Mark::Fill(spots, c, _) = m { (*c == rgb).then(|| spots.clone()) } else { None })
        .collect()
}

/// The least and the greatest x of an outline, in CSS pixels.
fn ends_px(outline: &[(i32, i32)]) -> (f64, f64) {
    let xs = outline.iter().map(|spot| f64::from(spot.0) / 16.0);
    xs.fold((f64::MAX, f64::MIN), |e, x| (e.0.min(x), e.1.max(x)))
}

fn heights_px(outline: &[(i32, i32)]) -> (f64, f64) {
    let turned: Vec<_> = outline.iter().map(|spot| (spot.1, spot.0)).collect();
    ends_px(&turned)
}

#[test]
fn the_scale_is_the_narrowest_of_six_that_holds_every_interval() {
    let extent = |lower, upper| ForestScale::for_rows(&[row(0.0, lower, upper, Tone::Unclear)]).extent();
    let cases = [(-1.0, 5.0, 5.0), (-5.1, 2.0, 10.0), (-10.9, 10.4, 15.0), (0.0, 15.1, 25.0), (-40.0, 1.0, 50.0)];
    for (lower, upper, wanted) in cases {
        assert_eq!(extent(lower, upper), wanted, "{lower} to {upper}");
    }
    assert_eq!((extent(-60.0, 0.0), extent(-1e9, 1e9)), (100.0, 100.0));
}

#[test]
fn without_anything_to_hold_the_scale_is_fifteen_percent() {
    let nothing = ForestRow { lower: Some(-80.0), upper: Some(80.0), ..ForestRow::default() };
    let senseless = row(f64::NAN, f64::NEG_INFINITY, f64::INFINITY, Tone::Better);
    assert_eq!(ForestScale::for_rows(&[]).extent(), 15.0);
    assert_eq!(ForestScale::for_rows(&[nothing, senseless]).extent(), 15.0);
}

#[test]
fn a_difference_without_an_interval_widens_the_scale_too() {
    let alone = ForestRow { effect: Some(-22.0), ..ForestRow::default() };
    assert_eq!(ForestScale::for_rows(&[alone, row(1.0, 0.5, 1.5, Tone::Better)]).extent(), 25.0);
}

#[test]
fn ticks_stand_inside_the_scale_and_the_outermost_say_percent() {
    let words = |widest: f64| {
        let ticks = ForestScale::holding([widest]).ticks();
        ticks.into_iter().map(|t| t.label).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(words(15.0), "−10% −5 0 +5 +10%");
    assert_eq!(words(5.0), "−4% −2 0 +2 +4%");
    assert_eq!(words(10.0), "−5% 0 +5%");
    assert_eq!(words(50.0), "−40% −20 0 +20 +40%");
    assert_eq!(words(100.0), "−50% 0 +50%");
    let fractions: Vec<f64> = ForestScale::default().ticks().iter().map(|t| (t.fraction * 6.0).round() / 6.0).collect();
    assert_eq!(fractions, [1.0 / 6.0, 2.0 / 6.0, 0.5, 4.0 / 6.0, 5.0 / 6.0]);
    assert_eq!(ForestScale::default().spoken(), "−15% to +15%");
}

#[test]
fn an_interval_that_leaves_out_zero_has_a_full_diamond() {
    let marks = marks_of(&drawing(row(-6.8, -10.9, -2.7, Tone::Better)));
    let diamonds = fills(&marks, GREEN);
    assert_eq!(diamonds.len(), 1);
    assert_eq!(ends_px(&diamonds[0]), (83.0, 97.0));
    assert_eq!(heights_px(&diamonds[0]), (17.0, 31.0));
    assert!(fills(&marks, WHITE).is_empty());
    let bar = &fills(&marks, GREEN_BAR)[0];
    assert_eq!((ends_px(bar), heights_px(bar)), ((49.0, 131.0), (21.0, 27.0)));
}

#[test]
fn an_interval_that_holds_zero_has_a_hollow_diamond() {
    for (lower, upper) in [(-4.2, 10.4), (0.0, 6.2), (-0.5, 0.0)] {
        let marks = marks_of(&drawing(row(0.1, lower, upper, Tone::Unclear)));
        let core = fills(&marks, WHITE);
        assert_eq!(core.len(), 1, "{lower} to {upper}");
        let (left, right) = ends_px(&core[0]);
        assert!((right - left - 8.34).abs() < 0.2, "an edge of 2 px is left: {}", right - left);
    }
}

#[test]
fn the_zero_line_runs_through_the_whole_height_under_the_bar() {
    let marks = marks_of(&drawing(row(3.1, -4.2, 10.4, Tone::Worse)));
    let zero = marks.iter().position(|m| *m == Mark::Block((158 * 16, 0), (159 * 16, 48 * 16), ZERO));
    let bar = marks.iter().position(|m| matches!(m, Mark::Fill(..)));
    assert!(zero.unwrap() < bar.unwrap());
}

#[test]
fn a_missing_interval_leaves_the_diamond_and_a_missing_difference_leaves_nothing() {
    let alone = ForestRow { effect: Some(2.0), lower: Some(1.0), upper: None, tone: Tone::Better };
    let marks = marks_of(&drawing(alone));
    assert!(fills(&marks, GREEN_BAR).is_empty());
    assert_eq!((fills(&marks, GREEN).len(), fills(&marks, WHITE).len()), (1, 1));
    for effect in [None, Some(f64::NAN)] {
        let nothing = ForestRow { effect, lower: Some(1.0), upper: Some(3.0), tone: Tone::Better };
        let marks = marks_of(&drawing(nothing));
        assert!(marks.iter().all(|m| matches!(m, Mark::Block(..))), "{marks:?}");
    }
}

#[test]
fn an_end_that_is_cut_off_is_an_arrow_at_the_edge() {
    let marks = marks_of(&drawing(row(4.0, 2.0, 90.0, Tone::Better)));
    let bar = &fills(&marks, GREEN_BAR)[0];
    assert_eq!((ends_px(bar), heights_px(bar)), ((178.0, 308.0), (18.0, 30.0)), "twice as high as the bar");
    assert!(bar.contains(&(308 * 16, 24 * 16)), "with its tip in the middle");
    let both = marks_of(&drawing(row(4.0, -90.0, 90.0, Tone::Better)));
    let bar = &fills(&both, GREEN_BAR)[0];
    assert_eq!(ends_px(bar), (8.0, 308.0));
    assert!(bar.contains(&(8 * 16, 24 * 16)) && bar.contains(&(308 * 16, 24 * 16)));
}

#[test]
fn what_lies_off_the_scale_altogether_is_an_arrow_and_no_diamond() {
    for alone in [
        row(-150.0, -190.0, -120.0, Tone::Better),
        ForestRow { effect: Some(-150.0), tone: Tone::Better, ..ForestRow::default() },
    ] {
        let marks = marks_of(&drawing(alone));
        assert!(fills(&marks, GREEN).is_empty());
        assert_eq!(ends_px(&fills(&marks, GREEN_BAR)[0]), (8.0, 15.0));
    }
}

#[test]
fn a_bar_narrower_than_it_is_high_stays_as_narrow() {
    let marks = marks_of(&drawing(row(1.0, 0.9, 1.1, Tone::Better)));
    assert_eq!(ends_px(&fills(&marks, GREEN_BAR)[0]), (167.0, 169.0));
}

#[test]
fn the_small_form_has_no_grid() {
    let small = ForestDrawing { form: ForestForm::Mini, ..drawing(row(1.0, 0.5, 2.0, Tone::Better)) };
    let blocks = |d: &ForestDrawing| marks_of(d).iter().filter(|m| matches!(m, Mark::Block(..))).count();
    assert_eq!((blocks(&small), blocks(&drawing(small.row))), (1, 5));
}

#[test]
fn an_interval_reads_with_its_signs() {
    assert_eq!(interval_words(-10.91, -2.7), "−10.9% to −2.7%");
    assert_eq!(interval_words(0.0, 4.25), "0.0% to +4.2%");
}
