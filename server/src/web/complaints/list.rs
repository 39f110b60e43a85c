//! Every complaint: what waits for somebody first, then those that are open with the state of each respondent's track, then those
//! that ended. No name stands here.

use std::{borrow::Cow, sync::Arc};

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
        route::{ORGANISERS, Route},
        signed,
        visit::Visit,
    },
};

use super::{
    LEADING, about,
    behind::{self, Behind},
    booth_of, ended, page_of, rule,
    tasks::{self, Due},
    ticket_of, track,
};

/// Complaints on one page.
const PAGE: usize = 100;
/// Most tasks that are told one by one; each stands with its complaint too.
const DUE: usize = 50;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/office/complaints", LEADING, list)]
}

#[derive(Template)]
#[template(path = "complaints.html")]
struct List {
    frame: Frame,
    t: Texts,
    /// The number behind which this list stands, in words, where it is not the whole one.
    behind: Option<String>,
    due: Vec<Due>,
    /// How many respondents object to a measure that stands, and their list; nothing where none does.
    objections: Option<(String, String)>,
    /// How many more wait than are shown.
    more: usize,
    /// Those that stand on this page; how many there are on all.
    open: (Vec<Line>, usize),
    ended: (Vec<Line>, usize),
    paging: Paging,
    /// The time for a statement, as the fair's rules have it.
    rule: String,
    /// The reader may know what authorities were given, too.
    discloses: bool,
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
    /// That the respondent objects to the measure that stands, and since when.
    objection: Option<String>,
}

async fn list(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Query(paging::Asked { page }): Query<paging::Asked>,
    Query(asked): Query<behind::Asked>,
) -> Response {
    let (published, now) = (app.now(), app.clock.now());
    let frame = signed::frame(&app, &visit, &who, "complaints-title").office();
    let t = frame.t();
    let behind = Behind::of(&asked);
    let counts = behind.map(|behind| behind.counts(&published));
    let shown = |track: &Measure| counts.as_ref().is_none_or(|counts| counts(track));
    let listed = |case: &&Arc<Case>| counts.is_none() || case.tracks().any(|track| shown(&track));
    let known = published.desk.complaints().rev().filter(|case| case.is_complaint());
    let ended: Vec<_> = known.filter(|case| !case.is_open_complaint()).filter(&listed).collect();
    let open = || published.desk.open_complaints().rev().filter(&listed);
    // One list in pages: what is open first.
    let opened = if behind.is_some() { open().count() } else { published.desk.open_complaint_count() };
    let over = ended.len();
    let paging = Paging::of(opened + over, PAGE, page, |page| match behind {
        Some(behind) => format!("{}&page={page}", behind.href()),
        None => format!("/office/complaints?page={page}"),
    });
    let here =
        paging.of_rows(open().map(|case| (true, case)).chain(ended.into_iter().map(|case| (false, case))));
    let (open, ended): (Vec<_>, Vec<_>) = here.partition(|(open, _)| *open);
    let lines = |cases: Vec<(bool, &Arc<Case>)>| {
        cases.into_iter().map(|(_, case)| line(&published, case, (&t, now), &shown)).collect()
    };
    // Who came from a number wants what it counts, not what else waits.
    let (due, more) = if behind.is_some() { (Vec::new(), 0) } else { tasks::due(&published, &t, now, DUE) };
    frame::show(&List {
        behind: behind.map(|behind| behind.said(&t)),
        due,
        objections: if behind.is_none() { tasks::objections(&published, &t) } else { None },
        more,
        open: (lines(open), opened),
        ended: (lines(ended), over),
        paging,
        rule: rule::said(&published.desk.rules().procedure.response, &t),
        discloses: who.is_one_of(ORGANISERS),
        frame,
        t,
    })
}

/// A complaint with those of its tracks that are `shown`.
fn line(
    published: &Published,
    case: &Case,
    (t, now): (&Texts, Timestamp),
    shown: &dyn Fn(&Measure) -> bool,
) -> Line {
    let waits = tasks::of(&published.desk, case, now);
    let standing = |track: Cow<'_, Measure>| Standing {
        booth: case.party(track.party).and_then(|party| booth_of(t, published, party)).unwrap_or_default(),
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
        objection: tasks::objection(&track, t),
    };
    Line {
        href: page_of(case),
        ticket: ticket_of(case),
        about: about(case, t),
        filed: t.moment(case.filed_at),
        ended: ended(case, t),
        tracks: case.tracks().filter(|track| shown(track)).map(standing).collect(),
    }
}
