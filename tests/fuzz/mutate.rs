//! Changes to inputs: of bytes, of text and of JSON trees. Everything follows from the seed of the random numbers.

use serde_json::{Map, Value};

/// Random numbers (SplitMix64): the same from the same seed, on any machine.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 where that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }

    /// True once in `n` times.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn of<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }
}

/// An input to begin with.
pub struct Seed {
    pub bytes: Vec<u8>,
    tree: Option<Value>,
}

impl Seed {
    pub fn new(bytes: Vec<u8>) -> Self {
        let tree = serde_json::from_slice(&bytes).ok();
        Self { bytes, tree }
    }
}

/// Texts at which readers stumble: ends of number ranges, dates, escapes, separators, names that the documents have.
const TOKENS: [&str; 74] = [
    "",
    "null",
    "true",
    "-1",
    "0",
    "-0.0",
    "1e309",
    "-1e309",
    "1e-400",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "18446744073709551616",
    "4294967296",
    "0.1",
    "NaN",
    "Infinity",
    "{}",
    "[]",
    "\"\"",
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    ";",
    "|",
    "\t",
    "\n",
    "\r\n",
    "=",
    "&",
    "%",
    "%00",
    "%FF",
    "%2",
    "+",
    "#",
    "?",
    "/",
    "//",
    "\\",
    "\\u0000",
    "\\ud800",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "\u{fffd}",
    "\u{1f600}",
    "é",
    "'",
    "=cmd|' /C calc'!A0",
    "<script>",
    "javascript:",
    "Atza|x",
    "9999-12-31T23:59:59Z",
    "0000-00-00",
    "-9999-01-01T00:00:00Z",
    "2026-02-30",
    "2026-10-25T02:30:00+02:00",
    "P4W",
    "P999999999999W",
    "RUNNING",
    "T1",
    "sep=;",
    "slot[City]",
    "utterance",
    "state",
    "access_token",
    "v=1",
    "skill",
    "amzn1.ask.skill.11111111-1111-4111-8111-111111111111",
];

/// A changed copy of one of the seeds.
pub fn mutated(random: &mut Random, seeds: &[Seed]) -> Vec<u8> {
    let Some(seed) = random.of(seeds) else { return garbage(random) };
    match (random.below(16), &seed.tree) {
        (0, _) => garbage(random),
        (1..=9, Some(tree)) => {
            let mut tree = tree.clone();
            for _ in 0..=random.below(4) {
                let other = random.of(seeds).and_then(|seed| seed.tree.as_ref());
                change_tree(random, &mut tree, other);
            }
            let mut bytes = serde_json::to_vec(&tree).unwrap_or_default();
            if random.once_in(8) {
                change_bytes(random, &mut bytes, seeds);
            }
            bytes
        }
        _ => {
            let mut bytes = seed.bytes.clone();
            for _ in 0..=random.below(6) {
                change_bytes(random, &mut bytes, seeds);
            }
            bytes
        }
    }
}

fn garbage(random: &mut Random) -> Vec<u8> {
    (0..random.below(200)).map(|_| random.next() as u8).collect()
}

fn change_bytes(random: &mut Random, bytes: &mut Vec<u8>, seeds: &[Seed]) {
    let at = random.below(bytes.len() + 1);
    let end = (at + random.below(24)).min(bytes.len());
    match random.below(8) {
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(at..end)),
        2 | 3 => {
            let token = random.of(&TOKENS).copied().unwrap_or_default();
            bytes.splice(at..at, token.bytes());
        }
        4 => {
            let token = random.of(&TOKENS).copied().unwrap_or_default();
            bytes.splice(at..end, token.bytes());
        }
        5 => {
            let copy = bytes[at..end].to_vec();
            let to = random.below(bytes.len() + 1);
            bytes.splice(to..to, copy);
        }
        6 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
        _ => {
            let other = random.of(seeds).map(|seed| seed.bytes.as_slice()).unwrap_or_default();
            let from = random.below(other.len() + 1);
            let to = (from + random.below(200)).min(other.len());
            bytes.splice(at..end, other[from..to].iter().copied());
        }
    }
}

/// Every place of a tree, as a path of indices.
fn size(tree: &Value) -> usize {
    1 + match tree {
        Value::Object(fields) => fields.values().map(size).sum(),
        Value::Array(items) => items.iter().map(size).sum(),
        _ => 0,
    }
}

fn nth(tree: &mut Value, mut n: usize) -> Option<&mut Value> {
    if n == 0 {
        return Some(tree);
    }
    n -= 1;
    let children: Vec<&mut Value> = match tree {
        Value::Object(fields) => fields.values_mut().collect(),
        Value::Array(items) => items.iter_mut().collect(),
        _ => return None,
    };
    for child in children {
        let inside = size(child);
        if n < inside {
            return nth(child, n);
        }
        n -= inside;
    }
    None
}

fn change_tree(random: &mut Random, tree: &mut Value, other: Option<&Value>) {
    let n = random.below(size(tree));
    let Some(place) = nth(tree, n) else { return };
    match random.below(10) {
        0 => *place = Value::Null,
        1 | 2 => *place = leaf(random),
        3 => change_members(random, place),
        4 => *place = Value::Array(vec![place.clone(); random.below(4)]),
        5 => {
            let name = random.of(&TOKENS).copied().unwrap_or_default();
            *place = Value::Object(Map::from_iter([(name.to_owned(), place.clone())]));
        }
        6 => *place = Value::String(place.to_string()),
        7 => {
            for _ in 0..random.below(200) {
                *place = Value::Array(vec![place.take()]);
            }
        }
        8 => {
            if let Some(other) = other {
                let mut other = other.clone();
                let from = random.below(size(&other));
                if let Some(found) = nth(&mut other, from) {
                    *place = found.take();
                }
            }
        }
        _ => match place {
            Value::String(text) => {
                let mut bytes = std::mem::take(text).into_bytes();
                change_bytes(random, &mut bytes, &[]);
                *text = String::from_utf8_lossy(&bytes).into_owned();
            }
            other => *other = leaf(random),
        },
    }
}

fn change_members(random: &mut Random, place: &mut Value) {
    match place {
        Value::Object(fields) => {
            let name = fields.keys().nth(random.below(fields.len())).cloned().unwrap_or_default();
            let taken = fields.remove(&name);
            if let Some(value) = taken.filter(|_| random.once_in(2)) {
                let new = random.of(&TOKENS).copied().unwrap_or_default();
                fields.insert(new.to_owned(), value);
            }
        }
        Value::Array(items) => {
            let at = random.below(items.len());
            if random.once_in(2) && at < items.len() {
                items.remove(at);
            } else {
                items.insert(at, leaf(random));
            }
        }
        other => *other = leaf(random),
    }
}

fn leaf(random: &mut Random) -> Value {
    let token = random.of(&TOKENS).copied().unwrap_or_default();
    match random.below(6) {
        0 => Value::Bool(random.once_in(2)),
        1 => Value::from(random.next() as i64),
        2 => Value::from(f64::from_bits(random.next())),
        3 => Value::from(random.below(100)),
        _ => serde_json::from_str(token).unwrap_or_else(|_| Value::String(token.to_owned())),
    }
}
