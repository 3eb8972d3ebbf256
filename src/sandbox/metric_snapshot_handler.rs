//! List the metric snapshots of an experiment, and get one.

use serde_json::{Value, json as value};

use super::error_body::refusal;
use super::experiment_operation::Desk;
use super::experiment_record::{ExperimentRecord, stamp};
use super::message::{Incoming, json};
use super::simulated_user::Population;
use super::snapshot_calendar::SnapshotCalendar;
use super::{result_page, snapshot_figure};
use crate::api::request::Response;
use crate::domain::experiment::SnapshotStatus;

/// `GET …/metricSnapshots`: the oldest first. No figure is computed for it.
pub fn list(desk: &Desk<'_>, record: &ExperimentRecord, request: &Incoming) -> Response {
    let calendar = SnapshotCalendar::new(desk.caller.seed, record, desk.now_ms);
    let numbered = calendar.iter().flat_map(|calendar| (1..=calendar.len()).map(move |n| (calendar, n)));
    let row = |(calendar, n): (&SnapshotCalendar, u64)| {
        value!({
            "metricSnapshotId": calendar.id(n),
            "startDate": stamp(calendar.start_ms()),
            "endDate": stamp(calendar.end_ms(n)),
        })
    };
    let rows: Vec<_> = numbered.map(|entry| move || -> Value { row(entry) }).collect();
    result_page::answer(desk.caller, request, "metricSnapshots", &rows)
}

/// `GET …/metricSnapshots/{metricSnapshotId}`
pub fn get(desk: &Desk<'_>, record: &ExperimentRecord, id: &str) -> Response {
    let seed = desk.caller.seed;
    let calendar = SnapshotCalendar::new(seed, record, desk.now_ms);
    let Some((calendar, n)) = calendar.and_then(|c| Some((c, c.find(id)?))) else { return refusal(404) };
    let population = Population::new(seed, desk.skill, record, desk.now_ms);
    let measured = snapshot_figure::measured(seed, record);
    let moments = snapshot_figure::moments(population.as_ref(), &measured, calendar.end_ms(n));
    let rows: Vec<Value> = record
        .metrics
        .iter()
        .zip(&moments)
        .flat_map(|(metric, groups)| snapshot_figure::rows(&metric.name, groups, desk.knobs))
        .collect();
    let reasons = record.truth.as_ref().and_then(|truth| truth.status_reasons.as_ref());
    let body = match reasons {
        None => value!({ "status": SnapshotStatus::Reliable, "metrics": rows }),
        Some([even, odd]) => {
            let reason = if n % 2 == 0 { even } else { odd };
            value!({ "status": SnapshotStatus::Unreliable, "statusReason": reason, "metrics": rows })
        }
    };
    json(200, &body)
}
