//! Saved queries.

use std::rc::Rc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::model::LexModel;
use super::saved_query::SavedQuery;
use crate::components::field::TextField;
use crate::components::icon::{Icon, IconName};
use crate::components::toast::Toasts;
use crate::domain::lex::sentence;
use crate::platform::{clock, random};
use crate::state::api::ApiContext;
use crate::state::shelf::{DocumentKind, Shelf};

const REFUSED: &str = "The browser keeps nothing for this page, so the query was not saved. Copy the link instead.";

/// The shelf's queries, once they are read. Cheap to copy.
#[derive(Clone, Copy)]
struct Saved {
    all: RwSignal<Vec<SavedQuery>>,
    shelf: StoredValue<Option<Rc<Shelf>>, LocalStorage>,
    api: ApiContext,
    toasts: Toasts,
}

impl Saved {
    fn new(model: LexModel) -> Self {
        let saved = Self {
            all: RwSignal::new(Vec::new()),
            shelf: StoredValue::new_local(None),
            api: model.api,
            toasts: Toasts::from_context(),
        };
        Effect::new(move |_| {
            let Some(api) = model.api.get() else { return };
            let namespace = api.namespace().clone();
            spawn_local(async move {
                let Some(shelf) = Shelf::open(namespace).await else { return };
                let all = shelf.list::<SavedQuery>(DocumentKind::LexQuery, &[]).await;
                let _ = saved.shelf.try_set_value(Some(Rc::new(shelf)));
                // What was saved meanwhile may be missing in what was read.
                let _ = saved.all.try_update(|there| {
                    let newer = std::mem::replace(there, all);
                    there.retain(|q| newer.iter().all(|n| n.id != q.id));
                    there.extend(newer);
                });
            });
        });
        saved
    }

    /// The shelf, opened for whoever is faster than the first reading.
    async fn shelf(self) -> Option<Rc<Shelf>> {
        match self.shelf.try_get_value().flatten() {
            Some(shelf) => Some(shelf),
            None => Shelf::open(self.api.try_now()?.namespace().clone()).await.map(Rc::new),
        }
    }

    fn keep(self, query: SavedQuery) {
        spawn_local(async move {
            let kept = match self.shelf().await {
                Some(shelf) => shelf.keep(DocumentKind::LexQuery, &[], &query.id, &query).await,
                None => false,
            };
            if !kept {
                return self.toasts.failed(REFUSED);
            }
            self.toasts.done(format!("Saved “{}”", query.name));
            let _ = self.all.try_update(|all| match all.iter_mut().find(|q| q.id == query.id) {
                Some(there) => *there = query,
                None => all.push(query),
            });
        });
    }

    fn delete(self, query: SavedQuery) {
        spawn_local(async move {
            let gone = match self.shelf().await {
                Some(shelf) => shelf.delete(DocumentKind::LexQuery, &[], &query.id).await,
                None => false,
            };
            if !gone {
                return self.toasts.failed("The browser did not let us delete it.");
            }
            self.toasts.done(format!("Deleted “{}”", query.name));
            let _ = self.all.try_update(|all| all.retain(|q| q.id != query.id));
        });
    }
}

/// The card of the saved queries.
#[component]
pub fn SavedCard(
    /// The page's state.
    model: LexModel,
) -> impl IntoView {
    let saved = Saved::new(model);
    let name = RwSignal::new(String::new());
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let now = clock::now();
        let id = format!("{}-{}", now.epoch_s(), (random::unit() * 1e6) as u32);
        let view = model.view.get_untracked();
        saved.keep(SavedQuery::new(&view, &name.get_untracked(), id, now));
        name.set(String::new());
    };
    let is_empty = Memo::new(move |_| saved.all.with(Vec::is_empty));
    view! {
        <section class="card" aria-labelledby="lex-saved">
            <div class="card__head">
                <h2 id="lex-saved">"Saved queries"</h2>
            </div>
            <div class="card__body stack stack--12">
                <Show
                    when=move || !is_empty.get()
                    fallback=|| view! { <p class="hint">"None yet. They are kept in this browser, without keys."</p> }
                >
                    <ul class="lex-saved">
                        <For each=move || saved.all.get() key=|q| (q.id.clone(), q.name.clone()) let(query)>
                            <SavedRow model saved query />
                        </For>
                    </ul>
                </Show>
                <form class="stack stack--12" on:submit=save novalidate>
                    <TextField id="lex-name" label="Name" note="optional" value=name />
                    <div>
                        <button class="btn btn--sm" type="submit">
                            <Icon name=IconName::Plus />
                            "Save the query that was run"
                        </button>
                    </div>
                </form>
            </div>
        </section>
    }
}

#[component]
fn SavedRow(model: LexModel, saved: Saved, query: SavedQuery) -> impl IntoView {
    let is_renaming = RwSignal::new(false);
    let name = RwSignal::new(query.name.clone());
    let shown_name = query.name.clone();
    let here = model.view.get_untracked();
    let words = query.view(&here).map(|view| sentence::query(&view.spec));
    let stored = StoredValue::new(query);
    let open = move |_| {
        let here = model.view.get_untracked();
        if let Some(view) = stored.with_value(|q| q.view(&here)) {
            model.open(view);
        }
    };
    let rename = move |event: SubmitEvent| {
        event.prevent_default();
        saved.keep(stored.get_value().renamed(&name.get_untracked()));
        is_renaming.set(false);
    };
    let (rename_label, delete_label) = (format!("Rename {shown_name}"), format!("Delete {shown_name}"));
    view! {
        <li>
            <div>
                <button class="btn btn--link" type="button" title=words on:click=open>
                    {shown_name}
                </button>
            </div>
            <button
                class="btn btn--ghost btn--icon btn--sm"
                type="button"
                aria-label=rename_label
                aria-expanded=move || is_renaming.get().to_string()
                on:click=move |_| is_renaming.update(|r| *r = !*r)
            >
                <Icon name=IconName::Edit />
            </button>
            <button
                class="btn btn--ghost btn--icon btn--sm"
                type="button"
                aria-label=delete_label
                on:click=move |_| saved.delete(stored.get_value())
            >
                <Icon name=IconName::Close />
            </button>
            <Show when=move || is_renaming.get()>
                <form class="lex-rename" on:submit=rename novalidate>
                    <input class="input" aria-label="New name" bind:value=name />
                    <button class="btn btn--sm" type="submit">
                        "Rename"
                    </button>
                </form>
            </Show>
        </li>
    }
}
