//! Why there is no answer, in words, and what can be done about it.

use super::access::clock_words;
use crate::api::error::{ApiError, ErrorKind};
use crate::auth::aws::Means;
use crate::auth::aws::trouble::{self, Trouble};
use crate::domain::lex::Subject;
use crate::state::lex_run::LexFailure;

/// The only bot of the demo.
pub const DEMO_BOT: &str = "SANDBOXBOT";

/// Something to do about a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// Ask once more.
    Retry,
    /// Paste keys.
    PasteKeys,
    /// Use the keys that the sign-in gives.
    UseSignIn,
    /// Look at the bot's id.
    ChangeBot,
    /// Sign requests by a clock so many seconds further ahead.
    CorrectClock(i64),
    /// Show the least policy.
    ShowPolicy,
}

/// A failure in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// Whether it needs care rather than having failed for good.
    pub is_mild: bool,
    /// What happened.
    pub heading: String,
    /// Why, and what next.
    pub words: Vec<String>,
    /// The id that Amazon's support asks for.
    pub request_id: Option<String>,
    /// What can be done, the best first.
    pub remedies: Vec<Remedy>,
}

const KEPT: &str = "Your query is kept.";

/// What was asked, and with which keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// About what.
    pub subject: Subject,
    /// Of which bot, where one was named.
    pub bot_id: Option<&'a str>,
    /// In which region.
    pub region: &'a str,
    /// How keys are had.
    pub means: Means,
    /// Whether a sign-in with Amazon would give keys.
    pub federates: bool,
}

/// The exception and the status, as `PreconditionFailedException (412)`.
fn named(error: &ApiError) -> String {
    match (&error.service_code, error.status) {
        (Some(code), Some(status)) => format!("{code} ({status})"),
        (None, Some(status)) => format!("Status {status}"),
        _ => String::new(),
    }
}

fn said(error: &ApiError) -> Option<String> {
    let words = error.service_message.as_deref()?.trim();
    (!words.is_empty()).then(|| format!("Amazon says: {}", words.chars().take(400).collect::<String>()))
}

/// Says a failure of a query.
pub fn explain(failure: &LexFailure, asked: Asked<'_>) -> Explained {
    let mut explained = said_of(failure, asked);
    // The demo's keys are no matter of anybody's.
    if asked.means == Means::Demo {
        explained.remedies.retain(|r| !matches!(r, Remedy::PasteKeys | Remedy::ShowPolicy | Remedy::UseSignIn));
    }
    if asked.means == Means::Pasted && asked.federates && explained.remedies.contains(&Remedy::PasteKeys) {
        explained.remedies.push(Remedy::UseSignIn);
    }
    explained
}

fn said_of(failure: &LexFailure, asked: Asked<'_>) -> Explained {
    let plain = |is_mild, heading: &str, words: &str, remedies| Explained {
        is_mild,
        heading: heading.to_owned(),
        words: vec![words.to_owned()],
        request_id: None,
        remedies,
    };
    match failure {
        LexFailure::NeedsKeys => plain(
            true,
            "AWS access is needed",
            "Amazon Lex takes requests that are signed with keys of your AWS account. Paste temporary ones to run this query.",
            vec![Remedy::PasteKeys],
        ),
        LexFailure::KeysForgotten => plain(
            true,
            "The keys you pasted are gone",
            "They were in the memory of the page, and it was loaded again. Paste them again to run this query. Your query is kept.",
            vec![Remedy::PasteKeys],
        ),
        LexFailure::KeysRanOut => plain(
            true,
            "The temporary keys have run out",
            "Paste new ones; the query runs again with them. Your query is kept.",
            vec![Remedy::PasteKeys],
        ),
        LexFailure::SignedOut => plain(
            true,
            "Your sign-in ran out",
            "The keys for Amazon Lex come from it. Sign in again, or paste temporary keys. Your query is kept.",
            vec![Remedy::PasteKeys],
        ),
        LexFailure::Call(error) => {
            let explained = match trouble::of(error) {
                Some(trouble) => of_keys(error, trouble, asked),
                None => of_call(error),
            };
            Explained { request_id: error.request_id.clone(), ..explained }
        }
    }
}

fn of_keys(error: &ApiError, trouble: Trouble, asked: Asked<'_>) -> Explained {
    let (is_mild, heading, mut words, remedies) = match trouble {
        Trouble::RanOut => (
            true,
            "The keys have run out".to_owned(),
            vec![format!("They were renewed once and refused again. {KEPT}")],
            vec![Remedy::Retry, Remedy::PasteKeys],
        ),
        Trouble::WrongClock { ahead_s } => {
            let how = match ahead_s {
                Some(ahead_s) if ahead_s != 0 => {
                    format!("This machine's clock is {} Amazon's.", clock_words(ahead_s))
                }
                _ => "This machine's clock differs from Amazon's by more than five minutes.".to_owned(),
            };
            let mut remedies: Vec<Remedy> = ahead_s.filter(|s| *s != 0).map(Remedy::CorrectClock).into_iter().collect();
            remedies.push(Remedy::Retry);
            let next = "Set the clock of this machine, or go on with the difference taken into account.";
            let words = vec![format!("{how} A signature is good for five minutes around its time. {next} {KEPT}")];
            (true, "The clock of this machine is wrong".to_owned(), words, remedies)
        }
        Trouble::Denied { permission, resource } => {
            if asked.means == Means::Demo && asked.bot_id != Some(DEMO_BOT) {
                let words =
                    format!("The demo has one bot, {DEMO_BOT}. Enter this ID, then run the query again. {KEPT}");
                return Explained {
                    is_mild: true,
                    heading: "This bot is not in the demo".to_owned(),
                    words: vec![words],
                    request_id: None,
                    remedies: vec![Remedy::ChangeBot],
                };
            }
            let permission = permission.unwrap_or_else(|| asked.subject.shape().permission.to_owned());
            let on = resource.map(|r| format!(" on {r}")).unwrap_or_default();
            let bot = asked.bot_id.map(|id| format!("that {id} is the ID of your bot in {}", asked.region));
            let words = vec![
                format!(
                    "AWS answers like this for two reasons. Check first {}: for a bot that does not exist, or lies in another region, it says the same.",
                    bot.unwrap_or_else(|| "the bot ID and the region".to_owned()),
                ),
                format!(
                    "If they are right, the keys lack the permission {permission}{on}. Whoever looks after the AWS account can add it; the least policy that this page needs is below. {KEPT}"
                ),
            ];
            let heading = format!("{permission} is not allowed (403)");
            (false, heading, words, vec![Remedy::ChangeBot, Remedy::ShowPolicy, Remedy::Retry, Remedy::PasteKeys])
        }
        Trouble::NotAccepted => (
            false,
            "AWS does not know these keys".to_owned(),
            vec![format!(
                "The access key, the secret and the session token must come from one set, and belong to the region's partition. {KEPT}"
            )],
            vec![Remedy::PasteKeys, Remedy::Retry],
        ),
        Trouble::LoginRefused => (
            true,
            "The sign-in was not taken in exchange for keys".to_owned(),
            vec![format!(
                "It may have run out, or the identity pool or role does not trust this page's client. Sign in again, or paste temporary keys. {KEPT}"
            )],
            vec![Remedy::Retry, Remedy::PasteKeys],
        ),
    };
    words.extend(said(error));
    Explained { is_mild, heading, words, request_id: None, remedies }
}

fn of_call(error: &ApiError) -> Explained {
    let name = named(error);
    let tried = if error.tries > 1 { format!(" We tried {} times.", error.tries) } else { String::new() };
    let retry = vec![Remedy::Retry];
    let (is_mild, heading, mut words, remedies) = match &error.kind {
        ErrorKind::Invalid(_) | ErrorKind::NotFound | ErrorKind::Conflict if trouble::is_exchange(error) => (
            false,
            "There are no keys for this sign-in".to_owned(),
            vec![format!(
                "{name}: the identity pool or the role of this installation may be wrong. Whoever hosts this page can check both in config.json; until then, paste temporary keys."
            )],
            vec![Remedy::Retry, Remedy::PasteKeys],
        ),
        ErrorKind::Invalid(_) | ErrorKind::Precondition => (
            false,
            "Amazon Lex did not accept this query".to_owned(),
            vec![format!("{name}: one or more request fields are not valid. Check the filter values and the dates.")],
            Vec::new(),
        ),
        ErrorKind::Quota => (
            true,
            "Bot quota reached".to_owned(),
            vec![format!("{name}. Shorten the range or use daily bins, then run again.")],
            retry,
        ),
        ErrorKind::RateLimited { .. } => (
            true,
            "Amazon asked us to slow down".to_owned(),
            vec![format!("{name}.{tried} Wait a little, then try again.")],
            retry,
        ),
        ErrorKind::Server => (false, error.heading(), vec![format!("{name}.{tried} Try again in a while.")], retry),
        ErrorKind::NotFound => (
            false,
            "This bot was not found".to_owned(),
            vec!["Check the bot ID and the region: a bot lies in one region only.".to_owned()],
            retry,
        ),
        ErrorKind::Network => (
            true,
            error.heading(),
            vec![format!(
                "You may be offline, a network rule may block it, or Amazon Lex may not allow calls from this page (CORS); the browser hides which.{tried} Whoever hosts this page can send the calls through its own address."
            )],
            retry,
        ),
        ErrorKind::Cancelled => (true, error.heading(), vec![error.advice()], retry),
        _ => (false, error.heading(), vec![error.advice()], retry),
    };
    words.push(KEPT.to_owned());
    words.extend(said(error).filter(|_| error.status.is_some()));
    Explained { is_mild, heading, words, request_id: None, remedies }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::request::{Headers, Response};

    fn refused(status: u16, code: &str, message: &str) -> LexFailure {
        let headers: Headers = [("x-amzn-ErrorType", code), ("x-amzn-RequestId", "id-1")].into_iter().collect();
        let body = serde_json::json!({ "message": message }).to_string().into_bytes();
        LexFailure::Call(ApiError::from_response("listSessionMetrics", &Response { status, headers, body }))
    }

    const ASKED: Asked<'static> = Asked {
        subject: Subject::Sessions,
        bot_id: Some("K3TRIPS9QX"),
        region: "eu-west-1",
        means: Means::Cognito,
        federates: true,
    };

    fn explained(failure: &LexFailure) -> Explained {
        explain(failure, ASKED)
    }

    #[test]
    fn every_status_of_the_document_has_its_own_heading_with_the_request_id() {
        let mut headings = std::collections::BTreeSet::new();
        for (status, code) in [
            (400, "ValidationException"),
            (402, "ServiceQuotaExceededException"),
            (403, "AccessDeniedException"),
            (429, "ThrottlingException"),
            (500, "InternalServerException"),
            (503, "ServiceUnavailable"),
        ] {
            let explained = explained(&refused(status, code, "m"));
            assert_eq!(explained.request_id.as_deref(), Some("id-1"));
            assert!(explained.words.iter().any(|w| w.contains("query is kept")), "{status}");
            assert!(headings.insert(explained.heading), "{status}");
        }
        let precondition = explained(&refused(412, "PreconditionFailedException", "m"));
        assert_eq!(precondition.heading, "Amazon Lex did not accept this query");
        assert!(precondition.words[0].starts_with("PreconditionFailedException (412): "));
        assert!(explained(&refused(402, "ServiceQuotaExceededException", "m")).is_mild);
    }

    #[test]
    fn what_goes_wrong_on_the_way_to_keys_says_nothing_of_bots_and_filters() {
        let of = |status, code| {
            let LexFailure::Call(error) = refused(status, code, "m") else { unreachable!() };
            explained(&LexFailure::Call(ApiError { operation: "getId", ..error }))
        };
        let throttled = of(400, "TooManyRequestsException");
        assert!(
            throttled.heading.contains("slow down") && throttled.remedies.contains(&Remedy::Retry),
            "{throttled:?}"
        );
        for (status, code) in
            [(400, "ResourceNotFoundException"), (404, "ResourceNotFoundException"), (409, "Conflict")]
        {
            let explained = of(status, code);
            assert_eq!(explained.heading, "There are no keys for this sign-in", "{status}");
            assert!(explained.words[0].starts_with(&format!("{code} ({status})")), "{:?}", explained.words);
            assert_eq!(explained.remedies, [Remedy::Retry, Remedy::PasteKeys]);
        }
    }

    #[test]
    fn a_missing_permission_is_named_also_where_amazon_does_not_name_it() {
        let words = "User: x is not authorized to perform: lex:ListIntentMetrics on resource: arn:aws:lex:bot/B";
        let denied = explained(&refused(403, "AccessDeniedException", words));
        assert!(denied.heading.contains("lex:ListIntentMetrics") && denied.words[1].contains("arn:aws:lex:bot/B"));
        assert!(denied.remedies.contains(&Remedy::ShowPolicy));
        let silent = explained(&refused(403, "AccessDeniedException", "no"));
        assert!(silent.heading.contains("lex:ListSessionMetrics"));
    }

    #[test]
    fn a_wrong_bot_may_be_why_a_permission_is_missing_and_the_demo_has_one_bot_only() {
        let failure =
            refused(403, "AccessDeniedException", "User: x is not authorized to perform: lex:ListSessionMetrics");
        let denied = explained(&failure);
        assert!(denied.words[0].contains("K3TRIPS9QX is the ID of your bot in eu-west-1"), "{:?}", denied.words);
        assert_eq!(denied.remedies[0], Remedy::ChangeBot);
        let demo = Asked { means: Means::Demo, federates: false, ..ASKED };
        let told = explain(&failure, demo);
        assert_eq!((told.heading.as_str(), told.remedies), ("This bot is not in the demo", vec![Remedy::ChangeBot]));
        let other = explain(&failure, Asked { bot_id: Some(DEMO_BOT), ..demo });
        assert!(!other.remedies.iter().any(|r| matches!(r, Remedy::PasteKeys | Remedy::ShowPolicy)), "{other:?}");
    }

    #[test]
    fn keys_that_a_reload_took_are_asked_for_and_the_sign_in_is_offered_where_it_gives_some() {
        let gone = |federates| {
            explain(&LexFailure::KeysForgotten, Asked { means: Means::Pasted, federates, ..ASKED }).remedies
        };
        assert_eq!(gone(true), [Remedy::PasteKeys, Remedy::UseSignIn]);
        assert_eq!(gone(false), [Remedy::PasteKeys]);
    }

    #[test]
    fn a_wrong_clock_offers_to_go_on() {
        let words =
            "Signature expired: 20261121T100000Z is now earlier than 20261121T101500Z (20261121T102000Z - 5 min.)";
        let wrong = explained(&refused(403, "InvalidSignatureException", words));
        assert_eq!(wrong.remedies[0], Remedy::CorrectClock(1_200));
        assert!(wrong.words[0].contains("20 minutes behind Amazon's"), "{:?}", wrong.words);
    }

    #[test]
    fn keys_that_ran_out_are_asked_for_with_the_query_kept() {
        let over = explained(&LexFailure::KeysRanOut);
        assert_eq!(over.remedies, [Remedy::PasteKeys]);
        assert!(over.words[0].contains("query is kept"));
    }

    #[test]
    fn a_lost_network_says_what_it_may_be() {
        let lost = explained(&LexFailure::Call(ApiError::new("listSessionMetrics", ErrorKind::Network)));
        assert!(lost.words[0].contains("CORS") && lost.remedies == [Remedy::Retry]);
    }
}
