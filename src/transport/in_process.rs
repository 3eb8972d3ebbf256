//! One try of one request to the sandbox in this page, and what the page keeps of it.

use std::cell::RefCell;
use std::rc::Rc;

use crate::api::error::{ApiError, ErrorKind};
use crate::api::lwa::AccessToken;
use crate::api::request::{Method, Request, Response};
use crate::platform::clock;
use crate::platform::storage::Area;
use crate::sandbox::table::Tables;
use crate::sandbox::{Incoming, Options, Sandbox};

/// The demo's writable tables. They survive a reload, apart from real data, and hold nothing of a real account.
const TABLES_KEY: &str = "skillscope.demo.tables";

/// The demo's answers come a little later than at once, so that loading looks as it will.
const LATENCY_MS: f64 = 25.0;

/// The sandbox in this page. Clones share it. Tabs share what is kept: each looks before it sends, and keeps what it
/// wrote.
#[derive(Clone)]
pub struct InProcess(Rc<RefCell<Sandbox>>, Rc<RefCell<String>>);

impl InProcess {
    /// The sandbox as it was kept, or a new one.
    pub fn restore() -> Self {
        let options = Options::demo();
        let kept = Area::Lasting.text(TABLES_KEY).unwrap_or_default();
        let sandbox = match Tables::from_json(&kept) {
            Some(tables) => Sandbox::with_tables(options, tables),
            None => Sandbox::new(options),
        };
        Self(Rc::new(RefCell::new(sandbox)), Rc::new(RefCell::new(kept)))
    }

    /// Hands a request to the sandbox.
    ///
    /// # Errors
    /// [`ErrorKind::Network`] where a lost connection was asked for.
    pub async fn send(&self, request: &Request, token: Option<&AccessToken>) -> Result<Response, ApiError> {
        let incoming = Incoming::authorized(request, token);
        clock::wait_ms(LATENCY_MS).await;
        self.catch_up();
        let outgoing = self.0.borrow_mut().handle(clock::wall_ms() as i64, &incoming);
        if request.method != Method::Get {
            self.keep();
        }
        if outgoing.delay_ms > 0 {
            clock::wait_ms(outgoing.delay_ms as f64).await;
        }
        outgoing.arrived().ok_or_else(|| ApiError::new(request.operation, ErrorKind::Network))
    }

    /// How far its clock is ahead of this machine's, in seconds.
    pub fn ahead_s(&self) -> i64 {
        let wall_ms = clock::wall_ms() as i64;
        self.0.borrow().now(wall_ms).epoch_s() - wall_ms.div_euclid(1_000)
    }

    /// Moves its clock on.
    pub fn advance_s(&self, seconds: i64) {
        self.catch_up();
        self.0.borrow_mut().advance_s(seconds);
        self.keep();
    }

    /// Takes it back to the beginning.
    pub fn reset(&self) {
        self.0.borrow_mut().reset();
        self.keep();
    }

    /// Takes over what another tab has kept since.
    fn catch_up(&self) {
        let Some(kept) = Area::Lasting.text(TABLES_KEY).filter(|kept| *kept != *self.1.borrow()) else { return };
        if let Some(tables) = Tables::from_json(&kept) {
            self.0.borrow_mut().set_tables(tables);
        }
        *self.1.borrow_mut() = kept;
    }

    fn keep(&self) {
        let json = self.0.borrow().tables().to_json();
        self.1.borrow_mut().clone_from(&json);
        // A browser that keeps nothing begins anew with each visit.
        let _ = Area::Lasting.set_text(TABLES_KEY, &json);
    }
}
