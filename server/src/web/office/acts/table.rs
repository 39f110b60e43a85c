//! The acts as a table: everything that was looked for, one line an act, made while it is sent, so that no more than some lines are in
//! memory as text.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::acts::{Act, On};
use futures_util::stream;

use super::{Filter, Said, found};
use crate::{
    app::App,
    table,
    web::{guard::Signed, problem::Problem, submit::name_of, visit::Visit},
};

/// Lines sent at once.
const LINES: usize = 200;

/// The columns of the table; `docs/acts.md` says what stands in each.
const COLUMNS: [&str; 11] =
    ["entry", "last", "count", "at", "local", "by", "role", "act", "on", "which", "second"];

pub(super) async fn csv(
    State(app): State<App>,
    visit: Visit,
    person: Signed,
    Query(filter): Query<Filter>,
) -> Result<Response, Problem> {
    let (at, choice) = (app.now(), filter.choice()?);
    let acts: Vec<_> = found(&at, &person.staff, &choice).into_iter().cloned().collect();
    let (t, reader) = (visit.texts, Arc::clone(&person.staff));
    // Not the whole app goes along: whoever stops reading must not keep the engine from ending.
    let parts = table::in_parts(table::line(COLUMNS.map(str::to_owned)), acts, LINES, move |acts| {
        let said = Said { at: &at, t: &t, reader: &reader };
        table::of_texts(acts.iter().map(|act| cells(&said, act)))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"fairdesk-acts.csv\""),
    ];
    Ok((headers, Body::from_stream(stream::iter(parts))).into_response())
}

fn cells(said: &Said<'_>, act: &Act) -> Vec<String> {
    let (by, role) = said.who(act.by);
    let local = act.at.to_zoned(said.t.zone().clone()).strftime("%Y-%m-%d %H:%M:%S").to_string();
    vec![
        act.seq.to_string(),
        act.last.to_string(),
        act.count.to_string(),
        act.at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        local,
        by,
        role,
        act.what.code().to_owned(),
        code_of(&act.on).to_owned(),
        said.on(act),
        act.second(&said.at.desk).map(|id| name_of(id, said.at)).unwrap_or_default(),
    ]
}

/// The kind of thing that something was done on, for programs.
fn code_of(on: &On) -> &'static str {
    match on {
        On::Desk => "desk",
        On::Staff(_) => "staff",
        On::Device(_) => "device",
        On::Hall(_) => "hall",
        On::Booth(_) => "booth",
        On::Body(_) => "body",
        On::Day(_) => "day",
        On::Case(_) => "case",
        On::Cases(_) => "cases",
        On::Numbers { .. } => "numbers",
        On::Authority(_) => "authority",
        On::Deed(_) => "deed",
    }
}
