//! `nextToken`: where a page ended. It is bound to its query, signed, and runs out after a day.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::hash::digest;
use crate::domain::instant::{DAY_S, Instant};

/// The longest `nextToken`, in characters (API-FACTS.md, section 1).
pub const LONGEST: usize = 2_047;

const SEAL: usize = 12;

fn seal(seed: u64, query: &[(String, String)], payload: &[u8]) -> [u8; 32] {
    let seed = seed.to_le_bytes();
    let mut parts: Vec<&[u8]> = vec![b"nextToken", &seed, payload];
    let mut pairs: Vec<&(String, String)> =
        query.iter().filter(|(name, _)| name != "nextToken" && name != "maxResults").collect();
    pairs.sort();
    for (name, value) in pairs {
        parts.extend([name.as_bytes(), value.as_bytes()]);
    }
    digest(&parts)
}

/// A token for the item number `offset` of a query's answer. The page size may differ from page to page.
pub fn issue(seed: u64, query: &[(String, String)], offset: usize, now: Instant) -> String {
    let mut bytes = Vec::with_capacity(16 + SEAL);
    bytes.extend((offset as u64).to_le_bytes());
    bytes.extend(now.epoch_s().to_le_bytes());
    let seal = seal(seed, query, &bytes);
    bytes.extend(seal.iter().take(SEAL));
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The item number in a token; `None` when it is not ours, belongs to another query, or is older than a day.
pub fn read(seed: u64, query: &[(String, String)], token: &str, now: Instant) -> Option<usize> {
    if token.len() > LONGEST {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (payload, given) = bytes.split_at_checked(16)?;
    if given != seal(seed, query, payload).get(..SEAL)? {
        return None;
    }
    let (offset, issued) = payload.split_at_checked(8)?;
    let issued_s = i64::from_le_bytes(issued.try_into().ok()?);
    let is_fresh = now.epoch_s().checked_sub(issued_s)? <= DAY_S;
    let offset = u64::from_le_bytes(offset.try_into().ok()?);
    if is_fresh { usize::try_from(offset).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(metric: &str) -> Vec<(String, String)> {
        vec![("metric".to_owned(), metric.to_owned()), ("period".to_owned(), "P1D".to_owned())]
    }

    #[test]
    fn a_token_is_good_for_its_query_and_for_a_day() {
        let now = Instant::from_epoch_s(1_000_000);
        let token = issue(1, &query("a"), 50, now);
        assert_eq!(read(1, &query("a"), &token, now.plus_s(DAY_S)), Some(50));
        assert_eq!(read(1, &query("a"), &token, now.plus_s(DAY_S + 1)), None);
        assert_eq!(read(1, &query("b"), &token, now), None);
        assert_eq!(read(2, &query("a"), &token, now), None);
    }

    #[test]
    fn a_forged_token_is_refused() {
        let now = Instant::from_epoch_s(1_000_000);
        let token = issue(1, &query("a"), 50, now);
        let forged = format!("A{}", &token[1..]);
        for bad in ["", "é", "!!", forged.as_str(), &token[..20], &"A".repeat(3_000)] {
            assert_eq!(read(1, &query("a"), bad, now), None, "{bad}");
        }
    }
}
