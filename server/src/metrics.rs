//! The figures of operation, in the Prometheus text form. No label is ever made of what a caller sent: routes are
//! templates, codes are ours, methods are the known ones. Nor is one made of a step of a case: whoever watches over the machine is
//! often of the organiser's house, and would see mediation go on live.

use std::{net::IpAddr, sync::Arc, time::Duration};

use axum::http::{HeaderMap, Method, StatusCode, header};
use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{
        counter::Counter,
        family::Family,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::Registry,
};

use crate::{
    access::{caller::is_local, secrets::constant_time_eq},
    config::Hidden,
};

/// The media type of [`Metrics::render`].
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Code {
    code: &'static str,
}

/// What stands for every route of the counter and of a party's ticket, and for every step of a case that staff take over the interface
/// for programs.
const FOLDED: [&str; 5] = ["/counter", "/t/{key}", "/api/v1/queue", "/api/v1/cases", "/api/v1/complaints"];

/// The route as it is told: of what is folded, only where it begins.
fn told(route: &str) -> &str {
    let is_under = |folded: &str| {
        route.strip_prefix(folded).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    FOLDED.into_iter().find(|folded| is_under(folded)).unwrap_or(route)
}

/// All figures. Cheap to clone; all clones count together.
#[derive(Debug, Clone)]
pub struct Metrics {
    registry: Arc<Registry>,
    answered: Family<Answered, Counter>,
    answer_seconds: Family<Route, Histogram, fn() -> Histogram>,
    refused: Family<Code, Counter>,
    /// Handlers that panicked.
    pub panics: Counter,
    /// Commands handed to the engine.
    pub submissions: Counter,
    /// Commands in each batch that the engine made durable.
    pub batch_size: Histogram,
    flush_seconds: Histogram,
    /// Live streams that are open.
    pub followers: Gauge,
    journal_seq: Gauge,
    free_disk: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

/// From half a millisecond to about eight seconds.
fn seconds() -> Histogram {
    Histogram::new(exponential_buckets(0.0005, 2.0, 15))
}

impl Metrics {
    /// All at zero.
    pub fn new() -> Self {
        let mut metrics = Self {
            registry: Arc::default(),
            answered: Family::default(),
            answer_seconds: Family::new_with_constructor(seconds),
            refused: Family::default(),
            panics: Counter::default(),
            submissions: Counter::default(),
            batch_size: Histogram::new(exponential_buckets(1.0, 2.0, 11)),
            flush_seconds: seconds(),
            followers: Gauge::default(),
            journal_seq: Gauge::default(),
            free_disk: Gauge::default(),
        };
        let mut all = Registry::with_prefix("fairdesk");
        all.register("requests", "Requests answered", metrics.answered.clone());
        all.register("request_seconds", "Time until the head of the answer", metrics.answer_seconds.clone());
        all.register("refusals", "Commands that a rule refused, by its code", metrics.refused.clone());
        all.register("panics", "Requests that met a fault in the program", metrics.panics.clone());
        all.register("submissions", "Commands handed to the engine", metrics.submissions.clone());
        all.register("engine_batch_size", "Commands made durable together", metrics.batch_size.clone());
        all.register("flush_seconds", "Time for making a batch durable", metrics.flush_seconds.clone());
        all.register("followers", "Live streams that are open", metrics.followers.clone());
        all.register("journal_seq", "Entries in the journal", metrics.journal_seq.clone());
        all.register("disk_free_bytes", "Free space where the data folder is", metrics.free_disk.clone());
        metrics.registry = Arc::new(all);
        metrics
    }

    /// A request to the route with this template was answered after `took`.
    pub fn answered(&self, method: &Method, route: &str, status: StatusCode, took: Duration) {
        let route = told(route).to_owned();
        self.answer_seconds.get_or_create(&Route { route: route.clone() }).observe(took.as_secs_f64());
        let labels = Answered { method: method_name(method), route, status: status.as_u16() };
        self.answered.get_or_create(&labels).inc();
    }

    /// A rule refused a command.
    pub fn refused(&self, code: &'static str) {
        self.refused.get_or_create(&Code { code }).inc();
    }

    /// A batch of `commands` was made durable in `took`.
    pub fn flushed(&self, commands: usize, took: Duration) {
        self.batch_size.observe(u32::try_from(commands).unwrap_or(u32::MAX).into());
        self.flush_seconds.observe(took.as_secs_f64());
    }

    /// The journal now ends with this entry.
    pub fn journal_at(&self, seq: u64) {
        self.journal_seq.set(i64::try_from(seq).unwrap_or(i64::MAX));
    }

    /// So many bytes are free.
    pub fn disk_has(&self, free: u64) {
        self.free_disk.set(i64::try_from(free).unwrap_or(i64::MAX));
    }

    /// Everything, as [`CONTENT_TYPE`].
    ///
    /// # Errors
    /// Never in practice: writing to a text does not fail.
    pub fn render(&self) -> Result<String, std::fmt::Error> {
        let mut page = String::new();
        text::encode(&mut page, &self.registry)?;
        Ok(page)
    }
}

/// The method, if it is one that means something: callers may invent others without end.
pub fn method_name(method: &Method) -> &'static str {
    ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"]
        .into_iter()
        .find(|known| method.as_str() == *known)
        .unwrap_or("OTHER")
}

/// Whether this caller may read the figures: anybody on this machine, or whoever sends the token of the settings.
pub fn may_read(peer: IpAddr, headers: &HeaderMap, token: Option<&Hidden>) -> bool {
    let sent = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, sent)| sent.trim());
    let known = match (sent, token) {
        (Some(sent), Some(token)) => constant_time_eq(sent.as_bytes(), token.reveal().as_bytes()),
        _ => false,
    };
    known || is_local(peer, headers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_was_counted_is_shown() {
        let metrics = Metrics::new();
        let took = Duration::from_millis(3);
        metrics.answered(&Method::GET, "/t/{key}", StatusCode::OK, took);
        metrics.clone().answered(&Method::GET, "/t/{key}", StatusCode::OK, took);
        metrics.answered(&Method::from_bytes(b"BREW").unwrap(), "none", StatusCode::NOT_FOUND, took);
        metrics.refused("already-claimed");
        metrics.submissions.inc();
        metrics.flushed(64, took);
        metrics.followers.inc();
        metrics.journal_at(42);
        metrics.disk_has(1 << 30);

        let page = metrics.render().unwrap();
        for line in [
            "fairdesk_requests_total{method=\"GET\",route=\"/t/{key}\",status=\"200\"} 2",
            "fairdesk_requests_total{method=\"OTHER\",route=\"none\",status=\"404\"} 1",
            "fairdesk_request_seconds_count{route=\"/t/{key}\"} 2",
            "fairdesk_refusals_total{code=\"already-claimed\"} 1",
            "fairdesk_submissions_total 1",
            "fairdesk_engine_batch_size_sum 64.0",
            "fairdesk_flush_seconds_count 1",
            "fairdesk_followers 1",
            "fairdesk_journal_seq 42",
            "fairdesk_disk_free_bytes 1073741824",
            "fairdesk_panics_total 0",
        ] {
            assert!(page.lines().any(|l| l == line), "{line} is missing in\n{page}");
        }
    }

    /// Which step of which kind was just taken is the mediation body's.
    #[test]
    fn no_step_of_a_case_has_a_line_of_its_own() {
        let metrics = Metrics::new();
        let took = Duration::from_millis(3);
        for (method, route) in [
            (Method::GET, "/counter"),
            (Method::POST, "/counter/cases/{case}/way/service"),
            (Method::POST, "/counter/cases/{case}/conclude"),
            (Method::POST, "/t/{key}/stop"),
            (Method::GET, "/t/{key}"),
            (Method::POST, "/api/v1/queue/{number}/missed"),
            (Method::POST, "/api/v1/cases/{case}/start"),
            (Method::POST, "/api/v1/cases"),
            (Method::POST, "/api/v1/complaints/{case}/order"),
            (Method::GET, "/counters"),
            (Method::GET, "/api/v1/board"),
        ] {
            metrics.answered(&method, route, StatusCode::OK, took);
        }
        let page = metrics.render().unwrap();
        for line in [
            "fairdesk_requests_total{method=\"POST\",route=\"/counter\",status=\"200\"} 2",
            "fairdesk_request_seconds_count{route=\"/counter\"} 3",
            "fairdesk_requests_total{method=\"POST\",route=\"/t/{key}\",status=\"200\"} 1",
            "fairdesk_request_seconds_count{route=\"/t/{key}\"} 2",
            "fairdesk_request_seconds_count{route=\"/api/v1/queue\"} 1",
            "fairdesk_request_seconds_count{route=\"/api/v1/cases\"} 2",
            "fairdesk_request_seconds_count{route=\"/api/v1/complaints\"} 1",
            "fairdesk_request_seconds_count{route=\"/counters\"} 1",
            "fairdesk_request_seconds_count{route=\"/api/v1/board\"} 1",
        ] {
            assert!(page.lines().any(|l| l == line), "{line} is missing in\n{page}");
        }
        for step in ["{case}", "{number}", "service", "conclude", "missed"] {
            assert!(!page.contains(step), "{step}: {page}");
        }
    }

    #[test]
    fn only_this_machine_or_the_token_reads_them() {
        let (near, far) = ("127.0.0.1".parse().unwrap(), "10.0.0.9".parse().unwrap());
        let token = Hidden::from("correct-horse-battery");
        let with = |name: &'static str, value: &str| {
            HeaderMap::from_iter([(name.parse().unwrap(), value.parse().unwrap())])
        };
        assert!(may_read(near, &HeaderMap::new(), None));
        assert!(!may_read(far, &HeaderMap::new(), Some(&token)));
        assert!(!may_read(near, &with("x-forwarded-for", "10.0.0.9"), None), "a proxy hands it on");
        assert!(may_read(far, &with("authorization", "Bearer correct-horse-battery"), Some(&token)));
        assert!(may_read(far, &with("authorization", "bearer correct-horse-battery"), Some(&token)));
        for wrong in ["Bearer correct", "Bearer ", "Bearer", "Basic correct-horse-battery"] {
            assert!(!may_read(far, &with("authorization", wrong), Some(&token)), "{wrong}");
        }
        assert!(!may_read(far, &with("authorization", "Bearer "), None), "no token means nobody");
    }
}
