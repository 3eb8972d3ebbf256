//! The builder's metrics and time, with the one order that there may be.

use leptos::prelude::*;

use super::model::LexModel;
use super::words;
use crate::components::choice::Choice;
use crate::components::icon::{Icon, IconName};
use crate::components::segmented::Segmented;
use crate::domain::lex::{Bin, BinName, Interval, LexMetric, Order, Spec, Statistic, sentence};

/// A select whose options may change.
#[component]
pub fn Select(
    /// What is chosen, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// Value and text of each option.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// What is chosen now.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the new choice.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    view! {
        <select class="select" aria-label=label title=value on:change:target=move |event| on_change.run(event.target().value())>
            {move || {
                options
                    .get()
                    .into_iter()
                    .map(|(own, text)| {
                        let is_own = own.clone();
                        view! {
                            <option value=own prop:selected=move || value.with(|v| *v == is_own)>
                                {text}
                            </option>
                        }
                    })
                    .collect_view()
            }}
        </select>
    }
}

/// Options in words; what the service calls them is their value.
pub fn named<T: ToString>(all: &[T], name: impl Fn(&T) -> String) -> Vec<(String, String)> {
    all.iter().map(|item| (item.to_string(), name(item))).collect()
}

/// A change of a row.
type Change = Box<dyn FnOnce(&mut LexMetric, &mut Statistic)>;

/// What is asked for.
#[component]
pub fn MetricRows(
    /// The page's state.
    model: LexModel,
) -> impl IntoView {
    let rows = Memo::new(move |_| model.draft.with(|d| d.view.spec.metrics.len()));
    let most = Memo::new(move |_| model.draft.with(|d| d.view.spec.subject.shape().metrics.len()));
    let add = move |_| {
        model.edit_spec(|spec| {
            if let Some(next) = spec.next_metric() {
                spec.metrics.push(next);
            }
        });
    };
    view! {
        <div class="qb__rows" role="group" aria-label="Metrics">
            <h3>"Metrics " <small>{move || format!("{} of {}", rows.get(), most.get())}</small></h3>
            <For each=move || 0..rows.get() key=|index| *index let(index)>
                <MetricRow model index />
            </For>
            <div>
                <button
                    type="button"
                    class="btn btn--sm"
                    aria-disabled=move || (rows.get() >= most.get()).then_some("true")
                    on:click=add
                >
                    <Icon name=IconName::Plus />
                    "Add metric"
                </button>
            </div>
        </div>
    }
}

#[component]
fn MetricRow(model: LexModel, index: usize) -> impl IntoView {
    let part = move |read: fn(&LexMetric, &Statistic) -> String| {
        Signal::derive(move || {
            model
                .draft
                .with(|d| d.view.spec.metrics.get(index).map(|m| read(&m.name, &m.statistic)).unwrap_or_default())
        })
    };
    let name = part(|name, _| name.to_string());
    let names = Signal::derive(move || {
        model.draft.with(|d| {
            let subject = d.view.spec.subject;
            named(subject.shape().metrics, |m| sentence::metric_name(subject, m))
        })
    });
    let statistics = Signal::derive(|| named(Statistic::ALL, sentence::statistic_name));
    let set = move |change: Change| {
        model.edit_spec(|spec| {
            if let Some(metric) = spec.metrics.get_mut(index) {
                change(&mut metric.name, &mut metric.statistic);
            }
        });
    };
    let order = Signal::derive(move || {
        model.draft.with(|d| {
            let order = d.view.spec.metrics.get(index).and_then(|m| m.order.clone());
            order.map(|o| o.to_string()).unwrap_or_default()
        })
    });
    let set_order = move |text: String| {
        let order = Some(Order::from(text)).filter(|o| Order::ALL.contains(o));
        let turned_off = order_by(model, |spec| spec.order_by_metric(index, order));
        if turned_off {
            model.announcer.say(|| Some(words::TIME_ORDER_OFF.to_owned()));
        }
    };
    let orders = Signal::derive(|| {
        [("", "No order"), ("Ascending", "Lowest first"), ("Descending", "Highest first")]
            .map(|(value, text)| (value.to_owned(), text.to_owned()))
            .to_vec()
    });
    let number = index + 1;
    let name_in_words = move || {
        model.draft.with(|d| {
            let spec = &d.view.spec;
            spec.metrics.get(index).map(|m| sentence::metric_name(spec.subject, &m.name)).unwrap_or_default()
        })
    };
    let remove = move |_| {
        model.edit_spec(|spec| {
            if index < spec.metrics.len() {
                spec.metrics.remove(index);
            }
        });
    };
    view! {
        <div class="qb__row">
            <Select
                label=format!("Metric {number}")
                options=names
                value=name
                on_change=move |text: String| set(Box::new(move |name, _| *name = text.into()))
            />
            <Select
                label=format!("Statistic {number}")
                options=statistics
                value=part(|_, statistic| statistic.to_string())
                on_change=move |text: String| set(Box::new(move |_, statistic| *statistic = text.into()))
            />
            <button
                class="btn btn--ghost btn--icon btn--sm"
                type="button"
                aria-label=move || format!("Remove metric {number}, {}", name_in_words())
                on:click=remove
            >
                <Icon name=IconName::Close />
            </button>
            <Select label=format!("Order by metric {number}") options=orders value=order on_change=set_order />
        </div>
    }
}

/// Changes the order; whether the other one was turned off.
fn order_by(model: LexModel, change: impl FnOnce(&mut Spec) -> bool) -> bool {
    let mut turned_off = false;
    model.edit_spec(|spec| turned_off = change(spec));
    turned_off
}

/// Bins of time.
#[component]
pub fn TimeRows(
    /// The page's state.
    model: LexModel,
) -> impl IntoView {
    const NONE: &str = "none";
    let interval = Signal::derive(move || {
        model.draft.with(|d| d.view.spec.bin.as_ref().map_or_else(|| NONE.to_owned(), |b| b.interval.to_string()))
    });
    let intervals = Signal::derive(|| {
        let mut all = vec![(NONE.to_owned(), "All together".to_owned())];
        all.extend(named(Interval::ALL, sentence::interval_name));
        all
    });
    let set_interval = move |text: String| {
        model.edit_spec(|spec| {
            let interval = Interval::from(text);
            spec.bin = match spec.bin.take() {
                _ if !Interval::ALL.contains(&interval) => None,
                Some(bin) => Some(Bin { interval, ..bin }),
                None => {
                    let order = (!spec.is_ordered_by_metric()).then_some(Order::Ascending);
                    Some(Bin { name: BinName::ConversationStartTime, interval, order })
                }
            };
        });
    };
    let has_bin = Memo::new(move |_| model.draft.with(|d| d.view.spec.bin.is_some()));
    let field = Signal::derive(move || {
        model.draft.with(|d| d.view.spec.bin.as_ref().map(|b| b.name.to_string()).unwrap_or_default())
    });
    let set_field = move |text: String| {
        model.edit_spec(|spec| {
            if let Some(bin) = &mut spec.bin {
                bin.name = text.into();
            }
        });
    };
    let order = Signal::derive(move || {
        let order = model.draft.with(|d| d.view.spec.bin.as_ref().and_then(|b| b.order.clone()));
        order.map_or_else(|| NONE.to_owned(), |o| o.to_string())
    });
    let orders = vec![
        Choice::new("Ascending", "Oldest first"),
        Choice::new("Descending", "Newest first"),
        Choice::new(NONE, "None"),
    ];
    let set_order = move |text: String| {
        let order = Some(Order::from(text)).filter(|o| Order::ALL.contains(o));
        if order_by(model, |spec| spec.order_by_time(order)) {
            model.announcer.say(|| Some(words::METRIC_ORDER_OFF.to_owned()));
        }
    };
    let hint = move || {
        let by_metric = model.draft.with(|d| d.view.spec.is_ordered_by_metric());
        if by_metric { words::ORDER_HINT_METRIC } else { words::ORDER_HINT_TIME }
    };
    view! {
        <div class="qb__rows" role="group" aria-label="By time">
            <h3>"By time"</h3>
            <div class="qb__row qb__row--2">
                <Select label="Interval" options=intervals value=interval on_change=set_interval />
                <Show when=move || has_bin.get()>
                    <Select
                        label="Time field"
                        options=Signal::derive(|| named(BinName::ALL, sentence::bin_name))
                        value=field
                        on_change=set_field
                    />
                </Show>
            </div>
            <Show when=move || has_bin.get()>
                <Segmented
                    name="lex-order"
                    label="Order of time bins"
                    small=true
                    choices=Signal::stored(orders.clone())
                    value=order
                    on_change=set_order
                />
                <p class="hint">{hint}</p>
            </Show>
        </div>
    }
}
