//! Saying on the sheet of hours when somebody who forgot to go off duty truly went: on which day, at what time, and why.

use axum::{extract::State, http::StatusCode, response::Response};
use domain::{Command, Refusal, StaffId, TicketNumber};
use jiff::Timestamp;

use crate::{
    app::App,
    engine::SubmitError,
    locale::Texts,
    web::{
        counter::happened::{DAY, NoMoment, moment_of},
        form::Entries,
        frame::{self, Errors},
        guard::{Signed, Who},
        plan_form,
        problem::Problem,
        submit,
        visit::Visit,
    },
};

use super::{Page, drawn, sheet::telling};

/// Longest reason, in characters.
const REASON: usize = 200;

/// Corrects it, or shows the sheet again with what was typed and what is wrong with it.
///
/// # Errors
/// When the desk refuses it for another reason than what was typed.
pub(super) async fn correct(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    form: Entries,
) -> Result<Response, Problem> {
    let (at, t, mut errors) = (app.now(), &visit.texts, Errors::default());
    let staff: Option<StaffId> = form.text("staff").parse().ok();
    if staff.is_none() {
        errors.add("staff", t.t("hours-correct-nobody"));
    }
    let left_at = left_at(&at.desk, &form, t, &mut errors);
    let reason = plan_form::named(form.text("reason"), "reason", REASON, t, &mut errors);
    let (Some(staff), Some(left_at), Some(reason)) = (staff, left_at, reason) else {
        return again(&app, &visit, &who, &person, form, errors);
    };
    let command = Command::CorrectDuty { staff, left_at, reason };
    let Err(error) = app.submit(who.from(), form.once(&app, &who, "counter/hours"), command).await else {
        // The sheet may tell another period: whoever corrected sees where it stands.
        let told = at.desk.fair().and_then(|fair| {
            let day = |moment| fair.plan.day_of(moment);
            telling(&fair.plan, day(app.clock.now()), day(left_at))
        });
        let period = told.map(|quarter| format!("&period={quarter}")).unwrap_or_default();
        return Ok(visit.sent(&format!("/counter/hours?done=hours-corrected{period}")));
    };
    let told = if let SubmitError::Refused(refusal) = &error { wrong(t, refusal) } else { None };
    let Some((field, words)) = told else { return Err(submit::problem(&error, &at)) };
    errors.add(field, words);
    let page = drawn(&app, &visit, &who, &person, (form, errors))?;
    let holds = held(&error).and_then(|ticket| Some((ticket.to_string(), at.desk.ticket(ticket)?.case)));
    let holds = holds.map(|(number, case)| (number, format!("/counter/cases/{case}")));
    Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &Page { holds, ..page }))
}

/// The ticket in hand that is in the way.
fn held(error: &SubmitError) -> Option<TicketNumber> {
    if let SubmitError::Refused(Refusal::HoldsTicket { ticket }) = error { Some(*ticket) } else { None }
}

fn left_at(desk: &domain::Desk, form: &Entries, t: &Texts, errors: &mut Errors) -> Option<Timestamp> {
    match moment_of(desk, form.text("day"), form.text("time")) {
        Ok(Some(left_at)) => return Some(left_at),
        Ok(None) | Err(NoMoment::Half(DAY) | NoMoment::Unreadable(DAY)) => {
            errors.add("day", t.t("entry-no-date"));
        }
        Err(NoMoment::Half(_) | NoMoment::Unreadable(_)) => errors.add("time", t.t("shifts-time-wrong")),
    }
    None
}

/// What is wrong with what was typed, at its field.
fn wrong(t: &Texts, refusal: &Refusal) -> Option<(&'static str, String)> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "everything else is no matter of what was typed")]
    let (field, words) = match refusal {
        Refusal::InFuture => ("time", t.t("hours-correct-future").into_owned()),
        Refusal::OutsideDuty => ("time", t.t("hours-correct-outside").into_owned()),
        Refusal::SeenLater { at } => ("time", t.t1("hours-correct-seen", "clock", t.clock(*at))),
        Refusal::HoldsTicket { ticket } => {
            ("staff", t.t1("hours-correct-holds", "number", ticket.to_string()))
        }
        _ => return None,
    };
    Some((field, words))
}

fn again(
    app: &App,
    visit: &Visit,
    who: &Who,
    person: &Signed,
    form: Entries,
    errors: Errors,
) -> Result<Response, Problem> {
    let page = drawn(app, visit, who, person, (form, errors))?;
    Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}
