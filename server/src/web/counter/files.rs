//! The files of a mediation body: every case of it that is over, for its head, who answers for keeping them and for erasing them when
//! their time has come (People's Mediation Law art 27). No name stands in the list.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{Case, case::CaseState, reading::Sight};
use jiff::{Timestamp, ToSpan, civil::Date};

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{
        counter::{contents, line::about, scan::typed_number},
        frame::{self, Frame},
        guard::{Signed, Who},
        paging::Paging,
        route::{Access, HEADS, Route},
        signed,
        visit::Visit,
    },
};

pub(in crate::web) mod erase;
pub(in crate::web) mod retention;

/// Cases on one page.
const PAGE: usize = 100;

pub(super) fn routes() -> Vec<Route> {
    let mut routes = vec![Route::get("/counter/files", Access::Staff(HEADS), page)];
    routes.extend(erase::routes());
    routes.extend(retention::routes());
    routes
}

#[derive(Template)]
#[template(path = "counter_files.html")]
struct FilesPage {
    frame: Frame,
    t: Texts,
    /// Until when the law asks to keep them.
    kept_until: Option<String>,
    /// The number looked for.
    wanted: String,
    lines: Vec<Line>,
    paging: Paging,
}

/// One case that is over.
#[expect(clippy::struct_excessive_bools, reason = "independent yes-or-no facts that the template asks for")]
struct Line {
    id: String,
    ticket: String,
    case_number: String,
    about: String,
    filed: String,
    ended: String,
    /// Empty where it is not told.
    outcome: String,
    erased: bool,
    /// The reader may open its file, at least on a reason; and it is open to them now.
    theirs: bool,
    opened: bool,
    /// Its file was laid away, and nothing was added since.
    laid: bool,
    /// The organiser is at work on it, so that it cannot be erased.
    held: bool,
    /// It is the organiser's file alone, whose time is not over.
    organisers: bool,
    /// How far it is as an example: nothing, a draft, before everybody.
    example: Option<&'static str>,
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Wanted {
    number: String,
    page: usize,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(wanted): Query<Wanted>,
) -> Response {
    let at = app.now();
    let frame = signed::frame(&app, &visit, &who, "files-title").counter();
    let t = frame.t();
    let number = typed_number(&wanted.number);
    let asked = !wanted.number.trim().is_empty();
    let over = |case: &&Arc<Case>| !case.state.is_open() && !person.staff.serves_other(case.body);
    let (found, rows): (Box<dyn Iterator<Item = &Arc<Case>>>, _) = if asked {
        let called = number.and_then(|number| at.desk.case(at.desk.ticket(number)?.case)).filter(over);
        (Box::new(called.into_iter()), usize::from(called.is_some()))
    } else {
        // Where one body works there is nothing to count.
        let rows = match at.desk.bodies().count() {
            0 | 1 => at.desk.case_count() - at.desk.open_count(),
            _ => at.desk.cases().filter(over).count(),
        };
        (Box::new(at.desk.cases().rev().filter(over)), rows)
    };
    let paging = Paging::of(rows, PAGE, wanted.page, |page| format!("/counter/files?page={page}"));
    frame::show(&FilesPage {
        kept_until: kept_until(&at).map(|day| t.date(day)),
        lines: paging.of_rows(found).map(|case| line(&at, &person, app.clock.now(), case, &t)).collect(),
        paging,
        wanted: wanted.number,
        frame,
        t,
    })
}

fn line(at: &Published, person: &Signed, now: Timestamp, case: &Case, t: &Texts) -> Line {
    let sight = contents::sight(at, person, case, now);
    let lead = case.claimant().ticket.and_then(|number| at.desk.ticket(number));
    let outcome = match case.state {
        CaseState::Concluded { outcome, reason } if at.desk.sees_outcome(&person.staff, case) => {
            t.ending(outcome, reason).into_owned()
        }
        CaseState::Concluded { .. }
        | CaseState::Submitted
        | CaseState::Accepted
        | CaseState::Agreed
        | CaseState::InSession
        | CaseState::Adjourned
        | CaseState::TermsAgreed => String::new(),
    };
    Line {
        id: case.id.to_string(),
        ticket: lead.map(|lead| lead.number.to_string()).unwrap_or_default(),
        case_number: case.procedure.number.map(|number| number.to_string()).unwrap_or_default(),
        about: lead.map(|lead| about(t, case, lead)).unwrap_or_default(),
        filed: t.moment(case.filed_at),
        ended: case.concluded_at.map(|ended| t.moment(ended)).unwrap_or_default(),
        outcome,
        erased: case.erased_at.is_some(),
        theirs: sight != Sight::Summary,
        opened: sight == Sight::Whole,
        laid: !case.archived.is_empty() && !case.has_grown(),
        held: is_held(at, case, now),
        organisers: organiser_keeps(at, case, now).is_some(),
        example: match (case.public_account(), case.typical_draft) {
            (Some(_), _) => Some("public"),
            (None, Some(_)) if case.erased_at.is_none() => Some("draft"),
            (None, _) => None,
        },
    }
}

/// Whether a track of the organiser's is open: a case goes no earlier than that.
fn is_held(at: &Published, case: &Case, now: Timestamp) -> bool {
    let plan = at.desk.fair().map(|fair| &fair.plan);
    case.erased_at.is_none() && plan.is_some_and(|plan| case.has_open_track(plan, plan.day_of(now)))
}

/// Until when a case stays because its file is the organiser's alone.
fn organiser_keeps(at: &Published, case: &Case, now: Timestamp) -> Option<Date> {
    let today = at.desk.fair()?.plan.day_of(now);
    at.desk.organiser_keeps(case, today)
}

/// Until when the files of this fair are to be kept (Guangdong Regulations art 31). Those of a standing desk have no day in common.
pub(in crate::web) fn kept_until(at: &Published) -> Option<Date> {
    let years = i32::from(at.desk.rules().keeping.file_years);
    at.desk.fair()?.plan.last_day?.checked_add(years.years()).ok()
}

#[cfg(test)]
mod tests;
