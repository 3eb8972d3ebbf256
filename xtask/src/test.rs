//! `test`: every check of the project, part by part.

use crate::count::{self, Count};
use crate::hosting::{python, rehearsal};
use crate::{process, root, say, stack, tool};
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

type Part = (&'static str, &'static str, fn(&[String]) -> Result<Count, String>);

const PARTS: [Part; 8] = [
    ("fmt", "Formatting", fmt),
    ("clippy", "Clippy, native and wasm32", clippy),
    ("native", "Native tests", native),
    ("wasm", "Browser unit tests (wasm-bindgen-test in headless Chromium)", wasm),
    ("clients", "Amazon's own clients against the sandbox server", clients),
    ("e2e", "End to end (Playwright and axe, release build)", e2e),
    ("deny", "Licences, sources and duplicates of dependencies (cargo-deny)", deny),
    ("hosting", "The template, the upload and what is served by it, rehearsed", rehearsal::part),
];

/// Runs the named parts, or all, and returns whether every test passed; the last line printed is the count. `flags` go to the runners of the parts named.
pub fn test(names: &[String], flags: &[String]) -> Result<bool, String> {
    if let Some(unknown) = names.iter().find(|name| PARTS.iter().all(|part| part.0 != name.as_str())) {
        let known: Vec<_> = PARTS.iter().map(|part| part.0).collect();
        return Err(format!("there is no part `{unknown}`; the parts are {}", known.join(", ")));
    }
    let start = Instant::now();
    let mut sum = Count::default();
    let mut lines = Vec::new();
    for (name, title, run) in PARTS.iter().filter(|part| names.is_empty() || names.iter().any(|name| name == part.0)) {
        eprintln!("\n== {title} ==");
        let part_start = Instant::now();
        let count = match run(flags) {
            Ok(Count { passed: 0, failed: 0 }) => {
                eprintln!("{name}: no test ran, which is a failure");
                Count::one(false)
            }
            Ok(count) => count,
            Err(problem) => {
                eprintln!("{name}: {problem}");
                Count::one(false)
            }
        };
        let time = say::time(part_start.elapsed());
        let line = format!("{name:<8} {:>5} passed {:>4} failed  {time:>12}", count.passed, count.failed);
        eprintln!("{line}");
        lines.push(line);
        sum = sum.and(count);
    }
    println!("\n{}\n\nin {}", lines.join("\n"), say::time(start.elapsed()));
    println!("{} passed, {} failed", sum.passed, sum.failed);
    Ok(sum.failed == 0)
}

/// Prints a count as the last line; whether nothing failed.
pub fn told(count: Count) -> Result<bool, String> {
    println!("{} passed, {} failed", count.passed, count.failed);
    Ok(count.failed == 0)
}

fn cargo(words: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(words).current_dir(root::repository()).env("CARGO_TERM_COLOR", "never");
    command
}

fn fmt(_: &[String]) -> Result<Count, String> {
    tool::component("fmt", "rustfmt")?;
    Ok(Count::one(process::run(&mut cargo(&["fmt", "--all", "--check"])).is_ok()))
}

fn clippy(_: &[String]) -> Result<Count, String> {
    tool::component("clippy", "clippy")?;
    tool::wasm_target()?;
    let deny = ["--", "-D", "warnings"];
    let native = [&["clippy", "--quiet", "--workspace", "--all-targets"][..], &deny].concat();
    let native = process::run(&mut cargo(&native)).is_ok();
    let mut wasm = cargo(&["clippy", "--quiet", "--package", "skillscope", "--target", tool::WASM_TARGET, "--lib"]);
    wasm.args(["--bin", "skillscope"]).args(web_tests()?).args(deny);
    let wasm = process::run(&mut wasm).is_ok();
    Ok(Count::one(native && wasm))
}

fn deny(_: &[String]) -> Result<Count, String> {
    let mut command = Command::new(python::cargo_deny()?);
    command.args(["--color", "never", "check", "--show-stats"]).args(["licenses", "bans", "sources"]);
    Ok(Count::one(process::run(command.current_dir(root::repository())).is_ok()))
}

fn native(flags: &[String]) -> Result<Count, String> {
    let has_nextest = process::read(&mut cargo(&["nextest", "--version"])).is_ok();
    if !has_nextest {
        let (ended_well, output) =
            process::watch(cargo(&["test", "--quiet", "--workspace", "--no-fail-fast"]).args(flags))?;
        return Ok(count::of_test_results(&output).with_end(ended_well));
    }
    let quiet = ["nextest", "run", "--workspace", "--no-fail-fast", "--status-level", "fail"];
    let (ended_well, output) = process::watch(cargo(&quiet).args(["--final-status-level", "fail"]).args(flags))?;
    let tests = count::of_nextest(&output).with_end(ended_well);
    if !flags.is_empty() {
        return Ok(tests);
    }
    // nextest leaves the examples in the documentation out.
    let (ended_well, output) = process::watch(&mut cargo(&["test", "--quiet", "--package", "skillscope", "--doc"]))?;
    Ok(tests.and(count::of_test_results(&output).with_end(ended_well)))
}

/// `--test NAME` for each file of `tests/` that holds tests for the browser: `web.rs` and `web_….rs`.
fn web_tests() -> Result<Vec<String>, String> {
    let folder = root::repository().join("tests");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(|error| format!("tests: {error}"))? {
        let name = entry.map_err(|error| error.to_string())?.file_name().to_string_lossy().into_owned();
        if let Some(stem) = name.strip_suffix(".rs").filter(|stem| *stem == "web" || stem.starts_with("web_")) {
            names.push(stem.to_owned());
        }
    }
    names.sort();
    Ok(names.into_iter().flat_map(|name| ["--test".to_owned(), name]).collect())
}

fn wasm(flags: &[String]) -> Result<Count, String> {
    let web_tests = web_tests()?;
    if web_tests.is_empty() {
        return Ok(Count::default());
    }
    tool::wasm_target()?;
    let runner = tool::wasm_bindgen()?.join("wasm-bindgen-test-runner");
    let browser = tool::browser()?;
    let mut command = cargo(&["test", "--package", "skillscope", "--no-fail-fast"]); // its runner knows no --quiet
    command
        .args(["--target", tool::WASM_TARGET])
        .args(web_tests)
        .args(flags)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("CHROMEDRIVER", browser.driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", root::repository().join("tests/webdriver.json"))
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    let (ended_well, output) = process::watch(&mut command)?;
    Ok(count::of_test_results(&output).with_end(ended_well))
}

/// A folder for what one part leaves behind.
fn results(part: &str) -> Result<PathBuf, String> {
    let folder = root::work().join(part);
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
}

fn clients(flags: &[String]) -> Result<Count, String> {
    let folder = root::repository().join("tests/clients");
    let mut files: Vec<PathBuf> = match std::fs::read_dir(&folder) {
        Ok(entries) => entries.filter_map(Result::ok).map(|entry| entry.path()).collect(),
        Err(_) => Vec::new(),
    };
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    if files.is_empty() {
        return Ok(Count::default());
    }
    tool::npm()?;
    let python = tool::python()?;
    let sandbox = stack::Sandbox::start()?;
    let report = results("clients")?.join("report.tap");
    let mut command = Command::new("node");
    command
        .args([
            "--test",
            "--test-concurrency=1",
            "--test-reporter=spec",
            "--test-reporter-destination=stderr",
            "--test-reporter=tap",
        ])
        .arg(format!("--test-reporter-destination={}", report.display()))
        .args(flags)
        .args(files)
        .current_dir(root::repository().join("tests"))
        .env("SANDBOX_URL", sandbox.url());
    let ended_well = process::run(&mut command).is_ok();
    let output = std::fs::read_to_string(&report).map_err(|error| format!("{}: {error}", report.display()))?;
    let node = count::of_tap(&output).with_end(ended_well);
    // Flags are for Node: they name tests that Python has not.
    if !flags.is_empty() {
        return Ok(node);
    }
    let mut command = Command::new(python);
    command
        .args(["-m", "unittest", "discover", "--verbose", "--pattern", "*_test.py"])
        .current_dir(folder)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("SANDBOX_URL", sandbox.url());
    let (ended_well, output) = process::watch(&mut command)?;
    Ok(node.and(count::of_unittest(&output).with_end(ended_well)))
}

fn e2e(flags: &[String]) -> Result<Count, String> {
    let stacks = stack::start_all()?;
    playwright("e2e", &stack::describe(&stacks), flags)
}

/// Runs the end-to-end tests against stacks, described as `stack::describe` does.
pub fn playwright(part: &str, stacks: &str, flags: &[String]) -> Result<Count, String> {
    let browser = tool::browser()?;
    let playwright = tool::npm()?.join("playwright");
    let python = tool::python()?;
    let folder = results(part)?;
    let report = folder.join("report.json");
    let _ = std::fs::remove_file(&report);
    let mut command = Command::new(playwright);
    command
        .args(["test", "--config", "e2e/playwright.config.ts"])
        .args(flags)
        .current_dir(root::repository().join("tests"))
        .env("CHROMIUM", browser.chromium)
        .env("SKILLSCOPE_PYTHON", python)
        .env("SKILLSCOPE_RESULTS", &folder)
        .env("SKILLSCOPE_STACKS", stacks);
    let ended_well = process::run(&mut command).is_ok();
    let text = std::fs::read_to_string(&report).map_err(|error| format!("Playwright left no report: {error}"))?;
    let report = serde_json::from_str(&text).map_err(|error| format!("Playwright's report: {error}"))?;
    Ok(count::of_playwright(&report).with_end(ended_well))
}
