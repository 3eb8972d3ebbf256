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

/// The sights of a city, all or of a kind, in the order in which they are named.
pub fn sights(city: &City, kind: Option<&str>, language: Language) -> [String; 6] {
    let general = language.pick(
        [
            "the old town",
            "the city museum",
            "the central park",
            "the harbour walk",
            "the market hall",
            "the lookout tower",
        ],
        [
            "die Altstadt",
            "das Stadtmuseum",
            "der Stadtpark",
            "die Hafenpromenade",
            "die Markthalle",
            "der Aussichtsturm",
        ],
        ["旧市街", "市立博物館", "中央公園", "港の遊歩道", "市場", "展望台"],
    );
    let places = language.pick(
        ["by the river", "at the station", "in the old town", "on the hill", "at the harbour", "on Market Street"],
        ["am Fluss", "am Bahnhof", "in der Altstadt", "auf dem Berg", "am Hafen", "in der Marktstraße"],
        ["川沿い", "駅前", "旧市街", "丘の上", "港", "市場通り"],
    );
    let first = figure(["sights", &city.id, kind.unwrap_or_default()], 0, 5) as usize;
    std::array::from_fn(|n| {
        let n = (first + n) % general.len();
        let place = places.get(n).copied().unwrap_or_default();
        match kind {
            None => general.get(n).copied().unwrap_or_default().to_owned(),
            Some(kind) => language.pick(
                format!("the {} {place}", kind.to_lowercase()),
                format!("{kind} {place}"),
                format!("{place}の{kind}"),
            ),
        }
    })
}

/// A temperature in degrees Celsius, and whether it rains.
pub fn weather(city: &City, when: &str) -> (u64, bool) {
    (figure(["degrees", &city.id, when], 4, 29), figure(["rain", &city.id, when], 0, 2) == 0)
}

/// A day as it is said: Alexa gives days as `2026-11-27`, and weeks, seasons and years in forms of their own, which are
/// said as they are.
pub fn day(value: &str, language: Language) -> String {
    let parts: Vec<&str> = value.split('-').collect();
    let [Ok(year), Ok(month), Ok(day)] = [0, 1, 2].map(|n| parts.get(n).copied().unwrap_or_default().parse::<u16>())
    else {
        return value.to_owned();
    };
    let month = u8::try_from(month).ok().and_then(|month| time::Month::try_from(month).ok());
    let date = month.zip(u8::try_from(day).ok());
    let date = date.and_then(|(month, day)| time::Date::from_calendar_date(i32::from(year), month, day).ok());
    let Some(date) = date.filter(|_| parts.len() == 3) else { return value.to_owned() };
    let (weekday, month) = (date.weekday().number_days_from_monday(), usize::from(u8::from(date.month())));
    let german = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
    let months = [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ];
    match language {
        Language::English => format!("{}, {} {}", date.weekday(), date.month(), date.day()),
        Language::German => {
            let weekday = german.get(usize::from(weekday)).copied().unwrap_or_default();
            format!("{weekday}, {}. {}", date.day(), months.get(month.wrapping_sub(1)).copied().unwrap_or_default())
        }
        Language::Japanese => format!("{month}月{}日", date.day()),
    }
}

/// A span of time as it is said: `P3D` is three days. Others are said as they are.
pub fn span(value: &str, language: Language) -> String {
    let unit = value.chars().last().unwrap_or_default();
    let count = value.strip_prefix('P').and_then(|rest| rest.strip_suffix(unit)).and_then(|n| n.parse::<u32>().ok());
    let (Some(count), Some([one, many, kanji])) = (
        count,
        match (unit, language) {
            ('D', Language::German) => Some(["Tag", "Tage", ""]),
            ('D', _) => Some(["day", "days", "日間"]),
            ('W', Language::German) => Some(["Woche", "Wochen", ""]),
            ('W', _) => Some(["week", "weeks", "週間"]),
            ('M', Language::German) => Some(["Monat", "Monate", ""]),
            ('M', _) => Some(["month", "months", "か月"]),
            _ => None,
        },
    ) else {
        return value.to_owned();
    };
    match language {
        Language::Japanese => format!("{count}{kanji}"),
        _ => format!("{count} {}", if count == 1 { one } else { many }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{English, German, Japanese};

    #[test]
    fn days_and_spans_are_said_in_the_customers_language() {
        assert_eq!(day("2026-11-27", English), "Friday, November 27");
        assert_eq!(day("2026-03-01", German), "Sonntag, 1. März");
        assert_eq!(day("2026-11-27", Japanese), "11月27日");
        for other in ["2026-W48", "2026-13-01", "2026-02-30", "2026-11", "tomorrow", "", "2026-11-27-1", "x-y-z"] {
            assert_eq!(day(other, English), other);
        }
        assert_eq!([span("P1D", English), span("P3D", German), span("P2W", Japanese)], ["1 day", "3 Tage", "2週間"]);
        for other in ["PT2H", "P", "", "three days", "日"] {
            assert_eq!(span(other, English), other);
        }
    }

    #[test]
    fn the_same_trip_is_the_same_and_the_same_city_has_its_sights_in_every_language() {
        let city = |id: &str| City { id: id.to_owned(), name: id.to_uppercase() };
        let (minutes, price) = connection(&city("sea"), &city("pdx"), "train");
        assert_eq!((minutes, price), connection(&city("sea"), &city("pdx"), "train"));
        assert!((45..=480).contains(&minutes) && minutes % 5 == 0 && (19..=320).contains(&price));
        let english = sights(&city("rom"), None, English);
        let names: std::collections::BTreeSet<_> = english.iter().collect();
        assert_eq!(names.len(), 6);
        assert!(sights(&city("rom"), Some("Museum"), English).iter().all(|sight| sight.starts_with("the museum ")));
        let at = |name: &str, all: &[String; 6]| all.iter().position(|sight| sight == name);
        assert_eq!(at("the old town", &english), at("die Altstadt", &sights(&city("rom"), None, German)));
    }
}
