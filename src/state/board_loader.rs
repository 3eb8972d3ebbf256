//! Reads a board: from the archive first, then from the service, drawn as it arrives.

use std::cell::{Cell as StdCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use futures::StreamExt;
use futures::future::{AbortHandle, abortable};
use leptos::prelude::*;

use super::api::Api;
use super::archive::{Archive, ReadWindow};
use super::board::{Board, BoardQuery, CellState, Halt, Wait};
use super::kept_windows::{KeptWindows, Network};
use super::window_key::WindowKey;
use crate::api::error::{ApiError, ErrorKind};
use crate::api::metric::{GetSkillMetrics, MetricPage};
use crate::domain::metric::Metric;
use crate::domain::series::Series;
use crate::platform::{clock, document};
use crate::transport::client::{CallEvent, Transport};

/// Cells that are begun at once. The client's own queue decides how many requests are under way.
const CELLS_AT_ONCE: usize = 24;

/// How many cells in a row may be given up before the rest is left off: what fails so often would go on failing.
const FAILURES_IN_A_ROW: u32 = 6;

/// Between two updates of the page while data arrives. Each redraws charts, cards and table.
const PUBLISH_EVERY_MS: f64 = 120.0;

/// The share of the time that updates may take: a slow machine, or much data, sees fewer of them.
const PUBLISH_SHARE: f64 = 0.2;

/// From here on a wait is worth a word of its own, even on a short range.
const LONG_WAIT_MS: u64 = 3_000;

/// Follow-up pages of one window: the document's 100,000 results in the client model's pages of 50.
const MOST_PAGES: u32 = 2_000;

/// Where a board is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// From the archive first; the service is asked for what that does not answer.
    ArchiveFirst,
    /// All of it from the service.
    Anew,
}

/// The board on the page and the load that fills it.
#[derive(Clone, Copy)]
pub struct BoardLoader {
    board: RwSignal<Option<Arc<Board>>>,
    run: StoredValue<Option<AbortHandle>>,
}

impl BoardLoader {
    /// An empty loader; its load ends with its owner.
    pub fn new() -> Self {
        let loader = Self { board: RwSignal::new(None), run: StoredValue::new(None) };
        on_cleanup(move || loader.abort());
        loader
    }

    /// What has been read.
    pub fn board(&self) -> Signal<Option<Arc<Board>>> {
        self.board.into()
    }

    /// Leaves the present board and begins another; `first` are the metrics on screen.
    pub fn load(&self, api: Api, query: BoardQuery, first: &[Metric], reading: Reading) {
        self.begin(api, Board::new(query, first), reading);
    }

    /// The same for these metrics alone.
    pub fn load_only(&self, api: Api, query: BoardQuery, metrics: &[Metric]) {
        self.begin(api, Board::only(query, metrics), Reading::ArchiveFirst);
    }

    /// Shows nothing.
    pub fn clear(&self) {
        self.abort();
        let _ = self.board.try_set(None);
    }

    /// Leaves off what is not read; what has arrived stays.
    pub fn cancel(&self) {
        self.abort();
        let _ = self.board.try_update(|board| {
            if let Some(board) = board {
                Arc::make_mut(board).stop(Halt::Cancelled);
            }
        });
    }

    /// Reads what is missing.
    pub fn retry(&self, api: Api) {
        let Some(Some(board)) = self.board.try_get_untracked() else { return };
        let mut board = Arc::unwrap_or_clone(board);
        board.retry();
        self.begin(api, board, Reading::ArchiveFirst);
    }

    fn abort(&self) {
        if let Some(Some(handle)) = self.run.try_update_value(Option::take) {
            handle.abort();
        }
    }

    fn begin(&self, api: Api, board: Board, reading: Reading) {
        self.abort();
        let _ = self.board.try_set(Some(Arc::new(board.clone())));
        let run = Run { api, desk: Desk::new(board, self.board), state: Rc::default() };
        let (task, handle) = abortable(run.read_all(reading));
        let _ = self.run.try_set_value(Some(handle));
        leptos::task::spawn_local(async move {
            // Aborted means that another load, or nobody, wants the rest.
            let _ = task.await;
        });
    }
}

impl Default for BoardLoader {
    fn default() -> Self {
        Self::new()
    }
}

/// The working copy of the board, and when the page last saw it.
#[derive(Clone)]
struct Desk {
    board: Rc<RefCell<Board>>,
    shown: RwSignal<Option<Arc<Board>>>,
    shown_ms: Rc<StdCell<f64>>,
    cost_ms: Rc<StdCell<f64>>,
    timer: Rc<RefCell<Option<gloo_timers::callback::Timeout>>>,
}

impl Desk {
    fn new(board: Board, shown: RwSignal<Option<Arc<Board>>>) -> Self {
        Self {
            board: Rc::new(RefCell::new(board)),
            shown,
            shown_ms: Rc::default(),
            cost_ms: Rc::default(),
            timer: Rc::default(),
        }
    }

    fn change(&self, change: impl FnOnce(&mut Board)) {
        change(&mut self.board.borrow_mut());
        let since_ms = clock::monotonic_ms() - self.shown_ms.get();
        let every_ms = PUBLISH_EVERY_MS.max(self.cost_ms.get() / PUBLISH_SHARE);
        if since_ms >= every_ms && self.timer.borrow().is_none() {
            self.publish();
        } else if self.timer.borrow().is_none() {
            let desk = self.clone();
            let wait_ms = (every_ms - since_ms).ceil().max(0.0) as u32;
            *self.timer.borrow_mut() = Some(gloo_timers::callback::Timeout::new(wait_ms, move || {
                desk.timer.borrow_mut().take();
                desk.publish();
            }));
        }
    }

    fn publish(&self) {
        let _ = self.shown.try_set(Some(Arc::new(self.board.borrow().clone())));
        let begun_ms = clock::monotonic_ms();
        self.shown_ms.set(begun_ms);
        // The page redraws before the next task begins.
        let (shown_ms, cost_ms) = (self.shown_ms.clone(), self.cost_ms.clone());
        leptos::task::spawn_local(async move {
            clock::wait_ms(0.0).await;
            cost_ms.set(clock::monotonic_ms() - begun_ms);
            shown_ms.set(clock::monotonic_ms());
        });
    }
}

/// What the cells of one load learn from each other.
#[derive(Default)]
struct Lessons {
    /// The service takes small pages only.
    small_pages: StdCell<bool>,
    /// Cells given up since the last that was read.
    failures: StdCell<u32>,
    /// Why the rest is left off.
    halted: RefCell<Option<ApiError>>,
}

struct Run {
    api: Api,
    desk: Desk,
    state: Rc<Lessons>,
}

impl Drop for Run {
    /// A load that was left must not show its board over that of the next.
    fn drop(&mut self) {
        self.desk.timer.borrow_mut().take();
    }
}

impl Run {
    async fn read_all(self, reading: Reading) {
        let query = self.desk.board.borrow().query().clone();
        let archive = Archive::open(self.api.namespace().clone()).await;
        if let (Some(archive), Reading::ArchiveFirst) = (&archive, reading) {
            self.fill_from(&archive.read(&query).await);
        }
        let left: Vec<usize> = {
            let board = self.desk.board.borrow();
            (0..board.cells().len()).filter(|i| board.cells()[*i].state == CellState::Waiting).collect()
        };
        // One goes ahead: what is refused for good is refused once, not two dozen times.
        let mut left = left.into_iter();
        if let Some(first) = left.next() {
            self.read_cell(first, archive.as_ref()).await;
        }
        futures::stream::iter(left)
            .for_each_concurrent(CELLS_AT_ONCE, |index| self.read_cell(index, archive.as_ref()))
            .await;
        if let Some(error) = self.state.halted.take() {
            self.desk.board.borrow_mut().stop(Halt::Failing(error));
        }
        self.desk.publish();
    }

    fn fill_from(&self, kept: &KeptWindows) {
        let network = if self.is_offline() { Network::Offline } else { Network::Online };
        let now = clock::now();
        let mut board = self.desk.board.borrow_mut();
        for index in 0..board.cells().len() {
            let cell = &board.cells()[index];
            if cell.state == CellState::Waiting
                && let Some(answer) = kept.answer(&cell.track.metric, cell.track.period, cell.window, now, network)
            {
                board.fill_kept(index, &answer);
            }
        }
        drop(board);
        self.desk.publish();
    }

    /// Whether a request could reach nobody. The demo's never leave the page.
    fn is_offline(&self) -> bool {
        matches!(self.api.client().transport(), Transport::Http(_)) && document::is_offline()
    }

    async fn read_cell(&self, index: usize, archive: Option<&Archive>) {
        if self.state.halted.borrow().is_some() {
            return;
        }
        let Some(operation) = self.desk.board.borrow().operation(index) else { return };
        let result = self.read_window(index, operation.clone()).await;
        if self.state.halted.borrow().is_some() && result.is_err() {
            self.desk.change(|board| board.set_state(index, CellState::Waiting));
            return;
        }
        match result {
            Ok((series, answered_as)) => {
                self.state.failures.set(0);
                let read_at = clock::now();
                self.desk.change(|board| board.fill(index, &series, &answered_as, read_at));
                if let Some(archive) = archive.cloned() {
                    let key = {
                        let board = self.desk.board.borrow();
                        WindowKey::new(board.query(), &operation.metric, operation.period, operation.window.start)
                    };
                    // A full or blocked archive only means that a reload reads again, and nothing waits for a slow one.
                    leptos::task::spawn_local(async move {
                        archive.keep(ReadWindow { key, window: operation.window, read_at, series }).await;
                    });
                }
            }
            Err(error) => self.give_up(index, error),
        }
    }

    fn give_up(&self, index: usize, error: ApiError) {
        // A service that lets the first request run out of time four times lets two dozen others do so too: two minutes
        // more without a word.
        let is_silent = error.kind == ErrorKind::Timeout && self.desk.board.borrow().progress().done == 0;
        let would_repeat = is_silent
            || matches!(
                error.kind,
                ErrorKind::Unauthenticated
                    | ErrorKind::Forbidden
                    | ErrorKind::NotFound
                    | ErrorKind::AddressRefused { .. }
            )
            || (error.kind == ErrorKind::Network && self.is_offline());
        let failures = self.state.failures.get() + 1;
        self.state.failures.set(failures);
        self.desk.change(|board| board.set_state(index, CellState::Failed(error.clone())));
        if would_repeat || failures >= FAILURES_IN_A_ROW {
            self.state.halted.borrow_mut().get_or_insert(error);
        }
    }

    /// All pages of one window. The largest page is asked for by leaving `maxResults` out; where that is refused, once
    /// more with the 50 of Amazon's client model.
    async fn read_window(&self, index: usize, mut operation: GetSkillMetrics) -> Result<(Series, Metric), ApiError> {
        let mut whole = Series::default();
        let mut pages = 0;
        if self.state.small_pages.get() {
            operation.max_results = Some(GetSkillMetrics::MODEL_MAX_RESULTS);
        }
        loop {
            let page = match self.read_page(index, &operation).await {
                Err(error)
                    if matches!(error.kind, ErrorKind::Invalid(_)) && operation.max_results.is_none() && pages == 0 =>
                {
                    operation.max_results = Some(GetSkillMetrics::MODEL_MAX_RESULTS);
                    // The first refusal says more about what was asked for than one of the second try.
                    let page = self.read_page(index, &operation).await.map_err(|_| error)?;
                    self.state.small_pages.set(true);
                    page
                }
                result => result?,
            };
            whole.absorb(&page.series);
            pages += 1;
            match page.next_token {
                None => return Ok((whole, page.metric)),
                Some(token) if operation.next_token.as_ref() == Some(&token) || pages >= MOST_PAGES => {
                    let detail = "the pages do not come to an end".to_owned();
                    return Err(ApiError::new(GetSkillMetrics::NAME, ErrorKind::Decode { detail }));
                }
                token => operation.next_token = token,
            }
        }
    }

    async fn read_page(&self, index: usize, operation: &GetSkillMetrics) -> Result<MetricPage, ApiError> {
        self.api
            .call_watched(operation, |event| {
                let state = match event {
                    CallEvent::Sent => CellState::Loading,
                    CallEvent::WillRetry { wait_ms, error, .. } => CellState::Throttled(Box::new(Wait {
                        error: error.clone(),
                        until: clock::now().plus_s(i64::try_from(wait_ms / 1_000).unwrap_or(0)),
                        is_long: wait_ms >= LONG_WAIT_MS,
                    })),
                };
                self.desk.change(|board| board.set_state(index, state));
            })
            .await
    }
}
