//! What stands in the builder, before it is run: the texts of its fields and a query that may still lack something.

use serde::{Deserialize, Serialize};

use crate::domain::instant::Instant;
use crate::domain::lex::BotId;
use crate::domain::lex::rule::Part;
use crate::domain::range::Range;
use crate::route::{DateField, LexView, date_text, typed_range};

/// A place in the builder that something is wrong with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// The bot's id.
    Bot,
    /// The first day.
    From,
    /// The last day.
    To,
    /// A part of the query.
    Part(Part),
}

/// What stands in the builder.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Skill, region, range, query and chart; its bot is in `bot`, and its dates in `from` and `to` where
    /// `has_dates`.
    pub view: LexView,
    /// The text of the bot's field.
    pub bot: String,
    /// Whether two dates are typed instead of a preset.
    pub has_dates: bool,
    /// The text of the first date.
    pub from: String,
    /// The text of the second date.
    pub to: String,
}

impl Draft {
    /// A view in the builder, at a time, where the installation's bot may stand in.
    pub fn of(view: &LexView, usual_bot: Option<&str>, now: Instant) -> Self {
        let span = view.range.span(now);
        let bot = view.bot_id.as_ref().map(BotId::as_str).or(usual_bot).unwrap_or_default();
        Self {
            view: view.clone(),
            bot: bot.to_owned(),
            has_dates: matches!(view.range, Range::Custom(_)),
            from: date_text(span.start),
            to: date_text(span.end.plus_s(-1)),
        }
    }

    /// The view that it asks for.
    ///
    /// # Errors
    /// A sentence for each place that something is wrong with, from the top.
    pub fn read(&self, usual_bot: Option<&str>, now: Instant) -> Result<LexView, Vec<(Place, String)>> {
        let mut problems = Vec::new();
        let mut view = self.view.clone();
        match BotId::parse(&self.bot) {
            Ok(id) => view.bot_id = Some(id).filter(|id| Some(id.as_str()) != usual_bot),
            Err(error) => problems.push((Place::Bot, error.0.to_owned())),
        }
        if self.has_dates {
            match typed_range(&self.from, &self.to, now) {
                Ok(range) => view.range = range,
                Err((DateField::From, words)) => problems.push((Place::From, words)),
                Err((DateField::To, words)) => problems.push((Place::To, words)),
            }
        }
        view.spec = view.spec.tidied();
        problems.extend(view.spec.problems().into_iter().map(|p| (Place::Part(p.part), p.words)));
        let has_measure =
            |name, statistic| view.spec.metrics.iter().any(|m| m.name == name && m.statistic == statistic);
        if view.measure.clone().is_some_and(|(name, statistic)| !has_measure(name, statistic)) {
            view.measure = None;
        }
        if problems.is_empty() { Ok(view) } else { Err(problems) }
    }

    /// What is wrong at a place.
    pub fn problem_at(problems: &[(Place, String)], place: Place) -> Option<String> {
        problems.iter().find(|(at, _)| *at == place).map(|(_, words)| words.clone())
    }
}

/// Whether two views ask Amazon the same; how the answer is drawn does not count.
pub fn asks_the_same(a: &LexView, b: &LexView) -> bool {
    (&a.bot_id, &a.region, a.range, &a.spec) == (&b.bot_id, &b.region, b.range, &b.spec)
}

/// A draft as the tab keeps it. It holds no key of AWS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptDraft {
    version: u32,
    /// The address that it was begun at.
    base: String,
    address: String,
    bot: String,
    has_dates: bool,
    from: String,
    to: String,
}

impl KeptDraft {
    const VERSION: u32 = 1;

    /// A draft that was begun at a view.
    pub fn new(base: &LexView, draft: &Draft) -> Self {
        Self {
            version: Self::VERSION,
            base: base.href(),
            address: draft.view.href(),
            bot: draft.bot.clone(),
            has_dates: draft.has_dates,
            from: draft.from.clone(),
            to: draft.to.clone(),
        }
    }

    /// The draft, where it was begun at this very view, or at whatever the page opens with.
    pub fn restore(self, view: &LexView) -> Option<Draft> {
        let opens_anew = asks_the_same(view, &LexView::default());
        if self.version != Self::VERSION || (self.base != view.href() && !opens_anew) {
            return None;
        }
        let (kept, _) = LexView::parse(self.address.split_once('?')?.1);
        let view = LexView { skill_id: view.skill_id.clone(), unknown: view.unknown.clone(), ..kept };
        Some(Draft { view, bot: self.bot, has_dates: self.has_dates, from: self.from, to: self.to })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lex::{Filter, FilterField, Operator};

    fn now() -> Instant {
        Instant::parse("2026-11-21T10:00:00Z").unwrap()
    }

    fn draft() -> Draft {
        Draft::of(&LexView::default(), Some("SANDBOXBOT"), now())
    }

    fn empty_filter() -> Filter {
        Filter { name: FilterField::LocaleId, operator: Operator::Eq, values: vec![" ".to_owned()] }
    }

    #[test]
    fn what_is_read_again_is_what_it_was_made_of_and_the_usual_bot_stays_out_of_the_address() {
        assert_eq!(draft().read(Some("SANDBOXBOT"), now()), Ok(LexView::default()));
        let own = Draft { bot: " K3TRIPS9QX ".to_owned(), ..draft() };
        assert_eq!(own.read(Some("SANDBOXBOT"), now()).unwrap().bot_id, BotId::parse("K3TRIPS9QX").ok());
    }

    #[test]
    fn every_problem_is_said_at_its_place() {
        let mut bad = Draft { bot: "x".to_owned(), has_dates: true, from: String::new(), ..draft() };
        bad.view.spec.filters.push(empty_filter());
        bad.view.spec.metrics.clear();
        let places: Vec<Place> = bad.read(None, now()).unwrap_err().into_iter().map(|p| p.0).collect();
        assert_eq!(places, [Place::Bot, Place::From, Place::Part(Part::Metrics), Place::Part(Part::Filter(0))]);
    }

    #[test]
    fn a_draft_outlasts_a_reload_of_the_page_that_it_was_begun_at() {
        let mut draft = Draft { bot: "half".to_owned(), ..draft() };
        draft.view.spec.toggle_group(&crate::domain::lex::GroupField::LocaleId);
        let json = serde_json::to_string(&KeptDraft::new(&LexView::default(), &draft)).unwrap();
        let kept = || serde_json::from_str::<KeptDraft>(&json).unwrap();
        assert_eq!(kept().restore(&LexView::default()), Some(draft));
        let elsewhere = LexView { range: Range::Week, ..LexView::default() };
        assert_eq!(kept().restore(&elsewhere), None);
        assert_eq!(KeptDraft { version: 9, ..kept() }.restore(&LexView::default()), None);
    }

    #[test]
    fn a_kind_of_chart_asks_nothing_new() {
        let lines = LexView { chart: crate::route::ChartKind::Lines, compare: true, ..LexView::default() };
        assert!(asks_the_same(&lines, &LexView::default()));
        assert!(!asks_the_same(&LexView { range: Range::Week, ..lines }, &LexView::default()));
    }
}
