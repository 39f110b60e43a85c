//! The mediation bodies of the fair: their names, kinds and registration, and whether they take new cases. The organiser keeps them
//! all, a head their own.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    Command,
    bodies::{BodyTerms, HostedBody},
    fair::BodyKind,
    ids::BodyId,
    staff::Role,
};

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{
        counter::sent::line,
        form::{Entries, fresh_key},
        frame::{self, Frame, Tone},
        guard::{Signed, Who},
        problem::{Fault, Problem},
        route::{Access, LEADERS, Route},
        visit::Visit,
    },
};

use super::sender;

pub(super) fn routes() -> Vec<Route> {
    let leaders = Access::Staff(LEADERS);
    vec![Route::get("/office/bodies", leaders, list), Route::post("/office/bodies/{body}", leaders, record)]
}

struct Row {
    id: String,
    letter: Option<char>,
    name: String,
    kind: &'static str,
    registration: String,
    closed: bool,
    /// It may take a fee.
    charges: bool,
    /// Its kind is settled.
    settled: bool,
    cases: usize,
    /// Who heads it, by name.
    heads: Vec<String>,
    mediators: usize,
}

#[derive(Template)]
#[template(path = "office_bodies.html")]
struct ListPage {
    frame: Frame,
    t: Texts,
    idempotency: String,
    rows: Vec<Row>,
    /// The number of the next one; none for a head, and once there are as many as can be.
    next: Option<String>,
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Done {
    done: String,
}

async fn list(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let at = app.now();
    let mut frame = super::frame(&app, &visit, &who, "bodies-title");
    let t = frame.t();
    if done.done == "recorded" {
        frame = frame.notice(Tone::Good, t.t("bodies-done"));
    }
    let organises = person.is(Role::Organiser);
    let kept = at.desk.bodies().filter(|body| organises || !person.staff.serves_other(body.id));
    let rows = kept.map(|body| row(&at, body)).collect();
    let last = at.desk.bodies().last().map(|body| body.id);
    let next = last.filter(|_| organises).and_then(BodyId::next).map(|id| id.to_string());
    Ok(frame::show(&ListPage { frame, t, idempotency: fresh_key(), rows, next }))
}

fn row(at: &Published, body: &HostedBody) -> Row {
    let theirs = || at.desk.staff().filter(|staff| !staff.serves_other(body.id));
    let heads = theirs().filter(|staff| staff.is(Role::Head));
    Row {
        id: body.id.to_string(),
        letter: body.id.letter(),
        name: body.terms.name.clone(),
        kind: body.terms.kind.code(),
        registration: body.terms.registration.clone().unwrap_or_default(),
        closed: body.terms.closed,
        charges: body.terms.kind.may_charge(),
        settled: body.has_accepted(),
        cases: at.desk.cases().filter(|case| case.body == body.id).count(),
        heads: heads.map(|staff| crate::web::submit::name_of(staff.id, at)).collect(),
        mediators: theirs().filter(|staff| staff.is(Role::Mediator)).count(),
    }
}

impl ListPage {
    fn kinds() -> Vec<&'static str> {
        BodyKind::ALL.iter().map(|kind| kind.code()).collect()
    }
}

async fn record(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let unknown = || Problem::of(Fault::NotFound).coded("body-unknown");
    let body: BodyId = id.parse().map_err(|_| unknown())?;
    let kind = BodyKind::from_code(form.text("kind"));
    let terms = BodyTerms {
        name: line("name", form.text("name"))?.unwrap_or_default(),
        kind: kind.ok_or_else(|| Problem::of(Fault::Invalid).field("kind", "unknown"))?,
        registration: line("registration", form.text("registration"))?,
        closed: form.has("closed"),
    };
    let once = form.once(&app, &who, &format!("office/bodies/{body}"));
    app.ask(sender(&who)?, once, Command::RecordBody { body, terms }).await?;
    Ok(visit.sent("/office/bodies?done=recorded"))
}
