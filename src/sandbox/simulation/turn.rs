//! What Alexa makes of one utterance.

use serde_json::{Value, json};

use super::body::Utterance;
use super::conversation::{Conversation, Endpoint};
use super::option::SkillCalls;
use super::request_body::Ask;
use super::sentinel::Sentinel;
use super::session::{Session, SessionKey};
use super::table::SimulationTable;
use crate::domain::instant::Instant;
use crate::domain::intent::{ConfirmationStatus, Intent};
use crate::domain::profile::DialogActType;
use crate::domain::simulation::SimulationStatus;
use crate::domain::skill::Stage;
use crate::sandbox::experiment_record::ExperimentRecord;
use crate::sandbox::nlu::{self, DialogState, Invoked, Model, Understood};
use crate::sandbox::option::Knobs;
use crate::sandbox::skill_backend::{self, DialogPhase, Language};
use crate::sandbox::world::{Account, SkillEntry};

/// What an utterance is said in.
pub struct Setting<'a> {
    /// The world's seed.
    pub seed: u64,
    /// The sandbox's time, in milliseconds since the epoch.
    pub now_ms: i64,
    /// Whose device it is.
    pub account: &'a Account,
    /// The skill.
    pub skill: &'static SkillEntry,
    /// Its stage.
    pub stage: &'a Stage,
    /// The knobs.
    pub knobs: &'a Knobs,
    /// The simulation, for the ids that follow from it.
    pub simulation_id: &'a str,
    /// What the session is of.
    pub key: &'a SessionKey,
    /// The experiments of the skill.
    pub experiments: &'a [ExperimentRecord],
}

/// How a simulation ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// Well or not.
    pub status: SimulationStatus,
    /// What came of it.
    pub result: Value,
    /// It never comes to its end.
    pub never_ends: bool,
    /// Its result is there before it has ended.
    pub is_partial: bool,
}

impl Turn {
    fn successful(result: Value) -> Self {
        Self { status: SimulationStatus::Successful, result, never_ends: false, is_partial: false }
    }

    fn failed(message: String) -> Self {
        Self { status: SimulationStatus::Failed, ..Self::successful(json!({"error": {"message": message}})) }
    }
}

/// Whether a skill has a model for a locale at some stage.
pub fn has_locale(skill: &SkillEntry, locale: &str) -> bool {
    nlu::model(skill.id, locale).is_some()
}

/// Takes a turn, and remembers what it leaves behind.
pub fn take(setting: &Setting<'_>, utterance: &Utterance, table: &mut SimulationTable) -> Turn {
    let Some(model) = nlu::model_at(setting.skill.id, setting.stage, &utterance.locale) else {
        return Turn::failed(Sentinel::wrong_locale(&utterance.locale));
    };
    if setting.knobs.skill_calls == SkillCalls::Omitted {
        let heard = json!({"alexaResponses": [], "consideredIntents": []});
        return Turn::successful(json!({ "alexaExecutionInfo": heard }));
    }
    let sentinel = Sentinel::find(&utterance.content);
    let endpoint = match sentinel {
        Some(Sentinel::EndpointTimeout) => Endpoint::TimesOut,
        Some(Sentinel::BrokenAnswer) => Endpoint::Breaks,
        Some(Sentinel::Silence) => {
            return Turn::successful(json!({
                "skillExecutionInfo": {"invocations": []},
                "alexaExecutionInfo": {"alexaResponses": [], "consideredIntents": []},
            }));
        }
        Some(other) if other.error(&utterance.locale).is_some() => {
            table.set_session(setting.key, None);
            return Turn::failed(other.error(&utterance.locale).unwrap_or_default());
        }
        _ => Endpoint::Answers,
    };
    let error = sentinel.and_then(|s| s.error(&utterance.locale));
    let kept =
        table.session(setting.key, setting.now_ms).filter(|_| !utterance.is_new_session && !utterance.is_isolated);
    let told = nlu::strip_invocation(model, &utterance.content);
    let said = match &told {
        Invoked::Launch => None,
        Invoked::Ask(rest) => Some(rest.as_str()),
        Invoked::Not => Some(utterance.content.as_str()),
    };
    // To name the skill begins a session, also within one.
    let session = if told == Invoked::Not { kept.cloned() } else { None };
    let is_for_skill = session.is_some() || told != Invoked::Not || utterance.is_isolated || error.is_some();
    let is_new = session.is_none();
    let session = session.unwrap_or_else(|| Session {
        key: setting.key.clone(),
        session_id: format!("amzn1.echo-api.session.{}", table.next_id(setting.seed)),
        last_ms: setting.now_ms,
        attributes: serde_json::Map::new(),
        dialog: None,
    });
    let mut conversation = Conversation::new(setting, session, is_new, table.customer(setting.key));
    match said {
        _ if !is_for_skill => conversation.say(own_answer(&utterance.content, conversation.language())),
        None => {
            conversation.consider([Intent { name: Intent::LAUNCH.to_owned(), ..Intent::default() }]);
            conversation.call(Ask::Launch, endpoint);
        }
        Some(said) => converse(setting, &mut conversation, model, said, endpoint),
    }
    let result = conversation.result(error.clone());
    let Conversation { session, is_over, customer, .. } = conversation;
    if is_for_skill {
        table.set_customer(setting.key, customer);
    }
    if is_for_skill && !utterance.is_isolated {
        table.set_session(setting.key, (!is_over).then_some(Session { last_ms: setting.now_ms, ..session }));
    } else if utterance.is_new_session {
        table.set_session(setting.key, None);
    }
    Turn {
        status: if error.is_some() { SimulationStatus::Failed } else { SimulationStatus::Successful },
        never_ends: sentinel == Some(Sentinel::NeverEnds),
        is_partial: sentinel == Some(Sentinel::PartialResult),
        ..Turn::successful(result)
    }
}

/// Something was said to the skill, or within its session.
fn converse(setting: &Setting<'_>, conversation: &mut Conversation<'_>, model: &Model, said: &str, endpoint: Endpoint) {
    let dialog: Option<DialogState> =
        conversation.session.dialog.take().and_then(|kept| serde_json::from_value(kept).ok());
    let understood = understand(setting, conversation, model, said, dialog.as_ref());
    let Understood { selected, considered, step, ends_session } = understood;
    conversation.consider(selected.iter().cloned().chain(considered));
    let Some(intent) = selected else {
        let language = conversation.language();
        conversation.say(language.pick(
            "Sorry, I don't know that one.",
            "Das weiß ich leider nicht.",
            "すみません、わかりません。",
        ));
        return;
    };
    if intent.name == "AMAZON.NavigateHomeIntent" {
        conversation.call(Ask::SessionEnded, endpoint);
        return;
    }
    let goes_on = dialog.is_some_and(|dialog| dialog.intent.name == intent.name);
    let asked = if goes_on { DialogPhase::InProgress } else { DialogPhase::Started };
    match step {
        Some(step) => {
            conversation.call(Ask::Intent(&intent, Some(asked)), endpoint);
            // A skill that did not answer did not leave the question to Alexa either.
            if endpoint == Endpoint::Answers {
                conversation.say(skill_backend::spoken(&step.prompt, &intent, conversation.language()));
            }
            conversation.session.dialog = serde_json::to_value(step.state).ok();
        }
        // Nothing is left to ask: the skill leaves the dialog to Alexa once more, and gets it back as completed.
        None if goes_on || intent.confirmation_status != ConfirmationStatus::None => {
            conversation.call(Ask::Intent(&intent, Some(asked)), endpoint);
            if endpoint == Endpoint::Answers {
                conversation.call(Ask::Intent(&intent, Some(DialogPhase::Completed)), endpoint);
            }
        }
        None => conversation.call(Ask::Intent(&intent, None), endpoint),
    }
    conversation.is_over |= ends_session;
}

/// What is understood. A test may have the skill confirm a city by itself, so that Alexa does not ask for it.
fn understand(
    setting: &Setting<'_>,
    conversation: &Conversation<'_>,
    model: &Model,
    said: &str,
    dialog: Option<&DialogState>,
) -> Understood {
    let today = Instant::from_epoch_s(setting.now_ms.div_euclid(1_000)).date_time().date();
    let id = setting.skill.id;
    let mut understood = nlu::understand(model, id, said, dialog, today);
    // A dialog confirms each slot once: there are never more questions than slots.
    let questions = understood.selected.as_ref().map_or(0, |intent| intent.slots.len());
    for _ in 0..questions {
        let is_question = |act: &DialogActType| *act == DialogActType::ConfirmSlot;
        let Some(step) = understood.step.as_ref().filter(|step| is_question(&step.act.act_type)) else { break };
        if !conversation.effects.has_one_confirmation {
            break;
        }
        let next = nlu::understand(model, id, conversation.language().yes(), Some(&step.state), today);
        understood = Understood { considered: understood.considered, ..next };
    }
    understood
}

/// What Alexa answers herself to what is not for the skill.
fn own_answer(said: &str, language: Language) -> &'static str {
    let said = said.to_lowercase();
    let is_greeting = ["hello", "hi", "hallo", "guten tag", "こんにちは"].contains(&said.trim());
    match is_greeting {
        true => language.pick("Hi there.", "Hallo.", "こんにちは。"),
        false => language.pick(
            "Sorry, I'm not sure about that.",
            "Da bin ich mir leider nicht sicher.",
            "すみません、よくわかりません。",
        ),
    }
}
