//! Builds the page and packs it for serving.

use crate::chunk::{self, Entries};
use crate::csp::{self, Place};
use crate::size::Sizes;
use crate::{licence, page, process, root, say, size, tool};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A packed page and what its files weigh.
pub struct Bundle {
    /// The folder that can be served.
    pub folder: PathBuf,
    /// The sizes of its files.
    pub sizes: Vec<Sizes>,
    /// `index.html` as packed.
    pub html: String,
    /// What each part of the page needs beyond the first load.
    pub entries: Entries,
}

/// Trunk with its tools on PATH, ready for a subcommand. It is kept off the network: it would fetch tools of its own.
pub fn trunk(subcommand: &str, dist: &Path) -> Result<Command, String> {
    tool::wasm_target()?;
    let trunk = tool::trunk()?;
    let path = tool::path_with(&[tool::wasm_bindgen()?, tool::npm()?])?;
    tool::crates()?;
    let mut command = Command::new(trunk);
    command
        .args([subcommand, "--offline", "true", "--skip-version-check", "--dist"])
        .arg(dist)
        .current_dir(root::repository())
        .env("PATH", path)
        .env_remove("NO_COLOR"); // Trunk reads its value as true or false and stops at anything else
    Ok(command)
}

/// A release as Trunk and the cutting left it.
pub struct Build {
    /// Trunk's folder, with the chunks in it.
    pub folder: PathBuf,
    /// What each part of the page needs beyond the first load.
    pub entries: Entries,
}

/// Builds the release of the page with Trunk, and cuts it into chunks.
pub fn build() -> Result<Build, String> {
    let dist = root::work().join("trunk");
    fs::create_dir_all(&dist).map_err(|error| format!("{}: {error}", dist.display()))?;
    let mut command = trunk("build", &dist)?;
    command.env("CARGO_ENCODED_RUSTFLAGS", chunk::flags()?);
    command.args(["--release", "--log", "warn"]);
    say::step("Building the page (release)", || process::run(&mut command))?;
    let entries = say::step("Cutting it into chunks", || chunk::cut(&dist))?;
    Ok(Build { folder: dist, entries })
}

/// Packs a build into `folder`, which is replaced, with a configuration and the policy that follows from it.
pub fn pack(build: &Build, folder: &Path, config: &Value, place: Place) -> Result<Bundle, String> {
    let origins = csp::origins(config)?;
    let trunk = &build.folder;
    let read = |name: &str| fs::read(trunk.join(name)).map_err(|error| format!("{name}: {error}"));
    let html = String::from_utf8(read("index.html")?).map_err(|error| format!("index.html: {error}"))?;
    let (html, style_name, style) = page::merge_styles(&html, read)?;
    let page =
        page::harden(
            &html,
            page::Checked::All,
            |name| if name == style_name { Ok(style.clone()) } else { read(name) },
        )?;
    let html = page::set_policy(&page.html, &csp::meta(&origins, place))?;

    let temporary = folder.with_extension("new");
    let _ = fs::remove_dir_all(&temporary);
    fs::create_dir_all(&temporary).map_err(|error| format!("{}: {error}", temporary.display()))?;
    let write = |name: &str, content: &[u8]| {
        fs::write(temporary.join(name), content).map_err(|error| format!("{name}: {error}"))
    };
    let mut names = files(trunk, "")?;
    // boot.js is also there under the name with its hash, and the styles are one by now.
    names.retain(|name| name != "boot.js" && !name.ends_with(".css"));
    for name in &names {
        if let Some(parent) = temporary.join(name).parent() {
            fs::create_dir_all(parent).map_err(|error| format!("{}: {error}", parent.display()))?;
        }
        write(name, &read(name)?)?;
    }
    write(&style_name, &style)?;
    write(&page.loader_name, page.loader.as_bytes())?;
    write("index.html", html.as_bytes())?;
    let config = serde_json::to_string_pretty(config).map_err(|error| error.to_string())?;
    write("config.json", config.as_bytes())?;
    write(licence::FILE, licence::notices()?.as_bytes())?;

    let sizes = files(&temporary, "")?.iter().map(|name| size::compress(&temporary, name)).collect::<Result<_, _>>()?;
    let _ = fs::remove_dir_all(folder);
    fs::rename(&temporary, folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(Bundle { folder: folder.to_path_buf(), sizes, html, entries: build.entries.clone() })
}

/// The files of a folder and those in it, by their paths inside it, in order; hidden ones left out.
pub fn files(folder: &Path, prefix: &str) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let entry = entry.map_err(|error| error.to_string())?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if entry.path().is_dir() {
            names.extend(files(&entry.path(), &format!("{prefix}{name}/"))?);
        } else {
            names.push(format!("{prefix}{name}"));
        }
    }
    names.sort();
    Ok(names)
}
