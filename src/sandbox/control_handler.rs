//! `/_sandbox/…`: the sandbox's own controls. Amazon has nothing like them.

use serde::Deserialize;
use serde_json::json as value;

use super::Sandbox;
use super::message::{Incoming, json};
use crate::api::request::Response;

/// What `POST /_sandbox/clock` takes.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Advance {
    advance_seconds: i64,
    advance_hours: i64,
    advance_days: i64,
}

impl Advance {
    fn seconds(&self) -> Option<i64> {
        let hours = self.advance_days.checked_mul(24)?.checked_add(self.advance_hours)?;
        hours.checked_mul(3_600)?.checked_add(self.advance_seconds)
    }
}

/// Answers a control request.
pub(super) fn handle(sandbox: &mut Sandbox, wall_ms: i64, request: &Incoming) -> Response {
    match (request.method.as_str(), request.path.as_str()) {
        ("GET", "/_sandbox/clock") => clock(sandbox, wall_ms),
        ("POST", "/_sandbox/clock") => {
            let advance: Advance = match serde_json::from_slice(&request.body) {
                Ok(advance) => advance,
                Err(e) => return json(400, &value!({"message": e.to_string()})),
            };
            match advance.seconds() {
                Some(seconds) if sandbox.advance_s(seconds) => clock(sandbox, wall_ms),
                _ => json(400, &value!({"message": "The clock goes forward only, and at most ten years."})),
            }
        }
        ("POST", "/_sandbox/reset") => {
            sandbox.reset();
            clock(sandbox, wall_ms)
        }
        ("GET", "/_sandbox/knobs") => json(200, sandbox.knobs()),
        ("POST", "/_sandbox/knobs") => match sandbox.knobs().turned(&request.body) {
            Ok(knobs) => {
                sandbox.set_knobs(knobs);
                json(200, sandbox.knobs())
            }
            Err(message) => json(400, &value!({ "message": message })),
        },
        ("GET", "/_sandbox/log") => json(200, &sandbox.log().view()),
        _ => json(404, &value!({"message": "The sandbox has no such control."})),
    }
}

fn clock(sandbox: &Sandbox, wall_ms: i64) -> Response {
    let clock = sandbox.clock();
    json(200, &value!({"now": clock.now(wall_ms).to_string(), "offsetSeconds": clock.offset_s()}))
}
