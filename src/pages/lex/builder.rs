//! The query builder: what is asked, in selects that can only make what Amazon accepts.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::builder_filters::{FilterRows, GroupChips};
use super::builder_metrics::{MetricRows, TimeRows};
use super::draft::{Draft, Place};
use super::model::LexModel;
use super::words;
use crate::api::lex::ListMetrics;
use crate::components::choice::Choice;
use crate::components::copy_button::CopyButton;
use crate::components::field::{Field, described_by};
use crate::components::icon::{Icon, IconName};
use crate::components::segmented::Segmented;
use crate::domain::lex::rule::LARGEST_PAGE;
use crate::domain::lex::{BotId, Spec, Subject, sentence};
use crate::domain::range::Range;
use crate::route::LexView;

/// The card of the builder.
#[component]
pub fn BuilderCard(
    /// The page's state.
    model: LexModel,
) -> impl IntoView {
    let reset = move |_| {
        let usual = untrack(|| model.usual_bot());
        let now = model.moment.get_untracked();
        model.edit(|draft| {
            let view = LexView {
                skill_id: draft.view.skill_id.clone(),
                region: draft.view.region.clone(),
                ..Default::default()
            };
            let bot = std::mem::take(&mut draft.bot);
            *draft = Draft { bot, ..Draft::of(&view, usual.as_deref(), now) };
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        model.run();
    };
    let is_subject = move || model.draft.with(|d| d.view.spec.subject.key().to_owned());
    let subjects = Subject::ALL.map(|s| (s.key(), sentence::subject_name(s)));
    let choose_subject = move |key: String| {
        if let Some(subject) = Subject::parse(&key) {
            model.edit_spec(|spec| *spec = spec.about(subject));
        }
    };
    let sentence = move || model.draft.with(|d| sentence::query(&d.view.spec));
    view! {
        <section class="card" aria-labelledby="lex-query">
            <div class="card__head card__head--line">
                <h2 id="lex-query">"Query"</h2>
                <button class="btn btn--ghost btn--sm push" type="button" on:click=reset>
                    <Icon name=IconName::Reset />
                    "Reset"
                </button>
            </div>
            <form class="card__body qb" on:submit=submit novalidate aria-label="Query">
                <p class="qb__words" aria-live="polite">
                    {sentence}
                </p>
                <Presets model />
                <Field id="lex-subject" label="About">
                    <select class="select" id="lex-subject" on:change:target=move |e| choose_subject(e.target().value())>
                        {subjects
                            .map(|(key, name)| {
                                view! {
                                    <option value=key prop:selected=move || is_subject() == key>
                                        {name}
                                    </option>
                                }
                            })
                            .collect_view()}
                    </select>
                </Field>
                <BotAndRange model />
                <MetricRows model />
                <TimeRows model />
                <GroupChips model />
                <FilterRows model />
                <LastUsedIntent model />
                <Problems model />
                <button class="btn btn--primary btn--block" type="submit">
                    "Run query"
                </button>
                <RequestJson model />
            </form>
        </section>
    }
}

#[component]
fn Presets(model: LexModel) -> impl IntoView {
    let choose = move |index: String| {
        let Some(preset) = index.parse::<usize>().ok().and_then(|i| words::PRESETS.get(i)) else { return };
        let (view, _) = LexView::parse(preset.query);
        model.edit(|draft| {
            draft.view.spec = view.spec;
            draft.view.chart = view.chart;
            draft.view.measure = None;
        });
    };
    let options = words::PRESETS.into_iter().enumerate().map(move |(index, preset)| {
        let spec = LexView::parse(preset.query).0.spec;
        view! {
            <option value=index.to_string() prop:selected=move || model.draft.with(|d| d.view.spec == spec)>
                {preset.name}
            </option>
        }
    });
    let specs: Vec<Spec> = words::PRESETS.iter().map(|p| LexView::parse(p.query).0.spec).collect();
    let is_own = move || model.draft.with(|d| !specs.contains(&d.view.spec));
    view! {
        <Field id="lex-preset" label="Begin with">
            <select class="select" id="lex-preset" on:change:target=move |e| choose(e.target().value())>
                <option value="" prop:selected=is_own>
                    "A query of your own"
                </option>
                {options.collect_view()}
            </select>
        </Field>
    }
}

#[component]
fn BotAndRange(model: LexModel) -> impl IntoView {
    let problem_at = move |place| Signal::derive(move || model.problems.with(|all| Draft::problem_at(all, place)));
    let bot_error = problem_at(Place::Bot);
    let choices: Vec<Choice> = [Range::Week, Range::FourWeeks, Range::TwelveWeeks]
        .into_iter()
        .filter_map(|range| Some(Choice::new(range.key()?, words::range_name(range))))
        .chain([Choice::new("dates", "Dates")])
        .collect();
    let value = Signal::derive(move || {
        model
            .draft
            .with(|d| if d.has_dates { "dates".to_owned() } else { d.view.range.key().unwrap_or("dates").to_owned() })
    });
    let now = model.moment;
    let choose = move |key: String| {
        model.edit(|draft| match Range::parse(&key) {
            Some(range) => {
                let view = LexView { range, ..draft.view.clone() };
                let fresh = Draft::of(&view, None, now.get_untracked());
                *draft = Draft { bot: std::mem::take(&mut draft.bot), ..fresh };
            }
            None => draft.has_dates = true,
        });
    };
    let date = move |id: &'static str, label: &'static str, place: Place| {
        let error = problem_at(place);
        let text = move || model.draft.with(|d| if place == Place::From { d.from.clone() } else { d.to.clone() });
        let typed = move |text: String| {
            model.edit(|draft| {
                draft.has_dates = true;
                *(if place == Place::From { &mut draft.from } else { &mut draft.to }) = text;
            });
        };
        view! {
            <Field id label error>
                <input
                    class="input"
                    id=id
                    type="date"
                    prop:value=text
                    on:input:target=move |e| typed(e.target().value())
                    aria-invalid=move || error.with(|e| e.is_some().then_some("true"))
                    aria-describedby=move || described_by(id, false, error.with(Option::is_some))
                />
            </Field>
        }
    };
    view! {
        <div class="stack stack--12">
            <Field id="lex-bot" label="Bot ID" error=bot_error>
                <input
                    class="input mono"
                    id="lex-bot"
                    maxlength="20"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || model.draft.with(|d| d.bot.clone())
                    on:input:target=move |e| {
                        let text = e.target().value();
                        model.edit(|draft| draft.bot = text);
                    }
                    aria-invalid=move || bot_error.with(|e| e.is_some().then_some("true"))
                    aria-describedby=move || described_by("lex-bot", false, bot_error.with(Option::is_some))
                />
            </Field>
            <Segmented name="lex-range" label="Range" small=true choices=Signal::stored(choices) value on_change=choose />
            <div class="qb__pair">
                {date("lex-from", "From", Place::From)}
                {date("lex-to", "To", Place::To)}
            </div>
        </div>
    }
}

#[component]
fn LastUsedIntent(model: LexModel) -> impl IntoView {
    let is_utterances = Memo::new(move |_| model.draft.with(|d| d.view.spec.subject == Subject::Utterances));
    view! {
        <Show when=move || is_utterances.get()>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || model.draft.with(|d| d.view.spec.last_used_intent)
                    on:change:target=move |e| {
                        let on = e.target().checked();
                        model.edit_spec(|spec| spec.last_used_intent = on);
                    }
                />
                <span>"Also the intent that each text last reached"</span>
            </label>
        </Show>
    }
}

/// What stands between the query and Amazon, where no field of its own says it.
#[component]
fn Problems(model: LexModel) -> impl IntoView {
    let words = move || {
        model.problems.with(|all| {
            all.iter()
                .filter(|(place, _)| matches!(place, Place::Part(_)))
                .map(|(_, words)| view! { <li>{words.clone()}</li> })
                .collect_view()
        })
    };
    let has = Memo::new(move |_| model.problems.with(|all| all.iter().any(|(p, _)| matches!(p, Place::Part(_)))));
    view! {
        <div id="lex-query-problem" tabindex="-1" role="alert">
            <Show when=move || has.get()>
                <ul class="error qb__problems">{words}</ul>
            </Show>
        </div>
    }
}

/// The request as it is sent.
#[component]
fn RequestJson(model: LexModel) -> impl IntoView {
    let list = Memo::new(move |_| {
        let (draft, now) = (model.draft.get(), model.moment.get());
        let view = draft.read(None, now).ok()?;
        let bot_id = BotId::parse(&draft.bot).ok()?;
        let query = view.spec.query(bot_id, view.range.asked(now)?);
        Some(ListMetrics { query, max_results: Some(LARGEST_PAGE), next_token: None })
    });
    let path = move || {
        list.with(|l| {
            l.as_ref().map(|l| format!("/bots/{}/analytics/{}", l.query.bot_id.as_str(), l.query.subject.shape().path))
        })
    };
    let body = Memo::new(move |_| {
        list.with(|l| l.as_ref().map(ListMetrics::pretty_body))
            .unwrap_or_else(|| "The query is not complete yet.".to_owned())
    });
    view! {
        <details>
            <summary class="btn btn--ghost btn--sm">
                <Icon name=IconName::Terminal />
                "Request JSON"
                <Icon name=IconName::ChevronDown class="i--sm" />
            </summary>
            <div class="lex-fold">
                <div class="req">
                    <span class="verb">"POST"</span>
                    <code>{path}</code>
                </div>
                <pre class="code" tabindex="0" role="region" aria-label="Request JSON">
                    {body}
                </pre>
                <CopyButton text=body label="Copy JSON" labelled=true />
            </div>
        </details>
    }
}
