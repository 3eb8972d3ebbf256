//! What the page in front offers to the command palette.

use leptos::prelude::*;

#[derive(Clone)]
struct PageAction {
    id: u32,
    label: Signal<String>,
    is_open: Signal<bool>,
    run: Callback<()>,
}

/// The actions of the page in front; a context.
#[derive(Clone, Copy)]
pub struct PageActions {
    all: RwSignal<Vec<PageAction>>,
    next_id: StoredValue<u32>,
}

impl PageActions {
    /// Makes it and provides it as context.
    pub fn provide() -> Self {
        let actions = Self { all: RwSignal::new(Vec::new()), next_id: StoredValue::new(0) };
        provide_context(actions);
        actions
    }

    /// Those that are open now: number and name. Tracked.
    pub fn open_now(&self) -> Vec<(u32, String)> {
        let is_open = |action: &&PageAction| action.is_open.try_get().unwrap_or(false);
        self.all.with(|all| all.iter().filter(is_open).filter_map(|a| Some((a.id, a.label.try_get()?))).collect())
    }

    /// Does one of them, if it is still there.
    pub fn run(&self, id: u32) {
        let found = self.all.try_with_untracked(|all| all.iter().find(|a| a.id == id).map(|a| a.run)).flatten();
        if let Some(run) = found {
            run.run(());
        }
    }
}

/// Offers an action for as long as the caller is on the page. Where nobody asks, nothing happens.
pub fn offer(
    label: impl Into<Signal<String>>,
    is_open: impl Into<Signal<bool>>,
    run: impl Fn() + Send + Sync + 'static,
) {
    let Some(actions) = use_context::<PageActions>() else { return };
    let id = actions.next_id.get_value();
    actions.next_id.set_value(id.wrapping_add(1));
    let action = PageAction { id, label: label.into(), is_open: is_open.into(), run: Callback::new(move |()| run()) };
    actions.all.update(|all| all.push(action));
    on_cleanup(move || {
        let _ = actions.all.try_update(|all| all.retain(|a| a.id != id));
    });
}
