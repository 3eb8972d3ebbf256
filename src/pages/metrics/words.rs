//! The words of the Metrics page, together. Every sentence stands whole.

use crate::domain::group::{Change, Group};
use crate::domain::metric::Period;
use crate::domain::range::{Comparison, Range};
use crate::domain::skill::SkillType;
use crate::domain::words::{self, Zone};
use crate::state::figure::{Basis, Figure};

/// The page's name.
pub const TITLE: &str = "Metrics";
/// No locale in the query.
pub const ALL_LOCALES: &str = "All locales";
/// No intent in the query.
pub const ALL_INTENTS: &str = "All intents";
/// Why unique customers are not summed.
pub const ABOUT_UNIQUES: &str = "About unique customers.";
/// Why unique customers are not summed, continued.
pub const ABOUT_UNIQUES_TEXT: &str = "A person active on two days is counted on both, so daily values cannot be added up. For ranges over a week the card shows the average. For 15-minute and hourly values it averages the weekly totals that Amazon gives (SINGLE).";
/// The table inside its card, which has a heading of its own.
pub const TABLE_LABEL: &str = "Table of the chart's numbers";
/// Why a year takes so many requests.
pub const ABOUT_WINDOWS: &str =
    "Amazon answers at most one week per request and metric. What has arrived is drawn straight away.";

/// The name of a key figure.
pub fn group_name(group: Group) -> &'static str {
    match group {
        Group::Customers => "Unique customers",
        Group::Enablements => "Enablements",
        Group::Sessions => "Sessions",
        Group::Utterances => "Utterances",
        Group::UtteranceSuccess => "Utterance success",
        Group::SessionCompletion => "Session completion",
    }
}

/// The heading of a group's chart.
pub fn chart_title(group: Group, skill_type: &SkillType) -> &'static str {
    match (group, skill_type) {
        (Group::Sessions, SkillType::Custom | SkillType::Unknown(_)) => "Sessions by outcome",
        (Group::Utterances, SkillType::Custom | SkillType::Unknown(_)) => "Utterances by outcome",
        (Group::UtteranceSuccess, _) => "Successful utterances as a share of all",
        (Group::SessionCompletion, _) => "Successful sessions as a share of all",
        (group, _) => group_name(group),
    }
}

/// What a series of rates is called in legend and table.
pub fn rate_name(group: Group) -> &'static str {
    match group {
        Group::SessionCompletion => "session completion, %",
        _ => "utterance success, %",
    }
}

/// A period on its control.
pub fn period_name(period: Period) -> &'static str {
    match period {
        Period::Single => "Total",
        Period::QuarterHour => "15 min",
        Period::Hour => "Hour",
        Period::Day => "Day",
    }
}

/// A period on hover: the API's name.
pub fn period_title(period: Period) -> &'static str {
    match period {
        Period::Single => "SINGLE: one value a week",
        Period::QuarterHour => "PT15M",
        Period::Hour => "PT1H",
        Period::Day => "P1D",
    }
}

/// The heading of the table.
pub fn table_title(period: Period) -> &'static str {
    match period {
        Period::Single => "Weekly totals",
        Period::QuarterHour => "Values by quarter of an hour",
        Period::Hour => "Hourly values",
        Period::Day => "Daily values",
    }
}

/// The head of the table's first column.
pub fn bucket_name(period: Period) -> &'static str {
    match period {
        Period::Single => "Week from",
        Period::QuarterHour | Period::Hour => "Time",
        Period::Day => "Day",
    }
}

/// A range on its button.
pub fn range_name(range: Range) -> &'static str {
    match range {
        Range::Day => "Last 24 hours",
        Range::Week => "Last 7 days",
        Range::FourWeeks => "Last 28 days",
        Range::TwelveWeeks => "Last 12 weeks",
        Range::Year => "Last 52 weeks",
        Range::Custom(_) => "Custom range",
    }
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

/// What the values are compared with, on its control.
pub fn comparison_name(comparison: Comparison, range: Range) -> String {
    match (comparison, range) {
        (Comparison::Previous, Range::Day) => "Previous 24 hours".to_owned(),
        (Comparison::Previous, Range::Week) => "Previous 7 days".to_owned(),
        (Comparison::Previous, Range::FourWeeks) => "Previous 28 days".to_owned(),
        (Comparison::Previous, Range::TwelveWeeks) => "Previous 12 weeks".to_owned(),
        (Comparison::Previous, Range::Year) => "Previous 52 weeks".to_owned(),
        (Comparison::Previous, Range::Custom(_)) => "Span before".to_owned(),
        (Comparison::LastYear, _) => "52 weeks earlier".to_owned(),
        (Comparison::Off, _) => "Off".to_owned(),
    }
}

/// What the values are compared with, inside a sentence.
fn compared_in_sentence(comparison: Comparison, range: Range) -> &'static str {
    match (comparison, range) {
        (Comparison::LastYear, _) => "the same days 52 weeks earlier",
        (_, Range::Day) => "the previous 24 hours",
        (_, Range::Week) => "the previous 7 days",
        (_, Range::FourWeeks) => "the previous 28 days",
        (_, Range::TwelveWeeks) => "the previous 12 weeks",
        (_, Range::Year) => "the previous 52 weeks",
        (_, Range::Custom(_)) => "the span before",
    }
}

/// A value on a card.
pub fn value(figure: &Figure) -> String {
    match (figure.value, figure.basis) {
        (None, _) => words::NO_VALUE.to_owned(),
        (Some(value), Basis::Rate) => words::percent(value / 100.0),
        (Some(value), _) => words::count(value),
    }
}

/// The compared value on a card, or what the value is.
pub fn beside(figure: &Figure) -> String {
    match (figure.basis, figure.previous) {
        (Basis::DailyAverage, _) => "avg. per day".to_owned(),
        (Basis::WeeklyAverage, _) => "avg. per week".to_owned(),
        (_, Some(_)) if figure.unpaired > 0 => "like for like".to_owned(),
        (Basis::Rate, Some(previous)) => format!("vs {}", words::percent(previous / 100.0)),
        (Basis::Total, Some(previous)) => format!("vs {}", words::count(previous)),
        (Basis::Rate | Basis::Total, None) => String::new(),
    }
}

/// A change without its sign, which an arrow shows.
pub fn change_amount(change: Change) -> String {
    match change {
        Change::Percent(amount) => words::percent(amount.abs() / 100.0),
        Change::Points(amount) => format!("{} pt", words::decimals(amount.abs(), 1)),
    }
}

/// A change for screen readers.
pub fn change_in_words(change: Change) -> String {
    let amount = change_amount(change);
    match change.amount() {
        _ if change.is_flat() => "no change".to_owned(),
        a if a > 0.0 => format!("up {amount}"),
        _ => format!("down {amount}"),
    }
}

/// The sentence under the title: what is going on.
pub fn headline(main: &Figure, completion: Option<&Figure>, range: Range, comparison: Comparison) -> Option<String> {
    let what = match main.group {
        Group::Sessions => Subject::Sessions,
        Group::Utterances => Subject::Utterances,
        _ => Subject::Customers,
    };
    let total = words::count(main.value?);
    let Some(change) = main.change else {
        let in_range = range_in_sentence(range);
        return Some(match what {
            Subject::Sessions => format!("{total} sessions in {in_range}."),
            Subject::Utterances => format!("{total} utterances in {in_range}."),
            Subject::Customers => format!("{total} unique customers in {in_range}."),
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

enum Subject {
    Sessions,
    Utterances,
    Customers,
}

/// What the chart shows, in one sentence, for its label.
pub fn chart_label(
    title: &str,
    period: Period,
    start_s: i64,
    end_s: i64,
    first: Option<f64>,
    last: Option<f64>,
    zone: Zone,
) -> String {
    let span = format!("{} to {}", words::day_with_year(start_s, zone), words::day_with_year(end_s - 1, zone));
    let by = match period {
        Period::Single => "by week",
        Period::QuarterHour => "by quarter of an hour",
        Period::Hour => "by hour",
        Period::Day => "by day",
    };
    match (first, last) {
        (Some(first), Some(last)) => format!(
            "Line chart of {title} {by}, {span}. The first value is {}, the last complete one {}. The same numbers are in the table view.",
            words::decimals(first, if first.fract() == 0.0 { 0 } else { 1 }),
            words::decimals(last, if last.fract() == 0.0 { 0 } else { 1 }),
        ),
        _ => format!("Line chart of {title} {by}, {span}. It has no values yet."),
    }
}

/// How many windows have been read, of how many.
pub fn windows_done(done: usize, total: usize) -> String {
    format!("{done} of {total} weeks of this chart")
}

/// The title of the progress bar.
pub fn loading_title(windows: usize, metrics: usize) -> String {
    match windows {
        1 => format!("Loading 1 week of {metrics} metrics"),
        n => format!("Loading {n} weeks of {metrics} metrics"),
    }
}

/// How many requests have been answered, of how many.
pub fn requests_done(done: usize, total: usize) -> String {
    format!("{} of {} requests in all", words::count(done as f64), words::count(total as f64))
}

/// Buckets that only one side of the comparison has.
pub fn left_out(unpaired: usize, period: Period) -> String {
    match (unpaired, period) {
        (1, Period::Day) => "1 day has values on one side only and is left out of the comparison.".to_owned(),
        (n, Period::Day) => format!("{n} days have values on one side only and are left out of the comparison."),
        (1, Period::Single) => "1 week has values on one side only and is left out of the comparison.".to_owned(),
        (n, Period::Single) => format!("{n} weeks have values on one side only and are left out of the comparison."),
        (1, _) => "1 bucket has a value on one side only and is left out of the comparison.".to_owned(),
        (n, _) => format!(
            "{} buckets have values on one side only and are left out of the comparison.",
            words::count(n as f64)
        ),
    }
}

/// Requests that Amazon refused for now.
pub fn throttled(count: usize) -> String {
    match count {
        1 => "1 request was refused and is tried again".to_owned(),
        n => format!("{n} requests were refused and are tried again"),
    }
}

/// Heading of the banner over a gap.
pub fn missing_title(missing: usize, total: usize) -> String {
    match missing {
        1 => format!("1 of {total} weekly windows is missing"),
        n => format!("{n} of {total} weekly windows are missing"),
    }
}

/// Its button.
pub fn retry_missing(missing: usize) -> String {
    match missing {
        1 => "Retry this one".to_owned(),
        2 => "Retry these two".to_owned(),
        n => format!("Retry these {n}"),
    }
}

/// How a table says how much of it is shown.
pub fn rows_shown(shown: usize, total: usize, period: Period) -> String {
    match period {
        Period::Single => format!("{shown} of {total} weeks"),
        Period::Day => format!("{shown} of {total} days"),
        Period::Hour | Period::QuarterHour => {
            format!("{} of {} rows", words::count(shown as f64), words::count(total as f64))
        }
    }
}

/// Its button.
pub fn show_rows(total: usize, period: Period) -> String {
    match period {
        Period::Single => format!("Show all {total} weeks"),
        Period::Day => format!("Show all {total} days"),
        Period::Hour | Period::QuarterHour => format!("Show {} rows", words::count(total as f64)),
    }
}

#[cfg(test)]
mod tests {
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
    fn counts_take_the_right_number() {
        assert_eq!(missing_title(1, 52), "1 of 52 weekly windows is missing");
        assert_eq!(missing_title(2, 52), "2 of 52 weekly windows are missing");
        assert_eq!(retry_missing(2), "Retry these two");
    }
}
