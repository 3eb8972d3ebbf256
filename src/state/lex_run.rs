//! How far a query to Amazon Lex has come.

use std::sync::Arc;

use crate::api::error::ApiError;
use crate::domain::lex::figure::{Figure, figures};
use crate::domain::lex::{Query, Row};

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq)]
pub enum LexFailure {
    /// Nobody has pasted keys yet.
    NeedsKeys,
    /// Keys were pasted before the page was loaded again, and are gone with it.
    KeysForgotten,
    /// The pasted keys have run out: only the person has new ones.
    KeysRanOut,
    /// The sign-in that gives keys has run out.
    SignedOut,
    /// A call was refused or lost.
    Call(ApiError),
}

/// What is being done.
#[derive(Debug, Clone, PartialEq)]
pub enum Phase {
    /// Keys are being had, or the first page is being read.
    Reading,
    /// Amazon asked to slow down; it goes on by itself.
    Waiting,
    /// All pages were read.
    Done,
    /// The person left the rest off.
    Cancelled,
    /// The rest could not be read.
    Failed(LexFailure),
}

/// A query and what has come of it.
#[derive(Debug, Clone, PartialEq)]
pub struct LexRun {
    /// What was asked.
    pub query: Query,
    /// In which region.
    pub region: String,
    /// The rows so far.
    pub rows: Arc<Vec<Row>>,
    /// The pages so far.
    pub pages: u32,
    /// What is being done.
    pub phase: Phase,
    /// The key figures, once they are here; or why they are not.
    pub figures: Option<Result<Vec<Figure>, LexFailure>>,
}

impl LexRun {
    /// A query that is about to be sent.
    pub fn new(query: Query, region: String) -> Self {
        Self { query, region, rows: Arc::default(), pages: 0, phase: Phase::Reading, figures: None }
    }

    /// Takes in a page; with `is_last`, nothing follows.
    pub fn absorb(&mut self, rows: Vec<Row>, is_last: bool) {
        Arc::make_mut(&mut self.rows).extend(rows);
        self.pages += 1;
        self.phase = if is_last { Phase::Done } else { Phase::Reading };
    }

    /// Takes in the rows of the key figures.
    pub fn absorb_figures(&mut self, read: Result<Vec<Row>, LexFailure>) {
        self.figures = Some(read.map(|rows| figures(self.query.subject, &rows)));
    }

    /// Whether something is still under way.
    pub fn is_running(&self) -> bool {
        matches!(self.phase, Phase::Reading | Phase::Waiting)
    }

    /// Leaves the rest off.
    pub fn cancel(&mut self) {
        if self.is_running() {
            self.phase = Phase::Cancelled;
        }
        self.figures.get_or_insert_with(|| {
            Err(LexFailure::Call(ApiError::new(
                self.query.subject.shape().operation,
                crate::api::error::ErrorKind::Cancelled,
            )))
        });
    }

    /// Whether rows are missing at the end.
    pub fn is_partial(&self) -> bool {
        self.phase != Phase::Done && !self.rows.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instant::Instant;
    use crate::domain::lex::{BotId, Spec};
    use crate::domain::window::Window;

    fn run() -> LexRun {
        let start = Instant::from_epoch_s(0);
        let window = Window::new(start, start.plus_s(86_400)).unwrap();
        LexRun::new(Spec::default().query(BotId::parse("SANDBOXBOT").unwrap(), window), "us-east-1".to_owned())
    }

    fn row() -> Row {
        Row { bin: None, groups: Vec::new(), metrics: Vec::new(), last_used_intent: None }
    }

    #[test]
    fn pages_add_up_and_what_was_cancelled_keeps_what_it_has() {
        let mut run = run();
        run.absorb(vec![row(), row()], false);
        assert!(run.is_running() && run.is_partial());
        run.cancel();
        assert_eq!((run.phase.clone(), run.rows.len(), run.pages), (Phase::Cancelled, 2, 1));
        assert!(run.is_partial() && matches!(run.figures, Some(Err(_))));
        run.absorb(vec![row()], true);
        assert!(!run.is_partial() && !run.is_running());
    }

    #[test]
    fn cancelling_what_is_done_takes_nothing_away() {
        let mut run = run();
        run.absorb(vec![row()], true);
        run.absorb_figures(Ok(Vec::new()));
        run.cancel();
        assert_eq!(run.phase, Phase::Done);
        assert!(matches!(run.figures, Some(Ok(_))));
    }
}
