//! Choosing a locale. The top bar and the filters show the same choice.

use leptos::prelude::*;

use super::address::MetricsAddress;
use super::words;
use crate::components::choice::Choice;
use crate::components::picker::Picker;
use crate::state::skill_list::SkillList;

/// The skill's locales, the one in the address if the list lacks it, and all of them.
#[component]
pub fn LocalePicker(
    /// Where the choice goes.
    address: MetricsAddress,
    /// Further classes, as `hide-sm`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let skills = expect_context::<SkillList>();
    let choices = Signal::derive(move || {
        let (skill_id, locale) = address.view.with(|v| (v.skill_id.clone(), v.locale.clone()));
        let mut locales = skill_id.and_then(|id| skills.find(&id)).map(|s| s.locales).unwrap_or_default();
        locales.extend(locale.filter(|l| !locales.contains(l)));
        let all = Choice::new("", words::ALL_LOCALES);
        std::iter::once(all).chain(locales.into_iter().map(Choice::plain)).collect::<Vec<_>>()
    });
    let value = Signal::derive(move || address.view.with(|v| v.locale.clone()).unwrap_or_default());
    let on_change = move |locale: String| {
        address.change(move |view| view.locale = Some(locale).filter(|l| !l.is_empty()));
    };
    view! { <Picker label="Locale" class choices value on_change /> }
}
