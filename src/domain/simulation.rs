//! A simulation: one utterance to a simulated device and what came back (skill-simulation-rest-api.txt).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::experiment::TreatmentId;
use super::id::SimulationId;
use super::intent::{Intent, or_default, text};
use super::open_enum::open_enum;
use super::redaction::redact;

open_enum! {
    /// How a simulation treats the session before it (`session.mode`).
    SessionMode {
        /// Goes on where the last one ended.
        Default = "DEFAULT",
        /// Begins anew.
        ForceNewSession = "FORCE_NEW_SESSION",
    }
}

open_enum! {
    /// How far a simulation has come.
    SimulationStatus {
        /// Under way: ask again.
        InProgress = "IN_PROGRESS",
        /// Done.
        Successful = "SUCCESSFUL",
        /// Not done; `error.message` says why.
        Failed = "FAILED",
    }
}

/// The locales of a simulated device that the document lists. Others work where the skill has them.
pub const SIMULATION_LOCALES: [&str; 8] = ["en-US", "en-GB", "en-CA", "en-AU", "de-DE", "fr-FR", "en-IN", "ja-JP"];

/// The longest `input.content` that is sent, in characters. The document gives no number for it; Amazon's answer to a
/// longer one is `INVALID_STRING_LENGTH`.
pub const LONGEST_UTTERANCE: usize = 255;

/// A simulation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Simulation {
    /// Its id, by which its result is asked for within ten minutes.
    pub id: SimulationId,
    /// How far it has come.
    pub status: SimulationStatus,
    /// What came of it; may already be there while it is under way.
    #[serde(default)]
    pub result: Option<SimulationResult>,
}

/// What came of a simulation.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SimulationResult {
    /// What Alexa said and understood.
    #[serde(deserialize_with = "or_default")]
    pub alexa_execution_info: AlexaExecutionInfo,
    /// The calls of the skill.
    #[serde(deserialize_with = "or_default")]
    pub skill_execution_info: SkillExecutionInfo,
    /// What went wrong.
    pub error: Option<SimulationError>,
}

/// What went wrong with a simulation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SimulationError {
    /// In the service's words.
    #[serde(deserialize_with = "text")]
    pub message: String,
}

/// What Alexa said and understood.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AlexaExecutionInfo {
    /// What Alexa answered, in its order.
    #[serde(deserialize_with = "or_default")]
    pub alexa_responses: Vec<AlexaResponse>,
    /// Up to five intents; the first is the one that the skill was sent.
    #[serde(deserialize_with = "or_default")]
    pub considered_intents: Vec<Intent>,
}

/// One of Alexa's responses.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AlexaResponse {
    /// Its type; the document knows `Speech`.
    #[serde(rename = "type", deserialize_with = "text")]
    pub response_type: String,
    /// Its content.
    #[serde(deserialize_with = "or_default")]
    pub content: AlexaContent,
}

/// The content of a response.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AlexaContent {
    /// The speech as text.
    #[serde(deserialize_with = "text")]
    pub caption: String,
}

/// The calls of the skill.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SkillExecutionInfo {
    /// In their order.
    #[serde(deserialize_with = "or_default")]
    pub invocations: Vec<Invocation>,
}

/// One call of the skill.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Invocation {
    /// What was sent.
    #[serde(deserialize_with = "or_default")]
    pub invocation_request: InvocationRequest,
    /// What came back.
    #[serde(deserialize_with = "or_default")]
    pub invocation_response: InvocationResponse,
    /// How long it took.
    #[serde(deserialize_with = "or_default")]
    pub metrics: InvocationMetrics,
}

/// What was sent to the skill. Access tokens have been taken out.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct InvocationRequest {
    /// Where it was sent.
    #[serde(deserialize_with = "text")]
    pub endpoint: String,
    /// The request in Alexa's format: an object, or a text that holds one.
    #[serde(deserialize_with = "body")]
    pub body: Option<Value>,
}

/// What came back from the skill. Access tokens have been taken out.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct InvocationResponse {
    /// The response in Alexa's format; optional.
    #[serde(deserialize_with = "body")]
    pub body: Option<Value>,
}

/// How long a call took.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct InvocationMetrics {
    /// In milliseconds.
    #[serde(rename = "skillExecutionTimeInMilliseconds")]
    pub skill_execution_time_ms: Option<f64>,
}

/// A body becomes JSON and loses its secrets here, so that nothing further in can show one.
fn body<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Option<Value>, D::Error> {
    let Some(mut value) = Option::<Value>::deserialize(d)? else { return Ok(None) };
    if let Value::String(text) = &value
        && let Ok(inner @ (Value::Object(_) | Value::Array(_))) = serde_json::from_str(text)
    {
        value = inner;
    }
    redact(&mut value);
    Ok(Some(value))
}

/// A test that the account was in when the skill was called, and its group: `context.Experimentation` of the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActiveExperiment {
    /// The experiment.
    pub id: String,
    /// The group.
    pub treatment_id: Option<TreatmentId>,
}

impl Invocation {
    /// The tests that the request names; empty where it names none.
    pub fn active_experiments(&self) -> Vec<ActiveExperiment> {
        let list = self.invocation_request.body.as_ref().and_then(|body| {
            body.get("context")?.get("Experimentation")?.get("activeExperiments")?.as_array().cloned()
        });
        let read = |item: Value| {
            Some(ActiveExperiment {
                id: item.get("id")?.as_str()?.to_owned(),
                treatment_id: item.get("treatmentId").and_then(Value::as_str).map(TreatmentId::from),
            })
        };
        list.unwrap_or_default().into_iter().filter_map(read).collect()
    }

    /// Whether the skill ended the session; a response without the field ends it (Alexa's response format).
    pub fn ends_session(&self) -> bool {
        let response = self.invocation_response.body.as_ref().and_then(|body| body.get("response"));
        response.is_none_or(|r| r.get("shouldEndSession").and_then(Value::as_bool).unwrap_or(true))
    }
}

impl SimulationResult {
    /// What Alexa said, in its order, without empty texts.
    pub fn captions(&self) -> impl Iterator<Item = &str> {
        let all = self.alexa_execution_info.alexa_responses.iter();
        all.map(|r| r.content.caption.as_str()).filter(|caption| !caption.trim().is_empty())
    }

    /// The intent that the skill was sent: the one in the last request that has one, else the first considered.
    pub fn selected_intent(&self) -> Option<Intent> {
        let sent = self.skill_execution_info.invocations.iter().rev().find_map(|invocation| {
            let request = invocation.invocation_request.body.as_ref()?.get("request")?;
            match request.get("type").and_then(Value::as_str) {
                Some("LaunchRequest") => Some(Intent { name: Intent::LAUNCH.to_owned(), ..Intent::default() }),
                _ => serde_json::from_value(request.get("intent")?.clone()).ok(),
            }
        });
        sent.or_else(|| self.alexa_execution_info.considered_intents.first().cloned())
    }

    /// Milliseconds in the skill, all calls together; absent where none says.
    pub fn execution_time_ms(&self) -> Option<f64> {
        let times = self.skill_execution_info.invocations.iter().filter_map(|i| i.metrics.skill_execution_time_ms);
        times.fold(None, |sum, ms| Some(sum.unwrap_or(0.0) + ms))
    }

    /// Whether Alexa answered without calling the skill.
    pub fn skill_was_not_called(&self) -> bool {
        self.skill_execution_info.invocations.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn result(value: Value) -> SimulationResult {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn a_body_may_be_an_object_or_a_text_and_loses_its_token_either_way() {
        let inner = json!({"context": {"System": {"apiAccessToken": "secret"},
            "Experimentation": {"activeExperiments": [{"id": "e1", "treatmentId": "T1"}]}},
            "request": {"type": "LaunchRequest"}});
        for body in [inner.clone(), Value::String(inner.to_string())] {
            let result = result(json!({"skillExecutionInfo": {"invocations": [{"invocationRequest": {"endpoint": null,
                "body": body}, "invocationResponse": {}, "metrics": {"skillExecutionTimeInMilliseconds": 5}}]},
                "alexaExecutionInfo": null}));
            let invocation = &result.skill_execution_info.invocations[0];
            assert!(!serde_json::to_string(&result).unwrap().contains("secret"));
            assert_eq!(invocation.active_experiments()[0].treatment_id, Some(TreatmentId::T1));
            assert_eq!(result.selected_intent().unwrap().name, Intent::LAUNCH);
            assert_eq!(result.execution_time_ms(), Some(5.0));
            assert!(invocation.ends_session(), "a missing response body ends the session");
        }
    }

    #[test]
    fn the_documents_example_is_read_with_its_result_while_in_progress() {
        let simulation: Simulation = serde_json::from_value(json!({"id": "12345678-abcdefg", "status": "IN_PROGRESS",
            "result": {"skillExecutionInfo": {"invocations": [{"invocationRequest": {"endpoint": "example-endpoint",
            "body": "JSON payload"}, "invocationResponse": {"body": "Payload"},
            "metrics": {"skillExecutionTimeInMilliseconds": 5}}]}, "alexaExecutionInfo": {"alexaResponses":
            [{"type": "Speech", "content": {"caption": "Example speech."}}], "consideredIntents": [{"name": "A"}]},
            "error": {"message": "Error message"}}}))
        .unwrap();
        let result = simulation.result.unwrap();
        assert_eq!(result.captions().collect::<Vec<_>>(), ["Example speech."]);
        assert_eq!(result.error.as_ref().unwrap().message, "Error message");
        assert_eq!(result.selected_intent().unwrap().name, "A");
        assert!(!result.skill_was_not_called());
    }
}
