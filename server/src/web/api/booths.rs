//! Looking booths and exhibitors up, for suggestions: names and places only.

use axum::{
    Json,
    extract::{Query, State},
    http::HeaderMap,
};
use domain::{ScanToken, desk::Scan};
use link::Booth as Found;
use serde::Deserialize;
use utoipa::{IntoParams, OpenApi};

use crate::{
    access::secrets::TicketKey,
    app::App,
    engine::Published,
    exhibitors::lookup::By,
    locale::Texts,
    web::{
        company,
        guard::Who,
        problem::{Fault, Problem},
        route::{Access, Route},
        visit::Visit,
    },
};

use super::{Listing, ProblemDocument};

/// Most booths in one answer.
const MOST: usize = 20;
/// Longest text to look for, letters.
const QUERY_LENGTH: usize = 120;
/// Where our own pages send the token of the code they were opened with, so that it stands in no address.
const TOKEN_HEADER: &str = "x-fairdesk-token";

#[derive(OpenApi)]
#[openapi(paths(find))]
pub(super) struct Described;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/api/v1/booths", Access::KeyHolder, find)]
}

/// What to look for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct Wanted {
    /// Only in this hall.
    hall: Option<String>,
    /// A booth number or how it begins, alone or beside its hall in either order; or part of an exhibitor's name, in any script.
    q: String,
    /// `exhibitor`: each exhibitor of a booth that several share by itself, for whoever chooses one. Else the booth with everybody there.
    by: String,
    /// At most so many; 20 is the most.
    limit: Option<usize>,
    /// Where an earlier answer said `next`.
    after: Option<String>,
    /// A booth's or hall's token, or a ticket's key. May be sent as the header `X-Fairdesk-Token` instead. Not needed by staff.
    token: Option<String>,
}

/// What to look up.
pub(super) struct Look {
    /// Only in this hall.
    pub hall: Option<String>,
    /// Part of a number or name.
    pub q: String,
    /// What is found at once.
    pub by: By,
    /// At most so many.
    pub limit: Option<usize>,
    /// Where an earlier answer said `next`.
    pub after: Option<String>,
}

impl Look {
    /// The best matches, for a reader of this language: a form is filled in with one name, which is the reader's.
    pub fn up(&self, app: &App, t: &Texts) -> Result<Listing<Found>, Problem> {
        if self.q.chars().count() > QUERY_LENGTH {
            return Err(Problem::of(Fault::Invalid).field("q", "too-long"));
        }
        let limit = self.limit.unwrap_or(MOST).clamp(1, MOST);
        let skip: usize = self
            .after
            .as_deref()
            .map_or(Ok(0), str::parse)
            .map_err(|_| Problem::of(Fault::Invalid).field("after", "invalid"))?;
        let published = app.now();
        let hall = self.hall.as_deref().filter(|hall| !hall.is_empty());
        let lookup = app.lookups().of(&published.desk, &published.names);
        let found = lookup.find(&self.q, hall, self.by);
        let next = (found.len() > skip.saturating_add(limit)).then(|| (skip + limit).to_string());
        let items = found.into_iter().skip(skip).take(limit).map(|one| Found {
            hall: one.hall.to_owned(),
            booth: one.booth.to_owned(),
            exhibitors: one.exhibitors.iter().map(|body| company::in_order(t, body).0.to_owned()).collect(),
        });
        Ok(Listing { items: items.collect(), next })
    }
}

/// Booths and exhibitors by number or name
///
/// The best matches first: the booth itself, then booth numbers that begin with the text, then names that do, then those that contain
/// it. Of two names of an exhibitor it is the one in the script of the language asked for.
#[utoipa::path(get, path = "/api/v1/booths", tag = "exhibitors", params(Wanted),
    responses(
        (status = 200, description = "Names and booths", body = Listing<Found>),
        (status = 401, description = "`sign-in-needed`: neither staff nor a token", body = ProblemDocument),
        (status = 422, description = "`invalid`: `q`, `by`, `after`", body = ProblemDocument),
        (status = 429, description = "`too-many`; see `Retry-After`", body = ProblemDocument),
    ))]
async fn find(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    headers: HeaderMap,
    wanted: Query<Wanted>,
) -> Result<Json<Listing<Found>>, Problem> {
    let Query(wanted) = wanted;
    let published = app.now();
    let header = headers.get(TOKEN_HEADER).and_then(|token| token.to_str().ok());
    let token = wanted.token.as_deref().or(header).unwrap_or_default();
    if who.person.is_none() && !opens(&published, token) {
        return Err(Problem::of(Fault::SignInNeeded));
    }
    if who.person.is_none() {
        app.lookup_limits()
            .admit(&who.caller, app.clock.monotonic())
            .map_err(|reached| Problem::of(Fault::TooMany).retry_after(reached.retry_after_seconds()))?;
    }
    let by = match wanted.by.as_str() {
        "" | "booth" => By::Booth,
        "exhibitor" => By::Exhibitor,
        _ => return Err(Problem::of(Fault::Invalid).field("by", "unknown")),
    };
    let look = Look { hall: wanted.hall, q: wanted.q, by, limit: wanted.limit, after: wanted.after };
    look.up(&app, &visit.texts).map(Json)
}

/// Whether a token or ticket key lets somebody look names up.
fn opens(published: &Published, token: &str) -> bool {
    match published.desk.scan(&ScanToken(token.to_owned())) {
        Some(Scan::Booth(_) | Scan::Hall(_)) => true,
        Some(Scan::Revoked | Scan::Gone) => false,
        None => token
            .parse::<TicketKey>()
            .is_ok_and(|key| published.desk.ticket_by_key(&key.hash().into()).is_some()),
    }
}

#[cfg(test)]
mod tests;
