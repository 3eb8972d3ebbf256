//! The JSON that Alexa sends to a skill.

use serde_json::{Map, Value, json};

use super::intent_body::intent_value;
use super::session::{Session, SessionKey};
use crate::domain::experiment::TreatmentId;
use crate::domain::intent::Intent;
use crate::domain::skill::Stage;
use crate::sandbox::hash;
use crate::sandbox::skill_backend::DialogPhase;
use crate::sandbox::world::SkillEntry;

/// What a skill is asked.
#[derive(Debug, Clone, Copy)]
pub enum Ask<'a> {
    /// It is opened.
    Launch,
    /// It is to act on an intent.
    Intent(&'a Intent, Option<DialogPhase>),
    /// The person left it.
    SessionEnded,
}

/// What a request is about, besides what is asked.
#[derive(Debug, Clone, Copy)]
pub struct Envelope<'a> {
    /// The world's seed.
    pub seed: u64,
    /// The sandbox's time, in milliseconds since the epoch.
    pub now_ms: i64,
    /// The skill.
    pub skill: &'a SkillEntry,
    /// Whether the session begins with this request.
    pub is_new: bool,
    /// The session.
    pub session: &'a Session,
    /// The request's number within the session's simulation, for its id.
    pub request_id: &'a str,
    /// The tests that the account is pinned in, and its group; `None` leaves `Experimentation` out.
    pub experiments: Option<&'a [(String, TreatmentId)]>,
}

/// The endpoint of a skill at a stage, in the region of a locale.
pub fn endpoint(skill: &SkillEntry, stage: &Stage, locale: &str) -> String {
    let (region, _) = region(locale);
    let name = skill.locales.first().map_or("", |l| l.name).to_lowercase().replace(' ', "-");
    format!("arn:aws:lambda:{region}:000000000000:function:{name}:{stage}")
}

/// The region of a locale's endpoint, and its part of the address of Alexa's own API.
fn region(locale: &str) -> (&'static str, &'static str) {
    match locale {
        "en-GB" | "de-DE" | "fr-FR" | "en-IN" | "it-IT" | "es-ES" => ("eu-west-1", "eu."),
        "ja-JP" | "en-AU" => ("us-west-2", "fe."),
        _ => ("us-east-1", ""),
    }
}

/// An id of Amazon's look that follows from the seed.
fn opaque(seed: u64, what: &str, key: &SessionKey) -> String {
    hash::uuid(hash::mix_text(seed, what), hash::mix_text(1, &format!("{} {}", key.account, key.skill_id)))
        .replace('-', "")
        .to_uppercase()
}

/// The body of a request.
pub fn write(envelope: &Envelope<'_>, ask: Ask<'_>) -> Value {
    let Envelope { seed, skill, session, .. } = *envelope;
    let key = &session.key;
    let application = json!({ "applicationId": skill.id });
    let user = json!({ "userId": format!("amzn1.ask.account.{}", opaque(seed, "user", key)) });
    let (_, part) = region(&key.locale);
    // It looks like a token and is none: a page that shows bodies has to take it out all the same.
    let token = format!("eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.{}.sandbox", opaque(seed, envelope.request_id, key));
    let mut context = Map::new();
    context.insert(
        "System".to_owned(),
        json!({
            "application": application,
            "user": user,
            "person": {"personId": format!("amzn1.ask.person.{}", opaque(seed, "person", key))},
            "unit": {"unitId": format!("amzn1.ask.unit.{}", opaque(seed, "unit", key)), "persistentUnitId": null},
            "device": {
                "deviceId": format!("amzn1.ask.device.{}", opaque(seed, "device", key)),
                "supportedInterfaces": {},
            },
            "apiEndpoint": format!("https://api.{part}amazonalexa.com"),
            "apiAccessToken": token,
        }),
    );
    context.insert(
        "Viewport".to_owned(),
        json!({"mode": "HUB", "shape": "RECTANGLE", "currentPixelWidth": 1024, "currentPixelHeight": 600, "dpi": 160}),
    );
    if let Some(experiments) = envelope.experiments {
        let list: Vec<Value> = experiments.iter().map(|(id, group)| json!({"id": id, "treatmentId": group})).collect();
        context.insert("Experimentation".to_owned(), json!({ "activeExperiments": list }));
    }
    json!({
        "version": "1.0",
        "session": {
            "new": envelope.is_new,
            "sessionId": session.session_id,
            "application": application,
            "attributes": session.attributes,
            "user": user,
        },
        "context": context,
        "request": request(envelope, ask),
    })
}

fn request(envelope: &Envelope<'_>, ask: Ask<'_>) -> Value {
    let mut fields = Map::new();
    let (kind, own) = match ask {
        Ask::Launch => ("LaunchRequest", json!({"shouldLinkResultBeReturned": false})),
        Ask::Intent(intent, None) => ("IntentRequest", json!({"intent": intent_value(intent)})),
        Ask::Intent(intent, Some(phase)) => {
            ("IntentRequest", json!({"intent": intent_value(intent), "dialogState": phase.as_str()}))
        }
        Ask::SessionEnded => ("SessionEndedRequest", json!({"reason": "USER_INITIATED"})),
    };
    fields.insert("type".to_owned(), kind.into());
    fields.insert("requestId".to_owned(), format!("amzn1.echo-api.request.{}", envelope.request_id).into());
    fields.insert("locale".to_owned(), envelope.session.key.locale.as_str().into());
    let timestamp = crate::domain::instant::Instant::from_epoch_s(envelope.now_ms.div_euclid(1_000));
    fields.insert("timestamp".to_owned(), timestamp.to_string().into());
    if let Value::Object(own) = own {
        fields.extend(own);
    }
    fields.into()
}
