//! Who is signed in, to what, and for how long: the record that a tab keeps.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::api::lwa::AccessToken;
use crate::domain::instant::Instant;

/// Where the data comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// The sandbox in this browser.
    Demo,
    /// Amazon, or what the configuration names in its place.
    Api {
        /// Base of the Skill Management API.
        base: String,
    },
}

impl Source {
    /// The first part of what everything that is kept is keyed by.
    pub fn key(&self) -> &str {
        match self {
            Self::Demo => "demo",
            Self::Api { base } => base,
        }
    }
}

/// The account until it is known.
pub const UNKNOWN_ACCOUNT: &str = "unknown";

/// The token that the demo's sandbox accepts.
const DEMO_TOKEN: &str = "Atza|sandbox";

/// A signed-in person, or the demo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The form of this record.
    version: u32,
    /// Where the data comes from.
    pub source: Source,
    /// The LWA `user_id`, a hash of the vendor ids, or [`UNKNOWN_ACCOUNT`]. Never shown.
    pub account: String,
    /// The person's name, where the profile may be read.
    pub name: Option<String>,
    /// The token; `None` once its time has run out.
    token: Option<AccessToken>,
    /// When the token was had.
    begun: Instant,
    /// When the token's time runs out; `None` for the demo.
    expires: Option<Instant>,
}

impl Session {
    const VERSION: u32 = 1;

    /// The demo: no account, no end.
    pub fn demo(now: Instant) -> Self {
        Self {
            version: Self::VERSION,
            source: Source::Demo,
            account: "demo".to_owned(),
            name: None,
            token: AccessToken::parse(DEMO_TOKEN),
            begun: now,
            expires: None,
        }
    }

    /// A sign-in that has just been granted.
    pub fn granted(base: &str, token: AccessToken, life_s: i64, now: Instant) -> Self {
        Self {
            version: Self::VERSION,
            source: Source::Api { base: base.to_owned() },
            account: UNKNOWN_ACCOUNT.to_owned(),
            name: None,
            token: Some(token),
            begun: now,
            expires: Some(now.plus_s(life_s)),
        }
    }

    /// Whether both are sign-ins whose accounts are known, and not the same.
    pub fn is_of_another_account_than(&self, other: &Self) -> bool {
        let is_known = |session: &Self| !session.is_demo() && !session.account.starts_with(UNKNOWN_ACCOUNT);
        is_known(self) && is_known(other) && (&self.source, &self.account) != (&other.source, &other.account)
    }

    /// The token, as long as it lasts.
    pub fn token(&self) -> Option<&AccessToken> {
        self.token.as_ref()
    }

    /// Whether this is the demo.
    pub fn is_demo(&self) -> bool {
        self.source == Source::Demo
    }

    /// Seconds that the token still lasts; `None` for the demo.
    pub fn left_s(&self, now: Instant) -> Option<i64> {
        self.expires.map(|end| (end.epoch_s() - now.epoch_s()).max(0))
    }

    /// Seconds from its beginning to its end; `None` for the demo.
    pub fn life_s(&self) -> Option<i64> {
        self.expires.map(|end| end.epoch_s() - self.begun.epoch_s())
    }

    /// Whether the token's own clock has run out.
    pub fn is_over(&self, now: Instant) -> bool {
        self.token.is_none() || self.left_s(now) == Some(0)
    }

    /// The same session without its token, once that has run out: the place and what was typed are kept.
    #[must_use]
    pub fn without_token(self) -> Self {
        Self { token: None, ..self }
    }

    /// Reads what the tab kept. A record of another version, for another address or with a clock that makes no sense
    /// counts as none; a token whose time has run out is dropped from it.
    pub fn restore(json: &str, base: &str, now: Instant) -> Option<Self> {
        let session: Self = serde_json::from_str(json).ok()?;
        let fits = session.version == Self::VERSION
            && match &session.source {
                Source::Demo => true,
                Source::Api { base: own } => own == base && session.expires.is_some(),
            };
        if !fits {
            return None;
        }
        Some(if session.is_over(now) { session.without_token() } else { session })
    }
}

/// An account's name where Amazon does not tell the `user_id`: a hash of its vendors, whatever their order. `None`
/// where it has none.
pub fn account_of_vendors(vendor_ids: &[String]) -> Option<String> {
    if vendor_ids.is_empty() {
        return None;
    }
    let mut sorted: Vec<&str> = vendor_ids.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    let digest = Sha256::digest(sorted.join("\n").as_bytes());
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    Some(format!("vendors-{hex}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://api.amazonalexa.com";

    fn at(s: i64) -> Instant {
        Instant::from_epoch_s(s)
    }

    fn granted() -> Session {
        Session::granted(BASE, AccessToken::parse("Atza|x").unwrap(), 3_600, at(1_000))
    }

    #[test]
    fn a_session_lasts_as_long_as_amazon_said() {
        let session = granted();
        assert_eq!(session.left_s(at(1_000)), Some(3_600));
        assert_eq!(session.life_s(), Some(3_600));
        assert!(!session.is_over(at(4_599)));
        assert!(session.is_over(at(4_600)));
        assert_eq!(session.left_s(at(9_999)), Some(0));
    }

    #[test]
    fn another_account_is_told_only_where_both_are_known() {
        let of = |account: &str| Session { account: account.to_owned(), ..granted() };
        assert!(of("robin").is_of_another_account_than(&of("alex")));
        assert!(!of("alex").is_of_another_account_than(&of("alex")));
        assert!(!of("unknown-01").is_of_another_account_than(&of("alex")));
        assert!(!of("alex").is_of_another_account_than(&Session::demo(at(0))));
        let elsewhere = Session { source: Source::Api { base: "https://else.example".to_owned() }, ..of("alex") };
        assert!(elsewhere.is_of_another_account_than(&of("alex")));
    }

    #[test]
    fn a_reload_finds_it_again_and_an_expired_one_without_its_token() {
        let json = serde_json::to_string(&granted()).unwrap();
        assert_eq!(Session::restore(&json, BASE, at(2_000)), Some(granted()));
        let over = Session::restore(&json, BASE, at(5_000)).unwrap();
        assert_eq!(over.token(), None);
        assert!(!serde_json::to_string(&over).unwrap().contains("Atza"));
    }

    #[test]
    fn what_does_not_belong_to_this_address_is_not_restored() {
        let json = serde_json::to_string(&granted()).unwrap();
        assert_eq!(Session::restore(&json, "https://other.example", at(2_000)), None);
        assert_eq!(Session::restore(&json.replace("\"version\":1", "\"version\":9"), BASE, at(2_000)), None);
        assert_eq!(Session::restore("{", BASE, at(2_000)), None);
    }

    #[test]
    fn the_demo_does_not_end() {
        let demo = Session::demo(at(0));
        assert!(!demo.is_over(at(1_000_000_000)));
        assert_eq!(demo.left_s(at(5)), None);
        assert_ne!(demo.source.key(), granted().source.key());
    }

    #[test]
    fn an_account_is_the_same_whatever_the_order_of_its_vendors() {
        let ids = |list: [&str; 2]| list.map(str::to_owned).to_vec();
        assert_eq!(account_of_vendors(&ids(["M1", "M2"])), account_of_vendors(&ids(["M2", "M1"])));
        assert_ne!(account_of_vendors(&ids(["M1", "M2"])), account_of_vendors(&ids(["M1", "M3"])));
        assert_eq!(account_of_vendors(&[]), None);
    }
}
