//! The key figures of the Metrics page: each stands for a group of metrics that the main chart shows.

use super::metric::Metric;
use super::series::Series;
use super::skill::SkillType;

/// A key figure and the chart behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// uniqueCustomers
    Customers,
    /// totalEnablements
    Enablements,
    /// Sessions by outcome.
    Sessions,
    /// Utterances by outcome.
    Utterances,
    /// successfulUtterances / totalUtterances
    UtteranceSuccess,
    /// successfulSessions / totalSessions
    SessionCompletion,
}

impl Group {
    /// All, in the order of the cards.
    pub const ALL: [Group; 6] = [
        Group::Customers,
        Group::Enablements,
        Group::Sessions,
        Group::Utterances,
        Group::UtteranceSuccess,
        Group::SessionCompletion,
    ];

    /// The groups that a skill of this type has metrics for.
    pub fn of_skill_type(skill_type: &SkillType) -> Vec<Group> {
        let has = Metric::of_skill_type(skill_type);
        Self::ALL.into_iter().filter(|g| g.needs().iter().all(|m| has.contains(m))).collect()
    }

    /// The group that the page opens with.
    pub fn first_of(skill_type: &SkillType) -> Group {
        let groups = Self::of_skill_type(skill_type);
        [Group::Sessions, Group::Utterances].into_iter().find(|g| groups.contains(g)).unwrap_or(Group::Customers)
    }

    /// The name in an address.
    pub fn key(self) -> &'static str {
        match self {
            Group::Customers => "customers",
            Group::Enablements => "enablements",
            Group::Sessions => "sessions",
            Group::Utterances => "utterances",
            Group::UtteranceSuccess => "utterance-success",
            Group::SessionCompletion => "session-completion",
        }
    }

    /// Reads the name in an address.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|g| g.key() == key)
    }

    /// The metrics without which the key figure has no value.
    pub fn needs(self) -> &'static [Metric] {
        match self {
            Group::Customers => &[Metric::UniqueCustomers],
            Group::Enablements => &[Metric::TotalEnablements],
            Group::Sessions => &[Metric::TotalSessions],
            Group::Utterances => &[Metric::TotalUtterances],
            Group::UtteranceSuccess => &[Metric::SuccessfulUtterances, Metric::TotalUtterances],
            Group::SessionCompletion => &[Metric::SuccessfulSessions, Metric::TotalSessions],
        }
    }

    /// The metrics that its chart draws, of those that the skill type has.
    pub fn metrics(self, skill_type: &SkillType) -> Vec<Metric> {
        let all: &[Metric] = match self {
            Group::Sessions => &[
                Metric::TotalSessions,
                Metric::SuccessfulSessions,
                Metric::IncompleteSessions,
                Metric::UserEndedSessions,
                Metric::SkillEndedSessions,
            ],
            Group::Utterances => &[Metric::TotalUtterances, Metric::SuccessfulUtterances, Metric::FailedUtterances],
            other => other.needs(),
        };
        let has = Metric::of_skill_type(skill_type);
        all.iter().filter(|m| has.contains(m)).cloned().collect()
    }

    /// Part and whole, where the figure is a rate: the sum of the parts over the sum of the wholes, never a mean of
    /// rates.
    pub fn rate(self) -> Option<(Metric, Metric)> {
        match self {
            Group::UtteranceSuccess => Some((Metric::SuccessfulUtterances, Metric::TotalUtterances)),
            Group::SessionCompletion => Some((Metric::SuccessfulSessions, Metric::TotalSessions)),
            _ => None,
        }
    }
}

/// The share of `part` in `whole` for each bucket that has both, in percent. A bucket with nothing in it has no rate.
pub fn rate_series(part: &Series, whole: &Series) -> Series {
    let mut times_s = Vec::with_capacity(whole.len());
    let mut values = Vec::with_capacity(whole.len());
    for (time_s, whole_value) in whole.known() {
        if let Some(part_value) = part.at(time_s)
            && whole_value > 0.0
        {
            times_s.push(time_s);
            values.push(100.0 * part_value / whole_value);
        }
    }
    Series::new(times_s, values)
}

/// Σ part / Σ whole over the buckets before `end_s` that have both, in percent; `None` when there is nothing.
pub fn rate_before(part: &Series, whole: &Series, end_s: i64) -> Option<f64> {
    let (mut parts, mut wholes) = (0.0, 0.0);
    for (time_s, whole_value) in whole.known().take_while(|p| p.0 < end_s) {
        if let Some(part_value) = part.at(time_s) {
            parts += part_value;
            wholes += whole_value;
        }
    }
    (wholes > 0.0).then(|| 100.0 * parts / wholes)
}

/// How a figure changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Change {
    /// In percent of the earlier value.
    Percent(f64),
    /// In percentage points, for rates.
    Points(f64),
}

impl Change {
    /// The change from an earlier value; `None` where a percentage would be of zero.
    pub fn between(value: f64, earlier: f64, is_rate: bool) -> Option<Change> {
        if is_rate {
            return Some(Change::Points(value - earlier));
        }
        (earlier != 0.0).then(|| Change::Percent(100.0 * (value - earlier) / earlier))
    }

    /// The number, whatever its unit.
    pub fn amount(self) -> f64 {
        match self {
            Change::Percent(amount) | Change::Points(amount) => amount,
        }
    }

    /// Whether it is too small to show with one decimal.
    pub fn is_flat(self) -> bool {
        self.amount().abs() < 0.05
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_skill_type_has_the_groups_that_its_metrics_allow() {
        assert_eq!(Group::of_skill_type(&SkillType::Custom).len(), 6);
        assert_eq!(
            Group::of_skill_type(&SkillType::SmartHome),
            [Group::Customers, Group::Enablements, Group::Utterances]
        );
        assert_eq!(
            Group::of_skill_type(&SkillType::FlashBriefing),
            [Group::Customers, Group::Enablements, Group::Sessions]
        );
        assert_eq!(Group::first_of(&SkillType::SmartHome), Group::Utterances);
        assert_eq!(Group::Sessions.metrics(&SkillType::FlashBriefing), [Metric::TotalSessions]);
    }

    #[test]
    fn a_rate_is_a_sum_over_a_sum() {
        let part = Series::new(vec![0, 10, 20], vec![1.0, 90.0, 5.0]);
        let whole = Series::new(vec![0, 10, 30], vec![10.0, 100.0, 7.0]);
        assert_eq!(rate_before(&part, &whole, 100), Some(100.0 * 91.0 / 110.0));
        assert_eq!(rate_series(&part, &whole).values(), [10.0, 90.0]);
        assert_eq!(rate_before(&part, &whole, 0), None);
    }

    #[test]
    fn a_change_from_nothing_has_no_percentage() {
        assert_eq!(Change::between(5.0, 0.0, false), None);
        assert_eq!(Change::between(110.0, 100.0, false), Some(Change::Percent(10.0)));
        assert!(Change::between(90.8, 91.6, true).unwrap().amount() < 0.0);
    }
}
