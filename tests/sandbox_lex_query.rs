//! What Amazon Lex in the sandbox takes and refuses, and how pages follow each other.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;
#[path = "support/lex.rs"]
mod support_lex;

use proptest::prelude::*;
use serde_json::{Value, json};
use skillscope::api::error::{ApiError, ErrorKind};
use skillscope::api::lex::ListMetrics;
use skillscope::api::operation::Operation;
use skillscope::domain::instant::Instant;
use skillscope::domain::lex::{BotId, LexMetric, MetricSpec, Query, Statistic, Subject};
use skillscope::domain::window::Window;
use skillscope::sandbox::lex::body::read;
use support::{Service, on_both};
use support_lex::{bin_s, body, end_s, fixed_keys, now, refusal, rows, send, signed, start_s, unsigned, value};

/// The status, the type and the words for a body with these changes.
fn refused(service: &Service, changes: Value) -> (u16, String, String) {
    let response = send(service, "sessionmetrics", &body(changes.clone()));
    assert_ne!(response.status, 200, "{changes}");
    refusal(&response)
}

fn metric(name: &str, statistic: &str) -> Value {
    json!({"name": name, "statistic": statistic})
}

fn filter(name: &str, operator: &str, values: &[&str]) -> Value {
    json!([{"name": name, "operator": operator, "values": values}])
}

#[test]
fn every_limit_of_the_model_is_kept_in_the_services_words() {
    let count = metric("Count", "Sum");
    let cases = [
        (json!({"metrics": null}), "Value null at 'metrics' failed to satisfy constraint: Member must not be null"),
        (json!({"startDateTime": null}), "Value null at 'startDateTime'"),
        (json!({"endDateTime": null}), "Value null at 'endDateTime'"),
        (
            json!({"metrics": []}),
            "at 'metrics' failed to satisfy constraint: Member must have length greater than or equal to 1",
        ),
        (
            json!({"metrics": vec![count.clone(); 8]}),
            "at 'metrics' failed to satisfy constraint: Member must have length less than or equal to 7",
        ),
        (
            json!({"metrics": [metric("Count", "Average")]}),
            "Value 'Average' at 'metrics.1.member.statistic' failed to satisfy constraint: Member must satisfy enum value set: [Sum, Avg, Max]",
        ),
        (json!({"metrics": [metric("TurnsPerSession", "Sum")]}), "Value 'TurnsPerSession' at 'metrics.1.member.name'"),
        (json!({"metrics": [{"statistic": "Sum"}]}), "Value null at 'metrics.1.member.name'"),
        (json!({"metrics": [{"name": "Count"}]}), "Value null at 'metrics.1.member.statistic'"),
        (json!({"metrics": [{"name": "Count", "statistic": "Sum", "order": "Up"}]}), "at 'metrics.1.member.order'"),
        (json!({"binBy": []}), "at 'binBy' failed to satisfy constraint: Member must have length greater"),
        (
            json!({"binBy": vec![json!({"name": "ConversationStartTime", "interval": "OneDay"}); 2]}),
            "at 'binBy' failed to satisfy constraint: Member must have length less than or equal to 1",
        ),
        (
            json!({"binBy": [{"name": "ConversationStartTime", "interval": "OneWeek"}]}),
            "'OneWeek' at 'binBy.1.member.interval'",
        ),
        (json!({"binBy": [{"name": "StartTime", "interval": "OneDay"}]}), "'StartTime' at 'binBy.1.member.name'"),
        (json!({"groupBy": []}), "at 'groupBy'"),
        (
            json!({"groupBy": vec![json!({"name": "LocaleId"}); 3]}),
            "at 'groupBy' failed to satisfy constraint: Member must have length less than or equal to 2",
        ),
        (json!({"groupBy": [{"name": "Channel"}]}), "'Channel' at 'groupBy.1.member.name'"),
        (json!({"filters": []}), "at 'filters'"),
        (
            json!({"filters": vec![filter("Channel", "EQ", &["Slack"])[0].clone(); 11]}),
            "at 'filters' failed to satisfy constraint: Member must have length less than or equal to 10",
        ),
        (
            json!({"filters": filter("LocaleId", "CO", &["en"])}),
            "Value 'CO' at 'filters.1.member.operator' failed to satisfy constraint: Member must satisfy enum value set: [EQ, GT, LT]",
        ),
        (json!({"filters": filter("BotAlias", "EQ", &["x"])}), "'BotAlias' at 'filters.1.member.name'"),
        (json!({"filters": filter("LocaleId", "EQ", &[])}), "at 'filters.1.member.values'"),
        (
            json!({"filters": filter("LocaleId", "EQ", &["a", "b", "c", "d", "e", "f"])}),
            "at 'filters.1.member.values' failed to satisfy constraint: Member must have length less than or equal to 5",
        ),
        (json!({"filters": [{"name": "LocaleId", "operator": "EQ"}]}), "Value null at 'filters.1.member.values'"),
        (
            json!({"maxResults": 0}),
            "Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1",
        ),
        (
            json!({"maxResults": 1001}),
            "Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000",
        ),
        (json!({"startDateTime": start_s() * 1_000, "endDateTime": end_s() * 1_000}), "2 validation errors detected: "),
        (json!({"startDateTime": end_s(), "endDateTime": start_s()}), "before the endDateTime"),
        (json!({"endDateTime": start_s()}), "before the endDateTime"),
        (json!({"nextToken": "nonsense"}), "nextToken"),
    ];
    on_both(|service| {
        for (changes, wanted) in &cases {
            let (status, kind, words) = refused(service, changes.clone());
            assert_eq!((status, kind.as_str()), (400, "ValidationException"), "{changes}");
            assert!(words.contains(wanted), "{changes}: {words}");
        }
    });
}

#[test]
fn an_order_stands_in_the_bins_or_in_the_metrics_but_not_in_both() {
    on_both(|service| {
        let bins = json!([{"name": "ConversationStartTime", "interval": "OneDay", "order": "Ascending"}]);
        let metrics = json!([{"name": "Count", "statistic": "Sum", "order": "Descending"}]);
        let (status, kind, words) = refused(service, json!({"binBy": bins, "metrics": metrics}));
        assert_eq!((status, kind.as_str()), (400, "ValidationException"));
        assert!(words.contains("not in both"));
        assert_eq!(send(service, "sessionmetrics", &body(json!({"binBy": bins}))).status, 200);
        assert_eq!(send(service, "sessionmetrics", &body(json!({"metrics": metrics}))).status, 200);
    });
}

#[test]
fn what_has_another_type_cannot_be_read() {
    on_both(|service| {
        for changes in [
            json!({"metrics": "Count"}),
            json!({"metrics": ["Count"]}),
            json!({"metrics": [{"name": 1, "statistic": "Sum"}]}),
            json!({"startDateTime": "2026-11-07T00:00:00Z"}),
            json!({"maxResults": 1.5}),
            json!({"maxResults": "10"}),
            json!({"filters": [{"name": "LocaleId", "operator": "EQ", "values": "en_US"}]}),
            json!({"filters": [{"name": "Duration", "operator": "GT", "values": [60]}]}),
            json!({"nextToken": 7}),
        ] {
            let (status, kind, _) = refused(service, changes.clone());
            assert_eq!((status, kind.as_str()), (400, "SerializationException"), "{changes}");
        }
        let mut request = unsigned(&support_lex::path("sessionmetrics"), &json!({}));
        request.body = Some("{".to_owned());
        let response = service.send(&signed(service, &request, &fixed_keys(), now())).unwrap();
        assert_eq!(refusal(&response).1, "SerializationException");
    });
}

#[test]
fn what_means_nothing_is_a_failed_precondition() {
    on_both(|service| {
        for (changes, part) in [
            (json!({"filters": filter("LocaleId", "GT", &["en_US"])}), "filters"),
            (json!({"filters": filter("Duration", "GT", &["long"])}), "filters"),
            (json!({"filters": filter("Duration", "LT", &["1", "2"])}), "filters"),
            (json!({"filters": filter("Channel", "EQ", &[" "])}), "filters"),
            (json!({"groupBy": [{"name": "LocaleId"}, {"name": "LocaleId"}]}), "groupBy"),
            (json!({"metrics": [metric("Count", "Sum"), metric("Count", "Sum")]}), "metrics"),
        ] {
            let (status, kind, words) = refused(service, changes.clone());
            assert_eq!((status, kind.as_str()), (412, "PreconditionFailedException"), "{changes}");
            assert!(words.contains(part), "{words}");
        }
    });
}

#[test]
fn a_bot_id_has_ten_letters_and_digits() {
    on_both(|service| {
        for id in ["SANDBOX", "SANDBOXBOT1", "SANDBOX-BO", "SANDBOX%20B"] {
            let request = unsigned(&format!("/bots/{id}/analytics/sessionmetrics"), &body(json!({})));
            let response = service.send(&signed(service, &request, &fixed_keys(), now())).unwrap();
            let (status, kind, words) = refusal(&response);
            assert_eq!((status, kind.as_str()), (400, "ValidationException"), "{id}");
            assert!(words.contains("at 'botId' failed to satisfy constraint"), "{words}");
        }
    });
}

#[test]
fn each_subject_takes_its_own_words_and_no_others() {
    let service = Service::in_process();
    for subject in Subject::ALL {
        let shape = subject.shape();
        let metrics: Vec<Value> = shape.metrics.iter().map(|m| metric(m.as_str(), "Sum")).collect();
        for group in shape.groups {
            let changes = json!({"metrics": metrics, "groupBy": [{"name": group}], "endDateTime": start_s() + 7_200});
            let response = send(&service, shape.path, &body(changes));
            assert_eq!(response.status, 200, "{subject:?} {group}");
        }
        for name in shape.filters {
            let changes = json!({"filters": filter(name.as_str(), "EQ", &["1"]), "endDateTime": start_s() + 7_200});
            assert_eq!(send(&service, shape.path, &body(changes)).status, 200, "{subject:?} {name}");
        }
        let foreign = if subject == Subject::Utterances { "Success" } else { "Missed" };
        let response = send(&service, shape.path, &body(json!({"metrics": [metric(foreign, "Sum")]})));
        assert_eq!(refusal(&response).1, "ValidationException", "{subject:?}");
    }
    let response = send(&service, "utterancemetrics", &body(json!({"attributes": [{"name": "LastIntent"}]})));
    assert_eq!(refusal(&response).1, "ValidationException");
}

#[test]
fn pages_joined_are_the_whole_and_belong_to_their_query() {
    on_both(|service| {
        let query = json!({
            "binBy": [{"name": "ConversationStartTime", "interval": "OneHour"}],
            "groupBy": [{"name": "ConversationEndState"}, {"name": "LocaleId"}],
        });
        let whole = rows(service, "sessionmetrics", query.clone());
        assert!(whole.len() > 1_000, "more than a page: {}", whole.len());
        let mut small = query.clone();
        small["maxResults"] = json!(97);
        assert_eq!(rows(service, "sessionmetrics", small.clone()), whole);

        let first = value(&send(service, "sessionmetrics", &body(small.clone())));
        assert_eq!(first["results"].as_array().unwrap().len(), 97);
        let token = first["nextToken"].clone();
        let other_size =
            json!({"nextToken": token, "maxResults": 3, "binBy": query["binBy"], "groupBy": query["groupBy"]});
        let next = value(&send(service, "sessionmetrics", &body(other_size.clone())));
        assert_eq!(next["results"].as_array().unwrap()[..], whole[97..100]);
        let mut other = other_size;
        other["groupBy"] = json!([{"name": "LocaleId"}]);
        let (status, kind, _) = refused(service, other);
        assert_eq!((status, kind.as_str()), (400, "ValidationException"));
    });
}

#[test]
fn rows_are_newest_first_or_in_the_order_that_is_asked_for() {
    on_both(|service| {
        let bin = |order: Option<&str>| {
            let mut bin = json!({"name": "ConversationStartTime", "interval": "OneDay"});
            if let Some(order) = order {
                bin["order"] = json!(order);
            }
            json!({ "binBy": [bin] })
        };
        let bins = |query: Value| rows(service, "sessionmetrics", query).iter().map(bin_s).collect::<Vec<_>>();
        let newest_first = bins(bin(None));
        assert_eq!(newest_first.len(), 14);
        assert!(newest_first.is_sorted_by(|a, b| a > b) && newest_first.iter().all(|at| at % 86_400 == 0));
        assert_eq!(bins(bin(Some("Descending"))), newest_first);
        assert!(bins(bin(Some("Ascending"))).is_sorted());
        let mut by_metric = bin(None);
        by_metric["metrics"] = json!([{"name": "Count", "statistic": "Sum", "order": "Ascending"}]);
        let counts = rows(service, "sessionmetrics", by_metric);
        assert!(counts.iter().map(|row| support_lex::number(row, 0)).is_sorted());
    });
}

#[test]
fn a_bin_may_count_milliseconds() {
    on_both(|service| {
        service.control("POST", "knobs", r#"{"lexBinUnit":"milliseconds"}"#);
        let query = json!({"binBy": [{"name": "ConversationStartTime", "interval": "OneDay", "order": "Ascending"}]});
        assert_eq!(bin_s(&rows(service, "sessionmetrics", query)[0]), start_s() * 1_000);
    });
}

#[test]
fn errors_have_their_type_in_each_form_and_the_client_reads_all_statuses() {
    on_both(|service| {
        let faulty = |fault: &str| {
            let rule = json!({"faults": [{"fault": fault, "pathContains": "/analytics/", "times": 1}]});
            service.control("POST", "knobs", &rule.to_string());
            let response = send(service, "sessionmetrics", &body(json!({})));
            assert!(response.request_id().is_some());
            response
        };
        for (status, kind) in [
            (400, "ValidationException"),
            (402, "ServiceQuotaExceededException"),
            (403, "AccessDeniedException"),
            (412, "PreconditionFailedException"),
            (429, "ThrottlingException"),
            (500, "InternalServerException"),
            (503, "ServiceUnavailableException"),
        ] {
            let response = faulty(&status.to_string());
            let (got, name, words) = refusal(&response);
            assert_eq!((got, name.as_str()), (status, kind));
            let error = ApiError::from_response("listSessionMetrics", &response);
            assert_eq!((error.status, error.service_message.as_deref()), (Some(status), Some(words.as_str())));
        }
        assert_eq!(faulty("429-retry-after=3").headers.get("Retry-After"), Some("3"));
        service.control("POST", "knobs", r#"{"awsErrorForm":"headerWithSuffix"}"#);
        assert!(refused(service, json!({"maxResults": 0})).1.starts_with("ValidationException:http"));
        service.control("POST", "knobs", r#"{"awsErrorForm":"body"}"#);
        let response = send(service, "sessionmetrics", &body(json!({"maxResults": 0})));
        assert_eq!(response.headers.get("X-Amzn-ErrorType"), None);
        assert_eq!(value(&response)["__type"], "ValidationException");
    });
}

#[test]
fn a_used_up_quota_and_too_many_requests_are_402_and_429() {
    on_both(|service| {
        service.control("POST", "knobs", r#"{"lexQuotaUsedUp":true}"#);
        assert_eq!(refused(service, json!({})).1, "ServiceQuotaExceededException");
        service.control("POST", "knobs", r#"{"lexQuotaUsedUp":false,"ratePerS":0.001,"burst":1,"retryAfterS":2}"#);
        let responses: Vec<_> = (0..3).map(|_| send(service, "sessionmetrics", &body(json!({})))).collect();
        let last = responses.last().unwrap();
        assert_eq!((last.status, last.headers.get("Retry-After")), (429, Some("2")));
        assert_eq!(refusal(last).1, "ThrottlingException");
    });
}

#[test]
fn faults_of_the_answer_reach_the_rows() {
    on_both(|service| {
        let list = ListMetrics {
            query: Query {
                bot_id: BotId::parse("SANDBOXBOT").unwrap(),
                subject: Subject::Sessions,
                window: Window::new(Instant::from_epoch_s(start_s()), Instant::from_epoch_s(end_s())).unwrap(),
                metrics: [LexMetric::Count, LexMetric::Success, LexMetric::Dropped]
                    .map(|name| MetricSpec { name, statistic: Statistic::Sum, order: None })
                    .to_vec(),
                bin: None,
                groups: Vec::new(),
                filters: Vec::new(),
                last_used_intent: false,
            },
            max_results: None,
            next_token: None,
        };
        let page = |fault: &str| {
            let rule = json!({"faults": [{"fault": fault, "pathContains": "/analytics/", "times": 1}]});
            service.control("POST", "knobs", &rule.to_string());
            let request = signed(service, &list.request(), &fixed_keys(), now());
            list.read(&service.send(&request).unwrap())
        };
        let values = |fault: &str| page(fault).unwrap().rows[0].metrics.iter().map(|m| m.value).collect::<Vec<_>>();
        assert!(values("null-values")[0].is_none() && values("null-values")[1].is_some());
        assert!(matches!(page("unknown-metric").unwrap().rows[0].metrics[0].name, LexMetric::Unknown(_)));
        assert!(matches!(page("truncate").unwrap_err().kind, ErrorKind::Decode { .. }));
    });
}

/// Any JSON, of the names and words that queries have and of nonsense.
fn any_json() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(vec![
        "Count",
        "Sum",
        "Avg",
        "OneDay",
        "OneHour",
        "ConversationStartTime",
        "LocaleId",
        "EQ",
        "GT",
        "Duration",
        "",
        "é",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        word.prop_map(Value::from),
    ];
    let key = prop::sample::select(vec![
        "startDateTime",
        "endDateTime",
        "metrics",
        "binBy",
        "groupBy",
        "filters",
        "attributes",
        "maxResults",
        "nextToken",
        "name",
        "statistic",
        "order",
        "interval",
        "operator",
        "values",
        "x",
    ]);
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..8)
                .prop_map(|pairs| pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_body_makes_the_sandbox_panic(body in any_json(), subject in 0_usize..4) {
        let bot_id = BotId::parse("SANDBOXBOT").unwrap();
        let text = serde_json::to_vec(&body).unwrap();
        if let Err(error) = read(bot_id, Subject::ALL[subject], &text) {
            prop_assert!([400, 412].contains(&error.status));
            prop_assert!(!error.message.is_empty());
        }
    }
}
