//! `cargo xtask fuzz`: changed inputs for every reader of the product, millions of them, natively.
//!
//! `--iterations N` for each target, `--seed S`, `--target NAME`. An input that makes a reader panic is kept beside the
//! corpus, where the native tests find it, and the run fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a promise that is broken is a panic")]
#![allow(clippy::print_stdout, reason = "the counts are the program's output")]

#[cfg(not(target_arch = "wasm32"))]
mod corpus;
#[cfg(not(target_arch = "wasm32"))]
mod mutate;
#[cfg(not(target_arch = "wasm32"))]
mod target;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::process::ExitCode;

    let mut words = std::env::args().skip(1);
    let (mut iterations, mut first_seed, mut only) = (1_000_000_u64, 1_u64, None);
    while let Some(word) = words.next() {
        let value = words.next().unwrap_or_default();
        match (word.as_str(), value.parse()) {
            ("--iterations", Ok(number)) => iterations = number,
            ("--seed", Ok(number)) => first_seed = number,
            ("--target", _) if target::all().iter().any(|t| t.name == value) => only = Some(value),
            _ => {
                let names: Vec<&str> = target::all().iter().map(|t| t.name).collect();
                eprintln!("fuzz [--iterations N] [--seed S] [--target NAME]; targets: {}", names.join(", "));
                return ExitCode::FAILURE;
            }
        }
    }
    let mut failed = 0_u64;
    println!("{:<24} {:>12} {:>12} {:>10} {:>8}", "target", "inputs", "read", "per second", "panics");
    for target in target::all().iter().filter(|t| only.as_ref().is_none_or(|name| name == t.name)) {
        let seeds = corpus::seeds(target);
        let mut random = mutate::Random(first_seed);
        let (mut read, mut panics) = (0_u64, 0_u64);
        let start = std::time::Instant::now();
        for _ in 0..iterations {
            let input = mutate::mutated(&mut random, &seeds);
            match catch_unwind(AssertUnwindSafe(|| (target.run)(&input))) {
                Ok(was_read) => read += u64::from(was_read),
                Err(_) => {
                    panics += 1;
                    let file = corpus::folder(target).join(format!("panic-{first_seed}-{panics}"));
                    eprintln!("{}: kept as {}", target.name, file.display());
                    if std::fs::write(&file, &input).is_err() {
                        eprintln!("could not be kept: {input:?}");
                    }
                    if panics >= 10 {
                        break;
                    }
                }
            }
        }
        let per_second = iterations as f64 / start.elapsed().as_secs_f64().max(1e-9);
        println!("{:<24} {iterations:>12} {read:>12} {per_second:>10.0} {panics:>8}", target.name);
        failed += panics;
    }
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(target_arch = "wasm32")]
fn main() {}
