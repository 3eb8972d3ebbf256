//! Serves the page on this machine with the headers of the deployed one.

use crate::address::{self, Target};
use crate::csp::{self, Place};
use crate::header::{self, Coding};
use crate::{page, size};
use serde_json::Value;
use std::collections::HashMap;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, Response, header as names};

/// What is served.
pub struct Site {
    folder: PathBuf,
    /// `config.json` and `index.html` are not the folder's: they follow from the configuration.
    config: Packed,
    page: Page,
    policy: String,
    meta_policy: String,
}

enum Page {
    /// A packed release.
    Packed(Packed),
    /// Trunk's folder as it changes; holds the loaders taken out of its page.
    Watched(Mutex<HashMap<String, Vec<u8>>>),
}

/// A content in its forms.
struct Packed {
    plain: Vec<u8>,
    gzip: Option<Vec<u8>>,
    brotli: Option<Vec<u8>>,
}

impl Packed {
    fn new(plain: Vec<u8>) -> Result<Self, String> {
        Ok(Self { gzip: Some(size::gzip(&plain)?), brotli: Some(size::brotli(&plain)?), plain })
    }
}

struct Answer {
    status: u16,
    media_type: &'static str,
    cache: &'static str,
    coding: Coding,
    body: Vec<u8>,
}

impl Site {
    /// A packed release with a configuration.
    pub fn packed(folder: &Path, config: &Value) -> Result<Self, String> {
        let mut site = Self::watched(folder, config)?;
        let file = folder.join("index.html");
        let html = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        site.page = Page::Packed(Packed::new(page::set_policy(&html, &site.meta_policy)?.into_bytes())?);
        Ok(site)
    }

    /// Trunk's folder while Trunk watches the sources.
    pub fn watched(folder: &Path, config: &Value) -> Result<Self, String> {
        let origins = csp::origins(config)?;
        Ok(Self {
            folder: folder.to_path_buf(),
            config: Packed::new(config.to_string().into_bytes())?,
            page: Page::Watched(Mutex::new(HashMap::new())),
            policy: csp::header(&origins, Place::Loopback),
            meta_policy: csp::meta(&origins, Place::Loopback),
        })
    }

    fn answer(&self, method: &Method, target: &str, accept_encoding: &str) -> Answer {
        if !matches!(*method, Method::GET | Method::HEAD) {
            return refusal(405, "Only GET and HEAD are served here.\n");
        }
        let coding = header::coding(accept_encoding);
        match address::resolve(target) {
            Target::Page => self.page(coding),
            Target::PassThrough => {
                refusal(404, "Reserved for passing calls through to Amazon; nothing is passed here.\n")
            }
            Target::Refused => refusal(400, "This path names no file.\n"),
            Target::File(name) if name == "config.json" => from_packed("config.json", &self.config, coding),
            Target::File(name) if name == "index.html" => self.page(coding),
            Target::File(name) => self.file(&name, coding),
        }
    }

    fn page(&self, coding: Coding) -> Answer {
        match &self.page {
            Page::Packed(packed) => from_packed("index.html", packed, coding),
            Page::Watched(loaders) => match self.watched_page(loaders) {
                Ok(html) => plain("index.html", html.into_bytes()),
                Err(problem) => refusal(503, &format!("The page is not built yet: {problem}\n")),
            },
        }
    }

    fn watched_page(&self, loaders: &Mutex<HashMap<String, Vec<u8>>>) -> Result<String, String> {
        let read = |name: &str| fs::read(self.folder.join(name)).map_err(|error| format!("{name}: {error}"));
        let html = String::from_utf8(read("index.html")?).map_err(|error| error.to_string())?;
        let hardened = page::harden(&html, page::Checked::Scripts, read)?;
        if let Ok(mut loaders) = loaders.lock() {
            loaders.insert(hardened.loader_name, hardened.loader.into_bytes());
        }
        page::set_policy(&hardened.html, &self.meta_policy)
    }

    fn file(&self, name: &str, coding: Coding) -> Answer {
        if let Page::Watched(loaders) = &self.page
            && let Some(loader) = loaders.lock().ok().and_then(|loaders| loaders.get(name).cloned())
        {
            return plain(name, loader);
        }
        let beside = match coding {
            Coding::Brotli => Some("br"),
            Coding::Gzip => Some("gz"),
            Coding::Plain => None,
        };
        if let Some(body) = beside.and_then(|ending| fs::read(self.folder.join(format!("{name}.{ending}"))).ok()) {
            return Answer { coding, ..plain(name, body) };
        }
        match fs::read(self.folder.join(name)) {
            Ok(body) => plain(name, body),
            Err(_) => refusal(404, "There is no such file.\n"),
        }
    }

    fn respond(&self, request: &Request) -> Response<Body> {
        let accept = request.headers().get(names::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
        let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
        let answer = self.answer(request.method(), target, accept.unwrap_or_default());
        let mut response = Response::builder()
            .status(answer.status)
            .header(names::CONTENT_TYPE, answer.media_type)
            .header(names::CACHE_CONTROL, answer.cache)
            .header(names::VARY, "Accept-Encoding")
            .header(names::CONTENT_SECURITY_POLICY, &self.policy);
        match answer.coding {
            Coding::Plain => {}
            Coding::Gzip => response = response.header(names::CONTENT_ENCODING, "gzip"),
            Coding::Brotli => response = response.header(names::CONTENT_ENCODING, "br"),
        }
        if answer.status == 405 {
            response = response.header(names::ALLOW, "GET, HEAD");
        }
        for (name, value) in header::security(Place::Loopback) {
            response = response.header(name, value);
        }
        // A header that could not be written would be a fault of ours: an empty answer shows it at once.
        response.body(Body::from(answer.body)).unwrap_or_default()
    }
}

fn plain(name: &str, body: Vec<u8>) -> Answer {
    let file_name = name.rsplit('/').next().unwrap_or_default();
    Answer {
        status: 200,
        media_type: header::media_type(file_name),
        cache: header::cache(file_name),
        coding: Coding::Plain,
        body,
    }
}

fn from_packed(name: &str, packed: &Packed, coding: Coding) -> Answer {
    let form = match coding {
        Coding::Brotli => packed.brotli.as_ref(),
        Coding::Gzip => packed.gzip.as_ref(),
        Coding::Plain => None,
    };
    match form {
        Some(body) => Answer { coding, ..plain(name, body.clone()) },
        None => plain(name, packed.plain.clone()),
    }
}

fn refusal(status: u16, words: &str) -> Answer {
    Answer {
        status,
        media_type: "text/plain; charset=utf-8",
        cache: "no-store",
        coding: Coding::Plain,
        body: words.as_bytes().to_vec(),
    }
}

/// Takes a port of this machine, 0 for any that is free; says in words when it is taken.
pub fn listen(port: u16) -> Result<TcpListener, String> {
    TcpListener::bind(("127.0.0.1", port)).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            format!("port {port} is taken by another program: end that one, or choose another port with --port N")
        }
        std::io::ErrorKind::PermissionDenied => {
            format!("this user may not serve on port {port}: choose one above 1023 with --port N")
        }
        _ => format!("port {port}: {error}"),
    })
}

/// Serves a site on a listener from now on, in a thread of its own.
pub fn serve(listener: TcpListener, site: Site) -> Result<(), String> {
    let words = |error: std::io::Error| error.to_string();
    listener.set_nonblocking(true).map_err(words)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(words)?;
    let site = Arc::new(site);
    let app = Router::new().fallback(move |request: Request| {
        let site = Arc::clone(&site);
        async move { site.respond(&request) }
    });
    std::thread::spawn(move || {
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, app).await
        })
    });
    Ok(())
}
