//! What a tab keeps of a sign-in, in a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use leptos::prelude::*;
use skillscope::api::lwa::AccessToken;
use skillscope::auth::context::{PENDING_KEY, REPLY_KEY, SESSION_KEY, SessionContext};
use skillscope::auth::failure::SignInFailure;
use skillscope::auth::oauth::pending::{PendingSignIn, RANDOM_LEN};
use skillscope::auth::oauth::reply::Refusal;
use skillscope::auth::oauth::return_path::ReturnPath;
use skillscope::auth::session::Session;
use skillscope::config::{AuthFlow, Config};
use skillscope::platform::clock;
use skillscope::platform::storage::Area;
use skillscope::transport::client::{Client, Transport};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// A page that has just been opened: the tab's storage is as it is, the memory is new.
fn opened() -> (Owner, SessionContext) {
    let owner = Owner::new();
    let config = Config { client_id: "amzn1.application-oa2-client.a".into(), ..Config::default() };
    let context = owner.with(|| {
        let client = Client::new(Transport::Http(config.endpoints.clone()), &config.requests, |_| {});
        SessionContext::provide(&config, client)
    });
    (owner, context)
}

fn clear() {
    for key in [SESSION_KEY, PENDING_KEY, REPLY_KEY] {
        Area::Tab.remove(key);
    }
}

fn granted(life_s: i64) -> Session {
    let token = AccessToken::parse("Atza|web").unwrap();
    Session::granted(&Config::default().endpoints.smapi, token, life_s, clock::now())
}

#[wasm_bindgen_test]
fn a_reload_finds_the_sign_in_and_the_next_tab_does_not() {
    clear();
    assert!(Area::Tab.set_value(SESSION_KEY, &granted(3_600)));
    let (owner, context) = opened();
    assert_eq!(context.token(), AccessToken::parse("Atza|web"));
    assert!(owner.with(|| context.left_s()).is_some_and(|s| (3_590..=3_600).contains(&s)));
    assert!(Area::Lasting.keys("").iter().all(|key| !Area::Lasting.text(key).unwrap_or_default().contains("Atza")));
    clear();
    assert_eq!(opened().1.token(), None);
}

#[wasm_bindgen_test]
fn a_token_whose_time_runs_out_leaves_memory_and_storage_but_not_the_account() {
    clear();
    let mut session = granted(60);
    session.account = "amzn1.account.A".into();
    assert!(Area::Tab.set_value(SESSION_KEY, &session));
    let (owner, context) = opened();
    context.tick(clock::now().plus_s(30));
    assert!(context.token().is_some());
    context.tick(clock::now().plus_s(61));
    assert_eq!(context.token(), None);
    owner.with(|| {
        assert!(context.is_expired() && context.is_open());
        assert_eq!(context.namespace().map(|n| n.account).as_deref(), Some("amzn1.account.A"));
    });
    assert!(!Area::Tab.text(SESSION_KEY).unwrap_or_default().contains("Atza"));
    clear();
}

#[wasm_bindgen_test]
fn signing_out_leaves_nothing_in_the_tab() {
    clear();
    let (_owner, context) = opened();
    context.enter_demo();
    assert!(Area::Tab.text(SESSION_KEY).is_some());
    assert!(Area::Tab.set_text(PENDING_KEY, "{}"));
    assert_eq!(context.sign_out().map(|n| n.source).as_deref(), Some("demo"));
    for key in [SESSION_KEY, PENDING_KEY, REPLY_KEY] {
        assert_eq!(Area::Tab.text(key), None, "{key}");
    }
}

#[wasm_bindgen_test]
fn the_reply_is_gone_from_the_tab_as_soon_as_the_page_is_open() {
    clear();
    assert!(Area::Tab.set_text(REPLY_KEY, r#"{"fragment":"access_token=Atza","query":""}"#));
    let (_owner, context) = opened();
    assert!(context.has_reply());
    assert_eq!(Area::Tab.text(REPLY_KEY), None);
}

#[wasm_bindgen_test]
async fn a_forged_reply_uses_up_the_sign_in_and_signs_nobody_in() {
    clear();
    let pending = PendingSignIn::new(
        AuthFlow::Implicit,
        "amzn1.application-oa2-client.a",
        "http://127.0.0.1/callback",
        ReturnPath::start(),
        &[1; RANDOM_LEN],
        clock::now(),
    );
    assert!(Area::Tab.set_value(PENDING_KEY, &pending));
    let forged = r#"{"fragment":"access_token=Atza&token_type=bearer&expires_in=3600&state=forged","query":""}"#;
    assert!(Area::Tab.set_text(REPLY_KEY, forged));
    let (_owner, context) = opened();
    assert_eq!(context.finish().await.1, Err(SignInFailure::Unverified(Refusal::WrongState)));
    assert_eq!(Area::Tab.text(PENDING_KEY), None);
    assert_eq!(context.token(), None);

    // The true reply comes too late: the sign-in that it belongs to is used up.
    let reply = format!(
        r#"{{"fragment":"access_token=Atza&token_type=bearer&expires_in=3600&state={}","query":""}}"#,
        pending.state
    );
    assert!(Area::Tab.set_text(REPLY_KEY, &reply));
    let (_owner, context) = opened();
    assert_eq!(context.finish().await.1, Err(SignInFailure::Unverified(Refusal::NotAwaited)));
    assert_eq!(context.token(), None);
}
