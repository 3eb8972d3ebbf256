//! What the parts of one chart share: its data, the crosshair, and the window that is shown.

use std::sync::Arc;

use leptos::prelude::*;

use super::announcer::Announcer;
use crate::charts::cursor::{self, Reading, Step};
use crate::charts::projection::Projection;
use crate::charts::series::{ChartSeries, Setting};

/// Signals and actions of a chart.
#[derive(Clone, Copy)]
pub struct ChartState {
    /// All series, hidden ones too.
    pub series: Signal<Arc<Vec<ChartSeries>>>,
    /// The whole range: the first instant, and the first after it.
    pub span_s: Signal<(i64, i64)>,
    /// The window that is shown, and how.
    pub setting: Signal<Setting>,
    /// How long before the period before lies.
    pub shift_s: Signal<Option<i64>>,
    /// Where the crosshair stands.
    pub cursor_s: RwSignal<Option<i64>>,
    /// The stretch being selected, in any order.
    pub selection_s: RwSignal<Option<(i64, i64)>>,
    /// The window while the overview is being dragged, before it is told to the page.
    pub preview_s: RwSignal<Option<(i64, i64)>>,
    /// The plot as last drawn.
    pub projection: RwSignal<Option<Projection>>,
    /// What a screen reader is to say.
    pub announcer: Announcer,
    on_zoom: Callback<Option<(i64, i64)>>,
}

impl ChartState {
    /// The state of a chart whose window is `setting`'s, and which asks for another through `on_zoom`.
    pub fn new(
        series: Signal<Arc<Vec<ChartSeries>>>,
        span_s: Signal<(i64, i64)>,
        setting: Signal<Setting>,
        shift_s: Signal<Option<i64>>,
        preview_s: RwSignal<Option<(i64, i64)>>,
        on_zoom: Callback<Option<(i64, i64)>>,
    ) -> Self {
        Self {
            series,
            span_s,
            setting,
            shift_s,
            cursor_s: RwSignal::new(None),
            selection_s: RwSignal::new(None),
            preview_s,
            projection: RwSignal::new(None),
            announcer: Announcer::new(),
            on_zoom,
        }
    }

    /// Asks for another window.
    pub fn zoom_to(&self, window_s: Option<(i64, i64)>) {
        self.selection_s.set(None);
        self.on_zoom.run(window_s);
    }

    /// Asks for a narrower (`factor` below 1) or a wider window, around the crosshair where it stands.
    pub fn zoom_by(&self, factor: f64) {
        let setting = self.setting.get_untracked();
        let around_s = self.cursor_s.get_untracked();
        let span_s = self.span_s.get_untracked();
        self.zoom_to(cursor::zoomed(span_s, setting.window_s, setting.bucket_s, around_s, factor));
    }

    /// Asks for the window that is selected; without one, does nothing.
    pub fn zoom_to_selection(&self) {
        if let Some((a_s, b_s)) = self.selection_s.get_untracked() {
            let bucket_s = self.setting.get_untracked().bucket_s;
            match cursor::window_between(self.span_s.get_untracked(), bucket_s, a_s, b_s) {
                Some(window_s) => self.zoom_to(Some(window_s)),
                None => self.selection_s.set(None),
            }
        }
    }

    /// The point nearest to a place in the plot.
    pub fn time_at(&self, x_px: f64) -> Option<i64> {
        let projection = self.projection.try_get_untracked().flatten()?;
        let setting = self.setting.try_get_untracked()?;
        self.series.try_with_untracked(|s| cursor::time_at(s, setting, &projection, x_px)).flatten()
    }

    /// Moves the crosshair by the keyboard, extends the selection if asked, and announces what it reads.
    pub fn step(&self, step: Step, extend: bool) {
        let from_s = self.cursor_s.get_untracked();
        let window_s = self.setting.get_untracked().window_s;
        let Some(to_s) = self.series.with_untracked(|s| cursor::step(s, window_s, from_s, step)) else { return };
        if extend {
            let anchor_s = self.selection_s.get_untracked().map(|s| s.0).or(from_s).unwrap_or(to_s);
            self.selection_s.set(Some((anchor_s, to_s)));
        }
        self.cursor_s.set(Some(to_s));
        self.announce();
    }

    /// What the crosshair reads.
    pub fn reading(&self) -> Option<Reading> {
        let time_s = self.cursor_s.get()?;
        let (setting, shift_s) = (self.setting.get(), self.shift_s.get());
        Some(self.series.with(|s| cursor::reading(s, setting, time_s, shift_s)))
    }

    /// Where a time stands across the plot, in percent of its width; for a custom property.
    pub fn percent(&self, time_s: i64) -> String {
        let setting = self.setting.get();
        let part =
            self.projection.get().map_or(0.0, |p| self.series.with(|s| cursor::fraction(s, setting, &p, time_s)));
        format!("{:.3}%", part * 100.0)
    }

    /// Says where the crosshair stands.
    fn announce(&self) {
        let state = *self;
        // The chart may be gone by the time a pause ends.
        self.announcer
            .say(move || state.cursor_s.try_get().flatten().and_then(|_| state.reading()).map(|r| r.spoken()));
    }
}
