//! Amazon Lex: queries for analytics of a bot, beside the skill.

pub mod draft;
pub mod rows;
pub mod saved_query;
pub mod series;
pub mod words;

#[cfg(target_arch = "wasm32")]
mod access_card;
#[cfg(target_arch = "wasm32")]
mod access_check;
#[cfg(target_arch = "wasm32")]
mod access_dialog;
#[cfg(target_arch = "wasm32")]
mod beside;
#[cfg(target_arch = "wasm32")]
mod builder;
#[cfg(target_arch = "wasm32")]
mod builder_filters;
#[cfg(target_arch = "wasm32")]
mod builder_metrics;
#[cfg(target_arch = "wasm32")]
mod export_menu;
#[cfg(target_arch = "wasm32")]
mod figures;
#[cfg(target_arch = "wasm32")]
mod model;
#[cfg(target_arch = "wasm32")]
mod notices;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod print_head;
#[cfg(target_arch = "wasm32")]
mod result_card;
#[cfg(target_arch = "wasm32")]
mod results_table;
#[cfg(target_arch = "wasm32")]
mod saved;

#[cfg(target_arch = "wasm32")]
pub use page::LexPage;
