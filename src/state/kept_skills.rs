//! The list of skills as it was read last, for a page that is opened without a network.

use serde::{Deserialize, Serialize};

use crate::domain::id::SkillId;
use crate::domain::instant::Instant;
use crate::domain::skill::{Skill, SkillType, Stage};

/// The form of the record. Another one counts as none.
const VERSION: u32 = 1;

/// The record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Record", into = "Record")]
pub struct KeptSkills {
    /// When the list was read.
    pub read_at: Instant,
    /// The skills.
    pub skills: Vec<Skill>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    version: u32,
    read_at: Instant,
    skills: Vec<Row>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    skill_id: SkillId,
    name: String,
    stages: Vec<Stage>,
    skill_type: SkillType,
    locales: Vec<String>,
}

impl TryFrom<Record> for KeptSkills {
    type Error = &'static str;

    fn try_from(record: Record) -> Result<Self, Self::Error> {
        if record.version != VERSION {
            return Err("a list of another version");
        }
        let skills = record.skills.into_iter().map(|row| Skill {
            skill_id: row.skill_id,
            name: row.name,
            stages: row.stages,
            skill_type: row.skill_type,
            locales: row.locales,
        });
        Ok(Self { read_at: record.read_at, skills: skills.collect() })
    }
}

impl From<KeptSkills> for Record {
    fn from(kept: KeptSkills) -> Self {
        let skills = kept.skills.into_iter().map(|skill| Row {
            skill_id: skill.skill_id,
            name: skill.name,
            stages: skill.stages,
            skill_type: skill.skill_type,
            locales: skill.locales,
        });
        Self { version: VERSION, read_at: kept.read_at, skills: skills.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_comes_back_and_another_version_does_not() {
        let kept = KeptSkills {
            read_at: Instant::parse("2026-11-21T10:00:00Z").unwrap(),
            skills: vec![Skill {
                skill_id: SkillId::parse("amzn1.ask.skill.1").unwrap(),
                name: "City \"Trips\"".to_owned(),
                stages: vec![Stage::Live, Stage::from("beta")],
                skill_type: SkillType::SmartHome,
                locales: vec!["en-US".to_owned()],
            }],
        };
        let text = serde_json::to_string(&kept).unwrap();
        assert_eq!(serde_json::from_str::<KeptSkills>(&text).unwrap(), kept);
        for bad in [
            text.replace("\"version\":1", "\"version\":2"),
            text.replace("\"version\":1", "\"version\":0"),
            text.replace("amzn1.ask", "amzn2"),
            text[..text.len() - 2].to_owned(),
            "null".to_owned(),
        ] {
            assert!(serde_json::from_str::<KeptSkills>(&bad).is_err(), "{bad}");
        }
    }
}
