//! The words of the Metrics page, together. Every sentence stands whole.

use crate::domain::group::{Change, Group};
use crate::domain::instant::{DAY_S, Instant};
use crate::domain::metric::Period;
use crate::domain::range::{Comparison, Range};
use crate::domain::skill::SkillType;
use crate::domain::words::{self, Zone};
use crate::state::board::WeeksRead;
use crate::state::figure::{Basis, Figure};

pub use super::headline::headline;

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
/// Why a change of totals is no verdict.
pub const ABOUT_TOTALS: &str = "A weekly total does not say whether Amazon left a day out of it, so changes of totals are shown without a verdict. Choose Day or Hour to compare like for like.";
/// The heading where a period is too long for the range.
pub const TOO_COARSE: &str = "No day of this range is over yet";
/// Why there are no figures then.
pub const TOO_COARSE_WHY: &str =
    "With the period Day only whole UTC days count, and this range has none. Hours that are over can be shown now.";
/// The way on then.
pub const BY_HOUR: &str = "Show by hour";
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
        Period::Single => "One value a week (SINGLE)",
        Period::QuarterHour => "By quarter of an hour (PT15M)",
        Period::Hour => "By hour (PT1H)",
        Period::Day => "By day (P1D)",
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

/// What the values are compared with, on its control.
pub fn comparison_name(comparison: Comparison, range: Range) -> String {
    match (comparison, range) {
        (Comparison::Previous, Range::Day) => "Previous 24 hours".to_owned(),
        (Comparison::Previous, Range::Week) => "Previous 7 days".to_owned(),
        (Comparison::Previous, Range::FourWeeks) => "Previous 28 days".to_owned(),
        (Comparison::Previous, Range::TwelveWeeks) => "Previous 12 weeks".to_owned(),
        (Comparison::Previous, Range::Year) => "Previous 52 weeks".to_owned(),
        (Comparison::Previous, Range::Custom(window)) if window.len_s() <= DAY_S => "Day before".to_owned(),
        (Comparison::Previous, Range::Custom(window)) => {
            format!("{} days before", words::count((window.len_s() / DAY_S) as f64))
        }
        (Comparison::LastYear, _) => "52 weeks earlier".to_owned(),
        (Comparison::Off, _) => "Off".to_owned(),
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
    let previous = figure.previous.map(|previous| match figure.basis {
        Basis::Rate => words::percent(previous / 100.0),
        _ => words::count(previous),
    });
    match (figure.basis, previous) {
        (Basis::DailyAverage, None) => "avg. per day".to_owned(),
        (Basis::DailyAverage, Some(previous)) => format!("avg. per day, vs {previous}"),
        (Basis::WeeklyAverage, None) => "avg. per week".to_owned(),
        (Basis::WeeklyAverage, Some(previous)) => format!("avg. per week, vs {previous}"),
        (Basis::Rate | Basis::Total, Some(previous)) if !figure.shows_gaps => format!("vs {previous}, gaps unseen"),
        (Basis::Rate | Basis::Total, Some(previous)) if figure.unpaired > 0 => format!("vs {previous}, like for like"),
        (Basis::Rate | Basis::Total, Some(previous)) => format!("vs {previous}"),
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

/// What stands on a card whose figure rests on a part of the range.
pub fn part_read(weeks: WeeksRead) -> String {
    match weeks.total {
        1 => "partly read".to_owned(),
        total => format!("{} of {total} weeks read", weeks.done),
    }
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

/// The way out of a type that the skill does not have.
pub fn show_as(skill_type: &SkillType) -> String {
    format!("Show as {skill_type}")
}

/// What the CSV holds.
pub fn export_rows(rows: usize) -> String {
    match rows {
        1 => "1 row with values".to_owned(),
        n => format!("{} rows with values", words::count(n as f64)),
    }
}

/// That a range has no values at all.
pub fn no_traffic(skill: &str, stage: &str, intent: Option<&str>, locale: Option<&str>, span: &str) -> String {
    match (intent, locale) {
        (Some(intent), Some(locale)) => format!(
            "Amazon has no values for the intent {intent} of {skill} ({stage}) in {locale}, {span}. Test-page traffic is not counted."
        ),
        (Some(intent), None) => format!(
            "Amazon has no values for the intent {intent} of {skill} ({stage}), {span}. Test-page traffic is not counted."
        ),
        (None, Some(locale)) => {
            format!("Amazon has no values for {skill} ({stage}) in {locale}, {span}. Test-page traffic is not counted.")
        }
        (None, None) => {
            format!("Amazon has no values for {skill} ({stage}), {span}. Test-page traffic is not counted.")
        }
    }
}

/// How many requests a range takes for each metric.
pub fn requests_a_metric(windows: usize) -> String {
    match windows {
        1 => "1 request".to_owned(),
        n => format!("{n} requests"),
    }
}

/// The whole range on paper, with its times where it does not begin with a day.
pub fn printed_range(start_s: i64, end_s: i64, zone: Zone) -> String {
    let begins_a_day = zone.wall_s(start_s).rem_euclid(DAY_S) == 0;
    let (first, last) = (words::day_with_year(start_s, zone), words::day_with_year(end_s - 1, zone));
    match begins_a_day {
        true => format!("{first} – {last} ({})", zone.name),
        false => {
            let (from, to) = (words::clock(start_s, zone), words::clock(end_s, zone));
            format!("{first} {from} – {last} {to} ({})", zone.name)
        }
    }
}

/// A moment on paper.
pub fn printed_moment(epoch_s: i64, zone: Zone) -> String {
    format!("{} {} ({})", words::day_with_year(epoch_s, zone), words::clock(epoch_s, zone), zone.name)
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

/// Requests that Amazon refused for now, or that did not reach it: why, and where that is not at once, until when.
pub fn held_up(count: usize, heading: &str, until: Option<Instant>, zone: Zone) -> String {
    let at = until.map(|until| format!(" at {}", words::clock_s(until.epoch_s(), zone))).unwrap_or_default();
    match count {
        1 => format!("1 request did not get through and is tried again{at}: {heading}"),
        n => format!("{n} requests did not get through and are tried again{at}: {heading}"),
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
        Period::Single if total == 1 => format!("{shown} of 1 week"),
        Period::Single => format!("{shown} of {total} weeks"),
        Period::Day if total == 1 => format!("{shown} of 1 day"),
        Period::Day => format!("{shown} of {} days", words::count(total as f64)),
        Period::Hour | Period::QuarterHour => {
            format!("{} of {} rows", words::count(shown as f64), words::count(total as f64))
        }
    }
}

/// Its button.
pub fn show_rows(total: usize, period: Period) -> String {
    match period {
        Period::Single => format!("Show all {total} weeks"),
        Period::Day => format!("Show all {} days", words::count(total as f64)),
        Period::Hour | Period::QuarterHour => format!("Show {} rows", words::count(total as f64)),
    }
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
