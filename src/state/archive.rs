//! Weeks of metrics that were read before, in IndexedDB, so that a page that is opened again shows them at once and only
//! asks for what is new.
//!
//! Everything is kept under the namespace of one data source and account. A browser without IndexedDB, or with a full
//! one, works as if nothing had been kept. A record that cannot be read, or is of an older version, is deleted.

use std::collections::HashMap;
use std::rc::Rc;

use idb::{ObjectStore, Query, TransactionMode};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};

use super::board::BoardQuery;
use super::database::{self, Connection, NoAnswer, WINDOWS, committed, patiently, starting_with, to_the_end};
use super::kept_windows::KeptWindows;
use super::retention::Retention;
use super::storage_health;
use super::stored_window::StoredWindow;
use super::window_key::WindowKey;
use crate::domain::instant::Instant;
use crate::domain::series::Series;
use crate::domain::window::Window;
use crate::platform::clock;
use crate::platform::storage::{Area, Namespace};

/// For how long figures are kept; one choice for each account.
const RETENTION: &str = "retention";

/// The archive of one namespace. Clones share the connection.
#[derive(Debug, Clone)]
pub struct Archive {
    database: Rc<Connection>,
    namespace: Namespace,
}

/// A window as it was read, still without whose it is.
#[derive(Debug, Clone)]
pub struct ReadWindow {
    /// What it is of.
    pub key: WindowKey,
    /// What was asked for.
    pub window: Window,
    /// When it was answered.
    pub read_at: Instant,
    /// What was answered.
    pub series: Series,
}

impl Archive {
    /// Opens the archive; `None` where the browser has none for us, or does not answer.
    pub async fn open(namespace: Namespace) -> Option<Self> {
        Self::try_open(namespace).await.ok().flatten()
    }

    /// Opens the archive; `None` where the browser has none for us.
    ///
    /// # Errors
    /// The database did not answer in time.
    pub async fn try_open(namespace: Namespace) -> Result<Option<Self>, NoAnswer> {
        let database = patiently(database::open()).await?;
        Ok(database.map(|database| Self { database: Rc::new(database), namespace }))
    }

    /// For how long figures of an account are kept.
    pub fn retention(namespace: &Namespace) -> Retention {
        Area::Lasting.text(&namespace.key(RETENTION)).map_or(Retention::default(), |key| Retention::parse(&key))
    }

    /// Chooses for how long; false where the browser refused.
    pub fn set_retention(namespace: &Namespace, retention: Retention) -> bool {
        Area::Lasting.set_text(&namespace.key(RETENTION), retention.key())
    }

    /// What is kept for a query; nothing where the database does not answer in time.
    pub async fn read(&self, query: &BoardQuery) -> KeptWindows {
        KeptWindows::new(self.windows(&WindowKey::query_part(query)).await.unwrap_or_default())
    }

    /// Everything that is kept of the account.
    ///
    /// # Errors
    /// The database did not answer in time.
    pub async fn read_all(&self) -> Result<Vec<(WindowKey, StoredWindow)>, NoAnswer> {
        self.windows("").await
    }

    /// Drops what is older than the account keeps it.
    pub async fn drop_old(&self) {
        // Reading is what drops it.
        if Self::retention(&self.namespace) != Retention::UntilCleared {
            let _ = self.windows("").await;
        }
    }

    async fn windows(&self, part: &str) -> Result<Vec<(WindowKey, StoredWindow)>, NoAnswer> {
        let (archive, prefix) = (self.clone(), format!("{}{part}", self.namespace.prefix()));
        Ok(patiently(async move { archive.read_prefix(&prefix).await }).await?.unwrap_or_default())
    }

    /// Reads what begins with a prefix, and deletes what cannot be read or is over.
    async fn read_prefix(&self, prefix: &str) -> Option<Vec<(WindowKey, StoredWindow)>> {
        let transaction = self.database.transaction(&[WINDOWS], TransactionMode::ReadOnly).ok()?;
        let store = transaction.object_store(WINDOWS).ok()?;
        let range = || starting_with(prefix).map(Query::KeyRange);
        // Both are asked for at once, and both come in the order of the keys.
        let (keys, records) =
            (store.get_all_keys(Some(range()?), None).ok()?, store.get_all(Some(range()?), None).ok()?);
        let (keys, records) = futures::future::join(keys.into_future(), records.into_future()).await;
        let (keys, records) = (keys.ok()?, records.ok()?);
        let begin = Self::retention(&self.namespace).begin(clock::now());
        let (mut kept, mut over) = (Vec::with_capacity(keys.len()), Vec::new());
        for (key, record) in keys.into_iter().zip(&records) {
            let read = self.window(&key, record).filter(|(_, stored)| begin.is_none_or(|b| stored.read_at >= b));
            match read {
                Some(read) => kept.push(read),
                None => over.push(key),
            }
        }
        if !over.is_empty() {
            // Where that fails, it is tried again when they are read next.
            self.delete(over).await;
        }
        Some(kept)
    }

    fn window(&self, key: &JsValue, record: &JsValue) -> Option<(WindowKey, StoredWindow)> {
        let stored = StoredWindow::from_bytes(&record.dyn_ref::<Uint8Array>()?.to_vec())?;
        let own = key.as_string().filter(|own| *own == stored.key)?;
        Some((WindowKey::parse(own.strip_prefix(&self.namespace.prefix())?)?, stored))
    }

    async fn delete(&self, keys: Vec<JsValue>) -> Option<()> {
        let transaction = self.database.transaction(&[WINDOWS], TransactionMode::ReadWrite).ok()?;
        let store = transaction.object_store(WINDOWS).ok()?;
        for key in keys {
            store.delete(Query::Key(key)).ok()?.await.ok()?;
        }
        committed(transaction).await?;
        Some(())
    }

    /// Keeps a window; false where the browser refused.
    pub async fn keep(&self, read: ReadWindow) -> bool {
        let ReadWindow { key, window, read_at, series } = read;
        let stored = StoredWindow { key: self.own(&key), read_at, imported_at: None, window, series };
        let archive = self.clone();
        let is_kept = to_the_end(async move { archive.try_keep(&stored).await }).await.flatten().is_some();
        storage_health::note_keep(is_kept);
        is_kept
    }

    fn own(&self, key: &WindowKey) -> String {
        format!("{}{}", self.namespace.prefix(), key.text())
    }

    async fn try_keep(&self, stored: &StoredWindow) -> Option<()> {
        let transaction = self.database.transaction(&[WINDOWS], TransactionMode::ReadWrite).ok()?;
        put(&transaction.object_store(WINDOWS).ok()?, stored).await?;
        committed(transaction).await?;
        Some(())
    }

    /// How many of the windows that are kept an import would replace: those that were read before the file's. `None`
    /// where the browser does not say.
    pub async fn would_replace(&self, windows: &[(WindowKey, StoredWindow)]) -> Option<usize> {
        let there = read_at_by_key(self.read_all().await.ok()?);
        let is_older = |(key, stored): &&(WindowKey, StoredWindow)| {
            there.get(&self.own(key)).is_some_and(|read_at| *read_at < stored.read_at)
        };
        Some(windows.iter().filter(is_older).count())
    }

    /// Takes over windows from a file, all or none: where one is kept already, the one that was read last stays. How
    /// many were taken; `None` where the browser refused.
    pub async fn import(&self, windows: Vec<(WindowKey, StoredWindow)>) -> Option<usize> {
        let archive = self.clone();
        to_the_end(async move { archive.try_import(windows).await }).await?
    }

    async fn try_import(&self, windows: Vec<(WindowKey, StoredWindow)>) -> Option<usize> {
        let there = read_at_by_key(self.read_prefix(&self.namespace.prefix()).await?);
        let imported_at = Some(clock::now());
        let own = windows.into_iter().map(|(key, stored)| StoredWindow { key: self.own(&key), imported_at, ..stored });
        let newer: Vec<_> = own.filter(|w| there.get(&w.key).is_none_or(|read_at| *read_at < w.read_at)).collect();
        let transaction = self.database.transaction(&[WINDOWS], TransactionMode::ReadWrite).ok()?;
        let store = transaction.object_store(WINDOWS).ok()?;
        for stored in &newer {
            if put(&store, stored).await.is_none() {
                // A failed write ends most transactions by itself; then there is nothing left to undo.
                let _ = transaction.abort();
                return None;
            }
        }
        committed(transaction).await?;
        Some(newer.len())
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
        committed(transaction).await?;
        Some(())
    }
}

fn read_at_by_key(windows: Vec<(WindowKey, StoredWindow)>) -> HashMap<String, Instant> {
    windows.into_iter().map(|(_, stored)| (stored.key, stored.read_at)).collect()
}

async fn put(store: &ObjectStore, stored: &StoredWindow) -> Option<()> {
    let record: JsValue = Uint8Array::from(stored.to_bytes().as_slice()).into();
    store.put(&record, Some(&JsValue::from_str(&stored.key))).ok()?.await.ok()?;
    Some(())
}
