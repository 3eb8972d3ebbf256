//! Temporary keys from the AWS Security Token Service: AssumeRoleWithWebIdentity with a token of Login with Amazon
//! (API-FACTS.md, section 6; PRODUCT.md, section 0). A form goes in, XML comes back, nothing is signed.

use form_urlencoded::Serializer;

use super::aws::credentials::{AwsCredentials, Secret};
use super::lwa::AccessToken;
use super::operation::Operation;
use super::request::{Effect, Method, Request, Response, Service};
use crate::domain::instant::Instant;

/// The version of the service's interface.
const VERSION: &str = "2011-06-15";

/// AssumeRoleWithWebIdentity.
#[derive(Debug, Clone)]
pub struct AssumeRoleWithWebIdentity {
    /// The role, as `arn:aws:iam::…:role/…`.
    pub role_arn: String,
    /// What the role's log calls this session.
    pub role_session_name: String,
    /// Who.
    pub token: AccessToken,
}

impl Operation for AssumeRoleWithWebIdentity {
    type Output = AwsCredentials;

    fn request(&self) -> Request {
        let mut request = Request::write("assumeRoleWithWebIdentity", Method::Post, "/".to_owned());
        request.headers.set("Content-Type", "application/x-www-form-urlencoded");
        // In the body, where no log of addresses sees the token.
        let form = Serializer::new(String::new())
            .append_pair("Action", "AssumeRoleWithWebIdentity")
            .append_pair("Version", VERSION)
            .append_pair("RoleArn", &self.role_arn)
            .append_pair("RoleSessionName", &self.role_session_name)
            .append_pair("ProviderId", super::cognito::LOGIN)
            .append_pair("WebIdentityToken", self.token.reveal())
            .finish();
        request.body = Some(form);
        Request { effect: Effect::Read, service: Service::Sts, authorized: false, ..request }
    }

    fn decode(&self, response: &Response) -> Result<AwsCredentials, String> {
        let text = std::str::from_utf8(&response.body).map_err(|_| "the body is not text".to_owned())?;
        let element = |name: &str| element(text, name).ok_or_else(|| format!("the answer has no {name}"));
        Ok(AwsCredentials {
            access_key_id: element("AccessKeyId")?,
            secret_access_key: Secret::new(element("SecretAccessKey")?),
            session_token: Some(Secret::new(element("SessionToken")?)),
            expires: Instant::parse(&element("Expiration")?),
        })
    }
}

/// The text of the first element of a name. The answer is flat where we read it, and its values are plain, so that this
/// is all the XML that there is.
fn element(text: &str, name: &str) -> Option<String> {
    let after = text.split_once(&format!("<{name}>"))?.1;
    let value = after.split_once(&format!("</{name}>"))?.0.trim();
    (!value.is_empty() && !value.contains('<')).then(|| value.replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_has_the_token_and_the_answer_gives_keys() {
        let assume = AssumeRoleWithWebIdentity {
            role_arn: "arn:aws:iam::123456789012:role/lex-read".to_owned(),
            role_session_name: "skillscope".to_owned(),
            token: AccessToken::parse("Atza|sandbox").unwrap(),
        };
        let form: Vec<(String, String)> =
            form_urlencoded::parse(assume.request().body.unwrap().as_bytes()).into_owned().collect();
        assert!(form.contains(&("WebIdentityToken".to_owned(), "Atza|sandbox".to_owned())));
        assert!(form.contains(&("ProviderId".to_owned(), "www.amazon.com".to_owned())));
        let body = "<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>\
            <SessionToken>t=</SessionToken><SecretAccessKey>s</SecretAccessKey>\
            <Expiration>2026-11-21T11:00:00Z</Expiration><AccessKeyId>ASIA1</AccessKeyId></Credentials>";
        let read = |body: &str| {
            assume.decode(&Response { status: 200, body: body.as_bytes().to_vec(), ..Response::default() })
        };
        let keys = read(body).unwrap();
        assert_eq!((keys.access_key_id.as_str(), keys.secret_access_key.reveal()), ("ASIA1", "s"));
        assert_eq!(keys.expires, Instant::parse("2026-11-21T11:00:00Z"));
        assert!(read("<html>").unwrap_err().contains("AccessKeyId"));
    }
}
