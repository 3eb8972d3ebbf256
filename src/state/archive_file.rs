//! The archive as a file: kept figures, written for another browser and read with suspicion.
//!
//! The file has figures and nothing of the account: no name, no token. A file is taken whole or not at all.

use serde::{Deserialize, Serialize};

use super::stored_window::StoredWindow;
use super::window_key::WindowKey;
use crate::domain::id::SkillId;
use crate::domain::instant::{Instant, MINUTE_S};
use crate::domain::metric::{Metric, Period};
use crate::domain::series::Series;
use crate::domain::skill::{SkillType, Stage};
use crate::domain::window::Window;
use crate::domain::words;

/// What the file says that it is.
const FORMAT: &str = "skillscope-archive";
const FORMAT_VERSION: u64 = 1;

/// A file has no more bytes than this.
pub const MOST_BYTES: u64 = 64_000_000;
/// A window of quarter hours has 672 values.
const MOST_VALUES: usize = 1_000;
/// The largest whole number that is kept exactly; no count of the service comes near.
const GREATEST_VALUE: f64 = 9_007_199_254_740_992.0;
/// Names of the API are shorter.
const LONGEST_TEXT: usize = 255;

/// A file to be written, borrowed.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Written<'a> {
    format: &'a str,
    version: u64,
    exported_at: Instant,
    source: &'a str,
    windows: Vec<Row>,
}

/// A file as it is read. The windows are looked at once it is known to be ours.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Read {
    format: String,
    version: u64,
    source: String,
    windows: Vec<serde_json::Value>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    skill_id: SkillId,
    stage: Stage,
    skill_type: SkillType,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    locale: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    intent: Option<String>,
    period: Period,
    metric: Metric,
    start: Instant,
    end: Instant,
    read_at: Instant,
    /// Seconds since the epoch.
    times: Vec<i64>,
    /// One for each time; null where there is none.
    values: Vec<Option<f64>>,
}

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportRefusal {
    /// It has too many bytes.
    #[error("The file has {} MB. An export has 64 MB at most.", words::decimals(*.bytes as f64 / 1e6, 1))]
    TooLarge {
        /// How many it has.
        bytes: u64,
    },
    /// It is no JSON.
    #[error(
        "The file is not valid JSON: line {line}, column {column}. Choose a file that “Export” on this page has saved."
    )]
    BrokenJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// It is something else.
    #[error("The file holds no kept figures. Choose a file that “Export” on this page has saved.")]
    NoArchive,
    /// It is of a later version.
    #[error(
        "The file was written by a later version of Skillscope (format {version}). Reload this page to get that version."
    )]
    LaterVersion {
        /// The version of the format.
        version: u64,
    },
    /// Its figures are from elsewhere.
    #[error("The file holds figures from {theirs}, and this page shows those from {ours}. They are not mixed.")]
    OtherSource {
        /// Where the file's figures are from, in words.
        theirs: String,
        /// Where the page's are from, in words.
        ours: String,
    },
    /// A window of it is wrong.
    #[error("Window {number} of {total} in the file is wrong: {problem}. Nothing was imported.")]
    BadWindow {
        /// Which, from 1.
        number: usize,
        /// Of how many.
        total: usize,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// There is nothing in it.
    #[error("The file holds no figures.")]
    Empty,
}

/// The file's text; `None` where it cannot be written. `source` is `demo` or the API's base.
pub fn write(windows: &[(WindowKey, StoredWindow)], source: &str, now: Instant) -> Option<String> {
    let rows = windows.iter().map(|(key, stored)| Row {
        skill_id: key.skill_id.clone(),
        stage: key.stage.clone(),
        skill_type: key.skill_type.clone(),
        locale: key.locale.clone(),
        intent: key.intent.clone(),
        period: key.period,
        metric: key.metric.clone(),
        start: stored.window.start,
        end: stored.window.end,
        read_at: stored.read_at,
        times: stored.series.times_s().to_vec(),
        values: stored.series.values().iter().map(|v| Some(*v).filter(|v| v.is_finite())).collect(),
    });
    let written =
        Written { format: FORMAT, version: FORMAT_VERSION, exported_at: now, source, windows: rows.collect() };
    serde_json::to_string(&written).ok()
}

/// Reads a file for a data source. The records' keys are without whose they are.
///
/// # Errors
/// Where anything in it is not as [`write`] writes it, or is from another source.
pub fn read(bytes: &[u8], source: &str, now: Instant) -> Result<Vec<(WindowKey, StoredWindow)>, ImportRefusal> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(ImportRefusal::TooLarge { bytes: bytes.len() as u64 });
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let value: serde_json::Value = serde_json::from_slice(bytes)
        .map_err(|error| ImportRefusal::BrokenJson { line: error.line(), column: error.column() })?;
    let read: Read = serde_json::from_value(value).map_err(|_| ImportRefusal::NoArchive)?;
    if read.format != FORMAT || read.version == 0 {
        return Err(ImportRefusal::NoArchive);
    }
    if read.version > FORMAT_VERSION {
        return Err(ImportRefusal::LaterVersion { version: read.version });
    }
    if read.source != source {
        return Err(ImportRefusal::OtherSource { theirs: named(&read.source), ours: named(source) });
    }
    let total = read.windows.len();
    let windows = read.windows.into_iter().enumerate().map(|(index, row)| {
        let bad = |problem| ImportRefusal::BadWindow { number: index + 1, total, problem };
        let row: Row = serde_json::from_value(row).map_err(|_| bad("it lacks something, or has it in another form"))?;
        window(row, now).map_err(bad)
    });
    let windows = windows.collect::<Result<Vec<_>, _>>()?;
    if windows.is_empty() { Err(ImportRefusal::Empty) } else { Ok(windows) }
}

/// A source in words. A file may say anything here.
fn named(source: &str) -> String {
    if source == "demo" {
        return "the demo".to_owned();
    }
    let shown: String = source.chars().filter(|c| c.is_ascii_graphic()).take(80).collect();
    if shown.is_empty() { "another address".to_owned() } else { shown }
}

fn window(row: Row, now: Instant) -> Result<(WindowKey, StoredWindow), &'static str> {
    let window = Window::new(row.start, row.end).ok_or("it ends before it begins")?;
    if window.len_s() > Window::LONGEST_S {
        return Err("it is longer than a week");
    }
    if row.read_at > now.plus_s(MINUTE_S) {
        return Err("it was read in the future");
    }
    if row.times.len() != row.values.len() {
        return Err("it has not as many values as times");
    }
    if row.times.len() > MOST_VALUES {
        return Err("it has more values than a week can have");
    }
    let values = || row.values.iter().copied().flatten();
    if values().any(|v| v < 0.0) {
        return Err("it has a value below zero, and Amazon counts from zero");
    }
    if values().any(|v| v.is_nan() || v > GREATEST_VALUE) {
        return Err("it has a value that is greater than any count of Amazon");
    }
    let within = window.start.epoch_s() - Window::LONGEST_S..window.end.epoch_s();
    if !row.times.windows(2).all(|pair| pair[0] < pair[1]) || !row.times.iter().all(|t| within.contains(t)) {
        return Err("its times are out of order, or not its own");
    }
    let texts = [row.stage.as_str(), row.skill_type.as_str(), row.metric.as_str()];
    let chosen = [row.locale.as_deref(), row.intent.as_deref()];
    let is_name = |text: &str| !text.is_empty() && text.len() <= LONGEST_TEXT && !text.contains(char::is_control);
    if !texts.into_iter().chain(chosen.into_iter().flatten()).all(is_name) {
        return Err("a name in it is empty or too long");
    }
    let key = WindowKey {
        skill_id: row.skill_id,
        stage: row.stage,
        skill_type: row.skill_type,
        locale: row.locale,
        intent: row.intent,
        period: row.period,
        metric: row.metric,
        start: row.start,
    };
    let values = row.values.into_iter().map(|v| v.unwrap_or(f64::NAN)).collect();
    let stored = StoredWindow {
        key: key.text(),
        read_at: row.read_at,
        imported_at: None,
        window,
        series: Series::new(row.times, values),
    };
    Ok((key, stored))
}

#[cfg(test)]
#[path = "archive_file_tests.rs"]
mod tests;
