//! How long a test still needs, in words.

use crate::domain::reading::words::time_needed;
use crate::domain::reading::{Judgement, Needed};
use crate::domain::stats::TimeNeeded;
use crate::domain::words::{count, percent};

/// What the figures rest on.
pub const CAVEAT: &str = "The shorter time holds if new people keep coming as of late, the longer one if they keep getting fewer, as first-time users do. People who return are counted once. Amazon gives no spread of single customers; it follows from the intervals.";

/// A key metric's need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The metric.
    pub name: String,
    /// How long, as `14 to 21 more days`.
    pub time: String,
    /// The figures behind.
    pub figures: String,
}

/// A line for each key metric.
pub fn lines(judgement: &Judgement) -> Vec<Line> {
    judgement.needed.iter().map(|needed| line(judgement, needed)).collect()
}

fn line(judgement: &Judgement, needed: &Needed) -> Line {
    let size = |value: f64| percent(value / 100.0);
    let wanted = size(needed.wanted_change_percent);
    let time = match (needed.time, needed.required_users) {
        (Some(TimeNeeded::Reached), _) => "Enough people are there".to_owned(),
        (Some(time), _) => {
            let text = time_needed(time);
            let mut letters = text.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        }
        (None, Some(_)) => "How fast people come is not known".to_owned(),
        (None, None) => "Not known: nothing says how much single customers differ".to_owned(),
    };
    let users = judgement.reading.metric(&needed.name).and_then(|m| m.effect?.total_users());
    let mut figures = match (needed.required_users, users) {
        (Some(required), Some(users)) => format!(
            "A change of {wanted} takes {} people in both groups; {} are in.",
            count(required.ceil()),
            count(users)
        ),
        (Some(required), None) => {
            format!("A change of {wanted} takes {} people in both groups.", count(required.ceil()))
        }
        (None, _) => format!("The change worth finding is {wanted}."),
    };
    if let Some(detectable) = needed.detectable_percent {
        figures.push_str(&format!(" With those that are in, a change of {} is found 4 times of 5.", size(detectable)));
    }
    Line { name: needed.name.clone(), time, figures }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_need_is_a_time_and_the_people_behind_it() {
        let (_, judged) = sample::judged(-8.0, 0.0004, 5.0);
        let lines = lines(&judged);
        assert_eq!(lines[0].name, "Laughter");
        assert_eq!(lines[0].time, "About 21 more days");
        assert!(lines[0].figures.starts_with("A change of 5.0% takes 45,"), "{}", lines[0].figures);
        assert!(lines[0].figures.ends_with("a change of 6.3% is found 4 times of 5."), "{}", lines[0].figures);
        let (_, easy) = sample::judged(-8.0, 0.0004, 20.0);
        assert_eq!(super::lines(&easy)[0].time, "Enough people are there");
    }
}
