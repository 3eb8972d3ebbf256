//! The question before a conversation is said again.

use leptos::prelude::*;

use super::model::Conversation;
use super::words;
use crate::components::dialog::Dialog;
use crate::components::icon::{Icon, IconName};
use crate::state::skill_list::SkillList;

/// How much is said again, to what, and what follows.
#[component]
pub fn ReplayQuestion(
    /// The conversation.
    conversation: Conversation,
    /// Whether it is asked.
    open: RwSignal<bool>,
) -> impl IntoView {
    let skills = expect_context::<SkillList>();
    let about = move || {
        let place = conversation.place.get_value();
        let name = skills.find(&place.skill_id).map(|skill| skill.name).unwrap_or_default();
        words::replay_question(conversation.turns.with(Vec::len), &name, &place.stage, &place.locale)
    };
    view! {
        <Dialog
            id="replay"
            heading=Signal::stored(words::REPLAY_HEADING.to_owned())
            open
            actions=move || {
                view! {
                    <button class="btn" type="button" on:click=move |_| open.set(false)>
                        {words::NOT_NOW}
                    </button>
                    <button
                        class="btn btn--primary"
                        type="button"
                        on:click=move |_| {
                            open.set(false);
                            conversation.replay_this(words::THIS_CONVERSATION.to_owned());
                        }
                    >
                        <Icon name=IconName::Play />
                        {words::REPLAY}
                    </button>
                }
            }
        >
            <p>{about}</p>
            <p>{words::REPLAY_FOLLOWS}</p>
        </Dialog>
    }
}
