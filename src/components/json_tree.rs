//! JSON that opens and closes, searched from outside.

use leptos::prelude::*;
use serde_json::Value;

use crate::domain::conversation::json_tree::{self, Node, NodeKind};

mod words {
    pub fn left_out(count: usize) -> String {
        format!("{count} more are not shown here; copying takes all")
    }
}

/// So deep a tree is open from the start.
const OPEN_DEPTH: usize = 2;

/// A value as a tree of disclosures. A query opens the branches that hold what it finds, and marks it.
#[component]
pub fn JsonTree(
    /// The value.
    #[prop(into)]
    value: Signal<Value>,
    /// What is searched for; empty while nothing is.
    #[prop(into)]
    query: Signal<String>,
    /// What the tree shows, for screen readers.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! {
        <div class="code json" tabindex="0" role="region" aria-label=label>
            {move || {
                let query = query.get();
                let root = value.with(|v| json_tree::tree(v, &query));
                branch(root, StoredValue::new(query), 0)
            }}
        </div>
    }
}

fn branch(node: Node, query: StoredValue<String>, depth: usize) -> AnyView {
    if matches!(node.kind, NodeKind::Text | NodeKind::Plain) {
        return leaf(&node, query).into_any();
    }
    let is_open = depth < OPEN_DEPTH || node.matches > node.own_matches;
    let open = RwSignal::new(is_open);
    let summary = view! {
        <summary>
            {key(&node, query)} <span class="p">{node.text.clone()}</span>
        </summary>
    };
    let left_out = node.left_out;
    let members = StoredValue::new(node.members);
    view! {
        <details
            prop:open=is_open
            on:toggle:target=move |event| {
                // Opening it in code says so too, later.
                let now = event.target().open();
                if open.try_get_untracked().is_some_and(|before| before != now) {
                    let _ = open.try_set(now);
                }
            }
        >
            {summary}
            // What is closed is not built: a body may have thousands of places.
            {move || {
                open.get()
                    .then(|| {
                        members
                            .get_value()
                            .into_iter()
                            .map(|member| branch(member, query, depth + 1))
                            .collect_view()
                    })
            }}
            {(left_out > 0).then(|| view! { <div class="p">{words::left_out(left_out)}</div> })}
        </details>
    }
    .into_any()
}

fn leaf(node: &Node, query: StoredValue<String>) -> impl IntoView + use<> {
    let class = if node.kind == NodeKind::Text { "s" } else { "n" };
    view! {
        <div>
            {key(node, query)} <span class=class>
                <bdi>{marked(&node.text, query)}</bdi>
            </span>
        </div>
    }
}

fn key(node: &Node, query: StoredValue<String>) -> impl IntoView + use<> {
    node.key.as_ref().map(|key| {
        view! {
            <span class="k">
                <bdi>{marked(key, query)}</bdi>
            </span>
            ": "
        }
    })
}

fn marked(text: &str, query: StoredValue<String>) -> impl IntoView + use<> {
    json_tree::split(text, &query.get_value())
        .into_iter()
        .map(|(is_match, part)| if is_match { view! { <mark>{part}</mark> }.into_any() } else { part.into_any() })
        .collect_view()
}
