//! Dates in German.

use time::{Date, Month};

use super::Found;
use super::calendar::{
    coming_day, coming_month, coming_number, day, month_after, named_month, next_weekday, plus_days, season, week,
    weekday, weekday_of_next_week, weekend,
};
use super::number;

const WEEKDAYS: [&str; 7] = ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"];
const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "marz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
];
/// Times of a day that do not change the date.
const TIMES: [&str; 7] = ["fruh", "vormittag", "mittag", "nachmittag", "abend", "nacht", "morgen"];

/// A date at the beginning of `norms`. "am", "im" and "diesen" before it belong to it.
pub fn date(norms: &[&str], today: Date) -> Option<Found> {
    let (lead, rest) = match norms {
        ["am" | "im" | "ab", "kommenden" | "nachsten", ..] => (1, norms.get(1..)?),
        [
            "am" | "im" | "diesen" | "dieses" | "diese" | "dieser" | "kommenden" | "den" | "der" | "zum" | "an" | "zu",
            rest @ ..,
        ] => (1, rest),
        _ => (0, norms),
    };
    let (length, written) = bare(rest, today, lead > 0)?;
    let is_day = written.len() == 10;
    let time = rest.get(length).is_some_and(|word| is_day && TIMES.contains(word));
    Some((lead + length + usize::from(time), written))
}

fn bare(norms: &[&str], today: Date, has_lead: bool) -> Option<Found> {
    let later = |days| day(plus_days(today, days));
    let found = match norms {
        ["heute", ..] => (1, later(0)),
        ["morgen", ..] => (1, later(1)),
        ["ubermorgen", ..] => (1, later(2)),
        ["nachste" | "kommende" | "nachster", "woche", ..] => (2, week(plus_days(today, 7))),
        ["nachstes" | "kommendes" | "nachsten", "wochenende", ..] => (2, weekend(plus_days(today, 7))),
        ["nachsten" | "nachster", "monat", ..] => (2, month_after(today, 1)),
        ["nachstes" | "kommendes", "jahr", ..] => (2, format!("{:04}", today.year() + 1)),
        ["woche", ..] if has_lead => (1, week(today)),
        ["wochenende", ..] => (1, weekend(today)),
        ["monat", ..] if has_lead => (1, month_after(today, 0)),
        ["weihnachten", ..] => (1, coming_day(today, Month::December, 25)?),
        ["heiligabend", ..] => (1, coming_day(today, Month::December, 24)?),
        ["silvester", ..] => (1, coming_day(today, Month::December, 31)?),
        ["neujahr", ..] => (1, coming_day(today, Month::January, 1)?),
        ["fruhling" | "fruhjahr", ..] => (1, season(today, "SP")),
        ["sommer", ..] => (1, season(today, "SU")),
        ["herbst", ..] => (1, season(today, "FA")),
        ["winter", ..] => (1, season(today, "WI")),
        ["in", rest @ ..] => {
            let (length, n) = number::german(rest)?;
            let written = match *rest.get(length)? {
                "tag" | "tagen" => later(n.into()),
                "woche" | "wochen" => week(plus_days(today, 7 * i64::from(n))),
                "monat" | "monaten" => month_after(today, n),
                _ => return None,
            };
            (length + 2, written)
        }
        ["nachsten" | "nachster" | "nachste", name, ..] if weekday(&WEEKDAYS, name).is_some() => {
            (2, day(weekday_of_next_week(today, weekday(&WEEKDAYS, name)?)))
        }
        ["sonnabend", ..] => (1, day(next_weekday(today, time::Weekday::Saturday))),
        [name, ..] if weekday(&WEEKDAYS, name).is_some() => (1, day(next_weekday(today, weekday(&WEEKDAYS, name)?))),
        [name, ..] if named_month(&MONTHS, name).is_some() => (1, coming_month(today, named_month(&MONTHS, name)?)),
        [word, rest @ ..] => {
            let number = number::german_ordinal(word).filter(|n| (1..=31).contains(n))?;
            match rest.first().and_then(|name| named_month(&MONTHS, name)) {
                Some(name) => match rest.get(1).filter(|y| y.len() == 4).and_then(|y| y.parse::<i32>().ok()) {
                    Some(year) => (3, day(Date::from_calendar_date(year, name, u8::try_from(number).ok()?).ok()?)),
                    None => (2, coming_day(today, name, number)?),
                },
                None if has_lead && (number::digits(word).is_none() || rest.is_empty()) => {
                    (1, coming_number(today, number)?)
                }
                None => return None,
            }
        }
        [] => return None,
    };
    Some(found)
}
