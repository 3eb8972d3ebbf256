//! A sign-in that was begun: what is sent to Amazon, and what its answer must match.

use form_urlencoded::Serializer;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::base64url;
use super::return_path::ReturnPath;
use crate::config::AuthFlow;
use crate::domain::instant::Instant;

/// How many random bytes a sign-in takes: 32 for `state` and 48 for the verifier.
pub const RANDOM_LEN: usize = 80;
const STATE_LEN: usize = 32;

/// The secret of a proof key: 43 to 128 characters (RFC 7636, section 4.1).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Verifier(String);

impl Verifier {
    /// From random bytes; `None` unless there are 32 to 96 of them.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        (32..=96).contains(&bytes.len()).then(|| Self(base64url(bytes)))
    }

    /// The secret itself, for the exchange of the code.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What Amazon is shown beforehand: the method is S256.
    pub fn challenge(&self) -> String {
        base64url(&Sha256::digest(self.0.as_bytes()))
    }
}

impl std::fmt::Debug for Verifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Verifier(…)")
    }
}

/// What is kept in the tab between leaving for Amazon and coming back. Used once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingSignIn {
    /// What the reply must repeat.
    pub state: String,
    /// The proof key's secret, in that flow.
    pub verifier: Option<Verifier>,
    /// Which flow was begun.
    pub flow: AuthFlow,
    /// For which client.
    pub client_id: String,
    /// Where Amazon sends the person back to.
    pub redirect_uri: String,
    /// Where the person goes on.
    pub return_to: ReturnPath,
    /// When it was begun.
    pub created: Instant,
}

impl PendingSignIn {
    /// How long a reply is waited for, in seconds: time enough to find a password and a second factor.
    pub const LIFE_S: i64 = 1_800;

    /// Begins a sign-in.
    pub fn new(
        flow: AuthFlow,
        client_id: &str,
        redirect_uri: &str,
        return_to: ReturnPath,
        random: &[u8; RANDOM_LEN],
        now: Instant,
    ) -> Self {
        let (state, verifier) = random.split_at(STATE_LEN);
        Self {
            state: base64url(state),
            verifier: match flow {
                AuthFlow::Implicit => None,
                AuthFlow::Pkce => Verifier::from_bytes(verifier),
            },
            flow,
            client_id: client_id.to_owned(),
            redirect_uri: redirect_uri.to_owned(),
            return_to,
            created: now,
        }
    }

    /// Whether its reply comes too late, or before it was begun.
    pub fn is_stale(&self, now: Instant) -> bool {
        !(0..=Self::LIFE_S).contains(&(now.epoch_s() - self.created.epoch_s()))
    }

    /// The address that asks the person for consent.
    pub fn authorize_url(&self, authorize: &str, scopes: &[String]) -> String {
        let response_type = match self.flow {
            AuthFlow::Implicit => "token",
            AuthFlow::Pkce => "code",
        };
        let mut query = Serializer::new(String::new());
        query
            .append_pair("client_id", &self.client_id)
            .append_pair("scope", &scopes.join(" "))
            .append_pair("response_type", response_type)
            .append_pair("redirect_uri", &self.redirect_uri)
            .append_pair("state", &self.state);
        if let Some(verifier) = &self.verifier {
            query.append_pair("code_challenge", &verifier.challenge()).append_pair("code_challenge_method", "S256");
        }
        format!("{authorize}?{}", query.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn begun(flow: AuthFlow) -> PendingSignIn {
        PendingSignIn::new(
            flow,
            "amzn1.application-oa2-client.x",
            "http://127.0.0.1:8080/callback",
            ReturnPath::new("/metrics"),
            &[7; RANDOM_LEN],
            Instant::from_epoch_s(1_000),
        )
    }

    fn scopes() -> Vec<String> {
        vec!["alexa::ask:skills:test".into(), "profile".into()]
    }

    #[test]
    fn the_implicit_request_asks_for_a_token_and_shows_no_proof_key() {
        let url = begun(AuthFlow::Implicit).authorize_url("https://www.amazon.com/ap/oa", &scopes());
        assert_eq!(
            url,
            "https://www.amazon.com/ap/oa?client_id=amzn1.application-oa2-client.x\
             &scope=alexa%3A%3Aask%3Askills%3Atest+profile&response_type=token\
             &redirect_uri=http%3A%2F%2F127.0.0.1%3A8080%2Fcallback&state=BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc"
        );
    }

    #[test]
    fn the_code_request_shows_the_challenge_and_keeps_the_verifier() {
        let pending = begun(AuthFlow::Pkce);
        let url = pending.authorize_url("https://www.amazon.com/ap/oa", &scopes());
        let verifier = pending.verifier.unwrap();
        assert!(url.contains("response_type=code"));
        assert!(url.ends_with(&format!("&code_challenge={}&code_challenge_method=S256", verifier.challenge())));
        assert!(!url.contains(verifier.reveal()));
    }

    #[test]
    fn the_challenge_is_that_of_rfc_7636_appendix_b() {
        let verifier = Verifier("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned());
        assert_eq!(verifier.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn a_reply_is_waited_for_half_an_hour() {
        let pending = begun(AuthFlow::Implicit);
        assert!(!pending.is_stale(Instant::from_epoch_s(1_000)));
        assert!(!pending.is_stale(Instant::from_epoch_s(2_800)));
        assert!(pending.is_stale(Instant::from_epoch_s(2_801)));
        assert!(pending.is_stale(Instant::from_epoch_s(999)), "the clock was put back");
    }

    #[test]
    fn it_survives_being_kept_in_the_tab() {
        let pending = begun(AuthFlow::Pkce);
        let json = serde_json::to_string(&pending).unwrap();
        assert_eq!(serde_json::from_str::<PendingSignIn>(&json).unwrap(), pending);
    }

    #[test]
    fn the_secret_does_not_show_itself() {
        let pending = begun(AuthFlow::Pkce);
        assert!(!format!("{pending:?}").contains(pending.verifier.unwrap().reveal()));
    }

    proptest! {
        #[test]
        fn a_verifier_has_43_to_128_unreserved_characters(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
            match Verifier::from_bytes(&bytes) {
                Some(verifier) => {
                    prop_assert!((43..=128).contains(&verifier.reveal().len()));
                    prop_assert!(verifier.reveal().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
                }
                None => prop_assert!(bytes.len() < 32 || bytes.len() > 96),
            }
        }

        #[test]
        fn different_random_bytes_give_different_states(a in any::<[u8; 32]>(), b in any::<[u8; 32]>()) {
            prop_assert_eq!(base64url(&a) == base64url(&b), a == b);
        }

        #[test]
        fn nothing_that_is_configured_can_add_a_parameter(client in "\\PC{0,20}", scope in "\\PC{0,20}") {
            let pending = PendingSignIn { client_id: client.clone(), ..begun(AuthFlow::Implicit) };
            let url = pending.authorize_url("https://a.example/oa", std::slice::from_ref(&scope));
            let pairs: Vec<(String, String)> =
                form_urlencoded::parse(url.split_once('?').unwrap().1.as_bytes()).into_owned().collect();
            prop_assert_eq!(pairs.len(), 5);
            prop_assert_eq!(&pairs[0].1, &client);
            prop_assert_eq!(&pairs[1].1, &scope);
        }
    }
}
