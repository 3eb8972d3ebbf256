//! Each rule fires on the data that it is for, in the product's order, and edges of the data lead to no wrong verdict.

use super::*;
use crate::domain::experiment::{
    Experiment, ExperimentState, History, MetricConfiguration, MetricSnapshot, MetricType, MetricValues,
    PlannedDuration, SnapshotMetric, SnapshotStatus, TreatmentId,
};
use crate::domain::id::MetricSnapshotId;
use crate::domain::instant::{DAY_S, Instant};
use crate::domain::stats::{TimeNeeded, normal};

const KEY: &str = "Turns to the answer";
const GUARDRAIL: &str = "Stars given";

/// A test of four weeks that started at the epoch.
#[derive(Clone)]
struct World {
    experiment: Experiment,
    snapshots: Vec<DatedSnapshot>,
    choices: Choices,
}

/// A metric's change in percent and its standard error; C's mean is 2.
#[derive(Clone, Copy)]
struct Change(&'static str, f64, f64);

fn day(days: i64) -> Instant {
    Instant::from_epoch_s(days * DAY_S)
}

fn id(days: i64) -> MetricSnapshotId {
    MetricSnapshotId::parse(&format!("to-day-{days}")).unwrap()
}

fn world() -> World {
    let metric = |name: &str, role| MetricConfiguration {
        name: name.to_owned(),
        metric_types: vec![role],
        expected_change: None,
    };
    let choice = |goodness| MetricChoice { goodness, ..MetricChoice::default() };
    World {
        experiment: Experiment {
            name: None,
            description: None,
            experiment_type: None,
            planned_duration: Some(PlannedDuration::Weeks(4)),
            exposure_percentage: Some(40),
            metric_configurations: vec![metric(KEY, MetricType::Key), metric(GUARDRAIL, MetricType::Guardrail)],
            expected_change: None,
            state: Some(ExperimentState::Running),
            history: Some(History { start_time: Some(day(0)), ..History::default() }),
            trigger: None,
            treatment_override_count: None,
        },
        snapshots: Vec::new(),
        choices: [(KEY, choice(Goodness::DownIsGood)), (GUARDRAIL, choice(Goodness::UpIsGood))].into_iter().collect(),
    }
}

fn rows(Change(name, percent, error): Change, users: u64) -> [SnapshotMetric; 2] {
    let of = |values| SnapshotMetric { name: Some(name.to_owned()), treatment_id: None, values: Some(values) };
    let control = MetricValues { mean: Some(2.0), user_count: Some(users), ..MetricValues::default() };
    let reach = 1.959_963_984_540_054 * error;
    let treated = MetricValues {
        mean: Some(2.0 + percent / 50.0),
        percent_diff: Some(percent),
        confidence_interval_lower: Some(percent - reach),
        confidence_interval_upper: Some(percent + reach),
        p_value: normal::two_sided_p(percent / error),
        user_count: Some(users + users / 100),
    };
    [
        SnapshotMetric { treatment_id: Some(TreatmentId::C), ..of(control) },
        SnapshotMetric { treatment_id: Some(TreatmentId::T1), ..of(treated) },
    ]
}

impl World {
    /// A cumulative snapshot to the end of a day, with 100 users a day in C.
    fn up_to_day(mut self, days: i64, changes: impl IntoIterator<Item = Change>) -> Self {
        let users = u64::try_from(days * 100).unwrap();
        let metrics = changes.into_iter().flat_map(|change| rows(change, users)).collect();
        let data = MetricSnapshot { status: Some(SnapshotStatus::Reliable), status_reason: None, metrics };
        self.snapshots.push(DatedSnapshot {
            id: id(days),
            start: Some(day(0)),
            end: Some(day(days)),
            data: Some(data),
        });
        self
    }

    fn changed(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn last(&mut self) -> &mut MetricSnapshot {
        self.snapshots.last_mut().unwrap().data.as_mut().unwrap()
    }

    fn judged_at(&self, days: i64) -> Judgement {
        let question = Question {
            experiment: &self.experiment,
            snapshots: &self.snapshots,
            chosen: &id(days),
            choices: &self.choices,
            planned_users: None,
            now: day(days),
        };
        let judgement = judge(&question).unwrap();
        let sentence = words::sentence(&judgement);
        assert!(sentence.ends_with(['.', '"', ']']) && sentence.len() > 20, "{sentence}");
        for word in words::figures(&judgement).iter().chain([&sentence]) {
            let lower = word.to_lowercase();
            assert!(!lower.contains("winner") && !lower.contains("proven") && !lower.contains("nan"), "{word}");
        }
        judgement
    }

    fn verdict_at(&self, days: i64) -> (u8, Verdict) {
        let judgement = self.judged_at(days);
        (judgement.rule.number(), judgement.verdict())
    }
}

const GOOD: Change = Change(KEY, -9.0, 2.0);
const FLAT: Change = Change(KEY, -1.0, 2.0);
const SAFE: Change = Change(GUARDRAIL, 0.1, 0.3);
const UNSURE: Change = Change(GUARDRAIL, 0.1, 3.0);

#[test]
fn rule_1_withholds_what_cannot_be_trusted_whatever_it_shows() {
    let good = || world().up_to_day(28, [GOOD, SAFE]);
    assert_eq!(good().verdict_at(28), (5, Verdict::Ship));
    let unreliable = good().changed(|w| w.last().status = Some(SnapshotStatus::Unreliable));
    assert_eq!(unreliable.verdict_at(28), (1, Verdict::Withheld));
    let uneven = good().changed(|w| {
        for row in w.last().metrics.iter_mut().filter(|m| m.treatment_id == Some(TreatmentId::T1)) {
            row.values.as_mut().unwrap().user_count = Some(2_500);
        }
    });
    assert!(matches!(uneven.judged_at(28).rule, Rule::Untrusted(d) if matches!(d[..], [Distrust::UnevenSplit(_)])));
    let alone = good().changed(|w| w.last().metrics.retain(|m| m.treatment_id == Some(TreatmentId::C)));
    let missing = [Distrust::MissingArm(TreatmentId::T1)];
    assert!(matches!(alone.judged_at(28).rule, Rule::Untrusted(d) if d[..] == missing));
    let empty = good().changed(|w| w.last().metrics.clear());
    assert!(matches!(empty.judged_at(28).rule, Rule::Untrusted(d) if d.len() == 2));
}

#[test]
fn rule_1_takes_the_metric_with_the_most_users_and_only_hints_at_others() {
    let buyers = world().up_to_day(28, [GOOD, SAFE]).changed(|w| {
        for (row, users) in w.last().metrics.iter_mut().skip(2).zip([100, 190]) {
            row.values.as_mut().unwrap().user_count = Some(users);
        }
    });
    let judgement = buyers.judged_at(28);
    assert_eq!(judgement.verdict(), Verdict::Ship);
    assert_eq!(judgement.trust.ratio_metric.as_deref(), Some(KEY));
    assert_eq!(judgement.trust.other_uneven[0].0, GUARDRAIL);
}

#[test]
fn rule_2_stops_at_any_age_for_harm_beyond_the_always_valid_bound() {
    let harmed = Change(GUARDRAIL, -20.0, 2.0);
    assert_eq!(world().up_to_day(3, [FLAT, harmed]).verdict_at(3), (2, Verdict::StopNow));
    // Harm by a single look's interval is not enough for that.
    let perhaps = Change(GUARDRAIL, -6.0, 2.0);
    assert_eq!(world().up_to_day(3, [FLAT, perhaps]).verdict_at(3), (3, Verdict::TooEarly));
}

#[test]
fn rule_3_waits_for_a_week_even_for_the_best_news() {
    let best = Change(KEY, -30.0, 2.0);
    assert_eq!(world().up_to_day(6, [best, SAFE]).verdict_at(6), (3, Verdict::TooEarly));
    assert_eq!(world().up_to_day(7, [best, SAFE]).verdict_at(7), (5, Verdict::Ship));
}

#[test]
fn rule_4_rolls_back_at_the_planned_end_and_not_at_a_look_before() {
    let harmed = Change(GUARDRAIL, -7.0, 2.4);
    assert_eq!(world().up_to_day(20, [GOOD, harmed]).verdict_at(20), (7, Verdict::KeepRunning));
    assert_eq!(world().up_to_day(28, [GOOD, harmed]).verdict_at(28), (4, Verdict::RollBack));
}

#[test]
fn rule_5_ships_at_the_planned_end_or_by_the_always_valid_bound_and_only_with_safe_guardrails() {
    let at_end = Change(KEY, -5.0, 2.0);
    assert_eq!(world().up_to_day(20, [at_end, SAFE]).verdict_at(20), (7, Verdict::KeepRunning));
    assert_eq!(world().up_to_day(28, [at_end, SAFE]).verdict_at(28), (5, Verdict::Ship));
    assert_eq!(world().up_to_day(20, [GOOD, SAFE]).verdict_at(20), (5, Verdict::Ship));
    assert_eq!(world().up_to_day(20, [GOOD, UNSURE]).verdict_at(20), (7, Verdict::KeepRunning));
    assert_eq!(world().up_to_day(28, [GOOD, UNSURE]).verdict_at(28), (6, Verdict::Review));
    let judgement = world().up_to_day(20, [GOOD, SAFE]).judged_at(20);
    assert_eq!(judgement.keys[0].basis, Some(Basis::AlwaysValid));
    assert_eq!(judgement.guardrails[0].basis, Some(Basis::AlwaysValid));
}

#[test]
fn rule_6_reviews_what_is_mixed_and_says_when_nothing_is_clear() {
    let worse = Change(KEY, 9.0, 2.0);
    assert_eq!(world().up_to_day(28, [worse, SAFE]).verdict_at(28), (6, Verdict::Review));
    assert_eq!(world().up_to_day(28, [FLAT, SAFE]).verdict_at(28), (6, Verdict::NoClearDifference));
    assert_eq!(world().up_to_day(28, [FLAT, UNSURE]).verdict_at(28), (6, Verdict::NoClearDifference));
}

#[test]
fn rule_7_says_the_days_left_and_the_days_needed() {
    let running =
        world().up_to_day(7, [Change(KEY, -1.0, 5.0), UNSURE]).up_to_day(14, [Change(KEY, -1.0, 3.5), UNSURE]);
    let judgement = running.judged_at(14);
    let Rule::Running { days_left, needed } = &judgement.rule else { panic!("{:?}", judgement.rule) };
    assert_eq!(*days_left, Some(14));
    // 2,814·(2.8016·3.5/5)² = 10,823 users; 8,009 more at 201 a day are 40 days: six weeks.
    assert_eq!(needed[0].time, Some(TimeNeeded::Days { at_least: 42, at_most: Some(42) }));
    assert!((needed[0].required_users.unwrap() - 10_823.0).abs() < 2.0, "{needed:?}");
    let sentence = "14 more days to the planned end; a 5.0% change in Turns to the answer needs about 42 more.";
    assert_eq!(words::sentence(&judgement), sentence);
}

#[test]
fn target_power_decides_at_its_first_look_and_at_no_later_one() {
    // 2.24 + 0.84 errors of 0.3 are less than a margin of 1%, and 2.8 of 1.7 less than 5%.
    let enough = |percent: f64| [Change(KEY, percent, 1.7), SAFE];
    let tired = world().up_to_day(7, [FLAT, UNSURE]).up_to_day(10, enough(-2.0));
    assert_eq!(tired.verdict_at(7), (7, Verdict::KeepRunning));
    let judgement = tired.judged_at(10);
    assert_eq!((judgement.rule.number(), judgement.verdict()), (6, Verdict::NoClearDifference));
    assert_eq!(judgement.decision.unwrap().reason, LookReason::TargetPower);
    // A later look that a single-look p-value would call better changes nothing, not even at the planned end.
    let later = tired.clone().up_to_day(13, enough(-3.6)).up_to_day(28, enough(-3.6));
    assert_eq!(later.verdict_at(13), (6, Verdict::NoClearDifference));
    assert_eq!(later.verdict_at(28), (6, Verdict::NoClearDifference));
    // What is always valid does.
    assert_eq!(tired.clone().up_to_day(13, enough(-8.0)).verdict_at(13), (5, Verdict::Ship));
    // And a verdict of before is read as of then.
    assert_eq!(later.verdict_at(7), (7, Verdict::KeepRunning));
}

#[test]
fn a_look_that_was_not_read_yet_keeps_later_ones_from_deciding_in_its_place() {
    let enough = [Change(KEY, -4.0, 1.7), SAFE];
    let gap = world().up_to_day(9, enough).up_to_day(12, enough).changed(|w| w.snapshots[0].data = None);
    assert_eq!(gap.judged_at(12).decision, None);
    assert_eq!(gap.verdict_at(12), (7, Verdict::KeepRunning));
    let end = world().up_to_day(28, enough).up_to_day(29, enough).changed(|w| w.snapshots[0].data = None);
    assert_eq!(end.judged_at(29).decision, None);
}

#[test]
fn an_untrusted_look_does_not_decide_and_the_next_does() {
    let world = world().up_to_day(28, [GOOD, SAFE]).changed(|w| w.last().status = Some(SnapshotStatus::Unreliable));
    let world = world.up_to_day(29, [GOOD, SAFE]);
    assert_eq!(world.verdict_at(28), (1, Verdict::Withheld));
    assert_eq!(world.judged_at(29).decision.unwrap().snapshot, id(29));
}

#[test]
fn windows_switch_always_valid_reading_off() {
    let best = [Change(KEY, -30.0, 2.0), SAFE];
    let windows = world().up_to_day(7, best).up_to_day(14, best).changed(|w| w.snapshots[1].start = Some(day(7)));
    let judgement = windows.judged_at(14);
    assert_eq!((judgement.sequence, judgement.planned_users.as_ref()), (SnapshotSequence::Windows, None));
    assert_eq!(judgement.verdict(), Verdict::KeepRunning);
    assert_eq!(judgement.reading.keys().next().unwrap().1.always_valid, None);
    let rolling = windows.changed(|w| w.snapshots[1].start = Some(day(3)));
    assert_eq!(rolling.judged_at(14).sequence, SnapshotSequence::Unknown);
}

#[test]
fn a_test_stopped_early_is_judged_by_always_valid_figures_alone() {
    let stopped = |w: &mut World| w.experiment.state = Some(ExperimentState::Stopped);
    let at_end = Change(KEY, -5.0, 2.0);
    assert_eq!(world().up_to_day(20, [at_end, SAFE]).changed(stopped).verdict_at(20), (6, Verdict::NoClearDifference));
    assert_eq!(world().up_to_day(20, [GOOD, SAFE]).changed(stopped).verdict_at(20), (5, Verdict::Ship));
    assert_eq!(world().up_to_day(20, [GOOD, UNSURE]).changed(stopped).verdict_at(20), (6, Verdict::Review));
}

#[test]
fn holm_is_asked_of_all_key_metrics_and_all_have_to_be_better() {
    let two = |second: Change| {
        world().up_to_day(28, [Change(KEY, -4.4, 2.0), second, SAFE]).changed(|w| {
            let key =
                MetricConfiguration { name: "Retries".to_owned(), ..w.experiment.metric_configurations[0].clone() };
            w.experiment.metric_configurations.push(key);
            w.choices.0.insert("Retries".to_owned(), w.choices.of(KEY));
        })
    };
    // p = 0.028 alone is enough; beside one of 0.3 Holm makes it 0.056.
    assert_eq!(two(Change("Retries", -2.0, 2.0)).verdict_at(28), (6, Verdict::NoClearDifference));
    assert_eq!(two(Change("Retries", -5.0, 2.0)).verdict_at(28), (5, Verdict::Ship));
    assert_eq!(two(Change("Retries", 7.0, 2.0)).verdict_at(28), (6, Verdict::Review));
}

#[test]
fn nothing_is_good_or_bad_before_somebody_said_which_way_is() {
    let unasked = world().up_to_day(28, [GOOD, SAFE]).changed(|w| w.choices = Choices::default());
    let judgement = unasked.judged_at(28);
    assert_eq!(judgement.verdict(), Verdict::NoClearDifference);
    assert_eq!(judgement.unanswered, [KEY, GUARDRAIL]);
    let other = world().up_to_day(28, [GOOD, SAFE]).changed(|w| {
        w.choices.0.insert(KEY.to_owned(), MetricChoice { goodness: Goodness::UpIsGood, ..MetricChoice::default() });
    });
    assert_eq!(other.judged_at(28).keys[0].word, KeyWord::Worse);
}

#[test]
fn a_test_without_key_metrics_never_ships_and_one_without_guardrails_may() {
    let no_key = world().up_to_day(28, [SAFE]).changed(|w| drop(w.experiment.metric_configurations.remove(0)));
    assert_eq!(no_key.verdict_at(28), (6, Verdict::NoClearDifference));
    let no_guardrail = world().up_to_day(28, [GOOD]).changed(|w| w.experiment.metric_configurations.truncate(1));
    assert_eq!(no_guardrail.verdict_at(28), (5, Verdict::Ship));
    // One that is planned and not measured is undecided, so that the test does not ship.
    assert_eq!(world().up_to_day(28, [GOOD]).verdict_at(28), (6, Verdict::Review));
}

#[test]
fn nulls_and_nonsense_from_the_wire_decide_nothing() {
    let values: [fn(&mut MetricValues); 5] = [
        |v| *v = MetricValues { user_count: v.user_count, ..MetricValues::default() },
        |v| (v.confidence_interval_lower, v.p_value) = (Some(f64::NAN), Some(f64::NAN)),
        |v| (v.confidence_interval_upper, v.percent_diff) = (Some(f64::INFINITY), Some(f64::NEG_INFINITY)),
        |v| v.p_value = Some(7.0),
        |v| v.mean = Some(0.0),
    ];
    for spoil in values {
        let spoilt = world().up_to_day(28, [FLAT, SAFE]).changed(|w| {
            w.last().metrics.iter_mut().for_each(|m| spoil(m.values.as_mut().unwrap()));
        });
        let verdict = spoilt.judged_at(28).verdict();
        assert!(matches!(verdict, Verdict::NoClearDifference | Verdict::Withheld), "{verdict:?}");
    }
}

#[test]
fn without_data_for_the_chosen_snapshot_there_is_no_judgement() {
    let world = world().up_to_day(28, [GOOD, SAFE]).changed(|w| w.snapshots[0].data = None);
    let ask = |chosen: &MetricSnapshotId| {
        let World { experiment, snapshots, choices } = &world;
        judge(&Question { experiment, snapshots, chosen, choices, planned_users: None, now: day(28) })
    };
    assert_eq!(ask(&id(28)), None);
    assert_eq!(ask(&id(5)), None);
}

#[test]
fn the_planned_number_of_users_stays_the_same_from_look_to_look() {
    let looks = world().up_to_day(2, [FLAT, UNSURE]).up_to_day(9, [FLAT, UNSURE]).up_to_day(20, [FLAT, UNSURE]);
    let tuned: Vec<f64> = [2, 9, 20].map(|d| looks.judged_at(d).planned_users.unwrap().users).to_vec();
    assert_eq!(tuned, [402.0 / 2.0 * 28.0; 3]);
}

#[test]
fn a_finished_test_teaches_the_spread_of_its_metrics() {
    let judgement = world().up_to_day(28, [GOOD, SAFE]).judged_at(28);
    let experiment = crate::domain::id::ExperimentId::parse("e1").unwrap();
    let records = variance_memory::learned(&judgement, &experiment, Some(day(28)));
    // 2% of 2 is an error of 0.04; times the root of the users' harmonic count.
    let sd = 0.04 / (1.0_f64 / 2_800.0 + 1.0 / 2_828.0).sqrt();
    assert!((records[0].sd - sd).abs() < 1e-6, "{records:?}");
    assert_eq!((records[0].users, records[0].assumed, records[0].mean), (5_628, false, 2.0));
    let text = serde_json::to_string(&records).unwrap();
    let read: Vec<variance_memory::MetricSpread> = serde_json::from_str(&text).unwrap();
    assert_eq!((&read[0].metric, &read[0].data_end), (&records[0].metric, &records[0].data_end));
    assert!((read[0].sd / records[0].sd - 1.0).abs() < 1e-12);
    let few = variance_memory::MetricSpread { users: 10, ..records[0].clone() };
    let assumed = variance_memory::MetricSpread { users: 10_000, assumed: true, ..records[0].clone() };
    let all = [few, assumed, records[0].clone()];
    assert_eq!(variance_memory::best(&all, KEY), Some(&records[0]));
    assert_eq!(variance_memory::best(&all, "other"), None);
}

#[test]
fn a_watched_metric_states_the_dilution() {
    assert!((watch::shown_overall(-0.10, 20.0).unwrap() + 0.01).abs() < 1e-12);
    assert!((watch::implied_in_t1(-0.01, 20.0).unwrap() + 0.10).abs() < 1e-12);
    assert_eq!((watch::implied_in_t1(-0.01, 0.0), watch::shown_overall(0.1, 120.0)), (None, None));
    let before: Vec<f64> = (0..28).map(|d| 1_000.0 + 20.0 * f64::from(d % 7 - 3)).collect();
    let during = [960.0; 14];
    let watched = watch::Watch::of(watch::whole_weeks(&before), watch::whole_weeks(&during), 40.0).unwrap();
    assert!((watched.change + 0.04).abs() < 1e-9 && (watched.implied_in_t1.unwrap() + 0.2).abs() < 1e-9);
    let is_unusual = |value| watch::Watch::of(&before, &[value; 14], 40.0).unwrap().is_unusual;
    assert!(is_unusual(900.0) && !is_unusual(980.0));
    assert_eq!(watch::Watch::of(&before[..6], &during, 40.0), None);
    assert_eq!(watch::Watch::of(&[0.0; 7], &during, 40.0), None);
    assert_eq!(watch::whole_weeks(&[0.0; 16]).len(), 14);
}
