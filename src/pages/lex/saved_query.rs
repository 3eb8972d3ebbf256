//! A query that somebody wants to find again: a name and an address. An address holds no key.

use serde::{Deserialize, Serialize};

use crate::domain::instant::Instant;
use crate::domain::lex::sentence;
use crate::route::LexView;

/// The longest name, in characters.
const LONGEST_NAME: usize = 80;

/// A saved query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedQuery {
    version: u32,
    /// What it is kept by: when it was saved, in seconds since the epoch, and a number.
    pub id: String,
    /// What the person calls it.
    pub name: String,
    /// Its address, without the skill.
    address: String,
    /// When it was saved.
    pub saved_at: Instant,
}

impl SavedQuery {
    const VERSION: u32 = 1;

    /// A view under a name; without one, the query in words.
    pub fn new(view: &LexView, name: &str, id: String, saved_at: Instant) -> Self {
        let bare = LexView { skill_id: None, unknown: Vec::new(), ..view.clone() };
        let name = Self::name(name).unwrap_or_else(|| Self::name(&sentence::query(&view.spec)).unwrap_or_default());
        Self { version: Self::VERSION, id, name, address: bare.href(), saved_at }
    }

    /// A name as it is kept; `None` where nothing is left of it.
    pub fn name(text: &str) -> Option<String> {
        let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_NAME).collect();
        (!text.is_empty()).then_some(text)
    }

    /// The same under another name; the old one stays where nothing is left of the new.
    #[must_use]
    pub fn renamed(mut self, name: &str) -> Self {
        self.name = Self::name(name).unwrap_or(self.name);
        self
    }

    /// The view that it leads to, for the skill of another one. `None` where it cannot be read any more.
    pub fn view(&self, here: &LexView) -> Option<LexView> {
        let (view, _) = LexView::parse(self.address.split_once('?')?.1);
        let known = self.version == Self::VERSION;
        known.then(|| LexView { skill_id: here.skill_id.clone(), unknown: here.unknown.clone(), ..view })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::SkillId;
    use crate::domain::lex::Spec;
    use crate::domain::lex::Subject;

    #[test]
    fn a_saved_query_leads_back_to_what_it_was_with_the_skill_of_today() {
        let skill = SkillId::parse("amzn1.ask.skill.11111111-1111-4111-8111-111111111111").unwrap();
        let view = LexView { skill_id: Some(skill.clone()), spec: Spec::usual(Subject::Intents), ..LexView::default() };
        let saved = SavedQuery::new(&view, "  My \n intents ", "1".to_owned(), Instant::from_epoch_s(0));
        assert_eq!(saved.name, "My intents");
        let json = serde_json::to_string(&saved).unwrap();
        assert!(!json.contains(skill.as_str()));
        let again: SavedQuery = serde_json::from_str(&json).unwrap();
        assert_eq!(again.view(&LexView::of(skill)), Some(view));
    }

    #[test]
    fn without_a_name_the_query_names_itself() {
        let saved = SavedQuery::new(&LexView::default(), " ", "1".to_owned(), Instant::from_epoch_s(0));
        assert_eq!(saved.name, "Number of conversations by day, split by end state");
        assert_eq!(SavedQuery::name(&"x".repeat(300)).unwrap().len(), LONGEST_NAME);
        let kept = saved.name.clone();
        assert_eq!(saved.clone().renamed(" ").name, kept);
        assert_eq!(saved.renamed("Mine").name, "Mine");
    }
}
