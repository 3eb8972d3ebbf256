//! How the page looks and listens.

use leptos::prelude::*;

use crate::components::choice::Choice;
use crate::components::segmented::Segmented;
use crate::state::preferences::{Preferences, Theme};

mod words {
    pub const HEADING: &str = "Display and keyboard";
    pub const THEME: &str = "Theme";
    pub const SYSTEM: &str = "System";
    pub const LIGHT: &str = "Light";
    pub const DARK: &str = "Dark";
    pub const KEYS: &str = "Single-letter keys";
    pub const KEYS_HINT: &str = "Keys such as T for the theme and ? for the list of keys. They are off while you type.";
}

/// Theme and single-letter keys: they apply at once.
#[component]
pub fn PreferenceCard() -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let themes = vec![
        Choice::new(Theme::System.key(), words::SYSTEM),
        Choice::new(Theme::Light.key(), words::LIGHT),
        Choice::new(Theme::Dark.key(), words::DARK),
    ];
    view! {
        <section class="card" aria-labelledby="display-heading">
            <div class="card__head card__head--line">
                <h2 id="display-heading">{words::HEADING}</h2>
            </div>
            <div class="card__body settings-form">
                <div class="field">
                    <span class="label">{words::THEME}</span>
                    <Segmented
                        name="theme"
                        label=words::THEME
                        choices=themes
                        value=Signal::derive(move || preferences.theme().key().to_owned())
                        on_change=move |key: String| preferences.set_theme(Theme::parse(&key))
                    />
                </div>
                <div class="field">
                    <label class="switch">
                        <input
                            type="checkbox"
                            role="switch"
                            aria-describedby="keys-hint"
                            prop:checked=move || preferences.single_letter_keys()
                            on:change:target=move |event| {
                                preferences.set_single_letter_keys(event.target().checked());
                            }
                        />
                        {words::KEYS}
                    </label>
                    <p class="hint" id="keys-hint">
                        {words::KEYS_HINT}
                    </p>
                </div>
            </div>
        </section>
    }
}
