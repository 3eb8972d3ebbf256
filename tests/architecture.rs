//! Holds the sources to the rules of `ARCHITECTURE.md`: who may name whom, and what stands nowhere.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/rule.rs"]
mod rule;
#[path = "support/source.rs"]
mod source;

use rule::{BROWSER, BROWSER_CRATES, FORGOTTEN, LASTING, LAYERS, MOST_LINES, PAGES, PURE_IN_PAGES};
use source::{Source, all, line_at, words_at};

/// What is wrong, and on which line.
type Found = Vec<(usize, String)>;

fn is_browser(path: &str) -> bool {
    let listed =
        |&(entry, _): &(&str, &str)| if entry.ends_with('/') { path.starts_with(entry) } else { path == entry };
    BROWSER.iter().any(listed) || (path.starts_with(PAGES) && !PURE_IN_PAGES.contains(&path))
}

/// Looks at every source; fails with all that was found.
fn hold(rule: &str, check: impl Fn(&Source) -> Found) {
    let sources = all("src");
    assert!(sources.len() > 100, "only {} sources were found", sources.len());
    let found: Vec<String> = sources
        .iter()
        .flat_map(|s| check(s).into_iter().map(|(line, what)| format!("{}:{line}: {what}", s.path)).collect::<Vec<_>>())
        .collect();
    assert!(found.is_empty(), "{rule} (see ARCHITECTURE.md)\n{}\n", found.join("\n"));
}

/// What a check finds in a planted piece of code.
fn planted(check: impl Fn(&Source) -> Found, path: &str, code: &str) -> Vec<usize> {
    check(&Source::new(path, code)).into_iter().map(|f| f.0).collect()
}

/// The first names after `crate::`, those in braces too, with their places.
fn crate_names(code: &str, prefix: &str) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    for at in words_at(code, prefix) {
        let rest = &code[at + prefix.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            names.push((at, word(rest)));
            continue;
        };
        let (mut depth, mut begins) = (1, true);
        for (n, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => begins = true,
                c if begins && !c.is_whitespace() => {
                    names.push((at + prefix.len() + 1 + n, word(&group[n..])));
                    begins = false;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    names
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

fn layering(source: &Source) -> Found {
    let own = source.layer();
    let permitted = match own {
        "bin" => ["domain", "api", "sandbox"].as_slice(),
        "main" => &["app"],
        _ => match LAYERS.iter().find(|layer| layer.0 == own) {
            Some(layer) => layer.1,
            None if source.path == "src/lib.rs" => &[],
            None => return vec![(1, format!("`{own}` is no layer: give it a place in tests/support/rule.rs"))],
        },
    };
    let mut found = Found::new();
    for prefix in ["crate::", "skillscope::"] {
        for (at, name) in crate_names(&source.code, prefix) {
            let is_own = name == own && prefix == "crate::";
            if !is_own && LAYERS.iter().any(|l| l.0 == name) && !permitted.contains(&name.as_str()) {
                found.push((line_at(&source.code, at), format!("`{own}` may not name `{name}`")));
            }
        }
    }
    let climb = "super::".repeat(source.depth().max(1));
    if source.layer() != "lib" {
        found.extend(
            source.lines_with(&climb).into_iter().map(|n| (n, "`super` leaves the layer: write `crate`".into())),
        );
    }
    found
}

#[test]
fn each_layer_names_only_layers_further_up() {
    for (n, (layer, uses)) in LAYERS.iter().enumerate() {
        for used in *uses {
            assert!(LAYERS[..n].iter().any(|above| above.0 == *used), "{layer} uses {used}, which is not further up");
        }
    }
    hold("A layer names one that it may not", layering);
    let find = |path, code| planted(layering, path, code);
    assert_eq!(find("src/domain/x.rs", "//! crate::api\nuse crate::api::error::ApiError;"), [2]);
    assert_eq!(find("src/charts/x.rs", "use crate::{\n    domain::id,\n    components::{icon, menu},\n};"), [3]);
    assert_eq!(find("src/state/x.rs", "fn f() {\n    crate::pages::g();\n}"), [2]);
    assert_eq!(find("src/api/x.rs", "use super::super::sandbox::Sandbox;"), [1]);
    assert_eq!(find("src/config/x.rs", "use super::super::app;"), [1]);
    assert_eq!(find("src/bin/sandbox/x.rs", "use skillscope::app;"), [1]);
    assert_eq!(find("src/novel/x.rs", ""), [1]);
    assert_eq!(
        find("src/pages/x.rs", "use crate::state::board; // crate::app\nconst S: &str = \"crate::app\";"),
        [0; 0]
    );
}

fn browser_names(source: &Source) -> Found {
    if is_browser(&source.path) {
        return Found::new();
    }
    let code = &source.native_code;
    let starts = |name: &&str| code.match_indices(*name).map(|m| m.0).collect::<Vec<_>>();
    let is_start = |at: &usize| {
        let before = code[..*at].chars().next_back();
        !before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let is_path =
        |at: usize| code[at..].trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_').starts_with("::");
    BROWSER_CRATES
        .iter()
        .flat_map(|name| starts(name).into_iter().filter(is_start).filter(|at| is_path(*at)).collect::<Vec<_>>())
        .map(|at| (line_at(code, at), "a pure file names a crate of the browser".to_owned()))
        .collect()
}

#[test]
fn pure_files_name_no_crate_of_the_browser() {
    hold("A file that is compiled natively names the browser", browser_names);
    let find = |path, code| planted(browser_names, path, code);
    assert_eq!(find("src/domain/x.rs", "use leptos::prelude::*;"), [1]);
    assert_eq!(find("src/charts/scene.rs", "\nfn f(c: &web_sys::Element) {}"), [2]);
    assert_eq!(find("src/api/x.rs", "use gloo_net::http::Request;"), [1]);
    assert_eq!(find("src/pages/metrics/words.rs", "use leptos_router::hooks;"), [1]);
    assert_eq!(find("src/charts/canvas.rs", "use web_sys::Element;"), [0; 0]);
    assert_eq!(find("src/main.rs", "#[cfg(target_arch = \"wasm32\")]\nfn main() { leptos::f(); }"), [0; 0]);
}

#[test]
fn what_is_listed_for_the_browser_is_compiled_for_it_only() {
    let sources = all("src");
    for (path, reason) in BROWSER {
        let (folder, name) = path.trim_end_matches('/').trim_end_matches(".rs").rsplit_once('/').unwrap();
        let parent = if folder == "src" { "src/lib.rs".to_owned() } else { format!("{folder}/mod.rs") };
        let parent = sources.iter().find(|s| s.path == parent).unwrap();
        let declared = |code: &str| words_at(code, &format!("mod {name};")).len();
        assert_eq!(
            (declared(&parent.code), declared(&parent.native_code)),
            (1, 0),
            "{path} ({reason}): {}",
            parent.path
        );
    }
}

fn clocks(source: &Source) -> Found {
    if is_browser(&source.path) || source.path.starts_with("src/bin/") {
        return Found::new();
    }
    ["std::time::", "std::fs::", "std::net::", "std::env::", "std::thread::", "now_utc", "println!", "eprintln!"]
        .iter()
        .flat_map(|name| source.lines_with(name).into_iter().map(move |n| (n, format!("`{name}` in a pure file"))))
        .collect()
}

#[test]
fn pure_files_read_no_clock_and_touch_no_machine() {
    hold("A pure file depends on the machine that it runs on", clocks);
    assert_eq!(planted(clocks, "src/sandbox/x.rs", "\nuse std::time::SystemTime;"), [2]);
    assert_eq!(planted(clocks, "src/bin/sandbox/x.rs", "use std::time::SystemTime;"), [0; 0]);
}

fn paths(source: &Source) -> Found {
    const PATHS: [&str; 3] = ["/callback", "/metrics", "/settings"];
    if source.path.starts_with("src/route/") {
        return Found::new();
    }
    let is_path = |text: &str| {
        PATHS
            .iter()
            .any(|p| text.strip_prefix(p).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#'])))
    };
    source.texts.iter().filter(|t| is_path(&t.1)).map(|t| (t.0, format!("the address \"{}\"", t.1))).collect()
}

#[test]
fn only_the_route_module_writes_addresses_of_this_page() {
    hold("An address is written outside src/route/", paths);
    assert_eq!(
        planted(paths, "src/app/x.rs", "f(\"/settings\");\ng(r#\"/metrics?v=1\"#);\nh(\"/v1/skills\");"),
        [1, 2]
    );
    assert_eq!(planted(paths, "src/app/x.rs", "#[cfg(test)]\nmod tests {\n    fn f() { g(\"/metrics\") }\n}"), [0; 0]);
}

fn panics(source: &Source) -> Found {
    [".unwrap()", ".unwrap_err()", ".expect(", ".expect_err(", "panic!", "unreachable!", "todo!", "unimplemented!"]
        .iter()
        .flat_map(|name| source.lines_with(name).into_iter().map(move |n| (n, format!("`{name}` outside tests"))))
        .collect()
}

#[test]
fn nothing_but_tests_unwraps_expects_or_panics() {
    hold("Something may panic", panics);
    let code = "#[expect(x)]\nfn f() {\n    g().unwrap();\n    let c = '\"'; h(\"{\").expect(\"x\")\n}\n#[cfg(test)]\nmod tests {\n    fn f() { g().unwrap() }\n}\nfn k() { panic!() }";
    assert_eq!(planted(panics, "src/x.rs", code), [3, 4, 10]);
    assert_eq!(planted(panics, "src/x.rs", "fn f() { g().unwrap_or(1) } // .unwrap()"), [0; 0]);
}

fn markup(source: &Source) -> Found {
    let mut found: Found = ["inner_html", "set_inner_html", "insert_adjacent_html", "outer_html", "eval("]
        .iter()
        .flat_map(|name| source.lines_with(name).into_iter().map(move |n| (n, format!("`{name}`"))))
        .collect();
    for at in words_at(&source.code, "style=") {
        // `style:--x=` sets a custom property and `child_style=` is a component's own; the attribute stands alone.
        if !source.code[..at].ends_with([':', '-', '_']) {
            found.push((line_at(&source.code, at), "a style attribute".to_owned()));
        }
    }
    found.extend(source.texts.iter().filter(|t| t.1 == "style").map(|t| (t.0, "a style attribute by name".to_owned())));
    found
}

#[test]
fn no_view_writes_raw_markup_or_style_attributes() {
    hold("The content security policy refuses it, or it lets markup in", markup);
    let code = "view! { <p style=\"color: red\" inner_html=x></p> }\nview! { <p style:--x=move || y()></p> }\ne.set_attribute(\"style\", s)";
    assert_eq!(planted(markup, "src/app/x.rs", code), [1, 1, 3]);
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/index.html")).unwrap();
    for bad in [" style=", " onclick=", " onload=", " onerror=", "<style", "javascript:"] {
        assert!(!page.contains(bad), "index.html has `{bad}`, which the content security policy refuses");
    }
}

fn leaks(source: &Source) -> Found {
    let is_allowed = FORGOTTEN.iter().any(|f| f.0 == source.path);
    let names = ["Closure::forget", "mem::forget", ".forget()", "into_js_value()", "Box::leak"];
    let names = names.iter().filter(|name| !(is_allowed && **name == ".forget()"));
    names
        .flat_map(|name| source.lines_with(name).into_iter().map(move |n| (n, format!("`{name}` is never freed"))))
        .collect()
}

#[test]
fn nothing_is_left_behind_for_good() {
    hold("Something is never freed", leaks);
    assert_eq!(planted(leaks, "src/platform/x.rs", "\nclosure.forget();"), [2]);
}

fn storage(source: &Source) -> Found {
    let mut found = Found::new();
    if source.path != "src/platform/storage.rs" {
        for name in ["web_sys::Storage", "local_storage()", "session_storage()", "document.cookie", "set_cookie"] {
            found.extend(
                source.lines_with(name).into_iter().map(|n| (n, format!("`{name}` outside platform::storage"))),
            );
        }
    }
    if !LASTING.iter().any(|l| l.0 == source.path) {
        let lines = source.lines_with("Area::Lasting");
        found.extend(
            lines
                .into_iter()
                .map(|n| (n, "keeps something for good: list it in tests/support/rule.rs and ARCHITECTURE.md".into())),
        );
    }
    // A token and what a sign-in leaves stay in the tab.
    for key in ["SESSION_KEY", "PENDING_KEY", "REPLY_KEY"] {
        for at in words_at(&source.code, key) {
            let begin = source.code[..at].rfind([';', '}', '{']).map_or(0, |n| n + 1);
            let statement = &source.code[begin..at];
            let is_declared = statement.contains("const ") || source.code[..at].trim_end().ends_with("context::{");
            let is_kept_by_tab = statement.rfind("Area::").is_some_and(|n| statement[n..].starts_with("Area::Tab"));
            if !is_declared && !is_kept_by_tab {
                found.push((line_at(&source.code, at), format!("{key} without Area::Tab")));
            }
        }
    }
    for (line, text) in &source.texts {
        if source.path != "src/auth/context.rs"
            && (text == "skillscope.session" || text.starts_with("skillscope.oauth."))
        {
            found.push((*line, format!("the key \"{text}\" is auth::context's")));
        }
    }
    found
}

#[test]
fn tokens_stay_in_the_tab_and_what_lasts_is_listed() {
    hold("Something is kept where it must not be", storage);
    let find = |path, code| planted(storage, path, code);
    assert_eq!(find("src/auth/x.rs", "fn f() {\n    Area::Lasting.text(SESSION_KEY);\n}"), [2, 2]);
    assert_eq!(find("src/auth/x.rs", "fn f() {\n    Area::Tab.set_value(PENDING_KEY, &p);\n}"), [0; 0]);
    assert_eq!(find("src/pages/x.rs", "fn s(w: web_sys::Storage) {}\nconst K: &str = \"skillscope.session\";"), [1, 2]);
}

fn lengths(source: &Source) -> Found {
    let lines = source.lines.len();
    if lines > MOST_LINES {
        vec![(lines, format!("{lines} lines, where {MOST_LINES} are the most"))]
    } else {
        Found::new()
    }
}

#[test]
fn no_file_has_more_than_400_lines() {
    hold("A file is too long: it holds more than one noun", lengths);
    assert_eq!(planted(lengths, "src/x.rs", &"\n".repeat(401)), [401]);
    let long: Vec<_> = all("xtask/src").into_iter().filter(|s| s.lines.len() > MOST_LINES).map(|s| s.path).collect();
    assert_eq!(long, [""; 0]);
}
