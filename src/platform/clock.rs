//! What time it is, and where.

use crate::domain::instant::Instant;

/// Milliseconds since the epoch by the machine's clock.
pub fn wall_ms() -> f64 {
    js_sys::Date::now()
}

/// The present moment by the machine's clock.
pub fn now() -> Instant {
    Instant::from_epoch_s((wall_ms() / 1_000.0).floor() as i64)
}

/// Milliseconds since the page was opened, unmoved by changes of the machine's clock. For durations.
pub fn monotonic_ms() -> f64 {
    web_sys::window().and_then(|w| w.performance()).map_or_else(wall_ms, |p| p.now())
}

/// How far local time is ahead of UTC at an instant, in minutes.
pub fn local_offset_min(instant: Instant) -> i32 {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(instant.epoch_s() as f64 * 1_000.0));
    let behind_min = date.get_timezone_offset();
    if behind_min.is_finite() { -(behind_min as i32) } else { 0 }
}

/// Waits; 0 gives the browser a turn.
pub async fn wait_ms(duration_ms: f64) {
    gloo_timers::future::TimeoutFuture::new(duration_ms.clamp(0.0, f64::from(i32::MAX)).ceil() as u32).await;
}
