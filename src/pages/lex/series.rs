//! From the rows of a query to a chart: groups with their colours.

use crate::charts::bar_list::Bar;
use crate::charts::palette::Slot;
use crate::charts::stack::{Layer, Stack, StackForm};
use crate::domain::instant::{DAY_S, HOUR_S};
use crate::domain::lex::figure::{Unit, unit};
use crate::domain::lex::rule::adds_up;
use crate::domain::lex::track::{self, OTHERS, Track};
use crate::domain::lex::{Interval, LexMetric, Query, Row, Statistic};
use crate::domain::series::Series;
use crate::domain::window::Window;
use crate::route::ChartKind;

/// So many groups have a colour of their own.
const MOST_TRACKS: usize = 8;

/// The colours of groups that have none of their own, the first first.
const FREE: [u8; 8] = [2, 5, 6, 7, 4, 3, 8, 1];

/// What is drawn of a query.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawn {
    /// Nothing: no row has a value.
    Nothing,
    /// Groups over time, and how many are not drawn by themselves.
    OverTime(Stack, usize),
    /// One value for each group.
    Bars(Vec<Bar>),
}

/// The colour that an end state keeps on every chart (DESIGN-NOTES, colours of Lex).
fn own_slot(key: &str) -> Option<u8> {
    match key {
        "Success" | "Detected" => Some(4),
        "Dropped" => Some(3),
        "Failure" | "Failed" | "Missed" => Some(8),
        "Switched" => Some(7),
        OTHERS => Some(1),
        _ => None,
    }
}

/// A colour for each key: its own where it has one, else the first that is free.
fn slots<'a>(keys: impl Iterator<Item = &'a str> + Clone) -> Vec<Slot> {
    let taken: Vec<u8> = keys.clone().filter_map(own_slot).collect();
    let mut free = FREE.into_iter().filter(|slot| !taken.contains(slot)).cycle();
    keys.map(|key| Slot::new(own_slot(key).or_else(|| free.next()).unwrap_or(2))).collect()
}

/// The length of a bin in seconds.
pub fn bin_s(query: &Query) -> Option<i64> {
    query.bin.as_ref().map(|bin| if bin.interval == Interval::OneHour { HOUR_S } else { DAY_S })
}

/// The window of a chart: that of the query, out to whole bins.
pub fn chart_window_s(window: Window, bin_s: i64) -> (i64, i64) {
    (window.start.floor_to_s(bin_s).epoch_s(), window.end.ceil_to_s(bin_s).epoch_s())
}

/// Whether values are whole numbers.
fn is_whole(metric: &LexMetric, statistic: &Statistic) -> bool {
    unit(metric, statistic) == Unit::Count
}

fn order_of_ends(key: &str) -> u8 {
    match key {
        "Success" | "Detected" => 0,
        "Dropped" => 1,
        "Switched" => 2,
        "Failure" | "Failed" | "Missed" => 3,
        OTHERS => 5,
        _ => 4,
    }
}

/// What a measure of a query looks like; `hidden` are groups that the legend has off, `alone` names a single group.
pub fn drawn(query: &Query, rows: &[Row], measure: &(LexMetric, Statistic), hidden: &[String], alone: &str) -> Drawn {
    let (metric, statistic) = measure;
    let Some(bin_s) = bin_s(query) else {
        let bars = track::bars(rows, metric, statistic);
        if bars.is_empty() {
            return Drawn::Nothing;
        }
        // Bars tell groups by their names; a colour only says what it says elsewhere too.
        let slot = |key: &str| own_slot(key).map_or(Slot::FIRST, Slot::new);
        let named = |key: String| if key.is_empty() { alone.to_owned() } else { key };
        return Drawn::Bars(
            bars.into_iter().map(|(key, value)| Bar { slot: slot(&key), name: named(key), value }).collect(),
        );
    };
    let (mut tracks, left) = track::tracks(rows, metric, statistic, MOST_TRACKS);
    if tracks.is_empty() {
        return Drawn::Nothing;
    }
    tracks.sort_by_key(|t| order_of_ends(&t.key));
    let mut times_s: Vec<i64> = tracks.iter().flat_map(|t| t.points.keys().copied()).collect();
    times_s.sort_unstable();
    times_s.dedup();
    let colours = slots(tracks.iter().map(|t| t.key.as_str()));
    let layer = |(track, slot): (&Track, Slot)| {
        let name = if track.key.is_empty() { alone.to_owned() } else { track.key.clone() };
        let values = times_s.iter().map(|t| track.points.get(t).copied().unwrap_or(f64::NAN)).collect();
        Layer { visible: !hidden.contains(&name), name, slot, values }
    };
    let layers = tracks.iter().zip(colours).map(layer).collect();
    let window_s = chart_window_s(query.window, bin_s);
    Drawn::OverTime(Stack { layers, times_s, window_s, bin_s, whole: is_whole(metric, statistic) }, left)
}

/// How a kind of chart is drawn: what does not add up is never stacked.
pub fn form(kind: ChartKind, measure: &(LexMetric, Statistic)) -> StackForm {
    match kind {
        ChartKind::Bars => StackForm::Bars,
        ChartKind::Lines => StackForm::Lines,
        _ if !adds_up(&measure.0, &measure.1) => StackForm::Lines,
        ChartKind::Stacked => StackForm::Stacked,
        ChartKind::Share => StackForm::Share,
    }
}

/// The sessions of a skill as a chart with the axis of a query's.
pub fn skill_sessions(series: &Series, window: Window, bin_s: i64, name: &str) -> Stack {
    let layer = Layer { name: name.to_owned(), slot: Slot::FIRST, values: series.values().to_vec(), visible: true };
    let window_s = chart_window_s(window, bin_s);
    Stack { times_s: series.times_s().to_vec(), layers: vec![layer], window_s, bin_s, whole: true }
}

/// How many bins of a chart's window, up to a time, have no value, and how many there are.
pub fn gaps(stack: &Stack, now_s: i64) -> (usize, usize) {
    let end_s = stack.window_s.1.min(now_s);
    let length_s = end_s - stack.window_s.0;
    // A bin that has begun counts.
    let bins = if stack.bin_s > 0 && length_s > 0 { (length_s + stack.bin_s - 1) / stack.bin_s } else { 0 };
    let bins = usize::try_from(bins).unwrap_or(0);
    let has_value = |index: &usize| stack.layers.iter().any(|l| l.values.get(*index).is_some_and(|v| v.is_finite()));
    let is_inside = |index: &usize| stack.times_s.get(*index).is_some_and(|t| *t >= stack.window_s.0 && *t < end_s);
    let present = (0..stack.times_s.len()).filter(is_inside).filter(has_value).count();
    (bins.saturating_sub(present), bins)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instant::Instant;
    use crate::domain::lex::{BinName, BotId, GroupField, MetricResult, Spec};

    const COUNT: (LexMetric, Statistic) = (LexMetric::Count, Statistic::Sum);

    fn query() -> Query {
        let start = Instant::parse("2026-11-07T10:30:00Z").unwrap();
        Spec::default().query(BotId::parse("SANDBOXBOT").unwrap(), Window { start, end: start.plus_s(2 * DAY_S) })
    }

    fn row(day: i64, group: &str, value: f64) -> Row {
        Row {
            bin: Some((BinName::ConversationStartTime, Instant::from_epoch_s(1_794_009_600 + day * DAY_S))),
            groups: vec![(GroupField::ConversationEndState, group.to_owned())],
            metrics: vec![MetricResult { name: LexMetric::Count, statistic: Statistic::Sum, value: Some(value) }],
            last_used_intent: None,
        }
    }

    #[test]
    fn end_states_keep_colour_and_place_whichever_is_larger_and_unknown_ones_are_shown_as_they_are() {
        let rows = [row(0, "Failure", 9.0), row(0, "Abandoned", 3.0), row(1, "Success", 1.0), row(0, "Dropped", 2.0)];
        let Drawn::OverTime(stack, 0) = drawn(&query(), &rows, &COUNT, &["Dropped".to_owned()], "All") else {
            panic!("no stack")
        };
        let layers: Vec<(&str, u8, bool)> =
            stack.layers.iter().map(|l| (l.name.as_str(), l.slot.number(), l.visible)).collect();
        assert_eq!(layers, [("Success", 4, true), ("Dropped", 3, false), ("Failure", 8, true), ("Abandoned", 2, true)]);
        assert!(stack.layers[0].values[0].is_nan());
        assert_eq!(stack.window_s.0, 1_794_009_600, "the axis begins with the day");
        assert_eq!((stack.window_s.1 - stack.window_s.0) / DAY_S, 3);
    }

    #[test]
    fn without_bins_there_are_bars_and_without_values_nothing() {
        let mut query = query();
        query.bin = None;
        let mut bar = row(0, "", 4.0);
        bar.bin = None;
        bar.groups.clear();
        assert_eq!(
            drawn(&query, &[bar], &COUNT, &[], "Conversations"),
            Drawn::Bars(vec![Bar { name: "Conversations".to_owned(), value: 4.0, slot: Slot::FIRST }])
        );
        assert_eq!(drawn(&query, &[], &COUNT, &[], "All"), Drawn::Nothing);
        assert_eq!(drawn(&self::query(), &[], &COUNT, &[], "All"), Drawn::Nothing);
    }

    #[test]
    fn averages_are_lines_whatever_was_chosen() {
        let average = (LexMetric::Duration, Statistic::Avg);
        assert_eq!(form(ChartKind::Share, &average), StackForm::Lines);
        assert_eq!(form(ChartKind::Bars, &average), StackForm::Bars);
        assert_eq!(form(ChartKind::Share, &COUNT), StackForm::Share);
    }

    #[test]
    fn the_skills_sessions_share_the_axis() {
        let series = Series::new(vec![1_794_009_600], vec![7.0]);
        let stack = skill_sessions(&series, query().window, DAY_S, "City Trips");
        assert_eq!(stack.window_s, chart_window_s(query().window, DAY_S));
        assert_eq!(stack.layers[0].values, [7.0]);
    }

    #[test]
    fn bins_without_a_value_are_counted_and_those_to_come_are_not() {
        let start = 1_794_009_600;
        let series = Series::new(vec![start, start + DAY_S], vec![7.0, f64::NAN]);
        let stack = skill_sessions(&series, query().window, DAY_S, "City Trips");
        assert_eq!(gaps(&stack, i64::MAX), (2, 3), "one was null, one did not come");
        assert_eq!(gaps(&stack, start + DAY_S + 60), (1, 2), "the third day has not begun");
        assert_eq!(gaps(&stack, start - 1), (0, 0));
        assert_eq!(gaps(&Stack { bin_s: 0, ..stack }, i64::MAX), (0, 0));
    }
}
