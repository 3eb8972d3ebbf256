//! Choosing dates: presets, any two dates, and steps back and forth.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::model::MetricsModel;
use super::words;
use crate::components::field::TextField;
use crate::components::icon::{Icon, IconName};
use crate::components::menu::Menu;
use crate::domain::range::Range;
use crate::domain::words as numbers;
use crate::route::{MAX_RANGE_DAYS, date_range, date_text};

/// The date button with its popover.
#[component]
pub fn RangePicker(
    /// The page's state.
    model: MetricsModel,
) -> impl IntoView {
    let name = move || words::range_name(model.address.view.with(|v| v.range));
    let span = move || {
        let span = model.span.get();
        numbers::day_span(span.start.epoch_s(), span.end.epoch_s(), numbers::Zone::UTC)
    };
    view! {
        <Menu
            button_class="pick"
            panel_class="menu menu--wide"
            label="Choose dates"
            button=move || {
                view! {
                    <Icon name=IconName::Calendar />
                    <b>{name}</b>
                    <span>{span}</span>
                    <Icon name=IconName::ChevronDown class="i--sm" />
                }
            }
        >
            <div class="range-pop">
                <Presets model />
                <Dates model />
            </div>
        </Menu>
    }
}

#[component]
fn Presets(model: MetricsModel) -> impl IntoView {
    let is_chosen = move |range: Range| model.address.view.with(|v| v.range) == range;
    let requests = move |range: Range| {
        let windows = range.asked(model.moment.get()).map_or(0, |asked| asked.weeks().len());
        if windows == 1 { "1 week".to_owned() } else { format!("{windows} weeks") }
    };
    view! {
        <div class="range-pop__presets" role="group" aria-label="Date presets">
            {Range::PRESETS
                .into_iter()
                .map(|range| {
                    view! {
                        <button
                            type="button"
                            aria-pressed=move || is_chosen(range).to_string()
                            on:click=move |_| {
                                model
                                    .address
                                    .change(move |view| {
                                        view.range = range;
                                        view.zoom = None;
                                    });
                            }
                        >
                            {words::range_name(range)}
                            <small>{move || requests(range)}</small>
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}

#[component]
fn Dates(model: MetricsModel) -> impl IntoView {
    let span = model.span.get_untracked();
    let from = RwSignal::new(date_text(span.start));
    let to = RwSignal::new(date_text(span.end.plus_s(-1)));
    let error = RwSignal::new(None::<String>);
    let apply = move |event: SubmitEvent| {
        event.prevent_default();
        match date_range(&from.get_untracked(), &to.get_untracked()) {
            Ok(range) => {
                error.set(None);
                model.address.change(move |view| {
                    view.range = range;
                    view.zoom = None;
                });
            }
            Err(words) => error.set(Some(words)),
        }
    };
    let step = move |steps: i64| {
        let stepped = model.address.view.get_untracked().range.stepped(steps, model.moment.get_untracked());
        model.address.change(move |view| {
            view.range = stepped;
            view.zoom = None;
        });
    };
    view! {
        <form class="stack stack--12" data-stay on:submit=apply novalidate>
            <TextField id="range-from" label="From" note="UTC" kind="date" value=from error />
            <TextField id="range-to" label="To" note="UTC" kind="date" value=to />
            <p class="hint">
                {format!(
                    "Ranges over a week are split into weekly requests for each metric. At most {} days.",
                    numbers::count(MAX_RANGE_DAYS as f64),
                )}
            </p>
            <div class="row">
                <button class="btn btn--primary btn--sm" type="submit">
                    "Apply"
                </button>
                <button class="btn btn--sm" type="button" aria-label="Earlier, by the length of the range" on:click=move |_| step(-1)>
                    "‹ Earlier"
                </button>
                <button class="btn btn--sm" type="button" aria-label="Later, by the length of the range" on:click=move |_| step(1)>
                    "Later ›"
                </button>
            </div>
        </form>
    }
}
