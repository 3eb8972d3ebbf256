use super::*;
use crate::domain::conversation::TurnOutcome;
use crate::domain::simulation::SessionMode;
use serde_json::json;

fn turn(utterance: &str, said: Option<&str>, arm: Option<&str>) -> Turn {
    let active: Vec<_> = arm.iter().map(|arm| json!({"id": "e1", "treatmentId": arm})).collect();
    let outcome = match said {
        Some(said) => TurnOutcome::Ended(
            serde_json::from_value(json!({"id": "s", "status": "SUCCESSFUL", "result": {
                "alexaExecutionInfo": {"alexaResponses": [{"content": {"caption": said}}]},
                "skillExecutionInfo": {"invocations": [{"invocationRequest": {"body": {"request": {"type": "LaunchRequest"},
                    "context": {"Experimentation": {"activeExperiments": active},
                    "System": {"apiAccessToken": "Atza|secret"}}}}}]}}}))
            .unwrap(),
        ),
        None => TurnOutcome::Ended(serde_json::from_value(json!({"id": "s", "status": "FAILED"})).unwrap()),
    };
    Turn { utterance: utterance.into(), mode: SessionMode::ForceNewSession, at: Instant::from_epoch_s(60), outcome }
}

pub(in crate::domain::conversation) fn example() -> Preflight {
    let at = Instant::from_epoch_s(0);
    let side = |conversations| Side {
        finished: Some(at),
        conversations,
        ..Side::new(at, ExperimentState::Created, Some(TreatmentId::T1))
    };
    let two = |first, second, arm| vec![turn("open city trips", first, arm), turn("help", second, arm)];
    Preflight {
        skill_id: SkillId::parse("amzn1.ask.skill.1").unwrap(),
        experiment_id: ExperimentId::parse("e1").unwrap(),
        experiment_name: Some("=Shorter welcome".into()),
        locale: "en-US".into(),
        begun: at,
        conversations: vec![
            Conversation {
                name: "Welcome".into(),
                script_id: None,
                turns: vec![ScriptTurn::saying("open city trips"), ScriptTurn::saying("help")],
            },
            Conversation::saying("stop"),
        ],
        control: Some(side(vec![
            two(Some("Welcome, friend."), Some("Say a city."), None),
            vec![turn("stop", Some("Bye."), None)],
        ])),
        treatment: Some(side(vec![
            two(Some("Welcome."), Some("Say a city."), Some("T1")),
            vec![turn("stop", None, None)],
        ])),
    }
}

#[test]
fn turns_are_counted_as_different_same_or_open_and_the_arm_is_proved() {
    let preflight = example();
    assert_eq!(preflight.difference(), Difference { differ: 1, same: 1, open: 1 });
    assert_eq!(preflight.treatment_proof(), Some(ArmProof::Proven(TreatmentId::T1)));
    assert_eq!(preflight.control_contradiction(), None);
    let first = preflight.compared(0).into_iter().next().unwrap();
    assert!(first.diff.unwrap().speech_differs());
    assert!(preflight.compared(7).is_empty());
}

#[test]
fn a_c_side_that_heard_t1_is_told() {
    let mut preflight = example();
    preflight.control.as_mut().unwrap().conversations[1] = vec![turn("stop", Some("Bye."), Some("T1"))];
    assert_eq!(preflight.control_contradiction(), Some(TreatmentId::T1));
}

#[test]
fn a_side_that_broke_off_goes_on_with_the_next_conversation() {
    let mut preflight = example();
    assert_eq!(preflight.next_conversation(&TreatmentId::C), None);
    let side = preflight.side_mut(&TreatmentId::C).as_mut().unwrap();
    side.conversations.pop();
    side.finished = None;
    assert_eq!(preflight.next_conversation(&TreatmentId::C), Some(1));
    assert!(!preflight.has(&TreatmentId::C) && preflight.has(&TreatmentId::T1));
    *preflight.side_mut(&TreatmentId::C) = None;
    assert_eq!(preflight.next_conversation(&TreatmentId::C), Some(0));
    assert_eq!(preflight.difference(), Difference { differ: 0, same: 0, open: 3 });
}

#[test]
fn what_is_kept_is_read_again_and_has_no_token() {
    let preflight = example();
    let text = serde_json::to_string(&preflight).unwrap();
    assert!(!text.contains("secret"));
    assert_eq!(serde_json::from_str::<Preflight>(&text).unwrap(), preflight);
}
