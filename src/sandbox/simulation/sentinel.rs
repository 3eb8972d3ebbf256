//! Words in an utterance that make a simulation end in a way that is rare at Amazon.

/// What such words ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sentinel {
    /// "endpoint timeout": FAILED, because the skill took longer than eight seconds.
    EndpointTimeout,
    /// "broken answer": FAILED, because what the skill sent is no JSON.
    BrokenAnswer,
    /// "not enabled": FAILED, because the skill is not enabled where the device is.
    NotEnabled,
    /// "wrong locale": FAILED, because the skill does not have the locale.
    WrongLocale,
    /// "auto delegation": FAILED with the words that say nothing (API-FACTS.md, section 4).
    AutoDelegation,
    /// "silence": SUCCESSFUL without an invocation or a response.
    Silence,
    /// "never ends": IN_PROGRESS for ever.
    NeverEnds,
    /// "partial result": IN_PROGRESS with a result for its second half.
    PartialResult,
}

impl Sentinel {
    /// Every one of them, with its words.
    pub const ALL: [(Sentinel, &'static str); 8] = [
        (Sentinel::EndpointTimeout, "endpoint timeout"),
        (Sentinel::BrokenAnswer, "broken answer"),
        (Sentinel::NotEnabled, "not enabled"),
        (Sentinel::WrongLocale, "wrong locale"),
        (Sentinel::AutoDelegation, "auto delegation"),
        (Sentinel::Silence, "silence"),
        (Sentinel::NeverEnds, "never ends"),
        (Sentinel::PartialResult, "partial result"),
    ];

    /// The first one whose words are in an utterance.
    pub fn find(utterance: &str) -> Option<Self> {
        let spoken = utterance.to_lowercase();
        Self::ALL.iter().find(|(_, words)| spoken.contains(words)).map(|(sentinel, _)| *sentinel)
    }

    /// The `error.message` of those that fail.
    pub fn error(self, locale: &str) -> Option<String> {
        match self {
            Self::EndpointTimeout => Some("The skill's endpoint did not respond within 8 seconds.".to_owned()),
            Self::BrokenAnswer => Some("Skill response was not valid JSON.".to_owned()),
            Self::NotEnabled => Some("The skill is not enabled for the account of the device.".to_owned()),
            Self::WrongLocale => Some(Self::wrong_locale(locale)),
            Self::AutoDelegation => Some("An unexpected error occurred.".to_owned()),
            Self::Silence | Self::NeverEnds | Self::PartialResult => None,
        }
    }

    /// The `error.message` where a skill does not have the locale of the device.
    pub fn wrong_locale(locale: &str) -> String {
        format!("The skill cannot be invoked on this device: it is not available in the locale {locale}.")
    }
}
