//! The steps of a comparison of C and T1, and which of them is open: decided anew from what the service says and what was
//! kept, so that a reload, another tab or a colleague never leads to a step being done twice.

use super::preflight::Preflight;
use crate::domain::experiment::rule::Action;
use crate::domain::experiment::{ExperimentState, ExperimentSummary, TreatmentId};
use crate::domain::id::ExperimentId;

/// A step, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Ask while the test is CREATED, when everyone hears C.
    AskControl,
    /// Pin the own account to T1.
    Pin,
    /// Enable the test.
    Enable,
    /// Ask again, as T1.
    AskTreatment,
}

impl Step {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::AskControl, Self::Pin, Self::Enable, Self::AskTreatment];
}

/// Where a step stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It is done.
    Done,
    /// It can be done now.
    Open,
    /// A step before it comes first.
    Later,
    /// Amazon is at it.
    Passing,
    /// It cannot be done, or not any more.
    Closed(Obstacle),
}

/// Why a step is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// Only while the test is CREATED does everyone hear C; it is in this state.
    NoControlAnyMore(ExperimentState),
    /// The account is pinned to another group, and another cannot be set any more.
    PinnedTo(TreatmentId),
    /// The account is not pinned, and cannot be any more.
    NotPinned,
    /// The test has ended or is about to, or its state is not known here.
    State(ExperimentState),
}

/// What the standing of every step follows from.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// What was kept.
    pub preflight: Option<&'a Preflight>,
    /// The state of the experiment, as read.
    pub state: &'a ExperimentState,
    /// The group that the own account is pinned to, as read.
    pub pinned: Option<&'a TreatmentId>,
}

impl Situation<'_> {
    /// Where a step stands.
    pub fn standing(&self, step: Step) -> Standing {
        use ExperimentState::{Created, Enabled, Enabling, Running};
        let has = |arm: &TreatmentId| self.preflight.is_some_and(|p| p.has(arm));
        let is_over = !matches!(self.state, Created | Enabling | Enabled | Running);
        let is_pinned = self.pinned == Some(&TreatmentId::T1);
        match step {
            Step::AskControl if has(&TreatmentId::C) => Standing::Done,
            Step::AskTreatment if has(&TreatmentId::T1) => Standing::Done,
            _ if is_over => Standing::Closed(Obstacle::State(self.state.clone())),
            Step::AskControl if *self.state == Created => Standing::Open,
            Step::AskControl => Standing::Closed(Obstacle::NoControlAnyMore(self.state.clone())),
            Step::Pin if is_pinned => Standing::Done,
            Step::Pin if Action::SetOverride.is_allowed(self.state) => self.open_after_control(),
            Step::Pin => Standing::Closed(self.not_t1()),
            Step::Enable if *self.state == Enabling => Standing::Passing,
            Step::Enable if *self.state != Created => Standing::Done,
            Step::Enable if is_pinned => self.open_after_control(),
            Step::Enable => Standing::Later,
            Step::AskTreatment if matches!(self.state, Created | Enabling) => Standing::Later,
            Step::AskTreatment if is_pinned => Standing::Open,
            // Amazon assigns the account like any customer: the requests say to which group.
            Step::AskTreatment if *self.state == Running && self.pinned.is_none() => Standing::Open,
            Step::AskTreatment => Standing::Closed(self.not_t1()),
        }
    }

    fn open_after_control(&self) -> Standing {
        if self.preflight.is_some_and(|p| p.has(&TreatmentId::C)) { Standing::Open } else { Standing::Later }
    }

    fn not_t1(&self) -> Obstacle {
        self.pinned.map_or(Obstacle::NotPinned, |arm| Obstacle::PinnedTo(arm.clone()))
    }

    /// The step to do now; `None` where none is open.
    pub fn next(&self) -> Option<Step> {
        Step::ALL.into_iter().find(|step| self.standing(*step) == Standing::Open)
    }
}

/// The most experiments whose pin is asked for. A skill rarely has more than one under way.
const MOST_ASKED: usize = 5;

/// Whether a pinned account hears its group in a state: from the moment the test is deployed until it is stopped.
pub fn is_in_force(state: &ExperimentState) -> bool {
    matches!(state, ExperimentState::Enabled | ExperimentState::Running)
}

/// The experiments that can decide what a pinned account hears, the named one first.
pub fn in_force(all: &[ExperimentSummary], named: Option<&ExperimentId>) -> Vec<ExperimentId> {
    let fits = |e: &&ExperimentSummary| e.state.as_ref().is_some_and(is_in_force);
    let mut ids: Vec<ExperimentId> = all.iter().filter(fits).map(|e| e.experiment_id.clone()).collect();
    ids.sort_by_key(|id| Some(id) != named);
    ids.truncate(MOST_ASKED);
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::conversation::preflight::{Conversation, Side};
    use crate::domain::id::SkillId;
    use crate::domain::instant::Instant;

    fn preflight(control: bool, treatment: bool) -> Preflight {
        let at = Instant::from_epoch_s(0);
        let side =
            |has: bool| has.then(|| Side { finished: Some(at), ..Side::new(at, ExperimentState::Created, None) });
        Preflight {
            skill_id: SkillId::parse("amzn1.ask.skill.1").unwrap(),
            experiment_id: ExperimentId::parse("e1").unwrap(),
            experiment_name: None,
            locale: "en-US".into(),
            begun: at,
            conversations: vec![Conversation::saying("open city trips")],
            control: side(control),
            treatment: side(treatment),
        }
    }

    fn all(kept: Option<(bool, bool)>, state: &str, pinned: Option<&str>) -> [Standing; 4] {
        let (kept, state) = (kept.map(|(c, t)| preflight(c, t)), ExperimentState::from(state));
        let pinned = pinned.map(TreatmentId::from);
        let situation = Situation { preflight: kept.as_ref(), state: &state, pinned: pinned.as_ref() };
        Step::ALL.map(|step| situation.standing(step))
    }

    use Standing::{Closed, Done, Later, Open, Passing};

    #[test]
    fn the_steps_open_one_after_the_other() {
        assert_eq!(all(None, "CREATED", None), [Open, Later, Later, Later]);
        assert_eq!(all(Some((false, false)), "CREATED", None), [Open, Later, Later, Later]);
        assert_eq!(all(Some((true, false)), "CREATED", None), [Done, Open, Later, Later]);
        assert_eq!(all(Some((true, false)), "CREATED", Some("C")), [Done, Open, Later, Later]);
        assert_eq!(all(Some((true, false)), "CREATED", Some("T1")), [Done, Done, Open, Later]);
        assert_eq!(all(Some((true, false)), "ENABLING", Some("T1")), [Done, Done, Passing, Later]);
        assert_eq!(all(Some((true, false)), "ENABLED", Some("T1")), [Done, Done, Done, Open]);
        assert_eq!(all(Some((true, true)), "ENABLED", Some("T1")), [Done, Done, Done, Done]);
    }

    #[test]
    fn an_account_that_is_pinned_already_still_asks_c_first() {
        assert_eq!(all(None, "CREATED", Some("T1")), [Open, Done, Later, Later]);
    }

    #[test]
    fn a_test_that_runs_has_no_c_side_and_a_pinned_account_asks_t1_alone() {
        let running = ExperimentState::Running;
        let no_control = Closed(Obstacle::NoControlAnyMore(running));
        assert_eq!(all(None, "RUNNING", Some("T1")), [no_control.clone(), Done, Done, Open]);
        let not_pinned = Closed(Obstacle::NotPinned);
        assert_eq!(all(None, "RUNNING", None), [no_control.clone(), not_pinned.clone(), Done, Open]);
        let to_c = Closed(Obstacle::PinnedTo(TreatmentId::C));
        assert_eq!(all(None, "RUNNING", Some("C")), [no_control, to_c.clone(), Done, to_c]);
        assert_eq!(all(Some((true, false)), "ENABLED", None), [Done, not_pinned.clone(), Done, not_pinned]);
    }

    #[test]
    fn what_has_ended_opens_nothing_and_keeps_what_was_asked() {
        for state in ["STOPPING", "STOPPED", "FAILED", "DELETED", "PAUSED"] {
            let closed = Closed(Obstacle::State(ExperimentState::from(state)));
            assert_eq!(
                all(Some((true, false)), state, Some("T1")),
                [Done, closed.clone(), closed.clone(), closed.clone()]
            );
            assert_eq!(all(None, state, None), [closed.clone(), closed.clone(), closed.clone(), closed]);
        }
    }

    #[test]
    fn the_next_step_is_the_first_that_is_open() {
        let (state, kept) = (ExperimentState::Created, preflight(true, false));
        let next = |pinned| Situation { preflight: Some(&kept), state: &state, pinned }.next();
        assert_eq!(next(None), Some(Step::Pin));
        assert_eq!(next(Some(&TreatmentId::T1)), Some(Step::Enable));
        let stopped = ExperimentState::Stopped;
        assert_eq!(Situation { preflight: Some(&kept), state: &stopped, pinned: None }.next(), None);
    }

    #[test]
    fn a_pin_decides_what_is_heard_from_the_deployment_until_the_stop() {
        let of = |id: &str, state: &str| ExperimentSummary {
            experiment_id: ExperimentId::parse(id).unwrap(),
            name: None,
            state: Some(ExperimentState::from(state)),
            experiment_history: None,
        };
        let states = ["CREATED", "ENABLING", "ENABLED", "RUNNING", "STOPPING", "STOPPED", "FAILED", "PAUSED"];
        let all: Vec<_> = states.iter().map(|state| of(state, state)).collect();
        let ids = |named: Option<&str>| {
            let named = named.map(|id| ExperimentId::parse(id).unwrap());
            in_force(&all, named.as_ref()).into_iter().map(|id| id.as_str().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(ids(None), ["ENABLED", "RUNNING"]);
        assert_eq!(ids(Some("RUNNING")), ["RUNNING", "ENABLED"]);
        assert_eq!(ids(Some("STOPPED")), ["ENABLED", "RUNNING"]);
        let many: Vec<_> = (0..9).map(|n| of(&n.to_string(), "RUNNING")).collect();
        assert_eq!(in_force(&many, None).len(), MOST_ASKED);
    }
}
