//! The result: whether it can be trusted, what it says, and the evidence.

mod goodness_card;
mod goodness_row;
mod model;
mod needed_card;
mod report_head;
mod results_card;
mod results_table;
mod section;
mod snapshot_picker;
mod trends_card;
mod verdict_card;
mod waiting;
mod why;

pub use report_head::ReportHead;
pub use section::ReadingSection;
