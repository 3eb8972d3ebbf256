//! A model made ready for matching: what its samples are made of, and how much each word says.

use std::collections::{HashMap, HashSet};

use super::language::Language;
use super::lexicon::Lexicon;
use super::text;
use crate::domain::interaction_model::InteractionModel;

/// A word as the model knows it. Numbers stand for words; `key` is one for all words that mean about the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// The word itself; absent where no sample has it.
    pub norm: Option<u32>,
    /// Without its ending; likewise.
    pub stem: Option<u32>,
    /// What it means.
    pub key: u32,
}

/// What is known of a slot's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The model's own type of this number.
    Custom(usize),
    /// `AMAZON.City`.
    City,
    /// `AMAZON.NUMBER`.
    Number,
    /// `AMAZON.DATE`.
    Date,
    /// `AMAZON.DURATION`.
    Duration,
}

impl Kind {
    /// Whether a word that nobody knows can be its value.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Custom(_) | Self::City)
    }

    /// How much it says about an intent that its slot is filled.
    pub fn worth(self) -> f32 {
        match self {
            Self::Custom(_) | Self::City => 1.0,
            Self::Date | Self::Duration => 0.6,
            Self::Number => 0.4,
        }
    }
}

/// A slot of an intent.
#[derive(Debug)]
pub struct SlotIndex {
    /// Its name.
    pub name: String,
    /// The kind of its type; `None` for a type that is unknown.
    pub kind: Option<Kind>,
    /// How many samples have it.
    pub samples: usize,
}

/// A part of a sample.
#[derive(Debug, Clone, Copy)]
pub enum Item {
    /// A word.
    Word(Form, f32),
    /// The intent's slot of this number.
    Slot(usize),
}

/// A sample utterance.
#[derive(Debug)]
pub struct Sample {
    /// The number of its intent.
    pub intent: usize,
    /// Its parts.
    pub items: Vec<Item>,
}

/// An intent.
#[derive(Debug)]
pub struct IntentIndex {
    /// Its name.
    pub name: String,
    /// Its slots.
    pub slots: Vec<SlotIndex>,
}

/// What a word beside a slot says about which slot it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cue {
    /// It stands beside others of the intent's slots with the same type, and never beside this one.
    Other,
    /// Nothing.
    None,
    /// It stands beside this one.
    Own,
}

/// A model made ready.
#[derive(Debug)]
pub struct Index {
    /// Its language.
    pub language: Language,
    /// Its intents, in the model's order.
    pub intents: Vec<IntentIndex>,
    /// All samples.
    pub samples: Vec<Sample>,
    /// The words of its slot types.
    pub lexicon: Lexicon,
    /// The number of the type whose values are cities.
    pub cities: Option<usize>,
    /// What is said for each built-in intent, in tokens.
    pub phrases: Vec<(String, Vec<String>)>,
    /// The words of the samples, for those that were mistyped.
    pub words: Vec<(Vec<char>, String)>,
    norms: HashMap<String, u32>,
    stems: HashMap<String, u32>,
    keys: HashMap<String, u32>,
    concepts: HashMap<String, usize>,
    fillers: HashSet<&'static str>,
    /// By key: its weight, and for each intent how much the key speaks for it, up to 1.
    evidence: HashMap<u32, (f32, Vec<f32>)>,
    /// By kind of value: how much it speaks for each intent.
    kinds: HashMap<Kind, Vec<f32>>,
    cues: HashMap<u32, HashSet<String>>,
}

/// A part of a sample before words became numbers.
enum Raw {
    Word(String),
    Slot(String),
}

fn parts(sample: &str, language: Language) -> Vec<Raw> {
    let mut parts = Vec::new();
    let mut rest = sample;
    while let Some((before, slot_and_rest)) = rest.split_once('{') {
        let (slot, after) = slot_and_rest.split_once('}').unwrap_or((slot_and_rest, ""));
        parts.extend(text::norms(before, language).into_iter().map(Raw::Word));
        parts.push(Raw::Slot(slot.to_owned()));
        rest = after;
    }
    parts.extend(text::norms(rest, language).into_iter().map(Raw::Word));
    parts
}

impl Index {
    /// Makes a model ready.
    pub fn new(model: &InteractionModel, language: Language) -> Self {
        let words = language.words();
        let mut concepts = HashMap::new();
        for (n, group) in words.concepts.iter().enumerate() {
            for word in *group {
                let word = language.fold((*word).to_owned());
                concepts.entry(language.stem(&word)).or_insert(n);
                concepts.entry(word).or_insert(n);
            }
        }
        let kind = |name: &str| match name {
            "AMAZON.NUMBER" | "AMAZON.FOUR_DIGIT_NUMBER" => Some(Kind::Number),
            "AMAZON.DATE" => Some(Kind::Date),
            "AMAZON.DURATION" => Some(Kind::Duration),
            "AMAZON.City" => Some(Kind::City),
            _ => model.types.iter().position(|t| t.name == name).map(Kind::Custom),
        };
        let mut intents = Vec::new();
        let mut raw: Vec<(usize, Vec<Raw>)> = Vec::new();
        for (n, intent) in model.intents.iter().enumerate() {
            let built_in =
                words.built_in.iter().filter(|(name, _)| *name == intent.name).flat_map(|(_, phrases)| *phrases);
            let samples = intent.samples.iter().map(String::as_str).chain(built_in.copied());
            let parts: Vec<Vec<Raw>> = samples.map(|sample| parts(sample, language)).collect();
            let has =
                |slot: &str| parts.iter().flatten().filter(|p| matches!(p, Raw::Slot(name) if name == slot)).count();
            let slots = intent.slots.iter().map(|slot| SlotIndex {
                name: slot.name.clone(),
                kind: kind(&slot.slot_type),
                samples: has(&slot.name),
            });
            intents.push(IntentIndex { name: intent.name.clone(), slots: slots.collect() });
            raw.extend(parts.into_iter().map(|parts| (n, parts)));
        }
        let mut index = Self {
            language,
            intents,
            samples: Vec::new(),
            lexicon: Lexicon::new(&model.types, language),
            cities: model.types.iter().position(|t| t.name == "City"),
            phrases: Vec::new(),
            words: Vec::new(),
            norms: HashMap::new(),
            stems: HashMap::new(),
            keys: HashMap::new(),
            concepts,
            fillers: words.fillers.iter().copied().collect(),
            evidence: HashMap::new(),
            kinds: HashMap::new(),
            cues: HashMap::new(),
        };
        index.learn_words(&raw);
        index.learn_evidence(&raw);
        index.learn_samples(raw);
        index
    }

    fn learn_words(&mut self, raw: &[(usize, Vec<Raw>)]) {
        let number = |map: &mut HashMap<String, u32>, text: String| {
            let next = u32::try_from(map.len()).unwrap_or(u32::MAX);
            map.entry(text).or_insert(next);
        };
        for part in raw.iter().flat_map(|(_, parts)| parts) {
            if let Raw::Word(norm) = part {
                if !self.norms.contains_key(norm) {
                    self.words.push((norm.chars().collect(), norm.clone()));
                }
                let (stem, meaning) = (self.language.stem(norm), self.meaning(norm));
                number(&mut self.norms, norm.clone());
                number(&mut self.stems, stem);
                number(&mut self.keys, meaning);
            }
        }
    }

    fn learn_evidence(&mut self, raw: &[(usize, Vec<Raw>)]) {
        let count = self.intents.len();
        let mut samples_of = vec![0.0_f32; count];
        let mut keys: HashMap<u32, Vec<f32>> = HashMap::new();
        let mut kinds: HashMap<Kind, Vec<f32>> = HashMap::new();
        for (intent, parts) in raw {
            samples_of[*intent] += 1.0;
            let (mut seen, mut seen_kinds) = (HashSet::new(), HashSet::new());
            for part in parts {
                match part {
                    Raw::Word(norm) => seen.extend(self.form(norm).map(|form| form.key)),
                    Raw::Slot(name) => seen_kinds.extend(self.kind(*intent, name).map(|kind| self.alike(kind))),
                }
            }
            for key in seen {
                keys.entry(key).or_insert_with(|| vec![0.0; count])[*intent] += 1.0;
            }
            for kind in seen_kinds {
                kinds.entry(kind).or_insert_with(|| vec![0.0; count])[*intent] += 1.0;
            }
        }
        let shares = |counts: &[f32]| -> Vec<f32> {
            let rates: Vec<f32> = counts.iter().zip(&samples_of).map(|(n, all)| n / (all + 2.0)).collect();
            let sum: f32 = rates.iter().sum();
            rates.iter().map(|rate| if sum > 0.0 { rate / sum } else { 0.0 }).collect()
        };
        let most = (count.max(2) as f32).ln();
        for (key, counts) in keys {
            let in_intents = counts.iter().filter(|n| **n > 0.0).count().max(1) as f32;
            let weight = (1.0 - in_intents.ln() / most).clamp(0.15, 1.0);
            self.evidence.insert(key, (weight, shares(&counts)));
        }
        self.kinds = kinds.into_iter().map(|(kind, counts)| (kind, shares(&counts))).collect();
    }

    fn learn_samples(&mut self, raw: Vec<(usize, Vec<Raw>)>) {
        let follow = self.language.cues_follow();
        for (intent, parts) in raw {
            if let Some(name) = self.intents.get(intent).map(|i| &i.name).filter(|name| name.starts_with("AMAZON.")) {
                let norms =
                    parts.iter().filter_map(|part| if let Raw::Word(norm) = part { Some(norm.clone()) } else { None });
                self.phrases.push((name.clone(), norms.collect()));
            }
            let mut items = Vec::new();
            for (at, part) in parts.iter().enumerate() {
                match part {
                    Raw::Word(norm) => {
                        if let Some(form) = self.form(norm) {
                            items.push(Item::Word(form, self.weight(norm, form)));
                        }
                    }
                    Raw::Slot(name) => {
                        let beside = if follow { Some(at + 1) } else { at.checked_sub(1) };
                        if let Some(Raw::Word(norm)) = beside.and_then(|at| parts.get(at))
                            && let Some(form) = self.form(norm)
                            && !self.language.words().articles.contains(&norm.as_str())
                        {
                            self.cues.entry(form.key).or_default().insert(name.clone());
                        }
                        let slot = self.intents.get(intent).and_then(|i| i.slots.iter().position(|s| s.name == *name));
                        items.extend(slot.map(Item::Slot));
                    }
                }
            }
            self.samples.push(Sample { intent, items });
        }
    }

    /// One text for all words that mean about the same.
    fn meaning(&self, norm: &str) -> String {
        let stem = self.language.stem(norm);
        match self.concepts.get(norm).or_else(|| self.concepts.get(&stem)) {
            Some(concept) => format!("={concept}"),
            None => stem,
        }
    }

    fn kind(&self, intent: usize, slot: &str) -> Option<Kind> {
        self.intents.get(intent)?.slots.iter().find(|s| s.name == slot)?.kind
    }

    /// The word as the model knows it; `None` where no sample has it or one that means the same.
    pub fn form(&self, norm: &str) -> Option<Form> {
        let key = *self.keys.get(&self.meaning(norm))?;
        Some(Form {
            norm: self.norms.get(norm).copied(),
            stem: self.stems.get(&self.language.stem(norm)).copied(),
            key,
        })
    }

    /// Whether a word says little.
    pub fn is_filler(&self, norm: &str) -> bool {
        self.fillers.contains(norm)
    }

    /// How much a word of the model says, up to 1.
    pub fn weight(&self, norm: &str, form: Form) -> f32 {
        let weight = self.evidence.get(&form.key).map_or(0.5, |(weight, _)| *weight);
        if self.is_filler(norm) { 0.2 * weight } else { weight }
    }

    /// How much a word speaks for each intent.
    pub fn evidence(&self, key: u32) -> Option<&[f32]> {
        self.evidence.get(&key).map(|(_, shares)| shares.as_slice())
    }

    /// How much a kind of value speaks for each intent.
    pub fn kind_evidence(&self, kind: Kind) -> Option<&[f32]> {
        self.kinds.get(&self.alike(kind)).map(Vec::as_slice)
    }

    /// One kind for all kinds of cities.
    fn alike(&self, kind: Kind) -> Kind {
        if kind == Kind::City { self.cities.map_or(kind, Kind::Custom) } else { kind }
    }

    /// Whether values of a kind are cities, of which there are more than any model has.
    pub fn is_city(&self, kind: Kind) -> bool {
        kind == Kind::City || self.cities.is_some_and(|cities| kind == Kind::Custom(cities))
    }

    /// Whether a sample has the word as it is.
    pub fn has_word(&self, norm: &str) -> bool {
        self.norms.contains_key(norm)
    }

    /// What a word beside a slot says about it.
    pub fn cue(&self, intent: &IntentIndex, slot: &SlotIndex, beside: Option<u32>) -> Cue {
        let Some(names) = beside.and_then(|key| self.cues.get(&key)) else { return Cue::None };
        if names.contains(&slot.name) {
            return Cue::Own;
        }
        let has_rival = intent.slots.iter().any(|other| other.kind == slot.kind && names.contains(&other.name));
        if has_rival { Cue::Other } else { Cue::None }
    }
}
