//! The steps, each with what it changes, and the one to do now.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::model::CompareModel;
use super::words;
use crate::components::banner::{Banner, Tone};
use crate::components::dialog::Dialog;
use crate::components::icon::{Icon, IconName};
use crate::domain::conversation::preflight_step::{Standing, Step};
use crate::domain::experiment::{ExperimentState, TreatmentId};
use crate::pages::experiments::words::control;
use crate::pages::simulator::performer::{Performer, progress_words};

/// The list of steps.
#[component]
pub fn Steps(
    /// The comparison's state.
    model: CompareModel,
) -> impl IntoView {
    let (pinning, enabling) = (RwSignal::new(false), RwSignal::new(false));
    view! {
        <section class="card" aria-labelledby="steps-title">
            <div class="card__head card__head--line">
                <h2 id="steps-title">{words::STEPS}</h2>
            </div>
            <div class="card__body stack gap-5">
                <ol class="compare-steps">
                    {Step::ALL
                        .into_iter()
                        .enumerate()
                        .map(|(place, step)| view! { <StepRow model place step pinning enabling /> })
                        .collect_view()}
                </ol>
                <Show when=move || model.is_elsewhere.get()>
                    <Banner tone=Tone::Info icon=IconName::Info heading=words::ELSEWHERE>
                        <p>{words::ELSEWHERE_ABOUT}</p>
                    </Banner>
                </Show>
                {move || {
                    model
                        .broke_off
                        .get()
                        .map(|why| {
                            view! {
                                <Banner tone=Tone::Bad icon=IconName::Warn heading=words::BROKE_OFF>
                                    <p>{why}</p>
                                    <p>{words::BROKE_OFF_KEPT}</p>
                                </Banner>
                            }
                        })
                }}
            </div>
        </section>
        <Question
            model
            id="pin"
            step=Step::Pin
            open=pinning
            heading=Signal::stored(words::PIN_HEADING.to_owned())
            about=words::PIN
            confirm=words::PIN_CONFIRM
        />
        <Question
            model
            id="enable"
            step=Step::Enable
            open=enabling
            heading=Signal::derive(move || words::enable_heading(&model.name()))
            about=words::ENABLE
            confirm=words::ENABLE_CONFIRM
        />
    }
}

#[component]
fn StepRow(
    model: CompareModel,
    place: usize,
    step: Step,
    pinning: RwSignal<bool>,
    enabling: RwSignal<bool>,
) -> impl IntoView {
    let standing = Memo::new(move |_| model.standings().and_then(|all| all.into_iter().nth(place)));
    let arm = match step {
        Step::AskControl => Some(TreatmentId::C),
        Step::AskTreatment => Some(TreatmentId::T1),
        Step::Pin | Step::Enable => None,
    };
    let is_write = arm.is_none();
    let own = StoredValue::new(arm);
    let asking =
        Memo::new(move |_| model.asking.get().filter(|asking| own.with_value(|arm| arm.as_ref() == Some(&asking.arm))));
    let has_begun = Memo::new(move |_| {
        own.with_value(|arm| {
            arm.as_ref().is_some_and(|arm| {
                model.preflight.with(|p| {
                    p.as_ref().is_some_and(|p| p.side(arm).is_some_and(|side| !side.conversations.is_empty()))
                })
            })
        })
    });
    let is_busy = Memo::new(move |_| model.asking.with(Option::is_some) || model.store.busy.with(Option::is_some));
    let press = move |_| {
        if is_busy.get_untracked() {
            return;
        }
        match (step, own.get_value()) {
            (Step::Pin, _) => pinning.set(true),
            (Step::Enable, _) => enabling.set(true),
            (_, Some(arm)) => model.ask(arm),
            _ => {}
        }
    };
    let icon = move || match standing.get() {
        Some(Standing::Done) => (IconName::Check, "is-good"),
        Some(Standing::Passing) => (IconName::Spinner, "spin"),
        Some(Standing::Closed(_)) => (IconName::Lock, ""),
        Some(Standing::Open) => (IconName::Play, "is-accent"),
        _ => (IconName::Circle, ""),
    };
    let about = move || match standing.get() {
        Some(Standing::Closed(obstacle)) => words::obstacle(&obstacle),
        _ => words::step_about(step).to_owned(),
    };
    let is_open = move || standing.with(|s| *s == Some(Standing::Open));
    let unpinned = move || {
        let running = model.store.state() == Some(ExperimentState::Running);
        let pinned = model.read_situation().is_some_and(|(_, pinned)| pinned.is_some());
        step == Step::AskTreatment && running && !pinned
    };
    let passing = move || {
        let passing = model.store.passing.get().filter(|_| standing.with(|s| *s == Some(Standing::Passing)))?;
        Some(if passing.gave_up {
            "Amazon takes longer than we ask. Reload the page to look again.".to_owned()
        } else {
            control::checking(passing.checks, passing.next_ms)
        })
    };
    view! {
        <li aria-current=move || is_open().then_some("step")>
            {move || {
                let (icon, class) = icon();
                view! { <Icon name=icon class=class /> }
            }}
            <div class="stack gap-3">
                <h3>
                    {words::step(step)} " "
                    <span class="is-muted fs-12">
                        {move || standing.with(|s| s.as_ref().map(words::standing))}
                    </span>
                </h3>
                <p class="fs-13">{about}</p>
                {move || passing().map(|text| view! { <p class="hint" role="status">{text}</p> })}
                <Show when=move || is_open() && asking.with(Option::is_none)>
                    {move || unpinned().then(|| view! { <p class="hint">{words::NOT_PINNED_RUNNING}</p> })}
                    {if is_write && model.read_only {
                        view! { <p class="hint">{control::READ_ONLY}</p> }.into_any()
                    } else {
                        view! {
                            <button
                                class="btn btn--primary"
                                type="button"
                                aria-disabled=move || is_busy.get().then_some("true")
                                on:click=press
                            >
                                {move || words::step_button(step, has_begun.get())}
                            </button>
                        }
                            .into_any()
                    }}
                </Show>
                {move || {
                    asking
                        .get()
                        .map(|at| {
                            let where_ = words::asking(at.conversation, at.conversations, at.turn, at.turns);
                            view! {
                                <p class="row gap-4 fs-13" role="status">
                                    <Icon name=IconName::Spinner class="spin" />
                                    <span>{where_}</span>
                                    <span class="is-muted">{at.progress.map(progress_words)}</span>
                                </p>
                            }
                        })
                }}
                <Show when=move || asking.with(Option::is_some)>
                    <button
                        class="btn btn--sm"
                        type="button"
                        on:click=move |_| model.performer.with_value(Performer::stop)
                    >
                        {words::STOP_ASKING}
                    </button>
                </Show>
            </div>
        </li>
    }
}

/// The question before a step that changes something.
#[component]
fn Question(
    model: CompareModel,
    id: &'static str,
    step: Step,
    open: RwSignal<bool>,
    heading: Signal<String>,
    about: &'static str,
    confirm: &'static str,
) -> impl IntoView {
    let is_busy = move || model.store.busy.with(Option::is_some);
    let make = move |_| {
        let Some(change) = CompareModel::change_of(step).filter(|_| !untrack(is_busy)) else { return };
        spawn_local(async move {
            model.make(change).await;
            let _ = open.try_set(false);
        });
    };
    view! {
        <Dialog
            id
            heading
            open
            actions=move || {
                view! {
                    <button class="btn" type="button" on:click=move |_| open.set(false)>
                        {words::BACK}
                    </button>
                    <button
                        class="btn btn--primary"
                        type="button"
                        aria-disabled=move || is_busy().then_some("true")
                        on:click=make
                    >
                        <Show when=is_busy>
                            <Icon name=IconName::Spinner class="spin" />
                        </Show>
                        {confirm}
                    </button>
                }
            }
        >
            <p>{about}</p>
        </Dialog>
    }
}
