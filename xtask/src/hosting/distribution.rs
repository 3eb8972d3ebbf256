//! A CloudFront distribution as the template describes it: which behaviour a path meets, and what that does.

use super::template::Stack;
use serde_json::Value;

/// The behaviours of a distribution, in the order in which they are tried.
#[derive(Debug)]
pub struct Distribution {
    behaviours: Vec<Behaviour>,
}

/// What happens to the paths of a pattern.
#[derive(Debug)]
pub struct Behaviour {
    /// The pattern; `*` for the default behaviour.
    pub pattern: String,
    /// Where the answers come from.
    pub origin: Origin,
    /// The methods that go on to the origin; others are answered with 403.
    pub methods: Vec<String>,
    /// Whether CloudFront compresses what comes uncompressed.
    pub compress: bool,
    /// How long an answer may be kept, in seconds.
    pub keep: Keep,
    /// The code of the function that is run before all else.
    pub function: Option<String>,
    /// Headers that are put on each answer.
    pub headers: Vec<Header>,
    /// Headers that are taken from each answer, in small letters.
    pub removed: Vec<String>,
}

/// Where answers come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// The bucket with the page.
    Bucket,
    /// A service of Amazon, by its host; it is sent the request with all its headers but `Host`.
    Service(String),
}

/// The times of a cache policy, in seconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Keep {
    /// At least this long, whatever the answer says.
    pub min_s: u64,
    /// This long where the answer says nothing.
    pub default_s: u64,
    /// At most this long.
    pub max_s: u64,
}

/// A header of a response-headers policy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Whether it takes the place of the origin's.
    pub replaces: bool,
}

/// The managed cache policy that keeps nothing.
const CACHING_DISABLED: &str = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
/// The managed origin request policy that sends everything of the viewer's on, but `Host`.
const ALL_VIEWER_EXCEPT_HOST_HEADER: &str = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

impl Distribution {
    /// The distribution of a stack.
    pub fn of(stack: &Stack) -> Result<Self, String> {
        let config = &stack.properties("Distribution")?["DistributionConfig"];
        let mut behaviours = Vec::new();
        for behaviour in list(config, "CacheBehaviors") {
            behaviours.push(read_behaviour(stack, config, behaviour, text(behaviour, "PathPattern")?)?);
        }
        behaviours.push(read_behaviour(stack, config, &config["DefaultCacheBehavior"], "*")?);
        for error in list(config, "CustomErrorResponses") {
            if error.get("ResponsePagePath").is_some() || error["ErrorCachingMinTTL"] != 0 {
                return Err(format!("an error is to be kept or to be hidden: {error}"));
            }
        }
        Ok(Self { behaviours })
    }

    /// The behaviour of a path, without its query.
    pub fn behaviour(&self, path: &str) -> Option<&Behaviour> {
        self.behaviours.iter().find(|behaviour| matches(behaviour.pattern.as_bytes(), path.as_bytes()))
    }

    /// All behaviours, the default last.
    pub fn behaviours(&self) -> &[Behaviour] {
        &self.behaviours
    }
}

fn read_behaviour(stack: &Stack, config: &Value, behaviour: &Value, pattern: &str) -> Result<Behaviour, String> {
    let id = text(behaviour, "TargetOriginId")?;
    let origin = list(config, "Origins").iter().find(|origin| origin["Id"] == id).ok_or(format!("no origin {id}"))?;
    let origin = if origin.get("S3OriginConfig").is_some() {
        Origin::Bucket
    } else {
        if behaviour["OriginRequestPolicyId"] != ALL_VIEWER_EXCEPT_HOST_HEADER {
            return Err(format!("{pattern}: the token would not reach the service"));
        }
        Origin::Service(text(origin, "DomainName")?.to_owned())
    };
    // The rehearsal has no https: it only makes sure that the distribution answers nothing without.
    let over_http = text(behaviour, "ViewerProtocolPolicy")?;
    let expected = if origin == Origin::Bucket { "redirect-to-https" } else { "https-only" };
    if over_http != expected {
        return Err(format!("{pattern}: {over_http} over http, not {expected}"));
    }
    let cache = text(behaviour, "CachePolicyId")?;
    let keep = if cache == CACHING_DISABLED {
        Keep { min_s: 0, default_s: 0, max_s: 0 }
    } else {
        let policy = &stack.properties(cache)?["CachePolicyConfig"];
        let seconds = |name: &str| policy[name].as_u64().ok_or(format!("{cache}: {name} is not a number"));
        Keep { min_s: seconds("MinTTL")?, default_s: seconds("DefaultTTL")?, max_s: seconds("MaxTTL")? }
    };
    let function = match list(behaviour, "FunctionAssociations") {
        [] => None,
        [one] if one["EventType"] == "viewer-request" => {
            let name = text(one, "FunctionARN")?.trim_end_matches(".FunctionARN");
            Some(text(stack.properties(name)?, "FunctionCode")?.to_owned())
        }
        _ => return Err(format!("{pattern}: the rehearsal knows one function, before the cache")),
    };
    let policy = &stack.properties(text(behaviour, "ResponseHeadersPolicyId")?)?["ResponseHeadersPolicyConfig"];
    let removed = list(&policy["RemoveHeadersConfig"], "Items");
    Ok(Behaviour {
        pattern: pattern.to_owned(),
        origin,
        methods: list(behaviour, "AllowedMethods").iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        compress: behaviour["Compress"] == true,
        keep,
        function,
        headers: headers(policy)?,
        removed: removed.iter().filter_map(|item| item["Header"].as_str()).map(str::to_ascii_lowercase).collect(),
    })
}

/// The headers of a response-headers policy, in CloudFront's spelling.
fn headers(policy: &Value) -> Result<Vec<Header>, String> {
    let mut headers = Vec::new();
    let mut add = |name: &str, value: &str, part: &Value| {
        headers.push(Header { name: name.to_owned(), value: value.to_owned(), replaces: part["Override"] == true });
    };
    for (kind, part) in policy["SecurityHeadersConfig"].as_object().into_iter().flatten() {
        match kind.as_str() {
            "ContentSecurityPolicy" => add("Content-Security-Policy", text(part, kind)?, part),
            "ContentTypeOptions" => add("X-Content-Type-Options", "nosniff", part),
            "FrameOptions" => add("X-Frame-Options", text(part, "FrameOption")?, part),
            "ReferrerPolicy" => add("Referrer-Policy", text(part, kind)?, part),
            "StrictTransportSecurity" => {
                let age = part["AccessControlMaxAgeSec"].as_u64().ok_or("the age of StrictTransportSecurity")?;
                let mut value = format!("max-age={age}");
                for (key, word) in [("IncludeSubdomains", "; includeSubDomains"), ("Preload", "; preload")] {
                    if part[key] == true {
                        value.push_str(word);
                    }
                }
                add("Strict-Transport-Security", &value, part);
            }
            other => return Err(format!("the rehearsal does not know {other}")),
        }
    }
    for item in list(&policy["CustomHeadersConfig"], "Items") {
        add(text(item, "Header")?, text(item, "Value")?, item);
    }
    Ok(headers)
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str, String> {
    value[key].as_str().ok_or_else(|| format!("{key} is not a text"))
}

/// Whether a path pattern fits: `*` stands for any characters, `?` for one.
fn matches(pattern: &[u8], path: &[u8]) -> bool {
    match (pattern.split_first(), path.split_first()) {
        (None, None) => true,
        (Some((b'*', rest)), _) => (0..=path.len()).any(|at| matches(rest, &path[at..])),
        (Some((b'?', rest)), Some((_, path))) => matches(rest, path),
        (Some((one, rest)), Some((other, path))) => one == other && matches(rest, path),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csp::{self, Place};
    use crate::header;
    use crate::hosting::template::Template;
    use std::collections::BTreeMap;

    fn ours(values: &[(&'static str, &str)]) -> Distribution {
        let values: BTreeMap<_, _> = values.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Distribution::of(&Template::ours().unwrap().resolve(&values).unwrap()).unwrap()
    }

    const PASSING: [(&str, &str); 3] =
        [("SmapiHost", "api.amazonalexa.com"), ("LwaHost", "api.amazon.com"), ("LexHost", "lex.example")];

    #[test]
    fn the_template_sends_the_headers_of_the_local_server_and_those_for_https() {
        let shipped = crate::config::read(&crate::root::repository().join("public/config.json")).unwrap();
        let mut expected: Vec<(&str, String)> =
            header::security(Place::Deployed).into_iter().map(|(name, value)| (name, value.to_owned())).collect();
        let policy = csp::header(&csp::origins(&shipped).unwrap(), Place::Deployed);
        expected.push(("Content-Security-Policy", policy));
        for behaviour in ours(&PASSING).behaviours() {
            assert_eq!(behaviour.headers.len(), expected.len(), "{}", behaviour.pattern);
            for (name, value) in &expected {
                let header = behaviour.headers.iter().find(|header| header.name == *name);
                let found = header.filter(|header| header.replaces).map(|header| &header.value);
                assert_eq!(found, Some(value), "{} {name}", behaviour.pattern);
            }
        }
    }

    #[test]
    fn nothing_is_passed_through_unless_a_host_is_named() {
        assert_eq!(ours(&[]).behaviours().len(), 1);
        let distribution = ours(&PASSING);
        let origin = |path| distribution.behaviour(path).map(|behaviour| behaviour.origin.clone());
        for (path, host) in [
            ("/v1/vendors", "api.amazonalexa.com"),
            ("/v2/skills/x/metrics", "api.amazonalexa.com"),
            ("/auth/o2/token", "api.amazon.com"),
            ("/bots/B/analytics", "lex.example"),
        ] {
            assert_eq!(origin(path), Some(Origin::Service(host.to_owned())), "{path}");
        }
        for path in ["/", "/v1", "/v1beta/x", "/skills/v1/x", "/config.json"] {
            assert_eq!(origin(path), Some(Origin::Bucket), "{path}");
        }
    }

    #[test]
    fn what_is_passed_through_is_kept_nowhere_and_never_travels_in_the_clear() {
        for behaviour in ours(&PASSING).behaviours().iter().filter(|one| one.origin != Origin::Bucket) {
            assert_eq!(behaviour.keep, Keep { min_s: 0, default_s: 0, max_s: 0 }, "{}", behaviour.pattern);
            assert!(behaviour.removed.contains(&"set-cookie".to_owned()), "{}", behaviour.pattern);
        }
        let clear = crate::hosting::template::TEMPLATE.replace("https-only\n", "allow-all\n");
        let values = [("SmapiHost", "api.amazonalexa.com".to_owned())].into();
        let stack = Template::read(&clear).unwrap().resolve(&values).unwrap();
        assert!(Distribution::of(&stack).is_err_and(|problem| problem.contains("allow-all")));
    }

    #[test]
    fn a_cache_keeps_what_says_so_and_nothing_else() {
        let keep = ours(&[]).behaviour("/").map(|behaviour| behaviour.keep);
        assert_eq!(keep, Some(Keep { min_s: 0, default_s: 0, max_s: 31_536_000 }));
    }

    #[test]
    fn patterns_match_as_cloudfront_says() {
        assert!(matches(b"/v1/*", b"/v1/a/b") && matches(b"/v1/*", b"/v1/"));
        assert!(!matches(b"/v1/*", b"/v1") && !matches(b"/v1/*", b"/V1/a"));
        assert!(matches(b"/?.js", b"/a.js") && !matches(b"/?.js", b"/ab.js"));
    }
}
