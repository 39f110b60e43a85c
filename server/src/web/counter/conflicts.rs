//! Whoever takes tickets declares with whom they have a conflict of interest; cases of those parties are not given to them.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{BoothId, Command, ExhibitorId, staff::Conflict};

use crate::{
    app::App,
    engine::Published,
    exhibitors::{Sought, fold},
    locale::Texts,
    web::{
        form::{Entries, fresh_key},
        frame::{self, Frame},
        guard::{Signed, Who},
        problem::Problem,
        route::{Access, RECEPTIONS, Route},
        signed,
        visit::Visit,
    },
};

use super::{Done, actions::unknown};

/// Most finds that are shown.
const SHOWN: usize = 20;

pub(super) fn routes() -> Vec<Route> {
    let receptions = Access::Staff(RECEPTIONS);
    vec![
        Route::get("/counter/conflicts", receptions, page),
        Route::post("/counter/conflicts", receptions, declare),
    ]
}

#[derive(Template)]
#[template(path = "counter_conflicts.html")]
struct ConflictsPage {
    frame: Frame,
    t: Texts,
    key: String,
    query: String,
    found: Vec<Found>,
    declared: Vec<String>,
    /// They take tickets, and so may declare one.
    takes: bool,
}

/// Something a conflict can be declared with.
struct Found {
    kind: &'static str,
    id: String,
    name: String,
    place: String,
}

#[derive(serde::Deserialize, Default)]
struct Search {
    #[serde(default)]
    q: String,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(Search { q }): Query<Search>,
    Query(done): Query<Done>,
) -> Response {
    let at = app.now();
    let frame = done.tell(signed::frame(&app, &visit, &who, "conflicts-title").counter());
    let declared = person.staff.conflicts.iter().map(|conflict| named(&at, *conflict)).collect();
    frame::show(&ConflictsPage {
        t: frame.t(),
        frame,
        key: fresh_key(),
        found: search(&at, &q),
        query: q,
        declared,
        takes: person.staff.takes_any(),
    })
}

fn place(at: &Published, booth: BoothId) -> String {
    at.desk.booth(booth).map(|booth| format!("{} / {}", booth.hall, booth.number)).unwrap_or_default()
}

/// With whom a conflict is, as people know them.
pub(in crate::web) fn named(at: &Published, conflict: Conflict) -> String {
    match conflict {
        Conflict::Exhibitor(id) => at.names.exhibitor(id).map(|body| body.name.clone()).unwrap_or_default(),
        Conflict::Booth(id) => place(at, id),
    }
}

fn search(at: &Published, text: &str) -> Vec<Found> {
    let wanted = fold(text);
    if wanted.is_empty() {
        return Vec::new();
    }
    let exhibitors = at.names.exhibitors().filter(|(_, body)| {
        let names = [Some(body.name.as_str()), body.other_name.as_deref()];
        names.into_iter().flatten().any(|name| fold(name).contains(&wanted))
    });
    let exhibitors = exhibitors.map(|(id, body)| Found {
        kind: "exhibitor",
        id: id.to_string(),
        name: [Some(&body.name), body.other_name.as_ref()]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" · "),
        place: at
            .desk
            .exhibitor(*id)
            .map(|exhibitor| {
                exhibitor.booths.iter().map(|booth| place(at, *booth)).collect::<Vec<_>>().join(", ")
            })
            .unwrap_or_default(),
    });
    let sought = Sought::of(at.desk.halls().map(|hall| &hall.id), text);
    let mut booths: Vec<_> = at
        .desk
        .booths()
        .filter_map(|booth| {
            Some((sought.fit(booth.hall.as_str(), &booth.number, &fold(&booth.number))?, booth.id))
        })
        .collect();
    booths.sort_by_key(|(fit, _)| *fit);
    let booths = booths.into_iter().map(|(_, id)| Found {
        kind: "booth",
        id: id.to_string(),
        name: place(at, id),
        place: String::new(),
    });
    booths.take(SHOWN / 2).chain(exhibitors).take(SHOWN).collect()
}

async fn declare(State(app): State<App>, visit: Visit, who: Who, form: Entries) -> Result<Response, Problem> {
    let with = form.text("with");
    let conflict = match with.split_once(':') {
        Some(("exhibitor", id)) => id.parse::<ExhibitorId>().ok().map(Conflict::Exhibitor),
        Some(("booth", id)) => id.parse::<BoothId>().ok().map(Conflict::Booth),
        Some(_) | None => None,
    };
    let command = Command::DeclareConflict { conflict: conflict.ok_or_else(|| unknown("with"))? };
    app.ask(who.from(), form.once(&app, &who, "counter/conflicts"), command).await?;
    Ok(visit.sent("/counter/conflicts?done=conflict"))
}
