//! Metrics without a network: the range ends where it did when it was read last, and reading goes on when the network is
//! back.

use leptos::prelude::*;

use super::kept_words as words;
use super::model::MetricsModel;
use crate::auth::context::SessionContext;
use crate::components::banner::{Banner, Tone};
use crate::components::icon::IconName;
use crate::domain::instant::Instant;
use crate::platform::clock;
use crate::state::api::ApiContext;
use crate::state::archive::Archive;
use crate::state::board::BoardQuery;
use crate::state::connection::Connection;
use crate::state::skill_list::SkillList;

/// The moment that ranges end with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// When the page was opened, or read again.
    Present,
    /// The page was opened without a network: it is looked up in the archive, and nothing is read before that.
    Sought,
    /// When the kept figures were read last.
    Past,
}

/// Whether there is a network, and which moment that makes.
#[derive(Clone, Copy)]
pub struct Offline {
    /// Whether there is none. The demo needs none.
    pub is_offline: Memo<bool>,
    /// The moment that ranges end with.
    pub moment: RwSignal<Moment>,
}

impl Offline {
    /// Follows the network; a page that is opened without one goes back to what the archive has of the query.
    pub fn new(api: ApiContext, query: Memo<Option<BoardQuery>>, instant: RwSignal<Instant>) -> Self {
        let session = expect_context::<SessionContext>();
        let connection = expect_context::<Connection>();
        let is_offline = Memo::new(move |_| connection.is_offline() && !session.is_demo());
        let at_first = if is_offline.get_untracked() { Moment::Sought } else { Moment::Present };
        let moment = RwSignal::new(at_first);
        Effect::new(move |_| {
            let (Moment::Sought, Some(api), Some(query)) = (moment.get(), api.get(), query.get()) else { return };
            leptos::task::spawn_local(async move {
                let archive = Archive::open(api.namespace().clone()).await;
                let end = match archive {
                    Some(archive) => archive.read(&query).await.newest_end(query.period),
                    None => None,
                };
                if moment.try_get_untracked() != Some(Moment::Sought) {
                    return;
                }
                if let Some(end) = end {
                    // A second earlier, so that midnight belongs to the day that ends with it.
                    let _ = instant.try_set(end.plus_s(-1).min(clock::now()));
                }
                let _ = moment.try_set(Moment::Past);
            });
        });
        Self { is_offline, moment }
    }

    /// Does something when the network is back; told whether the moment was another than the present.
    pub fn when_back(self, act: impl Fn(bool) + 'static) {
        Effect::new(move |before: Option<bool>| {
            let now = self.is_offline.get();
            if before == Some(true) && !now {
                let was_past = self.moment.get_untracked() != Moment::Present;
                self.moment.set(Moment::Present);
                act(was_past);
            }
            now
        });
    }
}

/// Says that there is no network, and when what stands here was read.
#[component]
pub fn OfflineNotice(
    /// The page's state.
    model: MetricsModel,
) -> impl IntoView {
    let skills = expect_context::<SkillList>();
    let try_again = move || {
        view! {
            <button
                class="btn btn--sm"
                type="button"
                on:click=move |_| {
                    if skills.kept_from().is_some() || skills.get().error().is_some() {
                        skills.reload();
                    }
                    model.retry();
                }
            >
                {words::TRY_AGAIN}
            </button>
        }
    };
    view! {
        <Show when=move || model.offline.is_offline.get()>
            <Banner tone=Tone::Warn icon=IconName::Offline heading=words::OFFLINE actions=try_again>
                <p>
                    {move || {
                        let kept = model.board.with(|b| b.as_ref().and_then(|b| b.kept_weeks()));
                        let has_any = model.board.with(|b| b.as_ref().is_some_and(|b| !b.has_nothing()));
                        let list = skills.kept_from();
                        words::offline(kept.as_ref(), has_any, list, clock::now(), model.zone.get())
                    }}
                </p>
            </Banner>
        </Show>
    }
}

/// How much of what stands here was read before, and a way to read it again.
#[component]
pub fn KeptNote(
    /// The page's state.
    model: MetricsModel,
) -> impl IntoView {
    let kept = Memo::new(move |_| model.board.with(|b| b.as_ref().and_then(|b| b.kept_weeks())));
    move || {
        let kept = kept.get()?;
        Some(view! {
            <span class="kept-note">
                {words::kept_weeks(&kept, clock::now(), model.zone.get())}
                <Show when=move || !model.offline.is_offline.get()>
                    " · "
                    <button class="btn btn--link btn--inline" type="button" on:click=move |_| model.read_again()>
                        {words::READ_AGAIN}
                    </button>
                </Show>
            </span>
        })
    }
}
