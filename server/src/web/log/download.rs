//! A day's log as a file, in the reader's words or in another language of theirs. Table and workbook may have the same choice of rows as the
//! page, and say so; what is signed, and the paper with its checkpoint, always have them all.

use std::{iter, sync::Arc};

use axum::{
    body::{Body, Bytes},
    extract::{Path, Query, State},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures_util::stream;

use crate::{
    app::App,
    daylog::{
        self, Checkpoint, Choice, DayLog, Document, Remark, choice::Asked, due, kept::Kept, listed,
        paper::Print, proof::Proof, remarks,
    },
    locale::{Language, Texts},
    table::Words,
    web::{
        origin::Origin,
        pdf,
        problem::{Fault, Problem},
        route::Route,
        submit::name_of,
        visit::Visit,
    },
};

use super::{Counted, ON_DUTY, encoded, filters};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/office/logs/{day}/log.csv", ON_DUTY, csv),
        Route::get("/office/logs/{day}/log.json", ON_DUTY, json),
        Route::get("/office/logs/{day}/log.xlsx", ON_DUTY, xlsx),
        Route::get("/office/logs/{day}/log.pdf", ON_DUTY, pdf),
    ]
}

/// In which language a file for people is wanted; the reader's own when it is not said.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(in crate::web) struct Spoken {
    language: String,
}

impl Spoken {
    /// The words of that language.
    pub(in crate::web) fn texts(&self, visit: &Visit) -> Texts {
        let texts = &visit.texts;
        Language::from_tag(&self.language).map_or_else(|| texts.clone(), |language| texts.speaking(language))
    }
}

async fn csv(
    State(app): State<App>,
    visit: Visit,
    Path(day): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    Ok(table(super::counted(&app, &day)?, Choice::from(&asked), Some(visit.texts)))
}

async fn json(State(app): State<App>, Path(day): Path<String>) -> Result<Response, Problem> {
    let counted = super::counted(&app, &day)?;
    let headers = attachment(&counted.name(&Choice::default()), "json", "application/json");
    let made = tokio::task::spawn_blocking(move || {
        let reader = app.engine.reader();
        let (proof, entries) = Proof::of(&**reader, &counted.published.desk, counted.figures.day)?;
        let document = document(&app, &counted)?;
        Kept::signed(&document, counted.figures, Arc::clone(reader), (&proof, entries))
            .map_err(|error| Problem::internal(&error))
    });
    let (kept, length) = made.await.map_err(|gone| Problem::internal(&gone))??;
    let body = Body::from_stream(stream::iter(kept.parts()));
    // With it, who downloads sees how far it is.
    Ok((headers, [(header::CONTENT_LENGTH, length)], body).into_response())
}

async fn xlsx(
    State(app): State<App>,
    visit: Visit,
    Path(day): Path<String>,
    Query(asked): Query<Asked>,
    Query(spoken): Query<Spoken>,
) -> Result<Response, Problem> {
    workbook(app.clone(), super::counted(&app, &day)?, Choice::from(&asked), spoken.texts(&visit)).await
}

async fn pdf(
    State(app): State<App>,
    visit: Visit,
    origin: Origin,
    Path(day): Path<String>,
    Query(spoken): Query<Spoken>,
) -> Result<Response, Problem> {
    let counted = super::counted(&app, &day)?;
    paper(app, counted, origin, spoken.texts(&visit)).await
}

/// The whole log on paper, with its checkpoint.
///
/// # Errors
/// When it cannot be set.
pub(in crate::web) async fn paper(
    app: App,
    counted: Counted,
    origin: Origin,
    texts: Texts,
) -> Result<Response, Problem> {
    let whole = Choice::default();
    let headers = attachment(&counted.name(&whole), "pdf", "application/pdf");
    let made = tokio::task::spawn_blocking(move || {
        let reader = app.engine.reader();
        let day = counted.figures.day;
        let late = listed::late(&**reader, &counted.published.desk, day, &texts)?;
        let remarks = counted.remarks(&app)?;
        let checkpoint = counted.checkpoint(&app)?;
        let code = origin.0.join(&format!("/v/{}", checkpoint.line()));
        let public_key = reader.fair_key().public_key();
        let paper = counted.log((&whole, &texts), &remarks, |log| {
            Print { log, late: &late, checkpoint: &checkpoint, public_key, code }.paper(&texts)
        })?;
        pdf::set(&paper)
    });
    let set = made.await.map_err(|gone| Problem::internal(&gone))??;
    Ok((headers, set.pdf).into_response())
}

/// The media type of the workbook.
pub(in crate::web) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The log as a workbook, with the chosen rows.
///
/// # Errors
/// When it has more rows than a sheet can hold.
pub(in crate::web) async fn workbook(
    app: App,
    counted: Counted,
    choice: Choice,
    texts: Texts,
) -> Result<Response, Problem> {
    let headers = attachment(&counted.name(&choice), "xlsx", XLSX);
    let made = tokio::task::spawn_blocking(move || {
        let remarks = counted.remarks(&app)?;
        let made = counted.log((&choice, &texts), &remarks, |log| daylog::workbook(log, &texts))?;
        made.map_err(|error| Problem::internal(&error))
    });
    let bytes = made.await.map_err(|gone| Problem::internal(&gone))??;
    Ok((headers, bytes).into_response())
}

impl Counted {
    /// What a file with these rows is called.
    fn name(&self, choice: &Choice) -> String {
        iter::once(self.figures.day.to_string()).chain(choice.in_name()).collect::<Vec<_>>().join("-")
    }

    /// What proves a log that is printed now.
    ///
    /// # Errors
    /// When the seal's own texts are damaged.
    pub(super) fn checkpoint(&self, app: &App) -> Result<Checkpoint, Problem> {
        let (key, day) = (app.engine.reader().fair_key(), self.figures.day);
        match self.published.desk.day_seal(day) {
            Some(seal) => Checkpoint::of_seal(key, day, seal).ok_or_else(|| Problem::of(Fault::Internal)),
            None => Ok(Checkpoint::of_draft(key, day, self.published.head)),
        }
    }

    /// What the officer wrote into the log of the day.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub(super) fn remarks(&self, app: &App) -> Result<Vec<Remark>, Problem> {
        let reader = &**app.engine.reader();
        Ok(remarks::remarks(reader, &self.published.desk, self.figures.day)?)
    }

    /// The log with the chosen rows, as files for people are made from it.
    ///
    /// # Errors
    /// `not-found` without a fair.
    fn log<T>(
        &self,
        (choice, texts): (&Choice, &Texts),
        remarks: &[Remark],
        make: impl FnOnce(&DayLog<'_>) -> T,
    ) -> Result<T, Problem> {
        let Self { published, figures, since, now, over: _ } = self;
        let fair = published.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?;
        let deadlines = due::of_day(&published.desk, figures.day, *now);
        let chosen = || filters::said(&filters::filters(published, choice, texts), choice, texts);
        Ok(make(&DayLog {
            plan: &fair.plan,
            bodies: published.desk.body_names(),
            rows: figures.rows.iter().filter(|row| self.lists(row, choice)).collect(),
            chosen: if choice.is_all() { None } else { chosen() },
            deadlines: &deadlines,
            remarks,
            seal: published.desk.day_seal(figures.day).map(AsRef::as_ref),
            named: &|staff| Some(name_of(staff, published)),
            figures,
            since,
        }))
    }
}

/// The media type of the table.
pub(in crate::web) const CSV: &str = "text/csv; charset=utf-8; header=present";

/// As a file with a name that says what is in it.
pub(in crate::web) fn attachment(
    name: &str,
    ending: &str,
    kind: &'static str,
) -> [(HeaderName, HeaderValue); 2] {
    let plain: String = name.chars().map(|sign| if sign.is_ascii() { sign } else { '_' }).collect();
    // In letters of any script for programs that read it so (RFC 6266), which all but old ones do.
    let whole = if plain == name {
        String::new()
    } else {
        format!("; filename*=UTF-8''fairdesk-{}.{ending}", encoded(name))
    };
    let name = format!("attachment; filename=\"fairdesk-{plain}.{ending}\"{whole}");
    let name = HeaderValue::try_from(name).unwrap_or_else(|_| HeaderValue::from_static("attachment"));
    [(header::CONTENT_TYPE, HeaderValue::from_static(kind)), (header::CONTENT_DISPOSITION, name)]
}

/// The chosen rows as a table, in words or else in codes; sent while it is made, so that no more than some rows are in memory. It has
/// columns and rows alone, so that what was chosen stands in its name.
pub(in crate::web) fn table(counted: Counted, choice: Choice, words: Option<Texts>) -> Response {
    let headers = attachment(&counted.name(&choice), "csv", CSV);
    let lines = stream::iter(Lines { counted, choice, words, next: None });
    (headers, Body::from_stream(lines)).into_response()
}

/// Rows sent at once.
const ROWS: usize = 200;

/// The parts of the table.
struct Lines {
    counted: Counted,
    choice: Choice,
    words: Option<Texts>,
    /// The row that comes next, once the head was sent.
    next: Option<usize>,
}

impl Iterator for Lines {
    type Item = Result<Bytes, csv::Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let words = self.words.as_ref().map_or(Words::Codes, Words::Of);
        let Counted { published, figures, .. } = &self.counted;
        let Some(from) = self.next else {
            self.next = Some(0);
            return Some(daylog::table::head(words).map(Bytes::from));
        };
        let rest = figures.rows.get(from..).filter(|rest| !rest.is_empty())?;
        let here = &rest[..rest.len().min(ROWS)];
        self.next = Some(from + here.len());
        let zone = published.desk.fair().map_or(jiff::tz::TimeZone::UTC, |fair| fair.plan.time_zone());
        let rows = here.iter().filter(|row| self.counted.lists(row, &self.choice));
        let lines = daylog::table::lines(rows, words, &zone, |staff| Some(name_of(staff, published)));
        Some(lines.map(Bytes::from))
    }
}

/// The whole log as programs read it; sent while it is made.
///
/// # Errors
/// When the journal cannot be read.
pub(in crate::web) fn plain(app: &App, counted: Counted) -> Result<Body, Problem> {
    let document = document(app, &counted)?;
    let kept = Kept::plain(&document, counted.figures, Arc::clone(app.engine.reader()));
    let kept = kept.map_err(|error| Problem::internal(&error))?;
    Ok(Body::from_stream(stream::iter(kept.parts())))
}

/// The whole log but for its rows.
fn document(app: &App, counted: &Counted) -> Result<Document, Problem> {
    let remarks = counted.remarks(app)?;
    let Counted { published, figures, since, now, .. } = counted;
    let deadlines = due::of_day(&published.desk, figures.day, *now);
    let late = listed::late_facts(&**app.engine.reader(), &published.desk, figures.day)?;
    let zone = published.desk.fair().map_or("UTC", |fair| fair.plan.zone.as_str());
    let halls: Vec<_> = published.desk.halls().map(|hall| hall.id.clone()).collect();
    let seal = published.desk.day_seal(figures.day).map(AsRef::as_ref);
    let told = (&**figures, since.as_slice());
    Ok(daylog::document(told, (zone, &halls), seal, &remarks, (&deadlines, late), |staff| {
        Some(name_of(staff, published))
    }))
}
