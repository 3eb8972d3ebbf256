//! Codes and access tokens that the sandbox has handed out.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::hash::digest;
use super::world::Account;
use crate::domain::instant::Instant;

/// An access token and what it is good for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Issued {
    /// The token.
    pub token: String,
    /// The short name of the account.
    pub account: String,
    /// The client that it was made for.
    pub client_id: String,
    /// What it allows, separated by blanks.
    pub scope: String,
    /// When it was made, in seconds since the epoch.
    pub issued_s: i64,
    /// When it runs out.
    pub expires_s: i64,
}

impl Issued {
    /// Whether one of some scopes was granted.
    pub fn allows_any(&self, scopes: &[&str]) -> bool {
        self.scope.split(' ').any(|scope| scopes.contains(&scope))
    }
}

/// An authorization code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Code {
    /// The code.
    pub code: String,
    /// The short name of the account.
    pub account: String,
    /// The client.
    pub client_id: String,
    /// The address it was sent to.
    pub redirect_uri: String,
    /// What was granted.
    pub scope: String,
    /// BASE64URL(SHA256(verifier)).
    pub challenge: String,
    /// When it runs out, in seconds since the epoch.
    pub expires_s: i64,
}

/// Why a token is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Nobody knows it.
    Unknown,
    /// It ran out.
    Expired,
}

/// Everything handed out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TokenTable {
    tokens: Vec<Issued>,
    codes: Vec<Code>,
    /// Tokens, the fixed ones too, that a fault has made run out.
    expired: Vec<String>,
    count: u64,
}

impl TokenTable {
    /// The life of a code, in seconds (API-FACTS.md, section 8).
    pub const CODE_LIFE_S: i64 = 300;
    /// Entries kept of each kind; the oldest are forgotten.
    const MOST: usize = 500;

    /// A text that has not been handed out before. Not secret: whoever knows the seed can compute it.
    fn fresh(&mut self, seed: u64, kind: &[u8], now: Instant) -> Vec<u8> {
        self.count += 1;
        let parts: [&[u8]; 4] = [kind, &seed.to_le_bytes(), &self.count.to_le_bytes(), &now.epoch_s().to_le_bytes()];
        let first = digest(&parts);
        (0_u8..9).flat_map(|n| digest(&[&first, &[n]])).collect()
    }

    /// Hands out a token as long as Amazon's, which have more than 350 characters.
    pub fn issue(
        &mut self,
        seed: u64,
        account: &str,
        client_id: &str,
        scope: &str,
        life_s: u32,
        now: Instant,
    ) -> Issued {
        let token = format!("Atza|{}", URL_SAFE_NO_PAD.encode(self.fresh(seed, b"token", now)));
        let issued = Issued {
            token,
            account: account.to_owned(),
            client_id: client_id.to_owned(),
            scope: scope.to_owned(),
            issued_s: now.epoch_s(),
            expires_s: now.epoch_s() + i64::from(life_s),
        };
        keep(&mut self.tokens, issued.clone());
        issued
    }

    /// Hands out a code; everything but the code itself and its end is the caller's.
    pub fn issue_code(&mut self, seed: u64, mut code: Code, now: Instant) -> String {
        let text = URL_SAFE_NO_PAD.encode(self.fresh(seed, b"code", now));
        code.code = text.chars().take(20).collect();
        code.expires_s = now.epoch_s() + Self::CODE_LIFE_S;
        let text = code.code.clone();
        keep(&mut self.codes, code);
        text
    }

    /// Takes a code out of the table, so that it is good once. `None` when it is unknown, used or too old.
    pub fn redeem(&mut self, code: &str, now: Instant) -> Option<Code> {
        let place = self.codes.iter().position(|c| c.code == code)?;
        Some(self.codes.remove(place)).filter(|c| now.epoch_s() < c.expires_s)
    }

    /// What a token is good for now.
    ///
    /// # Errors
    /// Why it is good for nothing.
    pub fn check(&self, token: &str, client_id: &str, now: Instant) -> Result<Issued, Refused> {
        if self.expired.iter().any(|t| t == token) {
            return Err(Refused::Expired);
        }
        if let Some(account) = Account::all().iter().find(|a| a.fixed_token == token) {
            return Ok(Issued {
                token: token.to_owned(),
                account: account.key.to_owned(),
                client_id: client_id.to_owned(),
                scope: SCOPES.join(" "),
                issued_s: now.epoch_s(),
                expires_s: now.epoch_s() + 3_600,
            });
        }
        let issued = self.tokens.iter().find(|t| t.token == token).ok_or(Refused::Unknown)?;
        if now.epoch_s() < issued.expires_s { Ok(issued.clone()) } else { Err(Refused::Expired) }
    }

    /// Makes a token run out.
    pub fn expire(&mut self, token: &str) {
        keep(&mut self.expired, token.to_owned());
    }
}

fn keep<T>(list: &mut Vec<T>, item: T) {
    if list.len() >= TokenTable::MOST {
        list.remove(0);
    }
    list.push(item);
}

/// The scopes that can be asked for (API-FACTS.md, section 8).
pub const SCOPES: [&str; 10] = [
    "profile",
    "alexa::ask:skills:read",
    "alexa::ask:skills:readwrite",
    "alexa::ask:models:read",
    "alexa::ask:models:readwrite",
    "alexa::ask:skills:test",
    "alexa::ask:catalogs:read",
    "alexa::ask:catalogs:readwrite",
    "alexa::ask:subscriptions",
    "alexa::ask:skills:debug",
];
