//! Compares what is served with what is required, path by path and header by header.
//!
//! The requirements are written out here once more on purpose: what is compared must not come from the template.

use crate::count::Count;
use crate::header;
use std::collections::BTreeSet;
use std::io::Read as _;

/// Every answer carries these, whatever its path and status.
const REQUIRED: [(&str, &str); 7] = [
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
];

/// The rules of the content security policy but `connect-src`.
const POLICY: [&str; 13] = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "upgrade-insecure-requests",
];

/// Page, deep links, sign-in replies: all are `index.html`.
const PAGES: [&str; 6] = [
    "/",
    "/index.html",
    "/callback?code=1&state=2",
    "/metrics?v=1&range=7d",
    "/experiments/amzn1.ask.skill.11111111-1111-4111-8111-111111111111",
    "/?list-type=2&prefix=",
];

/// What must never be answered with the page.
const MISSING: [&str; 8] = [
    "/missing.wasm",
    "/missing.js",
    "/experiments/missing.css",
    "/.env",
    "/v1/vendors",
    "/v2/skills/x/metrics",
    "/bots/x/analytics",
    "/auth/o2/token",
];

/// What is served, and what is known about it.
pub struct Served<'a> {
    /// The page, where nothing is passed through.
    pub page: &'a str,
    /// The same page where `/v1`, `/v2`, `/bots` and `/auth/o2` are passed to the sandbox.
    pub passing: &'a str,
    /// Where the bucket itself answers.
    pub bucket: &'a str,
    /// The sandbox, which is all that the page may call.
    pub sandbox: &'a str,
    /// The files of the release with their contents; packed forms left out.
    pub files: &'a [(String, Vec<u8>)],
}

struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// Checks everything that is served; each path is one check.
pub fn check(served: &Served<'_>) -> Count {
    let mut count = Count::default();
    let mut tell = |path: &str, result: Result<String, String>| {
        match &result {
            Ok(words) => eprintln!("  {path}: {words}"),
            Err(problem) => eprintln!("  {path}: FAILED, {problem}"),
        }
        count = count.and(Count::one(result.is_ok()));
    };
    let content = |name: &str| served.files.iter().find(|file| file.0 == name).map(|file| file.1.as_slice());
    for path in PAGES {
        tell(path, page(served, path, content("index.html").unwrap_or_default()));
    }
    for (name, content) in served.files {
        tell(&format!("/{name}"), file(served, name, content));
    }
    for path in MISSING {
        tell(path, missing(served, path));
    }
    tell("PUT /config.json", nothing_is_written(served));
    tell("/index.html, asked of the bucket itself", bucket_is_private(served));
    for (path, token, status) in
        [("/v1/vendors", Some("Atza|sandbox"), 200), ("/v1/vendors", None, 401), ("/auth/o2/tokeninfo", None, 400)]
    {
        let title = format!("{path} passed through, {}", if token.is_some() { "with a token" } else { "without one" });
        tell(&title, passed(served, path, token, status));
    }
    for path in ["/", "/config.json"] {
        let same = ask(served.page, "GET", path, &[]).and_then(|one| {
            ask(served.passing, "GET", path, &[]).map(|other| (one.status, one.body) == (other.status, other.body))
        });
        let title = format!("{path} beside what is passed through");
        tell(&title, same.and_then(|same| same.then(|| "the same".to_owned()).ok_or("it differs".to_owned())));
    }
    count
}

/// Whether the security headers are as required; how many there are.
fn security(served: &Served<'_>, answer: &Answer) -> Result<usize, String> {
    for (name, required) in REQUIRED {
        if answer.header(name) != Some(required) {
            return Err(format!("{name} is {:?} and should be {required:?}", answer.header(name)));
        }
        if answer.headers.iter().filter(|(other, _)| other == name).count() > 1 {
            return Err(format!("{name} is there twice"));
        }
    }
    let policy = answer.header("content-security-policy").ok_or("there is no content-security-policy")?;
    rules(policy, served.sandbox, &POLICY)?;
    for name in ["server", "set-cookie", "x-powered-by"] {
        if let Some(value) = answer.header(name) {
            return Err(format!("{name} is {value}, and should not be there"));
        }
    }
    Ok(REQUIRED.len() + 1)
}

/// Whether a policy has these rules, the one for addresses, and no other.
fn rules(policy: &str, sandbox: &str, required: &[&str]) -> Result<(), String> {
    let connect = format!("connect-src 'self' {sandbox}");
    let required: BTreeSet<&str> = required.iter().copied().chain([connect.as_str()]).collect();
    let found: BTreeSet<&str> = policy.split(';').map(str::trim).collect();
    let differing: Vec<_> = found.symmetric_difference(&required).collect();
    if differing.is_empty() { Ok(()) } else { Err(format!("the policy differs in {differing:?}")) }
}

fn page(served: &Served<'_>, path: &str, content: &[u8]) -> Result<String, String> {
    let answer = ask(served.page, "GET", path, &[("Accept-Encoding", "br")])?;
    let count = security(served, &answer)?;
    kind(&answer, 200, "text/html; charset=utf-8", "no-cache")?;
    if answer.header("content-encoding") != Some("br") || unpacked(&answer)? != content {
        return Err("it is not the page, packed".to_owned());
    }
    let html = String::from_utf8_lossy(content);
    let meta = crate::page::policy(&html).ok_or("the page has no policy in it")?;
    let in_meta: Vec<_> = POLICY.into_iter().filter(|rule| !rule.starts_with("frame-ancestors")).collect();
    rules(&meta, served.sandbox, &in_meta).map_err(|problem| format!("in the page, {problem}"))?;
    Ok(format!("the page, {} headers as required, and the policy in it", count + 2))
}

fn file(served: &Served<'_>, name: &str, content: &[u8]) -> Result<String, String> {
    let path = format!("/{name}");
    let mut sizes = Vec::new();
    for accept in ["identity", "gzip", "gzip, deflate, br, zstd"] {
        let answer = ask(served.page, "GET", &path, &[("Accept-Encoding", accept)])?;
        security(served, &answer)?;
        let file_name = name.rsplit('/').next().unwrap_or_default();
        kind(&answer, 200, header::media_type(file_name), header::cache(file_name))?;
        if unpacked(&answer)? != content {
            return Err(format!("its content differs for {accept}"));
        }
        sizes.push(answer.body.len());
    }
    if header::is_compressible(name) && content.len() > 1_000 && !(sizes[2] < sizes[0] && sizes[1] < sizes[0]) {
        return Err(format!("it is not compressed: {sizes:?}"));
    }
    Ok(format!("{sizes:?} bytes plain, gzip, brotli; {} headers as required", REQUIRED.len() + 3))
}

fn missing(served: &Served<'_>, path: &str) -> Result<String, String> {
    let answer = ask(served.page, "GET", path, &[("Accept-Encoding", "br")])?;
    let count = security(served, &answer)?;
    if answer.status != 404 || String::from_utf8_lossy(&unpacked(&answer)?).contains("<html") {
        return Err(format!("it is answered with {}", answer.status));
    }
    if answer.header("cache-control").is_some_and(|value| value.contains("max-age")) {
        return Err("it may be kept".to_owned());
    }
    Ok(format!("404, {count} headers as required"))
}

fn nothing_is_written(served: &Served<'_>) -> Result<String, String> {
    let before = ask(served.page, "GET", "/config.json", &[])?;
    let answer = ask(served.page, "PUT", "/config.json", &[])?;
    let after = ask(served.page, "GET", "/config.json", &[])?;
    if answer.status == 403 && before.body == after.body {
        Ok("403, and nothing has changed".to_owned())
    } else {
        Err(format!("it is answered with {}", answer.status))
    }
}

fn bucket_is_private(served: &Served<'_>) -> Result<String, String> {
    let answer = ask(served.bucket, "GET", "/index.html", &[])?;
    if answer.status == 403 { Ok("403".to_owned()) } else { Err(format!("it is answered with {}", answer.status)) }
}

fn passed(served: &Served<'_>, path: &str, token: Option<&str>, status: u16) -> Result<String, String> {
    let bearer = format!("Bearer {}", token.unwrap_or_default());
    let headers: &[(&str, &str)] = if token.is_some() { &[("Authorization", &bearer)] } else { &[] };
    let through = ask(served.passing, "GET", path, headers)?;
    let direct = ask(served.sandbox, "GET", path, headers)?;
    let count = security(served, &through)?;
    if (through.status, &through.body) != (direct.status, &direct.body) || through.status != status {
        return Err(format!("{} through, {} directly, {status} expected", through.status, direct.status));
    }
    if through.header("x-amzn-requestid").is_none() && direct.header("x-amzn-requestid").is_some() {
        return Err("the request id is lost".to_owned());
    }
    Ok(format!("{status} as from the service, {count} headers as required"))
}

fn kind(answer: &Answer, status: u16, media_type: &str, cache: &str) -> Result<(), String> {
    let found = (answer.status, answer.header("content-type"), answer.header("cache-control"));
    if found == (status, Some(media_type), Some(cache)) { Ok(()) } else { Err(format!("it is {found:?}")) }
}

fn unpacked(answer: &Answer) -> Result<Vec<u8>, String> {
    let mut plain = Vec::new();
    match answer.header("content-encoding") {
        None => return Ok(answer.body.clone()),
        Some("gzip") => {
            let read = flate2::read::GzDecoder::new(&answer.body[..]).read_to_end(&mut plain);
            read.map_err(|error| format!("gzip: {error}"))?;
        }
        Some("br") => {
            let read = brotli::BrotliDecompress(&mut &answer.body[..], &mut plain);
            read.map_err(|error| format!("brotli: {error}"))?;
        }
        Some(other) => return Err(format!("it is packed as {other}")),
    }
    Ok(plain)
}

fn ask(base: &str, method: &str, path: &str, headers: &[(&str, &str)]) -> Result<Answer, String> {
    let words = |error: &dyn std::fmt::Display| format!("{method} {base}{path}: {error}");
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
    let mut request = ureq::http::Request::builder().method(method).uri(format!("{base}{path}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut response = agent.run(request.body(()).map_err(|error| words(&error))?).map_err(|error| words(&error))?;
    let headers = response
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    let body = response.body_mut().with_config().limit(50_000_000).read_to_vec();
    Ok(Answer { status: response.status().as_u16(), headers, body: body.map_err(|error| words(&error))? })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SANDBOX: &str = "http://127.0.0.1:8081";

    fn served() -> Served<'static> {
        Served { page: "", passing: "", bucket: "", sandbox: SANDBOX, files: &[] }
    }

    fn whole() -> Answer {
        let mut headers: Vec<_> =
            REQUIRED.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let policy = format!("{}; connect-src 'self' {SANDBOX}", POLICY.join("; "));
        headers.push(("content-security-policy".to_owned(), policy));
        Answer { status: 200, headers, body: Vec::new() }
    }

    #[test]
    fn an_answer_with_all_that_is_required_passes() {
        assert_eq!(security(&served(), &whole()), Ok(8));
    }

    #[test]
    fn a_header_that_is_gone_changed_or_doubled_fails() {
        for index in 0..REQUIRED.len() + 1 {
            let mut answer = whole();
            let name = answer.headers.remove(index).0;
            assert!(security(&served(), &answer).is_err(), "{name} gone");
            let mut answer = whole();
            answer.headers[index].1.push('x');
            assert!(security(&served(), &answer).is_err(), "{name} changed");
        }
        let mut answer = whole();
        answer.headers.push(("x-frame-options".to_owned(), "SAMEORIGIN".to_owned()));
        assert!(security(&served(), &answer).is_err());
    }

    #[test]
    fn a_policy_with_a_rule_or_an_address_too_many_fails() {
        for more in ["; script-src *", " https://elsewhere.example"] {
            let mut answer = whole();
            answer.headers[7].1.push_str(more);
            assert!(security(&served(), &answer).is_err(), "{more}");
        }
    }

    #[test]
    fn headers_that_tell_too_much_fail() {
        for name in ["server", "set-cookie"] {
            let mut answer = whole();
            answer.headers.push((name.to_owned(), "x".to_owned()));
            assert!(security(&served(), &answer).is_err(), "{name}");
        }
    }
}
