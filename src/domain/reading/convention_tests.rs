//! Each convention at each level is named, and what cannot be told is called unknown.

use super::*;
use crate::domain::experiment::{MetricSnapshot, MetricValues, SnapshotMetric, TreatmentId};
use crate::domain::stats::{ArmSummary, ConfidenceLevel, Welch, normal, relative_difference};

/// A metric of a service: two groups, and how its interval is emitted.
#[derive(Clone, Copy)]
struct Metric {
    name: &'static str,
    control: ArmSummary,
    treated: ArmSummary,
}

fn arm(mean: f64, sd: f64, users: u64) -> ArmSummary {
    ArmSummary { mean, variance: sd * sd, users }
}

fn metrics() -> [Metric; 3] {
    [
        Metric { name: "Customer Friction", control: arm(0.1842, 0.7, 14_208), treated: arm(0.1717, 0.69, 14_391) },
        Metric {
            name: "Skill Next Day Retention",
            control: arm(0.3120, 0.4633, 14_208),
            treated: arm(0.3195, 0.4663, 14_391),
        },
        Metric { name: "ISP : Sales", control: arm(4.18, 21.0, 5_100), treated: arm(4.31, 21.4, 5_230) },
    ]
}

/// A group's values with the interval of one convention, as a service would compute them.
fn emitted(metric: &Metric, convention: Convention, with_control: bool) -> [SnapshotMetric; 2] {
    let Metric { control, treated, .. } = *metric;
    let test = Welch::test(&control, &treated).unwrap();
    let errors = [control.standard_error().unwrap(), treated.standard_error().unwrap()];
    let relative = relative_difference(control.mean, errors[0], treated.mean, errors[1]).unwrap();
    let z = convention.level.z();
    let around = |middle: f64, error: f64| (Some(middle - z * error), Some(middle + z * error));
    let of = |mean: f64, own_error: f64| match convention.of {
        IntervalOf::PercentDifference => around(100.0 * relative.difference, 100.0 * relative.standard_error),
        IntervalOf::Fraction => around(relative.difference, relative.standard_error),
        IntervalOf::AbsoluteDifference => around(test.difference, test.standard_error),
        IntervalOf::ArmMean => around(mean, own_error),
    };
    let values = |arm: ArmSummary, interval: (Option<f64>, Option<f64>), treated: bool| MetricValues {
        mean: Some(arm.mean),
        percent_diff: treated.then_some(100.0 * relative.difference),
        confidence_interval_lower: interval.0,
        confidence_interval_upper: interval.1,
        p_value: treated.then_some(test.p_value),
        user_count: Some(arm.users),
    };
    let own_mean = convention.of == IntervalOf::ArmMean;
    let control_interval = if with_control && own_mean { of(control.mean, errors[0]) } else { (None, None) };
    let row = |id, values| SnapshotMetric {
        name: Some(metric.name.to_owned()),
        treatment_id: Some(id),
        values: Some(values),
    };
    [
        row(TreatmentId::C, values(control, control_interval, false)),
        row(TreatmentId::T1, values(treated, of(treated.mean, errors[1]), true)),
    ]
}

fn snapshot(rows: impl IntoIterator<Item = [SnapshotMetric; 2]>) -> MetricSnapshot {
    MetricSnapshot { status: None, status_reason: None, metrics: rows.into_iter().flatten().collect() }
}

fn emitted_by(convention: Convention, with_control: bool) -> MetricSnapshot {
    snapshot(metrics().iter().map(|m| emitted(m, convention, with_control)))
}

fn is_named(of: IntervalOf, level: ConfidenceLevel) {
    let convention = Convention { of, level };
    for with_control in [true, false] {
        let snapshot = emitted_by(convention, with_control);
        let meaning = infer([&snapshot]);
        assert_eq!(meaning.convention(), Some(convention), "{meaning:?}");
        let IntervalMeaning::Known { decided_by, .. } = meaning else { unreachable!() };
        assert!(!decided_by.is_empty());
        // Each metric alone has enough to decide, too.
        for metric in metrics() {
            let alone = super::convention_tests::snapshot([emitted(&metric, convention, with_control)]);
            assert_eq!(infer([&alone]).convention(), Some(convention), "{} alone", metric.name);
        }
        // And the change comes out the same by every convention.
        for metric in metrics() {
            let values = |id| *snapshot.values(metric.name, &id).unwrap();
            let effect = Effect::of(&values(TreatmentId::C), &values(TreatmentId::T1), &infer([&snapshot])).unwrap();
            let errors = [metric.control.standard_error().unwrap(), metric.treated.standard_error().unwrap()];
            let truth = relative_difference(metric.control.mean, errors[0], metric.treated.mean, errors[1]).unwrap();
            assert!((effect.estimate - 100.0 * truth.difference).abs() < 1e-9);
            let error = effect.standard_error.unwrap() / (100.0 * truth.standard_error);
            assert!((error - 1.0).abs() < 0.01, "{convention:?} {}: {error}", metric.name);
            assert_eq!((effect.unit, effect.assumed), (EffectUnit::Percent, None));
        }
    }
}

macro_rules! twelve {
    ($($test:ident: $of:ident $level:ident;)+) => { $(
        #[test]
        fn $test() {
            is_named(IntervalOf::$of, ConfidenceLevel::$level);
        }
    )+ };
}

twelve! {
    percent_at_90_is_named: PercentDifference Ninety;
    percent_at_95_is_named: PercentDifference NinetyFive;
    percent_at_99_is_named: PercentDifference NinetyNine;
    a_fraction_at_90_is_named: Fraction Ninety;
    a_fraction_at_95_is_named: Fraction NinetyFive;
    a_fraction_at_99_is_named: Fraction NinetyNine;
    an_absolute_difference_at_90_is_named: AbsoluteDifference Ninety;
    an_absolute_difference_at_95_is_named: AbsoluteDifference NinetyFive;
    an_absolute_difference_at_99_is_named: AbsoluteDifference NinetyNine;
    the_own_mean_at_90_is_named: ArmMean Ninety;
    the_own_mean_at_95_is_named: ArmMean NinetyFive;
    the_own_mean_at_99_is_named: ArmMean NinetyNine;
}

const PERCENT_95: Convention = Convention { of: IntervalOf::PercentDifference, level: ConfidenceLevel::NinetyFive };

fn changed(mut snapshot: MetricSnapshot, change: impl Fn(&mut MetricValues)) -> MetricSnapshot {
    for row in snapshot.metrics.iter_mut().filter(|m| m.treatment_id == Some(TreatmentId::T1)) {
        if let Some(values) = &mut row.values {
            change(values);
        }
    }
    snapshot
}

#[test]
fn without_intervals_nothing_is_said_and_errors_come_from_p_values() {
    let bare = changed(emitted_by(PERCENT_95, false), |v| v.confidence_interval_lower = None);
    let meaning = infer([&bare]);
    assert_eq!(meaning, IntervalMeaning::Unknown { why: WhyUnknown::NoInterval });
    let values = |id| *bare.values("Customer Friction", &id).unwrap();
    let effect = Effect::of(&values(TreatmentId::C), &values(TreatmentId::T1), &meaning).unwrap();
    assert_eq!(effect.assumed, Some(Assumption::FromPValue));
    let z = normal::two_sided_z(effect.p_value.unwrap()).unwrap();
    assert!((effect.z().unwrap().abs() - z).abs() < 1e-9);
    assert_eq!(infer([]), IntervalMeaning::Unknown { why: WhyUnknown::NoInterval });
}

#[test]
fn a_p_value_of_0_or_1_leaves_the_level_unknown_and_95_is_assumed() {
    for p in [0.0, 1.0] {
        let snapshot = changed(emitted_by(PERCENT_95, false), |v| v.p_value = Some(p));
        let meaning = infer([&snapshot]);
        assert!(
            matches!(meaning, IntervalMeaning::LevelUnknown { of: IntervalOf::PercentDifference, .. }),
            "{meaning:?}"
        );
        let values = |id| *snapshot.values("Customer Friction", &id).unwrap();
        let effect = Effect::of(&values(TreatmentId::C), &values(TreatmentId::T1), &meaning).unwrap();
        assert_eq!((effect.assumed, effect.p_value), (Some(Assumption::Level), Some(p)));
    }
}

#[test]
fn one_degenerate_metric_does_not_hide_what_the_others_say() {
    let mut odd = emitted(&metrics()[0], PERCENT_95, false);
    for row in &mut odd {
        row.name = Some("odd".to_owned());
        if let Some(values) = &mut row.values {
            (values.mean, values.percent_diff, values.p_value) = (Some(0.0), Some(0.0), Some(1.0));
            (values.confidence_interval_lower, values.confidence_interval_upper) = (Some(0.0), Some(0.0));
        }
    }
    let snapshot = snapshot(metrics().iter().map(|m| emitted(m, PERCENT_95, false)).chain([odd]));
    assert_eq!(infer([&snapshot]).convention(), Some(PERCENT_95));
}

#[test]
fn a_large_change_is_no_obstacle_by_the_delta_method_or_without() {
    let large = Metric { name: "large", control: arm(2.0, 2.0, 300), treated: arm(2.6, 2.3, 310) };
    assert_eq!(infer([&snapshot([emitted(&large, PERCENT_95, false)])]).convention(), Some(PERCENT_95));
    let test = Welch::test(&large.control, &large.treated).unwrap();
    let naive = changed(snapshot([emitted(&large, PERCENT_95, false)]), |v| {
        v.confidence_interval_lower = Some((test.difference - 1.96 * test.standard_error) * 50.0);
        v.confidence_interval_upper = Some((test.difference + 1.96 * test.standard_error) * 50.0);
    });
    assert_eq!(infer([&naive]).of(), Some(IntervalOf::PercentDifference));
}

#[test]
fn where_two_conventions_are_the_same_number_it_says_so_until_another_metric_decides() {
    // With a mean of 100 in C, the difference in percent is the difference.
    let round = Metric { name: "round", control: arm(100.0, 90.0, 5_000), treated: arm(104.0, 90.0, 5_100) };
    let alone = snapshot([emitted(&round, PERCENT_95, false)]);
    let IntervalMeaning::Ambiguous { candidates } = infer([&alone]) else { panic!("{:?}", infer([&alone])) };
    let absolute = Convention { of: IntervalOf::AbsoluteDifference, ..PERCENT_95 };
    assert_eq!(candidates, [PERCENT_95, absolute]);
    let both = snapshot([emitted(&round, PERCENT_95, false), emitted(&metrics()[0], PERCENT_95, false)]);
    assert_eq!(infer([&both]).convention(), Some(PERCENT_95));
}

#[test]
fn figures_that_contradict_each_other_are_called_unknown() {
    let wide = changed(emitted_by(PERCENT_95, false), |v| {
        v.confidence_interval_upper = v.confidence_interval_upper.map(|u| u + 30.0);
    });
    assert_eq!(infer([&wide]), IntervalMeaning::Unknown { why: WhyUnknown::Contradiction });
    let [a, b, _] = metrics();
    let fraction = Convention { of: IntervalOf::Fraction, ..PERCENT_95 };
    let two = snapshot([emitted(&a, PERCENT_95, false), emitted(&b, fraction, false)]);
    assert_eq!(infer([&two]), IntervalMeaning::Unknown { why: WhyUnknown::Contradiction });
}

#[test]
fn figures_rounded_as_on_a_screen_are_still_understood() {
    let places = |v: f64, places: i32| (v * 10f64.powi(places)).round() / 10f64.powi(places);
    let rounded = changed(emitted_by(PERCENT_95, false), |v| {
        v.percent_diff = v.percent_diff.map(|x| places(x, 1));
        v.confidence_interval_lower = v.confidence_interval_lower.map(|x| places(x, 1));
        v.confidence_interval_upper = v.confidence_interval_upper.map(|x| places(x, 1));
        v.p_value = v.p_value.map(|x| places(x, 3));
    });
    assert_eq!(infer([&rounded]).convention(), Some(PERCENT_95));
}

#[test]
fn a_control_mean_of_zero_is_read_in_the_metrics_own_unit() {
    let zero = Metric { name: "zero", control: arm(0.0, 1.0, 2_000), treated: arm(0.1, 1.0, 2_000) };
    let test = Welch::test(&zero.control, &zero.treated).unwrap();
    let values = |mean, treated: bool| MetricValues {
        mean: Some(mean),
        percent_diff: None,
        confidence_interval_lower: treated.then_some(test.difference - 1.96 * test.standard_error),
        confidence_interval_upper: treated.then_some(test.difference + 1.96 * test.standard_error),
        p_value: treated.then_some(test.p_value),
        user_count: Some(2_000),
    };
    let row = |id, v| SnapshotMetric { name: Some("zero".to_owned()), treatment_id: Some(id), values: Some(v) };
    let rows = [row(TreatmentId::C, values(0.0, false)), row(TreatmentId::T1, values(0.1, true))];
    let meaning = infer([&snapshot([rows])]);
    assert_eq!(meaning.of(), Some(IntervalOf::AbsoluteDifference));
    let effect = Effect::of(&values(0.0, false), &values(0.1, true), &meaning).unwrap();
    assert_eq!(effect.unit, EffectUnit::Absolute);
    assert!((effect.standard_error.unwrap() - test.standard_error).abs() < 1e-4);
    assert!((effect.sd().unwrap() - 1.0).abs() < 1e-3);
}
