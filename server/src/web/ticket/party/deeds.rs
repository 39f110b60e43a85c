//! What a party does in its procedure on its ticket's page: confirms an appointment or the record, consents, asks for another
//! mediator, stops. Each a plain form; what cannot be taken back is asked first on a page of its own.

use std::borrow::Cow;

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use domain::{
    Actor, Case, Command, Refusal,
    case::CaseState,
    procedure::{Action, Answer, ConsentTo, Means, RecordPart},
};

use crate::{
    app::App,
    engine::SubmitError,
    locale::Texts,
    web::{
        consents,
        form::{self, Entries},
        frame::{self, Errors, Frame},
        guard::Who,
        origin::Origin,
        problem::Problem,
        route::{Access, Route},
        submit,
        ticket::{self, Found, Shown, evidence::Holder, find},
        visit::Visit,
    },
};

use super::{ASKED, CLOSING, SHARED, is_asked, may_change_mediator, may_stop, takes_part};

pub(in crate::web::ticket) fn routes() -> Vec<Route> {
    vec![
        Route::post("/t/{key}/appointment", Access::KeyHolder, confirm_appointment),
        Route::get("/t/{key}/stop", Access::KeyHolder, ask_stop),
        Route::post("/t/{key}/stop", Access::KeyHolder, stop),
        Route::get("/t/{key}/other-mediator", Access::KeyHolder, ask_other),
        Route::post("/t/{key}/other-mediator", Access::KeyHolder, other),
        Route::post("/t/{key}/consents", Access::KeyHolder, consent),
        Route::post("/t/{key}/record", Access::KeyHolder, confirm_record),
        Route::post("/t/{key}/fee", Access::KeyHolder, answer_fee),
    ]
}

/// A party's own step, as its ticket takes it.
async fn step(
    app: &App,
    who: &Who,
    found: &Found,
    form: &Entries,
    purpose: &str,
    action: Action,
) -> Result<(), SubmitError> {
    let from = who.acting(Actor::Party(found.ticket.number));
    let command = Command::Proceed { case: found.ticket.case, action: Box::new(action) };
    app.submit(from, form.once(app, who, purpose), command).await.map(|_| ())
}

/// Back to the page: with what is wrong when what was confirmed has changed meanwhile.
async fn back(
    (app, who, visit, origin): (&App, &Who, &Visit, &Origin),
    found: &Found,
    field: &str,
    done: Result<(), SubmitError>,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(visit.sent(&found.path())),
        Err(SubmitError::Refused(Refusal::Changed)) => {
            let mut errors = Errors::default();
            errors.add(field, visit.texts.t("party-changed"));
            let shown = Shown { status: StatusCode::UNPROCESSABLE_ENTITY, errors, ..Shown::default() };
            ticket::show(app, who, visit, origin, &find(app, &found.key)?, shown).await
        }
        Err(error) => Err(submit::problem(&error, &app.now())),
    }
}

/// Takes the step that a form asks for, under the purpose it names, and goes back to the page.
async fn take(
    page @ (app, who, ..): (&App, &Who, &Visit, &Origin),
    (found, form): (&Found, &Entries),
    field: &str,
    asked: Result<(String, Action), Refusal>,
) -> Result<Response, Problem> {
    let done = match asked {
        Ok((purpose, action)) => step(app, who, found, form, &purpose, action).await,
        Err(refusal) => Err(SubmitError::Refused(refusal)),
    };
    back(page, found, field, done).await
}

async fn confirm_appointment(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    origin: Origin,
    Holder(found): Holder,
    form: Entries,
) -> Result<Response, Problem> {
    let asked = match form.text("from").parse() {
        Ok(from) => {
            let action = Action::ConfirmAppointment { party: found.ticket.party, from };
            Ok(("ticket/appointment".to_owned(), action))
        }
        Err(_) => Err(Refusal::Changed),
    };
    take((&app, &who, &visit, &origin), (&found, &form), "appointment", asked).await
}

async fn confirm_record(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    origin: Origin,
    Holder(found): Holder,
    form: Entries,
) -> Result<Response, Problem> {
    let part = RecordPart::from_code(form.text("part")).filter(|part| SHARED.contains(part));
    let asked = match (part, form.text("version").parse()) {
        (Some(part), Ok(version)) => {
            let party = found.ticket.party;
            let action = Action::ConfirmRecord { party, part, version, means: Means::Device };
            Ok((format!("ticket/record/{}", part.code()), action))
        }
        (Some(_) | None, Ok(_) | Err(_)) => Err(Refusal::Changed),
    };
    take((&app, &who, &visit, &origin), (&found, &form), "record", asked).await
}

/// Its yes or no, for exactly the version that was read.
async fn answer_fee(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    origin: Origin,
    Holder(found): Holder,
    form: Entries,
) -> Result<Response, Problem> {
    let asked = match (Answer::from_code(form.text("answer")), form.text("version").parse()) {
        (Some(answer), Ok(version)) => {
            let party = found.ticket.party;
            let action = Action::AnswerFee { party, version, answer, means: Means::Device };
            Ok(("ticket/fee".to_owned(), action))
        }
        (Some(_) | None, Ok(_) | Err(_)) => Err(Refusal::Changed),
    };
    take((&app, &who, &visit, &origin), (&found, &form), "fee", asked).await
}

async fn consent(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    origin: Origin,
    Holder(found): Holder,
    form: Entries,
) -> Result<Response, Problem> {
    let case = found.published.desk.case(found.ticket.case);
    let own = case.and_then(|case| Some((case, case.party(found.ticket.party)?)));
    let example = own.is_some_and(|(case, party)| is_asked(case, party)).then_some(&ConsentTo::TypicalCase);
    let to = ConsentTo::from_code(form.text("to"))
        .filter(|to| ASKED.iter().chain(&CLOSING).chain(example).any(|asked| asked == to));
    let party = found.ticket.party;
    let asked = to.ok_or(Refusal::Unknown("consent")).and_then(|to| {
        let action = if !form.has("give") {
            Action::RevokeConsent { party, to }
        } else if to == ConsentTo::TypicalCase {
            // To exactly the account that was read.
            let version = form.text("version").parse().map_err(|_| Refusal::Changed)?;
            consents::example(party, version, Means::Device)
        } else {
            consents::given(party, to, Means::Device)
        };
        Ok((format!("ticket/consents/{}", to.code()), action))
    });
    take((&app, &who, &visit, &origin), (&found, &form), "consents", asked).await
}

#[derive(Template)]
#[template(path = "ticket_sure.html")]
struct Sure {
    frame: Frame,
    t: Texts,
    path: String,
    action: &'static str,
    idempotency: String,
    what: Vec<Cow<'static, str>>,
    yes: Cow<'static, str>,
    no: Cow<'static, str>,
    /// Whether the page said that this ends mediation.
    second: bool,
}

/// A question before a step that cannot be taken back.
fn sure(
    who: &Who,
    visit: &Visit,
    found: &Found,
    title: &str,
    page: impl FnOnce(Frame, Texts) -> Sure,
) -> Response {
    let mut frame = ticket::framed(who, visit, found);
    frame.title = visit.texts.t(title).into_owned();
    let t = frame.t();
    frame::show(&page(frame, t))
}

async fn ask_stop(who: Who, visit: Visit, Holder(found): Holder) -> Response {
    if !open_to(&found, |_, case| may_stop(case)) {
        return visit.sent(&found.path());
    }
    let path = found.path();
    let case = found.published.desk.case(found.ticket.case);
    let signed = case.is_some_and(|case| case.state == CaseState::TermsAgreed);
    sure(&who, &visit, &found, "party-stop-title", |frame, t| Sure {
        what: [Some("party-stop-what"), signed.then_some("party-stop-signed"), Some("party-stop-harms")]
            .into_iter()
            .flatten()
            .map(|key| t.t(key))
            .collect(),
        yes: t.t("party-stop-yes"),
        no: t.t("party-stop-no"),
        action: "stop",
        second: false,
        idempotency: form::fresh_key(),
        path,
        frame,
        t,
    })
}

async fn stop(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    origin: Origin,
    Holder(found): Holder,
    form: Entries,
) -> Result<Response, Problem> {
    if !open_to(&found, |_, case| may_stop(case)) {
        return Ok(visit.sent(&found.path()));
    }
    let action = Action::WithdrawConsent { party: found.ticket.party, means: Means::Device };
    let asked = Ok(("ticket/stop".to_owned(), action));
    take((&app, &who, &visit, &origin), (&found, &form), "stop", asked).await
}

/// Whether this party takes part and the case allows a step.
fn open_to(found: &Found, allowed: impl FnOnce(&Found, &Case) -> bool) -> bool {
    let case = found.published.desk.case(found.ticket.case);
    case.is_some_and(|case| case.party(found.ticket.party).is_some_and(takes_part) && allowed(found, case))
}

/// Whether this party asked for another mediator before.
fn asked_before(found: &Found) -> bool {
    let case = found.published.desk.case(found.ticket.case);
    case.is_some_and(|case| case.procedure.objections.iter().any(|made| made.party == found.ticket.party))
}

async fn ask_other(who: Who, visit: Visit, Holder(found): Holder) -> Response {
    if !open_to(&found, may_change_mediator) {
        return visit.sent(&found.path());
    }
    let (second, path) = (asked_before(&found), found.path());
    sure(&who, &visit, &found, "party-other-title", |frame, t| Sure {
        what: if second {
            vec![t.t("party-other-second-now"), t.t("party-stop-harms")]
        } else {
            vec![t.t("party-other-what"), t.t("party-other-second")]
        },
        yes: if second { t.t("party-other-yes-second") } else { t.t("party-other-yes") },
        no: t.t("party-other-no"),
        action: "other-mediator",
        second,
        idempotency: form::fresh_key(),
        path,
        frame,
        t,
    })
}

async fn other(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    origin: Origin,
    Holder(found): Holder,
    form: Entries,
) -> Result<Response, Problem> {
    // Nobody ends mediation who was not told so before: a retry of the first request leads to the page, not to a second one.
    if !open_to(&found, may_change_mediator) || asked_before(&found) != form.has("second") {
        return Ok(visit.sent(&found.path()));
    }
    let action = Action::AskOtherMediator { party: found.ticket.party, means: Means::Device };
    let asked = Ok(("ticket/other-mediator".to_owned(), action));
    take((&app, &who, &visit, &origin), (&found, &form), "other-mediator", asked).await
}
