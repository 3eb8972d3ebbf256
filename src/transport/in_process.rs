//! One try of one request to the sandbox in this page.

use crate::api::error::{ApiError, ErrorKind};
use crate::api::lwa::AccessToken;
use crate::api::request::{Request, Response};

/// The sandbox in this page.
#[derive(Clone)]
pub struct InProcess;

impl InProcess {
    /// Hands a request to the sandbox.
    ///
    /// # Errors
    /// What the network would have done, where a fault was asked for.
    pub async fn send(&self, request: &Request, _token: Option<&AccessToken>) -> Result<Response, ApiError> {
        Err(ApiError::new(request.operation, ErrorKind::Network))
    }
}
