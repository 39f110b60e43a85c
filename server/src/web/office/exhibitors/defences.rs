//! Statements that an exhibitor lodges before any complaint: taken in by the organiser, closed until a case names the exhibitor as
//! a respondent. The list says that they are there; their words open only then, on the page of that case.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Command, DefenceId, ExhibitorId,
    body::DefenceBody,
    case::{Audience, RightKind},
    fair::Language,
    text::{self, TextFault},
};

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{
        complaints::history,
        disclosure,
        form::{self, Entries},
        frame::{self, Errors, Frame},
        guard::{Signed, Who},
        office::{self, ORGANISER},
        plan_form,
        problem::{Fault, Problem},
        route::Route,
        submit::name_of,
        visit::Visit,
    },
};

use super::one;

/// Longest short fields and longest statement, in characters.
const SHORT: usize = 200;
const LONG: usize = 4000;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/office/exhibitors/{id}/defences", ORGANISER, blank),
        Route::post("/office/exhibitors/{id}/defences", ORGANISER, lodge),
        Route::post("/office/exhibitors/{id}/defences/{defence}/withdraw", ORGANISER, withdraw),
    ]
}

/// A statement as the exhibitor's page lists it.
pub(super) struct Lodged {
    pub(super) id: DefenceId,
    /// Which of several, for its words stay closed, and over which kind of right.
    pub(super) about: String,
    pub(super) taken_in: String,
    pub(super) audience: String,
    pub(super) withdrawn: String,
    /// With how many complaints it stays, whatever becomes of it; empty while no complaint has opened it.
    pub(super) opened: String,
    /// To which authority it was given.
    pub(super) given: Vec<disclosure::GivenAway>,
    pub(super) key: String,
}

/// What an exhibitor lodged, oldest first.
///
/// # Errors
/// When the journal cannot be read.
pub(super) fn of(
    app: &App,
    at: &Published,
    t: &Texts,
    person: &Signed,
    exhibitor: ExhibitorId,
) -> Result<Vec<Lodged>, Problem> {
    let about = |right: Option<RightKind>| match right {
        Some(right) => t.code("right", right.code()),
        None => t.t("defence-any-right"),
    };
    let mut lodged = Vec::new();
    for (known, number) in at.desk.defences_of(exhibitor).zip(1_usize..) {
        lodged.push(Lodged {
            id: known.id,
            about: t.t2("defence-numbered", "number", number, "about", about(known.right)),
            taken_in: t.t2(
                "defence-lodged",
                "moment",
                t.moment(known.at),
                "who",
                known.by.map(|by| name_of(by, at)).unwrap_or_default(),
            ),
            audience: t
                .t(if known.audience.mediation() { "defence-for-both" } else { "defence-for-office" })
                .into_owned(),
            withdrawn: known
                .taken_back
                .map(|gone| t.t1("defence-was-withdrawn", "moment", t.moment(gone.at)))
                .unwrap_or_default(),
            opened: match (at.desk.complaints_with(known), known.taken_back) {
                (0, _) => String::new(),
                (count, None) => t.t1("defence-opened", "count", count),
                (count, Some(_)) => t.t1("defence-stays", "count", count),
            },
            given: disclosure::of_statement(app, at, t, person, known)?,
            key: form::fresh_key(),
        });
    }
    Ok(lodged)
}

#[derive(Template)]
#[template(path = "office_defence.html")]
struct LodgePage {
    frame: Frame,
    t: Texts,
    errors: Errors,
    idempotency: String,
    id: String,
    exhibitor: String,
    /// The numbers of the open complaints, none of which opens what is lodged now.
    complaints: String,
    sent: Entries,
}

impl LodgePage {
    fn kinds() -> Vec<&'static str> {
        RightKind::ALL.iter().map(|kind| kind.code()).collect()
    }
}

fn page(
    app: &App,
    visit: &Visit,
    who: &Who,
    id: &str,
    sent: Entries,
    errors: Errors,
) -> Result<LodgePage, Problem> {
    let published = app.now();
    let exhibitor = one::find(&published, id)?;
    let body = published.names.exhibitor(exhibitor.id).ok_or(Problem::of(Fault::Erased))?;
    let frame = office::frame(app, visit, who, "defence-title");
    let complaints = history::open_against(&published, exhibitor.id);
    let key = sent.text(form::KEY);
    Ok(LodgePage {
        idempotency: if key.is_empty() { form::fresh_key() } else { key.to_owned() },
        id: id.to_owned(),
        exhibitor: body.name.clone(),
        complaints: complaints.join(&frame.t().t("list-comma")),
        sent,
        errors,
        t: frame.t(),
        frame,
    })
}

async fn blank(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    Ok(frame::show(&page(&app, &visit, &who, &id, Entries::default(), Errors::default())?))
}

fn typed(form: &Entries, t: &Texts, errors: &mut Errors) -> Option<DefenceBody> {
    let mut optional = |field: &str| match text::optional_line(form.text(field), SHORT) {
        Ok(line) => line,
        Err(TextFault::Empty) => None,
        Err(TextFault::TooLong { max }) => {
            errors.add(field, t.t1("entry-too-long", "max", max));
            None
        }
    };
    let (against, papers) = (optional("against"), optional("papers"));
    let item = plan_form::named(form.text("item"), "item", SHORT, t, errors);
    let statement = match text::lines(form.text("statement"), LONG) {
        Ok(statement) => Some(statement),
        Err(TextFault::Empty) => {
            errors.add("statement", t.t("entry-missing"));
            None
        }
        Err(TextFault::TooLong { max }) => {
            errors.add("statement", t.t1("entry-too-long", "max", max));
            None
        }
    };
    let language = Language::from_tag(form.text("written"));
    Some(DefenceBody { item: item?, against, statement: statement?, papers, language })
}

async fn lodge(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let (t, mut errors) = (&visit.texts, Errors::default());
    let exhibitor = one::find(&app.now(), &id)?.id;
    let body = typed(&form, t, &mut errors);
    let audience = match form.text("audience") {
        "both" => Some(Audience::Both),
        "measure" => Some(Audience::Measure),
        _ => None,
    };
    if audience.is_none() {
        errors.add("audience", t.t("defence-audience-missing"));
    }
    let (Some(body), Some(audience), true) = (body, audience, errors.is_empty()) else {
        let page = page(&app, &visit, &who, &id, form, errors)?;
        return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let (defence, right) = (DefenceId(app.fresh_id()), RightKind::from_code(form.text("kind")));
    let command = Command::LodgeDefence { defence, exhibitor, right, audience, body };
    app.ask(office::sender(&who)?, form.once(&app, &who, "office/defence"), command).await?;
    Ok(visit.sent(&format!("/office/exhibitors/{id}?saved=defence")))
}

async fn withdraw(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path((id, defence)): Path<(String, String)>,
    form: Entries,
) -> Result<Response, Problem> {
    let published = app.now();
    let exhibitor = one::find(&published, &id)?.id;
    let defence: Option<DefenceId> = defence.parse().ok();
    let own = defence.and_then(|id| published.desk.defence(id)).filter(|known| known.exhibitor == exhibitor);
    let defence = own.ok_or_else(|| Problem::of(Fault::NotFound))?.id;
    let once = form.once(&app, &who, "office/defence-withdraw");
    app.ask(office::sender(&who)?, once, Command::WithdrawDefence { defence }).await?;
    Ok(visit.sent(&format!("/office/exhibitors/{id}?saved=defence-withdrawn")))
}
