//! How fast a suite is run, for the person to say.

use leptos::prelude::*;

use super::model::SuitesModel;
use crate::pages::profiler::words::suite as words;
use crate::state::suite_run::RunSpeed;

mod text {
    pub const SPEED: &str = "Speed";
    pub const AT_ONCE: &str = "At a time";
    pub const GAP: &str = "Gap in milliseconds";
}

/// The present speed; what opens changes it, also while a run goes on.
#[component]
pub fn Speed(
    /// The state of the suites.
    model: SuitesModel,
) -> impl IntoView {
    let number = |text: String| text.trim().parse::<u32>().ok();
    view! {
        <details class="speed">
            <summary class="btn btn--ghost btn--sm">
                {text::SPEED} ": " {move || words::speed_words(model.speed.get())}
            </summary>
            <div class="row">
                <label class="row fs-13">
                    {text::AT_ONCE}
                    <input
                        class="input speed__field"
                        type="number"
                        min="1"
                        max=RunSpeed::MOST_AT_ONCE.to_string()
                        prop:value=move || model.speed.get().concurrency.to_string()
                        on:change:target=move |event| {
                            if let Some(concurrency) = number(event.target().value()) {
                                model.set_speed(RunSpeed { concurrency, ..model.speed.get_untracked() });
                            }
                            event.target().set_value(&model.speed.get_untracked().concurrency.to_string());
                        }
                    />
                </label>
                <label class="row fs-13">
                    {text::GAP}
                    <input
                        class="input speed__field"
                        type="number"
                        min="0"
                        max=RunSpeed::LONGEST_GAP_MS.to_string()
                        step="50"
                        prop:value=move || model.speed.get().gap_ms.to_string()
                        on:change:target=move |event| {
                            if let Some(gap_ms) = number(event.target().value()) {
                                model.set_speed(RunSpeed { gap_ms, ..model.speed.get_untracked() });
                            }
                            event.target().set_value(&model.speed.get_untracked().gap_ms.to_string());
                        }
                    />
                </label>
            </div>
        </details>
    }
}
