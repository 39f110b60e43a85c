//! One disclosure on a page: to whom, on what ground, exactly what with which digests; the bundle, the receipt, and that it was
//! signed.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Case, Command,
    body::{Content, DisclosureBody, GivenFile, PersonBody},
    disclosure::Disclosure,
    fair::Language,
};

use crate::{
    app::App,
    documents::disclosure as papers_of,
    engine::Published,
    locale::Texts,
    web::{
        form::{Entries, fresh_key},
        frame::{self, Errors, Frame, Tone},
        guard::{Signed, Who},
        office, pdf, plan_form,
        problem::{Fault, Problem},
        signed,
        submit::name_of,
        visit::Visit,
    },
};

use super::{Door, Titles, body_of, find, holds_statement, names_for, number_of, page_of, reason_of, titles};

/// Longest name of who signed, in characters.
const SIGNER: usize = 200;

/// What is told about the thing just done, and in which language a paper is wanted.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: String,
    language: String,
}

#[derive(Template)]
#[template(path = "disclosure.html")]
struct Page {
    frame: Frame,
    t: Texts,
    errors: Errors,
    key: String,
    path: String,
    /// The page of its case, and the number of that.
    case: String,
    number: String,
    body: Option<DisclosureBody>,
    basis: String,
    on: String,
    given_at: String,
    by: String,
    /// Who confirmed it, where two had to.
    second: Option<String>,
    told: bool,
    /// What it is, and its file.
    given: Vec<(String, Option<GivenFile>)>,
    /// Whose a statement among it is, is not told before the case is read.
    nameless: bool,
    /// The texts of the case are gone, and the bundle with them.
    erased: bool,
    /// Who signed for it, and when.
    received: Option<(String, String)>,
    /// The papers by language.
    receipts: Vec<(String, String, String)>,
    sent: Entries,
}

pub(super) async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let mut page = draw(&app, &visit, &who, &person, &id, Entries::default(), Errors::default())?;
    let said = match asked.done.as_str() {
        "given" => Some("disclosure-done-given"),
        "received" => Some("disclosure-done-received"),
        _ => None,
    };
    if let Some(key) = said {
        let text = page.t.t(key);
        page.frame = page.frame.notice(Tone::Good, text);
    }
    Ok(frame::show(&page))
}

fn draw(
    app: &App,
    visit: &Visit,
    who: &Who,
    person: &Signed,
    id: &str,
    sent: Entries,
    errors: Errors,
) -> Result<Page, Problem> {
    let at = app.now();
    let (case, known) = find(&at, person, id)?;
    let door = Door::of(known.terms.part);
    let frame = signed::frame(app, visit, who, "disclosure-title").office();
    let t = frame.t();
    let body = body_of(app, &known)?;
    let file = |at: usize| body.as_ref().and_then(|body| body.files.get(at).cloned());
    let Titles { all, nameless } = Titles::of(app, &at, &t, person, &case, &known.terms)?;
    let given = all.into_iter().enumerate().map(|(at, title)| (title, file(at))).collect();
    let received = match known.received {
        Some((seq, on)) => Some((signer(app, seq)?, t.date(on))),
        None => None,
    };
    let path = page_of(known.id);
    let receipts = Language::ALL.into_iter().map(|language| {
        let query = format!("language={}", language.tag());
        (format!("{path}/receipt?{query}"), format!("{path}/receipt.pdf?{query}"), t.language_name(language))
    });
    Ok(Page {
        errors,
        key: fresh_key(),
        receipts: receipts.collect(),
        case: door.case_page(&case),
        number: number_of(&case, known.terms.part),
        basis: papers_of::ground(&t, known.terms.basis),
        on: t.date(known.terms.on),
        given_at: t.moment(known.at),
        by: known.by.map(|by| name_of(by, &at)).unwrap_or_default(),
        second: second(&at, &known),
        told: known.terms.told,
        given,
        nameless,
        erased: case.erased_at.is_some(),
        received,
        body,
        path,
        sent,
        frame,
        t,
    })
}

/// Who confirmed that it is given; nobody where one person gave it alone.
fn second(at: &Published, known: &Disclosure) -> Option<String> {
    let (by, _) = at.desk.proposal_of(known.id)?.confirmed()?;
    Some(by.map(|by| name_of(by, at)).unwrap_or_default())
}

/// Who signed; empty once that was erased.
fn signer(app: &App, seq: u64) -> Result<String, Problem> {
    Ok(match app.engine.entry(seq)?.and_then(|entry| entry.body.content()) {
        Some(Content::Person(person)) => person.name,
        Some(_) | None => String::new(),
    })
}

/// What its papers say. Whoever gets them gets the statements, and reads whose each is; of an erased case nobody does.
///
/// # Errors
/// `not-found` without a fair, and when the journal cannot be read.
pub(super) fn handing(
    app: &App,
    at: &Published,
    case: &Arc<Case>,
    known: &Disclosure,
    body: DisclosureBody,
    language: Language,
) -> Result<papers_of::Handing, Problem> {
    let fair = at.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?;
    let t = Texts::of(Some(&fair.plan), language);
    Ok(papers_of::Handing {
        sender: papers_of::Sender {
            fair: fair.plan.clone(),
            part: known.terms.part,
            number: number_of(case, known.terms.part),
        },
        titles: titles(at, case, &known.terms, &t, Some(app).filter(|_| case.erased_at.is_none()))?,
        terms: known.terms.clone(),
        by: known.by.map(|by| name_of(by, at)).unwrap_or_default(),
        at: known.at,
        body,
    })
}

#[derive(Template)]
#[template(path = "papers_paper.html")]
struct ReceiptPage {
    frame: Frame,
    t: Texts,
    html: String,
    pdf: String,
    missing: Vec<String>,
    back: String,
    back_text: &'static str,
}

/// The receipt. It says whose each statement is that was lodged in advance, so that of such a one the reading is recorded.
async fn printed(
    app: &App,
    (who, person): (&Who, &Signed),
    id: &str,
    asked: &Asked,
    visit: &Visit,
) -> Result<(papers::Paper, String, Language), Problem> {
    let at = app.now();
    let (case, known) = find(&at, person, id)?;
    let body = body_of(app, &known)?.ok_or_else(|| Problem::of(Fault::Erased))?;
    let names = holds_statement(&known.terms) && case.erased_at.is_none();
    if names && names_for(app, &person.staff, &case, known.terms.part).is_none() {
        let reason = reason_of(&body, &visit.texts);
        Door::of(known.terms.part).record_reading(app, who, person, &case, reason).await?;
    }
    let language = Language::from_tag(&asked.language).unwrap_or(known.terms.language);
    let handing = handing(app, &at, &case, &known, body, language)?;
    let paper = papers_of::receipt(&handing, &visit.texts.speaking(language));
    Ok((paper, page_of(known.id), language))
}

pub(super) async fn receipt(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (paper, path, language) = printed(&app, (&who, &person), &id, &asked, &visit).await?;
    let frame = signed::frame(&app, &visit, &who, "disclosure-receipt-title");
    let html = papers::html::html(&paper).map_err(|error| Problem::internal(&error))?;
    Ok(frame::show(&ReceiptPage {
        t: frame.t(),
        frame,
        html,
        pdf: format!("{path}/receipt.pdf?language={}", language.tag()),
        missing: Vec::new(),
        back: path,
        back_text: "disclosure-back",
    }))
}

pub(super) async fn receipt_pdf(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (paper, ..) = printed(&app, (&who, &person), &id, &asked, &visit).await?;
    pdf::answer(paper, "receipt.pdf").await
}

pub(super) async fn receive(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    sent: Entries,
) -> Result<Response, Problem> {
    let (case, known) = find(&app.now(), &person, &id)?;
    let (t, mut errors) = (&visit.texts, Errors::default());
    let name = plan_form::named(sent.text("name"), "name", SIGNER, t, &mut errors);
    let on = plan_form::day(&sent, "on", t, &mut errors);
    if on.is_none() && errors.of("on").is_empty() {
        errors.add("on", t.t("entry-missing"));
    }
    if on.is_some_and(|on| on > office::today(&app)) {
        errors.add("on", t.t("entry-in-future"));
    }
    let given = known.at.to_zoned(t.zone().clone()).date();
    if on.is_some_and(|on| on < given) {
        errors.add("on", t.t1("disclosure-receive-early", "date", t.date(given)));
    }
    let (Some(name), Some(on), true) = (name, on, errors.is_empty()) else {
        let page = draw(&app, &visit, &who, &person, &id, sent, errors)?;
        return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let body = PersonBody { name, ..PersonBody::default() };
    let command = Command::ReceiveDisclosure { case: case.id, disclosure: known.id, on, body };
    app.ask(who.from(), sent.once(&app, &who, &format!("disclosure/{}/received", known.id)), command).await?;
    Ok(visit.sent(&format!("{}?done=received", page_of(known.id))))
}
