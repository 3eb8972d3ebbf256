//! What stands in place of a mode while the skill cannot be simulated.

use leptos::prelude::*;

use super::model::{SimulatorModel, SkillAccess};
use super::words;
use crate::api::error::{ApiError, ErrorKind};
use crate::components::dialog::Dialog;
use crate::components::empty_state::EmptyState;
use crate::components::error_card::ErrorCard;
use crate::components::icon::{Icon, IconName};
use crate::components::no_skill::NoSkill;
use crate::components::skeleton::Skeleton;
use crate::state::installation::Installation;

/// The mode inside once the skill can be simulated; until then why not, and a way on.
#[component]
pub fn AccessGate(
    /// The page's state.
    model: SimulatorModel,
    /// The mode; stays as it is while the access is asked about again.
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    let confirming = RwSignal::new(false);
    let is_ready = Memo::new(move |_| model.is_ready());
    view! {
        {move || {
            if is_ready.get() {
                children.with_value(|c| c()).into_any()
            } else {
                view! { <Reason model confirming /> }.into_any()
            }
        }}
        <Dialog
            id="enable-skill"
            heading=Signal::derive(move || {
                words::enable_heading(&model.skill_name(), &model.view.with(|v| v.stage.clone()))
            })
            open=confirming
            actions=move || {
                view! {
                    <button class="btn" type="button" on:click=move |_| confirming.set(false)>
                        {words::NOT_NOW}
                    </button>
                    <button
                        class="btn btn--primary"
                        type="button"
                        on:click=move |_| {
                            confirming.set(false);
                            model.enable();
                        }
                    >
                        {words::ENABLE}
                    </button>
                }
            }
        >
            <p>{words::WHAT_ENABLING_DOES}</p>
        </Dialog>
    }
}

#[component]
fn Reason(model: SimulatorModel, confirming: RwSignal<bool>) -> impl IntoView {
    let stage = move || model.view.with(|v| v.stage.clone());
    let is_about_none = Memo::new(move |_| model.view.with(|v| v.skill_id.is_none()));
    move || match model.access.get() {
        SkillAccess::Ready => ().into_any(),
        SkillAccess::Checking if is_about_none.get() => view! { <NoSkill /> }.into_any(),
        SkillAccess::Checking => view! {
            <section class="card card--pad" role="status">
                <p class="is-muted">{words::CHECKING}</p>
                <Skeleton widths=vec!["55%", "70%", "40%"] label=words::CHECKING />
            </section>
        }
        .into_any(),
        SkillAccess::NotCustom(skill_type) => view! {
            <section class="card">
                <EmptyState icon=IconName::Chat heading=words::NOT_CUSTOM>
                    {words::why_not_custom(&model.skill_name(), &skill_type)}
                </EmptyState>
            </section>
        }
        .into_any(),
        SkillAccess::NoStage => view! {
            <section class="card">
                <EmptyState icon=IconName::Chat heading=words::no_stage(&model.skill_name(), &stage())>
                    {words::NO_STAGE_ADVICE}
                </EmptyState>
            </section>
        }
        .into_any(),
        SkillAccess::NotEnabled => view! { <NotEnabled model confirming is_enabling=false /> }.into_any(),
        SkillAccess::Enabling => view! { <NotEnabled model confirming is_enabling=true /> }.into_any(),
        SkillAccess::EnableFailed(error) => view! {
            <RefusedAccess
                error
                heading=words::ENABLE_FAILED
                on_retry=Callback::new(move |()| model.enable())
            />
            <NotEnabled model confirming is_enabling=false />
        }
        .into_any(),
        SkillAccess::Unknown(error) => view! {
            <RefusedAccess error heading=words::UNKNOWN on_retry=Callback::new(move |()| model.check_again()) />
        }
        .into_any(),
    }
}

#[component]
fn NotEnabled(model: SimulatorModel, confirming: RwSignal<bool>, is_enabling: bool) -> impl IntoView {
    let is_read_only = expect_context::<Installation>().file().read_only;
    let heading = words::not_enabled(&model.skill_name(), &model.view.with(|v| v.stage.clone()));
    view! {
        <section class="card">
            <EmptyState
                icon=IconName::Lock
                heading
                actions=move || {
                    view! {
                        <button
                            class="btn btn--primary"
                            type="button"
                            aria-disabled=(is_enabling || is_read_only).then_some("true")
                            on:click=move |_| confirming.set(!is_enabling && !is_read_only)
                        >
                            {is_enabling.then(|| view! { <Icon name=IconName::Spinner class="spin" /> })}
                            {if is_enabling { words::ENABLING } else { words::ENABLE }}
                        </button>
                        <button class="btn" type="button" on:click=move |_| model.check_again()>
                            {words::CHECK_AGAIN}
                        </button>
                    }
                }
            >
                {words::WHY_ENABLE}
                {is_read_only.then_some(words::READ_ONLY)}
            </EmptyState>
        </section>
    }
}

#[component]
fn RefusedAccess(error: ApiError, heading: &'static str, on_retry: Callback<()>) -> impl IntoView {
    let heading = format!("{heading}: {}", error.heading());
    if error.kind == ErrorKind::Forbidden {
        view! { <ErrorCard error heading advice=words::FORBIDDEN on_retry /> }.into_any()
    } else {
        view! { <ErrorCard error heading on_retry /> }.into_any()
    }
}
