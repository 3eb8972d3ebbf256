//! One page of a query: who may ask, what is asked, and which rows come next.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json as value};

use super::BOT_ID;
use super::body::{self, Asked};
use super::measure::{Counted, measure};
use crate::api::request::Response;
use crate::domain::instant::Instant;
use crate::domain::lex::{BotId, Query, Subject};
use crate::sandbox::aws::error::AwsError;
use crate::sandbox::aws::{ACCOUNT_ID, BinUnit, Principal, QUOTA};
use crate::sandbox::message::{Incoming, json};
use crate::sandbox::option::Knobs;
use crate::sandbox::page_token;

/// Besides its own permission, a query about utterances needs this one (API-FACTS.md, section 6).
const AGGREGATED_UTTERANCES: &str = "lex:ListAggregatedUtterances";

/// What a query depends on besides itself.
#[derive(Debug, Clone, Copy)]
pub struct World<'a> {
    /// The world's seed.
    pub seed: u64,
    /// The sandbox's time.
    pub now: Instant,
    /// The knobs.
    pub knobs: &'a Knobs,
}

/// What the last query gave, so that its next page need not be counted anew.
#[derive(Debug, Default)]
pub struct Answers(Option<(String, Vec<Counted>)>);

impl Answers {
    /// The rows of a query as they were at a time.
    fn rows(&mut self, seed: u64, as_of: Instant, query: &Query) -> &[Counted] {
        let key = format!("{seed} {} {query:?}", as_of.epoch_s());
        if self.0.as_ref().is_none_or(|(there, _)| *there != key) {
            self.0 = Some((key, measure(seed, as_of, query)));
        }
        self.0.as_ref().map_or(&[], |(_, rows)| rows)
    }
}

/// Answers a request below `/bots/` that was signed by `principal`.
///
/// # Errors
/// What the service refuses, in its words.
pub fn answer(
    world: &World<'_>,
    answers: &mut Answers,
    principal: &Principal,
    request: &Incoming,
) -> Result<Response, AwsError> {
    let segments: Vec<&str> = request.path.trim_start_matches('/').split('/').collect();
    let ("POST", ["bots", bot_id, "analytics", operation]) = (request.method.as_str(), segments.as_slice()) else {
        return Err(AwsError::unknown_operation());
    };
    let subject = Subject::ALL.into_iter().find(|subject| subject.shape().path == *operation);
    let subject = subject.ok_or_else(AwsError::unknown_operation)?;
    let bot_id = body::bot_id(&percent_decode_str(bot_id).decode_utf8_lossy())?;
    check_access(world.knobs, principal, subject, &bot_id)?;
    if world.knobs.lex_quota_used_up {
        return Err(AwsError::new(402, "ServiceQuotaExceededException", QUOTA));
    }
    let asked = body::read(bot_id, subject, &request.body)?;
    page(world, answers, &asked)
}

/// # Errors
/// 403, naming the permission that is missing.
fn check_access(knobs: &Knobs, principal: &Principal, subject: Subject, bot_id: &BotId) -> Result<(), AwsError> {
    let mut needed = vec![subject.shape().permission];
    if subject == Subject::Utterances {
        needed.push(AGGREGATED_UTTERANCES);
    }
    let is_missing = |permission: &&str| {
        bot_id.as_str() != BOT_ID || knobs.lex_missing_permissions.iter().any(|missing| missing == permission)
    };
    let Some(permission) = needed.into_iter().find(is_missing) else { return Ok(()) };
    let resource = format!("arn:aws:lex:{}:{ACCOUNT_ID}:bot/{}", principal.region, bot_id.as_str());
    Err(AwsError::new(
        403,
        "AccessDeniedException",
        format!(
            "User: {} is not authorized to perform: {permission} on resource: {resource} because no identity-based policy \
             allows the {permission} action",
            principal.arn
        ),
    ))
}

/// The pairs that a `nextToken` is bound to: the query, and the time at which its first page was asked for.
fn binding(query: &Query, as_of: Instant) -> Vec<(String, String)> {
    vec![("query".to_owned(), format!("{query:?}")), ("asOf".to_owned(), as_of.epoch_s().to_string())]
}

/// Reads a token: the time of the first page in hexadecimal digits, a point, and where the page begins.
fn read_token(world: &World<'_>, query: &Query, token: &str) -> Option<(Instant, usize)> {
    let (as_of, token) = token.split_once('.')?;
    let as_of = Instant::from_epoch_s(i64::from_str_radix(as_of, 16).ok()?);
    Some((as_of, page_token::read(world.seed, &binding(query, as_of), token, world.now)?))
}

fn page(world: &World<'_>, answers: &mut Answers, asked: &Asked) -> Result<Response, AwsError> {
    let query = &asked.query;
    let (as_of, offset) = match &asked.next_token {
        None => (world.now, 0),
        Some(token) => read_token(world, query, token)
            .ok_or_else(|| AwsError::validation("The nextToken does not belong to this query, or has expired."))?,
    };
    let rows = answers.rows(world.seed, as_of, query);
    let end = offset.saturating_add(asked.max_results).min(rows.len());
    let results: Vec<Value> =
        rows.get(offset..end).unwrap_or_default().iter().map(|row| wire(world.knobs, query, row)).collect();
    let mut body = Map::new();
    body.insert("botId".to_owned(), Value::from(query.bot_id.as_str()));
    body.insert("results".to_owned(), Value::from(results));
    if end < rows.len() {
        let token = page_token::issue(world.seed, &binding(query, as_of), end, world.now);
        body.insert("nextToken".to_owned(), Value::from(format!("{:x}.{token}", as_of.epoch_s())));
    }
    Ok(json(200, &body))
}

fn wire(knobs: &Knobs, query: &Query, row: &Counted) -> Value {
    let mut result = Map::new();
    if let Some(bin) = &query.bin {
        let start = if knobs.lex_bin_unit == BinUnit::Seconds { row.bin_s } else { row.bin_s * 1_000 };
        result.insert("binKeys".to_owned(), value!([{"name": bin.name, "value": start}]));
    }
    if !query.groups.is_empty() {
        let keys = query.groups.iter().zip(row.groups).map(|(name, group)| value!({"name": name, "value": group}));
        result.insert("groupByKeys".to_owned(), keys.collect());
    }
    let metrics = query.metrics.iter().zip(&row.values);
    let metrics = metrics.map(|(m, of)| value!({"name": m.name, "statistic": m.statistic, "value": of}));
    result.insert("metricsResults".to_owned(), metrics.collect());
    if query.last_used_intent {
        result.insert("attributeResults".to_owned(), value!([{"lastUsedIntent": row.last_used_intent}]));
    }
    Value::from(result)
}
