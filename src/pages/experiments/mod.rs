//! A/B tests: their list, the form that makes them, and one of them from start to decision.

pub mod form;
pub mod report_plots;
pub mod words;

#[cfg(target_arch = "wasm32")]
mod detail;
#[cfg(target_arch = "wasm32")]
mod list;

#[cfg(target_arch = "wasm32")]
pub use detail::ExperimentPage;
#[cfg(target_arch = "wasm32")]
pub use form::ExperimentFormPage;
#[cfg(target_arch = "wasm32")]
pub use list::ExperimentsPage;
