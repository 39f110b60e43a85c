//! The talk on one page: who is here and who they are, rights, guests, the record in its three parts, the mediator's own notes,
//! and a quiet way to call for help.
//!
//! Nobody but the mediator who has the case, and the head on reason, sees what stands here; notes are seen by their author alone.

use askama::Template;
use domain::{
    Case, Desk, PartyId,
    body::{Particulars, PersonBody},
    case::CaseState,
    fair::Language,
    procedure::{ConsentTo, Identity, Means, RecordPart},
    ticket::TicketState,
};

use crate::{
    locale::Texts,
    web::{
        company,
        consents::{self, Spoken},
        form::fresh_key,
        frame::Frame,
        route::{Access, MEDIATORS, Route},
    },
};

use super::table::{CasePage, Hand, Looker, Table, page};

mod deeds;
mod record;

use record::{Part, Telling, Typed};

/// Version of the words in which rights are explained, keys `session-rights-v1-…`. When one of them changes it becomes a new
/// key and this a new version, so that the journal says for ever what was read out.
pub(in crate::web) const RIGHTS_VERSION: &str = "v1";
/// Longest text of a part of the record, characters.
pub(in crate::web) const RECORD: usize = 20_000;
/// Longest note, characters.
pub(in crate::web) const NOTE: usize = 4000;

pub(super) fn routes() -> Vec<Route> {
    let page = Route::get("/counter/cases/{case}/session", Access::Staff(MEDIATORS), page::<SessionPage>);
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
    /// Why there is no talk, where there is none; a key of the catalogue, else empty.
    bare: &'static str,
    present: Vec<Present>,
    guests: Vec<String>,
    consents: Vec<Given>,
    /// The words of everything that can be agreed to at the table, to be read out.
    asked: Vec<(&'static str, Vec<Spoken>)>,
    /// Roles to which everybody agreed.
    admissible: Vec<&'static str>,
    rights: Option<String>,
    words: Vec<Words>,
    telling: Telling,
    parts: Vec<Part>,
    notes: Vec<(String, Vec<String>)>,
    /// The file was laid away, and private notes with it.
    archived: bool,
    help: Option<String>,
}

/// What is to be done next in the talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Somebody is not here yet.
    Gather,
    /// Others said to have no conflict of interest, and the mediator not yet.
    Impartiality,
    /// Somebody's identity was not checked.
    Identity,
    /// Rights were not explained.
    Rights,
    /// What it costs is not agreed to.
    Fee,
    /// The talk can begin or go on.
    Start,
    /// The talk is on: the record, then the agreement.
    Agreement,
    /// The case ended after a talk of which nothing is written.
    Record,
    /// Nothing here.
    Nothing,
}

impl Step {
    fn of(desk: &Desk, case: &Case) -> Self {
        match case.state {
            CaseState::Concluded { .. } if case.lacks_record() => Self::Record,
            CaseState::Submitted | CaseState::Accepted | CaseState::Concluded { .. } => Self::Nothing,
            // Whoever takes it over says so first, and need not wait until everybody is here.
            CaseState::Agreed | CaseState::Adjourned | CaseState::InSession | CaseState::TermsAgreed
                if desk.is_undeclared(case) =>
            {
                Self::Impartiality
            }
            CaseState::InSession | CaseState::TermsAgreed => Self::Agreement,
            CaseState::Agreed | CaseState::Adjourned => {
                let here = desk.line_tickets(case).all(|ticket| ticket.state == TicketState::Attending);
                match (here, desk.before_talks(case)) {
                    (false, _) => Self::Gather,
                    (true, Some("identity")) => Self::Identity,
                    (true, Some("rights")) => Self::Rights,
                    (true, Some(_)) => Self::Fee,
                    (true, None) => Self::Start,
                }
            }
        }
    }
    fn key(self) -> &'static str {
        match self {
            Self::Gather => "session-next-gather",
            Self::Impartiality => "session-next-impartiality",
            Self::Identity => "session-next-identity",
            Self::Rights => "session-next-rights",
            Self::Fee => "session-next-fee",
            Self::Start => "session-next-start",
            Self::Agreement => "session-next-agreement",
            Self::Record => "session-next-record",
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
    /// That paper; empty while nobody was checked.
    paper: &'static str,
    authority: Option<&'static str>,
    /// An agent spoke whose power of attorney nobody has seen.
    powerless: bool,
    /// Which of its papers are still looked at.
    papers: Vec<&'static str>,
    /// What whoever shows them may be to it.
    authorities: Vec<&'static str>,
    /// Who is expected to speak: checked before, who answered, or who filed.
    person: PersonBody,
    /// What they said to be entitled to; empty while nothing was said.
    entitled: &'static str,
    /// The company that is the party, as far as it is known.
    company: String,
}

impl Present {
    /// Nothing of what papers say of the party is known beside its name.
    fn lacks_particulars(&self) -> bool {
        let Particulars { company: _, representative, registration, address } = &self.person.particulars;
        [representative, registration, address].iter().all(|known| known.is_none())
    }
    /// What a field holds.
    #[expect(
        clippy::unused_self,
        clippy::ref_option,
        reason = "asked by the template for a field of this party"
    )]
    fn said<'a>(&self, known: &'a Option<String>) -> &'a str {
        known.as_deref().unwrap_or_default()
    }
    fn position(&self) -> &str {
        self.person.position.as_deref().unwrap_or_default()
    }
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

impl CasePage for SessionPage {
    const TITLE: &'static str = "session-title";

    /// Whoever took the case over finds the declaration here, and nothing of what was said.
    fn drawn(looker: &Looker<'_>, frame: Frame, case: &Case, table: Option<Table>) -> Self {
        let page = Self::of(frame, case, table, Again::default());
        let asked = looker.is_barred(case) && case.state.is_open();
        if asked { Self { step: Step::Impartiality, ..page } } else { page }
    }
}

impl Table {
    fn talk(&self, blank: SessionPage, again: Again) -> SessionPage {
        let known = &self.case.procedure;
        let typed = again.record;
        // An investigation has a page of its own.
        let here = RecordPart::ALL.iter().filter(|part| **part != RecordPart::Investigation);
        let parts = here.map(|part| self.part(*part, typed.as_ref())).collect();
        SessionPage {
            hand: self.hand,
            closed: false,
            step: Step::of(&self.at.desk, &self.case),
            present: self.case.attendees().map(|party| self.present(party.place.id)).collect(),
            guests: self.guests(),
            consents: self.consents(),
            asked: SessionPage::subjects().map(|to| (to.code(), self.read_out(to))).collect(),
            admissible: self.admissible(),
            rights: known.rights.as_ref().map(|(at, _)| self.t.moment(*at)),
            words: self.words(),
            parts,
            notes: self.notes(),
            help: known.help.map(|since| self.t.clock(since)),
            ..blank
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
        let (person, expected) = self.expected(id);
        // Of who signed without a power, what the power says is read off it.
        let entitled = if self.case.procedure.awaits_power(id) { "" } else { expected };
        let (papers, authorities) = self.case.procedure.papers_looked_at(id).unwrap_or_default();
        Present {
            person,
            entitled,
            id: id.to_string(),
            name: self.name(id),
            language: party.map_or_else(String::new, |party| self.t.language_name(party.place.language)),
            state: ticket.map_or("", |ticket| ticket.state.code()),
            ticket: ticket.map(|ticket| ticket.number.to_string()).unwrap_or_default(),
            checked,
            paper: identity.map_or("", |identity| identity.paper.code()),
            company: party.map(|party| company::for_field(&self.t, &self.at, party)).unwrap_or_default(),
            authority: identity.map(|identity| identity.authority.code()),
            powerless: identity.is_some_and(Identity::lacks_power),
            papers: papers.iter().map(|paper| paper.code()).collect(),
            authorities: authorities.iter().map(|authority| authority.code()).collect(),
        }
    }

    /// Who is expected to speak for a party, and what they may do for it, as far as it was said.
    fn expected(&self, id: PartyId) -> (PersonBody, &'static str) {
        if let Some(identity) = self.case.procedure.identity(id) {
            return (self.sealed.person(identity.seq), identity.authority.code());
        }
        let answered = self.case.party(id).and_then(|party| party.answered.as_ref());
        if let Some(answered) = answered {
            let reply = self.contents.replies.get(&answered.seq);
            return (reply.map(|reply| reply.person.clone()).unwrap_or_default(), answered.authority.code());
        }
        let name = self.contents.parties.get(&id).map(|body| body.name.clone()).unwrap_or_default();
        (PersonBody { name, ..PersonBody::default() }, "")
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
        // One given in words that count no more is nothing to rely on.
        let known = self.case.procedure.consents.iter();
        let given = known.filter(|consent| consent.to.counts_in(&consent.text)).map(|consent| {
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

    /// The languages of those who take part.
    fn spoken(&self) -> impl Iterator<Item = Language> {
        self.case.participants().map(|party| party.place.language)
    }

    fn read_out(&self, to: ConsentTo) -> Vec<Spoken> {
        consents::read_out(&self.t, to, self.spoken())
    }

    /// In the reader's language, and in every other that somebody here speaks.
    fn words(&self) -> Vec<Words> {
        consents::languages(&self.t, self.spoken())
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
                    name: self.t.language_name(language),
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
    fn of(frame: Frame, case: &Case, table: Option<Table>, again: Again) -> Self {
        let blank = Self::blank(frame, case);
        match table {
            Some(table) => table.talk(blank, again),
            None => blank,
        }
    }
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
            bare: match (frame.reach.has_talk(), case.state.is_open()) {
                (true, _) => "",
                (false, true) => "session-not-yet",
                (false, false) => "session-none",
            },
            present: Vec::new(),
            guests: Vec::new(),
            consents: Vec::new(),
            asked: Vec::new(),
            admissible: Vec::new(),
            rights: None,
            words: Vec::new(),
            telling: Telling::of(case),
            parts: Vec::new(),
            notes: Vec::new(),
            archived: !case.archived.is_empty(),
            help: None,
            frame,
            t,
        }
    }
    /// By what means somebody at the table declares something; their own device is theirs.
    fn means() -> Vec<&'static str> {
        Means::ALL.iter().filter(|means| **means != Means::Device).map(|means| means.code()).collect()
    }
    /// What can be agreed to at the table.
    fn subjects() -> impl Iterator<Item = ConsentTo> {
        let elsewhere = [ConsentTo::Transfer, ConsentTo::TypicalCase];
        ConsentTo::ALL.iter().copied().filter(move |to| !elsewhere.contains(to))
    }
    fn subject_codes() -> Vec<&'static str> {
        Self::subjects().map(ConsentTo::code).collect()
    }
    /// There is no talk, nor was anything of one written or typed.
    fn is_bare(&self) -> bool {
        !self.bare.is_empty() && self.notes.is_empty() && !self.parts.iter().any(|part| part.clash)
    }
    fn is(&self, step: &str) -> bool {
        self.step.key() == step
    }
    fn is_ahead(&self) -> bool {
        self.telling == Telling::Ahead
    }
}

#[cfg(test)]
pub(super) mod tests;
