//! Which service of Amazon Web Services a request is for, and in which form it is answered.

use super::error::AwsError;
use super::key_table::KeyTable;
use super::knob::AwsErrorForm;
use super::{cognito, signature, sts};
use crate::api::request::Response;
use crate::domain::instant::Instant;
use crate::sandbox::lex;
use crate::sandbox::message::Incoming;
use crate::sandbox::option::{Knobs, Options};
use crate::sandbox::rate::RateLimiter;
use crate::sandbox::token::TokenTable;

/// How a service puts its answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// Amazon Lex.
    RestJson,
    /// Amazon Cognito.
    Json,
    /// The Security Token Service.
    Query,
}

impl Protocol {
    /// The protocol of the service that a request is for.
    pub fn of(request: &Incoming) -> Self {
        if request.path.starts_with("/bots/") {
            Self::RestJson
        } else if request.headers.get("X-Amz-Target").is_some() {
            Self::Json
        } else {
            Self::Query
        }
    }

    /// A refusal.
    pub fn refusal(self, error: &AwsError, form: AwsErrorForm, request_id: &str) -> Response {
        match self {
            Self::RestJson => error.rest_json(form),
            Self::Json => error.json_1_1(),
            Self::Query => error.xml(request_id),
        }
    }
}

/// Whether a request is for Amazon Web Services: `/` and what is below `/bots/`.
pub fn is_for(request: &Incoming) -> bool {
    request.path == "/" || request.path.starts_with("/bots/")
}

/// What a handler needs of the sandbox.
pub struct Context<'a> {
    /// How the sandbox is set up.
    pub options: &'a Options,
    /// The knobs.
    pub knobs: &'a Knobs,
    /// Tokens of Login with Amazon.
    pub tokens: &'a TokenTable,
    /// Temporary keys.
    pub keys: &'a mut KeyTable,
    /// The rates.
    pub limiter: &'a mut RateLimiter,
    /// Answers of Amazon Lex that go on over several pages.
    pub answers: &'a mut lex::Answers,
    /// The sandbox's time.
    pub now: Instant,
    /// The caller's time, in milliseconds since the epoch.
    pub wall_ms: i64,
    /// The id of this request.
    pub request_id: &'a str,
}

/// Answers a request for Amazon Web Services.
pub fn answer(context: &mut Context<'_>, request: &Incoming) -> Response {
    let protocol = Protocol::of(request);
    let answer = match protocol {
        Protocol::RestJson => lex_analytics(context, request),
        Protocol::Json => cognito::answer(context, request),
        Protocol::Query => sts::answer(context, request),
    };
    answer.unwrap_or_else(|error| protocol.refusal(&error, context.knobs.aws_error_form, context.request_id))
}

/// Amazon Lex: a signature that holds first, then the rate, then the operation.
fn lex_analytics(context: &mut Context<'_>, request: &Incoming) -> Result<Response, AwsError> {
    let Context { options, knobs, now, .. } = *context;
    let principal = signature::check(request, "lex", context.keys, options.seed, now)?;
    if !context.limiter.take(&principal.access_key_id, context.wall_ms, knobs.rate_per_s, knobs.burst) {
        return Err(AwsError::throttling(knobs.retry_after_s));
    }
    let world = lex::World { seed: options.seed, now, knobs };
    lex::answer(&world, context.answers, &principal, request)
}
