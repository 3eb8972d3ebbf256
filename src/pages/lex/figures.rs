//! The key figures.

use leptos::prelude::*;

use super::model::LexModel;
use super::words::result;
use crate::domain::lex::figure::unknown_figures;
use crate::domain::words::NO_VALUE;

/// Four numbers about everything that the filters leave, with how each came about.
#[component]
pub fn Figures(
    /// The page's state.
    model: LexModel,
) -> impl IntoView {
    let run = model.loader.run();
    let has_run = Memo::new(move |_| run.with(Option::is_some));
    let cards = move || {
        let run = run.get()?;
        let subject = run.query.subject;
        let known = run.figures.clone();
        let waiting = known.is_none();
        let figures = match known {
            Some(Ok(figures)) => figures,
            _ => unknown_figures(subject),
        };
        let cards = figures.into_iter().map(|figure| {
            let value = match figure.value {
                Some(value) => view! { <span class="kpi__value">{result::value(value, figure.unit)}</span> }.into_any(),
                None if waiting => {
                    view! { <span class="kpi__value"><span class="skel skel--lg kpi__wait"></span></span> }.into_any()
                }
                None => view! { <span class="kpi__value is-muted">{NO_VALUE}</span> }.into_any(),
            };
            view! {
                <div class="kpi lex-kpi" role="group" aria-label=figure.name>
                    <span class="kpi__label">{figure.name}</span>
                    {value}
                    <span class="kpi__meta">{figure.formula}</span>
                </div>
            }
        });
        Some(cards.collect_view())
    };
    let source = move || run.with(|r| r.as_ref().map(|r| result::figures_source(r)));
    view! {
        <Show when=move || has_run.get()>
            <section aria-label="Key figures">
                <div class="kpis lex-kpis">{cards}</div>
                <p class="hint lex-source">{source}</p>
            </section>
        </Show>
    }
}
