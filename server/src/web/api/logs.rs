//! The daily log for programs, and its seal.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use crate::{
    app::App,
    daylog::{Choice, choice::Asked, seal},
    web::{
        guard::Who,
        log::{
            self,
            download::{self, Spoken},
        },
        origin::Origin,
        problem::{Fault, Problem},
        route::Route,
        visit::Visit,
    },
};

use super::{ProblemDocument, Sent};

#[derive(OpenApi)]
#[openapi(paths(read, remark, close), components(schemas(Remark, Upto, Sealed)))]
pub(super) struct Described;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/logs/{day}", log::ON_DUTY, read),
        Route::post("/api/v1/logs/{day}/remarks", log::ON_DUTY, remark),
        Route::post("/api/v1/logs/{day}/seal", log::ORGANISER, close),
    ]
}

/// The log of a day: counts, times, the list by ticket, the seal.
///
/// With `.csv` after the day the list alone, as a table of codes; with `.xlsx` the figures and the
/// list as a workbook, with `.pdf` the same on paper with its checkpoint, both in words. Booths and rights stand only with cases that have a complaint to
/// the organiser, reason and mediator only where nothing else was asked for; no name, no statement. Small numbers by hall are null.
///
/// Table and workbook may have some rows alone, and are named after what was chosen; log and paper always have them all.
///
/// A sealed day tells what was sealed: `since_seal` has by how much each figure is another now, and the cases of which something was
/// recorded since stand again behind the list, marked `late`.
#[utoipa::path(
    get,
    path = "/api/v1/logs/{day}",
    tag = "logs",
    params(
        ("day" = String, Path, description = "The day in the fair's calendar, such as `2026-11-20`; with `.csv`, `.xlsx` or `.pdf` behind it as a file"),
        ("language" = Option<String>, Query, description = "`en` or `zh-CN`: the words of workbook and paper, when other than the caller's"),
        ("kind" = Option<String>, Query, description = "With `.csv` or `.xlsx`: only rows of this kind"),
        ("right" = Option<String>, Query, description = "With `.csv` or `.xlsx`: only rows about this right"),
        ("hall" = Option<String>, Query, description = "With `.csv` or `.xlsx`: only rows filed in this hall"),
        ("outcome" = Option<String>, Query, description = "With `.csv` or `.xlsx`: only rows with this outcome"),
        ("state" = Option<String>, Query, description = "With `.csv` or `.xlsx`: only rows whose ticket is in this state"),
        ("only" = Option<String>, Query, description = "With `.csv` or `.xlsx`: only rows that are `filed`, `carried-in`, `open`, `concluded`, `received`, `missed`, `urgent`, `complaint`, `no-right`, `at-desk` or `late`"),
        ("ask" = Option<String>, Query, description = "With `.csv` or `.xlsx`: only rows in which this was asked for: `mediation` or `measure`"),
        ("hour" = Option<u8>, Query, description = "With `.csv` or `.xlsx`: only rows filed on this day in this hour, from 0 to 23"),
        ("ticket" = Option<String>, Query, description = "With `.csv` or `.xlsx`: only the row of this ticket"),
    ),
    security(("staff" = [])),
    responses(
        (status = 200, description = "The log", body = Object),
        (status = 404, description = "No log for this day", body = ProblemDocument),
    )
)]
async fn read(
    State(app): State<App>,
    visit: Visit,
    origin: Origin,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    Query(spoken): Query<Spoken>,
) -> Result<Response, Problem> {
    let choice = Choice::from(&asked);
    let (day, ending) = name.split_once('.').unwrap_or((&name, ""));
    let counted = log::counted(&app, day)?;
    match ending {
        "" => {
            let json = [(header::CONTENT_TYPE, "application/json")];
            Ok((json, download::plain(&app, counted)?).into_response())
        }
        "csv" => Ok(download::table(counted, choice, None)),
        "pdf" => download::paper(app, counted, origin, spoken.texts(&visit)).await,
        "xlsx" => download::workbook(app, counted, choice, spoken.texts(&visit)).await,
        _ => Err(Problem::of(Fault::NotFound)),
    }
}

/// What the officer writes.
#[derive(Deserialize, ToSchema)]
struct Remark {
    /// `incident`, `remark` or `correction`.
    kind: String,
    /// In words; no names of parties, nothing from a mediation.
    text: String,
}

/// Writes into the log of a day. Nothing is ever taken out; after the seal it shows as an addition.
#[utoipa::path(
    post,
    path = "/api/v1/logs/{day}/remarks",
    tag = "logs",
    params(("day" = String, Path, description = "The day in the fair's calendar")),
    request_body = Remark,
    security(("staff" = [])),
    responses(
        (status = 201, description = "It stands in the log"),
        (status = 404, description = "No log for this day", body = ProblemDocument),
        (status = 422, description = "No such kind, or no text", body = ProblemDocument),
    )
)]
async fn remark(
    State(app): State<App>,
    who: Who,
    Path(day): Path<String>,
    sent: Sent<Remark>,
) -> Result<StatusCode, Problem> {
    let log::Counted { figures, .. } = log::counted(&app, &day)?;
    let command = log::remarks::command(figures.day, &sent.body.kind, &sent.body.text)
        .map_err(|(field, code)| Problem::of(Fault::Invalid).field(field, code))?;
    app.ask(who.from(), sent.once(&app, &who, &format!("POST /logs/{day}/remarks")), command).await?;
    Ok(StatusCode::CREATED)
}

/// How far the seal shall reach.
#[derive(Deserialize, ToSchema)]
struct Upto {
    /// The last entry it covers: what the caller has seen. The newest when it is not said.
    upto: Option<u64>,
}

/// A sealed day.
#[derive(Serialize, ToSchema)]
struct Sealed {
    /// The last entry it covers.
    upto: u64,
    /// Hash of that entry.
    hash: String,
    /// Ed25519 signature over the statement.
    signature: String,
    /// What was signed, word for word.
    statement: String,
    /// The fair's public key.
    public_key: String,
    /// Cases still open, carried over.
    carried_over: u32,
}

/// Seals a day. Open cases are carried over; what is recorded for that day later shows as late.
#[utoipa::path(
    post,
    path = "/api/v1/logs/{day}/seal",
    tag = "logs",
    params(("day" = String, Path, description = "The day in the fair's calendar")),
    request_body = Upto,
    security(("staff" = [])),
    responses(
        (status = 200, description = "The seal", body = Sealed),
        (status = 404, description = "No log for this day", body = ProblemDocument),
        (status = 409, description = "`day-sealed`, `beyond-head`, or `came-since`: so many `entries` of the day came after `upto`", body = ProblemDocument),
    )
)]
async fn close(
    State(app): State<App>,
    who: Who,
    Path(day): Path<String>,
    sent: Sent<Upto>,
) -> Result<Json<Sealed>, Problem> {
    let log::Counted { published, figures, .. } = log::counted(&app, &day)?;
    let day = figures.day;
    let upto = sent.body.upto.unwrap_or(published.head.seq);
    let command =
        seal::command(&**app.engine.reader(), day, upto).map_err(|error| Problem::internal(&error))?;
    let command = command.ok_or_else(|| Problem::of(Fault::WrongState).coded("beyond-head"))?;
    app.ask(who.from(), sent.once(&app, &who, &format!("POST /logs/{day}/seal")), command).await?;
    let published = app.now();
    let seal = published.desk.day_seal(day).ok_or_else(|| Problem::of(Fault::Internal))?;
    let key = app.engine.reader().fair_key();
    Ok(Json(Sealed {
        upto: seal.upto,
        hash: seal.hash.clone(),
        signature: seal.signature.clone(),
        statement: seal::statement(key, day, seal).map(|statement| statement.text()).unwrap_or_default(),
        public_key: data_encoding::HEXLOWER.encode(&key.public_key()),
        carried_over: seal.carried,
    }))
}
