//! HTTP around the sandbox: bytes to values, values to bytes, and what the network is to do.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use http_body::Frame;
use skillscope::sandbox::{Incoming, Outgoing, Sandbox};

use super::flag::Flags;

/// Serves until the process is interrupted.
///
/// # Errors
/// Where the port cannot be had.
pub async fn serve(flags: Flags) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", flags.port)).await?;
    announce(listener.local_addr()?.port());
    let sandbox = Arc::new(Mutex::new(Sandbox::new(flags.options)));
    let router = Router::new().fallback(answer).with_state(sandbox);
    axum::serve(listener, router).await
}

/// The one line that whoever started the server waits for.
#[expect(clippy::print_stdout, reason = "the address is the program's output")]
fn announce(port: u16) {
    println!("Sandbox: http://127.0.0.1:{port}/");
}

async fn answer(State(sandbox): State<Arc<Mutex<Sandbox>>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, Incoming::LONGEST_BODY).await else {
        return plain(StatusCode::PAYLOAD_TOO_LARGE);
    };
    let query = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
    let headers = parts.headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
    let incoming = Incoming {
        method: parts.method.as_str().to_owned(),
        path: parts.uri.path().to_owned(),
        query,
        headers: headers.collect(),
        body: body.to_vec(),
    };
    let wall_ms = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_millis() as i64);
    let outgoing = sandbox.lock().unwrap_or_else(PoisonError::into_inner).handle(wall_ms, &incoming);
    if outgoing.delay_ms > 0 {
        tokio::time::sleep(Duration::from_millis(outgoing.delay_ms)).await;
    }
    reply(outgoing)
}

fn reply(outgoing: Outgoing) -> Response {
    if outgoing.reset {
        let mut response = Response::new(Body::new(Broken));
        *response.status_mut() = StatusCode::OK;
        return response;
    }
    let Some(answer) = outgoing.arrived() else { return plain(StatusCode::INTERNAL_SERVER_ERROR) };
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in answer.headers.iter() {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn plain(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// A body that fails at once, upon which the server drops the connection.
struct Broken;

impl http_body::Body for Broken {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into())))
    }
}
