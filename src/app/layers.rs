//! What lies above every page and can be opened from several places.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use crate::auth::context::SessionContext;
use crate::components::sign_out::{Forgetting, forget};
use crate::components::toast::Toasts;
use crate::route::path;
use crate::state::call_log::CallLog;

/// Whether the palette and the list of keys are open; a context.
#[derive(Clone, Copy)]
pub struct Layers {
    /// The command palette.
    pub palette: RwSignal<bool>,
    /// The list of keys.
    pub keys: RwSignal<bool>,
}

impl Layers {
    /// Makes it and provides it as context.
    pub fn provide() -> Self {
        let layers = Self { palette: RwSignal::new(false), keys: RwSignal::new(false) };
        provide_context(layers);
        layers
    }
}

/// Leaves the session, or the demo, for the start page.
pub fn use_sign_out() -> Callback<()> {
    let session = expect_context::<SessionContext>();
    let calls = expect_context::<CallLog>();
    let toasts = Toasts::from_context();
    let navigate = use_navigate();
    Callback::new(move |()| {
        let navigate = navigate.clone();
        spawn_local(async move {
            forget(session, calls, toasts, Forgetting::Offered).await;
            navigate(path::SIGN_IN, Default::default());
        });
    })
}
