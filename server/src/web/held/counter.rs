//! The same by staff, for somebody who stands at the desk: first whose identity was checked, then what is held about that party, and
//! in the same export what is held of further tickets of theirs.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{Case, Command, PartyId, body::PersonBody, reading::Sight, reading::access_lately};

use crate::{
    app::App,
    documents::held::{Held, Section, heading},
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

use super::{
    Form,
    contents::Before,
    further::{self, Further},
    gather,
};

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
    /// How the addresses of the files go on: of which further tickets they are.
    with: String,
    number: String,
    several: bool,
    /// For each case what it is called, and what is held.
    told: Vec<(String, Vec<Section>)>,
}

/// Which further tickets are shown with it.
#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    with: String,
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
    let others = further::named(&app, &person, &case, party, sent.text("tickets"), &visit.texts);
    let others = others.unwrap_or_else(|refused| {
        for words in refused {
            errors.add("tickets", words);
        }
        Vec::new()
    });
    let name = plan_form::named(sent.text("name"), "name", NAME, &visit.texts, &mut errors);
    if !sent.has("checked") {
        errors.add("checked", visit.texts.t("held-checked-missing"));
    }
    let (Some(party), Some(name), true) = (party, name, errors.is_empty()) else {
        let page = asking(&app, &visit, (&who, &person), &case, sent, errors).await?;
        return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let open = others.iter().filter(|other| !other.is_erased()).map(|other| (other.case.id, other.party));
    let given: Vec<_> = std::iter::once((case.id, party)).chain(open).collect();
    let body = PersonBody { name, ..PersonBody::default() };
    for (case, party) in given {
        // Each case has its own request, so that a form that is sent twice gives each once.
        let once = sent.once(&app, &who, &format!("counter/{case}/held"));
        let body = Some(body.clone());
        app.ask(who.from(), once, Command::GiveAccess { case, party, body }).await?;
    }
    let with = further::query(&others);
    Ok(visit.sent(&format!("/counter/cases/{}/held/{party}/page{with}", case.id)))
}

/// What is held of the first and of every further one, the reading of each on record first.
async fn gathered(
    app: &App,
    (who, person): (&Who, &Signed),
    first: (&Arc<Case>, PartyId),
    others: &[Further],
    t: &Texts,
) -> Result<Vec<Held>, Problem> {
    let mut parts = Vec::with_capacity(1 + others.len());
    contents::record_reading(app, who, person, first.0, None).await?;
    parts.push(gather(app, first.0, first.1, Before::Staff, t).await?);
    for other in others {
        if other.is_erased() {
            parts.push(further::erased(app, other, t)?);
        } else {
            contents::record_reading(app, who, person, &other.case, None).await?;
            parts.push(gather(app, &other.case, other.party, Before::Staff, t).await?);
        }
    }
    Ok(parts)
}

async fn shown(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path((id, party, form)): Path<(String, String, String)>,
    Query(Asked { with }): Query<Asked>,
) -> Result<Response, Problem> {
    let case = whole(&app, &person, &id)?;
    let party: PartyId = party.parse().map_err(|_| Problem::of(Fault::NotFound))?;
    let now = app.clock.now();
    let given = access_lately(&case, party, Some(person.staff.id), now);
    let others = further::named(&app, &person, &case, Some(party), &with, &visit.texts).ok();
    let others = others.filter(|others| given && others.iter().all(|other| other.is_given(&person, now)));
    let Some(others) = others else {
        return Ok(visit.sent(&format!("/counter/cases/{}/held", case.id)));
    };
    let held = gathered(&app, (&who, &person), (&case, party), &others, &visit.texts).await?;
    if let Some(form) = Form::of(&form) {
        return form.answer(&app, &held, &visit.texts).await;
    }
    if form != "page" {
        return Err(Problem::of(Fault::NotFound));
    }
    let frame = signed::frame(&app, &visit, &who, "held-title").counter();
    let t = frame.t();
    let path = format!("/counter/cases/{}/held/{party}", case.id);
    let (id, number, with) = (case.id.to_string(), number_of(&case), further::query(&others));
    let all = held.len();
    let part = |(at, held): (usize, Held)| (heading(&held, at + 1, all, &t), held.sections);
    let (several, told) = (all > 1, held.into_iter().enumerate().map(part).collect());
    Ok(frame::show(&ShownPage { frame, t, id, path, with, number, several, told }))
}
