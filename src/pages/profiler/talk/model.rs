//! Saying something, replying, and what came back. Kept in the tab, so that a reload and a sign-in lose nothing.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

use super::dialog::{Talk, TalkTurn};
use crate::api::error::ApiError;
use crate::api::profile::{ProfileNlu, ProfileNluWithBody};
use crate::api::request::segment;
use crate::pages::profiler::model::ProfilerModel;
use crate::pages::profiler::utterance;
use crate::pages::profiler::words::talk as words;
use crate::platform::storage::Area;
use crate::transport::client::CallEvent;

/// The version of what is kept; anything else counts as absent.
const VERSION: u32 = 1;

/// What is kept in the tab for a skill.
#[derive(Serialize, Deserialize)]
struct Kept {
    version: u32,
    utterance: String,
    reply: String,
    talk: Talk,
}

/// A request that failed.
#[derive(Debug, Clone, PartialEq)]
pub struct FailedTurn {
    /// What was said.
    pub said: String,
    /// Whether it was a reply, with the token of the turn before.
    pub is_reply: bool,
    /// Why.
    pub error: ApiError,
}

/// One utterance and its dialog. Cheap to copy.
#[derive(Clone, Copy)]
pub struct TalkModel {
    /// The page's state.
    pub page: ProfilerModel,
    /// What is typed as the utterance.
    pub utterance: RwSignal<String>,
    /// What is wrong with it.
    pub utterance_problem: RwSignal<Option<String>>,
    /// What is typed as the reply.
    pub reply: RwSignal<String>,
    /// What is wrong with it.
    pub reply_problem: RwSignal<Option<String>>,
    /// What was said and answered.
    pub talk: RwSignal<Talk>,
    /// What is on its way, and whether it is a reply.
    pub sending: RwSignal<Option<(String, bool)>>,
    /// That it is tried again, in words.
    pub waiting: RwSignal<Option<String>>,
    /// What failed last.
    pub failed: RwSignal<Option<FailedTurn>>,
    round: StoredValue<u32>,
}

impl TalkModel {
    /// With what the tab kept of the skill.
    pub fn new(page: ProfilerModel) -> Self {
        let key = untrack(|| {
            let skill_id = page.skill_id()?;
            Some(page.api.get()?.namespace().key(&format!("profiler-talk.{}", segment(skill_id.as_str()))))
        });
        let kept = key.as_ref().and_then(|key| Area::Tab.value::<Kept>(key)).filter(|k| k.version == VERSION);
        let (stage, locale) = (page.stage.get_untracked(), page.locale.get_untracked());
        let (utterance, reply, talk) = match kept {
            Some(kept) => (kept.utterance, kept.reply, kept.talk),
            None => (String::new(), String::new(), Talk::new(stage, locale)),
        };
        let model = Self {
            page,
            utterance: RwSignal::new(utterance),
            utterance_problem: RwSignal::new(None),
            reply: RwSignal::new(reply),
            reply_problem: RwSignal::new(None),
            talk: RwSignal::new(talk),
            sending: RwSignal::new(None),
            waiting: RwSignal::new(None),
            failed: RwSignal::new(None),
            round: StoredValue::new(0),
        };
        // A token belongs to one interaction model: with another one the dialog begins anew. While the list of skills is
        // on its way the locale is not known yet.
        Effect::new(move |_| {
            let is_known = page.skill.with(Option::is_some) || page.view.with(|v| v.locale.is_some());
            let (stage, locale) = (page.stage.get(), page.locale.get());
            if is_known && model.talk.with_untracked(|talk| !talk.is_of(&stage, &locale)) {
                model.drop_request();
                model.failed.set(None);
                model.talk.set(Talk::new(stage, locale));
            }
        });
        Effect::new(move |_| {
            let kept = Kept {
                version: VERSION,
                utterance: model.utterance.get(),
                reply: model.reply.get(),
                talk: model.talk.get(),
            };
            if let Some(key) = &key {
                // Where the browser keeps nothing, what is typed lasts as long as the page.
                let _ = Area::Tab.set_value(key, &kept);
            }
        });
        Effect::new(move |_| {
            model.utterance.track();
            model.utterance_problem.set(None);
        });
        Effect::new(move |_| {
            model.reply.track();
            model.reply_problem.set(None);
        });
        model
    }

    /// Profiles what is typed, as the beginning of a dialog.
    pub fn profile(&self) {
        let Some(text) = self.utterance.try_get_untracked() else { return };
        let problem = utterance::problem(&text);
        let is_good = problem.is_none();
        let _ = self.utterance_problem.try_set(problem);
        if is_good {
            self.send(text.trim().to_owned(), false);
        }
    }

    /// Replies with what is typed, as the next turn of the dialog.
    pub fn send_reply(&self) {
        let Some(text) = self.reply.try_get_untracked() else { return };
        let problem = utterance::problem(&text);
        let is_good = problem.is_none();
        let _ = self.reply_problem.try_set(problem);
        if is_good {
            self.send(text.trim().to_owned(), true);
        }
    }

    /// Replies with something that is offered.
    pub fn reply_with(&self, text: String) {
        self.send(text, true);
    }

    /// Sends again what failed.
    pub fn retry(&self) {
        if let Some(Some(failed)) = self.failed.try_get_untracked() {
            self.send(failed.said, failed.is_reply);
        }
    }

    /// Stops waiting.
    pub fn cancel(&self) {
        self.drop_request();
    }

    /// Forgets the dialog; the first utterance stays in its field.
    pub fn start_over(&self) {
        self.drop_request();
        let _ = self.failed.try_set(None);
        let first = self.talk.try_with_untracked(|talk| talk.turns.first().map(|turn| turn.said.clone())).flatten();
        if let Some(first) = first {
            let _ = self.utterance.try_update(|u| {
                if u.trim().is_empty() {
                    *u = first;
                }
            });
        }
        let _ = self.reply.try_set(String::new());
        let _ = self.talk.try_update(|talk| talk.turns.clear());
    }

    fn drop_request(&self) {
        let _ = self.round.try_update_value(|n| *n = n.wrapping_add(1));
        let _ = self.sending.try_set(None);
        let _ = self.waiting.try_set(None);
    }

    fn send(&self, said: String, is_reply: bool) {
        let model = *self;
        let is_free = model.sending.try_with_untracked(Option::is_none);
        let (Some(api), Some(true)) = (model.page.api.try_now(), is_free) else { return };
        let Some(Some(skill_id)) = model.page.view.try_with_untracked(|v| v.skill_id.clone()) else { return };
        let (Some(stage), Some(locale)) = (model.page.stage.try_get_untracked(), model.page.locale.try_get_untracked())
        else {
            return;
        };
        let token = model.talk.try_with_untracked(|talk| talk.token().map(str::to_owned)).flatten();
        let multi_turn_token = token.filter(|_| is_reply);
        let call = ProfileNluWithBody(ProfileNlu {
            skill_id,
            stage: stage.clone(),
            locale: locale.clone(),
            utterance: said.clone(),
            multi_turn_token,
        });
        let round = model.round.try_update_value(|n| {
            *n = n.wrapping_add(1);
            *n
        });
        let _ = model.failed.try_set(None);
        let _ = model.sending.try_set(Some((said.clone(), is_reply)));
        spawn_local(async move {
            let is_current = move || model.round.try_get_value() == round;
            let watch = move |event: CallEvent<'_>| {
                if is_current() {
                    let words = match event {
                        CallEvent::Sent => None,
                        CallEvent::WillRetry { wait_ms, throttled, .. } => {
                            Some(words::trying_again(wait_ms, throttled))
                        }
                    };
                    let _ = model.waiting.try_set(words);
                }
            };
            let result = api.call_watched(&call, watch).await;
            if !is_current() {
                return;
            }
            let _ = model.sending.try_set(None);
            let _ = model.waiting.try_set(None);
            match result {
                Ok((profile, body)) => {
                    let turn = TalkTurn { said, profile, body };
                    let _ = model.talk.try_update(|talk| {
                        if !is_reply {
                            *talk = Talk::new(stage, locale);
                        }
                        talk.turns.push(turn);
                    });
                    let _ = model.reply.try_set(String::new());
                }
                Err(error) => {
                    let _ = model.failed.try_set(Some(FailedTurn { said, is_reply, error }));
                }
            }
        });
    }
}
