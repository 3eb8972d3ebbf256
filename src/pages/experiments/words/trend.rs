//! How each metric's difference settled, for the charts and the table that is their twin.

use std::sync::Arc;

use crate::charts::forest::ForestScale;
use crate::charts::trend::{Trend, TrendMarker, TrendPoint};
use crate::domain::experiment::{Experiment, TreatmentId};
use crate::domain::instant::Instant;
use crate::domain::reading::{DatedSnapshot, Effect, EffectUnit, IntervalMeaning};
use crate::domain::stats::ALPHA;
use crate::domain::words::{NO_VALUE, signed_percent};

/// A metric over the snapshots.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricTrend {
    /// The metric.
    pub name: String,
    /// What is drawn.
    pub trend: Arc<Trend>,
}

impl MetricTrend {
    /// One sentence that says what the chart shows.
    pub fn spoken(&self) -> String {
        let said: Vec<String> = self
            .trend
            .points
            .iter()
            .map(|p| p.known_effect().map_or_else(|| NO_VALUE.to_owned(), |v| signed_percent(v / 100.0)))
            .collect();
        let (first, last) = match (said.first(), said.last()) {
            (Some(first), Some(last)) => (first, last),
            _ => return format!("{}: no snapshot was read", self.name),
        };
        let now = self.trend.points.last().and_then(TrendPoint::interval).map_or_else(String::new, |(lower, upper)| {
            format!(" Interval now {}.", crate::charts::forest::interval_words(lower, upper))
        });
        match said.len() {
            1 => format!("{}, percent difference in the only snapshot: {last}.{now}", self.name),
            n => format!("{}, percent difference over {n} snapshots: from {first} to {last}.{now}", self.name),
        }
    }
}

/// The trends of the test's metrics over the snapshots that were read and end no later than `until`.
pub fn trends(
    snapshots: &[DatedSnapshot],
    experiment: &Experiment,
    meaning: &IntervalMeaning,
    until: Option<Instant>,
    exposures: &[(Instant, i64)],
) -> Vec<MetricTrend> {
    let mut looks: Vec<&DatedSnapshot> =
        snapshots.iter().filter(|s| s.data.is_some() && s.end.is_some() && s.end <= until).collect();
    looks.sort_by_key(|s| s.end);
    let markers: Vec<TrendMarker> = exposures
        .iter()
        .map(|(at, percentage)| TrendMarker { time_s: at.epoch_s(), label: format!("Exposure set to {percentage}%") })
        .collect();
    let span_s = looks.first().zip(looks.last()).map(|(first, last)| (time_s(first), time_s(last)));
    let mut names: Vec<&str> = Vec::new();
    let configured = experiment.metric_configurations.iter().map(|c| c.name.as_str());
    let measured = looks.last().and_then(|s| s.data.as_ref()).map(|d| d.metric_names()).unwrap_or_default();
    for name in configured.chain(measured) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let of = |name: &str| MetricTrend {
        name: name.to_owned(),
        trend: Arc::new(Trend {
            points: looks.iter().map(|look| point(look, name, meaning)).collect(),
            markers: markers.clone(),
            span_s,
        }),
    };
    names.into_iter().map(of).collect()
}

/// Points at the beginning that the scale leaves out where there are many: intervals of a few people are so wide that
/// nothing else could be told beside them. They leave the plot instead.
const EARLY: usize = 6;

/// A scale that holds some trends.
pub fn scale(trends: &[MetricTrend]) -> ForestScale {
    let later = |t: &MetricTrend| {
        let skipped = if t.trend.points.len() > 2 * EARLY { EARLY } else { 0 };
        Trend { points: t.trend.points.iter().skip(skipped).copied().collect(), ..Trend::default() }
    };
    ForestScale::for_trends(trends.iter().map(later).collect::<Vec<_>>().iter())
}

/// The last second of a snapshot's data, so that it stands at its last day.
fn time_s(snapshot: &DatedSnapshot) -> i64 {
    snapshot.end.map_or(0, |end| end.epoch_s().saturating_sub(1))
}

fn point(snapshot: &DatedSnapshot, name: &str, meaning: &IntervalMeaning) -> TrendPoint {
    let values = |arm: &TreatmentId| snapshot.data.as_ref()?.values(name, arm);
    let (control, treated) = (values(&TreatmentId::C), values(&TreatmentId::T1));
    let effect = control.zip(treated).and_then(|(c, t)| Effect::of(c, t, meaning));
    let effect = effect.filter(|e| e.unit == EffectUnit::Percent);
    let interval = effect.and_then(|e| e.interval(ALPHA));
    TrendPoint {
        time_s: time_s(snapshot),
        effect: effect.map(|e| e.estimate),
        lower: interval.map(|i| i.lower),
        upper: interval.map(|i| i.upper),
        users_c: control.and_then(|v| v.user_count),
        users_t1: treated.and_then(|v| v.user_count),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn only_what_was_read_is_drawn_up_to_the_chosen_snapshot() {
        let snapshots = [
            sample::dated(7, Some(sample::data(-3.0, 0.2))),
            sample::dated(8, None),
            sample::dated(14, Some(sample::data(-6.0, 0.01))),
            sample::dated(21, Some(sample::data(-7.0, 0.001))),
        ];
        let meaning = sample::shared(-8.0, 0.0004).meaning.clone();
        let raised = [(sample::start().plus_s(86_400 * 9), 60)];
        let trends = trends(&snapshots, &sample::experiment(), &meaning, snapshots[2].end, &raised);
        assert_eq!(trends.iter().map(|t| t.name.as_str()).collect::<Vec<_>>(), ["Laughter", "CPDR"]);
        let points = &trends[0].trend.points;
        assert_eq!(points.iter().map(|p| p.effect).collect::<Vec<_>>(), [Some(-3.0), Some(-6.0)]);
        assert_eq!(points[0].users_t1, Some(14_100));
        assert_eq!(trends[0].trend.markers[0].label, "Exposure set to 60%");
        assert!(
            trends[0]
                .spoken()
                .starts_with("Laughter, percent difference over 2 snapshots: from \u{2212}3.0% to \u{2212}6.0%.")
        );
    }

    #[test]
    fn wide_intervals_of_the_first_days_do_not_set_the_scale() {
        let error = |day: i64| sample::data(-8.0, if day < 6 { 0.3 } else { 0.001 });
        let snapshots: Vec<DatedSnapshot> = (1..=20).map(|d| sample::dated(d, Some(error(d)))).collect();
        let meaning = sample::shared(-8.0, 0.0004).meaning.clone();
        let of = |n: usize| trends(&snapshots[..n], &sample::experiment(), &meaning, snapshots[n - 1].end, &[]);
        assert_eq!(scale(&of(20)).extent(), 15.0);
        assert_eq!(scale(&of(5)).extent(), 25.0);
    }
}
