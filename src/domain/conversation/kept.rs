//! How much of a conversation is kept.

use super::Turn;

/// The most turns that a conversation keeps.
pub const MOST_TURNS: usize = 300;
/// The most characters that they may have as JSON, all together.
pub const MOST_CHARACTERS: usize = 4_000_000;

/// Drops the oldest turns beyond both limits, never the newest one; how many went.
pub fn cap(turns: &mut Vec<Turn>) -> usize {
    let (mut kept, mut characters) = (0, 0);
    for turn in turns.iter().rev() {
        characters += serde_json::to_string(turn).map_or(0, |json| json.len());
        if kept > 0 && (kept >= MOST_TURNS || characters > MOST_CHARACTERS) {
            break;
        }
        kept += 1;
    }
    let gone = turns.len().saturating_sub(kept);
    turns.drain(..gone);
    gone
}

#[cfg(test)]
mod tests {
    use super::super::session::tests::answered;
    use super::*;
    use serde_json::json;

    #[test]
    fn the_oldest_turns_go_by_number_and_by_size_and_the_newest_stays() {
        let mut turns: Vec<Turn> = (0..302).map(|n| answered(&n.to_string(), json!({}))).collect();
        assert_eq!(cap(&mut turns), 2);
        assert_eq!((turns.len(), turns[0].utterance.as_str()), (300, "2"));
        assert_eq!(cap(&mut turns), 0);
        let large = |n: &str| answered(n, json!({"text": "x".repeat(MOST_CHARACTERS / 2)}));
        let mut turns = vec![large("a"), large("b"), answered("c", json!({}))];
        assert_eq!(cap(&mut turns), 1);
        assert_eq!(turns[0].utterance, "b");
        let mut one = vec![answered("a", json!({"text": "x".repeat(MOST_CHARACTERS + 1)}))];
        assert_eq!(cap(&mut one), 0);
    }
}
