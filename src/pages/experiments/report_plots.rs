//! The drawings of a decision report.

use crate::charts::forest::{ForestRow, ForestScale, Tone};
use crate::charts::palette::Slot;
use crate::charts::svg::{forest_row, trend_figure};
use crate::charts::trend::{Trend, TrendMarker, TrendPoint};
use crate::domain::experiment::TreatmentId;
use crate::domain::id::MetricSnapshotId;
use crate::domain::instant::Instant;
use crate::domain::reading::{
    DatedSnapshot, Effect, EffectUnit, GuardrailState, Judgement, KeyWord, MetricReading, words,
};
use crate::domain::report::{Plots, Svg};
use crate::domain::stats::ALPHA;
use crate::domain::words::Zone;

/// A row in the table's cell, in CSS pixels.
const ROW_PX: (f64, f64) = (220.0, 26.0);
/// A trend, two of which stand side by side on A4.
const TREND_PX: f64 = 340.0;

/// Forest rows of the judged snapshot, and trends up to it. Metrics without a change in percent have none.
///
/// What they say beside the lines has numbers and dates only, and no name: the page writes that.
pub fn plots(
    judgement: &Judgement,
    snapshots: &[DatedSnapshot],
    chosen: &MetricSnapshotId,
    exposures: &[(Instant, i64)],
) -> Plots {
    let metrics = &judgement.reading.metrics;
    let rows: Vec<(&MetricReading, ForestRow)> = metrics.iter().filter_map(|m| Some((m, row(judgement, m)?))).collect();
    let scale = ForestScale::for_rows(&rows.iter().map(|(_, row)| *row).collect::<Vec<_>>());
    let markers: Vec<TrendMarker> = exposures
        .iter()
        .map(|(at, percentage)| TrendMarker { time_s: at.epoch_s(), label: format!("Exposure {percentage}%") })
        .collect();
    let end = snapshots.iter().find(|s| s.id == *chosen).and_then(|s| s.end);
    let shown: Vec<&DatedSnapshot> = snapshots.iter().filter(|s| s.end.is_some() && s.end <= end).collect();
    let trends: Vec<(&MetricReading, Trend)> = metrics
        .iter()
        .map(|metric| (metric, trend(judgement, &metric.name, &shown, &markers)))
        .filter(|(_, trend)| trend.points.iter().any(|p| p.known_effect().is_some()))
        .collect();
    // The first days are so wide that nothing else could be seen; what is off the scale is drawn as an arrow.
    let late = |trend: &Trend| Trend {
        points: trend.points.iter().skip(trend.points.len() / 4).copied().collect(),
        ..Trend::default()
    };
    let late: Vec<Trend> = trends.iter().map(|(_, trend)| late(trend)).collect();
    let trend_scale = ForestScale::for_trends(&late);
    let named = |metric: &MetricReading, svg: &str| Some((metric.name.clone(), Svg::new(svg)?));
    Plots {
        forest: rows
            .iter()
            .filter_map(|(metric, row)| {
                let label = words::change(row.effect, metric.interval);
                named(metric, &forest_row(*row, scale, ROW_PX, &label))
            })
            .collect(),
        scale: scale.spoken(),
        trends: trends
            .iter()
            .filter_map(|(metric, trend)| {
                let label = format!("Change over {} snapshots", trend.points.len());
                named(metric, &trend_figure(trend, trend_scale, Slot::new(1), Zone::UTC, TREND_PX, &label))
            })
            .collect(),
    }
}

fn row(judgement: &Judgement, metric: &MetricReading) -> Option<ForestRow> {
    let effect = metric.effect.filter(|e| e.unit == EffectUnit::Percent)?;
    let (lower, upper) = metric.interval.map(|i| (i.lower, i.upper)).unzip();
    Some(ForestRow { effect: Some(effect.estimate), lower, upper, tone: tone(judgement, &metric.name) })
}

/// The colour of where the metric stands; none while results are withheld.
fn tone(judgement: &Judgement, metric: &str) -> Tone {
    if judgement.rule.number() == 1 {
        return Tone::Unclear;
    }
    let harmed = judgement.guardrails.iter().any(|g| g.name == metric && g.state == GuardrailState::Harmed);
    match judgement.keys.iter().find(|k| k.name == metric).map(|k| k.word) {
        _ if harmed => Tone::Worse,
        Some(KeyWord::Better) => Tone::Better,
        Some(KeyWord::Worse) => Tone::Worse,
        Some(KeyWord::Unclear) | None => Tone::Unclear,
    }
}

fn trend(judgement: &Judgement, metric: &str, snapshots: &[&DatedSnapshot], markers: &[TrendMarker]) -> Trend {
    let point = |snapshot: &&DatedSnapshot| {
        let time_s = snapshot.end?.epoch_s();
        let values = |arm| snapshot.data.as_ref()?.values(metric, arm).copied();
        let (control, treated) = (values(&TreatmentId::C), values(&TreatmentId::T1));
        let effect = control
            .zip(treated)
            .and_then(|(c, t)| Effect::of(&c, &t, &judgement.meaning))
            .filter(|e| e.unit == EffectUnit::Percent);
        let (lower, upper) = effect.and_then(|e| e.interval(ALPHA)).map(|i| (i.lower, i.upper)).unzip();
        Some(TrendPoint {
            time_s,
            effect: effect.map(|e| e.estimate),
            lower,
            upper,
            users_c: control.and_then(|c| c.user_count),
            users_t1: treated.and_then(|t| t.user_count),
        })
    };
    Trend { points: snapshots.iter().filter_map(point).collect(), markers: markers.to_vec(), span_s: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::experiment::{Experiment, SnapshotSummary};
    use crate::domain::reading::{Choices, Question, judge};

    const NAME: &str = "url(<script>)";

    fn snapshot(id: &str, day: u32, percent: f64) -> DatedSnapshot {
        let summary = serde_json::json!({"metricSnapshotId": id, "startDate": "2026-10-26T00:00:00Z",
            "endDate": format!("2026-11-{day:02}T00:00:00Z")});
        let summary: SnapshotSummary = serde_json::from_value(summary).unwrap();
        let data = serde_json::json!({"status": "RELIABLE", "metrics": [
            {"name": NAME, "treatmentId": "C", "values": {"mean": 10.0, "userCount": 5_000}},
            {"name": NAME, "treatmentId": "T1", "values": {"mean": 10.0 + percent / 10.0, "percentDiff": percent,
             "confidenceIntervalLower": percent - 4.0, "confidenceIntervalUpper": percent + 4.0, "userCount": 5_010}},
            {"name": "Only in C", "treatmentId": "C", "values": {"mean": 10.0, "userCount": 5_000}}]});
        DatedSnapshot::new(&summary, Some(serde_json::from_value(data).unwrap()))
    }

    #[test]
    fn each_metric_with_a_change_has_a_row_and_a_trend_up_to_the_judged_snapshot() {
        let experiment: Experiment = serde_json::from_value(serde_json::json!({"state": "RUNNING",
            "metricConfigurations": [{"name": NAME, "metricTypes": ["KEY"], "expectedChange": "INCREASE"}],
            "history": {"startTime": "2026-10-26T10:00:00Z"}}))
        .unwrap();
        let snapshots = [snapshot("a", 2, 1.0), snapshot("b", 9, 6.0), snapshot("c", 16, 5.0)];
        let chosen = snapshots[1].id.clone();
        let question = Question {
            experiment: &experiment,
            snapshots: &snapshots,
            chosen: &chosen,
            choices: &Choices::default(),
            planned_users: None,
            now: Instant::parse("2026-11-20T00:00:00Z").unwrap(),
        };
        let judgement = judge(&question).unwrap();
        let exposures = [(Instant::parse("2026-11-05T00:00:00Z").unwrap(), 40)];
        let plots = plots(&judgement, &snapshots, &chosen, &exposures);
        assert_eq!(plots.forest.keys().collect::<Vec<_>>(), [NAME]);
        assert_eq!(plots.trends.keys().collect::<Vec<_>>(), [NAME]);
        assert!(format!("{:?}", plots.trends).contains("Change over 2 snapshots"));
        assert_eq!(plots.scale, "−10% to +10%");
    }
}
