//! One experiment: its life, its result, and what can be done with it.

mod action_dialog;
mod actions;
mod activity;
mod export_menu;
mod exposure_card;
mod lifecycle;
mod model;
mod notices;
mod override_card;
mod page;
mod reading;
mod report_input;
mod settings_card;
mod suites_card;
mod watch_card;

pub use page::ExperimentPage;
