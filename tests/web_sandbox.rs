//! The sandbox's world in WebAssembly is the one that native tests see, and tabs share it.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/fixed.rs"]
mod fixed;

use fixed::{FIXED_NOON_MS, FIXED_WEEK, FIXED_WEEK_S, FIXED_WINNER};
use skillscope::api::aws::credentials::{AwsCredentials, Secret};
use skillscope::api::aws::signature::{Scope, sign};
use skillscope::api::experiment::{CreateExperiment, ListExperiments, NewExperiment};
use skillscope::api::lwa::AccessToken;
use skillscope::api::operation::Operation;
use skillscope::api::request::{Method, Request};
use skillscope::domain::experiment::{
    ExpectedChange, ExperimentType, MetricConfiguration, MetricType, PlannedDuration,
};
use skillscope::domain::id::SkillId;
use skillscope::domain::instant::{Instant, WEEK_S};
use skillscope::domain::metric::{Metric, Period};
use skillscope::domain::skill::Stage;
use skillscope::domain::window::Window;
use skillscope::sandbox::Options;
use skillscope::sandbox::aggregate::{Filter, points};
use skillscope::sandbox::aws::{ACCESS_KEY_ID, HOST_IN_PAGE, SECRET_ACCESS_KEY};
use skillscope::sandbox::experiment_seed::experiments;
use skillscope::sandbox::simulated_user::Population;
use skillscope::sandbox::snapshot_calendar::SnapshotCalendar;
use skillscope::sandbox::snapshot_figure::{measured, moments};
use skillscope::sandbox::world::skills;
use skillscope::transport::in_process::InProcess;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn the_world_is_the_same_in_the_browser() {
    let start = Instant::from_epoch_s(FIXED_WEEK_S);
    let end = start.plus_s(WEEK_S);
    let window = Window { start, end };
    let filter = Filter { skill: &skills()[0], stage: &Stage::Live, locale: None, intent: None };
    let value = |metric| points(Options::SEED, &filter, metric, Period::Single, window, end)[0].1;
    assert_eq!(Metric::ALL.iter().map(value).collect::<Vec<_>>(), FIXED_WEEK);
}

#[wasm_bindgen_test]
fn the_sessions_of_the_bot_are_the_same_in_the_browser() {
    assert_eq!(fixed::lex_day(), fixed::FIXED_LEX_DAY);
}

#[wasm_bindgen_test]
async fn a_query_of_the_page_is_signed_for_the_sandbox_in_it() {
    let sandbox = InProcess::restore();
    let body = serde_json::json!({"startDateTime": 1_793_491_200, "endDateTime": 1_793_577_600,
        "metrics": [{"name": "Count", "statistic": "Sum"}]});
    let path = "/bots/SANDBOXBOT/analytics/sessionmetrics".to_owned();
    let mut request = Request::write("listSessionMetrics", Method::Post, path).with_json(&body);
    request.authorized = false;
    let keys = AwsCredentials {
        access_key_id: ACCESS_KEY_ID.to_owned(),
        secret_access_key: Secret::new(SECRET_ACCESS_KEY),
        session_token: None,
        expires: None,
    };
    let at = skillscope::platform::clock::now().plus_s(sandbox.ahead_s());
    let scope = Scope { region: "us-east-1", service: "lex", at };
    for (name, value) in sign(&request, HOST_IN_PAGE, &keys, &scope).iter() {
        request.headers.set(name, value);
    }
    assert_eq!(sandbox.send(&request, None).await.unwrap().status, 200);
    request.body = Some("{}".to_owned());
    assert_eq!(sandbox.send(&request, None).await.unwrap().status, 403);
}

#[wasm_bindgen_test]
fn the_people_of_an_experiment_are_the_same_in_the_browser() {
    let (seed, now_ms) = (Options::SEED, FIXED_NOON_MS);
    let seeded = experiments(seed, now_ms);
    let record = seeded.iter().find(|r| r.name == "Shorter welcome message").unwrap();
    let calendar = SnapshotCalendar::new(seed, record, now_ms).unwrap();
    let population = Population::new(seed, &skills()[0], record, now_ms).unwrap();
    let end_ms = calendar.end_ms(calendar.len());
    let groups = moments(Some(&population), &measured(seed, record), end_ms)[0];
    assert_eq!((groups.map(|group| group.users), groups[1].mean()), FIXED_WINNER);
}

#[wasm_bindgen_test]
async fn what_one_tab_writes_another_one_and_a_reload_read() {
    let token = AccessToken::parse("Atza|sandbox").unwrap();
    let skill_id = SkillId::parse(skills()[0].id).unwrap();
    let (one, other) = (InProcess::restore(), InProcess::restore());
    one.reset();
    let create = CreateExperiment {
        skill_id: skill_id.clone(),
        experiment: NewExperiment {
            name: "from one tab".to_owned(),
            description: "Tabs share what is kept.".to_owned(),
            experiment_type: ExperimentType::EndpointBased,
            planned_duration: PlannedDuration::Weeks(4),
            exposure_percentage: 10,
            metric_configurations: vec![MetricConfiguration {
                name: "Customer Friction".to_owned(),
                metric_types: vec![MetricType::Key],
                expected_change: Some(ExpectedChange::Decrease),
            }],
        },
    };
    let id = create.read(&one.send(&create.request(), Some(&token)).await.unwrap()).unwrap().unwrap();
    let list = ListExperiments { skill_id, max_results: None, next_token: None };
    for tab in [other, InProcess::restore()] {
        let page = list.read(&tab.send(&list.request(), Some(&token)).await.unwrap()).unwrap();
        assert_eq!(page.experiments[0].experiment_id, id);
    }
    one.reset();
}
