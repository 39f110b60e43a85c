//! `/office/figures`: what a supervising authority sees. Numbers alone, none so small that it points at somebody, and of days that are
//! over: of the day that runs, two looks would tell what came of the case that ended between them.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    figures::{FEWEST, PublicFigures, PublicSpread, Shown, by_body},
    staff::Role,
};
use jiff::civil::Date;

use crate::{
    app::App,
    locale::Texts,
    web::{
        frame::{self, Frame},
        guard::Who,
        problem::{Fault, Problem},
        reports,
        route::{HEADS, ORGANISERS, Route},
        signed,
        visit::Visit,
    },
};

use super::FIGURES;

/// Who reads of the day that runs, too: whoever reads its log, or heads those whose cases it counts.
const LIVE: &[Role] = &[Role::Organiser, Role::Head, Role::DutyManager];

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/office/figures", FIGURES, page)]
}

/// Which day.
#[derive(serde::Deserialize, Default)]
struct Wanted {
    #[serde(default)]
    day: String,
}

#[derive(Template)]
#[template(path = "log_figures.html")]
struct Page {
    frame: Frame,
    t: Texts,
    date: String,
    days: Vec<(String, String, bool)>,
    tables: Vec<Table>,
    fewest: u32,
    /// Up to when it is counted, for whoever reads of days that are over alone; or that none is.
    over: Option<String>,
    /// The reader may have the report, too.
    reports: bool,
    /// The reader heads a body and organises nothing: the report tells every number of its cases.
    heads: bool,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Query(Wanted { day }): Query<Wanted>,
) -> Result<Response, Problem> {
    let mut published = app.now();
    let today = super::today_of(&app, &published)?;
    let live = who.is_one_of(LIVE);
    if !live {
        // Nor does a form that is entered today for a day before tell its case by the difference.
        published = published.as_the_day_began(today);
    }
    let mut known = super::days(&app, &published);
    if !live {
        known.retain(|day| *day < today);
    }
    let asked: Option<Date> = match day.as_str() {
        "" if live => Some(today),
        "" => known.last().copied(),
        text => Some(text.parse().map_err(|_| Problem::of(Fault::NotFound))?),
    };
    if asked.is_some_and(|day| !known.contains(&day)) {
        return Err(Problem::of(Fault::NotFound));
    }
    let frame = signed::frame(&app, &visit, &who, "log-figures").office();
    let t = frame.t();
    // What only mediation has of the day that runs is told to whoever heads a body, and in no log before that day is over.
    let heads = who.is_one_of(HEADS);
    let counted = |day| if heads { published.day(day) } else { published.told(day, today) };
    let halls: Vec<_> = published.desk.halls().map(|hall| hall.id.clone()).collect();
    // Whoever heads no body knows the figures of none, and is told what the report of that day tells.
    let bodies = |day| if heads { by_body(&published.desk, day) } else { Vec::new() };
    let shown = |day| {
        let figures = counted(day);
        tables(&figures.public_among(&bodies(day), &halls), figures.runs, &t)
    };
    let tables = asked.map(shown).unwrap_or_default();
    let tables = tables.into_iter().filter(|(_, rows)| !rows.is_empty());
    // A sample counts at once what is entered late: its days were all recorded on one.
    let said = if frame.demo { "log-figures-over-sample" } else { "log-figures-over" };
    // A day before the first is no day of the desk's.
    let over = match today.yesterday().ok().filter(|_| !live) {
        Some(_) if known.is_empty() => Some(t.t("log-figures-none-over").into_owned()),
        over => over.map(|day| t.t1(said, "date", t.date(day))),
    };
    let page = Page {
        date: asked.map(|day| t.date(day)).unwrap_or_default(),
        over,
        days: known
            .iter()
            .rev()
            .map(|other| (other.to_string(), t.date(*other), Some(*other) == asked))
            .collect(),
        tables: tables.collect(),
        fewest: FEWEST,
        reports: who.is_one_of(reports::READING),
        heads: heads && !who.is_one_of(ORGANISERS),
        frame,
        t,
    };
    Ok(frame::show(&page))
}

/// A caption, and its lines: what, and how many.
type Table = (String, Vec<(String, String)>);

fn shown(t: &Texts, shown: Shown) -> String {
    match shown {
        Shown::Exact(count) => t.number(count),
        Shown::Few => t.t("log-few").into_owned(),
    }
}

fn spread(t: &Texts, spread: Option<PublicSpread>) -> String {
    let Some(spread) = spread else { return t.t("log-few").into_owned() };
    let median = t.measured(spread.median_s);
    match spread.p90_s {
        Some(p90_s) => format!("{median} ({})", t.t1("log-p90", "length", t.measured(p90_s))),
        None => median,
    }
}

/// The figures of a day in words; its talks are told when it is over, of one that `runs` none.
fn tables(figures: &PublicFigures, runs: bool, t: &Texts) -> Vec<Table> {
    let row = |key: &str, value: String| (t.t(key).into_owned(), value);
    let number = |key: &str, count: &Shown| row(key, shown(t, *count));
    let coded =
        |family: &str, code: &str, count: &Shown| (t.code(family, code).into_owned(), shown(t, *count));
    let halls = figures.by_hall.iter();
    let halls = halls.map(|(hall, n)| (t.t1("log-hall", "hall", hall.as_str()), shown(t, *n)));
    let talks = if runs { t.t("log-told-later").into_owned() } else { spread(t, figures.session) };
    let whole = vec![
        number("log-filed", &figures.filed),
        number("log-concluded", &figures.concluded),
        number("log-open-at-close", &figures.open_at_close),
        number("log-advice", &figures.advice),
        row("log-wait-median", spread(t, figures.wait)),
        row("log-session-median", talks),
    ];
    let measures = &figures.measures;
    let track = vec![
        number("log-measures-served", &measures.served),
        number("log-measures-cleared", &measures.cleared),
        number("log-measures-applied", &measures.applied),
        number("log-measures-lifted", &measures.lifted),
        number("log-measures-in-force", &measures.in_force),
    ];
    let captioned = |key: &str, rows: Vec<(String, String)>| (t.t(key).into_owned(), rows);
    vec![
        captioned("log-day", whole),
        captioned(
            "log-by-kind",
            figures.by_kind.iter().map(|(kind, n)| coded("kind", kind.code(), n)).collect(),
        ),
        captioned(
            "log-by-right",
            figures.by_right.iter().map(|(right, n)| coded("right", right.code(), n)).collect(),
        ),
        captioned("log-by-hall", halls.collect()),
        captioned("log-by-ask", figures.by_ask.iter().map(|(ask, n)| coded("ask", ask.code(), n)).collect()),
        captioned(
            "log-by-outcome",
            figures.by_outcome.iter().map(|(outcome, n)| coded("outcome", outcome.code(), n)).collect(),
        ),
        captioned("log-measures", track),
        captioned(
            "log-measures-ordered",
            measures.ordered.iter().map(|(kind, n)| coded("measure", kind.code(), n)).collect(),
        ),
    ]
}
