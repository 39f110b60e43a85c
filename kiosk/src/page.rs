//! The touch page: served on loopback for a full-screen browser on the same machine, or across the network to one tablet that was
//! let in (`screen.rs`).
//!
//! Every page is whole without scripts and without the wire. What is typed is kept in this process alone, under a cookie that
//! names the visit; nothing is written to the browser's storage, and nothing may be kept in its cache.

use std::sync::Arc;
use std::time::Duration;

use axum::{
    Router,
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};

use self::visit::Visits;
pub use self::{
    assets::url as asset,
    frame::{Service, shown, words},
    question::Question,
};
use crate::{
    kiosk::Kiosk,
    screen::{self, Screens},
};

pub mod assets;
mod begin;
mod check_in;
mod filing;
pub mod form;
mod frame;
pub mod join;
mod live;
mod phone;
mod question;
pub mod standing;
#[cfg(test)]
mod tests;
mod ticket;
pub mod visit;

/// What every page needs.
#[derive(Clone)]
pub struct Page {
    /// The kiosk.
    pub kiosk: Arc<Kiosk>,
    /// Who is in front of it.
    pub visits: Arc<Visits>,
    /// How long nobody need touch the screen before it asks.
    pub idle: Duration,
    /// The name of this run. A page that an earlier one drew belongs to a visit that is gone.
    pub run: Arc<str>,
}

/// How long the screen counts down before it forgets everything.
const COUNT_DOWN: Duration = Duration::from_secs(20);
/// What the browser's clock may be slower by.
const GRACE: Duration = Duration::from_secs(10);

/// A name for a run.
pub fn fresh_run() -> Arc<str> {
    link::Secret::<8>::random().reveal().into()
}

impl Page {
    /// How long a visit lives untouched. The page itself ends it first; this is for a browser that stands still.
    pub fn longest_visit(&self) -> Duration {
        self.idle + COUNT_DOWN + GRACE
    }

    /// Ends the visits that nobody touches any more, with all that was typed in them.
    pub async fn forget_idle(&self) {
        let now = self.kiosk.clock.clock().monotonic();
        for visit in self.visits.end_idle(now, self.longest_visit()) {
            begin::over(self, visit).await;
        }
    }
}

/// All pages.
pub fn router(page: Page) -> Router {
    let screens = Screens::of(&page.kiosk.folder);
    let pages = Router::new()
        .route("/", get(begin::start))
        .route("/begin", post(begin::begin))
        .route("/over", get(begin::end).post(begin::end))
        .route("/look", post(begin::look))
        .route("/alive", post(begin::alive))
        .route("/menu", get(begin::menu))
        .route("/kind", post(filing::kind))
        .route("/how", get(filing::how))
        .route("/ask/{question}", get(filing::ask).post(filing::answer))
        .route("/booths", get(filing::booths))
        .route("/phone", get(phone::show).post(phone::open))
        .route("/phone/here", post(phone::here))
        .route("/phone/state", get(phone::state))
        .route("/ticket", get(ticket::show))
        .route("/ticket/again", post(ticket::again))
        .route("/scan", post(check_in::scan))
        .route("/up", get(live::up))
        .route("/have", get(check_in::show).post(check_in::check_in))
        .route("/live", get(live::live))
        .route(standing::PATH, get(standing::tell))
        .route("/assets/{*name}", get(assets::asset))
        .fallback(begin::lost)
        .route("/join", get(join::ask).post(join::take))
        .route("/joined", get(join::joined))
        .with_state(page);
    for_screens(pages, screens)
}

/// Around pages: only to a screen that was let in, only forms of our own, and nothing is ever kept.
pub fn for_screens(pages: Router, screens: Screens) -> Router {
    let door = Router::new().route("/screen/{key}", get(screen::ask).post(screen::enter));
    pages
        .merge(door.with_state(screens.clone()))
        .layer(middleware::from_fn_with_state(screens, screen::admitted))
        .layer(middleware::from_fn(guarded))
}

/// Only the kiosk's own pages may send; nothing is ever kept.
async fn guarded(request: Request, next: Next) -> Response {
    if request.method() != Method::GET && !is_ours(request.headers()) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        // An asset says itself how long it is good.
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    response
}

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CACHE_CONTROL, "no-store"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
];

/// Whether a form came from a page of ours: browsers say where it comes from, and a page cannot change what they say.
fn is_ours(headers: &HeaderMap) -> bool {
    let said = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match said(HeaderName::from_static("sec-fetch-site")) {
        Some(site) => site == "same-origin",
        // An address that is no secure context: the browser says only the origin.
        None => match (said(header::ORIGIN), said(header::HOST)) {
            (Some(origin), Some(host)) => origin.strip_prefix("http://") == Some(host),
            (Some(_), None) => false,
            // No browser at all.
            (None, _) => true,
        },
    }
}
