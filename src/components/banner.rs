//! A message that stands in the page until what it says no longer holds.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// What a message means (DESIGN-NOTES, section 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something failed.
    Bad,
    /// Something needs care.
    Warn,
    /// Something went well.
    Good,
    /// Something to know.
    Info,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Bad => "banner banner--bad",
            Self::Warn => "banner banner--warn",
            Self::Good => "banner banner--good",
            Self::Info => "banner banner--info",
        }
    }

    /// A failure interrupts; the rest waits its turn.
    fn role(self) -> &'static str {
        if self == Self::Bad { "alert" } else { "status" }
    }
}

/// A message with a heading, what it says, and what to do about it.
#[component]
pub fn Banner(
    /// What it means.
    tone: Tone,
    /// The picture before the heading.
    icon: IconName,
    /// What happened.
    #[prop(into)]
    heading: Signal<String>,
    /// Buttons.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// Why, and what is kept: one or more paragraphs.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=tone.class() role=tone.role()>
            <Icon name=icon />
            <div>
                <h2>{heading}</h2>
                {children.map(|c| c())}
            </div>
            {actions.map(|a| view! { <div class="banner__actions">{a.run()}</div> })}
        </div>
    }
}
