//! Choosing dates: presets, any two dates, and steps back and forth.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::model::MetricsModel;
use super::words;
use crate::components::field::TextField;
use crate::components::icon::{Icon, IconName};
use crate::components::menu::{CloseMenu, Menu};
use crate::domain::range::Range;
use crate::domain::words as numbers;
use crate::route::{DateField, MAX_RANGE_DAYS, date_text, typed_range};

/// The date button with its popover.
#[component]
pub fn RangePicker(
    /// The page's state.
    model: MetricsModel,
) -> impl IntoView {
    let name = move || words::range_name(model.address.view.with(|v| v.range));
    let span = move || {
        let span = model.span.get();
        let now_s = model.moment.get().epoch_s();
        numbers::dated_span(span.start.epoch_s(), span.end.epoch_s(), now_s, numbers::Zone::UTC)
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
        words::requests_a_metric(windows)
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
                            on:click=move |_| model.choose_range(range)
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
    let (from_error, to_error) = (RwSignal::new(None::<String>), RwSignal::new(None::<String>));
    let menu = CloseMenu::from_context();
    let apply = move |event: SubmitEvent| {
        event.prevent_default();
        from_error.set(None);
        to_error.set(None);
        match typed_range(&from.get_untracked(), &to.get_untracked(), model.moment.get_untracked()) {
            Ok(range) => {
                menu.close();
                model.choose_range(range);
            }
            Err((DateField::From, words)) => from_error.set(Some(words)),
            Err((DateField::To, words)) => to_error.set(Some(words)),
        }
    };
    let stepped = move |steps: i64| model.address.view.get().range.stepped(steps, model.moment.get());
    // What lies wholly in the future has nothing to show.
    let has_later = Memo::new(move |_| stepped(1).asked(model.moment.get()).is_some());
    let step = move |steps: i64| {
        if steps > 0 && !has_later.get_untracked() {
            return;
        }
        let range = untrack(|| stepped(steps));
        let span = range.span(model.moment.get_untracked());
        from.set(date_text(span.start));
        to.set(date_text(span.end.plus_s(-1)));
        model.choose_range(range);
    };
    view! {
        <form class="stack stack--12" data-stay on:submit=apply novalidate>
            <TextField id="range-from" label="From" note="UTC" kind="date" value=from error=from_error />
            <TextField id="range-to" label="To" note="UTC" kind="date" value=to error=to_error />
            <p class="hint">
                {format!(
                    "Each metric is read week by week, so a year takes 52 requests for each. A range has at most {} days.",
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
                <button class="btn btn--sm" type="button" aria-label="Later, by the length of the range" aria-disabled=move || (!has_later.get()).then_some("true") on:click=move |_| step(1)>
                    "Later ›"
                </button>
            </div>
        </form>
    }
}
