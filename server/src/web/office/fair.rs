//! What is laid down of the fair, amended while it is prepared or running; further halls; and the rules it goes by.

mod rules;

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{Command, HallId, Refusal, ScanToken};

use crate::{access::secrets::BoothToken, app::App, engine::SubmitError, locale::Texts};

use self::rules::{OfFile, RulesForm};
use super::{ORGANISER, sender};
use crate::web::{
    form::{self, Entries},
    frame::{self, Errors, Frame, Tone},
    guard::Who,
    plan_form::{self, PlanForm},
    problem::{Fault, Problem},
    route::Route,
    submit,
    visit::Visit,
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/office/fair", ORGANISER, page),
        Route::post("/office/fair", ORGANISER, amend),
        Route::post("/office/fair/halls", ORGANISER, add_halls),
        Route::post("/office/fair/rules", ORGANISER, rules::set),
    ]
}

#[derive(Template)]
#[template(path = "office_fair.html")]
struct FairPage {
    frame: Frame,
    t: Texts,
    errors: Errors,
    form: PlanForm,
    zones: Vec<(String, Vec<String>)>,
    with_halls: bool,
    idempotency: String,
    halls: Vec<(String, String)>,
    new_halls: String,
    address: String,
    confirmed: bool,
    rules: RulesForm,
    /// What the settings file says of them.
    of_file: Vec<OfFile>,
}

#[derive(serde::Deserialize, Default)]
struct Saved {
    #[serde(default)]
    saved: String,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Query(saved): Query<Saved>,
) -> Result<Response, Problem> {
    let published = app.now();
    let fair = published.desk.fair().ok_or(Problem::of(Fault::NotFound))?;
    let form = PlanForm::of(&fair.plan);
    let mut page = sheet(&app, &visit, &who, form, "", Errors::default())?;
    if !saved.saved.is_empty() {
        page.frame = page.frame.notice(Tone::Good, visit.texts.t("fair-saved"));
    }
    Ok(frame::show(&page))
}

fn sheet(
    app: &App,
    visit: &Visit,
    who: &Who,
    form: PlanForm,
    new_halls: &str,
    errors: Errors,
) -> Result<FairPage, Problem> {
    let published = app.now();
    let fair = published.desk.fair().ok_or(Problem::of(Fault::NotFound))?;
    let frame = super::frame(app, visit, who, "fair-title");
    let series =
        |hall: &HallId| published.desk.hall(hall).map(|hall| hall.series.to_string()).unwrap_or_default();
    Ok(FairPage {
        t: frame.t(),
        frame,
        zones: plan_form::zones(&form.zone),
        errors,
        form,
        with_halls: false,
        idempotency: form::fresh_key(),
        halls: super::halls(app).into_iter().map(|hall| (series(&hall), hall.0)).collect(),
        new_halls: new_halls.to_owned(),
        address: fair.address.clone().unwrap_or_default(),
        confirmed: fair.address_confirmed,
        rules: RulesForm::of(published.desk.rules()),
        of_file: rules::of_file(&app.settings, published.desk.rules(), &visit.texts),
    })
}

async fn amend(State(app): State<App>, visit: Visit, who: Who, sent: Entries) -> Result<Response, Problem> {
    let published = app.now();
    let plan = &published.desk.fair().ok_or(Problem::of(Fault::NotFound))?.plan;
    let form = PlanForm::sent(plan.venue, &sent).with_hours_on_record(plan);
    let mut errors = Errors::default();
    let halls: BTreeSet<HallId> = super::halls(&app).into_iter().collect();
    let Some(plan) = form.plan(&halls, &visit.texts, &mut errors) else {
        let page = sheet(&app, &visit, &who, form, "", errors)?;
        return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let once = sent.once(&app, &who, "office/fair");
    match app.submit(sender(&who)?, once, Command::AmendFair { plan }).await {
        Ok(_) => Ok(visit.sent("/office/fair?saved=1")),
        Err(SubmitError::Refused(Refusal::RoomTaken { by })) => {
            let name = submit::name_of(by, &app.now());
            errors.add("rooms", visit.texts.t1("fair-room-in-use", "name", name));
            let page = sheet(&app, &visit, &who, form, "", errors)?;
            Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(error) => {
            let why = submit::mendable(submit::problem(&error, &app.now()), &visit.texts)?;
            if let SubmitError::Refused(Refusal::DayWorked { field, .. }) = error {
                errors.add(field, why);
            } else if let SubmitError::Refused(Refusal::Taken("body")) = error {
                errors.add("body_name", visit.texts.t("bodies-name-taken"));
            } else {
                errors.add("name", why);
            }
            let page = sheet(&app, &visit, &who, form, "", errors)?;
            Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

/// Adds halls; those that exist are left as they are. Their letters come from the fair's register.
async fn add_halls(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    sent: Entries,
) -> Result<Response, Problem> {
    let mut errors = Errors::default();
    let typed = PlanForm { halls: sent.text("halls").to_owned(), ..PlanForm::default() };
    let halls = typed.halls(&visit.texts, &mut errors);
    if halls.iter().any(|(_, series)| series.is_some()) {
        errors.add("halls", visit.texts.t("fair-letters-later"));
    }
    if halls.is_empty() && errors.is_empty() {
        errors.add("halls", visit.texts.t("plan-halls-missing"));
    }
    if !errors.is_empty() {
        return again(&app, &visit, &who, &typed, errors);
    }
    let token = || ScanToken(BoothToken::random().reveal());
    let halls = halls.into_iter().map(|(hall, _)| (hall, token())).collect();
    let once = sent.once(&app, &who, "office/halls");
    match app.ask(sender(&who)?, once, Command::AddHalls { halls }).await {
        Ok(added) if added.entries.is_empty() => {
            errors.add("halls", visit.texts.t("fair-halls-known"));
            again(&app, &visit, &who, &typed, errors)
        }
        Ok(_) => Ok(visit.sent("/office/fair?saved=1")),
        Err(problem) => {
            errors.add("halls", submit::mendable(problem, &visit.texts)?);
            again(&app, &visit, &who, &typed, errors)
        }
    }
}

/// The page with the halls that could not be added, as they were typed.
fn again(app: &App, visit: &Visit, who: &Who, typed: &PlanForm, errors: Errors) -> Result<Response, Problem> {
    let published = app.now();
    let fair = published.desk.fair().ok_or(Problem::of(Fault::NotFound))?;
    let page = sheet(app, visit, who, PlanForm::of(&fair.plan), &typed.halls, errors)?;
    Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}
