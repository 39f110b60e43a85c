//! A list for an authority as a file. What leaves is in the journal before it does: who fetched it, as what, and the digest of the
//! bytes. The table is made twice for that, first for its digest and then to be sent, so that no more than some rows are in memory.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use data_encoding::HEXLOWER;
use domain::{
    CaseId, Command,
    handover::{Handover, ListForm},
    report::Origin,
};
use futures_util::stream;
use sha2::{Digest, Sha256};

use crate::{
    app::{App, Once},
    engine::Published,
    report::{
        cases::{self, Cases},
        origin,
    },
    table,
    web::{
        guard::{Signed, Who},
        log::download::{CSV, XLSX, attachment},
        problem::{Fault, Problem},
        visit::Visit,
    },
};

/// Rows sent at once.
const ROWS: usize = 100;

pub(super) async fn csv(
    State(app): State<App>,
    who: Who,
    person: Signed,
    Path(entry): Path<u64>,
) -> Result<Response, Problem> {
    let list = List::of(&app, &person, entry)?;
    let parts = list.parts();
    let made = tokio::task::spawn_blocking(move || digest(parts)).await;
    let made = made.map_err(|gone| Problem::internal(&gone))?;
    let (digest, length) = made.map_err(|error| Problem::internal(&error))?;
    list.leaves(&app, &who, ListForm::Csv, digest).await?;
    let body = Body::from_stream(stream::iter(list.parts()));
    // With its length, who downloads it sees how far it is.
    let length = [(header::CONTENT_LENGTH, length)];
    Ok((attachment(&list.name(), "csv", CSV), length, body).into_response())
}

pub(super) async fn xlsx(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(entry): Path<u64>,
) -> Result<Response, Problem> {
    let list = List::of(&app, &person, entry)?;
    let (made, t) = (list.clone(), visit.texts.clone());
    let bytes = tokio::task::spawn_blocking(move || made.with(|cases| cases::workbook(cases, &t))).await;
    let bytes = bytes.map_err(|gone| Problem::internal(&gone))?.map_err(|error| Problem::internal(&error))?;
    list.leaves(&app, &who, ListForm::Xlsx, HEXLOWER.encode(&Sha256::digest(&bytes))).await?;
    Ok((attachment(&list.name(), "xlsx", XLSX), bytes).into_response())
}

/// Its digest, and how long it is in bytes.
fn digest(parts: impl Iterator<Item = Result<Vec<u8>, csv::Error>>) -> Result<(String, usize), csv::Error> {
    let (mut digest, mut length) = (Sha256::new(), 0);
    for part in parts {
        let part = part?;
        length += part.len();
        digest.update(part);
    }
    Ok((HEXLOWER.encode(&digest.finalize()), length))
}

/// A list as one person may see it, in one state of the desk.
#[derive(Clone)]
struct List {
    published: Arc<Published>,
    known: Handover,
    whole: bool,
}

impl List {
    fn of(app: &App, person: &Signed, entry: u64) -> Result<Self, Problem> {
        let published = app.now();
        let known = published.desk.handovers().find(|known| known.seq == entry).cloned();
        let known = known.filter(|known| published.desk.may_have_list(&person.staff, known));
        let known = known.ok_or_else(|| Problem::of(Fault::NotFound))?;
        let whole = published.desk.may_have_whole_list(&person.staff, &known);
        Ok(Self { published, known, whole })
    }

    fn name(&self) -> String {
        format!("cases-{}", self.known.seq)
    }

    /// Records what is about to leave.
    async fn leaves(&self, app: &App, who: &Who, form: ListForm, sha256: String) -> Result<(), Problem> {
        let command = Command::FetchCaseList { handover: self.known.seq, form, sha256 };
        app.ask(who.from(), Once::Fresh, command).await.map(|_| ())
    }

    fn with<T>(&self, make: impl FnOnce(&Cases<'_>) -> T) -> T {
        let Self { published, known, whole } = self;
        let origin: &dyn Fn(domain::ExhibitorId) -> Origin = &origin(&published.desk, &published.names);
        let Handover { edition, from, until, body, .. } = *known;
        make(&Cases { desk: &published.desk, origin, from, until, body, edition, whole: *whole })
    }

    /// The table in parts, each made when it is asked for.
    fn parts(&self) -> impl Iterator<Item = Result<Vec<u8>, csv::Error>> + use<> {
        let ids: Vec<_> = self.with(|cases| cases.of().map(|case| case.id).collect());
        let list = self.clone();
        table::in_parts(cases::head(self.known.edition), ids, ROWS, move |ids: Vec<CaseId>| {
            list.with(|cases| -> Result<Vec<u8>, csv::Error> {
                let known = ids.into_iter().filter_map(|id| cases.desk.case(id));
                let lines = known.map(|case| cases::line(cases.row(case)));
                Ok(lines.collect::<Result<Vec<_>, _>>()?.concat())
            })
        })
    }
}
