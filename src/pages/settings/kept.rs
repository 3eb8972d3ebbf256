//! What is kept in this browser of the account: how much, for how long, as a file, and gone.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::kept_model::{Held, Model};
use super::kept_of_all::KeptOfAll;
use super::kept_words as words;
use super::no_answer::NoAnswerBanner;
use crate::auth::context::SessionContext;
use crate::components::banner::{Banner, Tone};
use crate::components::dialog::Dialog;
use crate::components::field::{Field, described_by};
use crate::components::icon::{Icon, IconName};
use crate::components::skeleton::Skeleton;
use crate::components::toast::Toasts;
use crate::domain::instant::Instant;
use crate::domain::words::{Zone, count};
use crate::platform::clock;
use crate::state::archive::Archive;
use crate::state::retention::Retention;
use crate::state::skill_list::SkillList;
use crate::state::storage_health;

/// A day is that of the machine.
const LOCAL: Zone =
    Zone { name: "local time", offset_min_at: |epoch_s| clock::local_offset_min(Instant::from_epoch_s(epoch_s)) };

/// The card; while nobody is signed in, that of all accounts.
#[component]
pub fn KeptCard() -> impl IntoView {
    let session = expect_context::<SessionContext>();
    let model = Model {
        namespace: Memo::new(move |_| session.namespace()),
        held: RwSignal::new(Held::Looking),
        refusal: RwSignal::new(None),
        is_asking: RwSignal::new(false),
        to_import: RwSignal::new(None),
        revision: RwSignal::new(0),
        toasts: Toasts::from_context(),
    };
    Effect::new(move |_| {
        model.revision.track();
        if model.namespace.with(Option::is_some) {
            spawn_local(model.look());
        }
    });
    // What did not answer in time may answer by itself.
    Effect::new(move |answered: Option<bool>| {
        let answers = storage_health::get().answers;
        if answered == Some(false) && answers {
            model.look_again();
        }
        answers
    });
    view! {
        <Show when=move || model.namespace.with(Option::is_some) fallback=|| view! { <KeptOfAll /> }>
            <section class="card" aria-labelledby="kept-heading">
                <div class="card__head card__head--line">
                    <div>
                        <h2 id="kept-heading">{words::HEADING}</h2>
                        <p>{words::WHY}</p>
                    </div>
                </div>
                <div class="card__body settings-form">
                    <Holdings model />
                    <RetentionField model />
                    {move || {
                        let why = model.refusal.get()?;
                        Some(view! {
                            <Banner tone=Tone::Bad icon=IconName::Alert heading=words::NOT_IMPORTED>
                                <p>{why.clone()}</p>
                            </Banner>
                        })
                    }}
                    <Buttons model />
                </div>
            </section>
            <ClearDialog model />
            <ReplaceDialog model />
        </Show>
    }
}

#[component]
fn Holdings(model: Model) -> impl IntoView {
    let skills = expect_context::<SkillList>();
    move || match model.held.get() {
        Held::Looking => view! { <Skeleton widths=vec!["60%", "90%"] label=words::READING /> }.into_any(),
        Held::NoDatabase => view! { <p>{words::NO_DATABASE}</p> }.into_any(),
        Held::NoAnswer => view! { <NoAnswerBanner on_retry=move |()| model.try_again() /> }.into_any(),
        Held::Skills(held) if held.is_empty() => {
            let nothing = move || if storage_health::get().has_refused { words::REFUSED } else { words::NOTHING };
            view! { <p>{nothing}</p> }.into_any()
        }
        Held::Skills(held) => {
            let has_several = held.len() > 1;
            let windows: usize = held.iter().map(|h| h.windows).sum();
            let bytes: u64 = held.iter().map(|h| h.bytes).sum();
            let rows = held
                .into_iter()
                .map(|h| {
                    let id = h.skill_id.clone();
                    let name = move || skills.find(&id).map_or_else(|| format!("Skill {}", id.short()), |s| s.name);
                    view! {
                        <tr>
                            <th scope="row">
                                {name}
                                {h
                                    .imported_at
                                    .map(|at| {
                                        let part = words::imported_part(h.imported, at, LOCAL);
                                        view! { <div class="is-muted fs-12">{part}</div> }
                                    })}
                            </th>
                            <td class="num">{count(h.windows as f64)}</td>
                            <td class="num">{count(h.days as f64)}</td>
                            <td class="num">{words::size(h.bytes)}</td>
                        </tr>
                    }
                })
                .collect_view();
            let [skill, of_windows, days, size] = words::COLUMNS;
            view! {
                <div class="table-wrap" tabindex="0" role="region" aria-label=words::TABLE>
                    <table class="table">
                        <thead>
                            <tr>
                                <th scope="col">{skill}</th>
                                <th scope="col" class="num">{of_windows}</th>
                                <th scope="col" class="num">{days}</th>
                                <th scope="col" class="num">{size}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                        {has_several
                            .then(|| {
                                view! {
                                    <tfoot>
                                        <tr>
                                            <th scope="row">{words::ALL}</th>
                                            <td class="num">{count(windows as f64)}</td>
                                            <td></td>
                                            <td class="num">{words::size(bytes)}</td>
                                        </tr>
                                    </tfoot>
                                }
                            })}
                    </table>
                </div>
                <p class="hint">{words::ABOUT}</p>
                <Show when=|| storage_health::get().has_refused>
                    <p>{words::REFUSED}</p>
                </Show>
            }
            .into_any()
        }
    }
}

#[component]
fn RetentionField(model: Model) -> impl IntoView {
    let chosen = Memo::new(move |_| {
        model.revision.track();
        model.namespace.with(|n| n.as_ref().map(Archive::retention)).unwrap_or_default()
    });
    let choose = move |key: String| {
        let Some(namespace) = model.namespace_now() else { return };
        if !Archive::set_retention(&namespace, Retention::parse(&key)) {
            model.toasts.failed(words::RETENTION_REFUSED);
        }
        model.look_again();
    };
    view! {
        <Field id="retention" label=words::RETENTION hint=words::RETENTION_HINT>
            <select
                class="select"
                id="retention"
                aria-describedby=described_by("retention", true, false)
                on:change:target=move |event| choose(event.target().value())
            >
                {Retention::ALL
                    .into_iter()
                    .map(|choice| {
                        view! {
                            <option value=choice.key() prop:selected=move || chosen.get() == choice>
                                {choice.label()}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </Field>
    }
}

#[component]
fn Buttons(model: Model) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let has_none = move || model.held.with(|held| !matches!(held, Held::Skills(held) if !held.is_empty()));
    let disabled = move || has_none().then_some("true");
    view! {
        <div class="row">
            <button
                class="btn btn--sm"
                type="button"
                aria-disabled=disabled
                on:click=move |_| {
                    if !has_none() {
                        spawn_local(model.export());
                    }
                }
            >
                <Icon name=IconName::Download />
                {words::EXPORT}
            </button>
            <button
                class="btn btn--sm"
                type="button"
                on:click=move |_| {
                    if let Some(input) = input.get_untracked() {
                        input.click();
                    }
                }
            >
                <Icon name=IconName::Upload />
                {words::IMPORT}
            </button>
            <input
                class="vh"
                type="file"
                tabindex="-1"
                accept=".json,application/json"
                aria-label=words::IMPORT_FILE
                node_ref=input
                on:change:target=move |event| {
                    let field = event.target();
                    if let Some(chosen) = field.files().and_then(|files| files.get(0)) {
                        spawn_local(model.import(chosen));
                    }
                    // The same file can be chosen again.
                    field.set_value("");
                }
            />
            <button
                class="btn btn--sm btn--danger-quiet"
                type="button"
                aria-disabled=disabled
                on:click=move |_| {
                    if !has_none() {
                        model.is_asking.set(true);
                    }
                }
            >
                {words::CLEAR}
            </button>
        </div>
    }
}

#[component]
fn ClearDialog(model: Model) -> impl IntoView {
    let clear = move |_| {
        model.is_asking.set(false);
        spawn_local(model.clear());
    };
    view! {
        <Dialog
            id="clear-kept"
            heading=words::CLEAR_HEADING
            open=model.is_asking
            actions=move || {
                view! {
                    <button class="btn" type="button" on:click=move |_| model.is_asking.set(false)>
                        {words::CANCEL}
                    </button>
                    <button class="btn btn--danger" type="button" on:click=clear>
                        {words::CLEAR}
                    </button>
                }
            }
        >
            <p>{words::CLEAR_TEXT}</p>
        </Dialog>
    }
}

#[component]
fn ReplaceDialog(model: Model) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(model.to_import.with(Option::is_some)));
    // Whatever closes the question answers it.
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            model.to_import.set(None);
        }
        now
    });
    let import = move |_| {
        if let Some(waiting) = model.to_import.get_untracked() {
            spawn_local(model.take_over(waiting.namespace, waiting.windows.to_vec()));
        }
        open.set(false);
    };
    let text = move || {
        model.to_import.with(|w| w.as_ref().map(|waiting| words::replaces(waiting.replaced, waiting.windows.len())))
    };
    view! {
        <Dialog
            id="replace-kept"
            heading=words::REPLACE_HEADING
            open
            actions=move || {
                view! {
                    <button class="btn" type="button" on:click=move |_| open.set(false)>
                        {words::DO_NOT_IMPORT}
                    </button>
                    <button class="btn btn--danger" type="button" on:click=import>
                        {words::REPLACE}
                    </button>
                }
            }
        >
            <p>{text}</p>
        </Dialog>
    }
}
