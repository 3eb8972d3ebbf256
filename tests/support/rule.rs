//! The rules that `tests/architecture.rs` holds the sources to, and their exceptions with a reason each.

/// Each layer and the layers that it may name, all of them further up.
pub const LAYERS: [(&str, &[&str]); 13] = [
    ("domain", &[]),
    ("route", &["domain"]),
    ("api", &["domain"]),
    ("config", &["domain", "api"]),
    ("sandbox", &["domain", "api"]),
    ("platform", &["domain", "api"]),
    ("transport", &["domain", "api", "config", "sandbox", "platform"]),
    ("auth", &["domain", "route", "api", "config", "platform", "transport"]),
    ("state", &["domain", "route", "api", "config", "platform", "transport", "auth"]),
    ("charts", &["domain"]),
    ("components", &["domain", "route", "api", "config", "platform", "auth", "state", "charts"]),
    ("pages", &["domain", "route", "api", "config", "platform", "transport", "auth", "state", "charts", "components"]),
    (
        "app",
        &[
            "domain",
            "route",
            "api",
            "config",
            "platform",
            "transport",
            "auth",
            "state",
            "charts",
            "components",
            "pages",
        ],
    ),
];

/// What is compiled for the browser only, and why it is not pure. A folder ends with a slash.
pub const BROWSER: [(&str, &str); 27] = [
    ("src/platform/", "the browser's clock, storage, randomness, document"),
    ("src/transport/", "fetch, timers, and the sandbox behind the same face"),
    ("src/components/", "views"),
    ("src/app/", "views and contexts"),
    ("src/auth/context.rs", "signals of the session"),
    ("src/auth/sign_in.rs", "leaves the page and comes back"),
    ("src/charts/canvas.rs", "the canvas element"),
    ("src/charts/picture.rs", "a canvas element for the PNG"),
    ("src/state/access.rs", "a context of signals"),
    ("src/state/api.rs", "a context of signals"),
    ("src/state/archive.rs", "IndexedDB"),
    ("src/state/board_loader.rs", "tasks, timers and signals"),
    ("src/state/call_log.rs", "a context of signals"),
    ("src/state/database.rs", "IndexedDB"),
    ("src/state/experiment_book.rs", "the browser's storage and its other tabs"),
    ("src/state/experiment_list.rs", "tasks and signals"),
    ("src/state/experiment_runs.rs", "tasks and signals"),
    ("src/state/experiment_store.rs", "tasks, timers and signals"),
    ("src/state/installation.rs", "a context of signals"),
    ("src/state/lex_access.rs", "signals, and keys that live as long as the page"),
    ("src/state/lex_loader.rs", "tasks and signals"),
    ("src/state/now.rs", "a context of signals"),
    ("src/state/preferences.rs", "a context of signals"),
    ("src/state/sandbox_handle.rs", "a context"),
    ("src/state/shelf.rs", "IndexedDB"),
    ("src/state/simulation_runner.rs", "tasks and timers"),
    ("src/state/skill_list.rs", "a context of signals"),
    ("src/state/suite_library.rs", "IndexedDB and the browser's other tabs"),
    ("src/state/suite_runner.rs", "tasks, timers and signals"),
];

/// The pages, of which only the words are pure.
pub const PAGES: &str = "src/pages/";
pub const PURE_IN_PAGES: [&str; 41] = [
    "src/pages/simulator/conversation/mod.rs",
    "src/pages/simulator/conversation/words/mod.rs",
    "src/pages/simulator/conversation/words/tests.rs",
    "src/pages/simulator/conversation/words/label.rs",
    "src/pages/simulator/conversation/words/inspector.rs",
    "src/pages/profiler/words/pinned.rs",
    "src/pages/profiler/words/editor.rs",
    "src/pages/profiler/words/suite.rs",
    "src/pages/profiler/words/suite_tests.rs",
pub const PURE_IN_PAGES: [&str; 35] = [
    "src/pages/lex/draft.rs",
    "src/pages/lex/mod.rs",
    "src/pages/lex/rows.rs",
    "src/pages/lex/saved_query.rs",
    "src/pages/lex/series.rs",
    "src/pages/lex/words/mod.rs",
    "src/pages/lex/words/access.rs",
    "src/pages/lex/words/failure.rs",
    "src/pages/lex/words/result.rs",
    "src/pages/profiler/talk/dialog.rs",
    "src/pages/profiler/talk/mod.rs",
    "src/pages/profiler/utterance.rs",
    "src/pages/profiler/words/mod.rs",
    "src/pages/profiler/words/locale.rs",
    "src/pages/profiler/words/talk.rs",
    "src/pages/profiler/mod.rs",
    "src/pages/simulator/mod.rs",
    "src/pages/simulator/words.rs",
    "src/pages/simulator/compare/mod.rs",
    "src/pages/simulator/compare/words.rs",
    "src/pages/simulator/compare/words_tests.rs",
    "src/pages/simulator/scripts/draft.rs",
    "src/pages/simulator/scripts/mod.rs",
    "src/pages/simulator/scripts/words.rs",
    "src/pages/mod.rs",
    "src/pages/experiments/mod.rs",
    "src/pages/experiments/report_plots.rs",
    "src/pages/experiments/words/mod.rs",
    "src/pages/experiments/words/control.rs",
    "src/pages/metrics/experiment_marks.rs",
    "src/pages/metrics/headline.rs",
    "src/pages/metrics/mod.rs",
    "src/pages/metrics/words.rs",
    "src/pages/experiments/form/draft.rs",
    "src/pages/experiments/form/field_key.rs",
    "src/pages/experiments/form/suggestion.rs",
    "src/pages/experiments/form/mod.rs",
    "src/pages/experiments/form/outcome.rs",
    "src/pages/experiments/form/plan.rs",
    "src/pages/experiments/form/words.rs",
    "src/pages/metrics/words_tests.rs",
];

/// Crates that only the browser layers may name; each also stands for the crates whose names begin with it.
pub const BROWSER_CRATES: [&str; 9] = [
    "leptos",
    "web_sys",
    "js_sys",
    "gloo",
    "wasm_bindgen",
    "serde_wasm_bindgen",
    "idb",
    "plotters_canvas",
    "console_error_panic_hook",
];

/// Where something lasting is kept, and what. None of it is a token, and none belongs to a session.
pub const LASTING: [(&str, &str); 9] = [
    ("src/platform/storage.rs", "the area itself"),
    ("src/components/sign_out.rs", "deletes an account's entries"),
    ("src/pages/metrics/intent_picker.rs", "intent names that were used"),
    ("src/pages/first_skill.rs", "the last skill"),
    ("src/state/experiment_book.rs", "activity logs and how metrics are read"),
    ("src/pages/settings/connection.rs", "asks whether it can be used"),
    ("src/state/installation.rs", "overrides of config.json"),
    ("src/state/preferences.rs", "theme, single-letter keys"),
    ("src/transport/in_process.rs", "the demo's tables"),
];

/// `.forget()` leaves something behind for good.
pub const FORGOTTEN: [(&str, &str); 1] = [("src/app/mod.rs", "the application lives as long as the page")];

pub const MOST_LINES: usize = 400;
