//! The command palette: any page, skill or experiment by its name, and what can be done here.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::layers::{Layers, use_sign_out};
use crate::auth::context::SessionContext;
use crate::components::close_button::CloseButton;
use crate::components::current_route::CurrentRoute;
use crate::components::icon::{Icon, IconName};
use crate::components::page_action::PageActions;
use crate::platform::document;
use crate::route::Route;
use crate::state::api::ApiContext;
use crate::state::call_log::CallLog;
use crate::state::known_experiments::KnownExperiments;
use crate::state::palette::{Command, Entry, Section, World, by_id, entries, find, found_words};
use crate::state::preferences::{Preferences, Theme};
use crate::state::skill_list::SkillList;

mod text {
    pub const LABEL: &str = "Search or jump to";
    pub const PLACEHOLDER: &str = "A page, a skill, an experiment or an action";
    pub const RESULTS: &str = "Results";
    pub const CLOSE: &str = "Close";
    pub const NOTHING: &str = "Nothing here has that name";
    pub const NOTHING_HINT: &str = "Try fewer letters, or paste a whole skill ID.";
}

const LIST: &str = "palette-list";

/// Listens for ⌘K and Ctrl K, and holds the palette.
#[component]
pub fn Palette() -> impl IntoView {
    let layers = expect_context::<Layers>();
    let open = layers.palette;
    // Held here: the list and what it holds is gone by the time that a command runs.
    let perform = use_commands();
    let dialog = NodeRef::<html::Dialog>::new();
    let on_key = window_event_listener(ev::keydown, move |event| {
        let is_command = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        if !is_command || !event.key().eq_ignore_ascii_case("k") {
            return;
        }
        event.prevent_default();
        match dialog.try_get_untracked().flatten() {
            Some(dialog) if dialog.open() => dialog.close(),
            // A question that is open must be answered first.
            _ if document::has_open_dialog() => {}
            _ => {
                let _ = open.try_set(true);
            }
        }
    });
    on_cleanup(move || on_key.remove());
    view! {
        <dialog
            node_ref=dialog
            class="dialog palette"
            aria-label=text::LABEL
            on:close=move |_| {
                let _ = open.try_set(false);
                request_animation_frame(|| document::focus_if_nowhere(document::TITLE));
            }
            on:click=move |event| {
                // What covers the page belongs to the dialog itself; what is inside are its children.
                let target = event.target().and_then(|t| t.dyn_into::<web_sys::Node>().ok());
                if let Some(dialog) = dialog.get_untracked()
                    && target.is_some_and(|t| dialog.is_same_node(Some(&t)))
                {
                    dialog.close();
                }
            }
        >
            <Show when=move || open.get()>
                <Search dialog perform />
            </Show>
        </dialog>
    }
}

/// Everything that can be done from here; followed while the palette is open.
fn use_entries(typed: RwSignal<String>) -> Memo<Vec<Entry>> {
    let session = expect_context::<SessionContext>();
    let skills = expect_context::<SkillList>();
    let known = expect_context::<KnownExperiments>();
    let api = expect_context::<ApiContext>();
    let actions = expect_context::<PageActions>();
    let current = CurrentRoute::from_router();
    if let (Some(api), Some(skill_id)) = untrack(|| (api.get(), current.skill_id())) {
        known.read_once(api, skill_id);
    }
    Memo::new(move |_| {
        let here = current.route.get();
        let experiments = match (api.get(), here.skill_id()) {
            (Some(api), Some(skill_id)) => known.of(&api, skill_id),
            _ => Vec::new(),
        };
        let page = actions.open_now();
        let skills = skills.get().into_shown().unwrap_or_default();
        let world = World {
            here: &here,
            is_open: session.is_open(),
            is_demo: session.is_demo(),
            skills: &skills,
            experiments: &experiments,
            page: &page,
        };
        let mut all = entries(&world);
        all.extend(typed.with(|typed| by_id(&world, typed)));
        all
    })
}

/// What a chosen entry does. Taken before any event: an event has no owner.
fn use_commands() -> Callback<Command> {
    let layers = expect_context::<Layers>();
    let actions = expect_context::<PageActions>();
    let preferences = expect_context::<Preferences>();
    let calls = expect_context::<CallLog>();
    let sign_out = use_sign_out();
    let navigate = StoredValue::new_local(leptos_router::hooks::use_navigate());
    Callback::new(move |command| match command {
        Command::Go(route) => {
            let _ = navigate.try_with_value(|navigate| navigate(&route.href(), Default::default()));
        }
        Command::Page(id) => actions.run(id),
        Command::LightTheme => preferences.set_theme(Theme::Light),
        Command::DarkTheme => preferences.set_theme(Theme::Dark),
        Command::SystemTheme => preferences.set_theme(Theme::System),
        Command::Activity => calls.show(None),
        Command::Keys => {
            let _ = layers.keys.try_set(true);
        }
        Command::SignOut => sign_out.run(()),
    })
}

/// The field and what fits what is typed in it: a combobox with a list, as the ARIA practices have it.
#[component]
fn Search(dialog: NodeRef<html::Dialog>, perform: Callback<Command>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let all = use_entries(typed);
    let found = Memo::new(move |_| typed.with(|typed| all.with(|all| find(all, typed))));
    let count = Memo::new(move |_| found.with(|found| found.iter().map(|(_, places)| places.len()).sum::<usize>()));
    let run = move |at: usize| {
        let place = found.with_untracked(|found| found.iter().flat_map(|(_, places)| places).nth(at).copied());
        let command = place.and_then(|place| all.with_untracked(|all| all.get(place).map(|e| e.command.clone())));
        let (Some(command), Some(dialog)) = (command, dialog.get_untracked()) else { return };
        // The focus goes back to where it was before anything else takes it.
        dialog.close();
        request_animation_frame(move || perform.run(command));
    };
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        let (Some(dialog), Some(field)) = (dialog.get(), field.get()) else { return };
        if !dialog.open() {
            // Fails only where the dialog is not in the document any more.
            let _ = dialog.show_modal();
        }
        let _ = field.focus();
    });
    Effect::new(move |_| {
        count.track();
        bring_into_view(chosen.get());
    });
    let on_key = move |event: ev::KeyboardEvent| {
        let last = count.get_untracked().saturating_sub(1);
        let at = chosen.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => chosen.set(if at >= last { 0 } else { at + 1 }),
            "ArrowUp" => chosen.set(if at == 0 { last } else { at - 1 }),
            "PageDown" => chosen.set((at + 5).min(last)),
            "PageUp" => chosen.set(at.saturating_sub(5)),
            // What a method of input is still composing is its own.
            "Enter" if !event.is_composing() => run(at),
            _ => return,
        }
        event.prevent_default();
    };
    let has_some = move || count.get() > 0;
    view! {
        <div class="palette__head">
            <Icon name=IconName::Search />
            <input
                node_ref=field
                class="palette__input"
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                aria-label=text::LABEL
                aria-autocomplete="list"
                aria-haspopup="listbox"
                aria-expanded=move || has_some().to_string()
                aria-controls=move || has_some().then_some(LIST)
                aria-activedescendant=move || has_some().then(|| option_id(chosen.get()))
                placeholder=text::PLACEHOLDER
                on:input:target=move |event| {
                    chosen.set(0);
                    typed.set(event.target().value());
                }
                on:keydown=on_key
            />
            <CloseButton dialog label=text::CLOSE />
        </div>
        <p class="vh" role="status">
            {move || found_words(count.get())}
        </p>
        <Show
            when=has_some
            fallback=|| {
                view! {
                    <div class="palette__none">
                        <p>{text::NOTHING}</p>
                        <p class="hint">{text::NOTHING_HINT}</p>
                    </div>
                }
            }
        >
            <div class="palette__list" id=LIST role="listbox" aria-label=text::RESULTS>
                {move || {
                    let mut at = 0;
                    found
                        .get()
                        .into_iter()
                        .map(|(section, places)| {
                            let first = at;
                            at += places.len();
                            let shown = all.with(|all| places.iter().filter_map(|p| all.get(*p).cloned()).collect());
                            view! { <Group section shown first chosen on_choose=Callback::new(run) /> }
                        })
                        .collect_view()
                }}
            </div>
        </Show>
    }
}

fn option_id(at: usize) -> String {
    format!("palette-option-{at}")
}

/// Moves the list, and nothing else, until the chosen line is seen.
fn bring_into_view(at: usize) {
    let (Some(list), Some(option)) = (document::element(LIST), document::element(&option_id(at))) else { return };
    let (list_place, place) = (list.get_bounding_client_rect(), option.get_bounding_client_rect());
    let above = list_place.top() - place.top();
    let below = place.bottom() - list_place.bottom();
    if at == 0 {
        list.set_scroll_top(0);
    } else if above > 0.0 {
        list.set_scroll_top(list.scroll_top() - above.ceil() as i32);
    } else if below > 0.0 {
        list.set_scroll_top(list.scroll_top() + below.ceil() as i32);
    }
}

#[component]
fn Group(
    section: Section,
    shown: Vec<Entry>,
    /// Which line of the whole list its first one is.
    first: usize,
    chosen: RwSignal<usize>,
    on_choose: Callback<usize>,
) -> impl IntoView {
    let lines = shown
        .into_iter()
        .enumerate()
        .map(|(n, entry)| {
            let at = first + n;
            view! {
                <div
                    id=option_id(at)
                    class="palette__option"
                    role="option"
                    aria-selected=move || (chosen.get() == at).to_string()
                    on:mousemove=move |_| {
                        if chosen.get_untracked() != at {
                            chosen.set(at);
                        }
                    }
                    on:click=move |_| on_choose.run(at)
                >
                    <Icon name=icon(&entry.command) />
                    <span class="palette__title">{entry.title}</span>
                    {(!entry.detail.is_empty()).then(|| view! { <small>{entry.detail}</small> })}
                    {(!entry.keys.is_empty()).then(|| view! { <kbd>{entry.keys}</kbd> })}
                </div>
            }
        })
        .collect_view();
    view! {
        <div role="group" aria-label=section.heading()>
            <p class="menu__h" role="presentation" aria-hidden="true">
                {section.heading()}
            </p>
            {lines}
        </div>
    }
}

fn icon(command: &Command) -> IconName {
    match command {
        Command::Go(route) => match route {
            Route::Metrics(_) => IconName::Metrics,
            Route::Experiments(_) | Route::Experiment(_) => IconName::Flask,
            Route::ExperimentForm(_) => IconName::Plus,
            Route::Simulator(_) => IconName::Chat,
            Route::Profiler(_) => IconName::Target,
            Route::Lex(_) => IconName::Lex,
            Route::Settings => IconName::Gear,
            Route::SignIn | Route::Callback | Route::NotFound => IconName::Key,
        },
        Command::Page(_) => IconName::Right,
        Command::LightTheme => IconName::Sun,
        Command::DarkTheme => IconName::Moon,
        Command::SystemTheme => IconName::Half,
        Command::Activity => IconName::Pulse,
        Command::Keys => IconName::Terminal,
        Command::SignOut => IconName::SignOut,
    }
}
