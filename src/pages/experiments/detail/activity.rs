//! What was done, when and by whom: from this browser, and as far as Amazon reports it.

use leptos::prelude::*;

use super::model::DetailModel;
use crate::components::icon::{Icon, IconName};
use crate::domain::instant::Instant;
use crate::pages::experiments::words::{self, control};
use crate::state::experiment_note::LogEvent;

/// A line of the log.
pub(super) struct Line {
    pub(super) at: Instant,
    icon: IconName,
    pub(super) text: String,
    pub(super) source: String,
}

fn of_event(event: &LogEvent) -> (IconName, String) {
    match event {
        LogEvent::Created => (IconName::Plus, "Created here".to_owned()),
        LogEvent::Edited => (IconName::Edit, "Settings changed".to_owned()),
        LogEvent::Exposure { from: Some(from), to } => (IconName::Up, format!("Exposure set from {from}% to {to}%")),
        LogEvent::Exposure { from: None, to } => (IconName::Up, format!("Exposure set to {to}%")),
        LogEvent::Override { treatment_id } => (IconName::Swap, format!("Own treatment set to {treatment_id}")),
        LogEvent::Target { target_state, stopped_reason } => match stopped_reason {
            Some(reason) => (IconName::Flag, format!("Asked for {target_state}: {}", control::recorded_reason(reason))),
            None => (IconName::Flag, format!("Asked for {target_state}")),
        },
    }
}

/// What was done, newest first. Tracked.
pub(super) fn lines(model: DetailModel) -> Vec<Line> {
    let mut lines: Vec<Line> = model.store.log.with(|log| {
        log.entries
            .iter()
            .map(|entry| {
                let (icon, text) = of_event(&entry.event);
                let by = entry.by.clone().unwrap_or_else(|| "the account that was signed in".to_owned());
                Line { at: entry.at, icon, text, source: format!("In this browser, by {by}") }
            })
            .collect()
    });
    let history = model.experiment.with(|e| e.as_ref().and_then(|e| e.history.clone())).unwrap_or_default();
    let reported = [
        (history.start_time, IconName::Play, "Started", "Reported by Amazon, history.startTime"),
        (history.creation_time, IconName::Plus, "Created", "Reported by Amazon, history.creationTime"),
    ];
    for (at, icon, text, source) in reported {
        if let Some(at) = at {
            lines.push(Line { at, icon, text: text.to_owned(), source: source.to_owned() });
        }
    }
    if let Some(transition) = model.store.detail.with(|d| d.shown().and_then(|d| d.last_state_transition.clone()))
        && let (Some(at), Some(to)) = (transition.end_time.or(transition.start_time), &transition.target_state)
    {
        let status = transition.status.map_or_else(String::new, |s| format!(": {s}"));
        let text = format!("Change of state to {to}{status}");
        let source = "Reported by Amazon, lastStateTransition".to_owned();
        lines.push(Line { at, icon: IconName::Flag, text, source });
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.at));
    lines
}

/// The log, newest first.
#[component]
pub fn Activity(
    /// The page's state.
    model: DetailModel,
) -> impl IntoView {
    let lines = move || {
        lines(model)
            .into_iter()
            .map(|line| {
                view! {
                    <li>
                        <Icon name=line.icon />
                        <span>{line.text}</span>
                        <time datetime=line.at.to_string()>{words::date_time(line.at)}</time>
                        <small>{line.source}</small>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <section class="card no-print" aria-labelledby="activity">
            <div class="card__head">
                <h2 id="activity">"Activity"</h2>
                <p>
                    "What was done from this browser, and what Amazon reports. Amazon keeps no times of exposure changes: what colleagues did elsewhere is not here."
                </p>
            </div>
            <div class="card__body">
                <ol class="log">{lines}</ol>
            </div>
        </section>
    }
}
