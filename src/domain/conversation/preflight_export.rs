//! A comparison of C and T1 as files. Neither has the bodies of requests, so that neither can hold a token.

use serde::Serialize;

use super::arm_proof::ArmProof;
use super::expectation::{said_value, speech};
use super::preflight::{ComparedTurn, Preflight, Side};
use super::turn::{Turn, TurnOutcome};
use super::turn_diff::{SlotChange, TurnDiff};
use crate::domain::experiment::TreatmentId;
use crate::domain::export::{csv_text, neutral_cell};
use crate::domain::instant::Instant;

/// The columns of [`csv`], in order.
pub const COLUMNS: [&str; 18] = [
    "conversation",
    "turn",
    "utterance",
    "differs",
    "c_status",
    "t1_status",
    "c_speech",
    "t1_speech",
    "c_intent",
    "t1_intent",
    "slots_changed",
    "c_directives",
    "t1_directives",
    "c_ended_session",
    "t1_ended_session",
    "c_time_ms",
    "t1_time_ms",
    "t1_arm",
];

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct File<'a> {
    format: &'static str,
    version: u32,
    made_at: Instant,
    skill_id: &'a str,
    stage: &'static str,
    locale: &'a str,
    experiment_id: &'a str,
    experiment_name: Option<&'a str>,
    control: Option<SideHead<'a>>,
    treatment: Option<SideHead<'a>>,
    treatment_proof: Option<ArmProof>,
    conversations: Vec<ConversationFile<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SideHead<'a> {
    begun: Instant,
    finished: Option<Instant>,
    experiment_state: &'a str,
    pinned_to: Option<&'a str>,
}

impl<'a> SideHead<'a> {
    fn of(side: &'a Side) -> Self {
        Self {
            begun: side.begun,
            finished: side.finished,
            experiment_state: side.state.as_str(),
            pinned_to: side.pinned.as_ref().map(TreatmentId::as_str),
        }
    }
}

#[derive(Serialize)]
struct ConversationFile<'a> {
    name: &'a str,
    turns: Vec<TurnFile>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TurnFile {
    utterance: String,
    control: Option<AnswerFile>,
    treatment: Option<AnswerFile>,
    diff: Option<TurnDiff>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AnswerFile {
    at: Instant,
    status: String,
    speech: String,
    intent: Option<String>,
    slots: std::collections::BTreeMap<String, String>,
    execution_time_ms: Option<f64>,
    arm: Option<ArmProof>,
}

impl AnswerFile {
    fn of(preflight: &Preflight, turn: &Turn, arm: &TreatmentId) -> Self {
        let simulation = turn.outcome.simulation();
        let result = simulation.and_then(|s| s.result.clone()).unwrap_or_default();
        let intent = result.selected_intent();
        let filled = intent.iter().flat_map(|i| i.filled());
        Self {
            at: turn.at,
            status: status(turn),
            speech: speech(&result),
            slots: filled.filter_map(|slot| Some((slot.name.clone(), said_value(slot)?))).collect(),
            intent: intent.map(|i| i.name),
            execution_time_ms: result.execution_time_ms(),
            arm: simulation.map(|s| ArmProof::of(s, &preflight.experiment_id, arm)),
        }
    }
}

fn status(turn: &Turn) -> String {
    match (&turn.outcome, turn.outcome.simulation()) {
        (_, Some(simulation)) => simulation.status.to_string(),
        (TurnOutcome::Cancelled, None) => "cancelled".to_owned(),
        (_, None) => "refused".to_owned(),
    }
}

/// Everything that is compared, as JSON; `None` only where it cannot be written.
pub fn json(preflight: &Preflight, made_at: Instant) -> Option<String> {
    let turn = |turn: ComparedTurn| TurnFile {
        control: turn.control.as_ref().map(|t| AnswerFile::of(preflight, t, &TreatmentId::C)),
        treatment: turn.treatment.as_ref().map(|t| AnswerFile::of(preflight, t, &TreatmentId::T1)),
        utterance: turn.utterance,
        diff: turn.diff,
    };
    let conversations = preflight.conversations.iter().enumerate().map(|(place, conversation)| ConversationFile {
        name: &conversation.name,
        turns: preflight.compared(place).into_iter().map(turn).collect(),
    });
    let file = File {
        format: "skillscope-preflight",
        version: 1,
        made_at,
        skill_id: preflight.skill_id.as_str(),
        stage: "live",
        locale: &preflight.locale,
        experiment_id: preflight.experiment_id.as_str(),
        experiment_name: preflight.experiment_name.as_deref(),
        control: preflight.control.as_ref().map(SideHead::of),
        treatment: preflight.treatment.as_ref().map(SideHead::of),
        treatment_proof: preflight.treatment_proof(),
        conversations: conversations.collect(),
    };
    serde_json::to_string_pretty(&file).ok()
}

/// A row for each turn, as CSV; `None` only where it cannot be written.
pub fn csv(preflight: &Preflight) -> Option<String> {
    csv_text(|writer| {
        writer.write_record(COLUMNS)?;
        for (place, conversation) in preflight.conversations.iter().enumerate() {
            for (n, turn) in preflight.compared(place).iter().enumerate() {
                writer.write_record(row(preflight, &conversation.name, n, turn))?;
            }
        }
        Ok(())
    })
}

fn row(preflight: &Preflight, conversation: &str, place: usize, turn: &ComparedTurn) -> Vec<String> {
    let nothing = |turn: &Option<Turn>| turn.as_ref().map(|t| t.outcome.simulation().and_then(|s| s.result.clone()));
    let said = |turn: &Option<Turn>| nothing(turn).flatten().map(|r| speech(&r)).unwrap_or_default();
    let number = |value: Option<f64>| value.map(|v| v.to_string()).unwrap_or_default();
    let truth = |value: Option<bool>| value.map(|v| v.to_string()).unwrap_or_default();
    let diff = turn.diff.as_ref();
    let slots = |changes: &[SlotChange]| {
        let of = |c: &SlotChange| {
            format!("{}: {} > {}", c.name, c.before.as_deref().unwrap_or("-"), c.after.as_deref().unwrap_or("-"))
        };
        changes.iter().map(of).collect::<Vec<_>>().join("; ")
    };
    let arm = turn.treatment.as_ref().and_then(|t| t.outcome.simulation());
    let arm = arm.map(|s| match ArmProof::of(s, &preflight.experiment_id, &TreatmentId::T1) {
        ArmProof::Proven(arm) => format!("proved {arm}"),
        ArmProof::NotNamed => "could not prove the arm".to_owned(),
        ArmProof::Contradicted(arm) => format!("request names {arm}"),
    });
    vec![
        neutral_cell(conversation),
        (place + 1).to_string(),
        neutral_cell(&turn.utterance),
        diff.filter(|d| d.is_comparable).map(|d| d.differs().to_string()).unwrap_or_default(),
        turn.control.as_ref().map(status).unwrap_or_default(),
        turn.treatment.as_ref().map(status).unwrap_or_default(),
        neutral_cell(&said(&turn.control)),
        neutral_cell(&said(&turn.treatment)),
        neutral_cell(diff.map_or("", |d| &d.intent.before)),
        neutral_cell(diff.map_or("", |d| &d.intent.after)),
        neutral_cell(&slots(diff.map_or(&[], |d| &d.slots))),
        neutral_cell(&diff.map(|d| d.directives.before.join("; ")).unwrap_or_default()),
        neutral_cell(&diff.map(|d| d.directives.after.join("; ")).unwrap_or_default()),
        truth(diff.and_then(|d| d.ended.before)),
        truth(diff.and_then(|d| d.ended.after)),
        number(diff.and_then(|d| d.execution_time_ms.before)),
        number(diff.and_then(|d| d.execution_time_ms.after)),
        neutral_cell(&arm.unwrap_or_default()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::conversation::preflight::tests::example;

    #[test]
    fn the_csv_has_a_row_for_each_turn_and_every_column() {
        let mut preflight = example();
        preflight.conversations[1].name = "=HYPERLINK(1)".into();
        let text = csv(&preflight).unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), COLUMNS);
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 3);
        assert_eq!(&rows[0][6], "Welcome, friend.");
        assert_eq!((&rows[0][3], &rows[0][7], &rows[0][17]), ("true", "Welcome.", "proved T1"));
        assert_eq!((&rows[2][0], &rows[2][3], &rows[2][5]), ("'=HYPERLINK(1)", "", "FAILED"));
    }

    #[test]
    fn the_json_says_the_difference_and_the_proof_and_has_no_bodies() {
        let text = json(&example(), Instant::from_epoch_s(0)).unwrap();
        let file: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(file["treatmentProof"], serde_json::json!({"kind": "proven", "arm": "T1"}));
        assert_eq!(file["conversations"][0]["turns"][0]["treatment"]["speech"], "Welcome.");
        assert_eq!(file["conversations"][0]["turns"][0]["diff"]["speech"][1]["kind"], "removed");
        assert!(!text.contains("apiAccessToken") && !text.contains("redacted"));
    }
}
