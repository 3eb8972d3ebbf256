//! Two runs side by side: what was fixed, what broke.

use std::collections::BTreeMap;

use super::verdict::{Verdict, folded};
use super::{Case, SuiteRun};

/// What changed from one run to another. Cases are told apart by what they say and expect, not by their place: a suite
/// that is sorted anew compares as before. Of several cases that are the same, the first is compared with the first.
///
/// A case is right where its intent and all slots that it names are right. A change of what is expected makes another case.
/// All lists hold indices into the results of the later run, but `gone`, whose indices are the earlier one's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// Wrong before, right now.
    pub fixed: Vec<usize>,
    /// Right before, wrong now.
    pub broken: Vec<usize>,
    /// Wrong before and now.
    pub still_wrong: Vec<usize>,
    /// Right before and now.
    pub still_right: Vec<usize>,
    /// Refused or not run in at least one of the two, so that there is nothing to compare.
    pub unknown: Vec<usize>,
    /// In the later run only.
    pub new: Vec<usize>,
    /// In the earlier run only.
    pub gone: Vec<usize>,
}

/// What a case says and expects.
type Content<'a> = (String, Option<&'a str>, Vec<(&'a str, String)>);

fn content(case: &Case) -> Content<'_> {
    let slots = case.expected_slots.iter().map(|(name, value)| (name.as_str(), folded(value))).collect();
    (folded(&case.utterance), case.intent(), slots)
}

impl Comparison {
    /// Compares an earlier run with a later one.
    pub fn of(before: &SuiteRun, after: &SuiteRun) -> Self {
        let mut earlier: BTreeMap<Content<'_>, std::collections::VecDeque<usize>> = BTreeMap::new();
        for (index, result) in before.results.iter().enumerate() {
            earlier.entry(content(&result.case)).or_default().push_back(index);
        }
        let mut comparison = Self::default();
        for (index, result) in after.results.iter().enumerate() {
            let twin = earlier.get_mut(&content(&result.case)).and_then(std::collections::VecDeque::pop_front);
            let Some(twin) = twin.and_then(|twin| before.results.get(twin)) else {
                comparison.new.push(index);
                continue;
            };
            let (was, is) = (twin.verdict(), result.verdict());
            let list = match (was == Verdict::Right, is == Verdict::Right) {
                _ if !was.is_judged() || !is.is_judged() => &mut comparison.unknown,
                (false, true) => &mut comparison.fixed,
                (true, false) => &mut comparison.broken,
                (false, false) => &mut comparison.still_wrong,
                (true, true) => &mut comparison.still_right,
            };
            list.push(index);
        }
        comparison.gone = earlier.into_values().flatten().collect();
        comparison.gone.sort_unstable();
        comparison
    }

    /// The change in one line: `2 fixed, 0 broken`.
    pub fn words(&self) -> String {
        format!("{} fixed, {} broken", self.fixed.len(), self.broken.len())
    }
}

#[cfg(test)]
#[path = "comparison_tests.rs"]
mod tests;
