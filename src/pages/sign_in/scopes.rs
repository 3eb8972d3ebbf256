//! What Amazon's consent page will ask for.

use leptos::prelude::*;

use crate::components::icon::{Icon, IconName};

/// What a scope permits, in words (API-FACTS.md, section 8).
fn meaning(scope: &str) -> (IconName, &'static str) {
    match scope {
        "alexa::ask:skills:readwrite" => (IconName::Metrics, "Read your skills, and create and run A/B tests"),
        "alexa::ask:skills:read" => (IconName::Metrics, "Read your skills and their figures"),
        "alexa::ask:skills:test" => (IconName::Chat, "Run simulations against your skills"),
        "alexa::ask:models:read" => (IconName::Target, "Check utterances against your interaction model"),
        "alexa::ask:models:readwrite" => (IconName::Target, "Check utterances, and change your interaction model"),
        "profile" => (IconName::Key, "See your name and e-mail address"),
        "profile:user_id" => (IconName::Key, "Recognise your account"),
        _ => (IconName::Key, "A permission that whoever hosts this page has added"),
    }
}

/// The configured scopes, each with what it permits.
#[component]
pub fn ScopeList(
    /// The scopes.
    scopes: Vec<String>,
) -> impl IntoView {
    view! {
        <ul class="access">
            {scopes
                .into_iter()
                .map(|scope| {
                    let (icon, words) = meaning(&scope);
                    view! {
                        <li>
                            <Icon name=icon />
                            <div>
                                <b>{words}</b>
                                <code>{scope}</code>
                            </div>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}
