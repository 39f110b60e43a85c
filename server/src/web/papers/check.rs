//! The check of a printed paper by the address in its code: of a case's paper here, of a log where logs are at home.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{Case, Fact, ids::PartyId, procedure::Proceeding};

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

use super::{short_title, standing_in, standing_key};

#[derive(Template)]
#[template(path = "papers_check.html")]
struct CheckPage {
    frame: Frame,
    t: Texts,
    /// How it stands, and what the code itself says: which paper, its number, its version.
    known: Option<(&'static str, String)>,
}

/// Says of a printed paper whether it is the desk's, and draft, effective or superseded; which paper it is stands in the code itself,
/// or a genuine code could be put on any sheet. Nothing else of the case.
pub(super) async fn check(
    State(app): State<App>,
    visit: Visit,
    Path(said): Path<String>,
) -> Result<Response, Problem> {
    if let Some(checkpoint) = Checkpoint::read(&said) {
        return log::check::answer(&app, &visit, &checkpoint);
    }
    let key = app.engine.reader().fair_key();
    let frame = visit.frame("papers-check-title");
    let t = frame.t();
    let published = app.now();
    let statement = Statement::check(&said, key.fair(), &key.public_key());
    let of_it = statement.as_ref().and_then(|said| published.desk.cases().find(|case| said.is_of(case)));
    let case: Option<&Case> = of_it.map(AsRef::as_ref);
    let notices = match (&statement, case) {
        (Some(said), Some(case)) if said.kind.is_of_notice() => notified(&app, case)?,
        (Some(_) | None, _) => Vec::new(),
    };
    let known = statement.map(|statement| {
        let standing = case.map_or(Standing::Superseded, |case| statement.standing(case));
        // The code of a notice counts those to others as well; what is compared is what stands on the sheet.
        let version = t.t1("papers-version", "version", statement.on_paper(&notices));
        let paper = [t.t(short_title(statement.kind)).into_owned(), statement.number.clone(), version];
        // Who of the two confirmed a record is not for everybody who finds a sheet.
        let left = case.is_some_and(|case| statement.kind.left_unconfirmed(case).is_some());
        let key = if left && standing == Standing::Draft {
            "papers-status-partly"
        } else {
            case.map_or_else(
                || standing_key(statement.kind, standing),
                |case| found(&statement, case, standing),
            )
        };
        (key, paper.join(" · "))
    });
    let status = if known.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    Ok(frame::show_with(status, &CheckPage { frame, t, known }))
}

/// The respondents to whom the notices of a case were drawn up, oldest first.
fn notified(app: &App, case: &Case) -> Result<Vec<PartyId>, Problem> {
    let mut parties = Vec::new();
    for step in case.steps.iter().filter(|step| step.kind == "NoticeIssued") {
        if let Some(entry) = app.engine.entry(step.seq)?
            && let Fact::CaseProceeded { with: Proceeding::NoticeIssued { party, .. }, .. } = entry.fact
        {
            parties.push(party);
        }
    }
    Ok(parties)
}

/// How a sheet stands in its case. One that was printed as a form is never the paper that was drawn up since: whatever is written on it
/// was written by hand.
fn found(statement: &Statement, case: &Case, standing: Standing) -> &'static str {
    let party = statement.party(case);
    if statement.form && standing == Standing::Effective && !statement.kind.is_form(case, party) {
        return "papers-check-form-before";
    }
    standing_in(case, party, statement.kind, standing)
}
