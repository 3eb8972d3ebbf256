//! A conversation as a file for other tools: JSON with everything, CSV with a row a turn. Secrets left the bodies where
//! they were read; what else looks like a token leaves here.

use serde_json::{Value, json};

use super::understanding::intent_name;
use super::{Transcript, Turn, TurnOutcome};
use crate::domain::export::{csv_text, neutral_cell};
use crate::domain::instant::Instant;
use crate::domain::intent::Intent;
use crate::domain::redaction::redact;

/// The columns of [`Transcript::csv`].
pub const COLUMNS: [&str; 17] = [
    "turn",
    "sent_at",
    "session_mode",
    "utterance",
    "outcome",
    "captions",
    "intent",
    "intent_confirmation",
    "slots",
    "considered_intents",
    "invocations",
    "skill_time_ms",
    "endpoint",
    "experiments",
    "error",
    "simulation_id",
    "request_id",
];

/// How a turn ended, in the API's word where it has one.
pub fn outcome_code(outcome: &TurnOutcome) -> &str {
    match outcome {
        TurnOutcome::Ended(simulation) => simulation.status.as_str(),
        TurnOutcome::GaveUp(_) | TurnOutcome::Stopped(_) | TurnOutcome::OutOfSight { .. } => "IN_PROGRESS",
        TurnOutcome::Cancelled => "CANCELLED",
        TurnOutcome::Refused { .. } => "REFUSED",
    }
}

/// What went wrong with a turn, and the request's id.
fn failure(outcome: &TurnOutcome) -> (Option<&str>, Option<&str>) {
    match outcome {
        TurnOutcome::Refused { words, request_id } | TurnOutcome::OutOfSight { words, request_id, .. } => {
            (Some(words), request_id.as_deref())
        }
        TurnOutcome::Ended(simulation) => {
            let error = simulation.result.as_ref().and_then(|r| r.error.as_ref());
            (error.map(|e| e.message.as_str()), None)
        }
        TurnOutcome::GaveUp(_) | TurnOutcome::Stopped(_) | TurnOutcome::Cancelled => (None, None),
    }
}

impl Transcript {
    /// One JSON object: what was talked to, and every turn with its whole simulation.
    pub fn json(&self, made_at: Instant) -> Option<String> {
        let turns: Vec<Value> = (1..).zip(&self.turns).map(|(n, turn)| turn_json(n, turn)).collect();
        let mut whole = json!({
            "skillId": self.skill_id.as_str(),
            "stage": self.stage,
            "locale": self.locale,
            "madeAt": made_at,
            "turns": turns,
        });
        redact(&mut whole);
        serde_json::to_string_pretty(&whole).ok()
    }

    /// A row a turn. Cells that a spreadsheet would take for formulas are made harmless.
    pub fn csv(&self) -> Option<String> {
        csv_text(|writer| {
            writer.write_record(COLUMNS)?;
            for (number, turn) in (1_u32..).zip(&self.turns) {
                let cells = turn_cells(turn);
                let row = std::iter::once(number.to_string()).chain(cells.into_iter().map(|c| neutral_cell(&clean(c))));
                writer.write_record(row.collect::<Vec<_>>())?;
            }
            Ok(())
        })
    }
}

fn clean(text: String) -> String {
    let mut value = Value::String(text);
    redact(&mut value);
    value.as_str().unwrap_or_default().to_owned()
}

fn turn_json(number: u32, turn: &Turn) -> Value {
    let simulation = turn.outcome.simulation();
    let result = simulation.and_then(|s| s.result.as_ref());
    let (error, request_id) = failure(&turn.outcome);
    json!({
        "turn": number,
        "sentAt": turn.at,
        "sessionMode": turn.mode,
        "utterance": turn.utterance,
        "outcome": outcome_code(&turn.outcome),
        "captions": result.map(|r| r.captions().collect::<Vec<_>>()).unwrap_or_default(),
        "intent": result.and_then(|r| r.selected_intent()),
        "skillTimeMs": result.and_then(|r| r.execution_time_ms()),
        "error": error,
        "requestId": request_id,
        "simulation": simulation,
    })
}

/// All columns but the first.
fn turn_cells(turn: &Turn) -> Vec<String> {
    let simulation = turn.outcome.simulation();
    let result = simulation.and_then(|s| s.result.as_ref());
    let intent = result.and_then(|r| r.selected_intent());
    let invocations = result.map(|r| r.skill_execution_info.invocations.as_slice()).unwrap_or_default();
    let considered = result.map(|r| r.alexa_execution_info.considered_intents.as_slice()).unwrap_or_default();
    let (error, request_id) = failure(&turn.outcome);
    let experiments = invocations.iter().flat_map(|i| i.active_experiments());
    let experiments = experiments.map(|e| format!("{}={}", e.id, e.treatment_id.as_ref().map_or("", |t| t.as_str())));
    vec![
        turn.at.to_string(),
        turn.mode.as_str().to_owned(),
        turn.utterance.clone(),
        outcome_code(&turn.outcome).to_owned(),
        result.map(|r| r.captions().collect::<Vec<_>>().join(" | ")).unwrap_or_default(),
        intent.as_ref().map(|i| intent_name(i).to_owned()).unwrap_or_default(),
        intent.as_ref().map(|i| i.confirmation_status.as_str().to_owned()).unwrap_or_default(),
        intent.as_ref().map(slot_cell).unwrap_or_default(),
        considered.iter().map(intent_name).collect::<Vec<_>>().join("; "),
        result.map(|_| invocations.len().to_string()).unwrap_or_default(),
        result.and_then(|r| r.execution_time_ms()).map(|ms| ms.to_string()).unwrap_or_default(),
        invocations.first().map(|i| i.invocation_request.endpoint.clone()).unwrap_or_default(),
        experiments.collect::<Vec<_>>().join("; "),
        error.unwrap_or_default().to_owned(),
        simulation.map(|s| s.id.as_str().to_owned()).unwrap_or_default(),
        request_id.unwrap_or_default().to_owned(),
    ]
}

/// `City=pdx (Portland); When=tomorrow`: the words of each filled slot, and what they were resolved to.
fn slot_cell(intent: &Intent) -> String {
    let slots = intent.filled().map(|slot| {
        let heard = slot.value.as_deref().unwrap_or_default();
        match slot.resolved() {
            Some(value) if value.name != heard => format!("{}={heard} ({})", slot.name, value.name),
            _ => format!("{}={heard}", slot.name),
        }
    });
    slots.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::super::session::tests::{simulation, turn};
    use super::*;
    use crate::domain::id::SkillId;
    use crate::domain::simulation::SessionMode;
    use crate::domain::skill::Stage;

    fn transcript() -> Transcript {
        let result = json!({
            "alexaExecutionInfo": {
                "alexaResponses": [{"type": "Speech", "content": {"caption": "=1+1"}},
                    {"type": "Speech", "content": {"caption": "Where to, \"friend\"?"}}],
                "consideredIntents": [{"name": "BookTripIntent"}, {"name": "FindTripIntent"}]},
            "skillExecutionInfo": {"invocations": [{
                "invocationRequest": {"endpoint": "arn:aws:lambda:x", "body": {
                    "context": {"System": {"apiAccessToken": "eyJ0secret"},
                        "Experimentation": {"activeExperiments": [{"id": "e1", "treatmentId": "T1"}]}},
                    "request": {"type": "IntentRequest", "intent": {"name": "BookTripIntent",
                        "confirmationStatus": "NONE", "slots": {"City": {"name": "City", "value": "pdx",
                        "resolutions": {"resolutionsPerAuthority": [{"authority": "a",
                            "status": {"code": "ER_SUCCESS_MATCH"}, "values": [{"value": {"name": "Portland"}}]}]}}}}}}},
                "invocationResponse": {"body": {"response": {"shouldEndSession": false}}},
                "metrics": {"skillExecutionTimeInMilliseconds": 182}}]}});
        let ended = TurnOutcome::Ended(simulation("SUCCESSFUL", result));
        let failed = TurnOutcome::Ended(simulation("FAILED", json!({"error": {"message": "It timed out."}})));
        let refused = TurnOutcome::Refused { words: "No access. Atza|IwEB".into(), request_id: Some("r-1".into()) };
        Transcript {
            skill_id: SkillId::parse("amzn1.ask.skill.1").unwrap(),
            stage: Stage::Development,
            locale: "en-US".into(),
            turns: vec![
                turn("book a trip to pdx", SessionMode::ForceNewSession, ended),
                turn("-1, then\nשלום", SessionMode::Default, failed),
                turn("@home", SessionMode::Default, refused),
            ],
        }
    }

    fn rows() -> Vec<Vec<String>> {
        let text = transcript().csv().unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_row_a_turn_says_what_was_understood() {
        let rows = rows();
        assert_eq!(rows[0], COLUMNS);
        assert_eq!(rows.len(), 4);
        let cell = |row: usize, column: &str| rows[row][COLUMNS.iter().position(|c| *c == column).unwrap()].as_str();
        assert_eq!(cell(1, "intent"), "BookTripIntent");
        assert_eq!(cell(1, "slots"), "City=pdx (Portland)");
        assert_eq!(cell(1, "considered_intents"), "BookTripIntent; FindTripIntent");
        assert_eq!((cell(1, "skill_time_ms"), cell(1, "experiments")), ("182", "e1=T1"));
        assert_eq!((cell(2, "outcome"), cell(2, "error")), ("FAILED", "It timed out."));
        assert_eq!((cell(3, "outcome"), cell(3, "request_id")), ("REFUSED", "r-1"));
    }

    #[test]
    fn no_cell_is_a_formula() {
        let rows = rows();
        for cell in rows.iter().skip(1).flatten() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        }
        assert!(rows[1].iter().any(|c| c.starts_with("'=1+1")));
        assert!(rows[2].contains(&"'-1, then\nשלום".to_owned()));
    }

    #[test]
    fn no_export_holds_a_token() {
        let made_at = Instant::parse("2026-11-21T10:00:00Z").unwrap();
        let (json, csv) = (transcript().json(made_at).unwrap(), transcript().csv().unwrap());
        for text in [&json, &csv] {
            assert!(!text.contains("eyJ0secret") && !text.contains("Atza|"), "{text}");
        }
        assert!(json.contains("(redacted)"));
    }

    #[test]
    fn json_has_the_whole_simulation_and_reads_back() {
        let made_at = Instant::parse("2026-11-21T10:00:00Z").unwrap();
        let value: Value = serde_json::from_str(&transcript().json(made_at).unwrap()).unwrap();
        assert_eq!(value["turns"][0]["captions"][0], "=1+1");
        assert_eq!(value["turns"][0]["sessionMode"], "FORCE_NEW_SESSION");
        let read: Vec<crate::domain::simulation::Simulation> =
            serde_json::from_value(json!([value["turns"][0]["simulation"], value["turns"][1]["simulation"]])).unwrap();
        assert_eq!(Some(&read[0]), transcript().turns[0].outcome.simulation());
        assert_eq!(value["turns"][1]["error"], "It timed out.");
    }
}
