//! `rehearse`: uploads the release to a local S3 as `deploy` does, serves it as the template says, compares every
//! header with what is required, and lets the end-to-end tests run against it.

use super::check::{self, Served};
use super::distribution::Distribution;
use super::edge::{self, Edge};
use super::store::LocalStore;
use super::template::Template;
use super::{deploy, python};
use crate::count::Count;
use crate::csp::{self, Place};
use crate::stack::{self, Sandbox, WORKERS};
use crate::{bundle, config, page, process, root, sandbox, say, server, size, test};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

const BUCKET: &str = "skillscope-rehearsal";

/// Specs that say most about hosting, for a run of all tests; `rehearse` runs every spec.
const SUBSET: [&str; 4] = ["boot.spec.ts", "serving.spec.ts", "sign-in.spec.ts", "privacy.spec.ts"];

/// Whether cfn-lint finds nothing to say about the template, notes included.
pub fn lint() -> Result<Count, String> {
    let program = python::programs()?.join("cfn-lint");
    let template = root::repository().join("deploy/template.yaml");
    let mut command = Command::new(program);
    command.args(["--regions", "us-east-1", "--include-checks", "I", "--template"]).arg(template);
    Ok(Count::one(say::step("Linting the template", || process::run(&mut command)).is_ok()))
}

/// The part of `test`: everything, with those end-to-end tests that say most about hosting.
pub fn part(flags: &[String]) -> Result<Count, String> {
    let subset = SUBSET.map(str::to_owned);
    run(if flags.is_empty() { &subset } else { flags })
}

/// Lints, uploads, compares, and runs end-to-end tests, all that flags do not leave out.
pub fn run(flags: &[String]) -> Result<Count, String> {
    let linted = lint()?;
    let rehearsal = Rehearsal::start()?;
    eprintln!("· Comparing what is served with what is required");
    let checked = rehearsal.check()?;
    let mut words = vec!["--grep-invert".to_owned(), "@local-server".to_owned()];
    words.extend(flags.iter().cloned());
    Ok(linted.and(checked).and(test::playwright("rehearsal", &rehearsal.describe(), &words)?))
}

/// Serves the release as it would be hosted, until it is stopped; says where.
pub fn serve() -> Result<(), String> {
    let rehearsal = Rehearsal::start()?;
    let first = rehearsal.stacks.first().ok_or("nothing is served")?;
    for (name, address) in &first.pages {
        println!("Skillscope as hosted, {name}: {address}/");
    }
    say::note(&format!("The sandbox answers on {}/. Ctrl-C ends all.", first.sandbox.url()));
    crate::serve::wait(Vec::new())
}

struct Rehearsal {
    stacks: Vec<Stack>,
    /// A page where calls are passed through to the first stack's sandbox.
    passing: String,
    /// Where the objects of the first page are.
    bucket: String,
    folder: PathBuf,
    _store: LocalStore,
}

/// A sandbox server and the pages that point at it.
struct Stack {
    sandbox: Sandbox,
    pages: Vec<(String, String)>,
}

/// A page to be served: its place in the bucket, its address, and where it will be answered.
struct Plan {
    place: String,
    listener: TcpListener,
    policy: String,
}

impl Rehearsal {
    fn start() -> Result<Self, String> {
        let shipped = config::read(&root::repository().join("public/config.json"))?;
        let packed = stack::release()?;
        let names = bundle::files(&packed, "")?;
        let pages = root::work().join("rehearsal-pages");
        let _ = fs::remove_dir_all(&pages);

        let program = sandbox::build()?;
        let variants = stack::variants()?;
        let mut stacks = Vec::new();
        let mut plans = Vec::new();
        for worker in 0..WORKERS {
            let listeners = variants.iter().map(|_| server::listen(0)).collect::<Result<Vec<_>, _>>()?;
            let mut origins = listeners.iter().map(origin).collect::<Result<Vec<_>, _>>()?;
            let sandbox = Sandbox::start_for(&program, &origins)?;
            for ((listener, (name, overlay)), origin) in listeners.into_iter().zip(&variants).zip(&origins) {
                let port = port(origin);
                let mut config = config::for_sandbox(&shipped, port, sandbox.port());
                config::merge(&mut config, overlay);
                let place = format!("{worker}-{name}");
                lay_out(&packed, &names, &pages.join(&place), &config)?;
                let policy = csp::header(&csp::origins(&config)?, Place::Deployed);
                plans.push(Plan { place, listener, policy });
            }
            let names = variants.iter().map(|(name, _)| name.clone());
            stacks.push(Stack { sandbox, pages: names.zip(origins.drain(..)).collect() });
        }

        let store = say::step("Starting a local S3", || LocalStore::start(stack::free_port()?))?;
        let bucket = store.bucket(BUCKET)?;
        deploy::upload_all(&store.aws, &pages, BUCKET, &names)?;
        let first = stacks.first().ok_or("no stack was started")?;
        let listener = server::listen(0)?;
        let passing = origin(&listener)?;
        let policy = plans.first().map(|plan| plan.policy.clone()).unwrap_or_default();
        let place = plans.first().map(|plan| plan.place.clone()).unwrap_or_default();
        let first_place = format!("{bucket}/{place}");
        let mut functions = BTreeMap::new();
        for (plan, passes) in
            plans.into_iter().map(|plan| (plan, false)).chain([(Plan { place, listener, policy }, true)])
        {
            let mut values = BTreeMap::from([("ContentSecurityPolicy", plan.policy)]);
            let mut services = BTreeMap::new();
            if passes {
                let hosts = [
                    ("SmapiHost", "api.amazonalexa.com"),
                    ("LwaHost", "api.amazon.com"),
                    ("LexHost", "models-v2-lex.us-east-1.amazonaws.com"),
                ];
                values.extend(hosts.map(|(name, host)| (name, host.to_owned())));
                services.extend(hosts.map(|(_, host)| (host.to_owned(), first.sandbox.url())));
            }
            let distribution = Distribution::of(&Template::ours()?.resolve(&values)?)?;
            let objects = format!("{bucket}/{}", plan.place);
            edge::serve(plan.listener, Edge::new(distribution, objects, services, &mut functions)?)?;
        }
        Ok(Self { stacks, passing, bucket: first_place, folder: pages, _store: store })
    }

    fn check(&self) -> Result<Count, String> {
        let first = self.stacks.first().ok_or("nothing is served")?;
        let (name, page) = first.pages.first().ok_or("no page is served")?;
        let folder = self.folder.join(format!("0-{name}"));
        let mut files = Vec::new();
        for file in bundle::files(&folder, "")? {
            if !file.ends_with(".br") && !file.ends_with(".gz") {
                let content = fs::read(folder.join(&file)).map_err(|error| format!("{file}: {error}"))?;
                files.push((file, content));
            }
        }
        let sandbox = first.sandbox.url();
        Ok(check::check(&Served {
            page,
            passing: &self.passing,
            bucket: &self.bucket,
            sandbox: &sandbox,
            files: &files,
        }))
    }

    /// The stacks as the end-to-end tests read them.
    fn describe(&self) -> String {
        let stacks = self.stacks.iter().map(|stack| {
            let pages: serde_json::Map<_, _> =
                stack.pages.iter().map(|(name, url)| (name.clone(), Value::from(url.as_str()))).collect();
            json!({ "sandbox": stack.sandbox.url(), "pages": pages })
        });
        Value::Array(stacks.collect()).to_string()
    }
}

fn origin(listener: &TcpListener) -> Result<String, String> {
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    Ok(format!("http://127.0.0.1:{}", address.port()))
}

fn port(origin: &str) -> u16 {
    origin.rsplit(':').next().and_then(|port| port.parse().ok()).unwrap_or_default()
}

/// The release with another configuration, as `dist --config` would have packed it: `config.json`, and the policy in
/// `index.html`.
fn lay_out(packed: &Path, names: &[String], folder: &Path, config: &Value) -> Result<(), String> {
    let words = |name: &str, error: std::io::Error| format!("{}: {error}", folder.join(name).display());
    for name in names.iter().filter(|name| !name.starts_with("index.html") && !name.starts_with("config.json")) {
        let file = folder.join(name);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent).map_err(|error| words(name, error))?;
        }
        if fs::hard_link(packed.join(name), &file).is_err() {
            fs::copy(packed.join(name), &file).map_err(|error| words(name, error))?;
        }
    }
    let html = fs::read_to_string(packed.join("index.html")).map_err(|error| words("index.html", error))?;
    let html = page::set_policy(&html, &csp::meta(&csp::origins(config)?, Place::Deployed))?;
    for (name, content) in [("index.html", html), ("config.json", config.to_string())] {
        fs::write(folder.join(name), content).map_err(|error| words(name, error))?;
        size::compress(folder, name)?;
    }
    Ok(())
}
