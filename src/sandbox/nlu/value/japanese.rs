//! Numbers, durations and dates in Japanese. A token is a character (or a run of digits or katakana), so that words are
//! looked for in what the tokens make together.

use time::{Date, Month};

use super::calendar::{
    coming_day, coming_month, coming_number, day, month_after, next_weekday, plus_days, season, week, weekday,
    weekday_of_next_week, weekend,
};
use super::{Found, LONGEST, number as numbers};

const WEEKDAYS: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const NATIVE: [(&str, u32); 3] = [("ひとつ", 1), ("ふたつ", 2), ("みっつ", 3)];

/// How many tokens a word has at the beginning of `norms`, where it stands there.
fn starts_with(norms: &[&str], word: &str) -> Option<usize> {
    let mut rest = word;
    for (at, norm) in norms.iter().enumerate().take(LONGEST + 4) {
        rest = rest.strip_prefix(norm)?;
        if rest.is_empty() {
            return Some(at + 1);
        }
    }
    None
}

/// The first of some words that stands at the beginning.
fn one_of(norms: &[&str], words: &[&str]) -> Option<usize> {
    words.iter().find_map(|word| starts_with(norms, word))
}

fn count(norms: &[&str]) -> Option<(usize, u32)> {
    let digit = |at: usize| {
        norms.get(at).and_then(|norm| DIGITS.iter().position(|d| d == norm)).and_then(|n| u32::try_from(n).ok())
    };
    let first = norms.first()?;
    if let Some(n) = numbers::digits(first) {
        return Some((1, n));
    }
    let (at, tens) = match (digit(0), norms.get(1)) {
        _ if *first == "十" => (1, 10),
        (Some(n), Some(&"十")) => (2, 10 * n),
        (Some(n), _) => return Some((1, n)),
        (None, _) => return NATIVE.iter().find_map(|(word, n)| Some((starts_with(norms, word)?, *n))),
    };
    Some(digit(at).map_or((at, tens), |unit| (at + 1, tens + unit)))
}

/// A number, with the counter behind it.
pub fn number(norms: &[&str]) -> Option<Found> {
    let (length, n) = count(norms)?;
    let rest = norms.get(length..).unwrap_or_default();
    // Counters of what dates and durations count are theirs.
    if one_of(rest, &["月", "日", "週", "泊", "年", "時", "分", "か月"]).is_some() {
        return None;
    }
    let counter = one_of(rest, &["つ", "人", "名", "枚", "か所", "個"]).unwrap_or(0);
    Some((length + counter, n.to_string()))
}

/// A duration.
pub fn duration(norms: &[&str]) -> Option<Found> {
    let (length, n) = count(norms)?;
    let rest = norms.get(length..)?;
    for (unit, letter) in [("日間", "D"), ("泊", "D"), ("週間", "W"), ("か月", "M"), ("年間", "Y")] {
        if let Some(more) = starts_with(rest, unit)
            && starts_with(rest.get(more..)?, "後").is_none()
        {
            return Some((length + more, format!("P{n}{letter}")));
        }
    }
    starts_with(rest, "時間").map(|more| (length + more, format!("PT{n}H")))
}

/// A date.
pub fn date(norms: &[&str], today: Date) -> Option<Found> {
    type Written = fn(Date) -> String;
    const WORDS: [(&str, Written); 18] = [
        ("今日", day),
        ("きょう", day),
        ("明後日", |t| day(plus_days(t, 2))),
        ("あさって", |t| day(plus_days(t, 2))),
        ("明日", |t| day(plus_days(t, 1))),
        ("あした", |t| day(plus_days(t, 1))),
        ("今週末", weekend),
        ("来週末", |t| weekend(plus_days(t, 7))),
        ("週末", weekend),
        ("今月", |t| month_after(t, 0)),
        ("来月", |t| month_after(t, 1)),
        ("来年", |t| format!("{:04}", t.year() + 1)),
        ("春", |t| season(t, "SP")),
        ("夏", |t| season(t, "SU")),
        ("秋", |t| season(t, "FA")),
        ("冬", |t| season(t, "WI")),
        ("今週", week),
        ("来週", |t| week(plus_days(t, 7))),
    ];
    if let Some(found) = of_week(norms, today) {
        return Some(found);
    }
    if let Some(found) = WORDS.iter().find_map(|(word, written)| Some((starts_with(norms, word)?, written(today)))) {
        return Some(found);
    }
    if let Some(length) = one_of(norms, &["クリスマス"]) {
        return Some((length, coming_day(today, Month::December, 25)?));
    }
    if let Some(length) = one_of(norms, &["大晦日"]) {
        return Some((length, coming_day(today, Month::December, 31)?));
    }
    if let Some(length) = one_of(norms, &["元日", "お正月", "正月"]) {
        return Some((length, coming_day(today, Month::January, 1)?));
    }
    counted(norms, today)
}

/// "金曜日", "来週の金曜".
fn of_week(norms: &[&str], today: Date) -> Option<Found> {
    let next = starts_with(norms, "来週の").or_else(|| starts_with(norms, "来週"));
    let rest = norms.get(next.unwrap_or(0)..)?;
    let wanted = weekday(&WEEKDAYS, rest.first()?)?;
    let length = 1 + one_of(rest.get(1..)?, &["曜日", "曜"])?;
    let date = if next.is_some() { weekday_of_next_week(today, wanted) } else { next_weekday(today, wanted) };
    Some((next.unwrap_or(0) + length, day(date)))
}

/// "12月24日", "12月", "三日後", "二週間後", "24日".
fn counted(norms: &[&str], today: Date) -> Option<Found> {
    let (length, n) = count(norms)?;
    let rest = norms.get(length..)?;
    if let Some(more) = starts_with(rest, "日後") {
        return Some((length + more, day(plus_days(today, n.into()))));
    }
    if let Some(more) = starts_with(rest, "週間後") {
        return Some((length + more, week(plus_days(today, 7 * i64::from(n)))));
    }
    if let Some(more) = starts_with(rest, "月") {
        let month = Month::try_from(u8::try_from(n).ok()?).ok()?;
        let after = rest.get(more..).unwrap_or_default();
        if let Some((digits, number)) = count(after)
            && let Some(unit) = after.get(digits..).and_then(|rest| starts_with(rest, "日"))
        {
            return Some((length + more + digits + unit, coming_day(today, month, number)?));
        }
        return Some((length + more, coming_month(today, month)));
    }
    let more = starts_with(rest, "日")?;
    let is_duration = rest.get(more..).is_some_and(|rest| starts_with(rest, "間").is_some());
    if is_duration { None } else { Some((length + more, coming_number(today, n)?)) }
}
