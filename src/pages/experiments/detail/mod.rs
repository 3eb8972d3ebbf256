//! One experiment: its life, its result, and what can be done with it.

mod action_dialog;
mod actions;
mod activity;
mod exposure_card;
mod lifecycle;
mod model;
mod notices;
mod override_card;
mod page;
mod reading;
mod settings_card;

pub use page::ExperimentPage;
