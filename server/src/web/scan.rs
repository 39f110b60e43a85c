//! What somebody meets who scanned a printed code: where they are, and two questions before the form. Neither answer proves
//! anything; they only save typing.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{FromRequestParts, Path, Query, State},
    http::request::Parts,
    response::Response,
};
use domain::{
    HallId, ScanToken,
    body::ExhibitorBody,
    case::Door,
    desk::{Booth, Scan},
};
use serde::Deserialize;

use crate::{app::App, engine::Published, locale::Texts};

use super::{
    bodies, company,
    filing::{parse::Entrance, place},
    frame::{self, Frame},
    guard::Who,
    halls,
    problem::{Fault, Problem},
    route::{Access, Route},
    signed,
    ticket::mine::{self, Mine},
    visit::Visit,
};

#[cfg(test)]
mod tests;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/b/{token}", Access::KeyHolder, at_booth),
        Route::get("/h/{token}", Access::KeyHolder, at_hall),
    ]
}

/// A code that is in use.
#[derive(Debug, Clone)]
pub struct Scanned {
    /// Its address, without anything behind it.
    pub path: String,
    /// Its token.
    pub token: String,
    /// The hall.
    pub hall: HallId,
    /// The booth, unless it is a hall's code.
    pub booth: Option<Arc<Booth>>,
    /// Who is at that booth.
    pub exhibitors: Vec<Arc<ExhibitorBody>>,
}

impl Scanned {
    /// The door a case comes in by.
    pub fn entrance(&self) -> Entrance {
        let door = self.booth.as_ref().map_or(Door::Hall, |booth| Door::Booth(booth.id));
        Entrance { door, hall: Some(self.hall.clone()) }
    }

    /// Who is there, as this reader calls them.
    pub fn names(&self, t: &Texts) -> Vec<String> {
        self.exhibitors.iter().map(|body| company::called(t, body)).collect()
    }

    /// The place in words.
    pub fn say(&self, t: &Texts) -> String {
        match &self.booth {
            Some(booth) => halls::booth_in(t, "scan-booth", &self.hall.0, &booth.number),
            None => t.t1("scan-hall", "hall", &self.hall.0),
        }
    }
}

/// The booth with this token.
///
/// # Errors
/// `code-unknown`, `code-revoked`, `no-fair`.
pub fn booth(published: &Published, token: &str) -> Result<Scanned, Problem> {
    let Scan::Booth(id) = look(published, token)? else { return Err(unknown()) };
    let booth = published.desk.booth(*id).ok_or_else(unknown)?;
    Ok(Scanned {
        path: format!("/b/{token}"),
        token: token.to_owned(),
        hall: booth.hall.clone(),
        exhibitors: place::who_is_at(published, booth),
        booth: Some(Arc::clone(booth)),
    })
}

/// The hall with this token.
///
/// # Errors
/// As [`booth`].
pub fn hall(published: &Published, token: &str) -> Result<Scanned, Problem> {
    let Scan::Hall(hall) = look(published, token)? else { return Err(unknown()) };
    Ok(Scanned {
        path: format!("/h/{token}"),
        token: token.to_owned(),
        hall: hall.clone(),
        booth: None,
        exhibitors: Vec::new(),
    })
}

fn look<'a>(published: &'a Published, token: &str) -> Result<&'a Scan, Problem> {
    if published.desk.fair().is_none() {
        return Err(Problem::of(Fault::WrongState).coded("no-fair"));
    }
    match published.desk.scan(&ScanToken(token.to_owned())) {
        Some(Scan::Revoked) => Err(Problem::of(Fault::CodeRevoked)),
        Some(Scan::Gone) => Err(Problem::of(Fault::CodeRevoked).worded("hall-gone")),
        Some(scan) => Ok(scan),
        None => Err(unknown()),
    }
}

fn unknown() -> Problem {
    Problem::of(Fault::NotFound).coded("code-unknown")
}

/// The booth whose code stands in the address. Asked for before the body, so that what is sent behind a code that is none is not even
/// read.
#[derive(Debug)]
pub struct AtBooth(pub Scanned);

/// The hall whose code stands in the address, likewise.
#[derive(Debug)]
pub struct AtHall(pub Scanned);

impl FromRequestParts<App> for AtBooth {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let token = token_of(parts, app).await?;
        booth(&app.now(), &token).map(Self)
    }
}

impl FromRequestParts<App> for AtHall {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let token = token_of(parts, app).await?;
        hall(&app.now(), &token).map(Self)
    }
}

async fn token_of(parts: &mut Parts, app: &App) -> Result<String, Problem> {
    let path = Path::<String>::from_request_parts(parts, app).await;
    path.map(|Path(token)| token).map_err(|_| unknown())
}

#[derive(Template)]
#[template(path = "scan.html")]
struct ScanPage {
    frame: Frame,
    t: Texts,
    scanned: Scanned,
    place: String,
    names: Vec<String>,
    /// The first answer; empty while it is being asked for.
    role: &'static str,
    /// What can be done still, once the desk has closed for the last time.
    over: Option<String>,
    /// The tickets of this browser.
    mine: Vec<Mine>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Answer {
    r#as: String,
}

async fn at_booth(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    AtBooth(scanned): AtBooth,
    Query(answer): Query<Answer>,
) -> Result<Response, Problem> {
    let role = match answer.r#as.as_str() {
        "me" => "me",
        "booth" => "booth",
        "other" => "other",
        _ => "",
    };
    show(&app, &visit, &who, scanned, role)
}

async fn at_hall(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    AtHall(scanned): AtHall,
) -> Result<Response, Problem> {
    show(&app, &visit, &who, scanned, "other")
}

fn show(
    app: &App,
    visit: &Visit,
    who: &Who,
    scanned: Scanned,
    role: &'static str,
) -> Result<Response, Problem> {
    let frame = signed::frame(app, visit, who, "scan-title");
    let (place, names) = (scanned.say(&visit.texts), scanned.names(&visit.texts));
    let over = bodies::after_close(&app.now(), &visit.texts, "scan-over", app.clock.now());
    let mine = mine::read(app, who, &visit.texts)?;
    Ok(frame::show(&ScanPage { t: frame.t(), frame, scanned, place, names, role, over, mine }))
}
