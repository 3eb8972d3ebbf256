//! What was found: verdict, trust, figures, drawings.

use super::markup::Markup;
use super::{NONE, Report};
use crate::domain::experiment::MetricValues;
use crate::domain::reading::{EffectUnit, KeyWord, MetricReading, words};
use crate::domain::stats::{GuardrailState, Interval};
use crate::domain::words::{NO_VALUE, count, decimals};

/// The verdict, the rule that fired and its figures.
pub(super) fn verdict(report: &Report<'_>, page: &mut Markup) {
    let judgement = report.judgement;
    page.raw("<section class=\"verdict\"><h2>Verdict: ").text(words::headline(judgement.verdict())).raw("</h2>\n");
    page.raw("<p class=\"lead\">").text(&words::sentence(judgement)).raw("</p>\n");
    page.paragraph(words::rule(&judgement.rule));
    let figures = words::figures(judgement);
    if !figures.is_empty() {
        page.raw("<ul>\n");
        for figure in &figures {
            page.item(figure);
        }
        page.raw("</ul>\n");
    }
    if let Some(decision) = &judgement.decision {
        page.raw("<p>The decision look is ").text(words::look_reason(decision.reason)).raw(", with data to ");
        page.text(&super::last_day(decision.end)).raw(".</p>\n");
    }
    for metric in &judgement.unanswered {
        page.raw("<p>Nobody said which way is good for ").text(metric).raw(", so it counts for nothing.</p>\n");
    }
    page.end_section();
}

/// Whether the data can be used.
pub(super) fn trust(report: &Report<'_>, page: &mut Markup) {
    let trust = &report.judgement.trust;
    page.section("Can this result be trusted?");
    page.raw("<dl class=\"facts facts--wide\">\n");
    page.fact("Status", trust.status.as_ref().map_or(NONE, |s| s.as_str()));
    if let Some(reason) = &trust.status_reason {
        page.fact("The service’s reason", reason);
    }
    match &trust.ratio {
        Some(ratio) => {
            let (c, t) = (count(ratio.control_users as f64), count(ratio.treated_users as f64));
            let metric = trust.ratio_metric.as_deref().unwrap_or(NONE);
            let p = words::p_equals(ratio.p_value);
            let said = words::sample_ratio(ratio);
            page.fact("Split", &format!("{said}: C {c}, T1 {t} users by {metric}; sample ratio {p}"));
        }
        None => {
            page.fact("Split", "No metric has users in both groups");
        }
    }
    for (metric, ratio) in &trust.other_uneven {
        let (c, t) = (count(ratio.control_users as f64), count(ratio.treated_users as f64));
        page.fact("Also uneven", &format!("{metric}: C {c}, T1 {t}; its users may be a selection"));
    }
    for arm in &trust.missing_arms {
        page.fact("Missing group", arm.as_str());
    }
    let missing: Vec<&str> = report.snapshots.iter().filter(|s| s.data.is_none()).map(|s| s.id.as_str()).collect();
    if missing.is_empty() {
        page.fact("Snapshots", &format!("all {} were read", report.snapshots.len()));
    } else {
        page.fact("Snapshots that could not be read", &missing.join(", "));
    }
    page.raw("</dl>\n").end_section();
}

/// The figures of the snapshot that is reported.
pub(super) fn table(report: &Report<'_>, page: &mut Markup) {
    page.section("Results");
    page.raw("<p class=\"note\">T1 compared with C in the reported snapshot. Intervals are 95% of each metric alone: of this one look, and below it the one that holds at any look.");
    if !report.plots.forest.is_empty() {
        page.raw(" Bars share one scale, ").text(&report.plots.scale).raw("; its middle is 0.");
    }
    page.raw("</p>\n<table><thead><tr><th scope=\"col\">Metric</th><th scope=\"col\" class=\"num\">C</th><th scope=\"col\" class=\"num\">T1</th><th scope=\"col\">Change and interval</th><th scope=\"col\" class=\"num\">p</th><th scope=\"col\" class=\"num\">Holm p</th><th scope=\"col\">Reading</th></tr></thead><tbody>\n");
    for metric in &report.judgement.reading.metrics {
        row(report, metric, page);
    }
    page.raw("</tbody></table>\n").end_section();
}

fn row(report: &Report<'_>, metric: &MetricReading, page: &mut Markup) {
    let role = match (&metric.key, &metric.guardrail) {
        (Some(_), Some(_)) => "KEY and GUARDRAIL",
        (Some(_), None) => "KEY",
        (None, Some(_)) => "GUARDRAIL",
        (None, None) => "not in the settings",
    };
    page.raw("<tr><th scope=\"row\">").text(&metric.name).raw("<small>").raw(role).raw("</small></th>");
    let groups =
        [("<td class=\"num\" data-l=\"C\">", &metric.control), ("<td class=\"num\" data-l=\"T1\">", &metric.treated)];
    for (cell, values) in groups {
        page.raw(cell).text(&mean(values.as_ref())).raw("<small>").text(&users(values.as_ref()));
        page.raw("</small></td>");
    }
    page.raw("<td class=\"change\">");
    if let Some(svg) = report.plots.forest.get(&metric.name) {
        page.svg(svg);
    }
    page.raw("<span>").text(&change(metric, metric.interval)).raw("</span>");
    if let Some(interval) = metric.always_valid_interval {
        page.raw("<small>at any look ").text(&ends(metric, interval)).raw("</small>");
    }
    if let Some(assumed) = metric.effect.and_then(|e| e.assumed) {
        page.raw("<small>").text(words::assumption(assumed)).raw("</small>");
    }
    page.raw("</td><td class=\"num\" data-l=\"p\">");
    page.text(&metric.effect.and_then(|e| e.p_value).map_or_else(|| NO_VALUE.to_owned(), words::p_value));
    page.raw("</td><td class=\"num\" data-l=\"Holm p\">");
    page.text(&metric.key.map_or_else(|| NO_VALUE.to_owned(), |k| words::p_value(k.adjusted_p)));
    page.raw("</td><td class=\"reading\">").text(&reading(report, metric)).raw("</td></tr>\n");
}

/// Where it stands, which rests on the decision look or on what holds at any look, and not on this row's figures alone.
fn reading(report: &Report<'_>, metric: &MetricReading) -> String {
    let judgement = report.judgement;
    if judgement.rule.number() == 1 {
        return "Withheld".to_owned();
    }
    let key = judgement.keys.iter().find(|k| k.name == metric.name).map(|k| match k.word {
        KeyWord::Better => "Better",
        KeyWord::Worse => "Worse",
        KeyWord::Unclear => "Unclear",
    });
    let guardrail = judgement.guardrails.iter().find(|g| g.name == metric.name).map(|g| match g.state {
        GuardrailState::Safe => "Safe",
        GuardrailState::Harmed => "Harmed",
        GuardrailState::Undecided => "Undecided",
    });
    match (key, guardrail) {
        (Some(key), Some(guardrail)) => format!("{key}, {guardrail}"),
        (Some(word), None) | (None, Some(word)) => word.to_owned(),
        (None, None) => NO_VALUE.to_owned(),
    }
}

fn mean(values: Option<&MetricValues>) -> String {
    values.and_then(|v| v.mean).map_or_else(|| NO_VALUE.to_owned(), figure)
}

fn users(values: Option<&MetricValues>) -> String {
    values
        .and_then(|v| v.user_count)
        .map_or_else(|| "users not known".to_owned(), |n| format!("{} users", count(n as f64)))
}

/// A figure of any size, with about four digits.
fn figure(value: f64) -> String {
    match value.abs() {
        size if size >= 1_000.0 => decimals(value, 0),
        size if size >= 10.0 => decimals(value, 2),
        size if size >= 0.01 || size == 0.0 => decimals(value, 4),
        size if size >= 0.0001 => decimals(value, 6),
        _ => format!("{value:.3e}"),
    }
}

fn change(metric: &MetricReading, interval: Option<Interval>) -> String {
    match metric.effect {
        Some(effect) if effect.unit == EffectUnit::Percent => words::change(Some(effect.estimate), interval),
        Some(effect) => {
            let interval = interval.map_or_else(|| "no interval".to_owned(), |i| ends(metric, i));
            format!("{} in the metric’s unit ({interval})", figure(effect.estimate))
        }
        None => "no change can be computed".to_owned(),
    }
}

fn ends(metric: &MetricReading, interval: Interval) -> String {
    let is_percent = metric.effect.is_some_and(|e| e.unit == EffectUnit::Percent);
    let unit = if is_percent { "%" } else { "" };
    let sign = |value: f64| if value > 0.0 { "+" } else { "" };
    let end = |value: f64| format!("{}{}", sign(value), if is_percent { decimals(value, 1) } else { figure(value) });
    format!("{}{unit} to {}{unit}", end(interval.lower), end(interval.upper))
}

/// How each metric went from snapshot to snapshot.
pub(super) fn trends(report: &Report<'_>, page: &mut Markup) {
    if report.plots.trends.is_empty() {
        return;
    }
    page.section("How the difference settled");
    page.raw("<p class=\"note\">Change and 95% interval of each look, in percent, at every snapshot that was read, up to the reported one. Arrows stand for what is off the scale. Dashed lines are changes of exposure made from the browser that made this report.</p>\n<div class=\"trends\">\n");
    // In the order of the table.
    for metric in &report.judgement.reading.metrics {
        if let Some(svg) = report.plots.trends.get(&metric.name) {
            page.raw("<figure><figcaption>").text(&metric.name).raw("</figcaption>").svg(svg).raw("</figure>\n");
        }
    }
    page.raw("</div>\n").end_section();
}
