//! Cases told as examples, for everybody: a list, a page and a PDF of each. Nothing stands here that a person did not put forward,
//! and nothing that was withdrawn.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    TypicalId,
    body::Content,
    fair::Language,
    typical::{Account, Typical, TypicalBody},
};

use crate::{
    app::App,
    documents::typical as paper_of,
    engine::{Published, ReadError},
    locale::Texts,
};

use super::{
    bodies,
    frame::{self, Frame},
    guard::Who,
    pdf,
    problem::{Fault, Problem},
    route::{Access, Route},
    signed,
    visit::Visit,
};

/// The list.
pub(super) const LIST: &str = "/typical-cases";

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(LIST, Access::Everyone, list),
        Route::get("/typical-cases/{typical}", Access::Everyone, page),
        Route::get("/typical-cases/{typical}/case.pdf", Access::Everyone, pdf),
    ]
}

/// Where everybody reads an account.
pub(super) fn page_of(id: TypicalId) -> String {
    format!("{LIST}/{id}")
}

/// Whether there is anything to read.
pub(super) fn any(at: &Published) -> bool {
    at.desk.public_accounts().next().is_some()
}

/// The text that was put forward; nothing once it was erased.
///
/// # Errors
/// When the journal cannot be read.
pub(super) fn accounts(app: &App, known: &Typical) -> Result<Vec<Account>, ReadError> {
    Ok(text(app, known)?.accounts)
}

/// The same with what stays in it and why.
///
/// # Errors
/// When the journal cannot be read.
pub(super) fn text(app: &App, known: &Typical) -> Result<TypicalBody, ReadError> {
    Ok(match app.engine.entry(known.seq)?.and_then(|entry| entry.body.content()) {
        Some(Content::Typical(body)) => body,
        Some(_) | None => TypicalBody::default(),
    })
}

/// The account in a language, or else in the first there is.
pub(super) fn in_language(accounts: &[Account], language: Language) -> Option<&Account> {
    accounts.iter().find(|account| account.language == language).or_else(|| accounts.first())
}

/// One line of the list.
struct Line {
    href: String,
    tag: &'static str,
    title: String,
    published: String,
}

#[derive(Template)]
#[template(path = "typical_cases.html")]
struct ListPage {
    frame: Frame,
    t: Texts,
    body: String,
    lines: Vec<Line>,
}

async fn list(State(app): State<App>, visit: Visit, who: Who) -> Result<Response, Problem> {
    let at = app.now();
    let frame = signed::frame(&app, &visit, &who, "typical-cases-title");
    let t = frame.t();
    let mut known: Vec<_> = at.desk.public_accounts().map(|(_, known)| known).collect();
    known.sort_by_key(|known| std::cmp::Reverse(known.published));
    let mut lines = Vec::new();
    for known in known {
        let accounts = accounts(&app, known)?;
        let Some(account) = in_language(&accounts, t.language()) else { continue };
        lines.push(Line {
            href: page_of(known.id),
            tag: account.language.tag(),
            title: account.title.clone(),
            published: published(known, &t),
        });
    }
    let body = bodies::all(&t, &at.desk.body_names());
    Ok(frame::show(&ListPage { frame, t, body, lines }))
}

fn published(known: &Typical, t: &Texts) -> String {
    known.published.map(|at| t.plain_date(at.to_zoned(t.zone().clone()).date())).unwrap_or_default()
}

/// A public account with its texts.
struct Told {
    known: Typical,
    accounts: Vec<Account>,
    /// The mediation body it was.
    body: String,
}

fn find(app: &App, at: &Published, id: &str) -> Result<Told, Problem> {
    let id: Option<TypicalId> = id.parse().ok();
    let found = id.and_then(|id| at.desk.typical(id)).filter(|(_, known)| known.is_public());
    let (case, known) = found.ok_or_else(|| Problem::of(Fault::NotFound).coded("typical-unknown"))?;
    let (known, body) = (known.clone(), bodies::of_case(at, case));
    let accounts = accounts(app, &known)?;
    Ok(Told { known, accounts, body })
}

#[derive(Template)]
#[template(path = "typical_case.html")]
struct CasePage {
    frame: Frame,
    t: Texts,
    tag: &'static str,
    /// Heading and text of each part but the title.
    parts: Vec<(String, String)>,
    body: String,
    ground: &'static str,
    published: String,
    /// The PDF in each language there is.
    files: Vec<(String, String)>,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let at = app.now();
    let told = find(&app, &at, &id)?;
    let mut frame = signed::frame(&app, &visit, &who, "typical-cases-title");
    let t = frame.t();
    let account = in_language(&told.accounts, t.language());
    let account = account.ok_or_else(|| Problem::of(Fault::NotFound).coded("typical-unknown"))?;
    frame.title.clone_from(&account.title);
    let spoken = t.speaking(account.language);
    let path = page_of(told.known.id);
    let files = told.accounts.iter().map(|account| {
        let tag = account.language.tag();
        (format!("{path}/case.pdf?language={tag}"), t.language_name(account.language))
    });
    Ok(frame::show(&CasePage {
        tag: account.language.tag(),
        parts: paper_of::parts(account, &spoken),
        body: told.body.clone(),
        ground: told.known.terms.ground.code(),
        published: published(&told.known, &t),
        files: files.collect(),
        frame,
        t,
    }))
}

/// In which language a paper is wanted.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    language: String,
}

async fn pdf(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let at = app.now();
    let told = find(&app, &at, &id)?;
    let fair = at.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?;
    let wanted = Language::from_tag(&asked.language).unwrap_or(visit.texts.language());
    let account = in_language(&told.accounts, wanted);
    let account = account.ok_or_else(|| Problem::of(Fault::NotFound).coded("typical-unknown"))?;
    let t = visit.texts.speaking(account.language);
    pdf::answer(paper_of::paper(account, &told.known, (&fair.plan, &told.body), &t), "typical-case.pdf").await
}
