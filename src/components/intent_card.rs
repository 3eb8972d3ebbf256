//! What an utterance was taken for: an intent with its slots and what their words were resolved to.

use leptos::prelude::*;

use super::icon::{Icon, IconName};
use crate::domain::conversation::understanding::{
    self, ResolutionCell, Sense, SlotRow, confirmation_words, resolution_words, slots_summary,
};
use crate::domain::intent::{ConfirmationStatus, Intent};

mod words {
    pub const SLOTS: &str = "Slots";
    pub const SLOT: &str = "Slot";
    pub const HEARD: &str = "Heard";
    pub const RESOLVED: &str = "Resolved to";
    pub const MATCH: &str = "Match";
    pub const NOT_GIVEN: &str = "not given";
    pub const NO_SLOTS: &str = "This intent has no slots.";
    pub const DASH: &str = "—";
    pub const NO_SOURCE: &str = "No resolution was sent";
}

/// An intent with its slots: open where it is the selected one, else a line that opens.
#[component]
pub fn IntentCard(
    /// The intent.
    intent: Intent,
    /// Whether it is the one that was selected.
    #[prop(optional)]
    selected: bool,
    /// A few words beside the name of the selected one, such as “Sent to skill”.
    #[prop(optional, into)]
    badge: Option<String>,
) -> impl IntoView {
    let name = understanding::intent_name(&intent).to_owned();
    let confirmation = intent.confirmation_status.clone();
    let summary = slots_summary(&intent);
    if selected {
        view! {
            <div class="intent intent--selected">
                <header>
                    <code>
                        <bdi>{name}</bdi>
                    </code>
                    {badge.map(|badge| view! { <span class="tag tag--accent">{badge}</span> })}
                    <span class="is-muted fs-12 push">
                        <Confirmation status=confirmation named=true />
                    </span>
                </header>
                <SlotTable intent />
            </div>
        }
        .into_any()
    } else {
        let is_confirmed = confirmation != ConfirmationStatus::None;
        view! {
            <details class="intent">
                <summary>
                    <code>
                        <bdi>{name}</bdi>
                    </code>
                    {badge.map(|badge| view! { <span class="tag">{badge}</span> })}
                    <span class="is-muted fs-12">{summary}</span>
                    {is_confirmed
                        .then(|| {
                            view! {
                                <span class="is-muted fs-12">
                                    <Confirmation status=confirmation />
                                </span>
                            }
                        })}
                    <Icon name=IconName::ChevronDown class="chev" />
                </summary>
                <SlotTable intent />
            </details>
        }
        .into_any()
    }
}

/// The slots of an intent: the words that were heard, and what each source of values made of them.
#[component]
pub fn SlotTable(
    /// The intent.
    intent: Intent,
) -> impl IntoView {
    if intent.slots.is_empty() {
        return view! { <p class="hint intent__none">{words::NO_SLOTS}</p> }.into_any();
    }
    let label = format!("{} of {}", words::SLOTS, understanding::intent_name(&intent));
    let rows = understanding::slot_rows(&intent).into_iter().map(|row| view! { <Row row /> }).collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=label>
            <table class="table table--dense table--stack">
                <thead>
                    <tr>
                        <th scope="col">{words::SLOT}</th>
                        <th scope="col">{words::HEARD}</th>
                        <th scope="col">{words::RESOLVED}</th>
                        <th scope="col">{words::MATCH}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: SlotRow) -> impl IntoView {
    let is_unresolved = row.heard.is_some() && row.resolution.is_none();
    let heard = match row.heard {
        Some(heard) => view! { <bdi>{heard}</bdi> }.into_any(),
        None => view! { <span class="is-muted">{words::NOT_GIVEN}</span> }.into_any(),
    };
    let source = row.source.map(|(at, of)| view! { <small>{format!("source {at} of {of}")}</small> });
    view! {
        <tr>
            <th scope="row">
                <bdi>{row.name}</bdi>
                {source}
                <small>
                    <Confirmation status=row.confirmation_status />
                </small>
            </th>
            <td data-l=words::HEARD>{heard}</td>
            <td data-l=words::RESOLVED>
                {row.resolution.as_ref().map_or_else(|| dash(None), |r| resolved(r).into_any())}
            </td>
            <td data-l=words::MATCH>
                {match row.resolution {
                    Some(resolution) => view! { <Match resolution /> }.into_any(),
                    None => dash(is_unresolved.then_some(words::NO_SOURCE)),
                }}
            </td>
        </tr>
    }
}

fn dash(title: Option<&'static str>) -> AnyView {
    view! {
        <span class="is-muted" title=title>
            {words::DASH}
        </span>
    }
    .into_any()
}

fn resolved(resolution: &ResolutionCell) -> impl IntoView + use<> {
    let authority = resolution.authority.clone();
    let short = understanding::authority_name(&authority).to_owned();
    let values = resolution
        .values
        .iter()
        .cloned()
        .map(|(name, id)| {
            view! {
                <span class="intent__value">
                    <bdi>{name}</bdi>
                    {id.map(|id| view! { <span class="is-muted">" id " <bdi>{id}</bdi></span> })}
                </span>
            }
        })
        .collect_view();
    let is_empty = resolution.values.is_empty();
    view! {
        <span class="intent__values">
            {is_empty.then(|| dash(None))} {values}
            {(!short.is_empty())
                .then(|| {
                    view! {
                        <small title=authority>
                            <bdi>{short}</bdi>
                        </small>
                    }
                })}
        </span>
    }
}

#[component]
fn Match(resolution: ResolutionCell) -> impl IntoView {
    let code = resolution.code;
    let class = match understanding::resolution_sense(&code) {
        Sense::Good => "tag tag--code tag--good",
        Sense::Care => "tag tag--code tag--warn",
        Sense::Bad => "tag tag--code tag--bad",
        Sense::Neutral => "tag tag--code",
    };
    let raw = code.as_str().to_owned();
    view! {
        <span class="intent__values">
            {(!raw.is_empty()).then(|| view! { <span class=class>{raw}</span> })}
            <small>{resolution_words(&code)}</small>
        </span>
    }
}

#[component]
fn Confirmation(
    status: ConfirmationStatus,
    /// Whether the field's name stands before it.
    #[prop(optional)]
    named: bool,
) -> impl IntoView {
    let code = status.as_str().to_owned();
    let text = if named { format!("confirmationStatus {code}") } else { code };
    view! {
        <span title=confirmation_words(&status)>
            <bdi>{text}</bdi>
        </span>
    }
}
