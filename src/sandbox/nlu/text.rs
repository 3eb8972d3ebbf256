//! Normalising: an utterance becomes tokens.
//!
//! A token is a run of letters and digits, in lower case and without accents; full-width letters count as plain ones.
//! Han and hiragana, which are written without spaces, are a token each, a run of katakana is one. Everything else
//! (punctuation, emoji, marks of direction) only separates. English contractions are opened ("what's" is "what is").
//! Each token knows where it stands, so that a slot's value can be given in the words as they came.

use super::language::Language;

/// A word, or a character where words are not told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What is compared.
    pub norm: String,
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
}

/// The most tokens of an utterance; what comes after them is not heard. Bounds the work that an utterance can make.
pub const MOST_TOKENS: usize = 96;

/// The tokens of a text, at most [`MOST_TOKENS`].
pub fn tokens(text: &str, language: Language) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut run: Option<Run> = None;
    for (at, c) in text.char_indices() {
        if tokens.len() >= MOST_TOKENS {
            break;
        }
        let kind = Kind::of(c);
        let goes_on = run.as_ref().is_some_and(|run| run.kind == kind || kind == Kind::Mark);
        if !goes_on && let Some(run) = run.take() {
            run.finish(language, &mut tokens);
        }
        match kind {
            Kind::Gap => {}
            Kind::Mark if run.is_none() => {}
            _ => run.get_or_insert_with(|| Run::new(kind, at)).push(at, c),
        }
        if kind == Kind::Alone
            && let Some(run) = run.take()
        {
            run.finish(language, &mut tokens);
        }
    }
    if let Some(run) = run {
        run.finish(language, &mut tokens);
    }
    tokens.truncate(MOST_TOKENS);
    tokens
}

/// The compared forms of a text's tokens.
pub fn norms(text: &str, language: Language) -> Vec<String> {
    tokens(text, language).into_iter().map(|token| token.norm).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Part of a word of letters and digits.
    Letter,
    /// Part of a run of katakana.
    Katakana,
    /// A token by itself.
    Alone,
    /// An apostrophe or an accent: part of the word before it.
    Mark,
    /// Nothing.
    Gap,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            '\'' | '’' | '\u{300}'..='\u{36f}' => Self::Mark,
            '\u{30a1}'..='\u{30fa}' | '\u{30fc}' | '\u{ff66}'..='\u{ff9d}' => Self::Katakana,
            '\u{3041}'..='\u{3096}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '々' => Self::Alone,
            c if c.is_alphanumeric() => Self::Letter,
            _ => Self::Gap,
        }
    }
}

struct Run {
    kind: Kind,
    start: usize,
    end: usize,
    norm: String,
    /// What stands behind an apostrophe.
    suffix: Option<(usize, String)>,
}

impl Run {
    fn new(kind: Kind, start: usize) -> Self {
        Self { kind, start, end: start, norm: String::new(), suffix: None }
    }

    fn push(&mut self, at: usize, c: char) {
        if matches!(c, '\'' | '’') {
            self.suffix.get_or_insert_with(|| (self.end, String::new()));
            return;
        }
        self.end = at + c.len_utf8();
        match &mut self.suffix {
            Some((_, suffix)) => fold(c, suffix),
            None => fold(c, &mut self.norm),
        }
    }

    fn finish(self, language: Language, tokens: &mut Vec<Token>) {
        let Self { start, mut end, mut norm, suffix, .. } = self;
        let mut more = Vec::new();
        if let Some((base_end, suffix)) = suffix {
            match language.contraction(&norm, &suffix) {
                Some(words) => {
                    end = base_end;
                    let mut words = words.into_iter();
                    norm = words.next().unwrap_or(norm);
                    more.extend(words);
                }
                None => norm.push_str(&suffix),
            }
        }
        let expanded = language.expansion(&norm);
        if let [first, rest @ ..] = expanded {
            (*first).clone_into(&mut norm);
            more.extend(rest.iter().map(|&word| word.to_owned()));
        }
        let norm = language.fold(norm);
        if norm.is_empty() {
            return;
        }
        tokens.push(Token { norm, start, end });
        tokens.extend(more.into_iter().map(|norm| Token { norm, start: end, end }));
    }
}

/// Adds a letter in its compared form: lower case, no accent, not full-width.
fn fold(c: char, to: &mut String) {
    let c = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    };
    for c in c.to_lowercase() {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => to.push('a'),
            'ç' | 'ć' | 'č' => to.push('c'),
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => to.push('e'),
            'ì'..='ï' | 'ī' | 'ı' => to.push('i'),
            'ñ' | 'ń' | 'ň' => to.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => to.push('o'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => to.push('u'),
            'ý' | 'ÿ' => to.push('y'),
            'š' | 'ś' | 'ş' => to.push('s'),
            'ž' | 'ź' | 'ż' => to.push('z'),
            'ł' => to.push('l'),
            'ß' => to.push_str("ss"),
            'æ' => to.push_str("ae"),
            'œ' => to.push_str("oe"),
            '\u{300}'..='\u{36f}' => {}
            c => to.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_punctuation_accents_width_and_emoji_make_no_difference() {
        for text in ["book a trip to zurich", "Book a TRIP, to Zürich!", "ＢＯＯＫ a trip to Zu\u{308}rich 🚆🚆"]
        {
            assert_eq!(norms(text, Language::English), ["book", "a", "trip", "to", "zurich"], "{text}");
        }
        assert_eq!(norms("München muenchen Straße", Language::German), ["munchen", "munchen", "strasse"]);
    }

    #[test]
    fn contractions_are_opened_and_a_possessive_is_the_word_itself() {
        assert_eq!(norms("What’s Berlin's weather", Language::English), ["what", "is", "berlin", "weather"]);
        assert_eq!(norms("i don't, I'd", Language::English), ["i", "do", "not", "i", "would"]);
        assert_eq!(norms("wie geht's", Language::German), ["wie", "geht", "es"]);
    }

    #[test]
    fn japanese_is_taken_character_by_character_but_katakana_in_runs() {
        assert_eq!(norms("シアトルの天気", Language::Japanese), ["シアトル", "の", "天", "気"]);
        assert_eq!(norms("12月24日", Language::Japanese), ["12", "月", "24", "日"]);
    }

    #[test]
    fn a_token_knows_where_it_stands() {
        let text = "from  Köln, 日本 שלום";
        for token in tokens(text, Language::English) {
            assert!(text.get(token.start..token.end).is_some_and(|raw| !raw.is_empty()));
        }
        assert_eq!(tokens(text, Language::English)[1], Token { norm: "koln".into(), start: 6, end: 11 });
        assert_eq!(tokens(&"a ".repeat(10_000), Language::English).len(), MOST_TOKENS);
    }
}
