//! The settings as Amazon has them, every field.

use leptos::prelude::*;

use super::model::DetailModel;
use crate::pages::experiments::words::{self, control};

/// Name and value of every setting.
#[component]
pub fn SettingsCard(
    /// The page's state.
    model: DetailModel,
) -> impl IntoView {
    let rows = move || {
        let experiment = model.experiment.get()?;
        let (_, id) = model.ids();
        let history = experiment.history.clone().unwrap_or_default();
        let metric = |m: &crate::domain::experiment::MetricConfiguration| {
            let types: Vec<&str> = m.metric_types.iter().map(|t| t.as_str()).collect();
            let expected = experiment.expected_change(m).map_or_else(|| "—".to_owned(), |e| e.as_str().to_owned());
            format!("{}: {}, expected {expected}", m.name, types.join(" and "))
        };
        let metrics: Vec<String> = experiment.metric_configurations.iter().map(metric).collect();
        let text = |value: Option<String>| value.unwrap_or_else(|| "—".to_owned());
        let time = |value: Option<crate::domain::instant::Instant>| text(value.map(words::date_time));
        let rows = [
            ("Experiment ID", id.as_str().to_owned()),
            ("Type", text(experiment.experiment_type.as_ref().map(|t| t.as_str().to_owned()))),
            ("Hypothesis", text(experiment.description.clone())),
            ("Planned duration", text(experiment.planned_duration.as_ref().map(ToString::to_string))),
            ("Exposure", text(experiment.exposure_percentage.map(|p| format!("{p}%")))),
            ("Created", time(history.creation_time)),
            ("Started", time(history.start_time)),
            ("Scheduled end", time(experiment.trigger.as_ref().and_then(|t| t.scheduled_end_time))),
            ("Stopped because", text(history.stopped_reason.as_deref().map(control::recorded_reason))),
            ("Accounts pinned", text(experiment.treatment_override_count.map(|n| n.to_string()))),
        ];
        Some(view! {
            <dl class="dl">
                {rows
                    .into_iter()
                    .map(|(name, value)| view! { <dt>{name}</dt> <dd>{value}</dd> })
                    .collect_view()}
                <dt>"Metrics"</dt>
                <dd>
                    <ul class="stack gap-3">{metrics.into_iter().map(|m| view! { <li>{m}</li> }).collect_view()}</ul>
                </dd>
            </dl>
        })
    };
    view! {
        <section class="card" aria-labelledby="settings">
            <div class="card__head">
                <h2 id="settings">"Settings"</h2>
                <p>"As Amazon has them. Hypothesis, planned duration and expected change do not affect the run."</p>
            </div>
            <div class="card__body">{rows}</div>
        </section>
    }
}
