//! The Security Token Service: AssumeRoleWithWebIdentity, unsigned, for logins with Amazon. A form comes in, XML goes out.

use super::error::{AwsError, escape, xml};
use super::handler::Context;
use super::{ACCOUNT_ID, ROLE_NAME, role_arn};
use crate::api::cognito::LOGIN;
use crate::api::request::Response;
use crate::sandbox::message::Incoming;
use crate::sandbox::token::{Refused, SCOPES};
use crate::sandbox::world::Account;

const VERSION: &str = "2011-06-15";

fn invalid(message: impl Into<String>) -> AwsError {
    AwsError::new(400, "ValidationError", message)
}

fn out_of_bounds(name: &str, rule: &str) -> AwsError {
    invalid(format!("1 validation error detected: Value at '{name}' failed to satisfy constraint: {rule}"))
}

/// Answers a form.
///
/// # Errors
/// 400 or 403, in the service's words.
pub fn answer(context: &mut Context<'_>, request: &Incoming) -> Result<Response, AwsError> {
    let form = request.form();
    let field = |name: &str| form.iter().find(|(n, v)| n == name && !v.is_empty()).map(|(_, value)| value.as_str());
    let Some(action) = field("Action").filter(|_| request.method == "POST") else {
        return Err(AwsError::new(400, "MissingAction", "The request is missing an action."));
    };
    if action != "AssumeRoleWithWebIdentity" || field("Version") != Some(VERSION) {
        let version = field("Version").unwrap_or_default();
        return Err(AwsError::new(
            400,
            "InvalidAction",
            format!("Could not find operation {action} for version {version}"),
        ));
    }
    let needed = |name: &str, at: &str| field(name).ok_or_else(|| out_of_bounds(at, "Member must not be null"));
    let role = needed("RoleArn", "roleArn")?;
    let session_name = needed("RoleSessionName", "roleSessionName")?;
    let token = needed("WebIdentityToken", "webIdentityToken")?;
    if role.len() < 20 || !role.starts_with("arn:") {
        return Err(out_of_bounds("roleArn", "Member must have length greater than or equal to 20"));
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c);
    if !(2..=64).contains(&session_name.len()) || !session_name.chars().all(is_name) {
        return Err(out_of_bounds(
            "roleSessionName",
            "Member must satisfy regular expression pattern: [\\w+=,.@-]* and have 2 to 64 characters",
        ));
    }
    let life_s = match field("DurationSeconds").map(str::parse::<u32>) {
        None => context.knobs.aws_key_life_s,
        Some(Ok(seconds)) if (900..=43_200).contains(&seconds) => seconds,
        Some(_) => return Err(out_of_bounds("durationSeconds", "Member must be between 900 and 43200")),
    };
    let account = account(context, token, field("ProviderId"))?;
    if role != role_arn() {
        return Err(AwsError::new(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"));
    }
    let seed = context.options.seed;
    let keys = context.keys.issue(seed, account.key, session_name, life_s, context.now);
    let body = format!(
        "<AssumeRoleWithWebIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/{VERSION}/\">\
         <AssumeRoleWithWebIdentityResult><SubjectFromWebIdentityToken>{}</SubjectFromWebIdentityToken>\
         <Audience>{}</Audience><AssumedRoleUser><AssumedRoleId>AROASANDBOX:{name}</AssumedRoleId>\
         <Arn>arn:aws:sts::{ACCOUNT_ID}:assumed-role/{ROLE_NAME}/{name}</Arn></AssumedRoleUser>\
         <Credentials><AccessKeyId>{}</AccessKeyId><SecretAccessKey>{}</SecretAccessKey>\
         <SessionToken>{}</SessionToken><Expiration>{}</Expiration></Credentials><Provider>{LOGIN}</Provider>\
         </AssumeRoleWithWebIdentityResult><ResponseMetadata><RequestId>{}</RequestId></ResponseMetadata>\
         </AssumeRoleWithWebIdentityResponse>",
        account.user_id,
        escape(&context.options.client_id),
        keys.access_key_id,
        keys.secret(seed),
        keys.session_token(seed),
        keys.expires(),
        context.request_id,
        name = escape(session_name),
    );
    Ok(xml(200, body))
}

/// The account that a token of Login with Amazon belongs to.
fn account(context: &Context<'_>, token: &str, provider: Option<&str>) -> Result<&'static Account, AwsError> {
    let refused = |message: &str| AwsError::new(400, "InvalidIdentityToken", message);
    if provider != Some(LOGIN) {
        // Without a provider the token has to be one of OpenID Connect, which those of Amazon are not.
        return Err(refused(
            "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
        ));
    }
    let issued = context.tokens.check(token, &context.options.client_id, context.now).map_err(|why| match why {
        Refused::Expired => AwsError::new(400, "ExpiredTokenException", "Token is expired."),
        Refused::Unknown => refused("The web identity token that was passed could not be validated by Amazon."),
    })?;
    if !issued.allows_any(&SCOPES) {
        return Err(refused("The web identity token allows nothing."));
    }
    Account::by_key(&issued.account).ok_or_else(|| refused("The web identity token belongs to nobody."))
}
