//! Every reader of the product: the corpus of `cargo xtask fuzz` again, and some thousand changed inputs.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(dead_code, reason = "the fuzz program uses the rest")]

#[path = "fuzz/corpus.rs"]
mod corpus;
#[path = "fuzz/mutate.rs"]
mod mutate;
#[path = "fuzz/target.rs"]
mod target;

use proptest::prelude::*;

#[test]
fn every_input_of_the_corpus_is_read_or_refused_and_each_reader_takes_one_of_them() {
    for target in target::all() {
        let files = corpus::files(&target);
        let taken = files.iter().filter(|(path, bytes)| {
            let read = std::panic::catch_unwind(|| (target.run)(bytes));
            assert!(read.is_ok(), "{}", path.display());
            matches!(read, Ok(true))
        });
        assert!(taken.count() > 0, "{} takes no file of its corpus", target.name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn arbitrary_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), text in "\\PC{0,120}") {
        for target in target::all() {
            (target.run)(&bytes);
            (target.run)(text.as_bytes());
        }
    }
}

#[test]
fn changed_inputs_are_read_or_refused_and_what_was_taken_is_written_and_read_alike() {
    for target in target::all() {
        let seeds = corpus::seeds(&target);
        let mut random = mutate::Random(0x5EED);
        for _ in 0..400 {
            let input = mutate::mutated(&mut random, &seeds);
            let was_calm = std::panic::catch_unwind(|| (target.run)(&input));
            assert!(was_calm.is_ok(), "{}: {:?}", target.name, String::from_utf8_lossy(&input));
        }
    }
}
