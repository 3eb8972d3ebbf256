//! Servers for tests: the page and the sandbox server on free ports, in the variants that the tests ask for.

use crate::csp::Place;
use crate::process::Server;
use crate::server::{self, Site};
use crate::{bundle, config, root, sandbox, say};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// As many stacks as Playwright has workers, so that one worker's clock and faults never meet another's.
pub const WORKERS: usize = 2;

/// A sandbox server on a free port.
pub struct Sandbox {
    port: u16,
    _server: Server,
}

impl Sandbox {
    /// Builds the server if need be and starts it for clients that are no browsers.
    pub fn start() -> Result<Self, String> {
        Self::start_for(&sandbox::build()?, &[])
    }

    /// Starts the server for pages of some origins.
    pub fn start_for(program: &Path, origins: &[String]) -> Result<Self, String> {
        let port = free_port()?;
        let flags: Vec<&str> = origins.iter().flat_map(|origin| ["--origin", origin]).collect();
        Ok(Self { port, _server: sandbox::start(program, port, &flags)? })
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Its address, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

/// A port that was free a moment ago.
pub fn free_port() -> Result<u16, String> {
    let listener = server::listen(0)?;
    listener.local_addr().map(|address| address.port()).map_err(|error| error.to_string())
}

/// One sandbox server with the pages that point at it.
pub struct Stack {
    sandbox: Sandbox,
    /// Name of the variant and address of its page; `default` is the configuration that `serve` makes.
    pages: Vec<(String, String)>,
}

/// Builds the release once and starts a stack for each worker. The variants are the files of `tests/e2e/configs`, each
/// laid over the configuration that `serve` makes.
pub fn start_all() -> Result<Vec<Stack>, String> {
    let shipped = config::read(&root::repository().join("public/config.json"))?;
    let packed = release()?;
    let program = sandbox::build()?;
    let variants = variants()?;
    say::step("Starting the servers", || (0..WORKERS).map(|_| start(&packed, &program, &shipped, &variants)).collect())
}

/// The release, built and packed once for all the parts of a run of tests. Its configuration and its policy are the
/// shipped ones for this machine: whoever serves it puts others in their place.
pub fn release() -> Result<PathBuf, String> {
    static RELEASE: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let make = || {
        let shipped = config::read(&root::repository().join("public/config.json"))?;
        let build = bundle::build()?;
        let folder = root::work().join("site-under-test");
        say::step("Packing the page", || bundle::pack(&build, &folder, &shipped, Place::Loopback))?;
        Ok(folder)
    };
    RELEASE.get_or_init(make).clone()
}

impl Stack {
    /// The address of the page in a variant.
    pub fn page(&self, variant: &str) -> Option<&str> {
        self.pages.iter().find(|(name, _)| name == variant).map(|(_, url)| url.as_str())
    }
}

fn start(folder: &Path, program: &Path, shipped: &Value, variants: &[(String, Value)]) -> Result<Stack, String> {
    let listeners = variants.iter().map(|_| server::listen(0)).collect::<Result<Vec<_>, _>>()?;
    let ports = listeners.iter().map(|listener| listener.local_addr().map(|address| address.port()));
    let ports = ports.collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?;
    let origins: Vec<String> = ports.iter().map(|port| format!("http://127.0.0.1:{port}")).collect();
    let sandbox = Sandbox::start_for(program, &origins)?;
    for ((listener, port), (_, overlay)) in listeners.into_iter().zip(ports).zip(variants) {
        let mut config = config::for_sandbox(shipped, port, sandbox.port);
        config::merge(&mut config, overlay);
        server::serve(listener, Site::packed(folder, &config)?)?;
    }
    let names = variants.iter().map(|(name, _)| name.clone());
    Ok(Stack { sandbox, pages: names.zip(origins).collect() })
}

/// The variants of the configuration, by name, each as what is laid over the one that `serve` makes.
pub fn variants() -> Result<Vec<(String, Value)>, String> {
    let mut variants = vec![("default".to_owned(), json!({}))];
    let folder = root::repository().join("tests/e2e/configs");
    for entry in std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let file = entry.map_err(|error| error.to_string())?.path();
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if file.extension().is_some_and(|extension| extension == "json") {
            let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            let value = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
            variants.push((name, value));
        }
    }
    Ok(variants)
}

/// The stacks as the tests read them: `[{ "sandbox": address, "pages": { variant: address } }]`.
pub fn describe(stacks: &[Stack]) -> String {
    let stacks = stacks.iter().map(|stack| {
        let pages: serde_json::Map<_, _> =
            stack.pages.iter().map(|(name, url)| (name.clone(), Value::from(url.as_str()))).collect();
        json!({ "sandbox": stack.sandbox.url(), "pages": pages })
    });
    Value::Array(stacks.collect()).to_string()
}
