//! The sandbox in-process and over HTTP behind one face, so that one contract suite runs against both.
#![cfg(not(target_arch = "wasm32"))]
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod answer;

use std::cell::RefCell;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use skillscope::api::error::ApiError;
use skillscope::api::lwa::AccessToken;
use skillscope::api::metric::GetSkillMetrics;
use skillscope::api::operation::Operation;
use skillscope::api::request::{Headers, Response};
use skillscope::domain::id::SkillId;
use skillscope::domain::instant::Instant;
use skillscope::domain::metric::{Metric, Period};
use skillscope::domain::skill::{SkillType, Stage};
use skillscope::domain::window::Window;
use skillscope::sandbox::{Incoming, Knobs, Options, Sandbox};

pub const CITY_TRIPS: &str = "amzn1.ask.skill.11111111-1111-4111-8111-111111111111";
pub const HEARTH_LIGHTS: &str = "amzn1.ask.skill.22222222-2222-4222-8222-222222222222";
pub const MORNING_MINUTE: &str = "amzn1.ask.skill.33333333-3333-4333-8333-333333333333";
pub const DAY_PLANNER: &str = "amzn1.ask.skill.44444444-4444-4444-8444-444444444444";

pub const ORIGIN: &str = "http://127.0.0.1:9000";
pub const CALLBACK: &str = "http://127.0.0.1:9000/callback";

/// Where the sandbox is.
pub enum Service {
    InProcess(Box<RefCell<Sandbox>>),
    Http { child: Child, base: String, agent: ureq::Agent },
}

impl Service {
    /// The sandbox in this process.
    pub fn in_process() -> Self {
        let knobs = Knobs { rate_per_s: 1e6, burst: 1_000_000, ..Knobs::default() };
        let options = Options {
            allowed_origins: vec![ORIGIN.to_owned()],
            redirect_uris: vec![CALLBACK.to_owned()],
            knobs,
            ..Options::default()
        };
        Service::InProcess(Box::new(RefCell::new(Sandbox::new(options))))
    }

    /// The server, on a free port.
    pub fn http() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sandbox"))
            .args([
                "--port",
                "0",
                "--origin",
                ORIGIN,
                "--redirect-uri",
                CALLBACK,
                "--rate",
                "1e6",
                "--burst",
                "1000000",
            ])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let base = line.trim().strip_prefix("Sandbox: ").unwrap().trim_end_matches('/').to_owned();
        let agent = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
        Service::Http { child, base, agent }
    }

    /// Sends a request as it stands; `None` where the connection was dropped.
    pub fn send(&self, request: &Incoming) -> Option<Response> {
        match self {
            Service::InProcess(sandbox) => sandbox.borrow_mut().handle(wall_ms(), request).arrived(),
            Service::Http { base, agent, .. } => {
                let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&request.query).finish();
                let mut builder = ureq::http::Request::builder()
                    .method(request.method.as_str())
                    .uri(format!("{base}{}?{query}", request.path));
                for (name, value) in request.headers.iter() {
                    builder = builder.header(name, value);
                }
                let mut answer = agent.run(builder.body(request.body.clone()).unwrap()).ok()?;
                let headers: Headers =
                    answer.headers().iter().map(|(n, v)| (n.as_str(), v.to_str().unwrap())).collect();
                let status = answer.status().as_u16();
                let body = answer.body_mut().with_config().limit(1 << 26).read_to_vec().ok()?;
                Some(Response { status, headers, body })
            }
        }
    }

    /// Calls an operation with a token, and reads the answer as the client does.
    pub fn call<O: Operation>(&self, operation: &O, token: Option<&str>) -> Result<O::Output, ApiError> {
        self.call_with(operation, token, &[])
    }

    /// Calls an operation with a token and more headers.
    pub fn call_with<O: Operation>(
        &self,
        operation: &O,
        token: Option<&str>,
        headers: &[(&str, &str)],
    ) -> Result<O::Output, ApiError> {
        let token = token.map(|t| AccessToken::parse(t).unwrap());
        let mut incoming = Incoming::authorized(&operation.request(), token.as_ref());
        for (name, value) in headers {
            incoming.headers.set(name, *value);
        }
        operation.read(&self.send(&incoming).expect("the connection was dropped"))
    }

    /// Sends to a control.
    pub fn control(&self, method: &str, path: &str, body: &str) -> serde_json::Value {
        let request = Incoming {
            method: method.to_owned(),
            path: format!("/_sandbox/{path}"),
            body: body.as_bytes().to_vec(),
            ..Incoming::default()
        };
        let response = self.send(&request).unwrap();
        assert_eq!(response.status, 200, "{}", String::from_utf8_lossy(&response.body));
        serde_json::from_slice(&response.body).unwrap()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        if let Service::Http { child, .. } = self {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Runs a contract against both transports, each a sandbox of its own.
pub fn on_both(contract: impl Fn(&Service)) {
    contract(&Service::in_process());
    contract(&Service::http());
}

pub fn wall_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as i64
}

pub fn instant(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

pub fn window(start: &str, end: &str) -> Window {
    Window::new(instant(start), instant(end)).unwrap()
}

/// Get metrics of City Trips, total utterances, live, by the day, for a week of March 2025.
pub fn query() -> GetSkillMetrics {
    GetSkillMetrics {
        skill_id: SkillId::parse(CITY_TRIPS).unwrap(),
        window: window("2025-03-10T00:00:00Z", "2025-03-17T00:00:00Z"),
        period: Period::Day,
        metric: Metric::TotalUtterances,
        stage: Stage::Live,
        skill_type: SkillType::Custom,
        intent: None,
        locale: None,
        max_results: None,
        next_token: None,
    }
}

/// A GET with the token that owns everything.
pub fn get(path: &str, query: &[(&str, &str)]) -> Incoming {
    Incoming {
        method: "GET".to_owned(),
        path: path.to_owned(),
        query: query.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
        headers: [("Authorization", "Bearer Atza|sandbox")].into_iter().collect(),
        body: Vec::new(),
    }
}
