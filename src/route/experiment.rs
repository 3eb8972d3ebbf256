//! The addresses of the experiments: their list, the form, and one of them.

use percent_encoding::percent_decode_str;

use super::query::{each, query_of, read_skill};
use super::{Place, Route, clip, path};
use crate::domain::experiment::ExperimentState;
use crate::domain::id::{ExperimentId, MetricSnapshotId, SkillId};
use crate::domain::path_segment::segment;

/// The path below the list under which a new experiment is made.
const NEW: &str = "new";
/// The last segment of the path under which an experiment is changed.
const EDIT: &str = "edit";

/// How the list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExperimentSort {
    /// The latest start first; those that have not started by their creation.
    #[default]
    Newest,
    /// By name.
    Name,
    /// The largest exposure first.
    Exposure,
}

impl ExperimentSort {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Newest, Self::Name, Self::Exposure];

    /// Its name in an address.
    pub fn key(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Name => "name",
            Self::Exposure => "exposure",
        }
    }

    /// Reads its name.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.key() == key)
    }
}

/// The state of the list, all of it in its address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExperimentsView {
    /// The skill; `None` until one is picked.
    pub skill_id: Option<SkillId>,
    /// Only those in this state.
    pub state: Option<ExperimentState>,
    /// Only those whose name or hypothesis has this.
    pub search: String,
    /// Their order.
    pub sort: ExperimentSort,
    /// Whether deleted ones are shown.
    pub deleted: bool,
    /// Keys that this version does not know, as they came.
    pub unknown: Vec<(String, String)>,
}

/// What the form is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormPurpose {
    /// A new experiment, with the settings of another one where there is one to copy.
    Create {
        /// Whose settings it starts with.
        copy: Option<ExperimentId>,
    },
    /// Another version of an experiment that is CREATED.
    Edit(ExperimentId),
}

/// The form that makes or changes an experiment. What is typed is never in its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormView {
    /// The skill.
    pub skill_id: Option<SkillId>,
    /// What it is for.
    pub purpose: FormPurpose,
}

/// An experiment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExperimentView {
    /// The experiment.
    pub experiment_id: ExperimentId,
    /// Its skill.
    pub skill_id: Option<SkillId>,
    /// The snapshot that is read; the latest where there is none.
    pub snapshot: Option<MetricSnapshotId>,
    /// The snapshot that it is compared with.
    pub compare: Option<MetricSnapshotId>,
    /// Keys that this version does not know, as they came.
    pub unknown: Vec<(String, String)>,
}

/// The identifier in a segment of a path.
fn id(segment: &str) -> Option<ExperimentId> {
    let text = percent_decode_str(segment).decode_utf8().ok()?;
    // `%20new` is no experiment: its own address would be the form's.
    ExperimentId::parse(&text).ok().filter(|id| id.as_str() != NEW)
}

/// Which page it is that follows the path of the list.
pub(super) fn place(rest: &str) -> Place {
    let segments: Vec<&str> = rest.split('/').collect();
    match segments.as_slice() {
        [""] => Place::Experiments,
        ["", NEW] => Place::ExperimentForm,
        ["", id_text, EDIT] if id(id_text).is_some() => Place::ExperimentForm,
        ["", id_text] if id(id_text).is_some() => Place::Experiment,
        _ => Place::NotFound,
    }
}

/// Reads what follows the path of the list.
pub(super) fn parse(rest: &str, query: &str) -> (Route, Vec<String>) {
    let segments: Vec<&str> = rest.split('/').collect();
    match segments.as_slice() {
        [""] => {
            let (view, problems) = ExperimentsView::parse(query);
            (Route::Experiments(Box::new(view)), problems)
        }
        ["", NEW] => {
            let mut view = FormView::new_for(None);
            let mut copy = None;
            let problems = each(query, |key, value| match key {
                "skill" => read_skill(value, &mut view.skill_id),
                "copy" => match ExperimentId::parse(value) {
                    Ok(found) => {
                        copy = Some(found);
                        Ok(())
                    }
                    Err(_) => Err("an experiment ID"),
                },
                _ => Ok(()),
            });
            view.purpose = FormPurpose::Create { copy };
            (Route::ExperimentForm(Box::new(view)), problems)
        }
        ["", id_text, EDIT] => match id(id_text) {
            Some(id) => {
                let mut view = FormView { skill_id: None, purpose: FormPurpose::Edit(id) };
                let problems = each(query, |key, value| match key {
                    "skill" => read_skill(value, &mut view.skill_id),
                    _ => Ok(()),
                });
                (Route::ExperimentForm(Box::new(view)), problems)
            }
            None => (Route::NotFound, Vec::new()),
        },
        ["", id_text] => match id(id_text) {
            Some(id) => {
                let (view, problems) = ExperimentView::parse(id, query);
                (Route::Experiment(Box::new(view)), problems)
            }
            None => (Route::NotFound, Vec::new()),
        },
        _ => (Route::NotFound, Vec::new()),
    }
}

impl ExperimentsView {
    /// The usual list of a skill.
    pub fn of(skill_id: SkillId) -> Self {
        Self { skill_id: Some(skill_id), ..Self::default() }
    }

    /// Reads a query. Every value that cannot be used is explained in a sentence and left at its default.
    pub fn parse(query: &str) -> (Self, Vec<String>) {
        let mut view = Self::default();
        let problems = each(query, |key, value| {
            match key {
                "v" => {}
                "skill" => return read_skill(value, &mut view.skill_id),
                "state" => match ExperimentState::from(value) {
                    ExperimentState::Unknown(_) => return Err("a state"),
                    state => view.state = Some(state),
                },
                "q" => view.search = clip(value),
                "sort" => view.sort = ExperimentSort::parse(value).ok_or("an order")?,
                "deleted" => view.deleted = value == "show",
                _ => view.unknown.push((key.to_owned(), value.to_owned())),
            }
            Ok(())
        });
        (view, problems)
    }

    /// The address of this state. What is at its default is left out.
    pub fn href(&self) -> String {
        let mut query = query_of(self.skill_id.as_ref());
        if let Some(state) = &self.state {
            query.append_pair("state", state.as_str());
        }
        if !self.search.is_empty() {
            query.append_pair("q", &self.search);
        }
        if self.sort != ExperimentSort::default() {
            query.append_pair("sort", self.sort.key());
        }
        if self.deleted {
            query.append_pair("deleted", "show");
        }
        query.extend_pairs(&self.unknown);
        format!("{}?{}", path::EXPERIMENTS, query.finish())
    }
}

impl FormView {
    /// The form of a new experiment.
    pub fn new_for(skill_id: Option<SkillId>) -> Self {
        Self { skill_id, purpose: FormPurpose::Create { copy: None } }
    }

    /// Its address.
    pub fn href(&self) -> String {
        let mut query = query_of(self.skill_id.as_ref());
        match &self.purpose {
            FormPurpose::Create { copy } => {
                if let Some(copy) = copy {
                    query.append_pair("copy", copy.as_str());
                }
                format!("{}/{NEW}?{}", path::EXPERIMENTS, query.finish())
            }
            FormPurpose::Edit(id) => {
                format!("{}/{}/{EDIT}?{}", path::EXPERIMENTS, segment(id.as_str()), query.finish())
            }
        }
    }
}

impl ExperimentView {
    /// An experiment at its latest snapshot.
    pub fn of(skill_id: SkillId, experiment_id: ExperimentId) -> Self {
        Self { experiment_id, skill_id: Some(skill_id), snapshot: None, compare: None, unknown: Vec::new() }
    }

    fn parse(experiment_id: ExperimentId, query: &str) -> (Self, Vec<String>) {
        let mut view = Self { experiment_id, skill_id: None, snapshot: None, compare: None, unknown: Vec::new() };
        let problems = each(query, |key, value| {
            match key {
                "v" => {}
                "skill" => return read_skill(value, &mut view.skill_id),
                "snapshot" => view.snapshot = Some(MetricSnapshotId::parse(value).map_err(|_| "a snapshot")?),
                "compare" => view.compare = Some(MetricSnapshotId::parse(value).map_err(|_| "a snapshot")?),
                _ => view.unknown.push((key.to_owned(), value.to_owned())),
            }
            Ok(())
        });
        (view, problems)
    }

    /// The address of this state.
    pub fn href(&self) -> String {
        let mut query = query_of(self.skill_id.as_ref());
        for (key, id) in [("snapshot", &self.snapshot), ("compare", &self.compare)] {
            if let Some(id) = id {
                query.append_pair(key, id.as_str());
            }
        }
        query.extend_pairs(&self.unknown);
        format!("{}/{}?{}", path::EXPERIMENTS, segment(self.experiment_id.as_str()), query.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(href: &str) -> (Route, Vec<String>) {
        let (path, query) = href.split_once('?').unwrap();
        Route::parse(path, query)
    }

    #[test]
    fn every_page_of_experiments_comes_back_as_it_was() {
        for href in [
            "/experiments?v=1&skill=amzn1.ask.skill.1&state=RUNNING&q=a+b&sort=name&deleted=show&future=1",
            "/experiments/new?v=1&skill=amzn1.ask.skill.1&copy=abc",
            "/experiments/a%20b?v=1".replace("%20", "%3F").as_str(),
            "/experiments/abc/edit?v=1&skill=amzn1.ask.skill.1",
            "/experiments/abc?v=1&skill=amzn1.ask.skill.1&snapshot=s1&compare=s2&x=1",
        ] {
            let (route, problems) = read(href);
            assert_eq!(route.href(), href);
            assert_eq!(problems, [""; 0]);
        }
    }

    #[test]
    fn what_cannot_be_used_is_explained() {
        let (route, problems) = Route::parse("/experiments", "state=PAUSED&sort=size&skill=x");
        assert_eq!(route, Route::Experiments(Box::default()));
        assert_eq!(problems.len(), 3, "{problems:#?}");
        for nowhere in ["/experimentsx", "/experiments/a/b", "/experiments/a/edit/c", "/experiments//edit"] {
            assert_eq!(Route::parse(nowhere, "").0, Route::NotFound, "{nowhere}");
        }
    }

    #[test]
    fn another_skill_leads_from_an_experiment_to_its_list() {
        let (route, _) = Route::parse("/experiments/abc", "skill=amzn1.ask.skill.1");
        let other = SkillId::parse("amzn1.ask.skill.2").unwrap();
        assert_eq!(route.about_skill(other.clone()).href(), "/experiments?v=1&skill=amzn1.ask.skill.2");
        assert_eq!(route.about_skill(SkillId::parse("amzn1.ask.skill.1").unwrap()), route);
        assert_eq!(Route::Settings.about_skill(other), Route::Settings);
    }

    #[test]
    fn an_id_that_reads_as_the_form_is_not_found() {
        for path in ["/%20new", "/\nnew", "/new%0A"] {
            assert_eq!(parse(path, "copy=e1").0, Route::NotFound, "{path:?}");
        }
    }

    proptest! {
        #[test]
        fn any_address_is_read_and_writes_a_stable_one(rest in "(/\\PC{0,20}){0,3}", query in "\\PC{0,80}") {
            let (route, _) = Route::parse(&format!("/experiments{rest}"), &query);
            prop_assume!(route != Route::NotFound);
            let href = route.href();
            let (again, problems) = read(&href);
            prop_assert_eq!(again, route);
            prop_assert!(problems.is_empty(), "{:?}", problems);
        }
    }
}
