//! What stands in place of a page that has no skill to be about.

use leptos::prelude::*;

use super::words::no_skill as words;
use crate::components::empty_state::EmptyState;
use crate::components::error_card::ErrorCard;
use crate::components::icon::IconName;
use crate::components::skeleton::Skeleton;
use crate::state::remote::Remote;
use crate::state::skill_list::SkillList;

/// Why no skill is chosen: the list is on its way, could not be read, or is empty. The simulator shows it too.
#[component]
pub fn NoSkill() -> impl IntoView {
    let skills = expect_context::<SkillList>();
    move || match skills.get() {
        Remote::Failed { error, .. } => view! { <ErrorCard error on_retry=move |()| skills.reload() /> }.into_any(),
        Remote::Ready(list) if list.is_empty() => view! {
            <section class="card">
                <EmptyState icon=IconName::Microphone heading=words::NONE>
                    <p>{words::NONE_ADVICE}</p>
                </EmptyState>
            </section>
        }
        .into_any(),
        // A list that is here has its first skill chosen at once.
        Remote::Idle | Remote::Loading { .. } | Remote::Ready(_) => view! {
            <section class="card">
                <div class="card__body">
                    <Skeleton widths=vec!["40%", "90%", "75%"] large_first=true label=words::READING />
                </div>
            </section>
        }
        .into_any(),
    }
}
