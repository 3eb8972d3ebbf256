//! What was tested: hypothesis, settings, life, and what was done.

use super::markup::Markup;
use super::{NONE, Report, date_time};
use crate::domain::experiment::{MetricConfiguration, PlannedDuration};
use crate::domain::instant::Instant;

/// The hypothesis.
pub(super) fn hypothesis(report: &Report<'_>, page: &mut Markup) {
    page.section("Hypothesis");
    page.paragraph(report.experiment.description.as_deref().unwrap_or("None was written down."));
    page.end_section();
}

/// Settings and life, as the service has them.
pub(super) fn settings(report: &Report<'_>, page: &mut Markup) {
    let experiment = report.experiment;
    let history = experiment.history.clone().unwrap_or_default();
    let text = |value: Option<String>| value.unwrap_or_else(|| NONE.to_owned());
    let time = |value: Option<Instant>| text(value.map(date_time));
    page.section("Settings and life");
    page.raw("<p class=\"note\">As the service reports them. Hypothesis, planned duration and expected change do not affect the run.</p>\n");
    page.raw("<dl class=\"facts facts--wide\">\n");
    page.fact("Experiment ID", report.experiment_id.as_str());
    page.fact("Skill ID", report.skill_id.as_str());
    page.fact("Type", &text(experiment.experiment_type.as_ref().map(|t| t.as_str().to_owned())));
    page.fact("Planned duration", &text(experiment.planned_duration.as_ref().map(duration)));
    page.fact("Exposure", &text(experiment.exposure_percentage.map(exposure)));
    page.fact("State", experiment.state.as_ref().map_or(NONE, |s| s.as_str()));
    page.fact("Created", &time(history.creation_time));
    page.fact("Started", &time(history.start_time));
    page.fact("Planned end", &time(experiment.planned_end()));
    if let Some(reason) = &history.stopped_reason {
        page.fact("Stopped because", reason);
    }
    page.fact("Accounts pinned", &text(experiment.treatment_override_count.map(|n| n.to_string())));
    if let Some(transition) = report.transition {
        let state = |s: &Option<_>| s.as_ref().map_or(NONE.to_owned(), ToString::to_string);
        let change = format!("{} to {}", state(&transition.source_state), state(&transition.target_state));
        let at =
            transition.end_time.or(transition.start_time).map_or_else(String::new, |t| format!(", {}", date_time(t)));
        page.fact("Last change of state", &format!("{change}{at}"));
        for error in &transition.errors {
            page.fact("What went wrong", error.message.as_deref().or(error.error_type.as_deref()).unwrap_or(NONE));
        }
    }
    page.raw("</dl>\n<ul>\n");
    for metric in &experiment.metric_configurations {
        let expected = experiment.expected_change(metric).map_or_else(|| NONE.to_owned(), |e| e.as_str().to_owned());
        page.item(&format!("{}: {}, expected change {expected}", metric.name, roles(metric)));
    }
    page.raw("</ul>\n").end_section();
}

fn duration(duration: &PlannedDuration) -> String {
    match duration.weeks() {
        Some(1) => "1 week (P1W)".to_owned(),
        Some(weeks) => format!("{weeks} weeks ({duration})"),
        None => duration.to_string(),
    }
}

fn exposure(percentage: i64) -> String {
    let half = percentage as f64 / 2.0;
    format!("{percentage}% of customers: {half}% hear C, {half}% hear T1")
}

/// `KEY`, `GUARDRAIL` or both.
pub(super) fn roles(metric: &MetricConfiguration) -> String {
    let types: Vec<&str> = metric.metric_types.iter().map(|t| t.as_str()).collect();
    if types.is_empty() { "no role".to_owned() } else { types.join(" and ") }
}

/// What was done and when.
pub(super) fn activity(report: &Report<'_>, page: &mut Markup) {
    page.section("Activity");
    page.raw("<p class=\"note\">What was done from the browser that made this report, and what the service reports. The service keeps no times of exposure changes: what was done elsewhere is not here.</p>\n");
    if report.activity.is_empty() {
        page.raw("<p>Nothing is known.</p>\n").end_section();
        return;
    }
    page.raw("<table class=\"log\"><thead><tr><th scope=\"col\">When</th><th scope=\"col\">What</th><th scope=\"col\">Who says so</th></tr></thead><tbody>\n");
    for event in report.activity {
        page.raw("<tr><td class=\"row\">")
            .text(&date_time(event.at))
            .raw("</td><td>")
            .text(&event.text)
            .raw("</td><td>");
        page.text(&event.source).raw("</td></tr>\n");
    }
    page.raw("</tbody></table>\n").end_section();
}
