//! The Metrics page: how the skill is used, over any range.

pub mod experiment_marks;
mod headline;
pub mod kept_words;
pub mod words;

#[cfg(target_arch = "wasm32")]
pub mod address;
#[cfg(target_arch = "wasm32")]
mod cards;
#[cfg(target_arch = "wasm32")]
mod chart_card;
#[cfg(target_arch = "wasm32")]
mod export_menu;
#[cfg(target_arch = "wasm32")]
mod filters;
#[cfg(target_arch = "wasm32")]
mod intent_picker;
#[cfg(target_arch = "wasm32")]
pub mod locale_picker;
#[cfg(target_arch = "wasm32")]
mod model;
#[cfg(target_arch = "wasm32")]
mod notices;
#[cfg(target_arch = "wasm32")]
mod offline;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod print_head;
#[cfg(target_arch = "wasm32")]
mod progress;
#[cfg(target_arch = "wasm32")]
mod range_picker;
#[cfg(target_arch = "wasm32")]
mod series;
#[cfg(target_arch = "wasm32")]
mod table_card;

#[cfg(target_arch = "wasm32")]
pub use page::MetricsPage;
