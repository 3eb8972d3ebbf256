//! Experiments on the charts: flags at start, changes of exposure and stop, and a tint while they ran.

use crate::charts::series::{ChartMarker, MarkerKind};
use crate::domain::id::SkillId;
use crate::domain::instant::Instant;
use crate::domain::words::{Zone, day_with_year};
use crate::route::{ExperimentView, Route};
use crate::state::experiment_run::{ExperimentRun, RunEnd};

/// The markers of the runs of a skill's experiments.
pub fn markers(runs: &[ExperimentRun], skill_id: &SkillId, now: Instant, zone: Zone) -> Vec<ChartMarker> {
    let mut all: Vec<ChartMarker> = runs.iter().flat_map(|run| of_run(run, skill_id, now, zone)).collect();
    all.sort_by_key(|marker| marker.time_s);
    join_spans(&mut all);
    all
}

/// Tints do not add up where several run at once: the first of them is tinted until the last has ended.
fn join_spans(ascending: &mut [ChartMarker]) {
    let mut open: Option<usize> = None;
    for place in 0..ascending.len() {
        let Some(until_s) = ascending[place].until_s else { continue };
        match open.and_then(|first| Some((first, ascending[first].until_s?))) {
            Some((first, first_until_s)) if ascending[place].time_s <= first_until_s => {
                ascending[first].until_s = Some(first_until_s.max(until_s));
                ascending[place].until_s = None;
            }
            _ => open = Some(place),
        }
    }
}

fn of_run(run: &ExperimentRun, skill_id: &SkillId, now: Instant, zone: Zone) -> Vec<ChartMarker> {
    let href = Route::Experiment(Box::new(ExperimentView::of(skill_id.clone(), run.id.clone()))).href();
    let name = &run.name;
    let mark = |at: Instant, kind, label: String, description: String, until_s| ChartMarker {
        time_s: at.epoch_s(),
        label,
        description: format!("{description} on {}", day_with_year(at.epoch_s(), zone)),
        href: href.clone(),
        kind,
        until_s,
    };
    let until = run.end.time().unwrap_or(if run.end == RunEnd::Unknown { run.start } else { now });
    let start = mark(
        run.start,
        MarkerKind::Start,
        name.clone(),
        format!("{name} started"),
        (until > run.start).then(|| until.epoch_s()),
    );
    let changes = run.exposures.iter().map(|(at, percentage)| {
        mark(
            *at,
            MarkerKind::Change,
            format!("{percentage}%"),
            format!("Exposure of {name} set to {percentage}%"),
            None,
        )
    });
    let stop = match run.end {
        RunEnd::Stopped(at) => Some(mark(at, MarkerKind::Stop, "Stopped".to_owned(), format!("{name} stopped"), None)),
        RunEnd::DataEnds(at) => Some(mark(
            at,
            MarkerKind::Stop,
            "Last data".to_owned(),
            format!("Last data of {name}, which was stopped,"),
            None,
        )),
        RunEnd::None | RunEnd::Unknown => None,
    };
    std::iter::once(start).chain(changes).chain(stop).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::ExperimentId;

    fn run(end: RunEnd) -> ExperimentRun {
        ExperimentRun {
            id: ExperimentId::parse("e1").unwrap(),
            name: "Shorter".to_owned(),
            start: Instant::from_epoch_s(1_000_000),
            end,
            exposures: vec![(Instant::from_epoch_s(1_100_000), 40)],
        }
    }

    fn marks(end: RunEnd) -> Vec<(i64, MarkerKind, Option<i64>)> {
        let skill_id = SkillId::parse("amzn1.ask.skill.1").unwrap();
        let all = markers(&[run(end)], &skill_id, Instant::from_epoch_s(2_000_000), Zone::UTC);
        assert!(all.iter().all(|m| m.href.starts_with("/experiments/e1?")), "{all:?}");
        all.into_iter().map(|m| (m.time_s, m.kind, m.until_s)).collect()
    }

    #[test]
    fn a_run_is_tinted_from_its_start_to_its_end_or_to_now() {
        use MarkerKind::{Change, Start, Stop};
        assert_eq!(marks(RunEnd::None), [(1_000_000, Start, Some(2_000_000)), (1_100_000, Change, None)]);
        let end = Instant::from_epoch_s(1_500_000);
        let stopped = [(1_000_000, Start, Some(1_500_000)), (1_100_000, Change, None), (1_500_000, Stop, None)];
        assert_eq!(marks(RunEnd::Stopped(end)), stopped);
        assert_eq!(marks(RunEnd::DataEnds(end)), stopped);
        assert_eq!(marks(RunEnd::Unknown)[0], (1_000_000, Start, None));
    }

    #[test]
    fn tints_of_runs_at_the_same_time_are_one() {
        let skill_id = SkillId::parse("amzn1.ask.skill.1").unwrap();
        let at = Instant::from_epoch_s;
        let starting = |start: i64, end: i64| ExperimentRun {
            start: at(start),
            end: RunEnd::Stopped(at(end)),
            exposures: Vec::new(),
            ..run(RunEnd::None)
        };
        let runs = [starting(60, 90), starting(40, 50), starting(10, 30), starting(20, 45)];
        let all = markers(&runs, &skill_id, at(100), Zone::UTC);
        let spans: Vec<(i64, i64)> = all.iter().filter_map(|m| Some((m.time_s, m.until_s?))).collect();
        assert_eq!(spans, [(10, 50), (60, 90)]);
    }

    #[test]
    fn what_is_spoken_names_experiment_and_day() {
        let skill_id = SkillId::parse("amzn1.ask.skill.1").unwrap();
        let all = markers(&[run(RunEnd::None)], &skill_id, Instant::from_epoch_s(2_000_000), Zone::UTC);
        assert_eq!(all[0].description, "Shorter started on 12 Jan 1970");
        assert_eq!(all[1].description, "Exposure of Shorter set to 40% on 13 Jan 1970");
    }
}
