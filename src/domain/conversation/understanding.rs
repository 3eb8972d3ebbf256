//! What an utterance was taken for, in words and rows.

use crate::domain::intent::{ConfirmationStatus, Intent, Resolution, ResolutionCode, Slot};
use crate::domain::simulation::SimulationResult;

/// The most intents that the service considers, the selected one included.
pub const MOST_CONSIDERED: usize = 5;

/// What an utterance was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understanding {
    /// The intent that the skill was sent, or the one that was ranked first.
    pub selected: Option<Intent>,
    /// Whether the skill was sent it.
    pub was_sent: bool,
    /// The others, in the service's order.
    pub others: Vec<Intent>,
}

impl Understanding {
    /// Of a result. The list of considered intents begins with the selected one; where it does not, all of it are others.
    pub fn of(result: &SimulationResult) -> Self {
        let considered = &result.alexa_execution_info.considered_intents;
        let selected = result.selected_intent();
        let same = |intent: &Intent| selected.as_ref().is_some_and(|s| s.name == intent.name);
        let first = considered.iter().position(same);
        let others = considered.iter().enumerate().filter(|(at, _)| Some(*at) != first);
        Self {
            others: others.map(|(_, intent)| intent.clone()).collect(),
            was_sent: !result.skill_was_not_called(),
            selected,
        }
    }

    /// How many intents there are in all.
    pub fn considered(&self) -> usize {
        self.others.len() + usize::from(self.selected.is_some())
    }
}

/// How a value or a code may be taken. Colour and icon follow from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// As one hopes.
    Good,
    /// Worth a look.
    Care,
    /// Wrong.
    Bad,
    /// Neither.
    Neutral,
}

/// One row of a slots table: a slot, or what a further source of values made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotRow {
    /// The slot's name.
    pub name: String,
    /// Which of its sources this row is about, and how many there are; `None` where there is at most one.
    pub source: Option<(usize, usize)>,
    /// The words that were heard.
    pub heard: Option<String>,
    /// Whether it was confirmed.
    pub confirmation_status: ConfirmationStatus,
    /// What a source made of the words; `None` where no source was asked.
    pub resolution: Option<ResolutionCell>,
}

/// What one source of values made of the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolutionCell {
    /// The source as the wire has it.
    pub authority: String,
    /// Name and id of each value, best first.
    pub values: Vec<(String, Option<String>)>,
    /// How it ended.
    pub code: ResolutionCode,
}

/// The rows of an intent's slots table: for each slot one, and one more for each further source of values.
pub fn slot_rows(intent: &Intent) -> Vec<SlotRow> {
    intent.slots.iter().flat_map(rows_of).collect()
}

fn rows_of(slot: &Slot) -> Vec<SlotRow> {
    let all = &slot.resolutions.resolutions_per_authority;
    let row = |source, resolution| SlotRow {
        name: slot.name.clone(),
        source,
        heard: slot.value.clone(),
        confirmation_status: slot.confirmation_status.clone(),
        resolution,
    };
    if all.is_empty() {
        return vec![row(None, None)];
    }
    let several = all.len() > 1;
    all.iter().enumerate().map(|(at, r)| row(several.then_some((at + 1, all.len())), Some(cell(r)))).collect()
}

fn cell(resolution: &Resolution) -> ResolutionCell {
    ResolutionCell {
        authority: resolution.authority.clone(),
        values: resolution.values.iter().map(|v| (v.name.clone(), v.id.clone())).collect(),
        code: resolution.status.code.clone(),
    }
}

/// What a resolution's code says.
pub fn resolution_words(code: &ResolutionCode) -> &'static str {
    match code {
        ResolutionCode::Match => "A value or synonym of the slot type",
        ResolutionCode::NoMatch => "Not a value of the slot type",
        ResolutionCode::Timeout => "Looking it up took too long",
        ResolutionCode::Exception => "Looking it up failed",
        ResolutionCode::Unknown(code) if code.is_empty() => "No code was sent",
        ResolutionCode::Unknown(_) => "A code that Amazon's documents do not have",
    }
}

/// How a resolution's code may be taken.
pub fn resolution_sense(code: &ResolutionCode) -> Sense {
    match code {
        ResolutionCode::Match => Sense::Good,
        ResolutionCode::NoMatch => Sense::Care,
        ResolutionCode::Timeout | ResolutionCode::Exception => Sense::Bad,
        ResolutionCode::Unknown(_) => Sense::Neutral,
    }
}

/// What a confirmation says; the code stands beside it.
pub fn confirmation_words(status: &ConfirmationStatus) -> &'static str {
    match status {
        ConfirmationStatus::None => "not asked to confirm",
        ConfirmationStatus::Confirmed => "confirmed",
        ConfirmationStatus::Denied => "denied",
        ConfirmationStatus::Unknown(_) => "a status that Amazon's documents do not have",
    }
}

/// What people call a source of values: the slot type for a custom one, else its last part.
pub fn authority_name(authority: &str) -> &str {
    let last = authority.rsplit(['.', '/']).next().unwrap_or_default();
    if last.is_empty() { authority } else { last }
}

/// How many slots an intent has and how many of them have words: `2 slots, 1 filled`.
pub fn slots_summary(intent: &Intent) -> String {
    let (all, filled) = (intent.slots.len(), intent.filled().count());
    match (all, filled) {
        (0, _) => "no slots".to_owned(),
        (1, 0) => "1 slot, not filled".to_owned(),
        (1, _) => "1 slot, filled".to_owned(),
        (_, 0) => format!("{all} slots, none filled"),
        (_, _) if all == filled => format!("{all} slots, all filled"),
        _ => format!("{all} slots, {filled} filled"),
    }
}

/// What people are shown of an intent's name: the request's own name where a skill was opened without an intent.
pub fn intent_name(intent: &Intent) -> &str {
    match intent.name.as_str() {
        Intent::LAUNCH => "LaunchRequest",
        "" => "(no name)",
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn intent(slots: serde_json::Value) -> Intent {
        serde_json::from_value(json!({"name": "BookTripIntent", "slots": slots})).unwrap()
    }

    #[test]
    fn every_source_of_a_slot_has_a_row_and_an_unfilled_slot_has_one() {
        let intent = intent(json!({
            "City": {"name": "City", "value": "pdx", "resolutions": {"resolutionsPerAuthority": [
                {"authority": "a.b.CITY", "status": {"code": "ER_SUCCESS_MATCH"}, "values": [
                    {"value": {"name": "Portland", "id": "1"}}, {"name": "Portland, Maine"}]},
                {"authority": "dynamic", "status": {"code": "ER_SUCCESS_NO_MATCH"}}]}},
            "When": null}));
        let rows = slot_rows(&intent);
        assert_eq!(
            rows.iter().map(|r| (r.name.as_str(), r.source)).collect::<Vec<_>>(),
            [("City", Some((1, 2))), ("City", Some((2, 2))), ("When", None)]
        );
        let first = rows[0].resolution.as_ref().unwrap();
        assert_eq!(first.values, [("Portland".to_owned(), Some("1".to_owned())), ("Portland, Maine".to_owned(), None)]);
        assert_eq!(rows[2].heard, None);
        assert_eq!(slots_summary(&intent), "2 slots, 1 filled");
    }

    #[test]
    fn the_selected_intent_is_the_one_that_was_sent_and_stands_once() {
        let request =
            json!({"request": {"type": "IntentRequest", "intent": {"name": "B", "slots": {"S": {"value": "x"}}}}});
        let result = |considered: serde_json::Value, invocations: serde_json::Value| -> SimulationResult {
            serde_json::from_value(json!({"alexaExecutionInfo": {"consideredIntents": considered},
                "skillExecutionInfo": {"invocations": invocations}}))
            .unwrap()
        };
        let invoked = json!([{"invocationRequest": {"body": request}}]);
        let understood = Understanding::of(&result(json!([{"name": "A"}, {"name": "B"}, {"name": "B"}]), invoked));
        assert_eq!(understood.selected.as_ref().unwrap().slots.len(), 1, "the request's own slots");
        assert_eq!(understood.others.iter().map(|i| i.name.as_str()).collect::<Vec<_>>(), ["A", "B"]);
        assert_eq!((understood.considered(), understood.was_sent), (3, true));
        let ranked = Understanding::of(&result(json!([{"name": "A"}]), json!([])));
        assert_eq!((ranked.selected.unwrap().name.as_str(), ranked.was_sent, ranked.others.len()), ("A", false, 0));
        assert_eq!(Understanding::of(&result(json!(null), json!(null))).considered(), 0);
    }

    #[test]
    fn each_code_has_words_and_a_sense_and_an_unknown_one_is_said_to_be_that() {
        let all: Vec<_> = ResolutionCode::ALL.iter().map(resolution_words).collect();
        let distinct: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!((all.len(), distinct.len()), (4, 4));
        assert_eq!(resolution_sense(&ResolutionCode::Timeout), Sense::Bad);
        assert!(resolution_words(&ResolutionCode::from("ER_NEW")).contains("do not have"));
        assert_eq!(resolution_words(&ResolutionCode::Unknown(String::new())), "No code was sent");
        assert!(confirmation_words(&ConfirmationStatus::from("PERHAPS")).contains("do not have"));
    }

    #[test]
    fn names_are_those_that_people_know() {
        assert_eq!(authority_name("amzn1.er-authority.echo-sdk.amzn1.ask.skill.07c91ff.CITY"), "CITY");
        assert_eq!(authority_name("AlexaEntities/"), "AlexaEntities/");
        assert_eq!(authority_name(""), "");
        assert_eq!(intent_name(&Intent { name: Intent::LAUNCH.into(), ..Intent::default() }), "LaunchRequest");
        assert_eq!(slots_summary(&Intent::default()), "no slots");
        assert_eq!(slots_summary(&intent(json!({"A": {"value": "x"}, "B": {"value": "y"}}))), "2 slots, all filled");
    }
}
