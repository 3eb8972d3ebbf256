//! What comes from the address, from the tab's storage and from a person's clipboard.

use form_urlencoded::parse;
use skillscope::auth::oauth::pending::{PendingSignIn, RANDOM_LEN};
use skillscope::auth::oauth::reply::{RawReply, Reply};
use skillscope::auth::oauth::return_path::ReturnPath;
use skillscope::auth::session::Session;
use skillscope::config::{AuthFlow, Config};
use skillscope::route::Route;

use super::*;

fn sign_in(flow: AuthFlow) -> PendingSignIn {
    let place = ReturnPath::new("/metrics?v=1");
    PendingSignIn::new(flow, "client", "http://127.0.0.1/callback", place, &[7; RANDOM_LEN], now())
}

/// A reply, its fragment and its query apart by a line's end. `STATE` in it is the state that was sent.
pub fn oauth_reply(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let mut taken = false;
    for flow in [AuthFlow::Implicit, AuthFlow::Pkce] {
        let pending = sign_in(flow);
        let state = pending.state.clone();
        let text = text.replace("STATE", &state);
        let (fragment, query) = text.split_once('\n').unwrap_or((&text, ""));
        let reply = RawReply { fragment: fragment.to_owned(), query: query.to_owned() };
        assert!(reply.read(None, now()).is_err());
        let late = now().plus_s(PendingSignIn::LIFE_S + 1);
        assert!(!matches!(reply.read(Some(pending.clone()), late), Ok(Reply::Token { .. } | Reply::Code(_))));
        let answer = reply.read(Some(pending), now());
        if let Ok(Reply::Error { description: Some(words), .. }) = &answer {
            assert!(!words.contains(char::is_control) && words.chars().count() <= 200);
        }
        taken |= answer.is_ok();
        // What grants something has the state, once.
        if let Ok(Reply::Token { .. } | Reply::Code(_)) = answer {
            let states = |text: &str| parse(text.as_bytes()).filter(|(name, _)| name == "state").count();
            let good = |text: &str| parse(text.as_bytes()).any(|(name, value)| name == "state" && value == state);
            assert!(good(fragment) || good(query));
            assert!(states(fragment) <= 1 && states(query) <= 1);
        }
    }
    taken
}

pub fn pending(bytes: &[u8]) -> bool {
    let Ok(pending) = serde_json::from_slice::<PendingSignIn>(bytes) else { return false };
    let _ = pending.is_stale(now());
    assert!(stays_here(pending.return_to.as_str()), "{:?}", pending.return_to);
    assert!(
        pending
            .authorize_url("https://www.amazon.com/ap/oa", &["a".to_owned()])
            .starts_with("https://www.amazon.com/ap/oa?")
    );
    let text = serde_json::to_string(&pending).expect("it can be written");
    assert_eq!(serde_json::from_str::<PendingSignIn>(&text).ok(), Some(pending));
    true
}

pub fn session(bytes: &[u8]) -> bool {
    let Some(session) = Session::restore(&String::from_utf8_lossy(bytes), "http://127.0.0.1:8081", now()) else {
        return false;
    };
    let _ = session.left_s(now());
    let text = serde_json::to_string(&session).expect("it can be written");
    assert_eq!(Session::restore(&text, "http://127.0.0.1:8081", now()), Some(session));
    true
}

/// Whether a browser resolves it within the origin.
fn stays_here(path: &str) -> bool {
    let path: String = path.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\")
}

pub fn return_path(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let path = ReturnPath::new(&text);
    assert!(stays_here(path.as_str()), "{path:?}");
    assert_eq!(ReturnPath::new(path.as_str()), path);
    path.as_str() == text
}

pub fn access_token(bytes: &[u8]) -> bool {
    let Some(token) = AccessToken::parse(&String::from_utf8_lossy(bytes)) else { return false };
    assert!(token.reveal().bytes().all(|b| b.is_ascii_graphic()));
    assert!(!format!("{token:?}").contains(token.reveal()) || token.reveal().len() < 14);
    true
}

/// An address, its path and its query apart by the first question mark.
pub fn url(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let (path, query) = text.split_once('?').unwrap_or((&text, ""));
    let mut known = false;
    let pages = [
        "/metrics",
        "/experiments",
        "/experiments/new",
        "/experiments/e1",
        "/experiments/e1/edit",
        "/simulator",
        "/profiler",
        "/lex",
    ];
    for path in std::iter::once(path).chain(pages) {
        let (route, _) = Route::parse(path, query);
        if route == Route::NotFound {
            continue;
        }
        known = true;
        let href = route.href();
        assert!(stays_here(&href), "{href}");
        let (path, query) = href.split_once('?').unwrap_or((&href, ""));
        let (again, problems) = Route::parse(path, query);
        assert_eq!(again, route, "{href}");
        assert!(problems.is_empty(), "{href}: {problems:?}");
        let _ = route.about_skill(skill_id()).href();
    }
    known
}

pub fn config(bytes: &[u8]) -> bool {
    let Ok(config) = Config::parse(&String::from_utf8_lossy(bytes)) else { return false };
    assert!(config.problems().is_empty());
    let _ = config.hash();
    true
}
