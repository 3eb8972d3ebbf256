//! What the page says instead of numbers, or about them.

use leptos::prelude::*;

use super::model::MetricsModel;
use super::words;
use crate::api::error::ErrorKind;
use crate::components::banner::{Banner, Tone};
use crate::components::empty_state::EmptyState;
use crate::components::error_card::{self, ErrorCard};
use crate::components::icon::{Icon, IconName};
use crate::components::no_skill::NoSkill;
use crate::components::skeleton::Skeleton;
use crate::domain::group::Group;
use crate::domain::metric::Period;
use crate::domain::range::Range;
use crate::domain::window::Window;
use crate::domain::words as numbers;
use crate::pages::first_skill::forget_last_skill;
use crate::route::{MetricsView, path};
use crate::state::access::Access;
use crate::state::board::{Halt, Side};
use crate::state::skill_list::SkillList;

/// Why there is nothing to read, if so: no skill, or a range that has not begun.
pub fn nothing_to_read(model: MetricsModel) -> Option<AnyView> {
    let skills = expect_context::<SkillList>();
    if model.address.view.with(|v| v.skill_id.is_none()) {
        return Some(view! { <NoSkill /> }.into_any());
    }
    if model.query.with(Option::is_some) {
        return None;
    }
    if skills.get().is_pending() {
        return Some(loading());
    }
    Some(
        view! {
            <section class="card">
                <EmptyState
                    icon=IconName::Calendar
                    heading="This range has not begun"
                    actions=move || {
                        view! {
                            <button
                                class="btn"
                                type="button"
                                on:click=move |_| model.choose_range(Range::FourWeeks)
                            >
                                "Show the last 28 days"
                            </button>
                        }
                    }
                >
                    <p>"It starts in the future, so there is nothing to read yet. Choose an earlier start."</p>
                </EmptyState>
            </section>
        }
        .into_any(),
    )
}

fn loading() -> AnyView {
    view! {
        <section class="card">
            <div class="card__body">
                <Skeleton widths=vec!["40%", "90%", "75%"] large_first=true label="Reading your skills" />
            </div>
        </section>
    }
    .into_any()
}

/// Reading has ended without any answer.
#[component]
pub fn FailedView(
    /// The page's state.
    model: MetricsModel,
) -> impl IntoView {
    let access = expect_context::<Access>();
    move || {
        let board = model.board.get()?;
        let error = board.first_error().cloned();
        let is_cancelled = matches!(board.halt(), Some(Halt::Cancelled));
        if is_cancelled {
            return Some(
                view! {
                    <section class="card">
                        <EmptyState
                            icon=IconName::Stop
                            heading="Loading was cancelled"
                            actions=move || {
                                view! {
                                    <button class="btn btn--primary" type="button" on:click=move |_| model.retry()>
                                        "Load again"
                                    </button>
                                }
                            }
                        >
                            <p>"Nothing had arrived yet. Your filters are kept."</p>
                        </EmptyState>
                    </section>
                }
                .into_any(),
            );
        }
        let error = error?;
        let retry = Callback::new(move |()| model.retry());
        let own_words = match error.kind {
            ErrorKind::Unauthenticated if access.is_denied() => Some((error_card::DENIED, error_card::DENIED_WHY)),
            ErrorKind::NotFound => Some((
                "This skill was not found (404)",
                "The ID in the link may be wrong, the skill may have been removed, or it belongs to another account.",
            )),
            _ => None,
        };
        // A type from an address or the picker may be the whole reason.
        let listed = model.skill.with(|s| s.as_ref().map(|s| s.skill_type.clone()));
        let wrong_type = listed.filter(|l| matches!(error.kind, ErrorKind::Invalid(_)) && *l != model.skill_type.get());
        if let Some(listed) = wrong_type {
            let label = words::show_as(&listed);
            let as_listed = move || {
                let label = label.clone();
                view! {
                    <button class="btn btn--sm btn--primary" type="button" on:click=move |_| model.choose_type(None)>
                        {label}
                    </button>
                }
            };
            return Some(view! { <ErrorCard error on_retry=retry actions=as_listed /> }.into_any());
        }
        Some(match own_words {
            Some((heading, advice)) => {
                let to_skills = move || {
                    view! {
                        <button
                            class="btn btn--sm"
                            type="button"
                            on:click=move |_| {
                                forget_last_skill(model.api);
                                model.address.change(|view| *view = MetricsView { skill_id: None, ..view.clone() });
                            }
                        >
                            "Show my skills"
                        </button>
                    }
                };
                view! { <ErrorCard error heading advice on_retry=retry actions=to_skills /> }.into_any()
            }
            None => view! { <ErrorCard error on_retry=retry /> }.into_any(),
        })
    }
}

/// Windows that are missing, and why reading stopped if it did.
#[component]
pub fn MissingNotice(
    /// The page's state.
    model: MetricsModel,
) -> impl IntoView {
    move || {
        let board = model.board.get()?;
        if board.is_loading() {
            return None;
        }
        let (zone, now_s) = (model.zone.get(), model.moment.get().epoch_s());
        let windows = board.windows();
        let total = windows.len();
        let lacking: Vec<_> = windows.iter().filter(|(_, p)| p.done < p.total).map(|(w, _)| *w).collect();
        let compared = board.missing(Side::Previous).len();
        let error = board.first_error().cloned();
        let halted = matches!(board.halt(), Some(Halt::Failing(_)));
        let unknown = board.answered_as().first().map(|m| m.as_str().to_owned());
        let retry = move || {
            let count = lacking_count(model);
            view! {
                <button class="btn btn--sm" type="button" on:click=move |_| model.retry()>
                    {words::retry_missing(count)}
                </button>
            }
        };
        let gap = (!lacking.is_empty() && !matches!(board.halt(), Some(Halt::Cancelled))).then(|| {
            let span = |w: &Window| numbers::dated_span(w.start.epoch_s(), w.end.epoch_s(), now_s, zone);
            let named: Vec<String> = lacking.iter().take(4).map(span).collect();
            let more = lacking.len().saturating_sub(4);
            let weeks = match more {
                0 => format!("Not read: {}.", named.join(", ")),
                n => format!("Not read: {} and {n} more.", named.join(", ")),
            };
            let why = error.as_ref().map(|e| format!("{}. {}", e.heading(), e.advice())).unwrap_or_default();
            let request_id = error.as_ref().and_then(|e| e.request_id.clone());
            let heading = words::missing_title(lacking.len(), total);
            view! {
                <Banner tone=Tone::Warn icon=IconName::Alert heading actions=retry>
                    <p>{weeks} " The chart leaves a gap there and totals leave those weeks out."</p>
                    <p>{why}</p>
                    {request_id.map(|id| view! { <p>"Request ID " <code>{id}</code></p> })}
                </Banner>
            }
        });
        let previous = (compared > 0 && lacking.is_empty() && !halted).then(|| {
            view! {
                <Banner
                    tone=Tone::Warn
                    icon=IconName::Alert
                    heading="The compared range is not complete"
                    actions=move || {
                        view! {
                            <button class="btn btn--sm" type="button" on:click=move |_| model.retry()>
                                "Retry"
                            </button>
                        }
                    }
                >
                    <p>"Changes that need the missing weeks are not shown."</p>
                </Banner>
            }
        });
        let renamed = unknown.map(|name| {
            view! {
                <Banner tone=Tone::Warn icon=IconName::Alert heading="Amazon named another metric than was asked for">
                    <p>"It answered with " <code>{name}</code> ". Its values are shown under the name that was asked for."</p>
                </Banner>
            }
        });
        Some(view! { {gap} {previous} {renamed} })
    }
}

fn lacking_count(model: MetricsModel) -> usize {
    model
        .board
        .with_untracked(|b| b.as_ref().map_or(0, |b| b.windows().iter().filter(|(_, p)| p.done < p.total).count()))
}

/// Everything was read and there is nothing in it.
#[component]
pub fn EmptyRange(
    /// The page's state.
    model: MetricsModel,
) -> impl IntoView {
    move || empty(model)
}

fn empty(model: MetricsModel) -> Option<AnyView> {
    let board = model.board.get()?;
    let view = model.address.view.get();
    let name = model.skill_name();
    let (start_s, end_s) = (board.query().asked.start.epoch_s(), board.query().asked.end.epoch_s());
    let span = numbers::dated_span(start_s, end_s, model.moment.get().epoch_s(), model.zone.get());
    let (intent, locale) = (view.intent.as_deref(), view.locale.as_deref());
    let text = words::no_traffic(&name, view.stage.as_str(), intent, locale, &span);
    let filtered = intent.is_some() || locale.is_some();
    Some(
        view! {
            <section class="card">
                <EmptyState
                    icon=IconName::Metrics
                    heading="No traffic in this range"
                    actions=move || {
                        view! {
                            <Show when=move || filtered>
                                <button
                                    class="btn"
                                    type="button"
                                    on:click=move |_| {
                                        model
                                            .address
                                            .change(|view| {
                                                view.intent = None;
                                                view.locale = None;
                                            });
                                    }
                                >
                                    "Show all intents and locales"
                                </button>
                            </Show>
                            <button
                                class="btn btn--ghost"
                                type="button"
                                on:click=move |_| model.choose_range(Range::TwelveWeeks)
                            >
                                "Try the last 12 weeks"
                            </button>
                        }
                    }
                >
                    <p>{text}</p>
                </EmptyState>
            </section>
        }
        .into_any(),
    )
}

/// What to do where the period is longer than anything of the range that is over.
#[component]
pub fn CoarseNotice(
    /// The page's state.
    model: MetricsModel,
) -> impl IntoView {
    let by_hour = move || {
        view! {
            <button
                class="btn btn--sm"
                type="button"
                on:click=move |_| model.address.change(|view| view.period = Period::Hour)
            >
                {words::BY_HOUR}
            </button>
        }
    };
    let is_shown = Memo::new(move |_| model.is_too_coarse() && model.address.view.with(|v| v.period == Period::Day));
    view! {
        <Show when=move || is_shown.get()>
            <Banner tone=Tone::Info icon=IconName::Clock heading=words::TOO_COARSE actions=by_hour>
                <p>{words::TOO_COARSE_WHY}</p>
            </Banner>
        </Show>
    }
}

/// Why changes of weekly totals are shown without a verdict: beside the figures, where the change is.
#[component]
pub fn TotalsNote(
    /// The page's state.
    model: MetricsModel,
) -> impl IntoView {
    let is_shown =
        Memo::new(move |_| model.figures.with(|figures| figures.iter().any(|f| f.change.is_some() && !f.shows_gaps)));
    view! {
        <Show when=move || is_shown.get()>
            <p class="note">
                <Icon name=IconName::Info />
                <span>{words::ABOUT_TOTALS}</span>
            </p>
        </Show>
    }
}

/// Why unique customers are not summed; and the way to the settings for whoever wants to know more.
#[component]
pub fn UniquesNote(
    /// The page's state.
    model: MetricsModel,
) -> impl IntoView {
    let left_out = move || {
        let unpaired = model.figures.with(|f| f.iter().map(|f| f.unpaired).max().unwrap_or(0));
        (unpaired > 0).then(|| words::left_out(unpaired, model.address.view.with(|v| v.period)))
    };
    let has_customers = move || Group::of_skill_type(&model.skill_type.get()).contains(&Group::Customers);
    view! {
        <Show when=has_customers>
            <p class="note">
                <Icon name=IconName::Info />
                <span>
                    <b>{words::ABOUT_UNIQUES}</b>
                    " "
                    {words::ABOUT_UNIQUES_TEXT}
                </span>
            </p>
        </Show>
        <p class="note">
            <Icon name=IconName::Info />
            <span>
                "Totals and changes count complete periods only, on both sides. "
                {left_out}
                " Amazon fills in some metrics up to a day late. How calls are made is under "
                <a href=path::SETTINGS>"Settings"</a> "."
            </span>
        </p>
    }
}
