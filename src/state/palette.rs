//! What the command palette offers, and what of it fits the words that are typed.

use crate::domain::experiment::{ExperimentState, ExperimentSummary};
use crate::domain::id::SkillId;
use crate::domain::skill::{Skill, Stage};
use crate::route::{ExperimentView, FormView, Route};

/// Of each section so many are shown while nothing is typed.
const MOST_AT_FIRST: usize = 6;
/// Of each section so many are shown of what fits.
const MOST_FOUND: usize = 8;

/// What belongs together, in the order in which it is shown at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// What the page in front offers.
    Page,
    /// The pages.
    Go,
    /// Experiments of the skill.
    Experiment,
    /// Skills of the account.
    Skill,
    /// What is there on every page.
    App,
}

impl Section {
    const ALL: [Self; 5] = [Self::Page, Self::Go, Self::Experiment, Self::Skill, Self::App];

    /// What stands above it.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Page => "On this page",
            Self::Go => "Go to",
            Self::Experiment => "Experiments",
            Self::Skill => "Skills",
            Self::App => "Everywhere",
        }
    }
}

/// What an entry does.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Goes to a page.
    Go(Route),
    /// What the page in front offers under this number.
    Page(u32),
    /// Light colours.
    LightTheme,
    /// Dark colours.
    DarkTheme,
    /// The colours that the system asks for.
    SystemTheme,
    /// The list of calls.
    Activity,
    /// The list of keys.
    Keys,
    /// Forgets the session.
    SignOut,
}

/// One line of the palette.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Where it stands.
    pub section: Section,
    /// What it is called.
    pub title: String,
    /// What tells it from others of that name.
    pub detail: String,
    /// Further words that find it, never shown.
    pub words: String,
    /// The keys that do the same, empty where there are none.
    pub keys: &'static str,
    /// What it does.
    pub command: Command,
}

impl Entry {
    fn new(section: Section, title: impl Into<String>, command: Command) -> Self {
        let (detail, words) = (String::new(), String::new());
        Self { section, title: title.into(), detail, words, keys: "", command }
    }

    fn keys(mut self, keys: &'static str) -> Self {
        self.keys = keys;
        self
    }

    fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    fn words(mut self, words: impl Into<String>) -> Self {
        self.words = words.into();
        self
    }
}

/// What is known when the palette is asked for.
#[derive(Debug, Clone, Copy)]
pub struct World<'a> {
    /// The page in front.
    pub here: &'a Route,
    /// Whether somebody is signed in, or looks at the demo.
    pub is_open: bool,
    /// Whether it is the demo.
    pub is_demo: bool,
    /// The account's skills, as far as they were read.
    pub skills: &'a [Skill],
    /// The experiments of the skill in front, as far as they were read.
    pub experiments: &'a [ExperimentSummary],
    /// What the page offers now: number and name.
    pub page: &'a [(u32, String)],
}

/// Everything that can be done from here.
pub fn entries(world: &World<'_>) -> Vec<Entry> {
    let mut all: Vec<Entry> =
        world.page.iter().map(|(id, label)| Entry::new(Section::Page, label, Command::Page(*id))).collect();
    all.extend(other_stage(world.here));
    all.extend(pages(world));
    if world.is_open {
        all.extend(experiments(world));
        let others = world.skills.iter().filter(|s| world.here.skill_id() != Some(&s.skill_id));
        all.extend(others.map(|skill| {
            Entry::new(Section::Skill, &skill.name, Command::Go(about(world.here, skill.skill_id.clone())))
                .detail(format!("{} · {}", skill.skill_type, skill.skill_id.short()))
                .words(format!("skill {}", skill.skill_id))
        }));
    }
    all.extend(everywhere(world));
    all
}

/// The skill whose whole id was typed, where the list does not have it: listing skills may be refused.
pub fn by_id(world: &World<'_>, typed: &str) -> Option<Entry> {
    let id = SkillId::parse(typed.trim()).ok().filter(|_| world.is_open)?;
    let is_known = world.skills.iter().any(|s| s.skill_id == id) || world.here.skill_id() == Some(&id);
    let entry =
        || Entry::new(Section::Skill, format!("Skill {}", id.short()), Command::Go(about(world.here, id.clone())));
    (!is_known).then(|| entry().detail("by its ID").words(typed.trim()))
}

/// The page in front about another skill; from a page about none, its metrics.
fn about(here: &Route, skill_id: SkillId) -> Route {
    match here {
        Route::SignIn | Route::Callback | Route::Settings | Route::NotFound => Route::Metrics(Box::default()),
        here => here.clone(),
    }
    .about_skill(skill_id)
}

fn pages(world: &World<'_>) -> Vec<Entry> {
    let settings = Entry::new(Section::Go, "Settings", Command::Go(Route::Settings)).keys("G ,");
    if !world.is_open {
        return vec![Entry::new(Section::Go, "Sign in", Command::Go(Route::SignIn)), settings];
    }
    let skill_id = world.here.skill_id();
    let to = |title: &str, route: Route| {
        let route = match skill_id {
            Some(id) => route.about_skill(id.clone()),
            None => route,
        };
        Entry::new(Section::Go, title, Command::Go(route))
    };
    let form = Route::ExperimentForm(Box::new(FormView::new_for(skill_id.cloned())));
    let is_list = matches!(world.here, Route::Experiments(_));
    vec![
        to("Metrics", Route::Metrics(Box::default())).keys("G M").words("usage sessions customers utterances"),
        to("Experiments", Route::Experiments(Box::default())).keys("G E").words("a/b tests"),
        to("Simulator", Route::Simulator(Box::default())).keys("G S").words("conversation scripts"),
        to("Profiler", Route::Profiler(Box::default())).keys("G P").words("utterances suites nlu"),
        to("Lex", Route::Lex(Box::default())).keys("G L").words("bot analytics"),
        to("New experiment", form).keys(if is_list { "N" } else { "" }).words("create a/b test"),
        settings.words("preferences connection problem report"),
    ]
}

fn experiments(world: &World<'_>) -> Vec<Entry> {
    let Some(skill_id) = world.here.skill_id() else { return Vec::new() };
    let shown = match world.here {
        Route::Experiment(view) => Some(&view.experiment_id),
        _ => None,
    };
    let others = world
        .experiments
        .iter()
        .filter(|e| Some(&e.experiment_id) != shown && e.state != Some(ExperimentState::Deleted));
    others
        .map(|experiment| {
            let id = experiment.experiment_id.clone();
            let name = experiment.name.clone().filter(|n| !n.trim().is_empty()).unwrap_or_else(|| id.to_string());
            let state = experiment.state.as_ref().map(ToString::to_string).unwrap_or_default();
            let words = format!("experiment {id}");
            let view = ExperimentView::of(skill_id.clone(), id);
            Entry::new(Section::Experiment, name, Command::Go(Route::Experiment(Box::new(view))))
                .detail(state)
                .words(words)
        })
        .collect()
}

/// The same page about the other stage, where a page is about one.
fn other_stage(here: &Route) -> Option<Entry> {
    let other = |stage: &Stage| if *stage == Stage::Live { Stage::Development } else { Stage::Live };
    let mut route = here.clone();
    let stage = match &mut route {
        Route::Metrics(view) => &mut view.stage,
        Route::Simulator(view) => &mut view.stage,
        Route::Profiler(view) => &mut view.stage,
        _ => return None,
    };
    *stage = other(stage);
    let title = if *stage == Stage::Live { "Live stage" } else { "Development stage" };
    Some(Entry::new(Section::Page, title, Command::Go(route)))
}

fn everywhere(world: &World<'_>) -> Vec<Entry> {
    let entry = |title: &str, command| Entry::new(Section::App, title, command);
    let mut all = vec![
        entry("API activity", Command::Activity).keys("I").words("requests calls inspector curl log"),
        entry("Keys", Command::Keys).keys("?").words("keyboard shortcuts help"),
        entry("Light theme", Command::LightTheme).words("colours colors"),
        entry("Dark theme", Command::DarkTheme).words("colours colors"),
        entry("Theme of the system", Command::SystemTheme).words("colours colors automatic"),
    ];
    if world.is_open {
        let title = if world.is_demo { "Leave the demo" } else { "Sign out" };
        all.push(entry(title, Command::SignOut).words("log out sign out"));
    }
    all
}

/// What is shown for what is typed: places in `entries` by section, the best first. Every word that is typed must fit.
pub fn find(entries: &[Entry], typed: &str) -> Vec<(Section, Vec<usize>)> {
    let typed = typed.to_lowercase();
    let words: Vec<&str> = typed.split_whitespace().collect();
    let most = if words.is_empty() { MOST_AT_FIRST } else { MOST_FOUND };
    let mut found: Vec<(u32, Section, Vec<usize>)> = Vec::new();
    for section in Section::ALL {
        let mut fitting: Vec<(u32, usize)> = entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.section == section)
            .filter_map(|(at, entry)| Some((fit(entry, &words)?, at)))
            .collect();
        fitting.sort_by_key(|(fit, at)| (std::cmp::Reverse(*fit), *at));
        // What a page offers and what is there everywhere is short and shown whole.
        if matches!(section, Section::Skill | Section::Experiment) {
            fitting.truncate(most);
        }
        if let Some((best, _)) = fitting.first() {
            found.push((*best, section, fitting.into_iter().map(|(_, at)| at).collect()));
        }
    }
    found.sort_by_key(|(best, section, _)| (std::cmp::Reverse(*best), *section));
    found.into_iter().map(|(_, section, places)| (section, places)).collect()
}

/// How well an entry fits: of the words, the one that fits least decides. `None` where one does not fit at all.
fn fit(entry: &Entry, words: &[&str]) -> Option<u32> {
    let title = entry.title.to_lowercase();
    let rest = format!("{} {}", entry.detail, entry.words).to_lowercase();
    let begins = |text: &str, word: &str| text.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(word));
    let of = |word: &&str| match *word {
        word if title.starts_with(word) => Some(4),
        word if begins(&title, word) => Some(3),
        word if title.contains(word) => Some(2),
        word if begins(&rest, word) || rest.contains(word) => Some(1),
        _ => None,
    };
    words.iter().map(of).try_fold(4, |least, fit| fit.map(|fit| least.min(fit)))
}

/// What is said of the number of lines found.
pub fn found_words(count: usize) -> String {
    match count {
        0 => "Nothing found".to_owned(),
        1 => "1 result".to_owned(),
        count => format!("{count} results"),
    }
}

#[cfg(test)]
#[path = "palette_tests.rs"]
mod tests;
