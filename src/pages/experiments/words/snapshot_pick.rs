//! The snapshots to choose from, and what each is called.

use crate::domain::experiment::Experiment;
use crate::domain::id::MetricSnapshotId;
use crate::domain::instant::{DAY_S, Instant};
use crate::domain::reading::{DatedSnapshot, SnapshotSequence};
use crate::domain::words::{Zone, day, day_span};

/// A snapshot to choose.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pick {
    /// Which.
    pub id: MetricSnapshotId,
    /// `Week 1`, `Weeks 1–3`, `Day 9`, `To yesterday`.
    pub label: String,
    /// The days of its data: `26 Oct – 20 Nov`.
    pub dates: String,
}

/// Buttons there are at most besides the chosen one.
const MOST_BUTTONS: usize = 5;

/// All snapshots in the order of the list, each with its name.
pub fn all(snapshots: &[DatedSnapshot], experiment: &Experiment, now: Instant) -> Vec<Pick> {
    let is_windows = SnapshotSequence::of(snapshots, experiment) == SnapshotSequence::Windows;
    let last = snapshots.len().saturating_sub(1);
    let pick = |(n, snapshot): (usize, &DatedSnapshot)| Pick {
        id: snapshot.id.clone(),
        label: if is_windows {
            format!("Part {}", n + 1)
        } else if n == last {
            latest(snapshot.end, now)
        } else {
            match days(snapshot) {
                Some(7) => "Week 1".to_owned(),
                Some(d) if d % 7 == 0 => format!("Weeks 1–{}", d / 7),
                Some(d) => format!("Day {d}"),
                None => format!("Snapshot {}", n + 1),
            }
        },
        dates: dates(snapshot),
    };
    snapshots.iter().enumerate().map(pick).collect()
}

/// Those that stand as buttons: all where they are few, else the whole weeks and the latest; the chosen one always.
pub fn buttons(snapshots: &[DatedSnapshot], all: &[Pick], chosen: Option<&MetricSnapshotId>) -> Vec<Pick> {
    let last = all.len().saturating_sub(1);
    let few = all.len() <= MOST_BUTTONS + 1;
    let is_whole = |n: usize| snapshots.get(n).and_then(days).is_some_and(|d| d % 7 == 0);
    let mut weeks: Vec<usize> = (0..all.len()).filter(|n| few || (*n != last && is_whole(*n))).collect();
    if !few && weeks.is_empty() {
        weeks = (0..last).collect();
    }
    let newest = weeks.len().saturating_sub(if few { usize::MAX } else { MOST_BUTTONS - 1 });
    let kept = &weeks[newest.min(weeks.len())..];
    let is_button = |n: usize, pick: &Pick| n == last || kept.contains(&n) || chosen == Some(&pick.id);
    all.iter().enumerate().filter(|(n, pick)| is_button(*n, pick)).map(|(_, pick)| pick.clone()).collect()
}

/// The days that a snapshot has some of.
fn days(snapshot: &DatedSnapshot) -> Option<i64> {
    let (start, end) = (snapshot.start?.epoch_s(), snapshot.end?.epoch_s());
    let days = (end - start + DAY_S - 1).div_euclid(DAY_S);
    (days > 0).then_some(days)
}

fn latest(end: Option<Instant>, now: Instant) -> String {
    let Some(end) = end else { return "Latest".to_owned() };
    let last_day = (end.epoch_s() - 1).div_euclid(DAY_S);
    match now.epoch_s().div_euclid(DAY_S) - last_day {
        0 => "To today".to_owned(),
        1 => "To yesterday".to_owned(),
        _ => format!("To {}", day(end.epoch_s() - 1, Zone::UTC)),
    }
}

/// The days of a snapshot's data, whose end is not part of it.
pub fn dates(snapshot: &DatedSnapshot) -> String {
    match (snapshot.start, snapshot.end) {
        (Some(start), Some(end)) => day_span(start.epoch_s(), end.epoch_s(), Zone::UTC),
        (None, Some(end)) => format!("to {}", day(end.epoch_s() - 1, Zone::UTC)),
        (Some(start), None) => format!("from {}", day(start.epoch_s(), Zone::UTC)),
        (None, None) => "dates not given".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn labels(picks: &[Pick]) -> Vec<&str> {
        picks.iter().map(|p| p.label.as_str()).collect()
    }

    #[test]
    fn many_snapshots_stand_as_whole_weeks_the_latest_and_the_chosen_one() {
        let snapshots: Vec<DatedSnapshot> = (1..=26).map(|d| sample::dated(d, None)).collect();
        let now = snapshots[25].end.unwrap().plus_s(3_600);
        let all = all(&snapshots, &sample::experiment(), now);
        let shown = buttons(&snapshots, &all, Some(&snapshots[8].id));
        assert_eq!(labels(&shown), ["Week 1", "Day 9", "Weeks 1–2", "Weeks 1–3", "To yesterday"]);
        assert_eq!(shown[0].dates, "26 Oct – 1 Nov");
        assert_eq!(shown[4].dates, "26 Oct – 20 Nov");
        assert_eq!(all.len(), 26);
        let year: Vec<DatedSnapshot> = (1..=60).map(|d| sample::dated(d, None)).collect();
        let picks = super::all(&year, &sample::experiment(), now);
        assert_eq!(
            labels(&buttons(&year, &picks, None)),
            ["Weeks 1–5", "Weeks 1–6", "Weeks 1–7", "Weeks 1–8", "To 24 Dec"]
        );
    }

    #[test]
    fn few_snapshots_all_stand_there() {
        let snapshots: Vec<DatedSnapshot> = (1..=3).map(|d| sample::dated(d, None)).collect();
        let all = all(&snapshots, &sample::experiment(), sample::now());
        assert_eq!(labels(&buttons(&snapshots, &all, None)), ["Day 1", "Day 2", "To 28 Oct"]);
        assert!(buttons(&[], &[], None).is_empty());
    }
}
