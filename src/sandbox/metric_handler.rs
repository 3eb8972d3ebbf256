//! `GET /v1/skills/{skillId}/metrics`.

use serde::{Serialize, Serializer};

use super::aggregate::{Filter, points};
use super::error_body::{bad_request, refusal};
use super::message::{Incoming, json};
use super::metric_query::{MetricQuery, bound};
use super::page_token;
use super::skill_handler::Caller;
use super::world;
use crate::api::request::Response;
use crate::domain::instant::{DAY_S, Instant};

/// `GetMetricDataResponse`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    metric: &'a str,
    timestamps: Vec<Stamp>,
    values: Vec<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

/// Answers a query, or says what is wrong with it.
pub fn get_metrics(caller: &Caller<'_>, skill_id: &str, request: &Incoming) -> Response {
    let Some(skill) = world::skill(skill_id) else { return refusal(404) };
    if !caller.account.may_see(skill) {
        return refusal(401);
    }
    let query = match MetricQuery::read(request, skill, caller.seed, caller.max_results_cap, caller.now) {
        Ok(query) => query,
        Err(wrong) => return bad_request(&wrong),
    };
    // A locale or an intent that the skill does not have is no mistake: it has no data.
    let locale = query.locale.as_ref().map(|code| skill.locales.iter().find(|l| l.code == code));
    let intent = query.intent.as_ref().map(|name| skill.intents.iter().position(|i| i.name == name));
    let all = match (locale, intent) {
        (Some(None), _) | (_, Some(None)) => Vec::new(),
        (locale, intent) => {
            let filter = Filter { skill, stage: &query.stage, locale: locale.flatten(), intent: intent.flatten() };
            points(caller.seed, &filter, &query.metric, query.period, query.window, caller.now)
        }
    };
    let page: Vec<(i64, u64)> = all.iter().copied().skip(query.offset).take(query.page_len).collect();
    let end = query.offset.saturating_add(page.len());
    let next_token = (end < all.len()).then(|| page_token::issue(caller.seed, &bound(request, skill), end, caller.now));
    let body = Body {
        metric: query.metric.as_str(),
        timestamps: page.iter().map(|p| Stamp(p.0)).collect(),
        values: page.iter().map(|p| p.1).collect(),
        next_token,
    };
    json(200, &body)
}

/// An instant, in seconds since the epoch, written as the documents write it without a text of its own on the heap.
struct Stamp(i64);

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (year, month, day) = Instant::from_epoch_s(self.0).date_time().to_calendar_date();
        let Ok(year) = u32::try_from(year) else {
            return serializer.collect_str(&Instant::from_epoch_s(self.0));
        };
        let second = self.0.rem_euclid(DAY_S) as u32;
        let mut text = *b"0000-00-00T00:00:00Z";
        let mut put = |place: usize, number: u32| {
            for (n, digit) in [(place, number / 10 % 10), (place + 1, number % 10)] {
                if let Some(byte) = text.get_mut(n) {
                    *byte = b'0' + digit as u8;
                }
            }
        };
        put(0, year / 100);
        put(2, year);
        put(5, u32::from(u8::from(month)));
        put(8, u32::from(day));
        put(11, second / 3_600);
        put(14, second / 60 % 60);
        put(17, second % 60);
        serializer.serialize_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_stamp_reads_as_the_instant_does(epoch_s in 0_i64..=253_402_300_799) {
            let json = serde_json::to_string(&Stamp(epoch_s)).unwrap();
            prop_assert_eq!(json, format!("\"{}\"", Instant::from_epoch_s(epoch_s)));
        }
    }
}
