//! Intents with their slots, as the result shows them.

use leptos::prelude::*;

use super::words::talk as words;
use crate::components::icon::{Icon, IconName};
use crate::domain::intent::{Intent, ResolutionCode, Slot};

/// The intent that was chosen, with all its slots.
#[component]
pub fn Selected(
    /// The intent.
    intent: Intent,
) -> impl IntoView {
    view! {
        <div class="intent intent--selected">
            <header>
                <code class="breaks">{intent.name.clone()}</code>
                <span class="tag tag--accent">"selectedIntent"</span>
                <span class="is-muted fs-12 push">{intent.confirmation_status.as_str().to_owned()}</span>
            </header>
            <Slots slots=intent.slots />
        </div>
    }
}

/// An intent that was considered and not chosen; its slots open.
#[component]
pub fn Considered(
    /// The intent.
    intent: Intent,
) -> impl IntoView {
    let summary = words::considered_summary(&intent);
    view! {
        <details class="intent">
            <summary>
                <code class="breaks">{intent.name.clone()}</code>
                <span class="is-muted fs-12">{summary}</span>
                <Icon name=IconName::ChevronDown class="chev" />
            </summary>
            <Slots slots=intent.slots />
        </details>
    }
}

#[component]
fn Slots(slots: Vec<Slot>) -> impl IntoView {
    if slots.is_empty() {
        return view! { <p class="is-muted fs-13 intent__none">"This intent has no slots."</p> }.into_any();
    }
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label="Slots">
            <table class="table table--dense table--stack">
                <thead>
                    <tr>
                        <th scope="col">"Slot"</th>
                        <th scope="col">"Heard"</th>
                        <th scope="col">"Resolved to"</th>
                        <th scope="col">"Match"</th>
                    </tr>
                </thead>
                <tbody>{slots.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(slot: Slot) -> impl IntoView {
    let heard = slot.value.clone();
    let resolved: Vec<_> = slot
        .resolutions
        .resolutions_per_authority
        .iter()
        .map(|resolution| {
            let values = resolution.values.iter().map(|value| {
                let id = value.id.clone().map(|id| format!("id {id}"));
                view! { <span>{value.name.clone()} " " <span class="is-muted">{id}</span></span> }
            });
            (values.collect_view(), resolution.status.code.clone())
        })
        .collect();
    let (values, codes): (Vec<_>, Vec<_>) = resolved.into_iter().unzip();
    let is_resolved = !codes.is_empty();
    let codes = codes.into_iter().map(|code| {
        let class = match code {
            ResolutionCode::Match => "tag tag--code tag--good",
            ResolutionCode::NoMatch => "tag tag--code tag--warn",
            ResolutionCode::Timeout | ResolutionCode::Exception => "tag tag--code tag--bad",
            ResolutionCode::Unknown(_) => "tag tag--code",
        };
        view! { <span class=class>{code.as_str().to_owned()}</span> }
    });
    let dash = || view! { <span class="is-muted">"—"</span> };
    view! {
        <tr>
            <th scope="row">
                {slot.name.clone()} <small>{slot.confirmation_status.as_str().to_owned()}</small>
            </th>
            <td data-l="Heard">
                {match heard {
                    Some(heard) => view! { <span dir="auto">{heard}</span> }.into_any(),
                    None => view! { <span class="is-muted">"not given"</span> }.into_any(),
                }}
            </td>
            <td data-l="Resolved to">{if is_resolved { values.collect_view().into_any() } else { dash().into_any() }}</td>
            <td data-l="Match">{if is_resolved { codes.collect_view().into_any() } else { dash().into_any() }}</td>
        </tr>
    }
}
