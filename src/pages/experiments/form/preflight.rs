//! What is checked before an experiment is created. None of it stops the person but a name that is taken.

use leptos::prelude::*;

use super::model::FormModel;
use super::outcome::{running_besides, with_name};
use super::section::Section;
use super::words;
use crate::components::icon::{Icon, IconName};
use crate::domain::skill::Stage;
use crate::pages::experiments::words::state_filter;
use crate::state::remote::Remote;
use crate::state::skill_list::SkillList;

mod text {
    pub const HEADING: &str = "Before you create it";
    pub const HEADING_EDIT: &str = "Before you save it";
    pub const ABOUT: &str = "You can create a draft with warnings.";
    pub const ABOUT_EDIT: &str = "You can save with warnings.";
    pub const LIVE_READING: &str = "Reading whether the skill is live";
    pub const LIVE_UNKNOWN: &str = "Whether the skill is live is not known";
    pub const LIVE_UNKNOWN_WHY: &str = "The list of skills does not have it.";
    pub const NOT_LIVE: &str = "The skill is not live";
    pub const NOT_LIVE_WHY: &str = "Customers are in a test only while the skill is live.";
    pub const NAME_FREE: &str = "The name is free to use";
    pub const NAME_TAKEN: &str = "The name is taken";
    pub const NAME_NONE: &str = "The name is checked once it is typed";
    pub const NAME_READING: &str = "Reading which names are taken";
    pub const NAME_UNKNOWN: &str = "Which names are taken could not be read";
    pub const NAME_UNKNOWN_WHY: &str = "Amazon refuses a name that is taken.";
    pub const RUNNING_READING: &str = "Reading what is running";
    pub const RUNNING_UNKNOWN: &str = "What is running could not be read";
    pub const RUNNING_WHY: &str = "Customers may be in more than one test, which can blur both results.";
    pub const CHECKED: &str = "Checked";
    pub const FIX: &str = "Fix";
    pub const REVIEW: &str = "Review";
    pub const WAITING: &str = "Waiting";
    pub const CONFIRM_TAG: &str = "You confirm";
}

/// What came out of a check.
#[derive(Clone, Copy, PartialEq)]
enum Verdict {
    Good,
    Bad,
    Warn,
    Waiting,
}

/// A line of the list: its verdict, its heading, and why.
type Line = (Verdict, String, Option<String>);

/// The section.
#[component]
pub fn Preflight(form: FormModel) -> impl IntoView {
    let is_edit = form.edited().is_some();
    let (heading, about) = if is_edit { (text::HEADING_EDIT, text::ABOUT_EDIT) } else { (text::HEADING, text::ABOUT) };
    let skills = expect_context::<SkillList>();
    let live = Memo::new(move |_| live(form, skills));
    let name = Memo::new(move |_| (!is_edit).then(|| name(form)));
    let running = Memo::new(move |_| running(form));
    view! {
        <Section form number=4 heading=heading about=about>
            <ul class="checks">
                {move || line(live.get())} {move || name.get().map(line)} {move || line(running.get())}
                <li>
                    <span aria-hidden="true"></span>
                    <label class="check">
                        <input
                            type="checkbox"
                            prop:checked=move || form.draft.with(|d| d.is_confirmed)
                            on:change:target=move |event| {
                                let is_confirmed = event.target().checked();
                                let _ = form.draft.try_update(|d| d.is_confirmed = is_confirmed);
                            }
                        />
                        {words::CONFIRM}
                    </label>
                    <span class="tag">{text::CONFIRM_TAG}</span>
                </li>
            </ul>
        </Section>
    }
}

fn line((verdict, heading, why): Line) -> impl IntoView {
    let (icon, class, tag, tag_class) = match verdict {
        Verdict::Good => (IconName::Check, "is-good", text::CHECKED, "tag tag--good"),
        Verdict::Bad => (IconName::Close, "is-bad", text::FIX, "tag tag--bad"),
        Verdict::Warn => (IconName::Alert, "is-warn", text::REVIEW, "tag tag--warn"),
        Verdict::Waiting => (IconName::Clock, "is-muted", text::WAITING, "tag"),
    };
    view! {
        <li>
            <Icon name=icon class=class />
            <b>{heading}</b>
            <span class=tag_class>{tag}</span>
            {why.map(|why| view! { <p>{why}</p> })}
        </li>
    }
}

fn live(form: FormModel, skills: SkillList) -> Line {
    let owned = str::to_owned;
    form.skill.with(|skill| match skill {
        Some(skill) if skill.stages.contains(&Stage::Live) => {
            (Verdict::Good, words::live_in(skill.locales.len()), Some(skill.locales.join(", ")))
        }
        Some(_) => (Verdict::Warn, owned(text::NOT_LIVE), Some(owned(text::NOT_LIVE_WHY))),
        None if skills.get().is_pending() => (Verdict::Waiting, owned(text::LIVE_READING), None),
        None => (Verdict::Warn, owned(text::LIVE_UNKNOWN), Some(owned(text::LIVE_UNKNOWN_WHY))),
    })
}

fn name(form: FormModel) -> Line {
    let owned = str::to_owned;
    let name = form.draft.with(|d| d.name.trim().to_owned());
    form.experiments.with(|list| match list {
        Remote::Failed { error, .. } => {
            let why = format!("{}. {}", error.heading(), text::NAME_UNKNOWN_WHY);
            (Verdict::Warn, owned(text::NAME_UNKNOWN), Some(why))
        }
        _ if name.is_empty() => (Verdict::Waiting, owned(text::NAME_NONE), None),
        Remote::Idle | Remote::Loading { .. } => (Verdict::Waiting, owned(text::NAME_READING), None),
        Remote::Ready(list) => match with_name(list, &name) {
            None => (Verdict::Good, owned(text::NAME_FREE), None),
            Some(there) => {
                let state = there.state.as_ref().map(|s| state_filter(s).to_lowercase()).unwrap_or_default();
                let why = format!("An experiment has it already ({state}). Choose another name in step 1.");
                (Verdict::Bad, owned(text::NAME_TAKEN), Some(why))
            }
        },
    })
}

fn running(form: FormModel) -> Line {
    let owned = str::to_owned;
    let own = if form.edited().is_some() { form.draft.with(|d| d.name.clone()) } else { String::new() };
    form.experiments.with(|list| match list {
        Remote::Idle | Remote::Loading { .. } => (Verdict::Waiting, owned(text::RUNNING_READING), None),
        Remote::Failed { error, .. } => (Verdict::Warn, owned(text::RUNNING_UNKNOWN), Some(error.heading())),
        Remote::Ready(list) => match running_besides(list, &own) {
            0 => (Verdict::Good, words::running(0), None),
            n => (Verdict::Warn, words::running(n), Some(owned(text::RUNNING_WHY))),
        },
    })
}
