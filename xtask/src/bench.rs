//! `bench`: what was promised about speed, measured. Nothing here fails because a figure is bad: a machine's load decides
//! about those.

use crate::{process, release, root, say, size, stack, tool};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// A part, which is given the flags for its script.
type Part = fn(&[String]) -> Result<(), String>;

/// The parts, in the order in which they run.
const PARTS: [(&str, Part); 4] = [("charts", charts), ("sizes", sizes), ("lighthouse", lighthouse), ("app", app)];

/// Runs the parts named, or all of them; `flags` go to their scripts in `tests/bench`.
pub fn bench(names: &[String], flags: &[String]) -> Result<(), String> {
    if let Some(unknown) = names.iter().find(|name| PARTS.iter().all(|(part, _)| part != name)) {
        return Err(format!("`bench {unknown}` is not known here"));
    }
    for (part, run) in PARTS {
        if names.is_empty() || names.iter().any(|name| name == part) {
            run(flags)?;
        }
    }
    Ok(())
}

/// The script of a part, with the browser and the packages that it needs.
fn script(name: &str, flags: &[String]) -> Result<Command, String> {
    let path = tool::path_with(&[tool::wasm_bindgen()?, tool::npm()?])?;
    let mut command = Command::new("node");
    command
        .arg(root::repository().join("tests/bench").join(name))
        .args(flags)
        .current_dir(root::repository())
        .env("PATH", path)
        .env("CHROMIUM", tool::browser()?.chromium);
    Ok(command)
}

/// Our chart beside uPlot, on the same data in the same browser.
fn charts(flags: &[String]) -> Result<(), String> {
    let mut command = script("run.mjs", flags)?;
    command.env("SKILLSCOPE_BENCH_FOLDER", root::work().join("bench"));
    say::step("Comparing the chart with uPlot", || process::answer(&mut command))
}

/// What the release weighs.
fn sizes(_: &[String]) -> Result<(), String> {
    size::report(&release::pack(None, &root::work().join("weighed"))?);
    Ok(())
}

/// Lighthouse on the sign-in screen.
fn lighthouse(flags: &[String]) -> Result<(), String> {
    let folder = lighthouse_folder()?;
    let stacks = stack::start_all()?;
    let mut command = script("lighthouse.mjs", &[])?;
    command.args(["--out".into(), root::work().join("bench")]).args(flags);
    command.env("LIGHTHOUSE_FOLDER", folder).env("APP_URL", first_page(&stacks)?);
    say::step("Asking Lighthouse", || process::answer(&mut command))
}

/// The page at work: painting a year, frames, memory.
fn app(flags: &[String]) -> Result<(), String> {
    let stacks = stack::start_all()?;
    let mut command = script("app.mjs", &[])?;
    command.args(["--out".into(), root::work().join("bench/app.json")]).args(flags);
    command.env("APP_URL", first_page(&stacks)?);
    say::step("Measuring the page at work", || process::answer(&mut command))
}

fn first_page(stacks: &[stack::Stack]) -> Result<&str, String> {
    stacks.first().and_then(|stack| stack.page("default")).ok_or_else(|| "no server was started".to_owned())
}

/// Lighthouse as `tests/bench/package-lock.json` has it. It is large, and nothing else needs it: it is installed by itself.
fn lighthouse_folder() -> Result<PathBuf, String> {
    let lists = root::repository().join("tests/bench");
    let folder = root::work().join("lighthouse");
    let names = [".npmrc", "package.json", "package-lock.json"];
    let is_same = |name: &&str| fs::read(lists.join(name)).ok() == fs::read(folder.join(name)).ok();
    if !(folder.join("node_modules/lighthouse").is_dir() && names.iter().all(is_same)) {
        say::step("Installing Lighthouse by tests/bench/package-lock.json", || {
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            for name in names {
                fs::copy(lists.join(name), folder.join(name)).map_err(|error| format!("{name}: {error}"))?;
            }
            process::run(Command::new("npm").args(["ci", "--ignore-scripts"]).current_dir(&folder))
        })?;
    }
    Ok(folder)
}
