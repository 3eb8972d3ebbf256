//! What one snapshot says about each metric.

use super::super::stats::{ALPHA, ConfidenceSequence, GuardrailState, Interval, guardrail_state, multiplicity::holm};
use super::choice::{Choices, MetricChoice};
use super::convention::IntervalMeaning;
use super::effect::{Effect, EffectUnit};
use crate::domain::experiment::{Experiment, MetricSnapshot, MetricValues, TreatmentId};

/// What can be said about a metric that is to show the change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyWord {
    /// It moved the good way, by more than chance.
    Better,
    /// It moved the bad way, by more than chance.
    Worse,
    /// Chance may have moved it, or nobody said which way is good.
    Unclear,
}

/// A KEY metric's reading.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KeyReading {
    /// Holm's p-value over the KEY metrics, of this look alone.
    pub adjusted_p: f64,
    /// What that says. It decides at the decision look only.
    pub fixed: KeyWord,
    /// The always-valid p-value; `None` where always-valid reading is off.
    pub always_valid_p: Option<f64>,
    /// Holm's over the KEY metrics of the always-valid p-values.
    pub adjusted_always_valid_p: Option<f64>,
    /// What that says, at any look.
    pub always_valid: Option<KeyWord>,
}

/// A guardrail's reading.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GuardrailReading {
    /// The chance of a false alarm that its intervals allow for: 5% over the number of guardrails.
    pub alpha: f64,
    /// The margin, relative, in percent.
    pub margin_percent: f64,
    /// The interval of this look alone, in percent.
    pub interval: Option<Interval>,
    /// What that says. It decides at the decision look only.
    pub fixed: GuardrailState,
    /// The always-valid interval, in percent.
    pub always_valid_interval: Option<Interval>,
    /// What that says, at any look.
    pub always_valid: Option<GuardrailState>,
}

/// A metric in one snapshot.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricReading {
    /// Its name.
    pub name: String,
    /// What the person says about it.
    pub choice: MetricChoice,
    /// C's values, as they came.
    pub control: Option<MetricValues>,
    /// T1's values, as they came.
    pub treated: Option<MetricValues>,
    /// Its change.
    pub effect: Option<Effect>,
    /// The 95% interval of this look alone, in the effect's unit.
    pub interval: Option<Interval>,
    /// The always-valid 95% interval of this metric alone, in the effect's unit.
    pub always_valid_interval: Option<Interval>,
    /// Where it is a KEY metric.
    pub key: Option<KeyReading>,
    /// Where it is a guardrail. A metric may be both.
    pub guardrail: Option<GuardrailReading>,
}

/// All metrics of one snapshot: those of the test in its order, then others that the snapshot has.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The metrics.
    pub metrics: Vec<MetricReading>,
}

impl Reading {
    /// Reads a snapshot. `planned_users` is N* where always-valid reading is on.
    pub(super) fn of(
        snapshot: &MetricSnapshot,
        experiment: &Experiment,
        choices: &Choices,
        meaning: &IntervalMeaning,
        planned_users: Option<f64>,
    ) -> Self {
        let mut metrics: Vec<MetricReading> = names(snapshot, experiment)
            .into_iter()
            .map(|name| MetricReading::new(name, snapshot, choices.of(name), meaning, planned_users))
            .collect();
        let configured = |metric: &MetricReading, role: fn(&crate::domain::experiment::MetricConfiguration) -> bool| {
            experiment.metric_configurations.iter().any(|c| c.name == metric.name && role(c))
        };
        let keys: Vec<usize> = (0..metrics.len()).filter(|i| configured(&metrics[*i], |c| c.is_key())).collect();
        let guardrails: Vec<usize> =
            (0..metrics.len()).filter(|i| configured(&metrics[*i], |c| c.is_guardrail())).collect();
        read_keys(&mut metrics, &keys, planned_users);
        let alpha = ALPHA / guardrails.len().max(1) as f64;
        for place in guardrails {
            let reading = metrics[place].as_guardrail(alpha, planned_users);
            metrics[place].guardrail = Some(reading);
        }
        Self { metrics }
    }

    /// The KEY metrics with their readings.
    pub fn keys(&self) -> impl Iterator<Item = (&MetricReading, &KeyReading)> {
        self.metrics.iter().filter_map(|m| Some((m, m.key.as_ref()?)))
    }

    /// The guardrails with their readings.
    pub fn guardrails(&self) -> impl Iterator<Item = (&MetricReading, &GuardrailReading)> {
        self.metrics.iter().filter_map(|m| Some((m, m.guardrail.as_ref()?)))
    }

    /// A metric by its name.
    pub fn metric(&self, name: &str) -> Option<&MetricReading> {
        self.metrics.iter().find(|m| m.name == name)
    }
}

/// The test's metrics in its order, each once, then what else the snapshot has.
fn names<'a>(snapshot: &'a MetricSnapshot, experiment: &'a Experiment) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    let configured = experiment.metric_configurations.iter().map(|c| c.name.as_str());
    for name in configured.chain(snapshot.metric_names()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn read_keys(metrics: &mut [MetricReading], keys: &[usize], planned_users: Option<f64>) {
    let p_of = |m: &MetricReading| m.effect.and_then(|e| e.p_value);
    let fixed: Vec<f64> = keys.iter().map(|i| p_of(&metrics[*i]).unwrap_or(1.0)).collect();
    let always: Vec<Option<f64>> = keys.iter().map(|i| metrics[*i].always_valid_p(planned_users)).collect();
    let adjusted = holm(&fixed);
    let adjusted_always = holm(&always.iter().map(|p| p.unwrap_or(1.0)).collect::<Vec<f64>>());
    for (rank, place) in keys.iter().enumerate() {
        let metric = &mut metrics[*place];
        let is_on = always[rank].is_some();
        metric.key = Some(KeyReading {
            adjusted_p: adjusted[rank],
            fixed: metric.word(adjusted[rank]),
            always_valid_p: always[rank],
            adjusted_always_valid_p: is_on.then(|| adjusted_always[rank]),
            always_valid: is_on.then(|| metric.word(adjusted_always[rank])),
        });
    }
}

impl MetricReading {
    fn new(
        name: &str,
        snapshot: &MetricSnapshot,
        choice: MetricChoice,
        meaning: &IntervalMeaning,
        planned_users: Option<f64>,
    ) -> Self {
        let control = snapshot.values(name, &TreatmentId::C).copied();
        let treated = snapshot.values(name, &TreatmentId::T1).copied();
        let effect = control.as_ref().zip(treated.as_ref()).and_then(|(c, t)| Effect::of(c, t, meaning));
        Self {
            name: name.to_owned(),
            choice,
            control,
            treated,
            effect,
            interval: effect.and_then(|e| e.interval(ALPHA)),
            always_valid_interval: effect.and_then(|e| always_valid_interval(&e, ALPHA, planned_users)),
            key: None,
            guardrail: None,
        }
    }

    fn always_valid_p(&self, planned_users: Option<f64>) -> Option<f64> {
        let effect = self.effect?;
        ConfidenceSequence::new(ALPHA, planned_users?)?.p_value(effect.z()?, effect.total_users()?)
    }

    /// What a p-value says, by the person's answer to which way is good.
    fn word(&self, p_value: f64) -> KeyWord {
        let (Some(effect), Some(up_is_good)) = (self.effect, self.choice.goodness.up_is_good()) else {
            return KeyWord::Unclear;
        };
        if p_value > ALPHA || effect.estimate == 0.0 {
            KeyWord::Unclear
        } else if (effect.estimate > 0.0) == up_is_good {
            KeyWord::Better
        } else {
            KeyWord::Worse
        }
    }

    fn as_guardrail(&self, alpha: f64, planned_users: Option<f64>) -> GuardrailReading {
        // A margin in percent says nothing about a change in another unit.
        let effect = self.effect.filter(|e| e.unit == EffectUnit::Percent);
        let state = |interval: &Interval| match self.choice.goodness.up_is_good() {
            Some(up_is_good) => guardrail_state(interval, up_is_good, self.choice.margin_percent),
            None => GuardrailState::Undecided,
        };
        let interval = effect.and_then(|e| e.interval(alpha));
        let always_valid_interval = effect.and_then(|e| always_valid_interval(&e, alpha, planned_users));
        GuardrailReading {
            alpha,
            margin_percent: self.choice.margin_percent,
            interval,
            fixed: interval.as_ref().map_or(GuardrailState::Undecided, state),
            always_valid_interval,
            always_valid: always_valid_interval.as_ref().map(state),
        }
    }
}

fn always_valid_interval(effect: &Effect, alpha: f64, planned_users: Option<f64>) -> Option<Interval> {
    let sequence = ConfidenceSequence::new(alpha, planned_users?)?;
    sequence.interval(effect.estimate, effect.standard_error?, effect.total_users()?)
}
