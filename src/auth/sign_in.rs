//! The ways in: by Amazon's consent page and back, or by a pasted token.

use std::pin::Pin;

use leptos::prelude::*;

use super::context::{PENDING_KEY, SessionContext};
use super::failure::SignInFailure;
use super::oauth::pending::{PendingSignIn, RANDOM_LEN};
use super::oauth::reply::{RawReply, Refusal, Reply};
use super::oauth::return_path::ReturnPath;
use super::session::{Session, account_of_vendors};
use crate::api::error::{ApiError, ErrorKind};
use crate::api::lwa::{AccessToken, ExchangeCode, GetProfile, GetTokenInfo};
use crate::api::vendor::ListVendors;
use crate::config::Config;
use crate::platform::chunk::{NotLoaded, chunk};
use crate::platform::storage::Area;
use crate::platform::{clock, document, random};
use crate::route::path;
use crate::transport::client::Client;

/// Where Amazon sends people back to: the configured address, or the callback page of this origin.
pub fn redirect_uri(config: &Config) -> String {
    config.redirect_uri.clone().unwrap_or_else(|| format!("{}{}", document::origin(), path::CALLBACK))
}

/// A sign-in that is being checked.
type Checking<T> = Pin<Box<dyn Future<Output = Result<T, SignInFailure>>>>;

/// The same with where the person was going.
type Finishing = Pin<Box<dyn Future<Output = (ReturnPath, Result<(), SignInFailure>)>>>;

chunk!(sign_in, fetch;
    /// What Amazon is asked once somebody comes back from it.
    fn finishing(session: SessionContext) -> Finishing {
        Box::pin(session.read_reply())
    }
);

chunk!(sign_in, fetch_to_admit;
    /// The same for a token that was pasted.
    fn admitting(session: SessionContext, token: AccessToken) -> Checking<()> {
        Box::pin(session.admit(token, None))
    }
);

/// A part of the page that does not arrive is the network's fault like an answer that does not.
fn not_loaded() -> SignInFailure {
    SignInFailure::Call(ApiError::new("loading the page", ErrorKind::Network))
}

impl SessionContext {
    /// Whether a reply of Amazon waits to be read.
    pub fn has_reply(self) -> bool {
        self.reply.with_value(Option::is_some)
    }

    /// Leaves for Amazon's consent page.
    ///
    /// # Errors
    /// When the browser keeps nothing for this page or has no source of randomness.
    pub fn begin(self, return_to: ReturnPath) -> Result<(), SignInFailure> {
        let config = self.config.get_value();
        let random = random::bytes::<RANDOM_LEN>().ok_or(SignInFailure::NoRandomness)?;
        let pending = PendingSignIn::new(
            config.auth.flow,
            &config.client_id,
            &redirect_uri(&config),
            return_to,
            &random,
            clock::now(),
        );
        if !Area::Tab.set_value(PENDING_KEY, &pending) {
            return Err(SignInFailure::StorageBlocked);
        }
        document::leave_for(&pending.authorize_url(&config.endpoints.authorize, &config.scopes));
        Ok(())
    }

    /// Reads Amazon's reply, checks it against the sign-in that this tab began, and signs in. Reply and pending
    /// sign-in are used up, whatever comes of it.
    ///
    /// Where the person was going stands with both ends: whoever refused by mistake tries once more from there.
    ///
    /// # Errors
    /// Why nobody is signed in now.
    pub async fn finish(self) -> (ReturnPath, Result<(), SignInFailure>) {
        match finishing(self).await {
            Ok(finishing) => finishing.await,
            Err(NotLoaded) => {
                // A reply is used up, whatever comes of it.
                let _ = self.reply.try_update_value(Option::take);
                (ReturnPath::start(), Err(not_loaded()))
            }
        }
    }

    async fn read_reply(self) -> (ReturnPath, Result<(), SignInFailure>) {
        let raw: RawReply = self.reply.try_update_value(Option::take).flatten().unwrap_or_default();
        let pending: Option<PendingSignIn> =
            Area::Tab.take_text(PENDING_KEY).and_then(|json| serde_json::from_str(&json).ok());
        let return_to = pending.as_ref().map_or_else(ReturnPath::start, |p| p.return_to.clone());
        let exchange = pending.clone();
        let reply = match raw.read(pending, clock::now()) {
            Ok(reply) => reply,
            // What nobody here began says nothing about where to go.
            Err(refusal) => return (ReturnPath::start(), Err(SignInFailure::Unverified(refusal))),
        };
        let result = match reply {
            Reply::Denied => Err(SignInFailure::Denied),
            Reply::Error { code, description } => Err(SignInFailure::Refused { code, description }),
            Reply::Token { access_token, expires_in_s, .. } => {
                self.admit(access_token, Some(i64::from(expires_in_s))).await
            }
            Reply::Code(code) => self.exchange(code, exchange).await,
        };
        (return_to, result)
    }

    /// Signs in with a token that the person has from elsewhere.
    ///
    /// # Errors
    /// Why nobody is signed in now.
    pub async fn paste(self, text: &str) -> Result<(), SignInFailure> {
        let token = AccessToken::parse(text).ok_or(SignInFailure::NotAToken)?;
        admitting(self, token).await.map_err(|NotLoaded| not_loaded())?.await
    }

    /// Asks Amazon once whose and for whom the token is, and takes it if it was made for this client: a token that
    /// another page obtained must not sign anybody in here.
    async fn admit(self, token: AccessToken, life_s: Option<i64>) -> Result<(), SignInFailure> {
        let (client, config) = (self.client.get_value(), self.config.get_value());
        let info = client.call(&GetTokenInfo { access_token: token.clone() }, None).await.map_err(not_accepted)?;
        if info.aud != config.client_id {
            return Err(SignInFailure::WrongAudience);
        }
        let life_s = match (life_s, info.exp) {
            (Some(said), Some(left)) => said.min(left),
            (Some(known), None) | (None, Some(known)) => known,
            (None, None) => return Err(SignInFailure::TokenNotAccepted),
        };
        if life_s <= 0 {
            return Err(SignInFailure::TokenNotAccepted);
        }
        let mut session = Session::granted(&config.endpoints.smapi, token, life_s, clock::now());
        self.identify(&mut session, info.user_id, &client, &config).await;
        self.enter(session);
        Ok(())
    }

    /// The code flow: the token comes from Amazon itself in answer to our secret, so it need not be asked about.
    async fn exchange(self, code: String, pending: Option<PendingSignIn>) -> Result<(), SignInFailure> {
        let (client, config) = (self.client.get_value(), self.config.get_value());
        let Some(PendingSignIn { verifier: Some(verifier), redirect_uri, client_id, .. }) = pending else {
            return Err(SignInFailure::Unverified(Refusal::Malformed));
        };
        let exchange = ExchangeCode { code, redirect_uri, client_id, code_verifier: verifier.reveal().to_owned() };
        let grant = client.call(&exchange, None).await.map_err(SignInFailure::Call)?;
        if !grant.token_type.eq_ignore_ascii_case("bearer") || grant.expires_in == 0 {
            return Err(SignInFailure::TokenNotAccepted);
        }
        let life_s = i64::from(grant.expires_in);
        let mut session = Session::granted(&config.endpoints.smapi, grant.access_token, life_s, clock::now());
        self.identify(&mut session, None, &client, &config).await;
        self.enter(session);
        Ok(())
    }

    /// Finds out whose session it is, so that what is kept stays with its account: `user_id` as far as Amazon tells
    /// it, else the vendors, else a name of its own that no other session shares.
    async fn identify(self, session: &mut Session, user_id: Option<String>, client: &Client, config: &Config) {
        let token = session.token().cloned();
        let mut account = user_id;
        if config.scopes.iter().any(|s| s == "profile" || s.starts_with("profile:"))
            && let Ok(profile) = client.call(&GetProfile, token.as_ref()).await
        {
            session.name = profile.name;
            account = account.or(Some(profile.user_id));
        }
        if account.is_none()
            && let Ok(vendors) = client.call(&ListVendors, token.as_ref()).await
        {
            account = account_of_vendors(&vendors.iter().map(|v| v.id.as_str().to_owned()).collect::<Vec<_>>());
        }
        session.account = account.unwrap_or_else(|| {
            let random = random::bytes::<8>().unwrap_or_default();
            format!("unknown-{:016x}", u64::from_be_bytes(random))
        });
    }

    fn enter(self, session: Session) {
        self.set_failure(None);
        let before = self.session.try_get_untracked().flatten();
        self.set_changed_account(before.is_some_and(|before| session.is_of_another_account_than(&before)));
        self.keep(Some(session));
    }
}

/// `tokeninfo` answers 400 or 401 for a token that it does not know or that has run out.
fn not_accepted(error: ApiError) -> SignInFailure {
    match error.kind {
        ErrorKind::Invalid(_) | ErrorKind::Unauthenticated => SignInFailure::TokenNotAccepted,
        _ => SignInFailure::Call(error),
    }
}
