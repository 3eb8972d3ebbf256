//! What a requested path means. The rule is the one that the deployed page's edge function applies.

/// What to answer a path with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// A file, by its path inside the served folder, without a leading slash.
    File(String),
    /// The page: the application reads the address itself.
    Page,
    /// Reserved for passing calls through to Amazon from the page's own origin; this server does not.
    PassThrough,
    /// A path that names no place inside the folder.
    Refused,
}

/// Prefixes reserved for passing calls through.
const PASS_THROUGH: [&str; 4] = ["/v1/", "/v2/", "/bots/", "/auth/o2/"];

/// Decides on a request target, with or without a query.
pub fn resolve(request_target: &str) -> Target {
    let path = request_target.split(['?', '#']).next().unwrap_or_default();
    let Some(path) = decode(path) else { return Target::Refused };
    if !path.starts_with('/') || path.contains(['\\', '\0']) {
        return Target::Refused;
    }
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    if segments.iter().any(|segment| *segment == ".." || *segment == ".") {
        return Target::Refused;
    }
    if PASS_THROUGH.iter().any(|prefix| path.starts_with(prefix) || path == prefix.trim_end_matches('/')) {
        return Target::PassThrough;
    }
    let last = segments.last().copied().unwrap_or_default();
    if !has_extension(last) {
        return Target::Page;
    }
    if segments.iter().any(|segment| segment.is_empty() || segment.starts_with('.')) {
        return Target::Refused;
    }
    Target::File(segments.join("/"))
}

/// Whether a last segment ends as file names do. A skill's id has dots too, but no such ending.
fn has_extension(segment: &str) -> bool {
    segment.rsplit_once('.').is_some_and(|(_, ending)| {
        (1..=12).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric())
    })
}

/// Percent-decodes a path; `None` where it is malformed.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits =
                std::str::from_utf8(&digits).ok().filter(|text| text.chars().all(|c| c.is_ascii_hexdigit()))?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SKILL: &str = "/skills/amzn1.ask.skill.11111111-1111-4111-8111-111111111111";

    #[test]
    fn a_path_without_an_extension_is_the_page() {
        for path in ["/", "/callback?code=1", "/skills/amzn1/metrics", "/metrics/", "/v1beta", "/bots-of-mine", SKILL] {
            assert_eq!(resolve(path), Target::Page, "{path}");
        }
    }

    #[test]
    fn a_path_with_an_extension_is_a_file_and_never_the_page() {
        assert_eq!(resolve("/skillscope_bg.wasm"), Target::File("skillscope_bg.wasm".into()));
        assert_eq!(resolve("/a%2Ejs?x=1"), Target::File("a.js".into()));
    }

    #[test]
    fn reserved_prefixes_are_never_rewritten() {
        for path in ["/v1/vendors", "/v2/skills/x.y/metrics", "/bots/B/analytics", "/auth/o2/token", "/v1"] {
            assert_eq!(resolve(path), Target::PassThrough, "{path}");
        }
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        for path in [
            "/../Cargo.toml",
            "/a/../../b.txt",
            "/%2e%2e/Cargo.toml",
            "/..%2fCargo.toml",
            "/a\\..\\b.txt",
            "/%00.txt",
            "//etc/passwd.txt",
            "/.git/config.txt",
            "/.env",
            "/%zz",
            "/%+1",
            "Cargo.toml",
            "",
        ] {
            assert_eq!(resolve(path), Target::Refused, "{path}");
        }
    }
}
