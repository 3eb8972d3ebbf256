//! The interaction model of a skill and what it makes of an utterance: `GET …/interactionModel/locales/{locale}`
//! (API-FACTS.md, "Pickers and helpers") and `POST …/profileNlu` (utterance-profiler-rest-api.txt).
//!
//! [`operation`] says who may call; `profile` reads the request, asks [`super::nlu`] and writes the answer;
//! [`multi_turn_token`] carries a dialog from one request to the next.

mod intent_body;
pub mod multi_turn_token;
pub mod operation;
pub mod option;
mod profile;
