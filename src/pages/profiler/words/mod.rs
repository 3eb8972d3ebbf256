//! The words of the profiler, as functions of what they are about.

pub mod editor;
pub mod locale;
pub mod pinned;
pub mod suite;
pub mod talk;

/// The title of the page.
pub const TITLE: &str = "Profiler";
/// What the page is for.
pub const SUBTITLE: &str = "Check which intent and slots an utterance resolves to. Your skill’s code is not called.";
