//! What authorities were given, of all cases in the office, of one case on its page, and of what an exhibitor lodged in advance on
//! theirs: each side sees its own.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    Case,
    case::Ask,
    defence::Defence,
    disclosure::{Disclosure, Sort},
};

use crate::{
    app::App,
    documents::disclosure::ground,
    engine::Published,
    locale::Texts,
    web::{
        frame::{self, Frame},
        guard::{Signed, Who},
        paging::{self, Paging},
        problem::Problem,
        signed,
        submit::name_of,
        visit::Visit,
    },
};

use super::{Door, body_of, may_know, number_of, page_of};

/// Disclosures on one page of the list.
const PAGE: usize = 50;

/// One line of a list.
struct Line {
    href: String,
    number: String,
    authority: String,
    basis: String,
    given: String,
    by: String,
    count: usize,
    received: bool,
}

fn line(app: &App, at: &Published, t: &Texts, case: &Case, known: &Disclosure) -> Result<Line, Problem> {
    let body = body_of(app, known)?;
    Ok(Line {
        href: page_of(known.id),
        number: number_of(case, known.terms.part),
        authority: body.map_or_else(|| t.t("disclosure-erased").into_owned(), |body| body.authority),
        basis: ground(t, known.terms.basis),
        given: t.moment(known.at),
        by: known.by.map(|by| name_of(by, at)).unwrap_or_default(),
        count: known.terms.given.len(),
        received: known.received.is_some(),
    })
}

#[derive(Template)]
#[template(path = "disclosures.html")]
struct ListPage {
    frame: Frame,
    t: Texts,
    lines: Vec<Line>,
    paging: Paging,
}

pub(super) async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(paging::Asked { page }): Query<paging::Asked>,
) -> Result<Response, Problem> {
    let at = app.now();
    let frame = signed::frame(&app, &visit, &who, "disclosures-title").office();
    let t = frame.t();
    let mut known: Vec<_> = at
        .desk
        .disclosed_cases()
        .flat_map(|case| case.disclosures.iter().map(move |known| (case, known)))
        .filter(|(case, known)| may_know(&at, &person, case, known.terms.part))
        .collect();
    known.sort_by_key(|(_, known)| std::cmp::Reverse((known.at, known.body_seq)));
    let paging = Paging::of(known.len(), PAGE, page, |page| format!("/office/disclosures?page={page}"));
    // Of each the journal is read.
    let lines = paging.of_all(&known).iter().map(|(case, known)| line(&app, &at, &t, case, known));
    let lines = lines.collect::<Result<Vec<_>, _>>()?;
    Ok(frame::show(&ListPage { frame, t, lines, paging }))
}

#[derive(Template)]
#[template(path = "disclosures_of.html")]
struct OfCase {
    t: Texts,
    lines: Vec<Line>,
    /// Where something is given, for whoever may.
    give: Option<String>,
}

/// What was given of one part of a case, as a part of its page; empty for whom it is not, and where there is nothing to say.
///
/// # Errors
/// When the journal cannot be read.
pub(in crate::web) fn drawn(
    app: &App,
    at: &Published,
    t: &Texts,
    person: &Signed,
    case: &Case,
    part: Ask,
) -> Result<String, Problem> {
    if !may_know(at, person, case, part) {
        return Ok(String::new());
    }
    let gives = match part {
        Ask::Mediation => at.desk.sight(&person.staff, case).opens_talks(),
        Ask::Measure => at.desk.sees_complaint(&person.staff, case) && case.erased_at.is_none(),
    };
    let give = gives.then(|| format!("{}/disclose", Door::of(part).case_page(case)));
    let known = case.disclosures.iter().rev().filter(|known| known.terms.part == part);
    let lines = known.map(|known| line(app, at, t, case, known)).collect::<Result<Vec<_>, _>>()?;
    if lines.is_empty() && give.is_none() {
        return Ok(String::new());
    }
    OfCase { t: t.clone(), lines, give }.render().map_err(|error| Problem::internal(&error))
}

/// That a statement lodged in advance was given to an authority, on the page of who lodged it.
pub(in crate::web) struct GivenAway {
    /// To whom, as far as the reader may know that, and on which day.
    pub(in crate::web) said: String,
    /// Its page, for whoever may open it.
    pub(in crate::web) href: Option<String>,
}

/// Each time that it was, in order of filing. Whoever may know of a disclosure reads to whom it was. Whoever else has the page of the
/// exhibitor reads that it was given with a complaint, unless the law forbids telling anybody; and nothing of a mediation: that one
/// opened it is not theirs to know.
///
/// # Errors
/// When the journal cannot be read.
pub(in crate::web) fn of_statement(
    app: &App,
    at: &Published,
    t: &Texts,
    person: &Signed,
    statement: &Defence,
) -> Result<Vec<GivenAway>, Problem> {
    let mut all = Vec::new();
    let known =
        at.desk.disclosed_cases().flat_map(|case| case.disclosures.iter().map(move |one| (case, one)));
    for (case, known) in known {
        let mut given = known.terms.given.iter().filter(|given| given.sort == Sort::Defence);
        if !given.any(|given| given.entry == Some(statement.seq)) {
            continue;
        }
        let theirs = may_know(at, person, case, known.terms.part);
        if !theirs && (known.terms.part == Ask::Mediation || !known.terms.told) {
            continue;
        }
        let date = t.date_of(known.at);
        let body = if theirs { body_of(app, known)? } else { None };
        let said = match body {
            Some(body) => t.t2("defence-given", "authority", body.authority, "date", date),
            None => t.t1("defence-given-other", "date", date),
        };
        all.push(GivenAway { said, href: theirs.then(|| page_of(known.id)) });
    }
    Ok(all)
}
