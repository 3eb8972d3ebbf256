//! Nothing to show, and why.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// What is empty, with the filters that made it so, the likeliest reason, and one way out.
#[component]
pub fn EmptyState(
    /// The picture above the heading.
    icon: IconName,
    /// What is empty.
    #[prop(into)]
    heading: Signal<String>,
    /// Buttons: the way out.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// Why.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name=icon />
            <h2>{heading}</h2>
            <p>{children()}</p>
            {actions.map(|a| view! { <div class="row">{a.run()}</div> })}
        </div>
    }
}
