//! The session as the application sees it: one handle with signals, for as long as the page lives.

use std::time::Duration;

use leptos::prelude::*;

use super::failure::SignInFailure;
use super::oauth::reply::RawReply;
use super::session::Session;
use crate::api::error::{ApiError, ErrorKind};
use crate::api::lwa::AccessToken;
use crate::api::vendor::ListVendors;
use crate::config::Config;
use crate::domain::instant::Instant;
use crate::platform::clock;
use crate::platform::storage::{Area, Namespace};
use crate::transport::client::Client;

/// The session, in the tab's storage only.
pub const SESSION_KEY: &str = "skillscope.session";
/// The sign-in that was begun, in the tab's storage only.
pub const PENDING_KEY: &str = "skillscope.oauth.pending";
/// The reply, as `public/boot.js` took it out of the address.
pub const REPLY_KEY: &str = "skillscope.oauth.reply";

/// What a 401 means (ARCHITECTURE.md, errors): the documents use it for both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unauthenticated {
    /// The sign-in ran out: sign in again, same place.
    RanOut,
    /// The account has no access to this skill; the sign-in still holds.
    NoAccess,
}

/// The application's session.
#[derive(Clone, Copy)]
pub struct SessionContext {
    pub(super) session: RwSignal<Option<Session>>,
    pub(super) now: RwSignal<Instant>,
    failure: RwSignal<Option<SignInFailure>>,
    changed: RwSignal<bool>,
    pub(super) reply: StoredValue<Option<RawReply>>,
    pub(super) config: StoredValue<Config>,
    pub(super) client: StoredValue<Client, LocalStorage>,
    is_kept: bool,
}

impl SessionContext {
    /// Makes the handle and provides it as context: reads and deletes a waiting reply before anything else, then
    /// restores what the tab kept. Once, in the application.
    ///
    /// `client` sends to the configured services, not to the demo's sandbox.
    pub fn provide(config: &Config, client: Client) -> Self {
        let reply = Area::Tab.take_text(REPLY_KEY).and_then(|json| serde_json::from_str(&json).ok());
        let now = clock::now();
        let session =
            Area::Tab.text(SESSION_KEY).and_then(|json| Session::restore(&json, &config.endpoints.smapi, now));
        let context = Self {
            session: RwSignal::new(None),
            now: RwSignal::new(now),
            failure: RwSignal::new(None),
            changed: RwSignal::new(false),
            reply: StoredValue::new(reply),
            config: StoredValue::new(config.clone()),
            client: StoredValue::new_local(client),
            is_kept: Area::Tab.is_usable(),
        };
        context.keep(session);
        // Where the browser refuses a timer, the end of the token shows at the next 401.
        if let Ok(timer) = set_interval_with_handle(move || context.tick(clock::now()), Duration::from_secs(1)) {
            on_cleanup(move || timer.clear());
        }
        provide_context(context);
        context
    }

    /// Takes notice of the time: a token whose time has run out is forgotten at once.
    pub fn tick(self, now: Instant) {
        let _ = self.now.try_set(now);
        let is_over =
            self.session.try_with_untracked(|s| s.as_ref().is_some_and(|s| s.token().is_some() && s.is_over(now)));
        if is_over == Some(true) {
            self.expire();
        }
    }

    /// The client that sends to the configured services.
    pub fn client(self) -> Client {
        self.client.get_value()
    }

    /// The session; `None` before signing in. Tracked.
    pub fn current(self) -> Option<Session> {
        self.session.get()
    }

    /// Whether someone is signed in or the demo is open, even if the token has run out meanwhile. Tracked.
    pub fn is_open(self) -> bool {
        self.session.with(Option::is_some)
    }

    /// Whether the demo is open. Tracked.
    pub fn is_demo(self) -> bool {
        self.session.with(|s| s.as_ref().is_some_and(Session::is_demo))
    }

    /// Whether the sign-in ran out: what was fetched and typed is kept, but calls need a new one. Tracked.
    pub fn is_expired(self) -> bool {
        self.session.with(|s| s.as_ref().is_some_and(|s| s.token().is_none()))
    }

    /// The token for a call. Not tracked.
    pub fn token(self) -> Option<AccessToken> {
        self.session.try_with_untracked(|s| s.as_ref().and_then(Session::token).cloned()).flatten()
    }

    /// Seconds that the sign-in still lasts; `None` without one and in the demo. Tracked, every second.
    pub fn left_s(self) -> Option<i64> {
        let now = self.now.get();
        self.session.with(|s| s.as_ref().and_then(|s| s.left_s(now)))
    }

    /// Seconds that the sign-in lasts in all. Tracked.
    pub fn life_s(self) -> Option<i64> {
        self.session.with(|s| s.as_ref().and_then(Session::life_s))
    }

    /// Whose data is shown: what everything that is kept is keyed by. Tracked.
    pub fn namespace(self) -> Option<Namespace> {
        self.session
            .with(|s| s.as_ref().map(|s| Namespace { source: s.source.key().to_owned(), account: s.account.clone() }))
    }

    /// Whether the tab keeps the sign-in over a reload; false where the browser blocks storage.
    pub fn is_kept(self) -> bool {
        self.is_kept
    }

    /// What the sign-in page explains. Tracked.
    pub fn failure(self) -> Option<SignInFailure> {
        self.failure.get()
    }

    /// Says what the sign-in page explains.
    pub fn set_failure(self, failure: Option<SignInFailure>) {
        let _ = self.failure.try_set(failure);
    }

    /// Whether the sign-in took the place of one that ran out, of another account. Tracked.
    pub fn has_changed_account(self) -> bool {
        self.changed.get()
    }

    /// Notes whether it did; false once it was said.
    pub fn set_changed_account(self, has_changed: bool) {
        let _ = self.changed.try_set(has_changed);
    }

    /// Opens the demo.
    pub fn enter_demo(self) {
        self.set_failure(None);
        self.keep(Some(Session::demo(clock::now())));
    }

    /// Forgets the sign-in: token, name, account, and anything that a sign-in under way has left. Returns whose data
    /// it was, so that the caller can clear what else is kept of it.
    pub fn sign_out(self) -> Option<Namespace> {
        let namespace = untrack(|| self.namespace());
        self.keep(None);
        Area::Tab.remove(PENDING_KEY);
        Area::Tab.remove(REPLY_KEY);
        let _ = self.reply.try_update_value(|reply| *reply = None);
        self.set_failure(None);
        self.set_changed_account(false);
        namespace
    }

    /// The token's time has run out, or Amazon says so.
    pub fn expire(self) {
        let session = self.session.try_get_untracked().flatten().map(Session::without_token);
        self.keep(session);
    }

    /// What a 401 of another call means: asks for the vendors with the same token. Forgets the token if it ran out.
    pub async fn judge_unauthenticated(self, client: &Client) -> Unauthenticated {
        let Some(token) = self.token() else { return Unauthenticated::RanOut };
        let answer = client.call(&ListVendors, Some(&token)).await;
        if matches!(answer, Err(ApiError { kind: ErrorKind::Unauthenticated, .. })) {
            self.expire();
            return Unauthenticated::RanOut;
        }
        Unauthenticated::NoAccess
    }

    /// Takes over a session and keeps it in the tab.
    pub(super) fn keep(self, session: Option<Session>) {
        match &session {
            Some(session) => {
                // Where the browser refuses, the session lives in memory; the sign-in page says so.
                let _ = Area::Tab.set_value(SESSION_KEY, session);
            }
            None => Area::Tab.remove(SESSION_KEY),
        }
        let _ = self.now.try_set(clock::now());
        let _ = self.session.try_set(session);
    }
}
