//! The notice to a respondent as a slip, on the printer of a kiosk near their booth: what whoever serves it takes along.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{body::Content, print::SlipOf};

use crate::{
    app::App,
    web::{
        bodies,
        counter::{actions::unknown, contents},
        form::Entries,
        guard::{Signed, Who},
        origin::Origin,
        problem::{Fault, Problem},
        route::{Access, RECEPTIONS, Route},
        slips::{self, sheet::Sheet},
        visit::Visit,
    },
};

use super::party_of;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::post("/counter/cases/{case}/way/print", Access::Staff(RECEPTIONS), print)]
}

async fn print(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    origin: Origin,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let published = app.now();
    let case = contents::find(&published, &id)?;
    if !contents::sees_way(&published, &person, &case, app.clock.now()) {
        return Err(Problem::of(Fault::NotAllowed));
    }
    let party = party_of(&case, form.text("party")).and_then(|id| case.party(id));
    let party = party.ok_or_else(|| unknown("party"))?;
    let notice = party.notice.as_ref().ok_or_else(|| Problem::of(Fault::NotFound))?;
    contents::record_reading(&app, &who, &person, &case, None).await?;
    slips::order(&app, &who, &form, SlipOf::Notice(notice.seq), || {
        let gone = || Problem::of(Fault::NotFound);
        let content = app.engine.entry(notice.seq)?.and_then(|entry| entry.body.content());
        let Some(Content::Notice(secret)) = content else { return Err(gone()) };
        let plan = published.desk.fair().map(|fair| &fair.plan).ok_or_else(gone)?;
        let address = origin.0.join(&format!("/n/{}", secret.key));
        let sheet = Sheet::reading(plan, bodies::of_case(&published, &case), party.place.language);
        sheet.notice(&published.desk, &case, party, address).ok_or_else(gone)
    })
    .await?;
    Ok(visit.sent(&format!("/counter/cases/{}/way#party-{}", case.id, party.place.id)))
}
