//! Reads a query of Amazon Lex to its last page.

use std::sync::Arc;

use futures::future::{AbortHandle, abortable, join};
use leptos::prelude::*;

use super::lex_access::LexAccess;
use super::lex_run::{LexFailure, LexRun, Phase};
use crate::api::error::{ApiError, ErrorKind};
use crate::api::lex::ListMetrics;
use crate::config::LexRegion;
use crate::domain::lex::Query;
use crate::domain::lex::figure::figure_query;
use crate::domain::lex::rule::LARGEST_PAGE;
use crate::transport::client::CallEvent;

/// More pages than this have no end.
const MOST_PAGES: u32 = 500;

/// The query on the page and what reads it. Cheap to copy.
#[derive(Clone, Copy)]
pub struct LexLoader {
    access: LexAccess,
    run: RwSignal<Option<Arc<LexRun>>>,
    task: StoredValue<Option<AbortHandle>>,
}

impl LexLoader {
    /// An empty loader; what it reads ends with its owner.
    pub fn new(access: LexAccess) -> Self {
        let loader = Self { access, run: RwSignal::new(None), task: StoredValue::new(None) };
        on_cleanup(move || loader.abort());
        loader
    }

    /// The query and what has come of it.
    pub fn run(&self) -> Signal<Option<Arc<LexRun>>> {
        self.run.into()
    }

    /// Leaves the present query and begins another.
    pub fn begin(&self, region: LexRegion, query: Query) {
        self.abort();
        let _ = self.run.try_set(Some(Arc::new(LexRun::new(query.clone(), region.region.clone()))));
        let loader = *self;
        let (task, handle) = abortable(async move {
            // Keys first, so that two calls do not both go for them.
            if let Err(failure) = loader.access.keys(&region, |_| {}).await {
                loader.change(|run| {
                    run.phase = Phase::Failed(failure.clone());
                    run.figures = Some(Err(failure));
                });
                return;
            }
            join(loader.read_rows(&region, &query), loader.read_figures(&region, &query)).await;
        });
        let _ = self.task.try_set_value(Some(handle));
        leptos::task::spawn_local(async move {
            // Aborted means that another query, or nobody, wants the rest.
            let _ = task.await;
        });
    }

    /// Leaves off what is not read; what has arrived stays.
    pub fn cancel(&self) {
        self.abort();
        self.change(LexRun::cancel);
    }

    /// Shows nothing.
    pub fn clear(&self) {
        self.abort();
        let _ = self.run.try_set(None);
    }

    fn abort(&self) {
        if let Some(Some(handle)) = self.task.try_update_value(Option::take) {
            handle.abort();
        }
    }

    fn change(&self, change: impl FnOnce(&mut LexRun)) {
        let _ = self.run.try_update(|run| {
            if let Some(run) = run {
                change(Arc::make_mut(run));
            }
        });
    }

    async fn read_rows(&self, region: &LexRegion, query: &Query) {
        let mut list = ListMetrics { query: query.clone(), max_results: Some(LARGEST_PAGE), next_token: None };
        for page in 1.. {
            let on_event = |event: CallEvent<'_>| match event {
                CallEvent::WillRetry { throttled: true, .. } => self.change(|run| run.phase = Phase::Waiting),
                CallEvent::WillRetry { .. } | CallEvent::Sent => self.change(|run| run.phase = Phase::Reading),
            };
            let read = match self.access.call(region, &list, on_event).await {
                Ok(read) => read,
                Err(failure) => {
                    self.change(|run| run.phase = Phase::Failed(failure));
                    return;
                }
            };
            let is_last = read.next_token.is_none();
            let is_endless = !is_last && (read.next_token == list.next_token || page >= MOST_PAGES);
            self.change(|run| run.absorb(read.rows, is_last));
            if is_last {
                return;
            }
            if is_endless {
                let detail = "the pages do not come to an end".to_owned();
                let error = ApiError::new(query.subject.shape().operation, ErrorKind::Decode { detail });
                self.change(|run| run.phase = Phase::Failed(LexFailure::Call(error)));
                return;
            }
            list.next_token = read.next_token;
        }
    }

    async fn read_figures(&self, region: &LexRegion, query: &Query) {
        let list = ListMetrics { query: figure_query(query), max_results: None, next_token: None };
        let read = self.access.call(region, &list, |_| {}).await;
        self.change(|run| run.absorb_figures(read.map(|page| page.rows)));
    }
}
