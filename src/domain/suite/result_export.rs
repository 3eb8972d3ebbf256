//! What a run came to, as files: CSV for spreadsheets, JUnit XML for build servers.

use super::export::case_lines;
use super::import::write_slots;
use super::verdict::{SlotVerdict, Verdict};
use super::{CaseOutcome, CaseResult, Suite, SuiteRun};
use crate::domain::export::{csv_text, neutral_cell};

impl Verdict {
    /// As results name it: `right`, `wrong intent`, `wrong slots`, `refused`, `not run`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::WrongSlots => "wrong slots",
            Self::WrongIntent => "wrong intent",
            Self::Refused => "refused",
            Self::Unrun => "not run",
        }
    }
}

impl SlotVerdict {
    /// In words: `right`, `wrong`, `missing`, `extra`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Wrong => "wrong",
            Self::Missing => "missing",
            Self::Extra => "extra",
        }
    }
}

/// The columns of [`results_csv`], in order.
pub const RESULT_COLUMNS: [&str; 9] = [
    "line",
    "utterance",
    "expectedIntent",
    "expectedSlots",
    "result",
    "gotIntent",
    "gotSlots",
    "considered",
    "message",
];

/// The results of a run as CSV, a row for each case in the order of the suite, with its line in the list as CSV. Cells that spreadsheets take for formulas
/// have an apostrophe in front.
pub fn results_csv(run: &SuiteRun) -> Option<String> {
    csv_text(|writer| {
        writer.write_record(RESULT_COLUMNS)?;
        for (line, result) in case_lines(run.results.iter().map(|result| &result.case)).zip(&run.results) {
            let case = &result.case;
            let considered = match &result.outcome {
                Some(CaseOutcome::Profiled { considered, .. }) => considered.join(", "),
                Some(CaseOutcome::Refused { .. }) | None => String::new(),
            };
            let cells = [
                line.to_string(),
                neutral_cell(&case.utterance),
                neutral_cell(case.intent().unwrap_or_default()),
                neutral_cell(&write_slots(&case.expected_slots)),
                result.verdict().words().to_owned(),
                neutral_cell(result.chosen().flatten().unwrap_or_default()),
                neutral_cell(&got_slots(result)),
                neutral_cell(&considered),
                neutral_cell(&message(result).unwrap_or_default()),
            ];
            writer.write_record(&cells)?;
        }
        Ok(())
    })
}

fn got_slots(result: &CaseResult) -> String {
    write_slots(&result.got_slots().iter().map(|slot| (slot.name.clone(), slot.shown().to_owned())).collect())
}

/// What is wrong with a result, in one sentence or two; `None` where nothing is.
pub fn message(result: &CaseResult) -> Option<String> {
    match (&result.outcome, result.verdict()) {
        (Some(CaseOutcome::Refused { words, request_id }), _) => Some(match request_id {
            Some(id) => format!("{words} Request ID {id}."),
            None => words.clone(),
        }),
        (_, Verdict::WrongIntent) => {
            let name = |intent: Option<&str>| intent.unwrap_or("no intent").to_owned();
            let (expected, got) = (name(result.case.intent()), name(result.chosen().flatten()));
            Some(format!("Expected {expected}, got {got}."))
        }
        (_, Verdict::WrongSlots) => {
            let wrong = result.slot_verdicts().into_iter().filter(|(_, verdict)| *verdict != SlotVerdict::Right);
            let words = wrong.map(|(name, verdict)| slot_words(result, name, verdict));
            Some(words.collect::<Vec<_>>().join(" "))
        }
        _ => None,
    }
}

fn slot_words(result: &CaseResult, name: &str, verdict: SlotVerdict) -> String {
    let expected = result.case.expected_slots.get(name).map(String::as_str).unwrap_or_default();
    let got = result.got_slots().iter().find(|slot| slot.name == name).map(|slot| slot.shown()).unwrap_or_default();
    match verdict {
        SlotVerdict::Missing => format!("{name} should be “{expected}” and is not filled."),
        SlotVerdict::Extra => format!("{name} should stay empty and is “{got}”."),
        SlotVerdict::Wrong | SlotVerdict::Right => format!("{name} should be “{expected}” and is “{got}”."),
    }
}

/// A run as JUnit XML: a test case for each case, with its utterance as the name and the expected intent as the class. What
/// the service refused is an error, what was not run is skipped.
pub fn junit_xml(suite: &Suite, run: &SuiteRun) -> String {
    let count = |wanted: fn(Verdict) -> bool| run.results.iter().filter(|result| wanted(result.verdict())).count();
    let failures = count(|v| matches!(v, Verdict::WrongIntent | Verdict::WrongSlots));
    let (errors, skipped) = (count(|v| v == Verdict::Refused), count(|v| v == Verdict::Unrun));
    let sums =
        format!("tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\"", run.results.len());
    let mut out = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {sums}>\n");
    let started = run.started.to_string();
    let properties =
        [("skillId", suite.skill_id.as_str()), ("stage", run.stage.as_str()), ("locale", run.locale.as_str())];
    out.push_str(&format!(
        "  <testsuite name=\"{}\" {sums} timestamp=\"{}\">\n    <properties>\n",
        attribute(&suite.name),
        attribute(started.trim_end_matches('Z'))
    ));
    for (name, value) in properties {
        out.push_str(&format!("      <property name=\"{name}\" value=\"{}\"/>\n", attribute(value)));
    }
    out.push_str("    </properties>\n");
    for result in &run.results {
        out.push_str(&test_case(result));
    }
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

fn test_case(result: &CaseResult) -> String {
    let class = result.case.intent().unwrap_or(super::NO_INTENT);
    let head =
        format!("    <testcase name=\"{}\" classname=\"{}\"", attribute(&result.case.utterance), attribute(class));
    let words = message(result).unwrap_or_default();
    let kind = result.verdict().words();
    let body = |element: &str| {
        let considered = match &result.outcome {
            Some(CaseOutcome::Profiled { considered, .. }) if !considered.is_empty() => {
                format!("\nAlso considered: {}", considered.join(", "))
            }
            _ => String::new(),
        };
        let details = format!("{words}\nSlots: {}{considered}", got_slots(result));
        format!("      <{element} type=\"{kind}\" message=\"{}\">{}</{element}>\n", attribute(&words), text(&details))
    };
    let inner = match result.verdict() {
        Verdict::Right => return format!("{head}/>\n"),
        Verdict::WrongIntent | Verdict::WrongSlots => body("failure"),
        Verdict::Refused => body("error"),
        Verdict::Unrun => "      <skipped/>\n".to_owned(),
    };
    format!("{head}>\n{inner}    </testcase>\n")
}

/// Whether XML 1.0 can hold a character at all.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

fn escaped(text: &str, in_attribute: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            // Also what would end a CDATA section must not stand in text.
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A reader turns them into blanks in an attribute, and a return into a line end anywhere.
            '\n' | '\t' if in_attribute => out.push_str(if c == '\n' { "&#10;" } else { "&#9;" }),
            '\r' => out.push_str("&#13;"),
            c if is_xml(c) => out.push(c),
            _ => out.push('\u{fffd}'),
        }
    }
    out
}

fn attribute(value: &str) -> String {
    escaped(value, true)
}

fn text(value: &str) -> String {
    escaped(value, false)
}

#[cfg(test)]
#[path = "result_export_tests.rs"]
mod tests;
