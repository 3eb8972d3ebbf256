//! Simulations of the sandbox in the tests: a device that is spoken to.
#![allow(dead_code, reason = "each test file uses a part of it")]

use serde_json::{Value, json};
use skillscope::domain::simulation::{Simulation, SimulationResult};
use skillscope::sandbox::Incoming;

pub use crate::support::answer::Answer;
use crate::support::{CITY_TRIPS, Service};

/// A simulated device.
pub struct Device<'a> {
    pub service: &'a Service,
    pub skill: String,
    pub stage: String,
    pub locale: String,
    pub token: String,
}

impl<'a> Device<'a> {
    /// One with City Trips in development, in en-US, of its owner; simulations take no time.
    pub fn new(service: &'a Service) -> Self {
        service.control("POST", "knobs", r#"{"simulationMs":0}"#);
        Self {
            service,
            skill: CITY_TRIPS.to_owned(),
            stage: "development".to_owned(),
            locale: "en-US".to_owned(),
            token: "Atza|sandbox".to_owned(),
        }
    }

    pub fn live(service: &'a Service) -> Self {
        Self { stage: "live".to_owned(), ..Self::new(service) }
    }

    pub fn in_locale(service: &'a Service, locale: &str) -> Self {
        Self { locale: locale.to_owned(), ..Self::new(service) }
    }

    pub fn path(&self, rest: &str) -> String {
        format!("/v2/skills/{}/stages/{}/simulations{rest}", self.skill, self.stage)
    }

    pub fn request(&self, method: &str, path: &str, body: &[u8], headers: &[(&str, &str)]) -> Option<Answer> {
        let request =
            Incoming { method: method.to_owned(), path: path.to_owned(), body: body.to_vec(), ..Incoming::default() };
        Answer::of(self.service, request, &self.token, headers)
    }

    pub fn body(&self, content: &str, mode: &str) -> Value {
        json!({"session": {"mode": mode}, "input": {"content": content}, "device": {"locale": self.locale}})
    }

    pub fn post(&self, body: &Value) -> Answer {
        self.request("POST", &self.path(""), body.to_string().as_bytes(), &[]).unwrap()
    }

    pub fn get(&self, id: &str) -> Answer {
        self.request("GET", &self.path(&format!("/{id}")), b"", &[]).unwrap()
    }

    /// Starts a simulation that is accepted; gives its id.
    pub fn start(&self, content: &str) -> String {
        let answer = self.post(&self.body(content, "DEFAULT"));
        assert_eq!(answer.status, 200, "{content}: {}", answer.body);
        answer.body["id"].as_str().unwrap().to_owned()
    }

    /// The end of a simulation, as it came.
    pub fn raw(&self, content: &str, mode: &str) -> Value {
        let answer = self.post(&self.body(content, mode));
        assert_eq!(answer.status, 200, "{content}: {}", answer.body);
        let answer = self.get(answer.body["id"].as_str().unwrap());
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body
    }

    /// Says something within the session, and gives the end of the simulation as the client reads it.
    pub fn say(&self, content: &str) -> Heard {
        Heard::of(self.raw(content, "DEFAULT"))
    }

    /// Says something in a new session.
    pub fn say_anew(&self, content: &str) -> Heard {
        Heard::of(self.raw(content, "FORCE_NEW_SESSION"))
    }

    pub fn enablement(&self, method: &str) -> u16 {
        let path = format!("/v1/skills/{}/stages/{}/enablement", self.skill, self.stage);
        self.request(method, &path, b"", &[]).unwrap().status
    }

    pub fn knobs(&self, knobs: Value) {
        self.service.control("POST", "knobs", &knobs.to_string());
    }

    pub fn advance_s(&self, seconds: i64) {
        self.service.control("POST", "clock", &json!({"advanceSeconds": seconds}).to_string());
    }
}

/// A simulation that has ended.
pub struct Heard {
    pub raw: Value,
    pub simulation: Simulation,
}

impl Heard {
    fn of(raw: Value) -> Self {
        Self { simulation: serde_json::from_value(raw.clone()).unwrap(), raw }
    }

    pub fn status(&self) -> &str {
        self.simulation.status.as_str()
    }

    pub fn result(&self) -> &SimulationResult {
        self.simulation.result.as_ref().unwrap()
    }

    /// Everything that was said.
    pub fn speech(&self) -> String {
        self.result().captions().collect::<Vec<_>>().join(" | ")
    }

    pub fn intent(&self) -> String {
        self.result().selected_intent().map(|intent| intent.name).unwrap_or_default()
    }

    pub fn error(&self) -> &str {
        self.raw["result"]["error"]["message"].as_str().unwrap_or_default()
    }

    pub fn invocations(&self) -> &[Value] {
        self.raw["result"]["skillExecutionInfo"]["invocations"].as_array().map_or(&[], Vec::as_slice)
    }

    /// The body of the `n`-th request.
    pub fn request(&self, n: usize) -> &Value {
        &self.invocations()[n]["invocationRequest"]["body"]
    }

    /// The body of the `n`-th response.
    pub fn response(&self, n: usize) -> &Value {
        &self.invocations()[n]["invocationResponse"]["body"]
    }
}
