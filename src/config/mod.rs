//! `config.json`: what an installation is set up with, checked before anything uses it.

mod lex;

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::api::request::Service;
use crate::api::retry::RetryPolicy;

pub use lex::{LexRegion, LexSettings};

/// The version of the format that this build reads.
pub const VERSION: u32 = 1;

/// One thing that is wrong with a configuration, in words for whoever hosts the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The key, as `endpoints.smapi`.
    pub key: String,
    /// What is wrong and what belongs there.
    pub words: String,
}

/// How a token is had from Login with Amazon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum AuthFlow {
    /// The token comes back in the address's fragment.
    #[default]
    Implicit,
    /// A code comes back, which is exchanged with a proof key (RFC 7636).
    Pkce,
}

/// The `auth` part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub struct Auth {
    /// Which flow.
    pub flow: AuthFlow,
}

/// The addresses of one region's services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Endpoints {
    /// Base of the Skill Management API.
    pub smapi: String,
    /// The page that asks for consent; navigated to, never fetched.
    pub authorize: String,
    /// Code for token.
    pub token: String,
    /// What a token is.
    pub token_info: String,
    /// Who signed in.
    pub profile: String,
}

impl Default for Endpoints {
    /// North America (API-FACTS.md, sections 1 and 8).
    fn default() -> Self {
        Self {
            smapi: "https://api.amazonalexa.com".to_owned(),
            authorize: "https://www.amazon.com/ap/oa".to_owned(),
            token: "https://api.amazon.com/auth/o2/token".to_owned(),
            token_info: "https://api.amazon.com/auth/o2/tokeninfo".to_owned(),
            profile: "https://api.amazon.com/user/profile".to_owned(),
        }
    }
}

impl Endpoints {
    /// The address of a service.
    pub fn base(&self, service: Service) -> &str {
        match service {
            Service::Smapi => &self.smapi,
            Service::LwaToken => &self.token,
            Service::LwaTokenInfo => &self.token_info,
            Service::LwaProfile => &self.profile,
            // Those of Amazon Web Services have addresses of their own, by region: see `LexRegion`.
            Service::Lex | Service::Cognito | Service::Sts => "",
        }
    }

    fn named(&self) -> [(&'static str, &str); 5] {
        [
            ("smapi", &self.smapi),
            ("authorize", &self.authorize),
            ("token", &self.token),
            ("tokenInfo", &self.token_info),
            ("profile", &self.profile),
        ]
    }
}

/// A region to choose instead of the default endpoints; what it leaves out stays as in `endpoints`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Region {
    /// Its name for people.
    pub name: String,
    /// Base of the Skill Management API.
    #[serde(default)]
    pub smapi: Option<String>,
    /// The page that asks for consent.
    #[serde(default)]
    pub authorize: Option<String>,
    /// Code for token.
    #[serde(default)]
    pub token: Option<String>,
    /// What a token is.
    #[serde(default)]
    pub token_info: Option<String>,
    /// Who signed in.
    #[serde(default)]
    pub profile: Option<String>,
}

impl Region {
    /// Its endpoints over the default ones.
    pub fn endpoints(&self, default: &Endpoints) -> Endpoints {
        let or = |own: &Option<String>, default: &str| own.clone().unwrap_or_else(|| default.to_owned());
        Endpoints {
            smapi: or(&self.smapi, &default.smapi),
            authorize: or(&self.authorize, &default.authorize),
            token: or(&self.token, &default.token),
            token_info: or(&self.token_info, &default.token_info),
            profile: or(&self.profile, &default.profile),
        }
    }
}

/// The `requests` part: how the client behaves towards the service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Requests {
    /// Requests a second that it keeps below.
    pub per_second: f64,
    /// Requests that may go at once after a rest.
    pub burst: u32,
    /// Requests under way at once.
    pub concurrency: u32,
    /// How long to wait for an answer, in milliseconds.
    pub timeout_ms: u32,
    /// See [`RetryPolicy::base_ms`].
    pub retry_base_ms: u64,
    /// See [`RetryPolicy::cap_ms`].
    pub retry_cap_ms: u64,
    /// See [`RetryPolicy::tries`].
    pub tries: u32,
}

impl Default for Requests {
    fn default() -> Self {
        let retry = RetryPolicy::default();
        Self {
            per_second: 10.0,
            burst: 10,
            concurrency: 8,
            timeout_ms: 30_000,
            retry_base_ms: retry.base_ms,
            retry_cap_ms: retry.cap_ms,
            tries: retry.tries,
        }
    }
}

impl Requests {
    /// When failed reads are tried again.
    pub fn retry_policy(&self) -> RetryPolicy {
        RetryPolicy { tries: self.tries, base_ms: self.retry_base_ms, cap_ms: self.retry_cap_ms }
    }
}

/// The `polling` part: how often something that takes a while is asked about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Polling {
    /// The first wait, in milliseconds.
    pub first_ms: u32,
    /// What each further wait is multiplied by.
    pub factor: f64,
    /// The longest wait, in milliseconds.
    pub cap_ms: u32,
}

impl Default for Polling {
    fn default() -> Self {
        Self { first_ms: 2_000, factor: 1.2, cap_ms: 15_000 }
    }
}

/// The whole of `config.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Config {
    /// The version of the format: [`VERSION`].
    pub version: u32,
    /// The LWA client, from the security profile.
    pub client_id: String,
    /// Where Amazon sends people back to; `None` is `/callback` of the page's own origin.
    #[serde(default)]
    pub redirect_uri: Option<String>,
    /// Sign-in.
    #[serde(default)]
    pub auth: Auth,
    /// What people are asked to allow.
    #[serde(default = "default_scopes")]
    pub scopes: Vec<String>,
    /// The addresses in use unless a region is chosen.
    #[serde(default)]
    pub endpoints: Endpoints,
    /// Other addresses that a person may choose.
    #[serde(default)]
    pub regions: Vec<Region>,
    /// No write is offered.
    #[serde(default)]
    pub read_only: bool,
    /// How the client behaves.
    #[serde(default)]
    pub requests: Requests,
    /// How often it asks.
    #[serde(default)]
    pub polling: Polling,
    /// Amazon Lex; without it the page offers it with the demo only.
    #[serde(default)]
    pub lex: Option<LexSettings>,
}

/// `profile` is asked for because the account's id keeps what one account stores apart from another's.
fn default_scopes() -> Vec<String> {
    ["alexa::ask:skills:readwrite", "alexa::ask:models:read", "alexa::ask:skills:test", "profile"]
        .map(str::to_owned)
        .to_vec()
}

impl Default for Config {
    /// What stands in for a configuration that could not be read: enough for the demo, no client id to sign in with.
    fn default() -> Self {
        Self {
            version: VERSION,
            client_id: String::new(),
            redirect_uri: None,
            auth: Auth::default(),
            scopes: default_scopes(),
            endpoints: Endpoints::default(),
            regions: Vec::new(),
            read_only: false,
            requests: Requests::default(),
            polling: Polling::default(),
            lex: None,
        }
    }
}

impl Config {
    /// Reads and checks `config.json`.
    ///
    /// # Errors
    /// Everything that is wrong with it at once.
    pub fn parse(text: &str) -> Result<Self, Vec<ConfigProblem>> {
        let problem = |key: &str, words: String| vec![ConfigProblem { key: key.to_owned(), words }];
        let value: serde_json::Value = serde_json::from_str(text).map_err(|e| {
            problem("config.json", format!("It is not valid JSON (line {}, column {}).", e.line(), e.column()))
        })?;
        match value.get("version").and_then(serde_json::Value::as_u64) {
            Some(v) if v == u64::from(VERSION) => {}
            Some(v) => {
                return Err(problem(
                    "version",
                    format!("This build reads version {VERSION}, the file has version {v}."),
                ));
            }
            None => return Err(problem("version", format!("It is missing. Write \"version\": {VERSION}."))),
        }
        let config: Config = serde_json::from_value(value)
            .map_err(|e| problem("config.json", format!("A value has the wrong form: {e}.")))?;
        let problems = config.problems();
        if problems.is_empty() { Ok(config) } else { Err(problems) }
    }

    /// Everything that is wrong with its values.
    pub fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        let mut say = |key: String, words: &str| problems.push(ConfigProblem { key, words: words.to_owned() });
        if self.client_id.trim().is_empty() || self.client_id.len() > 100 {
            say("clientId".into(), "Copy the client ID from the security profile, at most 100 characters.");
        }
        if let Some(uri) = &self.redirect_uri
            && !is_address(uri)
        {
            say("redirectUri".into(), ADDRESS_WORDS);
        }
        if self.scopes.is_empty() || self.scopes.iter().any(|s| s.is_empty() || s.contains(char::is_whitespace)) {
            say("scopes".into(), "List at least one scope; a scope has no blanks in it.");
        }
        for (name, address) in self.endpoints.named() {
            if !is_address(address) {
                say(format!("endpoints.{name}"), ADDRESS_WORDS);
            }
        }
        for (index, region) in self.regions.iter().enumerate() {
            if region.name.trim().is_empty() {
                say(format!("regions[{index}].name"), "Give the region a name for people.");
            }
            for (name, address) in region.endpoints(&self.endpoints).named() {
                if !is_address(address) {
                    say(format!("regions[{index}].{name}"), ADDRESS_WORDS);
                }
            }
        }
        let requests = &self.requests;
        if !(requests.per_second > 0.0 && requests.per_second <= 1_000.0) {
            say("requests.perSecond".into(), "Give a number above 0 and at most 1,000.");
        }
        for (key, value, most) in [
            ("requests.burst", requests.burst, 1_000),
            ("requests.concurrency", requests.concurrency, 64),
            ("requests.tries", requests.tries, 20),
            ("requests.timeoutMs", requests.timeout_ms, 600_000),
            ("polling.firstMs", self.polling.first_ms, 600_000),
            ("polling.capMs", self.polling.cap_ms, 3_600_000),
        ] {
            if value == 0 || value > most {
                problems.push(ConfigProblem {
                    key: key.to_owned(),
                    words: format!("Give a whole number from 1 to {most}."),
                });
            }
        }
        problems.extend(self.lex.iter().flat_map(LexSettings::problems));
        problems
    }

    /// The SHA-256 of its canonical JSON, for problem reports.
    pub fn hash(&self) -> String {
        let json = serde_json::to_vec(self).unwrap_or_default();
        Sha256::digest(&json).iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

const ADDRESS_WORDS: &str =
    "Give a whole address that starts with https:// (or http:// on this machine), without a question mark or fragment.";

/// An https address, or http on loopback, or a path of the page's own origin; no query, no fragment, no credentials.
pub fn is_address(text: &str) -> bool {
    if text.is_empty() || text.contains(['?', '#', '@', '\\', ' ']) || text.chars().any(char::is_control) {
        return false;
    }
    if text.starts_with('/') {
        return !text.starts_with("//");
    }
    let (rest, loopback_only) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
        (Some(rest), _) => (rest, false),
        (_, Some(rest)) => (rest, true),
        _ => return false,
    };
    let authority = rest.split('/').next().unwrap_or_default();
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    !host.is_empty() && (!loopback_only || matches!(host, "127.0.0.1" | "localhost" | "[::1]"))
}

#[cfg(test)]
mod config_tests;
