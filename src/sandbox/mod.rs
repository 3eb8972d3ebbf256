//! The sandbox: Amazon's services without Amazon, as a function from requests to answers.
//!
//! [`Sandbox::handle`] takes a request and the caller's time, and gives the answer and what the network is to do to it.
//! Nothing here reads a clock, sleeps or sends: the demo in the page calls it in-process, `src/bin/sandbox` puts HTTP
//! around it. The world ([`world`], [`traffic`]) is a function of the seed; nothing of it is stored. What changes
//! (clock, tokens, knobs, experiments that were made or changed, enablements, simulations and their sessions) is in
//! [`table::Tables`]. Seeded experiments ([`experiment_seed`]) follow from the day on which the tables were first used;
//! the people in an experiment ([`simulated_user`]) and their values ([`measured_metric`]) are hashes, and a metric
//! snapshot is computed from them when it is asked for.
//! Amazon Web Services stand at the root ([`aws`]): keys from Amazon Cognito and the Security Token
//! Service, and Amazon Lex ([`lex`]), whose sessions are hashes too. [`option::Knobs`] are what `/_sandbox/knobs` turns.
//!
//! # Known differences from Amazon
//!
//! Chosen here, because no document says:
//! - A query whose `startTime` is in the future is refused with 400.
//! - Buckets are aligned to UTC; the running one has the whole quarters of an hour so far. Values are there at once,
//!   where Amazon's take minutes to a day.
//! - A bucket in which nothing was recorded is left out; one in which nothing happened is 0.
//! - A locale or an intent that the skill does not have gives an empty answer. Enablements have no intent: with one,
//!   the answer is empty. Sessions belong to one intent each, so that intents add up.
//! - A `skillType` that is not the skill's own is refused with 400.
//! - Sessions that neither the customer nor the skill ended (an error, no reply) are in `totalSessions` and
//!   `incompleteSessions` only, so that user-ended and skill-ended sessions are fewer than all.
//! - `nextToken` may be used with another `maxResults` than the page before.
//! - Reading skills and metrics needs `alexa::ask:skills:read` or `…:readwrite`; without it the answer is 403.
//! - The fields of 400 messages are named as the parameters are; other messages are the documents' words for the status.
//! - Experiments are for custom skills; for others every operation is 403. Knobs make all of them 403 or 404.
//! - Reading experiments needs `alexa::ask:skills:read` or `…:readwrite`, changing them `…:readwrite`; else 403.
//! - A body is checked before the state: what is wrong with both is 400. A name that is taken is 400.
//! - A deleted experiment is still listed and read, as DELETED; everything else refuses it with 409. The oldest of more
//!   than 500 deleted ones are forgotten.
//! - While a change of state is under way everything that depends on the state is 409, also in the moment of ENABLED on
//!   the way from CREATED to RUNNING. ENABLED passes STOPPING on the way to STOPPED, as RUNNING does.
//! - `stoppedReason` with another target than STOPPED is 400; so is DEVELOPER_REQUEST, which only the service records.
//! - An update takes any of its fields and ignores name and type. Fields that no document has are ignored everywhere.
//! - Experiments are listed newest first, snapshots oldest first.
//! - Each snapshot begins with the experiment. One ends at every midnight (UTC) and is there at once, one when the
//!   experiment is stopped. A group with no users has no row.
//! - The interval is of the difference relative to C, in percent, at 95 %; the row of C has none. Knobs change all three.
//!   Interval and p-value are Welch's; a relative interval is the absolute one over the mean of C.
//! - ENABLING and STOPPING take 1 to 3 s, and RUNNING comes up to 1 s after ENABLED. A name with "fail to deploy" ends as
//!   FAILED, with "no effect" nothing changes in T1, with "harm" everything gets worse; otherwise KEY metrics move by 6 %
//!   as expected.
//! - Profiling an utterance needs `alexa::ask:models:read`, `…:readwrite` or `alexa::ask:skills:test`, reading an
//!   interaction model one of the first two; else 403. Skills that are not custom are 403 as well.
//! - A profile in a locale that the skill does not have is 400, its interaction model 404. The stage `certified` is 400.
//! - A `multiTurnToken` does not run out; one of another skill, stage or locale, or a made-up one, is 400.
//! - The interaction models are the same in both stages, but for ja-JP, which City Trips has in development only; the
//!   list of skills does not name it. How utterances are understood: [`nlu`].
//! - Simulating needs `alexa::ask:skills:test`, reading an enablement `alexa::ask:skills:read` or `…:readwrite`, changing
//!   it `…:readwrite`; else 403. City Trips is enabled at the start, in both stages, the other skills are not.
//! - What is wrong with a request is told in this order: access, stage, type of the skill, body, enablement, another
//!   simulation under way. A text of a wrong length is `{message, code}` as in the document, anything else `violations`.
//! - A locale that is neither in the document nor of the skill is 400; one of the document that the skill does not have
//!   makes a FAILED simulation, as does one that is not live yet.
//! - A simulation takes 0.3 to 2 s, and is FAILED or SUCCESSFUL when it is asked for; what comes of it is settled at the
//!   beginning. Every fifth shows its result for the second half of that time. Of more than 40 in ten minutes the oldest
//!   are forgotten early.
//! - Without a session, what does not name the skill is Alexa's to answer: SUCCESSFUL without an invocation. To name the
//!   skill begins a session also within one. A session ends after five minutes without an utterance.
//! - A skill leaves its dialogs to Alexa with Dialog.Delegate; the turn that completes one calls it twice, IN_PROGRESS
//!   and COMPLETED. "Go home" ends the session with a SessionEndedRequest, to which no answer is recorded.
//! - `context.Experimentation` is there in the live stage, and names the tests that are ENABLED or RUNNING and in which
//!   the account is pinned. In T1 the welcome is shorter and calls take 18 to 42 ms longer, unless the name of the test
//!   has "no effect"; "sights", "goodbye", "price" and "confirm" in a name change more ([`skill_backend::Effects`]).
//! - Words in an utterance make rare things happen ([`simulation::sentinel`]).
//! - `/user/profile` answers 401 to a bad token and 403 to one without the scope, as RFC 6750 has it.
//! - Amazon Lex: a row is there only where something was counted. Sum, Avg and Max are those of a value that each session,
//!   intent, stage or utterance has: 1 for Count, 1 or 0 for Success, and so on, so that Avg of Success is a rate. The
//!   Concurrency of a session is how many of the bot's sessions, itself included, were under way when it began, whatever
//!   the query asks for. A session counts where it began at or after the start, ended at or before the end, and is over;
//!   its intents, stages and utterances count with it. Without binBy and without an order rows are by group.
//! - Bins are aligned to UTC and have epoch seconds; a knob makes them milliseconds. Sessions, intents and stages by
//!   UtteranceTimestamp fall to when what begins them was said. IntentLevel is the place in the session, from 1. A stage
//!   that gave way to no intent has an empty SwitchedToIntent. LastUsedIntent is that of the latest utterance of a row.
//!   An IntentPath has a slash before each intent and is compared as a whole.
//! - A body is held against botocore's model: what has another type is 400 SerializationException, what the model refuses
//!   400 ValidationException, as are a range that is empty or runs backwards and a `nextToken` of another query. What the
//!   model allows and `domain::lex::rule` does not, as GT for a locale, is 412. Without `maxResults` a page has 1,000 rows;
//!   pages of one query may differ in size and are all as of the first.
//! - Signatures are checked before all else, then the rate (for each key), the bot's id, the permissions, the quota, the
//!   body. All their refusals are 403. Host, date and session token have to be signed; other headers may be.
//! - Sessions are kept for 731 days, and there were none before 3 March 2025. Knobs use up the quota, take permissions
//!   away, and put the type of an error with a suffix or into the body.
//!
//! Simpler than Amazon:
//! - Access is by skill and not by vendor, so that an account can be in the vendor and still get 401 for a skill.
//! - The rate limit is one bucket for each token; Amazon's has several, whose sizes are not published.
//! - Redirect addresses are compared exactly; PKCE knows S256 only; scopes are granted as asked; no refresh tokens.
//! - Signing in is choosing an account. `Atza|sandbox` and the other fixed tokens of [`world::Account`] always work.
//! - Tokens and request ids follow from the seed, so they are no secret.
//! - A path or method that does not exist is answered with 404.
//! - Of the Skill Management API, only vendors, skills, metrics, experiments, simulations, enablement,
//!   interaction models and the utterance profiler are there.
//! - A skill has at most 500 experiments that are not deleted, and an experiment at most 50 metrics.
//! - At most 80,000 people come while an experiment runs, fewer every day; a person's values stay what they were. Those
//!   who are pinned by an override are not among them. Usage metrics know nothing of experiments.
//! - Amazon Web Services have one account, one identity pool, one role and one bot, `SANDBOXBOT`. Regions are not told
//!   apart. The key `AKIDSANDBOX` with the secret `sandbox-secret` always works. Keys follow from the seed, so they are no
//!   secret. Whoever signed in with Amazon may assume the role, whatever the scopes.
//! - Of Amazon Lex only the four lists of metrics are there, of Amazon Cognito GetId and GetCredentialsForIdentity, of the
//!   Security Token Service AssumeRoleWithWebIdentity. Its session policies are ignored.
//! - `/_sandbox/…` and `X-Sandbox-Fault` exist here only.

pub mod aggregate;
pub mod aws;
pub mod clock;
pub mod consent_page;
mod control_handler;
pub mod cors;
pub mod enablement;
pub mod error_body;
mod experiment_body;
mod experiment_handler;
pub mod experiment_operation;
pub mod experiment_record;
pub mod experiment_seed;
pub mod experiment_state;
mod experiment_state_handler;
pub mod experiment_table;
pub mod fault;
mod fault_body;
pub mod hash;
pub mod interaction_model;
pub mod lex;
pub mod log;
pub mod lwa_authorize;
pub mod lwa_token;
pub mod measured_metric;
pub mod message;
pub mod metric_handler;
pub mod metric_query;
mod metric_snapshot_handler;
pub mod nlu;
pub mod option;
pub mod page_token;
pub mod rate;
mod result_page;
mod router;
mod seeded_experiment;
pub mod simulated_user;
pub mod simulation;
pub mod skill_backend;
pub mod skill_handler;
pub mod snapshot_calendar;
pub mod snapshot_figure;
pub mod table;
pub mod token;
pub mod traffic;
mod treatment_override_handler;
pub mod world;

pub use aws::{AwsErrorForm, BinUnit};
pub use message::{Incoming, Outgoing};
pub use option::{ControlInterval, CorsMode, ExperimentsMode, IntervalOf, Knobs, Options};
pub use router::Sandbox;
pub use table::Tables;
