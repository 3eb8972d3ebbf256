//! What paper needs to say that the screen says with the query builder: which bot, which query, which range.

use leptos::prelude::*;

use super::model::LexModel;
use crate::domain::lex::sentence;
use crate::domain::words::Zone;
use crate::pages::metrics::words::{printed_moment, printed_range};

/// Printed under the title, in place of keys, builder and saved queries; not on screen.
#[component]
pub fn PrintHead(
    /// The page's state.
    model: LexModel,
) -> impl IntoView {
    let rows = move || {
        let run = model.loader.run().get()?;
        let window = run.query.window;
        let read = model.moment.get().epoch_s();
        let rows = [
            ("Bot", run.query.bot_id.as_str().to_owned()),
            ("Region", model.region().map(|r| r.region).unwrap_or_default()),
            ("Query", sentence::query(&model.view.with(|v| v.spec.clone()))),
            ("Range", printed_range(window.start.epoch_s(), window.end.epoch_s(), Zone::UTC)),
            ("Read", printed_moment(read, Zone::UTC)),
        ]
        .map(|(name, value)| view! { <dt>{name}</dt> <dd>{value}</dd> });
        Some(view! { <dl class="dl print-head">{rows.collect_view()}</dl> })
    };
    view! { {rows} }
}
