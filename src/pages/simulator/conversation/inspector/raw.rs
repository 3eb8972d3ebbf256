//! The whole result.

use leptos::prelude::*;

use super::search::JsonSearch;
use crate::components::copy_button::CopyButton;
use crate::components::json_tree::JsonTree;
use crate::domain::conversation::json_tree::tree;
use crate::domain::simulation::Simulation;
use crate::pages::simulator::conversation::words::inspector as words;

/// The simulation as JSON.
#[component]
pub fn RawView(
    /// The simulation.
    simulation: Simulation,
) -> impl IntoView {
    let value = serde_json::to_value(&simulation).unwrap_or_default();
    let text = serde_json::to_string_pretty(&value).unwrap_or_default();
    let value = Signal::stored(value);
    let query = RwSignal::new(String::new());
    let matches = Memo::new(move |_| query.with(|q| value.with(|v| tree(v, q).matches)));
    view! {
        <JsonSearch id="raw-search" placeholder=words::SEARCH_RAW query matches>
            <div class="row row--between">
                <p class="hint">{words::REDACTED}</p>
                <CopyButton text=Signal::stored(text) label="Copy the result" labelled=true />
            </div>
            <JsonTree value query label="Result" />
        </JsonSearch>
    }
}
