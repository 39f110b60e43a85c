//! The organiser's papers of a complaint, as a page and as PDF: the notice, the order, the certificate. They are made from what
//! the organiser was told and from nothing else.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};

use crate::{
    app::App,
    documents::Kind,
    web::{
        guard::Who,
        origin::Origin,
        papers::{Asked, Back, Wanted},
        problem::{Fault, Problem},
        route::Route,
        visit::Visit,
    },
};

use super::{LEADING, find, page_of, record_reading};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/office/cases/{case}/papers/{kind}", LEADING, paper)]
}

async fn paper(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    origin: Origin,
    Path((id, kind)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let case = find(&app.now(), &id)?;
    if case.erased_at.is_some() {
        return Err(Problem::of(Fault::Erased));
    }
    let wanted = Wanted::of(&case, &kind, &asked, Kind::is_organisers)?;
    record_reading(&app, &who, &case).await?;
    let page = page_of(&case);
    let back = Back { papers: format!("{page}/papers"), page, text: "complaints-back" };
    wanted.answer(&app, &visit, &who, &origin, &case, &back).await
}
