use proptest::prelude::*;

use super::super::pending::RANDOM_LEN;
use super::super::return_path::ReturnPath;
use super::*;

const NOW: i64 = 2_000_000_000;

fn begun(flow: AuthFlow) -> PendingSignIn {
    PendingSignIn::new(
        flow,
        "client",
        "http://127.0.0.1/callback",
        ReturnPath::start(),
        &[3; RANDOM_LEN],
        Instant::from_epoch_s(NOW),
    )
}

fn read_in(flow: AuthFlow, fragment: &str, query: &str) -> Result<Reply, Refusal> {
    let pending = begun(flow);
    let fill = |text: &str| text.replace("STATE", &pending.state);
    let raw = RawReply { fragment: fill(fragment), query: fill(query) };
    raw.read(Some(pending), Instant::from_epoch_s(NOW + 30))
}

fn implicit(fragment: &str) -> Result<Reply, Refusal> {
    read_in(AuthFlow::Implicit, fragment, "")
}

fn pkce(query: &str) -> Result<Reply, Refusal> {
    read_in(AuthFlow::Pkce, "", query)
}

#[test]
fn the_documents_implicit_reply_is_read() {
    let reply = implicit("access_token=Atza%7Cx%2F&token_type=bearer&expires_in=3600&scope=profile&state=STATE");
    assert_eq!(
        reply,
        Ok(Reply::Token {
            access_token: AccessToken::parse("Atza|x/").unwrap(),
            expires_in_s: 3_600,
            scope: Some("profile".into())
        })
    );
}

#[test]
fn a_code_is_read_from_the_query() {
    assert_eq!(pkce("code=ANa%7Cb&scope=x&state=STATE"), Ok(Reply::Code("ANa|b".into())));
}

#[test]
fn a_reply_without_the_right_state_is_refused() {
    for fragment in [
        "access_token=Atza&token_type=bearer&expires_in=3600",
        "access_token=Atza&token_type=bearer&expires_in=3600&state=",
        "access_token=Atza&token_type=bearer&expires_in=3600&state=STATEx",
        "access_token=Atza&token_type=bearer&expires_in=3600&state=other",
        "error=access_denied&state=other",
    ] {
        assert_eq!(implicit(fragment), Err(Refusal::WrongState), "{fragment}");
    }
    assert_eq!(pkce("code=x"), Err(Refusal::WrongState));
}

#[test]
fn a_reply_that_nobody_waits_for_is_refused() {
    let raw = RawReply { fragment: "access_token=Atza&token_type=bearer&state=s".into(), query: String::new() };
    assert_eq!(raw.read(None, Instant::from_epoch_s(NOW)), Err(Refusal::NotAwaited));
}

#[test]
fn a_reply_that_comes_too_late_is_refused() {
    let pending = begun(AuthFlow::Pkce);
    let raw = RawReply { fragment: String::new(), query: format!("code=x&state={}", pending.state) };
    let late = Instant::from_epoch_s(NOW + PendingSignIn::LIFE_S + 1);
    assert_eq!(raw.read(Some(pending), late), Err(Refusal::Stale));
}

#[test]
fn a_parameter_that_stands_there_twice_spoils_the_reply() {
    assert_eq!(implicit("state=x&state=STATE&access_token=Atza&token_type=bearer"), Err(Refusal::Malformed));
    assert_eq!(pkce("code=a&code=b&state=STATE"), Err(Refusal::Malformed));
}

#[test]
fn what_the_other_flow_returns_is_refused() {
    assert_eq!(implicit("code=x&state=STATE"), Err(Refusal::Malformed));
    assert_eq!(read_in(AuthFlow::Implicit, "", "code=x&state=STATE"), Err(Refusal::Malformed));
    assert_eq!(pkce("access_token=Atza&token_type=bearer&state=STATE"), Err(Refusal::Malformed));
    assert_eq!(read_in(AuthFlow::Pkce, "access_token=Atza&token_type=bearer&state=STATE", ""), Err(Refusal::Malformed));
}

#[test]
fn only_a_bearer_token_with_a_sane_life_is_taken() {
    for bad in [
        "access_token=Atza&state=STATE",
        "access_token=Atza&token_type=mac&state=STATE",
        "access_token=&token_type=bearer&state=STATE",
        "access_token=a%0Ab&token_type=bearer&state=STATE",
        "access_token=Atza&token_type=bearer&expires_in=0&state=STATE",
        "access_token=Atza&token_type=bearer&expires_in=-5&state=STATE",
        "access_token=Atza&token_type=bearer&expires_in=soon&state=STATE",
        "access_token=Atza&token_type=bearer&expires_in=86401&state=STATE",
    ] {
        assert_eq!(implicit(bad), Err(Refusal::Malformed), "{bad}");
    }
    let reply = implicit("access_token=Atza&token_type=Bearer&state=STATE").unwrap();
    assert!(matches!(reply, Reply::Token { expires_in_s: 3_600, .. }));
}

#[test]
fn every_oauth_error_is_told_apart() {
    assert_eq!(implicit("error=access_denied&state=STATE"), Ok(Reply::Denied));
    for (text, code) in [
        ("invalid_request", OauthError::InvalidRequest),
        ("unauthorized_client", OauthError::UnauthorizedClient),
        ("unsupported_response_type", OauthError::UnsupportedResponseType),
        ("invalid_scope", OauthError::InvalidScope),
        ("server_error", OauthError::ServerError),
        ("temporarily_unavailable", OauthError::TemporarilyUnavailable),
        ("login_required", OauthError::Unknown("login_required".into())),
    ] {
        assert_eq!(code.code(), text);
        let expected = Ok(Reply::Error { code, description: Some("why".into()) });
        assert_eq!(implicit(&format!("error={text}&error_description=why&state=STATE")), expected);
        assert_eq!(pkce(&format!("error={text}&error_description=why&state=STATE")), expected);
    }
}

#[test]
fn an_error_without_state_is_passed_on_without_its_words() {
    assert_eq!(
        read_in(AuthFlow::Implicit, "", "error=invalid_request&error_description=Call+0900"),
        Ok(Reply::Error { code: OauthError::InvalidRequest, description: None })
    );
}

#[test]
fn an_unknown_code_cannot_carry_a_sentence() {
    let Ok(Reply::Error { code, .. }) = implicit("error=<b>pay%20me</b>&state=STATE") else { panic!() };
    assert_eq!(code.code(), "bpaymeb");
}

proptest! {
    #[test]
    fn no_text_without_the_state_yields_a_token_or_a_code(fragment in "\\PC{0,60}", query in "\\PC{0,60}") {
        for flow in [AuthFlow::Implicit, AuthFlow::Pkce] {
            let raw = RawReply { fragment: fragment.clone(), query: query.clone() };
            let reply = raw.read(Some(begun(flow)), Instant::from_epoch_s(NOW));
            let grants = matches!(reply, Ok(Reply::Token { .. } | Reply::Code(_)));
            prop_assert!(!grants);
        }
    }
}
