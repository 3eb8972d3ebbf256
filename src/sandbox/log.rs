//! The last requests, without secrets, so that a test can count them.

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;

use super::message::Incoming;

/// One request and how it was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Its number, from 1.
    pub number: u64,
    /// When it came, in milliseconds since the epoch by the caller's clock.
    pub at_ms: i64,
    /// Its method.
    pub method: String,
    /// Its path.
    pub path: String,
    /// Its query, without tokens and codes.
    pub query: BTreeMap<String, String>,
    /// The status of the answer.
    pub status: u16,
    /// The id of the answer.
    pub request_id: String,
    /// The fault that befell it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
}

/// The last requests.
#[derive(Debug, Default)]
pub struct Log {
    total: u64,
    by_status: BTreeMap<u16, u64>,
    entries: VecDeque<Entry>,
}

/// What `GET /_sandbox/log` answers.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct View<'a> {
    total: u64,
    by_status: &'a BTreeMap<u16, u64>,
    entries: &'a VecDeque<Entry>,
}

impl Log {
    /// How many requests are kept.
    const MOST: usize = 5_000;

    /// Adds a request.
    pub fn push(&mut self, at_ms: i64, request: &Incoming, status: u16, request_id: &str, fault: Option<String>) {
        let secret = ["access_token", "code", "code_verifier", "state"];
        let shown = |(name, value): &(String, String)| {
            let value = if secret.contains(&name.as_str()) { "…" } else { value.as_str() };
            (name.clone(), value.to_owned())
        };
        self.total += 1;
        *self.by_status.entry(status).or_default() += 1;
        if self.entries.len() >= Self::MOST {
            self.entries.pop_front();
        }
        self.entries.push_back(Entry {
            number: self.total,
            at_ms,
            method: request.method.clone(),
            path: request.path.clone(),
            query: request.query.iter().map(shown).collect(),
            status,
            request_id: request_id.to_owned(),
            fault,
        });
    }

    /// What there is to show.
    pub fn view(&self) -> View<'_> {
        View { total: self.total, by_status: &self.by_status, entries: &self.entries }
    }
}
