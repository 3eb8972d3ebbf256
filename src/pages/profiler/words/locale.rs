//! Locales of the profiler.

use crate::domain::profile::PROFILER_LOCALES;

/// The label.
pub const LOCALE: &str = "Locale";
/// Beside a locale that the skill has.
pub const OF_SKILL: &str = "in this skill";
/// The label of the field for any locale.
pub const OTHER: &str = "Another locale";
/// What belongs in it.
pub const OTHER_HINT: &str = "A language and a country, as nl-NL";
/// Takes it.
pub const USE: &str = "Use this locale";
/// What is wrong with it.
pub const NOT_A_LOCALE: &str = "This is not a locale. Write a language and a country, as nl-NL.";

/// A typed locale in the form that Amazon writes; `None` where it cannot be one.
pub fn typed(text: &str) -> Option<String> {
    crate::pages::simulator::words::typed_locale(text)
}

/// The locales to choose from: the skill's, the rest of the document's, and the chosen one.
pub fn offered(own: &[String], chosen: &str) -> Vec<String> {
    let mut offered: Vec<String> = Vec::new();
    let listed = PROFILER_LOCALES.iter().map(|l| (*l).to_owned());
    for locale in own.iter().cloned().chain(listed).chain([chosen.to_owned()]) {
        if !locale.is_empty() && !offered.contains(&locale) {
            offered.push(locale);
        }
    }
    offered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_skills_locales_come_first_then_the_documents_then_a_typed_one() {
        let own = ["en-US".to_owned(), "de-DE".to_owned()];
        let all = offered(&own, "nl-NL");
        assert_eq!(all[..3], ["en-US", "de-DE", "ar-SA"]);
        assert_eq!((all.len(), all.last().map(String::as_str)), (17, Some("nl-NL")));
        assert_eq!(offered(&own, "en-US").len(), 16);
    }

    #[test]
    fn a_typed_locale_takes_amazons_form() {
        assert_eq!(typed(" NL_nl ").as_deref(), Some("nl-NL"));
        assert_eq!(typed("dutch"), None);
    }
}
