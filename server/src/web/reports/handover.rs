//! `/office/handovers`: lists of cases for a judicial bureau, an office for intellectual property, a court. No names stand in them; that
//! one was made, for whom and on what ground, stands in the journal before the first row leaves the desk.

use std::sync::Arc;

use askama::Template;
use axum::{
    body::{Body, Bytes},
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    Command,
    body::Content,
    handover::{Handover, LONGEST, Recipient},
    staff::Role,
    text::{self, TextFault},
};
use futures_util::stream;

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    report::{
        cases::{self, COLUMNS, Cases, MEDIATION},
        origin,
    },
    web::{
        form::{Entries, fresh_key},
        frame::{self, Errors, Frame, Tone},
        guard::{Signed, Who},
        log::download::{CSV, XLSX, attachment},
        plan_form,
        problem::{Fault, Problem},
        route::{Access, LEADERS, Route},
        signed,
        submit::name_of,
        visit::Visit,
    },
};

const PAGE: &str = "/office/handovers";
/// Rows sent at once.
const ROWS: usize = 100;

pub(super) fn routes() -> Vec<Route> {
    let leaders = Access::Staff(LEADERS);
    vec![
        Route::get(PAGE, leaders, page),
        Route::post(PAGE, leaders, hand_over),
        Route::get("/office/handovers/{entry}/cases.csv", leaders, csv),
        Route::get("/office/handovers/{entry}/cases.xlsx", leaders, xlsx),
    ]
}

#[derive(Template)]
#[template(path = "handovers.html")]
struct Page {
    frame: Frame,
    t: Texts,
    errors: Errors,
    sent: Entries,
    key: String,
    from: String,
    until: String,
    done: Vec<Done>,
    /// The organiser's list leaves out what belongs to the mediation.
    whole: bool,
    /// A column, what stands in it, whether it belongs to the mediation.
    columns: Vec<(&'static str, String, bool)>,
}

/// A list that was handed over.
struct Done {
    entry: u64,
    at: String,
    by: String,
    to: String,
    words: String,
    days: String,
    cases: String,
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Told {
    done: String,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let page = built(&app, &visit, &who, &person, (Entries::default(), Errors::default()))?;
    let frame = match told.done.as_str() {
        "recorded" => page.frame.clone().notice(Tone::Good, page.t.t("handover-done")),
        _ => page.frame.clone(),
    };
    Ok(frame::show(&Page { frame, ..page }))
}

fn built(
    app: &App,
    visit: &Visit,
    who: &Who,
    person: &Signed,
    (sent, errors): (Entries, Errors),
) -> Result<Page, Problem> {
    let at = app.now();
    let plan = &at.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?.plan;
    let frame = signed::frame(app, visit, who, "handover-title").office();
    let t = frame.t();
    let done: Result<Vec<_>, _> = at.desk.handovers().rev().map(|one| done(app, &at, one, &t)).collect();
    let today = plan.day_of(app.clock.now());
    let typed = |name: &str, default: jiff::civil::Date| match sent.text(name) {
        "" => default.to_string(),
        typed => typed.to_owned(),
    };
    let about = |column: &&'static str| {
        (*column, t.code("cases-column", column).into_owned(), MEDIATION.contains(column))
    };
    Ok(Page {
        errors,
        key: fresh_key(),
        from: typed("from", plan.first_day.min(today)),
        until: typed("until", plan.last_day.min(today).max(plan.first_day.min(today))),
        done: done?,
        whole: person.is(Role::Head),
        columns: COLUMNS.iter().map(about).collect(),
        sent,
        frame,
        t,
    })
}

fn done(app: &App, at: &Published, one: &Handover, t: &Texts) -> Result<Done, Problem> {
    let words = match app.engine.entry(one.seq)?.and_then(|entry| entry.body.content()) {
        Some(Content::Remark { text }) => text,
        Some(_) | None => t.t("log-mark-erased").into_owned(),
    };
    Ok(Done {
        entry: one.seq,
        at: t.moment(one.at),
        by: one.by.map(|by| name_of(by, at)).unwrap_or_default(),
        to: t.code("recipient", one.to.code()).into_owned(),
        words,
        days: t.t2("report-days-value", "first", t.plain_date(one.from), "last", t.plain_date(one.until)),
        cases: t.number(one.cases),
    })
}

async fn hand_over(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    form: Entries,
) -> Result<Response, Problem> {
    let (t, mut errors) = (&visit.texts, Errors::default());
    let to = Recipient::from_code(form.text("to"));
    if to.is_none() {
        errors.add("to", t.t("handover-to-missing"));
    }
    let words = text::line(form.text("ground"), LONGEST);
    match &words {
        Ok(_) => {}
        Err(TextFault::Empty) => errors.add("ground", t.t("handover-words-missing")),
        Err(TextFault::TooLong { max }) => errors.add("ground", t.t1("entry-too-long", "max", *max)),
    }
    let days = [("from", "handover-day-missing"), ("until", "handover-day-missing")].map(|(name, key)| {
        let day = plan_form::day(&form, name, t, &mut errors);
        if day.is_none() && errors.of(name).is_empty() {
            errors.add(name, t.t(key));
        }
        day
    });
    if let [Some(from), Some(until)] = days
        && until < from
    {
        errors.add("until", t.t("handover-days-reversed"));
    }
    let (Some(to), Ok(words), [Some(from), Some(until)], true) = (to, words, days, errors.is_empty()) else {
        let page = built(&app, &visit, &who, &person, (form, errors))?;
        return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let command = Command::HandOverCases { to, from, until, words };
    app.ask(who.from(), form.once(&app, &who, "office/handover"), command).await?;
    Ok(visit.sent(&format!("{PAGE}?done=recorded#done")))
}

/// The list that was recorded under an entry.
fn recorded(published: &Published, entry: u64) -> Result<Handover, Problem> {
    let known = published.desk.handovers().find(|known| known.seq == entry);
    known.cloned().ok_or_else(|| Problem::of(Fault::NotFound))
}

fn cases<'a>(
    at: &'a Published,
    known: &Handover,
    person: &Signed,
    origin: &'a dyn Fn(domain::ExhibitorId) -> domain::report::Origin,
) -> Cases<'a> {
    Cases { desk: &at.desk, origin, from: known.from, until: known.until, whole: person.is(Role::Head) }
}

/// Sent while it is made: no more than some rows are ever in memory.
async fn csv(State(app): State<App>, person: Signed, Path(entry): Path<u64>) -> Result<Response, Problem> {
    let published = app.now();
    let known = recorded(&published, entry)?;
    let ids: Vec<_> = {
        let origin = origin(&published.desk, &published.names);
        cases(&published, &known, &person, &origin).of().map(|case| case.id).collect()
    };
    let chunks = Chunks { published, known, person, ids: ids.into_iter(), begun: false };
    let name = format!("cases-{entry}");
    Ok((attachment(&name, "csv", CSV), Body::from_stream(stream::iter(chunks))).into_response())
}

/// The parts of the CSV.
struct Chunks {
    published: Arc<Published>,
    known: Handover,
    person: Signed,
    ids: std::vec::IntoIter<domain::CaseId>,
    begun: bool,
}

impl Iterator for Chunks {
    type Item = Result<Bytes, csv::Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if !self.begun {
            self.begun = true;
            return Some(cases::head().map(Bytes::from));
        }
        let ids: Vec<_> = self.ids.by_ref().take(ROWS).collect();
        if ids.is_empty() {
            return None;
        }
        let origin = origin(&self.published.desk, &self.published.names);
        let list = cases(&self.published, &self.known, &self.person, &origin);
        let known = ids.into_iter().filter_map(|id| list.desk.case(id));
        let lines: Result<Vec<_>, _> = known.map(|case| cases::line(list.row(case))).collect();
        Some(lines.map(|lines| Bytes::from(lines.concat())))
    }
}

async fn xlsx(
    State(app): State<App>,
    visit: Visit,
    person: Signed,
    Path(entry): Path<u64>,
) -> Result<Response, Problem> {
    let published = app.now();
    let known = recorded(&published, entry)?;
    let t = visit.texts.clone();
    let made = tokio::task::spawn_blocking(move || {
        let origin = origin(&published.desk, &published.names);
        cases::workbook(&cases(&published, &known, &person, &origin), &t)
    });
    let bytes = made.await.map_err(|gone| Problem::internal(&gone))?;
    let headers = attachment(&format!("cases-{entry}"), "xlsx", XLSX);
    Ok((headers, bytes.map_err(|error| Problem::internal(&error))?).into_response())
}
