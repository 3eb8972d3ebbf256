//! Refusals of Amazon Web Services in the forms of their three protocols: REST with JSON (Amazon Lex), JSON 1.1 (Amazon
//! Cognito) and XML (the Security Token Service).

use serde_json::{Map, Value, json as value};

use super::knob::AwsErrorForm;
use crate::api::request::Response;
use crate::sandbox::message::json;

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwsError {
    /// The HTTP status.
    pub status: u16,
    /// Its type, as `ValidationException`.
    pub kind: &'static str,
    /// In words.
    pub message: String,
    /// `Retry-After`, in seconds.
    pub retry_after_s: Option<u32>,
}

/// What the service says of a signature that is not the one it computed.
const WRONG_SIGNATURE: &str = "The request signature we calculated does not match the signature you provided. Check your AWS \
    Secret Access Key and signing method. Consult the service documentation for details.";

impl AwsError {
    /// A refusal of some type.
    pub fn new(status: u16, kind: &'static str, message: impl Into<String>) -> Self {
        Self { status, kind, message: message.into(), retry_after_s: None }
    }

    /// 400: the request is not as the service's model has it.
    pub fn validation(message: impl Into<String>) -> Self {
        Self::new(400, "ValidationException", message)
    }

    /// 403: the signature does not hold.
    pub fn signature(message: impl Into<String>) -> Self {
        Self::new(403, "InvalidSignatureException", message)
    }

    /// 403: another signature was computed.
    pub fn wrong_signature() -> Self {
        Self::signature(WRONG_SIGNATURE)
    }

    /// 403: nobody knows the keys.
    pub fn unknown_keys() -> Self {
        Self::new(403, "UnrecognizedClientException", "The security token included in the request is invalid.")
    }

    /// 403: the keys ran out.
    pub fn expired_keys() -> Self {
        Self::new(403, "ExpiredTokenException", "The security token included in the request is expired")
    }

    /// 429.
    pub fn throttling(retry_after_s: Option<u32>) -> Self {
        Self { retry_after_s, ..Self::new(429, "ThrottlingException", "Rate exceeded") }
    }

    /// 404: there is no such operation.
    pub fn unknown_operation() -> Self {
        Self::new(404, "UnknownOperationException", "There is no such operation.")
    }

    /// As Amazon Lex sends it.
    pub fn rest_json(&self, form: AwsErrorForm) -> Response {
        let mut body = Map::new();
        body.insert("message".to_owned(), Value::from(self.message.as_str()));
        if form == AwsErrorForm::Body {
            body.insert("__type".to_owned(), Value::from(self.kind));
        }
        let mut response = json(self.status, &body);
        match form {
            AwsErrorForm::Header => response.headers.set("X-Amzn-ErrorType", self.kind),
            AwsErrorForm::HeaderWithSuffix => {
                response.headers.set("X-Amzn-ErrorType", format!("{}:http://internal.amazon.com/coral/", self.kind));
            }
            AwsErrorForm::Body => {}
        }
        self.with_retry_after(response)
    }

    /// As Amazon Cognito sends it.
    pub fn json_1_1(&self) -> Response {
        let mut response = json(self.status, &value!({"__type": self.kind, "message": self.message}));
        response.headers.set("Content-Type", "application/x-amz-json-1.1");
        response.headers.set("X-Amzn-ErrorType", format!("{}:", self.kind));
        self.with_retry_after(response)
    }

    /// As the Security Token Service sends it. Its types have no `Exception` at the end, with few exceptions.
    pub fn xml(&self, request_id: &str) -> Response {
        let sender = if self.status < 500 { "Sender" } else { "Receiver" };
        let body = format!(
            "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>{sender}</Type>\
             <Code>{}</Code><Message>{}</Message></Error><RequestId>{request_id}</RequestId></ErrorResponse>",
            self.kind,
            escape(&self.message)
        );
        self.with_retry_after(xml(self.status, body))
    }

    fn with_retry_after(&self, mut response: Response) -> Response {
        if let Some(seconds) = self.retry_after_s {
            response.headers.set("Retry-After", seconds.to_string());
        }
        response
    }
}

/// An answer in XML.
pub fn xml(status: u16, body: String) -> Response {
    Response { status, headers: [("Content-Type", "text/xml")].into_iter().collect(), body: body.into_bytes() }
}

/// A text as it stands in XML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_type_stands_where_it_is_wanted() {
        let error = AwsError::validation("no");
        let kind = |form| error.rest_json(form).headers.get("x-amzn-errortype").map(str::to_owned);
        assert_eq!(kind(AwsErrorForm::Header).as_deref(), Some("ValidationException"));
        assert!(kind(AwsErrorForm::HeaderWithSuffix).unwrap().starts_with("ValidationException:"));
        assert_eq!(kind(AwsErrorForm::Body), None);
        let body: Value = serde_json::from_slice(&error.rest_json(AwsErrorForm::Body).body).unwrap();
        assert_eq!(body, value!({"__type": "ValidationException", "message": "no"}));
    }

    #[test]
    fn what_is_said_in_xml_is_text() {
        let body = AwsError::new(400, "ValidationError", "<a>&").xml("id").body;
        assert!(String::from_utf8(body).unwrap().contains("<Message>&lt;a&gt;&amp;</Message>"));
    }
}
