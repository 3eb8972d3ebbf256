//! Ids of what is made in this browser.

use crate::platform::{clock, random};

/// A text that is unlike any other: what is made later comes later in order. `None` where the browser has no randomness.
pub fn new_id() -> Option<String> {
    let bytes = random::bytes::<8>()?;
    let tail: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    Some(format!("{:013.0}-{tail}", clock::wall_ms().max(0.0)))
}
