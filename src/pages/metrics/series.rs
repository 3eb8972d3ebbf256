//! The series of the main chart and of the table.

use std::sync::Arc;

use crate::charts::palette::Slot;
use crate::charts::series::{ChartSeries, LegendChoice};
use crate::domain::group::{Group, rate_series};
use crate::domain::metric::Metric;
use crate::domain::series::Series;
use crate::domain::skill::SkillType;
use crate::pages::metrics::words;
use crate::state::board::{Board, Side};

/// Series that are off until somebody wants them: who ended a session is the second question.
const USUALLY_HIDDEN: [Metric; 2] = [Metric::UserEndedSessions, Metric::SkillEndedSessions];

/// The series of a group, with the compared ones laid over them.
pub fn chart_series(board: &Board, group: Group, hidden: Option<&[String]>) -> Vec<ChartSeries> {
    let offset_s = board.query().compare_offset_s;
    if let Some((part, whole)) = group.rate() {
        let rate = |side| rate_series(&board.series(&part, side), &board.series(&whole, side));
        let slot = Slot::new(2);
        return vec![ChartSeries {
            key: group.key().to_owned(),
            name: words::rate_name(group).to_owned(),
            slot,
            dash: slot.dash(),
            series: Arc::new(rate(Side::Current)),
            previous: offset_s.map(|o| Arc::new(rate(Side::Previous).shifted_s(o))),
            visible: true,
        }];
    }
    let metrics = group.metrics(&board.query().skill_type);
    metrics
        .iter()
        .map(|metric| {
            let slot = Slot::of_metric(metric);
            let previous: Option<Arc<Series>> =
                offset_s.map(|o| Arc::new(board.series(metric, Side::Previous).shifted_s(o)));
            ChartSeries {
                key: metric.as_str().to_owned(),
                name: metric.as_str().to_owned(),
                slot,
                dash: slot.dash(),
                series: board.series(metric, Side::Current),
                previous,
                visible: !is_hidden(metric.as_str(), hidden),
            }
        })
        .collect()
}

fn is_hidden(key: &str, hidden: Option<&[String]>) -> bool {
    match hidden {
        Some(hidden) => hidden.iter().any(|h| h == key),
        None => USUALLY_HIDDEN.iter().any(|m| m.as_str() == key),
    }
}

/// The hidden series after a choice in the legend.
pub fn hidden_after(
    choice: &LegendChoice,
    group: Group,
    skill_type: &SkillType,
    hidden: Option<&[String]>,
) -> Vec<String> {
    let metrics = group.metrics(skill_type);
    let all = || metrics.iter().map(|m| m.as_str().to_owned());
    let now: Vec<String> = all().filter(|k| is_hidden(k, hidden)).collect();
    match choice {
        LegendChoice::Toggle(key) if now.contains(key) => now.into_iter().filter(|k| k != key).collect(),
        LegendChoice::Toggle(key) => now.into_iter().chain([key.clone()]).collect(),
        LegendChoice::Isolate(key) => {
            let others: Vec<String> = all().filter(|k| k != key).collect();
            if now == others { Vec::new() } else { others }
        }
    }
}
