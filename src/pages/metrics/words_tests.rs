use super::*;
use std::sync::Arc;

fn figure(group: Group, value: f64, change: Option<Change>) -> Figure {
    Figure {
        group,
        value: Some(value),
        previous: Some(1.0),
        basis: Basis::Total,
        change,
        course: Arc::default(),
        unpaired: 0,
        is_whole: true,
        weeks: WeeksRead { done: 52, total: 52 },
        shows_gaps: true,
    }
}

#[test]
fn the_headline_says_both_halves() {
    let sessions = figure(Group::Sessions, 96_356.0, Some(Change::Percent(4.3)));
    let completion = figure(Group::SessionCompletion, 79.5, Some(Change::Points(-1.1)));
    assert_eq!(
        headline(&sessions, Some(&completion), Range::FourWeeks, Comparison::Previous).unwrap(),
        "Sessions are up 4.3% on the previous 28 days, but fewer of them end successfully."
    );
}

#[test]
fn without_a_comparison_the_headline_is_the_total() {
    let sessions = figure(Group::Sessions, 96_356.0, None);
    assert_eq!(
        headline(&sessions, None, Range::Year, Comparison::Off).unwrap(),
        "96,356 sessions in the last 52 weeks."
    );
}

#[test]
fn a_part_of_a_year_is_never_said_to_be_the_year() {
    let part =
        Figure { is_whole: false, weeks: WeeksRead { done: 4, total: 52 }, ..figure(Group::Sessions, 538_189.0, None) };
    assert_eq!(
        headline(&part, None, Range::Year, Comparison::Off).unwrap(),
        "538,189 sessions in the 4 of 52 weeks read so far."
    );
    assert_eq!(part_read(part.weeks), "4 of 52 weeks read");
}

#[test]
fn totals_by_the_week_give_no_verdict() {
    let totals = Figure { shows_gaps: false, ..figure(Group::Sessions, 96_356.0, Some(Change::Percent(-13.8))) };
    assert_eq!(
        headline(&totals, None, Range::FourWeeks, Comparison::Previous).unwrap(),
        "96,356 sessions in the last 28 days."
    );
}

#[test]
fn an_average_is_never_said_to_be_a_total() {
    let customers = Figure { basis: Basis::DailyAverage, ..figure(Group::Customers, 412.0, None) };
    assert_eq!(
        headline(&customers, None, Range::FourWeeks, Comparison::Off).unwrap(),
        "412 unique customers a day on average in the last 28 days."
    );
    assert_eq!(beside(&customers), "avg. per day, vs 1");
}

#[test]
fn a_comparison_that_leaves_days_out_still_says_with_what() {
    let sessions = Figure { unpaired: 1, previous: Some(9_494.0), ..figure(Group::Sessions, 9_000.0, None) };
    assert_eq!(beside(&sessions), "vs 9,494, like for like");
    let totals = Figure { shows_gaps: false, ..sessions };
    assert_eq!(beside(&totals), "vs 9,494, gaps unseen");
}

#[test]
fn counts_take_the_right_number() {
    assert_eq!(rows_shown(1, 1, Period::Day), "1 of 1 day");
    assert_eq!(rows_shown(7, 1_092, Period::Day), "7 of 1,092 days");
    assert_eq!(show_rows(1_092, Period::Day), "Show all 1,092 days");
    assert_eq!(missing_title(1, 52), "1 of 52 weekly windows is missing");
    assert_eq!(missing_title(2, 52), "2 of 52 weekly windows are missing");
    assert_eq!(retry_missing(2), "Retry these two");
}
