//! Metric snapshots against the sandbox: when there are which, and whether their figures are those of their users.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/experiment.rs"]
mod experiment;
mod support;

use experiment::{Lab, TOKEN, skill_id};
use serde_json::{Value, json};
use skillscope::api::metric_snapshot::{GetMetricSnapshot, ListMetricSnapshots};
use skillscope::domain::experiment::{MetricSnapshot, MetricValues, SnapshotStatus, SnapshotSummary, TreatmentId};
use skillscope::domain::id::ExperimentId;
use skillscope::domain::instant::DAY_S;
use skillscope::sandbox::experiment_record::ExperimentRecord;
use skillscope::sandbox::experiment_seed;
use skillscope::sandbox::simulated_user::Population;
use skillscope::sandbox::snapshot_figure::measured;
use skillscope::sandbox::{Options, world};
use statrs::distribution::{ContinuousCDF, StudentsT};
use support::{DAY_PLANNER, Service, on_both, wall_ms};

fn experiment_id(id: &str) -> ExperimentId {
    ExperimentId::parse(id.trim_start_matches('/')).unwrap()
}

fn list(lab: &Lab<'_>, id: &str) -> Vec<SnapshotSummary> {
    let mut operation = ListMetricSnapshots {
        skill_id: skill_id(),
        experiment_id: experiment_id(id),
        max_results: None,
        next_token: None,
    };
    let mut all = Vec::new();
    loop {
        let page = lab.service.call(&operation, TOKEN).unwrap();
        all.extend(page.metric_snapshots);
        let Some(token) = page.next_token else { return all };
        operation.next_token = Some(token);
    }
}

fn read(lab: &Lab<'_>, id: &str, snapshot: &SnapshotSummary) -> MetricSnapshot {
    lab.call(&GetMetricSnapshot {
        skill_id: skill_id(),
        experiment_id: experiment_id(id),
        metric_snapshot_id: snapshot.metric_snapshot_id.clone(),
    })
}

fn last(lab: &Lab<'_>, id: &str) -> MetricSnapshot {
    read(lab, id, list(lab, id).last().unwrap())
}

fn both(snapshot: &MetricSnapshot, metric: &str) -> (MetricValues, MetricValues) {
    (*snapshot.values(metric, &TreatmentId::C).unwrap(), *snapshot.values(metric, &TreatmentId::T1).unwrap())
}

fn key_metric(settings: &mut Value) {
    settings["metricConfigurations"] =
        json!([{"name": "Customer Friction", "metricTypes": ["KEY"], "expectedChange": "DECREASE"}]);
}

/// A running experiment with KEY Customer Friction, all customers in it, and its id.
fn running(lab: &Lab<'_>, name: &str) -> String {
    let id = lab.create_with(name, |settings| {
        key_metric(settings);
        settings["exposurePercentage"] = json!(100);
    });
    lab.go(&id, "RUNNING");
    id
}

#[test]
fn a_snapshot_comes_with_every_midnight_and_each_begins_with_the_experiment() {
    on_both(|service| {
        let lab = Lab::new(service);
        let draft = lab.create("never ran");
        assert_eq!(list(&lab, &draft), []);
        let id = running(&lab, "daily");
        let start = lab.read(&id).start_time().unwrap();
        lab.advance(json!({"advanceDays": 60}));
        let snapshots = list(&lab, &id);
        assert_eq!(snapshots.len(), 60);
        for (n, snapshot) in (1_i64..).zip(&snapshots) {
            assert_eq!(snapshot.start_date, Some(start));
            assert_eq!(snapshot.end_date, Some(start.floor_to_s(DAY_S).plus_s(n * DAY_S)));
        }
        lab.advance(json!({"advanceDays": 1}));
        let later = list(&lab, &id);
        assert_eq!((later.len(), &later[..60]), (61, &snapshots[..]));
        let page = lab.get(&format!("{id}/metricSnapshots"));
        assert_eq!(page.body["metricSnapshots"].as_array().unwrap().len(), 50);
        assert!(page.body["paginationContext"]["nextToken"].is_string());
    });
}

#[test]
fn snapshots_are_cumulative_and_a_raised_exposure_brings_more_people() {
    on_both(|service| {
        let lab = Lab::new(service);
        let id = lab.create_with("raised", |s| s["exposurePercentage"] = json!(10));
        lab.go(&id, "RUNNING");
        lab.advance(json!({"advanceDays": 10}));
        assert_eq!(lab.post(&format!("{id}/exposurePercentage"), &json!({"exposurePercentage": 60})).status, 204);
        lab.advance(json!({"advanceDays": 4}));
        let users: Vec<u64> = list(&lab, &id)
            .iter()
            .map(|snapshot| both(&read(&lab, &id, snapshot), "Customer Friction").1.user_count.unwrap())
            .collect();
        assert!(users.windows(2).all(|w| w[0] < w[1]), "{users:?}");
        let (before, after) = (users[9] - users[8], users[12] - users[11]);
        assert!(after > 5 * before, "{before} a day, then {after}");
    });
}

#[test]
fn what_was_measured_stays_when_the_experiment_goes_on_or_ends() {
    on_both(|service| {
        let lab = Lab::new(service);
        let id = running(&lab, "kept");
        lab.advance(json!({"advanceDays": 3, "advanceHours": 1}));
        let snapshots = list(&lab, &id);
        let second = read(&lab, &id, &snapshots[1]);
        lab.go(&id, "STOPPED");
        let stopped = list(&lab, &id);
        assert_eq!(&stopped[..snapshots.len()], &snapshots[..]);
        assert_eq!(stopped.len(), snapshots.len() + 1, "one more ends where it was stopped");
        assert_eq!(read(&lab, &id, &stopped[1]), second);
        let end = read(&lab, &id, &stopped[snapshots.len()]);
        lab.advance(json!({"advanceDays": 30}));
        assert_eq!(list(&lab, &id), stopped);
        assert_eq!(last(&lab, &id), end);
    });
}

#[test]
fn a_snapshot_that_does_not_exist_is_404() {
    on_both(|service| {
        let lab = Lab::new(service);
        let (one, other) = (lab.seeded("Shorter welcome message"), lab.seeded("Longer help message"));
        let of_other = &list(&lab, &other)[0].metric_snapshot_id;
        assert_eq!(lab.get(&format!("{other}/metricSnapshots/{of_other}")).status, 200);
        assert_eq!(lab.get(&format!("{one}/metricSnapshots/{of_other}")).status, 404);
        assert_eq!(lab.get(&format!("{one}/metricSnapshots/none")).status, 404);
        let draft = lab.seeded("Confirm both cities in one prompt");
        assert_eq!(lab.get(&format!("{draft}/metricSnapshots/{of_other}")).status, 404);
    });
}

/// The values of a metric for everybody in a group, one by one.
fn values(record: &ExperimentRecord, metric: usize, treated: bool, end_ms: i64) -> Vec<f64> {
    let skill = world::skill(&record.skill_id).unwrap();
    let population = Population::new(Options::SEED, skill, record, i64::MAX / 2).unwrap();
    let metric = measured(Options::SEED, record)[metric];
    let mut values = Vec::new();
    population.joined_before(end_ms, |user| {
        if user.treated == treated {
            values.push(metric.value(user.key, treated));
        }
    });
    values
}

fn mean_and_square_error(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    (mean, values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0) / n)
}

#[test]
fn every_figure_of_a_snapshot_follows_from_its_users() {
    let service = Service::in_process();
    let lab = Lab::new(&service);
    let wall_ms = wall_ms();
    let close = |a: Option<f64>, b: f64| (a.unwrap() - b).abs() <= 1e-9 * b.abs().max(1e-9);
    let mut rows = 0;
    for summary in lab.all() {
        let id = format!("/{}", summary.experiment_id);
        let seeded = experiment_seed::experiments(Options::SEED, wall_ms);
        let record = seeded.into_iter().find(|r| r.id == summary.experiment_id.as_str()).unwrap();
        let snapshots = list(&lab, &id);
        for snapshot in snapshots.iter().step_by(9).chain(snapshots.last()) {
            let answer = read(&lab, &id, snapshot);
            for (n, metric) in record.metrics.iter().enumerate() {
                let end_ms = snapshot.end_date.unwrap().epoch_s() * 1_000;
                let [c, t] = [false, true].map(|treated| values(&record, n, treated, end_ms));
                let (control, treated) = both(&answer, &metric.name);
                let ((mean_c, error_c), (mean_t, error_t)) = (mean_and_square_error(&c), mean_and_square_error(&t));
                assert_eq!((control.user_count, treated.user_count), (Some(c.len() as u64), Some(t.len() as u64)));
                assert!(close(control.mean, mean_c) && close(treated.mean, mean_t));
                assert!(close(treated.percent_diff, 100.0 * (mean_t - mean_c) / mean_c));
                let (square, difference) = (error_c + error_t, mean_t - mean_c);
                let freedom = square * square
                    / (error_c * error_c / (c.len() as f64 - 1.0) + error_t * error_t / (t.len() as f64 - 1.0));
                let student = StudentsT::new(0.0, 1.0, freedom).unwrap();
                let p = 2.0 * student.sf(difference.abs() / square.sqrt());
                assert!((treated.p_value.unwrap() - p).abs() <= 1e-6 * p, "{:?} {p}", treated.p_value);
                let half = student.inverse_cdf(0.975) * square.sqrt() / mean_c * 100.0;
                let percent = treated.percent_diff.unwrap();
                assert!((treated.confidence_interval_lower.unwrap() - (percent - half)).abs() < 1e-5 * half);
                assert!((treated.confidence_interval_upper.unwrap() - (percent + half)).abs() < 1e-5 * half);
                rows += 1;
            }
        }
    }
    assert!(rows > 50, "{rows}");
}

#[test]
fn results_converge_on_what_was_planted_and_the_groups_are_even_with_an_override() {
    on_both(|service| {
        let lab = Lab::new(service);
        for (name, planted) in [("lower friction", -6.0), ("no effect at all", 0.0), ("some harm", 12.0)] {
            let id = lab.create_with(name, |settings| {
                key_metric(settings);
                settings["exposurePercentage"] = json!(100);
            });
            let pin = lab.write("PUT", &format!("{id}/treatmentOverrides/~current"), &json!({"treatmentId": "T1"}));
            assert_eq!(pin.status, 204);
            lab.go(&id, "RUNNING");
            lab.advance(json!({"advanceDays": 70}));
            let (control, treated) = both(&last(&lab, &id), "Customer Friction");
            let (lower, upper) =
                (treated.confidence_interval_lower.unwrap(), treated.confidence_interval_upper.unwrap());
            let error = (upper - lower) / 2.0 / 1.96;
            assert!((treated.percent_diff.unwrap() - planted).abs() < 4.0 * error, "{name}: {treated:?}");
            assert!(error < 1.0, "{error}");
            let [c, t] = [control, treated].map(|v| v.user_count.unwrap() as f64);
            assert!((t - c).powi(2) / (t + c) < 10.83, "{c} and {t}");
            assert!((70_000.0..=80_000.0).contains(&(c + t)), "{c} and {t}");
        }
    });
}

#[test]
fn each_convention_and_level_gives_its_own_interval_of_the_same_data() {
    let service = Service::in_process();
    let lab = Lab::new(&service);
    let id = lab.seeded("Shorter welcome message");
    let interval = |of: &str, level: u32| {
        lab.knobs(json!({"snapshotInterval": of, "snapshotLevel": level}));
        let (control, treated) = both(&last(&lab, &id), "Customer Friction");
        let (lower, upper) = (treated.confidence_interval_lower.unwrap(), treated.confidence_interval_upper.unwrap());
        (control, treated, (lower + upper) / 2.0, (upper - lower) / 2.0)
    };
    let close = |a: f64, b: f64, by: f64| (a / b - 1.0).abs() < by;
    for (level, z) in [(90, 1.644_854), (95, 1.959_964), (99, 2.575_829)] {
        let (control, treated, centre, half) = interval("percent", level);
        let (mean, difference) = (control.mean.unwrap(), treated.mean.unwrap() - control.mean.unwrap());
        assert!(close(centre, treated.percent_diff.unwrap(), 1e-9));
        let (_, _, fraction, fraction_half) = interval("fraction", level);
        assert!(close(fraction * 100.0, centre, 1e-9) && close(fraction_half * 100.0, half, 1e-9));
        let (_, _, absolute, absolute_half) = interval("absolute", level);
        assert!(close(absolute, difference, 1e-9) && close(absolute_half / mean * 100.0, half, 1e-9));
        let (_, _, own, own_half) = interval("armMean", level);
        assert!(close(own, treated.mean.unwrap(), 1e-9) && own_half < absolute_half);
        let (_, _, _, at_95) = interval("percent", 95);
        assert!(close(half / at_95, z / 1.959_964, 1e-3), "{level}");
    }
}

#[test]
fn the_row_of_c_has_mean_and_count_only_unless_a_knob_says_more() {
    let service = Service::in_process();
    let lab = Lab::new(&service);
    let id = lab.seeded("Shorter welcome message");
    let control = || {
        let snapshot = list(&lab, &id).pop().unwrap().metric_snapshot_id;
        let answer = lab.get(&format!("{id}/metricSnapshots/{snapshot}"));
        let row = answer.body["metrics"][0].clone();
        assert_eq!((row["name"].as_str(), row["treatmentId"].as_str()), (Some("Customer Friction"), Some("C")));
        let mut names: Vec<String> = row["values"].as_object().unwrap().keys().cloned().collect();
        names.sort();
        (names, row["values"].clone())
    };
    assert_eq!(control().0, ["mean", "userCount"]);
    lab.knobs(json!({"controlInterval": "armMean"}));
    let (names, values) = control();
    assert_eq!(names, ["confidenceIntervalLower", "confidenceIntervalUpper", "mean", "userCount"]);
    let [lower, mean, upper] =
        ["confidenceIntervalLower", "mean", "confidenceIntervalUpper"].map(|name| values[name].as_f64().unwrap());
    assert!(lower < mean && mean < upper && ((lower + upper) / 2.0 - mean).abs() < 1e-12);
    lab.knobs(json!({"controlInterval": "zero"}));
    let (names, values) = control();
    assert_eq!(names.len(), 6);
    for name in ["percentDiff", "pValue", "confidenceIntervalLower", "confidenceIntervalUpper"] {
        assert_eq!(values[name], 0, "{name}");
    }
}

#[test]
fn a_snapshot_that_is_not_reliable_says_why_in_two_spellings() {
    on_both(|service| {
        let lab = Lab::new(service);
        let id = lab.seeded("Weather before sights");
        let snapshots = list(&lab, &id);
        let mut reasons: Vec<String> = snapshots
            .iter()
            .map(|snapshot| read(&lab, &id, snapshot))
            .inspect(|snapshot| assert_eq!(snapshot.status, Some(SnapshotStatus::Unreliable)))
            .map(|snapshot| snapshot.status_reason.unwrap())
            .collect();
        reasons.sort();
        reasons.dedup();
        assert_eq!(reasons, [r#"["TAA Alarm","Message"]"#, "[TAA Alarm, Message]"]);
        assert!(
            serde_json::from_str::<Value>(&reasons[0]).is_ok() && serde_json::from_str::<Value>(&reasons[1]).is_err()
        );
        let sound = last(&lab, &lab.seeded("Shorter welcome message"));
        assert_eq!((sound.status, sound.status_reason), (Some(SnapshotStatus::Reliable), None));
    });
}

#[test]
fn a_skill_that_nobody_uses_has_snapshots_without_rows() {
    on_both(|service| {
        let lab = Lab { skill: DAY_PLANNER.to_owned(), ..Lab::new(service) };
        let id = lab.create("alone");
        lab.go(&id, "RUNNING");
        lab.advance(json!({"advanceDays": 2}));
        let snapshots = lab.get(&format!("{id}/metricSnapshots")).body["metricSnapshots"].clone();
        let snapshot = snapshots[0]["metricSnapshotId"].as_str().unwrap();
        let answer = lab.get(&format!("{id}/metricSnapshots/{snapshot}"));
        assert_eq!((answer.status, &answer.body["metrics"]), (200, &json!([])));
    });
}
