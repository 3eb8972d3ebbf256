//! The words of a page that has no skill to be about, as Metrics says them.

/// Heading where the list of skills is empty.
pub const NONE: &str = "This account has no skills";
/// What is left to do.
pub const NONE_ADVICE: &str = "Amazon lists none for the developer accounts that you belong to. If you may read a skill \
    all the same, choose “Choose a skill” above and give its ID.";
/// While the list is on its way.
pub const READING: &str = "Reading your skills";
