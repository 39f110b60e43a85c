//! Many sheets are made while a page tells how far they are, and then gives them.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};

use super::{ORGANISER, Order, Wanted};
use crate::{
    app::App,
    locale::Texts,
    making::{Making, Stage},
    web::{
        frame::{self, Frame},
        guard::{Signed, Who},
        live, office,
        problem::{Fault, Problem},
        route::Route,
        visit::Visit,
    },
};

/// As many sheets are there before a page could say how far they are.
const AT_ONCE: usize = 200;
/// In how many parts the page is told how far they are.
const PARTS: usize = 20;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/office/sheets/booths", ORGANISER, begin),
        Route::get("/office/sheets/booths/{token}", ORGANISER, page),
        Route::get("/office/sheets/booths/{token}/state", ORGANISER, state),
        Route::get("/office/sheets/booths/{token}/events", ORGANISER, events),
    ]
}

fn address(token: &str) -> String {
    format!("/office/sheets/booths/{token}")
}

/// Few sheets are given at once; of many the page is shown that follows them.
async fn begin(
    State(app): State<App>,
    visit: Visit,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let order = Order::of_booths(&app, &visit.texts, &wanted)?;
    let (file, total) = (wanted.file(), order.places.len());
    if total <= AT_ONCE {
        return Ok(visit.sent(&file));
    }
    let (making, new) = app.makings().begin(&file, total, app.clock.monotonic());
    if new {
        let (desk, making) = (app.clone(), Arc::clone(&making));
        app.tasks.spawn_blocking(move || make(&desk, &order, &making));
    }
    Ok(visit.sent(&address(&making.token)))
}

/// Makes the sheets while the page follows.
fn make(app: &App, order: &Order, making: &Making) {
    let shown = || app.live().redraw(&app.now(), app.clock.now());
    let (step, mut told) = ((making.total / PARTS).max(1), 0);
    let made = order.set(|through| {
        making.tell(through);
        if through >= told + step {
            told = through;
            shown();
        }
    });
    making.end(made.ok());
    shown();
}

fn find(app: &App, token: &str) -> Result<Arc<Making>, Problem> {
    let found = app.makings().find(token, app.clock.monotonic());
    found.ok_or_else(|| Problem::of(Fault::NotFound))
}

/// The part of the page that changes while the sheets are made.
#[derive(Template)]
#[template(path = "office_sheets_state.html")]
struct StatePart {
    t: Texts,
    through: usize,
    total: usize,
    failed: bool,
    /// Where the file is, once it is there.
    file: Option<String>,
}

fn file_of(making: &Making) -> Option<String> {
    let made = making.made().is_some();
    made.then(|| format!("{}&made={}", making.of, making.token))
}

fn state_part(t: &Texts, making: &Making) -> Result<String, askama::Error> {
    let failed = matches!(making.stage(), Stage::Failed);
    let (through, total, file) = (making.through(), making.total, file_of(making));
    StatePart { t: t.clone(), through, total, failed, file }.render()
}

#[derive(Template)]
#[template(path = "office_sheets_made.html")]
struct Page {
    frame: Frame,
    t: Texts,
    state: String,
    events: String,
    running: bool,
    /// Where the file is, once it is there.
    file: Option<String>,
    part: String,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let making = find(&app, &token)?;
    // Before the part: what ends in between is shown by the next look, and not missed.
    let running = matches!(making.stage(), Stage::Running);
    let frame = office::frame(&app, &visit, &who, "sheets-making-title");
    let part = state_part(&visit.texts, &making).map_err(|error| Problem::internal(&error))?;
    let (state, events) = (format!("{}/state", address(&token)), format!("{}/events", address(&token)));
    let file = file_of(&making).filter(|_| !running);
    Ok(frame::show(&Page { t: frame.t(), frame, state, events, running, file, part }))
}

async fn state(State(app): State<App>, visit: Visit, Path(token): Path<String>) -> Result<Response, Problem> {
    let making = find(&app, &token)?;
    let part = state_part(&visit.texts, &making).map_err(|error| Problem::internal(&error))?;
    Ok(frame::fragment(part))
}

async fn events(
    State(app): State<App>,
    visit: Visit,
    person: Signed,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let making = find(&app, &token)?;
    let part = move |t: &_| state_part(t, &making);
    Ok(live::part_to(&app, &person, &format!("sheets/{token}"), visit.texts, part))
}
