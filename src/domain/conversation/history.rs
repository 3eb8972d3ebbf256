//! Utterances that were said before, recalled with the arrow keys.

/// Where in the history a person is, and what was typed before they went there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recall {
    /// Counted from the newest; `None` while nothing is recalled.
    back: Option<usize>,
    typed: String,
}

/// The utterances to recall, newest first, each once in a row.
pub fn recallable<'a>(said: impl DoubleEndedIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut found: Vec<&str> = said.rev().collect();
    found.dedup();
    found
}

impl Recall {
    /// One step back from what stands in the field; `None` where there is nothing older.
    pub fn older(&mut self, said: &[&str], in_field: &str) -> Option<String> {
        let back = self.back.map_or(0, |b| b + 1);
        let text = (*said.get(back)?).to_owned();
        if self.back.is_none() {
            self.typed = in_field.to_owned();
        }
        self.back = Some(back);
        Some(text)
    }

    /// One step forward: at the end what was typed; `None` where nothing is recalled.
    pub fn newer(&mut self, said: &[&str]) -> Option<String> {
        match self.back? {
            0 => {
                self.back = None;
                Some(std::mem::take(&mut self.typed))
            }
            back => {
                self.back = Some(back - 1);
                Some(said.get(back - 1).map(|s| (*s).to_owned()).unwrap_or_default())
            }
        }
    }

    /// Typing or sending ends it.
    pub fn end(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_ends_at_the_oldest_and_the_way_forward_at_what_was_typed() {
        let said = recallable(["open", "help", "help", "bye"].into_iter());
        assert_eq!(said, ["bye", "help", "open"]);
        let mut recall = Recall::default();
        assert_eq!(recall.newer(&said), None);
        assert_eq!(recall.older(&said, "half a sent").as_deref(), Some("bye"));
        assert_eq!(recall.older(&said, "bye").as_deref(), Some("help"));
        assert_eq!(recall.older(&said, "help").as_deref(), Some("open"));
        assert_eq!(recall.older(&said, "open"), None);
        assert_eq!(recall.newer(&said).as_deref(), Some("help"));
        assert_eq!(recall.newer(&said).as_deref(), Some("bye"));
        assert_eq!(recall.newer(&said).as_deref(), Some("half a sent"));
        assert_eq!(recall.newer(&said), None);
    }

    #[test]
    fn typing_begins_anew() {
        let said = ["b", "a"];
        let mut recall = Recall::default();
        recall.older(&said, "x");
        recall.end();
        assert_eq!(recall.older(&said, "y").as_deref(), Some("b"));
        assert_eq!(recall.newer(&said).as_deref(), Some("y"));
    }
}
