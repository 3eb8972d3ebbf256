//! WebAssembly files made smaller, merged and read, by Binaryen's programs.

use crate::page::hash;
use crate::{process, root, tool};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What browsers of the README can do, and no more.
const FEATURES: [&str; 6] =
    ["bulk-memory", "mutable-globals", "multivalue", "nontrapping-float-to-int", "reference-types", "sign-ext"];

/// A program of Binaryen with the features that browsers have.
fn program(name: &str) -> Result<Command, String> {
    let mut command = Command::new(tool::npm()?.join(name));
    command.args(FEATURES.map(|feature| format!("--enable-{feature}")));
    Ok(command)
}

/// Makes a WebAssembly file small, and returns its content. What was done before is kept: it takes minutes in all.
pub fn shrink(file: &Path) -> Result<Vec<u8>, String> {
    let kept = root::work().join("small");
    fs::create_dir_all(&kept).map_err(|error| format!("{}: {error}", kept.display()))?;
    let content = fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let small = kept.join(format!("{}-{}.wasm", hash(&content), hash(FEATURES.concat().as_bytes())));
    if !small.is_file() {
        let unfinished = small.with_extension(std::process::id().to_string());
        let mut command = program("wasm-opt")?;
        process::run(command.arg(file).arg("-o").arg(&unfinished).args(["-Oz", "--strip-debug", "--strip-producers"]))?;
        fs::rename(&unfinished, &small).map_err(|error| format!("{}: {error}", small.display()))?;
    }
    fs::read(&small).map_err(|error| format!("{}: {error}", small.display()))
}

/// Makes one file of several that share nothing but what they import as `name`, which `stub` stands for.
pub fn merge((stub, name): (&Path, &str), files: &[PathBuf], merged: &Path) -> Result<(), String> {
    let mut command = program("wasm-merge")?;
    command.arg(stub).arg(name);
    for (number, file) in files.iter().enumerate() {
        command.arg(file).arg(format!("piece_{number}"));
    }
    // It warns of names that it does not know, which are stripped later: told only if it fails.
    process::read(command.arg("-o").arg(merged)).map(drop)
}

/// Does something with each of a list, as many at a time as there are processors.
pub fn in_parallel<T: Sync, O: Send>(
    list: &[T],
    act: impl Fn(&T) -> Result<O, String> + Sync,
) -> Result<Vec<O>, String> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(each) = list.get(at) else { break };
                    let result = act(each);
                    if let Ok(mut done) = done.lock() {
                        done.push((at, result));
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().map_err(|_| "a thread stopped".to_owned())?;
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// A WebAssembly file in its text form.
pub fn as_text(file: &Path) -> Result<String, String> {
    process::read(program("wasm-dis")?.arg(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_in_parallel_stays_in_order_and_a_failure_is_told() {
        let numbers: Vec<u32> = (0..100).collect();
        assert_eq!(in_parallel(&numbers, |number| Ok(number * 2)).unwrap()[99], 198);
        let failed =
            in_parallel(&numbers, |number| if *number == 7 { Err("seven") } else { Ok(()) }.map_err(str::to_owned));
        assert_eq!(failed.unwrap_err(), "seven");
    }
}
