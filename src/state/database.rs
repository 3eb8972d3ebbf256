//! The browser's database: one for the whole page, opened anew by whoever needs it.

use std::ops::Deref;

use futures::channel::oneshot;
use idb::{Database, DatabaseEvent, Factory, KeyRange, ObjectStoreParams};
use wasm_bindgen::JsValue;

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

/// All keys with a prefix: keys are ASCII, so none of them sorts after the highest code unit.
pub(super) fn starting_with(prefix: &str) -> Option<KeyRange> {
    let upper = JsValue::from_str(&format!("{prefix}\u{ffff}"));
    KeyRange::bound(&JsValue::from_str(prefix), &upper, None, None).ok()
}
