//! Which intents are taken for which.

use std::collections::BTreeMap;

/// How often each expected intent led to each chosen one. Rows are expected, columns are chosen, both in the order of
/// [`Confusion::labels`], as scikit-learn's `confusion_matrix` has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Confusion {
    labels: Vec<String>,
    /// What is not 0, by row and column: a hostile list may have thousands of labels.
    counts: BTreeMap<(usize, usize), usize>,
}

/// What stands for no intent at all: none was expected, or nothing matched.
pub const NO_INTENT: &str = "(no intent)";

/// What stands for the intents that a smaller matrix has no room for.
pub const OTHER_INTENTS: &str = "(other intents)";

impl Confusion {
    /// Counts pairs of expected and chosen labels. The labels are those of both sides, sorted by code points, as
    /// scikit-learn sorts them.
    pub fn of<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut by_name: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for (expected, chosen) in pairs {
            *by_name.entry((expected, chosen)).or_default() += 1;
            places.insert(expected, 0);
            places.insert(chosen, 0);
        }
        for (index, place) in places.values_mut().enumerate() {
            *place = index;
        }
        let place = |name: &str| places.get(name).copied().unwrap_or_default();
        let counts = by_name.iter().map(|(&(row, column), &count)| ((place(row), place(column)), count)).collect();
        let labels = places.keys().map(|&name| name.to_owned()).collect();
        Self { labels, counts }
    }

    /// The labels of rows and columns, sorted.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// How many cases expected the label of a row and got that of a column.
    pub fn count(&self, row: usize, column: usize) -> usize {
        self.counts.get(&(row, column)).copied().unwrap_or_default()
    }

    /// What is not 0: row, column and count, row by row.
    pub fn cells(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        self.counts.iter().map(|(&(row, column), &count)| (row, column, count))
    }

    /// The sums of the rows: how often each label was expected.
    pub fn expected(&self) -> Vec<usize> {
        self.sums(|row, _| row)
    }

    /// The sums of the columns: how often each label was chosen.
    pub fn chosen(&self) -> Vec<usize> {
        self.sums(|_, column| column)
    }

    fn sums(&self, by: impl Fn(usize, usize) -> usize) -> Vec<usize> {
        let mut sums = vec![0; self.labels.len()];
        for (row, column, count) in self.cells() {
            sums[by(row, column)] += count;
        }
        sums
    }

    /// The largest count; 0 where there is none.
    pub fn largest(&self) -> usize {
        self.counts.values().copied().max().unwrap_or_default()
    }

    /// All cases.
    pub fn total(&self) -> usize {
        self.counts.values().sum()
    }

    /// A matrix of at most so many labels (2 or more): the intents with the most mistakes, then the most frequent ones, stay;
    /// the others are one label, [`OTHER_INTENTS`]. The same matrix where it is small enough.
    pub fn at_most(&self, most: usize) -> Self {
        let most = most.max(2);
        if self.labels.len() <= most {
            return self.clone();
        }
        let (expected, chosen) = (self.expected(), self.chosen());
        let weight = |i: usize| (expected[i] + chosen[i] - 2 * self.count(i, i), expected[i] + chosen[i]);
        let mut order: Vec<usize> = (0..self.labels.len()).collect();
        order.sort_by_key(|&i| (std::cmp::Reverse(weight(i)), i));
        order.truncate(most - 1);
        let mut kept = vec![false; self.labels.len()];
        for index in order {
            kept[index] = true;
        }
        let name = |index: usize| if kept[index] { self.labels[index].as_str() } else { OTHER_INTENTS };
        let mut merged: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for (row, column, count) in self.cells() {
            *merged.entry((name(row), name(column))).or_default() += count;
        }
        let mut smaller = Self::of(merged.keys().copied());
        let place = |name: &str| smaller.labels.iter().position(|label| label == name).unwrap_or_default();
        smaller.counts = merged.iter().map(|(&(row, column), &count)| ((place(row), place(column)), count)).collect();
        smaller
    }
}
