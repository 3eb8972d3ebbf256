//! How long the sign-in still lasts.

use leptos::prelude::*;

mod words {
    /// What is left, in words: whole minutes, seconds in the last one.
    pub fn left(left_s: i64) -> String {
        match left_s {
            ..=0 => "ended".to_owned(),
            1..60 => format!("{left_s} s"),
            _ => format!("{} min", left_s / 60),
        }
    }

    pub const UNTIL: &str = " until sign-in expires";
    pub const TITLE: &str = "Select to renew your sign-in";
}

/// Under this many seconds it turns amber.
const LOW_S: i64 = 600;
/// Under this many seconds it turns red.
const LAST_S: i64 = 120;

/// A button with a ring that fills down over the token's life.
#[component]
pub fn TokenRing(
    /// Seconds left.
    #[prop(into)]
    left_s: Signal<i64>,
    /// Seconds that the whole life has.
    #[prop(into)]
    life_s: Signal<i64>,
    /// When the person selects it.
    #[prop(into)]
    on_select: Callback<()>,
) -> impl IntoView {
    let class = move || match left_s.get() {
        s if s < LAST_S => "ring ring--last",
        s if s < LOW_S => "ring ring--low",
        _ => "ring",
    };
    let dash = move || {
        let share = 100 * left_s.get().max(0) / life_s.get().max(1);
        format!("{} 100", share.min(100))
    };
    view! {
        <button class="btn btn--ghost btn--sm" type="button" title=words::TITLE on:click=move |_| on_select.run(())>
            <svg class=class viewBox="0 0 18 18" aria-hidden="true">
                <circle cx="9" cy="9" r="7"></circle>
                <circle class="ring__left" cx="9" cy="9" r="7" pathLength="100" stroke-dasharray=dash></circle>
            </svg>
            <span class="nowrap">
                {move || words::left(left_s.get())} <span class="vh">{words::UNTIL}</span>
            </span>
        </button>
    }
}
