//! One request in, one answer out: who may call, what goes wrong on demand, and which handler answers.

use percent_encoding::percent_decode_str;

use super::enablement::{self, EnablementOperation};
use super::error_body::{Violation, bad_request, forbidden, not_allowed, refusal};
use super::experiment_operation::{self, ExperimentOperation};
use super::fault::{Fault, FaultRule};
use super::interaction_model::operation::{self as model_operation, ModelOperation, ModelPath};
use super::message::{Incoming, Outgoing};
use super::option::{Knobs, Options};
use super::simulation::operation::{self as simulation_operation, Desk, SimulationOperation};
use super::skill_handler::{Caller, list_skills, list_vendors};
use super::table::Tables;
use super::world::Account;
use super::{aws, lex};
use super::{clock::Clock, control_handler, cors, hash, log::Log, lwa_authorize, lwa_token};
use super::{metric_handler::get_metrics, rate::RateLimiter};
use crate::api::request::Response;
use crate::domain::instant::Instant;

/// The scopes of which one is needed to read skills and metrics. Which ones Amazon wants for metrics is not documented.
const READING_SCOPES: [&str; 2] = ["alexa::ask:skills:read", "alexa::ask:skills:readwrite"];

/// The sandbox: give it requests.
#[derive(Debug)]
pub struct Sandbox {
    options: Options,
    tables: Tables,
    limiter: RateLimiter,
    /// Computed, not kept: what a query of Amazon Lex gave, for its next page.
    lex_answers: lex::Answers,
    log: Log,
}

impl Sandbox {
    /// A new sandbox.
    pub fn new(options: Options) -> Self {
        let tables = Tables::new(options.knobs.clone());
        Self::with_tables(options, tables)
    }

    /// A sandbox that goes on from kept tables.
    pub fn with_tables(options: Options, tables: Tables) -> Self {
        Self {
            options,
            tables,
            limiter: RateLimiter::default(),
            lex_answers: lex::Answers::default(),
            log: Log::default(),
        }
    }

    /// What is worth keeping.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// Goes on from other tables.
    pub fn set_tables(&mut self, tables: Tables) {
        self.tables = tables;
    }

    /// The clock.
    pub fn clock(&self) -> Clock {
        self.tables.clock
    }

    /// The sandbox's time when the caller's is `wall_ms`.
    pub fn now(&self, wall_ms: i64) -> Instant {
        self.tables.clock.now(wall_ms)
    }

    /// Advances the clock; `false` where that would be backwards or too far.
    pub fn advance_s(&mut self, seconds: i64) -> bool {
        self.tables.clock.advance_s(seconds)
    }

    /// Takes everything back to the beginning: clock, tokens, knobs, permits, log.
    pub fn reset(&mut self) {
        let answered = self.tables.answered; // ids are never given twice
        self.tables = Tables { answered, ..Tables::new(self.options.knobs.clone()) };
        self.limiter = RateLimiter::default();
        self.log = Log::default();
    }

    /// The knobs.
    pub fn knobs(&self) -> &Knobs {
        &self.tables.knobs
    }

    /// Turns the knobs.
    pub fn set_knobs(&mut self, knobs: Knobs) {
        self.tables.knobs = knobs;
    }

    /// The last requests.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Answers a request that comes at `wall_ms`, the caller's time in milliseconds since the epoch.
    pub fn handle(&mut self, wall_ms: i64, request: &Incoming) -> Outgoing {
        let is_control = request.path.starts_with("/_sandbox/");
        let mode = self.tables.knobs.cors;
        let mut fault = None;
        let mut outgoing = if let Some(response) = cors::preflight(&self.options, mode, request) {
            response.into()
        } else if is_control {
            // Any page could post here; only those of allowed origins may.
            let may = self.options.control && cors::origin_is_allowed(&self.options, mode, request);
            if may { control_handler::handle(self, wall_ms, request).into() } else { refusal(403).into() }
        } else {
            match self.fault(request) {
                Err(response) => (*response).into(),
                Ok(found) => {
                    fault = found;
                    self.answer(wall_ms, request, fault)
                }
            }
        };
        self.tables.answered += 1;
        let request_id = hash::uuid(self.options.seed, self.tables.answered);
        let response = &mut outgoing.response;
        response.headers.set("X-Amzn-RequestId", request_id.as_str());
        if !request.path.starts_with("/ap/") {
            cors::allow(&self.options, mode, request, response);
        }
        if !is_control {
            let fault = fault.map(|f| f.to_string());
            self.log.push(wall_ms, request, response.status, &request_id, fault);
            if request.method != "OPTIONS" {
                outgoing.delay_ms = outgoing.delay_ms.saturating_add(self.tables.knobs.latency_ms);
            }
        }
        outgoing
    }

    /// What is to go wrong: what the request itself asks for, else what a rule has.
    ///
    /// A test that misspells its fault is told so, rather than left to pass.
    fn fault(&mut self, request: &Incoming) -> Result<Option<Fault>, Box<Response>> {
        let Some(name) = request.headers.get("X-Sandbox-Fault") else {
            return Ok(FaultRule::next(&mut self.tables.knobs.faults, request));
        };
        match Fault::parse(name.trim()) {
            Some(fault) => Ok(Some(fault)),
            None => Err(Box::new(bad_request(&[Violation::invalid("X-Sandbox-Fault names no fault.")]))),
        }
    }

    fn answer(&mut self, wall_ms: i64, request: &Incoming, fault: Option<Fault>) -> Outgoing {
        if aws::is_for(request) {
            return self.amazon_web_services(wall_ms, request, fault);
        }
        if let Some(outgoing) = fault.and_then(Fault::instead) {
            return outgoing;
        }
        if let (Some(Fault::Expired), Some(token)) = (fault, request.token())
            && self.tables.tokens.check(token, &self.options.client_id, self.now(wall_ms)).is_ok()
        {
            self.tables.tokens.expire(token);
        }
        let outgoing = Outgoing::from(self.route(wall_ms, request));
        match fault {
            Some(fault) => fault.after(outgoing),
            None => outgoing,
        }
    }

    /// Amazon Web Services, whose refusals have forms of their own.
    fn amazon_web_services(&mut self, wall_ms: i64, request: &Incoming, fault: Option<Fault>) -> Outgoing {
        let (options, now) = (&self.options, self.tables.clock.now(wall_ms));
        let request_id = hash::uuid(options.seed, self.tables.answered + 1);
        let Tables { tokens, knobs, keys, .. } = &mut self.tables;
        if fault == Some(Fault::Expired) {
            aws::expire(keys, request, now);
        }
        if let Some(outgoing) = fault.and_then(|f| aws::instead(f, request, knobs.aws_error_form, &request_id)) {
            return outgoing;
        }
        let (limiter, answers) = (&mut self.limiter, &mut self.lex_answers);
        let request_id = &request_id;
        let mut context = aws::Context { options, knobs, tokens, keys, limiter, answers, now, wall_ms, request_id };
        let outgoing = Outgoing::from(aws::answer(&mut context, request));
        match fault {
            Some(fault) => fault.after(outgoing),
            None => outgoing,
        }
    }

    fn route(&mut self, wall_ms: i64, request: &Incoming) -> Response {
        let now = self.now(wall_ms);
        let (options, Tables { tokens, knobs, .. }) = (&self.options, &mut self.tables);
        let path = request.path.trim_end_matches('/');
        match (request.method.as_str(), path) {
            ("GET", "/ap/oa") => lwa_authorize::authorize(options, knobs, &request.query),
            ("POST", "/ap/oa/consent") => lwa_authorize::consent(options, knobs, tokens, &request.form(), now),
            ("POST", "/auth/o2/token") => lwa_token::exchange(options, knobs, tokens, request, now),
            ("GET", "/auth/o2/tokeninfo") => lwa_token::token_info(options, tokens, request, now),
            ("GET", "/user/profile") => lwa_token::profile(options, tokens, request, now),
            _ if path.starts_with("/v1/") || path.starts_with("/v2/") => self.skill_management(wall_ms, request, path),
            _ => refusal(404),
        }
    }

    /// The Skill Management API: a good token first, then the rate, then the operation.
    fn skill_management(&mut self, wall_ms: i64, request: &Incoming, path: &str) -> Response {
        let now = self.now(wall_ms);
        let now_ms = self.tables.clock.now_ms(wall_ms);
        let (options, tables) = (&self.options, &mut self.tables);
        let Tables { tokens, knobs, experiments, enablements, simulations, .. } = tables;
        let issued = request.token().and_then(|token| tokens.check(token, &options.client_id, now).ok());
        let Some((issued, account)) = issued.and_then(|i| Account::by_key(&i.account).map(|account| (i, account)))
        else {
            return refusal(401);
        };
        if !self.limiter.take(&issued.token, wall_ms, knobs.rate_per_s, knobs.burst) {
            let mut response = refusal(429);
            if let Some(seconds) = knobs.retry_after_s {
                response.headers.set("Retry-After", seconds.to_string());
            }
            return response;
        }
        let Some(operation) = SkillManagement::of(&request.method, path) else { return refusal(404) };
        match &operation {
            SkillManagement::Experiments(_, operation) if !issued.allows_any(operation.scopes()) => {
                return forbidden(&format!("One of these scopes is needed: {}.", operation.scopes().join(", ")));
            }
            SkillManagement::Enablement(_, _, operation) if !issued.allows_any(operation.scopes()) => {
                return not_allowed(&format!("One of these scopes is needed: {}.", operation.scopes().join(", ")));
            }
            SkillManagement::Simulations(..) if !issued.allows_any(&SimulationOperation::SCOPES) => {
                return not_allowed(&format!("This scope is needed: {}.", SimulationOperation::SCOPES.join(", ")));
            }
            SkillManagement::Model(path) if !issued.allows_any(path.operation.scopes()) => {
                return forbidden(&format!("One of these scopes is needed: {}.", path.operation.scopes().join(", ")));
            }
            SkillManagement::Model(_) => {}
            SkillManagement::Experiments(..) | SkillManagement::Enablement(..) | SkillManagement::Simulations(..) => {}
            _ if !issued.allows_any(&READING_SCOPES) => return refusal(403),
            _ => {}
        }
        let caller = Caller { account, seed: options.seed, now, max_results_cap: knobs.max_results_cap };
        match operation {
            SkillManagement::Vendors => list_vendors(&caller),
            SkillManagement::Skills => list_skills(&caller, request),
            SkillManagement::Metrics(skill_id) => get_metrics(&caller, &skill_id, request),
            SkillManagement::Experiments(skill_id, operation) => {
                experiment_operation::answer(&caller, now_ms, experiments, knobs, (&skill_id, &operation), request)
            }
            SkillManagement::Model(path) => model_operation::answer(&caller, knobs, &path, request),
            SkillManagement::Enablement(skill_id, stage, operation) => {
                enablement::answer(&caller, enablements, (&skill_id, &stage), operation)
            }
            SkillManagement::Simulations(skill_id, stage, operation) => {
                let desk = Desk { now_ms, simulations, enablements, experiments, knobs };
                simulation_operation::answer(&caller, desk, (&skill_id, &stage, &operation), request)
            }
        }
    }
}

/// An operation of the Skill Management API.
enum SkillManagement {
    Vendors,
    Skills,
    Metrics(String),
    Experiments(String, ExperimentOperation),
    Model(ModelPath),
    /// Of a skill, in a stage.
    Enablement(String, String, EnablementOperation),
    /// Of a skill, in a stage.
    Simulations(String, String, SimulationOperation),
}

impl SkillManagement {
    fn of(method: &str, path: &str) -> Option<Self> {
        let decoded = |segment: &&str| percent_decode_str(segment).decode_utf8_lossy().into_owned();
        let segments: Vec<&str> = path.split('/').skip(1).collect();
        match (method, segments.as_slice()) {
            ("GET", ["v1", "vendors"]) => Some(Self::Vendors),
            ("GET", ["v1", "skills"]) => Some(Self::Skills),
            ("GET", ["v1", "skills", skill_id, "metrics"]) => Some(Self::Metrics(decoded(skill_id))),
            (_, ["v1", "skills", skill_id, "experiments", rest @ ..]) => {
                let rest: Vec<String> = rest.iter().map(decoded).collect();
                Some(Self::Experiments(decoded(skill_id), ExperimentOperation::of(method, &rest)?))
            }
            (_, ["v1", "skills", skill_id, "stages", stage, "interactionModel", "locales", locale, rest @ ..]) => {
                let operation = ModelOperation::of(method, rest)?;
                let (skill_id, stage, locale) = (decoded(skill_id), decoded(stage), decoded(locale));
                Some(Self::Model(ModelPath { skill_id, stage, locale, operation }))
            }
            (_, ["v1", "skills", skill_id, "stages", stage, "enablement"]) => {
                Some(Self::Enablement(decoded(skill_id), decoded(stage), EnablementOperation::of(method)?))
            }
            (_, ["v2", "skills", skill_id, "stages", stage, "simulations", rest @ ..]) => {
                let rest: Vec<String> = rest.iter().map(decoded).collect();
                Some(Self::Simulations(decoded(skill_id), decoded(stage), SimulationOperation::of(method, &rest)?))
            }
            _ => None,
        }
    }
}
