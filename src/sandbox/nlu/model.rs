//! The interaction models of the sandbox's skills, kept in Amazon's own form under `models/`.
//!
//! City Trips has one for each of its locales (en-GB has that of en-US), and in the development stage one for ja-JP: a
//! locale that its team is still building. It is no locale of [`super::super::world`], so that usage metrics and the
//! list of skills know nothing of it. Day Planner has a small one in en-US, without a fallback.

use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use super::super::world;
use super::index::Index;
use super::language::Language;
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
    /// Which intents have a dialog.
    pub(super) dialog: DialogModel,
    /// What is asked in dialogs.
    pub(super) prompts: Vec<Prompt>,
    /// Made ready for matching.
    pub(super) index: Index,
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
    #[serde(default)]
    dialog: DialogModel,
    #[serde(default)]
    prompts: Vec<Prompt>,
}

/// Which intents have a dialog.
#[derive(Debug, Default, Deserialize)]
pub(super) struct DialogModel {
    pub(super) intents: Vec<DialogIntent>,
}

/// The dialog of an intent.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DialogIntent {
    pub(super) name: String,
    #[serde(default)]
    pub(super) confirmation_required: bool,
    #[serde(default)]
    pub(super) prompts: PromptIds,
    #[serde(default)]
    pub(super) slots: Vec<DialogSlot>,
}

/// A slot in a dialog.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DialogSlot {
    pub(super) name: String,
    #[serde(default)]
    pub(super) confirmation_required: bool,
    #[serde(default)]
    pub(super) elicitation_required: bool,
    #[serde(default)]
    pub(super) prompts: PromptIds,
}

/// Which prompts ask.
#[derive(Debug, Default, Deserialize)]
pub(super) struct PromptIds {
    pub(super) confirmation: Option<String>,
    pub(super) elicitation: Option<String>,
}

/// What is asked, in several ways.
#[derive(Debug, Deserialize)]
pub(super) struct Prompt {
    pub(super) id: String,
    pub(super) variations: Vec<Variation>,
}

/// One way to ask.
#[derive(Debug, Deserialize)]
pub(super) struct Variation {
    pub(super) value: String,
}

impl Model {
    fn read(text: &str, language: Language) -> Option<Self> {
        let json: Value = serde_json::from_str(text).ok()?;
        let Parts { language_model, dialog, prompts } = File::deserialize(&json).ok()?.interaction_model;
        let index = Index::new(&language_model, language);
        Some(Self { json, language: language_model, dialog, prompts, index })
    }

    /// The intent for what matches no other, where the model has one.
    pub fn fallback(&self) -> Option<Intent> {
        let intent = self.language.intent("AMAZON.FallbackIntent")?;
        Some(Intent { name: intent.name.clone(), ..Intent::default() })
    }
}

type Lazy = LazyLock<Option<Model>>;

static CITY_TRIPS_EN: Lazy = Lazy::new(|| Model::read(include_str!("models/city_trips_en.json"), Language::English));
static CITY_TRIPS_DE: Lazy = Lazy::new(|| Model::read(include_str!("models/city_trips_de.json"), Language::German));
static CITY_TRIPS_JA: Lazy = Lazy::new(|| Model::read(include_str!("models/city_trips_ja.json"), Language::Japanese));
static DAY_PLANNER_EN: Lazy = Lazy::new(|| Model::read(include_str!("models/day_planner_en.json"), Language::English));

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
