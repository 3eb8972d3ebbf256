use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

use super::*;

const SKILL: &str = "amzn1.ask.skill.11111111-1111-4111-8111-111111111111";

#[test]
fn a_full_address_comes_back_as_it_was() {
    let query = format!(
        "v=1&skill={SKILL}&bot=K3TRIPS9QX&region=eu-west-1&from=2026-11-07&to=2026-11-20&metrics=Count.Sum%7EDuration.Avg.Descending&bin=ConversationStartTime.OneHour&group=ConversationEndState%7ELocaleId&filter=LocaleId.EQ.en_US%7Een_GB&filter=Duration.GT.30&chart=lines&measure=Duration.Avg&compare=on&future=1"
    );
    let (view, problems) = LexView::parse(&query);
    assert_eq!(problems, [""; 0]);
    assert_eq!(view.href(), format!("/lex?{query}"));
}

#[test]
fn an_empty_query_is_the_usual_view_of_each_subject() {
    for subject in Subject::ALL {
        let (view, problems) = LexView::parse(&format!("subject={}", subject.key()));
        assert_eq!((view.spec.clone(), problems.len()), (Spec::usual(subject), 0));
        let usual = if subject == Subject::Sessions { String::new() } else { format!("&subject={}", subject.key()) };
        assert_eq!(view.href(), format!("/lex?v=1{usual}"));
    }
}

#[test]
fn bad_values_are_explained_and_replaced() {
    let (view, problems) = LexView::parse(
        "v=2&bot=short&region=Mars&range=9y&subject=x&metrics=Count.P99&bin=Never.OneDay&group=Colour&filter=LocaleId.CO.en&attributes=x&chart=pie&measure=x&compare=maybe&skill=x&from=2026-11-20&to=2026-11-01",
    );
    assert_eq!(view, LexView::default());
    assert_eq!(problems.len(), 15, "{problems:#?}");
}

#[test]
fn each_part_that_cannot_be_used_is_said_by_its_own_words() {
    for (query, said) in [
        ("filter=LocaleId.CO.en_US", "“LocaleId.CO.en_US”"),
        ("metrics=Sessions.Sum", "“Sessions.Sum”"),
        ("bin=ConversationStartTime.OneWeek", "“ConversationStartTime.OneWeek”"),
        ("group=Colour", "“Colour”"),
        ("bot=short", "“short”"),
        ("subject=robots", "“robots”"),
        ("from=2026-06-01", "date"),
        ("to=2026-06-01", "date"),
        ("v=2", "another version"),
        ("v=", "another version"),
    ] {
        let (_, problems) = LexView::parse(query);
        assert_eq!(problems.len(), 1, "{query}: {problems:#?}");
        assert!(problems[0].contains(said), "{query}: {problems:#?}");
    }
}

#[test]
fn a_link_cannot_ask_for_what_amazon_refuses() {
    let (view, problems) = LexView::parse("metrics=Count.Sum.Descending&filter=IntentName.EQ.x&filter=Channel.GT.x");
    assert_eq!(view.spec.problems(), []);
    assert!(view.spec.filters.is_empty() && !view.spec.is_ordered_by_time());
    assert!(problems.len() >= 3 && problems.iter().all(|p| p.contains("does not accept")), "{problems:#?}");
}

fn spec() -> impl Strategy<Value = Spec> {
    let value = "[ -~äß日]{1,12}".prop_filter("a value has a text", |text| !text.trim().is_empty());
    let values = prop::collection::vec(value, 1..4);
    let parts = (
        any::<Index>(),
        any::<Index>(),
        any::<Index>(),
        any::<[bool; 4]>(),
        prop::collection::vec((any::<Index>(), values), 0..4),
    );
    parts.prop_flat_map(|(subject, order, ordered, [bins, by_time, hours, last], filters)| {
        let subject = Subject::ALL[subject.index(Subject::ALL.len())];
        let shape = subject.shape();
        let metrics = subsequence(shape.metrics.to_vec(), 1..=shape.metrics.len());
        let groups = subsequence(shape.groups.to_vec(), 0..=shape.most_groups);
        (metrics, groups).prop_map(move |(metrics, groups)| {
            let which = |index: &Index| Order::ALL[index.index(Order::ALL.len())].clone();
            let mut spec = Spec {
                subject,
                metrics: metrics
                    .into_iter()
                    .map(|name| MetricSpec { name, statistic: Statistic::Avg, order: None })
                    .collect(),
                bin: bins.then_some(Bin {
                    name: BinName::UtteranceTimestamp,
                    interval: if hours { Interval::OneHour } else { Interval::OneDay },
                    order: None,
                }),
                groups,
                filters: filters
                    .iter()
                    .map(|(name, values)| Filter {
                        name: shape.filters[name.index(shape.filters.len())].clone(),
                        operator: Operator::Eq,
                        values: values.clone(),
                    })
                    .filter(|filter| filter.name != FilterField::Duration)
                    .collect(),
                last_used_intent: last && subject == Subject::Utterances,
            };
            if by_time {
                spec.order_by_time(Some(which(&order)));
            } else {
                let index = ordered.index(spec.metrics.len());
                spec.order_by_metric(index, Some(which(&order)));
            }
            spec.tidied()
        })
    })
}

proptest! {
    #[test]
    fn any_query_that_can_be_built_comes_back_from_its_address(spec in spec(), chart in 0_usize..4, compare: bool) {
        prop_assert_eq!(spec.problems(), []);
        let measure = spec.metrics.last().map(|m| (m.name.clone(), m.statistic.clone()));
        let view = LexView { spec, measure, compare, chart: ChartKind::ALL[chart], ..LexView::default() };
        let href = view.href();
        let (again, problems) = LexView::parse(href.split_once('?').unwrap().1);
        prop_assert!(problems.is_empty(), "{:?}", problems);
        prop_assert_eq!(again, view);
    }

    #[test]
    fn any_text_is_read_and_writes_a_stable_address(
        query in "\\PC{0,80}", filter in "(LocaleId|Duration|IntentName|Channel)\\.(EQ|GT|LT|CO)\\.\\PC{0,20}", subject in 0_usize..4,
    ) {
        let subject = Subject::ALL[subject].key();
        let filter: String = form_urlencoded::byte_serialize(filter.as_bytes()).collect();
        let (view, _) = LexView::parse(&format!("subject={subject}&filter={filter}&{query}"));
        prop_assert_eq!(view.spec.problems(), []);
        let href = view.href();
        let (again, problems) = LexView::parse(href.split_once('?').unwrap().1);
        prop_assert_eq!(&again, &view);
        prop_assert!(problems.is_empty(), "{:?}", problems);
    }
}
