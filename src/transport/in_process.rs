//! One try of one request to the sandbox in this page, and what the page keeps of it.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use crate::api::error::{ApiError, ErrorKind};
use crate::api::lwa::AccessToken;
use crate::api::request::{Method, Request, Response};
use crate::platform::chunk::chunk;
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
///
/// It is behind a trait, so that whoever holds it needs none of its code: that is in a chunk of its own.
#[derive(Clone)]
pub struct InProcess(Rc<dyn Demo>);

/// An answer that is on its way.
type Answer<'a> = Pin<Box<dyn Future<Output = Result<Response, ApiError>> + 'a>>;

/// What the page asks of its sandbox.
trait Demo {
    fn send<'a>(&'a self, request: &'a Request, token: Option<&'a AccessToken>) -> Answer<'a>;
    fn ahead_s(&self) -> i64;
    fn advance_s(&self, seconds: i64);
    fn reset(&self);
}

chunk!(sandbox, fetch;
    /// The sandbox as it was kept, or a new one; its code is fetched first.
    ///
    /// # Errors
    /// Where that did not arrive.
    pub fn open() -> InProcess {
        InProcess::restore()
    }
);

impl InProcess {
    /// The sandbox as it was kept, or a new one.
    pub fn restore() -> Self {
        let options = Options::demo();
        let kept = Area::Lasting.text(TABLES_KEY).unwrap_or_default();
        let sandbox = match Tables::from_json(&kept) {
            Some(tables) => Sandbox::with_tables(options, tables),
            None => Sandbox::new(options),
        };
        Self(Rc::new(Kept { sandbox: RefCell::new(sandbox), json: RefCell::new(kept) }))
    }

    /// Hands a request to the sandbox.
    ///
    /// # Errors
    /// [`ErrorKind::Network`] where a lost connection was asked for.
    pub async fn send(&self, request: &Request, token: Option<&AccessToken>) -> Result<Response, ApiError> {
        self.0.send(request, token).await
    }

    /// How far its clock is ahead of this machine's, in seconds.
    pub fn ahead_s(&self) -> i64 {
        self.0.ahead_s()
    }

    /// Moves its clock on.
    pub fn advance_s(&self, seconds: i64) {
        self.0.advance_s(seconds);
    }

    /// Takes it back to the beginning.
    pub fn reset(&self) {
        self.0.reset();
    }
}

/// A sandbox, and its tables as they were last read or kept.
struct Kept {
    sandbox: RefCell<Sandbox>,
    json: RefCell<String>,
}

impl Demo for Kept {
    fn send<'a>(&'a self, request: &'a Request, token: Option<&'a AccessToken>) -> Answer<'a> {
        Box::pin(async move {
            let incoming = Incoming::authorized(request, token);
            clock::wait_ms(LATENCY_MS).await;
            self.catch_up();
            let outgoing = self.sandbox.borrow_mut().handle(clock::wall_ms() as i64, &incoming);
            if request.method != Method::Get {
                self.keep();
            }
            if outgoing.delay_ms > 0 {
                clock::wait_ms(outgoing.delay_ms as f64).await;
            }
            outgoing.arrived().ok_or_else(|| ApiError::new(request.operation, ErrorKind::Network))
        })
    }

    fn ahead_s(&self) -> i64 {
        let wall_ms = clock::wall_ms() as i64;
        self.sandbox.borrow().now(wall_ms).epoch_s() - wall_ms.div_euclid(1_000)
    }

    fn advance_s(&self, seconds: i64) {
        self.catch_up();
        self.sandbox.borrow_mut().advance_s(seconds);
        self.keep();
    }

    fn reset(&self) {
        self.sandbox.borrow_mut().reset();
        self.keep();
    }
}

impl Kept {
    /// Takes over what another tab has kept since.
    fn catch_up(&self) {
        let Some(kept) = Area::Lasting.text(TABLES_KEY).filter(|kept| *kept != *self.json.borrow()) else { return };
        if let Some(tables) = Tables::from_json(&kept) {
            self.sandbox.borrow_mut().set_tables(tables);
        }
        *self.json.borrow_mut() = kept;
    }

    fn keep(&self) {
        let json = self.sandbox.borrow().tables().to_json();
        self.json.borrow_mut().clone_from(&json);
        // A browser that keeps nothing begins anew with each visit.
        let _ = Area::Lasting.set_text(TABLES_KEY, &json);
    }
}
