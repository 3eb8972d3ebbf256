//! Weeks of metrics that were read before, in IndexedDB, so that a reload or a sign-in in the middle loses nothing.
//!
//! Everything is kept under the namespace of one data source and account. A browser without IndexedDB, or with a full
//! one, works as if nothing had been kept.

use std::collections::HashMap;
use std::rc::Rc;

use idb::{Database, Query, TransactionMode};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};

use super::board::BoardQuery;
use super::database::{self, WINDOWS, starting_with, to_the_end};
use super::stored_window::StoredWindow;
use crate::api::request::segment;
use crate::domain::metric::{Metric, Period};
use crate::domain::window::Window;
use crate::platform::storage::Namespace;

/// The archive of one namespace. Clones share the connection.
#[derive(Debug, Clone)]
pub struct Archive {
    database: Rc<Database>,
    namespace: Namespace,
}

/// Everything that values depend on, but metric, period and window.
fn query_prefix(namespace: &Namespace, query: &BoardQuery) -> String {
    let mut prefix = namespace.prefix();
    for part in [
        query.skill_id.as_str(),
        query.stage.as_str(),
        query.skill_type.as_str(),
        query.locale.as_deref().unwrap_or_default(),
        query.intent.as_deref().unwrap_or_default(),
    ] {
        prefix.push_str(&segment(part));
        prefix.push('|');
    }
    prefix
}

impl Archive {
    /// Opens the archive; `None` where the browser has none for us.
    pub async fn open(namespace: Namespace) -> Option<Self> {
        let database = Rc::new(to_the_end(database::open()).await??);
        Some(Self { database, namespace })
    }

    /// The key of a window; its end is not part of it, since a running window grows.
    pub fn key(&self, query: &BoardQuery, metric: &Metric, period: Period, window: Window) -> String {
        let prefix = query_prefix(&self.namespace, query);
        format!("{prefix}{}|{}|{}", period.as_str(), segment(metric.as_str()), window.start)
    }

    /// Everything that is kept for a query, by key. What cannot be read is left out.
    pub async fn read(&self, query: &BoardQuery) -> HashMap<String, StoredWindow> {
        let (archive, prefix) = (self.clone(), query_prefix(&self.namespace, query));
        to_the_end(async move { archive.read_prefix(&prefix).await }).await.flatten().unwrap_or_default()
    }

    async fn read_prefix(&self, prefix: &str) -> Option<HashMap<String, StoredWindow>> {
        let transaction = self.database.transaction(&[WINDOWS], TransactionMode::ReadOnly).ok()?;
        let store = transaction.object_store(WINDOWS).ok()?;
        let records = store.get_all(Some(Query::KeyRange(starting_with(prefix)?)), None).ok()?.await.ok()?;
        Some(
            records
                .iter()
                .filter_map(|record| StoredWindow::from_bytes(&record.dyn_ref::<Uint8Array>()?.to_vec()))
                .map(|stored| (stored.key.clone(), stored))
                .collect(),
        )
    }

    /// Keeps a window; false where the browser refused.
    pub async fn keep(&self, stored: StoredWindow) -> bool {
        let archive = self.clone();
        to_the_end(async move { archive.try_keep(&stored).await }).await.flatten().is_some()
    }

    async fn try_keep(&self, stored: &StoredWindow) -> Option<()> {
        let transaction = self.database.transaction(&[WINDOWS], TransactionMode::ReadWrite).ok()?;
        let store = transaction.object_store(WINDOWS).ok()?;
        let record: JsValue = Uint8Array::from(stored.to_bytes().as_slice()).into();
        store.put(&record, Some(&JsValue::from_str(&stored.key))).ok()?.await.ok()?;
        transaction.commit().ok()?.await.ok()?;
        Some(())
    }

    /// Deletes everything of this namespace; false where the browser refused.
    pub async fn clear(&self) -> bool {
        let archive = self.clone();
        to_the_end(async move { archive.try_clear().await }).await.flatten().is_some()
    }

    async fn try_clear(&self) -> Option<()> {
        let transaction = self.database.transaction(&[WINDOWS], TransactionMode::ReadWrite).ok()?;
        let store = transaction.object_store(WINDOWS).ok()?;
        store.delete(Query::KeyRange(starting_with(&self.namespace.prefix())?)).ok()?.await.ok()?;
        transaction.commit().ok()?.await.ok()?;
        Some(())
    }
}
