//! What the archive holds, skill by skill, for Settings.

use std::collections::{BTreeMap, BTreeSet};

use super::stored_window::StoredWindow;
use super::window_key::WindowKey;
use crate::domain::id::SkillId;
use crate::domain::instant::{DAY_S, Instant};

/// What is kept of one skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkillHolding {
    /// The skill.
    pub skill_id: SkillId,
    /// Windows: a week, or less, of one metric each.
    pub windows: usize,
    /// Days (UTC) of which anything is kept.
    pub days: usize,
    /// What the records weigh, without the database's own share.
    pub bytes: u64,
    /// When the newest of it was read.
    pub read_at: Instant,
    /// How many of the windows are from a file.
    pub imported: usize,
    /// When the last of those was imported.
    pub imported_at: Option<Instant>,
}

/// What is kept of each skill, the largest first.
pub fn holdings<'a>(windows: impl IntoIterator<Item = &'a (WindowKey, StoredWindow)>) -> Vec<SkillHolding> {
    let mut by_skill: BTreeMap<&SkillId, (SkillHolding, BTreeSet<i64>)> = BTreeMap::new();
    for (key, stored) in windows {
        let (holding, days) = by_skill.entry(&key.skill_id).or_insert_with(|| {
            let skill_id = key.skill_id.clone();
            let none = SkillHolding {
                skill_id,
                windows: 0,
                days: 0,
                bytes: 0,
                read_at: stored.read_at,
                imported: 0,
                imported_at: None,
            };
            (none, BTreeSet::new())
        });
        holding.windows += 1;
        holding.bytes += stored.len_bytes() as u64;
        holding.read_at = holding.read_at.max(stored.read_at);
        holding.imported += usize::from(stored.imported_at.is_some());
        holding.imported_at = holding.imported_at.max(stored.imported_at);
        let last_s = stored.window.end.epoch_s() - 1;
        days.extend(stored.window.start.epoch_s().div_euclid(DAY_S)..=last_s.div_euclid(DAY_S));
    }
    let mut all: Vec<SkillHolding> =
        by_skill.into_values().map(|(holding, days)| SkillHolding { days: days.len(), ..holding }).collect();
    all.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.skill_id.cmp(&b.skill_id)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::metric::{Metric, Period};
    use crate::domain::series::Series;
    use crate::domain::skill::{SkillType, Stage};
    use crate::domain::window::Window;

    fn kept(skill: &str, metric: Metric, first_day: i64, days: i64) -> (WindowKey, StoredWindow) {
        let start = Instant::from_epoch_s(first_day * DAY_S);
        let key = WindowKey {
            skill_id: SkillId::parse(&format!("amzn1.ask.skill.{skill}")).unwrap(),
            stage: Stage::Live,
            skill_type: SkillType::Custom,
            locale: None,
            intent: None,
            period: Period::Day,
            metric,
            start,
        };
        let window = Window::new(start, start.plus_s(days * DAY_S)).unwrap();
        let series = Series::new(vec![start.epoch_s()], vec![1.0]);
        let stored = StoredWindow {
            key: key.text(),
            read_at: Instant::from_epoch_s(first_day),
            imported_at: None,
            window,
            series,
        };
        (key, stored)
    }

    #[test]
    fn what_is_from_a_file_is_counted_and_dated() {
        let mut all = [
            kept("a", Metric::TotalSessions, 10, 7),
            kept("a", Metric::TotalUtterances, 10, 7),
            kept("a", Metric::TotalSessions, 17, 7),
        ];
        assert_eq!(holdings(&all)[0].imported_at, None);
        for (index, at) in [(0, 5_000), (2, 9_000)] {
            all[index].1.imported_at = Some(Instant::from_epoch_s(at));
        }
        let held = &holdings(&all)[0];
        assert_eq!((held.windows, held.imported, held.imported_at), (3, 2, Some(Instant::from_epoch_s(9_000))));
    }

    #[test]
    fn days_that_several_windows_have_count_once() {
        let all = [
            kept("a", Metric::TotalSessions, 10, 7),
            kept("a", Metric::TotalUtterances, 10, 7),
            kept("a", Metric::TotalSessions, 12, 7),
            kept("b", Metric::TotalSessions, 100, 1),
        ];
        let holdings = holdings(&all);
        assert_eq!(
            holdings.iter().map(|h| h.skill_id.as_str()).collect::<Vec<_>>(),
            ["amzn1.ask.skill.a", "amzn1.ask.skill.b"]
        );
        assert_eq!((holdings[0].windows, holdings[0].days), (3, 9));
        assert_eq!(holdings[0].read_at, Instant::from_epoch_s(12));
        let bytes: usize = all[..3].iter().map(|(_, w)| w.to_bytes().len()).sum();
        assert_eq!(holdings[0].bytes, bytes as u64);
        assert_eq!((holdings[1].windows, holdings[1].days), (1, 1));
    }
}
