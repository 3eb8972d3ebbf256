//! The words of slot types, and finding them in an utterance.

use std::collections::HashMap;

use super::distance::{distance, forgiven};
use super::language::Language;
use super::text;
use crate::domain::intent::ResolutionCode;
use crate::domain::interaction_model::ModelSlotType;

/// Words that make the resolution of a city fail, and how. No interaction model has them.
pub const SENTINELS: [(&str, ResolutionCode); 2] =
    [("timeoutville", ResolutionCode::Timeout), ("exceptionville", ResolutionCode::Exception)];

/// What a phrase of a slot type stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// The value of this number in the type's list.
    Value(usize),
    /// Nothing: its resolution ends with this code.
    Failure(ResolutionCode),
}

#[derive(Debug)]
struct Phrase {
    norms: Vec<String>,
    stems: Vec<String>,
    joined: Vec<char>,
    custom: usize,
    meaning: Meaning,
}

/// The phrases of a model's own slot types.
#[derive(Debug)]
pub struct Lexicon {
    phrases: Vec<Phrase>,
    by_first_stem: HashMap<String, Vec<usize>>,
}

/// A phrase that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// How many tokens it has.
    pub length: usize,
    /// The number of its type among the model's own.
    pub custom: usize,
    /// What it stands for.
    pub meaning: Meaning,
    /// How well it fits, up to 1.
    pub quality: f32,
}

impl Lexicon {
    /// The phrases of some types.
    pub fn new(types: &[ModelSlotType], language: Language) -> Self {
        let mut lexicon = Self { phrases: Vec::new(), by_first_stem: HashMap::new() };
        for (custom, slot_type) in types.iter().enumerate() {
            for (n, value) in slot_type.values.iter().enumerate() {
                let words = std::iter::once(&value.name.value).chain(&value.name.synonyms);
                words.for_each(|words| lexicon.add(words, language, custom, Meaning::Value(n)));
            }
            if slot_type.name == "City" {
                for (word, code) in SENTINELS {
                    lexicon.add(word, language, custom, Meaning::Failure(code));
                }
            }
        }
        lexicon
    }

    fn add(&mut self, words: &str, language: Language, custom: usize, meaning: Meaning) {
        let norms = text::norms(words, language);
        let stems: Vec<String> = norms.iter().map(|norm| language.stem(norm)).collect();
        let Some(first) = stems.first() else { return };
        self.by_first_stem.entry(first.clone()).or_default().push(self.phrases.len());
        let joined = norms.iter().flat_map(|norm| norm.chars()).collect();
        self.phrases.push(Phrase { norms, stems, joined, custom, meaning });
    }

    /// The phrases at the beginning of some tokens, given with their stems.
    pub fn at(&self, norms: &[&str], stems: &[String]) -> Vec<Hit> {
        let candidates = stems.first().and_then(|first| self.by_first_stem.get(first)).map_or(&[][..], Vec::as_slice);
        let mut hits = Vec::new();
        for phrase in candidates.iter().filter_map(|&n| self.phrases.get(n)) {
            let length = phrase.norms.len();
            if stems.get(..length).is_none_or(|stems| stems != phrase.stems) {
                continue;
            }
            let is_exact = norms.get(..length).is_some_and(|norms| norms.iter().eq(phrase.norms.iter()));
            let quality = if is_exact { 1.0 } else { 0.95 };
            hits.push(Hit { length, custom: phrase.custom, meaning: phrase.meaning.clone(), quality });
        }
        hits
    }

    /// The phrase that the first `length` tokens are, but for slips of the keyboard.
    pub fn near(&self, norms: &[&str], length: usize) -> Option<Hit> {
        let joined: Vec<char> = norms.get(..length)?.iter().flat_map(|norm| norm.chars()).collect();
        let most = forgiven(joined.len());
        if most == 0 {
            return None;
        }
        let near = |phrase: &Phrase| {
            let same_start = phrase.joined.first() == joined.first() && forgiven(phrase.joined.len()) > 0;
            if same_start { distance(&joined, &phrase.joined, most) } else { None }
        };
        let found = self.phrases.iter().filter_map(|phrase| Some((near(phrase)?, phrase)));
        let (slips, phrase) = found.min_by_key(|(slips, _)| *slips)?;
        let quality = if slips == 0 { 0.95 } else { 0.9 - 0.1 * slips as f32 };
        Some(Hit { length, custom: phrase.custom, meaning: phrase.meaning.clone(), quality })
    }
}
