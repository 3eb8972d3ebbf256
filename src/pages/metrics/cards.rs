//! The key figures: toggle buttons that put their group in the main chart.

use leptos::prelude::*;

use super::model::MetricsModel;
use super::words;
use crate::charts::palette::Slot;
use crate::components::icon::{Icon, IconName};
use crate::components::sparkline::Sparkline;
use crate::domain::group::Group;
use crate::state::figure::Figure;

/// All figures that the skill type has.
#[component]
pub fn Cards(
    /// The page's state.
    model: MetricsModel,
) -> impl IntoView {
    let groups = Memo::new(move |_| Group::of_skill_type(&model.skill_type.get()));
    view! {
        <section class="kpis" aria-label="Key figures">
            <For each=move || groups.get() key=|group| *group let(group)>
                <Card model group />
            </For>
        </section>
    }
}

#[component]
fn Card(model: MetricsModel, group: Group) -> impl IntoView {
    let figure = Memo::new(move |_| model.figures.with(|figures| figures.iter().find(|f| f.group == group).cloned()));
    let is_chosen = move || model.group.get() == group;
    let course = Signal::derive(move || figure.with(|f| f.as_ref().map(|f| f.course.clone()).unwrap_or_default()));
    let bucket_s = Signal::derive(move || model.address.view.with(|v| v.period.bucket_s()));
    let choose = move |_| {
        model.address.adjust(move |view| {
            view.group = Some(group.key().to_owned());
            view.hidden = None;
        });
    };
    let colour = Signal::derive(move || Slot::new(if is_chosen() { 2 } else { 1 }));
    let content = move || {
        // What was left off or given up does not come by itself: nothing waits for it.
        let is_loading = model.board.with(|b| b.as_ref().is_some_and(|b| b.is_loading()));
        let known = figure.get().filter(|f| f.value.is_some() || f.is_whole || !is_loading);
        known.map_or_else(waiting, |figure| filled(&figure))
    };
    let spark = view! { <Sparkline series=course bucket_s colour /> };
    view! {
        <button class="kpi" type="button" aria-pressed=move || is_chosen().to_string() on:click=choose>
            <span class="kpi__label">{words::group_name(group)}</span>
            {content}
            {spark}
        </button>
    }
}

/// Takes the room of the value, so that nothing moves when it comes.
fn waiting() -> AnyView {
    view! {
        <span class="kpi__value">
            <span class="skel skel--lg kpi__wait"></span>
        </span>
        <span class="kpi__meta">"\u{a0}"</span>
    }
    .into_any()
}

fn filled(figure: &Figure) -> AnyView {
    if !figure.is_whole {
        return view! {
            <span class="kpi__value is-muted">{words::value(figure)}</span>
            <span class="kpi__meta">{words::part_read(figure.weeks)}</span>
        }
        .into_any();
    }
    let change = figure.change.map(|change| {
        let (class, icon) = match figure.is_better() {
            _ if change.is_flat() => ("delta", IconName::Right),
            Some(true) => ("delta delta--good", IconName::Up),
            Some(false) => ("delta delta--bad", IconName::Down),
            None if change.amount() > 0.0 => ("delta", IconName::Up),
            None => ("delta", IconName::Down),
        };
        view! {
            <span class=class>
                <Icon name=icon />
                <span aria-hidden="true">{words::change_amount(change)}</span>
                <span class="vh">{words::change_in_words(change)}</span>
            </span>
        }
    });
    view! {
        <span class="kpi__value">{words::value(figure)}</span>
        <span class="kpi__meta">
            {change}
            <span>{words::beside(figure)}</span>
        </span>
    }
    .into_any()
}
