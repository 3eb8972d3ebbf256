//! What the page knows at the moment.

pub mod board;
