//! Numbers in words and digits, up to 999.

const ENGLISH: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const ENGLISH_TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

const GERMAN: [&str; 20] = [
    "null", "eins", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwolf",
    "dreizehn", "vierzehn", "funfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
];
const GERMAN_TENS: [&str; 8] =
    ["zwanzig", "dreissig", "vierzig", "funfzig", "sechzig", "siebzig", "achtzig", "neunzig"];

/// A word's place in a list, as a number.
fn place(list: &[&str], word: &str) -> Option<u32> {
    list.iter().position(|entry| *entry == word).and_then(|at| u32::try_from(at).ok())
}

/// Digits, up to three of them.
pub fn digits(word: &str) -> Option<u32> {
    if word.is_empty() || word.len() > 3 { None } else { word.parse().ok() }
}

/// An English number and how many tokens it has.
pub fn english(norms: &[&str]) -> Option<(usize, u32)> {
    let first = *norms.first()?;
    if let Some(n) = digits(first) {
        return Some((1, n));
    }
    match norms {
        ["a", "couple", "of", ..] => return Some((3, 2)),
        ["a", "couple", ..] => return Some((2, 2)),
        ["a", "dozen", ..] => return Some((2, 12)),
        ["a" | "one", "hundred", ..] => return Some((2, 100)),
        _ => {}
    }
    if let Some(tens) = place(&ENGLISH_TENS, first) {
        let tens = 20 + 10 * tens;
        let unit = norms.get(1).and_then(|next| place(&ENGLISH, next)).filter(|unit| (1..10).contains(unit));
        return Some(unit.map_or((1, tens), |unit| (2, tens + unit)));
    }
    place(&ENGLISH, first).map(|n| (1, n))
}

/// A German number and how many tokens it has: always one.
pub fn german(norms: &[&str]) -> Option<(usize, u32)> {
    german_word(norms.first()?).map(|n| (1, n))
}

fn german_word(word: &str) -> Option<u32> {
    if let Some(n) = digits(word) {
        return Some(n);
    }
    if ["ein", "eine", "einen", "einem", "einer"].contains(&word) {
        return Some(1);
    }
    if word == "zwo" {
        return Some(2);
    }
    if let Some((unit, tens)) = word.split_once("und")
        && let Some(tens) = place(&GERMAN_TENS, tens)
    {
        let unit = if unit == "ein" { Some(1) } else { place(&GERMAN, unit) };
        return unit.filter(|unit| (1..10).contains(unit)).map(|unit| 20 + 10 * tens + unit);
    }
    place(&GERMAN_TENS, word).map(|tens| 20 + 10 * tens).or_else(|| place(&GERMAN, word))
}

/// The day of a month as an English ordinal, and how many tokens it has.
pub fn english_ordinal(norms: &[&str]) -> Option<(usize, u32)> {
    const IRREGULAR: [(&str, u32); 12] = [
        ("first", 1),
        ("second", 2),
        ("third", 3),
        ("fifth", 5),
        ("eighth", 8),
        ("ninth", 9),
        ("twelfth", 12),
        ("twentieth", 20),
        ("thirtieth", 30),
        ("eleventh", 11),
        ("fourth", 4),
        ("seventh", 7),
    ];
    let first = *norms.first()?;
    let one = |word: &str| {
        let irregular = IRREGULAR.iter().find(|(name, _)| *name == word).map(|(_, n)| *n);
        irregular.or_else(|| place(&ENGLISH, word.strip_suffix("th")?))
    };
    for ending in ["st", "nd", "rd", "th"] {
        if let Some(n) = first.strip_suffix(ending).and_then(digits) {
            return Some((1, n));
        }
    }
    if let Some(tens) = place(&ENGLISH_TENS, first)
        && let Some(unit) = norms.get(1).and_then(|next| one(next)).filter(|unit| (1..10).contains(unit))
    {
        return Some((2, 20 + 10 * tens + unit));
    }
    one(first).map(|n| (1, n))
}

/// The day of a month as a German ordinal: always one token.
pub fn german_ordinal(word: &str) -> Option<u32> {
    if let Some(n) = digits(word) {
        return Some(n);
    }
    let base = ["sten", "ster", "ste", "ten", "ter", "te"].iter().find_map(|ending| word.strip_suffix(ending))?;
    match base {
        "er" => Some(1),
        "drit" => Some(3),
        "sieb" | "sieben" => Some(7),
        "ach" | "acht" => Some(8),
        _ => german_word(base),
    }
}
