//! What every operation of every service has in common.

use super::error::{ApiError, ErrorKind};
use super::request::{Request, Response};

/// One operation of a service with its parameters filled in.
pub trait Operation {
    /// What a successful response says.
    type Output;

    /// The request for it.
    fn request(&self) -> Request;

    /// Reads the body of a successful response.
    ///
    /// # Errors
    /// A sentence for the log that says what was not as documented.
    fn decode(&self, response: &Response) -> Result<Self::Output, String>;

    /// Reads any response: a success by [`Operation::decode`], anything else as the error that it is.
    ///
    /// # Errors
    /// The service's own refusal, or [`ErrorKind::Decode`] where the body is not as documented.
    fn read(&self, response: &Response) -> Result<Self::Output, ApiError> {
        read(self, response)
    }
}

/// Reads any response as [`Operation::read`] does where an operation does not know better.
pub(super) fn read<O: Operation + ?Sized>(operation: &O, response: &Response) -> Result<O::Output, ApiError> {
    let request = operation.request();
    if !(200..300).contains(&response.status) {
        return Err(ApiError::from_response(request.operation, response));
    }
    let decoded = if is_web_page(response) {
        Err("the body is a web page, as a network sends that wants a sign-in of its own".to_owned())
    } else {
        operation.decode(response)
    };
    decoded.map_err(|detail| {
        ApiError::new(request.operation, ErrorKind::Decode { detail })
            .with_status(response.status)
            .with_request_id(response.request_id())
    })
}

/// Whether something in between answered: no service says anything in HTML. A write of which only the status counts would
/// else be taken for done.
fn is_web_page(response: &Response) -> bool {
    let is_html =
        response.headers.get("Content-Type").is_some_and(|of| of.to_ascii_lowercase().starts_with("text/html"));
    is_html && response.body.trim_ascii_start().starts_with(b"<")
}

/// Reads a JSON body, or says where it is not what was expected.
///
/// # Errors
/// The place and the nature of the first thing that was not as expected. The body itself is not quoted.
pub fn json<'a, T: serde::Deserialize<'a>>(response: &'a Response) -> Result<T, String> {
    serde_json::from_slice(&response.body).map_err(|e| match e.classify() {
        serde_json::error::Category::Eof => {
            format!("the body ends too early, at line {} column {}", e.line(), e.column())
        }
        serde_json::error::Category::Syntax => {
            format!("the body is not JSON, at line {} column {}", e.line(), e.column())
        }
        _ => e.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::experiment_control::UpdateExposure;
    use crate::domain::id::{ExperimentId, SkillId};

    fn answer(content_type: &str, body: &str) -> Result<(), ApiError> {
        let update = UpdateExposure {
            skill_id: SkillId::parse("amzn1.ask.skill.1").unwrap(),
            experiment_id: ExperimentId::parse("e").unwrap(),
            exposure_percentage: 50,
        };
        let headers = [("Content-Type", content_type)].into_iter().collect();
        update.read(&Response { status: 200, headers, body: body.as_bytes().to_vec() })
    }

    #[test]
    fn a_web_page_in_place_of_an_answer_does_not_say_that_a_write_was_done() {
        let error = answer("text/html; charset=utf-8", " <!doctype html><title>Sign in</title>").unwrap_err();
        assert!(matches!(error.kind, ErrorKind::Decode { .. }), "{error:?}");
        assert_eq!(answer("application/json", "{}"), Ok(()));
        assert_eq!(answer("text/html", ""), Ok(()), "an empty body is none, whatever its type is said to be");
        assert_eq!(answer("text/html", "{}"), Ok(()));
    }
}
