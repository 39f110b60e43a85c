//! What is written down about the running program, and what never is.
//!
//! An address of the desk may hold a key (`/t/…`), a query what somebody typed, a panic's words a piece of a
//! statement. So requests are logged by the template of their route, panics by their place in the program, and nothing
//! by what the caller sent.

use std::{
    fmt,
    io::{self, IsTerminal},
    panic::AssertUnwindSafe,
    sync::Arc,
};

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode},
    middleware::{self, Next},
    response::Response,
};
use data_encoding::HEXLOWER;
use futures_util::FutureExt;
use tracing::{Instrument, Subscriber};
use tracing_subscriber::{EnvFilter, fmt::MakeWriter, util::SubscriberInitExt};

use crate::{
    access::secrets::random_bytes,
    clock::SharedClock,
    config::{Log, LogFormat},
    console,
    metrics::{Metrics, method_name},
};

/// Why nothing can be logged.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter of the settings is not understood.
    #[error("log.level is not understood")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    /// Somebody in this process was quicker.
    #[error("logging was set up twice")]
    Twice(#[from] tracing_subscriber::util::TryInitError),
}

/// Sends the log of the whole process to standard error, and panics with it.
///
/// # Errors
/// When called twice, or with a filter that the settings should have refused.
pub fn start(log: &Log) -> Result<(), TelemetryError> {
    let colours = io::stderr().is_terminal();
    writing_to(log, console::err, colours)?.try_init()?;
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        // The words of a panic may quote what somebody typed; its place in the program never does.
        tracing::error!(place, "a fault in the program");
        tracing::debug!(words = %panic, "the words of the fault");
    }));
    Ok(())
}

fn writing_to<W>(
    log: &Log,
    writer: W,
    colours: bool,
) -> Result<Box<dyn Subscriber + Send + Sync>, tracing_subscriber::filter::ParseError>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let lines = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_new(&log.level)?)
        .with_writer(writer)
        .with_ansi(colours);
    Ok(match log.format {
        LogFormat::Text => Box::new(lines.finish()),
        LogFormat::Json => Box::new(lines.json().flatten_event(true).finish()),
    })
}

/// Names one request in the log and in the answer's `x-request-id`. Ours alone: what a caller sends is not taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    fn random() -> Self {
        Self(HEXLOWER.encode(&random_bytes::<8>()))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Makes the answer to a request whose handler panicked, from its id and its headers.
pub type OnPanic = dyn Fn(&RequestId, &HeaderMap) -> Response + Send + Sync;

#[derive(Clone)]
struct Watch {
    metrics: Metrics,
    clock: SharedClock,
    on_panic: Arc<OnPanic>,
}

/// What stands for the route of a request that none matched.
const NO_ROUTE: &str = "none";

/// Puts the watch around all routes of `router`: each request gets an id (an extension, and the header
/// `x-request-id`), is counted and logged, and a handler that panics becomes the answer of `on_panic`.
///
/// To be applied last, so that everything else is inside.
pub fn watched(router: Router, metrics: Metrics, clock: SharedClock, on_panic: Arc<OnPanic>) -> Router {
    router.layer(middleware::from_fn_with_state(Watch { metrics, clock, on_panic }, watch))
}

async fn watch(State(watch): State<Watch>, mut request: Request, next: Next) -> Response {
    let started = watch.clock.monotonic();
    let id = RequestId::random();
    let method = request.method().clone();
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let route = matched.as_ref().map_or(NO_ROUTE, MatchedPath::as_str);
    let headers = request.headers().clone();
    request.extensions_mut().insert(id.clone());

    let span = tracing::info_span!("request", %id, method = method_name(&method), route);
    let answer = AssertUnwindSafe(next.run(request)).catch_unwind().instrument(span.clone()).await;
    let _inside = span.enter();
    let mut response = answer.unwrap_or_else(|_words| {
        watch.metrics.panics.inc();
        (watch.on_panic)(&id, &headers)
    });

    let took = watch.clock.monotonic().saturating_sub(started);
    watch.metrics.answered(&method, route, response.status(), took);
    log_answer(route, response.status(), took.as_secs_f64() * 1000.0);
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// Machines that ask every few seconds whether we live would drown the rest.
fn log_answer(route: &str, status: StatusCode, ms: f64) {
    let status_code = status.as_u16();
    let asked_by_machines = ["/healthz", "/readyz", "/metrics"].contains(&route);
    match (status.is_server_error(), asked_by_machines) {
        (true, _) => tracing::error!(status = status_code, ms, "failed"),
        (false, true) => tracing::debug!(status = status_code, ms, "answered"),
        (false, false) => tracing::info!(status = status_code, ms, "answered"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, PoisonError};

    use axum::{body::Body, response::IntoResponse, routing::get};
    use tower::ServiceExt;
    use tracing::subscriber::DefaultGuard;

    use super::*;
    use crate::clock::ManualClock;

    /// Keeps what was logged on this thread.
    #[derive(Clone, Default)]
    struct Paper(Arc<Mutex<Vec<u8>>>);

    impl Paper {
        fn lay(&self, format: LogFormat, level: &str) -> DefaultGuard {
            let log = Log { format, level: level.to_owned() };
            let paper = self.clone();
            tracing::subscriber::set_default(writing_to(&log, move || paper.clone(), false).unwrap())
        }

        fn text(&self) -> String {
            let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
            String::from_utf8(bytes).unwrap()
        }
    }

    impl io::Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    async fn broken() -> &'static str {
        panic!("at the words of a statement");
    }

    fn app(metrics: &Metrics) -> Router {
        let inner = Router::new().route("/evidence", get(|| async { "inside" }));
        let router = Router::new()
            .route("/t/{key}", get(|| async { "ticket" }))
            .route("/healthz", get(|| async { "well" }))
            .route("/broken", get(broken))
            .nest("/c/{case}", inner);
        let clock = ManualClock::at("2026-11-20T09:00:00Z".parse().unwrap());
        let on_panic = |id: &RequestId, headers: &HeaderMap| {
            let accept = headers.get("accept").and_then(|v| v.to_str().ok()).unwrap_or_default();
            (StatusCode::INTERNAL_SERVER_ERROR, format!("{id} as {accept}")).into_response()
        };
        watched(router, metrics.clone(), Arc::new(clock), Arc::new(on_panic))
    }

    async fn ask(app: Router, uri: &str) -> (StatusCode, String, String) {
        let request =
            Request::builder().uri(uri).header("accept", "text/html").header("x-request-id", "forged");
        let response = app.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let id = response.headers()["x-request-id"].to_str().unwrap().to_owned();
        let status = response.status();
        let body = axum::body::to_bytes(response.into_body(), 1000).await.unwrap();
        (status, id, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_request_is_logged_by_its_route_and_never_by_its_key() {
        let (paper, metrics) = (Paper::default(), Metrics::new());
        let _guard = paper.lay(LogFormat::Text, "info");
        let (_, id, _) = ask(app(&metrics), "/t/secretkey?q=typed").await;
        ask(app(&metrics), "/c/secretcase/evidence").await;
        ask(app(&metrics), "/secretpath").await;
        ask(app(&metrics), "/healthz").await;

        let text = paper.text();
        assert_eq!(text.lines().count(), 3, "{text}");
        for part in
            ["/t/{key}", "/c/{case}/evidence", "route=\"none\"", "status=200", "status=404", id.as_str()]
        {
            assert!(text.contains(part), "{part} is missing in {text}");
        }
        assert!(!text.contains("secret") && !text.contains("typed") && !text.contains("forged"), "{text}");
        let page = metrics.render().unwrap();
        assert!(page.contains("route=\"/c/{case}/evidence\"") && !page.contains("secret"));
    }

    #[tokio::test]
    async fn a_handler_that_panics_becomes_an_answer() {
        let (paper, metrics) = (Paper::default(), Metrics::new());
        let _guard = paper.lay(LogFormat::Json, "info");
        let (status, id, body) = ask(app(&metrics), "/broken").await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(body, format!("{id} as text/html"));
        assert!(metrics.render().unwrap().contains("fairdesk_panics_total 1"));

        let line: serde_json::Value = serde_json::from_str(paper.text().trim()).unwrap();
        assert_eq!((&line["level"], &line["status"]), (&"ERROR".into(), &500.into()));
        assert_eq!(line["span"]["route"], "/broken");
        assert!(!paper.text().contains("statement"));
    }
}
