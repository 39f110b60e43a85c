//! `/office/figures`: what a supervising authority sees. Numbers alone, and none so small that it points at somebody.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::figures::{FEWEST, PublicSpread, Shown, figures};
use jiff::civil::Date;

use crate::{
    app::App,
    locale::Texts,
    web::{
        frame::{self, Frame},
        guard::Who,
        problem::{Fault, Problem},
        route::Route,
        signed,
        visit::Visit,
    },
};

use super::FIGURES;

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
    tables: Vec<(String, Vec<(String, String)>)>,
    fewest: u32,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Query(Wanted { day }): Query<Wanted>,
) -> Result<Response, Problem> {
    let published = app.now();
    let known = super::days(&app, &published);
    let today = super::today_of(&app, &published)?;
    let day: Date =
        if day.is_empty() { today } else { day.parse().map_err(|_| Problem::of(Fault::NotFound))? };
    if !known.contains(&day) {
        return Err(Problem::of(Fault::NotFound));
    }
    let frame = signed::frame(&app, &visit, &who, "log-figures").office();
    let t = frame.t();
    let figures = figures(&published.desk, day, None).public();
    let shown = |shown: &Shown| match shown {
        Shown::Exact(count) => t.number(*count),
        Shown::Few => t.t("log-few").into_owned(),
    };
    let spread = |spread: Option<PublicSpread>| match spread {
        Some(spread) => {
            let median = t.duration(spread.median_s);
            format!("{median} ({})", t.t1("log-p90", "length", t.duration(spread.p90_s)))
        }
        None => t.t("log-few").into_owned(),
    };
    let row = |key: &str, value: String| (t.t(key).into_owned(), value);
    let whole = vec![
        row("log-filed", shown(&figures.filed)),
        row("log-concluded", shown(&figures.concluded)),
        row("log-open-at-close", shown(&figures.open_at_close)),
        row("log-advice", shown(&figures.advice)),
        row("log-wait-median", spread(figures.wait)),
        row("log-session-median", spread(figures.session)),
    ];
    let coded = |family: &str, code: &str, count: &Shown| (t.code(family, code).into_owned(), shown(count));
    let halls = figures.by_hall.iter().map(|(hall, n)| (t.t1("log-hall", "hall", hall.as_str()), shown(n)));
    let tables = vec![
        (t.t("log-day"), whole),
        (t.t("log-by-kind"), figures.by_kind.iter().map(|(kind, n)| coded("kind", kind.code(), n)).collect()),
        (
            t.t("log-by-right"),
            figures.by_right.iter().map(|(right, n)| coded("right", right.code(), n)).collect(),
        ),
        (t.t("log-by-hall"), halls.collect()),
        (t.t("log-by-ask"), figures.by_ask.iter().map(|(ask, n)| coded("ask", ask.code(), n)).collect()),
        (
            t.t("log-by-outcome"),
            figures.by_outcome.iter().map(|(outcome, n)| coded("outcome", outcome.code(), n)).collect(),
        ),
    ];
    let tables = tables.into_iter().filter(|(_, rows): &(_, Vec<_>)| !rows.is_empty());
    let page = Page {
        date: t.date(day),
        days: known.iter().rev().map(|other| (other.to_string(), t.date(*other), *other == day)).collect(),
        tables: tables.map(|(caption, rows)| (caption.into_owned(), rows)).collect(),
        fewest: FEWEST,
        frame,
        t,
    };
    Ok(frame::show(&page))
}
