//! The page that the address names, and ways to others.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::domain::id::SkillId;
use crate::route::Route;

type Go = Box<dyn Fn(&str, NavigateOptions)>;

/// Reads and changes the address. Cheap to copy.
#[derive(Clone, Copy)]
pub struct CurrentRoute {
    /// The page and its state.
    pub route: Memo<Route>,
    /// What of the address could not be used, in sentences.
    pub problems: Memo<Vec<String>>,
    /// The address that completes another one, and what could not be used of that.
    replaced: RwSignal<Option<(String, Vec<String>)>>,
    go: StoredValue<Go, LocalStorage>,
}

impl CurrentRoute {
    /// From the router around.
    pub fn from_router() -> Self {
        let location = use_location();
        let parsed = Memo::new(move |_| {
            let search = location.search.get();
            location.pathname.with(|path| Route::parse(path, search.trim_start_matches('?')))
        });
        let navigate = use_navigate();
        let replaced = RwSignal::new(None::<(String, Vec<String>)>);
        let problems = Memo::new(move |_| {
            parsed.with(|(route, problems)| {
                let here = route.href();
                let before = replaced.with(|r| r.as_ref().filter(|(href, _)| *href == here).map(|(_, p)| p.clone()));
                before.into_iter().flatten().chain(problems.iter().cloned()).collect::<Vec<_>>()
            })
        });
        Self {
            route: Memo::new(move |_| parsed.with(|p| p.0.clone())),
            problems,
            replaced,
            go: StoredValue::new_local(Box::new(move |to: &str, options| navigate(to, options))),
        }
    }

    /// The skill that the page is about. Tracked.
    pub fn skill_id(&self) -> Option<SkillId> {
        self.route.with(|r| r.skill_id().cloned())
    }

    /// Goes to a page, with a step in the history.
    pub fn go(&self, to: &Route) {
        self.go_with(to, false);
    }

    /// Goes to a page in place of this one in the history.
    pub fn replace(&self, to: &Route) {
        self.go_with(to, true);
    }

    /// Completes this page's address with what it lacked. Nobody has asked for that: what could not be used of the address
    /// as it was stays said.
    pub fn complete(&self, to: &Route) {
        let problems = self.problems.try_get_untracked().unwrap_or_default();
        let _ = self.replaced.try_set(Some((to.href(), problems)));
        self.go_with(to, true);
    }

    fn go_with(&self, to: &Route, replace: bool) {
        let Some(here) = self.route.try_get_untracked() else { return };
        let (from, to) = (here.href(), to.href());
        if from == to {
            return;
        }
        // Only another page begins at its top.
        let path = |href: &str| href.split('?').next().unwrap_or_default().to_owned();
        let scroll = path(&from) != path(&to);
        let _ = self.go.try_with_value(|go| go(&to, NavigateOptions { replace, scroll, ..Default::default() }));
    }

    /// Turns the page to another skill.
    pub fn choose_skill(&self, skill_id: SkillId) {
        let Some(here) = self.route.try_get_untracked() else { return };
        self.go(&here.about_skill(skill_id));
    }
}
