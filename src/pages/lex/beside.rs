//! The Alexa sessions of the chosen skill beside those of the bot, over the same range.

use std::sync::Arc;

use leptos::prelude::*;

use super::model::LexModel;
use super::series::{bin_s, gaps, skill_sessions};
use super::words::result;
use crate::charts::stack::{Stack, StackForm, Write};
use crate::components::icon::{Icon, IconName};
use crate::components::stack_chart::StackChart;
use crate::domain::instant::{HOUR_S, Instant};
use crate::domain::lex::figure::Unit;
use crate::domain::lex::track::tracks;
use crate::domain::lex::{LexMetric, Statistic, Subject};
use crate::domain::metric::{Metric, Period};
use crate::domain::skill::{SkillType, Stage};
use crate::domain::words::count;
use crate::state::board::{BoardQuery, Side};
use crate::state::board_loader::BoardLoader;

/// Two charts with one axis, what each counts, and that the two are not the same.
#[component]
pub fn BesideCard(
    /// The page's state.
    model: LexModel,
) -> impl IntoView {
    let is_on = Memo::new(move |_| model.view.with(|v| v.compare));
    let has_run = Memo::new(move |_| {
        model
            .loader
            .run()
            .with(|r| r.as_ref().is_some_and(|r| r.query.subject == Subject::Sessions && r.query.bin.is_some()))
    });
    let toggle = move |_| model.change(|view| view.compare = !view.compare);
    view! {
        <section class="card" class:no-print=move || !is_on.get() aria-labelledby="lex-beside">
            <div class="card__head">
                <div>
                    <h2 id="lex-beside">"Beside the Alexa skill"</h2>
                    <p>{move || model.skill_name()}</p>
                </div>
                <button
                    class="filter-chip push no-print"
                    type="button"
                    aria-pressed=move || is_on.get().to_string()
                    on:click=toggle
                >
                    <Icon name=IconName::Scale class="i--sm" />
                    "Side by side"
                </button>
            </div>
            <Show when=move || is_on.get()>
                <div class="card__body stack stack--12">
                    <Show
                        when=move || has_run.get()
                        fallback=|| view! { <p class="hint">"Sessions by hour or day can stand beside those of the skill. Choose Sessions and a time interval, then run the query."</p> }
                    >
                        <Both model />
                    </Show>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn Both(model: LexModel) -> impl IntoView {
    let run = model.loader.run();
    let asked = Memo::new(move |_| run.with(|r| r.as_ref().and_then(|r| Some((r.query.window, bin_s(&r.query)?)))));
    let loader = BoardLoader::new();
    Effect::new(move |_| {
        let query = asked.get().and_then(|(window, bin_s)| {
            let skill_id = model.view.with(|v| v.skill_id.clone())?;
            let skill_type = model.skill.with(|s| s.as_ref().map(|s| s.skill_type.clone()));
            Some(BoardQuery {
                skill_id,
                stage: Stage::Live,
                skill_type: skill_type.unwrap_or(SkillType::Custom),
                intent: None,
                locale: None,
                period: if bin_s == HOUR_S { Period::Hour } else { Period::Day },
                asked: window,
                compare_offset_s: None,
            })
        });
        match (model.api.get(), query) {
            (Some(api), Some(query)) => loader.load_only(api, query, &[Metric::TotalSessions]),
            _ => loader.clear(),
        }
    });
    let board = loader.board();
    let alexa = Signal::derive(move || {
        let (window, bin_s) = asked.get()?;
        let series = board.with(|b| b.as_ref().map(|b| b.series(&Metric::TotalSessions, Side::Current)))?;
        Some(skill_sessions(&series, window, bin_s, "Alexa sessions"))
    });
    // All conversations of the query, whatever it is split by.
    let lex = Signal::derive(move || {
        let run = run.get()?;
        let (window, bin_s) = asked.get()?;
        let sum = (LexMetric::Count, Statistic::Sum);
        run.query.metrics.iter().find(|m| m.name == sum.0 && m.statistic == sum.1)?;
        let (mut all, _) = tracks(&run.rows, &sum.0, &sum.1, 1);
        let points = all.pop()?.points;
        let (times_s, values): (Vec<i64>, Vec<f64>) = points.into_iter().unzip();
        let series = crate::domain::series::Series::new(times_s, values);
        Some(skill_sessions(&series, window, bin_s, "Lex conversations"))
    });
    let progress = move || {
        let part = board.with(|b| b.as_ref().map(|b| (b.is_loading(), b.progress())));
        part.filter(|(is_loading, progress)| *is_loading || progress.failed > 0).map(|(is_loading, progress)| {
            let words = if is_loading {
                format!("Reading Alexa sessions: {} of {} weeks.", progress.done, progress.total)
            } else {
                format!("{} of {} weeks of Alexa sessions could not be read.", progress.failed, progress.total)
            };
            view! { <p class="hint" role="status">{words}</p> }
        })
    };
    let now = model.moment;
    view! {
        <Half heading="Lex conversations, Count Sum" stack=lex now missing="The query has no Count Sum. Add it to see both." />
        <Half heading="Alexa sessions, totalSessions" stack=alexa now missing="No Alexa sessions were read yet." />
        {progress}
        <p class="note">
            <Icon name=IconName::Info />
            <span>{result::BESIDE}</span>
        </p>
    }
}

#[component]
fn Half(
    heading: &'static str,
    #[prop(into)] stack: Signal<Option<Stack>>,
    now: RwSignal<Instant>,
    missing: &'static str,
) -> impl IntoView {
    let total =
        move || stack.with(|s| s.as_ref().map(|s| (0..s.times_s.len()).map(|i| s.total(i)).sum::<f64>())).map(count);
    let has = Memo::new(move |_| stack.with(Option::is_some));
    let gap = move || {
        let now_s = now.get().epoch_s();
        let of = |s: &Stack| {
            let (missing, bins) = gaps(s, now_s);
            result::gap(missing, bins, s.bin_s)
        };
        stack.with(|s| s.as_ref().and_then(of))
    };
    let all = move || total().map(|t| format!("{t} in all{}", gap().map(|g| format!(", {g}")).unwrap_or_default()));
    let drawn = Signal::derive(move || Arc::new(stack.get().unwrap_or_default()));
    let label = Signal::derive(move || format!("Lines of {heading}, {}", all().unwrap_or_default()));
    view! {
        <div class="lex-half">
            <h3>{heading} " " <small>{all}</small></h3>
            <Show when=move || has.get() fallback=move || view! { <p class="hint">{missing}</p> }>
                <StackChart
                    stack=drawn
                    form=Signal::stored(StackForm::Lines)
                    write=Signal::derive(|| -> Write { result::write(Unit::Count) })
                    write_axis=Signal::derive(|| -> Write { result::write_axis(Unit::Count) })
                    sums=Signal::stored(false)
                    label
                    height_px=136
                />
            </Show>
        </div>
    }
}
