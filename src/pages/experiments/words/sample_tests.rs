//! A finished test for the tests of words: four weeks, one key metric, one guardrail.

use std::sync::Arc;

use crate::domain::experiment::{Experiment, MetricSnapshot};
use crate::domain::id::MetricSnapshotId;
use crate::domain::instant::{DAY_S, Instant};
use crate::domain::reading::{Choices, DatedSnapshot, Goodness, Judgement, MetricChoice, Question, judge};
use crate::domain::stats::normal;

const START: &str = "2026-10-26T10:00:00Z";

/// When it is read: two days after its planned end.
pub fn now() -> Instant {
    start().plus_s(30 * DAY_S)
}

/// When it started.
pub fn start() -> Instant {
    Instant::parse(START).unwrap()
}

/// The test: a KEY metric that should fall and a guardrail.
pub fn experiment() -> Experiment {
    let json = format!(
        r#"{{"name":"Sample","state":"RUNNING","plannedDuration":"P4W","history":{{"startTime":"{START}"}},
        "metricConfigurations":[
            {{"name":"Laughter","metricTypes":["KEY"],"expectedChange":"DECREASE"}},
            {{"name":"CPDR","metricTypes":["GUARDRAIL"],"expectedChange":"DECREASE"}}]}}"#
    );
    serde_json::from_str(&json).unwrap()
}

/// A snapshot with a change of the key metric, in percent, and its p-value; the guardrail is far from its margin.
pub fn data(change: f64, p_value: f64) -> MetricSnapshot {
    let error = change.abs() / normal::two_sided_z(p_value).unwrap();
    let row = |name: &str, mean: f64, change: f64, error: f64, p: f64| {
        let (lower, upper) = (change - 1.96 * error, change + 1.96 * error);
        let treated = mean * (1.0 + change / 100.0);
        format!(
            r#"{{"name":"{name}","treatmentId":"C","values":{{"mean":{mean},"userCount":14000}}}},
            {{"name":"{name}","treatmentId":"T1","values":{{"mean":{treated},"percentDiff":{change},"userCount":14100,
              "confidenceIntervalLower":{lower},"confidenceIntervalUpper":{upper},"pValue":{p}}}}}"#
        )
    };
    let json = format!(
        r#"{{"status":"RELIABLE","metrics":[{},{}]}}"#,
        row("Laughter", 0.25, change, error, p_value),
        row("CPDR", 0.1, -6.0, 1.0, normal::two_sided_p(6.0).unwrap())
    );
    serde_json::from_str(&json).unwrap()
}

/// A snapshot of the first so many days.
pub fn dated(days: i64, data: Option<MetricSnapshot>) -> DatedSnapshot {
    let id = MetricSnapshotId::parse(&format!("day-{days}")).unwrap();
    let midnight = start().epoch_s().div_euclid(DAY_S) * DAY_S;
    DatedSnapshot { id, start: Some(start()), end: Some(Instant::from_epoch_s(midnight + days * DAY_S)), data }
}

/// The verdict of such a test by its last snapshot, with the change worth finding in percent.
pub fn judged(change: f64, p_value: f64, wanted_change_percent: f64) -> (Experiment, Judgement) {
    judged_of(data(change, p_value), wanted_change_percent)
}

/// The same, of any data.
pub fn judged_of(data: MetricSnapshot, wanted_change_percent: f64) -> (Experiment, Judgement) {
    let experiment = experiment();
    let snapshots = [dated(29, Some(data))];
    let choice = MetricChoice { goodness: Goodness::DownIsGood, wanted_change_percent, ..MetricChoice::default() };
    let choices = Choices::from_iter([("Laughter", choice)]);
    let question = Question {
        experiment: &experiment,
        snapshots: &snapshots,
        chosen: &snapshots[0].id,
        choices: &choices,
        planned_users: None,
        now: now(),
    };
    let judged = judge(&question).unwrap();
    (experiment, judged)
}

/// The same, shared.
pub fn shared(change: f64, p_value: f64) -> Arc<Judgement> {
    Arc::new(judged(change, p_value, 5.0).1)
}
