//! What people make here and want to find again: suites, scripts, transcripts and runs, as JSON in IndexedDB.
//!
//! Everything is kept under the namespace of one data source and account. A browser without IndexedDB, or with a full
//! one, keeps nothing: [`Shelf::keep`] then says so, and the page tells the person. Secrets never come here: bodies lose
//! them where they are read (`domain::redaction`).

use std::rc::Rc;

use idb::{Query, TransactionMode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::database::{self, Connection, DOCUMENTS, NoAnswer, committed, patiently, starting_with, written};
use crate::api::request::segment;
use crate::platform::storage::Namespace;

/// What kind of document it is. Part of its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// A suite of utterances.
    Suite,
    /// A run of a suite.
    SuiteRun,
    /// A scripted conversation.
    Script,
    /// A run of a script.
    ScriptRun,
    /// A conversation as it went.
    Transcript,
    /// A comparison of C and T1.
    Preflight,
    /// A query to Amazon Lex.
    LexQuery,
    /// The list of skills as it was read last.
    SkillList,
}

impl DocumentKind {
    fn key(self) -> &'static str {
        match self {
            Self::Suite => "suite",
            Self::SuiteRun => "suite-run",
            Self::Script => "script",
            Self::ScriptRun => "script-run",
            Self::Transcript => "transcript",
            Self::Preflight => "preflight",
            Self::LexQuery => "lex-query",
            Self::SkillList => "skill-list",
        }
    }
}

/// The documents of one namespace. Clones share the connection.
#[derive(Debug, Clone)]
pub struct Shelf {
    database: Rc<Connection>,
    namespace: Namespace,
}

impl Shelf {
    /// Opens it; `None` where the browser has none for us, or does not answer in time.
    pub async fn open(namespace: Namespace) -> Option<Self> {
        let database = Rc::new(patiently(database::open()).await.ok()??);
        Some(Self { database, namespace })
    }

    fn prefix(&self, kind: DocumentKind, within: &[&str]) -> String {
        let mut prefix = format!("{}{}|", self.namespace.prefix(), kind.key());
        for part in within {
            prefix.push_str(&segment(part));
            prefix.push('|');
        }
        prefix
    }

    fn key(&self, kind: DocumentKind, within: &[&str], id: &str) -> String {
        format!("{}{}", self.prefix(kind, within), segment(id))
    }

    /// All documents of a kind in a place (a skill's id, say, then a suite's), in the order of their ids. What cannot
    /// be read any more is left out; nothing is found where the database does not answer in time.
    pub async fn list<T: DeserializeOwned + 'static>(&self, kind: DocumentKind, within: &[&str]) -> Vec<T> {
        self.try_list(kind, within).await.unwrap_or_default()
    }

    /// The same for whoever has something to show already.
    ///
    /// # Errors
    /// The database did not answer in time.
    pub async fn try_list<T: DeserializeOwned + 'static>(
        &self,
        kind: DocumentKind,
        within: &[&str],
    ) -> Result<Vec<T>, NoAnswer> {
        let (shelf, prefix) = (self.clone(), self.prefix(kind, within));
        let read = async move {
            let transaction = shelf.database.transaction(&[DOCUMENTS], TransactionMode::ReadOnly).ok()?;
            let store = transaction.object_store(DOCUMENTS).ok()?;
            let records = store.get_all(Some(Query::KeyRange(starting_with(&prefix)?)), None).ok()?.await.ok()?;
            Some(records.iter().filter_map(|record| serde_json::from_str(&record.as_string()?).ok()).collect())
        };
        Ok(patiently(read).await?.unwrap_or_default())
    }

    /// One document; `None` where it is not there, cannot be read any more, or does not come in time.
    pub async fn get<T: DeserializeOwned + 'static>(&self, kind: DocumentKind, within: &[&str], id: &str) -> Option<T> {
        self.try_get(kind, within, id).await.ok().flatten()
    }

    /// The same for whoever has something to show already.
    ///
    /// # Errors
    /// The database did not answer in time.
    pub async fn try_get<T: DeserializeOwned + 'static>(
        &self,
        kind: DocumentKind,
        within: &[&str],
        id: &str,
    ) -> Result<Option<T>, NoAnswer> {
        let (shelf, key) = (self.clone(), self.key(kind, within, id));
        let read = async move {
            let transaction = shelf.database.transaction(&[DOCUMENTS], TransactionMode::ReadOnly).ok()?;
            let store = transaction.object_store(DOCUMENTS).ok()?;
            let record = store.get(Query::Key(JsValue::from_str(&key))).ok()?.await.ok()??;
            serde_json::from_str(&record.as_string()?).ok()
        };
        patiently(read).await
    }

    /// Keeps a document, in place of one of the same id; false where the browser refused, or has not said so in time.
    pub async fn keep<T: Serialize>(&self, kind: DocumentKind, within: &[&str], id: &str, document: &T) -> bool {
        let Ok(text) = serde_json::to_string(document) else { return false };
        let (shelf, key) = (self.clone(), self.key(kind, within, id));
        let write = async move {
            let transaction = shelf.database.transaction(&[DOCUMENTS], TransactionMode::ReadWrite).ok()?;
            let store = transaction.object_store(DOCUMENTS).ok()?;
            store.put(&JsValue::from_str(&text), Some(&JsValue::from_str(&key))).ok()?.await.ok()?;
            committed(transaction).await?;
            Some(())
        };
        written(write).await.ok().flatten().is_some()
    }

    /// Changes a document in one step, so that no other tab comes in between. `change` gets what is there and gives what
    /// is to be there; `None` is nothing. What is there then; `None` where the browser refused, or has not said so in time.
    pub async fn update<T: Serialize + DeserializeOwned + 'static>(
        &self,
        kind: DocumentKind,
        within: &[&str],
        id: &str,
        change: impl FnOnce(Option<T>) -> Option<T> + 'static,
    ) -> Option<Option<T>> {
        let (shelf, key) = (self.clone(), JsValue::from_str(&self.key(kind, within, id)));
        let update = async move {
            let transaction = shelf.database.transaction(&[DOCUMENTS], TransactionMode::ReadWrite).ok()?;
            let store = transaction.object_store(DOCUMENTS).ok()?;
            let record = store.get(Query::Key(key.clone())).ok()?.await.ok()?;
            let before = record.and_then(|record| serde_json::from_str(&record.as_string()?).ok());
            let after = change(before);
            match &after {
                Some(document) => {
                    let text = serde_json::to_string(document).ok()?;
                    store.put(&JsValue::from_str(&text), Some(&key)).ok()?.await.ok()?;
                }
                None => store.delete(Query::Key(key)).ok()?.await.ok()?,
            }
            committed(transaction).await?;
            Some(after)
        };
        written(update).await.ok().flatten()
    }

    /// Deletes a document; false where the browser refused.
    pub async fn delete(&self, kind: DocumentKind, within: &[&str], id: &str) -> bool {
        self.delete_where(Some(Query::Key(JsValue::from_str(&self.key(kind, within, id))))).await
    }

    /// Deletes everything of a kind in a place; false where the browser refused.
    pub async fn delete_all(&self, kind: DocumentKind, within: &[&str]) -> bool {
        self.delete_where(starting_with(&self.prefix(kind, within)).map(Query::KeyRange)).await
    }

    /// Deletes everything of this namespace; false where the browser refused.
    pub async fn clear(&self) -> bool {
        self.delete_where(starting_with(&self.namespace.prefix()).map(Query::KeyRange)).await
    }

    async fn delete_where(&self, which: Option<Query>) -> bool {
        let shelf = self.clone();
        let delete = async move {
            let transaction = shelf.database.transaction(&[DOCUMENTS], TransactionMode::ReadWrite).ok()?;
            transaction.object_store(DOCUMENTS).ok()?.delete(which?).ok()?.await.ok()?;
            committed(transaction).await?;
            Some(())
        };
        written(delete).await.ok().flatten().is_some()
    }
}
