//! A row of the table of results: every figure as text, with what it means.

use crate::charts::forest::{ForestRow, Tone, interval_words};
use crate::domain::experiment::{ExpectedChange, Experiment, MetricValues};
use crate::domain::reading::words::{assumption, basis, guardrail_state, key_word, p_value};
use crate::domain::reading::{
    EffectUnit, Goodness, GuardrailStanding, GuardrailState, Judgement, KeyStanding, KeyWord, MetricReading,
};
use crate::domain::stats::Interval;
use crate::domain::words::{MINUS, NO_VALUE, count, decimals, percent, signed_percent};

/// What a metric's role in the test says about its change.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// `Better`, `Safe` and the like.
    pub word: String,
    /// Its colour.
    pub tone: Tone,
    /// What it rests on.
    pub note: String,
}

/// A group's figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Arm {
    /// The mean, four significant digits.
    pub mean: String,
    /// How many users.
    pub users: Option<String>,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultRow {
    /// The metric.
    pub name: String,
    /// Whether it is to show the change.
    pub is_key: bool,
    /// Whether it must not get worse.
    pub is_guardrail: bool,
    /// Which way it was hoped to move.
    pub hope: Option<String>,
    /// C.
    pub control: Arm,
    /// T1.
    pub treated: Arm,
    /// The change with its sign.
    pub difference: String,
    /// Its colour, by what is good and never by its sign.
    pub tone: Tone,
    /// What is drawn; `None` where there is no change in percent.
    pub forest: Option<ForestRow>,
    /// The 95% interval of this look alone, or why there is none.
    pub interval: String,
    /// The 95% interval that holds at any look.
    pub always_valid: Option<String>,
    /// The service's p-value.
    pub p_value: String,
    /// Holm's, and the one that holds at any look.
    pub p_notes: Vec<String>,
    /// What its roles say.
    pub words: Vec<Word>,
    /// What had to be assumed, and what does not fit.
    pub notes: Vec<String>,
}

/// All rows of a verdict's snapshot.
pub fn rows(judgement: &Judgement, experiment: &Experiment) -> Vec<ResultRow> {
    let row = |metric: &MetricReading| {
        let key = judgement.keys.iter().find(|k| metric.key.is_some() && k.name == metric.name);
        let guardrail = judgement.guardrails.iter().find(|g| metric.guardrail.is_some() && g.name == metric.name);
        ResultRow::new(metric, key, guardrail, hope(experiment, &metric.name))
    };
    judgement.reading.metrics.iter().map(row).collect()
}

fn hope(experiment: &Experiment, metric: &str) -> Option<ExpectedChange> {
    experiment.expected_change(experiment.metric_configurations.iter().find(|c| c.name == metric)?)
}

impl ResultRow {
    fn new(
        metric: &MetricReading,
        key: Option<&KeyStanding>,
        guardrail: Option<&GuardrailStanding>,
        hope: Option<ExpectedChange>,
    ) -> Self {
        let percent_effect = metric.effect.filter(|e| e.unit == EffectUnit::Percent);
        let words: Vec<Word> = key
            .map(|k| of_key(k, metric, hope.as_ref()))
            .into_iter()
            .chain(guardrail.map(|g| of_guardrail(g, metric)))
            .collect();
        let has = |tone: Tone| words.iter().any(|w| w.tone == tone);
        let tone = match (has(Tone::Worse), has(Tone::Better)) {
            (true, _) => Tone::Worse,
            (false, true) => Tone::Better,
            (false, false) => Tone::Unclear,
        };
        let in_unit = |i: Interval| match percent_effect {
            Some(_) => interval_words(i.lower, i.upper),
            None => format!("{} to {}", signed_significant(i.lower), signed_significant(i.upper)),
        };
        let difference = match metric.effect {
            Some(e) if e.unit == EffectUnit::Percent => signed_percent(e.estimate / 100.0),
            Some(e) => signed_significant(e.estimate),
            None => NO_VALUE.to_owned(),
        };
        Self {
            name: metric.name.clone(),
            is_key: key.is_some(),
            is_guardrail: guardrail.is_some(),
            hope: hope.map(|hope| match hope {
                ExpectedChange::Increase => "hoped to increase".to_owned(),
                ExpectedChange::Decrease => "hoped to decrease".to_owned(),
                ExpectedChange::Unknown(other) => format!("expected {other}"),
            }),
            control: arm(metric.control.as_ref()),
            treated: arm(metric.treated.as_ref()),
            difference,
            tone,
            forest: percent_effect.map(|e| ForestRow {
                effect: Some(e.estimate),
                lower: metric.interval.map(|i| i.lower),
                upper: metric.interval.map(|i| i.upper),
                tone,
            }),
            interval: match (metric.interval, metric.effect) {
                (Some(interval), _) => in_unit(interval),
                (None, Some(_)) => "No interval: nothing gives its error".to_owned(),
                (None, None) => "No change to show".to_owned(),
            },
            always_valid: metric.always_valid_interval.map(in_unit),
            p_value: metric.effect.and_then(|e| e.p_value).map_or_else(|| NO_VALUE.to_owned(), p_value),
            p_notes: p_notes(metric),
            words,
            notes: notes(metric),
        }
    }
}

fn arm(values: Option<&MetricValues>) -> Arm {
    Arm {
        mean: values.and_then(|v| v.mean).map_or_else(|| NO_VALUE.to_owned(), significant),
        users: values.and_then(|v| v.user_count).map(|n| count(n as f64)),
    }
}

fn p_notes(metric: &MetricReading) -> Vec<String> {
    let Some(key) = &metric.key else { return Vec::new() };
    let holm = metric.effect.and_then(|e| e.p_value).map(|_| format!("Holm {}", p_value(key.adjusted_p)));
    let always = key.adjusted_always_valid_p.map(|p| format!("any look {}", p_value(p)));
    holm.into_iter().chain(always).collect()
}

fn notes(metric: &MetricReading) -> Vec<String> {
    let mut notes = Vec::new();
    match (&metric.control, &metric.treated) {
        (None, None) => notes.push("Not in this snapshot".to_owned()),
        (None, Some(_)) => notes.push("No values of C".to_owned()),
        (Some(_), None) => notes.push("No values of T1".to_owned()),
        (Some(_), Some(_)) => {}
    }
    let Some(effect) = metric.effect else { return notes };
    notes.extend(effect.assumed.map(|a| assumption(a).to_owned()));
    if effect.unit == EffectUnit::Absolute {
        notes.push("In the metric's own unit: C's mean is too near 0 for a percentage".to_owned());
    }
    if effect.percent_diff_agrees == Some(false) {
        notes.push("percentDiff is not what the two means give".to_owned());
    }
    notes
}

const ASK: &str = "Say which way is good, above";

fn of_key(key: &KeyStanding, metric: &MetricReading, hope: Option<&ExpectedChange>) -> Word {
    let tone = match key.word {
        KeyWord::Better => Tone::Better,
        KeyWord::Worse => Tone::Worse,
        KeyWord::Unclear => Tone::Unclear,
    };
    let fell = key.change_percent.or(metric.effect.map(|e| e.estimate)).is_some_and(|change| change < 0.0);
    let moved = if fell { "Fell" } else { "Rose" };
    let as_hoped = match hope {
        Some(ExpectedChange::Decrease) => Some(fell),
        Some(ExpectedChange::Increase) => Some(!fell),
        _ => None,
    };
    let why = match (as_hoped, metric.choice.goodness) {
        (Some(true), _) => ", as hoped".to_owned(),
        (Some(false), _) => ", against the hope".to_owned(),
        (None, Goodness::DownIsGood) => "; less is better".to_owned(),
        (None, _) => "; more is better".to_owned(),
    };
    let fixed = metric.key.as_ref().map_or(KeyWord::Unclear, |k| k.fixed);
    let note = match (key.word, key.basis) {
        (KeyWord::Unclear, _) if metric.choice.goodness == Goodness::Unasked => ASK.to_owned(),
        (KeyWord::Unclear, _) if fixed != KeyWord::Unclear => {
            "Clear in this look alone, which does not decide".to_owned()
        }
        (KeyWord::Unclear, _) if metric.effect.is_none() => "No figures to read".to_owned(),
        (KeyWord::Unclear, _) => "Could be up or down".to_owned(),
        (_, Some(b)) => format!("{moved}{why}; {}", basis(b)),
        (_, None) => format!("{moved}{why}"),
    };
    Word { word: key_word(key.word).to_owned(), tone, note }
}

fn of_guardrail(guardrail: &GuardrailStanding, metric: &MetricReading) -> Word {
    let margin = percent(guardrail.margin_percent / 100.0);
    let (tone, mut note) = match guardrail.state {
        GuardrailState::Safe => (Tone::Unclear, format!("Not worse than its margin of {margin}")),
        GuardrailState::Harmed => (Tone::Worse, format!("Worse than its margin of {margin}")),
        GuardrailState::Undecided if metric.choice.goodness == Goodness::Unasked => (Tone::Unclear, ASK.to_owned()),
        GuardrailState::Undecided => (Tone::Unclear, format!("May be worse than its margin of {margin}")),
    };
    if let Some(b) = guardrail.basis {
        note.push_str("; ");
        note.push_str(basis(b));
    }
    Word { word: guardrail_state(guardrail.state).to_owned(), tone, note }
}

/// A number with four significant digits: `0.1842`, `12.34`, `1,234`.
pub fn significant(value: f64) -> String {
    if !value.is_finite() {
        return NO_VALUE.to_owned();
    }
    let magnitude = if value == 0.0 { 0 } else { value.abs().log10().floor() as i32 };
    decimals(value, usize::try_from((3 - magnitude).clamp(0, 8)).unwrap_or(0))
}

fn signed_significant(value: f64) -> String {
    let text = significant(value);
    if value > 0.0 && !text.starts_with(MINUS) { format!("+{text}") } else { text }
}

/// The change of a difference between two snapshots, in percentage points: `+0.8 pt`.
pub fn points_between(now: &MetricReading, then: Option<&MetricReading>) -> Option<String> {
    let in_percent = |m: &MetricReading| m.effect.filter(|e| e.unit == EffectUnit::Percent).map(|e| e.estimate);
    Some(crate::domain::words::signed_points((in_percent(now)? - in_percent(then?)?) / 100.0))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::domain::experiment::{MetricSnapshot, TreatmentId};

    fn row_of(data: MetricSnapshot) -> Vec<ResultRow> {
        let (experiment, judged) = sample::judged_of(data, 5.0);
        rows(&judged, &experiment)
    }

    #[test]
    fn a_row_has_every_figure_and_is_coloured_by_what_is_good() {
        let rows = row_of(sample::data(-8.0, 0.0004));
        let row = &rows[0];
        assert_eq!((row.control.mean.as_str(), row.treated.mean.as_str()), ("0.2500", "0.2300"));
        assert_eq!(row.control.users.as_deref(), Some("14,000"));
        assert_eq!((row.difference.as_str(), row.tone), ("\u{2212}8.0%", Tone::Better));
        assert_eq!(row.hope.as_deref(), Some("hoped to decrease"));
        assert_eq!(row.interval, "\u{2212}12.4% to \u{2212}3.6%");
        assert_eq!(row.p_notes[0], "Holm under 0.001");
        assert_eq!(
            (row.words[0].word.as_str(), row.words[0].note.as_str()),
            ("Better", "Fell, as hoped; at the planned end")
        );
        assert_eq!(rows[1].words[0].word, "Safe");
        assert!(row.notes.is_empty(), "{:?}", row.notes);
    }

    #[test]
    fn what_is_missing_is_a_dash_and_no_row_is_left_out() {
        let mut data = sample::data(-8.0, 0.0004);
        data.metrics.retain(|m| m.name.as_deref() != Some("Laughter") || m.treatment_id != Some(TreatmentId::C));
        let rows = row_of(data);
        assert_eq!((rows[0].control.mean.as_str(), rows[0].control.users.clone()), (NO_VALUE, None));
        assert_eq!((rows[0].difference.as_str(), rows[0].forest), (NO_VALUE, None));
        assert_eq!(rows[0].notes, ["No values of C"]);
        assert_eq!(rows[0].words[0].note, "No figures to read");
    }

    #[test]
    fn numbers_have_four_significant_digits() {
        let cases =
            [(0.18416, "0.1842"), (0.041768, "0.04177"), (12.345, "12.35"), (12_345.6, "12,346"), (0.0, "0.000")];
        for (value, text) in cases {
            assert_eq!(significant(value), text);
        }
        assert_eq!(signed_significant(0.5), "+0.5000");
    }
}
