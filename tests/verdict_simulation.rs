//! How often the verdict is wrong when nothing changed, and how often it is right when something did.
//!
//! Each simulated test has one KEY metric and two guardrails and runs 28 days; each day's snapshot is read as the page
//! reads it, so that a decision counts as soon as any of the 28 looks gives it. Users come fewer each day, and each
//! brings one value for each metric. Seeds are fixed: the figures are the same on each run.
//!
//! `cargo test --test verdict_simulation -- --nocapture` prints the table.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stdout, reason = "the table of rates")]

use skillscope::domain::experiment::{
    Experiment, ExperimentState, History, MetricConfiguration, MetricSnapshot, MetricType, MetricValues,
    PlannedDuration, SnapshotMetric, SnapshotStatus, TreatmentId,
};
use skillscope::domain::id::MetricSnapshotId;
use skillscope::domain::instant::{DAY_S, Instant};
use skillscope::domain::reading::{Choices, DatedSnapshot, Goodness, MetricChoice, Question, Verdict, judge};
use skillscope::domain::stats::{ArmSummary, ConfidenceLevel, Welch};
use statrs::distribution::{Beta, ContinuousCDF};

const LOOKS: usize = 28;
/// A day has this much of the new users of the day before.
const DECAY: f64 = 0.97;
const METRICS: [&str; 3] = ["Customer Friction", "Skill Next Day Retention", "Minutes a session"];

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// In (0, 1].
    fn unit(&mut self) -> f64 {
        ((self.next() >> 11) + 1) as f64 / (1_u64 << 53) as f64
    }
}

/// How a metric's values spread over users; each has the mean 1.
#[derive(Clone, Copy)]
enum Spread {
    /// Exponential, as friction and sales are: many small, few large.
    Skewed,
    /// 0, or 1/share: a rate, such as retention.
    Rate(f64),
    /// Uniform with this standard deviation.
    Even(f64),
}

impl Spread {
    fn draw(self, random: &mut Random) -> f64 {
        match self {
            Spread::Skewed => -random.unit().ln(),
            Spread::Rate(share) => f64::from(u8::from(random.unit() <= share)) / share,
            Spread::Even(sd) => 1.0 + sd * 12f64.sqrt() * (random.unit() - 0.5),
        }
    }
}

/// A kind of test.
#[derive(Clone, Copy)]
struct Scenario {
    name: &'static str,
    users_per_arm: u64,
    spread: [Spread; 3],
    margin_percent: f64,
    wanted_change_percent: f64,
    /// The true changes in T1, as fractions; down is good for the first, up for the guardrails.
    effect: [f64; 3],
    tests: u64,
}

/// Guardrails that 2,000 users can show safe within 1%.
const TIGHT: [Spread; 3] = [Spread::Skewed, Spread::Even(0.1), Spread::Even(0.12)];
/// Guardrails that spread as much as usage metrics do.
const LOOSE: [Spread; 3] = [Spread::Skewed, Spread::Rate(0.3), Spread::Skewed];

const NOTHING: Scenario = Scenario {
    name: "A/A, guardrails of little spread",
    users_per_arm: 2_000,
    spread: TIGHT,
    margin_percent: 1.0,
    wanted_change_percent: 5.0,
    effect: [0.0; 3],
    tests: 1_000,
};

/// Count, sum and sum of squares of an arm's values so far.
#[derive(Clone, Copy, Default)]
struct Sums(u64, f64, f64);

impl Sums {
    fn add(&mut self, value: f64) {
        *self = Sums(self.0 + 1, self.1 + value, self.2 + value * value);
    }

    fn summary(self) -> ArmSummary {
        ArmSummary::from_sums(self.0, self.1, self.2).unwrap()
    }
}

/// What a service would emit: Welch's test, and an interval of the difference in percent at 95%.
fn rows(name: &str, control: Sums, treated: Sums) -> [SnapshotMetric; 2] {
    let (control, treated) = (control.summary(), treated.summary());
    let test = Welch::test(&control, &treated).unwrap();
    let percent = |difference: f64| Some(100.0 * difference / control.mean);
    let reach = ConfidenceLevel::NinetyFive.z() * test.standard_error;
    let row = |id, values| SnapshotMetric { name: Some(name.to_owned()), treatment_id: Some(id), values: Some(values) };
    let of = |arm: ArmSummary| MetricValues { mean: Some(arm.mean), user_count: Some(arm.users), ..Default::default() };
    [
        row(TreatmentId::C, of(control)),
        row(
            TreatmentId::T1,
            MetricValues {
                percent_diff: percent(test.difference),
                confidence_interval_lower: percent(test.difference - reach),
                confidence_interval_upper: percent(test.difference + reach),
                p_value: Some(test.p_value),
                ..of(treated)
            },
        ),
    ]
}

fn experiment() -> Experiment {
    let metric = |name: &str, metric_type| MetricConfiguration {
        name: name.to_owned(),
        metric_types: vec![metric_type],
        expected_change: None,
    };
    Experiment {
        name: Some("simulated".to_owned()),
        description: None,
        experiment_type: None,
        planned_duration: Some(PlannedDuration::Weeks(4)),
        exposure_percentage: Some(100),
        metric_configurations: vec![
            metric(METRICS[0], MetricType::Key),
            metric(METRICS[1], MetricType::Guardrail),
            metric(METRICS[2], MetricType::Guardrail),
        ],
        expected_change: None,
        state: Some(ExperimentState::Running),
        history: Some(History { start_time: Some(Instant::from_epoch_s(0)), ..History::default() }),
        trigger: None,
        treatment_override_count: None,
    }
}

/// The verdicts of a test's looks, the first of each kind with its day.
fn looks(scenario: &Scenario, seed: u64) -> Vec<Verdict> {
    let mut random = Random(seed);
    let experiment = experiment();
    let choices: Choices = METRICS
        .iter()
        .enumerate()
        .map(|(i, name)| {
            let goodness = if i == 0 { Goodness::DownIsGood } else { Goodness::UpIsGood };
            let Scenario { margin_percent, wanted_change_percent, .. } = *scenario;
            (*name, MetricChoice { goodness, margin_percent, wanted_change_percent })
        })
        .collect();
    let mut arms = [[Sums::default(); 3]; 2];
    let mut snapshots: Vec<DatedSnapshot> = Vec::new();
    let whole: f64 = (0..LOOKS).map(|day| DECAY.powi(day as i32)).sum();
    let mut verdicts = Vec::new();
    for day in 0..LOOKS {
        let share: f64 = (0..=day).map(|d| DECAY.powi(d as i32)).sum::<f64>() / whole;
        let target = (scenario.users_per_arm as f64 * share).round() as u64;
        for (arm, sums) in arms.iter_mut().enumerate() {
            while sums[0].0 < target {
                for (sum, (spread, effect)) in sums.iter_mut().zip(scenario.spread.iter().zip(scenario.effect)) {
                    let factor = if arm == 1 { 1.0 + effect } else { 1.0 };
                    sum.add(factor * spread.draw(&mut random));
                }
            }
        }
        let [control, treated] = arms;
        let metrics = (0..3).flat_map(|i| rows(METRICS[i], control[i], treated[i])).collect();
        let end = Instant::from_epoch_s((day as i64 + 1) * DAY_S);
        snapshots.push(DatedSnapshot {
            id: MetricSnapshotId::parse(&format!("day-{day}")).unwrap(),
            start: Some(Instant::from_epoch_s(0)),
            end: Some(end),
            data: Some(MetricSnapshot { status: Some(SnapshotStatus::Reliable), status_reason: None, metrics }),
        });
        let question = Question {
            experiment: &experiment,
            snapshots: &snapshots,
            chosen: &snapshots[day].id,
            choices: &choices,
            planned_users: None,
            now: end,
        };
        verdicts.push(judge(&question).unwrap().verdict());
    }
    verdicts
}

/// How often each verdict was given at any look, and what stood at the last.
#[derive(Default)]
struct Tally {
    tests: u64,
    ship: u64,
    stop_now: u64,
    roll_back: u64,
    any_of_them: u64,
    last_review: u64,
    last_none: u64,
    last_running: u64,
    decision_days: Vec<usize>,
}

fn tally(scenario: &Scenario) -> Tally {
    let halves: Vec<Tally> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..2)
            .map(|half| {
                scope.spawn(move || {
                    let mut tally = Tally::default();
                    for test in (half..scenario.tests).step_by(2) {
                        tally.add(&looks(scenario, 0x5eed + 7_919 * test));
                    }
                    tally
                })
            })
            .collect();
        workers.into_iter().map(|w| w.join().unwrap()).collect()
    });
    halves.into_iter().fold(Tally::default(), Tally::plus)
}

impl Tally {
    fn add(&mut self, verdicts: &[Verdict]) {
        let had = |verdict| u64::from(verdicts.contains(&verdict));
        let is_decision = |v: &Verdict| matches!(v, Verdict::Ship | Verdict::StopNow | Verdict::RollBack);
        self.tests += 1;
        self.ship += had(Verdict::Ship);
        self.stop_now += had(Verdict::StopNow);
        self.roll_back += had(Verdict::RollBack);
        if let Some(day) = verdicts.iter().position(is_decision) {
            self.any_of_them += 1;
            self.decision_days.push(day + 1);
        }
        match verdicts.last() {
            Some(Verdict::Review) => self.last_review += 1,
            Some(Verdict::NoClearDifference) => self.last_none += 1,
            Some(Verdict::KeepRunning) => self.last_running += 1,
            _ => {}
        }
    }

    fn plus(mut self, other: Self) -> Self {
        self.tests += other.tests;
        self.ship += other.ship;
        self.stop_now += other.stop_now;
        self.roll_back += other.roll_back;
        self.any_of_them += other.any_of_them;
        self.last_review += other.last_review;
        self.last_none += other.last_none;
        self.last_running += other.last_running;
        self.decision_days.extend(other.decision_days);
        self
    }

    fn upper_bound(&self) -> f64 {
        clopper_pearson_upper(self.any_of_them, self.tests)
    }

    fn row(&self, scenario: &Scenario) -> String {
        let rate = |count: u64| format!("{:5.1}%", 100.0 * count as f64 / self.tests as f64);
        let mut days = self.decision_days.clone();
        days.sort_unstable();
        let median = days.get(days.len() / 2).map_or("-".to_owned(), ToString::to_string);
        format!(
            "{:<50} {:>6} {:>6} | {} {} {} | {} (<= {:.1}%) day {:>2} | {} {} {}",
            scenario.name,
            scenario.users_per_arm,
            self.tests,
            rate(self.ship),
            rate(self.stop_now),
            rate(self.roll_back),
            rate(self.any_of_them),
            100.0 * self.upper_bound(),
            median,
            rate(self.last_review),
            rate(self.last_none),
            rate(self.last_running),
        )
    }
}

/// The one-sided 95% upper bound of a rate (Clopper and Pearson, Biometrika 26, 1934), from the beta distribution.
fn clopper_pearson_upper(count: u64, of: u64) -> f64 {
    if count >= of {
        return 1.0;
    }
    Beta::new((count + 1) as f64, (of - count) as f64).unwrap().inverse_cdf(0.95)
}

const HEAD: &str = "scenario                                            users  tests |   ship   stop   back |    any (bound)  median   | last: review none running";

#[test]
fn the_upper_bound_is_the_published_one() {
    // The rule of three, exactly: 1 − 0.05^(1/n).
    assert!((clopper_pearson_upper(0, 100) - (1.0 - 0.05f64.powf(0.01))).abs() < 1e-9);
    // scipy.stats.binomtest(10, 1000, alternative="less").proportion_ci(0.95).high
    assert!((clopper_pearson_upper(10, 1_000) - 0.016_903_175).abs() < 1e-8);
}

#[test]
fn where_nothing_changed_wrong_decisions_stay_below_one_in_twenty() {
    println!("{HEAD}");
    let scenarios = [
        NOTHING,
        Scenario { name: "A/A, usual guardrails", spread: LOOSE, ..NOTHING },
        Scenario { name: "A/A, usual guardrails, margin 0.1%", spread: LOOSE, margin_percent: 0.1, ..NOTHING },
        Scenario {
            name: "A/A, target power reached early",
            wanted_change_percent: 15.0,
            margin_percent: 2.0,
            ..NOTHING
        },
    ];
    for scenario in scenarios {
        let tally = tally(&scenario);
        println!("{}", tally.row(&scenario));
        assert!(tally.tests >= 1_000 && scenario.users_per_arm >= 2_000);
        assert!(tally.upper_bound() <= 0.05, "{}: {}", scenario.name, tally.upper_bound());
    }
}

#[test]
fn planted_effects_are_found() {
    println!("{HEAD}");
    let key = |name, effect| Scenario { name, effect: [effect, 0.0, 0.0], margin_percent: 2.0, tests: 100, ..NOTHING };
    let run = |scenario: Scenario| {
        let tally = tally(&scenario);
        println!("{}", tally.row(&scenario));
        tally
    };
    let share = |count: u64, tally: &Tally| count as f64 / tally.tests as f64;
    run(key("KEY 5% better", -0.05));
    let ten = run(key("KEY 10% better", -0.10));
    let fifteen = run(key("KEY 15% better", -0.15));
    let many = run(Scenario { users_per_arm: 10_000, tests: 40, ..key("KEY 5% better, more users", -0.05) });
    run(key("KEY 5% worse", 0.05));
    let worse = run(key("KEY 10% worse", 0.10));
    let harm = |name, effect, spread| Scenario { name, effect: [0.0, effect, 0.0], spread, tests: 100, ..NOTHING };
    let tight = run(harm("a guardrail 3% worse, little spread", -0.03, TIGHT));
    run(harm("a guardrail 10% worse, usual spread", -0.10, LOOSE));
    let loose = run(harm("a guardrail 20% worse, usual spread", -0.20, LOOSE));
    assert!(share(ten.ship, &ten) > 0.7);
    assert!(share(fifteen.ship, &fifteen) > 0.9);
    assert!(share(many.ship, &many) > 0.7);
    assert!(share(worse.last_review, &worse) > 0.7 && worse.ship == 0);
    for harmed in [&tight, &loose] {
        assert!(share(harmed.stop_now + harmed.roll_back, harmed) > 0.8 && harmed.ship == 0);
    }
}
