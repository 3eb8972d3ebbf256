//! A series as few bytes: buckets come at even steps, and most values are counts.
//!
//! A year of all metrics by quarter hours has 349,000 points. At 16 bytes each the browser takes longer to hand them over
//! than the page to draw them.

use crate::domain::series::Series;

/// The first time and the step between two, 8 bytes each.
const EVEN: u8 = 0;
/// Each time, 8 bytes.
const EACH: u8 = 1;

/// How values are written. The greatest whole number of the shorter two stands for a missing value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Short,
    Long,
    Exact,
}

impl Form {
    const ALL: [Self; 3] = [Self::Short, Self::Long, Self::Exact];

    fn of(values: &[f64]) -> Self {
        let fits = |form: &Self| values.iter().all(|v| v.is_nan() || form.holds(*v));
        Self::ALL.into_iter().find(fits).unwrap_or(Self::Exact)
    }

    fn holds(self, value: f64) -> bool {
        let is_count_below = |limit: f64| value >= 0.0 && value < limit && value.fract() == 0.0;
        match self {
            Self::Short => is_count_below(f64::from(u16::MAX)),
            Self::Long => is_count_below(f64::from(u32::MAX)),
            Self::Exact => true,
        }
    }

    /// Bytes of one value.
    fn len_bytes(self) -> usize {
        match self {
            Self::Short => 2,
            Self::Long => 4,
            Self::Exact => 8,
        }
    }

    fn key(self) -> u8 {
        self as u8
    }

    fn parse(key: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.key() == key)
    }
}

/// The step between times that are evenly apart.
fn even_step(times_s: &[i64]) -> Option<i64> {
    let [first_s, second_s, ..] = times_s else { return Some(1) };
    let step_s = second_s.checked_sub(*first_s)?;
    times_s.windows(2).all(|pair| pair[1].checked_sub(pair[0]) == Some(step_s)).then_some(step_s)
}

/// How many bytes a series takes.
pub fn len_bytes(series: &Series) -> usize {
    let times = if even_step(series.times_s()).is_some() { 16 } else { series.len() * 8 };
    2 + times + series.len() * Form::of(series.values()).len_bytes()
}

/// Writes a series.
pub fn pack(series: &Series, bytes: &mut Vec<u8>) {
    let (times_s, values) = (series.times_s(), series.values());
    match even_step(times_s) {
        Some(step_s) => {
            bytes.push(EVEN);
            bytes.extend_from_slice(&times_s.first().copied().unwrap_or_default().to_le_bytes());
            bytes.extend_from_slice(&step_s.to_le_bytes());
        }
        None => {
            bytes.push(EACH);
            bytes.extend(times_s.iter().flat_map(|t| t.to_le_bytes()));
        }
    }
    let form = Form::of(values);
    bytes.push(form.key());
    match form {
        Form::Short => {
            bytes.extend(values.iter().flat_map(|v| if v.is_nan() { u16::MAX } else { *v as u16 }.to_le_bytes()));
        }
        Form::Long => {
            bytes.extend(values.iter().flat_map(|v| if v.is_nan() { u32::MAX } else { *v as u32 }.to_le_bytes()));
        }
        Form::Exact => bytes.extend(values.iter().flat_map(|v| v.to_le_bytes())),
    }
}

/// Reads a series of `len` points from all of the bytes; `None` for anything that [`pack`] does not write.
pub fn unpack(bytes: &[u8], len: usize) -> Option<Series> {
    let (&is_even, rest) = bytes.split_first()?;
    let times_len = match is_even {
        EVEN => 16,
        EACH => len.checked_mul(8)?,
        _ => return None,
    };
    let (times, rest) = rest.split_at_checked(times_len)?;
    let (&form, values) = rest.split_first()?;
    let form = Form::parse(form)?;
    // Before anything is made of it: a wrong length must not ask for memory.
    if values.len() != len.checked_mul(form.len_bytes())? {
        return None;
    }
    let mut times_s = chunks(times).map(i64::from_le_bytes);
    let times_s: Vec<i64> = if is_even == EVEN {
        let (first_s, step_s) = (times_s.next()?, times_s.next()?);
        let last_s = first_s.checked_add(step_s.checked_mul(i64::try_from(len.saturating_sub(1)).ok()?)?)?;
        if step_s <= 0 || last_s < first_s {
            return None;
        }
        (0..len as i64).map(|n| first_s + n * step_s).collect()
    } else {
        times_s.collect()
    };
    let values = match form {
        Form::Short => counts(chunks(values).map(u16::from_le_bytes), u16::MAX),
        Form::Long => counts(chunks(values).map(u32::from_le_bytes), u32::MAX),
        Form::Exact => chunks(values).map(f64::from_le_bytes).collect(),
    };
    Some(Series::new(times_s, values))
}

fn chunks<const LEN: usize>(bytes: &[u8]) -> impl Iterator<Item = [u8; LEN]> {
    bytes.as_chunks().0.iter().copied()
}

fn counts<N: Copy + PartialEq + Into<f64>>(numbers: impl Iterator<Item = N>, missing: N) -> Vec<f64> {
    numbers.map(|n| if n == missing { f64::NAN } else { n.into() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn packed(series: &Series) -> Vec<u8> {
        let mut bytes = Vec::new();
        pack(series, &mut bytes);
        bytes
    }

    /// The same points, missing ones at the same places.
    fn is_same(a: &Series, b: &Series) -> bool {
        let same = |(x, y): (&f64, &f64)| x == y || (x.is_nan() && y.is_nan());
        a.times_s() == b.times_s() && a.len() == b.len() && a.values().iter().zip(b.values()).all(same)
    }

    #[test]
    fn a_week_of_quarter_hours_takes_two_bytes_a_count() {
        let series = Series::new((0..672).map(|n| n * 900).collect(), (0..672).map(f64::from).collect());
        assert_eq!(packed(&series).len(), 18 + 672 * 2);
    }

    #[test]
    fn each_form_comes_back_with_what_is_missing() {
        let lists = [
            vec![0.0, f64::NAN, 65_534.0],
            vec![65_535.0, f64::NAN, 4_294_967_294.0],
            vec![4_294_967_295.0, f64::NAN, -1.0],
            vec![0.5, f64::INFINITY, f64::NAN],
            vec![],
            vec![7.0],
        ];
        let lens = [2, 4, 8, 8, 2, 2];
        for (values, len) in lists.into_iter().zip(lens) {
            let series = Series::new((0..values.len() as i64).map(|n| 10 * n - 5).collect(), values);
            let bytes = packed(&series);
            assert_eq!(bytes.len(), 18 + series.len() * len, "{series:?}");
            assert!(is_same(&unpack(&bytes, series.len()).unwrap(), &series), "{series:?}");
        }
    }

    #[test]
    fn times_that_run_backwards_or_over_the_end_are_refused() {
        let packed_even = |first_s: i64, step_s: i64, len: usize| {
            let head = [&[EVEN][..], &first_s.to_le_bytes(), &step_s.to_le_bytes(), &[Form::Short.key()]].concat();
            unpack(&[head, vec![0; len * 2]].concat(), len)
        };
        assert_eq!(packed_even(0, 900, 3).unwrap().times_s(), [0, 900, 1_800]);
        for (first_s, step_s) in [(0, 0), (0, -1), (i64::MAX, 1), (0, i64::MAX), (i64::MIN, i64::MIN)] {
            assert_eq!(packed_even(first_s, step_s, 3), None, "{first_s} {step_s}");
        }
    }

    #[test]
    fn a_length_that_the_bytes_do_not_have_is_refused() {
        let bytes = packed(&Series::new(vec![0, 10, 30], vec![1.0, 2.0, 3.0]));
        assert!(unpack(&bytes, 3).is_some());
        for len in [0, 2, 4, usize::MAX, usize::MAX / 8] {
            assert_eq!(unpack(&bytes, len), None, "{len}");
        }
    }

    proptest! {
        #[test]
        fn any_series_comes_back(points in proptest::collection::btree_map(any::<i64>(), any::<f64>(), 0..40)) {
            let series = Series::new(points.keys().copied().collect(), points.values().copied().collect());
            let bytes = packed(&series);
            prop_assert_eq!(bytes.len(), len_bytes(&series));
            prop_assert!(is_same(&unpack(&bytes, series.len()).unwrap(), &series));
        }

        #[test]
        fn any_bytes_are_answered_without_a_panic(bytes: Vec<u8>, len: usize, small in 0_usize..20) {
            let _ = (unpack(&bytes, len), unpack(&bytes, small));
        }
    }
}
