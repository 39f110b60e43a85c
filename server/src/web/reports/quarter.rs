//! `/office/quarter`: the quarterly statistics of the mediation body, filled in as far as the facts tell, for the head who hands them in.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use domain::report::{Entry, Quarter, Section, quarter_figures, quarters};

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    report::quarter,
    web::{
        bodies,
        frame::{self, Frame},
        guard::{Signed, Who},
        log::download::{CSV, Spoken, XLSX, attachment},
        problem::{Fault, Problem},
        route::{Access, HEADS, Route},
        signed,
        visit::Visit,
    },
};

pub(super) fn routes() -> Vec<Route> {
    let head = Access::Staff(HEADS);
    vec![
        Route::get("/office/quarter", head, page),
        Route::get("/office/quarter/quarter.csv", head, csv),
        Route::get("/office/quarter/quarter.xlsx", head, xlsx),
    ]
}

/// Which quarter; the present one when it is not said.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Wanted {
    quarter: String,
}

impl Wanted {
    fn of(&self, app: &App, at: &Published) -> Result<Quarter, Problem> {
        let unknown = || Problem::of(Fault::NotFound);
        let fair = at.desk.fair().ok_or_else(unknown)?;
        let today = fair.plan.day_of(app.clock.now());
        if self.quarter.is_empty() {
            return Ok(Quarter::of(today));
        }
        let chosen: Quarter = self.quarter.parse().map_err(|_| unknown())?;
        // A quarter in which nothing happened has its form, too; one before the desk was set up, or that has not come, has none.
        let founded = Quarter::of(fair.plan.day_of(fair.founded_at));
        let known = quarters(&at.desk, today).into_iter();
        let (first, last) =
            known.fold((founded, founded), |(first, last), one| (first.min(one), last.max(one)));
        if (first..=last).contains(&chosen) { Ok(chosen) } else { Err(unknown()) }
    }
}

#[derive(Template)]
#[template(path = "quarter.html")]
struct Page {
    frame: Frame,
    t: Texts,
    quarter: String,
    said: String,
    /// Code, words, chosen.
    quarters: Vec<(String, String, bool)>,
    parts: Vec<Part>,
    body: String,
}

/// A part of the form, and its lines: what, how many; no number where it is entered by hand.
struct Part {
    caption: String,
    rows: Vec<(String, Option<String>)>,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let at = app.now();
    let chosen = wanted.of(&app, &at)?;
    let plan = &at.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?.plan;
    let frame = signed::frame(&app, &visit, &who, "quarter-title").office();
    let t = frame.t();
    let body = person.staff.profile.body;
    let entries = quarter_figures(&at.desk, chosen, body);
    let part = |section: &Section| {
        let of = entries.iter().filter(|entry| entry.section == *section);
        let row = |entry: &Entry| (quarter::label(entry, &t), entry.count.map(|count| t.number(count)));
        Part { caption: quarter::caption(*section, &t), rows: of.map(row).collect() }
    };
    let known = quarters(&at.desk, plan.day_of(app.clock.now())).into_iter();
    let page = Page {
        quarter: chosen.to_string(),
        said: quarter::named(chosen, &t),
        quarters: known.map(|one| (one.to_string(), quarter::named(one, &t), one == chosen)).collect(),
        parts: Section::ALL.iter().map(part).filter(|part| !part.rows.is_empty()).collect(),
        body: bodies::named(&at, body),
        frame,
        t,
    };
    Ok(frame::show(&page))
}

async fn csv(
    State(app): State<App>,
    visit: Visit,
    person: Signed,
    Query(wanted): Query<Wanted>,
    Query(spoken): Query<Spoken>,
) -> Result<Response, Problem> {
    let at = app.now();
    let chosen = wanted.of(&app, &at)?;
    let figures = quarter_figures(&at.desk, chosen, person.staff.profile.body);
    let bytes = quarter::csv(chosen, &figures, &spoken.texts(&visit));
    let headers = attachment(&chosen.to_string(), "csv", CSV);
    Ok((headers, bytes.map_err(|error| Problem::internal(&error))?).into_response())
}

async fn xlsx(
    State(app): State<App>,
    visit: Visit,
    person: Signed,
    Query(wanted): Query<Wanted>,
    Query(spoken): Query<Spoken>,
) -> Result<Response, Problem> {
    let at = app.now();
    let chosen = wanted.of(&app, &at)?;
    let body = person.staff.profile.body;
    let figures = quarter_figures(&at.desk, chosen, body);
    let bytes = quarter::workbook(chosen, &bodies::named(&at, body), &figures, &spoken.texts(&visit));
    let headers = attachment(&chosen.to_string(), "xlsx", XLSX);
    Ok((headers, bytes.map_err(|error| Problem::internal(&error))?).into_response())
}
