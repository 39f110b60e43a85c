//! `/office/report`: the report of the whole fair, or of a period of a desk that stands, in pictures whose numbers stand beside them.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    figures::FEWEST,
    report::{Chapter, Figure, ReportPeriod, periods},
    staff::Role,
};

use crate::{
    app::App,
    locale::Texts,
    report::{Beside, Part, Report, label, named, said},
    web::{
        bodies,
        chart::{Bar, Bars},
        form::fresh_key,
        frame::{self, Errors, Frame, Tone},
        guard::{Signed, Who},
        problem::Problem,
        route::Route,
        signed,
        visit::Visit,
    },
};

use super::{
    Counted, READERS, Wanted,
    earlier::{Earlier, fairs},
    over_time::columns,
};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(signed::REPORT, READERS, page)]
}

#[derive(Template)]
#[template(path = "report.html")]
pub(super) struct Page {
    frame: Frame,
    t: Texts,
    /// The period in words, and as files are asked for; empty at a fair.
    period: String,
    query: String,
    /// Those to choose from: code, words, chosen.
    periods: Vec<(String, String, bool)>,
    /// Of which days it is, and up to when it counts.
    lead: String,
    /// Whose cases are counted, where the fair hosts several mediation bodies.
    bodies: Option<String>,
    /// Those of one body alone.
    partial: bool,
    /// What is said about small numbers.
    small: Option<String>,
    /// That what only mediation has of the day that runs is told later.
    later: Option<String>,
    /// Where what parties say of the desk stands, or why it does not yet.
    survey: Option<String>,
    /// What, how many, and why nothing of it is told yet.
    tiles: Vec<(String, String, Option<String>)>,
    /// Over time: days, hours.
    columns: Vec<String>,
    bars: Vec<String>,
    tables: Vec<Table>,
    earlier: Vec<Earlier>,
    compared: Vec<Beside>,
    /// May take earlier fairs in.
    organises: bool,
    /// Hands the quarter in.
    heads: bool,
    key: String,
    errors: Errors,
}

/// A chapter as a table: caption, and what, how many.
struct Table {
    caption: String,
    rows: Vec<(String, String)>,
    note: Option<String>,
}

/// What a page is told about the thing just done.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Done {
    done: String,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(Done { done }): Query<Done>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let page = built(&app, &visit, &who, &person, (&wanted, Errors::default()))?;
    let told = [("taken", "report-taken"), ("removed", "report-removed")];
    let frame = match told.into_iter().find(|(name, _)| *name == done) {
        Some((_, key)) => page.frame.clone().notice(Tone::Good, page.t.t(key)),
        None => page.frame.clone(),
    };
    Ok(frame::show(&Page { frame, ..page }))
}

/// The page of a period, with what was wrong with a file.
///
/// # Errors
/// When a picture cannot be drawn, or there is no fair or no such period.
pub(super) fn built(
    app: &App,
    visit: &Visit,
    who: &Who,
    person: &Signed,
    (wanted, errors): (&Wanted, Errors),
) -> Result<Page, Problem> {
    let counted = Counted::of(app, person, wanted)?;
    let report = counted.shown()?;
    let frame = signed::frame(app, visit, who, "report-title").office();
    let t = frame.t();
    let parts = report.parts(&t);
    let of = |chapters: &'static [Chapter]| parts.iter().filter(|part| chapters.contains(&part.chapter));
    let drawn = |drawn: askama::Result<String>| drawn.map_err(|error| Problem::internal(&error));
    let tiles = of(&[Chapter::Whole]).flat_map(|part| &part.figures);
    let tile = |figure: &&Figure| (label(figure, &t), report.said(figure, &t), report.why_untold(figure, &t));
    let columns = of(&[Chapter::Filed, Chapter::Hour]).map(|part| drawn(columns(part, &t).render()));
    // A chapter in which nothing came has no bar, and its heading alone would say nothing.
    let bars = of(BARS).map(|part| bars(part, &t)).filter(|chart| !chart.bars.is_empty());
    let bars = bars.map(|chart| drawn(chart.render()));
    let tables = of(TABLES).map(|part| {
        let (caption, rows) = part.lines(&t, |figure| report.said(figure, &t));
        Table { caption, rows, note: report.note(part, &t) }
    });
    let several = counted.published.desk.has_several_bodies();
    Ok(Page {
        period: report.scope.period.map(|period| named(period, &t)).unwrap_or_default(),
        query: report.scope.period.map(|period| format!("?period={period}")).unwrap_or_default(),
        periods: offered(app, &counted, &t),
        lead: lead(&report, &t),
        bodies: several.then(|| bodies::all(&t, &report.bodies)),
        partial: report.scope.body.is_some(),
        small: report.about_small().map(|key| t.t1(key, "fewest", FEWEST)),
        later: report.told_later.map(|_| t.t("report-talks-later").into_owned()),
        survey: report.about_survey().map(|key| t.t1(key, "fewest", FEWEST)),
        tiles: tiles.map(tile).collect(),
        columns: columns.collect::<Result<_, _>>()?,
        bars: bars.collect::<Result<_, _>>()?,
        tables: tables.collect(),
        earlier: fairs(app, &report, &t),
        compared: report.beside(&t),
        organises: person.is(Role::Organiser),
        heads: person.is(Role::Head),
        key: fresh_key(),
        errors,
        frame,
        t,
    })
}

fn lead(report: &Report<'_>, t: &Texts) -> String {
    let counted = report.counted_up_to(t);
    if report.nothing_yet {
        return counted;
    }
    let (first, last) = report.days;
    let days = t.t2("report-days-value", "first", t.plain_date(first), "last", t.plain_date(last));
    format!("{days} · {}", t.t1("report-as-of", "moment", counted))
}

/// The periods of a desk that stands.
fn offered(app: &App, counted: &Counted, t: &Texts) -> Vec<(String, String, bool)> {
    let desk = &counted.published.desk;
    let (Some(chosen), Some(fair)) = (counted.scope.period, desk.fair()) else { return Vec::new() };
    let one = |period: ReportPeriod| (period.to_string(), named(period, t), period == chosen);
    periods(desk, fair.plan.day_of(app.clock.now())).into_iter().map(one).collect()
}

/// Chapters that are looked at.
const BARS: &[Chapter] = &[
    Chapter::Kind,
    Chapter::Ask,
    Chapter::Right,
    Chapter::Hall,
    Chapter::Product,
    Chapter::Origin,
    Chapter::Outcome,
    Chapter::Track,
    Chapter::Ordered,
];
/// Chapters that are read.
const TABLES: &[Chapter] = &[
    Chapter::Reason,
    Chapter::Referral,
    Chapter::Result,
    Chapter::Wait,
    Chapter::Talk,
    Chapter::Repeat,
    Chapter::Survey,
    Chapter::Concluded,
];

/// A figure as a bar; one that is not told has none.
pub(super) fn bar(figure: &Figure, name: String, t: &Texts) -> Bar {
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
