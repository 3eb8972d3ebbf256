//! The builder's groups and filters.

use leptos::prelude::*;

use super::builder_metrics::{Select, named};
use super::draft::{Draft, Place};
use super::model::LexModel;
use super::rows;
use crate::components::field::described_by;
use crate::components::icon::{Icon, IconName};
use crate::domain::lex::rule::{MOST_VALUES, Part};
use crate::domain::lex::{Filter, FilterField, Operator, sentence};

/// What results are split by.
#[component]
pub fn GroupChips(
    /// The page's state.
    model: LexModel,
) -> impl IntoView {
    let groups = Memo::new(move |_| model.draft.with(|d| d.view.spec.subject.shape().groups.to_vec()));
    let used = Memo::new(move |_| model.draft.with(|d| d.view.spec.groups.clone()));
    let most = Memo::new(move |_| model.draft.with(|d| d.view.spec.subject.shape().most_groups));
    view! {
        <div class="qb__rows" role="group" aria-label="Group by">
            <h3>"Group by " <small>{move || format!("{} of {}", used.with(Vec::len), most.get())}</small></h3>
            <div class="row">
                <For each=move || groups.get() key=|group| group.clone() let(group)>
                    {
                        let (own, clicked) = (group.clone(), group.clone());
                        let is_on = Memo::new(move |_| used.with(|used| used.contains(&own)));
                        let is_full = move || !is_on.get() && used.with(Vec::len) >= most.get();
                        view! {
                            <button
                                type="button"
                                class="filter-chip"
                                title=group.to_string()
                                aria-pressed=move || is_on.get().to_string()
                                aria-disabled=move || is_full().then_some("true")
                                on:click=move |_| model.edit_spec(|spec| spec.toggle_group(&clicked))
                            >
                                <Show when=move || is_on.get()>
                                    <Icon name=IconName::Check class="i--sm" />
                                </Show>
                                {sentence::group_choice(&group)}
                            </button>
                        }
                    }
                </For>
            </div>
        </div>
    }
}

/// What results are narrowed by.
#[component]
pub fn FilterRows(
    /// The page's state.
    model: LexModel,
) -> impl IntoView {
    let rows = Memo::new(move |_| model.draft.with(|d| d.view.spec.filters.len()));
    let most = Memo::new(move |_| model.draft.with(|d| d.view.spec.subject.shape().most_filters));
    let add = move |_| {
        model.edit_spec(|spec| {
            let shape = spec.subject.shape();
            if spec.filters.len() >= shape.most_filters {
                return;
            }
            let is_free = |field: &&FilterField| !spec.filters.iter().any(|f| f.name == **field);
            // The locale is what most begin with.
            let usual = Some(&FilterField::LocaleId).filter(is_free);
            if let Some(name) = usual.or_else(|| shape.filters.iter().find(is_free)) {
                spec.filters.push(Filter { name: name.clone(), operator: Operator::Eq, values: vec![String::new()] });
            }
        });
    };
    view! {
        <div class="qb__rows" role="group" aria-label="Filters">
            <h3>"Filters " <small>{move || format!("{} of {}", rows.get(), most.get())}</small></h3>
            <For each=move || 0..rows.get() key=|index| *index let(index)>
                <FilterRow model index />
            </For>
            <div>
                <button
                    type="button"
                    class="btn btn--sm"
                    aria-disabled=move || (rows.get() >= most.get()).then_some("true")
                    on:click=add
                >
                    <Icon name=IconName::Plus />
                    "Add filter"
                </button>
            </div>
        </div>
    }
}

#[component]
fn FilterRow(model: LexModel, index: usize) -> impl IntoView {
    let number = index + 1;
    let filter = move || model.draft.with(|d| d.view.spec.filters.get(index).cloned());
    let name = Memo::new(move |_| filter().map_or(FilterField::LocaleId, |f| f.name));
    let values = Memo::new(move |_| filter().map_or(0, |f| f.values.len()));
    let edit = move |change: Box<dyn FnOnce(&mut Filter)>| {
        model.edit_spec(|spec| {
            if let Some(filter) = spec.filters.get_mut(index) {
                change(filter);
            }
        });
    };
    let names = Signal::derive(move || {
        model.draft.with(|d| named(d.view.spec.subject.shape().filters, sentence::filter_choice))
    });
    // Only Duration can be greater or less.
    let operators = Signal::derive(move || {
        let all = if name.get() == FilterField::Duration { Operator::ALL } else { &[Operator::Eq] };
        named(all, sentence::operator_name)
    });
    let set_name = move |text: String| {
        edit(Box::new(move |filter| {
            filter.name = text.into();
            if filter.name != FilterField::Duration {
                filter.operator = Operator::Eq;
            }
        }));
    };
    let set_operator = move |text: String| {
        edit(Box::new(move |filter| {
            filter.operator = text.into();
            if filter.operator != Operator::Eq {
                filter.values.truncate(1);
            }
        }));
    };
    let error =
        Signal::derive(move || model.problems.with(|all| Draft::problem_at(all, Place::Part(Part::Filter(index)))));
    let takes_more =
        Memo::new(move |_| filter().is_some_and(|f| f.operator == Operator::Eq && f.values.len() < MOST_VALUES));
    let remove = move |_| {
        model.edit_spec(|spec| {
            if index < spec.filters.len() {
                spec.filters.remove(index);
            }
        });
    };
    let run = model.loader.run();
    let known = Memo::new(move |_| {
        let name = name.get();
        run.with(|r| rows::suggested(&name, r.as_ref().map_or(&[], |r| r.rows.as_slice())))
    });
    let list_id = format!("lex-values-{index}");
    let error_id = format!("lex-filter-{index}");
    let described = error_id.clone();
    let list = list_id.clone();
    view! {
        <div class="qb__filter">
            <div class="qb__row qb__row--3">
                <Select
                    label=format!("Filter field {number}")
                    options=names
                    value=Signal::derive(move || name.get().to_string())
                    on_change=set_name
                />
                <Select
                    label=format!("Operator {number}")
                    options=operators
                    value=Signal::derive(move || filter().map(|f| f.operator.to_string()).unwrap_or_default())
                    on_change=set_operator
                />
                <button
                    class="btn btn--ghost btn--icon btn--sm"
                    type="button"
                    aria-label=move || format!("Remove filter {number}, {}", name.with(sentence::filter_choice))
                    on:click=remove
                >
                    <Icon name=IconName::Close />
                </button>
            </div>
            <For each=move || 0..values.get() key=|at| *at let(at)>
                {
                    let (list, described) = (list.clone(), described.clone());
                    let label = if at == 0 {
                        format!("Filter value {number}")
                    } else {
                        format!("Filter value {number}, or {}", at + 1)
                    };
                    view! {
                        <input
                            class="input"
                            aria-label=label
                            list=list
                            maxlength="255"
                            autocomplete="off"
                            spellcheck="false"
                            prop:value=move || filter().and_then(|f| f.values.get(at).cloned()).unwrap_or_default()
                            on:input:target=move |e| {
                                let text = e.target().value();
                                edit(Box::new(move |filter| {
                                    if let Some(value) = filter.values.get_mut(at) {
                                        *value = text;
                                    }
                                }));
                            }
                            aria-invalid=move || error.with(|e| e.is_some().then_some("true"))
                            aria-describedby=move || described_by(&described, false, error.with(Option::is_some))
                        />
                    }
                }
            </For>
            <Show when=move || takes_more.get()>
                <button
                    class="btn btn--ghost btn--sm qb__or"
                    type="button"
                    on:click=move |_| edit(Box::new(|filter| filter.values.push(String::new())))
                >
                    "or…"
                    <span class="vh">{format!(" another value for filter {number}")}</span>
                </button>
            </Show>
            <datalist id=list_id.clone()>
                {move || known.get().into_iter().map(|value| view! { <option value=value></option> }).collect_view()}
            </datalist>
            {move || {
                error
                    .get()
                    .map(|words| {
                        view! {
                            <p class="error" id=format!("{error_id}-error")>
                                <Icon name=IconName::Alert class="i--sm" />
                                <span>{words}</span>
                            </p>
                        }
                    })
            }}
        </div>
    }
}
