//! What a person likes, in this browser: no data of an account.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::platform::document;
use crate::platform::storage::Area;

/// `light` or `dark`; read by `public/boot.js` before the first paint, hence a key of its own.
const THEME_KEY: &str = "skillscope.theme";
const KEYS_KEY: &str = "skillscope.single-letter-keys";

/// Light, dark, or as the system has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The name that is kept.
    pub fn key(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// Reads the name that is kept.
    pub fn parse(key: &str) -> Self {
        match key {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::System,
        }
    }
}

/// The preferences; a context.
#[derive(Clone, Copy)]
pub struct Preferences {
    theme: RwSignal<Theme>,
    single_letter_keys: RwSignal<bool>,
}

impl Preferences {
    /// Reads what is kept and provides it as context.
    pub fn provide() -> Self {
        let preferences = Self {
            theme: RwSignal::new(Area::Lasting.text(THEME_KEY).map_or(Theme::System, |t| Theme::parse(&t))),
            single_letter_keys: RwSignal::new(Area::Lasting.text(KEYS_KEY).as_deref() != Some("off")),
        };
        provide_context(preferences);
        // It may have been changed elsewhere since the page began to load.
        preferences.show_theme(preferences.theme.get_untracked());
        // Another tab of this browser may change it; the browser tells all tabs but the one that did.
        let from_elsewhere = window_event_listener(leptos::ev::storage, move |event| {
            if event.key().as_deref().is_none_or(|key| key == THEME_KEY) {
                preferences.show_theme(Area::Lasting.text(THEME_KEY).map_or(Theme::System, |t| Theme::parse(&t)));
            }
        });
        on_cleanup(move || from_elsewhere.remove());
        preferences
    }

    /// The theme. Tracked.
    pub fn theme(&self) -> Theme {
        self.theme.get()
    }

    /// Sets the theme at once, and for the next visits where the browser keeps it.
    pub fn set_theme(&self, theme: Theme) {
        match theme {
            Theme::System => Area::Lasting.remove(THEME_KEY),
            Theme::Light | Theme::Dark => {
                let _ = Area::Lasting.set_text(THEME_KEY, theme.key());
            }
        }
        self.show_theme(theme);
    }

    fn show_theme(&self, theme: Theme) {
        document::set_theme((theme != Theme::System).then(|| theme.key()));
        let _ = self.theme.try_set(theme);
    }

    /// Goes to the other of light and dark, from what is on screen.
    pub fn toggle_theme(&self) {
        self.set_theme(if document::is_dark() { Theme::Light } else { Theme::Dark });
    }

    /// Whether single letters do something while nothing is typed. Tracked.
    pub fn single_letter_keys(&self) -> bool {
        self.single_letter_keys.get()
    }

    /// The same, for callbacks: without following it.
    pub fn single_letter_keys_now(&self) -> bool {
        self.single_letter_keys.try_get_untracked().unwrap_or(false)
    }

    /// Turns them on or off.
    pub fn set_single_letter_keys(&self, on: bool) {
        if on {
            Area::Lasting.remove(KEYS_KEY);
        } else {
            let _ = Area::Lasting.set_text(KEYS_KEY, "off");
        }
        self.single_letter_keys.set(on);
    }
}
