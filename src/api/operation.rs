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
        let request = self.request();
        if !(200..300).contains(&response.status) {
            return Err(ApiError::from_response(request.operation, response));
        }
        self.decode(response).map_err(|detail| {
            ApiError::new(request.operation, ErrorKind::Decode { detail })
                .with_status(response.status)
                .with_request_id(response.request_id())
        })
    }
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
