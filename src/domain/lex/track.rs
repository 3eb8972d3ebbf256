//! From rows to what is drawn: a track for each combination of groups, in time, or one value for each.

use std::collections::BTreeMap;

use super::row::Row;
use super::rule::adds_up;
use super::term::{LexMetric, Statistic};

/// What stands where a group has no name.
pub const NO_NAME: &str = "(none)";
/// The track that holds what does not fit.
pub const OTHERS: &str = "Others";

/// The values of one combination of groups over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// The groups' values; empty where the query has none.
    pub key: String,
    /// Value by the start of the bin, in seconds since the epoch. What was not sent is not there.
    pub points: BTreeMap<i64, f64>,
}

impl Track {
    fn weight(&self) -> f64 {
        self.points.values().map(|v| v.abs()).sum()
    }
}

/// The groups of a row in one text.
pub fn group_key(row: &Row) -> String {
    let name = |value: &str| if value.trim().is_empty() { NO_NAME.to_owned() } else { value.to_owned() };
    row.groups.iter().map(|(_, value)| name(value)).collect::<Vec<_>>().join(" · ")
}

/// The tracks of a measure, the largest first, at most `most`. What does not fit is put together as [`OTHERS`] where it
/// adds up, and left out where it does not. Returns also how many were put together or left out.
pub fn tracks(rows: &[Row], metric: &LexMetric, statistic: &Statistic, most: usize) -> (Vec<Track>, usize) {
    let mut by_key: BTreeMap<String, BTreeMap<i64, f64>> = BTreeMap::new();
    let sums = adds_up(metric, statistic);
    for row in rows {
        let (Some((_, at)), Some(value)) = (&row.bin, row.value(metric, statistic)) else { continue };
        let point = by_key.entry(group_key(row)).or_default().entry(at.epoch_s());
        // Amazon sends a bin once. Were it twice, counts would be parts of one another.
        point.and_modify(|v| if sums { *v += value } else { *v = value }).or_insert(value);
    }
    let mut tracks: Vec<Track> = by_key.into_iter().map(|(key, points)| Track { key, points }).collect();
    tracks.sort_by(|a, b| b.weight().total_cmp(&a.weight()));
    if tracks.len() <= most {
        return (tracks, 0);
    }
    let rest = tracks.split_off(most.saturating_sub(usize::from(sums)));
    let left = rest.len();
    if sums {
        let mut points = BTreeMap::new();
        for (at, value) in rest.iter().flat_map(|t| &t.points) {
            *points.entry(*at).or_insert(0.0) += value;
        }
        tracks.push(Track { key: OTHERS.to_owned(), points });
    }
    (tracks, left)
}

/// The values of rows without bins, in the order of the answer.
pub fn bars(rows: &[Row], metric: &LexMetric, statistic: &Statistic) -> Vec<(String, f64)> {
    rows.iter()
        .filter(|row| row.bin.is_none())
        .filter_map(|row| Some((group_key(row), row.value(metric, statistic)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::row::MetricResult;
    use super::super::term::{BinName, GroupField};
    use super::*;
    use crate::domain::instant::Instant;

    fn row(at: Option<i64>, group: &str, value: Option<f64>) -> Row {
        Row {
            bin: at.map(|s| (BinName::ConversationStartTime, Instant::from_epoch_s(s))),
            groups: vec![(GroupField::ConversationEndState, group.to_owned())],
            metrics: vec![MetricResult { name: LexMetric::Count, statistic: Statistic::Sum, value }],
            last_used_intent: None,
        }
    }

    #[test]
    fn rows_become_tracks_with_the_largest_first_and_no_zero_for_what_is_missing() {
        let rows = [
            row(Some(0), "Failure", Some(1.0)),
            row(Some(0), "Success", Some(5.0)),
            row(Some(86_400), "Success", None),
            row(None, "Success", Some(9.0)),
        ];
        let (tracks, left) = tracks(&rows, &LexMetric::Count, &Statistic::Sum, 8);
        let names: Vec<&str> = tracks.iter().map(|t| t.key.as_str()).collect();
        assert_eq!((names, left), (vec!["Success", "Failure"], 0));
        assert_eq!(tracks[0].points, BTreeMap::from([(0, 5.0)]));
        assert_eq!(bars(&rows, &LexMetric::Count, &Statistic::Sum), [("Success".to_owned(), 9.0)]);
    }

    #[test]
    fn what_does_not_fit_is_put_together_where_it_adds_up_and_left_out_where_not() {
        let rows: Vec<Row> = (1..=10).map(|i| row(Some(0), &format!("g{i:02}"), Some(f64::from(i)))).collect();
        let (kept, left) = tracks(&rows, &LexMetric::Count, &Statistic::Sum, 4);
        assert_eq!((kept.len(), left), (4, 7));
        assert_eq!(kept[3], Track { key: OTHERS.to_owned(), points: BTreeMap::from([(0, 28.0)]) });
        let averages: Vec<Row> = rows
            .into_iter()
            .map(|mut row| {
                row.metrics[0].statistic = Statistic::Avg;
                row
            })
            .collect();
        let (kept, left) = tracks(&averages, &LexMetric::Count, &Statistic::Avg, 4);
        assert_eq!((kept.len(), left), (4, 6));
    }

    #[test]
    fn a_group_without_a_name_is_seen() {
        assert_eq!(group_key(&row(None, " ", None)), NO_NAME);
    }
}
