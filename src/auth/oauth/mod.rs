//! OAuth 2.0 as Login with Amazon speaks it: implicit grant, and authorization code with a proof key (RFC 6749, RFC
//! 7636; API-FACTS.md, section 8). Pure: random bytes and the time are given, nothing is fetched or kept.

pub mod pending;
pub mod reply;
pub mod return_path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Bytes as unpadded base64url, the alphabet of `state`, verifier and challenge.
fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Whether two texts are the same, in a time that depends on their lengths alone.
fn equal_in_constant_time(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |difference, (x, y)| difference | (x ^ y)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn texts_are_equal_exactly_when_they_are(a in "[ab]{0,4}", b in "[ab]{0,4}") {
            prop_assert_eq!(equal_in_constant_time(&a, &b), a == b);
        }
    }
}
