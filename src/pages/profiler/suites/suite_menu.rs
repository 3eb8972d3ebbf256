//! What else can be done with the open suite and with the library.

use leptos::prelude::*;

use super::dialogs::{Asking, LIBRARY_FILE, export_library};
use super::model::{Editing, SuitesModel};
use crate::components::icon::{Icon, IconName};
use crate::components::menu::Menu;
use crate::domain::suite::Suite;
use crate::pages::profiler::words::suite as words;
use crate::platform::document;
use crate::state::suite_library::new_suite_id;

mod text {
    pub const MENU: &str = "More for suites";
    pub const NEW: &str = "New suite";
    pub const RENAME: &str = "Rename";
    pub const DUPLICATE: &str = "Duplicate";
    pub const PIN: &str = "Pin to an experiment";
    pub const DELETE: &str = "Delete suite";
    pub const IMPORT: &str = "Import a library";
    pub const EXPORT: &str = "Export the library";
}

/// The menu.
#[component]
pub fn SuiteMenu(
    /// The state of the suites.
    model: SuitesModel,
) -> impl IntoView {
    view! {
        <Menu
            button_class="btn btn--icon btn--sm"
            button_label=text::MENU
            label=text::MENU
            button=|| view! { <Icon name=IconName::Dots /> }
        >
            <Items model />
        </Menu>
    }
}

#[component]
fn Items(model: SuitesModel) -> impl IntoView {
    let duplicate = move |_| {
        let (Some(suite), Some(id)) = (model.suite.get_untracked(), new_suite_id()) else { return };
        let name = words::copy_name(&suite.name, &model.names());
        model.save(Suite { id: id.clone(), name, ..(*suite).clone() });
        model.open(id);
    };
    // The menu closes and gives the focus back before a dialog takes it.
    let ask = move |asking: Asking| request_animation_frame(move || model.ask(asking));
    view! {
        <button
            type="button"
            on:click=move |_| {
                model.editing.set(Some(Editing::New));
                request_animation_frame(|| document::focus("suite-name"));
            }
        >
            {text::NEW}
        </button>
        <button type="button" on:click=move |_| ask(Asking::Rename)>
            {text::RENAME}
        </button>
        <button type="button" on:click=duplicate>
            {text::DUPLICATE}
        </button>
        <button type="button" on:click=move |_| ask(Asking::Pin)>
            {text::PIN}
        </button>
        <button type="button" on:click=move |_| ask(Asking::Delete)>
            {text::DELETE}
        </button>
        <div class="sep"></div>
        <button type="button" on:click=move |_| press_library_file()>
            {text::IMPORT}
        </button>
        <button type="button" on:click=move |_| export_library(model)>
            {text::EXPORT}
        </button>
    }
}

/// Opens the browser's choice of a file for a library.
pub fn press_library_file() {
    if let Some(input) = document::element(LIBRARY_FILE) {
        input.click();
    }
}
