//! Looking booths and exhibitors up, for suggestions: names and places only.

use axum::{
    Json,
    extract::{Query, State},
    http::HeaderMap,
};
use domain::{HallId, ScanToken, desk::Scan};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

use crate::{
    access::secrets::TicketKey,
    app::App,
    engine::Published,
    web::{
        guard::Who,
        problem::{Fault, Problem},
        route::{Access, Route},
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
    /// Part of a booth number or of an exhibitor's name, in any script.
    q: String,
    /// At most so many; 20 is the most.
    limit: Option<usize>,
    /// Where an earlier answer said `next`.
    after: Option<String>,
    /// A booth's or hall's token, or a ticket's key. May be sent as the header `X-Fairdesk-Token` instead. Not needed by staff.
    token: Option<String>,
}

/// A booth and who is there. An exhibitor without a booth stands alone, with `hall` and `booth` empty.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
struct Found {
    hall: String,
    booth: String,
    exhibitors: Vec<String>,
}

/// Booths and exhibitors by number or name
///
/// The best matches first: booth numbers that begin with the text, then names that do, then those that contain it.
#[utoipa::path(get, path = "/api/v1/booths", tag = "exhibitors", params(Wanted),
    responses(
        (status = 200, description = "Names and booths", body = Listing<Found>),
        (status = 401, description = "`sign-in-needed`: neither staff nor a token", body = ProblemDocument),
    ))]
async fn find(
    State(app): State<App>,
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
    if wanted.q.chars().count() > QUERY_LENGTH {
        return Err(Problem::of(Fault::Invalid).field("q", "too-long"));
    }
    let limit = wanted.limit.unwrap_or(MOST).clamp(1, MOST);
    let skip = wanted
        .after
        .as_deref()
        .map_or(Ok(0), str::parse)
        .map_err(|_| Problem::of(Fault::Invalid).field("after", "invalid"))?;
    let hall = wanted.hall.as_deref().filter(|hall| !hall.is_empty());
    Ok(Json(look(&published, hall, &wanted.q, skip, limit)))
}

/// Whether a token or ticket key lets somebody look names up.
fn opens(published: &Published, token: &str) -> bool {
    match published.desk.scan(&ScanToken(token.to_owned())) {
        Some(Scan::Booth(_) | Scan::Hall(_)) => true,
        Some(Scan::Revoked) => false,
        None => token
            .parse::<TicketKey>()
            .is_ok_and(|key| published.desk.ticket_by_key(&key.hash().into()).is_some()),
    }
}

fn look(published: &Published, hall: Option<&str>, text: &str, skip: usize, limit: usize) -> Listing<Found> {
    let wanted = fold(text);
    let mut found: Vec<(u8, Found)> = published
        .desk
        .booths()
        .filter(|booth| hall.is_none_or(|hall| booth.hall == HallId(hall.to_owned())))
        .filter_map(|booth| {
            let names = booth.exhibitors.iter().filter_map(|id| published.names.exhibitor(*id));
            let rank = names
                .clone()
                .map(|body| rank_of_name(&wanted, body))
                .chain([rank_of_number(&wanted, &booth.hall.0, &booth.number)])
                .flatten()
                .min()?;
            let exhibitors = names.map(|body| body.name.clone()).collect();
            Some((rank, Found { hall: booth.hall.0.clone(), booth: booth.number.clone(), exhibitors }))
        })
        .collect();
    if hall.is_none() {
        let homeless = published.desk.exhibitors().filter(|exhibitor| exhibitor.booths.is_empty());
        found.extend(homeless.filter_map(|exhibitor| {
            let body = published.names.exhibitor(exhibitor.id)?;
            let rank = rank_of_name(&wanted, body)?;
            Some((
                rank,
                Found { hall: String::new(), booth: String::new(), exhibitors: vec![body.name.clone()] },
            ))
        }));
    }
    // Stable: within a rank the order of halls and numbers stays.
    found.sort_by_key(|(rank, _)| *rank);
    let next = (found.len() > skip.saturating_add(limit)).then(|| (skip + limit).to_string());
    Listing { items: found.into_iter().skip(skip).take(limit).map(|(_, found)| found).collect(), next }
}

/// Booth numbers that begin with the text come first, then those that contain it.
fn rank_of_number(wanted: &str, hall: &str, number: &str) -> Option<u8> {
    let number = fold(number);
    let whole = format!("{}{number}", fold(hall));
    match () {
        () if number == wanted || whole == wanted => Some(0),
        () if number.starts_with(wanted) || whole.starts_with(wanted) => Some(1),
        () if wanted.len() > 1 && number.contains(wanted) => Some(4),
        () => None,
    }
}

fn rank_of_name(wanted: &str, body: &domain::body::ExhibitorBody) -> Option<u8> {
    let ranked = |name: &str| {
        let name = fold(name);
        match () {
            () if name.starts_with(wanted) => Some(2),
            () if name.contains(wanted) => Some(3),
            () => None,
        }
    };
    [Some(body.name.as_str()), body.other_name.as_deref()].into_iter().flatten().filter_map(ranked).min()
}

/// The form in which texts are compared here.
fn fold(text: &str) -> String {
    crate::exhibitors::fold(text)
}

#[cfg(test)]
mod tests;
