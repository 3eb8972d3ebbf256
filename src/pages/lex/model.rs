//! The state of the page: what its address asks, what stands in the builder, and what has come.

use leptos::prelude::*;

use super::draft::{Draft, KeptDraft, Place, asks_the_same};
use crate::auth::context::SessionContext;
use crate::components::announcer::Announcer;
use crate::components::current_route::CurrentRoute;
use crate::config::{LexRegion, LexSettings};
use crate::domain::instant::Instant;
use crate::domain::lex::{BotId, LexMetric, Query, Spec, Statistic};
use crate::domain::skill::Skill;
use crate::platform::document;
use crate::platform::storage::Area;
use crate::route::{LexView, Route};
use crate::state::api::ApiContext;
use crate::state::lex_access::LexAccess;
use crate::state::lex_loader::LexLoader;
use crate::state::now::DataClock;
use crate::state::skill_list::SkillList;

/// What the parts of the page share. Cheap to copy.
#[derive(Clone, Copy)]
pub struct LexModel {
    /// The address.
    pub current: CurrentRoute,
    /// The state that the address names.
    pub view: Memo<LexView>,
    /// The skill as the list has it.
    pub skill: Memo<Option<Skill>>,
    /// Amazon Lex of this installation; `None` where there is none.
    pub settings: Memo<Option<LexSettings>>,
    /// Keys.
    pub access: LexAccess,
    /// The query and its rows.
    pub loader: LexLoader,
    /// What stands in the builder.
    pub draft: RwSignal<Draft>,
    /// What is wrong with it, once somebody wanted to run it.
    pub problems: RwSignal<Vec<(Place, String)>>,
    /// The time that presets of the range count from; it stands still while results are on screen.
    pub moment: RwSignal<Instant>,
    /// What is asked: region and query; `None` without a bot.
    pub asked: Memo<Option<(LexRegion, Query)>>,
    /// The groups that the legend has off.
    pub hidden: RwSignal<Vec<String>>,
    /// Whether the dialog with the keys is open.
    pub is_keys_open: RwSignal<bool>,
    /// Whether the least policy is shown.
    pub is_policy_open: RwSignal<bool>,
    /// Says what happened to a screen reader.
    pub announcer: Announcer,
    /// The client.
    pub api: ApiContext,
    runs: RwSignal<u32>,
    clock: DataClock,
}

impl LexModel {
    /// For the page of the router around.
    pub fn new(current: CurrentRoute) -> Self {
        let skills = expect_context::<SkillList>();
        let (access, api) = (expect_context::<LexAccess>(), expect_context::<ApiContext>());
        let (clock, session) = (expect_context::<DataClock>(), expect_context::<SessionContext>());
        let view = Memo::new(move |before: Option<&LexView>| match (current.route.get(), before) {
            (Route::Lex(view), _) => *view,
            // While another page is shown its address says nothing about this one.
            (_, Some(before)) => before.clone(),
            _ => LexView::default(),
        });
        let skill = Memo::new(move |_| view.with(|v| v.skill_id.clone()).and_then(|id| skills.find(&id)));
        let settings = Memo::new(move |_| access.settings());
        let moment = RwSignal::new(clock.now_untracked());
        let asked = Memo::new(move |_| {
            let settings = settings.get()?;
            let view = view.get();
            let region = settings.region(view.region.as_deref())?.clone();
            let bot_id = view.bot_id.or_else(|| BotId::parse(settings.bot_id.as_deref()?).ok())?;
            let window = view.range.asked(moment.get())?;
            Some((region, view.spec.query(bot_id, window)))
        });
        let usual_bot = settings.get_untracked().and_then(|s| s.bot_id);
        let now = moment.get_untracked();
        let first = view.get_untracked();
        let draft = kept_draft(untrack(|| draft_key(session)), &first);
        let draft = draft.unwrap_or_else(|| Draft::of(&first, usual_bot.as_deref(), now));
        let model = Self {
            current,
            view,
            skill,
            settings,
            access,
            loader: LexLoader::new(access),
            draft: RwSignal::new(draft),
            problems: RwSignal::new(Vec::new()),
            moment,
            asked,
            hidden: RwSignal::new(Vec::new()),
            is_keys_open: RwSignal::new(false),
            is_policy_open: RwSignal::new(false),
            announcer: Announcer::new(),
            api,
            runs: RwSignal::new(0),
            clock,
        };
        model.follow_address();
        model.keep_draft(session);
        model.run_what_is_asked();
        model
    }

    /// The installation's bot.
    pub fn usual_bot(&self) -> Option<String> {
        self.settings.with(|s| s.as_ref().and_then(|s| s.bot_id.clone()))
    }

    /// What the skill is called. Tracked.
    pub fn skill_name(&self) -> String {
        let listed = self.skill.with(|s| s.as_ref().map(|s| s.name.clone()));
        listed.or_else(|| self.view.with(|v| v.skill_id.as_ref().map(|id| id.short()))).unwrap_or_default()
    }

    /// The region whose name stands in the builder. Tracked.
    pub fn region(&self) -> Option<LexRegion> {
        let name = self.draft.with(|d| d.view.region.clone());
        self.settings.with(|s| s.as_ref()?.region(name.as_deref()).cloned())
    }

    /// Changes what is drawn, with a step in the history; what is asked stays.
    pub fn change(&self, change: impl Fn(&mut LexView)) {
        let Some(mut view) = self.view.try_get_untracked() else { return };
        change(&mut view);
        let _ = self.draft.try_update(|draft| change(&mut draft.view));
        self.current.go(&Route::Lex(Box::new(view)));
    }

    /// Changes what stands in the builder.
    pub fn edit(&self, change: impl FnOnce(&mut Draft)) {
        let _ = self.draft.try_update(change);
        let _ = self.problems.try_update(Vec::clear);
    }

    /// Changes the query in the builder.
    pub fn edit_spec(&self, change: impl FnOnce(&mut Spec)) {
        self.edit(|draft| change(&mut draft.view.spec));
    }

    /// Puts another view into the builder and runs it.
    pub fn open(&self, view: LexView) {
        let usual = untrack(|| self.usual_bot());
        self.edit(|draft| *draft = Draft::of(&view, usual.as_deref(), self.moment.get_untracked()));
        self.run();
    }

    /// Runs what stands in the builder, or says what is wrong with it.
    pub fn run(&self) {
        let now = self.clock.now_untracked();
        let usual = untrack(|| self.usual_bot());
        let Some(read) = self.draft.try_with_untracked(|d| d.read(usual.as_deref(), now)) else { return };
        match read {
            Ok(view) => {
                self.problems.set(Vec::new());
                self.moment.set(now);
                self.runs.update(|n| *n = n.wrapping_add(1));
                self.current.go(&Route::Lex(Box::new(view)));
            }
            Err(problems) => {
                let place = problems.first().map(|p| p.0);
                self.problems.set(problems);
                request_animation_frame(move || {
                    document::focus(match place {
                        Some(Place::Bot) => "lex-bot",
                        Some(Place::From) => "lex-from",
                        Some(Place::To) => "lex-to",
                        _ => "lex-query-problem",
                    });
                });
            }
        }
    }

    /// Asks once more what was asked.
    pub fn again(&self) {
        let _ = self.runs.try_update(|n| *n = n.wrapping_add(1));
    }

    /// Which measure is drawn. Tracked.
    pub fn measure(&self) -> Option<(LexMetric, Statistic)> {
        let run = self.loader.run().get()?;
        let is_there =
            |m: &(LexMetric, Statistic)| run.query.metrics.iter().any(|q| q.name == m.0 && q.statistic == m.1);
        let chosen = self.view.with(|v| v.measure.clone()).filter(is_there);
        chosen.or_else(|| run.query.metrics.first().map(|m| (m.name.clone(), m.statistic.clone())))
    }

    /// Another address puts what it asks into the builder; what is typed there stays while only the drawing changes.
    fn follow_address(&self) {
        let model = *self;
        Effect::new(move |before: Option<LexView>| {
            let view = model.view.get();
            if before.is_some_and(|before| !asks_the_same(&before, &view)) {
                let usual = untrack(|| model.usual_bot());
                model.draft.set(Draft::of(&view, usual.as_deref(), model.moment.get_untracked()));
                model.problems.set(Vec::new());
                model.hidden.set(Vec::new());
            }
            view
        });
    }

    fn keep_draft(&self, session: SessionContext) {
        let model = *self;
        Effect::new(move |before: Option<Option<String>>| {
            let (draft, view, key) = (model.draft.get(), model.view.get(), draft_key(session));
            let Some(own_key) = key.clone() else { return key };
            // Whose draft it is may become known a moment after the page is there; what was typed meanwhile wins.
            if before.is_some_and(|before| before != key) {
                let usual = untrack(|| model.usual_bot());
                let is_untouched = draft == Draft::of(&view, usual.as_deref(), model.moment.get_untracked());
                if let Some(kept) = kept_draft(Some(own_key.clone()), &view).filter(|_| is_untouched) {
                    model.draft.set(kept);
                    return key;
                }
            }
            // Where the browser refuses, a reload begins with what the address asks.
            let _ = Area::Tab.set_value(&own_key, &KeptDraft::new(&view, &draft));
            key
        });
    }

    /// A query runs by itself where keys are at hand; without them once somebody wants to, who is then asked for keys.
    fn run_what_is_asked(&self) {
        let model = *self;
        let is_ready = Memo::new(move |_| model.access.is_ready());
        let is_pending = Memo::new(move |_| model.access.is_pending());
        Effect::new(move |before: Option<u32>| {
            if is_pending.get() {
                // Who wants to run something meanwhile has it run then.
                return before.unwrap_or_else(|| model.runs.get_untracked());
            }
            let (asked, runs, is_ready) = (model.asked.get(), model.runs.get(), is_ready.get());
            let _ = model.access.revision();
            let is_wanted = before.is_some_and(|before| before != runs);
            let on_screen =
                untrack(|| model.loader.run().with(|r| r.as_ref().map(|r| (r.region.clone(), r.query.clone()))));
            match asked {
                Some((region, query)) if is_ready || is_wanted => model.loader.begin(region, query),
                // What came before the keys ran out stays to be read.
                Some((region, query)) if on_screen == Some((region.region.clone(), query.clone())) => {}
                _ => model.loader.clear(),
            }
            runs
        });
    }
}

/// Where the draft of whoever is signed in is kept. The session knows that before there is a client. Tracked.
fn draft_key(session: SessionContext) -> Option<String> {
    Some(session.namespace()?.key("lex-draft"))
}

fn kept_draft(key: Option<String>, view: &LexView) -> Option<Draft> {
    Area::Tab.value::<KeptDraft>(&key?)?.restore(view)
}
