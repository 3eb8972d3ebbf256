//! The sandbox's world in WebAssembly is the one that native tests see.
#![cfg(target_arch = "wasm32")]

#[path = "support/fixed.rs"]
mod fixed;

use fixed::{FIXED_WEEK, FIXED_WEEK_S};
use skillscope::domain::instant::{Instant, WEEK_S};
use skillscope::domain::metric::{Metric, Period};
use skillscope::domain::skill::Stage;
use skillscope::domain::window::Window;
use skillscope::sandbox::Options;
use skillscope::sandbox::aggregate::{Filter, points};
use skillscope::sandbox::world::skills;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn the_world_is_the_same_in_the_browser() {
    let start = Instant::from_epoch_s(FIXED_WEEK_S);
    let end = start.plus_s(WEEK_S);
    let window = Window { start, end };
    let filter = Filter { skill: &skills()[0], stage: &Stage::Live, locale: None, intent: None };
    let value = |metric| points(Options::SEED, &filter, metric, Period::Single, window, end)[0].1;
    assert_eq!(Metric::ALL.iter().map(value).collect::<Vec<_>>(), FIXED_WEEK);
}
