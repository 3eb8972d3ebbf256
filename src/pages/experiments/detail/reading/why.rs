//! Which rule fired, and on which figures.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::icon::{Icon, IconName};
use crate::domain::reading::{Judgement, words};

/// The rule and its figures, behind a disclosure.
#[component]
pub fn Why(
    /// The verdict.
    judgement: Arc<Judgement>,
) -> impl IntoView {
    let figures = words::figures(&judgement);
    let decision = judgement.decision.as_ref().map(|look| {
        let reason = words::look_reason(look.reason);
        let end = look
            .end
            .map_or_else(String::new, |end| format!(", to {}", crate::pages::experiments::words::date(end.plus_s(-1))));
        format!("Figures of a single look decide at one snapshot only: {reason}{end}.")
    });
    let bounds = judgement.planned_users.as_ref().map(words::planned_users);
    view! {
        <details class="why">
            <summary>
                <Icon name=IconName::ChevronRight class="i--sm" />
                "Why"
            </summary>
            <div class="stack gap-4">
                <p>{words::rule(&judgement.rule)}</p>
                <ul class="why__figures">{figures.into_iter().map(|f| view! { <li>{f}</li> }).collect_view()}</ul>
                {decision.map(|d| view! { <p>{d}</p> })}
                <p>{words::sequence(judgement.sequence)} " " {bounds}</p>
            </div>
        </details>
    }
}
