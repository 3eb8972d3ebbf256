//! Addresses: the only place where path and query texts are written or read.
//!
//! The table of routes and keys stands in `ARCHITECTURE.md`. Unknown keys are kept, bad values are explained and
//! replaced by their defaults, so that an old or hand-made link always opens.

mod experiment;
mod lex;
mod metrics;
mod profiler;
mod query;
mod simulator;
mod tried_place;

pub use experiment::{ExperimentSort, ExperimentView, ExperimentsView, FormPurpose, FormView};
pub use lex::{ChartKind, LexView};
pub use metrics::{Display, MetricsView, Zone};
pub use profiler::ProfilerView;
pub use simulator::{SimulatorMode, SimulatorView};

use crate::domain::id::SkillId;
use crate::domain::instant::{DAY_S, Instant};
use crate::domain::range::Range;
use crate::domain::window::Window;
use crate::domain::words;

/// A page and its state.
#[derive(Debug, Clone, PartialEq)]
pub enum Route {
    /// Sign-in, the start page.
    SignIn,
    /// Where Amazon sends people back to.
    Callback,
    /// The Metrics page.
    Metrics(Box<MetricsView>),
    /// The list of experiments.
    Experiments(Box<ExperimentsView>),
    /// The form that makes or changes an experiment.
    ExperimentForm(Box<FormView>),
    /// An experiment.
    Experiment(Box<ExperimentView>),
    /// The simulator.
    Simulator(Box<SimulatorView>),
    /// The utterance profiler.
    Profiler(Box<ProfilerView>),
    /// Analytics of an Amazon Lex bot.
    Lex(Box<LexView>),
    /// Settings.
    Settings,
    /// Anything else.
    NotFound,
}

/// The version of the query keys.
pub const VERSION: &str = "1";

/// The paths, without the base.
pub mod path {
    /// Sign-in.
    pub const SIGN_IN: &str = "/";
    /// The return address that is registered with Amazon.
    pub const CALLBACK: &str = "/callback";
    /// Metrics.
    pub const METRICS: &str = "/metrics";
    /// The list of experiments; what is below it are their pages.
    pub const EXPERIMENTS: &str = "/experiments";
    /// The simulator.
    pub const SIMULATOR: &str = "/simulator";
    /// The utterance profiler.
    pub const PROFILER: &str = "/profiler";
    /// Amazon Lex.
    pub const LEX: &str = "/lex";
    /// Settings.
    pub const SETTINGS: &str = "/settings";
}

/// Which page a path means, without its state: all that is needed before the page's own code is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Sign-in, the start page.
    SignIn,
    /// Where Amazon sends people back to.
    Callback,
    /// The Metrics page.
    Metrics,
    /// The list of experiments.
    Experiments,
    /// The form that makes or changes an experiment.
    ExperimentForm,
    /// An experiment.
    Experiment,
    /// The simulator.
    Simulator,
    /// The utterance profiler.
    Profiler,
    /// Lex.
    Lex,
    /// Settings.
    Settings,
    /// Anything else.
    NotFound,
}

impl Place {
    /// Reads a path.
    pub fn of(path: &str) -> Self {
        match path.trim_end_matches('/') {
            "" => Place::SignIn,
            path::CALLBACK => Place::Callback,
            path::METRICS => Place::Metrics,
            path::SIMULATOR => Place::Simulator,
            path::PROFILER => Place::Profiler,
            path::LEX => Place::Lex,
            path::SETTINGS => Place::Settings,
            other => other.strip_prefix(path::EXPERIMENTS).map_or(Place::NotFound, experiment::place),
        }
    }
}

impl Route {
    /// Reads an address of this page: its path and its query without the question mark.
    pub fn parse(path: &str, query: &str) -> (Self, Vec<String>) {
        match path.trim_end_matches('/') {
            "" => (Route::SignIn, Vec::new()),
            path::CALLBACK => (Route::Callback, Vec::new()),
            path::METRICS => {
                let (view, problems) = MetricsView::parse(query);
                (Route::Metrics(Box::new(view)), problems)
            }
            path::SIMULATOR => {
                let (view, problems) = SimulatorView::parse(query);
                (Route::Simulator(Box::new(view)), problems)
            }
            path::PROFILER => {
                let (view, problems) = ProfilerView::parse(query);
                (Route::Profiler(Box::new(view)), problems)
            }
            path::LEX => {
                let (view, problems) = LexView::parse(query);
                (Route::Lex(Box::new(view)), problems)
            }
            path::SETTINGS => (Route::Settings, Vec::new()),
            other => match other.strip_prefix(path::EXPERIMENTS) {
                Some(rest) => experiment::parse(rest, query),
                None => (Route::NotFound, Vec::new()),
            },
        }
    }

    /// The skill that the address names.
    pub fn skill_id(&self) -> Option<&SkillId> {
        match self {
            Route::Metrics(view) => view.skill_id.as_ref(),
            Route::Experiments(view) => view.skill_id.as_ref(),
            Route::ExperimentForm(view) => view.skill_id.as_ref(),
            Route::Experiment(view) => view.skill_id.as_ref(),
            Route::Simulator(view) => view.skill_id.as_ref(),
            Route::Profiler(view) => view.skill_id.as_ref(),
            Route::Lex(view) => view.skill_id.as_ref(),
            Route::SignIn | Route::Callback | Route::Settings | Route::NotFound => None,
        }
    }

    /// The same kind of page about another skill. What belongs to one skill only (an experiment) leads to its list.
    #[must_use]
    pub fn about_skill(&self, skill_id: SkillId) -> Self {
        if self.skill_id() == Some(&skill_id) {
            return self.clone();
        }
        match self {
            Route::Metrics(view) => {
                let mut view = view.clone();
                view.choose_skill(skill_id);
                Route::Metrics(view)
            }
            Route::Experiments(_) | Route::Experiment(_) => Route::Experiments(Box::new(ExperimentsView::of(skill_id))),
            Route::ExperimentForm(_) => Route::ExperimentForm(Box::new(FormView::new_for(Some(skill_id)))),
            Route::Simulator(view) => {
                Route::Simulator(Box::new(SimulatorView { stage: view.stage.clone(), ..SimulatorView::of(skill_id) }))
            }
            Route::Profiler(view) => {
                Route::Profiler(Box::new(ProfilerView { stage: view.stage.clone(), ..ProfilerView::of(skill_id) }))
            }
            // The bot and what is asked of it do not depend on the skill.
            Route::Lex(view) => Route::Lex(Box::new(LexView { skill_id: Some(skill_id), ..(**view).clone() })),
            Route::SignIn | Route::Callback | Route::Settings | Route::NotFound => self.clone(),
        }
    }

    /// The address.
    pub fn href(&self) -> String {
        match self {
            Route::SignIn | Route::NotFound => path::SIGN_IN.to_owned(),
            Route::Callback => path::CALLBACK.to_owned(),
            Route::Settings => path::SETTINGS.to_owned(),
            Route::Metrics(view) => view.href(),
            Route::Experiments(view) => view.href(),
            Route::ExperimentForm(view) => view.href(),
            Route::Experiment(view) => view.href(),
            Route::Simulator(view) => view.href(),
            Route::Profiler(view) => view.href(),
            Route::Lex(view) => view.href(),
        }
    }
}

/// The first instant of a date written `2026-10-24`.
pub fn date(text: &str) -> Option<Instant> {
    (text.len() == 10).then(|| Instant::parse(&format!("{text}T00:00:00Z"))).flatten()
}

/// The date of an instant, written `2026-10-24`.
pub fn date_text(instant: Instant) -> String {
    instant.to_string().chars().take(10).collect()
}

/// A range from the first to the last of two dates, both included.
///
/// # Errors
/// A sentence that says what is wrong with which of the two.
pub fn date_range(from: &str, to: &str) -> Result<Range, String> {
    let start = date(from).ok_or_else(|| format!("{} is not a date such as 2026-10-24.", quoted(from)))?;
    let last = date(to).ok_or_else(|| format!("{} is not a date such as 2026-11-20.", quoted(to)))?;
    let window =
        Window::new(start, last.plus_s(DAY_S)).ok_or("The range ends before it starts. Choose a later end.")?;
    if window.len_s() > MAX_RANGE_DAYS * DAY_S {
        return Err(format!(
            "The range is longer than {} days. Choose a shorter one.",
            words::count(MAX_RANGE_DAYS as f64)
        ));
    }
    Ok(Range::Custom(window))
}

/// The two dates of a range, as fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateField {
    /// The first day.
    From,
    /// The last day.
    To,
}

/// [`date_range`] of what a person chose in two fields at `now`: no day that has not begun.
///
/// # Errors
/// A sentence that says what is wrong, and the field that it is wrong with.
pub fn typed_range(from: &str, to: &str, now: Instant) -> Result<Range, (DateField, String)> {
    let begun = |field, text: &str, missing: &str| match date(text) {
        None => Err((field, missing.to_owned())),
        Some(day) if day > now => {
            Err((field, format!("This day has not begun yet. The newest one is {}.", date_text(now))))
        }
        Some(_) => Ok(()),
    };
    begun(DateField::From, from, "Choose the first day of the range.")?;
    begun(DateField::To, to, "Choose the last day of the range.")?;
    date_range(from, to).map_err(|words| (DateField::To, words))
}

/// The longest range that the page offers: three years, 157 windows a metric.
pub const MAX_RANGE_DAYS: i64 = 1_096;

/// The longest text that an address carries, in characters.
const LONGEST_TEXT: usize = 255;

fn clip(text: &str) -> String {
    text.trim().chars().take(LONGEST_TEXT).collect()
}

/// The longest piece of an address that a sentence repeats, in characters.
const LONGEST_QUOTE: usize = 40;

/// What of an address a sentence says back: somebody sees which value is meant, however long it is.
fn quoted(text: &str) -> String {
    let text = text.trim();
    let mut said: String = text.chars().take(LONGEST_QUOTE).collect();
    if text.chars().count() > LONGEST_QUOTE {
        said.push('…');
    }
    format!("“{said}”")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_value_that_cannot_be_used_is_said_by_its_beginning() {
        let long = "A".repeat(20_000);
        for path in ["/metrics", "/experiments", "/simulator", "/profiler", "/lex"] {
            let query = format!("skill={long}&from={long}&to={long}&range={long}&stage={long}&metric={long}&by={long}");
            let (_, problems) = Route::parse(path, &query);
            assert!(problems.iter().any(|p| p.contains("AAAA…")), "{path}: {problems:?}");
            for problem in problems {
                assert!(problem.chars().count() < 300, "{path}: {problem}");
            }
        }
        assert_eq!(quoted(" short "), "“short”");
        assert_eq!(quoted(&long), format!("“{}…”", "A".repeat(40)));
    }

    #[test]
    fn a_date_that_is_missing_or_to_come_is_said_by_its_own_field() {
        let now = Instant::parse("2026-11-21T07:00:00Z").unwrap();
        let problem = |from, to| typed_range(from, to, now).unwrap_err();
        assert_eq!(problem("", "2026-11-20").0, DateField::From);
        assert_eq!(problem("2026-11-20", ""), (DateField::To, "Choose the last day of the range.".to_owned()));
        let (field, words) = problem("2026-11-20", "2026-11-22");
        assert_eq!((field, words.contains("2026-11-21")), (DateField::To, true));
        assert_eq!(problem("2026-11-22", "2026-11-23").0, DateField::From);
        assert_eq!(problem("2026-11-20", "2026-11-19").0, DateField::To);
        assert!(typed_range("2026-11-20", "2026-11-21", now).is_ok());
    }

    #[test]
    fn the_place_of_a_path_is_the_page_that_its_address_is_read_as() {
        let paths = [
            "",
            "/",
            "/callback",
            "/callback/",
            "/metrics",
            "/metrics/",
            "/simulator",
            "/profiler",
            "/lex",
            "/lex/",
            "/settings",
            "/experiments",
            "/experiments/",
            "/experiments/new",
            "/experiments/e1",
            "/experiments/e1/edit",
            "/experiments/%00",
            "/experiments/%ff/edit",
            "/experiments/a/b/c",
            "/experimental",
            "/nowhere",
            "/metrics/x",
        ];
        for path in paths {
            let expected = match Route::parse(path, "").0 {
                Route::SignIn => Place::SignIn,
                Route::Callback => Place::Callback,
                Route::Metrics(_) => Place::Metrics,
                Route::Experiments(_) => Place::Experiments,
                Route::ExperimentForm(_) => Place::ExperimentForm,
                Route::Experiment(_) => Place::Experiment,
                Route::Simulator(_) => Place::Simulator,
                Route::Profiler(_) => Place::Profiler,
                Route::Lex(_) => Place::Lex,
                Route::Settings => Place::Settings,
                Route::NotFound => Place::NotFound,
            };
            assert_eq!(Place::of(path), expected, "{path}");
        }
    }

    #[test]
    fn unknown_paths_are_not_found() {
        assert_eq!(Route::parse("/nowhere", "").0, Route::NotFound);
        assert_eq!(Route::parse("/settings/", "").0, Route::Settings);
    }
}
