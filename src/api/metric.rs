//! Get metrics: `GET /v1/skills/{skillId}/metrics` (metrics-api.txt; API-FACTS.md, section 2).

use std::fmt;

use serde::de::{self, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::operation::{Operation, json};
use super::request::{Request, Response, segment};
use crate::domain::id::SkillId;
use crate::domain::instant::Instant;
use crate::domain::metric::{Metric, Period};
use crate::domain::series::Series;
use crate::domain::skill::{SkillType, Stage};
use crate::domain::window::Window;

/// The parameters of the request, every one of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetSkillMetrics {
    /// The skill.
    pub skill_id: SkillId,
    /// `startTime` and `endTime`, at most a week apart.
    pub window: Window,
    /// The aggregation period.
    pub period: Period,
    /// What to count.
    pub metric: Metric,
    /// Live or development.
    pub stage: Stage,
    /// The type of the skill.
    pub skill_type: SkillType,
    /// Only this intent.
    pub intent: Option<String>,
    /// Only this locale.
    pub locale: Option<String>,
    /// The largest page wanted. The document permits 100,000 and Amazon's client model 50: leave it out unless asked.
    pub max_results: Option<u32>,
    /// Where the last page ended.
    pub next_token: Option<String>,
}

impl GetSkillMetrics {
    /// The operation's name in Amazon's client model.
    pub const NAME: &'static str = "getSkillMetrics";
    /// The largest page that the document permits (metrics-api.txt, `maxResults`).
    pub const MAX_RESULTS: u32 = 100_000;
    /// The largest page that Amazon's client model permits, to fall back to after a 400.
    pub const MODEL_MAX_RESULTS: u32 = 50;
}

impl Operation for GetSkillMetrics {
    type Output = MetricPage;

    fn request(&self) -> Request {
        Request::get(Self::NAME, format!("/v1/skills/{}/metrics", segment(self.skill_id.as_str())))
            .with("startTime", self.window.start.to_string())
            .with("endTime", self.window.end.to_string())
            .with("period", self.period.as_str())
            .with("metric", self.metric.as_str())
            .with("stage", self.stage.as_str())
            .with("skillType", self.skill_type.as_str())
            .with_some("intent", self.intent.as_deref())
            .with_some("locale", self.locale.as_deref())
            .with_some("maxResults", self.max_results.map(|n| n.to_string()))
            .with_some("nextToken", self.next_token.as_deref())
    }

    fn decode(&self, response: &Response) -> Result<MetricPage, String> {
        json(response)
    }
}

/// One page of a metric (`GetMetricDataResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct MetricPage {
    /// The metric, as the service named it.
    pub metric: Metric,
    /// `timestamps` and `values`, paired.
    pub series: Series,
    /// Where the next page starts; absent on the last one.
    pub next_token: Option<String>,
}

/// Read by hand rather than derived: a page has up to 100,000 timestamps, which become numbers without a text each.
impl<'de> Deserialize<'de> for MetricPage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PageVisitor)
    }
}

struct PageVisitor;

impl<'de> Visitor<'de> for PageVisitor {
    type Value = MetricPage;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with metric, timestamps and values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<MetricPage, A::Error> {
        let (mut metric, mut times_s, mut values, mut next_token) = (None, None, None, None);
        while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            match key.as_ref() {
                "metric" => metric = Some(map.next_value::<Metric>()?),
                "timestamps" => times_s = map.next_value_seed(List(TimeSeed))?,
                "values" => values = map.next_value_seed(List(ValueSeed))?,
                "nextToken" => next_token = map.next_value::<Option<String>>()?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        let metric = metric.ok_or_else(|| de::Error::missing_field("metric"))?;
        let times_s = times_s.ok_or_else(|| de::Error::missing_field("timestamps"))?;
        let values = values.ok_or_else(|| de::Error::missing_field("values"))?;
        if times_s.len() != values.len() {
            return Err(de::Error::custom(format_args!("{} timestamps for {} values", times_s.len(), values.len())));
        }
        Ok(MetricPage {
            metric,
            series: Series::new(times_s, values),
            next_token: next_token.filter(|t| !t.is_empty()),
        })
    }
}

/// A list of items, each read by a seed; null where the list itself is null.
struct List<S>(S);

impl<'de, S: DeserializeSeed<'de> + Copy> DeserializeSeed<'de> for List<S> {
    type Value = Option<Vec<S::Value>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, S: DeserializeSeed<'de> + Copy> Visitor<'de> for List<S> {
    type Value = Option<Vec<S::Value>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::with_capacity(seq.size_hint().unwrap_or(1_024));
        while let Some(item) = seq.next_element_seed(self.0)? {
            items.push(item);
        }
        Ok(Some(items))
    }
}

#[derive(Clone, Copy)]
struct TimeSeed;

impl<'de> DeserializeSeed<'de> for TimeSeed {
    type Value = i64;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<i64, D::Error> {
        Instant::deserialize(deserializer).map(Instant::epoch_s)
    }
}

#[derive(Clone, Copy)]
struct ValueSeed;

impl<'de> DeserializeSeed<'de> for ValueSeed {
    type Value = f64;

    /// Null is a missing value: NaN.
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<f64, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for ValueSeed {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number or null")
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<f64, E> {
        Ok(value)
    }

    fn visit_unit<E: de::Error>(self) -> Result<f64, E> {
        Ok(f64::NAN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn query() -> GetSkillMetrics {
        GetSkillMetrics {
            skill_id: SkillId::parse("amzn1.ask.skill.001").unwrap(),
            window: Window::new(
                Instant::parse("2018-11-01T10:45:00Z").unwrap(),
                Instant::parse("2018-11-02T10:45:00Z").unwrap(),
            )
            .unwrap(),
            period: Period::Single,
            metric: Metric::UniqueCustomers,
            stage: Stage::Live,
            skill_type: SkillType::Custom,
            intent: None,
            locale: Some("en-US".to_owned()),
            max_results: Some(3),
            next_token: Some("token".to_owned()),
        }
    }

    fn read(body: &str) -> Result<MetricPage, String> {
        query().decode(&Response { status: 200, headers: Default::default(), body: body.as_bytes().to_vec() })
    }

    #[test]
    fn the_documents_sample_request_is_what_is_sent() {
        assert_eq!(
            query().request().target(),
            "/v1/skills/amzn1.ask.skill.001/metrics?startTime=2018-11-01T10%3A45%3A00Z&endTime=2018-11-02T10%3A45%3A00Z&period=SINGLE&metric=uniqueCustomers&stage=live&skillType=custom&locale=en-US&maxResults=3&nextToken=token"
        );
    }

    #[test]
    fn the_documents_sample_response_is_read() {
        let page = read(
            r#"{"metric":"uniqueCustomers","timestamps":["2018-11-01T10:45:00Z","2018-11-01T11:45:00Z","2018-11-01T12:45:00Z"],"values":[10,20,30],"nextToken":"string"}"#,
        )
        .unwrap();
        assert_eq!(page.metric, Metric::UniqueCustomers);
        assert_eq!(page.series.values(), [10.0, 20.0, 30.0]);
        assert_eq!(page.series.times_s()[0], 1_541_069_100);
        assert_eq!(page.next_token.as_deref(), Some("string"));
    }

    #[test]
    fn null_is_missing_and_not_zero() {
        let page =
            read(r#"{"metric":"x","timestamps":["2018-11-01T10:45:00Z"],"values":[null],"nextToken":null,"more":{}}"#)
                .unwrap();
        assert_eq!(page.series.known().count(), 0);
        assert_eq!(page.metric, Metric::Unknown("x".to_owned()));
        assert_eq!(page.next_token, None);
    }

    #[test]
    fn what_is_not_as_documented_is_said() {
        for (body, said) in [
            (r#"{"metric":"x","timestamps":["2018-11-01T10:45:00Z""#, "ends too early"),
            ("<html>", "not JSON"),
            ("", "ends too early"),
            (r#"{"metric":"x","timestamps":[],"values":[1]}"#, "0 timestamps for 1 values"),
            (r#"{"timestamps":[],"values":[]}"#, "missing field `metric`"),
            (r#"{"metric":"x","timestamps":null,"values":[]}"#, "missing field `timestamps`"),
            (r#"{"metric":"x","timestamps":["yesterday"],"values":[1]}"#, "RFC 3339"),
        ] {
            let error = read(body).unwrap_err();
            assert!(error.contains(said), "{body}: {error}");
        }
    }

    proptest! {
        #[test]
        fn any_body_is_answered_without_a_panic(body in "\\PC{0,200}") {
            let _ = read(&body);
        }
    }
}
