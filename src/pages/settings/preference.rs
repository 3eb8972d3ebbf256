//! How the page looks and listens.

use leptos::prelude::*;

use crate::components::choice::Choice;
use crate::components::segmented::Segmented;
use crate::route::Zone;
use crate::state::preference::{Preferences, Theme};

mod words {
    pub const HEADING: &str = "Display and keyboard";
    pub const THEME: &str = "Theme";
    pub const SYSTEM: &str = "System";
    pub const LIGHT: &str = "Light";
    pub const DARK: &str = "Dark";
    pub const ZONE: &str = "Time zone";
    pub const UTC: &str = "UTC";
    pub const LOCAL: &str = "This computer";
    pub const ZONE_HINT: &str = "For pages whose address does not name one. Amazon aligns its figures to UTC.";
    pub const KEYS: &str = "Single-letter keys";
    pub const KEYS_HINT: &str = "Keys such as T for the theme and ? for the list of keys. They are off while you type.";
}

const UTC: &str = "utc";
const LOCAL: &str = "local";

/// Theme, zone and single-letter keys: they apply at once.
#[component]
pub fn PreferenceCard() -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let themes = vec![
        Choice::new(Theme::System.key(), words::SYSTEM),
        Choice::new(Theme::Light.key(), words::LIGHT),
        Choice::new(Theme::Dark.key(), words::DARK),
    ];
    let zones = vec![Choice::new(UTC, words::UTC), Choice::new(LOCAL, words::LOCAL)];
    let zone = Signal::derive(move || match preferences.zone() {
        Zone::Utc => UTC.to_owned(),
        Zone::Local => LOCAL.to_owned(),
    });
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
                    <span class="label">{words::ZONE}</span>
                    <Segmented
                        name="zone"
                        label=words::ZONE
                        choices=zones
                        value=zone
                        on_change=move |key: String| {
                            preferences.set_zone(if key == LOCAL { Zone::Local } else { Zone::Utc });
                        }
                    />
                    <p class="hint">{words::ZONE_HINT}</p>
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
