//! Who is in the test, and for how long.

use leptos::prelude::*;

use super::field_key::FieldKey;
use super::model::FormModel;
use super::section::{Problem, Section, described, invalid};
use super::words;
use crate::components::icon::{Icon, IconName};
use crate::domain::experiment::PlannedDuration;
use crate::domain::instant::WEEK_S;
use crate::domain::words::{Zone, count, day_with_year};
use crate::state::remote::Remote;

mod text {
    pub const HEADING: &str = "Who sees it, and for how long?";
    pub const ABOUT: &str = "Everyone in the test is split evenly between C and T1.";
    pub const EXPOSURE: &str = "Exposure";
    pub const SLIDER: &str = "Exposure, as a slider";
    pub const C: &str = "C, today’s skill";
    pub const T1: &str = "T1, the new one";
    pub const OUT: &str = "Not in the test";
    pub const OUT_NOTE: &str = "hear today’s skill, not counted";
    pub const BASED_ON: &str = "Based on";
    pub const IN_THE_LAST: &str = "in the last 7 days. You can raise exposure once the test runs, but not lower it.";
    pub const READING: &str = "Reading how many customers the live skill has in a week.";
    pub const NOT_READ: &str = "How many customers the live skill has in a week could not be read, so these are shares only. You can raise exposure once the test runs, but not lower it.";
    pub const NONE: &str = "Amazon has no customers of the live skill in the last 7 days, so these are shares only. You can raise exposure once the test runs, but not lower it.";
    pub const DURATION: &str = "Planned duration";
    pub const WEEKS: &str = "weeks";
}

/// The section.
#[component]
pub fn Audience(form: FormModel) -> impl IntoView {
    view! {
        <Section form number=2 heading=text::HEADING about=text::ABOUT>
            <Exposure form />
            <People form />
            <Split form />
            <Duration form />
        </Section>
    }
}

#[component]
fn Exposure(form: FormModel) -> impl IntoView {
    const KEY: FieldKey = FieldKey::Exposure;
    let percentage = Memo::new(move |_| form.draft.with(|d| d.exposure_percentage()).unwrap_or(0));
    let set = move |value: String| form.type_into(KEY, |d| d.exposure = value);
    view! {
        <div class="field">
            <div class="row row--between">
                <label class="label" for=KEY.id()>
                    {text::EXPOSURE}
                </label>
                <span class="suffix suffix--short">
                    <input
                        class="input num"
                        id=KEY.id()
                        inputmode="numeric"
                        autocomplete="off"
                        prop:value=move || form.draft.with(|d| d.exposure.clone())
                        aria-invalid=invalid(form, KEY)
                        aria-describedby=described(form, KEY, false)
                        on:input:target=move |event| set(event.target().value())
                        on:blur=move |_| form.check(KEY)
                    />
                    <span>"%"</span>
                </span>
            </div>
            <input
                class="range"
                type="range"
                min="0"
                max="100"
                aria-label=text::SLIDER
                aria-valuetext=move || words::slider(percentage.get())
                prop:value=move || percentage.get().to_string()
                style:--v=move || format!("{}%", percentage.get())
                on:input:target=move |event| set(event.target().value())
            />
            <Problem form key=KEY />
        </div>
    }
}

/// A hundred customers, as many of them marked as are in the test.
#[component]
fn People(form: FormModel) -> impl IntoView {
    let percentage = Memo::new(move |_| form.draft.with(|d| d.exposure_percentage()).unwrap_or(0));
    view! {
        <div class="people" role="img" aria-label=move || words::people(percentage.get())>
            {(0..100_i64)
                .map(|n| {
                    let class = move || {
                        let inside = percentage.get();
                        // Of an odd number the last one stands for two halves; it is drawn with C.
                        let control = (inside + 1) / 2;
                        if n < control {
                            "c"
                        } else if n < inside {
                            "t"
                        } else {
                            ""
                        }
                    };
                    view! { <i class=class></i> }
                })
                .collect_view()}
        </div>
    }
}

#[component]
fn Split(form: FormModel) -> impl IntoView {
    let percentage = Memo::new(move |_| form.draft.with(|d| d.exposure_percentage()));
    let weekly = Memo::new(move |_| form.weekly_customers.with(|w| w.shown().copied().flatten()));
    let half = move || match (weekly.get(), percentage.get()) {
        (Some(weekly), Some(p)) => count(weekly * p as f64 / 200.0),
        (None, Some(p)) => format!("{}%", words::half(p)),
        (_, None) => "–".to_owned(),
    };
    let rest = move || match (weekly.get(), percentage.get()) {
        (Some(weekly), Some(p)) => count(weekly * (100 - p) as f64 / 100.0),
        (None, Some(p)) => format!("{}%", 100 - p),
        (_, None) => "–".to_owned(),
    };
    let of_100 = move || percentage.get().map(|p| format!("{} of 100 customers", words::half(p)));
    view! {
        <div class="split-legend">
            <div>
                <span class="arm">{text::C}</span>
                <b>{half}</b>
                <small>{of_100}</small>
            </div>
            <div>
                <span class="arm arm--t">{text::T1}</span>
                <b>{half}</b>
                <small>{of_100}</small>
            </div>
            <div>
                <span class="arm arm--out">{text::OUT}</span>
                <b>{rest}</b>
                <small>{text::OUT_NOTE}</small>
            </div>
        </div>
        <p class="note">
            <Icon name=IconName::Info />
            <span>
                {move || {
                    form.weekly_customers
                        .with(|weekly| match weekly {
                            Remote::Idle | Remote::Loading { .. } => text::READING.into_any(),
                            Remote::Failed { error, .. } => {
                                view! {
                                    {error.heading()}
                                    ". "
                                    {text::NOT_READ}
                                }
                                    .into_any()
                            }
                            Remote::Ready(None) => text::NONE.into_any(),
                            Remote::Ready(Some(customers)) => {
                                view! {
                                    {text::BASED_ON}
                                    " "
                                    {count(*customers)}
                                    " "
                                    <b>"uniqueCustomers"</b>
                                    " "
                                    {text::IN_THE_LAST}
                                }
                                    .into_any()
                            }
                        })
                }}
            </span>
        </p>
    }
}

#[component]
fn Duration(form: FormModel) -> impl IntoView {
    const KEY: FieldKey = FieldKey::PlannedDuration;
    let weeks = Memo::new(move |_| form.draft.with(|d| d.planned_weeks()));
    view! {
        <div class="field">
            <label class="label" for=KEY.id()>
                {text::DURATION}
            </label>
            <div class="row row--nowrap">
                <span class="suffix suffix--medium">
                    <input
                        class="input num"
                        id=KEY.id()
                        inputmode="numeric"
                        autocomplete="off"
                        prop:value=move || form.draft.with(|d| d.weeks.clone())
                        aria-invalid=invalid(form, KEY)
                        aria-describedby=described(form, KEY, true)
                        on:input:target=move |event| form.type_into(KEY, |d| d.weeks = event.target().value())
                        on:blur=move |_| form.check(KEY)
                    />
                    <span>{text::WEEKS}</span>
                </span>
                {move || {
                    weeks
                        .get()
                        .map(|weeks| {
                            view! { <span class="tag tag--code">{PlannedDuration::Weeks(weeks).to_string()}</span> }
                        })
                }}
            </div>
            <p class="hint" id=format!("{}-hint", KEY.id())>
                {move || match weeks.get() {
                    Some(weeks) => {
                        let end = form.clock.now().plus_s(i64::from(weeks) * WEEK_S);
                        words::planned_end(weeks, &day_with_year(end.epoch_s(), Zone::UTC))
                    }
                    None => words::PLANNED_END_UNKNOWN.to_owned(),
                }}
            </p>
            <Problem form key=KEY />
        </div>
    }
}
