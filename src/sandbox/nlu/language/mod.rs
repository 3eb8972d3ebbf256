//! What the matcher knows of a language beside the model's samples: words that say little, words that mean about the
//! same, endings, and the phrases of Amazon's built-in intents.

mod english;
mod german;
mod japanese;

/// A language of the sandbox's models.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
    /// Japanese.
    Japanese,
}

/// A language's words, in the form that `text` gives them.
#[derive(Debug)]
pub struct Words {
    /// Words that say little about what is meant.
    pub fillers: &'static [&'static str],
    /// Words that stand before anything, so that they tell nothing of what follows.
    pub articles: &'static [&'static str],
    /// Groups of words that mean about the same, by their stems.
    pub concepts: &'static [&'static [&'static str]],
    /// Phrases of built-in intents.
    pub built_in: &'static [(&'static str, &'static [&'static str])],
    /// Words of dates that may be mistyped.
    pub of_dates: &'static [&'static str],
    /// Words that make two of one, as "wanna".
    pub expansions: &'static [(&'static str, &'static [&'static str])],
    /// What is said before an invocation name to open the skill.
    pub launch: &'static [&'static str],
    /// What is said before an invocation name to ask something.
    pub ask: &'static [&'static str],
    /// What is said behind it to open the skill.
    pub launch_after: &'static [&'static str],
    /// Words between the invocation name and what is asked.
    pub link: &'static [&'static str],
    /// Words between what is asked and the invocation name at the end.
    pub with: &'static [&'static str],
}

impl Language {
    /// Its words.
    pub fn words(self) -> &'static Words {
        match self {
            Self::English => &english::WORDS,
            Self::German => &german::WORDS,
            Self::Japanese => &japanese::WORDS,
        }
    }

    /// Whether what a slot is for follows it, as particles do, rather than standing before it.
    pub fn cues_follow(self) -> bool {
        self == Self::Japanese
    }

    /// The words of a contraction; `None` where the apostrophe means nothing.
    pub fn contraction(self, base: &str, suffix: &str) -> Option<Vec<String>> {
        let of = |words: &[&str]| Some(words.iter().map(|&word| word.to_owned()).collect());
        match (self, suffix) {
            (Self::English, "s") if base == "let" => of(&["let", "us"]),
            (Self::English, "s") => {
                let is = ["what", "where", "how", "who", "when", "that", "it", "there", "here", "which"];
                if is.contains(&base) { of(&[base, "is"]) } else { of(&[base]) }
            }
            (Self::English, "m") => of(&[base, "am"]),
            (Self::English, "re") => of(&[base, "are"]),
            (Self::English, "ll") => of(&[base, "will"]),
            (Self::English, "d") => of(&[base, "would"]),
            (Self::English, "ve") => of(&[base, "have"]),
            (Self::English, "t") if base == "won" => of(&["will", "not"]),
            (Self::English, "t") if base == "can" => of(&["can", "not"]),
            (Self::English, "t") => of(&[base.strip_suffix('n')?, "not"]),
            (Self::German, "s") => of(&[base, "es"]),
            _ => None,
        }
    }

    /// The words that a word stands for; empty where it stands for itself.
    pub fn expansion(self, norm: &str) -> &'static [&'static str] {
        self.words().expansions.iter().find(|(short, _)| *short == norm).map_or(&[], |(_, long)| long)
    }

    /// A word with the spellings that the language has for one sound made one: ä, ae and a in German.
    pub fn fold(self, norm: String) -> String {
        if self == Self::German { norm.replace("ae", "a").replace("oe", "o").replace("ue", "u") } else { norm }
    }

    /// A word without its ending.
    pub fn stem(self, norm: &str) -> String {
        match self {
            Self::English => english::stem(norm),
            Self::German => german::stem(norm),
            Self::Japanese => norm.to_owned(),
        }
    }
}
