//! Day Planner: a skill that nobody uses yet.

use super::travel::{day, words};
use super::{Call, Reply};

/// The answer to a call.
pub(super) fn answer(call: &Call<'_>) -> Reply {
    const QUESTION: &str = "What shall I plan?";
    let Some(intent) = call.intent else {
        return Reply::say(call, format!("Welcome to Day Planner. {QUESTION}")).with_reprompt(QUESTION);
    };
    match intent.name.as_str() {
        "PlanDayIntent" => {
            let when = words(intent, "Day").map_or_else(|| "today".to_owned(), |when| day(&when, call.language));
            let what = words(intent, "Activity").unwrap_or_else(|| "a free day".to_owned());
            Reply::bye(call, format!("I planned {what}, {when}."))
        }
        "AMAZON.StopIntent" | "AMAZON.CancelIntent" => Reply::bye(call, "Goodbye."),
        _ => Reply::say(call, "Say, for example: plan my day.").with_reprompt(QUESTION),
    }
}
