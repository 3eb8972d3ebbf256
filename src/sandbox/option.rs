//! How a sandbox is set up, and the knobs that can be turned while it runs.

use serde::{Deserialize, Serialize};

use super::aws::{AwsErrorForm, BinUnit};
use super::fault::FaultRule;
use super::interaction_model::option::{DialogActForm, ResolvedValueForm, SessionEndedForm};
use super::simulation::option::{BodyForm, Experimentation, SkillCalls};

/// What is fixed when a sandbox is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The world's seed: the same seed, the same world.
    pub seed: u64,
    /// The origins that a browser may call from, as `http://127.0.0.1:8080`.
    pub allowed_origins: Vec<String>,
    /// The one client that Login with Amazon knows.
    pub client_id: String,
    /// The addresses that a sign-in may return to, compared exactly.
    pub redirect_uris: Vec<String>,
    /// Whether `/_sandbox/…` is answered.
    pub control: bool,
    /// The knobs at the start and after a reset.
    pub knobs: Knobs,
}

impl Options {
    /// The client id where none is given.
    pub const CLIENT_ID: &'static str = "amzn1.application-oa2-client.skillscope-local";
    /// The seed where none is given.
    pub const SEED: u64 = 20_181_101;

    /// For the demo in the page: nobody is kept waiting, and there is no browser boundary to keep.
    pub fn demo() -> Self {
        let knobs = Knobs { rate_per_s: 1_000.0, burst: 1_000, ..Knobs::default() };
        Self { knobs, ..Self::default() }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: Self::SEED,
            allowed_origins: Vec::new(),
            client_id: Self::CLIENT_ID.to_owned(),
            redirect_uris: Vec::new(),
            control: true,
            knobs: Knobs::default(),
        }
    }
}

/// How the sandbox treats browsers of other origins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CorsMode {
    /// Allowed origins may call, and read the request id and a few headers more.
    #[default]
    Expose,
    /// Allowed origins may call; of the headers they read only what every browser grants.
    ExposeNone,
    /// No origin may call.
    Refuse,
}

impl CorsMode {
    /// Reads a mode's name, as in a flag.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "expose" => Some(Self::Expose),
            "expose-none" => Some(Self::ExposeNone),
            "refuse" => Some(Self::Refuse),
            _ => None,
        }
    }
}

/// Whether the service still has experiments. Amazon has withdrawn them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ExperimentsMode {
    /// They are there.
    #[default]
    Available,
    /// Every operation on them is answered with 403.
    Forbidden,
    /// Every operation on them is answered with 404.
    Missing,
}

/// What the confidence interval of a metric snapshot is of; no document says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum IntervalOf {
    /// The difference relative to C, in percent.
    #[default]
    Percent,
    /// The difference relative to C, as a fraction.
    Fraction,
    /// The difference of the means.
    Absolute,
    /// The mean of the group whose row it is in.
    ArmMean,
}

/// What the row of C has besides mean and user count; no document says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ControlInterval {
    /// Nothing.
    #[default]
    Absent,
    /// The interval of its own mean.
    ArmMean,
    /// A difference, interval and p-value of 0, as the document's example has them.
    Zero,
}

/// What `POST /_sandbox/knobs` sets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Knobs {
    /// Requests per second and token.
    pub rate_per_s: f64,
    /// Requests at once, per token, after a pause.
    pub burst: u32,
    /// `Retry-After` on the sandbox's own 429s, in seconds; `None` leaves it off, as Amazon was seen to.
    pub retry_after_s: Option<u32>,
    /// Added to every answer of the API, in milliseconds.
    pub latency_ms: u64,
    /// The largest `maxResults` of a metrics query: 50 is what Amazon's client model says, `None` the document's 100,000.
    pub max_results_cap: Option<u32>,
    /// The life of a token, in seconds.
    pub token_life_s: u32,
    /// Whether `/ap/oa` refuses the implicit grant, as Amazon does for new security profiles.
    pub refuse_implicit: bool,
    /// How browsers of other origins are treated.
    pub cors: CorsMode,
    /// Whether there are experiments.
    pub experiments: ExperimentsMode,
    /// What the intervals of metric snapshots are of.
    pub snapshot_interval: IntervalOf,
    /// Their level: 90, 95 or 99 percent.
    pub snapshot_level: u8,
    /// What the rows of C have.
    pub control_interval: ControlInterval,
    /// How long simulations take, in milliseconds; `None` for 0.3 to 2 s.
    pub simulation_ms: Option<u32>,
    /// Whether they stay IN_PROGRESS for ever.
    pub simulations_never_end: bool,
    /// Whether their result is there while they are IN_PROGRESS, always and not only now and then.
    pub partial_results: bool,
    /// How the bodies of a skill's requests and responses are written.
    pub simulation_bodies: BodyForm,
    /// Whether simulations reach the skill.
    pub skill_calls: SkillCalls,
    /// Whether requests name the tests that the account is pinned in.
    pub experimentation: Experimentation,
    /// How profiles write whether the session ended.
    pub session_ended: SessionEndedForm,
    /// How profiles write resolved values.
    pub resolved_values: ResolvedValueForm,
    /// What profiles say that a dialog wants.
    pub dialog_acts: DialogActForm,
    /// Where an error of Amazon Lex has its type.
    pub aws_error_form: AwsErrorForm,
    /// The life of temporary keys, in seconds, where the request asks for no other.
    pub aws_key_life_s: u32,
    /// Permissions that nobody has, as `lex:ListIntentMetrics`.
    pub lex_missing_permissions: Vec<String>,
    /// What the value of a bin of Amazon Lex counts.
    pub lex_bin_unit: BinUnit,
    /// Whether the bot's quota for analytics is used up: every query is 402.
    pub lex_quota_used_up: bool,
    /// Faults that will happen.
    pub faults: Vec<FaultRule>,
}

impl Default for Knobs {
    fn default() -> Self {
        Self {
            rate_per_s: 10.0,
            burst: 10,
            retry_after_s: None,
            latency_ms: 0,
            max_results_cap: None,
            token_life_s: 3_600,
            refuse_implicit: false,
            cors: CorsMode::Expose,
            experiments: ExperimentsMode::Available,
            snapshot_interval: IntervalOf::Percent,
            snapshot_level: 95,
            control_interval: ControlInterval::Absent,
            simulation_ms: None,
            simulations_never_end: false,
            partial_results: false,
            simulation_bodies: BodyForm::Object,
            skill_calls: SkillCalls::Made,
            experimentation: Experimentation::Named,
            session_ended: SessionEndedForm::Boolean,
            resolved_values: ResolvedValueForm::Bare,
            dialog_acts: DialogActForm::Listed,
            aws_error_form: AwsErrorForm::Header,
            aws_key_life_s: 3_600,
            lex_missing_permissions: Vec::new(),
            lex_bin_unit: BinUnit::Seconds,
            lex_quota_used_up: false,
            faults: Vec::new(),
        }
    }
}

impl Knobs {
    /// These knobs with those of a JSON object turned; the others stay.
    ///
    /// # Errors
    /// What is wrong with the object.
    pub fn turned(&self, changes: &[u8]) -> Result<Self, String> {
        let changes: serde_json::Map<String, serde_json::Value> =
            serde_json::from_slice(changes).map_err(|e| e.to_string())?;
        let mut all = serde_json::to_value(self).map_err(|e| e.to_string())?;
        if let Some(all) = all.as_object_mut() {
            all.extend(changes);
        }
        let knobs: Self = serde_json::from_value(all).map_err(|e| e.to_string())?;
        knobs.check()?;
        Ok(knobs)
    }

    /// Whether the knobs can be kept to.
    ///
    /// # Errors
    /// Which one cannot.
    pub fn check(&self) -> Result<(), String> {
        if !(self.rate_per_s.is_finite() && self.rate_per_s > 0.0) {
            return Err("The rate must be a number above 0.".to_owned());
        }
        if self.max_results_cap == Some(0) {
            return Err("The cap of maxResults must be above 0.".to_owned());
        }
        if ![90, 95, 99].contains(&self.snapshot_level) {
            return Err("The level of snapshots must be 90, 95 or 99.".to_owned());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turning_one_knob_leaves_the_others() {
        let knobs = Knobs { burst: 3, ..Knobs::default() };
        let turned = knobs
            .turned(br#"{"maxResultsCap":50,"cors":"expose-none","faults":[{"fault":"429-retry-after=2","times":1}]}"#)
            .unwrap();
        assert_eq!((turned.burst, turned.max_results_cap, turned.cors), (3, Some(50), CorsMode::ExposeNone));
        assert_eq!(turned.faults.len(), 1);
        assert_eq!(turned.turned(br#"{"maxResultsCap":null}"#).unwrap().max_results_cap, None);
    }

    #[test]
    fn a_knob_that_does_not_exist_is_refused() {
        for bad in [
            "{\"rate\":1}",
            "[]",
            "{\"ratePerS\":0}",
            "{\"maxResultsCap\":0}",
            "{\"snapshotLevel\":80}",
            "{\"experiments\":\"gone\"}",
            "{\"faults\":[{\"fault\":\"nonsense\"}]}",
            "",
        ] {
            assert!(Knobs::default().turned(bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
