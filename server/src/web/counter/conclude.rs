//! Bringing a case to its end: the outcome first, then the reasons that belong to it. And the short code that staff give after
//! checking identity. Both without scripts.

use std::borrow::Cow;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Case, CaseId, Command,
    case::{CaseState, Outcome, Reason, Step},
    outcomes_for, reasons_for,
};
use jiff::SignedDuration;

use crate::{
    access::secrets::HolderCode,
    app::{App, Once},
    engine::Published,
    locale::Texts,
    web::{
        form::{Entries, fresh_key},
        frame::{self, Errors, Frame},
        guard::{Signed, Who},
        problem::{Fault, Problem},
        route::{Access, RECEPTIONS, Route},
        signed,
        submit::name_of,
        visit::Visit,
    },
};

use super::{
    actions::{remark, unknown},
    contents, happened, scan,
};

/// How long a short code may be used.
pub(in crate::web) const CODE_LASTS: SignedDuration = SignedDuration::from_mins(10);

pub(super) fn routes() -> Vec<Route> {
    let receptions = Access::Staff(RECEPTIONS);
    vec![
        Route::get("/counter/cases/{case}/conclude", receptions, page),
        Route::post("/counter/cases/{case}/conclude", receptions, conclude),
        Route::post("/counter/cases/{case}/code", receptions, give_code),
    ]
}

#[derive(Template)]
#[template(path = "counter_conclude.html")]
struct ConcludePage {
    frame: Frame,
    t: Texts,
    key: String,
    id: String,
    number: String,
    outcomes: Vec<&'static str>,
    outcome: Option<&'static str>,
    reasons: Vec<&'static str>,
    /// Talks end here, or never begin: who is to be told of the other ways (People's Mediation Law art 26).
    other_ways: Option<&'static str>,
    /// How, why and when it ended, and who ended it: then there is nothing to choose.
    ended: Option<Ended>,
    typed: Typed,
}

impl ConcludePage {
    /// Whether a reason is chosen: the one that was sent, or the only one there is.
    fn chose(&self, code: &str) -> bool {
        self.reasons.len() == 1 || self.typed.reason == code
    }
    /// A reason in words, as it is told of the case when it is over.
    fn reason(&self, code: &str) -> Cow<'static, str> {
        let known = self.outcome.and_then(Outcome::from_code).zip(Reason::from_code(code));
        known.map(|(outcome, reason)| self.t.reason(outcome, reason)).unwrap_or_default()
    }
}

/// What was typed and could not be taken, and what is wrong with it; nothing on a page that is shown for the first time.
#[derive(Default)]
struct Typed {
    reason: String,
    remark: String,
    day: String,
    time: String,
    errors: Errors,
}

impl Typed {
    /// A form that is shown again, with what is wrong at this field.
    fn again(form: &Entries, field: &'static str, problem: &Problem, t: &Texts) -> Self {
        let text = |field: &str| form.text(field).to_owned();
        let mut errors = Errors::default();
        let words =
            if field == "reason" { t.t("conclude-reason-missing").into_owned() } else { problem.in_one(t) };
        errors.add(field, words);
        Self {
            reason: text("reason"),
            remark: text("remark"),
            day: text(happened::DAY),
            time: text(happened::TIME),
            errors,
        }
    }
}

/// How a case ended.
pub(super) struct Ended {
    pub(super) outcome: Cow<'static, str>,
    pub(super) reason: Cow<'static, str>,
    pub(super) at: String,
    pub(super) by: String,
}

/// Why a case ended; of one that a call in vain ended, that somebody did not come.
pub(super) fn why(t: &Texts, case: &Case, reason: Reason) -> Cow<'static, str> {
    match case.state {
        CaseState::Concluded { .. } if case.ended_by_call().is_some() => t.t("ended-not-come"),
        CaseState::Concluded { outcome, .. } => t.reason(outcome, reason),
        CaseState::Submitted
        | CaseState::Accepted
        | CaseState::Agreed
        | CaseState::InSession
        | CaseState::Adjourned
        | CaseState::TermsAgreed => t.code("reason", reason.code()),
    }
}

/// How a case ended, once it has.
pub(super) fn ended(t: &Texts, at: &Published, case: &Case) -> Option<Ended> {
    let CaseState::Concluded { outcome, reason } = case.state else { return None };
    let ending = |step: &&Step| matches!(step.kind, "CaseConcluded" | "CaseWithdrawn");
    let step = case.steps.iter().rev().find(ending);
    Some(Ended {
        outcome: t.ending(outcome, reason),
        reason: why(t, case, reason),
        at: step.map(|step| t.moment(step.at)).unwrap_or_default(),
        by: step.and_then(|step| step.by).map(|by| name_of(by, at)).unwrap_or_default(),
    })
}

#[derive(serde::Deserialize)]
struct Chosen {
    #[serde(default)]
    outcome: String,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    Query(Chosen { outcome }): Query<Chosen>,
) -> Result<Response, Problem> {
    let case = contents::find(&app.now(), &id)?;
    Ok(shown(&app, &visit, (&who, &person), &case, (outcome.as_str(), Typed::default())))
}

/// The page for an outcome, as far as one is chosen; whoever does not end this case is led back to it.
fn shown(
    app: &App,
    visit: &Visit,
    (who, person): (&Who, &Signed),
    case: &Case,
    (outcome, typed): (&str, Typed),
) -> Response {
    if let Some(back) = contents::outside(&app.now(), visit, person, case) {
        return back;
    }
    // It ends by nobody who owes the declaration: the page of the case leads to it.
    if app.now().desk.owes_word(&person.staff, case) {
        return visit.sent(&format!("/counter/cases/{}", case.id));
    }
    let mut possible = outcomes_for(case);
    possible.retain(|outcome| person.staff.may_end_by(*outcome));
    let outcome = Outcome::from_code(outcome).filter(|outcome| possible.contains(outcome));
    let reasons = outcome.map(|outcome| reasons_for(case, outcome)).unwrap_or_default();
    let frame = signed::frame(app, visit, who, "conclude-title").counter();
    let t = frame.t();
    let status = if typed.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = ConcludePage {
        ended: ended(&t, &app.now(), case),
        t,
        frame,
        key: fresh_key(),
        id: case.id.to_string(),
        number: case.claimant().ticket.map(|number| number.to_string()).unwrap_or_default(),
        outcomes: possible.iter().map(|outcome| outcome.code()).collect(),
        outcome: outcome.map(Outcome::code),
        reasons: reasons.into_iter().map(Reason::code).collect(),
        other_ways: outcome.and_then(|outcome| other_ways(case, outcome)),
        typed,
    };
    frame::show_with(status, &page)
}

/// Who is to be told of the other ways: the other side has heard of nothing before it was served or answered.
fn other_ways(case: &Case, outcome: Outcome) -> Option<&'static str> {
    let reached =
        || case.respondents().iter().any(|party| party.served.is_some() || party.answered.is_some());
    match outcome {
        Outcome::NotAccepted if !reached() => Some("conclude-routes-applicant"),
        Outcome::NoAgreement | Outcome::NotAccepted => Some("conclude-routes-heading"),
        Outcome::Settled
        | Outcome::Undertaking
        | Outcome::Referred
        | Outcome::Withdrawn
        | Outcome::AdviceGiven
        | Outcome::OrganiserDecided => None,
    }
}

async fn conclude(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let known = contents::find(&app.now(), &id)?;
    let outcome = Outcome::from_code(form.text("outcome")).ok_or_else(|| unknown("outcome"))?;
    match conclude_by(&app, &who, known.id, outcome, &form).await {
        Ok(()) => Ok(visit.sent(&format!("/counter?done={}", told(&known)))),
        Err((field, problem)) if problem.fault() == Fault::Invalid => {
            let typed = Typed::again(&form, field, &problem, &visit.texts);
            Ok(shown(&app, &visit, (&who, &person), &known, (outcome.code(), typed)))
        }
        Err((_, problem)) => Err(problem),
    }
}

/// Who sees on a phone that it is over, as what is told of it says: whoever has a ticket, and nobody else.
fn told(case: &Case) -> &'static str {
    let others = case.respondents();
    let ticketed = others.iter().filter(|party| party.ticket.is_some()).count();
    // Who asked a question has nobody on the other side.
    if others.is_empty() {
        "conclude-alone"
    } else if ticketed == 0 {
        "conclude-unseen"
    } else if ticketed < others.len() {
        "conclude-some"
    } else {
        "conclude"
    }
}

/// Ends a case as a form says.
///
/// # Errors
/// What is wrong, and the field at which that is said.
async fn conclude_by(
    app: &App,
    who: &Who,
    case: CaseId,
    outcome: Outcome,
    form: &Entries,
) -> Result<(), (&'static str, Problem)> {
    let reason = Reason::from_code(form.text("reason")).ok_or_else(|| ("reason", unknown("reason")))?;
    let remark = remark(form.text("remark")).map_err(|problem| ("remark", problem))?;
    let command = Command::ConcludeCase { case, outcome, reason, remark };
    let once = form.once(app, who, &format!("counter/{case}/conclude"));
    let asked = happened::ask(app, who, once, form, command).await;
    asked.map(|_| ()).map_err(|problem| ("conclude-happened-time-", problem))
}

#[derive(Template)]
#[template(path = "counter_code.html")]
struct CodePage {
    frame: Frame,
    t: Texts,
    id: String,
    number: String,
    code: String,
    until: String,
}

/// The code is shown in this answer and nowhere else; asking again makes another and the first is void.
async fn give_code(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let case = contents::find(&app.now(), &id)?;
    let number = scan::named(&app.now(), &who, &case, form.text("ticket"));
    let number = number.ok_or_else(|| Problem::of(Fault::NotFound))?;
    let code = HolderCode::random();
    let until = app.clock.now().saturating_add(CODE_LASTS).map_err(|error| Problem::internal(&error))?;
    let command = Command::GiveHolderCode { ticket: number, code: app.holder_code(number, &code), until };
    app.ask(who.from(), Once::Fresh, command).await?;
    let frame = signed::frame(&app, &visit, &who, "code-title").counter();
    let t = frame.t();
    Ok(frame::show(&CodePage {
        id: case.id.to_string(),
        number: number.to_string(),
        code: code.reveal(),
        until: t.clock(until),
        frame,
        t,
    }))
}
