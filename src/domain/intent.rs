//! Intents and slots as the simulator and the utterance profiler return them (skill-simulation-rest-api.txt,
//! ConsideredIntents object; utterance-profiler-rest-api.txt, Intent object).
//!
//! Read leniently, because the documents and Amazon's clients differ: a resolved value is `{name, id}` or
//! `{value: {name, id}}`, slots are an object by name or absent, everything may be null. Written in one form only, that
//! of the profiler's document, so that what was kept is read again.

use serde::{Deserialize, Deserializer, Serialize};

use super::open_enum::open_enum;

open_enum! {
    /// Whether the person confirmed an intent or a slot.
    #[derive(Default)]
    ConfirmationStatus {
        /// Neither confirmed nor denied.
        #[default]
        None = "NONE",
        /// Confirmed.
        Confirmed = "CONFIRMED",
        /// Denied.
        Denied = "DENIED",
    }
}

open_enum! {
    /// How the resolution of a slot's words ended (`resolutionsPerAuthority[].status.code`).
    ResolutionCode {
        /// The words are a value or a synonym of the slot type.
        Match = "ER_SUCCESS_MATCH",
        /// They are neither.
        NoMatch = "ER_SUCCESS_NO_MATCH",
        /// It took too long.
        Timeout = "ER_ERROR_TIMEOUT",
        /// It failed.
        Exception = "ER_ERROR_EXCEPTION",
    }
}

/// What an utterance was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Intent {
    /// Its name; `<LaunchRequest>` where the skill was opened without one (API-FACTS.md, section 4).
    #[serde(default, deserialize_with = "text")]
    pub name: String,
    /// Whether the whole intent was confirmed.
    #[serde(default, deserialize_with = "or_default")]
    pub confirmation_status: ConfirmationStatus,
    /// Its slots in the order of the answer.
    #[serde(default, deserialize_with = "slots", serialize_with = "write_slots")]
    pub slots: Vec<Slot>,
}

/// A slot, filled or not.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Slot {
    /// Its name.
    #[serde(default, deserialize_with = "text")]
    pub name: String,
    /// The words that were heard; absent where it is not filled.
    #[serde(default)]
    pub value: Option<String>,
    /// Whether it was confirmed.
    #[serde(default, deserialize_with = "or_default")]
    pub confirmation_status: ConfirmationStatus,
    /// What the words were resolved to, by authority.
    #[serde(default, deserialize_with = "or_default")]
    pub resolutions: Resolutions,
}

/// All resolutions of a slot.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Resolutions {
    /// One for each source of values.
    #[serde(default, deserialize_with = "or_default")]
    pub resolutions_per_authority: Vec<Resolution>,
}

/// What one source of values made of the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// The source; for a custom slot type it holds the skill's id and the type's name.
    #[serde(default, deserialize_with = "text")]
    pub authority: String,
    /// How it ended.
    #[serde(default = "no_status")]
    pub status: ResolutionStatus,
    /// The values that were found, best first.
    #[serde(default, deserialize_with = "or_default")]
    pub values: Vec<ResolvedValue>,
}

/// How a resolution ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResolutionStatus {
    /// The code.
    pub code: ResolutionCode,
}

fn no_status() -> ResolutionStatus {
    ResolutionStatus { code: ResolutionCode::Unknown(String::new()) }
}

/// A value of a slot type.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "WireValue")]
pub struct ResolvedValue {
    /// Its name, as the interaction model has it.
    pub name: String,
    /// Its id, where the interaction model gives one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum WireValue {
    Wrapped { value: WireNamed },
    Bare(WireNamed),
}

#[derive(Deserialize)]
struct WireNamed {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    id: Option<String>,
}

impl From<WireValue> for ResolvedValue {
    fn from(wire: WireValue) -> Self {
        let (WireValue::Wrapped { value } | WireValue::Bare(value)) = wire;
        Self { name: value.name.unwrap_or_default(), id: value.id.filter(|id| !id.is_empty()) }
    }
}

impl Intent {
    /// The name that stands for opening a skill without an intent.
    pub const LAUNCH: &'static str = "<LaunchRequest>";

    /// The slot with a name.
    pub fn slot(&self, name: &str) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.name == name)
    }

    /// The slots that have words.
    pub fn filled(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter().filter(|slot| slot.value.is_some())
    }
}

impl Slot {
    /// The first value that the words were resolved to.
    pub fn resolved(&self) -> Option<&ResolvedValue> {
        let all = &self.resolutions.resolutions_per_authority;
        all.iter().filter(|r| r.status.code == ResolutionCode::Match).find_map(|r| r.values.first())
    }
}

/// The value, or its default where it is null.
pub(super) fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(d: D) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(d)?.unwrap_or_default())
}

/// A text, empty where it is null.
pub(super) fn text<'de, D: Deserializer<'de>>(d: D) -> Result<String, D::Error> {
    or_default(d)
}

/// Slots: an object by name, whose own `name` may be missing or null, as the whole slot may.
fn slots<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<Slot>, D::Error> {
    struct Slots;
    impl<'de> serde::de::Visitor<'de> for Slots {
        type Value = Vec<Slot>;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("slots by their names")
        }
        fn visit_unit<E>(self) -> Result<Vec<Slot>, E> {
            Ok(Vec::new())
        }
        fn visit_none<E>(self) -> Result<Vec<Slot>, E> {
            Ok(Vec::new())
        }
        fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Vec<Slot>, D::Error> {
            d.deserialize_any(self)
        }
        fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Vec<Slot>, A::Error> {
            let mut slots = Vec::new();
            while let Some((name, slot)) = map.next_entry::<String, Option<Slot>>()? {
                let mut slot = slot.unwrap_or_default();
                if slot.name.is_empty() {
                    slot.name = name;
                }
                slots.push(slot);
            }
            Ok(slots)
        }
        fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<Slot>, A::Error> {
            let mut slots = Vec::new();
            while let Some(slot) = seq.next_element::<Slot>()? {
                slots.push(slot);
            }
            Ok(slots)
        }
    }
    d.deserialize_any(Slots)
}

fn write_slots<S: serde::Serializer>(slots: &[Slot], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(slots.iter().map(|slot| (&slot.name, slot)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_a_resolved_value_read_the_same_and_what_is_written_is_read_again() {
        let intent = |value: &str| -> Intent {
            serde_json::from_str(&format!(
                r#"{{"name":"BookTripIntent","confirmationStatus":"CONFIRMED","slots":{{"City":{{"name":"City",
                "value":"pdx","confirmationStatus":"NONE","resolutions":{{"resolutionsPerAuthority":[{{"authority":"a",
                "status":{{"code":"ER_SUCCESS_MATCH"}},"values":[{value}]}}]}}}},"When":null}}}}"#
            ))
            .unwrap()
        };
        let bare = intent(r#"{"name":"Portland","id":"1"}"#);
        assert_eq!(bare, intent(r#"{"value":{"name":"Portland","id":"1"}}"#));
        assert_eq!(bare.slot("City").unwrap().resolved().unwrap().name, "Portland");
        assert_eq!(bare.slots[1], Slot { name: "When".into(), ..Slot::default() });
        let written = serde_json::to_string(&bare).unwrap();
        assert_eq!(serde_json::from_str::<Intent>(&written).unwrap(), bare);
    }

    #[test]
    fn nulls_and_unknown_values_do_no_harm() {
        let intent: Intent = serde_json::from_str(
            r#"{"name":null,"confirmationStatus":"PERHAPS","slots":{"A":{"name":null,"value":null,"confirmationStatus":null,
            "resolutions":null},"B":{"value":"x","resolutions":{"resolutionsPerAuthority":null}}},"more":1}"#,
        )
        .unwrap();
        assert_eq!(intent.confirmation_status.as_str(), "PERHAPS");
        assert_eq!(intent.filled().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["B"]);
        let empty: Intent = serde_json::from_str(r#"{"name":"<LaunchRequest>","slots":null}"#).unwrap();
        assert!(empty.slots.is_empty());
    }
}
