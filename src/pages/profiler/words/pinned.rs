//! Suites beside an experiment, as the experiment's page says them.

use super::suite::{moment_words, occasion_words, ratio_words};
use crate::domain::experiment::ExperimentState;
use crate::domain::suite::{Comparison, Score};
use crate::state::suite_run::{Moment, Occasion, RunRecord};

/// The heading of the card.
pub const HEADING: &str = "Utterance suites";
/// The link to the profiler.
pub const OPEN: &str = "Open the profiler";
/// Where no suite is pinned.
pub const NONE: &str = "No suite is pinned to this experiment. Pin one in the profiler, run it before the start, after each raise and before the stop, and compare the runs.";

/// A run in one line, compared with the one before: `before the start, 21 Nov 2026, 10:03 UTC: 86.7% right intent; since
/// the run before 2 fixed, 0 broken`.
pub fn run_line(record: &RunRecord, before: Option<&RunRecord>) -> String {
    let score = Score::of(&record.run);
    let since =
        before.map(|before| format!("; since the run before {}", Comparison::of(&before.run, &record.run).words()));
    let since = since.unwrap_or_default();
    let occasion = record.occasion.as_ref().map(|o| format!("{}, ", occasion_words(o))).unwrap_or_default();
    format!("{occasion}{}: {} right intent{since}", moment_words(record.run.started), ratio_words(score.accuracy()))
}

/// What is due now; `None` where the run was made, or the experiment is over.
pub fn due(state: &ExperimentState, exposure_percent: Option<i64>, runs: &[Occasion]) -> Option<String> {
    let has = |moment: Moment| runs.iter().any(|o| o.moment == moment);
    match state {
        ExperimentState::Created | ExperimentState::Enabling | ExperimentState::Enabled => {
            (!has(Moment::BeforeStart)).then(|| "Run it before the start.".to_owned())
        }
        ExperimentState::Running => {
            let at_this_exposure = runs.iter().any(|o| {
                o.moment == Moment::AfterRaise && o.exposure_percent.is_some() && o.exposure_percent == exposure_percent
            });
            let before_stop = if has(Moment::BeforeStop) { "" } else { " Run it again before you stop." };
            match (at_this_exposure, exposure_percent) {
                (true, _) if before_stop.is_empty() => None,
                (true, _) => Some(before_stop.trim().to_owned()),
                (false, Some(percent)) => Some(format!("Run it at the present exposure of {percent}%.{before_stop}")),
                (false, None) => Some(format!("Run it after each raise.{before_stop}")),
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::ExperimentId;

    fn ran(moment: Moment, exposure_percent: Option<i64>) -> Occasion {
        Occasion { experiment_id: ExperimentId::parse("e").unwrap(), moment, exposure_percent }
    }

    #[test]
    fn a_run_is_told_with_its_occasion_and_what_changed_since_the_one_before() {
        let run = |got: &str| -> RunRecord {
            serde_json::from_value(serde_json::json!({
                "run": {"id": "r", "suiteId": "s", "stage": "live", "locale": "en-US",
                    "started": "2026-11-21T10:03:20Z", "finished": "2026-11-21T10:04:20Z",
                    "results": [{"case": {"utterance": "help", "expectedIntent": "Help"},
                        "outcome": {"kind": "profiled", "intent": got, "slots": [], "considered": []}}]},
                "occasion": {"experimentId": "e", "moment": "afterRaise", "exposurePercent": 40},
            }))
            .unwrap()
        };
        let (wrong, right) = (run("Stop"), run("Help"));
        assert_eq!(run_line(&wrong, None), "at 40% exposure, 21 Nov 2026, 10:03 UTC: 0.0% right intent");
        assert!(
            run_line(&right, Some(&wrong)).ends_with("100.0% right intent; since the run before 1 fixed, 0 broken")
        );
    }

    #[test]
    fn a_suite_is_due_before_the_start_after_each_raise_and_before_the_stop() {
        use ExperimentState::{Created, Running, Stopped};
        assert_eq!(due(&Created, Some(5), &[]).unwrap(), "Run it before the start.");
        let before = ran(Moment::BeforeStart, None);
        assert_eq!(due(&Created, Some(5), std::slice::from_ref(&before)), None);
        let at_20 = ran(Moment::AfterRaise, Some(20));
        assert!(due(&Running, Some(20), std::slice::from_ref(&before)).unwrap().contains("20%"));
        assert_eq!(due(&Running, Some(20), std::slice::from_ref(&at_20)).unwrap(), "Run it again before you stop.");
        assert!(due(&Running, Some(40), std::slice::from_ref(&at_20)).unwrap().contains("40%"));
        assert_eq!(due(&Running, Some(20), &[at_20, ran(Moment::BeforeStop, Some(20))]), None);
        assert_eq!(due(&Stopped, Some(20), &[]), None);
    }
}
