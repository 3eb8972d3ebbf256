//! The words that open a skill: "open city trips", "ask city trips for …", "… with city trips".

use super::distance::distance;
use super::model::Model;
use super::text::{self, Token};

/// Whether an utterance opens the skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invoked {
    /// It opens the skill and says no more: "open city trips".
    Launch,
    /// It opens the skill with something to understand: "ask city trips for museums in berlin".
    Ask(String),
    /// It does not open the skill.
    Not,
}

/// Words of politeness before and after.
const POLITE: [&str; 12] = ["alexa", "please", "hey", "hi", "um", "uh", "could", "can", "you", "bitte", "skill", "the"];

/// Takes the invocation out of an utterance.
pub fn strip_invocation(model: &Model, utterance: &str) -> Invoked {
    let language = model.index.language;
    let words = language.words();
    let tokens = text::tokens(utterance, language);
    let name = text::norms(&model.language.invocation_name, language);
    let Some(at) = find(&tokens, &name) else { return Invoked::Not };
    let lead = tokens.iter().take_while(|token| POLITE.contains(&token.norm.as_str())).count().min(at);
    let before = tokens.get(lead..at).unwrap_or_default();
    let mut after = tokens.get(at + name.len()..).unwrap_or_default();
    while let Some((last, rest)) = after.split_last()
        && POLITE.contains(&last.norm.as_str())
    {
        after = rest;
    }
    while let Some((first, rest)) = after.split_first()
        && POLITE.contains(&first.norm.as_str())
    {
        after = rest;
    }
    let is = |tokens: &[Token], phrases: &[&str]| {
        phrases.iter().any(|phrase| {
            let phrase = text::norms(phrase, language);
            tokens.len() == phrase.len() && tokens.iter().zip(&phrase).all(|(token, word)| token.norm == *word)
        })
    };
    let opens = before.is_empty() || is(before, words.launch) || is(before, words.ask);
    if opens && (after.is_empty() || is(after, words.launch_after)) {
        return Invoked::Launch;
    }
    let raw = |tokens: &[Token]| {
        let ends = tokens.first().zip(tokens.last());
        let rest = ends.and_then(|(first, last)| utterance.get(first.start..last.end.max(first.end)));
        rest.unwrap_or_default().to_owned()
    };
    if opens {
        let link = words.link.iter().map(|link| text::norms(link, language));
        let leads =
            |link: &Vec<String>| after.len() > link.len() && after.iter().zip(link).all(|(t, word)| t.norm == *word);
        let length = link.filter(leads).map(|link| link.len()).max().unwrap_or(0);
        let rest = after.get(length..).unwrap_or_default();
        return Invoked::Ask(raw(rest));
    }
    match before.split_last() {
        Some((last, rest)) if after.is_empty() && !rest.is_empty() && words.with.contains(&last.norm.as_str()) => {
            Invoked::Ask(raw(rest))
        }
        _ => Invoked::Not,
    }
}

/// Where the name stands. One slip a word is forgiven in words of four letters and more.
fn find(tokens: &[Token], name: &[String]) -> Option<usize> {
    if name.is_empty() {
        return None;
    }
    let is_near = |a: &str, b: &str| {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        let most = usize::from(b.len() >= 4 && a.first() == b.first());
        distance(&a, &b, most).is_some()
    };
    tokens
        .windows(name.len())
        .position(|window| window.iter().zip(name).all(|(token, word)| is_near(&token.norm, word)))
}

#[cfg(test)]
mod tests {
    use super::super::model;
    use super::*;

    fn stripped(locale: &str, utterance: &str) -> Invoked {
        strip_invocation(model("amzn1.ask.skill.11111111-1111-4111-8111-111111111111", locale).unwrap(), utterance)
    }

    #[test]
    fn a_skill_is_opened_with_and_without_a_request() {
        for text in [
            "open city trips",
            "Alexa, start City Trips!",
            "city trips",
            "talk to city trips please",
            "open city trip",
            "ask city trips",
        ] {
            assert_eq!(stripped("en-US", text), Invoked::Launch, "{text}");
        }
        for (text, rest) in [
            ("ask city trips for museums in Berlin", "museums in Berlin"),
            ("tell city trips to book a trip", "book a trip"),
            ("open city trips and find a train to Paris", "find a train to Paris"),
            ("ask city trips what is the weather in rome", "what is the weather in rome"),
            ("book a trip to Köln with city trips", "book a trip to Köln"),
        ] {
            assert_eq!(stripped("en-US", text), Invoked::Ask(rest.to_owned()), "{text}");
        }
        for text in ["book a trip", "show me city trips to paris", "", "open", "🚆"] {
            assert_eq!(stripped("en-US", text), Invoked::Not, "{text}");
        }
    }

    #[test]
    fn german_and_japanese_open_it_in_their_ways() {
        for text in ["öffne Städtereisen", "Alexa, starte staedtereisen", "städtereisen öffnen"] {
            assert_eq!(stripped("de-DE", text), Invoked::Launch, "{text}");
        }
        let ask = stripped("de-DE", "frage Städtereisen nach Museen in Köln");
        assert_eq!(ask, Invoked::Ask("Museen in Köln".to_owned()));
        for text in ["シティートリップを開いて", "シティートリップ"] {
            assert_eq!(stripped("ja-JP", text), Invoked::Launch, "{text}");
        }
        assert_eq!(
            stripped("ja-JP", "シティートリップで東京の天気を教えて"),
            Invoked::Ask("東京の天気を教えて".to_owned())
        );
    }
}
