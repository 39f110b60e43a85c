//! Closing a day: a look at what the seal will cover, then the seal.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use data_encoding::HEXLOWER;
use domain::{desk::DaySeal, print::SlipOf};
use jiff::civil::Date;

use crate::{
    app::App,
    daylog::{Checkpoint, seal},
    locale::Texts,
    qr::{self, Size},
    web::{
        bodies,
        form::{self, Entries},
        frame::{self, Frame},
        guard::Who,
        origin::Origin,
        problem::{Fault, Problem},
        route::Route,
        signed,
        slips::{self, sheet},
        submit::name_of,
        visit::Visit,
    },
};

use super::{Counted, ORGANISER, page_of};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/office/logs/{day}/seal", ORGANISER, review),
        Route::post("/office/logs/{day}/seal", ORGANISER, close),
        Route::post("/office/logs/{day}/print", ORGANISER, print),
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
    /// Tickets that stay open.
    open: Vec<String>,
    upto: u64,
    key: String,
}

async fn review(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(day): Path<String>,
) -> Result<Response, Problem> {
    let Counted { published, figures } = super::counted(&app, &day)?;
    if figures.sealed {
        return Ok(visit.sent(&page_of(figures.day)));
    }
    let mut frame = signed::frame(&app, &visit, &who, "log-seal").office();
    let t = frame.t();
    frame.title = t.t1("log-seal-of", "date", t.date(figures.day));
    let open = figures.rows.iter().filter(|row| row.outcome.is_none()).map(|row| row.ticket.to_string());
    let page = Review {
        href: page_of(figures.day),
        date: t.date(figures.day),
        over: super::today_of(&app, &published)? > figures.day,
        tiles: super::day::tiles(&figures, &t),
        open: open.collect(),
        upto: published.head.seq,
        key: form::fresh_key(),
        frame,
        t,
    };
    Ok(frame::show(&page))
}

async fn close(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(day): Path<String>,
    entries: Entries,
) -> Result<Response, Problem> {
    let Counted { figures, .. } = super::counted(&app, &day)?;
    // What was looked at is what is sealed; whatever was recorded since shows as late.
    let upto =
        entries.text("upto").parse().map_err(|_| Problem::of(Fault::Invalid).field("upto", "invalid"))?;
    let command = seal::command(&**app.engine.reader(), figures.day, upto)
        .map_err(|error| Problem::internal(&error))?
        .ok_or_else(|| Problem::of(Fault::WrongState).coded("beyond-head"))?;
    app.ask(who.from(), entries.once(&app, &who, "seal"), command).await?;
    Ok(visit.sent(&format!("{}?done=sealed#seal", page_of(figures.day))))
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
    let Counted { published, figures } = super::counted(&app, &day)?;
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
