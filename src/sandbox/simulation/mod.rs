//! The Skill Simulation API: a conversation with a skill, utterance by utterance (skill-simulation-rest-api.txt).
//!
//! [`operation`] says who may call and keeps the results; [`turn`] makes of an utterance what Alexa does: it finds out
//! whom it is for, understands it ([`super::nlu`]), calls the skill ([`super::skill_backend`]) by a
//! [`conversation::Conversation`], and remembers the session.

pub mod body;
pub mod conversation;
pub mod intent_body;
pub mod operation;
pub mod option;
pub mod request_body;
pub mod sentinel;
pub mod session;
pub mod table;
pub mod turn;
