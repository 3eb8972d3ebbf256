//! The words of C beside T1.

use crate::domain::conversation::arm_proof::ArmProof;
use crate::domain::conversation::expectation::canonical_intent;
use crate::domain::conversation::preflight::{Difference, Preflight};
use crate::domain::conversation::preflight_step::{Obstacle, Standing, Step};
use crate::domain::conversation::turn_diff::{SlotChange, TurnDiff};
use crate::domain::experiment::{ExperimentState, TreatmentId};
use crate::domain::intent::Intent;
use crate::domain::words::count;

/// Heading of the choice.
pub const EXPERIMENT: &str = "Experiment";
/// What it is for.
pub const ABOUT: &str = "The same conversations twice: as everyone hears the skill today (C), and as the test would \
    change it (T1), before a customer does.";
/// The label of the choice.
pub const CHOOSE: &str = "Experiment to compare";
/// Nothing chosen.
pub const NONE_CHOSEN: &str = "Choose an experiment";
/// Heading where the skill has none.
pub const NO_EXPERIMENTS: &str = "No experiment to compare";
/// What to do about it.
pub const NO_EXPERIMENTS_ABOUT: &str = "Make one first: it stays a draft (CREATED) until it is enabled, and that is when \
    C can still be heard by everyone.";
/// Makes one.
pub const NEW_EXPERIMENT: &str = "New experiment";
/// While they are read.
pub const READING: &str = "Reading the experiments";
/// While one is read.
pub const READING_ONE: &str = "Reading the experiment and your own treatment";
/// Heading on another stage.
pub const LIVE_ONLY: &str = "Experiments run on the live version";
/// Why.
pub const LIVE_ONLY_ABOUT: &str = "The development version knows no C and T1.";
/// Goes there.
pub const USE_LIVE: &str = "Use the live version";

/// Heading of the notice before the first click.
pub const BEFORE: &str = "Before you begin";
/// What follows for the own account.
pub const BEFORE_PIN: &str =
    "Your account stays pinned to T1 until the test is stopped. Amazon offers no way to take that back earlier.";
/// What follows for the experiment.
pub const BEFORE_ENABLE: &str =
    "An enabled test cannot be changed or deleted any more. It can only be started or stopped.";
/// What follows for customers.
pub const BEFORE_CUSTOMERS: &str =
    "No customer hears T1 by this: ENABLED means deployed, and customers enter a test only once it is RUNNING.";

/// Heading of the questions.
pub const QUESTIONS: &str = "What to ask";
/// What they are.
pub const QUESTIONS_ABOUT: &str = "The same for both, each in a new session.";
/// The group of scripts.
pub const SCRIPTS: &str = "Scripts";
/// There are none.
pub fn no_scripts(locale: &str) -> String {
    format!("You have no scripts in {locale}. Make one under Scripts, or write what to say below.")
}
/// The label of the utterances.
pub const UTTERANCES: &str = "Single utterances";
/// What belongs in them.
pub const UTTERANCES_HINT: &str = "One in each line. Each is asked in a session of its own, so begin with the skill's \
    name, for example: open city trips.";
/// Nothing to ask.
pub const NOTHING_TO_ASK: &str = "Choose a script or write an utterance first.";
/// Beside a script that is pinned to the experiment.
pub const PINNED_SCRIPT: &str = "pinned to this experiment";
/// Forgets what was asked.
pub const START_OVER: &str = "Start over…";
/// Heading of the question before that.
pub const START_OVER_HEADING: &str = "Forget what both sides said?";
/// What follows.
pub fn start_over(state: &ExperimentState) -> String {
    let rest = if *state == ExperimentState::Created {
        "The test is CREATED, so C can be asked again."
    } else {
        "C cannot be asked again: the test is not CREATED any more. Export the comparison first."
    };
    format!("The answers kept in this browser are deleted. Nothing changes at Amazon's. {rest}")
}
/// Does it.
pub const FORGET: &str = "Forget them";
/// Does not.
pub const KEEP: &str = "Keep them";

/// An utterance that cannot be asked.
pub fn utterance_too_long(line: usize, most: usize) -> String {
    format!("Line {line} is longer than {} characters, the most that can be said at once.", count(most as f64))
}

/// The heading of the steps.
pub const STEPS: &str = "Steps";
/// The last heading.
pub const READ: &str = "Read what changed";

/// What a step is.
pub fn step(step: Step) -> &'static str {
    match step {
        Step::AskControl => "Ask while everyone hears C",
        Step::Pin => "Pin your account to T1",
        Step::Enable => "Enable the test",
        Step::AskTreatment => "Ask again, as T1",
    }
}

/// What a step changes.
pub fn step_about(step: Step) -> &'static str {
    match step {
        Step::AskControl => {
            "Changes nothing. While the test is CREATED nobody is in it, so these answers are kept as the C side."
        }
        Step::Pin => {
            "Sets your own treatment override to T1, for your account alone. It stays until the test stops; once the test \
             is enabled Amazon takes no other."
        }
        Step::Enable => {
            "Amazon deploys the test (ENABLED). No customer enters it until you start it. From then on it cannot be changed \
             or deleted."
        }
        Step::AskTreatment => {
            "Changes nothing. The same conversations with your pinned account; each request says which group it was in."
        }
    }
}

/// The button of a step.
pub fn step_button(step: Step, has_begun: bool) -> &'static str {
    match step {
        Step::AskControl if has_begun => "Go on asking C",
        Step::AskControl => "Ask as C",
        Step::Pin => "Pin to T1…",
        Step::Enable => "Enable…",
        Step::AskTreatment if has_begun => "Go on asking T1",
        Step::AskTreatment => "Ask as T1",
    }
}

/// Where a step stands, for screen readers and beside its icon.
pub fn standing(standing: &Standing) -> &'static str {
    match standing {
        Standing::Done => "Done",
        Standing::Open => "Next",
        Standing::Later => "Later",
        Standing::Passing => "Amazon is enabling it",
        Standing::Closed(_) => "Not possible",
    }
}

/// Why a step is closed.
pub fn obstacle(obstacle: &Obstacle) -> String {
    match obstacle {
        Obstacle::NoControlAnyMore(state) => format!(
            "The test is {state}. Everyone hears C only while it is CREATED, so there is no C side to ask for any more. What \
             T1 says can still be asked."
        ),
        Obstacle::PinnedTo(arm) => format!(
            "Your account is pinned to {arm}, and Amazon takes another group only while the test is CREATED. It is cleared \
             when the test stops."
        ),
        Obstacle::NotPinned => {
            "Your account is not pinned, and Amazon pins it only while the test is CREATED. It is in a \
            group, or in none, like any customer's."
                .to_owned()
        }
        Obstacle::State(ExperimentState::Stopped) => {
            "The test has ended for good, and your account is not pinned any more.".to_owned()
        }
        Obstacle::State(ExperimentState::Stopping) => "The test is ending.".to_owned(),
        Obstacle::State(ExperimentState::Failed) => {
            "Amazon could not deploy the test. Copy its settings to a new draft.".to_owned()
        }
        Obstacle::State(ExperimentState::Deleted) => "The test was deleted.".to_owned(),
        Obstacle::State(state) => format!("The test is {state}, which this page does not know."),
    }
}

/// Beside asking as T1 with an account that is not pinned.
pub const NOT_PINNED_RUNNING: &str = "Your account is not pinned: Amazon puts it in a group, or in none, like any \
    customer's. The requests say which.";

/// Heading of the question before pinning.
pub const PIN_HEADING: &str = "Pin your account to T1?";
/// What follows.
pub const PIN: &str = "From the moment the test is enabled, your own devices and this simulator hear T1 in this test, \
    until it is stopped. Nobody else is affected. While the test is CREATED you can still set it to C on the \
    experiment's page; nothing sets it back to none.";
/// Does it.
pub const PIN_CONFIRM: &str = "Pin to T1";
/// Heading of the question before enabling.
pub fn enable_heading(name: &str) -> String {
    format!("Enable “{name}”?")
}
/// What follows.
pub const ENABLE: &str = "Amazon deploys its settings, so that your pinned account hears T1. No customer enters the test \
    until it is started. From then on its settings, your own treatment and deleting it are closed.";
/// Does it.
pub const ENABLE_CONFIRM: &str = "Enable the test";
/// Does not.
pub const BACK: &str = "Leave it as it is";

/// Where asking is.
pub fn asking(conversation: usize, of: usize, turn: usize, turns: usize) -> String {
    format!("Conversation {} of {of}, turn {} of {turns}", conversation + 1, turn + 1)
}
/// Stops asking.
pub const STOP_ASKING: &str = "Stop asking";
/// Heading where asking broke off.
pub const BROKE_OFF: &str = "Asking stopped before the end";
/// What is kept.
pub const BROKE_OFF_KEPT: &str = "Conversations that were over are kept. The one that was under way is asked again from \
    its first turn.";
/// Heading while another tab asks.
pub const ELSEWHERE: &str = "Another tab is asking";
/// What follows.
pub const ELSEWHERE_ABOUT: &str = "Two tabs that ask at once would mix their answers. Those of the other tab appear here \
    once it has ended or stopped.";
/// The state moved meanwhile.
pub fn state_moved(state: &ExperimentState, arm: &TreatmentId) -> String {
    if *arm == TreatmentId::C {
        format!("The test is {state} now, so these answers need not be C any more. The last conversation was dropped.")
    } else {
        format!("The test is {state} now, so T1 cannot be asked.")
    }
}
/// The browser keeps nothing.
pub const NOT_KEPT: &str = "This browser does not let the page keep the answers. They last until the page is left: do \
    not reload it between the steps, and export the comparison at the end.";

/// Heading of the result.
pub fn headline(preflight: &Preflight) -> String {
    match (preflight.has(&TreatmentId::C), preflight.has(&TreatmentId::T1)) {
        (true, true) => difference(preflight.difference()),
        (true, false) => "C was asked. T1 comes next.".to_owned(),
        (false, true) => "T1 was asked. There is no C side to compare it with.".to_owned(),
        (false, false) => "Not everything was asked yet.".to_owned(),
    }
}

fn difference(difference: Difference) -> String {
    let Difference { differ, same, open } = difference;
    let all = differ + same;
    let answers = |n: usize| if n == 1 { "1 answer".to_owned() } else { format!("{n} answers") };
    let mut text = match (differ, all) {
        (_, 0) => "No answer can be compared.".to_owned(),
        (0, 1) => "T1 gave the same answer as C.".to_owned(),
        (0, all) => format!("T1 gave the same {all} answers as C."),
        (differ, all) => format!("T1 differs from C in {differ} of {}.", answers(all)),
    };
    if open > 0 && all > 0 {
        text.push_str(&format!(" {} cannot be compared.", answers(open)));
    }
    text
}

/// The tag of a proof.
pub fn proof_tag(proof: &ArmProof) -> String {
    match proof {
        ArmProof::Proven(arm) => format!("Arm proved: {arm}"),
        ArmProof::NotNamed => "Could not prove the arm".to_owned(),
        ArmProof::Contradicted(arm) => format!("The requests say {arm}"),
    }
}

/// The tag of a turn in which Alexa answered by herself: there is no request that could name a group.
pub const NOT_CALLED: &str = "Skill not called";

/// A proof in a sentence.
pub fn proof(proof: &ArmProof) -> String {
    match proof {
        ArmProof::Proven(arm) => format!(
            "Every request to the skill names this experiment with {arm} (context.Experimentation.activeExperiments)."
        ),
        ArmProof::NotNamed => "Could not prove the arm: not every request to the skill names this experiment in \
            context.Experimentation.activeExperiments. What differs may come from T1, or from something else."
            .to_owned(),
        ArmProof::Contradicted(arm) => format!(
            "These answers are not T1's: a request names this experiment with {arm}. What differs does not show what T1 does."
        ),
    }
}

/// What is known about C's side.
pub fn control_side(contradicted: Option<&TreatmentId>) -> String {
    match contradicted {
        None => "C was asked while the test was CREATED, when everyone hears C.".to_owned(),
        Some(arm) => format!("The C side is in doubt: a request of it names this experiment with {arm}."),
    }
}

/// What happens to the own account now.
pub const STILL_PINNED: &str = "Your account stays pinned to T1 until the test is stopped.";

/// Over what differs in a turn.
pub const CHANGED: &str = "What changed from C to T1";

/// How long an answer is.
pub fn length(said: &str) -> String {
    match said.split_whitespace().count() {
        1 => "1 word".to_owned(),
        n => format!("{n} words"),
    }
}

/// What else than the words changed in a turn, in sentences.
pub fn changes(diff: &TurnDiff) -> Vec<String> {
    let mut all = Vec::new();
    if diff.intent.differs() {
        all.push(format!("Intent: {} became {}.", intent(&diff.intent.before), intent(&diff.intent.after)));
    }
    all.extend(diff.slots.iter().map(slot));
    if diff.directives.differs() {
        let list = |all: &[String]| if all.is_empty() { "none".to_owned() } else { all.join(", ") };
        let (before, after) = (list(&diff.directives.before), list(&diff.directives.after));
        all.push(format!("Directives: {before} became {after}."));
    }
    match (diff.ended.before, diff.ended.after) {
        (Some(false), Some(true)) => all.push("T1 ends the session here; C goes on.".to_owned()),
        (Some(true), Some(false)) => all.push("T1 goes on here; C ends the session.".to_owned()),
        (Some(_), None) => all.push("T1 was not called here; C was.".to_owned()),
        (None, Some(_)) => all.push("T1 was called here; C was not.".to_owned()),
        _ => {}
    }
    all
}

/// How the time in the skill changed; `None` where one side does not say.
pub fn time(diff: &TurnDiff) -> Option<String> {
    let (before, after) = (diff.execution_time_ms.before?, diff.execution_time_ms.after?);
    let difference = after - before;
    Some(match difference.round() {
        d if d > 0.0 => format!("Time in the skill: {} ms longer than C. One call says little.", count(d)),
        d if d < 0.0 => format!("Time in the skill: {} ms shorter than C. One call says little.", count(-d)),
        _ => "Time in the skill: the same as C.".to_owned(),
    })
}

fn slot(change: &SlotChange) -> String {
    let shown = |value: &Option<String>| value.as_ref().map_or_else(|| "not filled".to_owned(), |v| format!("“{v}”"));
    format!("Slot {}: {} became {}.", change.name, shown(&change.before), shown(&change.after))
}

/// An intent's name as people write it.
pub fn intent(name: &str) -> String {
    match canonical_intent(name) {
        "" => "none".to_owned(),
        Intent::LAUNCH => "LaunchRequest".to_owned(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
