//! Ids of what is made in this browser.

use crate::platform::{clock, random};

/// A text that is unlike any other: what is made later comes later in order. `None` where the browser has no randomness.
pub fn new_id() -> Option<String> {
    let tail = random::hex::<8>()?;
    Some(format!("{:013.0}-{tail}", clock::wall_ms().max(0.0)))
}
