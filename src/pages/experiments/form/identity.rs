//! What is tested: name, hypothesis, type.

use leptos::prelude::*;

use super::field_key::FieldKey;
use super::model::FormModel;
use super::section::{Problem, Section, described, invalid};
use super::words;
use crate::domain::experiment::ExperimentType;
use crate::domain::experiment::rule::LONGEST_DESCRIPTION;

mod text {
    pub const HEADING: &str = "What are you testing?";
    pub const ABOUT: &str = "State the change and what you expect it to do.";
    pub const NAME: &str = "Name";
    pub const NAME_FIXED: &str = "A name cannot be changed after the experiment was created.";
    pub const TRY: &str = "Try";
    pub const HYPOTHESIS: &str = "Hypothesis";
    pub const HYPOTHESIS_HINT: &str = "Saved as the description. For your records; it does not change the result.";
    pub const TYPE: &str = "Type";
    pub const TYPE_HINT: &str = "Your live skill code decides what C and T1 hear. It is the only type Amazon offers.";
}

/// The section.
#[component]
pub fn Identity(form: FormModel) -> impl IntoView {
    let is_edit = form.edited().is_some();
    view! {
        <Section form number=1 heading=text::HEADING about=text::ABOUT>
            {if is_edit { view! { <FixedName form /> }.into_any() } else { view! { <Name form /> }.into_any() }}
            <Hypothesis form />
            <div class="field">
                <span class="label">{text::TYPE}</span>
                <div class="row">
                    <span class="tag tag--code">{ExperimentType::EndpointBased.to_string()}</span>
                    <span class="hint">{text::TYPE_HINT}</span>
                </div>
            </div>
        </Section>
    }
}

#[component]
fn Name(form: FormModel) -> impl IntoView {
    const KEY: FieldKey = FieldKey::Name;
    let other = Memo::new(move |_| form.other_name());
    view! {
        <div class="field">
            <label class="label" for=KEY.id()>
                {text::NAME}
            </label>
            <input
                class="input"
                id=KEY.id()
                autocomplete="off"
                prop:value=move || form.draft.with(|d| d.name.clone())
                aria-invalid=invalid(form, KEY)
                aria-describedby=described(form, KEY, false)
                on:input:target=move |event| form.type_into(KEY, |d| d.name = event.target().value())
                on:blur=move |_| form.check(KEY)
            />
            <Problem form key=KEY />
            {move || {
                let other = other.get().filter(|_| form.problems.with(|p| p.contains_key(&KEY)))?;
                let name = other.clone();
                Some(
                    view! {
                        <p class="hint">
                            {text::TRY} " "
                            <button
                                type="button"
                                class="btn btn--link btn--inline"
                                on:click=move |_| form.type_into(KEY, |d| d.name = name.clone())
                            >
                                {other}
                            </button>
                        </p>
                    },
                )
            }}
        </div>
    }
}

#[component]
fn FixedName(form: FormModel) -> impl IntoView {
    const KEY: FieldKey = FieldKey::Name;
    view! {
        <div class="field">
            <label class="label" for=KEY.id()>
                {text::NAME}
            </label>
            <input
                class="input"
                id=KEY.id()
                readonly
                aria-describedby=format!("{}-hint", KEY.id())
                prop:value=move || form.draft.with(|d| d.name.clone())
            />
            <p class="hint" id=format!("{}-hint", KEY.id())>
                {text::NAME_FIXED}
            </p>
        </div>
    }
}

#[component]
fn Hypothesis(form: FormModel) -> impl IntoView {
    const KEY: FieldKey = FieldKey::Hypothesis;
    view! {
        <div class="field">
            <label class="label" for=KEY.id()>
                {text::HYPOTHESIS}
            </label>
            <textarea
                class="textarea"
                id=KEY.id()
                rows="3"
                prop:value=move || form.draft.with(|d| d.hypothesis.clone())
                aria-invalid=invalid(form, KEY)
                aria-describedby=described(form, KEY, true)
                on:input:target=move |event| form.type_into(KEY, |d| d.hypothesis = event.target().value())
                on:blur=move |_| form.check(KEY)
            ></textarea>
            <div class="row row--between hint" id=format!("{}-hint", KEY.id())>
                <span>{text::HYPOTHESIS_HINT}</span>
                <span class="num">
                    {move || form.draft.with(|d| words::characters(&d.hypothesis, LONGEST_DESCRIPTION))}
                </span>
            </div>
            <Problem form key=KEY />
        </div>
    }
}
