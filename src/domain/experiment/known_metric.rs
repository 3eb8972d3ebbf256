//! The A/B metrics that Amazon's pages name. Which others there are, no document says.

/// A metric whose meaning is documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownMetric {
    /// Its name in the A/B documents.
    pub name: &'static str,
    /// Its older name, in the tutorial and the command-line tool. One metric, two names: never both in one test.
    pub older_name: &'static str,
    /// What it counts.
    pub meaning: &'static str,
    /// Whether more of it is better, which follows from what it counts.
    pub up_is_good: bool,
}

impl KnownMetric {
    /// All of them (API-FACTS.md, section 3).
    pub const ALL: [KnownMetric; 3] = [
        KnownMetric {
            name: "Customer Friction",
            older_name: "CPDR",
            meaning: "How often customers hit errors, repeat themselves or give up",
            up_is_good: false,
        },
        KnownMetric {
            name: "ISP : Sales",
            older_name: "ISP_SALES_QUANTITY",
            meaning: "In-skill products sold",
            up_is_good: true,
        },
        KnownMetric {
            name: "Skill Next Day Retention",
            older_name: "NEXT_DAY_RETENTION",
            meaning: "Customers who come back the next day",
            up_is_good: true,
        },
    ];

    /// The metric of a name, old or new, whatever its case and the blanks around it.
    pub fn find(name: &str) -> Option<Self> {
        let name = name.trim();
        Self::ALL.into_iter().find(|m| m.name.eq_ignore_ascii_case(name) || m.older_name.eq_ignore_ascii_case(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_names_of_a_metric_lead_to_it() {
        assert_eq!(KnownMetric::find(" cpdr "), KnownMetric::find("Customer Friction"));
        assert!(KnownMetric::find("ISP_SALES_QUANTITY").is_some_and(|m| m.up_is_good));
        assert_eq!(KnownMetric::find("Friction"), None);
    }
}
