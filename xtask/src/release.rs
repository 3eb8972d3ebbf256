//! `dist` and `reproduce`: the release, packed, weighed and compared.

use crate::bundle::Bundle;
use crate::csp::Place;
use crate::{bundle, config, process, root, say, size};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Packs the deployable page into `dist/`, and fails where its first load or a chunk is over its limit.
pub fn dist(config_file: Option<&Path>) -> Result<(), String> {
    let bundle = pack(config_file, &root::repository().join("dist"))?;
    let weight = size::report(&bundle);
    println!("Packed into {}", bundle.folder.display());
    size::check(&weight)
}

/// Packs the page here and from a copy of the sources in another folder, and fails where any file differs.
pub fn reproduce() -> Result<(), String> {
    let here = pack(None, &root::work().join("reproduced"))?.folder;
    let elsewhere = std::env::temp_dir().join(format!("skillscope-{}", std::process::id()));
    let result = say::step("Building it again in another folder", || {
        copy_sources(&elsewhere)?;
        let mut command = Command::new("cargo");
        command.args(["run", "--quiet", "--package", "xtask", "--", "dist"]).current_dir(&elsewhere);
        process::run(command.env_remove("CARGO_TARGET_DIR").env_remove("CARGO_ENCODED_RUSTFLAGS"))?;
        differences(&here, &elsewhere.join("dist"))
    });
    let _ = fs::remove_dir_all(&elsewhere);
    match result?.as_slice() {
        [] => {
            println!("Two builds from two folders gave the same {} files", bundle::files(&here, "")?.len());
            Ok(())
        }
        differing => Err(format!("two builds from two folders differ in {}", differing.join(", "))),
    }
}

/// Copies what belongs to the repository, without what was built.
fn copy_sources(folder: &Path) -> Result<(), String> {
    let repository = root::repository();
    let mut command = Command::new("git");
    command.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(&repository);
    for name in process::read(&mut command)?.split('\0').filter(|name| repository.join(name).is_file()) {
        let to = folder.join(name);
        let made = to.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| fs::copy(repository.join(name), &to).map(|_| ()))
            .map_err(|error| format!("{name}: {error}"))?;
    }
    Ok(())
}

/// The files that only one of two folders has, or that differ.
fn differences(one: &Path, other: &Path) -> Result<Vec<String>, String> {
    let names: BTreeSet<String> = bundle::files(one, "")?.into_iter().chain(bundle::files(other, "")?).collect();
    let differs = |name: &String| fs::read(one.join(name)).ok() != fs::read(other.join(name)).ok();
    Ok(names.into_iter().filter(differs).collect())
}

/// Builds the release and packs it as it is deployed, with the shipped configuration unless another is given.
pub fn pack(config_file: Option<&Path>, folder: &Path) -> Result<Bundle, String> {
    let shipped = root::repository().join("public/config.json");
    let config = config::read(config_file.unwrap_or(&shipped))?;
    let build = bundle::build()?;
    say::step("Packing the page", || bundle::pack(&build, folder, &config, Place::Deployed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_differ_or_are_missing_are_named() {
        let folder = std::env::temp_dir().join(format!("skillscope-xtask-differ-{}", std::process::id()));
        let (one, other) = (folder.join("one"), folder.join("other"));
        for (place, name, text) in [
            (&one, "same", "1"),
            (&other, "same", "1"),
            (&one, "changed", "1"),
            (&other, "changed", "2"),
            (&one, "lost", "1"),
        ] {
            fs::create_dir_all(place).unwrap();
            fs::write(place.join(name), text).unwrap();
        }
        assert_eq!(differences(&one, &other).unwrap(), ["changed", "lost"]);
        fs::remove_dir_all(folder).unwrap();
    }
}
