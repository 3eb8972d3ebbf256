//! How this installation is set up: `config.json`, and what this person set differently in this browser.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::config::{AuthFlow, Config, ConfigProblem};
use crate::platform::storage::Area;

/// Where the overrides are kept. They are no data of an account.
const OVERRIDES_KEY: &str = "skillscope.overrides";

/// What a person may set differently, among what `config.json` allows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Overrides {
    /// The name of one of the configured regions.
    pub region: Option<String>,
    /// Another LWA client.
    pub client_id: Option<String>,
    /// Another way to sign in.
    pub flow: Option<AuthFlow>,
}

impl Overrides {
    /// The configuration with these on top. A region that the file does not have any more is left out.
    pub fn over(&self, file: &Config) -> Config {
        let mut config = file.clone();
        if let Some(region) = self.region.as_ref().and_then(|name| file.regions.iter().find(|r| r.name == *name)) {
            config.endpoints = region.endpoints(&file.endpoints);
        }
        if let Some(client_id) = self.client_id.as_ref().filter(|id| !id.trim().is_empty() && id.len() <= 100) {
            config.client_id = client_id.trim().to_owned();
        }
        if let Some(flow) = self.flow {
            config.auth.flow = flow;
        }
        config
    }
}

/// The installation; a context.
#[derive(Clone, Copy)]
pub struct Installation {
    file: StoredValue<Config>,
    problems: StoredValue<Vec<ConfigProblem>>,
    overrides: RwSignal<Overrides>,
}

impl Installation {
    /// Takes what was read of `config.json` and provides it as context. With problems the demo still works.
    pub fn provide(read: Result<Config, Vec<ConfigProblem>>) -> Self {
        let (file, problems) = match read {
            Ok(config) => (config, Vec::new()),
            Err(problems) => (Config::default(), problems),
        };
        let installation = Self {
            file: StoredValue::new(file),
            problems: StoredValue::new(problems),
            overrides: RwSignal::new(Area::Lasting.value(OVERRIDES_KEY).unwrap_or_default()),
        };
        provide_context(installation);
        installation
    }

    /// `config.json` as it is.
    pub fn file(&self) -> Config {
        self.file.get_value()
    }

    /// What is wrong with it.
    pub fn problems(&self) -> Vec<ConfigProblem> {
        self.problems.get_value()
    }

    /// What is in force now. Tracked.
    pub fn config(&self) -> Config {
        let overrides = self.overrides.get();
        self.file.with_value(|file| overrides.over(file))
    }

    /// What this person set differently. Tracked.
    pub fn overrides(&self) -> Overrides {
        self.overrides.get()
    }

    /// Sets it; in force for signing in after the page is loaded anew.
    pub fn set_overrides(&self, overrides: Overrides) {
        if overrides == Overrides::default() {
            Area::Lasting.remove(OVERRIDES_KEY);
        } else {
            // A browser that keeps nothing forgets them with the tab; they are in force until then.
            let _ = Area::Lasting.set_value(OVERRIDES_KEY, &overrides);
        }
        self.overrides.set(overrides);
    }
}

/// The version that problem reports name.
pub const APP_VERSION: &str = env!("CARGO_PKG_VERSION");
