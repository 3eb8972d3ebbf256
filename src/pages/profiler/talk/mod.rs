//! One utterance and the dialog that it begins.

#[cfg(target_arch = "wasm32")]
mod card;
pub mod dialog;
#[cfg(target_arch = "wasm32")]
mod model;
#[cfg(target_arch = "wasm32")]
mod prompt;
#[cfg(target_arch = "wasm32")]
mod result;
#[cfg(target_arch = "wasm32")]
mod say;

#[cfg(target_arch = "wasm32")]
pub use card::UtteranceCard;
pub use dialog::TalkTurn;
#[cfg(target_arch = "wasm32")]
pub use model::TalkModel;
#[cfg(target_arch = "wasm32")]
pub use result::ResultCard;
