//! Another device becomes a holder: with a code that staff read out after checking identity. And a holder takes the case back.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use domain::{
    Actor, Command, Refusal,
    case::{Ask, Side},
    ticket::TicketState,
};
use jiff::Timestamp;

use crate::{
    access::{
        lockout::NO_NAME,
        secrets::{HolderCode, HolderToken},
    },
    app::{App, Once},
    engine::SubmitError,
    locale::Texts,
    web::{
        form::{self, Entries},
        frame::{self, Errors, Frame},
        guard::Who,
        origin::Origin,
        problem::{Fault, Problem},
        route::{Access, Route},
        submit,
        visit::Visit,
    },
};

use super::{Found, Shown, evidence::Holder, find, fragment::complaint_of_withdrawn};
use axum::extract::Path;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::post("/t/{key}/code", Access::KeyHolder, admit),
        Route::get("/t/{key}/withdraw", Access::KeyHolder, ask),
        Route::post("/t/{key}/withdraw", Access::KeyHolder, withdraw),
    ]
}

/// Why no code opens the content on another device any more, as the name of a text; nothing while one does. Of a case that is over
/// nobody at the desk gives one, but for how it ended in reception; who was given one before enters it as long as it lasts.
pub(super) fn none_left(found: &Found, now: Timestamp) -> Option<&'static str> {
    let desk = &found.published.desk;
    let case = desk.case(found.ticket.case)?;
    let given = found.ticket.code.is_some_and(|(_, until)| now < until);
    if given || desk.has_codes_for(case, found.ticket.party) {
        return None;
    }
    Some(if case.erased_at.is_some() { "held-erased" } else { "ticket-code-over" })
}

/// Tries a code. Six letters are few, so tries are counted as wrong PINs are: for this ticket, for this caller.
async fn admit(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    origin: Origin,
    Path(key): Path<String>,
    entries: Entries,
) -> Result<Response, Problem> {
    let found = find(&app, &key)?;
    // The page says why, and whom to ask.
    if none_left(&found, app.clock.now()).is_some() {
        return Ok(visit.sent(&found.path()));
    }
    let again = async |said: &str| {
        let mut errors = Errors::default();
        errors.add("code", visit.texts.t(said));
        let shown = Shown { status: StatusCode::UNPROCESSABLE_ENTITY, errors, ..Shown::default() };
        super::show(&app, &who, &visit, &origin, &found, shown).await
    };
    let Ok(code) = entries.text("code").parse::<HolderCode>() else {
        return again("ticket-code-malformed").await;
    };
    let name = format!("{NO_NAME}ticket/{}", found.ticket.number);
    let attempt = app.lockout.attempt(&name, &who.caller, app.clock.monotonic()).map_err(|locked| {
        let seconds = locked.retry_after.as_secs() + 1;
        Problem::of(Fault::TooMany).retry_after(seconds)
    })?;
    let number = found.ticket.number;
    let command = Command::AdmitHolder {
        ticket: number,
        code: app.holder_code(number, &code),
        // Pages know the device by its cookie; the token is for programs, which are given theirs at filing.
        holder: HolderToken::random().hash().into(),
    };
    match app.submit(who.acting(Actor::Public), Once::Fresh, command).await {
        Ok(_) => {
            app.lockout.succeeded(attempt).await;
            Ok(visit.sent(&found.path()))
        }
        Err(SubmitError::Refused(Refusal::WrongCode)) => again("ticket-code-wrong").await,
        Err(SubmitError::Refused(Refusal::CodeExpired)) => again("ticket-code-expired").await,
        Err(error) => {
            app.lockout.not_tried(attempt);
            Err(submit::problem(&error, &app.now()))
        }
    }
}

#[derive(Template)]
#[template(path = "ticket_withdraw.html")]
struct Sure {
    frame: Frame,
    t: Texts,
    number: String,
    path: String,
    idempotency: String,
    /// What becomes of the complaint to the organiser that was lodged with it.
    complaint: Option<&'static str>,
}

/// Asks once more.
async fn ask(who: Who, visit: Visit, Holder(found): Holder) -> Result<Response, Problem> {
    if !may_withdraw(&found) {
        return Ok(visit.sent(&found.path()));
    }
    let mut frame = super::framed(&who, &visit, &found);
    frame.title = visit.texts.t("ticket-withdraw-title").into_owned();
    frame.path = format!("{}/withdraw", found.path());
    let (number, path) = (found.ticket.number.to_string(), found.path());
    let case = found.published.desk.case(found.ticket.case);
    let complaint = case.filter(|case| case.has_complaint_beside());
    let complaint = complaint.map(|case| complaint_of_withdrawn(case.asks_for(Ask::Mediation)));
    Ok(frame::show(&Sure { t: frame.t(), frame, number, path, idempotency: form::fresh_key(), complaint }))
}

async fn withdraw(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    Holder(found): Holder,
    entries: Entries,
) -> Result<Response, Problem> {
    let once = entries.once(&app, &who, "ticket/withdraw");
    take_back(&app, &who, &found, once).await?;
    Ok(visit.sent(&found.path()))
}

/// Withdraws the case of a claimant's ticket. A second try finds it withdrawn and is content.
///
/// # Errors
/// What the desk says.
pub(in crate::web) async fn take_back(
    app: &App,
    who: &Who,
    found: &Found,
    once: Once,
) -> Result<(), Problem> {
    if found.ticket.state == TicketState::Cancelled {
        return Ok(());
    }
    let from = who.acting(Actor::Party(found.ticket.number));
    app.ask(from, once, Command::WithdrawCase { case: found.ticket.case }).await.map(|_| ())
}

fn may_withdraw(found: &Found) -> bool {
    found.published.desk.case(found.ticket.case).is_some_and(|case| {
        let side = case.party(found.ticket.party).map(|party| party.place.side);
        case.state.is_open() && side == Some(Side::Claimant)
    })
}
