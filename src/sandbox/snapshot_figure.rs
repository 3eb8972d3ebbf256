//! The figures of a metric snapshot, from the very users in it.

use serde_json::{Map, Value, json};

use super::experiment_record::ExperimentRecord;
use super::hash::mix_text;
use super::measured_metric::MeasuredMetric;
use super::option::{ControlInterval, IntervalOf, Knobs};
use super::simulated_user::Population;
use crate::domain::experiment::{MetricConfiguration, TreatmentId};
use crate::domain::stats::{ArmSummary, Interval, Welch, student};

/// The values of a group, summed up.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moments {
    /// How many users.
    pub users: u64,
    sum: f64,
    sum_of_squares: f64,
}

impl Moments {
    /// Adds a user's value.
    pub fn add(&mut self, value: f64) {
        self.users += 1;
        self.sum += value;
        self.sum_of_squares += value * value;
    }

    /// The mean; 0 where there is nobody.
    pub fn mean(&self) -> f64 {
        if self.users == 0 { 0.0 } else { self.sum / self.users as f64 }
    }

    /// Mean and variance; `None` where there are fewer than two users.
    pub fn summary(&self) -> Option<ArmSummary> {
        ArmSummary::from_sums(self.users, self.sum, self.sum_of_squares)
    }
}

/// The metrics of an experiment, with what is planted in each.
pub fn measured(seed: u64, record: &ExperimentRecord) -> Vec<MeasuredMetric> {
    let key = mix_text(seed, &record.id);
    let one = |(n, metric): (usize, &MetricConfiguration)| match &record.truth {
        Some(truth) => MeasuredMetric::new(key, &metric.name, truth.effects.get(n).copied().unwrap_or(0.0)),
        None => MeasuredMetric::of_new(key, &record.name, metric),
    };
    record.metrics.iter().enumerate().map(one).collect()
}

/// The moments of each metric in C and in T1, over everybody who joined before an instant.
pub fn moments(population: Option<&Population<'_>>, metrics: &[MeasuredMetric], end_ms: i64) -> Vec<[Moments; 2]> {
    let mut all = vec![[Moments::default(); 2]; metrics.len()];
    if let Some(population) = population {
        population.joined_before(end_ms, |user| {
            for (metric, groups) in metrics.iter().zip(&mut all) {
                groups[usize::from(user.treated)].add(metric.value(user.key, user.treated));
            }
        });
    }
    all
}

/// The rows of a metric, as they go on the wire. A group without users has no row.
pub fn rows(name: &str, [control, treated]: &[Moments; 2], knobs: &Knobs) -> Vec<Value> {
    let row = |treatment: TreatmentId, group: &Moments, more: Map<String, Value>| {
        let mut values = more;
        values.insert("mean".to_owned(), json!(group.mean()));
        values.insert("userCount".to_owned(), json!(group.users));
        (group.users > 0).then(|| json!({"name": name, "treatmentId": treatment, "values": values}))
    };
    let mut rows = Vec::new();
    rows.extend(row(TreatmentId::C, control, control_values(control, knobs)));
    rows.extend(row(TreatmentId::T1, treated, treated_values(control, treated, knobs)));
    rows
}

fn control_values(control: &Moments, knobs: &Knobs) -> Map<String, Value> {
    let mut values = Map::new();
    match knobs.control_interval {
        ControlInterval::Absent => {}
        ControlInterval::Zero => {
            for name in ["percentDiff", "confidenceIntervalLower", "confidenceIntervalUpper", "pValue"] {
                values.insert(name.to_owned(), json!(0));
            }
        }
        ControlInterval::ArmMean => put_interval(&mut values, own_interval(control, knobs)),
    }
    values
}

fn treated_values(control: &Moments, treated: &Moments, knobs: &Knobs) -> Map<String, Value> {
    let mut values = Map::new();
    let (mean_c, difference) = (control.mean(), treated.mean() - control.mean());
    let has_base = control.users > 0 && mean_c != 0.0;
    if has_base {
        values.insert("percentDiff".to_owned(), json!(100.0 * difference / mean_c));
    }
    let test = control.summary().zip(treated.summary()).and_then(|(c, t)| Welch::test(&c, &t));
    if let Some(test) = &test {
        values.insert("pValue".to_owned(), json!(test.p_value));
    }
    let of_difference = test.and_then(|test| test.interval(alpha(knobs)));
    let scaled = |scale: f64| {
        let interval = of_difference.filter(|_| has_base)?;
        Interval::around(difference * scale / mean_c, interval.half_width() * scale / mean_c)
    };
    let interval = match knobs.snapshot_interval {
        IntervalOf::ArmMean => own_interval(treated, knobs),
        IntervalOf::Absolute => of_difference,
        IntervalOf::Percent => scaled(100.0),
        IntervalOf::Fraction => scaled(1.0),
    };
    put_interval(&mut values, interval);
    values
}

fn put_interval(values: &mut Map<String, Value>, interval: Option<Interval>) {
    if let Some(interval) = interval {
        values.insert("confidenceIntervalLower".to_owned(), json!(interval.lower));
        values.insert("confidenceIntervalUpper".to_owned(), json!(interval.upper));
    }
}

/// The share of intervals that miss, from the knob.
fn alpha(knobs: &Knobs) -> f64 {
    1.0 - f64::from(knobs.snapshot_level) / 100.0
}

/// The interval of a group's own mean, by Student's t.
fn own_interval(group: &Moments, knobs: &Knobs) -> Option<Interval> {
    let summary = group.summary()?;
    let t = student::quantile(1.0 - alpha(knobs) / 2.0, summary.users as f64 - 1.0)?;
    Interval::around(summary.mean, t * summary.standard_error()?)
}
