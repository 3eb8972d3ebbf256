//! `cargo xtask`: sets up, serves, tests, measures and packs Skillscope. Run it without words for a list.

mod address;
mod bench;
mod binaryen;
mod bundle;
mod chunk;
mod config;
mod count;
mod csp;
mod fuzz;
mod group;
mod header;
mod hosting;
mod licence;
mod page;
mod process;
mod release;
mod root;
mod sandbox;
mod say;
mod serve;
mod server;
mod size;
mod stack;
mod test;
mod tool;

use std::path::PathBuf;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  serve [--port 8080] [--config-overlay FILE]
            builds the release, serves it on the port and the sandbox server on the next one
  test [PART]... [-- FLAG...]
            runs the tests; parts: fmt clippy native wasm clients e2e deny hosting;
            flags go to their runners
  sandbox [--port 8081] [FLAG]...
            the sandbox server alone; further flags go to it
  dist [--config FILE]
            packs the deployable page into dist/ and prints what it weighs
  reproduce builds the page here and in another folder, and compares the files byte by byte
  deploy (--stack NAME [--parameter NAME=VALUE]... | --bucket NAME [--distribution ID])
         [--folder dist] [--endpoint-url URL] [--dry-run]
            uploads the packed page with the AWS CLI, files before the page that refers to them; with --stack it makes
            the stack of deploy/template.yaml first, or brings it up to date
  rehearse [serve] [-- FLAG...]
            uploads the release to a local S3, serves it as deploy/template.yaml says, compares its headers and runs
            the end-to-end tests against it; flags go to Playwright
  bench [PART]... [-- FLAG...]
            measures in Chromium; parts: charts (beside uPlot), sizes, lighthouse, app (a year painted, frames, memory);
            flags go to their scripts
  dev [--port 8080] [--config-overlay FILE]
            like serve, built for debugging and built again when a source changes
  fuzz [--iterations 1000000] [--seed 1] [--target NAME]
            gives changed inputs to every reader of the product; ends with a table of counts
  help      this list

Each command installs what it needs into the user's cache folder and says so.
Set CHROMIUM and CHROMEDRIVER to use a browser of your own.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("cargo xtask: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a command; `false` is a failure that the command has told already.
fn run(words: &[String]) -> Result<bool, String> {
    let Some((command, words)) = words.split_first() else {
        println!("{HELP}");
        return Ok(true);
    };
    let mut words = Words(words.to_vec());
    let done = match command.as_str() {
        "serve" => {
            let (port, overlay) = (words.port(8080)?, words.file("--config-overlay")?);
            words.end()?;
            serve::serve(port, overlay.as_deref())
        }
        "dev" => {
            let (port, overlay) = (words.port(8080)?, words.file("--config-overlay")?);
            words.end()?;
            serve::dev(port, overlay.as_deref())
        }
        "sandbox" => {
            let port = words.port(8081)?;
            serve::sandbox(port, &words.rest())
        }
        "dist" => {
            let config = words.file("--config")?;
            words.end()?;
            release::dist(config.as_deref())
        }
        "test" => {
            let (names, flags) = words.split();
            return test::test(&names, &flags);
        }
        "reproduce" => {
            words.end()?;
            release::reproduce()
        }
        "deploy" => hosting::deploy::deploy(&words.order()?),
        "rehearse" => {
            let (names, flags) = words.split();
            match names.iter().map(String::as_str).collect::<Vec<_>>()[..] {
                [] => return test::told(hosting::rehearsal::run(&flags)?),
                ["serve"] => hosting::rehearsal::serve(),
                _ => Err(format!("`rehearse {}` is not known here", names.join(" "))),
            }
        }
        "fuzz" => fuzz::fuzz(&words.rest()),
        "bench" => {
            let (names, flags) = words.split();
            bench::bench(&names, &flags)
        }
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(format!("there is no command `{other}`\n\n{HELP}")),
    };
    done.map(|()| true)
}

/// The words after the command.
struct Words(Vec<String>);

impl Words {
    /// Takes `--name VALUE` or `--name=VALUE` out of the words.
    fn value(&mut self, name: &str) -> Result<Option<String>, String> {
        let with_equals = format!("{name}=");
        let Some(at) = self.0.iter().position(|word| word == name || word.starts_with(&with_equals)) else {
            return Ok(None);
        };
        let word = self.0.remove(at);
        if let Some(value) = word.strip_prefix(&with_equals) {
            return Ok(Some(value.to_owned()));
        }
        if at < self.0.len() { Ok(Some(self.0.remove(at))) } else { Err(format!("{name} wants a value after it")) }
    }

    fn port(&mut self, default: u16) -> Result<u16, String> {
        match self.value("--port")? {
            None => Ok(default),
            Some(text) => match text.parse() {
                Ok(port) if port > 0 => Ok(port),
                _ => Err(format!("`{text}` is not a port: give a number from 1 to 65534")),
            },
        }
    }

    fn file(&mut self, name: &str) -> Result<Option<PathBuf>, String> {
        let Some(text) = self.value(name)? else { return Ok(None) };
        let file = PathBuf::from(&text);
        if file.is_file() { Ok(Some(file)) } else { Err(format!("{name}: there is no file `{text}`")) }
    }

    fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|word| word != name);
        self.0.len() < before
    }

    /// What `deploy` is asked for.
    fn order(&mut self) -> Result<hosting::deploy::Order, String> {
        let mut order = hosting::deploy::Order {
            folder: self.value("--folder")?.map(PathBuf::from),
            stack: self.value("--stack")?,
            bucket: self.value("--bucket")?,
            distribution: self.value("--distribution")?,
            endpoint: self.value("--endpoint-url")?,
            dry: self.flag("--dry-run"),
            parameters: Vec::new(),
        };
        while let Some(parameter) = self.value("--parameter")? {
            order.parameters.push(parameter);
        }
        self.end()?;
        Ok(order)
    }

    /// The words before `--` and those after it.
    fn split(self) -> (Vec<String>, Vec<String>) {
        let mut parts = self.0.split(|word| word == "--").map(<[String]>::to_vec);
        let names = parts.next().unwrap_or_default();
        (names, parts.collect::<Vec<_>>().join(&"--".to_owned()))
    }

    fn rest(&self) -> Vec<&str> {
        self.0.iter().map(String::as_str).collect()
    }

    fn end(&self) -> Result<(), String> {
        match self.0.first() {
            None => Ok(()),
            Some(word) => Err(format!("`{word}` is not known here; `cargo xtask help` lists what is")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Words {
        Words(text.split_whitespace().map(str::to_owned).collect())
    }

    #[test]
    fn a_port_is_read_in_both_spellings_and_checked() {
        assert_eq!(words("--port 9000").port(8080), Ok(9000));
        assert_eq!(words("--port=9000").port(8080), Ok(9000));
        assert_eq!(words("").port(8080), Ok(8080));
        for bad in ["--port", "--port x", "--port 0", "--port 70000"] {
            assert!(words(bad).port(8080).is_err(), "{bad}");
        }
    }

    #[test]
    fn unknown_words_are_explained() {
        let problem = run(&["serv".to_owned()]).unwrap_err();
        assert!(problem.contains("`serv`") && problem.contains("serve [--port 8080]"));
        assert!(run(&["serve".to_owned(), "--prot".to_owned()]).unwrap_err().contains("`--prot`"));
    }
}
