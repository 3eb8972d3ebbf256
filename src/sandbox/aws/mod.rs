//! Amazon Web Services at the sandbox's root: Amazon Lex analytics below `/bots/`, Amazon Cognito identities and the
//! Security Token Service at `/`, told apart by the `X-Amz-Target` header.

mod cognito;
pub mod error;
mod fault;
mod handler;
pub mod key_table;
pub mod knob;
mod signature;
mod sts;

pub(super) use fault::{PRECONDITION, QUOTA, expire, instead};
pub(super) use handler::{Context, answer, is_for};
pub use key_table::KeyTable;
pub use knob::{AwsErrorForm, BinUnit};
pub use signature::Principal;

/// The account that everything belongs to.
pub const ACCOUNT_ID: &str = "123456789012";
/// The one identity pool. It takes logins of `www.amazon.com` only.
pub const IDENTITY_POOL_ID: &str = "us-east-1:5a4db0c5-0000-4000-8000-000000000001";
/// The role of whoever signed in with Amazon, by the pool or by the Security Token Service.
pub const ROLE_NAME: &str = "skillscope-lex-read";
/// The access key that always works, without a session token.
pub const ACCESS_KEY_ID: &str = "AKIDSANDBOX";
/// Its secret, which is none.
pub const SECRET_ACCESS_KEY: &str = "sandbox-secret";
/// The host that a request is signed for that has no `Host`: one from the page that the sandbox runs in.
pub const HOST_IN_PAGE: &str = "sandbox.invalid";

/// The name of [`ROLE_NAME`] in full.
pub fn role_arn() -> String {
    format!("arn:aws:iam::{ACCOUNT_ID}:role/{ROLE_NAME}")
}
