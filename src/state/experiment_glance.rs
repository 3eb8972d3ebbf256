//! A result at a glance: the verdict, and the key metric that it is about.

use crate::domain::experiment::Experiment;
use crate::domain::instant::Instant;
use crate::domain::reading::{
    Choices, DatedSnapshot, EffectUnit, GuardrailState, KeyWord, MetricReading, Question, Verdict, judge,
};
use crate::domain::stats::Interval;

/// What a change means, as the person sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// It is good.
    Better,
    /// It is bad.
    Worse,
    /// It may be chance, or nobody said which way is good.
    Unclear,
}

/// A result in a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Glance {
    /// What to do.
    pub verdict: Verdict,
    /// The metric: the first harmed guardrail where that decides, else the first key metric, else the first.
    pub metric: Option<String>,
    /// Its change, in percent; absent where the verdict is withheld.
    pub change_percent: Option<f64>,
    /// Its 95% interval of this look, in percent.
    pub interval_percent: Option<Interval>,
    /// What the change means.
    pub meaning: Meaning,
    /// Whether somebody still has to say which way is good.
    pub is_unanswered: bool,
}

/// Judges a test by its latest snapshot. `None` where there is none with data.
pub fn glance(experiment: &Experiment, snapshots: &[DatedSnapshot], choices: &Choices, now: Instant) -> Option<Glance> {
    let chosen = &snapshots.last()?.id;
    let judged = judge(&Question { experiment, snapshots, chosen, choices, planned_users: None, now })?;
    let verdict = judged.verdict();
    let harmed = judged.guardrails.iter().find(|g| g.state == GuardrailState::Harmed);
    let key = judged.reading.keys().next().map(|(metric, _)| metric);
    let metric: Option<&MetricReading> = match (verdict, harmed) {
        (Verdict::StopNow | Verdict::RollBack, Some(harmed)) => judged.reading.metric(&harmed.name),
        _ => key.or_else(|| judged.reading.metrics.first()),
    };
    let meaning = metric.map_or(Meaning::Unclear, |metric| {
        if harmed.is_some_and(|h| h.name == metric.name) {
            return Meaning::Worse;
        }
        match judged.keys.iter().find(|k| k.name == metric.name).map(|k| k.word) {
            Some(KeyWord::Better) => Meaning::Better,
            Some(KeyWord::Worse) => Meaning::Worse,
            Some(KeyWord::Unclear) | None => Meaning::Unclear,
        }
    });
    let shown = metric.filter(|_| verdict != Verdict::Withheld);
    let effect = shown.and_then(|m| m.effect).filter(|e| e.unit == EffectUnit::Percent);
    Some(Glance {
        verdict,
        metric: shown.map(|m| m.name.clone()),
        change_percent: effect.map(|e| e.estimate),
        interval_percent: effect.and(shown.and_then(|m| m.interval)),
        meaning,
        is_unanswered: !judged.unanswered.is_empty(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::experiment::SnapshotSummary;
    use serde_json::json;

    fn snapshot(day: i64, change: f64, c_users: u64, t_users: u64) -> DatedSnapshot {
        let end = Instant::from_epoch_s(day * 86_400).to_string();
        let start = Instant::from_epoch_s(0).to_string();
        let summary: SnapshotSummary =
            serde_json::from_value(json!({"metricSnapshotId": day.to_string(), "startDate": start, "endDate": end}))
                .unwrap();
        let data = json!({"status": "RELIABLE", "metrics": [
            {"name": "CPDR", "treatmentId": "C", "values": {"mean": 1.0, "userCount": c_users}},
            {"name": "CPDR", "treatmentId": "T1", "values": {"mean": 1.0 + change / 100.0, "percentDiff": change,
             "confidenceIntervalLower": change - 1.0, "confidenceIntervalUpper": change + 1.0, "pValue": 1e-9,
             "userCount": t_users}}]});
        DatedSnapshot::new(&summary, Some(serde_json::from_value(data).unwrap()))
    }

    fn experiment() -> Experiment {
        serde_json::from_value(json!({"state": "RUNNING", "plannedDuration": "P2W",
            "history": {"startTime": Instant::from_epoch_s(0).to_string()},
            "metricConfigurations": [{"name": "CPDR", "metricTypes": ["KEY"], "expectedChange": "DECREASE"}]}))
        .unwrap()
    }

    #[test]
    fn a_key_metric_that_fell_as_it_should_is_better() {
        let snapshots = [snapshot(7, -6.0, 9_000, 9_000), snapshot(14, -6.0, 20_000, 20_000)];
        let now = Instant::from_epoch_s(15 * 86_400);
        let glance = glance(&experiment(), &snapshots, &Choices::default(), now).unwrap();
        assert_eq!((glance.verdict, glance.meaning), (Verdict::Ship, Meaning::Better));
        assert_eq!(glance.metric.as_deref(), Some("CPDR"));
        assert_eq!(glance.change_percent, Some(-6.0));
        assert!(!glance.is_unanswered);
    }

    #[test]
    fn a_result_that_cannot_be_trusted_shows_no_figures() {
        let snapshots = [snapshot(14, -6.0, 20_000, 17_000)];
        let now = Instant::from_epoch_s(15 * 86_400);
        let glance = glance(&experiment(), &snapshots, &Choices::default(), now).unwrap();
        assert_eq!((glance.verdict, glance.metric, glance.change_percent), (Verdict::Withheld, None, None));
        assert_eq!(super::glance(&experiment(), &[], &Choices::default(), now), None);
    }
}
