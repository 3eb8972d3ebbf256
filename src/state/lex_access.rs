//! Keys of Amazon Web Services, for as long as the page lives and no longer, and calls that they sign.

use leptos::prelude::*;

use super::api::ApiContext;
use super::call_log::CallLog;
use super::installation::Installation;
use super::lex_run::LexFailure;
use super::now::DataClock;
use crate::api::aws::credentials::{AwsCredentials, Secret};
use crate::api::cognito::{GetCredentialsForIdentity, GetId};
use crate::api::operation::Operation;
use crate::api::sts::AssumeRoleWithWebIdentity;
use crate::auth::aws::trouble::{self, Trouble};
use crate::auth::aws::{self, Means, RENEW_AHEAD_S};
use crate::auth::context::SessionContext;
use crate::auth::session::UNKNOWN_ACCOUNT;
use crate::config::{LexRegion, LexSettings};
use crate::domain::instant::Instant;
use crate::platform::clock;
use crate::platform::storage::Area;
use crate::transport::client::{Authority, CallEvent, Client, Signer, Transport};

/// What the role's log calls a session of this page.
const SESSION_NAME: &str = "skillscope";
/// What the sandbox in the page calls itself; requests are signed for its host.
const DEMO_BASE: &str = "https://sandbox.invalid";
/// Kept in the tab: that keys were pasted. No part of them.
const PASTED_KEY: &str = "skillscope.lex-keys-pasted";
/// The demo's region and bot.
const DEMO_REGION: &str = "us-east-1";
const DEMO_BOT: &str = "SANDBOXBOT";

/// A step on the way to keys, for whoever watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStep {
    /// The pool or the role took the sign-in.
    LoginAccepted,
    /// Keys are here.
    KeysReceived,
}

/// Keys and what was found out about them. A context; cheap to copy.
#[derive(Clone, Copy)]
pub struct LexAccess {
    session: SessionContext,
    api: ApiContext,
    log: CallLog,
    installation: Installation,
    data_clock: DataClock,
    /// Whether the person chose to paste keys where the sign-in would give some.
    pastes: RwSignal<bool>,
    keys: RwSignal<Option<AwsCredentials>>,
    ran_out: RwSignal<bool>,
    refused: RwSignal<bool>,
    identity_id: StoredValue<Option<String>>,
    ahead_s: RwSignal<i64>,
    /// Counts what makes another try worth while: keys, clock, account.
    revision: RwSignal<u32>,
    /// Counts accounts: what was asked for one is not for the next.
    account: StoredValue<u32>,
    clients: StoredValue<Vec<(LexRegion, Client)>, LocalStorage>,
}

impl LexAccess {
    /// Makes it and provides it as context. Keys of one account are forgotten with it.
    pub fn provide(api: ApiContext, session: SessionContext) -> Self {
        let access = Self {
            session,
            api,
            log: expect_context(),
            installation: expect_context(),
            data_clock: expect_context(),
            // Keys that were pasted are gone with the page that they were pasted into; that they were is known.
            pastes: RwSignal::new(Area::Tab.text(PASTED_KEY).is_some()),
            keys: RwSignal::new(None),
            ran_out: RwSignal::new(false),
            refused: RwSignal::new(false),
            identity_id: StoredValue::new(None),
            ahead_s: RwSignal::new(0),
            revision: RwSignal::new(0),
            account: StoredValue::new(0),
            clients: StoredValue::new_local(Vec::new()),
        };
        let account = Memo::new(move |_| session.namespace().map(|n| (n.source, n.account)));
        // The source, and the account as soon as its name is known: that comes a moment after the token.
        Effect::new(move |before: Option<(Option<String>, Option<String>)>| {
            let (source, account) = account.get().unzip();
            let known = account.filter(|account| account != UNKNOWN_ACCOUNT);
            let Some((old_source, old_known)) = before else { return (source, known) };
            let is_other = old_known.is_some() && known.is_some() && old_known != known;
            if old_source != source || is_other {
                access.clear();
                return (source, known);
            }
            (source, known.or(old_known))
        });
        provide_context(access);
        access
    }

    /// Amazon Lex of this installation; `None` where there is none and the demo is not open. Tracked.
    pub fn settings(&self) -> Option<LexSettings> {
        let configured = self.installation.config().lex;
        if !self.session.is_demo() {
            return configured;
        }
        let lex = Some(DEMO_BASE.to_owned());
        let region = LexRegion { region: DEMO_REGION.to_owned(), lex, ..LexRegion::default() };
        Some(LexSettings { regions: vec![region], bot_id: Some(DEMO_BOT.to_owned()), ..LexSettings::default() })
    }

    /// How keys are had. Tracked.
    pub fn means(&self) -> Means {
        if self.session.is_demo() {
            return Means::Demo;
        }
        let settings = self.settings().unwrap_or_default();
        match (self.pastes.get(), settings.identity_pool_id.is_some(), settings.role_arn.is_some()) {
            (false, true, _) => Means::Cognito,
            (false, _, true) => Means::Sts,
            _ => Means::Pasted,
        }
    }

    /// Whether a call can be made without asking the person first. Tracked.
    pub fn is_ready(&self) -> bool {
        match self.means() {
            Means::Demo => true,
            Means::Pasted => self.keys.with(Option::is_some),
            Means::Cognito | Means::Sts => !self.session.is_expired(),
        }
    }

    /// Whether the demo is still on its way: it is a file of its own, and comes after the page. Tracked.
    pub fn is_pending(&self) -> bool {
        self.session.is_demo() && self.api.get().is_none()
    }

    /// Whether there are keys at the moment. Tracked.
    pub fn has_keys(&self) -> bool {
        self.keys.with(Option::is_some)
    }

    /// Whether pasted keys have run out. Tracked.
    pub fn has_run_out(&self) -> bool {
        self.ran_out.get()
    }

    /// Whether AWS does not take the keys. Tracked.
    pub fn is_refused(&self) -> bool {
        self.refused.get()
    }

    /// Whether a sign-in with Amazon gives keys here.
    pub fn federates(&self) -> bool {
        untrack(|| !self.session.is_demo() && self.settings().is_some_and(|s| s.federates()))
    }

    /// Whether keys were pasted before the page was loaded again, and none since. Tracked.
    pub fn has_forgotten(&self) -> bool {
        self.means() == Means::Pasted && !self.has_keys() && !self.has_run_out() && self.pastes.get()
    }

    /// Seconds that the keys still have, where that is known. Tracked; the caller says when to look again.
    pub fn left_s(&self) -> Option<i64> {
        aws::left_s(self.keys.with(|keys| keys.as_ref().and_then(|k| k.expires)), self.service_now())
    }

    /// How far the service's clock is ahead of this machine's, as it was corrected, in seconds. Tracked.
    pub fn ahead_s(&self) -> i64 {
        self.ahead_s.get()
    }

    /// What makes another try worth while. Tracked.
    pub fn revision(&self) -> u32 {
        self.revision.get()
    }

    fn changed(&self) {
        let _ = self.revision.try_update(|r| *r = r.wrapping_add(1));
    }

    /// The time by the service's clock, as far as it is known.
    fn service_now(&self) -> Instant {
        clock::now().plus_s(self.signed_ahead_s())
    }

    /// How far ahead of this machine's clock requests are signed.
    fn signed_ahead_s(&self) -> i64 {
        let demo_s = if untrack(|| self.session.is_demo()) { untrack(|| self.data_clock.ahead_s()) } else { 0 };
        demo_s.saturating_add(self.ahead_s.try_get_untracked().unwrap_or(0))
    }

    /// Signs by a clock that is so much further ahead from now on.
    pub fn correct_clock(&self, by_s: i64) {
        let _ = self.ahead_s.try_update(|s| *s = s.saturating_add(by_s));
        self.changed();
    }

    /// Takes pasted keys.
    pub fn paste(&self, keys: AwsCredentials) {
        let _ = self.keys.try_set(Some(keys));
        let _ = self.pastes.try_set(true);
        let _ = Area::Tab.set_text(PASTED_KEY, "1");
        self.forget_troubles();
        self.changed();
    }

    fn forget_troubles(&self) {
        let _ = self.ran_out.try_set(false);
        let _ = self.refused.try_set(false);
    }

    /// Goes back to what the sign-in gives.
    pub fn federate(&self) {
        if self.pastes.try_get_untracked() == Some(true) {
            self.drop_keys();
            let _ = self.pastes.try_set(false);
        }
        Area::Tab.remove(PASTED_KEY);
        self.forget_troubles();
        self.changed();
    }

    fn drop_keys(&self) {
        let _ = self.keys.try_set(None);
    }

    /// Forgets everything.
    pub fn clear(&self) {
        let _ = self.account.try_update_value(|a| *a = a.wrapping_add(1));
        self.drop_keys();
        let _ = self.pastes.try_set(false);
        Area::Tab.remove(PASTED_KEY);
        self.forget_troubles();
        let _ = self.ahead_s.try_set(0);
        let _ = self.identity_id.try_set_value(None);
        self.changed();
    }

    /// The client for a region: the demo's, or one that sends to its services.
    fn client(&self, region: &LexRegion) -> Result<Client, LexFailure> {
        if untrack(|| self.session.is_demo()) {
            return self.api.try_now().map(|api| api.client().clone()).ok_or(LexFailure::SignedOut);
        }
        let settings = untrack(|| self.settings()).unwrap_or_default();
        let cognito = settings.cognito_base().or_else(|| region.cognito.clone());
        let region = LexRegion { cognito, ..region.clone() };
        let known = self.clients.try_with_value(|all| all.iter().find(|(r, _)| *r == region).map(|(_, c)| c.clone()));
        if let Some(Some(client)) = known {
            return Ok(client);
        }
        let log = self.log;
        let requests = untrack(|| self.installation.config().requests);
        let client = Client::new(Transport::Aws(region.clone()), &requests, move |call| log.add(call));
        let _ = self.clients.try_update_value(|all| all.push((region, client.clone())));
        Ok(client)
    }

    /// Keys that are good for a while: those at hand, or new ones.
    ///
    /// # Errors
    /// Where the person has to do something first, or a call failed.
    pub async fn keys(&self, region: &LexRegion, on_step: impl Fn(KeyStep)) -> Result<AwsCredentials, LexFailure> {
        let at_hand = self.keys.try_get_untracked().flatten();
        match untrack(|| self.means()) {
            Means::Demo => Ok(AwsCredentials {
                access_key_id: "AKIDSANDBOX".to_owned(),
                secret_access_key: Secret::new("sandbox-secret"),
                session_token: None,
                expires: None,
            }),
            Means::Pasted => at_hand.ok_or(match self.ran_out.try_get_untracked() {
                Some(true) => LexFailure::KeysRanOut,
                _ if self.pastes.try_get_untracked() == Some(true) => LexFailure::KeysForgotten,
                _ => LexFailure::NeedsKeys,
            }),
            means => match at_hand.filter(|keys| !keys.runs_out_by(self.service_now(), RENEW_AHEAD_S)) {
                Some(keys) => Ok(keys),
                None => self.exchange(means, region, on_step).await,
            },
        }
    }

    /// Exchanges the sign-in for keys.
    async fn exchange(
        &self,
        means: Means,
        region: &LexRegion,
        on_step: impl Fn(KeyStep),
    ) -> Result<AwsCredentials, LexFailure> {
        let account = self.account.try_get_value();
        let client = self.client(region)?;
        let token = self.session.token().ok_or(LexFailure::SignedOut)?;
        let settings = untrack(|| self.settings()).unwrap_or_default();
        let call = LexFailure::Call;
        let keys = if means == Means::Sts {
            let role_arn = settings.role_arn.unwrap_or_default();
            let assume = AssumeRoleWithWebIdentity { role_arn, role_session_name: SESSION_NAME.to_owned(), token };
            client.call(&assume, Authority::None).await.map_err(call)?
        } else {
            let identity_id = match self.identity_id.try_get_value().flatten() {
                Some(id) => id,
                None => {
                    let identity_pool_id = settings.identity_pool_id.unwrap_or_default();
                    let get = GetId { identity_pool_id, token: token.clone() };
                    client.call(&get, Authority::None).await.map_err(call)?
                }
            };
            on_step(KeyStep::LoginAccepted);
            let get = GetCredentialsForIdentity { identity_id: identity_id.clone(), token };
            let keys = client.call(&get, Authority::None).await.map_err(call)?;
            if self.account.try_get_value() == account {
                let _ = self.identity_id.try_set_value(Some(identity_id));
            }
            keys
        };
        on_step(KeyStep::LoginAccepted);
        // Whoever signed out meanwhile left no keys behind.
        if self.account.try_get_value() != account {
            return Err(LexFailure::SignedOut);
        }
        let _ = self.keys.try_set(Some(keys.clone()));
        on_step(KeyStep::KeysReceived);
        Ok(keys)
    }

    fn signer(&self, region: &LexRegion, keys: AwsCredentials) -> Signer {
        let (name, host) = (region.region.clone(), region.signing_host());
        Signer { keys, region: name, host, ahead_s: self.signed_ahead_s() }
    }

    /// Tries keys that somebody pasted with one request, before they take the place of those at hand.
    ///
    /// # Errors
    /// As the service refuses it, or as it was lost.
    pub async fn try_keys<O: Operation>(
        &self,
        region: &LexRegion,
        keys: &AwsCredentials,
        operation: &O,
    ) -> Result<(), LexFailure> {
        let (client, signer) = (self.client(region)?, self.signer(region, keys.clone()));
        client.call(operation, Authority::Keys(&signer)).await.map(drop).map_err(LexFailure::Call)
    }

    /// Signs and sends an operation. Keys of the sign-in that ran out are renewed once; pasted ones are asked for again.
    ///
    /// # Errors
    /// Where the person has to do something first, or the call failed.
    pub async fn call<O: Operation>(
        &self,
        region: &LexRegion,
        operation: &O,
        on_event: impl Fn(CallEvent),
    ) -> Result<O::Output, LexFailure> {
        let mut was_renewed = false;
        loop {
            let keys = self.keys(region, |_| {}).await?;
            let client = self.client(region)?;
            let signer = self.signer(region, keys.clone());
            let answer = client.call_watched(operation, Authority::Keys(&signer), &on_event).await;
            let is_at_hand = || self.keys.try_get_untracked().flatten().is_some_and(|now| now == keys);
            let error = match answer {
                Ok(output) => {
                    if is_at_hand() {
                        let _ = self.refused.try_maybe_update(|r| (std::mem::take(r), ()));
                    }
                    return Ok(output);
                }
                Err(error) => error,
            };
            let trouble = trouble::of(&error);
            if trouble != Some(Trouble::RanOut) {
                if trouble == Some(Trouble::NotAccepted) && is_at_hand() {
                    let _ = self.refused.try_set(true);
                }
                return Err(LexFailure::Call(error));
            }
            // Another call may have renewed them already.
            if is_at_hand() {
                self.drop_keys();
            }
            match untrack(|| self.means()) {
                Means::Cognito | Means::Sts if !was_renewed => was_renewed = true,
                Means::Pasted => {
                    let _ = self.ran_out.try_set(true);
                    return Err(LexFailure::KeysRanOut);
                }
                _ => return Err(LexFailure::Call(error)),
            }
        }
    }
}
