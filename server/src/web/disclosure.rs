//! Giving an authority something of a case: what exactly is chosen on a form, the journal says it before anything leaves, and one
//! bundle goes out with a list, digests and a receipt to be signed.
//!
//! There are two doors, because two answer for two files: the head of the mediation body for that of the mediation, the organiser's
//! officer for what the organiser was told. What a ground lets out is the domain's rule ([`domain::disclosure`]).

use std::sync::Arc;

use domain::{
    Case, DisclosureId,
    body::{Content, DisclosureBody},
    case::Ask,
    disclosure::{Disclosure, DisclosureTerms, Given, Sort},
    reading::read_lately,
    referral::Counterpart,
    staff::{Role, Staff},
};

use crate::{
    app::App,
    documents::Kind,
    engine::{Published, ReadError},
    locale::Texts,
};

use super::{
    complaints,
    counter::contents,
    frame::Frame,
    guard::{Signed, Who},
    problem::{Fault, Problem},
    route::{Access, HEADS, LEADERS, ORGANISERS, Route},
    signed,
    visit::Visit,
};

mod bundle;
mod form;
mod list;
mod offer;
mod one;
#[cfg(test)]
mod tests;
mod unsigned;

pub(super) use bundle::{Piece, Press};
pub(super) use list::{GivenAway, drawn, of_statement};
pub(super) use offer::Offer;
pub(super) use unsigned::unsigned;

pub(super) fn routes() -> Vec<Route> {
    let (heads, organisers, both) = (Access::Staff(HEADS), Access::Staff(ORGANISERS), Access::Staff(LEADERS));
    vec![
        Route::get("/counter/cases/{case}/disclose", heads, form::form),
        Route::post("/counter/cases/{case}/disclose", heads, form::give),
        Route::get("/office/cases/{case}/disclose", organisers, form::form),
        Route::post("/office/cases/{case}/disclose", organisers, form::give),
        Route::get("/office/disclosures", both, list::page),
        Route::get("/office/disclosures/{disclosure}", both, one::page),
        Route::post("/office/disclosures/{disclosure}/received", both, one::receive),
        Route::get("/office/disclosures/{disclosure}/bundle.zip", both, bundle::download),
        Route::get("/office/disclosures/{disclosure}/receipt", both, one::receipt),
        Route::get("/office/disclosures/{disclosure}/receipt.pdf", both, one::receipt_pdf),
    ]
}

/// By which door somebody comes: whose file it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    Counter,
    Office,
}

impl Door {
    fn of(part: Ask) -> Self {
        match part {
            Ask::Mediation => Self::Counter,
            Ask::Measure => Self::Office,
        }
    }
    fn part(self) -> Ask {
        match self {
            Self::Counter => Ask::Mediation,
            Self::Office => Ask::Measure,
        }
    }
    /// The page of the case behind it.
    fn case_page(self, case: &Case) -> String {
        match self {
            Self::Counter => format!("/counter/cases/{}", case.id),
            Self::Office => complaints::page_of(case),
        }
    }
    fn find(self, at: &Published, id: &str) -> Result<Arc<Case>, Problem> {
        match self {
            Self::Counter => contents::find(at, id),
            Self::Office => complaints::find(at, id),
        }
    }
    fn frame(self, app: &App, visit: &Visit, who: &Who, title: &str) -> Frame {
        let frame = signed::frame(app, visit, who, title);
        match self {
            Self::Counter => frame.counter(),
            Self::Office => frame.office(),
        }
    }
    /// Records that this person reads the case, with the reason where one is asked for.
    async fn record_reading(
        self,
        app: &App,
        who: &Who,
        person: &Signed,
        case: &Case,
        reason: String,
    ) -> Result<(), Problem> {
        match self {
            Self::Counter => contents::record_reading(app, who, person, case, Some(reason)).await,
            Self::Office => complaints::record_reading(app, who, case).await,
        }
    }
}

/// The page of one disclosure.
pub(in crate::web) fn page_of(id: DisclosureId) -> String {
    format!("/office/disclosures/{id}")
}

/// Whether somebody may know of what was given of a part: each of their own, a head of their own body's cases, and nobody of a case
/// they have a conflict with.
pub(super) fn may_know(at: &Published, person: &Signed, case: &Case, part: Ask) -> bool {
    let own = match part {
        Ask::Mediation => person.is(Role::Head) && !person.staff.serves_other(case.body),
        Ask::Measure => person.is(Role::Organiser),
    };
    own && !at.desk.has_conflict(&person.staff, case)
}

/// The disclosure of an address with its case, for whoever may know of it.
fn find(at: &Published, person: &Signed, id: &str) -> Result<(Arc<Case>, Disclosure), Problem> {
    let id: Option<DisclosureId> = id.parse().ok();
    let found =
        id.and_then(|id| at.desk.disclosed_cases().find_map(|case| Some((case, case.disclosure(id)?))));
    let found = found.filter(|(case, known)| may_know(at, person, case, known.terms.part));
    let (case, known) = found.ok_or_else(|| Problem::of(Fault::NotFound))?;
    Ok((Arc::clone(case), known.clone()))
}

/// To whom it was given; empty once that was erased.
fn body_of(app: &App, known: &Disclosure) -> Result<Option<DisclosureBody>, ReadError> {
    Ok(match app.engine.entry(known.body_seq)?.and_then(|entry| entry.body.content()) {
        Some(Content::Disclosure(body)) => Some(body),
        Some(_) | None => None,
    })
}

/// Why the case is read by whoever makes the papers of it: that authority's request.
fn reason_of(body: &DisclosureBody, t: &Texts) -> String {
    t.t2("disclosure-reading", "authority", body.authority.as_str(), "number", body.reference.as_str())
}

/// The number by which the authority and this side of the desk know the case.
fn number_of(case: &Case, part: Ask) -> String {
    match part {
        Ask::Mediation => crate::documents::number_of(case),
        Ask::Measure => complaints::ticket_of(case),
    }
}

/// What kind of thing a paper is; none that is only a form.
fn sort_of(kind: Kind) -> Option<Sort> {
    match kind {
        Kind::Application => Some(Sort::Application),
        Kind::Acceptance | Kind::Notice | Kind::Receipt => Some(Sort::Service),
        // What both put before the court comes out of the talks, and goes where their record goes.
        Kind::Record | Kind::Investigation | Kind::Confirmation => Some(Sort::Record),
        Kind::Agreement | Kind::Oral => Some(Sort::Agreement),
        Kind::NonAcceptance | Kind::Termination | Kind::Certificate | Kind::ReturnVisit => {
            Some(Sort::Outcome)
        }
        Kind::ComplaintNotice | Kind::MeasureOrder | Kind::ComplaintCertificate => Some(Sort::Measure),
        // A list of photos proves nothing that they do not; what other bodies were sent, what it costs, and what was said of the case in the house,
        // is nobody's but the house's. That somebody declined is told to that one alone.
        Kind::Rights
        | Kind::NoPart
        | Kind::Quote
        | Kind::Attorney
        | Kind::Exhibits
        | Kind::Panel
        | Kind::Consultation
        | Kind::Referral => None,
    }
}

/// What of the mediation's file may go to another body with a referral. What the parties said when they were visited is no outcome that
/// others need; of what was lodged in advance the sides would read there.
pub(super) fn offered(case: &Case, to: Counterpart, t: &Texts) -> Vec<Offer> {
    let goes = |given: &Given| {
        let photo = given.evidence.and_then(|id| case.evidence.iter().find(|photo| photo.id == id));
        let kind = given.paper.as_deref().and_then(Kind::from_code);
        match (photo, kind) {
            (Some(photo), _) => to.takes_photo(photo),
            (None, Some(Kind::ReturnVisit)) => false,
            (None, _) => to.takes(given.sort),
        }
    };
    let all = offer::of_file(case, Ask::Mediation, t).into_iter().filter(|offer| goes(&offer.given));
    all.map(|offer| Offer { only: String::new(), ..offer }).collect()
}

/// The files of what is given, as a bundle would hold them.
#[cfg(test)]
pub(super) fn files_of(app: &App, case: &Arc<Case>, terms: &DisclosureTerms) -> Vec<domain::body::GivenFile> {
    let origin = super::origin::Origin("http://desk.local:8080".parse().unwrap());
    let press = bundle::Press { app: app.clone(), case: Arc::clone(case), origin, before: u64::MAX };
    press.pieces(terms).unwrap().into_iter().map(|piece| piece.file).collect()
}

/// Something that is given, in words.
pub(super) fn title(case: &Case, given: &Given, t: &Texts) -> String {
    offer::title(case, given, t)
}

/// From where somebody reads whose each statement lodged in advance is, on the form, the page of a disclosure, and that of what waits for
/// a second person. Who a side is, or stood at its booth, is a reading of the case: none of them opens a name by itself, and each tells
/// it once that reading is in the journal, as it is of whoever comes from the page of the case. Of an erased case nobody is named.
fn names_for<'a>(app: &'a App, staff: &Staff, case: &Case, part: Ask) -> Option<&'a App> {
    let reads = read_lately(case, part, staff.id, app.clock.now());
    Some(app).filter(|_| reads && case.erased_at.is_none())
}

/// What is given, as somebody is told it.
#[derive(Default)]
pub(super) struct Titles {
    /// In words, in the order of the files.
    pub(super) all: Vec<String>,
    /// Whose a statement among it is, is told only to whoever reads the case.
    pub(super) nameless: bool,
}

impl Titles {
    /// For whoever is signed in.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub(super) fn of(
        app: &App,
        at: &Published,
        t: &Texts,
        person: &Signed,
        case: &Case,
        terms: &DisclosureTerms,
    ) -> Result<Self, ReadError> {
        let names = names_for(app, &person.staff, case, terms.part);
        let nameless = names.is_none() && case.erased_at.is_none() && holds_statement(terms);
        Ok(Self { all: titles(at, case, terms, t, names)?, nameless })
    }
}

/// Whether something that a respondent lodged in advance is given.
fn holds_statement(terms: &DisclosureTerms) -> bool {
    terms.given.iter().any(|given| given.sort == Sort::Defence)
}

/// What is given, in words.
fn titles(
    at: &Published,
    case: &Case,
    terms: &DisclosureTerms,
    t: &Texts,
    names: Option<&App>,
) -> Result<Vec<String>, ReadError> {
    terms.given.iter().map(|given| offer::titled(&at.desk, case, given, t, names)).collect()
}
