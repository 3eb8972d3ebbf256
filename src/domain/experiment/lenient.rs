//! Numbers as services send them: as numbers, as texts, as null.

use serde::{Deserialize, Deserializer};

#[derive(Deserialize)]
#[serde(untagged)]
enum Loose {
    Number(f64),
    Text(String),
    Other(serde::de::IgnoredAny),
}

/// A number that is a number: neither null nor `"NaN"` nor infinite.
pub(super) fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let loose = Option::<Loose>::deserialize(deserializer)?;
    let number = match loose {
        Some(Loose::Number(number)) => Some(number),
        Some(Loose::Text(text)) => text.trim().parse().ok(),
        Some(Loose::Other(_)) | None => None,
    };
    Ok(number.filter(|n: &f64| n.is_finite()))
}

/// A count: not negative, and rounded where it came with a fraction.
pub(super) fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    // Beyond 2^53 a count is no longer exact, and no skill has so many users.
    Ok(number(deserializer)?.filter(|n| (0.0..=9.007e15).contains(n)).map(|n| n.round() as u64))
}

/// A whole percentage, of any size and sign.
pub(super) fn percentage<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    Ok(number(deserializer)?.filter(|n| n.abs() <= 1e9).map(|n| n.round() as i64))
}

/// A list in which null counts as empty.
pub(super) fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Ok(Option::<Vec<T>>::deserialize(deserializer)?.unwrap_or_default())
}
