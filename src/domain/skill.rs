//! A skill as the pickers and the metrics know it.

use std::collections::BTreeMap;

use super::id::SkillId;
use super::instant::Instant;
use super::open_enum::open_enum;

open_enum! {
    /// The type of a skill as the metrics query names it (metrics-api.txt, `skillType`).
    SkillType {
        /// A skill with its own interaction model.
        Custom = "custom",
        /// A skill that controls devices.
        SmartHome = "smartHome",
        /// A skill that reads the news.
        FlashBriefing = "flashBriefing",
    }
}

open_enum! {
    /// A stage of a skill. Metrics know live and development (metrics-api.txt, `stage`); lists also certified.
    Stage {
        /// What customers use.
        Live = "live",
        /// What the team works on.
        Development = "development",
        /// What Amazon has approved and not yet published.
        Certified = "certified",
    }
}

open_enum! {
    /// How far publication has come (`publicationStatus` in the skills list; API-FACTS.md, "Pickers and helpers").
    PublicationStatus {
        /// Not submitted.
        Development = "DEVELOPMENT",
        /// With Amazon.
        Certification = "CERTIFICATION",
        /// Approved.
        Certified = "CERTIFIED",
        /// In the store.
        Published = "PUBLISHED",
        /// Out of the store, still usable by those who enabled it.
        Hidden = "HIDDEN",
        /// Gone.
        Removed = "REMOVED",
    }
}

/// One row of the skills list: a skill in one stage.
#[derive(Debug, Clone, PartialEq)]
pub struct SkillSummary {
    /// The skill.
    pub skill_id: SkillId,
    /// The stage that this row is about.
    pub stage: Stage,
    /// The interfaces that it serves, as `custom` or `smartHome`.
    pub apis: Vec<String>,
    /// How far publication has come.
    pub publication_status: Option<PublicationStatus>,
    /// When it was last changed.
    pub last_updated: Option<Instant>,
    /// Its name in each locale.
    pub name_by_locale: BTreeMap<String, String>,
    /// Its number in the store.
    pub asin: Option<String>,
}

/// A skill with all its stages, as a person picks it.
#[derive(Debug, Clone, PartialEq)]
pub struct Skill {
    /// The skill.
    pub skill_id: SkillId,
    /// Its name: in the first of the wanted locales that has one, else in any.
    pub name: String,
    /// The stages that it has.
    pub stages: Vec<Stage>,
    /// The type for metrics queries, from the first interface that metrics know.
    pub skill_type: SkillType,
    /// The locales that it has a name in.
    pub locales: Vec<String>,
}

impl Skill {
    /// Joins the rows of the skills list, which has one a stage, into skills in the order of their names.
    pub fn from_summaries(rows: &[SkillSummary]) -> Vec<Skill> {
        let mut by_id: BTreeMap<&SkillId, Vec<&SkillSummary>> = BTreeMap::new();
        for row in rows {
            by_id.entry(&row.skill_id).or_default().push(row);
        }
        let mut skills: Vec<Skill> = by_id.into_iter().map(|(id, rows)| Skill::from_stages(id, &rows)).collect();
        skills.sort_by(|a, b| {
            a.name.to_lowercase().cmp(&b.name.to_lowercase()).then_with(|| a.skill_id.cmp(&b.skill_id))
        });
        skills
    }

    fn from_stages(skill_id: &SkillId, rows: &[&SkillSummary]) -> Skill {
        let mut names: BTreeMap<&str, &str> = BTreeMap::new();
        for row in rows {
            for (locale, name) in &row.name_by_locale {
                names.entry(locale).or_insert(name);
            }
        }
        let name = ["en-US", "en-GB"]
            .iter()
            .find_map(|l| names.get(l))
            .or_else(|| names.values().next())
            .map_or_else(|| skill_id.short(), |n| (*n).to_owned());
        let apis = rows.iter().flat_map(|r| r.apis.iter().map(String::as_str)).collect::<Vec<_>>();
        let skill_type = SkillType::ALL
            .iter()
            .find(|t| apis.contains(&t.as_str()))
            .cloned()
            .unwrap_or_else(|| apis.first().map_or(SkillType::Custom, |a| SkillType::from(*a)));
        Skill {
            skill_id: skill_id.clone(),
            name,
            stages: rows.iter().map(|r| r.stage.clone()).collect(),
            skill_type,
            locales: names.keys().map(|l| (*l).to_owned()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, stage: Stage, api: &str, names: &[(&str, &str)]) -> SkillSummary {
        SkillSummary {
            skill_id: SkillId::parse(id).unwrap(),
            stage,
            apis: vec![api.to_owned()],
            publication_status: None,
            last_updated: None,
            name_by_locale: names.iter().map(|(l, n)| ((*l).to_owned(), (*n).to_owned())).collect(),
            asin: None,
        }
    }

    #[test]
    fn the_stages_of_a_skill_become_one_skill() {
        let rows = [
            row("amzn1.ask.skill.b", Stage::Live, "smartHome", &[("de-DE", "Lampen")]),
            row("amzn1.ask.skill.a", Stage::Development, "custom", &[("en-US", "Zebra")]),
            row("amzn1.ask.skill.b", Stage::Development, "smartHome", &[("en-GB", "Lamps")]),
        ];
        let skills = Skill::from_summaries(&rows);
        assert_eq!(skills.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["Lamps", "Zebra"]);
        assert_eq!(skills[0].stages, [Stage::Live, Stage::Development]);
        assert_eq!(skills[0].skill_type, SkillType::SmartHome);
        assert_eq!(skills[0].locales, ["de-DE", "en-GB"]);
    }

    #[test]
    fn an_unknown_stage_is_kept_as_it_came() {
        assert_eq!(Stage::from("beta").as_str(), "beta");
    }
}
