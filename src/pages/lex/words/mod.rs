//! What the Lex page says.

pub mod access;
pub mod failure;
pub mod result;

use crate::domain::range::Range;
use crate::route::ChartKind;

/// The page's heading.
pub const TITLE: &str = "Lex";
/// What the page is for.
pub const SUBTITLE: &str = "Analytics of an Amazon Lex bot, alongside your skill.";

/// The name of a kind of chart.
pub fn chart_name(kind: ChartKind) -> &'static str {
    match kind {
        ChartKind::Stacked => "Stacked",
        ChartKind::Bars => "Bars",
        ChartKind::Lines => "Lines",
        ChartKind::Share => "100%",
    }
}

/// Why a kind of chart does not fit, where it does not: only what adds up can be put on top of each other.
pub fn why_not_chart(kind: ChartKind, sums: bool) -> Option<&'static str> {
    let stacks = matches!(kind, ChartKind::Stacked | ChartKind::Share);
    (stacks && !sums).then_some("Averages and maxima of groups do not add up, so they are drawn as lines.")
}

/// The name of a range.
pub fn range_name(range: Range) -> &'static str {
    match range {
        Range::Day => "24 hours",
        Range::Week => "7 days",
        Range::FourWeeks => "28 days",
        Range::TwelveWeeks => "12 weeks",
        Range::Year => "52 weeks",
        Range::Custom(_) => "Dates",
    }
}

/// What setting an order does to the other place where one could stand.
pub const ORDER_HINT_TIME: &str =
    "Amazon accepts an order here or on a metric, not both. Ordering by metric is off while this is set.";
/// The same, once a metric gives the order.
pub const ORDER_HINT_METRIC: &str =
    "Amazon accepts an order here or on a metric, not both. Ordering by time is off while a metric gives the order.";
/// Said aloud once the other order was turned off.
pub const TIME_ORDER_OFF: &str = "The order by time was turned off: Amazon accepts one order only.";
/// Said aloud once the other order was turned off.
pub const METRIC_ORDER_OFF: &str = "The order by metric was turned off: Amazon accepts one order only.";

/// A query that many begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// What it is called.
    pub name: &'static str,
    /// Its address, without the skill, the bot and the range.
    pub query: &'static str,
}

/// The presets.
pub const PRESETS: [Preset; 6] = [
    Preset { name: "How conversations end", query: "" },
    Preset { name: "How long conversations take", query: "metrics=Duration.Avg~TurnsPerConversation.Avg&chart=lines" },
    Preset {
        name: "Busiest hours",
        query: "metrics=Count.Sum~Concurrency.Max&bin=ConversationStartTime.OneHour.Ascending&group=none",
    },
    Preset {
        name: "Intents that fail",
        query: "subject=intents&metrics=Failure.Sum.Descending~Count.Sum&group=IntentName",
    },
    Preset { name: "Stages that are tried again", query: "subject=stages&metrics=Retry.Sum.Descending~Count.Sum" },
    Preset {
        name: "Utterances that no intent took",
        query: "subject=utterances&metrics=Missed.Sum.Descending&filter=UtteranceState.EQ.Missed",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::LexView;

    #[test]
    fn every_preset_is_a_valid_query_of_its_own() {
        let mut seen = Vec::new();
        for preset in PRESETS {
            let (view, problems) = LexView::parse(preset.query);
            assert_eq!(problems, [""; 0], "{}", preset.name);
            assert!(!seen.contains(&view), "{}", preset.name);
            seen.push(view);
        }
    }

    #[test]
    fn what_does_not_add_up_is_not_stacked() {
        assert!(why_not_chart(ChartKind::Share, false).is_some());
        assert_eq!(why_not_chart(ChartKind::Lines, false), None);
        assert_eq!(why_not_chart(ChartKind::Stacked, true), None);
    }
}
