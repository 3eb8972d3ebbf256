//! List skills of a vendor: `GET /v1/skills` (API-FACTS.md, "Pickers and helpers").

use std::collections::BTreeMap;

use serde::Deserialize;

use super::operation::{Operation, json};
use super::request::{Request, Response};
use crate::domain::id::{SkillId, VendorId};
use crate::domain::instant::Instant;
use crate::domain::skill::{SkillSummary, Stage};

/// The parameters of the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListSkills {
    /// The vendor.
    pub vendor_id: VendorId,
    /// The largest page wanted, 1 to 50.
    pub max_results: Option<u32>,
    /// Where the last page ended. Never together with `skill_ids`.
    pub next_token: Option<String>,
    /// Only these skills, at most ten.
    pub skill_ids: Vec<SkillId>,
}

/// One page of the list; a row for each stage of each skill.
#[derive(Debug, Clone, PartialEq)]
pub struct SkillPage {
    /// The rows.
    pub skills: Vec<SkillSummary>,
    /// Where the next page starts; absent on the last one.
    pub next_token: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WirePage {
    #[serde(default)]
    skills: Option<Vec<WireSkill>>,
    #[serde(default)]
    is_truncated: Option<bool>,
    #[serde(default)]
    next_token: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireSkill {
    skill_id: Option<String>,
    stage: Option<String>,
    #[serde(default)]
    apis: Option<Vec<Option<String>>>,
    #[serde(default)]
    publication_status: Option<String>,
    #[serde(default)]
    last_updated: Option<String>,
    #[serde(default)]
    name_by_locale: Option<BTreeMap<String, Option<String>>>,
    #[serde(default)]
    asin: Option<String>,
}

impl WireSkill {
    /// A row that has no usable id is of no use to a picker and is left out.
    fn into_summary(self) -> Option<SkillSummary> {
        Some(SkillSummary {
            skill_id: SkillId::parse(&self.skill_id?).ok()?,
            stage: self.stage.map_or(Stage::Development, Stage::from),
            apis: self.apis.unwrap_or_default().into_iter().flatten().collect(),
            publication_status: self.publication_status.map(Into::into),
            last_updated: self.last_updated.as_deref().and_then(Instant::parse),
            name_by_locale: self
                .name_by_locale
                .unwrap_or_default()
                .into_iter()
                .filter_map(|(locale, name)| Some((locale, name?)))
                .collect(),
            asin: self.asin,
        })
    }
}

impl Operation for ListSkills {
    type Output = SkillPage;

    fn request(&self) -> Request {
        let mut request = Request::get("listSkillsForVendor", "/v1/skills".to_owned())
            .with("vendorId", self.vendor_id.as_str())
            .with_some("maxResults", self.max_results.map(|n| n.to_string()))
            .with_some("nextToken", self.next_token.as_deref());
        for skill_id in &self.skill_ids {
            request = request.with("skillId", skill_id.as_str());
        }
        request
    }

    fn decode(&self, response: &Response) -> Result<SkillPage, String> {
        let page: WirePage = json(response)?;
        let rows = page.skills.unwrap_or_default();
        let is_empty = rows.is_empty();
        let skills: Vec<SkillSummary> = rows.into_iter().filter_map(WireSkill::into_summary).collect();
        if skills.is_empty() && !is_empty {
            // Said as such: an account without skills is something else.
            return Err("no skill of the list has an id".to_owned());
        }
        Ok(SkillPage {
            skills,
            next_token: page.next_token.filter(|t| !t.is_empty() && page.is_truncated != Some(false)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> ListSkills {
        ListSkills {
            vendor_id: VendorId::parse("M1SANDBOX").unwrap(),
            max_results: Some(50),
            next_token: None,
            skill_ids: Vec::new(),
        }
    }

    #[test]
    fn a_page_is_read_with_nulls_and_rows_of_no_use() {
        let body = br#"{"_links":{},"skills":[{"skillId":"amzn1.ask.skill.1","stage":"live","apis":["custom",null],"publicationStatus":"PUBLISHED","lastUpdated":"2026-01-01T00:00:00.000Z","nameByLocale":{"en-US":"City Trips","de-DE":null},"asin":"B0"},{"stage":"live"}],"isTruncated":true,"nextToken":"t"}"#.to_vec();
        let page = list().decode(&Response { status: 200, headers: Default::default(), body }).unwrap();
        assert_eq!(page.skills.len(), 1);
        assert_eq!(page.skills[0].name_by_locale.len(), 1);
        assert_eq!(page.next_token.as_deref(), Some("t"));
    }

    #[test]
    fn rows_without_any_id_are_no_empty_list() {
        let read = |body: &str| {
            list().decode(&Response { status: 200, headers: Default::default(), body: body.as_bytes().to_vec() })
        };
        assert!(read(r#"{"skills":[{"skillId":null},{}]}"#).is_err());
        assert_eq!(read(r#"{"skills":[]}"#).unwrap().skills, []);
    }

    #[test]
    fn the_list_ends_where_it_says_it_is_not_truncated() {
        let body = br#"{"skills":[],"isTruncated":false,"nextToken":"t"}"#.to_vec();
        assert_eq!(
            list().decode(&Response { status: 200, headers: Default::default(), body }).unwrap().next_token,
            None
        );
    }

    #[test]
    fn the_request_names_vendor_and_page() {
        assert_eq!(list().request().target(), "/v1/skills?vendorId=M1SANDBOX&maxResults=50");
    }
}
