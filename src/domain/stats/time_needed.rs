//! How long until enough users have come.

/// How users arrive, both groups together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arrivals {
    /// New users a day of late.
    pub recent_per_day: f64,
    /// What a day has of the new users of the day before, at most 1: first-time users get fewer as a test runs.
    pub daily_decay: f64,
}

impl Arrivals {
    /// From cumulative counts, `(day, users)` in the order of days: the rate of the later half, and the decay from the
    /// earlier half to it. `None` with no time or no new users between.
    ///
    /// One count alone, or two, give a rate without decay.
    pub fn from_cumulative(counts: &[(f64, f64)]) -> Option<Self> {
        let (&first, &last) = (counts.first()?, counts.last()?);
        let rate =
            |from: (f64, f64), to: (f64, f64)| super::positive((to.1 - from.1) / super::positive(to.0 - from.0)?);
        if counts.len() < 2 {
            return Some(Self { recent_per_day: rate((0.0, 0.0), last)?, daily_decay: 1.0 });
        }
        let middle_day = (first.0 + last.0) / 2.0;
        let middle = counts
            .iter()
            .copied()
            .filter(|c| c.0 > first.0 && c.0 < last.0)
            .min_by(|a, b| (a.0 - middle_day).abs().total_cmp(&(b.0 - middle_day).abs()));
        let Some(middle) = middle else {
            return Some(Self { recent_per_day: rate(first, last)?, daily_decay: 1.0 });
        };
        let (early, late) = (rate(first, middle)?, rate(middle, last)?);
        let apart_days = (last.0 - first.0) / 2.0;
        let daily_decay = (late / early).powf(1.0 / apart_days);
        let recent_per_day = late * daily_decay.min(1.0).powf((last.0 - middle.0) / 2.0);
        Some(Self { recent_per_day: super::positive(recent_per_day)?, daily_decay: daily_decay.clamp(0.0, 1.0) })
    }
}

/// How many more days a test needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeNeeded {
    /// None: there are enough users.
    Reached,
    /// A range, in whole weeks' days.
    Days {
        /// If users keep coming as of late.
        at_least: u32,
        /// If they keep getting fewer. `None`: then there will never be enough.
        at_most: Option<u32>,
    },
}

impl TimeNeeded {
    /// The days until `required` users are there, of whom `present` are: (n′ − n)/rate, rounded up to weeks; with decay q
    /// the d for which rate·q(1 − q^d)/(1 − q) = n′ − n. `None` where a figure is no number, or it is beyond a century.
    pub fn until(required: f64, present: f64, arrivals: &Arrivals) -> Option<Self> {
        let missing = required - present;
        if missing.is_nan() || !missing.is_finite() {
            return None;
        }
        if missing <= 0.0 {
            return Some(TimeNeeded::Reached);
        }
        let rate = super::positive(arrivals.recent_per_day)?;
        let at_least = whole_weeks_days(missing / rate)?;
        let q = arrivals.daily_decay;
        let at_most = if q >= 1.0 {
            Some(at_least)
        } else {
            let rest = 1.0 - missing * (1.0 - q) / (rate * q);
            if q > 0.0 && rest > 0.0 { whole_weeks_days(rest.ln() / q.ln()) } else { None }
        };
        Some(TimeNeeded::Days { at_least, at_most: at_most.map(|days| days.max(at_least)) })
    }
}

/// Days rounded up to whole weeks. `None` beyond a century.
fn whole_weeks_days(days: f64) -> Option<u32> {
    let weeks = (days / 7.0).ceil().max(1.0);
    (weeks <= 5_200.0).then(|| weeks as u32 * 7)
}
