//! What the queries of all pages have in common.

use form_urlencoded::Serializer;

use super::{VERSION, quoted};
use crate::domain::id::SkillId;

/// Goes through the pairs of a query; collects a sentence for each value that could not be used.
pub(super) fn each(query: &str, mut read: impl FnMut(&str, &str) -> Result<(), &'static str>) -> Vec<String> {
    let mut problems = Vec::new();
    let version = form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "v").map(|(_, value)| value);
    if version.is_some_and(|version| version != VERSION) {
        problems.push(
            "This link was made for another version of this page. What this one does not know is left out.".to_owned(),
        );
    }
    for (key, value) in form_urlencoded::parse(query.as_bytes()) {
        if let Err(what) = read(&key, &value) {
            problems.push(format!(
                "This link has {what} {}, which does not exist. The usual one is shown.",
                quoted(&value)
            ));
        }
    }
    problems
}

/// Reads a skill's id.
pub(super) fn read_skill(value: &str, skill_id: &mut Option<SkillId>) -> Result<(), &'static str> {
    *skill_id = Some(SkillId::parse(value).map_err(|_| "a skill ID")?);
    Ok(())
}

/// The beginning of every query.
pub(super) fn query_of(skill_id: Option<&SkillId>) -> Serializer<'static, String> {
    let mut query = Serializer::new(String::new());
    query.append_pair("v", VERSION);
    if let Some(id) = skill_id {
        query.append_pair("skill", id.as_str());
    }
    query
}
