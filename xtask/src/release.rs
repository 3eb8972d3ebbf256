//! `dist` and `bench`: the release, packed and measured.

use crate::bundle::Bundle;
use crate::csp::Place;
use crate::{bundle, config, process, root, say, size, tool};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Packs the deployable page into `dist/`, and fails where its first load is over the limit.
pub fn dist(config_file: Option<&Path>) -> Result<(), String> {
    let bundle = pack(config_file, &root::repository().join("dist"))?;
    let first = size::report(&bundle.sizes, &size::first_load(&bundle.html));
    println!("Packed into {}", bundle.folder.display());
    size::check(first)
}

fn pack(config_file: Option<&Path>, folder: &Path) -> Result<Bundle, String> {
    let shipped = root::repository().join("public/config.json");
    let config = config::read(config_file.unwrap_or(&shipped))?;
    let trunk = bundle::build()?;
    say::step("Packing the page", || bundle::pack(&trunk, folder, &config, Place::Deployed))
}

/// Runs the browser bench of `tests/bench`, and prints what the release weighs. `flags` go to the bench.
pub fn bench(flags: &[&str]) -> Result<(), String> {
    let browser = tool::browser()?;
    let bundle = pack(None, &root::work().join("weighed"))?;
    let path = tool::path_with(&[tool::wasm_bindgen()?, tool::npm()?])?;
    let script: PathBuf = root::repository().join("tests/bench/run.mjs");
    let mut command = Command::new("node");
    command
        .arg(&script)
        .args(flags)
        .current_dir(root::repository())
        .env("PATH", path)
        .env("CHROMIUM", browser.chromium)
        .env("SKILLSCOPE_BENCH_FOLDER", root::work().join("bench"));
    let measured = say::step("Comparing the chart with uPlot", || process::answer(&mut command));
    size::report(&bundle.sizes, &size::first_load(&bundle.html));
    measured
}
