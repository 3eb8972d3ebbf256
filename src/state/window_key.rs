//! What a kept window is of: everything that its values depend on, as the end of its key in the database.

use percent_encoding::percent_decode_str;

use super::board::BoardQuery;
use crate::api::request::segment;
use crate::domain::id::SkillId;
use crate::domain::instant::Instant;
use crate::domain::metric::{Metric, Period};
use crate::domain::skill::{SkillType, Stage};

/// Skill, stage, type, locale, intent, period, metric and begin. The end is not part of it, since a running window grows.
#[derive(Debug, Clone, PartialEq)]
pub struct WindowKey {
    /// The skill.
    pub skill_id: SkillId,
    /// Live or development.
    pub stage: Stage,
    /// The type that the metrics were asked for.
    pub skill_type: SkillType,
    /// Only this locale.
    pub locale: Option<String>,
    /// Only this intent.
    pub intent: Option<String>,
    /// The period.
    pub period: Period,
    /// The metric.
    pub metric: Metric,
    /// Where the window begins.
    pub start: Instant,
}

impl WindowKey {
    /// The key of a window that a query asks for.
    pub fn new(query: &BoardQuery, metric: &Metric, period: Period, start: Instant) -> Self {
        Self {
            skill_id: query.skill_id.clone(),
            stage: query.stage.clone(),
            skill_type: query.skill_type.clone(),
            locale: query.locale.clone(),
            intent: query.intent.clone(),
            period,
            metric: metric.clone(),
            start,
        }
    }

    /// What the keys of all windows of a query begin with.
    pub fn query_part(query: &BoardQuery) -> String {
        joined([
            query.skill_id.as_str(),
            query.stage.as_str(),
            query.skill_type.as_str(),
            query.locale.as_deref().unwrap_or_default(),
            query.intent.as_deref().unwrap_or_default(),
        ])
    }

    /// The key's text, without whose it is. Each part is encoded, so that none reaches into another.
    pub fn text(&self) -> String {
        let before = joined([
            self.skill_id.as_str(),
            self.stage.as_str(),
            self.skill_type.as_str(),
            self.locale.as_deref().unwrap_or_default(),
            self.intent.as_deref().unwrap_or_default(),
        ]);
        format!("{before}{}|{}|{}", self.period.as_str(), segment(self.metric.as_str()), self.start)
    }

    /// Reads a key's text; `None` for anything that [`WindowKey::text`] does not write.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<String> = text
            .split('|')
            .map(|part| percent_decode_str(part).decode_utf8().ok().map(std::borrow::Cow::into_owned))
            .collect::<Option<_>>()?;
        let [skill_id, stage, skill_type, locale, intent, period, metric, start] =
            <[String; 8]>::try_from(parts).ok()?;
        let some = |text: String| Some(text).filter(|t| !t.is_empty());
        let key = Self {
            skill_id: SkillId::parse(&skill_id).ok()?,
            stage: Stage::from(stage),
            skill_type: SkillType::from(skill_type),
            locale: some(locale),
            intent: some(intent),
            period: Period::parse(&period)?,
            metric: Metric::from(metric),
            start: Instant::parse(&start)?,
        };
        (key.text() == text).then_some(key)
    }
}

fn joined(parts: [&str; 5]) -> String {
    parts.iter().fold(String::new(), |mut all, part| {
        all.push_str(&segment(part));
        all.push('|');
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::window::Window;

    fn query() -> BoardQuery {
        let start = Instant::parse("2026-06-01T00:00:00Z").unwrap();
        BoardQuery {
            skill_id: SkillId::parse("amzn1.ask.skill.1").unwrap(),
            stage: Stage::Live,
            skill_type: SkillType::Custom,
            intent: Some("Weather|Intent %".to_owned()),
            locale: None,
            period: Period::Day,
            asked: Window::new(start, start.plus_s(60)).unwrap(),
            compare_offset_s: None,
        }
    }

    #[test]
    fn a_key_comes_back_from_its_text_and_begins_as_its_query_does() {
        let key = WindowKey::new(&query(), &Metric::from("a b"), Period::Hour, query().asked.start);
        assert_eq!(WindowKey::parse(&key.text()), Some(key.clone()));
        assert!(key.text().starts_with(&WindowKey::query_part(&query())));
        assert_eq!(key.text(), "amzn1.ask.skill.1|live|custom||Weather%7CIntent%20%25|PT1H|a%20b|2026-06-01T00:00:00Z");
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let good = WindowKey::new(&query(), &Metric::TotalSessions, Period::Day, query().asked.start).text();
        for bad in ["", "|||||||", &good[1..], &format!("{good}|"), &good.replace("P1D", "P2D"), &good.replace('Z', "")]
        {
            assert_eq!(WindowKey::parse(bad), None, "{bad}");
        }
    }
}
