//! Suggested samples for the developers of the skill.

use leptos::prelude::*;

use super::model::SuitesModel;
use crate::components::copy_button::CopyButton;
use crate::components::icon::{Icon, IconName};
use crate::domain::suite::hint::{Hint, hints, hints_csv, hints_json, hints_text};
use crate::domain::words::count;
use crate::pages::profiler::words::suite as words;
use crate::platform::download;

/// The most hints that are listed at first.
const FIRST: usize = 10;

mod text {
    pub const HEADING: &str = "Suggested samples for the developers";
    pub const WHY: &str = "For each misrouted utterance: the intent that it should have reached, the nearest other, and what to add to the interaction model.";
    pub const COPY: &str = "Copy as text";
    pub const FAILED: &str = "The browser did not let us save the file";
    pub const ALL: &str = "Show all";
}

/// The card; nothing where every utterance reached its intent.
#[component]
pub fn HintsCard(
    /// The state of the suites.
    model: SuitesModel,
) -> impl IntoView {
    let all = Memo::new(move |_| {
        let Some(record) = model.shown.get() else { return Vec::new() };
        model.interaction.with(|m| hints(&record.run, m.shown().map(|m| &**m)))
    });
    let is_whole = RwSignal::new(false);
    let text = Memo::new(move |_| all.with(|all| hints_text(all)));
    let save = move |ending: &'static str, media_type: &'static str, content: Option<String>| {
        let name = model.suite.with_untracked(|s| s.as_ref().map(|s| s.name.clone())).unwrap_or_default();
        let name = words::file_name(&name, "suggested-samples", ending);
        if !content.is_some_and(|content| download::text(&name, media_type, &content)) {
            model.toasts.failed(text::FAILED);
        }
    };
    let csv = move |_| save("csv", "text/csv", all.with_untracked(|all| hints_csv(all)));
    let json = move |_| {
        let content =
            model.interaction.with_untracked(|m| all.with_untracked(|all| hints_json(all, m.shown().map(|m| &**m))));
        save("json", "application/json", content);
    };
    let rows = move || {
        let most = if is_whole.get() { usize::MAX } else { FIRST };
        all.with(|all| all.iter().take(most).map(row).collect_view())
    };
    view! {
        <Show when=move || !all.with(Vec::is_empty)>
            <section class="card" aria-labelledby="hints">
                <div class="card__head">
                    <div>
                        <h2 id="hints">{text::HEADING}</h2>
                        <p>{text::WHY}</p>
                    </div>
                    <div class="row push">
                        <CopyButton text label=text::COPY labelled=true />
                        <button class="btn btn--sm" type="button" on:click=csv>
                            <Icon name=IconName::Download />
                            "CSV"
                        </button>
                        <button class="btn btn--sm" type="button" on:click=json>
                            <Icon name=IconName::Download />
                            "JSON"
                        </button>
                    </div>
                </div>
                <div class="table-wrap" tabindex="0" role="region" aria-label="Suggested samples">
                    <table class="table table--cards">
                        <thead>
                            <tr>
                                <th scope="col">"Utterance"</th>
                                <th scope="col">"Should reach"</th>
                                <th scope="col">"Nearest"</th>
                                <th scope="col">"What to do"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <div class="card__foot">
                    <span>
                        {move || {
                            let n = all.with(Vec::len);
                            let shown = if is_whole.get() { n } else { n.min(FIRST) };
                            format!("{} of {}", count(shown as f64), count(n as f64))
                        }}
                    </span>
                    <Show when=move || { !is_whole.get() && all.with(Vec::len) > FIRST }>
                        <button class="btn btn--link push" type="button" on:click=move |_| is_whole.set(true)>
                            {text::ALL}
                        </button>
                    </Show>
                </div>
            </section>
        </Show>
    }
}

fn row(hint: &Hint) -> impl IntoView + use<> {
    let nearest = hint.nearest.clone().unwrap_or_else(|| "—".to_owned());
    view! {
        <tr>
            <th scope="row" class="breaks">
                <span dir="auto">{hint.utterance.clone()}</span>
            </th>
            <td data-l="Should reach">
                <span class="mono fs-12 name">{hint.expected.clone()}</span>
            </td>
            <td data-l="Nearest">
                <span class="mono fs-12 name">{nearest}</span>
            </td>
            <td data-l="What to do" class="wide">
                <span class="breaks">{hint.words()}</span>
            </td>
        </tr>
    }
}
