//! The decision report: one HTML file that says what was tested, what was found, by which rule, and on which data.
//!
//! It runs nothing and loads nothing, and its own policy says so. Equal data and an equal time of making give an equal file.

mod caveat;
mod data;
mod markup;
mod result;
mod rule;
mod setting;

#[cfg(test)]
mod tests;

pub use markup::Svg;

use std::collections::BTreeMap;

use markup::Markup;

use super::experiment::{Experiment, Transition};
use super::id::{ExperimentId, MetricSnapshotId, SkillId};
use super::instant::Instant;
use super::reading::{Choices, DatedSnapshot, Judgement, words};
use super::words::{Zone, clock, day_with_year};

/// All that a report says.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// Where the data is from, in words, such as `https://api.amazonalexa.com`.
    pub source: &'a str,
    /// Whether the data is made up: the demo's.
    pub is_demo: bool,
    /// The skill.
    pub skill_id: &'a SkillId,
    /// Its name, where that is known.
    pub skill_name: Option<&'a str>,
    /// The experiment.
    pub experiment_id: &'a ExperimentId,
    /// Its settings.
    pub experiment: &'a Experiment,
    /// Its last change of state.
    pub transition: Option<&'a Transition>,
    /// All its snapshots, by their end; with data as far as that could be read.
    pub snapshots: &'a [DatedSnapshot],
    /// The snapshot that is reported.
    pub chosen: &'a MetricSnapshotId,
    /// What the person said about the metrics.
    pub choices: &'a Choices,
    /// The verdict on that snapshot.
    pub judgement: &'a Judgement,
    /// What was done and when, newest first.
    pub activity: &'a [ReportEvent],
    /// When the file is made.
    pub made_at: Instant,
    /// Its drawings.
    pub plots: &'a Plots,
}

/// A line of the activity log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportEvent {
    /// When.
    pub at: Instant,
    /// What was done.
    pub text: String,
    /// Who says so.
    pub source: String,
}

/// The drawings of a report, by the names of the metrics. What is not there is left out; its figures stand in the table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plots {
    /// A difference and its interval, all on one scale.
    pub forest: BTreeMap<String, Svg>,
    /// What that scale reaches to, in words: `−15% to +15%`.
    pub scale: String,
    /// A difference and its interval from snapshot to snapshot.
    pub trends: BTreeMap<String, Svg>,
}

/// The policy of the file. Styles stand in it; nothing else is allowed.
const HEAD: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<meta name="referrer" content="no-referrer">
<style>
"#;

impl Report<'_> {
    /// The file.
    pub fn html(&self) -> String {
        let data = data::canonical(self);
        let hash = data::hash(&data);
        let mut page = Markup::default();
        page.raw(HEAD).raw(include_str!("report.css")).raw("</style>\n<title>Decision report: ");
        page.bare(self.title()).raw("</title>\n</head>\n<body>\n<main>\n");
        self.masthead(&mut page, &hash);
        result::verdict(self, &mut page);
        setting::hypothesis(self, &mut page);
        rule::decision_rule(self, &mut page);
        result::trust(self, &mut page);
        result::table(self, &mut page);
        result::trends(self, &mut page);
        setting::settings(self, &mut page);
        caveat::caveats(self, &mut page);
        setting::activity(self, &mut page);
        caveat::data(self, &mut page, &data, &hash);
        page.raw("</main>\n</body>\n</html>\n");
        page.finish()
    }

    /// The SHA-256 of the data that the file holds.
    pub fn hash(&self) -> String {
        data::hash(&data::canonical(self))
    }

    fn title(&self) -> &str {
        self.experiment.name.as_deref().unwrap_or(self.experiment_id.as_str())
    }

    /// The reported snapshot.
    fn snapshot(&self) -> Option<&DatedSnapshot> {
        self.snapshots.iter().find(|s| s.id == *self.chosen)
    }

    fn masthead(&self, page: &mut Markup, hash: &str) {
        page.raw("<header><p class=\"kind\">Decision report</p><h1>").text(self.title()).raw("</h1>\n");
        if self.is_demo {
            page.raw("<p class=\"demo\">Made in the demo: skill, customers and results are invented.</p>\n");
        }
        page.raw("<dl class=\"facts\">\n");
        let skill = self.skill_name.map_or_else(|| self.skill_id.as_str().to_owned(), str::to_owned);
        page.fact("Skill", &skill);
        let span = |s: &DatedSnapshot| format!("{} to {}", date_or_none(s.start), last_day(s.end));
        page.fact("Data", &self.snapshot().map_or_else(String::new, span));
        page.fact("State", self.experiment.state.as_ref().map_or(NONE, |s| s.as_str()));
        page.fact("Verdict", words::label(self.judgement.verdict()));
        page.fact("Made", &date_time(self.made_at));
        page.raw("<div class=\"wide\"><dt>SHA-256 of the data</dt><dd class=\"code\">").bare(hash);
        page.raw("</dd></div>\n</dl></header>\n");
    }
}

/// In place of what is not known.
const NONE: &str = "not known";

/// `20 Nov 2026, 10:00 UTC`
fn date_time(instant: Instant) -> String {
    let epoch_s = instant.epoch_s();
    format!("{}, {} UTC", day_with_year(epoch_s, Zone::UTC), clock(epoch_s, Zone::UTC))
}

/// The last day that data up to an instant holds: that instant itself is the first without.
fn last_day(end: Option<Instant>) -> String {
    date_or_none(end.map(|end| end.plus_s(-1)))
}

fn date_or_none(instant: Option<Instant>) -> String {
    instant.map_or_else(|| NONE.to_owned(), |i| day_with_year(i.epoch_s(), Zone::UTC))
}
