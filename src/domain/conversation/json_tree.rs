//! JSON as a tree that can be searched: what is at each place, and where a search finds something.

use serde_json::Value;

/// The most members of one object or list that are shown; further ones are counted.
pub const MOST_MEMBERS: usize = 500;

/// What kind of value it is. Colour follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// `{ … }`
    Object,
    /// `[ … ]`
    List,
    /// A text.
    Text,
    /// A number, true, false or null.
    Plain,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its name in an object, or its number in a list.
    pub key: Option<String>,
    /// What it is.
    pub kind: NodeKind,
    /// The value as JSON; for objects and lists, how many members there are: `{ 3 }`.
    pub text: String,
    /// The members of an object or a list.
    pub members: Vec<Node>,
    /// How many members are left out because there are too many.
    pub left_out: usize,
    /// How many texts within match, its own key and value included.
    pub matches: usize,
    /// How many of them are its own.
    pub own_matches: usize,
}

/// A value as a tree. An empty query matches nothing.
pub fn tree(value: &Value, query: &str) -> Node {
    node(None, value, query.trim())
}

fn node(key: Option<String>, value: &Value, query: &str) -> Node {
    let (kind, text, members, left_out) = match value {
        Value::Object(fields) => {
            let members = fields.iter().take(MOST_MEMBERS).map(|(k, v)| node(Some(k.clone()), v, query));
            (NodeKind::Object, format!("{{ {} }}", fields.len()), members.collect(), left_out(fields.len()))
        }
        Value::Array(items) => {
            let members =
                items.iter().take(MOST_MEMBERS).enumerate().map(|(at, v)| node(Some(at.to_string()), v, query));
            (NodeKind::List, format!("[ {} ]", items.len()), members.collect(), left_out(items.len()))
        }
        Value::String(_) => (NodeKind::Text, value.to_string(), Vec::new(), 0),
        Value::Number(_) | Value::Bool(_) | Value::Null => (NodeKind::Plain, value.to_string(), Vec::new(), 0),
    };
    let members: Vec<Node> = members;
    let is_leaf = matches!(kind, NodeKind::Text | NodeKind::Plain);
    let own_matches = key.as_deref().map_or(0, |k| found(k, query)) + if is_leaf { found(&text, query) } else { 0 };
    let matches = own_matches + members.iter().map(|m| m.matches).sum::<usize>();
    Node { key, kind, text, members, left_out, matches, own_matches }
}

fn left_out(members: usize) -> usize {
    members.saturating_sub(MOST_MEMBERS)
}

fn found(text: &str, query: &str) -> usize {
    split(text, query).iter().filter(|(is_match, _)| *is_match).count()
}

/// A text cut into what matches a query and what does not, without regard to case.
pub fn split(text: &str, query: &str) -> Vec<(bool, String)> {
    let wanted: Vec<char> = query.trim().chars().map(lower).collect();
    let all: Vec<char> = text.chars().collect();
    let mut parts: Vec<(bool, String)> = Vec::new();
    let mut plain = String::new();
    let mut at = 0;
    while let Some(first) = all.get(at) {
        let here = all.get(at..at + wanted.len()).filter(|_| !wanted.is_empty());
        match here.filter(|chars| chars.iter().map(|c| lower(*c)).eq(wanted.iter().copied())) {
            Some(chars) => {
                if !plain.is_empty() {
                    parts.push((false, std::mem::take(&mut plain)));
                }
                parts.push((true, chars.iter().collect()));
                at += wanted.len();
            }
            None => {
                plain.push(*first);
                at += 1;
            }
        }
    }
    if !plain.is_empty() || parts.is_empty() {
        parts.push((false, plain));
    }
    parts
}

/// One character for one, so that places in both texts agree.
fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_search_counts_keys_and_values_and_says_which_branches_hold_them() {
        let value = json!({"version": "1.0", "request": {"type": "IntentRequest", "intent": {"name": "BookTrip"}}});
        let root = tree(&value, "INTENT");
        assert_eq!((root.matches, root.own_matches), (2, 0));
        let branch = |name: &str| root.members.iter().find(|m| m.key.as_deref() == Some(name)).unwrap();
        assert_eq!((branch("version").matches, branch("request").matches), (0, 2));
        assert_eq!(tree(&value, "  ").matches, 0);
        assert_eq!(tree(&value, "\"1.0\"").matches, 1);
    }

    #[test]
    fn what_stands_for_a_branch_is_its_size_and_is_not_searched() {
        let root = tree(&json!({"a": [1, null], "b": {}}), "{");
        assert_eq!((root.text.as_str(), root.matches), ("{ 2 }", 0));
        assert_eq!(root.members[0].text, "[ 2 ]");
        assert_eq!(root.members[0].members[1].text, "null");
        assert_eq!(root.members[0].members[1].key.as_deref(), Some("1"));
    }

    #[test]
    fn cutting_loses_no_character_whatever_the_script() {
        for (text, query) in
            [("İstanbul İ", "i"), ("straße", "SS"), ("aaaa", "aa"), ("", "x"), ("🙂a🙂", "🙂"), ("x", "")]
        {
            let parts = split(text, query);
            assert_eq!(parts.iter().map(|(_, t)| t.as_str()).collect::<String>(), text);
        }
        assert_eq!(split("Seattle", "SEA"), [(true, "Sea".to_owned()), (false, "ttle".to_owned())]);
        assert_eq!(split("aaaa", "aa").len(), 2);
    }

    #[test]
    fn a_list_without_end_is_cut_and_says_so() {
        let root = tree(&json!(vec![1; 700]), "");
        assert_eq!((root.members.len(), root.left_out), (500, 200));
    }
}
