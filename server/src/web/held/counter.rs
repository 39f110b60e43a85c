//! The same by staff, for somebody who stands at the desk: first whose identity was checked, then what is held about that party.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{Case, Command, PartyId, body::PersonBody, reading::Sight, reading::access_lately};

use crate::{
    app::App,
    documents::held::Section,
    locale::Texts,
    web::{
        counter::{contents, sealed::party_name},
        form::{Entries, fresh_key},
        frame::{self, Errors, Frame},
        guard::{Signed, Who},
        plan_form,
        problem::{Fault, Problem},
        route::{Access, MEDIATORS, Route},
        signed,
        visit::Visit,
    },
};

use super::{Form, contents::Before, gather};

/// Longest name, in characters.
const NAME: usize = 200;

pub(super) fn routes() -> Vec<Route> {
    let mediators = Access::Staff(MEDIATORS);
    vec![
        Route::get("/counter/cases/{case}/held", mediators, page),
        Route::post("/counter/cases/{case}/held", mediators, give),
        Route::get("/counter/cases/{case}/held/{party}/{form}", mediators, shown),
    ]
}

#[derive(Template)]
#[template(path = "held_counter.html")]
struct AskPage {
    frame: Frame,
    t: Texts,
    errors: Errors,
    key: String,
    id: String,
    number: String,
    /// The sides: id, and what each is called, so that nobody is given what another side said.
    parties: Vec<(String, String)>,
    sent: Entries,
}

#[derive(Template)]
#[template(path = "held_shown.html")]
struct ShownPage {
    frame: Frame,
    t: Texts,
    id: String,
    path: String,
    number: String,
    sections: Vec<Section>,
}

/// The case, where this person sees all of it.
fn whole(app: &App, person: &Signed, id: &str) -> Result<Arc<Case>, Problem> {
    let case = contents::find(&app.now(), id)?;
    if case.erased_at.is_some() {
        return Err(Problem::of(Fault::Erased));
    }
    let sight = contents::sight(&app.now(), person, &case, app.clock.now());
    if sight != Sight::Whole {
        return Err(contents::refused(sight, &case));
    }
    contents::opens_record(&app.now(), person, &case)?;
    Ok(case)
}

fn number_of(case: &Case) -> String {
    case.claimant().ticket.map(|number| number.to_string()).unwrap_or_default()
}

/// The form names the sides, so that the reading is on record before it is drawn.
async fn asking(
    app: &App,
    visit: &Visit,
    (who, person): (&Who, &Signed),
    case: &Arc<Case>,
    sent: Entries,
    errors: Errors,
) -> Result<AskPage, Problem> {
    contents::record_reading(app, who, person, case, None).await?;
    let (at, contents) = (app.now(), contents::open(app, case).await?);
    let frame = signed::frame(app, visit, who, "held-counter-title").counter();
    let t = frame.t();
    let several = case.respondents().len() > 1;
    let named = case.parties.iter().enumerate().map(|(count, party)| {
        let (id, name) = (party.place.id, party_name(&t, &at, case, party.place.id, &contents));
        let unknown = name == t.code("side", party.place.side.code());
        (id.to_string(), if count > 0 && several && unknown { format!("{name} {count}") } else { name })
    });
    Ok(AskPage {
        key: fresh_key(),
        id: case.id.to_string(),
        number: number_of(case),
        parties: named.collect(),
        sent,
        errors,
        frame,
        t,
    })
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let case = whole(&app, &person, &id)?;
    let (sent, errors) = (Entries::default(), Errors::default());
    Ok(frame::show(&asking(&app, &visit, (&who, &person), &case, sent, errors).await?))
}

async fn give(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    sent: Entries,
) -> Result<Response, Problem> {
    let case = whole(&app, &person, &id)?;
    let mut errors = Errors::default();
    let party = sent.text("party").parse().ok().filter(|party: &PartyId| case.party(*party).is_some());
    if party.is_none() {
        errors.add("party", visit.texts.t("held-party-missing"));
    }
    let name = plan_form::named(sent.text("name"), "name", NAME, &visit.texts, &mut errors);
    if !sent.has("checked") {
        errors.add("checked", visit.texts.t("held-checked-missing"));
    }
    let (Some(party), Some(name), true) = (party, name, errors.is_empty()) else {
        let page = asking(&app, &visit, (&who, &person), &case, sent, errors).await?;
        return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let body = Some(PersonBody { name, ..PersonBody::default() });
    let once = sent.once(&app, &who, &format!("counter/{}/held", case.id));
    app.ask(who.from(), once, Command::GiveAccess { case: case.id, party, body }).await?;
    Ok(visit.sent(&format!("/counter/cases/{}/held/{party}/page", case.id)))
}

async fn shown(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path((id, party, form)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let case = whole(&app, &person, &id)?;
    let party: PartyId = party.parse().map_err(|_| Problem::of(Fault::NotFound))?;
    if !access_lately(&case, party, Some(person.staff.id), app.clock.now()) {
        return Ok(visit.sent(&format!("/counter/cases/{}/held", case.id)).into_response());
    }
    contents::record_reading(&app, &who, &person, &case, None).await?;
    let held = gather(&app, &case, party, Before::Staff, &visit.texts).await?;
    if let Some(form) = Form::of(&form) {
        return form.answer(&app, held, &visit.texts).await;
    }
    if form != "page" {
        return Err(Problem::of(Fault::NotFound));
    }
    let frame = signed::frame(&app, &visit, &who, "held-title").counter();
    let t = frame.t();
    let path = format!("/counter/cases/{}/held/{party}", case.id);
    let (id, number, sections) = (case.id.to_string(), number_of(&case), held.sections);
    Ok(frame::show(&ShownPage { frame, t, id, path, number, sections }))
}
