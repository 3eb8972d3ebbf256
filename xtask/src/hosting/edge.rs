//! Serves a bucket as CloudFront would by the template: behaviours, function, cache, methods, headers, compression.

use super::distribution::{Behaviour, Distribution, Origin};
use super::edge_function::EdgeFunction;
use crate::header::{self, Coding};
use crate::size;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::Response;
use std::collections::{BTreeMap, HashMap};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// The largest body that is passed on, in bytes.
const LARGEST: usize = 50_000_000;

/// In the place of the signature of the origin access control. The local S3 refuses a request without one, and does not
/// compute it.
const SIGNATURE: &str = "AWS4-HMAC-SHA256 Credential=rehearsal/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, \
                         Signature=0000000000000000000000000000000000000000000000000000000000000000";

/// A distribution that answers.
pub struct Edge {
    distribution: Distribution,
    /// Where the objects of the bucket are read.
    bucket: String,
    /// What stands in for Amazon's services, by their host.
    services: BTreeMap<String, String>,
    functions: BTreeMap<String, Arc<EdgeFunction>>,
    agent: ureq::Agent,
    kept: Mutex<HashMap<String, Kept>>,
}

/// An answer of an origin.
#[derive(Clone)]
struct Answer {
    status: u16,
    /// In the order of the origin; names in small letters.
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

struct Kept {
    answer: Answer,
    until: Instant,
}

/// A request as it came.
struct Asked {
    method: String,
    path: String,
    query: String,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Edge {
    /// A distribution in front of a bucket, with stand-ins for services. Functions are shared between edges by their
    /// code: each is a process.
    pub fn new(
        distribution: Distribution,
        bucket: String,
        services: BTreeMap<String, String>,
        functions: &mut BTreeMap<String, Arc<EdgeFunction>>,
    ) -> Result<Self, String> {
        for behaviour in distribution.behaviours() {
            if let Origin::Service(host) = &behaviour.origin
                && !services.contains_key(host)
            {
                return Err(format!("nothing stands in for {host}"));
            }
            if let Some(code) = &behaviour.function
                && !functions.contains_key(code)
            {
                functions.insert(code.clone(), Arc::new(EdgeFunction::start(code)?));
            }
        }
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .into();
        Ok(Self {
            distribution,
            bucket,
            services,
            functions: functions.clone(),
            agent,
            kept: Mutex::new(HashMap::new()),
        })
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, String> {
        let behaviour = self.distribution.behaviour(&asked.path).ok_or("no behaviour takes this path")?;
        let mut answer = if behaviour.methods.contains(&asked.method) {
            match &behaviour.origin {
                Origin::Bucket => self.file(behaviour, asked)?,
                Origin::Service(host) => self.service(host, asked)?,
            }
        } else {
            plain(403, "This distribution is not configured to allow this method.\n")
        };
        answer.headers.retain(|(name, _)| !behaviour.removed.contains(name));
        for header in &behaviour.headers {
            let name = header.name.to_ascii_lowercase();
            let there = answer.headers.iter().any(|(other, _)| *other == name);
            if header.replaces || !there {
                answer.headers.retain(|(other, _)| *other != name);
                answer.headers.push((name, header.value.clone()));
            }
        }
        Ok(answer)
    }

    /// An object of the bucket, from the cache while it may be kept.
    fn file(&self, behaviour: &Behaviour, asked: &Asked) -> Result<Answer, String> {
        let function = behaviour.function.as_ref().and_then(|code| self.functions.get(code));
        let path = match function {
            Some(function) => function.path(&asked.method, &asked.path, &asked.headers)?,
            None => asked.path.clone(),
        };
        let now = Instant::now();
        let mut kept = self.kept.lock().map_err(|_| "the cache is broken")?;
        let fresh = kept.get(&path).filter(|kept| kept.until > now).map(|kept| kept.answer.clone());
        let mut answer = match fresh {
            Some(answer) => answer,
            None => {
                drop(kept);
                let signed = [("authorization".to_owned(), SIGNATURE.to_owned())];
                let answer = self.ask("GET", &format!("{}{path}", self.bucket), &signed, Vec::new())?;
                kept = self.kept.lock().map_err(|_| "the cache is broken")?;
                let keep_s = if answer.status < 400 { keep_s(behaviour, &answer) } else { 0 };
                if keep_s > 0 {
                    let until = now + Duration::from_secs(keep_s);
                    kept.insert(path, Kept { answer: answer.clone(), until });
                }
                answer
            }
        };
        drop(kept);
        answer.headers.retain(|(name, _)| !name.starts_with("x-amz") && !name.starts_with("access-control-"));
        if behaviour.compress {
            compress(&mut answer, asked.headers.get("accept-encoding").map_or("", String::as_str))?;
        }
        Ok(answer)
    }

    /// What a service answers, with all headers of the request but `Host`.
    fn service(&self, host: &str, asked: &Asked) -> Result<Answer, String> {
        let base = self.services.get(host).ok_or(format!("nothing stands in for {host}"))?;
        let headers: Vec<_> = asked
            .headers
            .iter()
            .filter(|(name, _)| {
                !matches!(name.as_str(), "host" | "connection" | "content-length" | "transfer-encoding")
            })
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        let query = if asked.query.is_empty() { String::new() } else { format!("?{}", asked.query) };
        self.ask(&asked.method, &format!("{base}{}{query}", asked.path), &headers, asked.body.clone())
    }

    fn ask(&self, method: &str, url: &str, headers: &[(String, String)], body: Vec<u8>) -> Result<Answer, String> {
        let mut request = ureq::http::Request::builder().method(method).uri(url);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let words = |error: &dyn std::fmt::Display| format!("{method} {url}: {error}");
        let response = if body.is_empty() {
            self.agent.run(request.body(()).map_err(|error| words(&error))?)
        } else {
            self.agent.run(request.body(body).map_err(|error| words(&error))?)
        };
        let mut response = response.map_err(|error| words(&error))?;
        let headers = response.headers().iter().filter(|(name, _)| {
            !matches!(name.as_str(), "connection" | "content-length" | "transfer-encoding" | "keep-alive" | "date")
        });
        let headers =
            headers.map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
        let headers = headers.collect();
        let status = response.status().as_u16();
        let body = response.body_mut().with_config().limit(LARGEST as u64).read_to_vec();
        Ok(Answer { status, headers, body: body.map_err(|error| words(&error))? })
    }

    fn respond(&self, asked: &Asked) -> Response<Body> {
        let answer = self.answer(asked).unwrap_or_else(|problem| plain(502, &format!("{problem}\n")));
        let mut response = Response::builder().status(answer.status);
        for (name, value) in &answer.headers {
            response = response.header(name, value);
        }
        response.body(Body::from(answer.body)).unwrap_or_default()
    }
}

/// How long an answer may be kept, in seconds: as it says itself, within the bounds of the policy.
fn keep_s(behaviour: &Behaviour, answer: &Answer) -> u64 {
    let keep = behaviour.keep;
    let said = answer.headers.iter().find(|(name, _)| name == "cache-control").map(|(_, value)| value.as_str());
    let wanted = match said {
        None => keep.default_s,
        Some(said) => {
            let mut parts = said.split(',').map(str::trim);
            if parts.clone().any(|part| matches!(part, "no-cache" | "no-store" | "private")) {
                0
            } else {
                let age = parts.find_map(|part| part.strip_prefix("max-age=").and_then(|age| age.parse().ok()));
                age.unwrap_or(keep.default_s)
            }
        }
    };
    wanted.clamp(keep.min_s, keep.max_s)
}

/// CloudFront's own compression: of texts from 1,000 to 10,000,000 bytes that came uncompressed.
fn compress(answer: &mut Answer, accept_encoding: &str) -> Result<(), String> {
    let of = |name: &str| answer.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
    let media_type = of("content-type").unwrap_or_default().split(';').next().unwrap_or_default();
    let is_listed = media_type.starts_with("text/") || media_type == "application/json";
    if of("content-encoding").is_some() || !is_listed || !(1_000..=10_000_000).contains(&answer.body.len()) {
        return Ok(());
    }
    let (name, body) = match header::coding(accept_encoding) {
        Coding::Plain => return Ok(()),
        Coding::Gzip => ("gzip", size::gzip(&answer.body)?),
        Coding::Brotli => ("br", size::brotli(&answer.body)?),
    };
    answer.headers.push(("content-encoding".to_owned(), name.to_owned()));
    answer.headers.push(("vary".to_owned(), "Accept-Encoding".to_owned()));
    answer.body = body;
    Ok(())
}

fn plain(status: u16, words: &str) -> Answer {
    let headers = vec![("content-type".to_owned(), "text/plain; charset=utf-8".to_owned())];
    Answer { status, headers, body: words.as_bytes().to_vec() }
}

/// Answers on a listener from now on, in a thread of its own.
pub fn serve(listener: TcpListener, edge: Edge) -> Result<(), String> {
    let words = |error: std::io::Error| error.to_string();
    listener.set_nonblocking(true).map_err(words)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(words)?;
    let edge = Arc::new(edge);
    let app = Router::new().fallback(move |request: Request| {
        let edge = Arc::clone(&edge);
        async move {
            let (parts, body) = request.into_parts();
            let Ok(body) = axum::body::to_bytes(body, LARGEST).await else { return Response::default() };
            let headers = parts.headers.iter().map(|(name, value)| {
                (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
            });
            let asked = Asked {
                method: parts.method.as_str().to_owned(),
                path: parts.uri.path().to_owned(),
                query: parts.uri.query().unwrap_or_default().to_owned(),
                headers: headers.collect(),
                body: body.to_vec(),
            };
            tokio::task::spawn_blocking(move || edge.respond(&asked)).await.unwrap_or_default()
        }
    });
    std::thread::spawn(move || {
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, app).await
        })
    });
    Ok(())
}

#[cfg(test)]
#[path = "edge_tests.rs"]
mod tests;
