//! A ticket's address as a code: on the page, as a file, and on a slip of paper.

use std::borrow::Cow;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{case::Side, print::SlipOf};
use jiff::Timestamp;

use crate::{
    app::App,
    locale::{Language, Texts},
    qr::{self, Size},
    web::{
        bodies,
        form::Entries,
        frame::{self, Frame},
        guard::Who,
        origin::Origin,
        problem::{Fault, Problem},
        route::{Access, RECEPTIONS, Route},
        slips::{self, Printers, sheet::Sheet},
        visit::Visit,
    },
};

use super::{
    Found,
    after::After,
    find, holds,
    view::{Hours, View},
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/t/{key}/qr.svg", Access::KeyHolder, svg),
        Route::get("/t/{key}/qr.png", Access::KeyHolder, png),
        Route::get("/t/{key}/slip", Access::KeyHolder, slip),
        Route::post("/t/{key}/print", Access::Staff(RECEPTIONS), print),
    ]
}

/// What a code is wanted for.
#[derive(Debug, Default, serde::Deserialize)]
pub(in crate::web) struct Wanted {
    /// `phone` or `print`.
    #[serde(default)]
    size: String,
}

impl Wanted {
    /// The size to draw.
    pub(in crate::web) fn size(&self) -> Result<Size, Problem> {
        match self.size.as_str() {
            "" | "phone" => Ok(Size::Phone),
            "print" => Ok(Size::Print),
            _ => Err(Problem::of(Fault::Invalid).field("size", "unknown")),
        }
    }
}

/// The address of a ticket's page.
pub(in crate::web) fn address(origin: &Origin, found: &Found) -> String {
    origin.0.join(&found.path())
}

/// The code to stand in a page.
pub(super) fn inline(t: &Texts, origin: &Origin, found: &Found, size: Size) -> Result<String, Problem> {
    let title = t.t1("ticket-qr", "number", found.ticket.number.to_string());
    qr::svg(&address(origin, found), size, &title).map_err(|error| Problem::internal(&error))
}

/// The code as a drawing.
pub(in crate::web) async fn svg(
    State(app): State<App>,
    visit: Visit,
    origin: Origin,
    Path(key): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let found = find(&app, &key)?;
    let drawing = inline(&visit.texts, &origin, &found, wanted.size()?)?;
    Ok(file("image/svg+xml", drawing.into_bytes()))
}

/// The code as a picture.
pub(in crate::web) async fn png(
    State(app): State<App>,
    origin: Origin,
    Path(key): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let found = find(&app, &key)?;
    let picture =
        qr::png(&address(&origin, &found), wanted.size()?).map_err(|error| Problem::internal(&error))?;
    Ok(file("image/png", picture))
}

/// An answer that is a file.
pub(in crate::web) fn file(kind: &'static str, bytes: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], bytes).into_response()
}

/// On which paper a slip is printed.
#[derive(Debug, Default, serde::Deserialize)]
struct Paper {
    /// `roll`, 80 mm wide, or `a6`.
    #[serde(default)]
    paper: String,
}

#[derive(Template)]
#[template(path = "ticket_slip.html")]
struct Slip {
    frame: Frame,
    t: Texts,
    staff: Texts,
    view: View,
    qr: String,
    paper: &'static str,
    other: &'static str,
    path: String,
    issued: String,
    /// For the mediation body: kiosks on whose printers it may come out.
    printers: Option<Printers>,
}

impl Slip {
    /// That the number is not called any more, and who answers questions.
    fn not_called(&self) -> Cow<'static, str> {
        self.t.t(After::not_called(self.view.hours))
    }
}

async fn slip(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    origin: Origin,
    Path(key): Path<String>,
    Query(Paper { paper }): Query<Paper>,
) -> Result<Response, Problem> {
    let found = find(&app, &key)?;
    let t = match party_language(&found).filter(|_| who.person.is_some()) {
        // Printed by staff for somebody else: in the words of whoever will read it.
        Some(language) => visit.texts.speaking(language),
        None => visit.texts.clone(),
    };
    let view = on_paper(&found, &who, app.clock.now()).ok_or_else(|| Problem::of(Fault::NotFound))?;
    let qr = inline(&t, &origin, &found, Size::Print)?;
    let mut frame = super::framed(&who, &visit, &found);
    frame.path = format!("{}/slip", found.path());
    let (paper, other) = if paper == "a6" { ("a6", "roll") } else { ("roll", "a6") };
    let issued = t.moment(found.ticket.issued_at);
    let body = who.person.as_ref().filter(|person| person.staff.is_of_body());
    let printers = body.map(|_| Printers::of(&app, &visit.texts, SlipOf::Ticket(found.ticket.number)));
    let printers = printers.filter(|printers| !printers.is_empty());
    // What staff do is told to staff in their own language, around the slip in another.
    let staff = visit.texts.clone();
    Ok(frame::show(&Slip { frame, t, staff, view, qr, paper, other, path: found.path(), issued, printers }))
}

/// What stands on the paper that somebody prints. It lies about and is read by whoever finds it, so it tells no more than the key alone
/// does; but for what holders print for themselves, and for the claimant's own ticket where whoever prints it works on the case. Which
/// papers are missing would tell of a respondent that it agreed, and by an agent: none stand on its paper.
fn on_paper(found: &Found, who: &Who, now: Timestamp) -> Option<View> {
    let desk = &found.published.desk;
    let view = View::of(&found.published, found.ticket.number, now)?;
    // Nothing calls a number any more that the organiser has yet to decide on, and nothing is over.
    let after = (view.undecided || view.after.is_some()).then_some(After::on_slip(view.hours));
    let mut view = View { after, ..view };
    let (own, claims) = (holds(who, &found.ticket), view.side == Side::Claimant);
    let prints = who.person.as_ref().filter(|_| claims).zip(desk.case(found.ticket.case));
    let told = own || prints.is_some_and(|(person, case)| desk.sees_ending(&person.staff, case));
    // Reception checks papers until the case goes on into the line for talks.
    let checks = own || prints.is_some_and(|(person, case)| desk.sees_way(&person.staff, case));
    let lists = claims && checks;
    if !lists {
        view.missing.clear();
    }
    if told {
        return Some(view);
    }
    // Paper goes on saying what it said when it was printed: until the desk closes for the last time a number may be called.
    let view = view.on_a_slip();
    let after = view.after.clone().filter(|_| view.hours == Hours::Over);
    Some(View { after, ..view })
}

/// The same on the printer of a kiosk.
async fn print(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    origin: Origin,
    Path(key): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let found = find(&app, &key)?;
    let number = found.ticket.number;
    slips::order(&app, &who, &form, SlipOf::Ticket(number), || {
        let view = on_paper(&found, &who, app.clock.now());
        let plan = found.published.desk.fair().map(|fair| &fair.plan);
        let (view, plan) = view.zip(plan).ok_or_else(|| Problem::of(Fault::NotFound))?;
        let case = found.published.desk.case(found.ticket.case);
        let body = case.map(|case| bodies::of_case(&found.published, case)).unwrap_or_default();
        let sheet = Sheet::reading(plan, body, party_language(&found).unwrap_or_default());
        Ok(sheet.ticket(&view, found.ticket.issued_at, address(&origin, &found)))
    })
    .await?;
    Ok(visit.sent(&format!("{}/slip", found.path())))
}

fn party_language(found: &Found) -> Option<Language> {
    let case = found.published.desk.case(found.ticket.case)?;
    Some(case.party(found.ticket.party)?.place.language)
}
