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
