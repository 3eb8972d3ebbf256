//! How the test is judged: its metrics, each with a role and an expected change.

use leptos::prelude::*;

use super::draft::{Draft, MetricDraft};
use super::field_key::FieldKey;
use super::model::FormModel;
use super::section::{Problem, Section, invalid};
use super::suggestion::{doubled, suggestions};
use super::words;
use crate::components::icon::{Icon, IconName};
use crate::domain::experiment::{ExpectedChange, KnownMetric, MetricType};
use crate::platform::document;

mod text {
    pub const HEADING: &str = "How will you judge it?";
    pub const ABOUT: &str = "Pick one or two key metrics that should move, and guardrails that must not get worse.";
    pub const LIST: &str = "Metrics of this experiment";
    pub const OWN: &str = "A name of your own. Amazon’s documents do not list what there is.";
    pub const OLDER: &str = "An older name of";
    pub const KEY: &str = "Key";
    pub const GUARDRAIL: &str = "Guardrail";
    pub const INCREASE: &str = "Increase";
    pub const DECREASE: &str = "Decrease";
    pub const NEW_NAME: &str = "Add a metric";
    pub const NEW_HINT: &str = "Any name up to 125 characters.";
    pub const ADD: &str = "Add metric";
    pub const SUGGESTED: &str = "Suggested:";
    pub const NO_KEY: &str = "No metric is a key metric, so nothing shows whether the change worked.";
}

/// The section.
#[component]
pub fn MetricList(form: FormModel) -> impl IntoView {
    let keys = Memo::new(move |_| form.draft.with(|d| d.metrics.iter().map(|m| m.key).collect::<Vec<_>>()));
    let is_empty = Memo::new(move |_| keys.with(Vec::is_empty));
    view! {
        <Section form number=3 heading=text::HEADING about=text::ABOUT>
            {move || {
                (!is_empty.get())
                    .then(|| {
                        view! {
                            <ul class="mpick" aria-label=text::LIST>
                                <For each=move || keys.get() key=|key| *key let(key)>
                                    <Row form key />
                                </For>
                            </ul>
                        }
                    })
            }}
            <Warnings form />
            <Add form />
        </Section>
    }
}

/// Reads something of one metric.
fn of<T>(form: FormModel, key: u32, read: impl FnOnce(&MetricDraft) -> T) -> Option<T> {
    form.draft.with(|d| d.metric(key).map(read))
}

#[component]
fn Row(form: FormModel, key: u32) -> impl IntoView {
    let name = untrack(|| of(form, key, |m| m.name.clone())).unwrap_or_default();
    let about = match KnownMetric::find(&name) {
        Some(known) if known.name.eq_ignore_ascii_case(&name) => format!("{}.", known.meaning),
        Some(known) => format!("{} {}. {}.", text::OLDER, known.name, known.meaning),
        None => text::OWN.to_owned(),
    };
    let set_role = move |role: MetricType| {
        form.type_into(FieldKey::MetricTypes(key), |d| {
            if let Some(metric) = d.metric_mut(key) {
                metric.metric_types = vec![role];
            }
        });
    };
    let set_change = move |change: ExpectedChange| {
        form.type_into(FieldKey::ExpectedChange(key), |d| {
            if let Some(metric) = d.metric_mut(key) {
                metric.expected_change = Some(change);
            }
        });
    };
    let remove = move |_| {
        let _ = form.draft.try_update(|d| d.remove_metric(key));
        for field in [FieldKey::MetricName(key), FieldKey::MetricTypes(key), FieldKey::ExpectedChange(key)] {
            form.clear(field);
        }
        document::focus(&FieldKey::AddMetric.id());
    };
    let role = move |role: MetricType| move || of(form, key, |m| m.metric_types == [role.clone()]).unwrap_or(false);
    let change = move |change: ExpectedChange| {
        move || of(form, key, |m| m.expected_change.as_ref() == Some(&change)).unwrap_or(false)
    };
    // What came with several roles keeps them until somebody chooses one.
    let several = move || {
        of(form, key, |m| m.metric_types.iter().map(MetricType::to_string).collect::<Vec<_>>())
            .filter(|roles| roles.len() > 1)
            .map(|roles| view! { <p>"Now " {roles.join(" and ")} ". Choosing one replaces that."</p> })
    };
    let role_group = Group { form, key: FieldKey::MetricTypes(key) };
    let change_group = Group { form, key: FieldKey::ExpectedChange(key) };
    view! {
        <li>
            <div>
                <b>{name.clone()}</b>
                <p>{about}</p>
                {several}
                <Problem form key=FieldKey::MetricName(key) />
                <Problem form key=FieldKey::MetricTypes(key) />
                <Problem form key=FieldKey::ExpectedChange(key) />
            </div>
            {role_group
                .view(
                    format!("{name}: role"),
                    [
                        (text::KEY, IconName::Key, role(MetricType::Key), MetricType::Key),
                        (text::GUARDRAIL, IconName::Shield, role(MetricType::Guardrail), MetricType::Guardrail),
                    ],
                    set_role,
                )}
            {change_group
                .view(
                    format!("{name}: expected change"),
                    [
                        (text::INCREASE, IconName::Up, change(ExpectedChange::Increase), ExpectedChange::Increase),
                        (text::DECREASE, IconName::Down, change(ExpectedChange::Decrease), ExpectedChange::Decrease),
                    ],
                    set_change,
                )}
            <button
                type="button"
                class="btn btn--ghost btn--icon btn--sm"
                id=FieldKey::MetricName(key).id()
                aria-label=format!("Remove {name}")
                on:click=remove
            >
                <Icon name=IconName::Close />
            </button>
        </li>
    }
}

/// A group of two radio buttons in a tray.
struct Group {
    form: FormModel,
    key: FieldKey,
}

impl Group {
    fn view<T, C>(
        self,
        label: String,
        choices: [(&'static str, IconName, C, T); 2],
        set: impl Fn(T) + Copy + Send + 'static,
    ) -> impl IntoView
    where
        T: Clone + Send + 'static,
        C: Fn() -> bool + Send + 'static,
    {
        let Self { form, key } = self;
        let group = key.id();
        let buttons = choices.into_iter().enumerate().map(|(n, (label, icon, is_chosen, value))| {
            // The group's id is that of its first button, which can have the focus.
            let id = if n == 0 { group.clone() } else { format!("{group}-{n}") };
            let name = format!("{group}-choice");
            view! {
                <label>
                    <input
                        type="radio"
                        id=id
                        name=name
                        prop:checked=is_chosen
                        on:change=move |_| set(value.clone())
                    />
                    <Icon name=icon class="i--sm" />
                    {label}
                </label>
            }
        });
        let buttons = buttons.collect_view();
        let described = move || form.problems.with(|p| p.contains_key(&key).then(|| format!("{}-error", key.id())));
        view! {
            <div
                class="seg seg--sm"
                role="radiogroup"
                aria-label=label
                aria-invalid=invalid(form, key)
                aria-describedby=described
            >
                {buttons}
            </div>
        }
    }
}

#[component]
fn Warnings(form: FormModel) -> impl IntoView {
    let twice = Memo::new(move |_| {
        form.draft.with(|d| {
            let twice = doubled(d.metric_names());
            twice.into_iter().map(|m| words::doubled(m.name, m.older_name)).collect::<Vec<_>>()
        })
    });
    let no_key = Memo::new(move |_| {
        form.draft
            .with(|d| !d.metrics.is_empty() && !d.metrics.iter().any(|m| m.metric_types.contains(&MetricType::Key)))
    });
    view! {
        <div role="status" class="stack stack--8 empty-gone">
            {move || {
                twice
                    .get()
                    .into_iter()
                    .chain(no_key.get().then(|| text::NO_KEY.to_owned()))
                    .map(|words| {
                        view! {
                            <p class="note is-warn">
                                <Icon name=IconName::Alert />
                                <span>{words}</span>
                            </p>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}

/// Adds a metric by its name; what is wrong with the name stands by the field.
fn add(form: FormModel, name: &str) -> bool {
    let mut wrong = None;
    let _ = form.draft.try_update(|d| wrong = d.add_metric(name).err());
    let problem = wrong.map(|wrong| {
        untrack(|| form.draft.with(|d| words::problem(FieldKey::AddMetric, &wrong, d, &form.skill_name())))
    });
    form.clear(FieldKey::Metrics);
    form.clear(FieldKey::AddMetric);
    match problem {
        Some(words) => {
            let _ = form.problems.try_update(|p| p.insert(FieldKey::AddMetric, words));
            false
        }
        None => true,
    }
}

#[component]
fn Add(form: FormModel) -> impl IntoView {
    const KEY: FieldKey = FieldKey::AddMetric;
    let suggested = Memo::new(move |_| {
        form.draft.with(|d: &Draft| suggestions(d.metric_names()).into_iter().map(|m| m.name).collect::<Vec<_>>())
    });
    let add_typed = move || {
        let Some(typed) = form.draft.try_with_untracked(|d| d.metric_name.clone()) else { return };
        if add(form, &typed) {
            let _ = form.draft.try_update(|d| d.metric_name.clear());
        }
        document::focus(&KEY.id());
    };
    let is_wrong = move || form.problems.with(|p| p.contains_key(&KEY) || p.contains_key(&FieldKey::Metrics));
    view! {
        <div class="field">
            <label class="label" for=KEY.id()>
                {text::NEW_NAME}
            </label>
            <div class="row row--nowrap">
                <input
                    class="input"
                    id=KEY.id()
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || form.draft.with(|d| d.metric_name.clone())
                    aria-invalid=move || is_wrong().then_some("true")
                    aria-describedby=move || {
                        let error = format!("{0}-error", KEY.id());
                        if is_wrong() { format!("{}-hint {error}", KEY.id()) } else { format!("{}-hint", KEY.id()) }
                    }
                    on:input:target=move |event| {
                        form.type_into(KEY, |d| d.metric_name = event.target().value());
                        form.clear(FieldKey::Metrics);
                    }
                    on:keydown=move |event| {
                        // Enter adds the metric; it does not send the form.
                        if event.key() == "Enter" {
                            event.prevent_default();
                            add_typed();
                        }
                    }
                />
                <button type="button" class="btn" on:click=move |_| add_typed()>
                    <Icon name=IconName::Plus />
                    {text::ADD}
                </button>
            </div>
            <div class="row hint" id=format!("{}-hint", KEY.id())>
                <span>{text::NEW_HINT}</span>
                {move || {
                    let suggested = suggested.get();
                    (!suggested.is_empty())
                        .then(|| {
                            view! {
                                <span>{text::SUGGESTED}</span>
                                {suggested
                                    .into_iter()
                                    .map(|name| {
                                        view! {
                                            <button
                                                type="button"
                                                class="btn btn--link btn--inline"
                                                aria-label=format!("Add {name}")
                                                on:click=move |_| {
                                                    add(form, name);
                                                    document::focus(&KEY.id());
                                                }
                                            >
                                                {name}
                                            </button>
                                        }
                                    })
                                    .collect_view()}
                            }
                        })
                }}
            </div>
            <Problem form key=FieldKey::Metrics />
            <Problem form key=KEY />
        </div>
    }
}
