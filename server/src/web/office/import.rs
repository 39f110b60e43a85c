//! Taking a list of exhibitors in: upload, look at what would change, confirm, watch, read what became of it.
//!
//! Nothing changes before it is confirmed, and what is confirmed is what was shown: the confirmation carries a digest of the plan,
//! and a plan that is another by then is shown again. The work runs on its own while the page follows it, so a closed browser
//! stops nothing.

mod preview;

use std::sync::Arc;

use askama::Template;
use axum::{
    body::Bytes,
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use domain::ExhibitorId;

use crate::{
    app::{App, From},
    exhibitors::{self, Encoding, Field, FileFault, Format, Limits, Mapping, Plan, Table},
    intake::{
        Intake, known, known_halls, today,
        waiting::{Choices, Done, Import, Stage},
        words,
    },
    locale::Texts,
};

use self::preview::{Remark, left_out, preview};
use super::{ORGANISER, sender};
use crate::web::{
    form::{Entries, up_to},
    frame::{self, Errors, Frame, Tone},
    guard::{Signed, Who},
    live,
    problem::{Fault, Problem},
    route::Route,
    visit::Visit,
};

/// A form with a list in it: the largest list and some room for the fields around it.
const BODY_BYTES: usize = (20 << 20) + 64 * 1024;
/// Rows of a table on the page; the rest is counted.
const SHOWN: usize = 500;
/// Exhibitors shown as the list was understood.
const SAMPLE: usize = 20;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/office/exhibitors/import", ORGANISER, page),
        Route::post("/office/exhibitors/import", ORGANISER, upload).with(up_to(BODY_BYTES)),
        Route::get("/office/exhibitors/import/{token}", ORGANISER, look),
        Route::post("/office/exhibitors/import/{token}", ORGANISER, decide),
        Route::get("/office/exhibitors/import/{token}/state", ORGANISER, state),
        Route::get("/office/exhibitors/import/{token}/events", ORGANISER, events),
    ]
}

fn address(token: &str) -> String {
    format!("/office/exhibitors/import/{token}")
}

#[derive(Template)]
#[template(path = "office_import.html")]
struct UploadPage {
    frame: Frame,
    t: Texts,
    errors: Errors,
    encoding: String,
}

async fn page(State(app): State<App>, visit: Visit, who: Who) -> Response {
    frame::show(&upload_page(&app, &visit, &who, None, Errors::default()))
}

fn upload_page(
    app: &App,
    visit: &Visit,
    who: &Who,
    encoding: Option<Encoding>,
    errors: Errors,
) -> UploadPage {
    let frame = super::frame(app, visit, who, "import-title");
    let encoding = encoding.map_or("", Encoding::name).to_owned();
    UploadPage { t: frame.t(), frame, errors, encoding }
}

/// Takes the file, reads it once to see whether it is a list, and leads on to what it would change.
async fn upload(State(app): State<App>, visit: Visit, who: Who, form: Entries) -> Result<Response, Problem> {
    let encoding = Encoding::from_name(form.text("encoding"));
    let again = |text: String| {
        let mut errors = Errors::default();
        errors.add("list", text);
        let page = upload_page(&app, &visit, &who, encoding, errors);
        Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
    };
    let Some(file) = form.uploads().find(|upload| upload.field == "list") else {
        let empty = form.chose_empty("list").then(|| words::fault(&visit.texts, &FileFault::Empty {}));
        return again(empty.unwrap_or_else(|| visit.texts.t("import-file-missing").into_owned()));
    };
    let limit_bytes = Limits::default().bytes;
    if file.bytes.len() > limit_bytes {
        return again(words::fault(&visit.texts, &FileFault::TooLarge { limit_bytes }));
    }
    let import = keep(&app, &file.name, file.bytes.clone(), encoding);
    let reading = Arc::clone(&import);
    let read = blocking(&app, move || reading.table()).await?;
    match read {
        Ok(_) => Ok(visit.sent(&address(&import.token))),
        Err(fault) => {
            app.imports().drop_list(&import.token, app.clock.monotonic());
            again(words::fault(&visit.texts, &fault))
        }
    }
}

fn keep(app: &App, name: &str, bytes: Bytes, encoding: Option<Encoding>) -> Arc<Import> {
    let name = domain::text::line(&name.chars().take(120).collect::<String>(), 120).unwrap_or_default();
    let choices = Choices { encoding, ..Choices::default() };
    app.imports().keep(&name, bytes, choices, app.clock.monotonic())
}

async fn blocking<T: Send + 'static>(
    app: &App,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    app.tasks.spawn_blocking(work).await.map_err(|error| Problem::internal(&error))
}

fn find(app: &App, token: &str) -> Result<Arc<Import>, Problem> {
    let found = app.imports().find(token, app.clock.monotonic());
    found.ok_or_else(|| Problem::of(Fault::NotFound).coded("import-gone"))
}

/// A list as it would be taken in now.
struct Look {
    table: Arc<Table>,
    choices: Choices,
    mapping: Mapping,
    plan: Result<Plan<ExhibitorId>, FileFault>,
    /// Names the plan, so that what is confirmed is what was shown; empty without a plan.
    digest: String,
}

/// Reads the list as it is chosen to be read. All of it off the async threads: reading a large list and naming its plan take a
/// while.
async fn looked(app: &App, import: &Arc<Import>) -> Result<Result<Look, FileFault>, Problem> {
    let (desk, import, published) = (app.clone(), Arc::clone(import), app.now());
    let looked = blocking(app, move || {
        let (choices, table) = (import.choices(), import.table()?);
        let mapping = choices.mapping.clone().unwrap_or_else(|| exhibitors::recognise(&table.header));
        let halls = known_halls(&published, &choices.default_hall);
        let today = today(&published, desk.clock.now());
        let known = match known(&published, |seq| desk.engine.entry(seq)) {
            Ok(known) => known,
            Err(error) => return Ok(Err(Problem::internal(&error))),
        };
        let plan = exhibitors::plan(&table, &mapping, &known, &halls, today);
        let digest = plan.as_ref().map_or(Ok(String::new()), |plan| {
            serde_json::to_vec(plan).map(|bytes| desk.digest(&bytes).to_string())
        });
        let look = digest.map(|digest| Look { table, choices, mapping, plan, digest });
        Ok(look.map_err(|error| Problem::internal(&error)))
    });
    match looked.await? {
        Ok(look) => look.map(Ok),
        Err(fault) => Ok(Err(fault)),
    }
}

#[derive(serde::Deserialize)]
struct Again {
    #[serde(default)]
    again: String,
}

async fn look(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(token): Path<String>,
    Query(again): Query<Again>,
) -> Result<Response, Problem> {
    let import = find(&app, &token)?;
    if !matches!(import.stage(), Stage::Waiting) {
        return follow(&app, &visit, &who, &import);
    }
    match looked(&app, &import).await? {
        Ok(look) => {
            let mut page = preview(&app, &visit, &who, &import, &look);
            if !again.again.is_empty() {
                page.frame = page.frame.notice(Tone::Warn, visit.texts.t("import-changed"));
            }
            let good = look.plan.is_ok();
            let status = if good { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            Ok(frame::show_with(status, &page))
        }
        Err(fault) => {
            let mut errors = Errors::default();
            errors.add("list", words::fault(&visit.texts, &fault));
            let page = upload_page(&app, &visit, &who, import.choices().encoding, errors);
            Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

/// What was chosen on the page: another reading, the import itself, or to leave it.
async fn decide(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(token): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let import = find(&app, &token)?;
    let here = address(&token);
    if form.text("act") == "drop" {
        app.imports().drop_list(&token, app.clock.monotonic());
        return Ok(visit.sent("/office/exhibitors/import"));
    }
    if !matches!(import.stage(), Stage::Waiting) {
        return Ok(visit.sent(&here));
    }
    let (confirms, shown) = (form.text("act") == "confirm", form.text("digest").to_owned());
    // What was proposed is in the list itself, which may have to be read for this.
    let choosing = Arc::clone(&import);
    blocking(&app, move || choosing.choose(chosen(&form, &choosing))).await?;
    if !confirms {
        return Ok(visit.sent(&here));
    }
    let look = looked(&app, &import).await?;
    let Ok(Look { plan: Ok(plan), digest, .. }) = look else { return Ok(visit.sent(&here)) };
    if digest != shown {
        return Ok(visit.sent(&format!("{here}?again=1")));
    }
    if import.begin(plan.len()) {
        app.tasks.spawn(take_in(app.clone(), sender(&who)?, import, plan));
    }
    Ok(visit.sent(&here))
}

/// The columns, encoding and hall that were chosen. Another encoding may make other headings: columns that were left as
/// proposed are then proposed anew.
fn chosen(form: &Entries, import: &Import) -> Choices {
    let before = import.choices();
    let table = import.table().ok();
    let read_as = table.as_ref().and_then(|table| match &table.format {
        Format::Delimited { encoding, .. } => Some(*encoding),
        Format::Workbook { .. } => None,
    });
    let other = Encoding::from_name(form.text("encoding")).filter(|wanted| Some(*wanted) != read_as);
    let columns = Field::ALL.into_iter().filter_map(|field| {
        let column = form.text(&format!("column-{field}")).parse().ok()?;
        Some((field, column))
    });
    let mapping = Mapping::by_hand(columns);
    let index = |mapping: &Mapping, field| mapping.column(field).map(|column| column.index);
    let as_proposed = table.is_some_and(|table| {
        let proposed = exhibitors::recognise(&table.header);
        Field::ALL.into_iter().all(|field| index(&proposed, field) == index(&mapping, field))
    });
    Choices {
        encoding: other.or(before.encoding),
        mapping: (!as_proposed).then_some(mapping),
        default_hall: form.text("default_hall").to_owned(),
    }
}

/// Records the plan while the page follows.
async fn take_in(app: App, from: From, import: Arc<Import>, plan: Plan<ExhibitorId>) {
    let (rows, taken, unchanged) = (plan.rows, plan.taken, plan.unchanged);
    let left_out = plan.left_out.clone();
    let intake = Intake { engine: &app.engine, clock: &*app.clock, from, closing: &app.closing };
    let outcome = intake.apply(plan, |through| import.tell(through)).await;
    tracing::info!(
        rows,
        new = outcome.new,
        updated = outcome.updated,
        left_out = left_out.len(),
        whole = outcome.stopped.is_none(),
        "a list of exhibitors was taken in"
    );
    import.end(Done { rows, taken, unchanged, left_out, outcome });
    // The last change of the journal may have been drawn before the end was noted.
    app.live().redraw(&app.now(), app.clock.now());
}

/// The part of the page that changes while a list is taken in.
#[derive(Template)]
#[template(path = "office_import_state.html")]
struct StatePart {
    t: Texts,
    through: usize,
    total: usize,
    done: Option<Report>,
}

/// What became of a list, in words.
struct Report {
    done: Arc<Done>,
    stopped: String,
    left_out: Vec<Remark>,
    left_out_more: usize,
}

fn state_part(t: &Texts, import: &Import) -> Result<String, askama::Error> {
    let (total, done) = match import.stage() {
        Stage::Waiting => (0, None),
        Stage::Running(total) => (total, None),
        Stage::Done(done) => {
            let report = Report {
                stopped: done
                    .outcome
                    .stopped
                    .as_ref()
                    .map(|why| t.t(why.code()).into_owned())
                    .unwrap_or_default(),
                left_out: left_out(t, &done.left_out),
                left_out_more: done.left_out.len().saturating_sub(SHOWN),
                done,
            };
            (0, Some(report))
        }
    };
    StatePart { t: t.clone(), through: import.through(), total, done }.render()
}

#[derive(Template)]
#[template(path = "office_import_run.html")]
struct RunPage {
    frame: Frame,
    t: Texts,
    file_name: String,
    state: String,
    events: String,
    running: bool,
    part: String,
}

fn follow(app: &App, visit: &Visit, who: &Who, import: &Import) -> Result<Response, Problem> {
    let running = matches!(import.stage(), Stage::Running(_));
    let title = if running { "import-running-title" } else { "import-done-title" };
    let frame = super::frame(app, visit, who, title);
    let t = frame.t();
    let part = state_part(&t, import).map_err(|error| Problem::internal(&error))?;
    let here = address(&import.token);
    let (state, events) = (format!("{here}/state"), format!("{here}/events"));
    let file_name = import.file_name.clone();
    Ok(frame::show(&RunPage { frame, t, file_name, state, events, running, part }))
}

async fn state(State(app): State<App>, visit: Visit, Path(token): Path<String>) -> Result<Response, Problem> {
    let import = find(&app, &token)?;
    let part = state_part(&visit.texts, &import).map_err(|error| Problem::internal(&error))?;
    Ok(frame::fragment(part))
}

async fn events(
    State(app): State<App>,
    visit: Visit,
    person: Signed,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let import = find(&app, &token)?;
    let part = move |t: &_| state_part(t, &import);
    Ok(live::part_to(&app, &person, &format!("import/{token}"), visit.texts, part))
}
