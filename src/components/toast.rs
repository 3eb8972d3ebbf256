//! Short words about something that just happened, gone after a while.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::icon::{Icon, IconName};
use crate::platform::clock;

/// How long a toast stays. Nothing that matters is said by a toast alone.
const STAY_MS: f64 = 6_000.0;
/// How long one stays that offers something: a slow reader and the keyboard reach it too.
const STAY_WITH_ACTION_MS: f64 = 20_000.0;

#[derive(Clone)]
struct Toast {
    id: u32,
    text: String,
    bad: bool,
    action: Option<(String, Arc<dyn Fn() + Send + Sync>)>,
}

/// The toasts now on screen: a handle from the application's context.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next_id: StoredValue<u32>,
}

impl Toasts {
    /// Makes the handle and provides it as context. Once, in the application.
    pub fn provide() -> Self {
        let toasts = Self { shown: RwSignal::new(Vec::new()), next_id: StoredValue::new(0) };
        provide_context(toasts);
        toasts
    }

    /// The handle; where none was provided, one whose words nobody sees.
    pub fn from_context() -> Self {
        use_context().unwrap_or_else(|| Self { shown: RwSignal::new(Vec::new()), next_id: StoredValue::new(0) })
    }

    /// Something was done.
    pub fn done(self, text: impl Into<String>) {
        self.push(text.into(), false, None);
    }

    /// Something was done and can be undone or followed. The action may be asked for after the page that gave it is gone.
    pub fn done_with(
        self,
        text: impl Into<String>,
        label: impl Into<String>,
        action: impl Fn() + Send + Sync + 'static,
    ) {
        self.push(text.into(), false, Some((label.into(), Arc::new(action))));
    }

    /// Something could not be done.
    pub fn failed(self, text: impl Into<String>) {
        self.push(text.into(), true, None);
    }

    fn push(self, text: String, bad: bool, action: Option<(String, Arc<dyn Fn() + Send + Sync>)>) {
        let id = self.next_id.try_get_value().unwrap_or_default();
        let _ = self.next_id.try_update_value(|next| *next = next.wrapping_add(1));
        let stay_ms = if action.is_some() { STAY_WITH_ACTION_MS } else { STAY_MS };
        // The same words twice say no more than once: the newer ones stay.
        let _ = self.shown.try_update(|shown| {
            shown.retain(|t| t.text != text || t.action.is_some());
            shown.push(Toast { id, text, bad, action });
        });
        spawn_local(async move {
            clock::wait_ms(stay_ms).await;
            self.remove(id);
        });
    }

    fn remove(self, id: u32) {
        let _ = self.shown.try_update(|shown| shown.retain(|t| t.id != id));
    }
}

/// Where toasts appear: one live region for the whole application.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = Toasts::from_context();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.shown.get() key=|toast| toast.id let(toast)>
                <div class=if toast.bad { "toast toast--bad" } else { "toast" }>
                    <Icon name=if toast.bad { IconName::Warn } else { IconName::Check } />
                    <span>{toast.text}</span>
                    {toast
                        .action
                        .map(|(label, action)| {
                            view! {
                                <button
                                    class="btn btn--link"
                                    type="button"
                                    on:click=move |_| {
                                        action();
                                        toasts.remove(toast.id);
                                    }
                                >
                                    {label}
                                </button>
                            }
                        })}
                </div>
            </For>
        </div>
    }
}
