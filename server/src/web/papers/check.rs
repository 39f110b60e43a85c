//! The check of a printed paper by the address in its code: of a case's paper here, of a log where logs are at home.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};

use crate::{
    app::App,
    daylog::Checkpoint,
    documents::{Standing, Statement},
    locale::Texts,
    web::{
        frame::{self, Frame},
        log,
        problem::Problem,
        visit::Visit,
    },
};

use super::standing_key;

#[derive(Template)]
#[template(path = "papers_check.html")]
struct CheckPage {
    frame: Frame,
    t: Texts,
    standing: Option<&'static str>,
}

/// Says of a printed paper whether it is the desk's, and draft, effective or superseded; and nothing else of the case.
pub(super) async fn check(
    State(app): State<App>,
    visit: Visit,
    Path(said): Path<String>,
) -> Result<Response, Problem> {
    if let Some(checkpoint) = Checkpoint::read(&said) {
        return log::check::answer(&app, &visit, &checkpoint);
    }
    let key = app.engine.reader().fair_key();
    let standing = Statement::check(&said, key.fair(), &key.public_key()).map(|statement| {
        let published = app.now();
        let case = published.desk.cases().find(|case| statement.is_of(case));
        case.map_or(Standing::Superseded, |case| statement.standing(case))
    });
    let frame = visit.frame("papers-check-title");
    let status = if standing.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    Ok(frame::show_with(status, &CheckPage { t: frame.t(), frame, standing: standing.map(standing_key) }))
}
