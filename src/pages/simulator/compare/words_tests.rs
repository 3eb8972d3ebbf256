use super::*;
use crate::domain::conversation::turn_diff::{Pair, words_between};

#[test]
fn the_headline_counts_answers() {
    let of = |differ, same, open| difference(Difference { differ, same, open });
    assert_eq!(of(2, 3, 0), "T1 differs from C in 2 of 5 answers.");
    assert_eq!(of(1, 0, 0), "T1 differs from C in 1 of 1 answer.");
    assert_eq!(of(0, 2, 1), "T1 gave the same 2 answers as C. 1 answer cannot be compared.");
    assert_eq!(of(0, 0, 4), "No answer can be compared.");
}

#[test]
fn a_missing_proof_is_said_in_these_words() {
    assert_eq!(proof_tag(&ArmProof::NotNamed), "Could not prove the arm");
    assert!(proof(&ArmProof::NotNamed).starts_with("Could not prove the arm"));
    assert!(proof(&ArmProof::Proven(TreatmentId::T1)).contains("names this experiment with T1"));
    assert!(proof(&ArmProof::Contradicted(TreatmentId::C)).contains("not T1's"));
}

#[test]
fn every_kind_of_change_is_a_sentence() {
    let diff = TurnDiff {
        speech: words_between("a", "b"),
        intent: Pair { before: Intent::LAUNCH.into(), after: String::new() },
        slots: vec![SlotChange { name: "City".into(), before: None, after: Some("Rome".into()) }],
        directives: Pair { before: Vec::new(), after: vec!["Dialog.Delegate".into()] },
        ended: Pair { before: Some(false), after: Some(true) },
        execution_time_ms: Pair { before: Some(151.0), after: Some(148.0) },
        is_comparable: true,
    };
    assert_eq!(
        changes(&diff),
        [
            "Intent: LaunchRequest became none.",
            "Slot City: not filled became “Rome”.",
            "Directives: none became Dialog.Delegate.",
            "T1 ends the session here; C goes on.",
        ]
    );
    assert_eq!(time(&diff).unwrap(), "Time in the skill: 3 ms shorter than C. One call says little.");
}

#[test]
fn every_step_and_obstacle_has_words() {
    for one in Step::ALL {
        assert!(step_about(one).ends_with('.') && !step(one).ends_with('.'));
    }
    for state in ExperimentState::ALL.iter().cloned().chain([ExperimentState::from("PAUSED")]) {
        assert!(obstacle(&Obstacle::State(state.clone())).ends_with('.'));
        assert!(start_over(&state).contains("C can"));
    }
    assert!(obstacle(&Obstacle::NoControlAnyMore(ExperimentState::Running)).contains("RUNNING"));
}
