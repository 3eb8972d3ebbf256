//! What may be wider than its card: it scrolls by itself, and says so.

use leptos::html;
use leptos::prelude::*;
use leptos_use_resize_observer::use_resize_observer;

use super::icon::{Icon, IconName};

mod text {
    pub const HINT: &str = "Wider than this card: scroll sideways to see the rest.";
}

/// An area that scrolls sideways, with a hint above it and a place in the order of the keyboard while it is too wide.
#[component]
pub fn SideScroll(
    /// What it shows, for screen readers.
    label: &'static str,
    /// What its width follows from: measured again when it changes.
    #[prop(into)]
    width_of: Signal<usize>,
    /// What it shows.
    children: Children,
) -> impl IntoView {
    let area = NodeRef::<html::Div>::new();
    let is_cut = RwSignal::new(false);
    let measure = move || {
        let Some(area) = area.try_get_untracked().flatten() else { return };
        let cut = area.scroll_width() > area.client_width() + 1;
        if is_cut.try_get_untracked() == Some(!cut) {
            let _ = is_cut.try_set(cut);
        }
    };
    use_resize_observer(area, move |_, _| measure());
    Effect::new(move |_| {
        width_of.track();
        // By the next frame it is laid out.
        request_animation_frame(measure);
    });
    view! {
        <Show when=move || is_cut.get()>
            <p class="hint side-scroll__hint">
                <Icon name=IconName::Swap class="i--sm" />
                {text::HINT}
            </p>
        </Show>
        <div
            class="scroll-x"
            node_ref=area
            role="region"
            aria-label=label
            tabindex=move || is_cut.get().then_some("0")
        >
            {children()}
        </div>
    }
}
