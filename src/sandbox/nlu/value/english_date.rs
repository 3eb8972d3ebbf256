//! Dates in English.

use time::{Date, Month};

use super::Found;
use super::calendar::{
    coming_day, coming_month, coming_number, day, month, month_after, named_month, next_weekday, plus_days, season,
    week, weekday, weekday_of_next_week, weekend,
};
use super::number;

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Times of a day that do not change the date.
const TIMES: [&str; 6] = ["morning", "afternoon", "evening", "night", "noon", "lunchtime"];

/// A date at the beginning of `norms`. "on", "this" and "the" before it belong to it.
pub fn date(norms: &[&str], today: Date) -> Option<Found> {
    let (lead, rest) = match norms {
        ["on", "the", rest @ ..] => (2, rest),
        ["on" | "this" | "the" | "coming", rest @ ..] => (1, rest),
        _ => (0, norms),
    };
    let has_lead = lead > 0;
    let (length, written) = bare(rest, today, has_lead).or_else(|| holiday(rest, today))?;
    let is_day = written.len() == 10;
    let time = rest.get(length).is_some_and(|word| is_day && TIMES.contains(word));
    Some((lead + length + usize::from(time), written))
}

fn bare(norms: &[&str], today: Date, has_lead: bool) -> Option<Found> {
    let later = |days| day(plus_days(today, days));
    let found = match norms {
        ["today" | "tonight", ..] => (1, later(0)),
        ["tomorrow", ..] => (1, later(1)),
        ["day", "after", "tomorrow", ..] => (3, later(2)),
        ["morning" | "afternoon" | "evening", ..] if has_lead => (1, later(0)),
        ["next", "week", ..] => (2, week(plus_days(today, 7))),
        ["week", "after", "next", ..] => (3, week(plus_days(today, 14))),
        ["next", "weekend", ..] => (2, weekend(plus_days(today, 7))),
        ["next", "month", ..] => (2, month_after(today, 1)),
        ["next", "year", ..] => (2, format!("{:04}", today.year() + 1)),
        ["week", ..] if has_lead => (1, week(today)),
        ["weekend", ..] => (1, weekend(today)),
        ["month", ..] if has_lead => (1, month_after(today, 0)),
        ["year", ..] if has_lead => (1, format!("{:04}", today.year())),
        ["in", "a" | "one", "week", ..] => (3, week(plus_days(today, 7))),
        ["a", "week", "from", "today" | "now", ..] => (4, later(7)),
        ["next", name, ..] if weekday(&WEEKDAYS, name).is_some() => {
            (2, day(weekday_of_next_week(today, weekday(&WEEKDAYS, name)?)))
        }
        ["in", rest @ ..] => {
            if let Some((length, n)) = number::english(rest) {
                (length + 2, ahead(today, n, rest.get(length)?)?)
            } else {
                let (length, written) = named(rest, today).or_else(|| seasonal(rest, today))?;
                (length + 1, written)
            }
        }
        [name, ..] if weekday(&WEEKDAYS, name).is_some() => (1, day(next_weekday(today, weekday(&WEEKDAYS, name)?))),
        _ => {
            // "may" and "march" are words of their own where nothing shows that the month is meant.
            let is_bare = |found: &Found| found.0 == 1 && !has_lead && matches!(norms, ["may" | "march", ..]);
            let named = named(norms, today).filter(|found| !is_bare(found));
            return named.or_else(|| numbered(norms, today, has_lead));
        }
    };
    Some(found)
}

fn ahead(today: Date, n: u32, unit: &str) -> Option<String> {
    match unit {
        "day" | "days" => Some(day(plus_days(today, n.into()))),
        "week" | "weeks" => Some(week(plus_days(today, 7 * i64::from(n)))),
        "month" | "months" => Some(month_after(today, n)),
        _ => None,
    }
}

/// "december", "december 24th", "december twenty fourth 2027", "next december".
fn named(norms: &[&str], today: Date) -> Option<Found> {
    let (lead, rest) = if let ["next", rest @ ..] = norms { (1, rest) } else { (0, norms) };
    let name = named_month(&MONTHS, rest.first()?)?;
    let after = rest.get(1..).unwrap_or_default();
    let after = if let ["the", rest @ ..] = after { (2, rest) } else { (1, after) };
    let number =
        number::english_ordinal(after.1).or_else(|| number::english(after.1)).filter(|(_, n)| (1..=31).contains(n));
    let Some((length, number)) = number else {
        return Some((lead + 1, coming_month(today, name)));
    };
    dated(today, name, number, after.1.get(length)).map(|(year, written)| (lead + after.0 + length + year, written))
}

/// "24th of december", "first of march 2027", "the 24th".
fn numbered(norms: &[&str], today: Date, has_lead: bool) -> Option<Found> {
    let (length, number) = number::english_ordinal(norms).or_else(|| number::english(norms))?;
    let after = norms.get(length..).unwrap_or_default();
    let (of, after) = if let ["of", rest @ ..] = after { (1, rest) } else { (0, after) };
    if let Some(name) = after.first().and_then(|word| named_month(&MONTHS, word)) {
        let (year, written) = dated(today, name, number, after.get(1))?;
        return Some((length + of + 1 + year, written));
    }
    let is_ordinal = number::english_ordinal(norms).is_some();
    if has_lead && is_ordinal { Some((length, coming_number(today, number)?)) } else { None }
}

/// A day of a month, in the year that follows if one does; with the tokens of the year.
fn dated(today: Date, name: Month, number: u32, year: Option<&&str>) -> Option<(usize, String)> {
    match year.filter(|y| y.len() == 4).and_then(|y| y.parse::<i32>().ok()).filter(|y| (1_900..3_000).contains(y)) {
        Some(year) => Date::from_calendar_date(year, name, u8::try_from(number).ok()?).ok().map(|d| (1, day(d))),
        None => coming_day(today, name, number).map(|written| (0, written)),
    }
}

fn seasonal(norms: &[&str], today: Date) -> Option<Found> {
    let (lead, word) = match norms {
        ["the" | "next", word, ..] => (1, word),
        [word, ..] => (0, word),
        [] => return None,
    };
    let code = match *word {
        "spring" => "SP",
        "summer" => "SU",
        "autumn" | "fall" => "FA",
        "winter" => "WI",
        _ => return None,
    };
    Some((lead + 1, season(today, code)))
}

fn holiday(norms: &[&str], today: Date) -> Option<Found> {
    let found = match norms {
        ["christmas", "eve", ..] => (2, coming_day(today, Month::December, 24)?),
        ["christmas", "day", ..] => (2, coming_day(today, Month::December, 25)?),
        ["christmas", ..] => (1, coming_day(today, Month::December, 25)?),
        ["new", "year" | "years", "eve", ..] => (3, coming_day(today, Month::December, 31)?),
        ["new", "year" | "years", "day", ..] => (3, coming_day(today, Month::January, 1)?),
        ["halloween", ..] => (1, coming_day(today, Month::October, 31)?),
        ["valentine" | "valentines", "day", ..] => (2, coming_day(today, Month::February, 14)?),
        ["end", "of", "the", "month", ..] => (4, month(today.year(), today.month())),
        _ => return seasonal(norms, today),
    };
    Some(found)
}
