//! Values from the literature and from the product's own text.

use super::*;

fn near(ours: Option<f64>, published: f64, digits: i32) {
    let ours = ours.unwrap();
    assert!((ours - published).abs() < 0.5 * 10f64.powi(-digits), "{ours} is not {published}");
}

#[test]
fn tables_of_distributions_are_met() {
    near(normal::quantile(0.975), 1.959_964, 6);
    near(normal::two_sided_p(1.96), 0.049_996, 6);
    near(normal::sf(3.0), 0.001_350, 6);
    near(student::quantile(0.975, 10.0), 2.228_139, 6);
    near(student::quantile(0.95, 1.0), 6.313_752, 6);
    near(student::quantile(0.005, 30.0), -2.749_996, 6);
    near(student::two_sided_p(1.812_461, 10.0), 0.1, 6);
    near(chi_square::sf_one_df(3.841_459), 0.05, 6);
    near(chi_square::sf_one_df(10.827_566), 0.001, 6);
    for level in ConfidenceLevel::ALL {
        near(normal::two_sided_z(level.alpha()), level.z(), 12);
    }
}

/// R's `t.test(extra ~ group, data = sleep)`: t = -1.8608, df = 17.776, p = 0.07939, -3.3654832 to 0.2054832.
#[test]
fn welchs_test_gives_students_sleep_data_as_r_documents_it() {
    let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    let arm = |values: &[f64]| {
        let sum_of_squares = values.iter().map(|v| v * v).sum();
        ArmSummary::from_sums(values.len() as u64, values.iter().sum(), sum_of_squares).unwrap()
    };
    let test = Welch::test(&arm(&first), &arm(&second)).unwrap();
    near(Some(test.t), 1.8608, 4);
    near(Some(test.degrees_of_freedom), 17.776, 3);
    near(Some(test.p_value), 0.07939, 5);
    let interval = test.interval(0.05).unwrap();
    near(Some(interval.lower), -0.205_483_2, 6);
    near(Some(interval.upper), 3.365_483_2, 6);
}

/// The fifteen p-values of Benjamini and Hochberg, 1995, section 3: at 5% theirs rejects four, Holm's and Bonferroni's
/// three.
#[test]
fn the_example_of_benjamini_and_hochberg_is_met() {
    let p = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
        1.0,
    ];
    let rejected = |adjusted: Vec<f64>| adjusted.into_iter().filter(|p| *p <= 0.05).count();
    assert_eq!(rejected(multiplicity::benjamini_hochberg(&p)), 4);
    assert_eq!(rejected(multiplicity::holm(&p)), 3);
    let adjusted = multiplicity::holm(&[0.01, 0.04, 0.03, 0.005]);
    [0.03, 0.06, 0.06, 0.02].iter().zip(adjusted).for_each(|(published, ours)| near(Some(ours), *published, 9));
}

#[test]
fn the_products_own_figures_are_met() {
    let ratio = SampleRatio::test(5_000, 5_200);
    near(Some(ratio.p_value), 0.048, 3);
    assert_eq!(ratio.severity, RatioSeverity::Fine);
    near(power::detectable_in_errors(0.05, 0.8), 2.80, 2);
    near(power::detectable_in_errors(0.05, 0.9), 3.24, 2);
    let sequence = ConfidenceSequence::new(0.05, 10_000.0).unwrap();
    near(sequence.errors_to_each_side(10_000.0), 3.04, 2);
    near(sequence.errors_to_each_side(1_000.0), 3.86, 2);
    near(sequence.p_value(3.0, 10_000.0), 0.055, 3);
}

#[test]
fn the_split_is_judged_at_its_limits() {
    use RatioSeverity::{Block, Fine, Silent, Warn};
    for (control, treated, severity) in [
        (14_208, 14_391, Fine),
        (14_208, 12_904, Block),
        (5_000, 5_270, Warn),
        (0, 99, Silent),
        (0, 100, Block),
        (0, 0, Silent),
    ] {
        assert_eq!(SampleRatio::test(control, treated).severity, severity, "{control} {treated}");
    }
}

/// 10% conversion, 10% more: (1.96 + 0.8416)²·2·0.09/0.01² = 14,128 in each group.
#[test]
fn a_plan_has_the_textbooks_size_and_its_weeks() {
    let sd = bernoulli_sd(0.1).unwrap();
    let question = PlanQuestion { mean: 0.1, sd, relative_change: 0.1, alpha: ALPHA, power: POWER };
    let plan = Plan::of(&question).unwrap();
    assert_eq!(plan.users_per_group, 14_128.0);
    // 10,000 customers a week, 40% in the test: 2,000 a week in each group.
    assert_eq!(plan.weeks(10_000.0, 40.0), Some(8));
    assert_eq!(plan.weeks(10_000.0, 0.0), None);
    near(Plan::detectable_change(&question, 8, 10_000.0, 35.32), 0.1, 4);
    for (share, sd) in [(0.0, Some(0.0)), (1.0, Some(0.0)), (0.5, Some(0.5)), (1.1, None), (f64::NAN, None)] {
        assert_eq!(bernoulli_sd(share), sd);
    }
}

#[test]
fn a_guardrail_is_safe_harmed_or_undecided_by_its_whole_interval() {
    use GuardrailState::{Harmed, Safe, Undecided};
    let up = |lower, upper| guardrail_state(&Interval { lower, upper }, true, 1.0);
    assert_eq!(up(-0.9, 2.0), Safe);
    assert_eq!(up(-1.0, 2.0), Undecided);
    assert_eq!(up(-3.0, -1.0), Undecided);
    assert_eq!(up(-3.0, -1.1), Harmed);
    let down = |lower, upper| guardrail_state(&Interval { lower, upper }, false, 1.0);
    assert_eq!(down(-2.0, 0.9), Safe);
    assert_eq!(down(1.1, 3.0), Harmed);
    assert_eq!(guardrail_state(&Interval { lower: 0.0, upper: 1.0 }, true, f64::NAN), Undecided);
}

#[test]
fn time_needed_is_a_range_because_arrivals_get_fewer() {
    let steady = Arrivals { recent_per_day: 100.0, daily_decay: 1.0 };
    assert_eq!(TimeNeeded::until(1_000.0, 1_000.0, &steady), Some(TimeNeeded::Reached));
    let in_days = |at_least, at_most| Some(TimeNeeded::Days { at_least, at_most });
    assert_eq!(TimeNeeded::until(1_900.0, 1_000.0, &steady), in_days(14, Some(14)));
    let fewer = Arrivals { daily_decay: 0.95, ..steady };
    // 100·0.95·(1 − 0.95^d)/0.05 = 900 at d = 12.5; 1,900 is all that will ever come.
    assert_eq!(TimeNeeded::until(1_900.0, 1_000.0, &fewer), in_days(14, Some(14)));
    assert_eq!(TimeNeeded::until(2_400.0, 1_000.0, &fewer), in_days(14, Some(28)));
    assert_eq!(TimeNeeded::until(2_900.0, 1_000.0, &fewer), in_days(21, None));
}

#[test]
fn arrivals_are_read_from_counts() {
    let all: Vec<(f64, f64)> = (0..=28).map(|d| (f64::from(d), 1_000.0 * (1.0 - 0.95f64.powi(d)) / 0.05)).collect();
    let arrivals = Arrivals::from_cumulative(&all).unwrap();
    near(Some(arrivals.daily_decay), 0.95, 6);
    // The last day's, give or take the half day between rates and counts.
    assert!((arrivals.recent_per_day / (1_000.0 * 0.95f64.powi(28)) - 1.0).abs() < 0.05, "{arrivals:?}");
    let once = Arrivals::from_cumulative(&[(7.0, 700.0)]).unwrap();
    assert_eq!(once, Arrivals { recent_per_day: 100.0, daily_decay: 1.0 });
    assert_eq!(Arrivals::from_cumulative(&[]), None);
    assert_eq!(Arrivals::from_cumulative(&[(7.0, 700.0), (14.0, 700.0)]), None);
}
