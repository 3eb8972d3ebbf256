//! One utterance, its result, and the dialog that it begins.

use crate::api::error::{ApiError, ErrorKind};
use crate::domain::intent::ConfirmationStatus;
use crate::domain::profile::{DialogAct, DialogActType, Profile};
use crate::domain::skill::SkillType;

/// What a page of a skill without an interaction model says: heading and reason.
pub fn not_custom(skill_type: &SkillType) -> Option<(&'static str, String)> {
    let kind = match skill_type {
        SkillType::Custom => return None,
        SkillType::SmartHome => "a smart home skill",
        SkillType::FlashBriefing => "a flash briefing skill",
        SkillType::Unknown(name) => {
            return Some((NOT_CUSTOM, format!("The type of this skill is {name}. {NOT_CUSTOM_WHY}")));
        }
    };
    Some((NOT_CUSTOM, format!("This is {kind}. {NOT_CUSTOM_WHY}")))
}

const NOT_CUSTOM: &str = "Only custom skills can be profiled";
const NOT_CUSTOM_WHY: &str = "It has no interaction model of its own. Choose a custom skill above.";

/// What a dialog wants next, in words: the code stands beside it. Unknown acts are shown as they are.
pub fn act_meaning(act: &DialogAct) -> String {
    let slot = act.target_slot.as_deref().filter(|slot| !slot.is_empty());
    match (&act.act_type, slot) {
        (DialogActType::ElicitSlot, Some(slot)) => format!("Alexa asks for {slot}"),
        (DialogActType::ElicitSlot, None) => "Alexa asks for a slot".to_owned(),
        (DialogActType::ConfirmSlot, Some(slot)) => format!("Alexa asks whether {slot} is right"),
        (DialogActType::ConfirmSlot, None) => "Alexa asks whether a slot is right".to_owned(),
        (DialogActType::ConfirmIntent, _) => "Alexa asks whether the whole request is right".to_owned(),
        (DialogActType::Unknown(_), Some(slot)) => format!("An act that Amazon’s documents do not have, about {slot}"),
        (DialogActType::Unknown(_), None) => "An act that Amazon’s documents do not have".to_owned(),
    }
}

/// The act as the wire has it: `Dialog.ConfirmSlot · DepartingCity`.
pub fn act_code(act: &DialogAct) -> String {
    match act.target_slot.as_deref().filter(|slot| !slot.is_empty()) {
        Some(slot) => format!("{} · {slot}", act.act_type),
        None => act.act_type.as_str().to_owned(),
    }
}

/// The line of a turn in the log.
pub fn turn_summary(profile: &Profile) -> String {
    let intent = profile.selected_intent.as_ref().map_or("no intent matched", |intent| intent.name.as_str());
    format!("{intent} · sessionEnded {}", profile.session_ended)
}

/// How a dialog ended, below its log; `None` where the utterance began none.
pub fn ending(profile: &Profile, turns: usize) -> Option<String> {
    if turns < 2 {
        return None;
    }
    let confirmation = profile.selected_intent.as_ref().map(|intent| &intent.confirmation_status);
    Some(match (confirmation, profile.session_ended) {
        (_, true) => "The session ended.".to_owned(),
        (Some(ConfirmationStatus::Denied), _) => "The dialog is complete: the customer said no.".to_owned(),
        (Some(_), _) => format!("The dialog is complete after {turns} turns."),
        (None, _) => "The dialog ended without an intent.".to_owned(),
    })
}

/// Which intent was expected, and what to add to its samples: before and after the intent's name.
pub fn sample_note(sample: &str) -> String {
    format!("Add “{sample}” to its sample utterances, rebuild, and profile again.")
}

/// While a call is tried again.
pub fn trying_again(wait_ms: u64, throttled: bool) -> String {
    let wait_s = wait_ms.div_ceil(1_000).max(1);
    if throttled {
        format!("Amazon asked us to slow down (429); next request in {wait_s} s.")
    } else {
        format!("The last request failed; next request in {wait_s} s.")
    }
}

/// Heading and advice of a failure, where the page knows more than the failure itself. `in_dialog`: the request carried
/// the token of the turn before.
pub fn failure(error: &ApiError, in_dialog: bool, locale: &str, stage: &str) -> Option<(String, String)> {
    match &error.kind {
        ErrorKind::Invalid(_) if in_dialog => Some((
            "Amazon did not take up the dialog (400)".to_owned(),
            format!("Its token ran out or was refused. {} Start over with the first utterance.", error.advice()),
        )),
        ErrorKind::Invalid(_) => Some(("Amazon did not accept this utterance (400)".to_owned(), error.advice())),
        ErrorKind::NotFound => Some((
            format!("There is no interaction model in {locale} (404)"),
            format!(
                "The skill has none in {locale} on the {stage} stage, or this account cannot see it. Choose another locale \
                 or stage, or build the model first."
            ),
        )),
        ErrorKind::Forbidden => Some((
            "This account may not profile utterances (403)".to_owned(),
            "Ask an administrator of the developer account for access to this skill, or sign in again and permit \
             reading its interaction model."
                .to_owned(),
        )),
        ErrorKind::Conflict => Some((
            "The interaction model is busy (409)".to_owned(),
            "It is probably being built. Wait until the build is done, then try again.".to_owned(),
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::error::Problem;
    use crate::domain::intent::Intent;

    fn act(act_type: &str, slot: Option<&str>) -> DialogAct {
        DialogAct { act_type: act_type.into(), target_slot: slot.map(str::to_owned) }
    }

    #[test]
    fn acts_are_said_in_words_and_in_code() {
        let elicit = act("Dialog.ElicitSlot", Some("City"));
        assert_eq!(act_meaning(&elicit), "Alexa asks for City");
        assert_eq!(act_code(&elicit), "Dialog.ElicitSlot · City");
        assert_eq!(act_meaning(&act("Dialog.ConfirmIntent", None)), "Alexa asks whether the whole request is right");
        assert_eq!(act_code(&act("Dialog.ConfirmIntent", Some(""))), "Dialog.ConfirmIntent");
    }

    #[test]
    fn an_unknown_act_is_shown_as_it_is() {
        let unknown = act("SlotValueConfirmation", Some("DepartureCity"));
        assert_eq!(act_code(&unknown), "SlotValueConfirmation · DepartureCity");
        assert!(act_meaning(&unknown).contains("do not have"));
    }

    #[test]
    fn a_dialog_says_how_it_ended() {
        let mut profile = Profile { selected_intent: Some(Intent::default()), ..Profile::default() };
        assert_eq!(ending(&profile, 1), None);
        assert_eq!(ending(&profile, 3).unwrap(), "The dialog is complete after 3 turns.");
        profile.selected_intent = Some(Intent { confirmation_status: ConfirmationStatus::Denied, ..Intent::default() });
        assert!(ending(&profile, 3).unwrap().contains("said no"));
        profile.session_ended = true;
        assert_eq!(ending(&profile, 3).unwrap(), "The session ended.");
    }

    #[test]
    fn a_refused_token_is_told_from_a_refused_utterance() {
        let problem = Problem { field: None, code: None, message: "Nope.".to_owned() };
        let error = ApiError::new("profileNlu", ErrorKind::Invalid(vec![problem])).with_status(400);
        let (heading, advice) = failure(&error, true, "en-US", "live").unwrap();
        assert!(heading.contains("dialog") && advice.contains("Nope.") && advice.contains("Start over"));
        assert!(failure(&error, false, "en-US", "live").unwrap().0.contains("utterance"));
        let missing = ApiError::new("profileNlu", ErrorKind::NotFound).with_status(404);
        assert!(failure(&missing, false, "nl-NL", "live").unwrap().0.contains("nl-NL"));
        assert_eq!(failure(&ApiError::new("profileNlu", ErrorKind::Timeout), false, "en-US", "live"), None);
    }

    #[test]
    fn only_custom_skills_are_profiled() {
        assert_eq!(not_custom(&SkillType::Custom), None);
        assert!(not_custom(&SkillType::SmartHome).unwrap().1.contains("smart home"));
        assert!(not_custom(&SkillType::from("music")).unwrap().1.contains("music"));
    }
}
