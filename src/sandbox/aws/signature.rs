//! Whether a request is signed as AWS Signature V4 has it, by keys that hold.

use super::error::AwsError;
use super::key_table::KeyTable;
use super::{ACCESS_KEY_ID, ACCOUNT_ID, HOST_IN_PAGE, ROLE_NAME, SECRET_ACCESS_KEY};
use crate::api::aws::signature::{ALGORITHM, Claim, Scope, Signable, signature};
use crate::domain::instant::Instant;
use crate::sandbox::message::Incoming;

/// How far a request's time may be from the service's.
const TOLERANCE_S: i64 = 300;

/// Who signed a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// The access key's id.
    pub access_key_id: String,
    /// Who that is, as an ARN.
    pub arn: String,
    /// The region that it was signed for.
    pub region: String,
}

/// The id of the access key in a request's `Authorization`.
pub fn access_key_id(request: &Incoming) -> Option<&str> {
    Claim::parse(request.headers.get("Authorization")?).map(|claim| claim.access_key_id)
}

/// Who signed a request, where its signature holds for a service.
///
/// # Errors
/// 403, in the service's words.
pub fn check(
    request: &Incoming,
    service: &str,
    keys: &KeyTable,
    seed: u64,
    now: Instant,
) -> Result<Principal, AwsError> {
    let Some(header) = request.headers.get("Authorization").filter(|header| !header.trim().is_empty()) else {
        return Err(AwsError::new(403, "MissingAuthenticationTokenException", "Missing Authentication Token"));
    };
    let date_time = request.headers.get("X-Amz-Date");
    let (Some(claim), Some(date_time)) = (Claim::parse(header), date_time) else {
        return Err(incomplete(header, date_time.is_some()));
    };
    let Some(at) = instant(date_time) else {
        return Err(AwsError::signature("Date must be in ISO-8601 'basic format'. See the service documentation."));
    };
    if !date_time.starts_with(claim.date) || claim.date.len() != 8 {
        return Err(AwsError::signature(format!(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{}' != '{}', from \
             '{date_time}'.",
            claim.date,
            date_time.chars().take(8).collect::<String>()
        )));
    }
    if claim.service != service {
        return Err(AwsError::signature(format!("Credential should be scoped to correct service: '{service}'.")));
    }
    let (secret, arn) = secret_and_name(request, claim.access_key_id, keys, seed, now)?;
    check_time(date_time, at, now)?;
    for name in ["host", "x-amz-date", "x-amz-security-token"] {
        let is_there = name == "host" || request.headers.get(name).is_some();
        if is_there && !claim.signed_headers.contains(&name) {
            return Err(AwsError::signature(format!("'{name}' must be a 'SignedHeader' in the AWS Authorization.")));
        }
    }
    let signable = Signable {
        method: &request.method,
        path: &request.path,
        query: &request.query,
        headers: &signed_headers(request, &claim)?,
        body: &request.body,
    };
    let scope = Scope { region: claim.region, service: claim.service, at };
    if signature(&signable, &secret, &scope) != claim.signature {
        return Err(AwsError::wrong_signature());
    }
    Ok(Principal { access_key_id: claim.access_key_id.to_owned(), arn, region: claim.region.to_owned() })
}

fn incomplete(header: &str, has_date: bool) -> AwsError {
    let mut missing: Vec<String> = ["Credential", "Signature", "SignedHeaders"]
        .iter()
        .filter(|name| !header.contains(&format!("{name}=")))
        .map(|name| format!("Authorization header requires '{name}' parameter."))
        .collect();
    if !has_date {
        missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.".to_owned());
    }
    if !header.trim_start().starts_with(ALGORITHM) {
        missing.insert(0, format!("Authorization header must begin with {ALGORITHM}."));
    }
    if missing.is_empty() {
        missing.push("Credential must have exactly 5 slash-delimited elements.".to_owned());
    }
    AwsError::new(403, "IncompleteSignatureException", missing.join(" "))
}

/// Reads `20261121T100000Z`.
fn instant(date_time: &str) -> Option<Instant> {
    let digits = |from: usize, to: usize| {
        date_time.get(from..to).filter(|part| part.bytes().all(|b| b.is_ascii_digit())).unwrap_or("x")
    };
    let is_whole = date_time.len() == 16 && date_time.get(8..9) == Some("T") && date_time.ends_with('Z');
    let text = format!(
        "{}-{}-{}T{}:{}:{}Z",
        digits(0, 4),
        digits(4, 6),
        digits(6, 8),
        digits(9, 11),
        digits(11, 13),
        digits(13, 15)
    );
    Instant::parse(&text).filter(|_| is_whole)
}

fn basic(at: Instant) -> String {
    Scope { region: "", service: "", at }.date_time()
}

fn check_time(said: &str, at: Instant, now: Instant) -> Result<(), AwsError> {
    let (earliest, latest) = (now.plus_s(-TOLERANCE_S), now.plus_s(TOLERANCE_S));
    if at < earliest {
        let (earliest, now) = (basic(earliest), basic(now));
        return Err(AwsError::signature(format!(
            "Signature expired: {said} is now earlier than {earliest} ({now} - 5 min.)"
        )));
    }
    if at > latest {
        let (latest, now) = (basic(latest), basic(now));
        return Err(AwsError::signature(format!(
            "Signature not yet current: {said} is still later than {latest} ({now} + 5 min.)"
        )));
    }
    Ok(())
}

/// The secret of the key that signed, and whose it is.
fn secret_and_name(
    request: &Incoming,
    access_key_id: &str,
    keys: &KeyTable,
    seed: u64,
    now: Instant,
) -> Result<(String, String), AwsError> {
    let token = request.headers.get("X-Amz-Security-Token");
    if access_key_id == ACCESS_KEY_ID {
        return match token {
            None => Ok((SECRET_ACCESS_KEY.to_owned(), format!("arn:aws:iam::{ACCOUNT_ID}:user/sandbox"))),
            Some(_) => Err(AwsError::unknown_keys()),
        };
    }
    let issued = keys.find(access_key_id).ok_or_else(AwsError::unknown_keys)?;
    if token != Some(issued.session_token(seed).as_str()) {
        return Err(AwsError::unknown_keys());
    }
    if now >= issued.expires() {
        return Err(AwsError::expired_keys());
    }
    let arn = format!("arn:aws:sts::{ACCOUNT_ID}:assumed-role/{ROLE_NAME}/{}", issued.session_name);
    Ok((issued.secret(seed), arn))
}

/// The headers that were signed, each as often as it came.
fn signed_headers(request: &Incoming, claim: &Claim<'_>) -> Result<Vec<(String, String)>, AwsError> {
    let mut headers = Vec::new();
    for &name in &claim.signed_headers {
        let before = headers.len();
        let same = request.headers.iter().filter(|(n, _)| n.eq_ignore_ascii_case(name));
        headers.extend(same.map(|(_, value)| (name.to_owned(), value.to_owned())));
        if headers.len() == before {
            // A header that did not come cannot have been signed as it came.
            let value = if name == "host" { HOST_IN_PAGE } else { return Err(AwsError::wrong_signature()) };
            headers.push((name.to_owned(), value.to_owned()));
        }
    }
    Ok(headers)
}
