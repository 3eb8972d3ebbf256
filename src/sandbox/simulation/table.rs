//! The simulations of the last ten minutes, the sessions that last, and what skills remember of their customers.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::session::{Session, SessionKey};
use crate::domain::simulation::SimulationStatus;
use crate::sandbox::hash;
use crate::sandbox::skill_backend::Customer;

/// A simulation. What comes of it is settled when it is asked for, and shown when it has ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SimulationRecord {
    /// Its id.
    pub id: String,
    /// The short name of the account.
    pub account: String,
    /// The skill.
    pub skill_id: String,
    /// Its stage.
    pub stage: String,
    /// When it was asked for, in milliseconds since the epoch, by the sandbox's clock.
    pub asked_ms: i64,
    /// How long it takes, in milliseconds; `None` for ever.
    pub takes_ms: Option<i64>,
    /// Whether its result is there from half of that time on.
    pub is_partial: bool,
    /// How it ends.
    pub status: SimulationStatus,
    /// What comes of it.
    pub result: Value,
}

impl SimulationRecord {
    /// How long its result can be asked for, in milliseconds (API-FACTS.md, section 4).
    pub const LIFE_MS: i64 = 10 * 60_000;

    /// Whether it is still under way.
    pub fn is_running(&self, now_ms: i64) -> bool {
        !self.is_expired(now_ms) && self.takes_ms.is_none_or(|takes_ms| now_ms < self.asked_ms.saturating_add(takes_ms))
    }

    fn is_expired(&self, now_ms: i64) -> bool {
        now_ms.saturating_sub(self.asked_ms) >= Self::LIFE_MS
    }

    /// The answer to Get simulation results.
    pub fn body(&self, now_ms: i64) -> Value {
        if !self.is_running(now_ms) {
            return json!({"id": self.id, "status": self.status, "result": self.result});
        }
        let half_ms = self.takes_ms.unwrap_or_default() / 2;
        let shown = self.is_partial && now_ms.saturating_sub(self.asked_ms) >= half_ms;
        json!({
            "id": self.id,
            "status": SimulationStatus::InProgress,
            "result": if shown { &self.result } else { &Value::Null },
        })
    }
}

/// What a skill's database has of an account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CustomerRow {
    account: String,
    skill_id: String,
    stage: String,
    customer: Customer,
}

/// Everything that simulations leave behind.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SimulationTable {
    records: Vec<SimulationRecord>,
    sessions: Vec<Session>,
    customers: Vec<CustomerRow>,
    /// How many simulations and sessions were ever made, for their ids.
    made: u64,
}

impl SimulationTable {
    /// Results that are kept at most; the oldest that has ended goes first.
    pub const MOST_RECORDS: usize = 40;
    /// Sessions that are kept at most; the one that was longest unused goes first.
    pub const MOST_SESSIONS: usize = 40;

    /// A new id.
    pub fn next_id(&mut self, seed: u64) -> String {
        self.made += 1;
        hash::uuid(hash::mix_text(seed, "simulation"), self.made)
    }

    /// Forgets what nobody can ask for any more.
    pub fn forget(&mut self, now_ms: i64) {
        self.records.retain(|record| !record.is_expired(now_ms));
        self.sessions.retain(|session| !session.is_over(now_ms));
    }

    /// Whether an account has a simulation under way.
    pub fn is_busy(&self, account: &str, now_ms: i64) -> bool {
        self.records.iter().any(|record| record.account == account && record.is_running(now_ms))
    }

    /// A simulation, by whom and of what it was made.
    pub fn get(
        &self,
        (account, skill_id, stage): (&str, &str, &str),
        id: &str,
        now_ms: i64,
    ) -> Option<&SimulationRecord> {
        let is_it = |r: &&SimulationRecord| {
            r.id == id && r.account == account && r.skill_id == skill_id && r.stage == stage && !r.is_expired(now_ms)
        };
        self.records.iter().find(is_it)
    }

    /// Keeps a simulation.
    pub fn keep(&mut self, record: SimulationRecord) {
        if self.records.len() >= Self::MOST_RECORDS {
            self.records.remove(0);
        }
        self.records.push(record);
    }

    /// The session that lasts, where one does.
    pub fn session(&self, key: &SessionKey, now_ms: i64) -> Option<&Session> {
        self.sessions.iter().find(|session| session.key == *key && !session.is_over(now_ms))
    }

    /// Keeps a session, or ends it.
    pub fn set_session(&mut self, key: &SessionKey, session: Option<Session>) {
        self.sessions.retain(|kept| kept.key != *key);
        if self.sessions.len() >= Self::MOST_SESSIONS {
            self.sessions.remove(0);
        }
        self.sessions.extend(session);
    }

    /// What a skill remembers of an account.
    pub fn customer(&self, key: &SessionKey) -> Customer {
        self.customers.iter().find(|row| row.is_of(key)).map(|row| row.customer.clone()).unwrap_or_default()
    }

    /// Keeps what a skill remembers. There is one row for each account, skill and stage, of which the world has few.
    pub fn set_customer(&mut self, key: &SessionKey, customer: Customer) {
        match self.customers.iter_mut().find(|row| row.is_of(key)) {
            Some(row) => row.customer = customer,
            None => self.customers.push(CustomerRow {
                account: key.account.clone(),
                skill_id: key.skill_id.clone(),
                stage: key.stage.clone(),
                customer,
            }),
        }
    }
}

impl CustomerRow {
    fn is_of(&self, key: &SessionKey) -> bool {
        self.account == key.account && self.skill_id == key.skill_id && self.stage == key.stage
    }
}
