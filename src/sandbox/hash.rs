//! The sandbox's only source of chance: hashes of what a value is about, so that the same question has the same answer.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// Mixes two numbers into one that looks random (the finaliser of splitmix64).
pub fn mix(a: u64, b: u64) -> u64 {
    let mut z = a ^ b.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Mixes a text into a number.
pub fn mix_text(seed: u64, text: &str) -> u64 {
    text.bytes().fold(seed, |key, byte| mix(key, u64::from(byte)))
}

/// The `n`-th (0 to 3) of the four 16-bit parts of a hash, as a number from 0 up to and without 1.
pub fn unit(hash: u64, n: u32) -> f64 {
    f64::from((hash >> (16 * (n & 3))) as u16) / 65_536.0
}

/// SHA-256 over several parts, each preceded by its length so that parts cannot run into each other.
pub fn digest(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// An id in the form of a version 4 UUID.
pub fn uuid(seed: u64, counter: u64) -> String {
    let (high, low) = (mix(seed, counter.wrapping_mul(2)), mix(seed, counter.wrapping_mul(2).wrapping_add(1)));
    let high = (high & 0xFFFF_FFFF_FFFF_0FFF) | 0x4000;
    let low = (low & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000;
    let mut text = String::with_capacity(36);
    let _ = write!(
        text,
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xFFFF,
        high & 0xFFFF,
        low >> 48,
        low & 0xFFFF_FFFF_FFFF
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_the_form_of_a_uuid_and_no_two_are_equal() {
        let ids: std::collections::BTreeSet<String> = (0..10_000).map(|n| uuid(7, n)).collect();
        assert_eq!(ids.len(), 10_000);
        assert!(ids.iter().all(|id| {
            let bytes = id.as_bytes();
            id.len() == 36 && bytes[14] == b'4' && b"89ab".contains(&bytes[19])
        }));
    }

    #[test]
    fn the_parts_of_a_hash_are_spread_evenly() {
        let mean: f64 = (0..10_000).map(|n| unit(mix(1, n), (n % 4) as u32)).sum::<f64>() / 10_000.0;
        assert!((0.49..0.51).contains(&mean), "{mean}");
    }
}
