//! What stands in place of a page that has no skill to be about.

use leptos::prelude::*;

use super::empty_state::EmptyState;
use super::error_card::ErrorCard;
use super::icon::IconName;
use super::skeleton::Skeleton;
use crate::state::remote::Remote;
use crate::state::skill_list::SkillList;

mod text {
    pub const NONE: &str = "This account has no skills";
    pub const NONE_ADVICE: &str = "Amazon lists none for the developer accounts that you belong to. If you may read a skill all the same, choose “Choose a skill” above and give its ID.";
    pub const READING: &str = "Reading your skills";
}

/// Why no skill is chosen: the list is on its way, could not be read, or is empty.
#[component]
pub fn NoSkill() -> impl IntoView {
    let skills = expect_context::<SkillList>();
    move || match skills.get() {
        // A list that is kept has its first skill chosen at once, as one that is here.
        Remote::Failed { error, previous } if previous.as_ref().is_none_or(Vec::is_empty) => {
            // The list is of no single skill.
            let heading = error.heading();
            view! { <ErrorCard error heading on_retry=move |()| skills.reload() /> }.into_any()
        }
        Remote::Ready(list) if list.is_empty() => view! {
            <section class="card">
                <EmptyState icon=IconName::Microphone heading=text::NONE>
                    <p>{text::NONE_ADVICE}</p>
                </EmptyState>
            </section>
        }
        .into_any(),
        // A list that is here has its first skill chosen at once.
        Remote::Idle | Remote::Loading { .. } | Remote::Ready(_) | Remote::Failed { .. } => view! {
            <section class="card">
                <div class="card__body">
                    <Skeleton widths=vec!["40%", "90%", "75%"] large_first=true label=text::READING />
                </div>
            </section>
        }
        .into_any(),
    }
}
