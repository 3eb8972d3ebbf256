//! What paper needs to say that the screen says with its controls: which skill, which filters, which range.

use leptos::prelude::*;

use super::model::MetricsModel;
use super::words;
use crate::domain::words as numbers;

/// Printed under the title, in place of top bar and filters; not on screen.
#[component]
pub fn PrintHead(
    /// The page's state.
    model: MetricsModel,
) -> impl IntoView {
    let rows = move || {
        let view = model.address.view.get();
        let (span, zone) = (model.span.get(), model.zone.get());
        let skill = match &view.skill_id {
            Some(id) => format!("{} ({id})", model.skill_name()),
            None => numbers::NO_VALUE.to_owned(),
        };
        let compared = words::comparison_name(view.comparison, view.range);
        [
            ("Skill", skill),
            ("Stage", view.stage.as_str().to_owned()),
            ("Type", model.skill_type.get().as_str().to_owned()),
            ("Locale", view.locale.unwrap_or_else(|| words::ALL_LOCALES.to_owned())),
            ("Intent", view.intent.unwrap_or_else(|| words::ALL_INTENTS.to_owned())),
            ("Range", words::printed_range(span.start.epoch_s(), span.end.epoch_s(), zone)),
            ("Period", words::period_title(view.period).to_owned()),
            ("Compared with", compared),
            ("Read", words::printed_moment(model.moment.get().epoch_s(), zone)),
        ]
        .map(|(name, value)| view! { <dt>{name}</dt> <dd>{value}</dd> })
        .collect_view()
    };
    view! { <dl class="dl print-head">{rows}</dl> }
}
