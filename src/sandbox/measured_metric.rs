//! What a metric is for one user: the value that the sandbox's experiments average.
//!
//! Only additions, multiplications and divisions, so that the world is the same natively and in WebAssembly.

use super::hash::{mix, mix_text, unit};
use crate::domain::experiment::{ExpectedChange, MetricConfiguration};

/// How the values of users are spread.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Spread {
    /// A share from 0 to 1: `active` of the users have one, between half and one and a half times the active mean.
    Share {
        /// The share of users whose value is not 0.
        active: f64,
    },
    /// A count: most users have 0, the others 1, 2 or 3, 1.4 on average.
    Count,
}

/// A metric of an experiment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeasuredMetric {
    key: u64,
    mean: f64,
    spread: Spread,
    effect: f64,
}

/// How many a user with a count above 0 has on average: 1, 2, 3 with weights 7, 2, 1.
const MEAN_COUNT: f64 = 1.4;

impl MeasuredMetric {
    /// A metric with a planted effect: the change from C to T1, relative to C.
    pub fn new(experiment_key: u64, name: &str, effect: f64) -> Self {
        let chance = mix_text(experiment_key, name);
        let (mean, spread) = match name {
            "Customer Friction" | "CPDR" => (0.184, Spread::Share { active: 0.54 }),
            "Skill Next Day Retention" | "NEXT_DAY_RETENTION" => (0.312, Spread::Share { active: 0.68 }),
            "ISP : Sales" | "ISP_SALES_QUANTITY" => (0.0418, Spread::Count),
            _ => (0.1 + 0.3 * unit(chance, 0), Spread::Share { active: 0.5 + 0.3 * unit(chance, 1) }),
        };
        Self { key: mix(chance, 0x6d65_7472_6963), mean, spread, effect }
    }

    /// A metric of an experiment that somebody made. Its name decides: with "no effect" nothing changes, with "harm"
    /// each metric moves by 12 % against what is expected, otherwise KEY metrics move by 6 % as expected.
    pub fn of_new(experiment_key: u64, experiment_name: &str, metric: &MetricConfiguration) -> Self {
        let name = experiment_name.to_lowercase();
        let expected = match metric.expected_change {
            Some(ExpectedChange::Decrease) => -1.0,
            _ => 1.0,
        };
        let effect = if name.contains("no effect") {
            0.0
        } else if name.contains("harm") {
            -0.12 * expected
        } else if metric.is_key() {
            0.06 * expected
        } else {
            0.0
        };
        Self::new(experiment_key, &metric.name, effect)
    }

    /// The mean over all people there could be, in a group.
    pub fn true_mean(&self, treated: bool) -> f64 {
        self.mean * self.factor(treated)
    }

    fn factor(&self, treated: bool) -> f64 {
        if treated { 1.0 + self.effect } else { 1.0 }
    }

    /// A user's value.
    pub fn value(&self, user_key: u64, treated: bool) -> f64 {
        let chance = mix(self.key, user_key);
        let (first, second) = ((chance >> 32) as u32, chance as u32);
        let (u, v) = (f64::from(first) / 4_294_967_296.0, f64::from(second) / 4_294_967_296.0);
        match self.spread {
            Spread::Share { active } if u < active => self.mean * self.factor(treated) / active * (0.5 + v),
            Spread::Count if u < self.mean / MEAN_COUNT * self.factor(treated) => {
                if v < 0.7 {
                    1.0
                } else if v < 0.9 {
                    2.0
                } else {
                    3.0
                }
            }
            _ => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_over_many_users_is_the_planted_one_in_each_group() {
        let users = 400_000;
        for (name, effect) in [("Customer Friction", -0.068), ("ISP : Sales", 0.2), ("Something else", 0.0)] {
            let metric = MeasuredMetric::new(9, name, effect);
            for treated in [false, true] {
                let values: Vec<f64> = (0..users).map(|n| metric.value(mix(3, n), treated)).collect();
                let mean = values.iter().sum::<f64>() / users as f64;
                let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / users as f64;
                let error = (variance / users as f64).sqrt();
                let planted = metric.true_mean(treated);
                assert!((mean - planted).abs() < 4.0 * error, "{name}: {mean} for {planted} ± {error}");
                assert!(values.iter().all(|v| *v >= 0.0));
            }
        }
    }
}
