//! Analytics of Amazon Lex and the keys for them.

use skillscope::api::aws::credentials::{AwsCredentials, Secret};
use skillscope::api::cognito::{GetCredentialsForIdentity, GetId};
use skillscope::api::lex::ListMetrics;
use skillscope::api::sts::AssumeRoleWithWebIdentity;
use skillscope::auth::aws::pasted;
use skillscope::domain::lex::export::LexExport;
use skillscope::domain::lex::figure::figures;
use skillscope::domain::lex::{BotId, Query, Subject};

use super::*;

/// Rows become figures and files.
pub fn metrics(bytes: &[u8]) -> bool {
    let query = Query {
        bot_id: BotId::parse("SANDBOXBOT").unwrap(),
        subject: Subject::Sessions,
        window: get_metrics().window,
        metrics: Vec::new(),
        bin: None,
        groups: Vec::new(),
        filters: Vec::new(),
        last_used_intent: false,
    };
    let operation = ListMetrics { query: query.clone(), max_results: None, next_token: None };
    let Some(page) = read(&operation, bytes) else { return false };
    for subject in [Subject::Sessions, Subject::Intents, Subject::IntentStages, Subject::Utterances] {
        let _ = figures(subject, &page.rows);
    }
    let export = LexExport { query: &query, rows: &page.rows, is_whole: true, pages: 1, made_at: now() };
    assert!(export.csv().is_some() && export.json().is_some());
    true
}

fn token() -> AccessToken {
    AccessToken::parse("Atza|x").unwrap()
}

pub fn identity(bytes: &[u8]) -> bool {
    read(&GetId { identity_pool_id: "us-east-1:0".to_owned(), token: token() }, bytes).is_some()
}

/// Keys do not show themselves.
pub fn keys(bytes: &[u8]) -> bool {
    let operation = GetCredentialsForIdentity { identity_id: "us-east-1:0".to_owned(), token: token() };
    let Some(keys) = read(&operation, bytes) else { return false };
    // What is shown is the same whatever the secrets are.
    let secret = || Secret::new("another");
    let others = AwsCredentials {
        secret_access_key: secret(),
        session_token: keys.session_token.as_ref().map(|_| secret()),
        ..keys.clone()
    };
    assert_eq!(format!("{keys:?}"), format!("{others:?}"));
    true
}

pub fn assumed_role(bytes: &[u8]) -> bool {
    let text = |text: &str| text.to_owned();
    let operation = AssumeRoleWithWebIdentity { role_arn: text("arn"), role_session_name: text("s"), token: token() };
    read(&operation, bytes).is_some()
}

/// Three lines that somebody pastes.
pub fn pasted_keys(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.splitn(3, '\n');
    let mut line = || lines.next().unwrap_or_default();
    match pasted::read(line(), line(), line()) {
        Ok(keys) => {
            assert!(keys.access_key_id.starts_with("ASIA"));
            true
        }
        Err(problems) => {
            assert!(!problems.is_empty());
            false
        }
    }
}
