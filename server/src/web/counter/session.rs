//! The talk on one page: who is here and who they are, rights, guests, the record in its three parts, the mediator's own notes,
//! and a quiet way to call for help.
//!
//! Nobody but the mediator who has the case, and the head on reason, sees what stands here; notes are seen by their author alone.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Case, PartyId,
    case::CaseState,
    procedure::{Authority, ConsentTo, IdentityPaper, Means, RecordPart},
    reading::Sight,
    staff::Role,
};

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{
        form::fresh_key,
        frame::{self, Frame},
        guard::{Signed, Who},
        problem::Problem,
        route::{Access, MEDIATORS, Route},
        signed,
        visit::Visit,
    },
};

use super::{
    Done,
    contents::{self, Contents},
    language_name,
    sealed::{self, Sealed, party_name},
};

mod deeds;
mod record;

use record::{Part, Typed};

/// Version of the words in which rights are explained, keys `session-rights-v1-…`. When one of them changes it becomes a new
/// key and this a new version, so that the journal says for ever what was read out.
pub(super) const RIGHTS_VERSION: &str = "v1";

pub(super) fn routes() -> Vec<Route> {
    let page = Route::get("/counter/cases/{case}/session", Access::Staff(MEDIATORS), page);
    std::iter::once(page).chain(deeds::routes()).chain(record::routes()).collect()
}

#[derive(Template)]
#[template(path = "counter_session.html")]
struct SessionPage {
    frame: Frame,
    t: Texts,
    key: String,
    id: String,
    number: String,
    hand: Hand,
    /// Nothing sealed may be shown to this reader now.
    closed: bool,
    step: Step,
    present: Vec<Present>,
    guests: Vec<String>,
    consents: Vec<Given>,
    /// Roles to which everybody agreed.
    admissible: Vec<&'static str>,
    rights: Option<String>,
    words: Vec<Words>,
    parts: Vec<Part>,
    notes: Vec<(String, Vec<String>)>,
    help: Option<String>,
}

/// What this reader may do with the case.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hand {
    /// They are the mediator who has it.
    pub(super) mine: bool,
    /// They have it, or lead the body while somebody has it.
    pub(super) acts: bool,
}

impl Hand {
    pub(super) fn of(at: &Published, person: &Signed, case: &Case) -> Self {
        let lead = case.claimant().ticket.and_then(|number| at.desk.ticket(number));
        let by = lead.and_then(|lead| lead.mediator).filter(|_| case.state.is_open());
        let mine = by == Some(person.staff.id) && person.is(Role::Mediator);
        Self { mine, acts: mine || (by.is_some() && person.is(Role::Head)) }
    }
}

/// What is to be done next in the talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Somebody's identity was not checked.
    Identity,
    /// Rights were not explained.
    Rights,
    /// The talk can begin or go on.
    Start,
    /// The talk is on: the record, then the agreement.
    Agreement,
    /// Nothing here.
    Nothing,
}

impl Step {
    fn of(case: &Case) -> Self {
        let unchecked = case.participants().any(|party| case.procedure.identity(party.place.id).is_none());
        let told = case.procedure.rights.is_some();
        let talking = matches!(case.state, CaseState::InSession | CaseState::TermsAgreed);
        match case.state {
            CaseState::Accepted if unchecked => Self::Identity,
            CaseState::Submitted | CaseState::Accepted | CaseState::Concluded { .. } => Self::Nothing,
            CaseState::Agreed | CaseState::Adjourned | CaseState::InSession | CaseState::TermsAgreed => {
                match (unchecked, told, talking) {
                    (true, _, _) => Self::Identity,
                    (false, false, _) => Self::Rights,
                    (false, true, false) => Self::Start,
                    (false, true, true) => Self::Agreement,
                }
            }
        }
    }
    fn key(self) -> &'static str {
        match self {
            Self::Identity => "session-next-identity",
            Self::Rights => "session-next-rights",
            Self::Start => "session-next-start",
            Self::Agreement => "session-next-agreement",
            Self::Nothing => "session-next-nothing",
        }
    }
}

/// Somebody who takes part.
struct Present {
    id: String,
    name: String,
    language: String,
    state: &'static str,
    ticket: String,
    /// Who was checked, by which paper, when.
    checked: Option<String>,
    authority: Option<&'static str>,
}

/// A consent beside mediation itself.
struct Given {
    party: String,
    to: &'static str,
    text: String,
}

/// The words to read out, in one language.
struct Words {
    tag: &'static str,
    name: String,
    lines: Vec<String>,
}

/// What a form brought that is shown again.
#[derive(Default)]
struct Again {
    record: Option<Typed>,
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
    let frame = done.tell(signed::frame(&app, &visit, &who, "session-title").counter());
    let page = drawn(&app, &who, &person, frame, &case, Again::default()).await?;
    Ok(frame::show(&page))
}

/// The page, after the reading is on record; without anything sealed for whoever may not read it now.
async fn drawn(
    app: &App,
    who: &Who,
    person: &Signed,
    frame: Frame,
    case: &Arc<Case>,
    again: Again,
) -> Result<SessionPage, Problem> {
    let sight = contents::sight(&app.now(), person, case, app.clock.now());
    if sight != Sight::Whole {
        return Ok(SessionPage::blank(frame, case));
    }
    contents::record_reading(app, who, person, case, None).await?;
    let opened = contents::open(app, case).await?;
    let sealed = sealed::open(app, case, person.staff.id).await?;
    let at = app.now();
    let view = View { t: frame.t(), at: &at, case, contents: &opened, sealed: &sealed };
    let hand = Hand::of(&at, person, case);
    Ok(view.page(frame, hand, again))
}

/// The page for a form that clashed with somebody else's: nothing typed is lost.
async fn shown_again(
    app: &App,
    visit: &Visit,
    who: &Who,
    person: &Signed,
    case: &Arc<Case>,
    again: Again,
) -> Result<Response, Problem> {
    let frame = signed::frame(app, visit, who, "session-title").counter();
    let page = drawn(app, who, person, frame, case, again).await?;
    Ok(frame::show_with(StatusCode::CONFLICT, &page))
}

/// A case opened for somebody who may read it.
struct View<'a> {
    t: Texts,
    at: &'a Published,
    case: &'a Case,
    contents: &'a Contents,
    sealed: &'a Sealed,
}

impl View<'_> {
    fn name(&self, party: PartyId) -> String {
        party_name(&self.t, self.at, self.case, party, self.contents)
    }

    fn page(&self, frame: Frame, hand: Hand, again: Again) -> SessionPage {
        let known = &self.case.procedure;
        let typed = again.record;
        // An investigation has a page of its own.
        let here = RecordPart::ALL.iter().filter(|part| **part != RecordPart::Investigation);
        let parts = here.map(|part| self.part(*part, typed.as_ref())).collect();
        SessionPage {
            hand,
            closed: false,
            step: Step::of(self.case),
            present: self.case.participants().map(|party| self.present(party.place.id)).collect(),
            guests: self.guests(),
            consents: self.consents(),
            admissible: self.admissible(),
            rights: known.rights.as_ref().map(|(at, _)| self.t.moment(*at)),
            words: self.words(),
            parts,
            notes: self.notes(),
            help: known.help.map(|since| self.t.clock(since)),
            ..SessionPage::blank(frame, self.case)
        }
    }

    fn present(&self, id: PartyId) -> Present {
        let party = self.case.party(id);
        let ticket = party.and_then(|party| party.ticket).and_then(|number| self.at.desk.ticket(number));
        let identity = self.case.procedure.identity(id);
        let checked = identity.map(|identity| {
            let person = self.sealed.person(identity.seq);
            let paper = self.t.code("identity", identity.paper.code()).into_owned();
            let known = [Some(person.name), person.position, Some(paper), person.paper_number];
            let known = known.into_iter().flatten().filter(|text| !text.is_empty());
            let at = self.t.t1("session-checked-at", "moment", self.t.moment(identity.at));
            known.chain([at]).collect::<Vec<_>>().join(" · ")
        });
        Present {
            id: id.to_string(),
            name: self.name(id),
            language: party.map_or_else(String::new, |party| language_name(&self.t, party.place.language)),
            state: ticket.map_or("", |ticket| ticket.state.code()),
            ticket: ticket.map(|ticket| ticket.number.to_string()).unwrap_or_default(),
            checked,
            authority: identity.map(|identity| identity.authority.code()),
        }
    }

    fn guests(&self) -> Vec<String> {
        let shown = self.case.procedure.guests.iter().map(|guest| {
            let person = self.sealed.person(guest.seq);
            let role = self.t.code("consent-to", guest.role.code()).into_owned();
            [Some(role), Some(person.name), person.position]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · ")
        });
        shown.collect()
    }

    fn consents(&self) -> Vec<Given> {
        let given = self.case.procedure.consents.iter().map(|consent| {
            let words = [
                self.name(consent.party),
                self.t.code("consent-to", consent.to.code()).into_owned(),
                self.t.code("means", consent.means.code()).into_owned(),
                self.t.moment(consent.at),
            ];
            Given { party: consent.party.to_string(), to: consent.to.code(), text: words.join(" · ") }
        });
        given.collect()
    }

    fn admissible(&self) -> Vec<&'static str> {
        let agreed = |to: ConsentTo| {
            self.case.participants().all(|party| self.case.procedure.consents_to(party.place.id, to))
        };
        let roles = ConsentTo::ALL.iter().filter(|to| to.admits() && agreed(**to));
        roles.map(|to| to.code()).collect()
    }

    /// In the reader's language, and in every other that somebody here speaks.
    fn words(&self) -> Vec<Words> {
        let mut languages = vec![self.t.language()];
        for party in self.case.participants() {
            if !languages.contains(&party.place.language) {
                languages.push(party.place.language);
            }
        }
        languages
            .into_iter()
            .map(|language| {
                let t = self.t.speaking(language);
                let lines = [
                    t.t("session-rights-v1-voluntary"),
                    t.t("session-rights-v1-mediator"),
                    t.t("session-rights-v1-open"),
                    t.t("session-rights-v1-confidential"),
                    t.t("session-rights-v1-duties"),
                    t.t("session-rights-v1-sham"),
                    t.t("session-rights-v1-effect"),
                ];
                Words {
                    tag: language.tag(),
                    name: language_name(&self.t, language),
                    lines: lines.into_iter().map(std::borrow::Cow::into_owned).collect(),
                }
            })
            .collect()
    }

    fn notes(&self) -> Vec<(String, Vec<String>)> {
        let newest_first = self.sealed.notes.iter().rev();
        newest_first.map(|(at, text)| (self.t.moment(*at), record::paragraphs(text))).collect()
    }
}

impl SessionPage {
    /// The page with nothing sealed on it.
    fn blank(mut frame: Frame, case: &Case) -> Self {
        let t = frame.t();
        let number = case.claimant().ticket.map(|number| number.to_string()).unwrap_or_default();
        frame.title = t.t1("session-title-of", "number", &*number);
        Self {
            key: fresh_key(),
            id: case.id.to_string(),
            number,
            hand: Hand::default(),
            closed: true,
            step: Step::Nothing,
            present: Vec::new(),
            guests: Vec::new(),
            consents: Vec::new(),
            admissible: Vec::new(),
            rights: None,
            words: Vec::new(),
            parts: Vec::new(),
            notes: Vec::new(),
            help: None,
            frame,
            t,
        }
    }
    fn papers() -> Vec<&'static str> {
        IdentityPaper::ALL.iter().map(|paper| paper.code()).collect()
    }
    fn authorities() -> Vec<&'static str> {
        Authority::ALL.iter().map(|authority| authority.code()).collect()
    }
    /// By what means somebody at the table declares something; their own device is theirs.
    fn means() -> Vec<&'static str> {
        Means::ALL.iter().filter(|means| **means != Means::Device).map(|means| means.code()).collect()
    }
    /// What can be agreed to at the table.
    fn subjects() -> Vec<&'static str> {
        let elsewhere = [ConsentTo::Transfer, ConsentTo::TypicalCase];
        ConsentTo::ALL.iter().filter(|to| !elsewhere.contains(to)).map(|to| to.code()).collect()
    }
    fn is(&self, step: &str) -> bool {
        self.step.key() == step
    }
}

#[cfg(test)]
pub(super) mod tests;
