//! What the page says of figures that were kept in the browser, and of a lost network.

use crate::domain::instant::Instant;
use crate::domain::words::{Zone, ago, clock, day};
use crate::state::board::kept::KeptWeeks;

/// The heading without a network.
pub const OFFLINE: &str = "This browser is offline";
/// Asks again.
pub const TRY_AGAIN: &str = "Try again";
/// Reads everything anew.
pub const READ_AGAIN: &str = "Read again";

fn read(kept: &KeptWeeks, now: Instant) -> String {
    let since = |instant: Instant| ago(now.epoch_s() - instant.epoch_s());
    let (oldest, newest) = (since(kept.oldest), since(kept.newest));
    if oldest == newest { format!("read {newest}") } else { format!("read {oldest} to {newest}") }
}

fn weeks(kept: &KeptWeeks) -> String {
    match (kept.kept, kept.total) {
        (1, 1) => "1 week".to_owned(),
        (kept, total) => format!("{kept} of {total} weeks"),
    }
}

/// What of the range is from a file; empty where nothing is.
fn imported(kept: &KeptWeeks, zone: Zone) -> String {
    let Some(imported) = kept.imported else { return String::new() };
    let on = day(imported.at.epoch_s(), zone);
    match (imported.weeks, kept.total) {
        (1, 1) => format!("figures from a file imported on {on}"),
        (weeks, total) => format!("{weeks} of {total} weeks with figures from a file imported on {on}"),
    }
}

/// How much of the range is from the archive, and from when.
pub fn kept_weeks(kept: &KeptWeeks, now: Instant, zone: Zone) -> String {
    let read = read(kept, now);
    match (kept.kept, imported(kept, zone)) {
        (0, imported) => format!("{imported}, {read}"),
        (_, imported) if imported.is_empty() => format!("{} as kept in this browser, {read}", weeks(kept)),
        (_, imported) => format!("{} as kept in this browser, {read}; {imported}", weeks(kept)),
    }
}

/// What stands on the page without a network: what was kept of the range, whether anything else was read before, and when
/// the list of skills was read, if that is a kept one.
pub fn offline(kept: Option<&KeptWeeks>, has_any: bool, list: Option<Instant>, now: Instant, zone: Zone) -> String {
    let figures = match kept {
        Some(kept) if kept.kept > 0 => {
            let imported = match imported(kept, zone) {
                imported if imported.is_empty() => imported,
                imported => format!("; {imported}"),
            };
            format!("What stands here was kept in this browser: {}, {}{imported}.", weeks(kept), read(kept, now))
        }
        _ if has_any => "What stands here was read before the network was lost.".to_owned(),
        _ => "Nothing of this range is kept in this browser.".to_owned(),
    };
    let list = list.map_or_else(String::new, |at| {
        format!(" The list of skills is as of {}, {}.", day(at.epoch_s(), zone), clock(at.epoch_s(), zone))
    });
    format!("The page could not reach Amazon. {figures}{list} It goes on by itself when the network is back.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::board::kept::ImportedWeeks;

    fn kept(kept: usize, total: usize, oldest: &str, newest: &str) -> KeptWeeks {
        let at = |text| Instant::parse(text).unwrap();
        KeptWeeks { kept, total, oldest: at(oldest), newest: at(newest), imported: None }
    }

    fn now() -> Instant {
        Instant::parse("2026-11-21T14:05:00Z").unwrap()
    }

    #[test]
    fn kept_weeks_say_how_many_they_are_and_how_old() {
        let same = kept(12, 12, "2026-11-21T11:00:00Z", "2026-11-21T11:01:00Z");
        assert_eq!(kept_weeks(&same, now(), Zone::UTC), "12 of 12 weeks as kept in this browser, read 3 hours ago");
        let apart = kept(3, 4, "2026-11-01T00:00:00Z", "2026-11-21T14:04:50Z");
        assert_eq!(
            kept_weeks(&apart, now(), Zone::UTC),
            "3 of 4 weeks as kept in this browser, read 20 days ago to just now"
        );
        let one = kept(1, 1, "2026-11-21T14:00:00Z", "2026-11-21T14:00:00Z");
        assert_eq!(kept_weeks(&one, now(), Zone::UTC), "1 week as kept in this browser, read 5 minutes ago");
    }

    #[test]
    fn what_is_from_a_file_says_so_with_its_day() {
        let at = Instant::parse("2026-11-21T13:00:00Z").unwrap();
        let imported = |weeks, kept| KeptWeeks { imported: Some(ImportedWeeks { weeks, at }), ..kept };
        let read = "2026-11-21T11:00:00Z";
        assert_eq!(
            kept_weeks(&imported(4, kept(12, 12, read, read)), now(), Zone::UTC),
            "12 of 12 weeks as kept in this browser, read 3 hours ago; 4 of 12 weeks with figures from a file imported on \
             21 Nov"
        );
        assert_eq!(
            kept_weeks(&imported(1, kept(1, 1, read, read)), now(), Zone::UTC),
            "1 week as kept in this browser, read 3 hours ago; figures from a file imported on 21 Nov"
        );
        assert_eq!(
            kept_weeks(&imported(2, kept(0, 4, read, read)), now(), Zone::UTC),
            "2 of 4 weeks with figures from a file imported on 21 Nov, read 3 hours ago"
        );
        let words = offline(Some(&imported(2, kept(4, 4, read, read))), true, None, now(), Zone::UTC);
        assert!(
            words.contains("read 3 hours ago; 2 of 4 weeks with figures from a file imported on 21 Nov."),
            "{words}"
        );
    }

    #[test]
    fn without_a_network_the_page_says_what_it_shows_and_from_when() {
        let all = kept(4, 4, "2026-11-21T11:00:00Z", "2026-11-21T11:00:00Z");
        let list = Instant::parse("2026-11-20T09:30:00Z");
        assert_eq!(
            offline(Some(&all), true, list, now(), Zone::UTC),
            "The page could not reach Amazon. What stands here was kept in this browser: 4 of 4 weeks, read 3 hours ago. \
             The list of skills is as of 20 Nov, 09:30. It goes on by itself when the network is back."
        );
        assert!(offline(None, true, None, now(), Zone::UTC).contains("read before the network was lost"));
        assert!(offline(None, false, None, now(), Zone::UTC).contains("Nothing of this range is kept"));
    }
}
