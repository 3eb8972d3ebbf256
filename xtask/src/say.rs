//! What the person at the terminal reads.

use std::time::{Duration, Instant};

/// A duration as people read it: `0.4 s`, `12 s`, `3 min 5 s`.
pub fn time(taken: Duration) -> String {
    let seconds = taken.as_secs_f64();
    if seconds < 9.95 {
        format!("{seconds:.1} s")
    } else if seconds < 59.5 {
        format!("{seconds:.0} s")
    } else {
        let whole = seconds.round() as u64;
        format!("{} min {} s", whole / 60, whole % 60)
    }
}

/// A number of bytes with commas: `1,234,567`.
pub fn bytes(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Runs one step, saying what it does before and how long it took after.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    eprintln!("· {what}");
    let start = Instant::now();
    let result = work();
    match &result {
        Ok(_) => eprintln!("  done in {}", time(start.elapsed())),
        Err(_) => eprintln!("  failed after {}", time(start.elapsed())),
    }
    result
}

/// One line of news.
pub fn note(what: &str) {
    eprintln!("· {what}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_sizes_read_well() {
        assert_eq!(time(Duration::from_millis(420)), "0.4 s");
        assert_eq!(time(Duration::from_millis(12_300)), "12 s");
        assert_eq!(time(Duration::from_secs(185)), "3 min 5 s");
        assert_eq!(bytes(999), "999");
        assert_eq!(bytes(1_000), "1,000");
        assert_eq!(bytes(12_345_678), "12,345,678");
    }
}
