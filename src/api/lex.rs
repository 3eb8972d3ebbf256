//! Analytics of an Amazon Lex bot: ListSessionMetrics (lex-list-session-metrics.txt) and its siblings ListIntentMetrics,
//! ListIntentStageMetrics and ListUtteranceMetrics, whose shapes are the same but for their words.

use serde::{Deserialize, Serialize};

use super::operation::{Operation, json};
use super::request::{Effect, Method, Request, Response, Service, segment};
use crate::domain::instant::Instant;
use crate::domain::lex::{
    BinName, FilterField, GroupField, Interval, LexMetric, MetricResult, Operator, Order, Query, Row, Statistic,
};

/// One page of a query. Signed, not sent with a token of Login with Amazon. Changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListMetrics {
    /// What is asked.
    pub query: Query,
    /// The largest page wanted, 1 to 1,000.
    pub max_results: Option<u32>,
    /// Where the last page ended.
    pub next_token: Option<String>,
}

/// One page of results.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricPage {
    /// The rows.
    pub rows: Vec<Row>,
    /// Where the next page starts; absent on the last one.
    pub next_token: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    start_date_time: i64,
    end_date_time: i64,
    metrics: Vec<Metric<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bin_by: Vec<Bin<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    group_by: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attributes: Vec<Attribute>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    filters: Vec<Filter<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_results: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<&'a str>,
}

#[derive(Serialize)]
struct Metric<'a> {
    name: &'a LexMetric,
    statistic: &'a Statistic,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<&'a Order>,
}

#[derive(Serialize)]
struct Bin<'a> {
    name: &'a BinName,
    interval: &'a Interval,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<&'a Order>,
}

#[derive(Serialize)]
struct Named<'a> {
    name: &'a GroupField,
}

#[derive(Serialize)]
struct Attribute {
    name: &'static str,
}

#[derive(Serialize)]
struct Filter<'a> {
    name: &'a FilterField,
    operator: &'a Operator,
    values: &'a [String],
}

impl ListMetrics {
    fn body(&self) -> Body<'_> {
        let query = &self.query;
        Body {
            start_date_time: query.window.start.epoch_s(),
            end_date_time: query.window.end.epoch_s(),
            metrics: query
                .metrics
                .iter()
                .map(|m| Metric { name: &m.name, statistic: &m.statistic, order: m.order.as_ref() })
                .collect(),
            bin_by: query
                .bin
                .iter()
                .map(|b| Bin { name: &b.name, interval: &b.interval, order: b.order.as_ref() })
                .collect(),
            group_by: query.groups.iter().map(|name| Named { name }).collect(),
            attributes: query.last_used_intent.then_some(Attribute { name: "LastUsedIntent" }).into_iter().collect(),
            filters: query
                .filters
                .iter()
                .map(|f| Filter { name: &f.name, operator: &f.operator, values: &f.values })
                .collect(),
            max_results: self.max_results,
            next_token: self.next_token.as_deref(),
        }
    }

    /// The exact body that is sent, with line breaks, to be shown.
    pub fn pretty_body(&self) -> String {
        serde_json::to_string_pretty(&self.body()).unwrap_or_default()
    }
}

impl Operation for ListMetrics {
    type Output = MetricPage;

    fn request(&self) -> Request {
        let shape = self.query.subject.shape();
        let path = format!("/bots/{}/analytics/{}", segment(self.query.bot_id.as_str()), shape.path);
        let request = Request::write(shape.operation, Method::Post, path).with_json(&self.body());
        Request { effect: Effect::Read, service: Service::Lex, authorized: false, ..request }
    }

    fn decode(&self, response: &Response) -> Result<MetricPage, String> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Page {
            #[serde(default)]
            results: Vec<Option<WireRow>>,
            #[serde(default)]
            next_token: Option<String>,
        }
        let page: Page = json(response)?;
        let rows: Vec<Row> = page.results.into_iter().flatten().map(WireRow::into_row).collect();
        // Every query asks for metrics: rows without any are not rows of which nothing was counted.
        if !rows.is_empty() && rows.iter().all(|row| row.metrics.is_empty()) {
            return Err("no row has a metric".to_owned());
        }
        Ok(MetricPage { rows, next_token: page.next_token.filter(|token| !token.is_empty()) })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireRow {
    #[serde(default)]
    bin_keys: Option<Vec<WireBin>>,
    #[serde(default)]
    group_by_keys: Option<Vec<WireGroup>>,
    #[serde(default)]
    metrics_results: Option<Vec<WireMetric>>,
    #[serde(default)]
    attribute_results: Option<Vec<WireAttribute>>,
}

#[derive(Deserialize)]
struct WireBin {
    name: Option<BinName>,
    value: Option<f64>,
}

#[derive(Deserialize)]
struct WireGroup {
    name: Option<GroupField>,
    value: Option<String>,
}

#[derive(Deserialize)]
struct WireMetric {
    name: Option<LexMetric>,
    statistic: Option<Statistic>,
    value: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireAttribute {
    last_used_intent: Option<String>,
}

/// From here on a number of seconds would lie after the year 2286, so that it is one of milliseconds: which of the two a
/// bin's value is, no document says.
const FIRST_MILLISECONDS: f64 = 1e10;

fn instant(value: f64) -> Option<Instant> {
    let seconds = if value.abs() >= FIRST_MILLISECONDS { value / 1_000.0 } else { value };
    (seconds.is_finite() && seconds.abs() < FIRST_MILLISECONDS).then(|| Instant::from_epoch_s(seconds.floor() as i64))
}

impl WireRow {
    fn into_row(self) -> Row {
        let bin = self.bin_keys.into_iter().flatten().find_map(|bin| Some((bin.name?, instant(bin.value?)?)));
        let groups = self.group_by_keys.into_iter().flatten();
        let metrics = self.metrics_results.into_iter().flatten();
        let attributes = self.attribute_results.into_iter().flatten();
        Row {
            bin,
            groups: groups.filter_map(|g| Some((g.name?, g.value.unwrap_or_default()))).collect(),
            metrics: metrics
                .filter_map(|m| {
                    Some(MetricResult {
                        name: m.name?,
                        statistic: m.statistic?,
                        value: m.value.filter(|value| value.is_finite()),
                    })
                })
                .collect(),
            last_used_intent: attributes.filter_map(|a| a.last_used_intent).next(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lex::{self, BotId, MetricSpec, Subject};
    use crate::domain::window::Window;

    fn list() -> ListMetrics {
        let start = Instant::from_epoch_s(1_794_009_600);
        ListMetrics {
            query: Query {
                bot_id: BotId::parse("K3TRIPS9QX").unwrap(),
                subject: Subject::Sessions,
                window: Window::new(start, start.plus_s(1_209_600)).unwrap(),
                metrics: vec![
                    MetricSpec { name: LexMetric::Count, statistic: Statistic::Sum, order: None },
                    MetricSpec { name: LexMetric::Duration, statistic: Statistic::Avg, order: None },
                ],
                bin: Some(lex::Bin {
                    name: BinName::ConversationStartTime,
                    interval: Interval::OneDay,
                    order: Some(Order::Ascending),
                }),
                groups: vec![GroupField::ConversationEndState],
                filters: vec![lex::Filter {
                    name: FilterField::LocaleId,
                    operator: Operator::Eq,
                    values: vec!["en_US".to_owned()],
                }],
                last_used_intent: false,
            },
            max_results: Some(1_000),
            next_token: None,
        }
    }

    #[test]
    fn the_body_has_epoch_seconds_and_nothing_empty() {
        let request = list().request();
        assert_eq!(request.target(), "/bots/K3TRIPS9QX/analytics/sessionmetrics");
        assert!(!request.authorized, "no token of Login with Amazon goes to Lex");
        let body: serde_json::Value = serde_json::from_str(request.body.as_deref().unwrap()).unwrap();
        assert_eq!(
            body,
            serde_json::json!({"startDateTime": 1_794_009_600, "endDateTime": 1_795_219_200, "maxResults": 1000,
                "metrics": [{"name": "Count", "statistic": "Sum"}, {"name": "Duration", "statistic": "Avg"}],
                "binBy": [{"name": "ConversationStartTime", "interval": "OneDay", "order": "Ascending"}],
                "groupBy": [{"name": "ConversationEndState"}],
                "filters": [{"name": "LocaleId", "operator": "EQ", "values": ["en_US"]}]})
        );
    }

    #[test]
    fn a_page_is_read_with_seconds_or_milliseconds_and_nulls() {
        let body = br#"{"botId":"K3TRIPS9QX","nextToken":"t","results":[null,
            {"binKeys":[{"name":"ConversationStartTime","value":1794009600}],
             "groupByKeys":[{"name":"ConversationEndState","value":"Success"}],
             "metricsResults":[{"name":"Count","statistic":"Sum","value":402.0},
                               {"name":"Duration","statistic":"Avg","value":null}]},
            {"binKeys":[{"name":"ConversationStartTime","value":1794009600000}],"groupByKeys":null,
             "metricsResults":[{"name":"New","statistic":"P99","value":1}]}]}"#;
        let page = list().decode(&Response { status: 200, body: body.to_vec(), ..Response::default() }).unwrap();
        assert_eq!(page.rows.len(), 2);
        assert_eq!(page.rows[0].bin, page.rows[1].bin);
        assert_eq!(page.rows[0].value(&LexMetric::Count, &Statistic::Sum), Some(402.0));
        assert_eq!(page.rows[0].value(&LexMetric::Duration, &Statistic::Avg), None);
        assert_eq!(page.rows[0].group(&GroupField::ConversationEndState), Some("Success"));
        assert_eq!(page.rows[1].metrics[0].statistic.as_str(), "P99");
        assert_eq!(page.next_token.as_deref(), Some("t"));
    }

    #[test]
    fn rows_without_metrics_are_no_rows_of_which_nothing_was_counted() {
        let read = |body: &str| {
            list().decode(&Response { status: 200, body: body.as_bytes().to_vec(), ..Response::default() })
        };
        assert_eq!(read(r#"{"results":[]}"#).unwrap().rows, []);
        assert_eq!(read("{}").unwrap().rows, []);
        for body in [
            r#"{"results":null}"#,
            r#"{"results":[{"metricsResults":[{}]}]}"#,
            r#"{"results":[{"metricsResults":[{"name":null,"statistic":null,"value":null}]}]}"#,
        ] {
            assert!(read(body).is_err(), "{body}");
        }
    }
}
