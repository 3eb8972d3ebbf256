//! Instants in UTC at the resolution that the APIs use: whole seconds.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Seconds in a minute, an hour, a day and a week.
pub const MINUTE_S: i64 = 60;
/// Seconds in an hour.
pub const HOUR_S: i64 = 3_600;
/// Seconds in a day.
pub const DAY_S: i64 = 86_400;
/// Seconds in a week.
pub const WEEK_S: i64 = 7 * DAY_S;

/// A point in time: seconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Instant(i64);

impl Instant {
    /// 9999-12-31T23:59:59Z and its mirror: beyond this RFC 3339 has no words.
    const LIMIT_S: i64 = 253_402_300_799;

    /// From seconds since the epoch, held within the years 0 to 9999.
    pub fn from_epoch_s(epoch_s: i64) -> Self {
        Self(epoch_s.clamp(-62_167_219_200, Self::LIMIT_S))
    }

    /// Seconds since the epoch.
    pub fn epoch_s(self) -> i64 {
        self.0
    }

    /// This instant moved by some seconds.
    #[must_use]
    pub fn plus_s(self, seconds: i64) -> Self {
        Self::from_epoch_s(self.0.saturating_add(seconds))
    }

    /// The latest multiple of `step_s` (counted from the epoch) that is not after this instant.
    #[must_use]
    pub fn floor_to_s(self, step_s: i64) -> Self {
        Self::from_epoch_s(self.0.div_euclid(step_s.max(1)) * step_s.max(1))
    }

    /// The earliest multiple of `step_s` that is not before this instant.
    #[must_use]
    pub fn ceil_to_s(self, step_s: i64) -> Self {
        let floor = self.floor_to_s(step_s);
        if floor == self { self } else { floor.plus_s(step_s.max(1)) }
    }

    /// Reads an RFC 3339 instant; fractions of a second are dropped and offsets are honoured.
    ///
    /// The form that Amazon sends, `2018-11-01T10:45:00Z`, takes a short path: a metrics response has up to 100,000.
    pub fn parse(text: &str) -> Option<Self> {
        parse_plain(text.as_bytes()).or_else(|| {
            let parsed = OffsetDateTime::parse(text, &Rfc3339).ok()?;
            Some(Self::from_epoch_s(parsed.unix_timestamp()))
        })
    }

    /// The calendar view, for formatting.
    pub fn date_time(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.0).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

/// `YYYY-MM-DDTHH:MM:SSZ` exactly.
fn parse_plain(b: &[u8]) -> Option<Instant> {
    if b.len() != 20 || b[4] != b'-' || b[7] != b'-' || b[10] != b'T' || b[13] != b':' || b[16] != b':' || b[19] != b'Z'
    {
        return None;
    }
    let two = |i: usize| -> Option<i64> {
        let (a, c) = (b[i].wrapping_sub(b'0'), b[i + 1].wrapping_sub(b'0'));
        if a > 9 || c > 9 { None } else { Some(i64::from(a) * 10 + i64::from(c)) }
    };
    let year = two(0)? * 100 + two(2)?;
    let (month, day, hour, minute, second) = (two(5)?, two(8)?, two(11)?, two(14)?, two(17)?);
    if !(1..=12).contains(&month)
        || day < 1
        || day > days_in_month(year, month)
        || hour > 23
        || minute > 59
        || second > 59
    {
        return None;
    }
    Some(Instant(days_from_civil(year, month, day) * DAY_S + hour * HOUR_S + minute * MINUTE_S + second))
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a proleptic Gregorian date, by counting from 1 March so that the leap day comes last.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let shifted_year = if month <= 2 { year - 1 } else { year };
    let era = shifted_year.div_euclid(400);
    let year_of_era = shifted_year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

impl fmt::Display for Instant {
    /// RFC 3339 in UTC with whole seconds, as Amazon's documents write it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let t = self.date_time();
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            t.year(),
            u8::from(t.month()),
            t.day(),
            t.hour(),
            t.minute(),
            t.second()
        )
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl de::Visitor<'_> for Text {
            type Value = Instant;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an RFC 3339 instant such as 2018-11-01T10:45:00Z")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Instant, E> {
                Instant::parse(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_documents_form_is_read() {
        assert_eq!(Instant::parse("2018-11-01T10:45:00Z").unwrap().epoch_s(), 1_541_069_100);
    }

    #[test]
    fn offsets_and_fractions_are_read() {
        let plain = Instant::parse("2018-11-01T10:45:00Z");
        assert_eq!(Instant::parse("2018-11-01T11:45:00.750+01:00"), plain);
        assert_eq!(Instant::parse("2018-11-01T10:45:00.000Z"), plain);
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for bad in [
            "",
            "2018-11-01",
            "2018-13-01T10:45:00Z",
            "2018-02-29T10:45:00Z",
            "2018-11-01T24:00:00Z",
            "2018-11-01T10:45:00",
            "é018-11-01T10:45:00Z",
        ] {
            assert_eq!(Instant::parse(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn the_short_path_agrees_with_the_library(epoch_s in -62_167_219_200_i64..=253_402_300_799) {
            let text = Instant::from_epoch_s(epoch_s).to_string();
            prop_assert_eq!(parse_plain(text.as_bytes()).unwrap().epoch_s(), epoch_s);
            prop_assert_eq!(OffsetDateTime::parse(&text, &Rfc3339).unwrap().unix_timestamp(), epoch_s);
        }

        #[test]
        fn any_text_is_answered_without_a_panic(text in "\\PC{0,24}") {
            let _ = Instant::parse(&text);
        }
    }
}
