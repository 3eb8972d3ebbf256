//! The product's own chart, for the bench to drive: mounts the component that the Metrics page has, with the release
//! profile of the app. `run.mjs` builds it, `page.mjs` times it.
#![cfg(target_arch = "wasm32")]

use std::sync::Arc;

use leptos::prelude::*;
use skillscope::api::metric::GetSkillMetrics;
use skillscope::api::operation::Operation;
use skillscope::api::request::{Headers, Response};
use skillscope::charts::palette::Slot;
use skillscope::charts::series::ChartSeries;
use skillscope::components::line_chart::LineChart;
use skillscope::domain::id::SkillId;
use skillscope::domain::instant::Instant;
use skillscope::domain::metric::{Metric, Period};
use skillscope::domain::series::Series;
use skillscope::domain::skill::{SkillType, Stage};
use skillscope::domain::window::Window;
use skillscope::domain::words::Zone;
use wasm_bindgen::prelude::*;

/// A mounted chart.
#[wasm_bindgen]
pub struct Bench {
    owner: Owner,
    series: RwSignal<Arc<Vec<ChartSeries>>>,
    span_s: RwSignal<(i64, i64)>,
    bucket_s: i64,
    data: Arc<Series>,
    mounted: Option<Box<dyn std::any::Any>>,
}

#[wasm_bindgen]
impl Bench {
    /// Takes data into memory: bucket starts in seconds since the epoch, evenly spaced, and their values.
    #[wasm_bindgen(constructor)]
    pub fn new(times_s: &[f64], values: Vec<f64>, bucket_s: f64) -> Bench {
        console_error_panic_hook::set_once();
        let owner = Owner::new();
        let (series, span_s) = owner.with(|| (RwSignal::new(Arc::new(Vec::new())), RwSignal::new((0, 1))));
        let data = Arc::new(Series::new(times_s.iter().map(|&t| t as i64).collect(), values));
        Bench { owner, series, span_s, bucket_s: bucket_s as i64, data, mounted: None }
    }

    /// Mounts the chart, without data.
    pub fn mount(&mut self, parent: web_sys::HtmlElement) {
        let (series, span_s, bucket_s) = (self.series, self.span_s, self.bucket_s);
        let mounted = self.owner.with(|| {
            leptos::mount::mount_to(parent, move || {
                view! {
                    <LineChart
                        series
                        span_s
                        bucket_s=Signal::stored(Some(bucket_s))
                        incomplete_from_s=Signal::stored(None)
                        zone=Signal::stored(Zone::UTC)
                        label="Bench"
                        zoom=Signal::stored(None)
                        on_zoom=Callback::new(|_| ())
                        on_legend=Callback::new(|_| ())
                    />
                }
            })
        });
        self.mounted = Some(Box::new(mounted));
    }

    /// Takes the chart away.
    pub fn unmount(&mut self) {
        self.mounted = None;
        self.series.set(Arc::new(Vec::new()));
    }

    /// Gives the chart the data. The drawing follows in a microtask.
    pub fn show(&self, slot: u8) {
        self.present(self.data.clone(), slot);
    }

    /// Gives the chart a series without values, so that the next `show` is a change.
    pub fn hide(&self, slot: u8) {
        self.present(Arc::new(Series::default()), slot);
    }

    /// Decodes the body of a metrics response as the app does, and gives it to the chart. False when it is refused.
    pub fn show_response(&self, body: Vec<u8>, slot: u8) -> bool {
        let start = Instant::from_epoch_s(0);
        let (Some(window), Some(skill_id)) = (
            Window::new(start, start.plus_s(1)),
            SkillId::parse("amzn1.ask.skill.11111111-1111-4111-8111-111111111111").ok(),
        ) else {
            return false;
        };
        let operation = GetSkillMetrics {
            skill_id,
            window,
            period: Period::QuarterHour,
            metric: Metric::TotalSessions,
            stage: Stage::Live,
            skill_type: SkillType::Custom,
            intent: None,
            locale: None,
            max_results: None,
            next_token: None,
        };
        let response = Response { status: 200, headers: Headers::new(), body };
        match operation.decode(&response) {
            Ok(page) => {
                self.present(Arc::new(page.series), slot);
                true
            }
            Err(_) => false,
        }
    }

    fn present(&self, series: Arc<Series>, slot: u8) {
        if let (Some(start_s), Some(end_s)) = (series.times_s().first(), series.times_s().last()) {
            self.span_s.set((*start_s, end_s + self.bucket_s));
        }
        let slot = Slot::new(slot);
        self.series.set(Arc::new(vec![ChartSeries {
            key: "totalSessions".to_owned(),
            name: "totalSessions".to_owned(),
            slot,
            dash: slot.dash(),
            series,
            previous: None,
            visible: true,
        }]));
    }
}
