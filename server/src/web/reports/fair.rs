//! `/office/report`: the report of the whole fair, in pictures whose numbers stand beside them.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    figures::FEWEST,
    report::{Chapter, Figure},
};

use crate::{
    app::App,
    locale::Texts,
    report::{Part, label, said},
    web::{
        chart::{Bar, Bars, Columns},
        frame::{self, Frame},
        guard::{Signed, Who},
        problem::Problem,
        route::Route,
        signed,
        visit::Visit,
    },
};

use super::{Counted, READERS};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(signed::REPORT, READERS, page)]
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page {
    frame: Frame,
    t: Texts,
    days: String,
    as_of: String,
    /// What is said about small numbers.
    small: Option<String>,
    tiles: Vec<(String, String)>,
    /// Over time: days, hours.
    columns: Vec<String>,
    bars: Vec<String>,
    tables: Vec<Table>,
}

/// A chapter as a table: caption, and what, how many.
struct Table {
    caption: String,
    rows: Vec<(String, String)>,
}

async fn page(State(app): State<App>, visit: Visit, who: Who, person: Signed) -> Result<Response, Problem> {
    let counted = Counted::of(&app, &person)?;
    let report = counted.shown()?;
    let frame = signed::frame(&app, &visit, &who, "report-title").office();
    let t = frame.t();
    let parts = report.parts(&t);
    let of = |chapters: &'static [Chapter]| parts.iter().filter(|part| chapters.contains(&part.chapter));
    let drawn = |drawn: askama::Result<String>| drawn.map_err(|error| Problem::internal(&error));
    let tiles = of(&[Chapter::Whole]).flat_map(|part| &part.figures);
    let columns = of(&[Chapter::Filed, Chapter::Hour]).map(|part| drawn(columns(part, &t).render()));
    let bars = of(BARS).map(|part| drawn(bars(part, &t).render()));
    let tables = of(TABLES).map(|part| Table {
        caption: part.caption.clone(),
        rows: part.figures.iter().map(|figure| (label(figure, &t), said(figure, &t))).collect(),
    });
    let (first, last) = (report.plan.first_day, report.plan.last_day);
    let page = Page {
        days: t.t2("report-days-value", "first", t.plain_date(first), "last", t.plain_date(last)),
        as_of: t.moment(report.as_of),
        small: report.about_small().map(|key| t.t1(key, "fewest", FEWEST)),
        tiles: tiles.map(|figure| (label(figure, &t), said(figure, &t))).collect(),
        columns: columns.collect::<Result<_, _>>()?,
        bars: bars.collect::<Result<_, _>>()?,
        tables: tables.collect(),
        frame,
        t,
    };
    Ok(frame::show(&page))
}

/// Chapters that are looked at.
const BARS: &[Chapter] = &[
    Chapter::Kind,
    Chapter::Ask,
    Chapter::Right,
    Chapter::Hall,
    Chapter::Origin,
    Chapter::Outcome,
    Chapter::Track,
    Chapter::Ordered,
];
/// Chapters that are read.
const TABLES: &[Chapter] =
    &[Chapter::Reason, Chapter::Wait, Chapter::Talk, Chapter::Repeat, Chapter::Concluded];

/// A figure as a bar; one that is not told has none.
fn bar(figure: &Figure, name: String, t: &Texts) -> Bar {
    Bar { shown: said(figure, t), ..Bar::new(name, figure.value.unwrap_or(0)) }
}

fn bars(part: &Part<'_>, t: &Texts) -> Bars {
    let of_ends = matches!(part.chapter, Chapter::Outcome | Chapter::Ordered);
    let tone = if of_ends { "second" } else { "accent" };
    // Chapters list every step, even one that nobody took.
    let told = part.figures.iter().filter(|figure| figure.value != Some(0));
    let bars = told.map(|figure| bar(figure, label(figure, t), t).toned(tone)).collect();
    Bars { caption: part.caption.clone(), bars }
}

/// Days or hours, as short as they stand below a column.
fn columns(part: &Part<'_>, t: &Texts) -> Columns {
    let name = |figure: &Figure| match figure.key.parse::<jiff::civil::Date>() {
        Ok(day) => t.short_date(day),
        Err(_) => figure.key.trim_start_matches('0').to_owned(),
    };
    let bars = part.figures.iter().map(|figure| bar(figure, name(figure), t)).collect();
    Columns { caption: part.caption.clone(), bars }
}
