//! The list of experiments.

mod attention;
mod filters;
mod model;
mod notices;
mod page;
mod row;

pub use page::ExperimentsPage;
