//! Every complaint: what waits for somebody first, then those that are open with the state of each respondent's track, then those
//! that ended. No name stands here.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{Case, measure::Measure};
use jiff::Timestamp;

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{
        frame::{self, Frame},
        guard::Who,
        paging::{self, Paging},
        route::Route,
        signed,
        visit::Visit,
    },
};

use super::{
    ORGANISER, about, booth_of, ended, is_known, is_open, page_of,
    tasks::{self, Due},
    ticket_of, track,
};

/// Ended complaints on one page.
const PAGE: usize = 100;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/office/complaints", ORGANISER, list)]
}

#[derive(Template)]
#[template(path = "complaints.html")]
struct List {
    frame: Frame,
    t: Texts,
    due: Vec<Due>,
    open: Vec<Line>,
    ended: Vec<Line>,
    /// How many ended, on whichever page.
    over: usize,
    paging: Paging,
    /// The time for a statement, as the fair's rules have it.
    rule: String,
}

/// One complaint.
struct Line {
    href: String,
    ticket: String,
    about: String,
    filed: String,
    /// How the case ended, where that says something of the complaint.
    ended: Option<String>,
    tracks: Vec<Standing>,
}

/// One respondent's track.
struct Standing {
    booth: String,
    tone: &'static str,
    state: String,
    /// The end of the time, while it runs.
    until: String,
    task: Option<String>,
}

async fn list(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Query(paging::Asked { page }): Query<paging::Asked>,
) -> Response {
    let (published, now) = (app.now(), app.clock.now());
    let frame = signed::frame(&app, &visit, &who, "complaints-title").office();
    let t = frame.t();
    let known = published.desk.cases().rev().filter(|case| is_known(case));
    let (open, ended): (Vec<_>, Vec<_>) = known.partition(|case| is_open(case));
    let lines =
        |cases: &[&std::sync::Arc<Case>]| cases.iter().map(|case| line(&published, case, &t, now)).collect();
    let paging = Paging::of(ended.len(), PAGE, page, |page| format!("/office/complaints?page={page}"));
    frame::show(&List {
        due: tasks::due(&published, &t, now),
        open: lines(&open),
        ended: lines(paging.of_all(&ended)),
        over: ended.len(),
        paging,
        rule: track::rule(&published.desk.rules().procedure.response, &t),
        frame,
        t,
    })
}

fn line(published: &Published, case: &Case, t: &Texts, now: Timestamp) -> Line {
    let waits = tasks::of(case, now);
    let standing = |track: Measure| Standing {
        booth: case.party(track.party).and_then(|party| booth_of(published, party)).unwrap_or_default(),
        tone: track::tone(&track, now),
        state: track::state(&track, t, now),
        until: if track.is_running(now) {
            track.window.as_ref().map(|window| t.moment(window.deadline)).unwrap_or_default()
        } else {
            String::new()
        },
        task: waits
            .iter()
            .find(|(party, _)| *party == track.party)
            .map(|(_, task)| t.code("task", task.code()).into_owned()),
    };
    Line {
        href: page_of(case),
        ticket: ticket_of(case),
        about: about(case, t),
        filed: t.moment(case.filed_at),
        ended: ended(case, t),
        tracks: case.tracks().map(standing).collect(),
    }
}
