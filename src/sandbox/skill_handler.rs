//! `GET /v1/vendors` and `GET /v1/skills` (API-FACTS.md, "Pickers and helpers").

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json as value;

use super::error_body::{Violation, bad_request, refusal};
use super::message::{Incoming, json};
use super::page_token;
use super::world::{Account, SkillEntry, VENDOR_ID, VENDOR_NAME};
use crate::api::request::Response;
use crate::domain::instant::Instant;
use crate::domain::skill::Stage;

/// Who calls, and what of the sandbox the answer depends on.
#[derive(Debug, Clone, Copy)]
pub struct Caller<'a> {
    /// The account.
    pub account: &'a Account,
    /// The world's seed.
    pub seed: u64,
    /// The sandbox's time.
    pub now: Instant,
    /// The largest `maxResults` of a metrics query, where it is not the document's.
    pub max_results_cap: Option<u32>,
}

/// The longest page of the skills list.
const LONGEST_PAGE: usize = 50;
/// The most skills that can be asked for by id.
const MOST_IDS: usize = 10;

/// The vendors that the account belongs to.
pub fn list_vendors(caller: &Caller<'_>) -> Response {
    let vendors: Vec<_> = caller
        .account
        .role
        .iter()
        .map(|role| value!({"id": VENDOR_ID, "name": VENDOR_NAME, "roles": [role]}))
        .collect();
    json(200, &value!({ "vendors": vendors }))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    skill_id: &'static str,
    stage: String,
    apis: [String; 1],
    publication_status: &'static str,
    last_updated: String,
    name_by_locale: BTreeMap<&'static str, &'static str>,
    asin: &'static str,
}

impl Row {
    fn new(skill: &'static SkillEntry, stage: &Stage) -> Self {
        let is_live = *stage == Stage::Live;
        // The team's last change to the stage that it works on came a week after that to the live one.
        let updated_s = if is_live { skill.updated_s } else { skill.updated_s + 7 * crate::domain::instant::DAY_S };
        Self {
            skill_id: skill.id,
            stage: stage.as_str().to_owned(),
            apis: [skill.skill_type.as_str().to_owned()],
            publication_status: if is_live { "PUBLISHED" } else { "DEVELOPMENT" },
            last_updated: Instant::from_epoch_s(updated_s).to_string(),
            name_by_locale: skill.locales.iter().map(|l| (l.code, l.name)).collect(),
            asin: skill.asin,
        }
    }
}

/// A page of a vendor's skills, or the skills with given ids.
pub fn list_skills(caller: &Caller<'_>, request: &Incoming) -> Response {
    let mut wrong = Vec::new();
    let vendor_id = request.param("vendorId");
    if vendor_id.is_none() {
        wrong.push(Violation::missing("vendorId"));
    }
    let ids: Vec<&str> = request.params("skillId").flat_map(|ids| ids.split(',')).filter(|id| !id.is_empty()).collect();
    if ids.len() > MOST_IDS {
        wrong.push(Violation::invalid(format!("skillId can be given at most {MOST_IDS} times.")));
    }
    let (max_results, next_token) = (request.param("maxResults"), request.param("nextToken"));
    if !ids.is_empty() && (max_results.is_some() || next_token.is_some()) {
        wrong.push(Violation::invalid("skillId cannot be given together with maxResults or nextToken."));
    }
    let page_len = match max_results.map(str::parse::<usize>) {
        None => LONGEST_PAGE,
        Some(Ok(n)) if (1..=LONGEST_PAGE).contains(&n) => n,
        Some(_) => {
            wrong.push(Violation::invalid(format!("maxResults must be a number from 1 to {LONGEST_PAGE}.")));
            0
        }
    };
    let offset = next_token.map_or(Some(0), |token| page_token::read(caller.seed, &request.query, token, caller.now));
    if offset.is_none() {
        wrong.push(Violation::invalid("nextToken is not valid for this query, or has expired."));
    }
    let (true, Some(vendor_id), Some(offset)) = (wrong.is_empty(), vendor_id, offset) else {
        return bad_request(&wrong);
    };
    if caller.account.role.is_none() || vendor_id != VENDOR_ID {
        return refusal(401);
    }
    let rows: Vec<Row> = caller
        .account
        .skills()
        .filter(|skill| ids.is_empty() || ids.contains(&skill.id))
        .flat_map(|skill| SkillEntry::STAGES.iter().map(move |stage| Row::new(skill, stage)))
        .collect();
    let page: Vec<&Row> = rows.iter().skip(offset).take(page_len).collect();
    let end = offset.saturating_add(page.len());
    let next_token = (end < rows.len()).then(|| page_token::issue(caller.seed, &request.query, end, caller.now));
    let href = |query: &[(String, String)]| {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
        value!({"href": format!("{}?{query}", request.path)})
    };
    let mut body = value!({
        "_links": {"self": href(&request.query)},
        "skills": page,
        "isTruncated": next_token.is_some(),
    });
    if let (Some(token), Some(object)) = (next_token, body.as_object_mut()) {
        let mut query: Vec<(String, String)> =
            request.query.iter().filter(|(name, _)| name != "nextToken").cloned().collect();
        query.push(("nextToken".to_owned(), token.clone()));
        if let Some(links) = object.get_mut("_links").and_then(|l| l.as_object_mut()) {
            links.insert("next".to_owned(), href(&query));
        }
        object.insert("nextToken".to_owned(), token.into());
    }
    json(200, &body)
}
