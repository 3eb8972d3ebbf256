//! The words of the simulator that its modes share.

use crate::domain::experiment::TreatmentId;
use crate::domain::simulation::SIMULATION_LOCALES;
use crate::domain::skill::{SkillType, Stage};
use crate::route::SimulatorMode;

/// The name of a mode.
pub fn mode_name(mode: SimulatorMode) -> &'static str {
    match mode {
        SimulatorMode::Conversation => "Conversation",
        SimulatorMode::Scripts => "Scripts",
        SimulatorMode::Compare => "Compare C and T1",
    }
}

/// What a mode is for, under the heading.
pub fn mode_purpose(mode: SimulatorMode, skill: &str) -> String {
    let skill = if skill.is_empty() { "the skill" } else { skill };
    match mode {
        SimulatorMode::Conversation => format!("Talk to {skill} as a customer would, and see what Alexa understood."),
        SimulatorMode::Scripts => format!("Conversations with {skill} that run by themselves and say what changed."),
        SimulatorMode::Compare => {
            format!("The same conversations with both versions of {skill}, before a test starts.")
        }
    }
}

/// The locale that a conversation begins in: the first of those that the document lists that the skill has, else the
/// skill's first, else American English.
pub fn first_locale(of_skill: &[String]) -> String {
    let listed = SIMULATION_LOCALES.iter().find(|l| of_skill.iter().any(|own| own == *l)).map(|l| (*l).to_owned());
    listed.or_else(|| of_skill.first().cloned()).unwrap_or_else(|| SIMULATION_LOCALES[0].to_owned())
}

/// The locales to choose from: the document's with those that the skill has first, then the skill's others, then the
/// chosen one.
pub fn offered_locales(of_skill: &[String], chosen: &str) -> Vec<String> {
    let has = |locale: &str| of_skill.iter().any(|own| own == locale);
    let (mut offered, rest): (Vec<String>, Vec<String>) =
        SIMULATION_LOCALES.iter().map(|l| (*l).to_owned()).partition(|l| has(l));
    for locale in of_skill.iter().cloned().chain(rest).chain([chosen.to_owned()]) {
        if !locale.is_empty() && !offered.contains(&locale) {
            offered.push(locale);
        }
    }
    offered
}

/// Heading where simulations do not know the skill's type.
pub const NOT_CUSTOM: &str = "Only custom skills can be simulated";

/// Why a skill of another type has no simulator.
pub fn why_not_custom(name: &str, skill_type: &SkillType) -> String {
    format!(
        "{name} is a skill of the type {skill_type}. It has no interaction model of its own, and Amazon's simulator calls \
         custom skills only. Choose a custom skill above."
    )
}

/// Heading where the skill lacks the stage.
pub fn no_stage(name: &str, stage: &Stage) -> String {
    format!("{name} has no {stage} version")
}

/// What to do about it.
pub const NO_STAGE_ADVICE: &str = "Choose the other stage. Simulations call the development or the live version.";

/// Heading where the skill is not enabled.
pub fn not_enabled(name: &str, stage: &Stage) -> String {
    format!("The {stage} version of {name} is not enabled for your account")
}

/// Why that is needed.
pub const WHY_ENABLE: &str = "Amazon's simulator talks to the skill as your own Alexa account, which has to have the \
    skill enabled, as in the Alexa app.";

/// Heading of the question before it is enabled.
pub fn enable_heading(name: &str, stage: &Stage) -> String {
    format!("Enable the {stage} version of {name} for your account")
}

/// What enabling does.
pub const WHAT_ENABLING_DOES: &str = "Your own devices can then open this version too, and nobody else's change. You can \
    disable it in the Alexa app at any time.";

/// Where the installation offers no writes.
pub const READ_ONLY: &str = " This installation is read-only: enable it in the Alexa app.";

/// The button.
pub const ENABLE: &str = "Enable for my account";
/// While that is under way.
pub const ENABLING: &str = "Enabling";
/// Heading where it failed.
pub const ENABLE_FAILED: &str = "The skill could not be enabled";
/// While it is found out whether the skill is enabled.
pub const CHECKING: &str = "Asking whether the skill is enabled for your account";
/// Heading where that could not be found out.
pub const UNKNOWN: &str = "We could not find out whether this skill can be simulated";
/// What a 403 means here.
pub const FORBIDDEN: &str = "This account may not simulate the skill. The sign-in needs the permission to test skills, \
    and the account must belong to the developer account that owns the skill.";
/// Asks again whether it is enabled.
pub const CHECK_AGAIN: &str = "Check again";
/// Leaves it as it is.
pub const NOT_NOW: &str = "Not now";
/// Heading where an experiment decides what the own account hears.
pub fn pinned_heading(arm: &TreatmentId, experiment: &str) -> String {
    format!("Your account hears {arm} in “{experiment}”")
}

/// What that means here.
pub fn pinned(arm: &TreatmentId) -> String {
    let heard = match arm {
        TreatmentId::C => "as the skill is today, whatever other customers in the test hear",
        _ => "as the test changes the skill, not as most customers hear it",
    };
    format!("It is pinned to {arm} of this experiment until the test is stopped. The live version answers you {heard}.")
}

/// Goes there.
pub const GO_TO_EXPERIMENT: &str = "Go to the experiment";

/// The label of the stages.
pub const STAGE: &str = "Stage";
/// The label of the locales.
pub const LOCALE: &str = "Locale";
/// The group of both, for screen readers.
pub const TARGET: &str = "What is talked to";
/// Beside a locale that the skill has.
pub const HAS_LOCALE: &str = "in this skill";
/// The label of the field for any locale.
pub const OTHER_LOCALE_LABEL: &str = "Another locale";
/// What belongs in it.
pub const OTHER_LOCALE_HINT: &str = "A language and a country, as it-IT";
/// What is wrong with it.
pub const NOT_A_LOCALE: &str = "This is not a locale. Write a language and a country, as it-IT.";
/// Takes it.
pub const USE_LOCALE: &str = "Use this locale";

/// A typed locale in the form that Amazon writes, `it-IT`; `None` where it cannot be one.
pub fn typed_locale(text: &str) -> Option<String> {
    let (language, country) = text.trim().split_once(['-', '_'])?;
    let letters =
        |part: &str, most: usize| (2..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    (letters(language, 3) && letters(country, 4))
        .then(|| format!("{}-{}", language.to_ascii_lowercase(), country.to_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(locales: &[&str]) -> Vec<String> {
        locales.iter().map(|l| (*l).to_owned()).collect()
    }

    #[test]
    fn the_skills_own_locales_come_first_and_a_typed_one_is_kept() {
        let offered = offered_locales(&owned(&["de-DE", "en-US", "es-MX"]), "nl-NL");
        assert_eq!(offered[..4], owned(&["en-US", "de-DE", "es-MX", "en-GB"])[..]);
        assert_eq!((offered.len(), offered.last().map(String::as_str)), (10, Some("nl-NL")));
        assert_eq!(offered_locales(&[], "en-US"), owned(&SIMULATION_LOCALES));
    }

    #[test]
    fn a_conversation_begins_in_a_locale_that_the_skill_has() {
        assert_eq!(first_locale(&owned(&["es-MX", "ja-JP"])), "ja-JP");
        assert_eq!(first_locale(&owned(&["es-MX"])), "es-MX");
        assert_eq!(first_locale(&[]), "en-US");
    }

    #[test]
    fn a_typed_locale_takes_amazons_form_and_anything_else_is_none() {
        assert_eq!(typed_locale(" IT_it ").as_deref(), Some("it-IT"));
        assert_eq!(typed_locale("es-419").as_deref(), Some("es-419"));
        for bad in ["", "it", "it-", "-IT", "it-IT-x", "it IT", "ｉt-IT", "italian-IT"] {
            assert_eq!(typed_locale(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_pinned_account_is_told_what_it_hears_and_until_when() {
        assert_eq!(pinned_heading(&TreatmentId::T1, "One prompt"), "Your account hears T1 in “One prompt”");
        for arm in [TreatmentId::C, TreatmentId::T1] {
            let words = pinned(&arm);
            assert!(words.contains(&format!("pinned to {arm}")) && words.contains("until the test is stopped"));
        }
        assert_ne!(pinned(&TreatmentId::C).replace(" C ", " T1 "), pinned(&TreatmentId::T1));
    }

    #[test]
    fn a_skill_of_another_type_is_told_why() {
        let words = why_not_custom("Lamps", &SkillType::SmartHome);
        assert!(words.contains("Lamps") && words.contains("smartHome"));
    }
}
