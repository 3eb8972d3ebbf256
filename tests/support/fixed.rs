//! A few values of the sandbox's world with the usual seed. Changing one changes what every demo and every stored test
//! shows: bump the world on purpose or not at all.
#![allow(dead_code, reason = "each test file uses a part of it")]

/// 2025-03-10T00:00:00Z
pub const FIXED_WEEK_S: i64 = 1_741_564_800;
/// City Trips, live, that week, every metric in the document's order.
pub const FIXED_WEEK: [u64; 10] = [7819, 1866, 164131, 156716, 7415, 51117, 45021, 6096, 18429, 29636];
/// City Trips, live, total sessions of the first six hours.
pub const FIXED_HOURS: [u64; 6] = [374, 381, 309, 225, 168, 142];
/// That week: utterances of Hearth Lights, sessions of Morning Minute, utterances of City Trips in development, and
/// live with FindTripIntent.
pub const FIXED_OTHERS: [u64; 4] = [78462, 11183, 734, 35502];
/// 2026-11-21T13:00:00Z, in milliseconds
pub const FIXED_NOON_MS: i64 = 1_795_266_000_000;
/// "Shorter welcome message" of a world that is new then, in its last snapshot: users in C and T1, and what Customer
/// Friction is in T1.
pub const FIXED_WINNER: ([u64; 2], f64) = ([11_122, 10_993], 0.169_360_757_229_454_65);

/// What a day of 2026-11-01 has of Amazon Lex: every sum of sessions, and how often the first text by name was said.
pub const FIXED_LEX_DAY: [f64; 8] = [748.0, 556.0, 63.0, 129.0, 38_843.0, 3_788.0, 1_144.0, 166.0];

/// The same, computed.
pub fn lex_day() -> Vec<f64> {
    use skillscope::domain::instant::{DAY_S, Instant};
    use skillscope::domain::lex::{BotId, GroupField, MetricSpec, Query, Statistic, Subject};
    use skillscope::domain::window::Window;
    use skillscope::sandbox::Options;
    use skillscope::sandbox::lex::measure::measure;

    let start = Instant::from_epoch_s(1_793_491_200);
    let end = start.plus_s(DAY_S);
    let query = |subject: Subject, groups: Vec<GroupField>| Query {
        bot_id: BotId::parse("SANDBOXBOT").unwrap(),
        subject,
        window: Window { start, end },
        metrics: subject
            .shape()
            .metrics
            .iter()
            .map(|name| MetricSpec { name: name.clone(), statistic: Statistic::Sum, order: None })
            .collect(),
        bin: None,
        groups,
        filters: Vec::new(),
        last_used_intent: false,
    };
    let mut values = measure(Options::SEED, end, &query(Subject::Sessions, Vec::new()))[0].values.clone();
    let texts = measure(Options::SEED, end, &query(Subject::Utterances, vec![GroupField::UtteranceText]));
    values.push(texts[0].values[0]);
    values
}
