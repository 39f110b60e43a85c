//! Who read a case, which the head of the mediation body sees, and the way by which the head opens one: on a reason, which is
//! recorded with the reading before anything is shown.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{Case, case::Ask, reading::Sight, staff::Role, text};

use crate::{
    app::App,
    web::{
        counter::{
            actions::REMARK,
            contents::{self, Contents},
        },
        form::Entries,
        frame::{self, Errors},
        guard::{Signed, Who},
        problem::Problem,
        signed,
        submit::name_of,
        visit::Visit,
    },
};

use super::Viewer;

/// One reading, as the head sees it.
pub(super) struct ShownReading {
    pub(super) at: String,
    pub(super) by: String,
    pub(super) what: String,
    /// Empty where none was needed, or while the case is closed to the head.
    pub(super) reason: String,
}

impl Viewer<'_> {
    /// Who read the case, newest first; for the head of its body alone (procedure E.2).
    pub(super) fn readings(&self, case: &Case, contents: Option<&Contents>) -> Vec<ShownReading> {
        if !self.person.is(Role::Head) || !self.at.desk.sees_outcome(&self.person.staff, case) {
            return Vec::new();
        }
        let shown = case.readings.iter().rev().map(|reading| ShownReading {
            at: self.t.moment(reading.at),
            by: name_of(reading.by, self.at),
            what: match reading.part {
                Ask::Mediation => self.t.t("reading-mediation").into_owned(),
                Ask::Measure => self.t.t("reading-complaint").into_owned(),
            },
            reason: contents.and_then(|c| c.grounds.get(&reading.seq)).cloned().unwrap_or_default(),
        });
        shown.collect()
    }
}

/// The head says why they need to read a case; from then on for an hour it is open to them.
pub(super) async fn open_with_reason(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let at = app.now();
    let case = contents::find(&at, &id)?;
    let typed = form.text("reason");
    let needed = contents::sight(&at, &person, &case, app.clock.now()) == Sight::OnReason;
    let reason = match text::lines(typed, REMARK) {
        Ok(reason) => Some(reason),
        Err(_) if !needed => None,
        Err(fault) => {
            let mut errors = Errors::default();
            let key = match fault {
                text::TextFault::Empty => "reading-reason-missing",
                text::TextFault::TooLong { .. } => "reading-reason-long",
            };
            errors.add("reason", visit.texts.t(key));
            let frame = signed::frame(&app, &visit, &who, "case-title").counter();
            let view = Viewer { app: &app, at: &at, t: frame.t(), person: &person, now: app.clock.now() };
            let page = view.page(frame, &case, Sight::OnReason, None);
            return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page.asked_again(typed, errors)));
        }
    };
    contents::record_reading(&app, &who, &person, &case, reason).await?;
    Ok(visit.sent(&format!("/counter/cases/{}", case.id)))
}
