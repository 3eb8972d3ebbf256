//! The address of the Metrics page.

use form_urlencoded::Serializer;

use super::query::{self, read_skill};
use super::{VERSION, clip, date_range, date_text, path};
use crate::domain::id::SkillId;
use crate::domain::instant::Instant;
use crate::domain::metric::Period;
use crate::domain::range::{Comparison, Range};
use crate::domain::skill::{SkillType, Stage};

/// Which zone times are shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Zone {
    /// Coordinated universal time, in which Amazon's buckets are aligned.
    #[default]
    Utc,
    /// The zone of this machine.
    Local,
}

/// Chart or table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Display {
    /// The chart.
    #[default]
    Chart,
    /// The table with the same numbers.
    Table,
}

/// The state of the Metrics page, all of it in its address.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricsView {
    /// The skill; `None` until one is picked.
    pub skill_id: Option<SkillId>,
    /// Live or development. Metrics start at live.
    pub stage: Stage,
    /// Only this locale; `None` for all.
    pub locale: Option<String>,
    /// The type of the skill, where it is not what the list says.
    pub skill_type: Option<SkillType>,
    /// Only this intent.
    pub intent: Option<String>,
    /// The time range.
    pub range: Range,
    /// The aggregation period.
    pub period: Period,
    /// What the values are compared with.
    pub comparison: Comparison,
    /// The zone that times are shown in.
    pub zone: Zone,
    /// The metric group in the main chart, by its key.
    pub group: Option<String>,
    /// Series that are switched off, by their names; `None` is the page's usual choice.
    pub hidden: Option<Vec<String>>,
    /// Chart or table.
    pub display: Display,
    /// Whether experiments are marked.
    pub experiments: bool,
    /// The part of the range that is zoomed to, in seconds since the epoch.
    pub zoom: Option<(i64, i64)>,
    /// Keys that this version does not know, as they came.
    pub unknown: Vec<(String, String)>,
}

impl Default for MetricsView {
    fn default() -> Self {
        Self {
            skill_id: None,
            stage: Stage::Live,
            locale: None,
            skill_type: None,
            intent: None,
            range: Range::FourWeeks,
            period: Period::Day,
            comparison: Comparison::Previous,
            zone: Zone::Utc,
            group: None,
            hidden: None,
            display: Display::Chart,
            experiments: true,
            zoom: None,
            unknown: Vec::new(),
        }
    }
}

impl MetricsView {
    /// Reads a query. Every value that cannot be used is explained in a sentence and left at its default.
    pub fn parse(query: &str) -> (Self, Vec<String>) {
        let mut view = Self::default();
        let (mut from, mut to) = (None, None);
        let mut problems = query::each(query, |key, value| {
            let text = || Some(clip(value)).filter(|v| !v.is_empty());
            match key {
                "v" => {}
                "skill" => read_skill(value, &mut view.skill_id)?,
                "stage" => match Stage::from(value) {
                    stage @ (Stage::Live | Stage::Development) => view.stage = stage,
                    _ => return Err("a stage"),
                },
                "locale" => view.locale = text(),
                "type" => match SkillType::from(value) {
                    SkillType::Unknown(_) => return Err("a skill type"),
                    known => view.skill_type = Some(known),
                },
                "intent" => view.intent = text(),
                "range" => view.range = Range::parse(value).ok_or("a range")?,
                "from" => from = Some(value.to_owned()),
                "to" => to = Some(value.to_owned()),
                "period" => view.period = Period::parse(value).ok_or("a period")?,
                "compare" => view.comparison = Comparison::parse(value).ok_or("a comparison")?,
                "zone" => match value {
                    "utc" => view.zone = Zone::Utc,
                    "local" => view.zone = Zone::Local,
                    _ => return Err("a time zone"),
                },
                "group" => view.group = text(),
                "hide" => view.hidden = hidden(value),
                "show" => match value {
                    "chart" => view.display = Display::Chart,
                    "table" => view.display = Display::Table,
                    _ => return Err("a display"),
                },
                "experiments" => match value {
                    "on" => view.experiments = true,
                    "off" => view.experiments = false,
                    _ => return Err("a choice about experiments"),
                },
                "zoom" => view.zoom = Some(zoom(value).ok_or("a zoom")?),
                _ => view.unknown.push((key.to_owned(), value.to_owned())),
            }
            Ok(())
        });
        if from.is_some() || to.is_some() {
            match date_range(&from.unwrap_or_default(), &to.unwrap_or_default()) {
                Ok(range) => view.range = range,
                Err(words) => problems.push(words),
            }
        }
        (view, problems)
    }

    /// Goes to another skill: what belongs to the present one (type, intent, locale, zoom, hidden series) is dropped.
    pub fn choose_skill(&mut self, skill_id: SkillId) {
        if self.skill_id.as_ref() == Some(&skill_id) {
            return;
        }
        *self = Self {
            skill_id: Some(skill_id),
            skill_type: None,
            intent: None,
            locale: None,
            group: None,
            hidden: None,
            zoom: None,
            ..self.clone()
        };
    }

    /// The address of this state. What is at its default is left out.
    pub fn href(&self) -> String {
        let mut query = Serializer::new(String::new());
        query.append_pair("v", VERSION);
        let usual = Self::default();
        if let Some(id) = &self.skill_id {
            query.append_pair("skill", id.as_str());
        }
        if self.stage != usual.stage {
            query.append_pair("stage", self.stage.as_str());
        }
        for (key, value) in [("locale", &self.locale), ("intent", &self.intent), ("group", &self.group)] {
            if let Some(value) = value {
                query.append_pair(key, value);
            }
        }
        if let Some(skill_type) = &self.skill_type {
            query.append_pair("type", skill_type.as_str());
        }
        match self.range {
            Range::Custom(window) => {
                query.append_pair("from", &date_text(window.start));
                query.append_pair("to", &date_text(window.end.plus_s(-1)));
            }
            preset if preset != usual.range => {
                query.append_pair("range", preset.key().unwrap_or_default());
            }
            _ => {}
        }
        if self.period != usual.period {
            query.append_pair("period", self.period.as_str());
        }
        if self.comparison != usual.comparison {
            query.append_pair("compare", self.comparison.key());
        }
        if self.zone == Zone::Local {
            query.append_pair("zone", "local");
        }
        if let Some(hidden) = &self.hidden {
            query.append_pair("hide", &if hidden.is_empty() { NO_SERIES.to_owned() } else { hidden.join(".") });
        }
        if self.display == Display::Table {
            query.append_pair("show", "table");
        }
        if !self.experiments {
            query.append_pair("experiments", "off");
        }
        if let Some((start_s, end_s)) = self.zoom {
            query.append_pair("zoom", &format!("{}~{}", Instant::from_epoch_s(start_s), Instant::from_epoch_s(end_s)));
        }
        for (key, value) in &self.unknown {
            query.append_pair(key, value);
        }
        format!("{}?{}", path::METRICS, query.finish())
    }
}

/// In place of a list of hidden series: all are shown.
const NO_SERIES: &str = "none";

fn hidden(text: &str) -> Option<Vec<String>> {
    if text == NO_SERIES {
        return Some(Vec::new());
    }
    let names: Vec<String> = text.split('.').map(clip).filter(|s| !s.is_empty() && s != NO_SERIES).take(20).collect();
    (!names.is_empty()).then_some(names)
}

fn zoom(text: &str) -> Option<(i64, i64)> {
    let (start, end) = text.split_once('~')?;
    let (start, end) = (Instant::parse(start)?, Instant::parse(end)?);
    (start < end).then(|| (start.epoch_s(), end.epoch_s()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instant::DAY_S;
    use proptest::prelude::*;

    const SKILL: &str = "amzn1.ask.skill.11111111-1111-4111-8111-111111111111";

    #[test]
    fn a_full_address_comes_back_as_it_was() {
        let query = format!(
            "v=1&skill={SKILL}&stage=development&locale=en-US&intent=GetTravelTimeIntent&group=sessions&type=custom&from=2026-10-24&to=2026-11-20&period=PT1H&compare=year&zone=local&hide=userEndedSessions.skillEndedSessions&show=table&experiments=off&zoom=2026-11-01T00%3A00%3A00Z%7E2026-11-02T00%3A00%3A00Z&future=1"
        );
        let (view, problems) = MetricsView::parse(&query);
        assert_eq!(problems, [""; 0]);
        assert_eq!(view.href(), format!("/metrics?{query}"));
    }

    #[test]
    fn an_empty_query_is_the_usual_view() {
        let (view, problems) = MetricsView::parse("");
        assert_eq!((view.clone(), problems.len()), (MetricsView::default(), 0));
        assert_eq!(view.href(), "/metrics?v=1");
    }

    #[test]
    fn a_link_of_another_version_is_said() {
        assert_eq!(MetricsView::parse("v=99&period=PT1H").1.len(), 1);
        assert!(MetricsView::parse("v=1").1.is_empty() && MetricsView::parse("").1.is_empty());
    }

    #[test]
    fn bad_values_are_explained_and_replaced() {
        let (view, problems) = MetricsView::parse(
            "stage=beta&range=9y&period=P1W&compare=x&zone=mars&skill=City&zoom=1~2&experiments=x&from=2026-11-20&to=2026-11-01",
        );
        assert_eq!(view, MetricsView::default());
        assert_eq!(problems.len(), 9, "{problems:#?}");
        assert!(problems[8].contains("ends before it starts"));
    }

    #[test]
    fn a_date_range_holds_both_its_days() {
        let Ok(Range::Custom(window)) = date_range("2026-11-20", "2026-11-20") else { panic!("no range") };
        assert_eq!(window.len_s(), DAY_S);
        assert!(date_range("2026-11-20", "").is_err());
        assert!(date_range("2020-01-01", "2026-01-01").unwrap_err().contains("longer than"));
    }

    proptest! {
        #[test]
        fn any_query_is_read_and_writes_a_stable_address(query in "\\PC{0,120}") {
            let (view, _) = MetricsView::parse(&query);
            let href = view.href();
            let (again, problems) = MetricsView::parse(href.split_once('?').unwrap().1);
            prop_assert_eq!(&again, &view);
            prop_assert!(problems.is_empty(), "{:?}", problems);
        }
    }
}
