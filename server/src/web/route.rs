//! The one table of routes: path, method, who may. A route is added here or nowhere, and `access_table.rs` holds the table
//! against its own, so that no route appears without somebody having said who may use it.

use std::collections::HashSet;

use axum::{
    Router,
    handler::Handler,
    http::{Method, Uri},
    middleware::from_fn_with_state,
    response::Redirect,
    routing::{MethodFilter, MethodRouter, get, on},
};
use domain::staff::Role;

use crate::app::App;

use super::guard;

/// Who may use a route. What a person may see of a case beyond that is decided where it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Everyone,
    /// Whoever holds the key in the address: a booth's token, a ticket's key; the handler looks it up.
    KeyHolder,
    /// Somebody signed in with one of these roles.
    Staff(&'static [Role]),
    /// A kiosk or tablet that joined.
    Device,
    /// Whoever holds the one-time setup address, while the fair is not set up.
    Setup,
    /// This machine, or whoever has the operator's token; behind a proxy the token alone.
    Operator,
}

/// The head of the mediation body, who answers for its files.
pub const HEADS: &[Role] = &[Role::Head];
/// Roles that do the mediation body's daily work.
pub const MEDIATORS: &[Role] = &[Role::Mediator, Role::Head];
/// Those who do what reception does: whoever receives, too.
pub const RECEPTIONS: &[Role] = &[Role::Mediator, Role::Head, Role::Reception];
/// The organiser.
pub const ORGANISERS: &[Role] = &[Role::Organiser];
/// Those who watch the day and lead the organiser's track.
pub const ON_DUTY: &[Role] = Role::ON_DUTY;
/// Those who read what was done to the running of the desk, each as much of it as is theirs.
pub const AUDITING: &[Role] = &[Role::Auditor, Role::Head, Role::Organiser];
/// Those who prepare people: the organiser for the head, the head for everybody else.
pub const LEADERS: &[Role] = &[Role::Organiser, Role::Head];
/// Those of whom no roster says what they are called.
pub const OFF_ROSTER: &[Role] =
    &[Role::Organiser, Role::Head, Role::Supervisor, Role::DutyManager, Role::Reception, Role::Auditor];
/// Whoever is signed in.
pub const ANYBODY: &[Role] = &Role::ALL;

/// One row of the table.
pub struct Route {
    /// Method.
    pub method: Method,
    /// Path with `{placeholders}`.
    pub path: &'static str,
    /// Who may.
    pub access: Access,
    handler: MethodRouter<App>,
}

impl Route {
    fn new<H, T>(method: Method, filter: MethodFilter, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        Self { method, path, access, handler: on(filter, handler) }
    }

    /// Reading. `HEAD` is answered too.
    pub fn get<H: Handler<T, App>, T: 'static>(path: &'static str, access: Access, handler: H) -> Self {
        Self::new(Method::GET, MethodFilter::GET, path, access, handler)
    }
    /// Doing.
    pub fn post<H: Handler<T, App>, T: 'static>(path: &'static str, access: Access, handler: H) -> Self {
        Self::new(Method::POST, MethodFilter::POST, path, access, handler)
    }
    /// Setting.
    pub fn put<H: Handler<T, App>, T: 'static>(path: &'static str, access: Access, handler: H) -> Self {
        Self::new(Method::PUT, MethodFilter::PUT, path, access, handler)
    }
    /// Taking back.
    pub fn delete<H: Handler<T, App>, T: 'static>(path: &'static str, access: Access, handler: H) -> Self {
        Self::new(Method::DELETE, MethodFilter::DELETE, path, access, handler)
    }

    /// With a layer of its own, such as a larger body limit.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(MethodRouter<App>) -> MethodRouter<App>) -> Self {
        self.handler = change(self.handler);
        self
    }
}

/// The router of a table: every handler behind its guard. Whoever asks for an address that only takes forms, as the language switch of
/// a page does that answers one, is sent to the page on which the form stands.
pub fn router(app: &App, routes: Vec<Route>) -> Router<App> {
    let pages: HashSet<String> =
        routes.iter().filter(|route| route.method == Method::GET).map(|route| shape(route.path)).collect();
    let forms: HashSet<&'static str> =
        routes.iter().filter(|route| route.method == Method::POST).map(|route| route.path).collect();
    let guarded = routes.into_iter().fold(Router::new(), |router, route| {
        let guard = from_fn_with_state((app.clone(), route.access), guard::check);
        router.route(route.path, route.handler.layer(guard))
    });
    let forms = forms.into_iter().filter(|path| !path.starts_with("/api/") && !pages.contains(&shape(path)));
    forms.fold(guarded, |router, path| {
        let steps = steps_up(&pages, path);
        router.route(path, get(move |uri: Uri| async move { Redirect::to(above(uri.path(), steps)) }))
    })
}

/// A path without the names of its placeholders: two pages may call the same place differently.
fn shape(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// How many parts at its end an address has more than the page above it.
fn steps_up(pages: &HashSet<String>, path: &str) -> usize {
    let shape = shape(path);
    let depth = shape.matches('/').count();
    (1..depth).find(|steps| pages.contains(above(&shape, *steps))).unwrap_or(depth)
}

/// An address without so many parts at its end.
fn above(path: &str, steps: usize) -> &str {
    let kept = path.rmatch_indices('/').nth(steps.saturating_sub(1)).map_or(0, |(at, _)| at);
    if kept == 0 { "/" } else { &path[..kept] }
}
