//! Whatever comes in, nothing panics and no NaN goes out.

use proptest::prelude::{prop, prop_assert, prop_assert_eq, prop_assume, proptest};

use super::*;

fn sound(value: Option<f64>) -> bool {
    value.is_none_or(|v| !v.is_nan())
}

fn is_probability(value: Option<f64>) -> bool {
    value.is_none_or(|v| (0.0..=1.0).contains(&v))
}

#[test]
fn groups_that_do_not_vary_have_no_test() {
    let still = ArmSummary { mean: 1.0, variance: 0.0, users: 100 };
    let moving = ArmSummary { mean: 1.0, variance: 2.0, users: 100 };
    assert_eq!(Welch::test(&still, &still), None);
    assert!(Welch::test(&still, &moving).is_some());
    assert_eq!(Welch::test(&still, &ArmSummary { users: 1, ..moving }), None);
    assert_eq!(Welch::test(&moving, &ArmSummary { variance: f64::NAN, ..moving }), None);
    assert_eq!(Welch::test(&moving, &ArmSummary { mean: f64::INFINITY, ..moving }), None);
}

#[test]
fn sums_of_equal_values_have_no_negative_variance() {
    let arm = ArmSummary::from_sums(3, 0.3, 0.03).unwrap();
    assert!(arm.variance >= 0.0);
    assert_eq!(ArmSummary::from_sums(1, 1.0, 1.0), None);
    assert_eq!(ArmSummary::from_sums(2, f64::NAN, 1.0), None);
}

#[test]
fn a_control_mean_of_zero_has_no_relative_difference() {
    assert_eq!(relative_difference(0.0, 1.0, 1.0, 1.0), None);
    assert_eq!(relative_difference(1e-320, 1.0, 1e300, 1.0), None);
}

#[test]
fn huge_counts_are_counted() {
    let ratio = SampleRatio::test(u64::MAX, u64::MAX);
    assert_eq!((ratio.p_value, ratio.severity), (1.0, RatioSeverity::Fine));
    let arm = ArmSummary { mean: 1.0, variance: 1e-300, users: u64::MAX };
    let other = ArmSummary { mean: 1.0 + 1e-15, ..arm };
    assert!(Welch::test(&arm, &other).is_some_and(|t| t.p_value == 0.0));
}

#[test]
fn p_values_of_0_and_1_have_their_limits() {
    assert_eq!(normal::two_sided_z(0.0), None);
    assert_eq!(normal::two_sided_z(1.0), Some(0.0));
    assert_eq!(normal::quantile(0.0), None);
    assert_eq!(student::quantile(1.0, 5.0), None);
    assert_eq!(student::quantile(0.5, 5.0), Some(0.0));
    assert_eq!(multiplicity::holm(&[0.0, 1.0, f64::NAN]), [0.0, 1.0, 1.0]);
    assert_eq!(multiplicity::benjamini_hochberg(&[]), [] as [f64; 0]);
}

#[test]
fn a_sequence_without_users_or_spread_has_no_interval() {
    let sequence = ConfidenceSequence::new(0.05, 1_000.0).unwrap();
    assert_eq!(sequence.interval(1.0, 1.0, 0.0), None);
    assert_eq!(sequence.interval(1.0, 0.0, 100.0), None);
    assert_eq!(sequence.p_value(f64::NAN, 100.0), None);
    assert_eq!(sequence.p_value(f64::INFINITY, 100.0), Some(0.0));
    assert_eq!(ConfidenceSequence::new(0.05, 0.0), None);
    assert_eq!(ConfidenceSequence::new(1.0, 10.0), None);
}

fn any() -> proptest::num::f64::Any {
    proptest::num::f64::ANY
}

proptest! {
    #[test]
    fn distributions_answer_anything(a in any(), df in any(), p in 0.0..1.0_f64) {
        prop_assert!(is_probability(normal::cdf(a)) && is_probability(normal::sf(a)));
        prop_assert!(sound(normal::quantile(a)) && sound(normal::two_sided_z(a)));
        prop_assert!(is_probability(student::two_sided_p(a, df)) && is_probability(student::two_sided_p(a, df.abs())));
        prop_assert!(is_probability(chi_square::sf_one_df(a)));
        prop_assert!(sound(student::quantile(a, df)) && sound(student::quantile(p, df)));
    }

    #[test]
    fn quantiles_and_probabilities_undo_each_other(p in 1e-9..1.0_f64, df in 0.5..1e7_f64) {
        let z = normal::two_sided_z(p).unwrap();
        prop_assert!((normal::two_sided_p(z).unwrap() / p - 1.0).abs() < 1e-9);
        if p < 0.999 {
            let t = student::quantile(1.0 - p / 2.0, df).unwrap();
            // 1 − p/2 keeps p to about 1e-16.
            prop_assert!((student::two_sided_p(t, df).unwrap() - p).abs() < 1e-9 * p + 1e-14);
        }
    }

    #[test]
    fn tests_and_plans_answer_anything(m in any(), v in any(), w in any(), n in prop::num::u64::ANY, k in prop::num::u64::ANY, a in any()) {
        let (c, t) = (ArmSummary { mean: m, variance: v, users: n }, ArmSummary { mean: w, variance: a, users: k });
        if let Some(test) = Welch::test(&c, &t) {
            prop_assert!((0.0..=1.0).contains(&test.p_value) && test.standard_error > 0.0);
            prop_assert!(test.interval(0.05).is_none_or(|i| i.lower <= i.upper));
        }
        prop_assert!(relative_difference(m, v, w, a).is_none_or(|r| r.difference.is_finite() && r.standard_error.is_finite()));
        prop_assert!((0.0..=1.0).contains(&SampleRatio::test(n, k).p_value));
        prop_assert!(is_probability(power::power(m, v, w)) && sound(power::minimum_detectable_effect(m, v, w)));
        prop_assert!(sound(power::required_users(m, v, w, 0.05, a)));
        let question = PlanQuestion { mean: m, sd: v, relative_change: w, alpha: 0.05, power: 0.8 };
        let plan = Plan::of(&question);
        prop_assert!(plan.is_none_or(|p| p.users_per_group >= 1.0 && p.weeks(a, m).is_none_or(|w| w >= 1)));
        prop_assert!(sound(Plan::detectable_change(&question, 4, a, v)));
        let sequence = ConfidenceSequence::new(m, v);
        prop_assert!(sequence.is_none_or(|s| is_probability(s.p_value(w, a)) && sound(s.errors_to_each_side(w))));
        let _ = TimeNeeded::until(m, v, &Arrivals { recent_per_day: w, daily_decay: a });
        let _ = Arrivals::from_cumulative(&[(m, v), (w, a), (v, m)]);
    }

    #[test]
    fn adjusted_p_values_are_probabilities_no_smaller_than_before(p in prop::collection::vec(0.0..=1.0_f64, 0..12)) {
        for adjusted in [multiplicity::holm(&p), multiplicity::benjamini_hochberg(&p)] {
            prop_assert!(adjusted.iter().zip(&p).all(|(a, p)| *a >= *p * (1.0 - 1e-12) && *a <= 1.0));
        }
    }

    #[test]
    fn an_always_valid_interval_leaves_nothing_out_exactly_when_its_p_value_is_above_alpha(
        z in -8.0..8.0_f64, users in 1.0..1e6_f64, planned in 1.0..1e6_f64,
    ) {
        let sequence = ConfidenceSequence::new(0.05, planned).unwrap();
        let reach = sequence.errors_to_each_side(users).unwrap();
        prop_assume!((reach - z.abs()).abs() > 1e-9);
        prop_assert_eq!(sequence.p_value(z, users).unwrap() > 0.05, z.abs() < reach);
    }
}
