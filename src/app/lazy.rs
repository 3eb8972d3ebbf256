//! Parts of the application that are fetched when they are shown.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use crate::components::banner::{Banner, Tone};
use crate::components::icon::{Icon, IconName};
use crate::components::skeleton::Skeleton;
use crate::platform::chunk::NotLoaded;
use crate::platform::document;
use crate::state::connection::Connection;

mod words {
    pub const LOADING: &str = "Loading Skillscope";
    pub const FAILED: &str = "This part of the page did not load";
    pub const FAILED_WHY: &str = "A file did not arrive. Check the connection and try again. If it stays so, load the page again: there may be a newer version. What you typed is kept in this tab.";
    pub const OFFLINE: &str = "This browser is offline";
    pub const OFFLINE_WHY: &str = "This part of the page is not kept in this browser, because it was not opened here before. It goes on by itself when the network is back. What you typed is kept in this tab.";
    pub const RETRY: &str = "Try again";
    pub const RELOAD: &str = "Load again";
}

/// What stands in the place of a part that is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// Everything behind the sign-in.
    Frame,
    /// The page with this heading.
    Page(&'static str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Loading,
    Failed,
    Shown,
}

/// Fetches a part and shows it; meanwhile its shape, and words with a way on if it does not arrive.
pub fn lazily<F>(waiting: Waiting, enter: fn() -> F) -> AnyView
where
    F: Future<Output = Result<AnyView, NotLoaded>> + 'static,
{
    let stage = RwSignal::new(Stage::Loading);
    let part = StoredValue::new_local(None::<AnyView>);
    let owner = Owner::current().unwrap_or_default();
    let load = Callback::new(move |()| {
        stage.set(Stage::Loading);
        owner.with(|| {
            spawn_local_scoped_with_cancellation(async move {
                let entered = enter().await;
                // Whoever came here from another page has the focus on the heading; the part brings its own.
                let had_focus = document::has_focus(document::TITLE);
                let _ = match entered {
                    Ok(view) => {
                        let _ = part.try_update_value(|part| *part = Some(view));
                        stage.try_set(Stage::Shown)
                    }
                    Err(NotLoaded) => stage.try_set(Stage::Failed),
                };
                if had_focus {
                    request_animation_frame(|| document::focus_if_nowhere(document::TITLE));
                }
            });
        });
    });
    load.run(());
    (move || match stage.get() {
        Stage::Shown => part.try_update_value(Option::take).flatten().into_any(),
        Stage::Loading => view! { <Shape waiting /> }.into_any(),
        Stage::Failed => view! { <DidNotLoad waiting retry=load /> }.into_any(),
    })
    .into_any()
}

/// The shape of what is on its way.
#[component]
fn Shape(waiting: Waiting) -> impl IntoView {
    match waiting {
        Waiting::Frame => view! {
            <main class="loading" id="main" tabindex="-1" aria-busy="true">
                <div class="loading__brand">
                    <Icon name=IconName::Logo class="i--lg" />
                    <b>"Skillscope"</b>
                </div>
                <h1 class="vh" id=document::TITLE tabindex="-1">
                    "Skillscope"
                </h1>
                <div class="loading__line loading__line--title"></div>
                <div class="loading__line"></div>
                <div class="loading__line loading__line--short"></div>
                <p class="loading__word" role="status">
                    {words::LOADING}
                </p>
            </main>
        }
        .into_any(),
        Waiting::Page(heading) => view! {
            <div class="page">
                <Head heading />
                <Skeleton widths=vec!["32%", "100%", "92%", "96%", "60%"] large_first=true />
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Head(heading: &'static str) -> impl IntoView {
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <h1 id=document::TITLE tabindex="-1">
                    {heading}
                </h1>
            </div>
        </header>
    }
}

/// The words for a part that did not arrive.
#[component]
fn DidNotLoad(waiting: Waiting, retry: Callback<()>) -> impl IntoView {
    let heading = match waiting {
        Waiting::Frame => "Skillscope",
        Waiting::Page(heading) => heading,
    };
    view! {
        <div class="page">
            <Head heading />
            <LoadFailure heading=words::FAILED retry />
        </div>
    }
}

/// Says that a part did not arrive, and offers to try again or to load the page anew. It tries by itself when the network
/// is back.
#[component]
pub fn LoadFailure(
    /// What did not.
    heading: &'static str,
    /// Tries again.
    retry: Callback<()>,
) -> impl IntoView {
    let connection = expect_context::<Connection>();
    connection.when_back(move || retry.run(()));
    let is_offline = move || connection.is_offline();
    let heading = Signal::derive(move || if is_offline() { words::OFFLINE } else { heading }.to_owned());
    let why = move || if is_offline() { words::OFFLINE_WHY } else { words::FAILED_WHY };
    view! {
        <Banner
            tone=Tone::Bad
            icon=IconName::Offline
            heading
            actions=move || {
                view! {
                    <button class="btn btn--sm" type="button" on:click=move |_| retry.run(())>
                        {words::RETRY}
                    </button>
                    <button class="btn btn--sm" type="button" on:click=move |_| document::reload()>
                        {words::RELOAD}
                    </button>
                }
            }
        >
            <p>{why}</p>
        </Banner>
    }
}
