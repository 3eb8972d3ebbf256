//! Whether a result can be trusted: four checks, and what replaces the result where it cannot.

use super::verdict::Mark;
use crate::domain::experiment::{SnapshotStatus, TreatmentId};
use crate::domain::reading::words::{distrust as distrust_words, sample_ratio};
use crate::domain::reading::{Distrust, Judgement, KeyWord, Needed, Trust};
use crate::domain::stats::RatioSeverity;
use crate::domain::words::{count, percent};

/// One check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// How it went.
    pub mark: Mark,
    /// What was found.
    pub heading: String,
    /// The figures.
    pub detail: String,
}

impl Check {
    fn new(mark: Mark, heading: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { mark, heading: heading.into(), detail: detail.into() }
    }
}

/// The checks, in the order of the page: status, sample ratio, people against plan, multiple comparisons.
pub fn checks(judgement: &Judgement) -> [Check; 4] {
    [status(&judgement.trust), split(&judgement.trust), people(judgement), multiplicity(judgement)]
}

fn status(trust: &Trust) -> Check {
    let reason = trust.status_reason.as_deref().map(|r| reason_items(r).join(", ")).filter(|r| !r.is_empty());
    let detail = |usual: &str| reason.clone().map_or_else(|| usual.to_owned(), |r| format!("{usual}. Reason: {r}"));
    match &trust.status {
        Some(SnapshotStatus::Reliable) => {
            Check::new(Mark::Good, "Data is RELIABLE", detail("As reported by Amazon for this snapshot"))
        }
        Some(SnapshotStatus::Unreliable) => {
            Check::new(Mark::Bad, "Data is UNRELIABLE", detail("As reported by Amazon for this snapshot"))
        }
        Some(SnapshotStatus::Unknown(other)) => {
            Check::new(Mark::Warn, format!("Data is {other}"), detail("A status that Amazon's documents do not have"))
        }
        None => Check::new(Mark::Plain, "Reliability not given", detail("Amazon gave this snapshot no status")),
    }
}

fn split(trust: &Trust) -> Check {
    let Some(ratio) = trust.ratio else {
        return Check::new(Mark::Plain, "Split not known", "The snapshot has no user counts of both groups");
    };
    let mark = match ratio.severity {
        RatioSeverity::Silent => Mark::Plain,
        RatioSeverity::Fine => Mark::Good,
        RatioSeverity::Warn => Mark::Warn,
        RatioSeverity::Block => Mark::Bad,
    };
    let users = |n: u64| count(n as f64);
    let (control, treated) = (users(ratio.control_users), users(ratio.treated_users));
    let p = crate::domain::reading::words::p_equals(ratio.p_value);
    let mut detail = format!("C {control}, T1 {treated}. Sample ratio {p}");
    for (metric, _) in &trust.other_uneven {
        detail.push_str(&format!(". {metric} is split less evenly; its users may be a selection"));
    }
    Check::new(mark, sample_ratio(&ratio), detail)
}

/// The metric that is farthest from the people it needs.
fn hardest(judgement: &Judgement) -> Option<(&Needed, f64, f64)> {
    let share = |n: &Needed| {
        let metric = judgement.reading.metric(&n.name)?;
        let (control, treated) = metric.effect?.users?;
        Some((n.required_users? / 2.0, control.min(treated) as f64))
    };
    let all = judgement.needed.iter().filter_map(|n| share(n).map(|(required, present)| (n, required, present)));
    all.max_by(|a, b| (a.1 / a.2.max(1.0)).total_cmp(&(b.1 / b.2.max(1.0))))
}

fn people(judgement: &Judgement) -> Check {
    let Some((needed, required, present)) = hardest(judgement) else {
        return Check::new(
            Mark::Plain,
            "People needed: not known",
            "The figures of the key metrics do not say how much single customers differ",
        );
    };
    let detail = format!(
        "{} in the smaller group; {} needed to see a {} change in {}",
        count(present),
        count(required.ceil()),
        percent(needed.wanted_change_percent / 100.0),
        needed.name
    );
    if present >= required {
        Check::new(Mark::Good, "Enough people", detail)
    } else {
        Check::new(Mark::Warn, "Not enough people yet", detail)
    }
}

fn multiplicity(judgement: &Judgement) -> Check {
    let clear = judgement.keys.iter().filter(|k| k.word != KeyWord::Unclear).count();
    let worse = judgement.keys.iter().filter(|k| k.word == KeyWord::Worse).count();
    let is_trusted = judgement.trust.distrust().is_empty();
    let mark = if clear > 0 && worse == 0 && is_trusted { Mark::Good } else { Mark::Plain };
    if !is_trusted {
        return Check::new(Mark::Plain, "Key metrics not judged", "The checks beside this come first");
    }
    if worse > 0 {
        let heading = match (judgement.keys.len(), clear - worse) {
            (1, _) => "The key metric is clearly worse".to_owned(),
            (n, 0) => format!("{worse} of {n} key metrics clearly worse"),
            (n, better) => format!("Of {n} key metrics {worse} clearly worse, {better} better"),
        };
        return Check::new(Mark::Warn, heading, "After Holm correction");
    }
    match (judgement.keys.len(), clear) {
        (0, _) => Check::new(Mark::Plain, "No key metric", "Nothing was set to show a change"),
        (1, 0) => Check::new(mark, "The key metric is not clear", "One key metric: nothing to correct for"),
        (1, _) => Check::new(mark, "Holds for the key metric", "One key metric: nothing to correct for"),
        (n, 0) => Check::new(mark, format!("Holds for none of {n} key metrics"), "After Holm correction"),
        (n, 1) => Check::new(
            mark,
            format!("Holds for 1 of {n} key metrics"),
            "1 result stays significant after Holm correction",
        ),
        (n, clear) => Check::new(
            mark,
            format!("Holds for {clear} of {n} key metrics"),
            format!("{clear} results stay significant after Holm correction"),
        ),
    }
}

/// What stands in place of a result that is withheld: heading and paragraphs.
pub fn withheld(distrust: &Distrust) -> (String, Vec<String>) {
    match distrust {
        Distrust::Unreliable { reason } => {
            let items = reason.as_deref().map(reason_items).unwrap_or_default();
            let given = match items.as_slice() {
                [] => "Amazon gives no reason.".to_owned(),
                items => {
                    format!("Reason given: {}.", items.iter().map(|i| format!("“{i}”")).collect::<Vec<_>>().join(", "))
                }
            };
            let advice = "Treat the numbers as a rough guide and compare with the previous snapshot before deciding.";
            ("Amazon marks this snapshot UNRELIABLE".to_owned(), vec![format!("{given} {advice}")])
        }
        Distrust::UnevenSplit(_) => (
            "The split is not even, so this result should not be used".to_owned(),
            vec![format!("{} Check that the skill code assigns everyone it should.", distrust_words(distrust))],
        ),
        Distrust::MissingArm(arm) => {
            let group = if *arm == TreatmentId::C { "C" } else { "T1" };
            (format!("{group} is missing, so there is no result"), vec![distrust_words(distrust)])
        }
    }
}

/// The items of a `statusReason` that is a list in JSON; any other text as it came, as one item.
pub fn reason_items(reason: &str) -> Vec<String> {
    let items = serde_json::from_str::<Vec<serde_json::Value>>(reason).ok();
    let Some(items) = items else { return vec![reason.to_owned()] };
    let text = |item: serde_json::Value| match item {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    };
    items.into_iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::domain::stats::SampleRatio;

    #[test]
    fn the_four_checks_have_their_figures() {
        let (_, judged) = sample::judged(-8.0, 0.0004, 5.0);
        let [status, split, people, holm] = checks(&judged);
        assert_eq!((status.mark, status.heading.as_str()), (Mark::Good, "Data is RELIABLE"));
        assert_eq!(split.detail, "C 14,000, T1 14,100. Sample ratio p = 0.551");
        assert_eq!(people.mark, Mark::Warn);
        assert!(people.detail.starts_with("14,000 in the smaller group; "), "{}", people.detail);
        assert_eq!(holm.heading, "Holds for the key metric");
    }

    #[test]
    fn a_reason_is_shown_as_its_items_where_it_is_a_list_and_else_as_it_came() {
        assert_eq!(reason_items(r#"["TAA Alarm","Message"]"#), ["TAA Alarm", "Message"]);
        assert_eq!(reason_items("[TAA Alarm, Message]"), ["[TAA Alarm, Message]"]);
        let (heading, text) = withheld(&Distrust::Unreliable { reason: Some("[TAA Alarm, Message]".to_owned()) });
        assert_eq!(heading, "Amazon marks this snapshot UNRELIABLE");
        assert!(text[0].starts_with("Reason given: “[TAA Alarm, Message]”."), "{}", text[0]);
    }

    #[test]
    fn an_uneven_split_says_how_uneven() {
        let (heading, text) = withheld(&Distrust::UnevenSplit(SampleRatio::test(14_208, 12_904)));
        assert!(heading.starts_with("The split is not even"));
        assert!(text[0].contains("14,208") && text[0].contains("12,904"), "{}", text[0]);
    }
}
