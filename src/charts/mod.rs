//! Line charts, forest rows and trends: what is drawn, where, and in which colours. All but `canvas` and `picture` is pure and tested natively.

pub mod bar_list;
pub mod bars;
pub mod confusion;
pub mod cursor;
pub mod decimate;
pub mod envelope;
pub mod flags;
pub mod forest;
pub mod paint;
pub mod palette;
pub mod projection;
pub mod scene;
pub mod series;
pub mod sheet;
pub mod spark;
pub mod stack;
pub mod svg;
pub mod ticks;
pub mod trend;

#[cfg(test)]
mod recorder;

#[cfg(target_arch = "wasm32")]
pub mod canvas;
#[cfg(target_arch = "wasm32")]
pub mod picture;
