//! Holds `tests/coverage.toml` against the sources, the tests, and Amazon's document where it is at hand.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What every entry must have.
const TEXTS: [&str; 6] = ["kind", "name", "says", "wire", "sandbox", "screen"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn coverage() -> toml::Table {
    fs::read_to_string(root().join("tests/coverage.toml")).unwrap().parse().unwrap()
}

fn items(coverage: &toml::Table) -> Vec<&toml::Table> {
    coverage["item"].as_array().unwrap().iter().map(|item| item.as_table().unwrap()).collect()
}

fn text<'a>(item: &'a toml::Table, key: &str) -> &'a str {
    item.get(key).and_then(toml::Value::as_str).unwrap_or_default()
}

fn label(item: &toml::Table) -> String {
    format!("{} {}", text(item, "kind"), text(item, "name"))
}

/// Kind by kind, the names that a list has.
fn names(coverage: &toml::Table) -> BTreeMap<String, BTreeSet<String>> {
    let list = |value: &toml::Value| value.as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_owned()).collect();
    coverage["document"].as_table().unwrap().iter().map(|(kind, value)| (kind.clone(), list(value))).collect()
}

/// Amazon's document with its white space made even; `None` where it is not at hand.
fn document() -> Option<String> {
    fs::read_to_string(root().join("../shared/reference/metrics-api.txt")).ok()
}

fn even(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn files(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("node_modules") {
            files(&path, endings, found);
        } else if path.extension().is_some_and(|e| endings.iter().any(|ending| e == *ending)) {
            found.push(path);
        }
    }
}

/// The names of all tests of the project.
fn tests() -> BTreeSet<String> {
    let mut paths = Vec::new();
    files(&root().join("src"), &["rs"], &mut paths);
    files(&root().join("tests"), &["rs", "mjs", "ts"], &mut paths);
    let mut names = BTreeSet::new();
    for path in paths {
        let source = fs::read_to_string(&path).unwrap();
        let mut is_test = false;
        for line in source.lines().map(str::trim) {
            if let Some(name) = line.strip_prefix("fn ").or_else(|| line.strip_prefix("async fn ")) {
                if is_test {
                    names.insert(name.split('(').next().unwrap().to_owned());
                }
                is_test = false;
            } else if line.starts_with("#[") && line.contains("test") {
                is_test = true;
            } else if let Some(name) = line.strip_prefix("test(\"") {
                names.insert(name.split("\",").next().unwrap().replace("\\\"", "\""));
            }
        }
    }
    names
}

/// Whether `FILE: TEXT` names a file below `src` that has the text.
fn is_in_source(place: &str) -> bool {
    let Some((file, wanted)) = place.split_once(": ") else { return false };
    file.starts_with("src/")
        && !wanted.is_empty()
        && fs::read_to_string(root().join(file)).is_ok_and(|source| source.contains(wanted))
}

#[test]
fn every_entry_says_what_it_is_and_where_it_is() {
    let coverage = coverage();
    for item in items(&coverage) {
        for key in TEXTS {
            assert!(!text(item, key).trim().is_empty(), "{}: {key} is missing", label(item));
        }
        for key in ["wire", "sandbox"] {
            assert!(is_in_source(text(item, key)), "{}: {key} is not in the sources: {}", label(item), text(item, key));
        }
        assert!(text(item, "sandbox").contains("sandbox"), "{}: sandbox is elsewhere", label(item));
    }
}

#[test]
fn every_entry_has_tests_that_exist() {
    let (coverage, tests) = (coverage(), tests());
    assert!(tests.len() > 100, "only {} tests were found", tests.len());
    for item in items(&coverage) {
        let named = item.get("test").and_then(toml::Value::as_array).map(Vec::as_slice).unwrap_or_default();
        assert!(!named.is_empty(), "{} has no test", label(item));
        for name in named {
            assert!(tests.contains(name.as_str().unwrap()), "{}: there is no test {name}", label(item));
        }
    }
}

#[test]
fn the_entries_are_those_of_the_document_and_each_is_there_once() {
    let coverage = coverage();
    let mut entries: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for item in items(&coverage) {
        let is_new = entries.entry(text(item, "kind").to_owned()).or_default().insert(text(item, "name").to_owned());
        assert!(is_new, "{} is there twice", label(item));
    }
    assert_eq!(entries, names(&coverage));
}

#[test]
fn the_lists_are_those_that_the_document_prints() {
    let coverage = coverage();
    let lists = names(&coverage);
    let Some(document) = document() else {
        // Without the document the lists are the reference; they still must not be empty.
        assert!(lists.values().all(|list| !list.is_empty()));
        return;
    };
    let mut printed: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut add = |kind: &'static str, name: &str| {
        printed.entry(kind).or_default().insert(name.to_owned());
    };
    let mut skill_type = String::new();
    for line in document.lines().map(str::trim) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [name, "Yes" | "No", ..] => add("parameter", name),
            ["HTTP", status, _, ..] => add("status", status),
            ["Metric", "values", "for", of, "skills:"] => skill_type = (*of).to_owned(),
            ["•", name] if skill_type == "Custom" => add("metric", name),
            ["•", name] => add("metric of skill type", &format!("{skill_type} {name}")),
            [key, _, ..] if key.starts_with('"') && key.ends_with("\":") => add("field", key.trim_matches(['"', ':'])),
            ["GetMetricDataResponse", "GetMetricDataResponse", ..] => add("field", "GetMetricDataResponse"),
            _ => {}
        }
        let listed = |after: &str| -> Vec<String> {
            let rest = line.split_once(after).and_then(|(_, rest)| rest.split('.').next()).unwrap_or_default();
            rest.replace(" or ", ", ").split(',').map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect()
        };
        listed("The values are ").iter().for_each(|name| add("period", name));
        listed("The accepted values are: ").iter().for_each(|name| add("stage", name));
        listed("Potential values are: ").iter().for_each(|name| add("skillType", name));
    }
    add("status", "200"); // in a sentence: "A successful request returns HTTP 200."
    for (kind, names) in printed {
        assert_eq!(lists[kind], names, "{kind}");
    }
}

#[test]
fn what_an_entry_quotes_is_in_the_document() {
    let coverage = coverage();
    let Some(document) = document().map(|d| even(&d)) else {
        assert!(items(&coverage).iter().all(|item| !text(item, "says").is_empty()));
        return;
    };
    for item in items(&coverage) {
        assert!(document.contains(&even(text(item, "says"))), "{}: {}", label(item), text(item, "says"));
    }
}
