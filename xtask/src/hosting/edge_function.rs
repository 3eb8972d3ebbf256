//! Runs the function of the template as it stands there, in Node, without anything that CloudFront does not give it.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;

/// Reads the code, then events, one line each; answers each event with what `handler` returns.
const RUNNER: &str = "
const vm = require('node:vm');
const lines = require('node:readline').createInterface({ input: process.stdin });
let handler;
lines.on('line', (line) => {
  const message = JSON.parse(line);
  if (!handler) { handler = vm.runInNewContext(message + '\\n;handler', Object.create(null), { timeout: 1000 }); return; }
  let answer;
  try { answer = { request: handler(message) }; } catch (error) { answer = { problem: String(error) }; }
  process.stdout.write(JSON.stringify(answer) + '\\n');
});
";

/// A function that runs before the cache.
pub struct EdgeFunction {
    node: Mutex<Node>,
}

struct Node {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl EdgeFunction {
    /// Starts Node with the code of a function.
    pub fn start(code: &str) -> Result<Self, String> {
        let mut child = Command::new("node")
            .args(["-e", RUNNER])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("`node` could not be started: {error}"))?;
        let input = child.stdin.take().ok_or("Node has no input")?;
        let output = child.stdout.take().map(BufReader::new).ok_or("Node has no output")?;
        let mut node = Node { child, input, output };
        node.send(&json!(code))?;
        Ok(Self { node: Mutex::new(node) })
    }

    /// The path that a request goes on with. `headers` have names in small letters.
    pub fn path(&self, method: &str, path: &str, headers: &BTreeMap<String, String>) -> Result<String, String> {
        let headers: serde_json::Map<String, Value> =
            headers.iter().map(|(name, value)| (name.clone(), json!({ "value": value }))).collect();
        let event = json!({
            "version": "1.0",
            "context": { "eventType": "viewer-request" },
            "viewer": { "ip": "127.0.0.1" },
            "request": { "method": method, "uri": path, "querystring": {}, "headers": headers, "cookies": {} },
        });
        let mut node = self.node.lock().map_err(|_| "the function has failed before".to_owned())?;
        node.send(&event)?;
        let mut line = String::new();
        node.output.read_line(&mut line).map_err(|error| format!("the function: {error}"))?;
        let answer: Value = serde_json::from_str(&line).map_err(|error| format!("the function: {error}: {line}"))?;
        let path = answer["request"]["uri"].as_str().map(str::to_owned);
        path.ok_or_else(|| format!("the function answered {answer}"))
    }
}

impl Node {
    fn send(&mut self, message: &Value) -> Result<(), String> {
        let line = format!("{message}\n");
        self.input.write_all(line.as_bytes()).and_then(|()| self.input.flush()).map_err(|error| error.to_string())
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::{self, Target};
    use crate::header::{self, Coding};
    use crate::hosting::distribution::Distribution;
    use crate::hosting::template::Template;

    fn code() -> String {
        let stack = Template::ours().unwrap().resolve(&BTreeMap::new()).unwrap();
        Distribution::of(&stack).unwrap().behaviour("/").unwrap().function.clone().unwrap()
    }

    fn path(function: &EdgeFunction, path: &str, accept: &str) -> String {
        let headers = [("accept-encoding".to_owned(), accept.to_owned())].into();
        function.path("GET", path, &headers).unwrap()
    }

    #[test]
    fn an_address_means_the_same_at_the_edge_and_on_the_local_server() {
        let function = EdgeFunction::start(&code()).unwrap();
        for given in [
            "/",
            "/callback",
            "/metrics/",
            "/skills/amzn1.ask.skill.11111111-1111-4111-8111-111111111111",
            "/skills/amzn1/metrics",
            "/v1beta",
            "/bots-of-mine",
            "/index.html",
            "/config.json",
            "/missing.wasm",
            "/a/b.js",
            "/icon.svg",
            "/photo.jpeg",
            "/v1",
            "/v1/vendors",
            "/v2/skills/x.y/metrics",
            "/bots/B/analytics.json",
            "/auth/o2/token",
            "/auth/o3/token",
        ] {
            let expected = match address::resolve(given) {
                Target::File(name) => format!("/{name}"),
                Target::Page => "/index.html".to_owned(),
                Target::PassThrough | Target::Refused => given.to_owned(),
            };
            assert_eq!(path(&function, given, ""), expected, "{given}");
        }
    }

    #[test]
    fn the_form_is_the_one_that_the_local_server_chooses() {
        let function = EdgeFunction::start(&code()).unwrap();
        let offers = ["gzip, deflate, br, zstd", "gzip, br;q=0", "br;q=0.5", "identity", "", "GZIP", "br;q=x, gzip"];
        for offer in offers {
            let expected = match header::coding(&offer.to_lowercase()) {
                Coding::Brotli if offer == "br;q=x, gzip" => ".gz", // no number: refused here, and harmless
                Coding::Brotli => ".br",
                Coding::Gzip => ".gz",
                Coding::Plain => "",
            };
            assert_eq!(path(&function, "/a_bg.wasm", offer), format!("/a_bg.wasm{expected}"), "{offer}");
        }
        assert_eq!(function.path("GET", "/", &BTreeMap::new()).unwrap(), "/index.html");
        assert_eq!(path(&function, "/deep/link", "br"), "/index.html.br");
    }

    #[test]
    fn the_function_asks_for_packed_forms_of_what_is_packed_and_of_nothing_else() {
        let function = EdgeFunction::start(&code()).unwrap();
        let endings =
            ["html", "js", "mjs", "css", "json", "wasm", "svg", "png", "ico", "webmanifest", "txt", "woff2", "bin"];
        for ending in endings {
            let name = format!("a.{ending}");
            let asks = path(&function, &format!("/{name}"), "br") != format!("/{name}");
            assert_eq!(asks, crate::hosting::upload::has_forms(&name), "{ending}");
        }
        assert_eq!(path(&function, "/v1/a.js", "br"), "/v1/a.js");
    }

    #[test]
    fn the_function_needs_nothing_of_node_and_is_small_enough() {
        assert!(code().len() < 10_000, "CloudFront takes 10 KB at most");
        let broken = EdgeFunction::start("function handler(event) { return process.version; }").unwrap();
        assert!(broken.path("GET", "/", &BTreeMap::new()).is_err());
    }
}
