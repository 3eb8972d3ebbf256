//! The address of the utterance profiler. What is said is never in it.

use super::path;
use super::query::{each, query_of};
use super::tried_place::TriedPlace;
use crate::domain::id::{ExperimentId, SkillId, SuiteId};
use crate::domain::skill::Stage;

/// The state of the profiler's page that its address keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfilerView {
    /// The skill; `None` until one is picked.
    pub skill_id: Option<SkillId>,
    /// The stage whose interaction model is asked.
    pub stage: Stage,
    /// The locale of the model; `None` is the skill's first.
    pub locale: Option<String>,
    /// The suite that is open.
    pub suite_id: Option<SuiteId>,
    /// The experiment that a suite is offered for.
    pub experiment_id: Option<ExperimentId>,
    /// Keys that this version does not know, as they came.
    pub unknown: Vec<(String, String)>,
}

impl Default for ProfilerView {
    fn default() -> Self {
        Self {
            skill_id: None,
            stage: Stage::Development,
            locale: None,
            suite_id: None,
            experiment_id: None,
            unknown: Vec::new(),
        }
    }
}

impl ProfilerView {
    /// The usual page of a skill.
    pub fn of(skill_id: SkillId) -> Self {
        Self { skill_id: Some(skill_id), ..Self::default() }
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
                "suite" => view.suite_id = Some(SuiteId::parse(value).map_err(|_| "a suite ID")?),
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
        if self.stage != Stage::Development {
            query.append_pair("stage", self.stage.as_str());
        }
        if let Some(locale) = &self.locale {
            query.append_pair("locale", locale);
        }
        if let Some(id) = &self.suite_id {
            query.append_pair("suite", id.as_str());
        }
        if let Some(id) = &self.experiment_id {
            query.append_pair("experiment", id.as_str());
        }
        query.extend_pairs(&self.unknown);
        format!("{}?{}", path::PROFILER, query.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_and_bad_values_are_said() {
        let query = "v=1&skill=amzn1.ask.skill.1&stage=live&locale=ja-JP&suite=s1&experiment=e1&x=y";
        let (view, problems) = ProfilerView::parse(query);
        assert!(problems.is_empty());
        assert_eq!(view.href(), format!("/profiler?{query}"));
        let (view, problems) = ProfilerView::parse("stage=beta&locale=&suite=a/b&experiment=a%20b&skill=x");
        assert_eq!((view, problems.len()), (ProfilerView::default(), 5));
    }
}
