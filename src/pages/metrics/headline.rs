//! The sentence under the title. Every one stands whole.

use super::words::change_amount;
use crate::domain::group::Group;
use crate::domain::instant::DAY_S;
use crate::domain::range::{Comparison, Range};
use crate::domain::words;
use crate::state::board::WeeksRead;
use crate::state::figure::{Basis, Figure};

/// What is going on.
pub fn headline(main: &Figure, completion: Option<&Figure>, range: Range, comparison: Comparison) -> Option<String> {
    let what = match main.group {
        Group::Sessions => Subject::Sessions,
        Group::Utterances => Subject::Utterances,
        _ => Subject::Customers,
    };
    let total = words::count(main.value?);
    if !main.is_whole {
        return Some(headline_of_a_part(&what, &total, main));
    }
    // A verdict on values that may lack days unseen would change with the period that somebody happens to look at.
    let Some(change) = main.change.filter(|_| main.shows_gaps) else {
        let in_range = range_in_sentence(range);
        return Some(match (what, main.basis) {
            (Subject::Sessions, _) => format!("{total} sessions in {in_range}."),
            (Subject::Utterances, _) => format!("{total} utterances in {in_range}."),
            (Subject::Customers, Basis::DailyAverage) => {
                format!("{total} unique customers a day on average in {in_range}.")
            }
            (Subject::Customers, Basis::WeeklyAverage) => {
                format!("{total} unique customers a week on average in {in_range}.")
            }
            (Subject::Customers, _) => format!("{total} unique customers in {in_range}."),
        });
    };
    let by = change_amount(change);
    let than = compared_in_sentence(comparison, range);
    let end = completion.and_then(|c| c.change).filter(|c| !c.is_flat()).map(|c| c.amount() > 0.0);
    let direction = if change.is_flat() {
        0
    } else if change.amount() > 0.0 {
        1
    } else {
        -1
    };
    Some(match (what, direction, end) {
        (Subject::Sessions, 1, Some(true)) => {
            format!("Sessions are up {by} on {than}, and more of them end successfully.")
        }
        (Subject::Sessions, 1, Some(false)) => {
            format!("Sessions are up {by} on {than}, but fewer of them end successfully.")
        }
        (Subject::Sessions, 1, None) => format!("Sessions are up {by} on {than}."),
        (Subject::Sessions, -1, Some(true)) => {
            format!("Sessions are down {by} on {than}, but more of them end successfully.")
        }
        (Subject::Sessions, -1, Some(false)) => {
            format!("Sessions are down {by} on {than}, and fewer of them end successfully.")
        }
        (Subject::Sessions, -1, None) => format!("Sessions are down {by} on {than}."),
        (Subject::Sessions, _, Some(true)) => {
            format!("Sessions are level with {than}, and more of them end successfully.")
        }
        (Subject::Sessions, _, Some(false)) => {
            format!("Sessions are level with {than}, but fewer of them end successfully.")
        }
        (Subject::Sessions, _, None) => format!("Sessions are level with {than}."),
        (Subject::Utterances, 1, _) => format!("Utterances are up {by} on {than}."),
        (Subject::Utterances, -1, _) => format!("Utterances are down {by} on {than}."),
        (Subject::Utterances, _, _) => format!("Utterances are level with {than}."),
        (Subject::Customers, 1, _) => format!("Unique customers are up {by} on {than}."),
        (Subject::Customers, -1, _) => format!("Unique customers are down {by} on {than}."),
        (Subject::Customers, _, _) => format!("Unique customers are level with {than}."),
    })
}

/// The headline while weeks of the range are missing: never a part as the whole.
fn headline_of_a_part(what: &Subject, total: &str, main: &Figure) -> String {
    let weeks = weeks_in_sentence(main.weeks);
    match (what, main.basis) {
        (Subject::Sessions, _) => format!("{total} sessions in {weeks} read so far."),
        (Subject::Utterances, _) => format!("{total} utterances in {weeks} read so far."),
        (Subject::Customers, Basis::DailyAverage) => {
            format!("{total} unique customers a day on average in {weeks} read so far.")
        }
        (Subject::Customers, Basis::WeeklyAverage) => {
            format!("{total} unique customers a week on average in {weeks} read so far.")
        }
        (Subject::Customers, _) => format!("{total} unique customers in {weeks} read so far."),
    }
}

fn weeks_in_sentence(weeks: WeeksRead) -> String {
    match weeks.total {
        1 => "the part".to_owned(),
        total => format!("the {} of {total} weeks", weeks.done),
    }
}

enum Subject {
    Sessions,
    Utterances,
    Customers,
}

/// A range inside a sentence.
fn range_in_sentence(range: Range) -> &'static str {
    match range {
        Range::Day => "the last 24 hours",
        Range::Week => "the last 7 days",
        Range::FourWeeks => "the last 28 days",
        Range::TwelveWeeks => "the last 12 weeks",
        Range::Year => "the last 52 weeks",
        Range::Custom(_) => "this range",
    }
}

/// What the values are compared with, inside a sentence.
fn compared_in_sentence(comparison: Comparison, range: Range) -> String {
    match (comparison, range) {
        (Comparison::LastYear, _) => "the same days 52 weeks earlier",
        (_, Range::Day) => "the previous 24 hours",
        (_, Range::Week) => "the previous 7 days",
        (_, Range::FourWeeks) => "the previous 28 days",
        (_, Range::TwelveWeeks) => "the previous 12 weeks",
        (_, Range::Year) => "the previous 52 weeks",
        (_, Range::Custom(window)) if window.len_s() <= DAY_S => "the day before",
        (_, Range::Custom(window)) => {
            return format!("the {} days before", words::count((window.len_s() / DAY_S) as f64));
        }
    }
    .to_owned()
}
