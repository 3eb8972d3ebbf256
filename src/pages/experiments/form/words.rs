//! The words of the form. Every sentence stands whole.

use super::draft::Draft;
use super::field_key::FieldKey;
use super::plan::{Outlook, PlanGap};
use crate::domain::experiment::rule::Wrong;
use crate::domain::experiment::{ExperimentState, PlannedDuration};
use crate::domain::words::{count, percent};

/// The page for a new experiment.
pub const NEW: &str = "New experiment";
/// The page for a change.
pub const EDIT: &str = "Edit experiment";
/// What a new experiment does.
pub const NEW_SUB: &str = "Creates a draft (CREATED). No customer is affected until you start it.";
/// What a change does.
pub const EDIT_SUB: &str = "Changes the settings while the experiment is CREATED. No customer is affected.";
/// The draft is in the tab's storage.
pub const DRAFT_KEPT: &str = "Draft kept in this tab";
/// The browser refuses to keep it.
pub const DRAFT_NOT_KEPT: &str = "This browser keeps no draft: it is lost when the page is left.";
/// Throws it away.
pub const DISCARD: &str = "Discard draft";
/// It was thrown away.
pub const DISCARDED: &str = "The draft was discarded";
/// Brings it back.
pub const UNDO: &str = "Undo";
/// Leaves without sending.
pub const CANCEL: &str = "Cancel";
/// Sends a new experiment.
pub const CREATE: &str = "Create draft";
/// Sends a change.
pub const SAVE: &str = "Save changes";
/// What it says in the meantime.
pub const CHECKING: &str = "Checking";
/// What it says in the meantime.
pub const CREATING: &str = "Creating draft";
/// What it says in the meantime.
pub const SAVING: &str = "Saving changes";
/// What it says in the meantime.
pub const LOOKING: &str = "Looking for it";
/// Under the manual check.
pub const CONFIRM: &str = "The live skill code does one thing for C and another for T1";
/// How the planner counts.
pub const PLANNER_BASIS: &str =
    "80% power, 5% significance, two-sided. Assumes each week brings new customers, so the real number may be lower.";
/// Where the review has nothing to show yet.
pub const NOT_READY: &str = "The request stands here once every field above is filled in.";

/// After a refusal or a check that could not be made.
pub const NOTHING_SENT: &str = "Nothing was changed at Amazon; the draft is kept.";
/// After a 401.
pub const REFUSED_SIGN_IN: &str = "Nothing was changed at Amazon; the draft is kept. Sign in again, then send it. If your sign-in still holds, this account has no access to this skill.";
/// After a 404.
pub const REFUSED_NOT_FOUND: &str = "Amazon does not know this skill or experiment any more, or has withdrawn A/B testing for it. Nothing was changed; the draft is kept.";
/// After a 409 of a new experiment.
pub const REFUSED_CONFLICT: &str = "Amazon says that it does not fit the skill’s present state. Nothing was changed; the draft is kept. Wait a little, then try again.";
/// A new experiment was sent, its answer was lost, and it is not there.
pub const NOT_CREATED: (&str, &str) = (
    "The experiment was not created",
    "The answer to the last try was lost. We looked for the name afterwards: no experiment of this skill has it. The draft is kept, and you can send it again.",
);
/// An earlier try went through after all.
pub fn there(name: &str) -> String {
    format!("“{name}” was created after all")
}

/// What that means for what stands in the form now.
pub const THERE_WHY: &str =
    "The last try went through. What stands here now is not sent yet: create it as well, or discard it.";
/// A change was sent, its answer was lost, and it is not there.
pub const NOT_SAVED: (&str, &str) = (
    "The changes were not saved",
    "The answer was lost. We read the experiment afterwards: it has its old settings. The draft is kept, and you can send it again.",
);
/// A new experiment was sent, and nobody can say whether it is there.
pub const UNSURE_CREATED: (&str, &str) = (
    "The experiment may have been created",
    "The answer was lost, and the list could not be read to look for it. Nothing is sent again before that is known.",
);
/// A change was sent, and nobody can say whether it is there.
pub const UNSURE_SAVED: (&str, &str) = (
    "The changes may have been saved",
    "The answer was lost, and the experiment could not be read to look. Saving again reads it first.",
);
/// Somebody else changed the settings.
pub const CHANGED: (&str, &str) = (
    "The settings changed since you began",
    "Another tab or person saved other settings. Take those, or keep yours and save again.",
);
/// Why an experiment cannot be changed.
pub const NOT_EDITABLE_WHY: &str =
    "Amazon changes settings only while an experiment is CREATED. You can start a new draft with the same settings.";

/// Its state does not allow a change.
pub fn not_editable(state: Option<&ExperimentState>) -> String {
    match state {
        Some(state) => format!("The experiment is {state} and cannot be changed"),
        None => "The experiment cannot be changed any more".to_owned(),
    }
}

/// The changes are in.
pub const SAVED: &str = "The changes are saved";

/// It is there.
pub fn created(name: &str) -> String {
    format!("“{name}” was created as a draft")
}

/// How a field is called in a sentence.
pub fn field_name(key: FieldKey, draft: &Draft) -> String {
    let metric = |k: u32| draft.metric(k).map_or_else(|| "a metric".to_owned(), |m| m.name.clone());
    match key {
        FieldKey::Name => "the name".to_owned(),
        FieldKey::Hypothesis => "the hypothesis".to_owned(),
        FieldKey::Exposure => "the exposure".to_owned(),
        FieldKey::PlannedDuration => "the planned duration".to_owned(),
        FieldKey::Metrics => "the metrics".to_owned(),
        FieldKey::AddMetric => "a metric that is not added yet".to_owned(),
        FieldKey::MetricName(k) => format!("the name of {}", metric(k)),
        FieldKey::MetricTypes(k) => format!("the role of {}", metric(k)),
        FieldKey::ExpectedChange(k) => format!("the expected change of {}", metric(k)),
    }
}

/// What is wrong with a field, and what to do.
pub fn problem(key: FieldKey, wrong: &Wrong, draft: &Draft, skill_name: &str) -> String {
    let metric = |k: u32| draft.metric(k).map_or("this metric", |m| m.name.as_str()).to_owned();
    match (key, wrong) {
        (FieldKey::Name, Wrong::Missing) => "Enter a name.".to_owned(),
        (FieldKey::Name, Wrong::Taken) => format!("{skill_name} already has an experiment with this name."),
        (FieldKey::Name, Wrong::TooLong(most)) => too_long("The name", &draft.name, *most),
        (FieldKey::Hypothesis, Wrong::Missing) => "Say what you expect the change to do.".to_owned(),
        (FieldKey::Hypothesis, Wrong::TooLong(most)) => too_long("The hypothesis", &draft.hypothesis, *most),
        (FieldKey::Exposure, Wrong::Missing) => "Enter how many of 100 customers take part.".to_owned(),
        (FieldKey::Exposure, _) => "Enter a whole number from 0 to 100.".to_owned(),
        (FieldKey::PlannedDuration, Wrong::Missing) => "Enter how many weeks the test is planned to run.".to_owned(),
        (FieldKey::PlannedDuration, _) => format!(
            "Enter a whole number of weeks from {} to {}.",
            PlannedDuration::FEWEST_WEEKS,
            PlannedDuration::MOST_WEEKS
        ),
        (FieldKey::Metrics, Wrong::Missing) => "Add at least one metric.".to_owned(),
        (FieldKey::AddMetric, Wrong::Missing) => "Enter the name of a metric.".to_owned(),
        (FieldKey::AddMetric, Wrong::TooLong(most)) => too_long("The name", &draft.metric_name, *most),
        (FieldKey::AddMetric, Wrong::Repeated) => "This metric is in the list already.".to_owned(),
        (FieldKey::AddMetric, _) => "This metric is not in the list. Add it, or clear the field.".to_owned(),
        (FieldKey::MetricName(k), Wrong::TooLong(most)) => too_long("The name", &metric(k), *most),
        (FieldKey::MetricName(k), Wrong::Repeated) => format!("{} is in the list twice. Remove one.", metric(k)),
        (FieldKey::MetricTypes(k), _) => format!("Choose whether {} is a key metric or a guardrail.", metric(k)),
        (FieldKey::ExpectedChange(k), _) => format!("Choose which way you expect {} to move.", metric(k)),
        (_, _) => "This is not accepted. Change it.".to_owned(),
    }
}

fn too_long(what: &str, text: &str, most: usize) -> String {
    let length = count(text.trim().chars().count() as f64);
    format!("{what} has {length} characters. At most {most} fit.")
}

/// The service's words about a field, which have its path in front.
pub fn service_says(message: &str) -> String {
    format!("Amazon says: {}", message.trim())
}

/// `1 thing to fix:`
pub fn to_fix(problems: usize) -> String {
    if problems == 1 { "1 thing to fix:".to_owned() } else { format!("{problems} things to fix:") }
}

/// How much of the hypothesis is used.
pub fn characters(text: &str, most: usize) -> String {
    format!("{} of {most} characters", text.trim().chars().count())
}

/// The people, for those who do not see them.
pub fn people(exposure_percentage: i64) -> String {
    let half = half(exposure_percentage);
    format!(
        "Of every 100 customers, {half} get C, {half} get T1 and {} are not in the test.",
        100 - exposure_percentage
    )
}

/// Half of a whole number: `20`, `20.5`.
pub fn half(number: i64) -> String {
    if number % 2 == 0 { (number / 2).to_string() } else { format!("{}.5", number / 2) }
}

/// What the slider says of its value.
pub fn slider(exposure_percentage: i64) -> String {
    let half = half(exposure_percentage);
    format!("{exposure_percentage} percent: {half} percent control, {half} percent treatment")
}

/// When the planned duration would be over.
pub fn planned_end(weeks: u32, day: &str) -> String {
    let weeks = weeks_text(weeks);
    format!("1 to 20 weeks. A reminder only: the test runs until you stop it. Starting today, {weeks} ends on {day}.")
}

/// The same while no duration is typed.
pub const PLANNED_END_UNKNOWN: &str = "1 to 20 weeks. A reminder only: the test runs until you stop it.";

/// `1 week`, `4 weeks`.
pub fn weeks_text(weeks: u32) -> String {
    if weeks == 1 { "1 week".to_owned() } else { format!("{weeks} weeks") }
}

/// Of the planner: what is still to be typed.
pub fn plan_gap(gap: PlanGap) -> &'static str {
    match gap {
        PlanGap::Mean => "Enter today’s mean of the metric, which must not be 0.",
        PlanGap::Change => "Enter the smallest change worth finding, above 0%.",
        PlanGap::Spread => "Enter the spread, above 0.",
    }
}

/// A number of people, rounded as far as its meaning goes: `13,700`.
pub fn about(users: f64) -> String {
    let step = 10_f64.powi((users.abs().max(1.0).log10().floor() as i32 - 2).max(0));
    count((users / step).round() * step)
}

/// How far the planned weeks come.
pub fn outlook(outlook: &Outlook, needed: f64) -> String {
    let (weeks, exposure) = (weeks_text(outlook.reach.weeks), outlook.reach.exposure_percentage);
    let gives = if outlook.reach.weeks == 1 { "gives" } else { "give" };
    let here = format!("{weeks} at {exposure}% {gives} about {} each", about(outlook.users_per_group));
    if outlook.is_enough() {
        return format!("{here}.");
    }
    let short = about(needed - outlook.users_per_group);
    let instead = match outlook.weeks_needed {
        Some(weeks) if weeks <= PlannedDuration::MOST_WEEKS => format!("{} would do.", weeks_text(weeks)),
        _ => "Even 20 weeks would not do: raise the exposure, or look for a larger change.".to_owned(),
    };
    format!("{here}, {short} too few. {instead}")
}

/// What the planned weeks would show.
pub fn detectable(change: f64, weeks: u32) -> String {
    let show = if weeks == 1 { "shows" } else { "show" };
    format!("{} {show} a change of {} or more.", weeks_text(weeks), percent(change))
}

/// A warning about both names of a metric.
pub fn doubled(name: &str, older_name: &str) -> String {
    format!("{older_name} is the older name of {name}: the same metric would be judged twice. Remove one of them.")
}

/// How many are running, as a heading.
pub fn running(count: usize) -> String {
    match count {
        0 => "No other experiment is running".to_owned(),
        1 => "One experiment is already running".to_owned(),
        n => format!("{n} experiments are already running"),
    }
}

/// Where the skill is live, as a heading.
pub fn live_in(locales: usize) -> String {
    match locales {
        1 => "The skill is live in 1 locale".to_owned(),
        n => format!("The skill is live in {n} locales"),
    }
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
