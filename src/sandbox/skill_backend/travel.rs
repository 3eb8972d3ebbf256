//! What City Trips knows about cities and trips. Figures are hashes of what they are about.

use serde::{Deserialize, Serialize};

use super::Language;
use crate::domain::intent::{Intent, Slot};
use crate::sandbox::hash;

/// A city as a customer named it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct City {
    /// Its id in the interaction model, else its name in lower case: the same in every language.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// The city in a slot.
pub fn city(intent: &Intent, slot: &str) -> Option<City> {
    let slot = intent.slot(slot)?;
    let words = slot.value.as_deref()?;
    match slot.resolved() {
        Some(value) => {
            Some(City { id: value.id.clone().unwrap_or_else(|| value.name.to_lowercase()), name: value.name.clone() })
        }
        None => Some(City { id: words.to_lowercase(), name: title(words) }),
    }
}

/// The name that a slot's words were resolved to, else the words.
pub fn words(intent: &Intent, slot: &str) -> Option<String> {
    let slot: &Slot = intent.slot(slot)?;
    let words = slot.value.clone()?;
    Some(slot.resolved().map_or(words, |value| value.name.clone()))
}

fn title(words: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    words.split_whitespace().map(capital).collect::<Vec<_>>().join(" ")
}

/// A number from `least` up to and with `most` that follows from texts.
fn figure(parts: [&str; 3], least: u64, most: u64) -> u64 {
    let key = parts.iter().fold(11, |key, part| hash::mix_text(hash::mix(key, part.len() as u64), part));
    least + key % (most - least + 1)
}

/// How long a trip takes and what it costs, in minutes and in dollars or euros.
pub fn connection(from: &City, to: &City, mode: &str) -> (u64, u64) {
    (figure(["minutes", &from.id, &to.id], 45, 480) / 5 * 5, figure([mode, &from.id, &to.id], 19, 320))
}

/// Minutes in words.
pub fn duration(minutes: u64, language: Language) -> String {
    let (h, m) = (minutes / 60, minutes % 60);
    match (h, m, language) {
        (0, m, Language::English) => format!("{m} minutes"),
        (h, 0, Language::English) => format!("{h} {}", if h == 1 { "hour" } else { "hours" }),
        (h, m, Language::English) => format!("{h} {} and {m} minutes", if h == 1 { "hour" } else { "hours" }),
        (0, m, Language::German) => format!("{m} Minuten"),
        (h, 0, Language::German) => format!("{h} {}", if h == 1 { "Stunde" } else { "Stunden" }),
        (h, m, Language::German) => format!("{h} {} und {m} Minuten", if h == 1 { "Stunde" } else { "Stunden" }),
        (0, m, Language::Japanese) => format!("{m}分"),
        (h, 0, Language::Japanese) => format!("{h}時間"),
        (h, m, Language::Japanese) => format!("{h}時間{m}分"),
    }
}

/// The sights of a city, in the order in which they are named.
pub fn sights(city: &City, language: Language) -> [String; 6] {
    let kinds = language.pick(
        ["old town", "city museum", "central park", "harbour walk", "market hall", "lookout tower"],
        ["Altstadt", "Stadtmuseum", "Stadtpark", "Hafenpromenade", "Markthalle", "Aussichtsturm"],
        ["旧市街", "市立博物館", "中央公園", "港の遊歩道", "市場", "展望台"],
    );
    let first = figure(["sights", &city.id, ""], 0, 5) as usize;
    std::array::from_fn(|n| kinds.get((first + n) % kinds.len()).copied().unwrap_or_default().to_owned())
}

/// A temperature in degrees Celsius, and whether it rains.
pub fn weather(city: &City, when: &str) -> (u64, bool) {
    (figure(["degrees", &city.id, when], 4, 29), figure(["rain", &city.id, when], 0, 2) == 0)
}

/// A figure about a city: inhabitants in thousands, and the year of its founding.
pub fn facts(city: &City) -> (u64, u64) {
    (figure(["people", &city.id, ""], 8, 330) * 10, figure(["year", &city.id, ""], 1_050, 1_870))
}
