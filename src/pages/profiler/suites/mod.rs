//! Suites: the library, lists that are read and edited, runs and their results.

mod cancel_dialog;
mod compare_card;
mod dialogs;
mod editor;
mod editor_model;
mod export_menu;
mod head_card;
mod hints_card;
mod mapping;
mod matrix_card;
mod model;
mod occasion;
mod pin_dialog;
mod results_card;
mod running_card;
mod score_table;
mod scores_card;
mod section;
mod speed;
mod suite_menu;

pub use section::SuitesSection;
