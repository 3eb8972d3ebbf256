//! What stands above the page where the browser's storage did not answer while the page waited for it.

use leptos::prelude::*;

use crate::components::banner::{Banner, Tone};
use crate::components::icon::IconName;
use crate::platform::document;
use crate::route::Place;
use crate::state::storage_health;

mod words {
    pub const HEADING: &str = "This browser's storage did not answer";
    pub const WHY: &str = "The page goes on without it: figures are read from Amazon, and suites, scripts, conversations and saved queries that are kept here may not be shown. Another tab may be writing, or have an older version of this page open. Nothing that is kept is lost.";
    pub const RELOAD: &str = "Load again";
}

/// Stands there until the page is loaded again: it may lack what came too late. Settings says the same of its figures.
#[component]
pub fn StorageNotice(
    /// The page on screen.
    place: Memo<Place>,
) -> impl IntoView {
    let is_shown = move || place.get() != Place::Settings && storage_health::get().has_missed;
    view! {
        <Show when=is_shown>
            <div class="page-notice">
                <Banner
                    tone=Tone::Warn
                    icon=IconName::Alert
                    heading=words::HEADING
                    actions=move || {
                        view! {
                            <button class="btn btn--sm" type="button" on:click=move |_| document::reload()>
                                {words::RELOAD}
                            </button>
                        }
                    }
                >
                    <p>{words::WHY}</p>
                </Banner>
            </div>
        </Show>
    }
}
