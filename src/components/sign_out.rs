//! Forgetting a session and, where wanted, what is kept of its account.

use futures::channel::oneshot;
use futures::future::select;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::toast::Toasts;
use crate::auth::context::SessionContext;
use crate::platform::clock;
use crate::platform::storage::{Area, Namespace};
use crate::state::archive::Archive;
use crate::state::call_log::CallLog;
use crate::state::kept_accounts;
use crate::state::shelf::{DocumentKind, Shelf};
use crate::state::skill_list::SkillList;

mod words {
    pub const KEPT: &str =
        "Signed out. The figures of this account are still kept in this browser; Settings shows them.";
    pub const DELETE: &str = "Delete them";
    pub const DELETED: &str = "The figures of the account that was signed in are deleted";
    pub const NOT_DELETED: &str =
        "The browser did not let the page delete the figures. Settings can try again without a sign-in.";
}

/// How long leaving waits for the browser to delete what is kept; it is deleted all the same.
const PATIENCE_MS: f64 = 2_000.0;

/// What is forgotten beside token, account, the list of calls, what the tab holds of any account, and conversations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forgetting {
    /// Nothing; where figures are kept, a toast offers to delete them.
    Offered,
    /// Everything that this browser keeps of the account.
    Everything,
}

/// Signs out.
pub async fn forget(session: SessionContext, calls: CallLog, toasts: Toasts, forgetting: Forgetting) {
    let is_demo = untrack(|| session.is_demo());
    let namespace = session.sign_out();
    calls.clear();
    // The tab may have had several accounts, one after the other, when a sign-in ran out.
    Namespace::clear_all(Area::Tab);
    let Some(namespace) = namespace else { return };
    if forgetting == Forgetting::Everything {
        namespace.clear(Area::Lasting);
    }
    let (done, is_done) = oneshot::channel();
    spawn_local(async move {
        let is_gone = delete(&namespace, forgetting).await;
        // Nobody waits any more: leaving took too long.
        let _ = done.send(());
        match forgetting {
            Forgetting::Everything if !is_gone => toasts.failed(words::NOT_DELETED),
            // Nobody minds what was made up.
            Forgetting::Offered if !is_demo && kept_accounts::has_figures(&namespace).await == Some(true) => {
                offer(toasts, namespace);
            }
            _ => {}
        }
    });
    select(is_done, Box::pin(clock::wait_ms(PATIENCE_MS))).await;
}

async fn delete(namespace: &Namespace, forgetting: Forgetting) -> bool {
    let shelf = Shelf::open(namespace.clone()).await;
    match forgetting {
        Forgetting::Offered => match shelf {
            Some(shelf) => shelf.delete_all(DocumentKind::Transcript, &[]).await,
            None => true,
        },
        Forgetting::Everything => {
            let of_archive = match Archive::open(namespace.clone()).await {
                Some(archive) => archive.clear().await,
                None => true,
            };
            let of_shelf = match shelf {
                Some(shelf) => shelf.clear().await,
                None => true,
            };
            of_archive && of_shelf
        }
    }
}

/// Offers to delete the figures that are kept, and the list of skills; what people made stays.
fn offer(toasts: Toasts, namespace: Namespace) {
    toasts.done_with(words::KEPT, words::DELETE, move || {
        let namespace = namespace.clone();
        spawn_local(async move {
            let is_gone = match Archive::open(namespace.clone()).await {
                Some(archive) => archive.clear().await,
                None => false,
            };
            if let Some(shelf) = Shelf::open(namespace).await {
                SkillList::forget(&shelf).await;
            }
            if is_gone {
                toasts.done(words::DELETED);
            } else {
                toasts.failed(words::NOT_DELETED);
            }
        });
    });
}
