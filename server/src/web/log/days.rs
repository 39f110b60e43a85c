//! `/office/logs`: every day that has a log.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    figures::{DayFigures, counts},
    report::ReportScope,
};

use crate::{
    app::App,
    locale::Texts,
    report,
    web::{
        frame::{self, Frame},
        guard::Who,
        problem::Problem,
        reports,
        route::Route,
        signed,
        visit::Visit,
    },
};

use super::{ON_DUTY, page_of};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/office/logs", ON_DUTY, page)]
}

#[derive(Template)]
#[template(path = "log_days.html")]
struct Page {
    frame: Frame,
    t: Texts,
    days: Vec<Day>,
    /// The reader may have the report, too.
    reports: bool,
}

/// One day in short.
struct Day {
    href: String,
    date: String,
    filed: u32,
    concluded: u32,
    open: u32,
    late: u32,
    sealed: bool,
    today: bool,
}

async fn page(State(app): State<App>, visit: Visit, who: Who) -> Result<Response, Problem> {
    let published = app.now();
    let today = super::today_of(&app, &published)?;
    let frame = signed::frame(&app, &visit, &who, "log-days").office();
    let t = frame.t();
    let shown = |present: &DayFigures| {
        // A sealed day is told as it was sealed, here as in its log.
        let seal = published.desk.day_seal(present.day);
        let figures = seal.map_or(present, |seal| &*seal.figures);
        Day {
            href: page_of(present.day),
            date: t.date(present.day),
            filed: figures.filed,
            concluded: figures.concluded,
            open: figures.open_at_close,
            // Of the day that runs, a count of all would tell each step of mediation.
            late: if present.day < today { present.late } else { present.late_told() },
            sealed: seal.is_some(),
            today: present.day == today,
        }
    };
    // The report has counted every day on which anything happened.
    let report = published.report(ReportScope::WHOLE, report::counted);
    let reported = report.as_ref().map(|report| report.days.as_slice()).unwrap_or_default();
    let days = super::days(&app, &published).into_iter().rev().map(|day| {
        match reported.iter().find(|figures| figures.day == day) {
            Some(figures) => shown(figures),
            None => shown(&counts(&published.desk, day)),
        }
    });
    let days = days.collect();
    Ok(frame::show(&Page { reports: who.is_one_of(reports::READING), frame, t, days }))
}
