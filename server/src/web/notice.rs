//! A respondent's notice on their phone, `/n/{key}`: what is said about their booth, their rights, the time they have, and the
//! form to answer.
//!
//! There are two notices with keys of their own, and nothing of one is ever read for the other: the mediation body's, which
//! shows the application, and the organiser's, which shows the complaint. Until service is on record neither shows a text.
//! Whoever answers becomes a holder of the respondent's ticket and goes on there; whoever made a statement with the code of a complaint
//! alone goes on at that notice, which tells them what was decided and takes what else they state.

use std::{collections::HashMap, sync::Arc};

use axum::{
    extract::{FromRequestParts, Path, State},
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use domain::{
    Case, EvidenceId, KeyHash,
    case::{Evidence, Party},
    desk::NoticeOf,
    measure::Measure,
    procedure::Purpose,
    staff::Role,
};

use crate::{access::secrets::TicketKey, app::App, engine::Published};

use super::{
    form,
    guard::Who,
    problem::{Fault, Problem},
    route::{Access, Route},
    ticket::{
        evidence::{UPLOAD_BYTES, opened, picture},
        holds,
    },
    visit::Visit,
};

mod answer;
mod follow;
mod page;
mod standing;
#[cfg(test)]
mod tests;

use standing::Standing;

/// The routes below `/n`.
pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/n/{key}", Access::KeyHolder, show),
        Route::get("/n/{key}/live", Access::KeyHolder, follow::snapshot),
        Route::get("/n/{key}/events", Access::KeyHolder, follow::events),
        Route::post("/n/{key}", Access::KeyHolder, answer::accept).with(form::up_to(UPLOAD_BYTES)),
        Route::get("/n/{key}/decline", Access::KeyHolder, answer::ask),
        Route::post("/n/{key}/decline", Access::KeyHolder, answer::decline),
        Route::post("/n/{key}/statement", Access::KeyHolder, answer::state).with(form::up_to(UPLOAD_BYTES)),
        Route::get("/n/{key}/photos/{evidence}/{print}", Access::KeyHolder, photo),
    ]
}

/// A notice found by the key in an address.
struct Found {
    /// The key as it stands in addresses.
    key: String,
    /// Its digest, by which the desk knows the notice.
    hash: KeyHash,
    of: NoticeOf,
    case: Arc<Case>,
    party: Party,
    published: Arc<Published>,
}

impl Found {
    /// The path of the notice.
    fn path(&self) -> String {
        format!("/n/{}", self.key)
    }

    /// The organiser's track with this respondent.
    fn measure(&self) -> Option<&Measure> {
        self.case.measure(self.party.place.id)
    }

    fn standing(&self) -> Standing {
        Standing::of(&self.case, &self.party, self.of.complaint)
    }

    /// Whether the mediation that this notice asked for has ended with this respondent in it.
    fn has_ended(&self) -> bool {
        !self.of.complaint && standing::has_ended(&self.case, &self.party)
    }

    /// Whether it may still say anything to whoever has the paper: once it was answered, or is over, only the phone that holds the
    /// ticket reads on. The paper may lie on a table.
    fn speaks_to(&self, who: &Who) -> bool {
        match self.standing() {
            Standing::Unserved | Standing::Open => true,
            Standing::Answered | Standing::Over => self.is_held_by(who),
        }
    }

    /// Whether this reader may answer: whoever has it while it is open; and to the organiser also whoever stated something before, as
    /// long as a statement is taken.
    fn takes_answer(&self, who: &Who) -> bool {
        match self.standing() {
            Standing::Open => true,
            Standing::Answered if self.of.complaint => {
                self.is_held_by(who) && self.measure().is_some_and(Measure::takes_own_statement)
            }
            Standing::Unserved | Standing::Answered | Standing::Over => false,
        }
    }

    /// Whether this reader has handed in as much as is taken here, and the organiser's office takes the rest.
    fn sends_to_office(&self, who: &Who) -> bool {
        let full = self.of.complaint && self.measure().is_some_and(Measure::sends_to_office);
        full && self.is_held_by(who)
    }

    /// Whether it was answered on this device, or by its holder.
    fn is_held_by(&self, who: &Who) -> bool {
        let stated = |device| self.measure().is_some_and(|measure| measure.stated_on.contains(&device));
        self.opens_ticket_to(who) || self.of.complaint && who.device().is_some_and(stated)
    }

    /// Whether this device holds the respondent's ticket, with all that is for its holder.
    fn opens_ticket_to(&self, who: &Who) -> bool {
        let ticket = self.party.ticket.and_then(|number| self.published.desk.ticket(number));
        ticket.is_some_and(|ticket| holds(who, ticket))
    }

    /// Whether what was said may be read: the notice was handed over (procedure E.2).
    fn is_served(&self) -> bool {
        if self.of.complaint {
            self.measure().is_some_and(|measure| measure.window.is_some())
        } else {
            self.party.served.is_some()
        }
    }

    /// The applicant's photos that belong to this notice.
    fn photos(&self) -> impl Iterator<Item = &Evidence> {
        let claimant = self.case.claimant().place.id;
        let shown = self.is_served();
        self.case.evidence.iter().filter(move |photo| {
            let meant = if self.of.complaint { photo.audience.measure() } else { photo.audience.mediation() };
            shown && meant && photo.party == claimant && photo.purpose == Purpose::Exhibit
        })
    }
}

/// The notice with this key.
///
/// # Errors
/// `notice-unknown`, whether the key is malformed, unknown or replaced by a newer notice; `too-many` after too many of those.
fn find(app: &App, who: &Who, key: &str) -> Result<Found, Problem> {
    let published = app.now();
    let known = key.parse::<TicketKey>().ok().and_then(|key| {
        let hash: KeyHash = key.hash().into();
        let of = published.desk.notice_by_key(&hash)?;
        let case = Arc::clone(published.desk.case(of.case)?);
        let party = case.party(of.party)?.clone();
        Some(Found { key: key.reveal(), hash, of, case, party, published: Arc::clone(&published) })
    });
    if let Some(found) = known {
        return Ok(found);
    }
    // A key that opens something is never held up; only guesses are counted.
    app.lookup_limits()
        .admit(&who.caller, app.clock.monotonic())
        .map_err(|reached| Problem::of(Fault::TooMany).retry_after(reached.retry_after_seconds()))?;
    Err(Problem::of(Fault::NotFound).coded("notice-unknown"))
}

/// The notice of a reader for whom it is. Asked for before the body, so that nobody else's upload is even read.
struct Reader(Found);

impl FromRequestParts<App> for Reader {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let who = Who::from_request_parts(parts, app).await?;
        let path = Path::<HashMap<String, String>>::from_request_parts(parts, app).await;
        let Path(path) = path.map_err(|_| Problem::of(Fault::NotFound))?;
        let found = find(app, &who, path.get("key").map_or("", String::as_str))?;
        // Who works here reads cases where reading leaves its audit entry, and nobody there answers for a party.
        if who.person.is_some() {
            return Err(Problem::of(Fault::NotAllowed));
        }
        Ok(Self(found))
    }
}

async fn show(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    Path(key): Path<String>,
) -> Result<Response, Problem> {
    let found = find(&app, &who, &key)?;
    if let Some(person) = &who.person {
        let desk = person.staff.is_of_body();
        let there = match (found.of.complaint, desk, person.is_one_of(Role::ON_DUTY)) {
            (false, true, _) => format!("/counter/cases/{}", found.of.case),
            (true, _, true) => format!("/office/cases/{}", found.of.case),
            (false, false, _) | (true, _, false) => return Err(Problem::of(Fault::NotAllowed)),
        };
        return Ok((StatusCode::SEE_OTHER, [(header::LOCATION, there)]).into_response());
    }
    page::show(&app, &who, &visit, &found, page::Typed::default()).await
}

/// A photo of the applicant's, as the other side may see it.
async fn photo(
    State(app): State<App>,
    who: Who,
    Reader(found): Reader,
    Path((_, evidence, print)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let unknown = || Problem::of(Fault::NotFound);
    let evidence: EvidenceId = evidence.parse().map_err(|_| unknown())?;
    let mut photos = found.photos().filter(|_| found.speaks_to(&who));
    let seq = photos.find(|photo| photo.id == evidence).ok_or_else(unknown)?.seq;
    let body = opened(&app, seq)?;
    match print.as_str() {
        "copy" => picture(&app, body.copy).await,
        "thumbnail" => picture(&app, body.thumbnail).await,
        _ => Err(unknown()),
    }
}
