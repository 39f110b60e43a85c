//! The register of rights: what exhibitors registered before the fair, searched, filtered by how each right stands.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    ExhibitorId, RightId,
    body::RightBody,
    case::RightKind,
    register::{Registration, Standing, number_key},
};
use jiff::civil::Date;

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{
        frame::{self, Frame},
        guard::Who,
        problem::Problem,
        registered::Shown,
        route::{ORGANISERS, Route},
        visit::Visit,
    },
};

use super::{ON_DUTY, today};

mod one;

/// Rights on one page.
const PAGE: usize = 50;

pub(super) fn routes() -> Vec<Route> {
    let mut routes = vec![Route::get("/office/rights", ON_DUTY, list)];
    routes.extend(one::routes());
    routes
}

#[derive(serde::Deserialize, Default)]
struct Filter {
    #[serde(default)]
    q: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    standing: String,
    #[serde(default)]
    page: usize,
}

impl Filter {
    fn is_open(&self) -> bool {
        self.q.trim().is_empty() && self.kind.is_empty() && self.standing.is_empty()
    }
}

struct Row {
    id: RightId,
    exhibitor: ExhibitorId,
    shown: Shown,
}

#[derive(Template)]
#[template(path = "office_rights.html")]
struct ListPage {
    frame: Frame,
    t: Texts,
    filter: Filter,
    rows: Vec<Row>,
    found: usize,
    total: usize,
    /// How many stand in a way that somebody should look at.
    counts: Vec<(&'static str, usize)>,
    page: usize,
    pages: usize,
    /// The reader keeps the register, and does not only look things up.
    keeps: bool,
}

impl ListPage {
    /// The address of another page of the same search.
    fn at(&self, page: usize) -> String {
        let encoded = super::encoded;
        let filter = &self.filter;
        format!(
            "/office/rights?q={}&kind={}&standing={}&page={page}",
            encoded(&filter.q),
            encoded(&filter.kind),
            encoded(&filter.standing)
        )
    }
    fn kinds() -> Vec<&'static str> {
        RightKind::ALL.iter().map(|kind| kind.code()).collect()
    }
    fn standings() -> Vec<&'static str> {
        Standing::ALL.iter().map(|standing| standing.code()).collect()
    }
}

async fn list(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Query(filter): Query<Filter>,
) -> Result<Response, Problem> {
    let (published, today) = (app.now(), today(&app));
    let found = matching(&published, &filter, today);
    let pages = found.len().div_ceil(PAGE).max(1);
    let page = filter.page.clamp(1, pages);
    let frame = super::frame(&app, &visit, &who, "rights-title");
    let t = frame.t();
    let row = |right: &&Arc<Registration>| {
        let shown = Shown::of(&published, &t, right, today)?;
        Some(Row { id: right.id, exhibitor: right.exhibitor, shown })
    };
    let rows = found.iter().skip((page - 1) * PAGE).take(PAGE).filter_map(row).collect();
    Ok(frame::show(&ListPage {
        rows,
        found: found.len(),
        total: published.desk.registrations().count(),
        counts: counts(&published, today),
        page,
        pages,
        keeps: who.is_one_of(ORGANISERS),
        filter,
        t,
        frame,
    }))
}

/// How many rights should be looked at, by why.
fn counts(published: &Published, today: Date) -> Vec<(&'static str, usize)> {
    let standings: Vec<_> = published.desk.registrations().map(|right| right.standing(today)).collect();
    let count = |wanted: Standing| standings.iter().filter(|standing| **standing == wanted).count();
    [Standing::Unchecked, Standing::Contested, Standing::Over]
        .into_iter()
        .map(|standing| (standing.code(), count(standing)))
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// The rights a search finds, newest first. What was withdrawn is found when it is asked for.
fn matching<'p>(published: &'p Published, filter: &Filter, today: Date) -> Vec<&'p Arc<Registration>> {
    let wanted = filter.q.trim().to_lowercase();
    let number = number_key(&wanted);
    let says = |right: &Registration| {
        let body = published.names.right(right.id);
        let texts = |body: &RightBody| {
            let other = [body.number.as_ref(), body.licensees.as_ref()].into_iter().flatten();
            other.chain([&body.title, &body.owner]).any(|text| text.to_lowercase().contains(&wanted))
        };
        let by_number = |body: &RightBody| {
            number.as_ref().is_some_and(|wanted| {
                body.number.as_deref().and_then(number_key).is_some_and(|key| key.starts_with(wanted))
            })
        };
        let exhibitor = published.names.exhibitor(right.exhibitor).is_some_and(|body| {
            let names = [Some(&body.name), body.other_name.as_ref()].into_iter().flatten();
            names.into_iter().any(|name| name.to_lowercase().contains(&wanted))
        });
        exhibitor || body.is_some_and(|body| texts(body) || by_number(body))
    };
    let fits = |right: &&Arc<Registration>| {
        let standing = right.standing(today);
        let stands = match Standing::from_code(&filter.standing) {
            Some(wanted) => standing == wanted,
            None => standing != Standing::Withdrawn || !wanted.is_empty(),
        };
        let kind = RightKind::from_code(&filter.kind).is_none_or(|kind| right.terms.kind == kind);
        stands && kind && (wanted.is_empty() || says(right))
    };
    published.desk.registrations().rev().filter(fits).collect()
}

/// The rights of one exhibitor as their page lists them, newest last.
pub(super) fn rights_of(
    app: &App,
    published: &Published,
    t: &Texts,
    exhibitor: ExhibitorId,
) -> Vec<(RightId, Shown)> {
    let today = today(app);
    let known = published.desk.registrations_of(exhibitor).filter(|right| right.withdrawn.is_none());
    known.filter_map(|right| Some((right.id, Shown::of(published, t, right, today)?))).collect()
}
