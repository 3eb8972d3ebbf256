//! The question before a change.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::model::DetailModel;
use crate::components::dialog::Dialog;
use crate::components::icon::{Icon, IconName};
use crate::pages::experiments::words::control as words;
use crate::state::experiment_change::{Change, Outcome};

mod text {
    pub const BACK: &str = "Leave it as it is";
}

/// Asks, says what follows, and makes the change once.
#[component]
pub fn ActionDialog(
    /// The page's state.
    model: DetailModel,
    /// Unique in the page.
    id: &'static str,
    /// The question.
    #[prop(into)]
    heading: Signal<String>,
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// The button that makes the change.
    #[prop(into)]
    confirm: Signal<String>,
    /// Whether it cannot be undone: a box has to be ticked, and the button is red.
    #[prop(optional)]
    irreversible: bool,
    /// The change.
    change: Callback<(), Change>,
    /// Called after it was accepted.
    #[prop(optional, into)]
    on_done: Option<Callback<()>>,
    /// What follows.
    children: ChildrenFn,
) -> impl IntoView {
    let ticked = RwSignal::new(false);
    let busy = move || model.store.busy.with(Option::is_some);
    let closed = move || irreversible && !ticked.get();
    Effect::new(move |_| {
        if !open.get() {
            ticked.set(false);
        }
    });
    let make = move |_| {
        if untrack(closed) || untrack(busy) {
            return;
        }
        let change = change.run(());
        spawn_local(async move {
            let outcome = model.make(change).await;
            if outcome == Outcome::Busy {
                return;
            }
            let _ = open.try_set(false);
            if outcome == Outcome::Done
                && let Some(on_done) = on_done
            {
                on_done.run(());
            }
        });
    };
    let class = if irreversible { "btn btn--danger" } else { "btn btn--primary" };
    view! {
        <Dialog
            id
            heading
            open
            actions=move || {
                view! {
                    <button class="btn" type="button" on:click=move |_| open.set(false)>
                        {text::BACK}
                    </button>
                    <button
                        class=class
                        type="button"
                        aria-disabled=move || (closed() || busy()).to_string()
                        on:click=make
                    >
                        <Show when=busy>
                            <Icon name=IconName::Spinner class="spin" />
                        </Show>
                        {confirm}
                    </button>
                }
            }
        >
            {children()}
            {irreversible
                .then(|| {
                    view! {
                        <label class="check">
                            <input
                                type="checkbox"
                                prop:checked=move || ticked.get()
                                on:change:target=move |event| ticked.set(event.target().checked())
                            />
                            {words::IRREVERSIBLE}
                        </label>
                    }
                })}
        </Dialog>
    }
}
