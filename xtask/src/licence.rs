//! The notices of everything that is compiled into the page, as its licences ask.

use crate::{process, root, tool};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The file of notices, beside the page.
pub const FILE: &str = "licences.txt";

/// A crate of the page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Crate {
    name: String,
    version: String,
    /// As its manifest says, in SPDX.
    licence: String,
    repository: String,
    folder: PathBuf,
}

/// The text of the file: each crate that is compiled into the page, then each licence text with the crates that carry it.
pub fn notices() -> Result<String, String> {
    let mut command = Command::new("cargo");
    command.args([
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--offline",
        "--filter-platform",
        tool::WASM_TARGET,
    ]);
    let metadata = process::read(command.current_dir(root::repository()))?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| format!("cargo metadata: {error}"))?;
    let crates = crates(&metadata)?;
    let mut texts = Vec::new();
    for each in &crates {
        for text in texts_in(&each.folder)? {
            texts.push((format!("{} {}", each.name, each.version), text));
        }
    }
    Ok(write(&crates, &texts))
}

/// The crates that the page is linked from: those that it reaches without building tools and tests, but for itself.
fn crates(metadata: &Value) -> Result<BTreeSet<Crate>, String> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let packages = list(&metadata["packages"]);
    let nodes = list(&metadata["resolve"]["nodes"]);
    let page = packages.iter().find(|package| package["name"] == "skillscope" && package["source"].is_null());
    let page = text(&page.ok_or("cargo metadata does not list the page")?["id"]);
    let mut reached = BTreeSet::new();
    let mut ahead = vec![page.clone()];
    while let Some(id) = ahead.pop() {
        let node = nodes.iter().find(|node| node["id"] == id.as_str());
        for dependency in node.map(|node| list(&node["deps"])).unwrap_or_default() {
            let is_linked = list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
            if is_linked && reached.insert(text(&dependency["pkg"])) {
                ahead.push(text(&dependency["pkg"]));
            }
        }
    }
    let linked = packages.iter().filter(|package| reached.contains(&text(&package["id"])));
    let linked = linked.map(|package| Crate {
        name: text(&package["name"]),
        version: text(&package["version"]),
        licence: text(&package["license"]),
        repository: text(&package["repository"]),
        folder: Path::new(&text(&package["manifest_path"])).parent().map(Path::to_path_buf).unwrap_or_default(),
    });
    Ok(linked.collect())
}

/// The licence texts in the folder of a crate.
fn texts_in(folder: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    files.retain(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        file.is_file() && ["licen", "copying", "notice", "unlicen"].iter().any(|start| name.starts_with(start))
    });
    files.sort();
    let read = |file: &PathBuf| fs::read(file).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    files.iter().map(read).collect::<Result<_, _>>().map_err(|error| format!("{}: {error}", folder.display()))
}

/// A text that stands with several crates is written once; lines end alike on every system.
fn write(crates: &BTreeSet<Crate>, texts: &[(String, String)]) -> String {
    let mut out = String::from("Skillscope is made with these crates, under the licences named.\n\n");
    for each in crates {
        out.push_str(&format!("{} {}: {} {}\n", each.name, each.version, each.licence, each.repository));
    }
    let mut by_text: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (name, text) in texts {
        let text: Vec<&str> = text.lines().map(str::trim_end).collect();
        by_text.entry(text.join("\n").trim().to_owned()).or_default().insert(name);
    }
    let mut by_text: Vec<(Vec<&str>, &String)> =
        by_text.iter().map(|(text, names)| (names.iter().copied().collect(), text)).collect();
    by_text.sort();
    for (names, text) in by_text {
        out.push_str(&format!("\n{}\n{}\n\n{text}\n", "-".repeat(80), names.join(", ")));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn metadata() -> Value {
        let package = |name: &str, source: Value| {
            json!({ "id": name, "name": name, "version": "1.0.0", "license": "MIT", "repository": "https://x.example",
                    "source": source, "manifest_path": format!("/crates/{name}/Cargo.toml") })
        };
        let on = |name: &str, kind: Value| json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] });
        json!({
            "packages": [package("skillscope", Value::Null), package("a", json!("r")), package("b", json!("r")),
                         package("builder", json!("r")), package("tester", json!("r"))],
            "resolve": { "nodes": [
                { "id": "skillscope", "deps": [on("a", Value::Null), on("tester", json!("dev"))] },
                { "id": "a", "deps": [on("b", Value::Null), on("builder", json!("build"))] },
                { "id": "b", "deps": [] }
            ] }
        })
    }

    #[test]
    fn what_is_linked_is_named_and_what_only_builds_or_tests_is_not() {
        let names: Vec<String> = crates(&metadata()).unwrap().into_iter().map(|each| each.name).collect();
        assert_eq!(names, ["a", "b"]);
    }

    #[test]
    fn a_text_that_several_crates_carry_stands_once_with_their_names() {
        let texts = [("a 1.0.0", "Be kind.\r\n"), ("b 1.0.0", "Be kind.\n"), ("c 1.0.0", "Be kinder.")];
        let texts = texts.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let out = write(&crates(&metadata()).unwrap(), &texts);
        assert!(out.contains("a 1.0.0: MIT https://x.example\n"));
        assert_eq!(out.matches("Be kind.").count(), 1);
        assert!(out.contains("a 1.0.0, b 1.0.0\n\nBe kind.\n"));
        assert!(out.contains("c 1.0.0\n\nBe kinder.\n"));
    }
}
