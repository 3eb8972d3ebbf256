//! Which chunks travel together. The cutting makes one for each set of entries that share something, hundreds of them;
//! few files are fetched sooner and compress better, at the price of some bytes that an entry does not need.

use std::collections::{BTreeMap, BTreeSet};

/// The entry that is there before all others but [`BEFORE`]: the frame around the pages.
pub const FRAME: &str = "inside";
/// What is entered before the frame.
pub const BEFORE: &str = "sign_in";
/// What so many entries share goes with the frame.
const SHARED_BY_MOST: usize = 5;
/// So many files are shared at most, beside those that belong to one entry.
const MOST_SHARED: usize = 8;

/// The entries that need something.
pub type Needs = BTreeSet<String>;

/// A chunk as it was cut.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Piece {
    /// The name of its file.
    pub file: String,
    /// What it weighs.
    pub bytes: u64,
    /// Who needs it.
    pub needs: Needs,
}

/// Puts pieces together, by who needs them in the end.
pub fn group(pieces: Vec<Piece>) -> BTreeMap<Needs, Vec<Piece>> {
    let mut groups: BTreeMap<Needs, Vec<Piece>> = BTreeMap::new();
    for piece in pieces {
        groups.entry(with_frame(&piece.needs)).or_default().push(piece);
    }
    while groups.keys().filter(|needs| needs.len() > 1).count() > MOST_SHARED {
        let pairs = groups.keys().flat_map(|one| groups.keys().map(move |other| (one, other)));
        let pairs = pairs.filter(|(one, other)| one < other && may_join(one, other));
        let cheapest = pairs.min_by_key(|(one, other)| needless(&groups, one, other));
        let Some((one, other)) = cheapest.map(|(one, other)| (one.clone(), other.clone())) else { break };
        let mut joined = groups.remove(&one).unwrap_or_default();
        joined.extend(groups.remove(&other).unwrap_or_default());
        groups.entry(one.union(&other).cloned().collect()).or_default().extend(joined);
    }
    for pieces in groups.values_mut() {
        pieces.sort();
    }
    groups
}

/// What the frame needs is there for all others; what most of them need goes with it.
fn with_frame(needs: &Needs) -> Needs {
    let before = needs.contains(BEFORE);
    let inside = needs.iter().filter(|entry| *entry != BEFORE).count();
    if !needs.contains(FRAME) && inside < SHARED_BY_MOST {
        return needs.clone();
    }
    [FRAME].into_iter().chain(before.then_some(BEFORE)).map(str::to_owned).collect()
}

/// Nothing is added to what an entry has alone, nor to what the frame or a sign-in has to wait for.
fn may_join(one: &Needs, other: &Needs) -> bool {
    let is_shared = |needs: &Needs| needs.len() > 1 && !needs.contains(FRAME) && !needs.contains(BEFORE);
    is_shared(one) && is_shared(other)
        || one.contains(BEFORE) && other.contains(BEFORE) && one.len().min(other.len()) > 1
}

/// How many bytes are fetched for nothing, summed over the entries, if two groups become one.
fn needless(groups: &BTreeMap<Needs, Vec<Piece>>, one: &Needs, other: &Needs) -> u64 {
    let both = one.union(other).count();
    let cost = |needs: &Needs| {
        let bytes: u64 = groups.get(needs).into_iter().flatten().map(|piece| piece.bytes).sum();
        bytes * (both - needs.len()) as u64
    };
    cost(one) + cost(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(entries: &[&str]) -> Needs {
        entries.iter().map(|entry| (*entry).to_owned()).collect()
    }

    fn piece(file: &str, bytes: u64, entries: &[&str]) -> Piece {
        Piece { file: file.to_owned(), bytes, needs: needs(entries) }
    }

    #[test]
    fn every_piece_is_in_one_group_that_all_who_need_it_load() {
        let pages = ["a", "b", "c", "d", "e", "f"];
        let mut pieces = Vec::new();
        for mask in 1..64_usize {
            let entries: Vec<&str> = (0..6).filter(|bit| mask >> bit & 1 == 1).map(|bit| pages[bit]).collect();
            pieces.push(piece(&format!("piece-{mask}"), (mask * 37 % 101) as u64, &entries));
        }
        let groups = group(pieces.clone());
        assert_eq!(groups.values().flatten().count(), pieces.len());
        assert!(groups.keys().filter(|needs| needs.len() > 1).count() <= MOST_SHARED);
        for (entries, pieces) in &groups {
            for piece in pieces {
                assert!(piece.needs.is_subset(entries) || *entries == needs(&[FRAME]), "{piece:?} in {entries:?}");
            }
        }
    }

    #[test]
    fn what_one_entry_has_alone_is_fetched_by_no_other() {
        let many: Vec<String> = (0..30).map(|n| format!("p{n}")).collect();
        let mut pieces = vec![piece("own", 1, &["p0"])];
        pieces.extend(many.windows(2).map(|pair| piece(&pair.concat(), 10, &[&pair[0], &pair[1]])));
        let groups = group(pieces);
        assert_eq!(groups[&needs(&["p0"])], [piece("own", 1, &["p0"])]);
    }

    #[test]
    fn what_the_frame_has_is_not_fetched_again_with_a_page() {
        let groups =
            group(vec![piece("1", 5, &["inside", "metrics"]), piece("2", 5, &["inside", "metrics", "sign_in"])]);
        let keys: Vec<&Needs> = groups.keys().collect();
        assert_eq!(keys, [&needs(&["inside"]), &needs(&["inside", "sign_in"])]);
    }

    #[test]
    fn the_pair_that_costs_least_is_joined() {
        let light = [("l1", ["a", "b"]), ("l2", ["a", "c"])];
        let mut pieces: Vec<Piece> = light.iter().map(|(file, entries)| piece(file, 1, entries)).collect();
        for (n, pair) in
            [["d", "e"], ["d", "f"], ["e", "f"], ["d", "g"], ["e", "g"], ["f", "g"], ["g", "h"]].iter().enumerate()
        {
            pieces.push(piece(&format!("heavy{n}"), 1_000, pair));
        }
        let groups = group(pieces);
        assert_eq!(groups[&needs(&["a", "b", "c"])].len(), 2);
        assert_eq!(groups.len(), 8);
    }
}
