//! Forgetting a session and, where wanted, what is kept of its account.

use crate::auth::context::SessionContext;
use crate::platform::storage::Area;
use crate::state::archive::Archive;
use crate::state::call_log::CallLog;
use crate::state::shelf::{DocumentKind, Shelf};

/// Forgets token, account, the list of calls and what was said to skills, and with `figures_too` what else is kept in this
/// browser of the account.
pub async fn forget(session: SessionContext, calls: CallLog, figures_too: bool) {
    let namespace = session.sign_out();
    calls.clear();
    let Some(namespace) = namespace else { return };
    namespace.clear(Area::Tab);
    if figures_too {
        namespace.clear(Area::Lasting);
        if let Some(archive) = Archive::open(namespace.clone()).await {
            archive.clear().await;
        }
    }
    if let Some(shelf) = Shelf::open(namespace).await {
        if figures_too {
            shelf.clear().await;
        } else {
            shelf.delete_all(DocumentKind::Transcript, &[]).await;
        }
    }
}
