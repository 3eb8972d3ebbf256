//! What this browser keeps of all accounts, while nobody is signed in: how much, and gone.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::kept_words as words;
use super::no_answer::NoAnswerBanner;
use crate::components::dialog::Dialog;
use crate::components::skeleton::Skeleton;
use crate::components::toast::Toasts;
use crate::domain::words::count;
use crate::state::account_holding::AccountHolding;
use crate::state::kept_accounts::{self, Extent};
use crate::state::storage_health;

#[derive(Debug, Clone, PartialEq)]
enum Held {
    Looking,
    NoDatabase,
    NoAnswer,
    Accounts(Vec<AccountHolding>),
}

#[derive(Clone, Copy)]
struct Model {
    held: RwSignal<Held>,
    is_asking: RwSignal<bool>,
    made_too: RwSignal<bool>,
    toasts: Toasts,
}

impl Model {
    async fn look(self) {
        let held = match kept_accounts::read().await {
            Ok(Some(accounts)) => Held::Accounts(accounts),
            Ok(None) => Held::NoDatabase,
            Err(_) => Held::NoAnswer,
        };
        let _ = self.held.try_set(held);
    }

    async fn clear(self, extent: Extent) {
        if kept_accounts::clear(extent).await {
            self.toasts.done(match extent {
                Extent::Figures => words::CLEARED_FIGURES,
                Extent::Everything => words::CLEARED_ALL,
            });
        } else {
            self.toasts.failed(words::NOT_CLEARED);
        }
        self.look().await;
    }

    fn has_any(self) -> bool {
        self.held.with(|held| matches!(held, Held::Accounts(accounts) if !accounts.is_empty()))
    }
}

/// The card's content.
#[component]
pub fn KeptOfAll() -> impl IntoView {
    let model = Model {
        held: RwSignal::new(Held::Looking),
        is_asking: RwSignal::new(false),
        made_too: RwSignal::new(false),
        toasts: Toasts::from_context(),
    };
    spawn_local(model.look());
    let try_again = move |()| {
        model.held.set(Held::Looking);
        storage_health::expect_again();
        spawn_local(model.look());
    };
    let held = move || match model.held.get() {
        Held::Looking => view! { <Skeleton widths=vec!["60%", "90%"] label=words::READING /> }.into_any(),
        Held::NoDatabase => view! { <p>{words::NO_DATABASE}</p> }.into_any(),
        Held::NoAnswer => view! { <NoAnswerBanner on_retry=try_again /> }.into_any(),
        Held::Accounts(accounts) if accounts.is_empty() => view! { <p>{words::NOTHING_OF_ALL}</p> }.into_any(),
        Held::Accounts(accounts) => view! { <Accounts accounts /> }.into_any(),
    };
    view! {
        <section class="card" aria-labelledby="kept-heading">
            <div class="card__head card__head--line">
                <div>
                    <h2 id="kept-heading">{words::HEADING}</h2>
                    <p>{words::WHY_OF_ALL}</p>
                </div>
            </div>
            <div class="card__body settings-form">
                {held}
                <div class="row">
                    <button
                        class="btn btn--sm btn--danger-quiet"
                        type="button"
                        aria-disabled=move || (!model.has_any()).then_some("true")
                        on:click=move |_| {
                            if untrack(|| model.has_any()) {
                                model.is_asking.set(true);
                            }
                        }
                    >
                        {words::CLEAR_ALL}
                    </button>
                </div>
            </div>
        </section>
        <ClearAllDialog model />
    }
}

#[component]
fn Accounts(accounts: Vec<AccountHolding>) -> impl IntoView {
    let [account, windows, documents, size] = words::COLUMNS_OF_ALL;
    let mut number = 0;
    let rows = accounts
        .into_iter()
        .map(|held| {
            number += usize::from(!held.is_demo);
            view! {
                <tr>
                    <th scope="row">{words::account(held.is_demo, number)}</th>
                    <td class="num">{count(held.windows as f64)}</td>
                    <td class="num">{count(held.documents as f64)}</td>
                    <td class="num">{words::size(held.bytes)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=words::TABLE_OF_ALL>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{account}</th>
                        <th scope="col" class="num">{windows}</th>
                        <th scope="col" class="num">{documents}</th>
                        <th scope="col" class="num">{size}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="hint">{words::ABOUT_ALL}</p>
    }
}

#[component]
fn ClearAllDialog(model: Model) -> impl IntoView {
    let clear = move |_| {
        model.is_asking.set(false);
        let extent = if model.made_too.get_untracked() { Extent::Everything } else { Extent::Figures };
        model.made_too.set(false);
        spawn_local(model.clear(extent));
    };
    view! {
        <Dialog
            id="clear-all-kept"
            heading=words::CLEAR_ALL_HEADING
            open=model.is_asking
            actions=move || {
                view! {
                    <button class="btn" type="button" on:click=move |_| model.is_asking.set(false)>
                        {words::CANCEL}
                    </button>
                    <button class="btn btn--danger" type="button" on:click=clear>
                        {words::CLEAR_ALL}
                    </button>
                }
            }
        >
            <p>{words::CLEAR_ALL_TEXT}</p>
            <label class="check">
                <input type="checkbox" bind:checked=model.made_too />
                {words::MADE_TOO}
            </label>
        </Dialog>
    }
}
