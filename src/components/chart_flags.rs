//! What happened, above the plot: flags that lead to it, a line down to the axis, and a tint while it runs.

use std::sync::Arc;

use leptos::prelude::*;

use super::chart_state::ChartState;
use super::icon::{Icon, IconName};
use super::menu::Menu;
use crate::charts::flags::{Flag, flags};
use crate::charts::series::{ChartMarker, MarkerKind};

/// Flags, lines and bands of the markers inside the window.
#[component]
pub fn ChartFlags(
    /// The chart.
    state: ChartState,
    /// The markers, in any order.
    #[prop(into)]
    markers: Signal<Arc<Vec<ChartMarker>>>,
) -> impl IntoView {
    // Most charts have no markers: nothing of them is then worked out when the chart is drawn.
    let laid_out = move || {
        let all = markers.get();
        let projection = if all.is_empty() { None } else { state.projection.get() };
        projection.map(|projection| (all, projection, state.setting.get().window_s))
    };
    let bands = Memo::new(move |_| {
        let (all, projection, (start_s, end_s)) = laid_out()?;
        let part = |t: i64| projection.fraction(t).clamp(0.0, 1.0) * 100.0;
        let runs = all.iter().filter_map(|m| Some((m.time_s, m.until_s?)));
        let seen = runs.filter(|&(from_s, until_s)| from_s < end_s && until_s >= start_s);
        Some(seen.map(|(from_s, until_s)| (percent(part(from_s)), percent(part(until_s) - part(from_s)))).collect())
    });
    let marks = Memo::new(move |_| {
        let (all, projection, (start_s, end_s)) = laid_out()?;
        let seen = all.iter().filter(|m| (start_s..end_s).contains(&m.time_s));
        // The last bucket begins at the right edge; what happened within it stands there.
        Some(seen.map(|m| percent(projection.fraction(m.time_s).clamp(0.0, 1.0) * 100.0)).collect())
    });
    let flags = Memo::new(move |_| {
        let (all, projection, window_s) = laid_out()?;
        Some(flags(&all, window_s, &projection))
    });
    let bands = move || -> Vec<(String, String)> { bands.get().unwrap_or_default() };
    let marks = move || -> Vec<String> { marks.get().unwrap_or_default() };
    view! {
        {move || {
            let bands = bands().into_iter();
            bands.map(|(x, w)| view! { <span class="chart__band" style:--x=x style:--w=w></span> }).collect_view()
        }}
        {move || marks().into_iter().map(|x| view! { <span class="chart__mark" style:--x=x></span> }).collect_view()}
        {move || flags.get().unwrap_or_default().into_iter().map(flag).collect_view()}
    }
}

/// For a custom property.
fn percent(part: f64) -> String {
    format!("{part:.3}%")
}

fn icon(kind: MarkerKind) -> IconName {
    match kind {
        MarkerKind::Start => IconName::Play,
        MarkerKind::Change => IconName::Up,
        MarkerKind::Stop => IconName::Stop,
    }
}

/// One flag: a link, or, where it stands for markers that lead to several places, a list of links.
fn flag(flag: Flag) -> AnyView {
    let (x, w) = (percent(flag.fraction * 100.0), format!("{:.0}px", flag.width_px));
    let (is_left, description) = (flag.is_left, flag.description());
    if let Some(href) = flag.href().map(str::to_owned) {
        let is_stop = flag.markers.iter().all(|m| m.kind == MarkerKind::Stop);
        return view! {
            <a
                class="chart__flag"
                class:chart__flag--stop=is_stop
                class:chart__flag--end=is_left
                class:chart__flag--bare=!flag.has_words
                href=href
                title=description.clone()
                aria-label=description
                style:--x=x
                style:--w=w
            >
                {face(&flag)}
            </a>
        }
        .into_any();
    }
    let button = {
        let flag = flag.clone();
        move || face(&flag)
    };
    let links = StoredValue::new(flag.markers);
    view! {
        <div class="chart__flag chart__flag--menu" class:chart__flag--end=is_left style:--x=x style:--w=w>
            <Menu button button_class="chart__events" button_label=description label="Events">
                {links
                    .get_value()
                    .into_iter()
                    .map(|m| view! { <a href=m.href><Icon name=icon(m.kind) /> {m.description}</a> })
                    .collect_view()}
            </Menu>
        </div>
    }
    .into_any()
}

/// What a flag shows: an icon and words, or how many markers it stands for.
fn face(flag: &Flag) -> AnyView {
    let words = flag.has_words.then(|| view! { <span>{flag.words()}</span> });
    match &flag.markers[..] {
        [one] => view! { <Icon name=icon(one.kind) /> {words} }.into_any(),
        _ if flag.has_words => words.into_any(),
        all => view! { <span>{all.len()}</span> }.into_any(),
    }
}
