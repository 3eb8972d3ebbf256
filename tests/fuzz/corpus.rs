//! Where the inputs to begin with are, and those that once broke something: `tests/corpus/TARGET/`, a file each.

use std::path::{Path, PathBuf};

use super::mutate::Seed;
use super::target::Target;

pub fn folder(target: &Target) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(target.name)
}

/// The files of a target, by name.
pub fn files(target: &Target) -> Vec<(PathBuf, Vec<u8>)> {
    let Ok(entries) = std::fs::read_dir(folder(target)) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    paths.into_iter().filter_map(|path| Some((path.clone(), std::fs::read(path).ok()?))).collect()
}

pub fn seeds(target: &Target) -> Vec<Seed> {
    files(target).into_iter().map(|(_, bytes)| Seed::new(bytes)).collect()
}
