//! Identifiers as Amazon gives them. A value of one of these types has passed its shape check.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a text is not the identifier it was given as, in words for the person who typed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadId(pub &'static str);

/// A skill, `amzn1.ask.skill.` followed by a UUID (metrics-api.txt, `skillId`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SkillId(String);

impl SkillId {
    /// What every skill id starts with.
    pub const PREFIX: &'static str = "amzn1.ask.skill.";

    /// Reads a skill id, forgiving blanks around it.
    ///
    /// # Errors
    /// When it does not start with [`SkillId::PREFIX`], or has characters that no id has.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        let text = text.trim();
        let Some(rest) = text.strip_prefix(Self::PREFIX) else {
            return Err(BadId(
                "A skill ID starts with amzn1.ask.skill. and is shown under the skill's name in the developer console.",
            ));
        };
        if rest.is_empty()
            || rest.len() > 200
            || !rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
        {
            return Err(BadId("After amzn1.ask.skill. a skill ID has letters, digits and hyphens only."));
        }
        Ok(Self(text.to_owned()))
    }

    /// The whole id, as it goes on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last eight characters after an ellipsis, for places with little room.
    pub fn short(&self) -> String {
        let tail: Vec<char> = self.0.chars().rev().take(7).collect();
        format!("…{}", tail.into_iter().rev().collect::<String>())
    }
}

/// A vendor, the owner of skills (`GET /v1/vendors`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VendorId(String);

impl VendorId {
    /// Reads a vendor id.
    ///
    /// # Errors
    /// When it is empty, or has characters that no id has.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        let text = text.trim();
        if text.is_empty() || text.len() > 200 || !text.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(BadId("A vendor ID has letters and digits only."));
        }
        Ok(Self(text.to_owned()))
    }

    /// The whole id, as it goes on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

macro_rules! opaque_id {
    ($(#[$meta:meta])* $name:ident, $words:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads an id whose form no document gives: anything that can be one segment of a path.
            ///
            /// # Errors
            /// When it is empty, longer than 255 characters, or has blanks, control characters or slashes.
            pub fn parse(text: &str) -> Result<Self, BadId> {
                let text = text.trim();
                let stays = |c: char| !c.is_control() && !c.is_whitespace() && c != '/';
                if text.is_empty() || text == "." || text == ".." || text.chars().count() > 255 || !text.chars().all(stays) {
                    return Err(BadId($words));
                }
                Ok(Self(text.to_owned()))
            }

            /// The whole id, as it goes on the wire.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        text_id!($name);
    };
}

macro_rules! text_id {
    ($name:ident) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> {
                Self::parse(&text)
            }
        }
        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }
    };
}
text_id!(SkillId);
text_id!(VendorId);

opaque_id!(
    /// An A/B test of a skill (ab-testing-smapi-apis.txt, `experimentId`).
    ExperimentId,
    "An experiment ID has no blanks and no slashes."
);
opaque_id!(
    /// A metric snapshot of an A/B test (ab-testing-smapi-apis.txt, `metricSnapshotId`).
    MetricSnapshotId,
    "A snapshot ID has no blanks and no slashes."
);
opaque_id!(
    /// A simulation (skill-simulation-rest-api.txt, `simulationId`).
    SimulationId,
    "A simulation ID has no blanks and no slashes."
);
opaque_id!(
    /// A suite of utterances, made in this browser.
    SuiteId,
    "A suite ID has no blanks and no slashes."
);
opaque_id!(
    /// A run of a suite or of a script, made in this browser.
    RunId,
    "A run ID has no blanks and no slashes."
);
opaque_id!(
    /// A scripted conversation, made in this browser.
    ScriptId,
    "A script ID has no blanks and no slashes."
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skill_id_is_taken_with_blanks_around_it() {
        assert_eq!(SkillId::parse(" amzn1.ask.skill.001 ").unwrap().as_str(), "amzn1.ask.skill.001");
    }

    #[test]
    fn what_could_leave_the_path_is_refused() {
        for bad in
            ["", "City Trips", "amzn1.ask.skill.", "amzn1.ask.skill.a/b", "amzn1.ask.skill.a?x=1", "amzn1.ask.skill.é"]
        {
            assert!(SkillId::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_short_form_keeps_the_end() {
        assert_eq!(SkillId::parse("amzn1.ask.skill.11111111-1111-4111-8111-1111107c91ff").unwrap().short(), "…07c91ff");
    }
}
