//! All suites of an account as one file, and back.

use serde::{Deserialize, Serialize};

use super::Suite;
use super::export::FORMAT_VERSION;
use super::import::{ImportProblem, MOST_BYTES};
use crate::domain::id::SuiteId;
use crate::domain::instant::Instant;

/// What the file says that it is.
const FORMAT: &str = "skillscope-suites";

/// The most bytes of a library: ten suites of the largest kind.
pub const MOST_LIBRARY_BYTES: usize = 10 * MOST_BYTES;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct File<'a> {
    format: &'static str,
    version: u64,
    made_at: Instant,
    suites: &'a [Suite],
}

#[derive(Deserialize)]
struct Read {
    #[serde(default)]
    version: u64,
    suites: Option<Vec<serde_json::Value>>,
}

/// The library as JSON.
pub fn library_json(suites: &[Suite], made_at: Instant) -> Option<String> {
    serde_json::to_string_pretty(&File { format: FORMAT, version: FORMAT_VERSION, made_at, suites }).ok()
}

/// What a file of suites holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Library {
    /// The suites that can be read.
    pub suites: Vec<Suite>,
    /// How many cannot.
    pub unreadable: usize,
}

impl Library {
    /// Reads a library.
    ///
    /// # Errors
    /// Too large, no JSON, no suites in it, or written by a later version.
    pub fn read(bytes: &[u8]) -> Result<Self, ImportProblem> {
        if bytes.len() > MOST_LIBRARY_BYTES {
            return Err(ImportProblem::LibraryTooLarge { bytes: bytes.len() as u64 });
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let value: serde_json::Value = serde_json::from_slice(bytes)
            .map_err(|error| ImportProblem::BrokenJson { line: error.line(), column: error.column() })?;
        let read: Read = serde_json::from_value(value).map_err(|_| ImportProblem::NoLibrary)?;
        if read.version > FORMAT_VERSION {
            return Err(ImportProblem::LaterVersion { version: read.version });
        }
        let all = read.suites.ok_or(ImportProblem::NoLibrary)?;
        let count = all.len();
        let suites: Vec<Suite> = all.into_iter().filter_map(|value| serde_json::from_value(value).ok()).collect();
        Ok(Self { unreadable: count - suites.len(), suites })
    }
}

/// What to do with a suite that is there already and differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Conflict {
    /// Keep both: the one of the file gets an id and a name of its own.
    #[default]
    KeepBoth,
    /// The one of the file takes its place.
    Replace,
    /// The one that is there stays.
    Skip,
}

/// What comes of a library and the suites that are there.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Merge {
    /// What is to be written: new ones, and those that replace another.
    pub write: Vec<Suite>,
    /// How many are new, those kept beside another included.
    pub added: usize,
    /// How many take the place of another.
    pub replaced: usize,
    /// How many were there already, exactly so.
    pub unchanged: usize,
    /// How many were left out because another is there.
    pub skipped: usize,
}

/// How many suites of a library are there already and differ, so that a person should say what to do.
pub fn conflicts(existing: &[Suite], incoming: &[Suite]) -> usize {
    let differs = |suite: &&Suite| existing.iter().any(|known| known.id == suite.id && !is_same(known, suite));
    incoming.iter().filter(differs).count()
}

/// Puts a library beside the suites that are there. `fresh` makes ids; names stay apart by a number.
pub fn merge(
    existing: &[Suite],
    incoming: Vec<Suite>,
    conflict: Conflict,
    mut fresh: impl FnMut() -> SuiteId,
) -> Merge {
    let mut merge = Merge::default();
    for mut suite in incoming {
        // The file may itself have one id twice: the later one then meets the earlier one.
        let twin = merge.write.iter().chain(existing).find(|known| known.id == suite.id);
        match (twin, conflict) {
            (None, _) => merge.added += 1,
            (Some(twin), _) if is_same(twin, &suite) => {
                merge.unchanged += 1;
                continue;
            }
            (Some(_), Conflict::Skip) => {
                merge.skipped += 1;
                continue;
            }
            (Some(_), Conflict::Replace) => {
                merge.replaced += 1;
                merge.write.retain(|known| known.id != suite.id);
                merge.write.push(suite);
                continue;
            }
            (Some(_), Conflict::KeepBoth) => {
                merge.added += 1;
                suite.id = fresh();
            }
        }
        suite.name = free_name(&suite, existing.iter().chain(&merge.write));
        merge.write.push(suite);
    }
    merge
}

fn is_same(a: &Suite, b: &Suite) -> bool {
    // When it was saved does not make another suite of it.
    Suite { changed: b.changed, ..a.clone() } == *b
}

/// The suite's name, with a number where another suite of the same skill has it.
fn free_name<'a>(suite: &Suite, known: impl Iterator<Item = &'a Suite>) -> String {
    let taken: std::collections::HashSet<&str> =
        known.filter(|other| other.skill_id == suite.skill_id).map(|other| other.name.as_str()).collect();
    if !taken.contains(suite.name.as_str()) {
        return suite.name.clone();
    }
    let numbered = (2..).map(|number: u32| format!("{} ({number})", suite.name));
    numbered.into_iter().find(|name| !taken.contains(name.as_str())).unwrap_or_else(|| suite.name.clone())
}

impl Merge {
    /// In one sentence: `2 suites added, 1 replaced, 3 were there already.`
    pub fn words(&self) -> String {
        let suites = |count: usize| if count == 1 { "1 suite".to_owned() } else { format!("{count} suites") };
        let mut parts = vec![format!("{} added", suites(self.added))];
        let others = [(self.replaced, "replaced"), (self.skipped, "left out"), (self.unchanged, "there already")];
        parts.extend(others.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")));
        format!("{}.", parts.join(", "))
    }
}

#[cfg(test)]
#[path = "library_tests.rs"]
mod tests;
