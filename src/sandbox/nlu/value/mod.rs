//! Values of Amazon's built-in slot types, as Alexa writes them: `3`, `P3D`, `2026-11-27`, `2026-W48`, `2026-12`.
//!
//! Each recogniser looks at the tokens from a place on and says how many of them are the value. Dates are counted from
//! the day that the caller gives; a day or month without a year is the next one to come.

mod calendar;
mod english_date;
mod german_date;
mod japanese;
mod number;

use super::language::Language;

/// The longest value, in tokens.
pub const LONGEST: usize = 8;

/// A value and how many tokens it has.
pub type Found = (usize, String);

/// A number at the beginning of `norms`.
pub fn number(norms: &[&str], language: Language) -> Option<Found> {
    let (length, n) = match language {
        Language::English => number::english(norms)?,
        // "Eine Reise" is no number of trips.
        Language::German => number::german(norms)
            .filter(|_| norms.first().is_none_or(|n| !n.starts_with("ein") || n.ends_with("zig") || *n == "eins"))?,
        Language::Japanese => return japanese::number(norms),
    };
    Some((length, n.to_string()))
}

/// A duration at the beginning of `norms`.
pub fn duration(norms: &[&str], language: Language) -> Option<Found> {
    match language {
        Language::English => {
            let (at, n) = match norms {
                ["a", "couple", "of", ..] => (3, 2),
                ["a" | "an" | "one", "whole", ..] => (2, 1),
                ["a" | "an", ..] => (1, 1),
                _ => number::english(norms)?,
            };
            let written = match *norms.get(at)? {
                "day" | "days" | "night" | "nights" => format!("P{n}D"),
                "week" | "weeks" => format!("P{n}W"),
                "month" | "months" => format!("P{n}M"),
                "year" | "years" => format!("P{n}Y"),
                "hour" | "hours" => format!("PT{n}H"),
                "minute" | "minutes" => format!("PT{n}M"),
                _ => return None,
            };
            Some((at + 1, written))
        }
        Language::German => {
            let (at, n) = number::german(norms)?;
            let written = match *norms.get(at)? {
                "tag" | "tage" | "tagen" | "nacht" | "nachte" | "nachten" => format!("P{n}D"),
                "woche" | "wochen" => format!("P{n}W"),
                "monat" | "monate" | "monaten" => format!("P{n}M"),
                "jahr" | "jahre" | "jahren" => format!("P{n}Y"),
                "stunde" | "stunden" => format!("PT{n}H"),
                "minute" | "minuten" => format!("PT{n}M"),
                _ => return None,
            };
            Some((at + 1, written))
        }
        Language::Japanese => japanese::duration(norms),
    }
}

/// A date at the beginning of `norms`, counted from `today`.
pub fn date(norms: &[&str], language: Language, today: time::Date) -> Option<Found> {
    if let [year, month, day, ..] = norms
        && year.len() == 4
        && let Some(written) = calendar::iso(year, month, day)
    {
        return Some((3, written));
    }
    match language {
        Language::English => english_date::date(norms, today),
        Language::German => german_date::date(norms, today),
        Language::Japanese => japanese::date(norms, today),
    }
}

#[cfg(test)]
#[path = "value_tests.rs"]
mod tests;
