//! `fuzz`: changed inputs for every reader of the product, natively and fast.

use crate::{process, root};
use std::process::Command;

/// Builds the program of `tests/fuzz` and runs it with flags of its own.
pub fn fuzz(flags: &[&str]) -> Result<(), String> {
    let mut command = Command::new("cargo");
    command
        .args(["run", "--quiet", "--package", "skillscope", "--profile", "fuzz", "--example", "fuzz", "--"])
        .args(flags)
        .current_dir(root::repository());
    process::run(&mut command)
}
