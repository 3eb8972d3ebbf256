//! Holds `tests/coverage/*.toml` against the sources, the tests, and Amazon's documents where they are at hand.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What every entry must have.
const TEXTS: [&str; 5] = ["kind", "says", "wire", "sandbox", "screen"];

/// The types of a field in the document on experiments.
const TYPES: [&str; 7] = ["Path", "String", "Integer", "Array", "Object", "Double", "Long"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What is covered of each document.
fn coverages() -> Vec<toml::Table> {
    let mut paths = Vec::new();
    files(&root().join("tests/coverage"), &["toml"], &mut paths);
    assert_eq!(paths.len(), 5);
    paths.iter().map(|path| fs::read_to_string(path).unwrap().parse().unwrap()).collect()
}

/// What is covered of one document.
fn coverage(source: &str) -> toml::Table {
    coverages().into_iter().find(|c| text(c, "source") == source).unwrap()
}

fn items(coverage: &toml::Table) -> Vec<&toml::Table> {
    coverage["item"].as_array().unwrap().iter().map(|item| item.as_table().unwrap()).collect()
}

fn text<'a>(item: &'a toml::Table, key: &str) -> &'a str {
    item.get(key).and_then(toml::Value::as_str).unwrap_or_default()
}

/// What an entry is about: one thing, or several that are the same in every respect.
fn named(item: &toml::Table) -> Vec<&str> {
    match item["name"].as_array() {
        Some(names) => names.iter().map(|name| name.as_str().unwrap()).collect(),
        None => vec![text(item, "name")],
    }
}

fn label(item: &toml::Table) -> String {
    format!("{} {}", text(item, "kind"), named(item).join(", "))
}

/// Kind by kind, the names that a list has.
fn names(coverage: &toml::Table) -> BTreeMap<String, BTreeSet<String>> {
    let list = |value: &toml::Value| value.as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_owned()).collect();
    coverage["document"].as_table().unwrap().iter().map(|(kind, value)| (kind.clone(), list(value))).collect()
}

/// Amazon's document with its white space made even; `None` where it is not at hand.
fn document(coverage: &toml::Table) -> Option<String> {
    fs::read_to_string(root().join("../shared/reference").join(text(coverage, "source"))).ok()
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
    files(&root().join("tests"), &["rs", "mjs", "ts", "py"], &mut paths);
    let mut names = BTreeSet::new();
    for path in paths {
        let source = fs::read_to_string(&path).unwrap();
        let mut is_test = false;
        for line in source.lines().map(str::trim) {
            if let Some(name) = line.strip_prefix("def test_") {
                names.insert(format!("test_{}", name.split('(').next().unwrap()));
            } else if let Some(name) = line.strip_prefix("fn ").or_else(|| line.strip_prefix("async fn ")) {
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
    let coverages = coverages();
    for item in coverages.iter().flat_map(items) {
        assert!(named(item).iter().all(|name| !name.is_empty()), "an entry has no name");
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
    let (coverages, tests) = (coverages(), tests());
    assert!(tests.len() > 100, "only {} tests were found", tests.len());
    for item in coverages.iter().flat_map(items) {
        let named = item.get("test").and_then(toml::Value::as_array).map(Vec::as_slice).unwrap_or_default();
        assert!(!named.is_empty(), "{} has no test", label(item));
        for name in named {
            assert!(tests.contains(name.as_str().unwrap()), "{}: there is no test {name}", label(item));
        }
    }
}

#[test]
fn the_entries_are_those_of_the_document_and_each_is_there_once() {
    for coverage in coverages() {
        let mut entries: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for item in items(&coverage) {
            for name in named(item) {
                let is_new = entries.entry(text(item, "kind").to_owned()).or_default().insert(name.to_owned());
                assert!(is_new, "{} {name} is there twice", text(item, "kind"));
            }
        }
        assert_eq!(entries, names(&coverage));
    }
}

#[test]
fn the_lists_of_metrics_are_those_that_the_document_prints() {
    let coverage = coverage("metrics-api.txt");
    let lists = names(&coverage);
    let Some(document) = document(&coverage) else {
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

/// Whether a line is nothing but the name of a field, as `experiment.plannedDuration`.
fn is_name(line: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    line.split('.').all(is_part)
}

#[test]
fn the_lists_of_experiments_are_those_that_the_document_prints() {
    let coverage = coverage("ab-testing-smapi-apis.txt");
    let lists = names(&coverage);
    let Some(document) = document(&coverage) else {
        assert!(lists.values().all(|list| !list.is_empty()));
        return;
    };
    let mut printed: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut operation = String::new();
    let mut keys = BTreeSet::new();
    let lines: Vec<&str> = document.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    for (n, &line) in lines.iter().enumerate() {
        if lists["operation"].contains(line) {
            line.clone_into(&mut operation);
        }
        let mut add = |kind: &'static str, name: &str| {
            printed.entry(kind).or_default().insert(format!("{operation}: {name}"));
        };
        // A table is printed cell by cell: name, description, type, whether it is required.
        let rest = || lines[n + 1..].iter().take_while(|next| !is_name(next) || TYPES.contains(*next));
        let wire_type = if is_name(line) { rest().find(|next| TYPES.contains(*next)) } else { None };
        match wire_type {
            Some(&"Path") => add("parameter", line),
            Some(_) if line == "Location" || line == "X-Amzn-RequestId" => add("header", line),
            Some(_) if !TYPES.contains(&line) && !["Request", "Response", "Yes", "No"].contains(&line) => {
                add("field", line);
            }
            _ => {}
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [status] if status.len() == 3 && status.bytes().all(|b| b.is_ascii_digit()) => add("status", status),
            ["•", value, ..] => add("value", value.trim_matches(|c: char| !c.is_ascii_alphanumeric())),
            [key, ..] if key.starts_with('"') && key.ends_with("\":") => {
                keys.insert((operation.clone(), key.trim_matches(['"', ':']).to_owned()));
            }
            _ => {}
        }
        if ["GET /v1", "POST /v1", "PUT /v1", "DELETE /v1", "/v1/"].iter().any(|start| line.starts_with(start)) {
            printed.entry("operation").or_default().insert(operation.clone());
        }
    }
    // The value of a bullet of "ENDPOINT_BASED- Sets …" has its dash with it; samples show what no table has.
    for (operation, key) in keys {
        let fields = &printed["field"];
        let in_table = |name: &String| name.starts_with(&format!("{operation}: ")) && name.ends_with(&key);
        if !fields.iter().any(in_table) {
            printed.entry("sample field").or_default().insert(format!("{operation}: {key}"));
        }
    }
    for (kind, names) in printed {
        assert_eq!(lists[kind], names, "{kind}");
    }
}

/// The types of a field in the document on simulations.
const SIMULATION_TYPES: [&str; 7] = [
    "String",
    "Object",
    "Integer",
    "Array of objects",
    "Array of ConsideredIntents objects",
    "SkillExecutionInfo object",
    "AlexaExecutionInfo object",
];

/// Whether a line is nothing but the name of a field, as `invocations[].metrics`; one of the document lacks a bracket.
fn is_path(line: &str) -> bool {
    let bare = line.replace("[]", "").replace("[i]", "").replace("i]", "");
    is_name(&bare) && !bare.contains('-') && !["Yes", "No", "Path", "Header"].contains(&line)
}

#[test]
fn the_lists_of_simulations_are_those_that_the_document_prints() {
    let coverage = coverage("skill-simulation-rest-api.txt");
    let lists = names(&coverage);
    let Some(document) = document(&coverage) else {
        assert!(lists.values().all(|list| !list.is_empty()));
        return;
    };
    let mut printed: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut section = String::new();
    let is_type = |line: &str| SIMULATION_TYPES.contains(&line) || line == "String1";
    let lines: Vec<&str> = document.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    for (n, &line) in lines.iter().enumerate() {
        let next = lines.get(n + 1).copied().unwrap_or_default();
        if lists["operation"].contains(line) || next == "Parameter Description Type" {
            line.clone_into(&mut section);
        }
        let mut add = |kind: &'static str, name: &str| {
            printed.entry(kind).or_default().insert(format!("{section}: {name}"));
        };
        match next {
            "Path" => add("parameter", line),
            "Header" => add("request header", line),
            // A table is printed cell by cell: name, description, type.
            _ if is_path(line) && !is_type(line) && !["Request", "Response"].contains(&line) => {
                let mut cells = lines[n + 1..].iter().take_while(|cell| !is_path(cell) || is_type(cell));
                if cells.any(|cell| is_type(cell)) {
                    add("field", line);
                }
            }
            _ => {}
        }
        match line.split_whitespace().collect::<Vec<_>>().as_slice() {
            [status, _, ..] if status.len() == 3 && status.bytes().all(|b| b.is_ascii_digit()) => add("status", status),
            ["•", value, ..] if value.ends_with(':') => add("value", value.trim_end_matches(':')),
            ["Valid", "value:" | "values:", values @ ..] if !values.contains(&"characters.") => {
                values.iter().for_each(|value| add("value", value.trim_end_matches([',', '.'])));
            }
            ["POST" | "GET", path] if path.starts_with("/v2/") => {
                printed.entry("operation").or_default().insert(section.clone());
            }
            _ => {}
        }
    }
    // What the list of operations says comes before their sections.
    printed.get_mut("operation").unwrap().remove("");
    for (kind, names) in printed {
        assert_eq!(lists[kind], names, "{kind}");
    }
}

#[test]
fn the_lists_of_the_profiler_are_those_that_the_document_prints() {
    let coverage = coverage("utterance-profiler-rest-api.txt");
    let lists = names(&coverage);
    let Some(document) = document(&coverage) else {
        assert!(lists.values().all(|list| !list.is_empty()));
        return;
    };
    const TYPES: [&str; 5] = ["String", "Boolean", "Object", "Intent object", "Array of Intent objects"];
    let mut printed: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut keys = BTreeSet::new();
    let lines: Vec<&str> = document.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    for (n, &line) in lines.iter().enumerate() {
        let next = lines.get(n + 1).copied().unwrap_or_default();
        let mut add = |kind: &'static str, name: &str| {
            printed.entry(kind).or_default().insert(name.to_owned());
        };
        match next {
            "Path" => add("parameter", line),
            "Header" => add("request header", line),
            // A table is printed cell by cell: name, description, type.
            _ if is_name(line) && !TYPES.contains(&line) && line.starts_with(|c: char| c.is_ascii_lowercase()) => {
                let mut cells = lines[n + 1..].iter().take_while(|cell| !is_name(cell) || TYPES.contains(*cell));
                if cells.any(|cell| TYPES.contains(cell)) && !line.contains('-') {
                    add("field", line);
                }
            }
            _ => {}
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [status, _, ..] if status.len() == 3 && status.bytes().all(|b| b.is_ascii_digit()) => add("status", status),
            ["Valid", "value:" | "values:", values @ ..] if !values.contains(&"characters.") => {
                values.iter().for_each(|value| add("value", value.trim_end_matches([',', '.'])));
            }
            ["POST", path] if path.starts_with("/v1/") => add("operation", lines[n - 1]),
            [key, ..] if key.starts_with('"') && key.ends_with("\":") => {
                keys.insert(key.trim_matches(['"', ':']).to_owned());
                // Values of the sample that are not words of its author: in capitals, or an act.
                let value = words.last().unwrap().trim_matches(['"', ',']);
                let is_code = value.len() > 3 && value.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
                if is_code || *key == "\"type\":" {
                    add("sample value", value);
                }
            }
            [code] if code.len() == 5 && code.as_bytes()[2] == b'-' => add("locale", code),
            _ => {}
        }
    }
    // The line before the first address is the head of its table; the section has its title.
    printed.insert("operation", ["Profile utterance".to_owned()].into());
    let in_tables: BTreeSet<String> =
        printed["field"].iter().map(|f| f.rsplit('.').next().unwrap().to_owned()).collect();
    printed.insert("sample field", keys.difference(&in_tables).cloned().collect());
    for (kind, names) in printed {
        assert_eq!(lists[kind], names, "{kind}");
    }
}

#[test]
fn what_an_entry_quotes_is_in_the_document() {
    for coverage in coverages() {
        let document = document(&coverage).map(|d| even(&d));
        for item in items(&coverage) {
            let says = even(text(item, "says"));
            assert!(!says.is_empty(), "{}", label(item));
            assert!(document.as_ref().is_none_or(|d| d.contains(&says)), "{}: {says}", label(item));
        }
    }
}

/// The paths of the fields of a value, lists left out.
fn paths(value: &serde_json::Value, before: &str, found: &mut BTreeSet<String>) {
    for item in value.as_array().into_iter().flatten() {
        paths(item, before, found);
    }
    for (name, value) in value.as_object().into_iter().flatten() {
        let path = if before.is_empty() { name.clone() } else { format!("{before}.{name}") };
        paths(value, &path, found);
        found.insert(path);
    }
}

#[test]
fn the_lists_of_session_metrics_are_those_that_the_document_prints() {
    let coverage = coverage("lex-list-session-metrics.txt");
    let lists = names(&coverage);
    let Some(document) = document(&coverage) else {
        assert!(lists.values().all(|list| !list.is_empty()));
        return;
    };
    let mut printed: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut add = |kind: &'static str, name: String| printed.entry(kind).or_default().insert(name);
    let lines: Vec<&str> = document.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let (mut heading, mut error) = ("", "");
    for (n, &line) in lines.iter().enumerate() {
        let syntax = [("Request Syntax", "request field"), ("Response Syntax", "response field")];
        if let Some((_, kind)) = syntax.into_iter().find(|(title, _)| *title == line) {
            let (_, body) = lines[n + 1].split_once('{').unwrap();
            let body = format!("{{{body}").replace(": number", ": 0");
            let mut found = BTreeSet::new();
            paths(&serde_json::from_str(&body).unwrap(), "", &mut found);
            found.into_iter().for_each(|path| _ = add(kind, path));
        }
        if let Some((target, _)) = line.split_once(" HTTP/1.1 ") {
            add("operation", target.to_owned());
        }
        if line.bytes().all(|b| b.is_ascii_alphabetic()) {
            heading = line;
            error = if line.ends_with("Exception") { line } else { error };
        }
        if ["Length Constraints:", "Pattern:", "Array Members:", "Valid Range:"].iter().any(|l| line.starts_with(l)) {
            add("limit", format!("{heading}: {line}"));
        }
        if let Some(status) = line.strip_prefix("HTTP Status Code: ") {
            add("error", format!("{status} {error}"));
        }
        if let Some((name, _)) = line.strip_prefix("• ").and_then(|line| line.split_once(" – The ")) {
            add("group", name.to_owned());
        }
    }
    for (kind, names) in printed {
        assert_eq!(lists[kind], names, "{kind}");
    }
}
