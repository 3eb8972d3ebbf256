//! Dates in Alexa's forms.

use time::{Date, Duration, Month, Weekday};

/// `2026-11-27`.
pub fn day(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// `2026-W48`, of the week that a day is in.
pub fn week(date: Date) -> String {
    let (year, week, _) = date.to_iso_week_date();
    format!("{year:04}-W{week:02}")
}

/// `2026-W48-WE`.
pub fn weekend(date: Date) -> String {
    format!("{}-WE", week(date))
}

/// `2026-12`.
pub fn month(year: i32, month: Month) -> String {
    format!("{year:04}-{:02}", u8::from(month))
}

/// A day some days later; the last one there is where there is none.
pub fn plus_days(date: Date, days: i64) -> Date {
    date.checked_add(Duration::days(days)).unwrap_or(date)
}

/// The first such weekday after a day.
pub fn next_weekday(today: Date, wanted: Weekday) -> Date {
    let ahead =
        (7 + i64::from(wanted.number_days_from_monday()) - i64::from(today.weekday().number_days_from_monday())) % 7;
    plus_days(today, if ahead == 0 { 7 } else { ahead })
}

/// Such a weekday in the week after a day's week.
pub fn weekday_of_next_week(today: Date, wanted: Weekday) -> Date {
    let monday = plus_days(today, 7 - i64::from(today.weekday().number_days_from_monday()));
    plus_days(monday, i64::from(wanted.number_days_from_monday()))
}

/// The month a number of months after a day's month.
pub fn month_after(today: Date, months: u32) -> String {
    let count =
        today.year().saturating_mul(12) + i32::from(u8::from(today.month())) - 1 + i32::try_from(months).unwrap_or(0);
    let number = u8::try_from(count.rem_euclid(12) + 1).unwrap_or(1);
    month(count.div_euclid(12), Month::try_from(number).unwrap_or(Month::January))
}

/// The next such month: the running one counts.
pub fn coming_month(today: Date, wanted: Month) -> String {
    month(today.year() + i32::from(u8::from(wanted) < u8::from(today.month())), wanted)
}

/// The next such day: today counts. `None` where the month has no such day.
pub fn coming_day(today: Date, wanted: Month, number: u32) -> Option<String> {
    let number = u8::try_from(number).ok()?;
    let found = (0..=8)
        .find_map(|later| Date::from_calendar_date(today.year() + later, wanted, number).ok().filter(|d| *d >= today));
    found.map(day)
}

/// The next day with such a number in any month.
pub fn coming_number(today: Date, number: u32) -> Option<String> {
    let number = u8::try_from(number).ok().filter(|n| (1..=31).contains(n))?;
    let mut date = today;
    for _ in 0..62 {
        if date.day() == number {
            return Some(day(date));
        }
        date = plus_days(date, 1);
    }
    None
}

/// The next such season, by the months in which it begins: `2027-SU`.
pub fn season(today: Date, code: &str) -> String {
    let (first, last) = match code {
        "SP" => (3, 5),
        "SU" => (6, 8),
        "FA" => (9, 11),
        _ => (12, 14),
    };
    let month = i32::from(u8::from(today.month()));
    let is_over = month > last || (code == "WI" && month < first && month > 2);
    let year =
        if code == "WI" && month <= 2 { today.year() - 1 } else { today.year() + i32::from(is_over && code != "WI") };
    format!("{year:04}-{code}")
}

/// A day in ISO 8601 that came as three tokens.
pub fn iso(year: &str, month: &str, number: &str) -> Option<String> {
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, number.parse().ok()?).ok().map(day)
}

/// A weekday by its place in a list of seven that begins with Monday.
pub fn weekday(list: &[&str; 7], word: &str) -> Option<Weekday> {
    let at = list.iter().position(|name| *name == word)?;
    (0..at).try_fold(Weekday::Monday, |day, _| Some(day.next()))
}

/// A month by its place in a list of twelve.
pub fn named_month(list: &[&str; 12], word: &str) -> Option<Month> {
    let at = list.iter().position(|name| *name == word)?;
    Month::try_from(u8::try_from(at + 1).ok()?).ok()
}
