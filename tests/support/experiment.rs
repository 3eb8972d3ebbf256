//! Experiments of the sandbox in the tests: requests as JSON, and the ways through a lifecycle.
#![allow(dead_code, reason = "each test file uses a part of it")]

use serde_json::{Value, json};
use skillscope::api::experiment::{GetExperiment, ListExperiments};
use skillscope::api::operation::Operation;
use skillscope::api::request::Response;
use skillscope::domain::experiment::{Experiment, ExperimentSummary};
use skillscope::domain::id::{ExperimentId, SkillId};
use skillscope::sandbox::{Incoming, Options};

use crate::support::{CALLBACK, CITY_TRIPS, Service};

pub const TOKEN: Option<&str> = Some("Atza|sandbox");

pub fn skill_id() -> SkillId {
    SkillId::parse(CITY_TRIPS).unwrap()
}

/// The document's example.
pub fn settings(name: &str) -> Value {
    json!({
        "name": name,
        "description": "experiment_1",
        "type": "ENDPOINT_BASED",
        "plannedDuration": "P4W",
        "exposurePercentage": 20,
        "metricConfigurations":
            [{"name": "Customer Friction", "metricTypes": ["GUARDRAIL"], "expectedChange": "INCREASE"}],
    })
}

/// What came back: the status, and the body as JSON (null where there is none).
pub struct Answer {
    pub status: u16,
    pub body: Value,
    pub response: Response,
}

impl Answer {
    /// The first word of each violation: the path of the field.
    pub fn fields(&self) -> Vec<String> {
        let violations = self.body["violations"].as_array().cloned().unwrap_or_default();
        violations.iter().map(|v| v["message"].as_str().unwrap().split(' ').next().unwrap().to_owned()).collect()
    }
}

/// The experiments of a skill, as an account reaches them.
pub struct Lab<'a> {
    pub service: &'a Service,
    pub skill: String,
    pub token: String,
}

impl<'a> Lab<'a> {
    /// Those of City Trips, for its owner.
    pub fn new(service: &'a Service) -> Self {
        Self { service, skill: CITY_TRIPS.to_owned(), token: "Atza|sandbox".to_owned() }
    }

    pub fn send(&self, method: &str, rest: &str, body: &[u8], headers: &[(&str, &str)]) -> Option<Answer> {
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let mut request = Incoming {
            method: method.to_owned(),
            path: format!("/v1/skills/{}/experiments{path}", self.skill),
            query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            body: body.to_vec(),
            ..Incoming::default()
        };
        request.headers.set("Authorization", format!("Bearer {}", self.token));
        for (name, value) in headers {
            request.headers.set(name, *value);
        }
        let response = self.service.send(&request)?;
        let body = serde_json::from_slice(&response.body).unwrap_or_default();
        Some(Answer { status: response.status, body, response })
    }

    pub fn get(&self, rest: &str) -> Answer {
        self.send("GET", rest, b"", &[]).unwrap()
    }

    pub fn write(&self, method: &str, rest: &str, body: &Value) -> Answer {
        self.send(method, rest, body.to_string().as_bytes(), &[]).unwrap()
    }

    pub fn post(&self, rest: &str, body: &Value) -> Answer {
        self.write("POST", rest, body)
    }

    /// Creates the document's example under a name; gives `/{experimentId}`.
    pub fn create(&self, name: &str) -> String {
        self.create_with(name, |_| {})
    }

    pub fn create_with(&self, name: &str, change: impl Fn(&mut Value)) -> String {
        let mut settings = settings(name);
        change(&mut settings);
        let answer = self.post("", &json!({"experiment": settings}));
        assert_eq!(answer.status, 201, "{}", answer.body);
        let location = answer.response.headers.get("Location").unwrap();
        let start = format!("/v1/skills/{}/experiments", self.skill);
        location.strip_prefix(&start).unwrap().to_owned()
    }

    pub fn state(&self, id: &str) -> String {
        self.get(&format!("{id}/state")).body["state"].as_str().unwrap().to_owned()
    }

    pub fn experiment(&self, id: &str) -> Value {
        self.get(id).body["experiment"].clone()
    }

    /// Asks for a state.
    pub fn ask(&self, id: &str, target: &str) -> Answer {
        self.post(&format!("{id}/state"), &json!({"targetState": target}))
    }

    /// Asks for a state and waits until it is there.
    pub fn go(&self, id: &str, target: &str) {
        assert_eq!(self.ask(id, target).status, 202);
        self.advance(json!({"advanceSeconds": 5}));
        assert_eq!(self.state(id), target);
    }

    pub fn advance(&self, by: Value) {
        self.service.control("POST", "clock", &by.to_string());
    }

    pub fn knobs(&self, knobs: Value) {
        self.service.control("POST", "knobs", &knobs.to_string());
    }

    /// Every experiment of the list, as the client reads it.
    pub fn all(&self) -> Vec<ExperimentSummary> {
        let mut operation = ListExperiments { skill_id: skill_id(), max_results: None, next_token: None };
        let mut all = Vec::new();
        loop {
            let page = self.service.call(&operation, TOKEN).unwrap();
            all.extend(page.experiments);
            match page.next_token {
                Some(token) => operation.next_token = Some(token),
                None => return all,
            }
        }
    }

    /// `/{experimentId}` of a seeded experiment.
    pub fn seeded(&self, name: &str) -> String {
        let all = self.all();
        let found = all.iter().find(|e| e.name.as_deref() == Some(name)).unwrap();
        format!("/{}", found.experiment_id)
    }

    /// An experiment as the client reads it.
    pub fn read(&self, id: &str) -> Experiment {
        let experiment_id = ExperimentId::parse(id.trim_start_matches('/')).unwrap();
        self.service.call(&GetExperiment { skill_id: skill_id(), experiment_id }, TOKEN).unwrap().experiment
    }

    /// Calls an operation as the client does.
    pub fn call<O: Operation>(&self, operation: &O) -> O::Output {
        self.service.call(operation, TOKEN).unwrap()
    }
}

/// A token that grants a scope and nothing else.
pub fn token_with_scope(service: &Service, scope: &str) -> String {
    let form = [
        ("client_id", Options::CLIENT_ID),
        ("redirect_uri", CALLBACK),
        ("response_type", "token"),
        ("scope", scope),
        ("state", "state"),
        ("account", "alex"),
        ("decision", "allow"),
    ];
    let request = Incoming {
        method: "POST".into(),
        path: "/ap/oa/consent".into(),
        body: form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish().into_bytes(),
        ..Incoming::default()
    };
    let response = service.send(&request).unwrap();
    let (_, fragment) = response.headers.get("Location").unwrap().split_once('#').unwrap();
    let (_, token) = form_urlencoded::parse(fragment.as_bytes()).find(|(n, _)| n == "access_token").unwrap();
    token.into_owned()
}
