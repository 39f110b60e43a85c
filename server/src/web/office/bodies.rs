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
    text::{self, TextFault},
};

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{
        counter::sent::{LINE, line},
        form::{Entries, fresh_key},
        frame::{self, Errors, Frame, Tone},
        guard::{Signed, Who},
        plan_form::NAME_CHARS,
        problem::{Fault, Problem},
        route::{Access, LEADERS, Route},
        submit,
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
    closed: bool,
    /// It may take a fee.
    charges: bool,
    /// Its kind is settled.
    settled: bool,
    cases: usize,
    /// Who heads it, by name.
    heads: Vec<String>,
    mediators: usize,
    /// What stands in its form.
    form: Typed,
}

/// What stands in a form: what is recorded, or what was typed and could not be taken.
#[derive(Clone)]
struct Typed {
    name: String,
    kind: &'static str,
    registration: String,
    closed: bool,
    /// It came back.
    open: bool,
}

impl Typed {
    /// The same as it was sent; a kind that nobody knows is none.
    fn sent(&self, form: &Entries) -> Self {
        Self {
            name: form.text("name").to_owned(),
            kind: BodyKind::from_code(form.text("kind")).map_or(self.kind, BodyKind::code),
            registration: form.text("registration").to_owned(),
            closed: form.has("closed"),
            open: true,
        }
    }
}

/// A form that could not be taken, and why.
#[derive(Default)]
struct Refused {
    body: Option<BodyId>,
    form: Entries,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "office_bodies.html")]
struct ListPage {
    frame: Frame,
    t: Texts,
    idempotency: String,
    errors: Errors,
    rows: Vec<Row>,
    /// The number of the next one; none for a head, and once there are as many as can be.
    next: Option<String>,
    /// What stands in its form.
    new: Typed,
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
    let mut page = page(&app, &visit, &who, &person, Refused::default());
    if done.done == "recorded" {
        page.frame = page.frame.notice(Tone::Good, page.t.t("bodies-done"));
    }
    Ok(frame::show(&page))
}

fn page(app: &App, visit: &Visit, who: &Who, person: &Signed, refused: Refused) -> ListPage {
    let at = app.now();
    let frame = super::frame(app, visit, who, "bodies-title");
    let organises = person.is(Role::Organiser);
    let kept = at.desk.bodies().filter(|body| organises || !person.staff.serves_other(body.id));
    let Refused { body: back, form, errors } = refused;
    let typed = |of: BodyId, usual: &Typed| {
        if back == Some(of) { usual.sent(&form) } else { usual.clone() }
    };
    let rows = kept.map(|body| row(&at, body));
    let rows = rows.map(|(id, row)| Row { form: typed(id, &row.form), ..row }).collect();
    let last = at.desk.bodies().last().map(|body| body.id);
    let next = last.filter(|_| organises).and_then(BodyId::next);
    let empty = Typed {
        name: String::new(),
        kind: BodyKind::Commercial.code(),
        registration: String::new(),
        closed: false,
        open: false,
    };
    let new = next.map_or_else(|| empty.clone(), |id| typed(id, &empty));
    let next = next.map(|id| id.to_string());
    ListPage { t: frame.t(), frame, idempotency: fresh_key(), errors, rows, next, new }
}

fn row(at: &Published, body: &HostedBody) -> (BodyId, Row) {
    let theirs = || at.desk.staff().filter(|staff| !staff.serves_other(body.id));
    let heads = theirs().filter(|staff| staff.is(Role::Head));
    let form = Typed {
        name: body.terms.name.clone(),
        kind: body.terms.kind.code(),
        registration: body.terms.registration.clone().unwrap_or_default(),
        closed: body.terms.closed,
        open: false,
    };
    let row = Row {
        id: body.id.to_string(),
        letter: body.id.letter(),
        name: body.terms.name.clone(),
        kind: body.terms.kind.code(),
        closed: body.terms.closed,
        charges: body.terms.kind.may_charge(),
        settled: body.has_accepted(),
        cases: at.desk.cases().filter(|case| case.body == body.id).count(),
        heads: heads.map(|staff| crate::web::submit::name_of(staff.id, at)).collect(),
        mediators: theirs().filter(|staff| staff.is(Role::Mediator)).count(),
        form,
    };
    (body.id, row)
}

impl ListPage {
    /// What a field of one body's form is called on the page.
    fn field_id(name: &str, body: &str) -> String {
        format!("{name}-{body}")
    }

    fn kinds() -> Vec<&'static str> {
        BodyKind::ALL.iter().map(|kind| kind.code()).collect()
    }
}

async fn record(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let body: BodyId = id.parse().map_err(|_| Problem::of(Fault::NotFound).coded("body-unknown"))?;
    // In the form of a body that is new the fields have another name.
    let known = app.now().desk.bodies().any(|known| known.id == body);
    let place = if known { id } else { "new".to_owned() };
    let (t, mut errors) = (&visit.texts, Errors::default());
    for (field, why) in wrong(&app.now(), body, &form, t) {
        errors.add(&format!("{field}-{place}"), why);
    }
    if errors.is_empty() {
        match taken(&app, &who, body, &form).await {
            Ok(()) => return Ok(visit.sent("/office/bodies?done=recorded")),
            Err((field, problem)) => {
                errors.add(&format!("{field}-{place}"), submit::mendable(problem, t)?);
            }
        }
    }
    let refused = Refused { body: Some(body), form, errors };
    Ok(frame::show_with(Fault::Invalid.status(), &page(&app, &visit, &who, &person, refused)))
}

/// What is wrong with what was typed, at its field.
fn wrong(at: &Published, body: BodyId, form: &Entries, t: &Texts) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    let others =
        |name: &str| at.desk.bodies().any(|other| other.id != body && other.terms.name.trim() == name.trim());
    match text::line(form.text("name"), NAME_CHARS) {
        Ok(name) if others(&name) => wrong.push(("name", t.t("bodies-name-taken").into_owned())),
        Ok(_) => {}
        Err(TextFault::Empty) => wrong.push(("name", t.t("bodies-name-missing").into_owned())),
        Err(TextFault::TooLong { max }) => wrong.push(("name", t.t1("entry-too-long", "max", max))),
    }
    if BodyKind::from_code(form.text("kind")).is_none() {
        wrong.push(("kind", t.t("plan-body-kind-missing").into_owned()));
    }
    if line("registration", form.text("registration")).is_err() {
        wrong.push(("registration", t.t1("entry-too-long", "max", LINE)));
    }
    wrong
}

/// Records what was typed; or in which field it is wrong, and why.
async fn taken(app: &App, who: &Who, body: BodyId, form: &Entries) -> Result<(), (&'static str, Problem)> {
    let read = |field| line(field, form.text(field)).map_err(|problem| (field, problem));
    let kind = BodyKind::from_code(form.text("kind"));
    let terms = BodyTerms {
        name: read("name")?.unwrap_or_default(),
        kind: kind.ok_or_else(|| ("kind", Problem::of(Fault::Invalid).field("kind", "unknown")))?,
        registration: read("registration")?,
        closed: form.has("closed"),
    };
    let once = form.once(app, who, &format!("office/bodies/{body}"));
    let sender = sender(who).map_err(|problem| ("name", problem))?;
    let asked = app.ask(sender, once, Command::RecordBody { body, terms }).await;
    let field = |problem: &Problem| if problem.code() == "last-body" { "closed" } else { "name" };
    asked.map(|_| ()).map_err(|problem| (field(&problem), problem))
}
