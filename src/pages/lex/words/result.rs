//! Results in words: values with units, counts, and what stands beside.

use crate::charts::stack::Write;
use crate::domain::instant::{DAY_S, Instant};
use crate::domain::lex::figure::Unit;
use crate::domain::words::{self, Zone, count, decimals};
use crate::route::date_text;
use crate::state::lex_run::{LexRun, Phase};

/// A value with its unit: `402`, `41.2 s`, `91.6%`.
pub fn value(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Count => exact(value),
        Unit::Seconds => seconds(value),
        Unit::Turns => decimals(value, 1),
        Unit::Ratio => words::percent(value),
        Unit::Time => time(value),
        Unit::Plain => plain(value),
    }
}

/// The same as a function, for axes and tooltips.
pub fn write(unit: Unit) -> Write {
    match unit {
        Unit::Count => exact,
        Unit::Seconds => seconds,
        Unit::Turns => one_decimal,
        Unit::Ratio => words::percent,
        Unit::Time => time,
        Unit::Plain => plain,
    }
}

/// The same for the labels of an axis.
pub fn write_axis(unit: Unit) -> Write {
    match unit {
        Unit::Seconds => {
            |v| if v.is_finite() { format!("{} s", words::compact(v)) } else { words::NO_VALUE.to_owned() }
        }
        Unit::Time => time,
        _ => words::compact,
    }
}

/// A count should be whole; where a service sends a fraction it is not hidden.
fn exact(value: f64) -> String {
    if value.fract() == 0.0 { count(value) } else { decimals(value, 1) }
}

fn one_decimal(value: f64) -> String {
    decimals(value, 1)
}

fn plain(value: f64) -> String {
    if value.fract() == 0.0 { count(value) } else { decimals(value, 2) }
}

fn seconds(value: f64) -> String {
    if value.is_finite() { format!("{} s", decimals(value, 1)) } else { words::NO_VALUE.to_owned() }
}

/// An epoch number, in seconds or milliseconds.
fn time(value: f64) -> String {
    let seconds = if value.abs() >= 1e10 { value / 1_000.0 } else { value };
    if !seconds.is_finite() {
        return words::NO_VALUE.to_owned();
    }
    let at = seconds.clamp(-1e11, 1e11) as i64;
    format!("{}, {}", words::day_with_year(at, Zone::UTC), words::clock(at, Zone::UTC))
}

/// The start of a bin in the table: `20 Nov 2026`, `20 Nov 2026, 14:00`.
pub fn bin(at: Instant, bin_s: i64) -> String {
    let at = at.epoch_s();
    let day = words::day_with_year(at, Zone::UTC);
    if bin_s >= DAY_S && at.rem_euclid(DAY_S) == 0 { day } else { format!("{day}, {}", words::clock(at, Zone::UTC)) }
}

fn counted(n: usize, one: &str, more: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {more}", count(n as f64)) }
}

/// What came: `42 rows, one page`.
pub fn rows(run: &LexRun) -> String {
    let rows = counted(run.rows.len(), "row", "rows");
    let pages = if run.pages == 1 { "one page".to_owned() } else { counted(run.pages as usize, "page", "pages") };
    match run.phase {
        Phase::Done => format!("{rows}, {pages}"),
        _ => format!("{rows} so far, {pages}"),
    }
}

/// What the chart's caption adds while rows are missing.
pub fn caption(run: &LexRun) -> Option<String> {
    run.is_partial().then(|| format!("not the whole range yet: {}", rows(run)))
}

/// What the chart's caption, and the title of its picture, add where rows stay missing.
pub fn partial(run: &LexRun) -> Option<String> {
    (run.is_partial() && !run.is_running()).then(|| format!("partial: {}, the rest was not read", rows(run)))
}

/// How the key figures came about, and what they cover.
pub fn figures_source(run: &LexRun) -> &'static str {
    let is_partial = run.is_partial() && !run.is_running();
    match &run.figures {
        Some(Err(_)) if run.phase == Phase::Cancelled => {
            "The key figures were left off with the rest. They come from a query of their own."
        }
        Some(Err(_)) => "The key figures could not be read. They come from a query of their own.",
        Some(Ok(_)) if is_partial => {
            "From a query of its own over the whole range and the same filters: they cover more than the chart and the table, which lack the rest."
        }
        _ => "From a query of its own, without bins and groups, over the same range and filters.",
    }
}

/// What a file is called: `skillscope-lex-sessions-SANDBOXBOT-2026-11-07-to-2026-11-20.csv`, and `-partial` where rows are
/// missing. `what` stands for another form of the same rows.
pub fn file_name(run: &LexRun, what: &str, ending: &str) -> String {
    let window = run.query.window;
    let (from, to) = (date_text(window.start), date_text(window.end.plus_s(-1)));
    let what = if what.is_empty() { String::new() } else { format!("{what}-") };
    let partial = if run.phase == Phase::Done { "" } else { "-partial" };
    let (subject, bot) = (run.query.subject.key(), run.query.bot_id.as_str());
    format!("skillscope-lex-{what}{subject}-{bot}-{from}-to-{to}{partial}.{ending}")
}

/// Beside the total of a line: how many bins of how many have no value, and that no total counts them.
pub fn gap(missing: usize, bins: usize, bin_s: i64) -> Option<String> {
    let bin = if bin_s >= DAY_S { "day" } else { "hour" };
    let words = |missing: usize| {
        format!("without {} of {} {bin}s, for which no value came", count(missing as f64), count(bins as f64))
    };
    (missing > 0).then(|| words(missing))
}

/// What is under way.
pub fn progress(run: &LexRun) -> String {
    let what = match (&run.phase, run.pages) {
        (Phase::Waiting, _) => "Amazon asked to slow down. It goes on by itself.".to_owned(),
        (_, 0) => "Reading the first page…".to_owned(),
        (_, pages) => format!("Reading page {}…", count(f64::from(pages) + 1.0)),
    };
    if run.rows.is_empty() { what } else { format!("{what} {} so far.", counted(run.rows.len(), "row", "rows")) }
}

/// Under the table: `7 of 42`.
pub fn shown(shown: usize, total: usize) -> String {
    format!("{} of {}", count(shown as f64), count(total as f64))
}

/// The name of the table's last button.
pub fn show_all(total: usize) -> String {
    format!("Show all {}", count(total as f64))
}

/// What of a chart is not drawn by itself.
pub fn left_out(left: usize, sums: bool) -> Option<String> {
    let groups = counted(left, "group", "groups");
    match (left, sums) {
        (0, _) => None,
        (_, true) => {
            Some(format!("{groups} with the smallest values are drawn together as Others. The table has them all."))
        }
        (_, false) => Some(format!("{groups} with the smallest values are not drawn. The table has them all.")),
    }
}

/// How bars that do not fit are told.
pub fn bars_left_out(drawn: usize, total: usize) -> Option<String> {
    (total > drawn)
        .then(|| format!("The first {} of {} are drawn. The table has them all.", drawn, count(total as f64)))
}

/// Why two charts side by side do not count the same.
pub const BESIDE: &str = "These are not the same thing. Alexa counts sessions of the skill, on its live stage and in all locales, by the time of the bucket. Amazon Lex counts conversations with the bot that began after the start of the range and ended before its end, in every channel that your filters leave, an Alexa skill or not. Both are in UTC.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lex::{BotId, Row, Spec};
    use crate::domain::window::Window;

    #[test]
    fn values_have_their_units() {
        assert_eq!(value(41.234, Unit::Seconds), "41.2 s");
        assert_eq!(value(1_402.0, Unit::Count), "1,402");
        assert_eq!(value(0.916, Unit::Ratio), "91.6%");
        assert_eq!(value(1_794_009_600.0, Unit::Time), "7 Nov 2026, 00:00");
        assert_eq!(value(1_794_009_600_000.0, Unit::Time), "7 Nov 2026, 00:00");
        for unit in [Unit::Count, Unit::Seconds, Unit::Turns, Unit::Ratio, Unit::Time, Unit::Plain] {
            assert_eq!(value(f64::NAN, unit), words::NO_VALUE);
            assert_eq!(write(unit)(3.0), value(3.0, unit));
        }
    }

    #[test]
    fn hours_show_their_time_and_days_do_not() {
        let at = Instant::parse("2026-11-20T14:00:00Z").unwrap();
        assert_eq!(bin(at, 3_600), "20 Nov 2026, 14:00");
        assert_eq!(bin(at.floor_to_s(DAY_S), DAY_S), "20 Nov 2026");
    }

    #[test]
    fn rows_and_pages_are_counted_in_words() {
        let start = Instant::from_epoch_s(0);
        let query = Spec::default().query(BotId::parse("SANDBOXBOT").unwrap(), Window { start, end: start.plus_s(9) });
        let mut run = LexRun::new(query, "us-east-1".to_owned());
        assert_eq!(progress(&run), "Reading the first page…");
        let row = Row { bin: None, groups: Vec::new(), metrics: Vec::new(), last_used_intent: None };
        run.absorb(vec![row.clone(); 1_000], false);
        assert_eq!(progress(&run), "Reading page 2… 1,000 rows so far.");
        run.absorb(vec![row], true);
        assert_eq!(rows(&run), "1,001 rows, 2 pages");
    }

    #[test]
    fn what_lacks_rows_says_so_in_caption_figures_and_file_name() {
        let start = Instant::parse("2026-11-07T00:00:00Z").unwrap();
        let window = Window { start, end: start.plus_s(DAY_S) };
        let query = Spec::default().query(BotId::parse("SANDBOXBOT").unwrap(), window);
        let mut run = LexRun::new(query, "us-east-1".to_owned());
        let row = Row { bin: None, groups: Vec::new(), metrics: Vec::new(), last_used_intent: None };
        run.absorb(vec![row.clone()], false);
        run.absorb_figures(Ok(Vec::new()));
        assert_eq!((caption(&run).is_some(), partial(&run)), (true, None), "while it is read");
        let usual = figures_source(&run);
        run.cancel();
        assert_eq!(partial(&run).unwrap(), "partial: 1 row so far, one page, the rest was not read");
        assert!(figures_source(&run).contains("cover more than the chart and the table"));
        let name = "skillscope-lex-sessions-SANDBOXBOT-2026-11-07-to-2026-11-07";
        assert_eq!(file_name(&run, "", "csv"), format!("{name}-partial.csv"));
        run.absorb(vec![row], true);
        assert_eq!((caption(&run), partial(&run), figures_source(&run)), (None, None, usual));
        assert_eq!(file_name(&run, "", "csv"), format!("{name}.csv"));
        assert_eq!(file_name(&run, "tidy", "csv"), name.replace("lex-", "lex-tidy-") + ".csv");
    }

    #[test]
    fn figures_that_were_left_off_are_told_from_those_that_failed() {
        let start = Instant::from_epoch_s(0);
        let query = Spec::default().query(BotId::parse("SANDBOXBOT").unwrap(), Window { start, end: start.plus_s(9) });
        let mut run = LexRun::new(query, "us-east-1".to_owned());
        run.absorb_figures(Err(crate::state::lex_run::LexFailure::SignedOut));
        assert!(figures_source(&run).contains("could not be read"));
        run.figures = None;
        run.cancel();
        assert!(figures_source(&run).contains("left off"));
    }

    #[test]
    fn days_without_a_value_are_told_beside_the_total() {
        assert_eq!(gap(0, 14, DAY_S), None);
        assert_eq!(gap(2, 14, DAY_S).unwrap(), "without 2 of 14 days, for which no value came");
        assert_eq!(gap(1, 1_344, 3_600).unwrap(), "without 1 of 1,344 hours, for which no value came");
    }
}
