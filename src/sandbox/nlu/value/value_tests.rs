#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::super::text;
use super::*;
use time::macros::date;

/// A Saturday.
const TODAY: time::Date = date!(2026 - 11 - 21);

fn at_start(spoken: &str, language: Language, recognise: impl Fn(&[&str]) -> Option<Found>) -> Option<String> {
    let norms = text::norms(spoken, language);
    let norms: Vec<&str> = norms.iter().map(String::as_str).collect();
    let (length, written) = recognise(&norms)?;
    assert_eq!(length, norms.len(), "{spoken}: {written} takes {length} tokens");
    Some(written)
}

fn check(language: Language, expected: &[(&str, &str)], recognise: impl Fn(&[&str], Language) -> Option<Found>) {
    for (spoken, written) in expected {
        assert_eq!(
            at_start(spoken, language, |norms| recognise(norms, language)).as_deref(),
            Some(*written),
            "{spoken}"
        );
    }
}

#[test]
fn numbers_are_read_in_words_and_digits() {
    check(
        Language::English,
        &[("3", "3"), ("three", "3"), ("twenty one", "21"), ("a dozen", "12"), ("a couple of", "2")],
        number,
    );
    check(Language::German, &[("drei", "3"), ("einundzwanzig", "21"), ("zwölf", "12"), ("45", "45")], number);
    check(Language::Japanese, &[("三つ", "3"), ("3つ", "3"), ("二人", "2"), ("十二枚", "12"), ("二十", "20")], number);
    assert_eq!(number(&["eine"], Language::German), None, "an article");
    assert_eq!(number(&["museums"], Language::English), None);
}

#[test]
fn durations_are_read() {
    check(
        Language::English,
        &[
            ("three days", "P3D"),
            ("a week", "P1W"),
            ("two nights", "P2D"),
            ("a couple of weeks", "P2W"),
            ("90 minutes", "PT90M"),
        ],
        duration,
    );
    check(Language::German, &[("drei Tage", "P3D"), ("eine Woche", "P1W"), ("zwei Nächte", "P2D")], duration);
    check(Language::Japanese, &[("三日間", "P3D"), ("2泊", "P2D"), ("一週間", "P1W")], duration);
}

#[test]
fn dates_are_counted_from_today() {
    check(
        Language::English,
        &[
            ("today", "2026-11-21"),
            ("tomorrow morning", "2026-11-22"),
            ("the day after tomorrow", "2026-11-23"),
            ("friday", "2026-11-27"),
            ("on saturday", "2026-11-28"),
            ("next friday", "2026-11-27"),
            ("this weekend", "2026-W47-WE"),
            ("next week", "2026-W48"),
            ("next month", "2026-12"),
            ("in december", "2026-12"),
            ("december 24th", "2026-12-24"),
            ("on the twenty fourth of december", "2026-12-24"),
            ("march first", "2027-03-01"),
            ("june 5 2028", "2028-06-05"),
            ("the 24th", "2026-11-24"),
            ("in three days", "2026-11-24"),
            ("in two weeks", "2026-W49"),
            ("christmas eve", "2026-12-24"),
            ("next summer", "2027-SU"),
            ("2026-11-27", "2026-11-27"),
        ],
        |norms, language| date(norms, language, TODAY),
    );
}

#[test]
fn german_and_japanese_dates_are_counted_from_today() {
    check(
        Language::German,
        &[
            ("heute Abend", "2026-11-21"),
            ("morgen", "2026-11-22"),
            ("am Freitag", "2026-11-27"),
            ("nächste Woche", "2026-W48"),
            ("am Wochenende", "2026-W47-WE"),
            ("am 24. Dezember", "2026-12-24"),
            ("am vierundzwanzigsten Dezember", "2026-12-24"),
            ("im März", "2027-03"),
            ("in drei Tagen", "2026-11-24"),
            ("an Weihnachten", "2026-12-25"),
        ],
        |norms, language| date(norms, language, TODAY),
    );
    check(
        Language::Japanese,
        &[
            ("明日", "2026-11-22"),
            ("来週の金曜日", "2026-11-27"),
            ("12月24日", "2026-12-24"),
            ("十二月二十四日", "2026-12-24"),
            ("三日後", "2026-11-24"),
            ("来月", "2026-12"),
            ("週末", "2026-W47-WE"),
        ],
        |norms, language| date(norms, language, TODAY),
    );
}

#[test]
fn a_day_that_a_month_does_not_have_is_no_date() {
    assert_eq!(date(&["may", "i", "book"], Language::English, TODAY), None, "no month");
    assert_eq!(date(&["february", "30th"], Language::English, TODAY), None);
    assert_eq!(date(&["2026", "13", "01"], Language::English, TODAY), None);
    assert_eq!(date(&["february", "29th"], Language::English, TODAY).unwrap().1, "2028-02-29");
}
