//! Planning a test: how many users, how many weeks.

use super::power;

/// The spread of a yes-or-no value with this share of yes: √(p(1 − p)). `None` outside 0 to 1.
///
/// Only for a value that is 0 or 1 for each user; a rate over sessions spreads otherwise.
pub fn bernoulli_sd(share: f64) -> Option<f64> {
    (0.0..=1.0).contains(&share).then(|| (share * (1.0 - share)).sqrt())
}

/// What is to be found, and among whom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlanQuestion {
    /// The metric's mean today.
    pub mean: f64,
    /// How far single users spread around it (standard deviation).
    pub sd: f64,
    /// The change worth finding, as a fraction: 0.05 is 5%.
    pub relative_change: f64,
    /// The chance of a false alarm, two-sided.
    pub alpha: f64,
    /// The chance to find it.
    pub power: f64,
}

/// How many users a test needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// In each of the two groups.
    pub users_per_group: f64,
}

impl Plan {
    /// n = 2(z(1 − α/2) + z(power))²·SD²/(mean·change)² in each group, rounded up (Lachin, Controlled Clinical Trials 2
    /// (1981), 93–113, eq. 2 for equal groups). `None` where the mean, the change or the spread is 0.
    pub fn of(question: &PlanQuestion) -> Option<Self> {
        let reach = power::detectable_in_errors(question.alpha, question.power)?;
        let change = super::positive((question.mean * question.relative_change).abs())?;
        let errors = reach * super::positive(question.sd)? / change;
        Some(Self { users_per_group: super::positive((2.0 * errors * errors).ceil())? })
    }

    /// The users of both groups together.
    pub fn users(&self) -> f64 {
        2.0 * self.users_per_group
    }

    /// How many whole weeks it takes with so many customers a week, `exposure_percentage` of whom are in the test, half
    /// in each group. `None` without any.
    ///
    /// Customers come back, so that each week brings fewer new ones than the first: take it as the shortest.
    pub fn weeks(&self, weekly_customers: f64, exposure_percentage: f64) -> Option<u32> {
        let a_week = super::positive(weekly_customers)? * super::positive(exposure_percentage)?.min(100.0) / 200.0;
        let weeks = (self.users_per_group / super::positive(a_week)?).ceil().max(1.0);
        (weeks <= f64::from(u32::MAX)).then_some(weeks as u32)
    }

    /// The smallest relative change (a fraction) that a test of some weeks finds. The reverse of [`Plan::weeks`].
    pub fn detectable_change(
        question: &PlanQuestion,
        weeks: u32,
        weekly_customers: f64,
        exposure_percentage: f64,
    ) -> Option<f64> {
        let exposure = super::positive(exposure_percentage)?.min(100.0);
        let per_group = super::positive(f64::from(weeks) * weekly_customers * exposure / 200.0)?;
        let reach = power::detectable_in_errors(question.alpha, question.power)?;
        let change = reach * (2.0 / per_group).sqrt() * super::positive(question.sd)? / question.mean.abs();
        super::positive(change)
    }
}
