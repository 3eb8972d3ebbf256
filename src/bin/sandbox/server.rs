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
        let mut response = Response::new(Body::new(Broken::AtOnce));
        *response.status_mut() = StatusCode::OK;
        return response;
    }
    let break_at = outgoing.break_at;
    let Some(answer) = (Outgoing { break_at: None, ..outgoing }).arrived() else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let body = match break_at {
        Some(length) => Body::new(Broken::After(answer.body.into_iter().take(length).collect())),
        None => Body::from(answer.body),
    };
    let mut response = Response::new(body);
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

/// A body that fails, upon which the server drops the connection: at once, or after what it holds has left.
enum Broken {
    AtOnce,
    After(Bytes),
    Leaving(Pin<Box<tokio::time::Sleep>>),
}

/// How long the first half is given to leave before the connection is dropped.
const LEAVING: Duration = Duration::from_millis(20);

impl http_body::Body for Broken {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        if let Broken::After(bytes) = &mut *self {
            let bytes = std::mem::take(bytes);
            *self = Broken::Leaving(Box::pin(tokio::time::sleep(LEAVING)));
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        if let Broken::Leaving(sleep) = &mut *self
            && sleep.as_mut().poll(context).is_pending()
        {
            return Poll::Pending;
        }
        *self = Broken::AtOnce;
        Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into())))
    }
}
