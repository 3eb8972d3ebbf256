//! What is kept in this browser of each account that was ever signed in here, for whoever is not signed in.
//!
//! It is made from keys and sizes alone: neither an account's id nor a figure of it is shown.

use std::collections::BTreeMap;

/// What is kept of one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountHolding {
    /// Whether it is the demo.
    pub is_demo: bool,
    /// Weeks of figures, or less.
    pub windows: usize,
    /// Suites, runs, scripts, saved queries and the like; the list of skills is none.
    pub documents: usize,
    /// What the records weigh, without the database's own share.
    pub bytes: u64,
}

/// The source and the account that a key begins with, still encoded; `None` for a key that is not of this page.
fn account_of<'a>(prefix: &str, key: &'a str) -> Option<(&'a str, &'a str)> {
    let mut parts = key.strip_prefix(prefix)?.splitn(3, '|');
    match (parts.next()?, parts.next()?, parts.next()) {
        (source, account, Some(_)) => Some((source, account)),
        _ => None,
    }
}

/// What is kept of each account, the largest first. `windows` and `documents` are keys with their sizes, `prefix` is what
/// every key begins with.
pub fn account_holdings(
    prefix: &str,
    windows: &[(String, usize)],
    documents: &[(String, usize)],
) -> Vec<AccountHolding> {
    let mut by_account: BTreeMap<(&str, &str), AccountHolding> = BTreeMap::new();
    let is_list = |key: &str| key.ends_with("|skill-list|all");
    let all = windows.iter().map(|w| (w, true)).chain(documents.iter().map(|d| (d, false)));
    for ((key, bytes), is_window) in all {
        let Some(account) = account_of(prefix, key) else { continue };
        let is_demo = account.0 == "demo";
        let none = AccountHolding { is_demo, windows: 0, documents: 0, bytes: 0 };
        let holding = by_account.entry(account).or_insert(none);
        holding.windows += usize::from(is_window);
        holding.documents += usize::from(!is_window && !is_list(key));
        holding.bytes += *bytes as u64;
    }
    let mut all: Vec<AccountHolding> = by_account.into_values().collect();
    all.sort_by(|a, b| b.bytes.cmp(&a.bytes).then(a.is_demo.cmp(&b.is_demo)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const PREFIX: &str = "skillscope.data.";

    fn record(key: &str, bytes: usize) -> (String, usize) {
        (format!("{PREFIX}{key}"), bytes)
    }

    #[test]
    fn each_account_has_its_own_row_and_the_demo_is_told_apart() {
        let windows =
            [record("demo|demo|a", 10), record("api|one|a", 10), record("api|one|b", 20), record("api|two|a", 5)];
        let documents = [record("api|one|suite|s|1", 100), record("api|two|skill-list|all", 7)];
        let row = |is_demo, windows, documents, bytes| AccountHolding { is_demo, windows, documents, bytes };
        assert_eq!(
            account_holdings(PREFIX, &windows, &documents),
            [row(false, 2, 1, 130), row(false, 1, 0, 12), row(true, 1, 0, 10)]
        );
    }

    #[test]
    fn what_is_not_of_this_page_is_left_out() {
        let odd = [("other|a|b".to_owned(), 9), record("lonely", 9), record("api|one", 9)];
        assert_eq!(account_holdings(PREFIX, &odd, &odd), []);
    }
}
