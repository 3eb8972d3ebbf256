//! The pages of `/ap/oa`: one that asks for consent, one that says why it cannot. Everything in them is escaped.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::world::Account;
use crate::api::request::Response;

const STYLE: &str = ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;color:#16191f;\
background:#fff}h1{font-size:1.5rem}h2{font-size:1.1rem}fieldset{border:1px solid #6b7280;border-radius:6px;margin:1rem 0;padding:.75rem 1rem}\
label{display:block;padding:.25rem 0}button{font:inherit;padding:.5rem 1.25rem;margin-right:.5rem;border-radius:6px;\
border:1px solid #16191f;background:#fff;color:#16191f}button.primary{background:#16191f;color:#fff}\
code{overflow-wrap:anywhere}:focus-visible{outline:3px solid #1d4ed8;outline-offset:2px}\
@media(prefers-color-scheme:dark){body{background:#16191f;color:#f3f4f6}fieldset{border-color:#9ca3af}\
button{background:#16191f;color:#f3f4f6;border-color:#f3f4f6}button.primary{background:#f3f4f6;color:#16191f}\
:focus-visible{outline-color:#93c5fd}}";

/// Text that cannot become markup, in content and in quoted attributes.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// What the consent page shows and sends on.
#[derive(Debug, Clone, Copy)]
pub struct Consent<'a> {
    /// The client.
    pub client_id: &'a str,
    /// Where the answer goes.
    pub redirect_uri: &'a str,
    /// What is asked for, separated by blanks.
    pub scope: &'a str,
    /// The request's parameters, to be posted back.
    pub parameters: &'a [(String, String)],
}

/// Asks which account signs in and whether it consents.
pub fn ask(consent: &Consent<'_>) -> Response {
    let mut main = String::from("<h1>Sandbox: sign in with a test account</h1>\n");
    let _ = writeln!(
        main,
        "<p>This is not Amazon. <code>{}</code> asks for access. The answer goes to <code>{}</code>.</p>",
        escape(consent.client_id),
        escape(consent.redirect_uri)
    );
    main.push_str("<h2>It wants</h2>\n<ul>\n");
    for scope in consent.scope.split(' ') {
        let _ = writeln!(main, "<li><code>{}</code></li>", escape(scope));
    }
    main.push_str("</ul>\n<form method=\"post\" action=\"/ap/oa/consent\">\n");
    for (name, value) in consent.parameters {
        let _ = writeln!(main, "<input type=\"hidden\" name=\"{}\" value=\"{}\">", escape(name), escape(value));
    }
    main.push_str("<fieldset>\n<legend>Account</legend>\n");
    for (n, account) in Account::all().iter().enumerate() {
        let _ = writeln!(
            main,
            "<label><input type=\"radio\" name=\"account\" value=\"{}\"{}> {}: {}</label>",
            account.key,
            if n == 0 { " checked" } else { "" },
            account.name,
            account.about
        );
    }
    main.push_str(
        "</fieldset>\n<button class=\"primary\" type=\"submit\" name=\"decision\" value=\"allow\">Allow</button>\n\
         <button type=\"submit\" name=\"decision\" value=\"deny\">Deny</button>\n</form>\n",
    );
    page(200, "Sandbox sign-in", &main, origin(consent.redirect_uri))
}

/// Says why there is nothing to consent to. Nobody is sent anywhere, because the address may not be the client's.
pub fn refuse(reason: &str) -> Response {
    let main = format!(
        "<h1>Sandbox: this sign-in cannot go on</h1>\n<p>{}</p>\n<p>Nothing was sent to any address. Close this page and \
         correct the configuration.</p>\n",
        escape(reason)
    );
    page(400, "Sandbox sign-in failed", &main, None)
}

/// Scheme, host and port of an address, where it has them and nothing that could end a policy.
fn origin(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || ".:-[]".contains(c);
    (matches!(scheme, "http" | "https") && !host.is_empty() && host.chars().all(plain))
        .then(|| address.get(..scheme.len() + 3 + host.len()))?
}

fn page(status: u16, title: &str, main: &str, form_target: Option<&str>) -> Response {
    let body = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n{main}</main>\n</body>\n</html>\n"
    );
    let style_hash = STANDARD.encode(Sha256::digest(STYLE));
    // A browser holds form-action against the redirect that answers the form, too.
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style_hash}'; form-action 'self'{}{}; base-uri 'none'; frame-ancestors 'none'",
        if form_target.is_some() { " " } else { "" },
        form_target.unwrap_or_default()
    );
    let headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Security-Policy", policy.as_str()),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-store"),
    ];
    Response { status, headers: headers.into_iter().collect(), body: body.into_bytes() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_input_stays_text() {
        let hostile = "\"><script>alert('x')</script>&";
        let parameters = [("state".to_owned(), hostile.to_owned())];
        let consent = Consent { client_id: hostile, redirect_uri: hostile, scope: hostile, parameters: &parameters };
        for response in [ask(&consent), refuse(hostile)] {
            let body = String::from_utf8(response.body).unwrap();
            assert!(!body.contains("<script") && !body.contains("alert('x')"), "{body}");
            assert!(body.contains("&lt;script&gt;"));
        }
    }

    #[test]
    fn the_policy_lets_the_form_go_to_the_redirects_origin_and_nowhere_else() {
        assert_eq!(origin("http://127.0.0.1:8080/callback?x"), Some("http://127.0.0.1:8080"));
        assert_eq!(origin("http://a; script-src *"), None);
        assert_eq!(origin("javascript:alert(1)"), None);
    }
}
