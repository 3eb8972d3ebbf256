use super::*;
use crate::hosting::template::Template;
use crate::server;

/// Answers requests by a list, and remembers what it was asked: stands in for the bucket and for a service.
struct Origins {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

fn origins() -> Origins {
    let listener = server::listen(0).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    listener.set_nonblocking(true).unwrap();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&asked);
    let app = Router::new().fallback(move |request: Request| {
        let token = request.headers().get("authorization").map_or("", |value| value.to_str().unwrap());
        let token = token.split(' ').next().filter(|word| word.starts_with("AWS4")).unwrap_or(token);
        list.lock().unwrap().push(format!("{} {} {token}", request.method(), request.uri()).trim().to_owned());
        let (status, headers, body): (u16, &[(&str, &str)], &str) = match request.uri().path() {
            "/b/app-1f3a5c7d9e0b2a4c.js.br" => {
                (200, &[("content-encoding", "br"), ("cache-control", "public, max-age=31536000, immutable")], "packed")
            }
            "/b/index.html" => (200, &[("cache-control", "no-cache"), ("x-amz-request-id", "1")], "page"),
            "/v1/vendors" => {
                (200, &[("set-cookie", "a=b"), ("x-amzn-requestid", "r"), ("x-frame-options", "SAMEORIGIN")], "vendors")
            }
            _ => (404, &[("server", "S3")], "no such key"),
        };
        let mut response = Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        let response = response.body(Body::from(body.to_owned())).unwrap();
        async move { response }
    });
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async move { axum::serve(tokio::net::TcpListener::from_std(listener).unwrap(), app).await })
    });
    Origins { address, asked }
}

fn edge(origins: &Origins) -> Edge {
    let values = [("SmapiHost", "api.amazonalexa.com".to_owned())].into();
    let stack = Template::ours().unwrap().resolve(&values).unwrap();
    let services = [("api.amazonalexa.com".to_owned(), origins.address.clone())].into();
    let bucket = format!("{}/b", origins.address);
    Edge::new(Distribution::of(&stack).unwrap(), bucket, services, &mut BTreeMap::new()).unwrap()
}

fn ask(edge: &Edge, method: &str, target: &str, headers: &[(&str, &str)]) -> Answer {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let asked = Asked { method: method.into(), path: path.into(), query: query.into(), headers, body: Vec::new() };
    edge.answer(&asked).unwrap()
}

fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    answer.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
}

#[test]
fn what_may_be_kept_is_asked_for_once_and_the_page_each_time() {
    let origins = origins();
    let edge = edge(&origins);
    for _ in 0..2 {
        let file = ask(&edge, "GET", "/app-1f3a5c7d9e0b2a4c.js", &[("accept-encoding", "gzip, br")]);
        assert_eq!((file.status, header(&file, "content-encoding")), (200, Some("br")));
        assert_eq!(ask(&edge, "GET", "/deep/link?token=secret", &[]).body, b"page");
    }
    assert_eq!(
        *origins.asked.lock().unwrap(),
        [
            "GET /b/app-1f3a5c7d9e0b2a4c.js.br AWS4-HMAC-SHA256",
            "GET /b/index.html AWS4-HMAC-SHA256",
            "GET /b/index.html AWS4-HMAC-SHA256",
        ],
        "signed, and without the query"
    );
}

#[test]
fn a_missing_file_stays_missing_and_carries_the_headers() {
    let origins = origins();
    let answer = ask(&edge(&origins), "GET", "/missing.wasm", &[("accept-encoding", "br")]);
    assert_eq!((answer.status, answer.body.as_slice()), (404, b"no such key".as_slice()));
    assert_eq!(header(&answer, "x-frame-options"), Some("DENY"));
    assert_eq!(header(&answer, "server"), None);
}

#[test]
fn a_method_that_is_not_allowed_never_reaches_the_bucket() {
    let origins = origins();
    assert_eq!(ask(&edge(&origins), "PUT", "/config.json", &[]).status, 403);
    assert!(origins.asked.lock().unwrap().is_empty());
}

#[test]
fn a_call_is_passed_on_with_its_token_and_query_and_leaves_no_cookie() {
    let origins = origins();
    let answer = ask(&edge(&origins), "GET", "/v1/vendors?a=1", &[("authorization", "Bearer t"), ("host", "page")]);
    assert_eq!(*origins.asked.lock().unwrap(), ["GET /v1/vendors?a=1 Bearer t"]);
    assert_eq!(answer.body, b"vendors");
    assert_eq!(header(&answer, "set-cookie"), None);
    assert_eq!(header(&answer, "x-amzn-requestid"), Some("r"), "the page shows it");
    assert_eq!(header(&answer, "x-frame-options"), Some("DENY"), "the policy's takes the place of the service's");
}

#[test]
fn a_service_without_a_stand_in_is_an_error_at_the_start() {
    let values = [("LwaHost", "api.amazon.com".to_owned())].into();
    let stack = Template::ours().unwrap().resolve(&values).unwrap();
    let distribution = Distribution::of(&stack).unwrap();
    assert!(Edge::new(distribution, String::new(), BTreeMap::new(), &mut BTreeMap::new()).is_err());
}
