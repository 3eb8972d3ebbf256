//! The sessions of the bot in the sandbox: splits add up to their whole, whatever is asked.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/fixed.rs"]
mod fixed;

use std::collections::BTreeMap;

use proptest::prelude::*;
use skillscope::domain::instant::{DAY_S, Instant};
use skillscope::domain::lex::{
    Bin, BinName, BotId, Filter, FilterField, GroupField, Interval, LexMetric, MetricSpec, Operator, Query, Statistic,
    Subject,
};
use skillscope::domain::window::Window;
use skillscope::sandbox::Options;
use skillscope::sandbox::lex::measure::{Counted, measure};
use skillscope::sandbox::lex::session::{Session, sessions_of_hour};

const SEED: u64 = Options::SEED;
/// 2026-11-01T00:00:00Z
const START_S: i64 = 1_793_491_200;

fn at(epoch_s: i64) -> Instant {
    Instant::from_epoch_s(epoch_s)
}

/// Long after the windows asked for.
fn now() -> Instant {
    at(START_S + 60 * DAY_S)
}

fn metric(name: LexMetric, statistic: Statistic) -> MetricSpec {
    MetricSpec { name, statistic, order: None }
}

/// Every metric of a subject, as a sum.
fn query(subject: Subject, start_s: i64, length_s: i64) -> Query {
    Query {
        bot_id: BotId::parse("SANDBOXBOT").unwrap(),
        subject,
        window: Window::new(at(start_s), at(start_s + length_s)).unwrap(),
        metrics: subject.shape().metrics.iter().map(|name| metric(name.clone(), Statistic::Sum)).collect(),
        bin: None,
        groups: Vec::new(),
        filters: Vec::new(),
        last_used_intent: false,
    }
}

fn filter(name: FilterField, operator: Operator, values: &[&str]) -> Filter {
    Filter { name, operator, values: values.iter().map(|v| (*v).to_owned()).collect() }
}

fn added(rows: &[Counted]) -> Vec<f64> {
    let width = rows.iter().map(|row| row.values.len()).max().unwrap_or(0);
    (0..width).map(|n| rows.iter().map(|row| row.values[n]).sum()).collect()
}

fn one(query: &Query) -> Vec<f64> {
    let rows = measure(SEED, now(), query);
    assert_eq!(rows.len(), 1);
    rows[0].values.clone()
}

fn sessions(start_s: i64, length_s: i64) -> Vec<Session> {
    let mut found = Vec::new();
    for hour in start_s / 3_600..(start_s + length_s) / 3_600 {
        sessions_of_hour(SEED, hour, &mut found);
    }
    found
}

#[test]
fn counts_are_those_of_the_single_sessions() {
    let all = sessions(START_S, 7 * DAY_S);
    let counted: Vec<&Session> = all.iter().filter(|s| s.end_s() <= START_S + 7 * DAY_S).collect();
    let week = one(&query(Subject::Sessions, START_S, 7 * DAY_S));
    let ended = |wire: &str| counted.iter().filter(|s| s.end.wire() == wire).count() as f64;
    assert!(counted.len() > 3_000);
    assert_eq!(week[0], counted.len() as f64);
    assert_eq!(week[1..4], [ended("Success"), ended("Failure"), ended("Dropped")]);
    assert_eq!(week[4], counted.iter().map(|s| s.duration_s as f64).sum::<f64>());
    assert_eq!(week[5], counted.iter().map(|s| f64::from(s.turns)).sum::<f64>());
    let utterances = one(&query(Subject::Utterances, START_S, 7 * DAY_S));
    assert_eq!(utterances[0], week[5], "each turn is something that was said");
    assert_eq!(utterances[1] + utterances[2], utterances[0]);
    let intents = one(&query(Subject::Intents, START_S, 7 * DAY_S));
    assert_eq!(intents[0], counted.iter().map(|s| s.visits().len() as f64).sum::<f64>());
    assert_eq!(intents[1..].iter().sum::<f64>(), intents[0], "each intent ends in one way");
    let stages = one(&query(Subject::IntentStages, START_S, 7 * DAY_S));
    assert_eq!(stages[1] + stages[2] + stages[3], stages[0]);
}

#[test]
fn an_average_is_the_sum_over_the_count_and_the_largest_is_one_of_them() {
    let mut query = query(Subject::Sessions, START_S, DAY_S);
    query.metrics = vec![
        metric(LexMetric::Count, Statistic::Sum),
        metric(LexMetric::Duration, Statistic::Sum),
        metric(LexMetric::Duration, Statistic::Avg),
        metric(LexMetric::Duration, Statistic::Max),
        metric(LexMetric::Success, Statistic::Avg),
        metric(LexMetric::Success, Statistic::Sum),
        metric(LexMetric::Concurrency, Statistic::Max),
    ];
    let values = one(&query);
    assert_eq!(values[2], values[1] / values[0]);
    assert_eq!(values[4], values[5] / values[0]);
    let all = sessions(START_S, DAY_S);
    let counted = || all.iter().filter(|s| s.end_s() <= START_S + DAY_S);
    assert_eq!(values[3], counted().map(|s| s.duration_s as f64).fold(0.0, f64::max));
    let at_once = |s: &Session| all.iter().filter(|o| o.begin_s <= s.begin_s && s.begin_s < o.end_s()).count();
    // The day before reaches a few seconds into this one, at its emptiest.
    assert_eq!(values[6], counted().map(at_once).max().unwrap() as f64);
}

#[test]
fn only_what_began_and_ended_within_the_time_and_is_over_counts() {
    let some = sessions(START_S, 3_600).into_iter().find(|s| s.duration_s > 10).unwrap();
    let count = |start_s: i64, end_s: i64, now_s: i64| {
        let mut query = query(Subject::Sessions, start_s, end_s - start_s);
        query.filters = vec![filter(FilterField::SessionId, Operator::Eq, &[&some.id()])];
        measure(SEED, at(now_s), &query).len()
    };
    let (begin_s, end_s) = (some.begin_s, some.end_s());
    assert_eq!(count(begin_s, end_s, end_s), 1);
    assert_eq!(count(begin_s + 1, end_s, end_s), 0);
    assert_eq!(count(begin_s, end_s - 1, end_s), 0);
    assert_eq!(count(begin_s, end_s + 60, end_s - 1), 0, "it is not over yet");
    assert_eq!(count(begin_s, end_s, end_s + 800 * DAY_S), 0, "it is forgotten");
}

#[test]
fn every_filter_takes_the_sessions_that_it_names() {
    let all = sessions(START_S, DAY_S);
    let all: Vec<Session> = all.into_iter().filter(|s| s.end_s() <= START_S + DAY_S).collect();
    let some = all.iter().find(|s| s.visits().len() == 2).unwrap();
    let count = |filters: Vec<Filter>| {
        let rows = measure(SEED, now(), &Query { filters, ..query(Subject::Sessions, START_S, DAY_S) });
        rows.first().map_or(0.0, |row| row.values[0])
    };
    let eq = |name, value: &str| filter(name, Operator::Eq, &[value]);
    let having = |is: &dyn Fn(&Session) -> bool| all.iter().filter(|s| is(s)).count() as f64;
    assert_eq!(count(vec![eq(FilterField::SessionId, &some.id())]), 1.0);
    assert_eq!(count(vec![eq(FilterField::OriginatingRequestId, &some.originating_request_id())]), 1.0);
    let path = some.intent_path();
    assert!(path.starts_with('/') && path.matches('/').count() == 2);
    assert_eq!(count(vec![eq(FilterField::IntentPath, &path)]), having(&|s| s.intent_path() == path));
    let long = filter(FilterField::Duration, Operator::Gt, &["60"]);
    let short = filter(FilterField::Duration, Operator::Lt, &["61"]);
    assert_eq!(count(vec![long.clone()]), having(&|s| s.duration_s > 60));
    assert_eq!(count(vec![long.clone()]) + count(vec![short.clone()]), all.len() as f64);
    assert_eq!(count(vec![long, short]), 0.0, "all filters hold at once");
    let drafts = count(vec![eq(FilterField::BotAliasId, "TSTALIASID")]);
    assert_eq!(drafts, count(vec![eq(FilterField::BotVersion, "DRAFT")]));
    assert_eq!(drafts, having(&|s| s.version.is_none()));
    let two = filter(FilterField::LocaleId, Operator::Eq, &["en_US", "de_DE"]);
    assert_eq!(count(vec![two]) + count(vec![eq(FilterField::LocaleId, "en_GB")]), all.len() as f64);
    assert_eq!(count(vec![eq(FilterField::LocaleId, "en-US")]), 0.0, "locales have an underscore");
    let parts = |field: FilterField, values: &[&str]| {
        values.iter().map(|value| count(vec![eq(field.clone(), value)])).collect::<Vec<f64>>()
    };
    for (field, values) in [
        (FilterField::Modality, &["Speech", "Text", "DTMF", "MultiMode"][..]),
        (FilterField::Channel, &["AmazonConnect", "Slack", "Facebook", "Twilio-Sms"]),
        (FilterField::ConversationEndState, &["Success", "Failure", "Dropped"]),
    ] {
        let parts = parts(field, values);
        assert!(parts.iter().all(|part| *part > 0.0), "{parts:?}");
        assert_eq!(parts.iter().sum::<f64>(), all.len() as f64);
    }
}

#[test]
fn filters_of_the_siblings_are_about_what_they_count() {
    let count = |subject: Subject, filters: Vec<Filter>, groups: Vec<GroupField>| {
        let rows = measure(SEED, now(), &Query { filters, groups, ..query(subject, START_S, DAY_S) });
        rows.into_iter().map(|row| (row.groups[0], row.values[0])).collect::<BTreeMap<_, _>>()
    };
    for (subject, field, group) in [
        (Subject::Intents, FilterField::IntentName, GroupField::IntentName),
        (Subject::Intents, FilterField::IntentEndState, GroupField::IntentEndState),
        (Subject::IntentStages, FilterField::IntentStageName, GroupField::IntentStageName),
        (Subject::Utterances, FilterField::UtteranceText, GroupField::UtteranceText),
        (Subject::Utterances, FilterField::UtteranceState, GroupField::UtteranceState),
    ] {
        let whole = count(subject, Vec::new(), vec![group.clone()]);
        assert!(whole.len() > 1, "{group}");
        for (name, values) in whole {
            let only = count(subject, vec![filter(field.clone(), Operator::Eq, &[name])], vec![group.clone()]);
            assert_eq!(only, BTreeMap::from([(name, values)]), "{group}");
        }
    }
    let fallback = filter(FilterField::IntentName, Operator::Eq, &["FallbackIntent"]);
    assert!(!count(Subject::IntentStages, vec![fallback], Vec::new()).is_empty());
    let levels = count(Subject::Intents, Vec::new(), vec![GroupField::IntentLevel]);
    assert_eq!(levels["1"], one(&query(Subject::Sessions, START_S, DAY_S))[0], "each session has a first intent");
    let switched = count(Subject::IntentStages, Vec::new(), vec![GroupField::SwitchedToIntent]);
    assert!(switched.contains_key("") && switched.contains_key("FallbackIntent"));
}

#[test]
fn a_day_is_what_it_always_was() {
    assert_eq!(fixed::lex_day(), fixed::FIXED_LEX_DAY);
}

#[test]
fn a_text_has_the_intent_that_it_was_last_said_in() {
    let mut query = query(Subject::Utterances, START_S, DAY_S);
    query.groups = vec![GroupField::UtteranceText];
    query.last_used_intent = true;
    let rows = measure(SEED, now(), &query);
    let of = |text: &str| rows.iter().find(|row| row.groups[0] == text).unwrap().last_used_intent;
    assert_eq!(of("book a trip"), "BookTrip");
    assert_eq!(of("agent"), "TalkToAgent");
    assert!(rows.iter().all(|row| !row.last_used_intent.is_empty()));
}

#[test]
fn a_year_has_a_rhythm_growth_and_an_outage() {
    let day = |start: &str| one(&query(Subject::Sessions, Instant::parse(start).unwrap().epoch_s(), DAY_S));
    let (before, after) = (day("2025-06-10T00:00:00Z")[0], day("2026-06-09T00:00:00Z")[0]);
    assert!(after > before * 1.1, "{before} {after}");
    let (usual, outage) = (day("2026-11-17T00:00:00Z"), day("2026-11-18T00:00:00Z"));
    assert!(outage[2] / outage[0] > 1.5 * usual[2] / usual[0], "{usual:?} {outage:?}");
    let mut hours = query(Subject::Sessions, Instant::parse("2026-11-18T00:00:00Z").unwrap().epoch_s(), DAY_S);
    hours.bin = Some(Bin { name: BinName::ConversationStartTime, interval: Interval::OneHour, order: None });
    let hours = measure(SEED, now(), &hours);
    assert_eq!(hours.len(), 23, "nothing was recorded from 15:00 to 16:00");
    let (most, least) = hours.iter().fold((0.0_f64, f64::MAX), |(m, l), r| (m.max(r.values[0]), l.min(r.values[0])));
    assert!(most > 2.0 * least);
    assert!(measure(SEED, now(), &query(Subject::Sessions, 1_700_000_000, DAY_S)).is_empty(), "before the launch");
    assert_ne!(
        measure(SEED + 1, now(), &query(Subject::Sessions, START_S, DAY_S))[0].values[4],
        day("2026-11-01T00:00:00Z")[4]
    );
}

fn any_subject() -> impl Strategy<Value = Subject> {
    prop::sample::select(Subject::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_split_adds_up_to_its_whole(
        subject in any_subject(),
        hours in 0_i64..300,
        minutes in 1_i64..2_000,
        split in any::<[bool; 3]>(),
        bin in prop::option::of((prop::sample::select(BinName::ALL.to_vec()), prop::sample::select(Interval::ALL.to_vec()))),
        locale in prop::option::of(prop::sample::select(vec!["en_US", "de_DE"])),
    ) {
        let mut whole = query(subject, START_S + hours * 3_600, minutes * 60);
        whole.filters = locale.iter().map(|id| filter(FilterField::LocaleId, Operator::Eq, &[id])).collect();
        let mut parts = whole.clone();
        parts.groups = subject.shape().groups.iter().zip(split).filter(|(_, on)| *on).map(|(g, _)| g.clone()).collect();
        parts.bin = bin.map(|(name, interval)| Bin { name, interval, order: None });
        let (whole, parts) = (measure(SEED, now(), &whole), measure(SEED, now(), &parts));
        prop_assert_eq!(added(&parts), added(&whole));
        let mut keys: Vec<_> = parts.iter().map(|row| (row.bin_s, row.groups)).collect();
        keys.sort();
        keys.dedup();
        prop_assert_eq!(keys.len(), parts.len());
    }

    #[test]
    fn what_is_true_of_every_session(hour in 485_000_i64..498_000, seed in any::<u64>()) {
        let mut found = Vec::new();
        sessions_of_hour(seed, hour, &mut found);
        for session in found {
            prop_assert_eq!(session.begin_s.div_euclid(3_600), hour);
            prop_assert!((1..3_600).contains(&session.duration_s));
            prop_assert!(session.turns >= 1 && !session.visits().is_empty());
            let last = session.visits().last().unwrap();
            prop_assert_eq!(last.end, session.end, "a session ends as its last intent does");
            prop_assert!(session.visits().iter().all(|visit| !visit.stages().is_empty()));
        }
    }
}
