//! What the bars of the results are, and how that was told.

use crate::domain::reading::words::meaning as meaning_words;
use crate::domain::reading::{IntervalMeaning, Reading};
use crate::domain::words::decimals;

/// The line under the heading of the results.
pub fn bars(meaning: &IntervalMeaning, reading: &Reading) -> String {
    let any_look = reading.metrics.iter().any(|m| m.always_valid_interval.is_some());
    let any = reading.metrics.iter().any(|m| m.interval.is_some());
    let bars = match (any, any_look) {
        (true, true) => {
            "Bars are 95% confidence intervals of this look alone; those that hold at any look stand as text below."
        }
        (true, false) => "Bars are 95% confidence intervals of this look alone.",
        (false, _) => "There are no intervals to draw.",
    };
    format!("T1 compared with C. {bars} {}", meaning_words(meaning))
}

/// How it was told what the service's intervals are of.
pub fn how(meaning: &IntervalMeaning) -> String {
    let (IntervalMeaning::Known { decided_by, .. } | IntervalMeaning::LevelUnknown { decided_by, .. }) = meaning else {
        return String::new();
    };
    let of = decided_by.iter().filter_map(|evidence| {
        let errors = evidence.errors_to_each_side?;
        Some(format!("{}: {} standard errors to each side", evidence.metric, decimals(errors, 2)))
    });
    let of: Vec<String> = of.collect();
    if of.is_empty() {
        "Told by the middles of the intervals; no p-value tells their level.".to_owned()
    } else {
        format!("Told by the middles of the intervals, and by their width against the p-values ({}).", of.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::domain::reading::WhyUnknown;

    #[test]
    fn it_says_of_what_at_which_level_and_how_that_was_told() {
        let (_, judged) = sample::judged(-8.0, 0.0004, 5.0);
        let bars = bars(&judged.meaning, &judged.reading);
        assert!(bars.starts_with("T1 compared with C. Bars are 95% confidence intervals of this look alone"), "{bars}");
        assert!(bars.ends_with("of the difference in percent, at 95%."), "{bars}");
        assert!(how(&judged.meaning).contains("Laughter: 1.96 standard errors"), "{}", how(&judged.meaning));
    }

    #[test]
    fn it_says_where_nothing_can_be_told() {
        let (_, judged) = sample::judged(-8.0, 0.0004, 5.0);
        let unknown = IntervalMeaning::Unknown { why: WhyUnknown::Contradiction };
        assert!(super::bars(&unknown, &judged.reading).contains("Method unknown"));
        assert_eq!(how(&unknown), "");
    }
}
