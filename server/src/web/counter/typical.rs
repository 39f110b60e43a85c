//! A case that is over, told as an example (policy art 9): its account is written here, every name that the desk finds in it is
//! replaced or kept by hand, everybody is asked, and it is put forward for publication. Nothing here writes a word by itself.
//!
//! Drafts are part of the mediation's file: whoever sees the case whole sees them, after the reading is on record; the organiser
//! never does.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Case, TypicalId,
    body::Content,
    procedure::ConsentTo,
    proposal::Deed,
    reading::Sight,
    staff::Role,
    typical::{Account, Finding, Ground, Identifier, TypicalBody, TypicalTerms, findings, masked, untreated},
};

use crate::{
    app::App,
    engine::{Published, ReadError},
    locale::Texts,
    web::{
        consents::{self, Spoken},
        form::{Entries, fresh_key},
        frame::{self, Errors, Frame},
        guard::{Signed, Who},
        problem::Problem,
        proposals::Eyes,
        route::{Access, MEDIATORS, Route},
        signed,
        visit::Visit,
    },
};

use super::{
    Done, contents,
    table::{Looker, Table},
};

mod asked;
mod deeds;
mod known;
mod list;
mod typed;
mod view;

pub(in crate::web) use asked::{asked, awaited};
use view::{Agrees, Editor, Found, Put};

pub(super) fn routes() -> Vec<Route> {
    let mediators = Access::Staff(MEDIATORS);
    let pages = [
        Route::get("/counter/typical", mediators, list::page),
        Route::get("/counter/cases/{case}/typical", mediators, page),
    ];
    pages.into_iter().chain(deeds::routes()).collect()
}

/// Where the page of a case's account is.
pub(in crate::web) fn page_of(case: &Case) -> String {
    format!("/counter/cases/{}/typical", case.id)
}

/// Whether a case can be told at all: a dispute for the mediation body that is over, with its texts.
pub(super) fn can_be_told(case: &Case) -> bool {
    let dispute = case.kind == domain::case::CaseKind::Dispute && case.asks_for(domain::case::Ask::Mediation);
    dispute && !case.state.is_open() && case.erased_at.is_none()
}

/// Whether this person answers for what was published of a case whose texts are erased: nothing is written of it any more, and what
/// everybody reads can still be withdrawn.
pub(super) fn answers_for(at: &Published, person: &Signed, case: &Case) -> bool {
    let published = case.typical.iter().any(|known| known.published.is_some());
    let leads = person.is(Role::Head) && at.desk.sees_outcome(&person.staff, case);
    case.erased_at.is_some() && published && leads
}

#[derive(Template)]
#[template(path = "counter_typical.html")]
#[expect(clippy::struct_excessive_bools, reason = "independent yes-or-no facts that the template asks for")]
struct TypicalPage {
    frame: Frame,
    t: Texts,
    errors: Errors,
    key: String,
    id: String,
    number: String,
    /// The case can be told.
    tells: bool,
    /// The reader opens it on a reason first; or sees nothing of it.
    may_ask: bool,
    closed: bool,
    head: bool,
    /// The texts of the case are erased: what is withdrawn goes at once, and no reason is asked for.
    erased: bool,
    /// Who may be the second person, where one has to confirm it.
    eyes: Option<Eyes>,
    /// 0 while nothing is written.
    version: u32,
    written: String,
    editors: Vec<Editor>,
    found: Vec<Found>,
    /// As everybody would read it.
    told: Vec<Account>,
    /// What still hinders publishing it, by consent and without.
    by_consent: usize,
    anonymised: usize,
    agrees: Vec<Agrees>,
    /// The words they agree to, to be read out.
    words: Vec<Spoken>,
    put: Vec<Put>,
    /// One stands before everybody, or waits for the second person.
    public: bool,
    waits: bool,
    sent: Entries,
}

impl TypicalPage {
    fn path(&self) -> String {
        format!("/counter/cases/{}/typical", self.id)
    }
    fn everybody(&self) -> bool {
        self.agrees.iter().all(|party| party.given.is_some())
    }
    fn picked(&self, code: &str) -> bool {
        self.sent.text("ground") == code
    }
    fn name(&self, account: &Account) -> String {
        self.t.language_name(account.language)
    }
    fn heading(&self, account: &Account, part: domain::typical::Part) -> String {
        self.t.speaking(account.language).code("typical-part", part.code()).into_owned()
    }
    fn has_coarse(&self) -> bool {
        self.found.iter().any(|known| known.coarse)
    }
    /// What is still to be done before it can be published on a ground.
    fn stands(&self, code: &str) -> String {
        let by_consent = code == Ground::Consent.code();
        let open = if by_consent { self.by_consent } else { self.anonymised };
        match open {
            0 if by_consent && !self.everybody() => self.t.t("typical-not-agreed").into_owned(),
            0 => self.t.code("typical-ground-note", code).into_owned(),
            open => self.t.t1("typical-still-open", "count", open),
        }
    }
    /// How a consent reaches the desk when it is not given on the party's own device.
    fn means() -> Vec<&'static str> {
        use domain::procedure::Means;
        let by_staff = Means::ALL.iter().filter(|means| **means != Means::Device);
        by_staff.map(|means| means.code()).collect()
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
    let looker = Looker::new(&app, &visit, &who, &person);
    show(&looker, &id, (&done, StatusCode::OK), Again::default()).await
}

/// What a form brought that is shown again.
#[derive(Default)]
struct Again {
    sent: Entries,
    errors: Errors,
}

/// The page, with what was typed where a form is not saved.
async fn show(
    looker: &Looker<'_>,
    id: &str,
    (done, status): (&Done, StatusCode),
    again: Again,
) -> Result<Response, Problem> {
    let (app, person) = (looker.app, looker.person);
    let case = contents::find(&app.now(), id)?;
    let frame = signed::frame(app, looker.visit, looker.who, "typical-title");
    // As wide as the office where a head sits at a desk: two languages stand beside each other.
    let frame = done.tell(frame.office());
    let table = if can_be_told(&case) { looker.open(frame.t(), &case).await? } else { None };
    let at = app.now();
    let case = contents::find(&at, id)?;
    let blank = TypicalPage::blank(app, person, frame, &case, again);
    let page = match table {
        Some(table) => {
            let told = Told::of(app, &table)?;
            blank.filled(app, &table, &told)?
        }
        None if answers_for(&at, person, &case) => {
            TypicalPage { put: view::put(app, &at, &case, &blank.t)?, ..blank }
        }
        None => blank,
    };
    Ok(frame::show_with(status, &page))
}

/// The draft of a case, with everything by which its people are known.
struct Told {
    draft: TypicalBody,
    known: Vec<Identifier>,
}

impl Told {
    fn of(app: &App, table: &Table) -> Result<Self, ReadError> {
        Ok(Self { draft: draft_of(app, &table.case)?, known: known::of(table) })
    }
    fn findings(&self) -> Vec<Finding> {
        findings(&self.draft, &self.known)
    }
    fn masked(&self) -> Vec<Account> {
        masked(&self.draft, &self.known)
    }
    fn open(&self, ground: Ground) -> Vec<Finding> {
        untreated(&self.draft, &self.known, ground)
    }
}

/// What would be put forward: who may be its second hangs on the case, whatever is told of it.
fn publishing(case: &Case) -> Deed {
    let terms = TypicalTerms { ground: Ground::Anonymised, languages: Vec::new() };
    Deed::Publish { case: case.id, typical: TypicalId([0; 16]), terms }
}

/// The newest draft; nothing while there is none.
fn draft_of(app: &App, case: &Case) -> Result<TypicalBody, ReadError> {
    let Some(draft) = case.typical_draft else { return Ok(TypicalBody::default()) };
    Ok(match app.engine.entry(draft.seq)?.and_then(|entry| entry.body.content()) {
        Some(Content::Typical(body)) => body,
        Some(_) | None => TypicalBody::default(),
    })
}

impl TypicalPage {
    fn blank(app: &App, person: &Signed, frame: Frame, case: &Arc<Case>, again: Again) -> Self {
        let (at, mut frame) = (app.now(), frame);
        let t = frame.t();
        let number = case.claimant().ticket.map(|number| number.to_string()).unwrap_or_default();
        frame.title = t.t1("typical-title-of", "number", &*number);
        let is_over = !case.state.is_open() && case.erased_at.is_none();
        Self {
            errors: again.errors,
            key: fresh_key(),
            id: case.id.to_string(),
            number,
            // That it cannot be told would say that the organiser alone was asked.
            tells: can_be_told(case) || (is_over && !at.desk.sees_ending(&person.staff, case)),
            may_ask: contents::sight(&at, person, case, app.clock.now()) == Sight::OnReason,
            closed: true,
            head: person.is(Role::Head),
            erased: case.erased_at.is_some(),
            eyes: Eyes::ahead(&at, &t, &publishing(case), &person.staff, app.clock.now()),
            version: 0,
            written: String::new(),
            editors: Vec::new(),
            found: Vec::new(),
            told: Vec::new(),
            by_consent: 0,
            anonymised: 0,
            agrees: Vec::new(),
            words: Vec::new(),
            put: Vec::new(),
            public: case.public_account().is_some(),
            waits: false,
            sent: again.sent,
            frame,
            t,
        }
    }

    fn filled(self, app: &App, table: &Table, told: &Told) -> Result<Self, Problem> {
        let (case, at) = (&table.case, &table.at);
        let draft = case.typical_draft;
        Ok(Self {
            closed: false,
            version: draft.map_or(0, |draft| draft.version),
            written: draft.map(|draft| view::written(at, &self.t, &draft)).unwrap_or_default(),
            editors: view::editors(&told.draft, &self.sent, &self.t),
            found: view::found(case, told, &self.sent, &self.t),
            told: told.masked(),
            by_consent: told.open(Ground::Consent).len(),
            anonymised: told.open(Ground::Anonymised).len(),
            agrees: view::agrees(table, &self.t),
            words: consents::read_out(
                &self.t,
                ConsentTo::TypicalCase,
                case.parties.iter().map(|party| party.place.language),
            ),
            put: view::put(app, at, case, &self.t)?,
            waits: view::waits(at, case),
            ..self
        })
    }
}

#[cfg(test)]
mod tests;
