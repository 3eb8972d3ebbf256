//! The frame of the form's sections and fields.

use leptos::prelude::*;

use super::field_key::FieldKey;
use super::model::FormModel;
use crate::components::field::described_by;
use crate::components::icon::{Icon, IconName};

/// A numbered section. Its number says whether it is done or something in it is to be fixed.
#[component]
pub fn Section(
    /// The form.
    form: FormModel,
    /// Its number, from 1.
    number: u8,
    /// Its heading.
    heading: &'static str,
    /// A sentence below the heading.
    about: &'static str,
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    #[derive(Clone, Copy, PartialEq)]
    enum Look {
        Open,
        Done,
        Bad,
    }
    let look = Memo::new(move |_| {
        if form.problems.with(|p| p.keys().any(|key| key.section() == number)) {
            return Look::Bad;
        }
        let has_fields = number <= 3;
        let rules = form.rules();
        let is_done = form.draft.with(|d| d.problems(rules).iter().all(|p| p.key.section() != number));
        if has_fields && is_done { Look::Done } else { Look::Open }
    });
    let id = format!("section-{number}");
    let labelled_by = id.clone();
    view! {
        <section class="card" aria-labelledby=labelled_by>
            <div class="card__body form-sect">
                <header>
                    {move || match look.get() {
                        Look::Done => {
                            view! {
                                <span class="no no--done" aria-hidden="true">
                                    <Icon name=IconName::Check class="i--sm" />
                                </span>
                            }
                                .into_any()
                        }
                        Look::Bad => {
                            view! {
                                <span class="no no--bad" aria-hidden="true">
                                    {number}
                                </span>
                            }
                                .into_any()
                        }
                        Look::Open => {
                            view! {
                                <span class="no" aria-hidden="true">
                                    {number}
                                </span>
                            }
                                .into_any()
                        }
                    }}
                    <h2 id=id>{heading}</h2>
                    <p>{about}</p>
                </header>
                <div class="stack form-sect__fields">{children()}</div>
            </div>
        </section>
    }
}

/// What is wrong with a field, where that is shown.
#[component]
pub fn Problem(
    /// The form.
    form: FormModel,
    /// The field.
    key: FieldKey,
) -> impl IntoView {
    move || {
        form.problems.with(|p| p.get(&key).cloned()).map(|words| {
            view! {
                <p class="error" id=format!("{}-error", key.id())>
                    <Icon name=IconName::Alert class="i--sm" />
                    <span>{words}</span>
                </p>
            }
        })
    }
}

/// `true` for `aria-invalid` while something wrong with the field is shown.
pub fn invalid(form: FormModel, key: FieldKey) -> impl Fn() -> Option<&'static str> + Send + Sync + Clone + 'static {
    move || form.problems.with(|p| p.contains_key(&key).then_some("true"))
}

/// The value of `aria-describedby`: the field's hint and what is wrong with it.
pub fn described(
    form: FormModel,
    key: FieldKey,
    has_hint: bool,
) -> impl Fn() -> Option<String> + Send + Sync + Clone + 'static {
    move || described_by(&key.id(), has_hint, form.problems.with(|p| p.contains_key(&key)))
}
