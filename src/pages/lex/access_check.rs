//! Whether access to Amazon Lex works, tried out step by step.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::model::LexModel;
use super::words::access as words;
use super::words::failure::{Asked, explain};
use crate::api::aws::credentials::AwsCredentials;
use crate::api::lex::ListMetrics;
use crate::auth::aws::refuses_keys;
use crate::domain::instant::HOUR_S;
use crate::domain::lex::{BotId, Spec, Subject};
use crate::domain::window::Window;
use crate::state::lex_access::KeyStep;
use crate::state::lex_run::LexFailure;

/// How far a check has come.
#[derive(Debug, Clone, PartialEq)]
pub enum CheckState {
    /// Another one comes first.
    Waiting,
    /// It is being tried.
    Running,
    /// It works; with what there is to say.
    Good(String),
    /// It does not, and why.
    Bad(String),
}

/// The three checks: sign-in, keys, one request.
pub type Checks = RwSignal<Option<[CheckState; 3]>>;

/// Goes the whole way once: sign-in or pasted keys, one small request. Pasted keys that AWS does not know leave those at
/// hand in their place.
pub fn check(model: LexModel, checks: Checks, pasted: Option<AwsCredentials>) {
    let set = move |index: usize, state: CheckState| {
        let _ = checks.try_update(|checks| {
            if let Some(checks) = checks {
                checks[index] = state;
            }
        });
    };
    let _ = checks.try_set(Some([CheckState::Running, CheckState::Waiting, CheckState::Waiting]));
    let Some(region) = untrack(|| model.region()) else { return };
    let region_name = region.region.clone();
    let bot = model.draft.with_untracked(|d| BotId::parse(&d.bot).ok());
    let now = model.moment.get_untracked();
    let access = model.access;
    let bot_name = bot.clone();
    let say = move |failure: &LexFailure| {
        let bot_id = bot_name.as_ref().map(BotId::as_str);
        let (means, federates) = (untrack(|| access.means()), access.federates());
        explain(failure, Asked { subject: Subject::Sessions, bot_id, region: &region_name, means, federates }).heading
    };
    let list = bot.zip(Window::new(now.plus_s(-HOUR_S), now)).map(|(bot_id, window)| {
        let spec = Spec { bin: None, groups: Vec::new(), ..Spec::default() };
        ListMetrics { query: spec.query(bot_id, window), max_results: Some(1), next_token: None }
    });
    const NO_BOT: &str = "enter a bot ID to try one";
    spawn_local(async move {
        if let Some(keys) = pasted {
            set(0, CheckState::Good(String::new()));
            let answer = match &list {
                Some(list) => {
                    set(2, CheckState::Running);
                    access.try_keys(&region, &keys, list).await
                }
                None => Ok(()),
            };
            if let Err(LexFailure::Call(error)) = &answer
                && refuses_keys(error)
            {
                set(1, CheckState::Bad(words::NOT_TAKEN.to_owned()));
                set(2, CheckState::Bad(say(&LexFailure::Call(error.clone()))));
                return;
            }
            access.paste(keys);
            set(1, CheckState::Good(String::new()));
            set(
                2,
                match answer {
                    Ok(()) if list.is_none() => CheckState::Bad(NO_BOT.to_owned()),
                    Ok(()) => CheckState::Good("accepted".to_owned()),
                    Err(failure) => CheckState::Bad(say(&failure)),
                },
            );
            return;
        }
        let on_step = move |step| match step {
            KeyStep::LoginAccepted => {
                set(0, CheckState::Good(String::new()));
                set(1, CheckState::Running);
            }
            KeyStep::KeysReceived => set(1, CheckState::Good(String::new())),
        };
        match access.keys(&region, on_step).await {
            Ok(keys) => {
                let left = keys.expires.and_then(|_| untrack(|| access.left_s()));
                let left = left.map(|s| words::state(words::State::Good(Some(s)))).unwrap_or_default();
                set(0, CheckState::Good(String::new()));
                set(1, CheckState::Good(left));
            }
            Err(failure) => {
                let at =
                    checks.try_with_untracked(|c| c.as_ref().map_or(0, |c| usize::from(c[0] != CheckState::Running)));
                set(at.unwrap_or(0), CheckState::Bad(say(&failure)));
                return;
            }
        }
        let Some(list) = list else {
            set(2, CheckState::Bad(NO_BOT.to_owned()));
            return;
        };
        set(2, CheckState::Running);
        set(
            2,
            match access.call(&region, &list, |_| {}).await {
                Ok(_) => CheckState::Good("accepted".to_owned()),
                Err(failure) => CheckState::Bad(say(&failure)),
            },
        );
    });
}
