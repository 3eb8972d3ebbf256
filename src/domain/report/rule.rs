//! How the decision is made: what was said about the metrics, and the rules.

use super::Report;
use super::markup::Markup;
use super::setting::roles;
use crate::domain::reading::{Goodness, MetricChoice};
use crate::domain::words::decimals;

/// The rules of the verdict; the first that matches wins.
const RULES: [&str; 7] = [
    "Withhold: the service marks the data UNRELIABLE, an even split would be so uneven less than once in 1,000 tests, or a group has no users.",
    "Stop now: a guardrail is worse than its margin allows by a bound that holds at any look, at any age.",
    "Too early: the data covers less than seven days.",
    "Roll back: a guardrail is worse than its margin allows at the decision look.",
    "Ship: every KEY metric is better and every guardrail safe.",
    "Review, or no clear difference: the decision look is reached or the test has ended, and metrics disagree or no KEY metric is clear.",
    "Keep running: none of the above.",
];

/// Which way is good, margins and wanted changes, then the rules.
pub(super) fn decision_rule(report: &Report<'_>, page: &mut Markup) {
    page.section("Decision rule");
    page.raw("<p class=\"note\">What a person said about the metrics, as kept in the browser that made this report. Whether it was said before the results were seen, this file cannot show.</p>\n<ul>\n");
    for metric in &report.experiment.metric_configurations {
        let choice = report.choices.of(&metric.name);
        let mut words = format!("{} ({}): {}", metric.name, roles(metric), goodness(choice.goodness));
        if metric.is_key() {
            words.push_str(&format!(", the change worth finding is {}", percent(choice.wanted_change_percent)));
        }
        if metric.is_guardrail() {
            words.push_str(&margin(&choice));
        }
        page.item(&format!("{words}."));
    }
    page.raw("</ul>\n<p>The first of these that matches is the verdict:</p>\n<ol>\n");
    let fired = usize::from(report.judgement.rule.number());
    for (place, rule) in RULES.iter().enumerate() {
        if place + 1 == fired {
            page.raw("<li class=\"fired\"><strong>").raw(rule).raw("</strong> This one fired.</li>\n");
        } else {
            page.raw("<li>").raw(rule).raw("</li>\n");
        }
    }
    page.raw("</ol>\n<p>The decision look is the first trusted snapshot, at least seven days old, that reaches the planned end or has enough users: a chance of 80% to see the change worth finding in each KEY metric, and that each guardrail stays within its margin. KEY metrics are clear below p = 0.05 after Holm’s correction; guardrails share a chance of 5% for a false alarm.</p>\n");
    page.end_section();
}

fn goodness(goodness: Goodness) -> &'static str {
    match goodness {
        Goodness::UpIsGood => "more is better",
        Goodness::DownIsGood => "less is better",
        Goodness::Unasked => "nobody said which way is good",
    }
}

fn margin(choice: &MetricChoice) -> String {
    format!(", up to {} worse counts as no harm", percent(choice.margin_percent))
}

/// `5%`, `1.5%`
fn percent(value: f64) -> String {
    let places = if (value - value.round()).abs() < 1e-9 { 0 } else { 2 };
    format!("{}%", decimals(value, places))
}
