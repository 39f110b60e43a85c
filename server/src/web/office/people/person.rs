//! One person who works here: what they know, a new PIN, the end of their work. Each is found anew for every deed, by those who
//! answer for them.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Command, Refusal, StaffId,
    body::StaffBody,
    staff::{Role, Staff},
};

use crate::{
    access::pin::Pin,
    app::App,
    engine::{Published, SubmitError},
    locale::Texts,
    web::{
        counter::conflict_with,
        form::{self, Entries},
        frame::{self, Errors, Frame},
        guard::{Signed, Who},
        office,
        problem::{Fault, Problem},
        route::{Access, LEADERS, Route},
        setup::{chosen_pin, printed_name},
        sign_in::hashed,
        submit,
        visit::Visit,
    },
};

use super::{Done, ProfileForm, Row, answers_for, credentials::Kept, of_own, row, typed_profile};

pub(super) fn routes() -> Vec<Route> {
    let leaders = Access::Staff(LEADERS);
    vec![
        Route::get("/office/people/{id}", leaders, show),
        Route::post("/office/people/{id}/profile", leaders, amend),
        Route::post("/office/people/{id}/name", leaders, rename),
        Route::post("/office/people/{id}/pin", leaders, reset_pin),
        Route::post("/office/people/{id}/dismiss", leaders, dismiss),
    ]
}

#[derive(Template)]
#[template(path = "office_person.html")]
struct PersonPage {
    frame: Frame,
    t: Texts,
    errors: Errors,
    idempotency: String,
    person: Row,
    /// The name on papers, as typed or as known, of whom no roster has one.
    printed: Option<String>,
    profile: Option<ProfileForm>,
    /// Certificate, appointment, trainings, of a mediator.
    kept: Option<Kept>,
    /// With whom a mediator declared a conflict of interest: for the head, who answers for whom cases are given to.
    conflicts: Option<Vec<String>>,
    itself: bool,
}

/// Somebody the reader answers for; for everybody else there is nobody here.
pub(super) fn find<'p>(
    published: &'p Published,
    leader: &Signed,
    id: &str,
) -> Result<&'p Arc<Staff>, Problem> {
    let missing = || Problem::of(Fault::NotFound);
    let id: StaffId = id.parse().map_err(|_| missing())?;
    let staff = published.desk.staff_member(id).filter(|staff| !staff.is_dismissed()).ok_or_else(missing)?;
    if answers_for(leader, &staff.roles) && of_own(leader, staff) {
        Ok(staff)
    } else {
        Err(Problem::of(Fault::NotAllowed))
    }
}

fn person_page(
    app: &App,
    visit: &Visit,
    who: &Who,
    staff: &Staff,
    errors: Errors,
    sent: Option<Entries>,
) -> Result<PersonPage, Problem> {
    let leader = who.signed()?;
    let mut frame = office::frame(app, visit, who, "people-title");
    let t = frame.t();
    let person = row(staff, &app.now(), &t, office::today(app));
    frame.title = submit::name_of(staff.id, &app.now());
    let typed = sent.as_ref().map(|sent| sent.text("printed").to_owned());
    Ok(PersonPage {
        printed: (!person.mediates).then(|| typed.unwrap_or_else(|| person.printed.clone())),
        kept: person.mediates.then(|| Kept::of(app, &t, staff, sent)).transpose()?,
        conflicts: (person.mediates && leader.is(Role::Head)).then(|| conflicts(app, staff)),
        profile: staff.takes_any().then(|| ProfileForm::of(app, &t, &staff.profile)),
        idempotency: form::fresh_key(),
        itself: leader.staff.id == staff.id,
        person,
        errors,
        t,
        frame,
    })
}

fn conflicts(app: &App, staff: &Staff) -> Vec<String> {
    let at = app.now();
    staff.conflicts.iter().map(|conflict| conflict_with(&at, *conflict)).collect()
}

async fn show(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let published = app.now();
    let staff = find(&published, who.signed()?, &id)?;
    let mut page = person_page(&app, &visit, &who, staff, Errors::default(), None)?;
    page.frame = done.told(page.frame);
    Ok(frame::show(&page))
}

async fn amend(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    sent: Entries,
) -> Result<Response, Problem> {
    let published = app.now();
    let staff = find(&published, who.signed()?, &id)?;
    // Of whoever takes no tickets the page has no such form.
    if !staff.takes_any() {
        return Err(Problem::of(Fault::NotFound));
    }
    let profile = typed_profile(&app, &sent, Some(&staff.profile));
    let command = Command::AmendStaff { staff: staff.id, profile };
    app.ask(office::sender(&who)?, sent.once(&app, &who, "office/profile"), command).await?;
    Ok(visit.sent(&format!("/office/people/{id}?done=profile")))
}

/// Says by which name papers have somebody; a mediator's is that on the roster.
async fn rename(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    sent: Entries,
) -> Result<Response, Problem> {
    let (published, mut errors) = (app.now(), Errors::default());
    let staff = find(&published, who.signed()?, &id)?;
    let name = printed_name(&sent, "printed", &visit.texts, &mut errors).unwrap_or_default();
    if !errors.is_empty() {
        return again(&app, &visit, &who, staff, errors, Some(sent));
    }
    let command = Command::NameStaff { staff: staff.id, name };
    app.ask(office::sender(&who)?, sent.once(&app, &who, "office/name"), command).await?;
    Ok(visit.sent(&format!("/office/people/{id}?done=named")))
}

/// Gives somebody a new PIN: their sessions end, and delays after wrong tries are forgotten.
async fn reset_pin(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    sent: Entries,
) -> Result<Response, Problem> {
    let published = app.now();
    let staff = find(&published, who.signed()?, &id)?;
    let body = published.names.staff(staff.id).ok_or(Problem::of(Fault::Erased))?;
    let mut errors = Errors::default();
    let pin: Option<Pin> = chosen_pin(&sent, "pin", Some(&body.name), &visit.texts, &mut errors);
    let Some(pin) = pin else { return again(&app, &visit, &who, staff, errors, None) };
    let body = StaffBody { name: body.name.clone(), pin: hashed(&app, pin).await? };
    let name = body.name.clone();
    let command = Command::ResetPin { staff: staff.id, body };
    app.ask(office::sender(&who)?, sent.once(&app, &who, "office/pin"), command).await?;
    app.sessions.end_all(&staff.id).await;
    app.lockout.start_over(&name).await;
    Ok(visit.sent(&format!("/office/people/{id}?done=pin")))
}

async fn dismiss(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    sent: Entries,
) -> Result<Response, Problem> {
    let published = app.now();
    let staff = find(&published, who.signed()?, &id)?;
    let command = Command::DismissStaff { staff: staff.id };
    let once = sent.once(&app, &who, "office/dismiss");
    let why = match app.submit(office::sender(&who)?, once, command).await {
        Ok(_) => {
            app.sessions.end_all(&staff.id).await;
            return Ok(visit.sent("/office/people?done=dismissed"));
        }
        Err(SubmitError::Refused(Refusal::LastOne)) => "people-last-one",
        Err(SubmitError::Refused(Refusal::HoldsTicket { .. } | Refusal::TicketIs(_))) => {
            "people-holds-ticket"
        }
        Err(error) => return Err(submit::problem(&error, &published)),
    };
    let mut errors = Errors::default();
    errors.add("dismiss", visit.texts.t(why));
    again(&app, &visit, &who, staff, errors, None)
}

/// The page once more, with what is wrong at its top.
pub(super) fn again(
    app: &App,
    visit: &Visit,
    who: &Who,
    staff: &Staff,
    errors: Errors,
    sent: Option<Entries>,
) -> Result<Response, Problem> {
    let page = person_page(app, visit, who, staff, errors, sent)?;
    Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}
