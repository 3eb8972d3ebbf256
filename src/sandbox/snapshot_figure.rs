//! The figures of a metric snapshot, from the very users in it.

use serde_json::{Map, Value, json};

use super::experiment_record::ExperimentRecord;
use super::hash::mix_text;
use super::measured_metric::MeasuredMetric;
use super::option::{ControlInterval, IntervalOf, Knobs};
use super::simulated_user::Population;
use crate::domain::experiment::TreatmentId;

/// Number, mean and variance of the values of a group.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moments {
    /// How many users.
    pub count: u64,
    sum: f64,
    squares: f64,
}

impl Moments {
    /// Adds a value.
    pub fn add(&mut self, value: f64) {
        self.count += 1;
        self.sum += value;
        self.squares += value * value;
    }

    /// The mean; 0 where there is no value.
    pub fn mean(&self) -> f64 {
        if self.count == 0 { 0.0 } else { self.sum / self.count as f64 }
    }

    /// The variance with n − 1; 0 where there are fewer than two values.
    pub fn variance(&self) -> f64 {
        if self.count < 2 {
            return 0.0;
        }
        let n = self.count as f64;
        ((self.squares - self.sum * self.sum / n) / (n - 1.0)).max(0.0)
    }
}

/// The metrics of an experiment, with what is planted in each.
pub fn measured(seed: u64, record: &ExperimentRecord) -> Vec<MeasuredMetric> {
    let key = mix_text(seed, &record.id);
    let one = |(n, metric): (usize, &crate::domain::experiment::MetricConfiguration)| match &record.truth {
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
        values.insert("userCount".to_owned(), json!(group.count));
        (group.count > 0).then(|| json!({"name": name, "treatmentId": treatment, "values": values}))
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
    let has_base = control.count > 0 && mean_c != 0.0;
    if has_base {
        values.insert("percentDiff".to_owned(), json!(100.0 * difference / mean_c));
    }
    let test = welch(control, treated, level(knobs));
    if let Some(test) = test {
        values.insert("pValue".to_owned(), json!(test.p_value));
    }
    let half = test.map(|t| t.half_width);
    let interval = match (knobs.snapshot_interval, half) {
        (IntervalOf::ArmMean, _) => own_interval(treated, knobs),
        (IntervalOf::Absolute, Some(half)) => Some((difference - half, difference + half)),
        (IntervalOf::Percent | IntervalOf::Fraction, Some(half)) if has_base => {
            let scale = if knobs.snapshot_interval == IntervalOf::Percent { 100.0 } else { 1.0 } / mean_c;
            Some(((difference - half) * scale, (difference + half) * scale))
        }
        _ => None,
    };
    put_interval(&mut values, interval);
    values
}

fn put_interval(values: &mut Map<String, Value>, interval: Option<(f64, f64)>) {
    if let Some((lower, upper)) = interval {
        values.insert("confidenceIntervalLower".to_owned(), json!(lower));
        values.insert("confidenceIntervalUpper".to_owned(), json!(upper));
    }
}

fn level(knobs: &Knobs) -> f64 {
    f64::from(knobs.snapshot_level) / 100.0
}

/// The interval of a group's own mean.
fn own_interval(group: &Moments, knobs: &Knobs) -> Option<(f64, f64)> {
    let error = (group.count > 1).then(|| (group.variance() / group.count as f64).sqrt())?;
    let half = error * quantile(level(knobs));
    Some((group.mean() - half, group.mean() + half))
}

#[derive(Clone, Copy)]
struct Welch {
    p_value: f64,
    half_width: f64,
}

fn welch(control: &Moments, treated: &Moments, level: f64) -> Option<Welch> {
    if control.count < 2 || treated.count < 2 {
        return None;
    }
    let error = (control.variance() / control.count as f64 + treated.variance() / treated.count as f64).sqrt();
    if error == 0.0 {
        return None;
    }
    let z = (treated.mean() - control.mean()).abs() / error;
    Some(Welch { p_value: two_sided(z), half_width: error * quantile(level) })
}

fn quantile(level: f64) -> f64 {
    if level > 0.98 {
        2.575_829_303_548_9
    } else if level > 0.92 {
        1.959_963_984_540_05
    } else {
        1.644_853_626_951_47
    }
}

/// The two tails of the normal distribution (Abramowitz and Stegun 7.1.26; to 1.5e-7).
fn two_sided(z: f64) -> f64 {
    let x = z / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let sum =
        t * (0.254_829_592 + t * (-0.284_496_736 + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429))));
    (sum * (-x * x).exp()).clamp(0.0, 1.0)
}
