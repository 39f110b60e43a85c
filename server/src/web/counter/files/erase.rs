//! Erasing a case: first what goes, what stays and what the desk cannot reach; then its number typed as a confirmation; then the
//! keys are destroyed. Nothing brings the texts back, so nothing here happens by one tap.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Case, Command,
    case::{Ask, CaseState},
    proposal::Deed,
    typical::Ground,
};

use crate::{
    app::App,
    locale::Texts,
    web::{
        complaints::history,
        counter::{contents, scan::typed_number, typical},
        disclosure,
        form::{Entries, fresh_key},
        frame::{self, Errors, Frame},
        guard::{Signed, Who},
        office::today,
        problem::{Fault, Problem},
        proposals::{self, Eyes},
        route::{Access, HEADS, Route},
        signed, typical_cases,
        visit::Visit,
    },
};

pub(super) fn routes() -> Vec<Route> {
    let heads = Access::Staff(HEADS);
    vec![
        Route::get("/counter/cases/{case}/erase", heads, page),
        Route::post("/counter/cases/{case}/erase", heads, erase),
    ]
}

#[derive(Template)]
#[template(path = "counter_erase.html")]
struct ErasePage {
    frame: Frame,
    t: Texts,
    errors: Errors,
    key: String,
    id: String,
    number: String,
    typed: String,
    preview: Preview,
    /// Who may be the second person, where one has to confirm it.
    eyes: Option<Eyes>,
}

/// What erasing a case reaches, for whoever does or proposes it and for whoever confirms it. It names nobody of the case.
pub(in crate::web) struct Preview {
    /// What should be thought of first.
    pub(in crate::web) warnings: Vec<String>,
    pub(in crate::web) goes: Vec<String>,
    /// How long the record of what authorities were given stays, where something was given and that time is not over.
    pub(in crate::web) given_years: Option<u8>,
    /// The history of an exhibitor goes on counting it, without whoever complained.
    pub(in crate::web) in_history: bool,
    /// The organiser is at work on it: nothing of it goes before that is over.
    pub(in crate::web) held: bool,
    /// It is the organiser's file alone, and until when it stays.
    pub(in crate::web) organisers: Option<String>,
    /// An authority's request for it waits for its second person: nothing of it goes before that is settled.
    pub(in crate::web) asked_for: bool,
    /// It is told as an example: by consent, which is withdrawn first, or without anybody's name, which stays.
    pub(in crate::web) example: Option<(String, bool)>,
}

impl Preview {
    /// Whether something stands against erasing it that it says, so that nothing is offered which could only be refused.
    pub(in crate::web) fn is_barred(&self) -> bool {
        let held = self.held || self.asked_for || self.organisers.is_some();
        held || self.example.as_ref().is_some_and(|(_, by_consent)| *by_consent)
    }
    /// # Errors
    /// When the journal cannot be read.
    pub(in crate::web) fn of(app: &App, person: &Signed, case: &Case, t: &Texts) -> Result<Self, Problem> {
        let at = app.now();
        let record_goes = at.desk.record_goes(case, today(app));
        let record_stays = !case.disclosures.is_empty() && !record_goes;
        let mut goes = goes(case, t);
        goes.extend(record_goes.then(|| t.t("erase-goes-given").into_owned()));
        Ok(Self {
            warnings: warnings(app, person, case, t)?,
            goes,
            given_years: record_stays.then(|| at.desk.rules().keeping.file_years),
            in_history: history::tells_of(case),
            held: super::is_held(&at, case, app.clock.now()),
            organisers: super::organiser_keeps(&at, case, app.clock.now()).map(|day| t.date(day)),
            asked_for: at.desk.has_open_request(case.id),
            example: case.public_account().map(|known| {
                let by_consent = known.terms.ground == Ground::Consent;
                let page = if by_consent { typical::page_of(case) } else { typical_cases::page_of(known.id) };
                (page, by_consent)
            }),
        })
    }
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let at = app.now();
    let case = contents::find(&at, &id)?;
    // Of what is erased, or another body's, there is nothing to preview.
    if let Some(back) = contents::outside(&at, &visit, &person, &case) {
        return Ok(back);
    }
    Ok(frame::show(&sheet(&app, &visit, &who, &person, &case, "", Errors::default())?))
}

/// The preview. An open case has none: its file is still being made.
fn sheet(
    app: &App,
    visit: &Visit,
    who: &Who,
    person: &Signed,
    case: &Case,
    typed: &str,
    errors: Errors,
) -> Result<ErasePage, Problem> {
    if case.state.is_open() {
        let problem = Problem::of(Fault::WrongState).coded("wrong-case-state");
        return Err(problem.member("state", case.state.code()));
    }
    let mut frame = signed::frame(app, visit, who, "erase-title").counter();
    let t = frame.t();
    let number = case.claimant().ticket.map(|number| number.to_string()).unwrap_or_default();
    frame.title = t.t1("erase-title-of", "number", &*number);
    Ok(ErasePage {
        errors,
        key: fresh_key(),
        id: case.id.to_string(),
        number,
        typed: typed.to_owned(),
        preview: Preview::of(app, person, case, &t)?,
        eyes: Eyes::ahead(&app.now(), &t, &Deed::Erase { case: case.id }, &person.staff, app.clock.now()),
        frame,
        t,
    })
}

/// What speaks against erasing this case today.
fn warnings(app: &App, person: &Signed, case: &Case, t: &Texts) -> Result<Vec<String>, Problem> {
    let at = app.now();
    let mut warnings = disclosure::unsigned(app, &at, t, person, case)?;
    let today = app.clock.now().to_zoned(t.zone().clone()).date();
    if let Some(day) = super::kept_until(&at).filter(|day| today <= *day) {
        warnings.push(t.t1("erase-too-early", "date", t.date(day)));
    }
    let undertaken =
        matches!(case.state, CaseState::Concluded { .. }) && case.procedure.in_effect().is_some();
    if undertaken {
        warnings.push(t.t("erase-agreement").into_owned());
    }
    Ok(warnings)
}

/// What will be gone, as far as this case has it.
fn goes(case: &Case, t: &Texts) -> Vec<String> {
    let procedure = &case.procedure;
    let mut goes = vec![t.t1("erase-goes-parties", "count", case.parties.len())];
    if case.asks_for(Ask::Mediation) || case.complaint_seq.is_none() {
        goes.push(t.t("erase-goes-told").into_owned());
    }
    if case.complaint_seq.is_some() {
        goes.push(t.t("erase-goes-complaint").into_owned());
    }
    if !procedure.record.is_empty() || procedure.agreement.is_some() {
        goes.push(t.t("erase-goes-record").into_owned());
    }
    if !procedure.notes.is_empty() {
        goes.push(t.t("erase-goes-notes").into_owned());
    }
    if !case.evidence.is_empty() {
        goes.push(t.t1("erase-goes-photos", "count", case.evidence.len()));
    }
    if case.typical_draft.is_some() {
        goes.push(t.t("erase-goes-typical").into_owned());
    }
    if case.typical.iter().any(|known| known.withdrawn.is_some()) {
        goes.push(t.t("erase-goes-withdrawn").into_owned());
    }
    goes.push(t.t("erase-goes-papers").into_owned());
    goes
}

async fn erase(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let at = app.now();
    let case = contents::find(&at, &id)?;
    let done = format!("/counter/cases/{}?done=erase", case.id);
    let typed = form.text("number");
    if typed_number(typed) != case.claimant().ticket {
        if let Some(back) = contents::outside(&at, &visit, &person, &case) {
            return Ok(back);
        }
        let mut errors = Errors::default();
        errors.add("number", visit.texts.t("erase-number-wrong"));
        let page = sheet(&app, &visit, &who, &person, &case, typed, errors)?;
        return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let once = form.once(&app, &who, &format!("counter/{}/erase", case.id));
    let accepted = app.ask(who.from(), once, Command::EraseCase { case: case.id }).await?;
    Ok(visit.sent(proposals::after(&accepted).unwrap_or(&done)))
}
