//! What was said to the organiser: complaints, and of each the text, the parties, the photos meant for the organiser and how the
//! case ended. Nothing that was said for mediation is read here, and no reading is without its entry in the journal.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{
    Case, Command,
    body::{ComplaintBody, Content, PartyBody},
    case::{Ask, CaseState, Party},
};

use crate::{
    app::{App, Once},
    engine::{Published, ReadError},
    evidence::{EvidenceError, Kept},
    locale::Texts,
    record::Opened,
    web::{
        frame::{self, Frame},
        guard::Who,
        problem::{Fault, Problem},
        route::Route,
        signed,
        visit::Visit,
    },
};

use super::ORGANISER;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/office/complaints", ORGANISER, list),
        Route::get("/office/cases/{case}", ORGANISER, page),
        Route::get("/office/cases/{case}/photos/{evidence}/{size}", ORGANISER, photo),
    ]
}

#[derive(Template)]
#[template(path = "log_complaints.html")]
struct List {
    frame: Frame,
    t: Texts,
    open: Vec<Line>,
    ended: Vec<Line>,
}

/// One complaint in the list: no name.
struct Line {
    href: String,
    ticket: String,
    about: String,
    booths: String,
    filed: String,
    state: String,
}

#[derive(Template)]
#[template(path = "log_complaint.html")]
struct Page {
    frame: Frame,
    t: Texts,
    about: String,
    filed: String,
    state: String,
    mediation: bool,
    complaint: Option<ComplaintBody>,
    parties: Vec<Shown>,
    photos: Vec<Photo>,
}

/// A party as the organiser may know it: who and where, not how to reach them.
struct Shown {
    side: &'static str,
    name: String,
    company: String,
    booth: String,
}

/// A photo meant for the organiser.
struct Photo {
    copy: String,
    thumbnail: String,
    caption: String,
    at: String,
}

async fn list(State(app): State<App>, visit: Visit, who: Who) -> Response {
    let published = app.now();
    let frame = signed::frame(&app, &visit, &who, "log-complaints").office();
    let t = frame.t();
    let complaints: Vec<_> = published.desk.cases().rev().filter(|case| complained(case)).collect();
    let (open, ended): (Vec<_>, Vec<_>) = complaints.into_iter().partition(|case| case.state.is_open());
    let lines = |cases: Vec<&Arc<Case>>| cases.into_iter().map(|case| line(&published, case, &t)).collect();
    frame::show(&List { open: lines(open), ended: lines(ended), frame, t })
}

fn complained(case: &Case) -> bool {
    case.complaint_seq.is_some() && case.asks_for(Ask::Measure)
}

fn line(published: &Published, case: &Case, t: &Texts) -> Line {
    let booths: Vec<_> = case.respondents().iter().filter_map(|party| booth_of(published, party)).collect();
    Line {
        href: format!("/office/cases/{}", case.id),
        ticket: ticket_of(case),
        about: about(case, t),
        booths: booths.join(", "),
        filed: t.moment(case.filed_at),
        state: state(case, t),
    }
}

fn ticket_of(case: &Case) -> String {
    case.claimant().ticket.map(|number| number.to_string()).unwrap_or_default()
}

fn about(case: &Case, t: &Texts) -> String {
    let kind = t.code("kind", case.kind.code());
    match case.right {
        Some(right) => format!("{kind} · {}", t.code("right", right.code())),
        None => kind.into_owned(),
    }
}

/// How the case ended, by category; why and on what terms is the mediation body's.
fn state(case: &Case, t: &Texts) -> String {
    match case.state {
        CaseState::Concluded { outcome, .. } => t.code("outcome", outcome.code()).into_owned(),
        CaseState::Submitted
        | CaseState::Accepted
        | CaseState::Agreed
        | CaseState::InSession
        | CaseState::Adjourned
        | CaseState::TermsAgreed => t.t("log-complaint-open").into_owned(),
    }
}

fn booth_of(published: &Published, party: &Party) -> Option<String> {
    let booth = published.desk.booth(party.place.booth?)?;
    Some(format!("{} {}", booth.hall, booth.number))
}

/// The case of an address, if there is a complaint in it.
fn find(published: &Published, id: &str) -> Result<Arc<Case>, Problem> {
    let case = id.parse().ok().and_then(|id| published.desk.case(id)).filter(|case| complained(case));
    case.map(Arc::clone).ok_or_else(|| Problem::of(Fault::NotFound))
}

/// Records who reads the complaint; nothing of it is shown before.
async fn record_reading(app: &App, who: &Who, case: &Case) -> Result<(), Problem> {
    let read = Command::ReadCase { case: case.id, part: Ask::Measure, reason: None };
    app.ask(who.from(), Once::Fresh, read).await.map(|_| ())
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let case = find(&app.now(), &id)?;
    // First the entry that says who reads; only then the reading.
    record_reading(&app, &who, &case).await?;
    let published = app.now();
    let mut frame = signed::frame(&app, &visit, &who, "log-complaint").office();
    let t = frame.t();
    frame.title = t.t1("log-complaint-of", "ticket", ticket_of(&case));
    let complaint = match opened(&app, case.complaint_seq)? {
        Some(Content::Complaint(body)) => Some(body),
        Some(_) | None => None,
    };
    let mut parties = Vec::new();
    for party in &case.parties {
        parties.push(shown(&app, &published, party)?);
    }
    let page = Page {
        about: about(&case, &t),
        filed: t.moment(case.filed_at),
        state: state(&case, &t),
        mediation: case.asks_for(Ask::Mediation),
        complaint,
        parties,
        photos: photos(&app, &case, &t)?,
        frame,
        t,
    };
    Ok(frame::show(&page))
}

/// A sealed text; `None` when it was erased.
fn opened(app: &App, seq: Option<u64>) -> Result<Option<Content>, ReadError> {
    let Some(seq) = seq else { return Ok(None) };
    let body = app.engine.entry(seq)?.map_or(Opened::Nothing, |entry| entry.body);
    Ok(body.content())
}

fn shown(app: &App, published: &Published, party: &Party) -> Result<Shown, ReadError> {
    let body = match opened(app, Some(party.entered_seq))? {
        Some(Content::Party(body)) => body,
        Some(_) | None => PartyBody::default(),
    };
    let listed = party.place.exhibitor.and_then(|id| published.names.exhibitor(id));
    let booth = booth_of(published, party).or(body.booth).or(body.described);
    Ok(Shown {
        side: party.place.side.code(),
        name: body.name,
        company: body.company.or_else(|| listed.map(|body| body.name.clone())).unwrap_or_default(),
        booth: booth.unwrap_or_default(),
    })
}

fn photos(app: &App, case: &Case, t: &Texts) -> Result<Vec<Photo>, ReadError> {
    let mut photos = Vec::new();
    for evidence in case.evidence.iter().filter(|evidence| evidence.audience.measure()) {
        let Some(Content::Evidence(body)) = opened(app, Some(evidence.seq))? else { continue };
        let at = |size: &str| format!("/office/cases/{}/photos/{}/{size}", case.id, evidence.id);
        photos.push(Photo {
            copy: at("copy"),
            thumbnail: at("thumbnail"),
            caption: body.caption.unwrap_or_default(),
            at: t.moment(evidence.at),
        });
    }
    Ok(photos)
}

async fn photo(
    State(app): State<App>,
    who: Who,
    Path((id, evidence, size)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let case = find(&app.now(), &id)?;
    let unknown = || Problem::of(Fault::NotFound);
    let meant =
        |photo: &&domain::case::Evidence| photo.id.to_string() == evidence && photo.audience.measure();
    let photo = case.evidence.iter().find(meant).ok_or_else(unknown)?;
    record_reading(&app, &who, &case).await?;
    let Some(Content::Evidence(body)) = opened(&app, Some(photo.seq))? else {
        return Err(Problem::of(Fault::Erased));
    };
    let file = match size.as_str() {
        "copy" => body.copy,
        "thumbnail" => body.thumbnail,
        _ => return Err(unknown()),
    };
    let kept = Kept::try_from(file).map_err(|error| Problem::internal(&error))?;
    let bytes = app.evidence.open(&kept).await.map_err(|error| {
        let erased = matches!(error, EvidenceError::Missing);
        if erased { Problem::of(Fault::Erased) } else { Problem::internal(&error) }
    })?;
    let kind = HeaderValue::from_static(kept.media.content_type());
    Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}
