//! The client: paces, queues, times out, tries reads again, and keeps the log.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use futures::future::{Either, select};

use super::queue::Queue;
use super::{http, in_process::InProcess};
use crate::api::aws::credentials::AwsCredentials;
use crate::api::aws::signature::{Scope, sign};
use crate::api::call_record::CallRecord;
use crate::api::error::{ApiError, ErrorKind};
use crate::api::lwa::AccessToken;
use crate::api::operation::Operation;
use crate::api::pace::Pacer;
use crate::api::request::{Effect, Request, Response, Service};
use crate::api::retry::RetryPolicy;
use crate::config::{Endpoints, LexRegion, Requests};
use crate::platform::storage::Area;
use crate::platform::{clock, document, random};

/// When the tab last sent a request, so that a page that is loaded anew keeps to the rate.
const LAST_SENT: &str = "skillscope.last-sent";

/// Where requests go.
#[derive(Clone)]
pub enum Transport {
    /// To the services.
    Http(Endpoints),
    /// To those of Amazon Web Services in a region.
    Aws(LexRegion),
    /// To the sandbox in this page.
    Sandbox(InProcess),
}

impl Transport {
    fn base(&self, service: Service) -> Cow<'_, str> {
        match self {
            Transport::Http(endpoints) => endpoints.base(service).into(),
            Transport::Aws(region) => region.base(service).into(),
            Transport::Sandbox(_) => "https://sandbox.invalid".into(),
        }
    }

    async fn send(&self, request: &Request, authority: Authority<'_>) -> Result<Response, ApiError> {
        let signed;
        let (request, token) = match authority {
            Authority::None => (request, None),
            Authority::Token(token) => (request, Some(token)),
            Authority::Keys(signer) => {
                signed = signer.signed(request);
                (&signed, None)
            }
        };
        match self {
            Transport::Http(_) | Transport::Aws(_) => http::send(request, &self.base(request.service), token).await,
            Transport::Sandbox(sandbox) => sandbox.send(request, token).await,
        }
    }
}

/// What a call is made with.
#[derive(Clone, Copy)]
pub enum Authority<'a> {
    /// Nothing.
    None,
    /// A token of Login with Amazon.
    Token(&'a AccessToken),
    /// Keys of Amazon Web Services; each try is signed anew, since a signature is good for minutes.
    Keys(&'a Signer),
}

impl<'a> From<Option<&'a AccessToken>> for Authority<'a> {
    fn from(token: Option<&'a AccessToken>) -> Self {
        token.map_or(Self::None, Self::Token)
    }
}

/// Signs requests to Amazon Lex.
#[derive(Debug, Clone)]
pub struct Signer {
    /// The keys.
    pub keys: AwsCredentials,
    /// The region.
    pub region: String,
    /// The service's host.
    pub host: String,
    /// How far the service's clock is ahead of this machine's, in seconds.
    pub ahead_s: i64,
}

impl Signer {
    fn signed(&self, request: &Request) -> Request {
        let at = clock::now().plus_s(self.ahead_s);
        let scope = Scope { region: &self.region, service: "lex", at };
        let mut signed = request.clone();
        for (name, value) in sign(request, &self.host, &self.keys, &scope).iter() {
            signed.headers.set(name, value);
        }
        signed
    }
}

/// What a caller may want to know while a call is under way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CallEvent<'a> {
    /// A try has been sent.
    Sent,
    /// A try failed and another follows.
    WillRetry {
        /// After this many milliseconds.
        wait_ms: u64,
        /// Whether it failed because of too many requests.
        throttled: bool,
        /// How it failed.
        error: &'a ApiError,
    },
}

/// Sends operations. Cheap to clone; all clones share rate, queue and log.
#[derive(Clone)]
pub struct Client(Rc<Inner>);

struct Inner {
    transport: Transport,
    policy: RetryPolicy,
    timeout_ms: u32,
    pacer: RefCell<Pacer>,
    queue: Queue,
    on_call: Box<dyn Fn(CallRecord)>,
}

impl Client {
    /// A client that tells `on_call` of each try.
    pub fn new(transport: Transport, requests: &Requests, on_call: impl Fn(CallRecord) + 'static) -> Self {
        let mut pacer = Pacer::new(requests.per_second, requests.burst);
        if let (Transport::Http(_), Some(last_ms)) = (&transport, Area::Tab.value::<f64>(LAST_SENT)) {
            pacer = pacer.resumed(clock::wall_ms() - last_ms);
        }
        Self(Rc::new(Inner {
            transport,
            policy: requests.retry_policy(),
            timeout_ms: requests.timeout_ms,
            pacer: RefCell::new(pacer),
            queue: Queue::new(requests.concurrency as usize),
            on_call: Box::new(on_call),
        }))
    }

    /// Where its requests go.
    pub fn transport(&self) -> &Transport {
        &self.0.transport
    }

    /// Sends an operation and reads the answer.
    ///
    /// # Errors
    /// The last failure, with the number of tries. Dropping the future cancels the call.
    pub async fn call<O: Operation>(
        &self,
        operation: &O,
        authority: impl Into<Authority<'_>>,
    ) -> Result<O::Output, ApiError> {
        self.call_watched(operation, authority, |_| {}).await
    }

    /// The same, telling of each step.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub async fn call_watched<O: Operation>(
        &self,
        operation: &O,
        authority: impl Into<Authority<'_>>,
        on_event: impl Fn(CallEvent),
    ) -> Result<O::Output, ApiError> {
        let authority = authority.into();
        let request = operation.request();
        let mut tried = 0;
        loop {
            let result = {
                let _place = self.0.queue.place().await;
                self.pause_for_rate().await;
                on_event(CallEvent::Sent);
                tried += 1;
                self.try_once(&request, authority, tried).await
            };
            let result = result.and_then(|response| operation.read(&response));
            let mut error = match result {
                Ok(output) => {
                    self.0.pacer.borrow_mut().answered();
                    return Ok(output);
                }
                Err(error) => error,
            };
            error.tries = tried;
            let wait_ms = self.wait_after(&request, tried, &error);
            if let ErrorKind::RateLimited { .. } = error.kind {
                self.0.pacer.borrow_mut().refused(clock::monotonic_ms(), wait_ms.unwrap_or(0) as f64);
            }
            let Some(wait_ms) = wait_ms else { return Err(error) };
            let throttled = error.is_throttled();
            on_event(CallEvent::WillRetry { wait_ms, throttled, error: &error });
            clock::wait_ms(wait_ms as f64).await;
        }
    }

    async fn pause_for_rate(&self) {
        let wait_ms = self.0.pacer.borrow_mut().take_ms(clock::monotonic_ms());
        if wait_ms > 0.0 {
            clock::wait_ms(wait_ms).await;
        }
    }

    /// A truncated body of a read is the network's fault and is tried again like it.
    fn wait_after(&self, request: &Request, tried: u32, error: &ApiError) -> Option<u64> {
        if error.kind == ErrorKind::Network && matches!(self.0.transport, Transport::Http(_)) && document::is_offline()
        {
            return None; // the page goes on by itself when the network is back
        }
        let random = random::unit();
        if matches!(error.kind, ErrorKind::Decode { .. }) && request.effect == Effect::Read {
            let lost = ApiError::new(request.operation, ErrorKind::Network);
            return self.0.policy.wait_ms(request.effect, tried, &lost, random);
        }
        self.0.policy.wait_ms(request.effect, tried, error, random)
    }

    async fn try_once(&self, request: &Request, authority: Authority<'_>, attempt: u32) -> Result<Response, ApiError> {
        let base = self.0.transport.base(request.service);
        let sent_ms = clock::wall_ms();
        if matches!(self.0.transport, Transport::Http(_)) {
            // Where the tab keeps nothing, a reload begins with a full burst and may be refused once.
            let _ = Area::Tab.set_value(LAST_SENT, &sent_ms);
        }
        let unfinished = Unfinished {
            record: Some(CallRecord::new(request, &base, attempt, sent_ms)),
            started_ms: clock::monotonic_ms(),
            on_call: &*self.0.on_call,
        };
        let sending = Box::pin(self.0.transport.send(request, authority));
        let time_out = Box::pin(clock::wait_ms(f64::from(self.0.timeout_ms)));
        let result = match select(sending, time_out).await {
            Either::Left((result, _)) => result,
            Either::Right(((), _)) => Err(ApiError::new(request.operation, ErrorKind::Timeout)),
        };
        unfinished.ended(&result);
        result
    }
}

/// A call that is under way: it is logged when it ends, also when its future is dropped before that.
struct Unfinished<'a> {
    record: Option<CallRecord>,
    started_ms: f64,
    on_call: &'a dyn Fn(CallRecord),
}

impl Unfinished<'_> {
    fn ended(mut self, result: &Result<Response, ApiError>) {
        if let Some(record) = self.record.take() {
            (self.on_call)(record.ended(clock::monotonic_ms() - self.started_ms, result));
        }
    }
}

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        if let Some(record) = self.record.take() {
            (self.on_call)(record.cancelled(clock::monotonic_ms() - self.started_ms));
        }
    }
}
