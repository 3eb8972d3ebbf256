//! `multiTurnToken`: a dialog, packed and signed. It is bound to skill, stage and locale, and does not run out, so that
//! a dialog can be gone on with after a reload. It holds what the caller said itself, and is no secret.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::sandbox::hash::digest;
use crate::sandbox::nlu::DialogState;

/// The longest token that is looked at, in characters. Those that the sandbox gives are shorter.
pub const LONGEST: usize = 16_384;

const SEAL: usize = 16;

/// What a token is bound to.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The world's seed.
    pub seed: u64,
    /// The skill.
    pub skill_id: &'a str,
    /// The stage.
    pub stage: &'a str,
    /// The locale.
    pub locale: &'a str,
}

impl Place<'_> {
    fn seal(&self, payload: &[u8]) -> [u8; 32] {
        let seed = self.seed.to_le_bytes();
        let place = [self.skill_id.as_bytes(), self.stage.as_bytes(), self.locale.as_bytes()];
        digest(&[b"multiTurnToken", &seed, place[0], place[1], place[2], payload])
    }
}

/// A token for a dialog.
pub fn issue(place: &Place<'_>, state: &DialogState) -> String {
    let mut bytes = serde_json::to_vec(state).unwrap_or_default();
    let seal = place.seal(&bytes);
    bytes.extend(seal.iter().take(SEAL));
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The dialog in a token; `None` where it is not ours or belongs elsewhere.
pub fn read(place: &Place<'_>, token: &str) -> Option<DialogState> {
    if token.len() > LONGEST {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (payload, given) = bytes.split_at_checked(bytes.len().checked_sub(SEAL)?)?;
    if given != place.seal(payload).get(..SEAL)? {
        return None;
    }
    serde_json::from_slice(payload).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::intent::Intent;
    use crate::domain::profile::{DialogAct, DialogActType};

    const PLACE: Place<'static> = Place { seed: 1, skill_id: "s", stage: "live", locale: "en-US" };

    fn state() -> DialogState {
        let intent = Intent { name: "BookTripIntent".into(), ..Intent::default() };
        DialogState {
            intent,
            awaited: DialogAct { act_type: DialogActType::ElicitSlot, target_slot: Some("City".into()) },
            repeats: 2,
        }
    }

    #[test]
    fn a_token_is_good_in_its_place_only() {
        let token = issue(&PLACE, &state());
        assert_eq!(read(&PLACE, &token), Some(state()));
        for other in [
            Place { seed: 2, ..PLACE },
            Place { skill_id: "t", ..PLACE },
            Place { stage: "development", ..PLACE },
            Place { locale: "en-GB", ..PLACE },
        ] {
            assert_eq!(read(&other, &token), None, "{other:?}");
        }
    }

    #[test]
    fn a_token_that_was_changed_cut_or_made_up_is_refused() {
        let token = issue(&PLACE, &state());
        let changed = format!("A{}", &token[1..]);
        let long = "A".repeat(LONGEST + 1);
        for bad in ["", "é", "!!", "AAAA", changed.as_str(), &token[..token.len() - 4], long.as_str()] {
            assert_eq!(read(&PLACE, bad), None, "{bad}");
        }
    }
}
