//! The group that the signed-in account is pinned to.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::model::DetailModel;
use crate::components::error_card::ErrorCard;
use crate::components::icon::{Icon, IconName};
use crate::components::skeleton::Skeleton;
use crate::domain::experiment::rule::Action;
use crate::domain::experiment::{TreatmentId, TreatmentOverride};
use crate::route::{Route, SimulatorView};
use crate::state::experiment_change::Change;
use crate::state::remote::Remote;

mod text {
    pub const TITLE: &str = "Your own treatment";
    pub const ABOUT: &str =
        "Choose which version your account hears, so that you can try both. Customers are not affected.";
    pub const WARNING: &str = "Amazon takes this for the signed-in account only, and only before the test is enabled. From then on your account stays pinned until the test stops, which clears it.";
    pub const LABEL: &str = "Treatment override";
    pub const COMPARE: &str = "Compare C and T1";
    pub const NOT_PINNED: &str = "Your account is not pinned: Amazon assigns it like any customer.";
}

/// The own override, and the switch while it is open.
#[component]
pub fn OverrideCard(
    /// The page's state.
    model: DetailModel,
) -> impl IntoView {
    let count = move || {
        model
            .store
            .pinned
            .with(|p| p.shown().and_then(|p| p.treatment_override_count))
            .or_else(|| model.experiment.with(|e| e.as_ref().and_then(|e| e.treatment_override_count)))
    };
    let is_open = move || model.closed(Action::SetOverride).is_none();
    let compare = move || {
        let (skill_id, experiment_id) = model.ids();
        Route::Simulator(Box::new(SimulatorView::comparing(Some(skill_id), experiment_id))).href()
    };
    view! {
        <section class="card" aria-labelledby="override">
            <div class="card__head">
                <h2 id="override">{text::TITLE}</h2>
                <p class="push">
                    {move || count().map(|n| format!("treatmentOverrideCount: {n}"))}
                </p>
            </div>
            <div class="card__body stack">
                <p class="fs-13">{text::ABOUT}</p>
                <div class="stack override__choice" class:override__choice--open=is_open>
                {move || match model.store.pinned.get() {
                    Remote::Failed { error, previous: None } => {
                        view! { <ErrorCard error on_retry=move |()| model.store.reload() /> }.into_any()
                    }
                    pinned => match pinned.into_shown() {
                        Some(pinned) => view! { <Choice model pinned /> }.into_any(),
                        None => view! { <Skeleton widths=vec!["60%"] /> }.into_any(),
                    },
                }}
                </div>
                <Show when=is_open>
                    <p class="hint">{text::WARNING}</p>
                </Show>
                <div class="row">
                    <a class="btn" href=compare>
                        <Icon name=IconName::Scale />
                        {text::COMPARE}
                    </a>
                </div>
            </div>
        </section>
    }
}

#[component]
fn Choice(model: DetailModel, pinned: TreatmentOverride) -> impl IntoView {
    let now = StoredValue::new(pinned.treatment_id);
    let closed = Memo::new(move |_| model.closed(Action::SetOverride));
    let busy = move || model.store.busy.with(Option::is_some);
    let said = move || match now.get_value() {
        Some(TreatmentId::C) => "Your account hears C, today's skill, in this test.".to_owned(),
        Some(TreatmentId::T1) => "Your account hears T1, the new behaviour, in this test.".to_owned(),
        Some(TreatmentId::Unknown(other)) => {
            format!("Your account is pinned to {other}, which Amazon's documents do not have.")
        }
        None => text::NOT_PINNED.to_owned(),
    };
    view! {
        <p class="fs-13" role="status">{said}</p>
        <Show when=move || closed.with(Option::is_none) fallback=move || view! { <p class="hint">{move || closed.get()}</p> }>
            <div class="row" role="group" aria-label=text::LABEL>
                {[(TreatmentId::C, "arm", "C, today's skill"), (TreatmentId::T1, "arm arm--t", "T1, the new behaviour")]
                    .into_iter()
                    .map(|(treatment, class, label)| {
                        let is_now = now.with_value(|n| n.as_ref() == Some(&treatment));
                        view! {
                            <button
                                class="btn"
                                type="button"
                                aria-pressed=is_now.to_string()
                                aria-disabled=move || busy().then_some("true")
                                on:click=move |_| {
                                    if is_now || untrack(busy) {
                                        return;
                                    }
                                    let change = Change::Override(treatment.clone());
                                    spawn_local(async move {
                                        model.make(change).await;
                                    });
                                }
                            >
                                <span class=class>{label}</span>
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
        </Show>
    }
}
