//! The investigation record (form 6): a stand looked at, somebody questioned. Written here with its questions, answers and photos,
//! confirmed by whoever was questioned, printed like every paper of the case.
//!
//! The desk's own: no party reads it on its phone, and nothing of it goes to the organiser.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Case, EvidenceId, PartyId,
    body::{InquiryBody, PersonBody, QuestionBody, RecordBody},
    procedure::{Action, Means, Purpose, RecordPart},
    reading::Sight,
    text::{self, TextFault},
};

use crate::{
    app::{App, Once},
    engine::Published,
    locale::Texts,
    web::{
        fee,
        form::{self, Entries, fresh_key},
        frame::{self, Frame},
        guard::{Signed, Who},
        problem::{Fault, Problem},
        route::{Access, MEDIATORS, Route},
        signed,
        submit::name_of,
        ticket::evidence,
        visit::Visit,
    },
};

use super::{
    Done, contents, happened,
    happened::NoMoment,
    photos,
    sealed::{self, party_name},
    sent::{Sent, clashed},
    table::reach,
};

/// Longest text, characters.
const TEXT: usize = 20_000;
/// Longest question or answer, characters.
const ANSWER: usize = 2_000;
/// Empty rows for questions.
const MORE: usize = 4;
/// Photos of one record.
const PHOTOS: usize = 12;

pub(super) fn routes() -> Vec<Route> {
    let mediators = Access::Staff(MEDIATORS);
    vec![
        Route::get("/counter/cases/{case}/investigation", mediators, page),
        Route::post("/counter/cases/{case}/investigation/record", mediators, write)
            .with(form::up_to(evidence::UPLOAD_BYTES)),
        Route::post("/counter/cases/{case}/investigation/confirm", mediators, confirm),
    ]
}

#[derive(Template)]
#[template(path = "counter_investigation.html")]
struct InvestigationPage {
    frame: Frame,
    t: Texts,
    key: String,
    id: String,
    number: String,
    closed: bool,
    /// Whoever reads has the case.
    mine: bool,
    version: u32,
    written: String,
    /// Who confirmed this version.
    confirmed: Vec<String>,
    parties: Vec<(String, String)>,
    /// What the form proposes: as it stands, or as it was typed.
    body: RecordBody,
    inquiry: InquiryBody,
    day: String,
    time: String,
    /// Somebody else wrote a newer version meanwhile.
    clash: bool,
}

impl InvestigationPage {
    /// Each question with its place in the form, and some empty ones.
    fn rows(&self) -> Vec<(usize, &str, &str)> {
        let asked = self.inquiry.questions.iter().map(|row| (row.asked.as_str(), row.answered.as_str()));
        asked.chain(std::iter::repeat_n(("", ""), MORE)).enumerate().map(|(at, (q, a))| (at, q, a)).collect()
    }
    fn place(&self) -> &str {
        self.body.place.as_deref().unwrap_or_default()
    }
    fn present(&self) -> &str {
        self.body.present.as_deref().unwrap_or_default()
    }
    fn result(&self) -> &str {
        self.body.result.as_deref().unwrap_or_default()
    }
    fn position(&self) -> &str {
        self.inquiry.person.position.as_deref().unwrap_or_default()
    }
    fn is_of(&self, party: &str) -> bool {
        self.inquiry.party.is_some_and(|known| known.to_string() == party)
    }
    fn photos(&self) -> Vec<String> {
        self.inquiry.photos.iter().map(ToString::to_string).collect()
    }
    fn means() -> Vec<&'static str> {
        Means::ALL.iter().filter(|means| **means != Means::Device).map(|means| means.code()).collect()
    }
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let case = contents::find(&app.now(), &id)?;
    let frame = done.tell(signed::frame(&app, &visit, &who, "inquiry-title").counter());
    let page = drawn(&app, &who, &person, frame, &case, None).await?;
    Ok(frame::show(&page))
}

/// The page, after the reading is on record; without anything sealed for whoever may not read it now.
async fn drawn(
    app: &App,
    who: &Who,
    person: &Signed,
    mut frame: Frame,
    case: &Arc<Case>,
    typed: Option<RecordBody>,
) -> Result<InvestigationPage, Problem> {
    let t = frame.t();
    let number = case.claimant().ticket.map(|number| number.to_string()).unwrap_or_default();
    frame.title = t.t1("inquiry-title-of", "number", &*number);
    frame.charges = fee::is_linked(&app.now().desk, &person.staff, case);
    frame.reach = reach(&app.now().desk, &person.staff, case);
    frame.closed = contents::why_closed(&app.now(), person, case);
    let mut page = InvestigationPage {
        key: fresh_key(),
        id: case.id.to_string(),
        number,
        closed: true,
        mine: false,
        version: 0,
        written: String::new(),
        confirmed: Vec::new(),
        parties: Vec::new(),
        body: RecordBody::default(),
        inquiry: InquiryBody::default(),
        day: String::new(),
        time: String::new(),
        clash: typed.is_some(),
        frame,
        t,
    };
    let whole = contents::sight(&app.now(), person, case, app.clock.now()) == Sight::Whole;
    if !whole || !app.now().desk.opens_record(&person.staff, case) {
        return Ok(page);
    }
    contents::record_reading(app, who, person, case, None).await?;
    let opened = contents::open(app, case).await?;
    let sealed = sealed::open(app, case, Some(person.staff.id)).await?;
    let at = app.now();
    let name = |party: PartyId| party_name(&page.t, &at, case, party, &opened);
    let record = case.procedure.record(RecordPart::Investigation);
    let stands = sealed.records.get(&RecordPart::Investigation).cloned().unwrap_or_default();
    page.parties =
        case.parties.iter().map(|party| (party.place.id.to_string(), name(party.place.id))).collect();
    page.confirmed = confirmed(&page.t, record, name);
    page.closed = false;
    page.mine = mine(&at, person, case);
    page.version = record.map_or(0, |record| record.version);
    page.written = record.map_or_else(String::new, |record| {
        let by = record.by.map(|by| name_of(by, &at)).unwrap_or_default();
        let said = page.t.say("session-record-version").with("version", u64::from(record.version));
        said.with("moment", page.t.moment(record.at)).with("who", by).to_string()
    });
    page.body = typed.unwrap_or(stands);
    page.inquiry = page.body.inquiry.clone().unwrap_or_default();
    let local = page.inquiry.at.unwrap_or_else(|| app.clock.now()).to_zoned(page.t.zone().clone());
    (page.day, page.time) = (local.date().to_string(), local.strftime("%H:%M").to_string());
    Ok(page)
}

fn confirmed(
    t: &Texts,
    record: Option<&domain::procedure::Record>,
    name: impl Fn(PartyId) -> String,
) -> Vec<String> {
    let given = record.map(|record| record.confirmed.as_slice()).unwrap_or_default();
    let said = given.iter().map(|(party, means, at)| {
        [name(*party), t.code("means", means.code()).into_owned(), t.moment(*at)].join(" · ")
    });
    said.collect()
}

fn mine(at: &Published, person: &Signed, case: &Case) -> bool {
    let lead = case.claimant().ticket.and_then(|number| at.desk.ticket(number));
    case.state.is_open() && lead.is_some_and(|lead| lead.mediator == Some(person.staff.id))
}

async fn write(sent: Sent) -> Result<Response, Problem> {
    let body = match written(&sent).await {
        Ok(body) => body,
        Err(problem) => return again(&sent, problem, kept_photos(&sent.form)).await,
    };
    let part = RecordPart::Investigation;
    let action = Action::WriteRecord { part, base: sent.version("base"), body: body.clone() };
    match sent.ask("investigation/record", action).await {
        Ok(_) => Ok(sent.back("investigation", "recorded")),
        Err(problem) if clashed(&problem) => {
            let case = contents::find(&sent.app.now(), &sent.case.id.to_string())?;
            let frame = signed::frame(&sent.app, &sent.visit, &sent.who, "inquiry-title").counter();
            let page = drawn(&sent.app, &sent.who, &sent.person, frame, &case, Some(body)).await?;
            Ok(frame::show_with(StatusCode::CONFLICT, &page))
        }
        // What was photographed is filed by now, and need not be chosen again.
        Err(problem) => again(&sent, problem, body.inquiry.unwrap_or_default().photos).await,
    }
}

/// The page with what was typed, written from the version it was written from. Where there is no form for it any more, what was typed is
/// shown to be copied.
async fn again(sent: &Sent, problem: Problem, photos: Vec<EvidenceId>) -> Result<Response, Problem> {
    let case = contents::find(&sent.app.now(), &sent.case.id.to_string())?;
    if !mine(&sent.app.now(), &sent.person, &case) {
        return Err(problem.typed(&all_typed(&sent.form)));
    }
    // The moment of an investigation has fields of its own.
    let problem = if problem.fault_of("happened_time").is_some() {
        let code = problem.code();
        problem.field("taken_time", code)
    } else {
        problem
    };
    let (frame, status) = sent.refused(problem)?.framed("inquiry-title", (&Done::default(), StatusCode::OK));
    let mut page = drawn(&sent.app, &sent.who, &sent.person, frame, &case, None).await?;
    page.inquiry.questions = rows_of(&sent.form);
    page.inquiry.photos = photos;
    Ok(frame::show_with(status, &page))
}

/// The rows of a form in which something was typed, as it was typed.
fn rows_of(form: &Entries) -> Vec<QuestionBody> {
    let rows = form.all("asked").zip(form.all("answered"));
    let typed = rows.map(|(asked, answered)| QuestionBody { asked: asked.into(), answered: answered.into() });
    typed.filter(|row| !row.asked.trim().is_empty() || !row.answered.trim().is_empty()).collect()
}

fn kept_photos(form: &Entries) -> Vec<EvidenceId> {
    form.all("kept").filter_map(|id| id.parse().ok()).collect()
}

/// Whatever was written out, in the order of the page.
fn all_typed(form: &Entries) -> String {
    let rows = rows_of(form).into_iter().flat_map(|row| [row.asked, row.answered]);
    let texts = ["text", "result"].map(|field| form.text(field).to_owned());
    rows.chain(texts).filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

/// What the form says. Its photos are filed before the record names them.
async fn written(sent: &Sent) -> Result<RecordBody, Problem> {
    let (day, time) = (sent.form.text("taken_day"), sent.form.text("taken_time"));
    let at = happened::moment_of(&sent.app.now().desk, day, time).map_err(|wrong| {
        let (NoMoment::Half(field) | NoMoment::Unreadable(field)) = wrong;
        let field = if field == happened::DAY { "taken_day" } else { "taken_time" };
        Problem::of(Fault::Invalid).coded("half-a-time").field(field, "invalid")
    })?;
    let party = match sent.form.text("party") {
        "" => None,
        _ => Some(sent.party()?),
    };
    let mut body = RecordBody {
        text: sent.lines("text", TEXT)?.unwrap_or_default(),
        place: sent.line("place")?,
        present: sent.line("present")?,
        result: sent.lines("result", TEXT)?,
        inquiry: None,
    };
    let person = PersonBody {
        name: sent.line("name")?.unwrap_or_default(),
        position: sent.line("position")?,
        ..PersonBody::default()
    };
    let photos = kept_photos(&sent.form);
    let mut inquiry = InquiryBody { at, person, party, questions: questions(sent)?, photos };
    for upload in sent.form.uploads().take(PHOTOS.saturating_sub(inquiry.photos.len())) {
        inquiry.photos.extend(photo(sent, party, upload).await?);
    }
    body.inquiry = Some(inquiry);
    Ok(body)
}

/// The rows in which something was typed, in order.
fn questions(sent: &Sent) -> Result<Vec<QuestionBody>, Problem> {
    let mut questions = Vec::new();
    for row in rows_of(&sent.form) {
        let row = QuestionBody { asked: words(&row.asked)?, answered: words(&row.answered)? };
        if row != QuestionBody::default() {
            questions.push(row);
        }
    }
    Ok(questions)
}

fn words(typed: &str) -> Result<String, Problem> {
    match text::lines(typed, ANSWER) {
        Ok(text) => Ok(text),
        Err(TextFault::Empty) => Ok(String::new()),
        Err(TextFault::TooLong { .. }) => Err(Problem::of(Fault::Invalid).field("answered", "too-long")),
    }
}

/// Files one photo, once however often the form is sent.
async fn photo(
    sent: &Sent,
    party: Option<PartyId>,
    upload: &form::Upload,
) -> Result<Option<EvidenceId>, Problem> {
    let once = match sent.once("investigation/photo") {
        Once::Fresh => Once::Fresh,
        Once::Key { scope, key, digest } => {
            Once::Key { scope, key: format!("{key}/{}", sent.app.digest(&upload.bytes)), digest }
        }
    };
    let party = party.unwrap_or_else(|| sent.case.claimant().place.id);
    let of = (sent.case.id, party, Purpose::Inquiry);
    photos::file(&sent.app, &sent.who, once, &sent.form, of, upload).await
}

/// Who was questioned confirms it, now or on paper at the time that is said. What cannot be taken is shown again as typed.
async fn confirm(sent: Sent) -> Result<Response, Problem> {
    let asked = async {
        let action = Action::ConfirmRecord {
            party: sent.party()?,
            part: RecordPart::Investigation,
            version: sent.version("version"),
            means: sent.code("means", Means::from_code)?,
        };
        sent.ask("investigation/confirm", action).await
    };
    let Err(problem) = asked.await else { return Ok(sent.back("investigation", "recorded")) };
    let looker = sent.refused(problem)?;
    let (frame, status) = looker.framed("inquiry-title", (&Done::default(), StatusCode::OK));
    let case = contents::find(&sent.app.now(), &sent.case.id.to_string())?;
    let page = drawn(&sent.app, &sent.who, &sent.person, frame, &case, None).await?;
    Ok(frame::show_with(status, &page))
}

#[cfg(test)]
mod tests;
