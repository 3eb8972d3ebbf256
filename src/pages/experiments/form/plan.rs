//! The planner: what is typed into it, and what follows from that. Every figure is from `domain::stats`.

use super::draft::PlannerDraft;
use crate::domain::stats::{ALPHA, POWER, Plan, PlanQuestion, bernoulli_sd};

/// Whom the test reaches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    /// Customers in a week.
    pub weekly_customers: f64,
    /// How many of a hundred of them are in the test.
    pub exposure_percentage: f64,
    /// How many weeks it is planned to run.
    pub weeks: u32,
}

impl Reach {
    /// The customers in each group after some weeks, if each week brings new ones.
    pub fn per_group(&self, weeks: u32) -> f64 {
        self.weekly_customers * self.exposure_percentage / 200.0 * f64::from(weeks)
    }
}

/// What the planner cannot use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanGap {
    /// The mean is not typed, or no number above 0.
    Mean,
    /// The smallest change is not typed, or no number above 0.
    Change,
    /// The spread is not typed, or no number above 0.
    Spread,
}

/// What follows from what is typed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlanAnswer {
    /// The customers that each group needs.
    pub users_per_group: f64,
    /// How many there are by the planned end; `None` where the customers of a week, exposure or duration are not known.
    pub outlook: Option<Outlook>,
}

/// How far the test comes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// What it is about.
    pub reach: Reach,
    /// The customers in each group at the planned end.
    pub users_per_group: f64,
    /// How many weeks would be enough at this exposure; `None` where none would.
    pub weeks_needed: Option<u32>,
    /// The smallest relative change (a fraction) that the planned weeks would show.
    pub detectable_change: Option<f64>,
}

impl Outlook {
    /// Whether the planned weeks are enough.
    pub fn is_enough(&self) -> bool {
        self.weeks_needed.is_some_and(|weeks| weeks <= self.reach.weeks)
    }

    /// The share of what is needed that is there after some weeks, from 0 to 1.
    pub fn share(&self, weeks: u32, needed: f64) -> f64 {
        (self.reach.per_group(weeks) / needed).clamp(0.0, 1.0)
    }
}

/// A number as people write it: `0.184`, `0,184`, `1,250.5`, `−3`. A comma alone stands for the point, as much of the
/// world writes it: none of the planner's numbers is in the thousands. Beside a point commas set thousands apart.
pub fn number(text: &str) -> Option<f64> {
    let comma = if text.contains('.') { "" } else { "." };
    let plain = text.trim().replace(',', comma).replace('\u{2212}', "-");
    plain.parse().ok().filter(|n: &f64| n.is_finite())
}

/// The question that is typed.
///
/// # Errors
/// The first part that cannot be used.
pub fn question(draft: &PlannerDraft) -> Result<PlanQuestion, PlanGap> {
    let mean = number(&draft.mean).filter(|m| *m > 0.0).ok_or(PlanGap::Mean)?;
    let change_percent = number(&draft.change_percent).filter(|c| *c > 0.0).ok_or(PlanGap::Change)?;
    let sd = number(&draft.sd).filter(|sd| *sd > 0.0).ok_or(PlanGap::Spread)?;
    Ok(PlanQuestion { mean, sd, relative_change: change_percent / 100.0, alpha: ALPHA, power: POWER })
}

/// What follows from a question; `None` where the figures are too extreme to have an answer.
pub fn answer(question: &PlanQuestion, reach: Option<Reach>) -> Option<PlanAnswer> {
    let plan = Plan::of(question)?;
    let outlook = reach.map(|reach| {
        let Reach { weekly_customers, exposure_percentage, weeks } = reach;
        Outlook {
            reach,
            users_per_group: reach.per_group(weeks),
            weeks_needed: plan.weeks(weekly_customers, exposure_percentage),
            detectable_change: Plan::detectable_change(question, weeks, weekly_customers, exposure_percentage),
        }
    });
    Some(PlanAnswer { users_per_group: plan.users_per_group, outlook })
}

/// The spread of a share, from its mean, as it is typed into the field: four digits that count.
pub fn spread_of_share(mean: &str) -> Option<String> {
    bernoulli_sd(number(mean)?).filter(|sd| *sd > 0.0).map(plain)
}

/// A number for a field: without thousands, with four digits that count.
pub fn plain(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    let places = (3 - value.abs().log10().floor() as i32).clamp(0, 12) as usize;
    let text = format!("{value:.places$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// The weeks that get a mark under the progress: all up to six of them, else some at equal distances.
pub fn marked_weeks(weeks: u32) -> Vec<u32> {
    let step = weeks.div_ceil(6).max(1);
    (1..=weeks).filter(|week| week % step == 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(mean: &str, change_percent: &str, sd: &str) -> PlannerDraft {
        let owned = str::to_owned;
        PlannerDraft { metric: None, mean: owned(mean), change_percent: owned(change_percent), sd: owned(sd) }
    }

    #[test]
    fn the_designs_example_comes_out() {
        // n = 2·(1.959964 + 0.841621)²·0.326²/(0.184·0.06)², as DESIGN-NOTES section 7 has it.
        let question = question(&typed("0.184", "6", "0.326")).unwrap();
        let reach = Reach { weekly_customers: 17_914.0, exposure_percentage: 40.0, weeks: 4 };
        let found = answer(&question, Some(reach)).unwrap();
        assert!((found.users_per_group - 13_688.0).abs() < 1.0, "{found:?}");
        let outlook = found.outlook.unwrap();
        assert!((outlook.users_per_group - 14_331.2).abs() < 1e-6);
        assert_eq!(outlook.weeks_needed, Some(4));
        assert!(outlook.is_enough());
        assert!(outlook.detectable_change.unwrap() < 0.06);
        assert!((outlook.share(1, found.users_per_group) - 0.2617).abs() < 1e-3);
        assert_eq!(outlook.share(40, found.users_per_group), 1.0);
    }

    #[test]
    fn nobody_in_the_test_is_never_enough() {
        let question = question(&typed("1", "5", "1")).unwrap();
        let reach = Reach { weekly_customers: 1_000.0, exposure_percentage: 0.0, weeks: 4 };
        let outlook = answer(&question, Some(reach)).unwrap().outlook.unwrap();
        assert_eq!((outlook.is_enough(), outlook.weeks_needed), (false, None));
        assert_eq!(answer(&question, None).unwrap().outlook, None);
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        for (mean, change, sd, gap) in [
            ("", "5", "1", PlanGap::Mean),
            ("0", "5", "1", PlanGap::Mean),
            ("inf", "5", "1", PlanGap::Mean),
            ("\u{2212}3", "5", "1", PlanGap::Mean),
            ("1", "0", "1", PlanGap::Change),
            ("1", "-5", "1", PlanGap::Change),
            ("1", "5", "x", PlanGap::Spread),
        ] {
            assert_eq!(question(&typed(mean, change, sd)), Err(gap), "{mean} {change} {sd}");
        }
        assert_eq!(question(&typed("1,250.5", "5", "1")).unwrap().mean, 1_250.5);
        assert_eq!(question(&typed("0,184", "2,5", "0,3")).unwrap().mean, 0.184);
        assert_eq!(number("\u{2212}3"), Some(-3.0));
    }

    #[test]
    fn the_spread_of_a_share_is_offered_only_for_a_share() {
        assert_eq!(spread_of_share("0.5").as_deref(), Some("0.5"));
        assert_eq!(spread_of_share("0.184").as_deref(), Some("0.3875"));
        for no_share in ["1.2", "-0.1", "0", "1", "", "x"] {
            assert_eq!(spread_of_share(no_share), None, "{no_share}");
        }
    }

    #[test]
    fn numbers_for_fields_are_short_and_plain() {
        for (value, text) in [(0.0, "0"), (12_345.6, "12346"), (1.5, "1.5"), (0.000_123_456, "0.0001235"), (-2.0, "-2")]
        {
            assert_eq!(plain(value), text);
        }
        assert_eq!(marked_weeks(4), [1, 2, 3, 4]);
        assert_eq!(marked_weeks(20), [4, 8, 12, 16, 20]);
        assert!(marked_weeks(0).is_empty());
    }
}
