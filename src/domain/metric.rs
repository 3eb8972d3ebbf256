//! The metrics of metrics-api.txt: their names, which skills have them, and how they may be added up.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::instant::{DAY_S, HOUR_S, MINUTE_S};
use super::skill::SkillType;

/// A metric by its name on the wire (metrics-api.txt, "Metric skill values by skill type").
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Metric {
    /// Accounts that used the skill in the bucket. They do not add up across buckets.
    UniqueCustomers,
    /// Times that the skill was enabled.
    TotalEnablements,
    /// All utterances to the skill.
    TotalUtterances,
    /// Utterances that the skill answered.
    SuccessfulUtterances,
    /// Utterances that failed.
    FailedUtterances,
    /// All sessions.
    TotalSessions,
    /// Sessions that ended as they should.
    SuccessfulSessions,
    /// Sessions that broke off.
    IncompleteSessions,
    /// Sessions that the customer ended.
    UserEndedSessions,
    /// Sessions that the skill ended.
    SkillEndedSessions,
    /// A metric that the documents do not have.
    Unknown(String),
}

impl Metric {
    /// The ten of the document, in its order.
    pub const ALL: [Metric; 10] = [
        Metric::UniqueCustomers,
        Metric::TotalEnablements,
        Metric::TotalUtterances,
        Metric::SuccessfulUtterances,
        Metric::FailedUtterances,
        Metric::TotalSessions,
        Metric::SuccessfulSessions,
        Metric::IncompleteSessions,
        Metric::UserEndedSessions,
        Metric::SkillEndedSessions,
    ];

    /// The name on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Metric::UniqueCustomers => "uniqueCustomers",
            Metric::TotalEnablements => "totalEnablements",
            Metric::TotalUtterances => "totalUtterances",
            Metric::SuccessfulUtterances => "successfulUtterances",
            Metric::FailedUtterances => "failedUtterances",
            Metric::TotalSessions => "totalSessions",
            Metric::SuccessfulSessions => "successfulSessions",
            Metric::IncompleteSessions => "incompleteSessions",
            Metric::UserEndedSessions => "userEndedSessions",
            Metric::SkillEndedSessions => "skillEndedSessions",
            Metric::Unknown(name) => name,
        }
    }

    /// The metrics that a skill of this type has (metrics-api.txt).
    pub fn of_skill_type(skill_type: &SkillType) -> &'static [Metric] {
        match skill_type {
            SkillType::SmartHome => &[Metric::UniqueCustomers, Metric::TotalEnablements, Metric::TotalUtterances],
            SkillType::FlashBriefing => &[Metric::UniqueCustomers, Metric::TotalEnablements, Metric::TotalSessions],
            SkillType::Custom | SkillType::Unknown(_) => &Self::ALL,
        }
    }

    /// Whether values of several buckets may be summed. Unique customers may not: a person who comes twice is one.
    pub fn adds_up(&self) -> bool {
        !matches!(self, Metric::UniqueCustomers | Metric::Unknown(_))
    }
}

impl From<String> for Metric {
    fn from(name: String) -> Self {
        Self::ALL.iter().find(|m| m.as_str() == name).cloned().unwrap_or(Metric::Unknown(name))
    }
}

impl From<&str> for Metric {
    fn from(name: &str) -> Self {
        Self::from(name.to_owned())
    }
}

impl From<Metric> for String {
    fn from(metric: Metric) -> String {
        metric.as_str().to_owned()
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The aggregation period of a query (metrics-api.txt, `period`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Period {
    /// One value for the whole window.
    #[serde(rename = "SINGLE")]
    Single,
    /// A value for each quarter of an hour.
    #[serde(rename = "PT15M")]
    QuarterHour,
    /// A value for each hour.
    #[serde(rename = "PT1H")]
    Hour,
    /// A value for each day.
    #[serde(rename = "P1D")]
    Day,
}

impl Period {
    /// All four, shortest name first as the page offers them.
    pub const ALL: [Period; 4] = [Period::Single, Period::QuarterHour, Period::Hour, Period::Day];

    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Period::Single => "SINGLE",
            Period::QuarterHour => "PT15M",
            Period::Hour => "PT1H",
            Period::Day => "P1D",
        }
    }

    /// Reads the name on the wire.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.as_str() == text)
    }

    /// The length of one bucket in seconds; `None` for [`Period::Single`], whose bucket is the window.
    pub fn bucket_s(self) -> Option<i64> {
        match self {
            Period::Single => None,
            Period::QuarterHour => Some(15 * MINUTE_S),
            Period::Hour => Some(HOUR_S),
            Period::Day => Some(DAY_S),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_comes_back_as_its_metric() {
        for metric in Metric::ALL {
            assert_eq!(Metric::from(metric.as_str()), metric);
        }
        assert_eq!(Metric::from("retention"), Metric::Unknown("retention".to_owned()));
    }

    #[test]
    fn each_skill_type_has_the_metrics_of_the_document() {
        let names = |t: SkillType| Metric::of_skill_type(&t).iter().map(Metric::as_str).collect::<Vec<_>>();
        assert_eq!(names(SkillType::Custom).len(), 10);
        assert_eq!(names(SkillType::SmartHome), ["uniqueCustomers", "totalEnablements", "totalUtterances"]);
        assert_eq!(names(SkillType::FlashBriefing), ["uniqueCustomers", "totalEnablements", "totalSessions"]);
    }

    #[test]
    fn unique_customers_never_add_up() {
        assert!(!Metric::UniqueCustomers.adds_up());
        assert_eq!(Metric::ALL.iter().filter(|m| m.adds_up()).count(), 9);
    }
}
