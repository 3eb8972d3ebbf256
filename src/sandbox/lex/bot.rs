//! The bot of the sandbox: a travel agent by phone and chat, in three locales.

use crate::domain::instant::DAY_S;

/// When its first session was recorded: 2025-03-03T00:00:00Z, in seconds since the epoch.
pub const LAUNCH_S: i64 = 1_740_960_000;
/// For how long sessions are kept.
pub const RETENTION_S: i64 = 731 * DAY_S;

/// A locale of the bot.
#[derive(Debug)]
pub struct Locale {
    /// Its id, as `en_US`.
    pub id: &'static str,
    /// Sessions on an average day at launch.
    pub sessions_per_day: f64,
    /// How far the clocks of most of its users are from UTC, in hours.
    pub utc_offset_h: i64,
    /// Which of an intent's texts are said in it: 0 for English, 1 for German.
    pub language: usize,
}

/// The locales.
pub static LOCALES: [Locale; 3] = [
    Locale { id: "en_US", sessions_per_day: 300.0, utc_offset_h: -6, language: 0 },
    Locale { id: "en_GB", sessions_per_day: 105.0, utc_offset_h: 0, language: 0 },
    Locale { id: "de_DE", sessions_per_day: 75.0, utc_offset_h: 1, language: 1 },
];

/// Where users meet the bot.
#[derive(Debug)]
pub struct Channel {
    /// Its name.
    pub name: &'static str,
    /// Its share of the sessions, in percent.
    pub share: u32,
    /// The shares of [`MODALITIES`] in it, in percent.
    pub modalities: [u32; 4],
}

/// How users talk to the bot.
pub const MODALITIES: [&str; 4] = ["Speech", "Text", "DTMF", "MultiMode"];
/// How long a turn takes in each, in seconds.
pub const TURN_S: [f64; 4] = [8.0, 11.0, 6.0, 9.0];

/// The channels.
pub static CHANNELS: [Channel; 4] = [
    Channel { name: "AmazonConnect", share: 52, modalities: [78, 0, 9, 13] },
    Channel { name: "Slack", share: 14, modalities: [0, 100, 0, 0] },
    Channel { name: "Facebook", share: 22, modalities: [0, 96, 0, 4] },
    Channel { name: "Twilio-Sms", share: 12, modalities: [0, 100, 0, 0] },
];

/// A stage of an intent.
#[derive(Debug)]
pub struct StageEntry {
    /// The slot that is asked for, or the step.
    pub name: &'static str,
    /// What is answered, by language; empty where nothing is asked.
    pub answers: [&'static [&'static str]; 2],
}

/// The stage in which an intent is confirmed.
pub const CONFIRMATION: &str = "Confirmation";
/// The stage in which it is carried out.
pub const FULFILLMENT: &str = "Fulfillment";

const CITY: StageEntry = StageEntry {
    name: "City",
    answers: [&["Lisbon", "Berlin", "to New York", "Paris please"], &["Lissabon", "Berlin", "nach Hamburg", "Wien"]],
};
const DATE: StageEntry = StageEntry {
    name: "DepartureDate",
    answers: [&["tomorrow", "next Friday", "on the third of May"], &["morgen", "nächsten Freitag", "am dritten Mai"]],
};
const TRAVELLERS: StageEntry =
    StageEntry { name: "Travellers", answers: [&["two", "just me", "four people"], &["zwei", "nur ich", "vier"]] };
const BOOKING: StageEntry =
    StageEntry { name: "BookingNumber", answers: [&["booking one two three"], &["Buchung eins zwei drei"]] };
const CONFIRM: StageEntry = StageEntry { name: CONFIRMATION, answers: [&["yes", "yes please"], &["ja", "ja bitte"]] };
const FULFIL: StageEntry = StageEntry { name: FULFILLMENT, answers: [&[], &[]] };

/// An intent of the bot.
#[derive(Debug)]
pub struct IntentEntry {
    /// Its name.
    pub name: &'static str,
    /// Its share of all that is asked.
    pub share: u32,
    /// Its stages.
    pub stages: &'static [StageEntry],
    /// What is said to begin it, by language.
    pub texts: [&'static [&'static str]; 2],
}

/// The most stages that an intent has.
pub const MOST_STAGES: usize = 5;

/// The intents; the last one takes what no other takes.
pub static INTENTS: [IntentEntry; 6] = [
    IntentEntry {
        name: "FindTrip",
        share: 34,
        stages: &[CITY, DATE, FULFIL],
        texts: [
            &["find a trip", "I want to travel", "show me trips", "where can I go"],
            &["finde eine Reise", "ich möchte verreisen", "zeig mir Reisen"],
        ],
    },
    IntentEntry {
        name: "BookTrip",
        share: 26,
        stages: &[CITY, DATE, TRAVELLERS, CONFIRM, FULFIL],
        texts: [&["book a trip", "I'd like to book", "book it"], &["buche eine Reise", "ich möchte buchen"]],
    },
    IntentEntry {
        name: "CheckWeather",
        share: 18,
        stages: &[CITY, FULFIL],
        texts: [&["what's the weather", "will it rain"], &["wie wird das Wetter", "regnet es"]],
    },
    IntentEntry {
        name: "CancelTrip",
        share: 12,
        stages: &[BOOKING, CONFIRM, FULFIL],
        texts: [&["cancel my trip", "I can't travel"], &["storniere meine Reise"]],
    },
    IntentEntry {
        name: "TalkToAgent",
        share: 10,
        stages: &[FULFIL],
        texts: [&["agent", "talk to a person", "representative"], &["Mitarbeiter", "einen Menschen bitte"]],
    },
    IntentEntry { name: "FallbackIntent", share: 0, stages: &[FULFIL], texts: MISSED },
];

/// The place of the intent that takes what no other takes.
pub const FALLBACK: usize = INTENTS.len() - 1;

/// What the bot does not understand, by language.
pub const MISSED: [&[&str]; 2] = [
    &["hmm", "what about my points", "can I bring my dog", "no the other one", "how much is parking", "you are wrong"],
    &["äh", "was ist mit meinen Punkten", "darf mein Hund mit", "nein das andere", "was kostet das Parken"],
];

/// The alias that people use, and the one that the team tests with.
pub const ALIASES: [&str; 2] = ["LIVEALIAS1", "TSTALIASID"];
/// The version that the team tests.
pub const DRAFT: &str = "DRAFT";

/// A version that the live alias led to.
#[derive(Debug)]
pub struct Version {
    /// Its number.
    pub number: &'static str,
    /// From when on, in seconds since the epoch.
    pub since_s: i64,
    /// How likely a session fails in it.
    pub failing: f64,
}

/// The versions, oldest first.
pub static VERSIONS: [Version; 5] = [
    Version { number: "3", since_s: LAUNCH_S, failing: 0.17 },
    Version { number: "4", since_s: 1_751_356_800, failing: 0.13 }, // 2025-07-01T08:00:00Z
    Version { number: "5", since_s: 1_764_144_000, failing: 0.11 }, // 2025-11-26T08:00:00Z
    Version { number: "6", since_s: 1_776_672_000, failing: 0.14 }, // 2026-04-20T08:00:00Z
    Version { number: "7", since_s: 1_788_940_800, failing: 0.08 }, // 2026-09-09T08:00:00Z
];

/// The version that the live alias led to at a time.
pub fn version(at_s: i64) -> &'static Version {
    VERSIONS.iter().rev().find(|version| version.since_s <= at_s).unwrap_or(&VERSIONS[0])
}
