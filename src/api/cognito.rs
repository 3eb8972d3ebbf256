//! Temporary keys from an Amazon Cognito identity pool, for whoever signed in with Amazon (API-FACTS.md, section 6).
//!
//! JSON 1.1: the operation stands in `X-Amz-Target`, nothing is signed, and the access token of Login with Amazon is the
//! login under `www.amazon.com`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::aws::credentials::{AwsCredentials, Secret};
use super::lwa::AccessToken;
use super::operation::{Operation, json};
use super::request::{Effect, Method, Request, Response, Service};
use crate::domain::instant::Instant;

/// The name under which a pool knows Login with Amazon.
pub const LOGIN: &str = "www.amazon.com";

fn logins(token: &AccessToken) -> BTreeMap<&'static str, &str> {
    BTreeMap::from([(LOGIN, token.reveal())])
}

fn request(operation: &'static str, target: &str, body: &impl Serialize) -> Request {
    let mut request = Request::write(operation, Method::Post, "/".to_owned()).with_json(body);
    request.headers.set("Content-Type", "application/x-amz-json-1.1");
    request.headers.set("X-Amz-Target", format!("AWSCognitoIdentityService.{target}"));
    // Asking twice gives the same identity, and another set of keys.
    Request { effect: Effect::Read, service: Service::Cognito, authorized: false, ..request }
}

/// GetId: which identity of the pool somebody is.
#[derive(Debug, Clone)]
pub struct GetId {
    /// The pool, as `us-east-1:` and a UUID.
    pub identity_pool_id: String,
    /// Who.
    pub token: AccessToken,
}

impl Operation for GetId {
    /// The identity's id.
    type Output = String;

    fn request(&self) -> Request {
        #[derive(Serialize)]
        #[serde(rename_all = "PascalCase")]
        struct Body<'a> {
            identity_pool_id: &'a str,
            logins: BTreeMap<&'static str, &'a str>,
        }
        request("getId", "GetId", &Body { identity_pool_id: &self.identity_pool_id, logins: logins(&self.token) })
    }

    fn decode(&self, response: &Response) -> Result<String, String> {
        #[derive(Deserialize)]
        #[serde(rename_all = "PascalCase")]
        struct Body {
            identity_id: String,
        }
        json::<Body>(response).map(|body| body.identity_id)
    }
}

/// GetCredentialsForIdentity: keys for an identity, good for an hour.
#[derive(Debug, Clone)]
pub struct GetCredentialsForIdentity {
    /// The identity.
    pub identity_id: String,
    /// Who.
    pub token: AccessToken,
}

impl Operation for GetCredentialsForIdentity {
    type Output = AwsCredentials;

    fn request(&self) -> Request {
        #[derive(Serialize)]
        #[serde(rename_all = "PascalCase")]
        struct Body<'a> {
            identity_id: &'a str,
            logins: BTreeMap<&'static str, &'a str>,
        }
        request(
            "getCredentialsForIdentity",
            "GetCredentialsForIdentity",
            &Body { identity_id: &self.identity_id, logins: logins(&self.token) },
        )
    }

    fn decode(&self, response: &Response) -> Result<AwsCredentials, String> {
        #[derive(Deserialize)]
        #[serde(rename_all = "PascalCase")]
        struct Body {
            credentials: Keys,
        }
        /// `SecretKey`, where other services say `SecretAccessKey`.
        #[derive(Deserialize)]
        #[serde(rename_all = "PascalCase")]
        struct Keys {
            access_key_id: String,
            #[serde(alias = "SecretAccessKey")]
            secret_key: String,
            session_token: String,
            #[serde(default)]
            expiration: Option<f64>,
        }
        let Keys { access_key_id, secret_key, session_token, expiration } = json::<Body>(response)?.credentials;
        Ok(AwsCredentials {
            access_key_id,
            secret_access_key: Secret::new(secret_key),
            session_token: Some(Secret::new(session_token)),
            expires: expiration.filter(|s| (0.0..1e11).contains(s)).map(|s| Instant::from_epoch_s(s as i64)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token() -> AccessToken {
        AccessToken::parse("Atza|sandbox").unwrap()
    }

    #[test]
    fn the_target_is_a_header_and_the_login_is_the_token() {
        let get = GetId { identity_pool_id: "us-east-1:1".to_owned(), token: token() };
        let request = get.request();
        assert_eq!(request.headers.get("x-amz-target"), Some("AWSCognitoIdentityService.GetId"));
        assert_eq!(request.headers.get("content-type"), Some("application/x-amz-json-1.1"));
        assert_eq!(
            request.body.as_deref(),
            Some(r#"{"IdentityPoolId":"us-east-1:1","Logins":{"www.amazon.com":"Atza|sandbox"}}"#)
        );
        assert!(!request.authorized);
    }

    #[test]
    fn the_keys_are_read_with_their_end() {
        let get = GetCredentialsForIdentity { identity_id: "us-east-1:2".to_owned(), token: token() };
        let body =
            br#"{"IdentityId":"us-east-1:2","Credentials":{"AccessKeyId":"ASIA1","SecretKey":"s","SessionToken":"t",
            "Expiration":1794009600.5}}"#;
        let keys = get.decode(&Response { status: 200, body: body.to_vec(), ..Response::default() }).unwrap();
        assert_eq!(keys.access_key_id, "ASIA1");
        assert_eq!(keys.expires, Some(Instant::from_epoch_s(1_794_009_600)));
        assert_eq!(keys.session_token.unwrap().reveal(), "t");
    }
}
