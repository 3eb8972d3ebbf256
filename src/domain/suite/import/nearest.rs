//! The name that was probably meant.

/// Names longer than this are not compared letter by letter.
const LONGEST_COMPARED: usize = 100;

/// The known name that is most like another: the same but for capitals, the same but for `AMAZON.` or `Intent`, or with few
/// letters changed (a third of them at most). `None` where none is.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let core = core(name);
    let length = core.chars().count();
    if core.is_empty() || length > LONGEST_COMPARED {
        return None;
    }
    let most = (length / 3).max(1);
    let whole = name.trim().to_lowercase();
    // Lengths that differ by more cannot be near, and most names are ruled out by that.
    let may_be = |a: &str, b: &str| a.chars().count().abs_diff(b.chars().count()) <= most;
    let distance = |a: &str, b: &str| if may_be(a, b) { distance(a, b) } else { usize::MAX };
    let distances = known.into_iter().map(|candidate| {
        // Of the whole names too: the mistake may be in the ending.
        let (short, long) = (distance(&core, &self::core(candidate)), distance(&whole, &candidate.to_lowercase()));
        (short.min(long), candidate)
    });
    distances.filter(|&(distance, _)| distance <= most).min_by_key(|&(distance, _)| distance).map(|(_, name)| name)
}

/// What tells names apart: without `AMAZON.`, `Intent` and capitals.
fn core(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    let bare = lower.strip_prefix("amazon.").unwrap_or(&lower);
    let bare = bare.strip_suffix("intent").filter(|bare| !bare.is_empty()).unwrap_or(bare);
    bare.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).collect()
}

/// How many letters have to be put in, taken out or changed (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().take(LONGEST_COMPARED).collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (to, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let above = *cell;
            left = (diagonal + usize::from(from != to)).min(above + 1).min(left + 1);
            *cell = left;
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or_default()
}
