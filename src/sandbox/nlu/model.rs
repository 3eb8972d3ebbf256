//! The interaction models of the sandbox's skills, kept in Amazon's own form under `models/`.
//!
//! City Trips has one for each of its locales (en-GB has that of en-US), and in the development stage one for ja-JP: a
//! locale that its team is still building. It is no locale of [`super::super::world`], so that usage metrics and the
//! list of skills know nothing of it.

use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use super::super::world;
use crate::domain::intent::Intent;
use crate::domain::interaction_model::InteractionModel;
use crate::domain::skill::Stage;

/// A skill's interaction model in a locale.
#[derive(Debug)]
pub struct Model {
    /// As the service returns it: `{"interactionModel": …}`.
    pub json: Value,
    /// Invocation name, intents and slot types.
    pub language: InteractionModel,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    interaction_model: Parts,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parts {
    language_model: InteractionModel,
}

impl Model {
    fn read(text: &str) -> Option<Self> {
        let json: Value = serde_json::from_str(text).ok()?;
        let file: File = serde_json::from_str(text).ok()?;
        Some(Self { json, language: file.interaction_model.language_model })
    }

    /// The intent for what matches no other, where the model has one.
    pub fn fallback(&self) -> Option<Intent> {
        let intent = self.language.intent("AMAZON.FallbackIntent")?;
        Some(Intent { name: intent.name.clone(), ..Intent::default() })
    }
}

type Lazy = LazyLock<Option<Model>>;

static CITY_TRIPS_EN: Lazy = Lazy::new(|| Model::read(include_str!("models/city_trips_en.json")));
static CITY_TRIPS_DE: Lazy = Lazy::new(|| Model::read(include_str!("models/city_trips_de.json")));
static CITY_TRIPS_JA: Lazy = Lazy::new(|| Model::read(include_str!("models/city_trips_ja.json")));
static DAY_PLANNER_EN: Lazy = Lazy::new(|| Model::read(include_str!("models/day_planner_en.json")));

const CITY_TRIPS: &str = "amzn1.ask.skill.11111111-1111-4111-8111-111111111111";
const DAY_PLANNER: &str = "amzn1.ask.skill.44444444-4444-4444-8444-444444444444";

/// The model of a skill in a locale, whatever the stage.
pub fn model(skill_id: &str, locale: &str) -> Option<&'static Model> {
    let model: &'static Lazy = match (skill_id, locale) {
        (CITY_TRIPS, "en-US" | "en-GB") => &CITY_TRIPS_EN,
        (CITY_TRIPS, "de-DE") => &CITY_TRIPS_DE,
        (CITY_TRIPS, "ja-JP") => &CITY_TRIPS_JA,
        (DAY_PLANNER, "en-US") => &DAY_PLANNER_EN,
        _ => return None,
    };
    model.as_ref()
}

/// The model of a skill in a locale at a stage. A locale that the skill does not have in the world is there in
/// development only.
pub fn model_at(skill_id: &str, stage: &Stage, locale: &str) -> Option<&'static Model> {
    let is_in_world = world::skill(skill_id)?.locales.iter().any(|l| l.code == locale);
    model(skill_id, locale).filter(|_| is_in_world || *stage == Stage::Development)
}
