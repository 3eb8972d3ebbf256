//! The headers of a response, for the local server and for whoever deploys the page.

use crate::csp::Place;

/// The security headers of every response but the content security policy.
pub fn security(place: Place) -> Vec<(&'static str, &'static str)> {
    let mut headers = vec![
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ];
    if place == Place::Deployed {
        headers.push(("Strict-Transport-Security", "max-age=63072000; includeSubDomains"));
    }
    headers
}

/// How long a file may be kept: one whose name carries its hash for good, any other only after asking.
pub fn cache(file_name: &str) -> &'static str {
    if is_hashed(file_name) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// Whether a name carries a hash of the content, as in `skillscope-1f3a5c7d9e0b2a4c_bg.wasm`. Trunk writes 64 bits
/// without leading zeros, so that a hash may be shorter than 16 digits.
pub fn is_hashed(file_name: &str) -> bool {
    let stem = file_name.split('.').next().unwrap_or_default();
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    match stem.rsplit_once('-') {
        Some((_, hash)) => (12..=16).contains(&hash.len()) && hash.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f')),
        None => false,
    }
}

/// The media type of a file by its name.
pub fn media_type(file_name: &str) -> &'static str {
    match file_name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// Whether compressing a file is worth it.
pub fn is_compressible(file_name: &str) -> bool {
    !matches!(media_type(file_name), "image/png" | "image/x-icon" | "font/woff2" | "application/octet-stream")
}

/// A stored form of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Coding {
    /// As it is.
    Plain,
    /// The `.gz` file beside it.
    Gzip,
    /// The `.br` file beside it.
    Brotli,
}

/// The best form that an `Accept-Encoding` header allows.
pub fn coding(accept_encoding: &str) -> Coding {
    let mut best = Coding::Plain;
    for offer in accept_encoding.split(',') {
        let mut parts = offer.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let refused = parts.any(|part| {
            part.strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok()).is_some_and(|weight| weight <= 0.0)
        });
        match name {
            _ if refused => {}
            "br" => return Coding::Brotli,
            "gzip" => best = Coding::Gzip,
            _ => {}
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_carry_a_hash_are_kept_for_good() {
        assert!(cache("skillscope-1f3a5c7d9e0b2a4c_bg.wasm").contains("immutable"));
        assert!(cache("style-1f3a5c7d9e0b2a4c.css").contains("immutable"));
        assert!(cache("skillscope-f3a5c7d9e0b2a4c_bg.wasm").contains("immutable"), "a hash that begins with zeros");
        for name in ["index.html", "config.json", "icon.svg", "an-ordinary-name.js", "sw.js", "manifest.webmanifest"] {
            assert_eq!(cache(name), "no-cache", "{name}");
        }
    }

    #[test]
    fn webassembly_is_served_as_such() {
        assert_eq!(media_type("a_bg.wasm"), "application/wasm");
        assert_eq!(media_type("a.js"), "text/javascript; charset=utf-8");
    }

    #[test]
    fn brotli_is_preferred_and_a_refusal_is_respected() {
        assert_eq!(coding("gzip, deflate, br, zstd"), Coding::Brotli);
        assert_eq!(coding("gzip, br;q=0"), Coding::Gzip);
        assert_eq!(coding("br;q=0.5"), Coding::Brotli);
        assert_eq!(coding("identity"), Coding::Plain);
        assert_eq!(coding(""), Coding::Plain);
    }

    #[test]
    fn strict_transport_security_is_for_https_only() {
        let names = |place| security(place).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert!(names(Place::Deployed).contains(&"Strict-Transport-Security"));
        assert!(!names(Place::Loopback).contains(&"Strict-Transport-Security"));
        assert_eq!(names(Place::Loopback).len(), 6);
    }
}
