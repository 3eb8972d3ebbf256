//! How many tests ran, read from what the runners wrote.

use serde_json::Value;

/// The counts of one part.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Count {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
}

impl Count {
    /// One check that passed or failed as a whole.
    pub fn one(passed: bool) -> Self {
        Self { passed: u64::from(passed), failed: u64::from(!passed) }
    }

    /// Both counts added.
    pub fn and(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }

    /// A runner that ended badly without naming a failed test, as when the tests do not compile, is one failure.
    pub fn with_end(mut self, ended_well: bool) -> Self {
        if !ended_well && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

/// The lines that cargo's own runner and that of wasm-bindgen end each binary with, added up:
/// `test result: ok. 12 passed; 0 failed; …`.
pub fn of_test_results(output: &str) -> Count {
    let lines = output.lines().filter_map(|line| line.trim().strip_prefix("test result: "));
    lines.fold(Count::default(), |sum, line| {
        sum.and(Count { passed: before(line, " passed"), failed: before(line, " failed") })
    })
}

/// The last line of cargo-nextest: `Summary [ 0.1s] 31 tests run: 30 passed, 1 failed, 2 skipped`.
pub fn of_nextest(output: &str) -> Count {
    let Some((_, line)) =
        output.lines().rev().find(|line| line.contains("Summary [")).and_then(|line| line.split_once("run:"))
    else {
        return Count::default();
    };
    let broken = [" failed", " timed out", " exec failed", " aborted"];
    Count { passed: before(line, " passed"), failed: broken.iter().map(|word| before(line, word)).sum() }
}

/// The number that stands right before a word; 0 where it does not occur.
fn before(text: &str, word: &str) -> u64 {
    let number = text.split_once(word).and_then(|(head, _)| head.rsplit([' ', '(']).next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Node's test runner in TAP: `# pass 3` and `# fail 0`.
pub fn of_tap(output: &str) -> Count {
    let number = |label: &str| {
        let line = output.lines().rev().find_map(|line| line.strip_prefix(label));
        line.and_then(|number| number.trim().parse().ok()).unwrap_or(0)
    };
    Count { passed: number("# pass "), failed: number("# fail ") + number("# cancelled ") }
}

/// Python's `unittest`: `Ran 19 tests in 5.3s`, then `OK` or `FAILED (failures=1, errors=2, skipped=1)`. A test may fail
/// in several parts, so that those that passed are at least none.
pub fn of_unittest(output: &str) -> Count {
    let line = |label: &str| output.lines().rev().find_map(|line| line.strip_prefix(label)).unwrap_or_default();
    let ran = line("Ran ").split(' ').next().and_then(|number| number.parse::<u64>().ok()).unwrap_or(0);
    let end = if line("FAILED (").is_empty() { line("OK (") } else { line("FAILED (") };
    let number = |name: &str| {
        let pairs = end.trim_end_matches(')').split(", ").filter_map(|pair| pair.split_once('='));
        pairs.filter(|(n, _)| *n == name).filter_map(|(_, number)| number.parse::<u64>().ok()).sum::<u64>()
    };
    let failed = number("failures") + number("errors") + number("unexpected successes");
    Count { passed: ran.saturating_sub(failed + number("skipped")), failed }
}

/// Playwright's JSON report. A test that passed only when repeated counts as failed.
pub fn of_playwright(report: &Value) -> Count {
    let number = |name: &str| report["stats"][name].as_u64().unwrap_or(0);
    Count { passed: number("expected"), failed: number("unexpected") + number("flaky") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn results_of_several_binaries_are_added_up() {
        let output = "running 2 tests\ntest result: ok. 2 passed; 0 failed; 0 ignored; finished in 0.00s\n\n\
                      test result: FAILED. 5 passed; 3 failed; 1 ignored; finished in 0.10s\n";
        assert_eq!(of_test_results(output), Count { passed: 7, failed: 3 });
    }

    #[test]
    fn the_summary_of_nextest_is_read_with_and_without_failures() {
        let passed = "     Summary [   0.101s] 31 tests run: 31 passed, 0 skipped\n";
        assert_eq!(of_nextest(passed), Count { passed: 31, failed: 0 });
        let failed =
            "     Summary [   0.1s] 31 tests run: 28 passed (1 slow), 2 failed, 1 timed out, 4 skipped\n  FAIL x";
        assert_eq!(of_nextest(failed), Count { passed: 28, failed: 3 });
    }

    #[test]
    fn the_count_of_unittest_is_read() {
        assert_eq!(of_unittest("x ... ok\n\nRan 19 tests in 5.383s\n\nOK\n"), Count { passed: 19, failed: 0 });
        let failed = "Ran 6 tests in 0.1s\n\nFAILED (failures=1, errors=2, skipped=1)\n";
        assert_eq!(of_unittest(failed), Count { passed: 2, failed: 3 });
        assert_eq!(of_unittest("Ran 1 test in 0.1s\n\nOK (skipped=1)\n"), Count { passed: 0, failed: 0 });
        assert_eq!(of_unittest("ModuleNotFoundError"), Count::default());
    }

    #[test]
    fn the_counts_of_node_and_playwright_are_read() {
        let tap = "ok 1 - a\n# tests 4\n# pass 3\n# fail 1\n# cancelled 0\n";
        assert_eq!(of_tap(tap), Count { passed: 3, failed: 1 });
        let report = json!({ "stats": { "expected": 20, "unexpected": 1, "flaky": 1, "skipped": 2 } });
        assert_eq!(of_playwright(&report), Count { passed: 20, failed: 2 });
    }

    #[test]
    fn tests_that_do_not_compile_are_a_failure() {
        assert_eq!(of_nextest("error: could not compile").with_end(false), Count { passed: 0, failed: 1 });
        assert_eq!(Count { passed: 3, failed: 2 }.with_end(false), Count { passed: 3, failed: 2 });
    }
}
