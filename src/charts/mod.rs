//! Line charts: what is drawn, where, and in which colours. All but `canvas` is pure and tested natively.

pub mod bars;
pub mod decimate;
pub mod envelope;
pub mod paint;
pub mod palette;
pub mod projection;
pub mod scene;
pub mod ticks;
