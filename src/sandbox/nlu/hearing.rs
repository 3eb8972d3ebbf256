//! An utterance as a model hears it: which words it knows, and where values of slot types may be.

use super::distance::{distance, forgiven};
use super::index::{Form, Index, Kind};
use super::lexicon::Meaning;
use super::text::{self, Token};
use super::value;

/// A word of the utterance.
#[derive(Debug)]
pub struct Heard {
    /// As the model knows it; `None` where it does not.
    pub form: Option<Form>,
    /// How much of a match it is worth, up to 1: less where it was mistyped.
    pub fidelity: f32,
    /// How much it says.
    pub weight: f32,
    /// Whether it can be a value that nobody knows: no sample has it and it is no word that says little.
    pub is_free: bool,
}

/// What a span may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// What a phrase of a slot type stands for.
    Phrase(Meaning),
    /// A built-in value in Alexa's form.
    Written(String),
}

/// Tokens that may be a value.
#[derive(Debug, Clone)]
pub struct Span {
    /// The first token.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
    /// Of which kind of type it is.
    pub kind: Kind,
    /// What it is.
    pub content: Content,
    /// How well it fits, up to 1.
    pub quality: f32,
}

/// An utterance as heard.
#[derive(Debug)]
pub struct Hearing {
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its words, one for each token.
    pub words: Vec<Heard>,
    /// All spans, by their beginning.
    pub spans: Vec<Span>,
    /// For each token the numbers of the spans that begin with it.
    pub spans_at: Vec<Vec<usize>>,
}

/// How much a word says that no model has.
const UNKNOWN: f32 = 0.75;
/// How much a word says that says little and that no model has.
const UNKNOWN_FILLER: f32 = 0.08;

impl Hearing {
    /// Hears an utterance.
    pub fn new(index: &Index, utterance: &str, today: time::Date) -> Self {
        let tokens = text::tokens(utterance, index.language);
        let norms: Vec<&str> = tokens.iter().map(|token| meant(index, &token.norm)).collect();
        let stems: Vec<String> = norms.iter().map(|norm| index.language.stem(norm)).collect();
        let mut spans = Vec::new();
        for at in 0..norms.len() {
            find_spans(index, &norms, &stems, at, today, &mut spans);
        }
        let spans = whole(spans);
        let in_phrase = |at: usize| spans.iter().any(|s| (s.start..s.end).contains(&at) && s.kind.is_open());
        let words = norms.iter().enumerate().map(|(at, norm)| hear(index, norm, in_phrase(at))).collect();
        let mut spans_at = vec![Vec::new(); norms.len()];
        for (n, span) in spans.iter().enumerate() {
            if let Some(list) = spans_at.get_mut(span.start) {
                list.push(n);
            }
        }
        Self { tokens, words, spans, spans_at }
    }

    /// The key of the word beside a span that tells which slot it is.
    pub fn beside(&self, index: &Index, start: usize, end: usize) -> Option<u32> {
        let at = if index.language.cues_follow() { Some(end) } else { start.checked_sub(1) };
        self.words.get(at?)?.form.map(|form| form.key)
    }

    /// The words from one token to another, as they came.
    pub fn raw<'a>(&self, utterance: &'a str, start: usize, end: usize) -> &'a str {
        let (first, last) = (self.tokens.get(start), end.checked_sub(1).and_then(|last| self.tokens.get(last)));
        first.zip(last).and_then(|(first, last)| utterance.get(first.start..last.end)).unwrap_or_default()
    }
}

/// The spans that are no part of another: "york" within "new york", "three" within "three days".
fn whole(spans: Vec<Span>) -> Vec<Span> {
    let is_part = |part: &Span| {
        spans.iter().any(|of| {
            let is_within = of.start <= part.start && part.end <= of.end && of.end - of.start > part.end - part.start;
            let is_number = part.kind == Kind::Number && matches!(of.kind, Kind::Date | Kind::Duration);
            is_within && (is_number || (of.kind == part.kind && of.quality >= part.quality))
        })
    };
    spans.iter().filter(|span| !is_part(span)).cloned().collect()
}

fn hear(index: &Index, norm: &str, in_phrase: bool) -> Heard {
    let form = index.form(norm);
    if let Some(form) = form {
        return Heard { form: Some(form), fidelity: 1.0, weight: index.weight(norm, form), is_free: false };
    }
    if index.is_filler(norm) {
        return Heard { form: None, fidelity: 1.0, weight: UNKNOWN_FILLER, is_free: false };
    }
    if !in_phrase && let Some(form) = mistyped(index, norm) {
        return Heard { form: Some(form), fidelity: 0.85, weight: index.weight(norm, form), is_free: false };
    }
    Heard { form: None, fidelity: 1.0, weight: UNKNOWN, is_free: true }
}

/// The word of a date that was meant by one that nobody knows, else the word itself.
fn meant<'a>(index: &Index, norm: &'a str) -> &'a str {
    let letters: Vec<char> = norm.chars().collect();
    if forgiven(letters.len()) == 0 || !is_strange(index, norm) {
        return norm;
    }
    let near = |word: &&str| {
        let word: Vec<char> = word.chars().collect();
        word.first() == letters.first() && distance(&letters, &word, 1).is_some()
    };
    index.language.words().of_dates.iter().copied().find(near).unwrap_or(norm)
}

/// The word that was meant by one that nobody knows.
fn mistyped(index: &Index, norm: &str) -> Option<Form> {
    let letters: Vec<char> = norm.chars().collect();
    let most = forgiven(letters.len()).min(1);
    if most == 0 {
        return None;
    }
    let same_start = index.words.iter().filter(|(word, _)| word.len() > 3 && word.first() == letters.first());
    let (_, word) = same_start.filter_map(|(word, norm)| Some((distance(&letters, word, most)?, norm))).min()?;
    index.form(word)
}

fn find_spans(index: &Index, norms: &[&str], stems: &[String], at: usize, today: time::Date, spans: &mut Vec<Span>) {
    let rest = norms.get(at..).unwrap_or_default();
    let rest = rest.get(..value::LONGEST).unwrap_or(rest);
    let stems = stems.get(at..).unwrap_or_default();
    let mut hits = index.lexicon.at(rest, stems);
    // A word of the samples is that word, not another form of a value.
    hits.retain(|hit| hit.quality >= 1.0 || rest.first().is_none_or(|norm| !index.has_word(norm)));
    if hits.is_empty() {
        let is_strange = |n: usize| rest.get(..n).is_some_and(|norms| norms.iter().all(|norm| is_strange(index, norm)));
        hits.extend((1..=2).rev().filter(|n| is_strange(*n)).find_map(|n| index.lexicon.near(rest, n)));
    }
    for hit in hits {
        let content = Content::Phrase(hit.meaning);
        let kind = Kind::Custom(hit.custom);
        let span = Span { start: at, end: at + hit.length, kind, content, quality: hit.quality };
        if index.cities == Some(hit.custom) {
            spans.push(Span { kind: Kind::City, ..span.clone() });
        }
        spans.push(span);
    }
    let language = index.language;
    let built_in = [
        (Kind::Date, value::date(rest, language, today)),
        (Kind::Duration, value::duration(rest, language)),
        (Kind::Number, value::number(rest, language)),
    ];
    for (kind, found) in built_in {
        if let Some((length, written)) = found {
            spans.push(Span { start: at, end: at + length, kind, content: Content::Written(written), quality: 1.0 });
        }
    }
}

fn is_strange(index: &Index, norm: &str) -> bool {
    index.form(norm).is_none() && !index.is_filler(norm)
}
