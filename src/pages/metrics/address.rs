//! The state of the Metrics page, which lives in its address.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::route::{MetricsView, path};

type Go = Box<dyn Fn(&str, NavigateOptions)>;

/// Reads and changes the address. Cheap to copy.
#[derive(Clone, Copy)]
pub struct MetricsAddress {
    /// The state that the address names.
    pub view: Memo<MetricsView>,
    /// What of the address could not be used, in sentences; until the person changes something.
    pub problems: RwSignal<Vec<String>>,
    go: StoredValue<Go, LocalStorage>,
}

impl MetricsAddress {
    /// From the router around.
    pub fn from_router() -> Self {
        let location = use_location();
        let parsed = Memo::new(move |before: Option<&(MetricsView, Vec<String>)>| {
            // While another page is shown its address says nothing about this one.
            match before {
                Some(before) if location.pathname.get() != path::METRICS => before.clone(),
                _ => MetricsView::parse(location.search.get().trim_start_matches('?')),
            }
        });
        let problems = RwSignal::new(Vec::new());
        Effect::new(move |_| {
            let found = parsed.with(|p| p.1.clone());
            if !found.is_empty() {
                problems.set(found);
            }
        });
        let navigate = use_navigate();
        Self {
            view: Memo::new(move |_| parsed.with(|p| p.0.clone())),
            problems,
            go: StoredValue::new_local(Box::new(move |to: &str, options| navigate(to, options))),
        }
    }

    /// Goes to a changed state, with a step in the history.
    pub fn change(&self, change: impl FnOnce(&mut MetricsView)) {
        let _ = self.problems.try_set(Vec::new());
        self.change_with(change, false);
    }

    /// Changes the state in place, for what nobody wants to step back through: zoom, legend, display.
    pub fn adjust(&self, change: impl FnOnce(&mut MetricsView)) {
        self.change_with(change, true);
    }

    fn change_with(&self, change: impl FnOnce(&mut MetricsView), replace: bool) {
        let Some(mut view) = self.view.try_get_untracked() else { return };
        let before = view.href();
        change(&mut view);
        let to = view.href();
        if to == before {
            return;
        }
        let _ = self.go.try_with_value(|go| go(&to, NavigateOptions { replace, scroll: false, ..Default::default() }));
    }
}
