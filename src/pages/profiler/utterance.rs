//! What can be said about an utterance before and after it is profiled.

use crate::domain::intent::Intent;
use crate::domain::interaction_model::InteractionModel;
use crate::domain::profile::{DialogActType, MultiTurn};
use crate::domain::simulation::LONGEST_UTTERANCE;
use crate::domain::words::count;

/// How many replies are offered.
const MOST_REPLIES: usize = 3;

/// What is wrong with an utterance or a reply, before anything is sent.
pub fn problem(text: &str) -> Option<String> {
    let length = text.trim().chars().count();
    if length == 0 {
        return Some("Type what the customer says.".to_owned());
    }
    (length > LONGEST_UTTERANCE).then(|| {
        format!(
            "{} characters, where Amazon takes up to {LONGEST_UTTERANCE}. Shorten what the customer says.",
            count(length as f64)
        )
    })
}

/// Replies that make sense now: to a question of yes and no these two, to one for a slot a few values of its type.
pub fn quick_replies(multi_turn: &MultiTurn, intent: Option<&Intent>, model: Option<&InteractionModel>) -> Vec<String> {
    let Some(act) = &multi_turn.dialog_act else { return yes_no() };
    let values = || {
        let slot = act.target_slot.as_deref()?;
        let model = model?;
        let slot = model.intent(&intent?.name)?.slots.iter().find(|s| s.name == slot)?;
        let own = model.types.iter().find(|t| t.name == slot.slot_type);
        let replies: Vec<String> = match own {
            Some(own) => own.values.iter().map(|v| v.name.value.to_lowercase()).filter(|v| !v.is_empty()).collect(),
            None => built_in_values(&slot.slot_type).iter().map(|v| (*v).to_owned()).collect(),
        };
        Some(replies.into_iter().take(MOST_REPLIES).collect::<Vec<_>>())
    };
    match act.act_type {
        DialogActType::ElicitSlot => values().unwrap_or_default(),
        DialogActType::ConfirmSlot | DialogActType::ConfirmIntent | DialogActType::Unknown(_) => yes_no(),
    }
}

fn yes_no() -> Vec<String> {
    vec!["yes".to_owned(), "no".to_owned()]
}

/// Words that Amazon's own slot types take in English.
fn built_in_values(slot_type: &str) -> &'static [&'static str] {
    match slot_type {
        "AMAZON.NUMBER" => &["two", "four"],
        "AMAZON.DATE" => &["tomorrow", "next friday"],
        "AMAZON.TIME" => &["at noon", "eight in the evening"],
        "AMAZON.DURATION" => &["three days", "a week"],
        "AMAZON.City" | "AMAZON.US_CITY" => &["seattle", "portland"],
        _ => &[],
    }
}

/// An utterance as a sample of an intent: the words that slots took become `{SlotName}`. Only slots that the target
/// intent has, where that is known.
pub fn sample_from(utterance: &str, selected: Option<&Intent>, target: Option<&Intent>) -> String {
    let own = target.map(|t| t.filled().collect::<Vec<_>>()).filter(|f| !f.is_empty());
    let has = |name: &str| target.is_none_or(|t| t.slots.is_empty() || t.slot(name).is_some());
    let slots =
        own.unwrap_or_else(|| selected.map(|s| s.filled().filter(|f| has(&f.name)).collect()).unwrap_or_default());
    let mut sample = utterance.trim().to_lowercase();
    for slot in slots {
        let words = slot.value.as_deref().unwrap_or_default().trim().to_lowercase();
        if let Some(at) = whole_words(&sample, &words) {
            sample.replace_range(at..at + words.len(), &format!("{{{}}}", slot.name));
        }
    }
    sample
}

/// Where words stand in a text, not inside other words.
fn whole_words(text: &str, words: &str) -> Option<usize> {
    if words.is_empty() {
        return None;
    }
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(words)
        .map(|found| found.0)
        .find(|at| is_edge(text[..*at].chars().next_back()) && is_edge(text[at + words.len()..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::intent::Slot;
    use crate::domain::profile::DialogAct;
    use proptest::prelude::*;

    fn intent(name: &str, slots: &[(&str, Option<&str>)]) -> Intent {
        let slot = |(name, value): &(&str, Option<&str>)| Slot {
            name: (*name).to_owned(),
            value: value.map(str::to_owned),
            ..Slot::default()
        };
        Intent { name: name.to_owned(), slots: slots.iter().map(slot).collect(), ..Intent::default() }
    }

    #[test]
    fn utterances_have_between_1_and_255_characters() {
        assert!(problem("  ").unwrap().starts_with("Type"));
        assert!(problem(&"🚂".repeat(256)).unwrap().starts_with("256 characters"));
        for good in ["a", "🚂 מזג אוויר", &"é".repeat(255)] {
            assert_eq!(problem(good), None);
        }
    }

    #[test]
    fn the_words_of_slots_become_their_names() {
        let selected = intent("Travel", &[("From", Some("Seattle")), ("To", None)]);
        assert_eq!(sample_from("I want to travel from Seattle", Some(&selected), None), "i want to travel from {From}");
        // The intent that was expected has no such slot: the words stay.
        let target = intent("Book", &[("Where", None)]);
        assert_eq!(sample_from("from seattle", Some(&selected), Some(&target)), "from seattle");
        let target = intent("Book", &[("Where", Some("seattle"))]);
        assert_eq!(sample_from("from seattle", Some(&selected), Some(&target)), "from {Where}");
    }

    #[test]
    fn words_inside_words_are_no_slot() {
        let selected = intent("Count", &[("Number", Some("one"))]);
        assert_eq!(sample_from("someone wants one", Some(&selected), None), "someone wants {Number}");
    }

    #[test]
    fn replies_fit_the_question() {
        let model: InteractionModel = serde_json::from_str(
            r#"{"invocationName":"x","intents":[{"name":"Book","slots":[{"name":"City","type":"CITY"},
            {"name":"N","type":"AMAZON.NUMBER"}],"samples":[]}],"types":[{"name":"CITY","values":[
            {"name":{"value":"Portland"}},{"name":{"value":"Tacoma"}}]}]}"#,
        )
        .unwrap();
        let turn = |act: &str, slot: &str| MultiTurn {
            dialog_act: Some(DialogAct { act_type: act.into(), target_slot: Some(slot.to_owned()) }),
            ..MultiTurn::default()
        };
        let book = intent("Book", &[]);
        let replies = |turn: &MultiTurn| quick_replies(turn, Some(&book), Some(&model));
        assert_eq!(replies(&turn("Dialog.ElicitSlot", "City")), ["portland", "tacoma"]);
        assert_eq!(replies(&turn("Dialog.ElicitSlot", "N")), ["two", "four"]);
        assert!(replies(&turn("Dialog.ElicitSlot", "Other")).is_empty());
        assert_eq!(replies(&turn("SlotValueConfirmation", "City")), ["yes", "no"]);
        assert_eq!(quick_replies(&MultiTurn::default(), None, None), ["yes", "no"]);
    }

    proptest! {
        #[test]
        fn any_text_makes_a_sample_without_a_panic(text in "\\PC{0,40}", words in "\\PC{0,8}") {
            let selected = intent("X", &[("S", Some(&words))]);
            let _ = sample_from(&text, Some(&selected), None);
        }
    }
}
