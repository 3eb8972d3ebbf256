//! Where the browser keeps a conversation: one transcript for each place, which all tabs of this browser share.

use super::model::Place;
use crate::api::request::segment;
use crate::domain::conversation::transcript_change::TranscriptChange;
use crate::domain::conversation::{Transcript, Turn};
use crate::platform::storage::Namespace;
use crate::state::shelf::{DocumentKind, Shelf};

/// The channel on which tabs say that a conversation changed.
pub const CHANNEL: &str = "skillscope.conversations";

/// What a tab says on the channel: whose conversation, and with what.
pub fn news_of(namespace: &Namespace, place: &Place) -> String {
    let (skill, locale) = (segment(place.skill_id.as_str()), segment(&place.locale));
    namespace.key(&format!("conversation.{skill}.{}.{locale}", place.stage.as_str()))
}

/// The turns that are kept; `None` where the browser does not say so in time.
pub async fn turns(shelf: &Shelf, place: &Place) -> Option<Vec<Turn>> {
    let kept = shelf.try_get::<Transcript>(DocumentKind::Transcript, &place.within(), &place.locale).await.ok()?;
    Some(kept.map(|transcript| transcript.turns).unwrap_or_default())
}

/// Changes what is kept; the turns that are kept then, `None` where the browser refused.
pub async fn change(shelf: &Shelf, place: &Place, change: TranscriptChange) -> Option<Vec<Turn>> {
    let own = place.clone();
    let update = move |kept: Option<Transcript>| {
        let mut turns = kept.map(|transcript| transcript.turns).unwrap_or_default();
        change.apply(&mut turns);
        let Place { skill_id, stage, locale } = own;
        (!turns.is_empty()).then_some(Transcript { skill_id, stage, locale, turns })
    };
    let kept = shelf.update(DocumentKind::Transcript, &place.within(), &place.locale, update).await?;
    Some(kept.map(|transcript| transcript.turns).unwrap_or_default())
}
