//! The row of filters. What they say is in the address.

use leptos::prelude::*;

use super::intent_picker::IntentPicker;
use super::locale_picker::LocalePicker;
use super::model::MetricsModel;
use super::range_picker::RangePicker;
use super::words;
use crate::components::choice::Choice;
use crate::components::picker::Picker;
use crate::components::segmented::Segmented;
use crate::domain::metric::Period;
use crate::domain::range::Comparison;
use crate::domain::skill::SkillType;

/// Range, period, skill type, intent, locale and comparison.
#[component]
pub fn Filters(
    /// The page's state.
    model: MetricsModel,
) -> impl IntoView {
    let address = model.address;
    let periods = Signal::derive(|| {
        Period::ALL
            .iter()
            .map(|p| Choice::new(p.as_str(), words::period_name(*p)).titled(words::period_title(*p)))
            .collect::<Vec<_>>()
    });
    let types = Signal::derive(|| SkillType::ALL.iter().map(|t| Choice::plain(t.as_str())).collect::<Vec<_>>());
    let comparisons = Signal::derive(move || {
        let range = address.view.with(|v| v.range);
        Comparison::ALL.iter().map(|c| Choice::new(c.key(), words::comparison_name(*c, range))).collect::<Vec<_>>()
    });
    view! {
        <div class="filters" role="group" aria-label="Filters">
            <RangePicker model />
            <Segmented
                name="period"
                label="Period"
                choices=periods
                value=Signal::derive(move || address.view.with(|v| v.period.as_str().to_owned()))
                on_change=move |period: String| {
                    if let Some(period) = Period::parse(&period) {
                        address.change(move |view| view.period = period);
                    }
                }
            />
            <Picker
                label="Type"
                choices=types
                value=Signal::derive(move || model.skill_type.get().as_str().to_owned())
                on_change=move |chosen: String| {
                    let listed = model.skill.with_untracked(|s| s.as_ref().map(|s| s.skill_type.clone()));
                    let chosen = SkillType::from(chosen);
                    model.choose_type(Some(chosen).filter(|c| Some(c) != listed.as_ref()));
                }
            />
            <IntentPicker model />
            <LocalePicker address />
            <Picker
                label="Compare"
                choices=comparisons
                value=Signal::derive(move || address.view.with(|v| v.comparison.key().to_owned()))
                on_change=move |key: String| {
                    if let Some(comparison) = Comparison::parse(&key) {
                        address.change(move |view| view.comparison = comparison);
                    }
                }
            />
        </div>
    }
}
