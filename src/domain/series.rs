//! A metric's values over time, with what is missing kept apart from zero.

/// Points in ascending order of time, one a bucket.
///
/// A bucket that the service left out, or answered with null, is missing: it is absent here or NaN, never 0.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Series {
    times_s: Vec<i64>,
    values: Vec<f64>,
}

impl Series {
    /// From parallel lists in any order; of two points at one time the later given wins. Extra items are dropped.
    pub fn new(times_s: Vec<i64>, values: Vec<f64>) -> Self {
        let (mut times_s, mut values) = (times_s, values);
        let len = times_s.len().min(values.len());
        times_s.truncate(len);
        values.truncate(len);
        if times_s.windows(2).all(|pair| pair[0] < pair[1]) {
            return Self { times_s, values };
        }
        let mut points: Vec<(i64, f64)> = times_s.into_iter().zip(values).collect();
        points.sort_by_key(|p| p.0);
        let mut series = Self::default();
        for (time_s, value) in points {
            if series.times_s.last() == Some(&time_s) {
                series.times_s.pop();
                series.values.pop();
            }
            series.times_s.push(time_s);
            series.values.push(value);
        }
        series
    }

    /// Bucket starts, in seconds since the epoch, ascending.
    pub fn times_s(&self) -> &[i64] {
        &self.times_s
    }

    /// The values, NaN where the service answered null.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// How many points there are, null ones included.
    pub fn len(&self) -> usize {
        self.times_s.len()
    }

    /// Whether there is no point at all.
    pub fn is_empty(&self) -> bool {
        self.times_s.is_empty()
    }

    /// Time and value of every point that has a value.
    pub fn known(&self) -> impl Iterator<Item = (i64, f64)> + '_ {
        self.times_s.iter().copied().zip(self.values.iter().copied()).filter(|p| p.1.is_finite())
    }

    /// The value at a time; `None` where it is missing.
    pub fn at(&self, time_s: i64) -> Option<f64> {
        let index = self.times_s.binary_search(&time_s).ok()?;
        Some(self.values[index]).filter(|v| v.is_finite())
    }

    /// The sum of the known values before `end_s`; `None` when there is none. For metrics that add up only.
    pub fn sum_before(&self, end_s: i64) -> Option<f64> {
        let mut known = self.known().take_while(|p| p.0 < end_s).peekable();
        known.peek()?;
        Some(known.map(|p| p.1).sum())
    }

    /// The mean of the known values before `end_s`; `None` when there is none.
    pub fn mean_before(&self, end_s: i64) -> Option<f64> {
        let (count, sum) = self.known().take_while(|p| p.0 < end_s).fold((0_u32, 0.0), |(n, s), p| (n + 1, s + p.1));
        (count > 0).then(|| sum / f64::from(count))
    }

    /// The points at times that are wanted.
    #[must_use]
    pub fn filtered(&self, is_wanted: impl Fn(i64) -> bool) -> Self {
        let kept = self.times_s.iter().copied().zip(self.values.iter().copied()).filter(|p| is_wanted(p.0));
        let (times_s, values) = kept.unzip();
        Self { times_s, values }
    }

    /// The points before a time.
    #[must_use]
    pub fn before(&self, end_s: i64) -> Self {
        let len = self.times_s.partition_point(|t| *t < end_s);
        Self { times_s: self.times_s[..len].to_vec(), values: self.values[..len].to_vec() }
    }

    /// Takes in another series; where both have a time, the other's value wins.
    pub fn absorb(&mut self, other: &Series) {
        if other.is_empty() {
            return;
        }
        if self.times_s.last() < other.times_s.first() {
            self.times_s.extend_from_slice(&other.times_s);
            self.values.extend_from_slice(&other.values);
            return;
        }
        let mut times_s = std::mem::take(&mut self.times_s);
        let mut values = std::mem::take(&mut self.values);
        times_s.extend_from_slice(&other.times_s);
        values.extend_from_slice(&other.values);
        *self = Self::new(times_s, values);
    }

    /// The same values at other times, for laying a previous period over the current one.
    #[must_use]
    pub fn shifted_s(&self, seconds: i64) -> Self {
        Self { times_s: self.times_s.iter().map(|t| t + seconds).collect(), values: self.values.clone() }
    }

    /// The same points with a NaN wherever buckets of `bucket_s` are left out, so that a line drawn through them breaks.
    #[must_use]
    pub fn with_gaps(&self, bucket_s: i64) -> Self {
        let mut gapped = Self { times_s: Vec::with_capacity(self.len()), values: Vec::with_capacity(self.len()) };
        for (&time_s, &value) in self.times_s.iter().zip(&self.values) {
            if let Some(&last) = gapped.times_s.last()
                && bucket_s > 0
                && time_s - last > bucket_s
            {
                gapped.times_s.push(last + bucket_s);
                gapped.values.push(f64::NAN);
            }
            gapped.times_s.push(time_s);
            gapped.values.push(value);
        }
        gapped
    }
}

/// The times of two ascending lists, each once. Lists that are equal, or nearly, cost no more than reading them.
pub fn union(times_s: Vec<i64>, others_s: &[i64]) -> Vec<i64> {
    if times_s == others_s || others_s.is_empty() {
        return times_s;
    }
    let mut all_s = Vec::with_capacity(times_s.len().max(others_s.len()));
    let (mut a, mut b) = (times_s.iter().copied().peekable(), others_s.iter().copied().peekable());
    while let Some(next) = a.peek().into_iter().chain(b.peek()).min().copied() {
        a.next_if_eq(&next);
        b.next_if_eq(&next);
        all_s.push(next);
    }
    all_s
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_union_has_each_time_of_both_once_in_order(a: Vec<i64>, b: Vec<i64>) {
            let sorted = |list: &[i64]| list.iter().copied().collect::<std::collections::BTreeSet<_>>();
            let (a, b) = (sorted(&a), sorted(&b));
            let both = union(a.iter().copied().collect(), &b.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(both, a.union(&b).copied().collect::<Vec<_>>());
        }
    }

    #[test]
    fn pages_in_any_order_become_one_series() {
        let mut series = Series::new(vec![30, 10, 20], vec![3.0, 1.0, 2.0]);
        series.absorb(&Series::new(vec![20, 40], vec![22.0, 4.0]));
        assert_eq!(series.times_s(), [10, 20, 30, 40]);
        assert_eq!(series.values(), [1.0, 22.0, 3.0, 4.0]);
    }

    #[test]
    fn missing_is_not_zero() {
        let series = Series::new(vec![10, 20], vec![f64::NAN, 4.0]);
        assert_eq!(series.at(10), None);
        assert_eq!(series.at(15), None);
        assert_eq!(series.mean_before(100), Some(4.0));
        assert_eq!(series.sum_before(20), None);
    }

    #[test]
    fn a_left_out_bucket_breaks_the_line_once() {
        let gapped = Series::new(vec![0, 10, 40, 50], vec![1.0, 2.0, 3.0, 4.0]).with_gaps(10);
        assert_eq!(gapped.times_s(), [0, 10, 20, 40, 50]);
        assert!(gapped.values()[2].is_nan());
    }

    #[test]
    fn extra_timestamps_without_a_value_are_dropped() {
        assert_eq!(Series::new(vec![1, 2, 3], vec![1.0]).len(), 1);
    }
}
