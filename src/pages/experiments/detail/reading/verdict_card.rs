//! The verdict: one sentence, what it rests on, what to do next, and whether it can be trusted.

use leptos::prelude::*;

use super::model::ReadingModel;
use super::why::Why;
use crate::components::banner::{Banner, Tone};
use crate::components::icon::{Icon, IconName};
use crate::domain::reading::{Distrust, Judgement, Rule, Verdict, words as reading_words};
use crate::pages::experiments::words::trust::{self, Check};
use crate::pages::experiments::words::verdict::{self as words, Mark};

mod text {
    pub const NEXT: &str = "Suggested next step";
    pub const TRUST: &str = "Can this result be trusted?";
    pub const PREVIOUS: &str = "Show previous snapshot";
}

fn icon(verdict: Verdict) -> IconName {
    match verdict {
        Verdict::Ship => IconName::Check,
        Verdict::StopNow => IconName::Stop,
        Verdict::RollBack => IconName::Down,
        Verdict::Withheld => IconName::Alert,
        Verdict::Review => IconName::Scale,
        Verdict::TooEarly | Verdict::KeepRunning => IconName::Clock,
        Verdict::NoClearDifference => IconName::Swap,
    }
}

/// The verdict of the chosen snapshot.
#[component]
pub fn VerdictCard(
    /// The result's state.
    reading: ReadingModel,
) -> impl IntoView {
    move || {
        let (experiment, judgement) = reading.judged()?;
        let verdict = judgement.verdict();
        let next = words::next_step(&judgement, &experiment, reading.page.clock.now());
        let eyebrow = format!("verdict__eyebrow {}", words::mark(verdict).class());
        let head = match &judgement.rule {
            Rule::Untrusted(distrust) => view! {
                <h2 id="verdict" class=eyebrow>
                    <Icon name=icon(verdict) />
                    {reading_words::headline(verdict)}
                </h2>
                {distrust.iter().cloned().map(|d| view! { <WithheldBanner reading distrust=d /> }).collect_view()}
            }
            .into_any(),
            _ => {
                let evidence = words::evidence(&judgement).join(" ");
                view! {
                    <p class=eyebrow>
                        <Icon name=icon(verdict) />
                        {reading_words::headline(verdict)}
                    </p>
                    <h2 id="verdict">{words::claim(&judgement)}</h2>
                    <p>{evidence}</p>
                }
                .into_any()
            }
        };
        Some(view! {
            <section class="verdict" aria-labelledby="verdict">
                <div class="verdict__top">
                    <div class="verdict__head">
                        {head} <Why judgement=judgement.clone() />
                    </div>
                    <div class="next">
                        <h3>{text::NEXT}</h3>
                        <p>{next}</p>
                    </div>
                </div>
                <TrustRow judgement />
            </section>
        })
    }
}

#[component]
fn WithheldBanner(reading: ReadingModel, distrust: Distrust) -> impl IntoView {
    let (heading, paragraphs) = trust::withheld(&distrust);
    let paragraphs = paragraphs.into_iter().map(|p| view! { <p>{p}</p> }).collect_view();
    let previous = Memo::new(move |_| {
        let chosen = reading.page.chosen.get()?;
        reading.picks.with(|picks| {
            let at = picks.iter().position(|p| p.id == chosen)?;
            picks.get(at.checked_sub(1)?).map(|p| p.id.clone())
        })
    });
    let show_previous = move || {
        view! {
            <Show when=move || previous.with(Option::is_some)>
                <button
                    class="btn btn--sm"
                    type="button"
                    on:click=move |_| {
                        if let Some(id) = previous.get_untracked() {
                            reading.choose(id, true);
                        }
                    }
                >
                    {text::PREVIOUS}
                </button>
            </Show>
        }
        .into_any()
    };
    match distrust {
        Distrust::Unreliable { .. } => view! {
            <Banner tone=Tone::Warn icon=IconName::Alert heading actions=show_previous>
                {paragraphs}
            </Banner>
        }
        .into_any(),
        Distrust::UnevenSplit(_) => {
            view! { <Banner tone=Tone::Bad icon=IconName::Scale heading>{paragraphs}</Banner> }.into_any()
        }
        Distrust::MissingArm(_) => view! {
            <Banner tone=Tone::Warn icon=IconName::Alert heading actions=show_previous>
                {paragraphs}
            </Banner>
        }
        .into_any(),
    }
}

#[component]
fn TrustRow(judgement: std::sync::Arc<Judgement>) -> impl IntoView {
    let item = |check: Check| {
        let icon = match check.mark {
            Mark::Good => IconName::Check,
            Mark::Warn => IconName::Alert,
            Mark::Bad => IconName::Close,
            Mark::Plain => IconName::Info,
        };
        view! {
            <li>
                <Icon name=icon class=check.mark.class() />
                <b>{check.heading}</b>
                <p>{check.detail}</p>
            </li>
        }
    };
    view! {
        <ul class="trust" aria-label=text::TRUST>
            {trust::checks(&judgement).into_iter().map(item).collect_view()}
        </ul>
    }
}
