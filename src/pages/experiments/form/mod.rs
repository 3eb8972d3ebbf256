//! The form that makes an experiment, copies one, or changes one that is CREATED.

pub mod draft;
pub mod field_key;
pub mod outcome;
pub mod plan;
pub mod suggestion;
pub mod words;

#[cfg(target_arch = "wasm32")]
mod audience;
#[cfg(target_arch = "wasm32")]
mod identity;
#[cfg(target_arch = "wasm32")]
mod keeper;
#[cfg(target_arch = "wasm32")]
mod metric_list;
#[cfg(target_arch = "wasm32")]
mod model;
#[cfg(target_arch = "wasm32")]
mod notices;
#[cfg(target_arch = "wasm32")]
mod opening;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod planner;
#[cfg(target_arch = "wasm32")]
mod preflight;
#[cfg(target_arch = "wasm32")]
mod reads;
#[cfg(target_arch = "wasm32")]
mod review;
#[cfg(target_arch = "wasm32")]
mod section;
#[cfg(target_arch = "wasm32")]
mod submit;

#[cfg(target_arch = "wasm32")]
pub use page::ExperimentFormPage;
