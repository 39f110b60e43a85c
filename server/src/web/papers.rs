//! The papers of a case: what can be printed, each as a page and as PDF, and the check of a printed one.
//!
//! Papers carry what was said for mediation, so they are shown to whom the case is shown, and no sooner than the reading stands in
//! the journal. The gathering here opens no private note: a [`Dossier`] has no place for one.

use std::{collections::HashMap, sync::Arc};

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    Case, body::Content, case::Side, fair::Language, ids::PartyId, procedure::Signatory, reading::Sight,
};

use crate::{
    app::App,
    documents::{self, Document, Dossier, Kind, PartyView, Standing, Statement, Told, code},
    engine::{Published, ReadError},
    locale::Texts,
};

use super::{
    counter::contents,
    frame::{self, Frame},
    guard::{Signed, Who},
    origin::Origin,
    problem::{Fault, Problem},
    route::{Access, MEDIATORS, Route},
    signed,
    submit::name_of,
    visit::Visit,
};

pub(super) fn routes() -> Vec<Route> {
    let mediators = Access::Staff(MEDIATORS);
    vec![
        Route::get("/counter/cases/{case}/papers", mediators, list),
        Route::get("/counter/cases/{case}/papers/{kind}", mediators, paper),
        Route::get("/v/{key}", Access::KeyHolder, check),
    ]
}

/// What is said beside the kind of a paper.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    party: String,
    language: String,
}

/// A paper that can be printed.
struct Line {
    title: String,
    who: String,
    standing: &'static str,
    /// Address and language's own name.
    links: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "papers_list.html")]
struct ListPage {
    frame: Frame,
    t: Texts,
    id: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "papers_paper.html")]
struct PaperPage {
    frame: Frame,
    t: Texts,
    html: String,
    pdf: String,
    missing: Vec<String>,
    back: String,
    back_text: &'static str,
}

#[derive(Template)]
#[template(path = "papers_check.html")]
struct CheckPage {
    frame: Frame,
    t: Texts,
    standing: Option<&'static str>,
}

/// The case of an address, for whom it is shown whole; the reading is recorded.
async fn opened(app: &App, who: &Who, person: &Signed, id: &str) -> Result<Arc<Case>, Problem> {
    let case = contents::find(&app.now(), id)?;
    if case.erased_at.is_some() {
        return Err(Problem::of(Fault::Erased));
    }
    if contents::sight(&app.now(), person, &case, app.clock.now()) != Sight::Whole {
        return Err(Problem::of(Fault::NotAllowed));
    }
    contents::record_reading(app, who, person, &case, None).await?;
    contents::find(&app.now(), id)
}

async fn list(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let case = opened(&app, &who, &person, &id).await?;
    let frame = signed::frame(&app, &visit, &who, "papers-list-title").counter();
    let t = frame.t();
    let published = app.now();
    let mut lines = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|kind| !kind.is_organisers()) {
        let parties = case.respondents().iter().map(|party| Some(party.place.id));
        let parties: Vec<_> = if kind.is_of_party() { parties.collect() } else { vec![None] };
        for party in parties {
            let Some((_, standing)) = kind.standing(&case, party) else { continue };
            let base = format!("/counter/cases/{}/papers", case.id);
            lines.push(Line {
                title: t.t(short_title(kind)).into_owned(),
                who: party.and_then(|id| called(&published, &case, id)).unwrap_or_default(),
                standing: standing_key(standing),
                links: links(&t, &base, kind, party),
            });
        }
    }
    Ok(frame::show(&ListPage { id: case.id.to_string(), lines, frame, t }))
}

fn links(t: &Texts, base: &str, kind: Kind, party: Option<PartyId>) -> Vec<(String, String, String)> {
    let party = party.map(|party| format!("&party={party}")).unwrap_or_default();
    let link = |language: Language| {
        let query = format!("language={}{party}", language.tag());
        let name = t.speaking(language).t("language-own-name").into_owned();
        let page = format!("{base}/{}?{query}", kind.code());
        (page, format!("{base}/{}.pdf?{query}", kind.code()), name)
    };
    Language::ALL.into_iter().map(link).collect()
}

fn called(published: &Published, case: &Case, id: PartyId) -> Option<String> {
    let party = case.party(id)?;
    let listed =
        party.place.exhibitor.and_then(|id| published.names.exhibitor(id)).map(|body| body.name.clone());
    listed.or_else(|| {
        let booth = published.desk.booth(party.place.booth?)?;
        Some(format!("{} {}", booth.hall, booth.number))
    })
}

fn short_title(kind: Kind) -> &'static str {
    match kind {
        Kind::Application => "papers-short-application",
        Kind::Acceptance => "papers-short-acceptance",
        Kind::Rights => "papers-short-rights",
        Kind::Notice => "papers-short-notice",
        Kind::Attorney => "papers-title-attorney",
        Kind::Investigation => "papers-short-investigation",
        Kind::Record => "papers-short-record",
        Kind::Agreement => "papers-short-agreement",
        Kind::Oral => "papers-short-oral",
        Kind::NonAcceptance => "papers-title-non-acceptance",
        Kind::Termination => "papers-title-termination",
        Kind::Certificate => "papers-title-certificate",
        Kind::ComplaintNotice => "papers-title-complaint-notice",
        Kind::MeasureOrder => "papers-title-measure-order",
        Kind::ComplaintCertificate => "papers-title-complaint-certificate",
    }
}

fn standing_key(standing: Standing) -> &'static str {
    match standing {
        Standing::Draft => "papers-check-draft",
        Standing::Effective => "papers-check-effective",
        Standing::Superseded => "papers-check-superseded",
    }
}

async fn paper(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    origin: Origin,
    Path((id, kind)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let case = contents::find(&app.now(), &id)?;
    let wanted = Wanted::of(&case, &kind, &asked, |kind| !kind.is_organisers())?;
    let case = opened(&app, &who, &person, &id).await?;
    let page = format!("/counter/cases/{}/papers", case.id);
    let back = Back { papers: page.clone(), page, text: "papers-list-title" };
    wanted.answer(&app, &visit, &who, &origin, &case, &back).await
}

/// Where the papers of a case stand, and the page one goes back to.
pub(super) struct Back {
    pub(super) papers: String,
    pub(super) page: String,
    /// The key of what it is called.
    pub(super) text: &'static str,
}

/// A paper somebody asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    kind: Kind,
    party: Option<PartyId>,
    language: Language,
    pdf: bool,
}

impl Wanted {
    /// Reads an address: `agreement` or `agreement.pdf`, with the party and the language beside it.
    ///
    /// # Errors
    /// `not-found` for what is no paper, or none that may be printed here.
    pub(super) fn of(
        case: &Case,
        name: &str,
        asked: &Asked,
        may: impl Fn(Kind) -> bool,
    ) -> Result<Self, Problem> {
        let (code, pdf) = name.strip_suffix(".pdf").map_or((name, false), |code| (code, true));
        let kind = Kind::from_code(code).filter(|kind| may(*kind));
        let kind = kind.ok_or_else(|| Problem::of(Fault::NotFound))?;
        let first = || case.respondents().first().map(|party| party.place.id);
        let named = asked.party.parse().ok().filter(|id| case.party(*id).is_some());
        let party = if kind.is_of_party() { named.or_else(first) } else { None };
        let reader = party.and_then(|id| case.party(id)).unwrap_or_else(|| case.claimant());
        let language = Language::from_tag(&asked.language).unwrap_or(reader.place.language);
        Ok(Self { kind, party, language, pdf })
    }

    /// Prints it. Only after the reading was recorded.
    ///
    /// # Errors
    /// `not-found` while there is nothing to print.
    pub(super) async fn answer(
        self,
        app: &App,
        visit: &Visit,
        who: &Who,
        origin: &Origin,
        case: &Arc<Case>,
        back: &Back,
    ) -> Result<Response, Problem> {
        let (desk, case, origin) = (app.clone(), Arc::clone(case), origin.clone());
        let set = tokio::task::spawn_blocking(move || self.print(&desk, &case, &origin)).await;
        let (document, set) = set.map_err(|gone| Problem::internal(&gone))??;
        if self.pdf {
            let name = format!("inline; filename=\"{}-{}.pdf\"", document.kind.code(), document.number);
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
                (
                    header::CONTENT_DISPOSITION,
                    HeaderValue::from_str(&name).map_err(|error| Problem::internal(&error))?,
                ),
            ];
            return Ok((headers, set.pdf).into_response());
        }
        let mut frame = signed::frame(app, visit, who, "papers-list-title");
        frame.title = document.paper.titles.first().cloned().unwrap_or_default();
        let party = self.party.map(|party| format!("&party={party}")).unwrap_or_default();
        let pdf = format!("{}/{}.pdf?language={}{party}", back.papers, self.kind.code(), self.language.tag());
        let missing = set.missing.iter().flat_map(letters).collect();
        let html = papers::html::html(&document.paper).map_err(|error| Problem::internal(&error))?;
        let (t, back_text) = (frame.t(), back.text);
        Ok(frame::show(&PaperPage { t, frame, html, pdf, missing, back: back.page.clone(), back_text }))
    }

    fn print(
        self,
        app: &App,
        case: &Arc<Case>,
        origin: &Origin,
    ) -> Result<(Document, papers::Typeset), Problem> {
        let dossier = gather(app, case, origin, self.kind.is_organisers())?;
        let document = documents::build(&dossier, self.kind, self.party, self.language);
        let mut document = document.ok_or_else(|| Problem::of(Fault::NotFound))?;
        if self.kind != Kind::Attorney && document.version > 0 {
            let texts = Texts::new(self.language, dossier.fair.time_zone());
            let caption = vec![texts.t("papers-check-caption").into_owned()];
            let key = app.engine.reader().fair_key();
            code::seal(&mut document, key, |path| origin.0.join(path), caption);
        }
        let fonts = documents::fonts().map_err(|error| Problem::internal(&error))?;
        let set = papers::typeset(&document.paper, fonts).map_err(|error| Problem::internal(&error))?;
        Ok((document, set))
    }
}

/// The letters a text has and the fonts lack, as they are named: `𪚖 U+2A696`.
fn letters(missing: &papers::Missing) -> Vec<String> {
    let named = |letter: &char| format!("{letter} U+{:04X} – {}", u32::from(*letter), missing.text);
    missing.chars.iter().map(named).collect()
}

/// Opens what a paper may speak of: one side, never both.
fn gather(app: &App, case: &Arc<Case>, origin: &Origin, organiser: bool) -> Result<Dossier, Problem> {
    let published = app.now();
    let fair = published.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?;
    let lead = case.claimant().ticket.and_then(|number| published.desk.ticket(number));
    let mediator = lead.and_then(|lead| lead.mediator).map(|by| name_of(by, &published)).unwrap_or_default();
    let reader = Reader { app, case, origin };
    Ok(Dossier {
        fair: fair.plan.clone(),
        parties: reader.parties(&published)?,
        mediator: if organiser { String::new() } else { mediator },
        desk_place: fair.plan.rooms.first().map(|room| room.id.to_string()).unwrap_or_default(),
        told: if organiser { reader.complaint(&published)? } else { reader.mediation()? },
        case: Arc::clone(case),
    })
}

/// Opens the sealed contents of a case.
struct Reader<'a> {
    app: &'a App,
    case: &'a Case,
    origin: &'a Origin,
}

impl Reader<'_> {
    fn content(&self, seq: u64) -> Result<Option<Content>, ReadError> {
        Ok(self.app.engine.entry(seq)?.and_then(|entry| entry.body.content()))
    }

    fn parties(&self, published: &Published) -> Result<Vec<PartyView>, ReadError> {
        let mut views = Vec::new();
        let mut counted = HashMap::new();
        for party in &self.case.parties {
            let body = match self.content(party.entered_seq)? {
                Some(Content::Party(body)) => body,
                Some(_) | None => domain::body::PartyBody::default(),
            };
            let listed = party.place.exhibitor.and_then(|id| published.names.exhibitor(id));
            let listed = listed.map(|body| match (&body.other_name, party.place.language) {
                (Some(other), Language::ZhCn) if !body.name.contains(other.as_str()) => {
                    format!("{} {other}", body.name)
                }
                _ => body.name.clone(),
            });
            let booth = party.place.booth.and_then(|id| published.desk.booth(id));
            let booth = booth.map(|booth| format!("{} {}", booth.hall, booth.number));
            let ordinal = counted.entry(party.place.side == Side::Claimant).or_insert(0);
            *ordinal += 1;
            views.push(PartyView {
                id: party.place.id,
                side: party.place.side,
                ordinal: *ordinal,
                company: body.company.or(listed).unwrap_or_default(),
                name: body.name,
                booth: booth.or(body.booth).or(body.described).unwrap_or_default(),
                capacity: body.capacity,
                language: party.place.language,
            });
        }
        Ok(views)
    }

    fn notice(&self, seq: u64) -> Result<Option<String>, ReadError> {
        Ok(match self.content(seq)? {
            Some(Content::Notice(secret)) => Some(self.origin.0.join(&format!("/n/{}", secret.key))),
            Some(_) | None => None,
        })
    }

    fn mediation(&self) -> Result<Told, ReadError> {
        let procedure = &self.case.procedure;
        let mut told = Told::default();
        if let Some(Content::Application(body)) = self.content(self.case.application_seq)? {
            told.application = Some(body);
        }
        for record in &procedure.record {
            if let Some(Content::Record(body)) = self.content(record.seq)? {
                told.records.push((record.part, body));
            }
        }
        if let Some(agreement) = &procedure.agreement {
            if let Some(Content::Agreement(body)) = self.content(agreement.draft.seq)? {
                told.agreement = Some(body);
            }
            for signature in agreement.signatures.iter().filter(|signature| signature.by != Signatory::Seal) {
                if let Some(Content::Person(body)) = self.content(signature.seq)? {
                    told.signed.insert(signature.by, body);
                }
            }
        }
        for identity in &procedure.identities {
            if let Some(Content::Person(body)) = self.content(identity.seq)? {
                told.identities.insert(identity.party, body);
            }
        }
        for guest in &procedure.guests {
            if let Some(Content::Person(body)) = self.content(guest.seq)? {
                told.guests.push((guest.role, body.name));
            }
        }
        for party in self.case.respondents() {
            if let Some(notice) = &party.notice
                && let Some(address) = self.notice(notice.seq)?
            {
                told.notices.insert(party.place.id, address);
            }
        }
        Ok(told)
    }

    /// The organiser's side: the complaint, the words of the last order, and who decided.
    fn complaint(&self, published: &Published) -> Result<Told, ReadError> {
        let response = Some(published.desk.rules().procedure.response.clone());
        let mut told = Told { response, ..Told::default() };
        if let Some(seq) = self.case.complaint_seq
            && let Some(Content::Complaint(body)) = self.content(seq)?
        {
            told.complaint = Some(body);
        }
        for measure in &self.case.measures {
            if let Some(notice) = &measure.notice
                && let Some(address) = self.notice(notice.seq)?
            {
                told.notices.insert(measure.party, address);
            }
            if let Some(order) = measure.order()
                && let Some(Content::Measure(body)) = self.content(order.seq)?
            {
                told.orders.insert(measure.party, body);
            }
            let decided = measure.last("MeasureOrdered").max(measure.last("ComplaintCleared"));
            let step = decided.and_then(|(seq, _)| self.case.steps.iter().find(|step| step.seq == seq));
            if let Some(by) = step.and_then(|step| step.by) {
                told.officers.insert(measure.party, name_of(by, published));
            }
        }
        Ok(told)
    }
}

/// Says of a printed paper whether it is the desk's, and draft, effective or superseded; and nothing else of the case.
async fn check(State(app): State<App>, visit: Visit, Path(said): Path<String>) -> Response {
    let key = app.engine.reader().fair_key();
    let standing = Statement::check(&said, key.fair(), &key.public_key()).map(|statement| {
        let published = app.now();
        let case = published.desk.cases().find(|case| statement.is_of(case));
        case.map_or(Standing::Superseded, |case| statement.standing(case))
    });
    let frame = visit.frame("papers-check-title");
    let status = if standing.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    frame::show_with(status, &CheckPage { t: frame.t(), frame, standing: standing.map(standing_key) })
}

#[cfg(test)]
mod tests;
