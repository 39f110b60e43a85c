//! The papers of a case for its parties, on their own phones: for the holder of a ticket alone, and of each paper no more than the
//! matrix of procedure E.2 lets that party see ([`documents::is_for`]).

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{Case, case::Party, ids::PartyId};

use crate::{
    app::App,
    documents::{self, Kind},
    locale::Texts,
    web::{
        frame::{self, Frame},
        guard::Who,
        origin::Origin,
        problem::{Fault, Problem},
        route::{Access, Route},
        ticket::{Found, evidence::Holder, framed},
        visit::Visit,
    },
};

use super::{Asked, Back, Line, Wanted};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/t/{key}/papers", Access::KeyHolder, list),
        Route::get("/t/{key}/papers/{kind}", Access::KeyHolder, paper),
    ]
}

#[derive(Template)]
#[template(path = "papers_party.html")]
struct PartyPapers {
    frame: Frame,
    t: Texts,
    path: String,
    lines: Vec<Line>,
    /// What is said where there is none.
    nothing: &'static str,
}

/// The case of a ticket, and its party. Of one that was erased there are no papers any more.
fn case_of(found: &Found) -> Result<(Arc<Case>, &Party), Problem> {
    let case = found.published.desk.case(found.ticket.case);
    let case = case.ok_or_else(|| Problem::of(Fault::NotFound))?;
    if case.erased_at.is_some() {
        return Err(Problem::of(Fault::Erased));
    }
    let party = case.party(found.ticket.party).ok_or_else(|| Problem::of(Fault::NotFound))?;
    Ok((Arc::clone(case), party))
}

/// For which respondent a paper is printed: one that every respondent has of their own is printed for this one.
fn of_party(kind: Kind, party: &Party) -> Option<PartyId> {
    kind.is_of_party().then_some(party.place.id)
}

async fn list(who: Who, visit: Visit, Holder(found): Holder) -> Result<Response, Problem> {
    let (case, party) = case_of(&found)?;
    let mut frame = framed(&who, &visit, &found);
    let t = frame.t();
    let base = format!("{}/papers", found.path());
    frame.title = t.t("papers-list-title").into_owned();
    frame.path.clone_from(&base);
    let kinds = Kind::ALL.into_iter().filter(|kind| documents::is_for(&case, party, *kind));
    let lines = kinds.filter_map(|kind| Line::now(&t, &base, &case, kind, of_party(kind, party))).collect();
    // What there is of a complaint alone comes from the organiser.
    let nothing = if case.is_for_organiser_alone() { "papers-party-organiser" } else { "papers-party-none" };
    Ok(frame::show(&PartyPapers { path: found.path(), lines, nothing, frame, t }))
}

async fn paper(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    origin: Origin,
    Holder(found): Holder,
    Path((_, kind)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (case, party) = case_of(&found)?;
    let asked = asked.by(party);
    let wanted = Wanted::of(&case, &kind, &asked, |kind| documents::is_for(&case, party, kind))?;
    let page = format!("{}/papers", found.path());
    let back = Back { papers: page.clone(), page, text: "papers-list-title" };
    wanted.for_party(party).answer(&app, &visit, &who, &origin, &case, &back).await
}
