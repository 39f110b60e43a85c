//! An open notice that follows what becomes of its matter: what stands on it is for one reader alone and never in a stream; all that is
//! streamed is that it stands otherwise than before, and that as long as the notice stands.

use std::sync::Arc;

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{Case, case::Party, desk::NoticeOf};

use crate::{
    app::App,
    web::{
        frame,
        guard::Who,
        live::{self, Draw, Form},
        problem::Problem,
        ticket::measure,
    },
};

use super::{Found, Reader, Standing, standing::has_ended};

#[derive(Template)]
#[template(path = "notice_live.html")]
struct Fragment {
    stands: String,
}

/// How far the matter is, in short, as far as the page says so: whoever has the paper alone learns no more once it was answered.
fn stands(case: &Case, party: &Party, of: NoticeOf, holds: bool) -> String {
    if holds && !of.complaint && has_ended(case, party) {
        return "ended".to_owned();
    }
    let standing = Standing::of(case, party, of.complaint);
    let reads = of.complaint && (holds || standing == Standing::Open);
    let track = case.measure(party.place.id).filter(|track| reads && track.window.is_some());
    track.map_or_else(
        || standing.code().to_owned(),
        |track| format!("{} {}", standing.code(), measure::steps_apart(track)),
    )
}

fn draw(case: &Case, party: &Party, of: NoticeOf, holds: bool) -> Result<String, Problem> {
    let fragment = Fragment { stands: stands(case, party, of, holds) };
    fragment.render().map_err(|error| Problem::internal(&error))
}

/// The fragment for whoever gave the answer, or for whoever has the paper.
///
/// # Errors
/// When the template fails, which none of ours does.
pub(super) fn drawn(found: &Found, holds: bool) -> Result<String, Problem> {
    draw(&found.case, &found.party, found.of, holds)
}

pub(super) async fn snapshot(who: Who, Reader(found): Reader) -> Result<Response, Problem> {
    Ok(frame::fragment(drawn(&found, found.is_held_by(&who))?))
}

pub(super) async fn events(State(app): State<App>, who: Who, Reader(found): Reader) -> Response {
    let (of, hash, holds) = (found.of, found.hash, found.is_held_by(&who));
    let notice = if of.complaint { "complaint" } else { "mediation" };
    let reader = if holds { "holder" } else { "paper" };
    let topic = format!("notice/{}/{}/{notice}/{hash}/{reader}", of.case, of.party);
    let drawing: Draw = Arc::new(move |published, _| {
        // A notice that was drawn up anew replaced this one: the old paper hears nothing of the new.
        let stands = published.desk.notice_by_key(&hash).is_some();
        let case = published.desk.case(of.case).filter(|_| stands);
        let found = case.and_then(|case| Some((case, case.party(of.party)?)));
        found.map_or_else(|| Some(String::new()), |(case, party)| draw(case, party, of, holds).ok())
    });
    live::stream_while_shown(&app, &topic, Form::Fragment, &drawing)
}
