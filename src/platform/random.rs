//! Randomness.

/// Bytes from the browser's cryptographic source; `None` where it has none.
pub fn bytes<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    web_sys::window()?.crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}

/// `N` random bytes as small hexadecimal digits; `None` where the browser has no randomness.
pub fn hex<const N: usize>() -> Option<String> {
    Some(bytes::<N>()?.iter().map(|b| format!("{b:02x}")).collect())
}

/// A number from 0 up to 1, for jitter only.
pub fn unit() -> f64 {
    js_sys::Math::random()
}
