//! The browser's database: one for the whole page, opened anew by whoever needs it.
//!
//! It may not answer for a long time, or ever: another tab may be in the middle of a long write, or keep an older version
//! open. What a page waits for it waits for [`patiently`], and then goes on without.

use std::ops::Deref;
use std::pin::pin;

use futures::channel::oneshot;
use futures::future::{Either, select};
use idb::{Database, DatabaseEvent, Factory, KeyRange, ObjectStoreParams, Transaction};
use wasm_bindgen::JsValue;

use super::storage_health;
use crate::platform::clock;

const DATABASE: &str = "skillscope";
/// 1 had windows only.
const SCHEMA_VERSION: u32 = 2;

/// Weeks of metrics.
pub(super) const WINDOWS: &str = "windows";
/// Suites, scripts, transcripts and runs.
pub(super) const DOCUMENTS: &str = "documents";

/// Does a piece of work to its end even if nobody waits for it any more: a request to IndexedDB that is dropped on the
/// way still gets its answer, and would find nobody to take it.
pub(super) async fn to_the_end<T: 'static>(work: impl Future<Output = T> + 'static) -> Option<T> {
    let (sender, receiver) = oneshot::channel();
    wasm_bindgen_futures::spawn_local(async move {
        // Nobody waits: the answer is of no use.
        let _ = sender.send(work.await);
    });
    receiver.await.ok()
}

/// How long a page waits for what is kept: figures can be read anew, and a person can be told that the rest is missing.
const READ_PATIENCE_MS: f64 = 2_000.0;
/// How long whoever keeps something waits to hear that it is kept. It is kept all the same if it takes longer.
const WRITE_PATIENCE_MS: f64 = 10_000.0;
/// The wait is cut into pieces, so that a page that was busy for a second takes only one of them for it: the answer may
/// have come meanwhile.
const PIECE_MS: f64 = 250.0;

/// The database did not answer in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoAnswer;

/// Waits for what is read, but not for ever: once the database did not answer, it gets no long wait again until it does.
///
/// # Errors
/// It did not answer in time. The work goes on; its outcome is dropped.
pub(super) async fn patiently<T: 'static>(work: impl Future<Output = T> + 'static) -> Result<T, NoAnswer> {
    let patience_ms = if storage_health::now().answers { READ_PATIENCE_MS } else { PIECE_MS };
    no_longer_than(patience_ms, work).await
}

/// The same for what is written.
///
/// # Errors
/// It did not answer in time. The work goes on; its outcome is dropped.
pub(super) async fn written<T: 'static>(work: impl Future<Output = T> + 'static) -> Result<T, NoAnswer> {
    no_longer_than(WRITE_PATIENCE_MS, work).await
}

async fn no_longer_than<T: 'static>(patience_ms: f64, work: impl Future<Output = T> + 'static) -> Result<T, NoAnswer> {
    let work = to_the_end(async move {
        let done = work.await;
        storage_health::note_answer();
        done
    });
    let patience = async move {
        let mut left_ms = patience_ms;
        while left_ms > 0.0 {
            clock::wait_ms(left_ms.min(PIECE_MS)).await;
            left_ms -= PIECE_MS;
        }
    };
    match select(pin!(work), pin!(patience)).await {
        Either::Left((Some(done), _)) => Ok(done),
        Either::Left((None, _)) => Err(NoAnswer),
        Either::Right(_) => {
            storage_health::note_miss();
            Err(NoAnswer)
        }
    }
}

/// An open database. It is closed with its last holder: the browser never throws an open one away, and a tab with a newer
/// version of this page would wait for it in vain. Transactions that have begun still end.
#[derive(Debug)]
pub(super) struct Connection(Database);

impl Deref for Connection {
    type Target = Database;

    fn deref(&self) -> &Database {
        &self.0
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Opens the database; `None` where the browser has none for us.
pub(super) async fn open() -> Option<Connection> {
    let factory = Factory::new().ok()?;
    let mut request = factory.open(DATABASE, Some(SCHEMA_VERSION)).ok()?;
    request.on_upgrade_needed(|event| {
        let Ok(database) = event.database() else { return };
        let there = database.store_names();
        for name in [WINDOWS, DOCUMENTS] {
            if !there.iter().any(|n| n == name) {
                // A store that cannot be made shows as a failed transaction later, which counts as an empty one.
                let _ = database.create_object_store(name, ObjectStoreParams::new());
            }
        }
    });
    let mut database = request.await.ok()?;
    // Another tab with a newer version of this page has to be able to bring the database up to date.
    database.on_version_change(|event| {
        if let Ok(database) = event.database() {
            database.close();
        }
    });
    Some(Connection(database))
}

/// Ends a transaction; `None` where nothing of it is kept. A browser without room takes what is put, and gives the whole
/// up only here, which is no error to the transaction.
pub(super) async fn committed(transaction: Transaction) -> Option<()> {
    transaction.commit().ok()?.await.ok()?.is_committed().then_some(())
}

/// All keys with a prefix: keys are ASCII, so none of them sorts after the highest code unit.
pub(super) fn starting_with(prefix: &str) -> Option<KeyRange> {
    let upper = JsValue::from_str(&format!("{prefix}\u{ffff}"));
    KeyRange::bound(&JsValue::from_str(prefix), &upper, None, None).ok()
}
