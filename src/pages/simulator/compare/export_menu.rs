//! The comparison as a file.

use leptos::prelude::*;

use crate::components::icon::{Icon, IconName};
use crate::components::menu::Menu;
use crate::components::toast::Toasts;
use crate::domain::conversation::preflight::Preflight;
use crate::domain::conversation::preflight_export;
use crate::pages::simulator::scripts::words;
use crate::platform::download;
use crate::state::now::DataClock;

/// JSON and CSV.
#[component]
pub fn ExportMenu(
    /// The comparison.
    preflight: Preflight,
    /// The clock of the data.
    clock: DataClock,
) -> impl IntoView {
    let preflight = StoredValue::new(preflight);
    let toasts = Toasts::from_context();
    let save = move |name: &str, media_type: &str, text: Option<String>| {
        if !text.is_some_and(|text| download::text(name, media_type, &text)) {
            toasts.failed(words::NOT_SAVED);
        }
    };
    let json = move |_| {
        let text = preflight.with_value(|p| preflight_export::json(p, clock.now_untracked()));
        save("c-beside-t1.json", "application/json", text);
    };
    let csv = move |_| save("c-beside-t1.csv", "text/csv", preflight.with_value(preflight_export::csv));
    view! {
        <Menu
            button_class="btn btn--sm"
            label="Export the comparison"
            button=|| {
                view! {
                    <Icon name=IconName::Download />
                    "Export"
                    <Icon name=IconName::ChevronDown class="i--sm" />
                }
            }
        >
            <button type="button" on:click=json>
                "Answers and differences (JSON)"
            </button>
            <button type="button" on:click=csv>
                "A row for each turn (CSV)"
            </button>
        </Menu>
    }
}
