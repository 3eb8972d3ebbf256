//! The languages that the sandbox's skills speak.

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English, also for every locale without a language of its own here.
    English,
    /// German.
    German,
    /// Japanese.
    Japanese,
}

impl Language {
    /// The language of a locale.
    pub fn of(locale: &str) -> Self {
        match locale.split('-').next() {
            Some("de") => Self::German,
            Some("ja") => Self::Japanese,
            _ => Self::English,
        }
    }

    /// What is said in this language, of the same in all.
    pub fn pick<T>(self, english: T, german: T, japanese: T) -> T {
        match self {
            Self::English => english,
            Self::German => german,
            Self::Japanese => japanese,
        }
    }

    /// "Yes", as a customer says it.
    pub fn yes(self) -> &'static str {
        self.pick("yes", "ja", "はい")
    }
}
