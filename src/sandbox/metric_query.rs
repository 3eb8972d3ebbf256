//! The parameters of Get metrics, checked as the document has them (metrics-api.txt, "Request parameters").

use super::error_body::Violation;
use super::message::Incoming;
use super::page_token;
use super::world::SkillEntry;
use crate::api::metric::GetSkillMetrics;
use crate::domain::instant::Instant;
use crate::domain::metric::{Metric, Period};
use crate::domain::skill::{SkillType, Stage};
use crate::domain::window::Window;

/// A query that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetricQuery {
    /// `startTime` and `endTime`.
    pub window: Window,
    /// `period`
    pub period: Period,
    /// `metric`
    pub metric: Metric,
    /// `stage`
    pub stage: Stage,
    /// `intent`
    pub intent: Option<String>,
    /// `locale`
    pub locale: Option<String>,
    /// `maxResults`, or the largest page where it is left out.
    pub page_len: usize,
    /// The number of the first item, from `nextToken`.
    pub offset: usize,
}

/// The parameters that may be given, once each.
const PARAMETERS: [&str; 10] =
    ["startTime", "endTime", "period", "metric", "stage", "skillType", "intent", "locale", "maxResults", "nextToken"];

impl MetricQuery {
    /// Reads a query.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(
        request: &Incoming,
        skill: &SkillEntry,
        seed: u64,
        cap: Option<u32>,
        now: Instant,
    ) -> Result<Self, Vec<Violation>> {
        let mut wrong = Vec::new();
        for name in PARAMETERS {
            if request.params(name).count() > 1 {
                wrong.push(Violation::invalid(format!("{name} must be given once.")));
            }
        }
        let start = instant(request, "startTime", &mut wrong);
        let end = instant(request, "endTime", &mut wrong);
        let window = start.zip(end).and_then(|(start, end)| window(start, end, now, &mut wrong));
        let period = required(request, "period", &mut wrong).and_then(|text| {
            let period = Period::parse(text);
            if period.is_none() {
                wrong.push(Violation::invalid("period must be one of SINGLE, PT15M, PT1H, P1D."));
            }
            period
        });
        let skill_type = skill_type(request, skill, &mut wrong);
        let metric = metric(request, skill_type.as_ref(), &mut wrong);
        let stage = required(request, "stage", &mut wrong).and_then(|text| match Stage::from(text) {
            stage @ (Stage::Live | Stage::Development) => Some(stage),
            _ => {
                wrong.push(Violation::invalid("stage must be live or development."));
                None
            }
        });
        let page_len = page_len(request, cap, &mut wrong);
        let offset = request.param("nextToken").map_or(Some(0), |token| {
            let offset = page_token::read(seed, &bound(request, skill), token, now);
            if offset.is_none() {
                wrong.push(Violation::invalid("nextToken is not valid for this query, or has expired."));
            }
            offset
        });
        match (window, period, metric, stage, page_len, offset) {
            (Some(window), Some(period), Some(metric), Some(stage), Some(page_len), Some(offset))
                if wrong.is_empty() =>
            {
                let text = |name| request.param(name).map(str::to_owned);
                let (intent, locale) = (text("intent"), text("locale"));
                Ok(Self { window, period, metric, stage, intent, locale, page_len, offset })
            }
            _ => Err(wrong),
        }
    }
}

/// What a `nextToken` is bound to: the query and the skill.
pub fn bound(request: &Incoming, skill: &SkillEntry) -> Vec<(String, String)> {
    let mut query = request.query.clone();
    query.push(("skillId".to_owned(), skill.id.to_owned()));
    query
}

fn required<'a>(request: &'a Incoming, name: &'static str, wrong: &mut Vec<Violation>) -> Option<&'a str> {
    let value = request.param(name);
    if value.is_none() {
        wrong.push(Violation::missing(name));
    }
    value
}

fn instant(request: &Incoming, name: &'static str, wrong: &mut Vec<Violation>) -> Option<Instant> {
    let text = required(request, name, wrong)?;
    let instant = Instant::parse(text);
    if instant.is_none() {
        wrong.push(Violation::invalid(format!("{name} must be a date and time such as 2018-11-01T10:45:00Z.")));
    }
    instant
}

fn window(start: Instant, end: Instant, now: Instant, wrong: &mut Vec<Violation>) -> Option<Window> {
    let Some(window) = Window::new(start, end) else {
        wrong.push(Violation::invalid("endTime must be after startTime."));
        return None;
    };
    if window.len_s() > Window::LONGEST_S {
        wrong.push(Violation::invalid("endTime must be at most one week after startTime."));
    }
    if start > now {
        wrong.push(Violation::invalid("startTime must not be in the future."));
    }
    Some(window)
}

fn skill_type(request: &Incoming, skill: &SkillEntry, wrong: &mut Vec<Violation>) -> Option<SkillType> {
    let skill_type = SkillType::from(required(request, "skillType", wrong)?);
    if let SkillType::Unknown(_) = skill_type {
        wrong.push(Violation::invalid("skillType must be custom, smartHome or flashBriefing."));
        return None;
    }
    if skill_type != skill.skill_type {
        wrong.push(Violation::invalid(format!("skillType must be {}, the type of this skill.", skill.skill_type)));
        return None;
    }
    Some(skill_type)
}

fn metric(request: &Incoming, skill_type: Option<&SkillType>, wrong: &mut Vec<Violation>) -> Option<Metric> {
    let metric = Metric::from(required(request, "metric", wrong)?);
    if let Metric::Unknown(_) = metric {
        wrong.push(Violation::invalid("metric is not one that Get metrics has."));
        return None;
    }
    if let Some(skill_type) = skill_type
        && !Metric::of_skill_type(skill_type).contains(&metric)
    {
        wrong.push(Violation::invalid(format!("metric {metric} is not available for {skill_type} skills.")));
        return None;
    }
    Some(metric)
}

fn page_len(request: &Incoming, cap: Option<u32>, wrong: &mut Vec<Violation>) -> Option<usize> {
    let largest = cap.unwrap_or(GetSkillMetrics::MAX_RESULTS);
    let Some(text) = request.param("maxResults") else { return Some(largest as usize) };
    let wanted: Option<u32> = text.parse().ok().filter(|n| (1..=largest).contains(n));
    if wanted.is_none() {
        wrong.push(Violation::invalid(format!("maxResults must be a number from 1 to {largest}.")));
    }
    wanted.map(|n| n as usize)
}
