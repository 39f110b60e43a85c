//! Closing a day: a look at what the seal will cover, then the seal.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use data_encoding::HEXLOWER;
use domain::{Case, StaffId, case::Ask, desk::DaySeal, figures::DayRow, print::SlipOf, staff::Role};
use jiff::civil::Date;

use crate::{
    app::App,
    daylog::{Checkpoint, Only, listed::Listed, seal},
    engine::Published,
    locale::Texts,
    qr::{self, Size},
    web::{
        bodies, complaints,
        form::{self, Entries},
        frame::{self, Frame},
        guard::{Signed, Who},
        origin::Origin,
        problem::{Fault, Problem},
        route::Route,
        signed,
        slips::{self, sheet},
        submit::name_of,
        visit::Visit,
    },
};

use super::{Counted, List, ON_DUTY, ORGANISER, list_one, page_of};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/office/logs/{day}/seal", ORGANISER, review),
        Route::post("/office/logs/{day}/seal", ORGANISER, close),
        Route::post("/office/logs/{day}/print", ON_DUTY, print),
    ]
}

/// A seal as the page shows it.
pub(super) struct Sealed {
    pub(super) at: String,
    pub(super) by: String,
    pub(super) carried: u32,
    pub(super) upto: u64,
    /// In groups of four.
    pub(super) hash: Vec<String>,
    pub(super) signature: String,
    pub(super) public_key: String,
    pub(super) statement: String,
    pub(super) qr: String,
}

impl Sealed {
    /// A seal in the reader's words.
    ///
    /// # Errors
    /// When its code cannot be drawn.
    pub(super) fn of(
        app: &App,
        origin: &Origin,
        day: Date,
        seal: &DaySeal,
        t: &Texts,
    ) -> Result<Self, Problem> {
        let key = app.engine.reader().fair_key();
        let (checkpoint, code) = proof(app, origin, day, seal)?;
        let qr =
            qr::svg(&code, Size::Print, &t.t("log-seal-qr")).map_err(|error| Problem::internal(&error))?;
        Ok(Self {
            at: t.moment(seal.at),
            by: seal.by.map(|staff| name_of(staff, &app.now())).unwrap_or_default(),
            carried: seal.carried,
            upto: seal.upto,
            hash: seal::in_groups(&seal.hash).into_iter().map(ToOwned::to_owned).collect(),
            signature: seal.signature.clone(),
            public_key: HEXLOWER.encode(&key.public_key()),
            statement: checkpoint.text(),
            qr,
        })
    }
}

/// The checkpoint of a seal, and what its code says: whoever scans it has all that is needed to check it, but the public key.
fn proof(app: &App, origin: &Origin, day: Date, seal: &DaySeal) -> Result<(Checkpoint, String), Problem> {
    let key = app.engine.reader().fair_key();
    let checkpoint = Checkpoint::of_seal(key, day, seal).ok_or_else(|| Problem::of(Fault::Internal))?;
    let code = origin.0.join(&format!("/v/{}", checkpoint.line()));
    Ok((checkpoint, code))
}

#[derive(Template)]
#[template(path = "log_seal.html")]
struct Review {
    frame: Frame,
    t: Texts,
    href: String,
    date: String,
    over: bool,
    tiles: Vec<(String, u32, String)>,
    /// No day follows on which the desk opens.
    last: bool,
    /// Cases that stay open: those that are shown, how many there are, and where all of them are listed.
    open: Vec<Open>,
    carried: usize,
    all: String,
    upto: u64,
    key: String,
    /// Why the day was not sealed from the page before: in short, and in full.
    stale: Option<(String, String)>,
}

/// Most open cases that are shown one by one; the list of the log has all of them.
const SHOWN: usize = 100;

/// A case that the seal carries over, unless somebody ends it before.
struct Open {
    ticket: String,
    /// The complaint's page, or its line in the list.
    href: String,
    about: String,
    state: &'static str,
    /// Where this reader ends it, if that is theirs to do.
    end: Option<String>,
    /// Who may, where it is not.
    ends: String,
}

impl Open {
    /// Whoever has it ends a case, or the head of its mediation body.
    fn of(row: &DayRow, day: Date, published: &Published, reader: &Signed, t: &Texts) -> Self {
        let desk = &published.desk;
        let case = desk.case(row.case);
        let lead = case.and_then(|case| desk.ticket(case.claimant().ticket?));
        let holder = lead.and_then(|lead| lead.mediator);
        let heads = reader.is(Role::Head) && case.is_some_and(|case| !reader.staff.serves_other(case.body));
        let may = heads || (reader.is(Role::Mediator) && holder == Some(reader.staff.id));
        let listed = Listed::of(row, t, &|staff| Some(name_of(staff, published)));
        Self {
            href: case.filter(|case| case.is_complaint()).map_or_else(
                || list_one(case.map_or(day, |case| case.day), &listed.ticket),
                |case| complaints::page_of(case),
            ),
            ticket: listed.ticket,
            about: listed.about,
            state: row.state.code(),
            end: may.then(|| format!("/counter/cases/{}/conclude", row.case)),
            ends: ends(case.map(AsRef::as_ref), holder, published, t),
        }
    }
}

/// Who ends a case. Who has it would tell whether talks were opened, and is the organiser's to know of a complaint alone, which ends with
/// what the organiser decides on it.
fn ends(case: Option<&Case>, holder: Option<StaffId>, published: &Published, t: &Texts) -> String {
    if case.is_some_and(|case| case.asks_for(Ask::Mediation) || !case.asks_for(Ask::Measure)) {
        return t.t("log-seal-body-ends").into_owned();
    }
    match (holder, case.is_some_and(Case::awaits_organiser)) {
        (Some(holder), true) => t.t1("log-seal-decision-ends-held", "name", name_of(holder, published)),
        (None, true) => t.t("log-seal-decision-ends").into_owned(),
        (Some(holder), false) => t.t1("log-seal-holder-ends", "name", name_of(holder, published)),
        (None, false) => t.t("log-seal-head-ends").into_owned(),
    }
}

async fn review(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    reader: Signed,
    Path(day): Path<String>,
) -> Result<Response, Problem> {
    let counted = super::counted(&app, &day)?;
    if counted.figures.sealed {
        return Ok(visit.sent(&page_of(counted.figures.day)));
    }
    let frame = signed::frame(&app, &visit, &who, "log-seal").office();
    Ok(frame::show(&Review::of(&app, frame, &reader, &counted)?))
}

impl Review {
    fn of(app: &App, mut frame: Frame, reader: &Signed, counted: &Counted) -> Result<Self, Problem> {
        let Counted { published, figures, .. } = counted;
        let t = frame.t();
        frame.title = t.t1("log-seal-of", "date", t.date(figures.day));
        let plan = published.desk.fair().map(|fair| &fair.plan);
        let open = || figures.rows.iter().filter(|row| row.outcome.is_none());
        let shown = open().take(SHOWN).map(|row| Open::of(row, figures.day, published, reader, &t));
        Ok(Self {
            href: page_of(figures.day),
            date: t.date(figures.day),
            over: super::today_of(app, published)? > figures.day,
            tiles: super::day::tiles(figures, &t),
            last: plan.is_some_and(|plan| plan.opens_after(figures.day).is_none()),
            open: shown.collect(),
            carried: open().count(),
            all: List::told(figures.day).only(Only::Open),
            upto: published.head.seq,
            key: form::fresh_key(),
            stale: None,
            frame,
            t,
        })
    }
}

/// Codes of what the page with the present figures answers: it was looked at before something that counts came, or never.
const STALE: [&str; 2] = ["came-since", "beyond-head"];

async fn close(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    reader: Signed,
    Path(day): Path<String>,
    entries: Entries,
) -> Result<Response, Problem> {
    let Counted { figures, .. } = super::counted(&app, &day)?;
    // What was looked at is what is sealed.
    let upto =
        entries.text("upto").parse().map_err(|_| Problem::of(Fault::Invalid).field("upto", "invalid"))?;
    let command = seal::command(&**app.engine.reader(), figures.day, upto)
        .map_err(|error| Problem::internal(&error))?;
    let taken = match command {
        Some(command) => app.ask(who.from(), entries.once(&app, &who, "seal"), command).await.map(|_| ()),
        None => Err(Problem::of(Fault::WrongState).coded("beyond-head")),
    };
    let Err(problem) = taken else {
        return Ok(visit.sent(&format!("{}?done=sealed#seal", page_of(figures.day))));
    };
    let counted = super::counted(&app, &day)?;
    if counted.figures.sealed || !STALE.contains(&problem.code()) {
        return Err(problem);
    }
    let frame = signed::frame(&app, &visit, &who, "log-seal").office();
    let page = Review::of(&app, frame, &reader, &counted)?;
    let full = format!("{} {}", problem.what(&page.t), problem.now(&page.t));
    let stale = Some((problem.title(&page.t), full));
    Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &Review { stale, ..page }))
}

/// The seal on paper, to be kept by somebody else than the desk.
async fn print(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    origin: Origin,
    Path(day): Path<String>,
    entries: Entries,
) -> Result<Response, Problem> {
    let Counted { published, figures, .. } = super::counted(&app, &day)?;
    let missing = || Problem::of(Fault::NotFound);
    let seal = published.desk.day_seal(figures.day).ok_or_else(missing)?;
    slips::order(&app, &who, &entries, SlipOf::Seal(figures.day), || {
        let plan = published.desk.fair().map(|fair| &fair.plan).ok_or_else(missing)?;
        let key = app.engine.reader().fair_key();
        let (_, code) = proof(&app, &origin, figures.day, seal)?;
        let sealed = sheet::Sealed {
            by: seal.by.map(|staff| name_of(staff, &published)).unwrap_or_default(),
            public_key: key.public_key(),
            code,
            seal,
        };
        let body = bodies::all(&visit.texts, &published.desk.body_names());
        Ok(sheet::Sheet::reading(plan, body, visit.texts.language()).seal(&figures, &sealed))
    })
    .await?;
    Ok(visit.sent(&format!("{}#seal", page_of(figures.day))))
}
