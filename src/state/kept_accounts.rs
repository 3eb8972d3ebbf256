//! Everything that this browser keeps of all accounts, seen and deleted without anybody being signed in: what lies on a
//! shared computer can be found and removed by whoever uses it.

use idb::{Query, TransactionMode};
use js_sys::{JsString, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::account_holding::{AccountHolding, account_holdings};
use super::database::{self, Connection, DOCUMENTS, NoAnswer, WINDOWS, committed, patiently, starting_with, written};
use crate::platform::storage::{Area, Namespace};

/// What is to be deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Figures and lists of skills: what can be read again.
    Figures,
    /// Suites, scripts, saved queries and notes too.
    Everything,
}

/// What is kept of each account; `None` where the browser has no database for us.
///
/// # Errors
/// The database did not answer in time.
pub async fn read() -> Result<Option<Vec<AccountHolding>>, NoAnswer> {
    patiently(async {
        let database = database::open().await?;
        let (windows, documents) = (sizes(&database, WINDOWS).await?, sizes(&database, DOCUMENTS).await?);
        Some(account_holdings(Namespace::PREFIX, &windows, &documents))
    })
    .await
}

/// The keys of a store with the sizes of their records.
async fn sizes(database: &Connection, name: &str) -> Option<Vec<(String, usize)>> {
    let transaction = database.transaction(&[name], TransactionMode::ReadOnly).ok()?;
    let store = transaction.object_store(name).ok()?;
    let keys = store.get_all_keys(None, None).ok()?.await.ok()?;
    let records = store.get_all(None, None).ok()?.await.ok()?;
    Some(keys.iter().zip(&records).filter_map(|(key, record)| Some((key.as_string()?, size(record)))).collect())
}

fn size(record: &JsValue) -> usize {
    let bytes = record.dyn_ref::<Uint8Array>().map(|bytes| bytes.length());
    bytes.or_else(|| record.dyn_ref::<JsString>().map(JsString::length)).unwrap_or_default() as usize
}

/// Deletes it, of all accounts; false where the browser refused.
pub async fn clear(extent: Extent) -> bool {
    let clear = async move {
        let database = database::open().await?;
        let transaction = database.transaction(&[WINDOWS, DOCUMENTS], TransactionMode::ReadWrite).ok()?;
        let all = || starting_with(Namespace::PREFIX).map(Query::KeyRange);
        transaction.object_store(WINDOWS).ok()?.delete(all()?).ok()?.await.ok()?;
        let documents = transaction.object_store(DOCUMENTS).ok()?;
        match extent {
            Extent::Everything => documents.delete(all()?).ok()?.await.ok()?,
            Extent::Figures => {
                let keys = documents.get_all_keys(None, None).ok()?.await.ok()?;
                let is_list = |key: &&JsValue| key.as_string().is_some_and(|key| key.ends_with("|skill-list|all"));
                for key in keys.iter().filter(is_list) {
                    documents.delete(Query::Key(key.clone())).ok()?.await.ok()?;
                }
            }
        }
        committed(transaction).await
    };
    let is_clear = written(clear).await.ok().flatten().is_some();
    if extent == Extent::Everything {
        Namespace::clear_all(Area::Lasting);
    }
    is_clear
}

/// Whether figures of an account are kept; `None` where the browser does not say.
pub async fn has_figures(namespace: &Namespace) -> Option<bool> {
    let prefix = namespace.prefix();
    let count = patiently(async move {
        let database = database::open().await?;
        let transaction = database.transaction(&[WINDOWS], TransactionMode::ReadOnly).ok()?;
        let store = transaction.object_store(WINDOWS).ok()?;
        store.count(Some(Query::KeyRange(starting_with(&prefix)?))).ok()?.await.ok()
    });
    Some(count.await.ok()?? > 0)
}
