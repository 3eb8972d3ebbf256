//! The client with the credentials of whoever is signed in.

use std::rc::Rc;

use leptos::prelude::*;

use crate::api::error::{ApiError, ErrorKind};
use crate::api::lwa::AccessToken;
use crate::api::operation::Operation;
use crate::platform::storage::Namespace;
use crate::transport::client::{CallEvent, Client};

/// Calls on behalf of whoever is signed in. Cheap to clone.
#[derive(Clone)]
pub struct Api {
    client: Client,
    credentials: Rc<dyn Fn() -> Credentials>,
    on_refused: Rc<dyn Fn(&ApiError)>,
    namespace: Namespace,
}

/// What there is to sign a call with.
pub enum Credentials {
    /// A token that is still good by its own clock.
    Token(AccessToken),
    /// None is needed: the demo.
    NotNeeded,
    /// There was a sign-in and it ran out.
    RanOut,
}

impl Api {
    /// A client, where its credentials come from at each call, and who is told of a 401.
    pub fn new(
        client: Client,
        namespace: Namespace,
        credentials: impl Fn() -> Credentials + 'static,
        on_refused: impl Fn(&ApiError) + 'static,
    ) -> Self {
        Self { client, credentials: Rc::new(credentials), on_refused: Rc::new(on_refused), namespace }
    }

    /// Whose data this is.
    pub fn namespace(&self) -> &Namespace {
        &self.namespace
    }

    /// The client beneath.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Sends an operation.
    ///
    /// # Errors
    /// As [`Client::call`]; without a good sign-in, [`ErrorKind::Unauthenticated`] before anything is sent.
    pub async fn call<O: Operation>(&self, operation: &O) -> Result<O::Output, ApiError> {
        self.call_watched(operation, |_| {}).await
    }

    /// The same, telling of each step.
    ///
    /// # Errors
    /// As [`Api::call`].
    pub async fn call_watched<O: Operation>(
        &self,
        operation: &O,
        on_event: impl Fn(CallEvent),
    ) -> Result<O::Output, ApiError> {
        let token = match (self.credentials)() {
            Credentials::Token(token) => Some(token),
            Credentials::NotNeeded => None,
            Credentials::RanOut => {
                let error = ApiError::new(operation.request().operation, ErrorKind::Unauthenticated);
                (self.on_refused)(&error);
                return Err(error);
            }
        };
        let result = self.client.call_watched(operation, token.as_ref(), on_event).await;
        if let Err(error) = &result
            && error.kind == ErrorKind::Unauthenticated
        {
            (self.on_refused)(error);
        }
        result
    }
}

/// The context that pages find the [`Api`] in; `None` while nobody is signed in.
#[derive(Clone, Copy)]
pub struct ApiContext(RwSignal<Option<Api>, LocalStorage>);

impl ApiContext {
    /// An empty context.
    pub fn new() -> Self {
        Self(RwSignal::new_local(None))
    }

    /// Exchanges the client, at sign-in and sign-out.
    pub fn set(&self, api: Option<Api>) {
        self.0.set(api);
    }

    /// The client, followed as a signal.
    pub fn get(&self) -> Option<Api> {
        self.0.get()
    }

    /// The client now; for callbacks, where the context may be gone.
    pub fn try_now(&self) -> Option<Api> {
        self.0.try_get_untracked().flatten()
    }
}

impl Default for ApiContext {
    fn default() -> Self {
        Self::new()
    }
}
