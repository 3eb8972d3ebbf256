//! Amazon Cognito identities: GetId and GetCredentialsForIdentity in JSON 1.1, unsigned, for logins with Amazon.

use serde_json::{Map, Value, json as value};

use super::error::AwsError;
use super::handler::Context;
use super::{IDENTITY_POOL_ID, key_table::KeyTable};
use crate::api::cognito::LOGIN;
use crate::api::request::Response;
use crate::sandbox::hash;
use crate::sandbox::message::{Incoming, json};
use crate::sandbox::token::Refused;
use crate::sandbox::world::Account;

/// The longest id of a pool or an identity.
const LONGEST_ID: usize = 55;

fn invalid(message: impl Into<String>) -> AwsError {
    AwsError::new(400, "InvalidParameterException", message)
}

fn not_authorized(message: impl Into<String>) -> AwsError {
    AwsError::new(400, "NotAuthorizedException", message)
}

fn not_found(message: String) -> AwsError {
    AwsError::new(400, "ResourceNotFoundException", message)
}

/// Answers a request that names its operation in `X-Amz-Target`.
///
/// # Errors
/// 400, in the service's words.
pub fn answer(context: &mut Context<'_>, request: &Incoming) -> Result<Response, AwsError> {
    let target = request.headers.get("X-Amz-Target").unwrap_or_default();
    let is_json = request.headers.get("Content-Type").is_some_and(|t| t.starts_with("application/x-amz-json-1.1"));
    let operation = target.strip_prefix("AWSCognitoIdentityService.").filter(|_| request.method == "POST" && is_json);
    let body = || {
        serde_json::from_slice::<Map<String, Value>>(&request.body)
            .map_err(|_| AwsError::new(400, "SerializationException", "The body is no JSON object."))
    };
    let answer = match operation {
        Some("GetId") => get_id(context, &body()?)?,
        Some("GetCredentialsForIdentity") => get_credentials(context, &body()?)?,
        _ => return Err(AwsError::new(400, "UnknownOperationException", "There is no such operation.")),
    };
    let mut response = json(200, &answer);
    response.headers.set("Content-Type", "application/x-amz-json-1.1");
    Ok(response)
}

/// A text that must be there and have the form `region:digits`.
fn id<'a>(body: &'a Map<String, Value>, name: &str) -> Result<&'a str, AwsError> {
    let at = |rule: &str| {
        invalid(format!("1 validation error detected: Value at '{name}' failed to satisfy constraint: {rule}"))
    };
    let text = match body.get(name) {
        None | Some(Value::Null) => return Err(at("Member must not be null")),
        Some(Value::String(text)) => text,
        Some(_) => return Err(AwsError::new(400, "SerializationException", format!("{name} must be a string."))),
    };
    let is_part = |part: &str, extra: &str, hex: bool| {
        let fits =
            |c: char| if hex { matches!(c, '0'..='9' | 'a'..='f') } else { c.is_ascii_alphanumeric() || c == '_' };
        !part.is_empty() && part.chars().all(|c| fits(c) || extra.contains(c))
    };
    if text.is_empty() || text.len() > LONGEST_ID {
        return Err(at("Member must have length less than or equal to 55"));
    }
    match text.split_once(':') {
        Some((region, rest)) if is_part(region, "-", false) && is_part(rest, "-", true) => Ok(text),
        _ => Err(at("Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+")),
    }
}

/// The account that the login belongs to.
fn account(context: &Context<'_>, body: &Map<String, Value>) -> Result<&'static Account, AwsError> {
    let logins = match body.get("Logins") {
        None | Some(Value::Null) => None,
        Some(Value::Object(logins)) => Some(logins),
        Some(_) => return Err(AwsError::new(400, "SerializationException", "Logins must be a map.")),
    };
    let Some(logins) = logins.filter(|logins| !logins.is_empty()) else {
        return Err(not_authorized("Unauthenticated access is not supported for this identity pool."));
    };
    if logins.len() > 10 {
        return Err(invalid("Logins has more than 10 entries."));
    }
    let Some(token) = logins.get(LOGIN).filter(|_| logins.len() == 1) else {
        return Err(not_authorized("Token is not from a supported provider of this identity pool."));
    };
    let Some(token) = token.as_str() else {
        return Err(AwsError::new(400, "SerializationException", "A login must be a string."));
    };
    let issued =
        context.tokens.check(token, &context.options.client_id, context.now).map_err(|refused| match refused {
            Refused::Expired => not_authorized("Invalid login token. Token expired."),
            Refused::Unknown => not_authorized("Invalid login token."),
        })?;
    Account::by_key(&issued.account).ok_or_else(|| not_authorized("Invalid login token."))
}

/// Who an account is in the pool: the same id every time.
fn identity_id(seed: u64, account: &Account) -> String {
    let region = IDENTITY_POOL_ID.split(':').next().unwrap_or_default();
    format!("{region}:{}", hash::uuid(hash::mix_text(seed, account.user_id), 0xC09))
}

fn get_id(context: &Context<'_>, body: &Map<String, Value>) -> Result<Value, AwsError> {
    let pool = id(body, "IdentityPoolId")?;
    if pool != IDENTITY_POOL_ID {
        return Err(not_found(format!("IdentityPool '{pool}' not found.")));
    }
    let account = account(context, body)?;
    Ok(value!({"IdentityId": identity_id(context.options.seed, account)}))
}

fn get_credentials(context: &mut Context<'_>, body: &Map<String, Value>) -> Result<Value, AwsError> {
    let identity = id(body, "IdentityId")?;
    let seed = context.options.seed;
    if !Account::all().iter().any(|account| identity_id(seed, account) == identity) {
        return Err(not_found(format!("Identity '{identity}' not found.")));
    }
    let account = account(context, body)?;
    if identity_id(seed, account) != identity {
        return Err(not_authorized(format!("Access to Identity '{identity}' is forbidden.")));
    }
    let keys: &mut KeyTable = context.keys;
    let keys = keys.issue(seed, account.key, "CognitoIdentityCredentials", context.knobs.aws_key_life_s, context.now);
    Ok(value!({
        "IdentityId": identity,
        "Credentials": {
            "AccessKeyId": keys.access_key_id,
            "SecretKey": keys.secret(seed),
            "SessionToken": keys.session_token(seed),
            "Expiration": keys.expires_s as f64,
        },
    }))
}
