//! Where things lie: the repository, the build folder and the user's cache.

use std::path::{Path, PathBuf};

/// The root of the repository, whatever folder the command was started in.
pub fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Cargo's build folder of this repository.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => repository().join(folder),
        None => repository().join("target"),
    }
}

/// Where cargo keeps the sources of crates.
pub fn cargo_home() -> Result<PathBuf, String> {
    if let Some(folder) = std::env::var_os("CARGO_HOME").filter(|folder| Path::new(folder).is_absolute()) {
        return Ok(PathBuf::from(folder));
    }
    Ok(std::env::home_dir().ok_or("no home folder is known: set CARGO_HOME")?.join(".cargo"))
}

/// Where this tool keeps what it makes for its own use; everything in it can be deleted.
pub fn work() -> PathBuf {
    target().join("skillscope")
}

/// The folder in the user's cache that holds tools, one folder per tool and version.
pub fn cache() -> Result<PathBuf, String> {
    let base = match std::env::var_os("XDG_CACHE_HOME").filter(|folder| Path::new(folder).is_absolute()) {
        Some(folder) => PathBuf::from(folder),
        None => std::env::home_dir()
            .ok_or("no home folder is known: set XDG_CACHE_HOME to a folder for tools")?
            .join(".cache"),
    };
    Ok(base.join("skillscope"))
}
