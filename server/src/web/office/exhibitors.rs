//! The exhibitor list: searched, filtered by hall and by whose undertaking is not signed yet.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    BoothId, ExhibitorId,
    body::ExhibitorBody,
    desk::{Booth, Exhibitor, Undertaking},
};

use crate::{
    app::App,
    engine::Published,
    exhibitors::{Fit, Sought, fold},
    locale::Texts,
};

use super::ON_DUTY;
use crate::web::{
    company,
    frame::{self, Frame},
    guard::Who,
    paging::Paging,
    route::{ORGANISERS, Route},
    visit::Visit,
};

mod defences;
mod one;
mod twins;
mod undertaking;

/// Exhibitors on one page.
const PAGE: usize = 50;

pub(super) fn routes() -> Vec<Route> {
    let mut routes = vec![Route::get("/office/exhibitors", ON_DUTY, list)];
    routes.extend(one::routes());
    routes.extend(undertaking::routes());
    routes.extend(defences::routes());
    routes
}

#[derive(serde::Deserialize, Default)]
struct Filter {
    #[serde(default)]
    q: String,
    #[serde(default)]
    hall: String,
    /// `missing`: only those whose undertaking is not known to be signed.
    #[serde(default)]
    undertaking: String,
    /// By what it is ordered: `name`, `hall`, `booth`; as they were recorded when it is not said.
    #[serde(default)]
    sort: String,
    #[serde(default)]
    page: usize,
}

/// A booth as a link.
pub(super) struct BoothLink {
    id: BoothId,
    text: String,
}

struct Row {
    id: ExhibitorId,
    name: String,
    other_name: String,
    country: String,
    undertaking: &'static str,
    booths: Vec<BoothLink>,
}

#[derive(Template)]
#[template(path = "office_exhibitors.html")]
struct ListPage {
    frame: Frame,
    t: Texts,
    filter: Filter,
    halls: Vec<String>,
    rows: Vec<Row>,
    found: usize,
    total: usize,
    booths: usize,
    without: usize,
    /// Whose undertaking is not known to be signed.
    unsigned: usize,
    paging: Paging,
    /// The reader keeps the list, and does not only look things up.
    keeps: bool,
}

impl Filter {
    /// The address of another page of the same search.
    fn at(&self, page: usize) -> String {
        format!("{}&page={page}", self.by(&self.sort))
    }
    /// The same search in another order, from its first page.
    fn by(&self, sort: &str) -> String {
        format!(
            "/office/exhibitors?q={}&hall={}&undertaking={}&sort={}",
            super::encoded(&self.q),
            super::encoded(&self.hall),
            super::encoded(&self.undertaking),
            super::encoded(sort)
        )
    }
    fn is_by(&self, sort: &str) -> bool {
        self.sort == sort
    }
}

async fn list(State(app): State<App>, visit: Visit, who: Who, Query(filter): Query<Filter>) -> Response {
    let published = app.now();
    let mut found = matching(&published, &filter);
    order(&mut found, &published, &filter);
    let paging = Paging::of(found.len(), PAGE, filter.page, |page| filter.at(page));
    let rows = paging.of_all(&found).iter();
    let frame = super::frame(&app, &visit, &who, "exhibitors-title");
    let without = published.desk.exhibitors().filter(|exhibitor| exhibitor.booths.is_empty()).count();
    let t = frame.t();
    frame::show(&ListPage {
        frame,
        halls: super::halls(&app).into_iter().map(|hall| hall.0).collect(),
        rows: rows.map(|exhibitor| row(&t, exhibitor, &published)).collect(),
        found: found.len(),
        total: published.desk.exhibitor_count(),
        booths: published.desk.booths().count(),
        without,
        unsigned: published.desk.exhibitors().filter(|exhibitor| !exhibitor.has_undertaken()).count(),
        paging,
        keeps: who.is_one_of(ORGANISERS),
        filter,
        t,
    })
}

/// The exhibitors a search finds, in the order they were recorded, those at the very booth that was typed first.
fn matching<'p>(published: &'p Published, filter: &Filter) -> Vec<&'p Arc<Exhibitor>> {
    let (searches, wanted) = (!filter.q.trim().is_empty(), fold(&filter.q));
    let sought = Sought::of(published.desk.halls().map(|hall| &hall.id), &filter.q);
    let says = |body: &ExhibitorBody| {
        let names = [Some(&body.name), body.other_name.as_ref(), body.credit_code.as_ref()];
        // Of a text without a letter or digit nothing is left to be found.
        !wanted.is_empty() && names.into_iter().flatten().any(|name| fold(name).contains(&wanted))
    };
    let fit = |booth: &&Arc<Booth>| sought.fit(booth.hall.as_str(), &booth.number, &fold(&booth.number));
    let exhibitors = published.desk.exhibitors().filter_map(|exhibitor| {
        let booths = booths_of(exhibitor, published);
        let here = filter.hall.is_empty() || booths.iter().any(|booth| booth.hall.as_str() == filter.hall);
        let asked = filter.undertaking != "missing" || !exhibitor.has_undertaken();
        if !here || !asked {
            return None;
        }
        let nearest = if searches { booths.iter().filter_map(fit).min() } else { None };
        let found = !searches
            || nearest.is_some()
            || published.names.exhibitor(exhibitor.id).is_some_and(|body| says(body));
        found.then_some((nearest != Some(Fit::Exact), exhibitor))
    });
    let mut found: Vec<_> = exhibitors.collect();
    found.sort_by_key(|(is_other, _)| *is_other);
    found.into_iter().map(|(_, exhibitor)| exhibitor).collect()
}

/// Orders what was found as people count; those without a booth come last. In one hall they stand by booth unless it is said.
fn order(found: &mut [&Arc<Exhibitor>], published: &Published, filter: &Filter) {
    let place = |exhibitor: &Exhibitor| {
        let booths = booths_of(exhibitor, published).into_iter();
        let mut here = booths.filter(|booth| filter.hall.is_empty() || booth.hall.as_str() == filter.hall);
        let first = here.next().map(|booth| (booth.hall.as_str(), booth.number.as_str()));
        let (hall, number) = first.unwrap_or_default();
        (first.is_none(), super::sort_key(hall), super::sort_key(number))
    };
    match filter.sort.as_str() {
        "name" => found.sort_by_cached_key(|exhibitor| {
            let body = published.names.exhibitor(exhibitor.id);
            body.map(|body| body.name.to_lowercase()).unwrap_or_default()
        }),
        "booth" => found.sort_by_cached_key(|exhibitor| {
            let (none, hall, number) = place(exhibitor);
            (none, number, hall)
        }),
        "hall" => found.sort_by_cached_key(|exhibitor| place(exhibitor)),
        _ if !filter.hall.is_empty() => found.sort_by_cached_key(|exhibitor| place(exhibitor)),
        _ => {}
    }
}

fn booths_of<'p>(exhibitor: &Exhibitor, published: &'p Published) -> Vec<&'p Arc<Booth>> {
    exhibitor.booths.iter().filter_map(|id| published.desk.booth(*id)).collect()
}

fn row(t: &Texts, exhibitor: &Exhibitor, published: &Published) -> Row {
    let body = published.names.exhibitor(exhibitor.id);
    let text = |of: fn(&ExhibitorBody) -> Option<&String>| {
        body.and_then(|body| of(body).cloned()).unwrap_or_default()
    };
    let (name, other) = body.map(|body| company::in_order(t, body)).unwrap_or_default();
    Row {
        id: exhibitor.id,
        name: name.to_owned(),
        other_name: other.unwrap_or_default().to_owned(),
        country: text(|body| body.country.as_ref()),
        undertaking: answer(exhibitor.undertaking),
        booths: booths_of(exhibitor, published)
            .into_iter()
            .map(|booth| BoothLink { id: booth.id, text: format!("{} · {}", booth.hall, booth.number) })
            .collect(),
    }
}

/// Yes, no or not known, as a form says it.
fn answer(undertaking: Option<Undertaking>) -> &'static str {
    match undertaking.map(|known| known.signed) {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
}
