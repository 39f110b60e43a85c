//! `/counter/typical`: the cases that are written as examples, or were, as far as each reader sees them whole: a mediator their own,
//! the head all. It names tickets and states, and opens no text.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::Case;

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{
        counter::{contents, line::about},
        frame::{self, Frame},
        guard::{Signed, Who},
        signed,
        visit::Visit,
    },
};

use super::{answers_for, page_of, view};

#[derive(Template)]
#[template(path = "counter_typical_list.html")]
struct ListPage {
    frame: Frame,
    t: Texts,
    lines: Vec<Line>,
}

/// A case that somebody writes of.
struct Line {
    href: String,
    ticket: String,
    about: String,
    state: &'static str,
    tone: &'static str,
    written: String,
}

pub(super) async fn page(State(app): State<App>, visit: Visit, who: Who, person: Signed) -> Response {
    let at = app.now();
    let frame = signed::frame(&app, &visit, &who, "typical-list-title").counter();
    let t = frame.t();
    let now = app.clock.now();
    let theirs = |case: &&std::sync::Arc<Case>| {
        contents::sight(&at, &person, case, now).opens_talks() || answers_for(&at, &person, case)
    };
    let lines = at.desk.typical_cases().rev().filter(theirs).map(|case| line(&at, &t, case)).collect();
    frame::show(&ListPage { frame, t, lines })
}

/// How far a case is as an example, and how that shows.
fn standing(at: &Published, case: &Case) -> (&'static str, &'static str) {
    let withdrawn = case.typical.last().is_some_and(|known| known.withdrawn.is_some());
    match () {
        () if case.public_account().is_some() => ("public", "good"),
        () if view::waits(at, case) => ("waits", "warn"),
        () if withdrawn => ("withdrawn", "quiet"),
        () => ("draft", "note"),
    }
}

fn line(at: &Published, t: &Texts, case: &Case) -> Line {
    let lead = case.claimant().ticket.and_then(|number| at.desk.ticket(number));
    let (state, tone) = standing(at, case);
    Line {
        href: page_of(case),
        ticket: lead.map(|lead| lead.number.to_string()).unwrap_or_default(),
        about: lead.map(|lead| about(t, case, lead)).unwrap_or_default(),
        state,
        tone,
        written: case.typical_draft.map(|draft| view::written(at, t, &draft)).unwrap_or_default(),
    }
}
