//! Who and what exists in the sandbox: one vendor, four skills, three accounts.

use crate::domain::skill::{SkillType, Stage};

/// The vendor that owns the four skills.
pub const VENDOR_ID: &str = "M1SANDBOX";
/// Its name.
pub const VENDOR_NAME: &str = "Sandbox Studio";

/// A locale of a skill.
#[derive(Debug)]
pub struct Locale {
    /// Its code, as `en-US`.
    pub code: &'static str,
    /// The skill's name in it.
    pub name: &'static str,
    /// Sessions on an average day of the first year, live.
    pub sessions_per_day: f64,
    /// How far the clocks of most of its customers are from UTC, in hours.
    pub utc_offset_h: i64,
}

/// An intent of a skill.
#[derive(Debug)]
pub struct Intent {
    /// Its name.
    pub name: &'static str,
    /// Its share of what goes well, in parts of the sum over all intents.
    pub share: u32,
    /// Its share of what goes wrong, likewise.
    pub failed_share: u32,
}

/// A skill.
#[derive(Debug)]
pub struct SkillEntry {
    /// Its id.
    pub id: &'static str,
    /// Its type.
    pub skill_type: SkillType,
    /// Its number in the store.
    pub asin: &'static str,
    /// When it went live, in seconds since the epoch; `None` where nobody has used it yet.
    pub launch_s: Option<i64>,
    /// When its live stage was last changed, in seconds since the epoch.
    pub updated_s: i64,
    /// Its locales.
    pub locales: &'static [Locale],
    /// Its intents; none for types that have no interaction model of their own.
    pub intents: &'static [Intent],
    /// Utterances to a session.
    pub utterances_per_session: f64,
}

impl SkillEntry {
    /// The stages that every skill of the sandbox has.
    pub const STAGES: [Stage; 2] = [Stage::Live, Stage::Development];
}

const fn locale(code: &'static str, name: &'static str, sessions_per_day: f64, utc_offset_h: i64) -> Locale {
    Locale { code, name, sessions_per_day, utc_offset_h }
}

const fn intent(name: &'static str, share: u32, failed_share: u32) -> Intent {
    Intent { name, share, failed_share }
}

static CITY_TRIPS_INTENTS: [Intent; 12] = [
    intent("FindTripIntent", 22, 14),
    intent("CityInfoIntent", 17, 8),
    intent("ListSightsIntent", 13, 6),
    intent("NextSightIntent", 11, 3),
    intent("BookTripIntent", 8, 16),
    intent("WeatherIntent", 7, 5),
    intent("SaveTripIntent", 5, 6),
    intent("MyTripsIntent", 4, 3),
    intent("AMAZON.HelpIntent", 4, 1),
    intent("AMAZON.FallbackIntent", 3, 35),
    intent("AMAZON.StopIntent", 4, 2),
    intent("AMAZON.CancelIntent", 2, 1),
];

static DAY_PLANNER_INTENTS: [Intent; 3] =
    [intent("PlanDayIntent", 6, 5), intent("AMAZON.HelpIntent", 1, 1), intent("AMAZON.StopIntent", 3, 1)];

static SKILLS: [SkillEntry; 4] = [
    SkillEntry {
        id: "amzn1.ask.skill.11111111-1111-4111-8111-111111111111",
        skill_type: SkillType::Custom,
        asin: "B0SANDBOX1",
        launch_s: Some(1_557_846_000), // 2019-05-14T15:00:00Z
        updated_s: 1_759_312_800,      // 2025-10-01T10:00:00Z
        locales: &[
            locale("en-US", "City Trips", 1_450.0, -6),
            locale("en-GB", "City Trips", 620.0, 0),
            locale("de-DE", "Städtereisen", 410.0, 1),
        ],
        intents: &CITY_TRIPS_INTENTS,
        utterances_per_session: 3.2,
    },
    SkillEntry {
        id: "amzn1.ask.skill.22222222-2222-4222-8222-222222222222",
        skill_type: SkillType::SmartHome,
        asin: "B0SANDBOX2",
        launch_s: Some(1_600_074_000), // 2020-09-14T09:00:00Z
        updated_s: 1_740_992_400,      // 2025-03-03T09:00:00Z
        locales: &[locale("en-US", "Hearth Lights", 2_300.0, -6), locale("de-DE", "Hearth Licht", 900.0, 1)],
        intents: &[],
        utterances_per_session: 1.4,
    },
    SkillEntry {
        id: "amzn1.ask.skill.33333333-3333-4333-8333-333333333333",
        skill_type: SkillType::FlashBriefing,
        asin: "B0SANDBOX3",
        launch_s: Some(1_642_406_400), // 2022-01-17T08:00:00Z
        updated_s: 1_727_776_800,      // 2024-10-01T10:00:00Z
        locales: &[locale("en-GB", "Morning Minute", 780.0, 0)],
        intents: &[],
        utterances_per_session: 1.0,
    },
    SkillEntry {
        id: "amzn1.ask.skill.44444444-4444-4444-8444-444444444444",
        skill_type: SkillType::Custom,
        asin: "B0SANDBOX4",
        launch_s: None,
        updated_s: 1_762_768_800, // 2025-11-10T10:00:00Z
        locales: &[locale("en-US", "Day Planner", 0.0, -6)],
        intents: &DAY_PLANNER_INTENTS,
        utterances_per_session: 3.0,
    },
];

/// Every skill, in the order of their ids.
pub fn skills() -> &'static [SkillEntry] {
    &SKILLS
}

/// The skill with an id.
pub fn skill(id: &str) -> Option<&'static SkillEntry> {
    SKILLS.iter().find(|skill| skill.id == id)
}

/// Someone who can sign in.
#[derive(Debug)]
pub struct Account {
    /// A short name for forms and tests.
    pub key: &'static str,
    /// The id that Login with Amazon gives.
    pub user_id: &'static str,
    /// The person's name.
    pub name: &'static str,
    /// The person's address.
    pub email: &'static str,
    /// What the consent page says of them.
    pub about: &'static str,
    /// Role in the vendor; `None` for those who belong to none.
    pub role: Option<&'static str>,
    /// The numbers, from 0, of the skills that they have access to.
    pub skills: &'static [usize],
    /// A token that is accepted without signing in and never runs out.
    pub fixed_token: &'static str,
}

static ACCOUNTS: [Account; 3] = [
    Account {
        key: "alex",
        user_id: "amzn1.account.SANDBOXALEX",
        name: "Alex Sandbox",
        email: "alex@sandbox.invalid",
        about: "owns all four skills",
        role: Some("ROLE_ADMINISTRATOR"),
        skills: &[0, 1, 2, 3],
        fixed_token: "Atza|sandbox",
    },
    Account {
        key: "robin",
        user_id: "amzn1.account.SANDBOXROBIN",
        name: "Robin Sandbox",
        email: "robin@sandbox.invalid",
        about: "has access to Morning Minute only",
        role: Some("ROLE_MARKETER"),
        skills: &[2],
        fixed_token: "Atza|sandbox-robin",
    },
    Account {
        key: "sam",
        user_id: "amzn1.account.SANDBOXSAM",
        name: "Sam Sandbox",
        email: "sam@sandbox.invalid",
        about: "belongs to no vendor",
        role: None,
        skills: &[],
        fixed_token: "Atza|sandbox-sam",
    },
];

impl Account {
    /// Every account; the first owns everything.
    pub fn all() -> &'static [Account] {
        &ACCOUNTS
    }

    /// The account with a short name.
    pub fn by_key(key: &str) -> Option<&'static Account> {
        ACCOUNTS.iter().find(|account| account.key == key)
    }

    /// Whether the account has access to a skill.
    pub fn may_see(&self, skill: &SkillEntry) -> bool {
        self.skills().any(|s| s.id == skill.id)
    }

    /// The skills that the account has access to.
    pub fn skills(&self) -> impl Iterator<Item = &'static SkillEntry> + '_ {
        self.skills.iter().filter_map(|&n| SKILLS.get(n))
    }
}
