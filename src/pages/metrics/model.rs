//! What the parts of the Metrics page share: the chosen skill, the query and what has been read.

use std::sync::Arc;

use leptos::prelude::*;

use super::address::MetricsAddress;
use super::offline::{Moment, Offline};
use crate::domain::group::Group;
use crate::domain::id::SkillId;
use crate::domain::instant::Instant;
use crate::domain::metric::{Metric, Period};
use crate::domain::range::{Range, complete_end, is_too_coarse};
use crate::domain::skill::{Skill, SkillType};
use crate::domain::window::Window;
use crate::domain::words;
use crate::platform::clock;
use crate::route::Zone;
use crate::state::api::ApiContext;
use crate::state::board::{Board, BoardQuery};
use crate::state::board_loader::{BoardLoader, Reading};
use crate::state::experiment_runs::ExperimentRuns;
use crate::state::figure::{Figure, figure};
use crate::state::now::DataClock;
use crate::state::skill_list::SkillList;

/// The page's state, all of it derived from its address, the skills and what the service answered.
#[derive(Clone, Copy)]
pub struct MetricsModel {
    /// The address.
    pub address: MetricsAddress,
    /// The chosen skill, where the list has it.
    pub skill: Memo<Option<Skill>>,
    /// The type of the query.
    pub skill_type: Memo<SkillType>,
    /// The group in the main chart.
    pub group: Memo<Group>,
    /// The moment that ranges end with, held still while data is on screen.
    pub moment: RwSignal<Instant>,
    /// The whole span of the chart.
    pub span: Memo<Window>,
    /// The end of what is complete.
    pub complete_end: Memo<Instant>,
    /// What to read; `None` without a skill, or where the range has not begun.
    pub query: Memo<Option<BoardQuery>>,
    /// The client.
    pub api: ApiContext,
    /// What reads it.
    pub loader: BoardLoader,
    /// What has been read.
    pub board: Signal<Option<Arc<Board>>>,
    /// The key figures.
    pub figures: Memo<Vec<Figure>>,
    /// The zone that times are shown in.
    pub zone: Memo<words::Zone>,
    /// The runs of the skill's experiments, once the figures are there.
    pub runs: ExperimentRuns,
    /// Whether there is a network, and what the page does without.
    pub offline: Offline,
    data_clock: DataClock,
    /// How often the same query was read again.
    again: RwSignal<u32>,
    /// What the next load reads from.
    reading: StoredValue<Reading>,
    /// The period that gave way to a short range, to come back with a longer one.
    taken_period: RwSignal<Option<Period>>,
}

/// The zone of this machine.
const LOCAL: words::Zone = words::Zone {
    name: "local time",
    offset_min_at: |epoch_s| clock::local_offset_min(Instant::from_epoch_s(epoch_s)),
};

impl MetricsModel {
    /// Derives everything, and keeps the loader reading what the query asks for.
    pub fn new() -> Self {
        let address = MetricsAddress::from_router();
        let skills = expect_context::<SkillList>();
        let api = expect_context::<ApiContext>();
        let data_clock = expect_context::<DataClock>();

        let moment = RwSignal::new(data_clock.now_untracked());
        // Whoever moves the demo's clock wants to see what has come since.
        Effect::new(move |before: Option<i64>| {
            let ahead_s = data_clock.ahead_s();
            if before.is_some_and(|before| before != ahead_s) {
                moment.set(data_clock.now_untracked());
            }
            ahead_s
        });

        let view = address.view;
        let skill = Memo::new(move |_| view.with(|v| v.skill_id.clone()).and_then(|id| skills.find(&id)));
        let skill_type = Memo::new(move |_| {
            let listed = || skill.with(|s| s.as_ref().map(|s| s.skill_type.clone()));
            view.with(|v| v.skill_type.clone()).or_else(listed).unwrap_or(SkillType::Custom)
        });
        let group = Memo::new(move |_| {
            let skill_type = skill_type.get();
            let asked = view.with(|v| v.group.as_deref().and_then(Group::parse));
            asked
                .filter(|g| Group::of_skill_type(&skill_type).contains(g))
                .unwrap_or_else(|| Group::first_of(&skill_type))
        });
        let span = Memo::new(move |_| view.with(|v| v.range).span(moment.get()));
        let query = Memo::new(move |_| {
            // Until the list has said what type the skill has, a query could ask for metrics that it does not have.
            if skills.get().is_pending() && skill.with(Option::is_none) {
                return None;
            }
            let view = view.get();
            let asked = view.range.asked(moment.get())?;
            Some(BoardQuery {
                skill_id: view.skill_id?,
                stage: view.stage,
                skill_type: skill_type.get(),
                intent: view.intent,
                locale: view.locale,
                period: view.period,
                asked,
                compare_offset_s: view.comparison.offset_s(span.get()),
            })
        });
        let complete_end = Memo::new(move |_| {
            let end = span.get().end;
            query.with(|q| q.as_ref().map_or(end, |q| complete_end(q.period, q.asked, moment.get())))
        });

        let loader = BoardLoader::new();
        let again = RwSignal::new(0_u32);
        let reading = StoredValue::new(Reading::ArchiveFirst);
        let offline = Offline::new(api, query, moment);
        Effect::new(move |_| {
            again.track();
            let (Some(api), Some(query)) = (api.get(), query.get()) else {
                loader.clear();
                return;
            };
            if offline.moment.get() == Moment::Sought {
                return;
            }
            let from = reading.try_update_value(|r| std::mem::replace(r, Reading::ArchiveFirst));
            let first = untrack(|| shown_first(group.get(), &query.skill_type));
            loader.load(api, query, &first, from.unwrap_or(Reading::ArchiveFirst));
        });
        let board = loader.board();
        offline.when_back(move |was_past| {
            let is_whole =
                board.with_untracked(|b| b.as_ref().is_some_and(|b| b.progress().done == b.progress().total));
            if was_past {
                moment.set(data_clock.now_untracked());
                again.update(|n| *n = n.wrapping_add(1));
            } else if let (false, Some(api)) = (is_whole, api.try_now()) {
                loader.retry(api);
            }
        });
        let figures = Memo::new(move |_| {
            let now = moment.get();
            board.with(|board| {
                let Some(board) = board else { return Vec::new() };
                let groups = Group::of_skill_type(&board.query().skill_type);
                groups.into_iter().map(|group| figure(board, group, now)).collect()
            })
        });
        let zone = Memo::new(move |_| match view.with(|v| v.zone) {
            Zone::Utc => words::Zone::UTC,
            Zone::Local => LOCAL,
        });
        // Experiments wait until the figures of their skill were read once; then they stay while those are read anew.
        let with_experiments = Memo::new(move |before: Option<&Option<SkillId>>| {
            let skill_id = query.with(|q| q.as_ref().map(|q| q.skill_id.clone()))?;
            let was_ready = before.is_some_and(|before| before.as_ref() == Some(&skill_id));
            let is_read = board.with(|b| b.as_ref().is_some_and(|b| !b.is_loading() && !b.has_nothing()));
            let is_custom = skill_type.get() == SkillType::Custom;
            (is_custom && (was_ready || is_read)).then_some(skill_id)
        });
        let runs = ExperimentRuns::new(with_experiments.into());
        Self {
            address,
            skill,
            skill_type,
            group,
            moment,
            span,
            complete_end,
            query,
            api,
            loader,
            board,
            figures,
            zone,
            runs,
            offline,
            data_clock,
            again,
            reading,
            taken_period: RwSignal::new(None),
        }
    }

    /// Goes to another range, by a period that fits it.
    pub fn choose_range(&self, range: Range) {
        let period = self.address.view.with_untracked(|v| v.period);
        let fitting = range.fitting_period(period, self.taken_period.get_untracked());
        self.taken_period.set((range == Range::Day && fitting != period).then_some(period));
        self.address.change(move |view| {
            view.range = range;
            view.period = fitting;
            view.zoom = None;
        });
    }

    /// Shows another type than the list's, or with `None` the list's own.
    pub fn choose_type(&self, skill_type: Option<SkillType>) {
        self.address.change(move |view| {
            view.skill_type = skill_type;
            view.group = None;
            view.hidden = None;
        });
    }

    /// Whether no bucket of the range is over, so that there is nothing to count. Tracked.
    pub fn is_too_coarse(&self) -> bool {
        let moment = self.moment.get();
        self.query.with(|q| q.as_ref().is_some_and(|q| is_too_coarse(q.period, q.asked, moment)))
    }

    /// The name of the skill for sentences.
    pub fn skill_name(&self) -> String {
        let by_id = || self.address.view.with(|v| v.skill_id.as_ref().map(|id| id.short())).unwrap_or_default();
        self.skill.with(|s| s.as_ref().map(|s| s.name.clone())).unwrap_or_else(by_id)
    }

    /// Reads everything again from the service, up to the present.
    pub fn read_again(&self) {
        let _ = self.reading.try_set_value(Reading::Anew);
        self.moment.set(self.data_clock.now_untracked());
        self.again.update(|n| *n = n.wrapping_add(1));
    }

    /// Reads what is missing.
    pub fn retry(&self) {
        if let Some(api) = self.api.try_now() {
            self.loader.retry(api);
        }
    }
}

impl Default for MetricsModel {
    fn default() -> Self {
        Self::new()
    }
}

/// The metrics that are read before the others: those of the chart, then those of the cards.
fn shown_first(group: Group, skill_type: &SkillType) -> Vec<Metric> {
    let mut first = group.metrics(skill_type);
    for other in Group::of_skill_type(skill_type) {
        first.extend(other.needs().iter().filter(|m| !first.contains(m)).cloned().collect::<Vec<_>>());
    }
    first
}
