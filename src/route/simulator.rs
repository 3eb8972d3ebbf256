//! The address of the simulator. What is said is never in it.

use super::path;
use super::query::{each, query_of};
use super::tried_place::TriedPlace;
use crate::domain::id::{ExperimentId, SkillId};
use crate::domain::skill::Stage;

/// What the simulator's page is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SimulatorMode {
    /// A conversation with one version.
    #[default]
    Conversation,
    /// Scripted conversations.
    Scripts,
    /// C beside T1 of an experiment.
    Compare,
}

impl SimulatorMode {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Conversation, Self::Scripts, Self::Compare];

    /// Its name in an address.
    pub fn key(self) -> &'static str {
        match self {
            Self::Conversation => "conversation",
            Self::Scripts => "scripts",
            Self::Compare => "compare",
        }
    }

    /// Reads its name.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.key() == key)
    }
}

/// The state of the simulator's page that its address keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimulatorView {
    /// The skill; `None` until one is picked.
    pub skill_id: Option<SkillId>,
    /// The stage that is called.
    pub stage: Stage,
    /// The device's locale; `None` is the skill's first.
    pub locale: Option<String>,
    /// What the page is used for.
    pub mode: SimulatorMode,
    /// The experiment whose groups are compared.
    pub experiment_id: Option<ExperimentId>,
    /// Keys that this version does not know, as they came.
    pub unknown: Vec<(String, String)>,
}

impl Default for SimulatorView {
    fn default() -> Self {
        Self {
            skill_id: None,
            stage: Stage::Live,
            locale: None,
            mode: SimulatorMode::default(),
            experiment_id: None,
            unknown: Vec::new(),
        }
    }
}

impl SimulatorView {
    /// The usual page of a skill.
    pub fn of(skill_id: SkillId) -> Self {
        Self { skill_id: Some(skill_id), ..Self::default() }
    }

    /// C beside T1 of an experiment.
    pub fn comparing(skill_id: Option<SkillId>, experiment_id: ExperimentId) -> Self {
        Self { skill_id, mode: SimulatorMode::Compare, experiment_id: Some(experiment_id), ..Self::default() }
    }

    fn place(&mut self) -> TriedPlace<'_> {
        TriedPlace {
            skill_id: &mut self.skill_id,
            stage: &mut self.stage,
            locale: &mut self.locale,
            experiment_id: &mut self.experiment_id,
        }
    }

    /// Reads a query. Every value that cannot be used is explained in a sentence and left at its default.
    pub fn parse(query: &str) -> (Self, Vec<String>) {
        let mut view = Self::default();
        let problems = each(query, |key, value| {
            match key {
                "mode" => view.mode = SimulatorMode::parse(value).ok_or("a mode")?,
                _ if view.place().read(key, value)? => {}
                _ => view.unknown.push((key.to_owned(), value.to_owned())),
            }
            Ok(())
        });
        (view, problems)
    }

    /// The address of this state. What is at its default is left out.
    pub fn href(&self) -> String {
        let mut query = query_of(self.skill_id.as_ref());
        if self.stage != Stage::Live {
            query.append_pair("stage", self.stage.as_str());
        }
        if let Some(locale) = &self.locale {
            query.append_pair("locale", locale);
        }
        if self.mode != SimulatorMode::default() {
            query.append_pair("mode", self.mode.key());
        }
        if let Some(id) = &self.experiment_id {
            query.append_pair("experiment", id.as_str());
        }
        query.extend_pairs(&self.unknown);
        format!("{}?{}", path::SIMULATOR, query.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_and_bad_values_are_said() {
        let query = "v=1&skill=amzn1.ask.skill.1&stage=development&locale=it-IT&mode=compare&experiment=e1&x=y";
        let (view, problems) = SimulatorView::parse(query);
        assert!(problems.is_empty());
        assert_eq!(view.href(), format!("/simulator?{query}"));
        let (view, problems) = SimulatorView::parse("stage=beta&locale=a%20b&mode=talk&experiment=a/b&skill=x");
        assert_eq!((view, problems.len()), (SimulatorView::default(), 5));
    }
}
