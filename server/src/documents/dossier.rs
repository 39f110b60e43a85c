//! What papers speak of: the opened contents of one case, and the clear facts around them.

use std::{collections::HashMap, sync::Arc};

use domain::{
    Case,
    aftercare::{CourtBody, VisitBody},
    body::{ApplicationBody, ComplaintBody, MeasureBody, PersonBody, RecordBody},
    case::{Capacity, Side},
    fair::{FairPlan, Language, WindowRule},
    fee::{QuoteBody, Tariff},
    ids::PartyId,
    major::{ConsultationBody, PanelBody},
    procedure::{AgreementBody, Answer, ConsentTo, Identity, RecordPart, Signatory, Way},
    referral::{ReceiptBody, ReferralBody},
};
use jiff::Timestamp;
use papers::Picture;

use super::linkage::Exhibit;

/// A party as a paper names it: never how to reach it, which is told to nobody else (procedure E.2).
#[derive(Debug, Clone)]
pub struct PartyView {
    /// Who.
    pub id: PartyId,
    /// On which side.
    pub side: Side,
    /// The how-manieth of its side, from 1.
    pub ordinal: usize,
    /// The company, or empty.
    pub company: String,
    /// The company as the application has it, before somebody who spoke for the party named it; or empty.
    pub filed_as: String,
    /// The person the application names, or empty.
    pub name: String,
    /// Who spoke for it: whose papers were looked at, else who took part; or empty.
    pub speaker: String,
    /// That one is an agent, and not the party itself or its legal representative.
    pub represented: bool,
    /// Hall and booth, or the words for it.
    pub booth: String,
    /// In what capacity it acts.
    pub capacity: Option<Capacity>,
    /// Language to speak with it.
    pub language: Language,
}

impl PartyView {
    /// The name in running text: the company, else the person, else the booth.
    pub fn called(&self) -> &str {
        match self.agent() {
            Some(_) => self.addressed(),
            None => first([&self.company, &self.name, &self.speaker, &self.booth]),
        }
    }

    /// The agent who spoke for it: never the party, whatever else is known of that.
    pub fn agent(&self) -> Option<&str> {
        (self.represented && !self.speaker.is_empty()).then_some(self.speaker.as_str())
    }

    /// The same as the application has it, before anybody spoke for it.
    pub fn addressed(&self) -> &str {
        first([&self.company, &self.name, &self.booth])
    }

    /// Who signs for it.
    pub fn person(&self) -> &str {
        first([&self.speaker, &self.name])
    }
}

fn first<const N: usize>(names: [&String; N]) -> &str {
    names.into_iter().find(|name| !name.is_empty()).map_or("", |name| name)
}

/// A check of identity with what was told at it.
#[derive(Debug, Clone)]
pub struct Checked {
    /// By which paper, and what the person may do.
    pub identity: Identity,
    /// Who.
    pub person: PersonBody,
}

/// What the case was told about, on the side whose papers are made.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// What the applicant told the mediation body.
    pub application: Option<ApplicationBody>,
    /// The parts of the record.
    pub records: Vec<(RecordPart, RecordBody)>,
    /// The agreement.
    pub agreement: Option<AgreementBody>,
    /// What was quoted.
    pub quote: Option<QuoteBody>,
    /// The tariff on which that stands.
    pub tariff: Option<Tariff>,
    /// Who signed.
    pub signed: HashMap<Signatory, PersonBody>,
    /// What the last return visit found.
    pub visit: Option<VisitBody>,
    /// Who made it.
    pub visitor: String,
    /// The court that was asked last.
    pub court: Option<CourtBody>,
    /// The other body of the last referral.
    pub referral: Option<ReferralBody>,
    /// That referral may not leave before a second person has confirmed.
    pub referral_held: bool,
    /// That receipt.
    pub receipt: Option<ReceiptBody>,
    /// What the last panel said.
    pub panel: Option<PanelBody>,
    /// What the last expert was asked and answered.
    pub consultation: Option<ConsultationBody>,
    /// What was said with a step about another body or a major case, by its entry.
    pub remarks: HashMap<u64, String>,
    /// The photos of the file, where they are listed.
    pub exhibits: Vec<Exhibit>,
    /// Photos of the investigation record, where it is printed.
    pub photos: Vec<Picture>,
    /// To whom each respondent's notice was handed.
    pub served: HashMap<PartyId, PersonBody>,
    /// When each respondent was called last.
    pub called: HashMap<PartyId, Timestamp>,
    /// Whose identity was checked, as far as the paper knows.
    pub identities: HashMap<PartyId, Checked>,
    /// Who ratified for a party whose agent signed.
    pub ratified: HashMap<PartyId, PersonBody>,
    /// Who else was there.
    pub guests: Vec<(ConsentTo, String)>,
    /// The address in the code of each respondent's notice.
    pub notices: HashMap<PartyId, String>,
    /// What the applicant told the organiser; only on the organiser's papers, where everything above is empty.
    pub complaint: Option<ComplaintBody>,
    /// The organiser's words of each respondent's last order; likewise.
    pub orders: HashMap<PartyId, MeasureBody>,
    /// The clause of each respondent that both sides gave to the organiser; likewise.
    pub clauses: HashMap<PartyId, MeasureBody>,
    /// The rule of each respondent's time: on the papers of the mediation for a reply, on the organiser's for a statement.
    pub times: HashMap<PartyId, WindowRule>,
    /// Who of the organiser's decided on each respondent last; likewise.
    pub officers: HashMap<PartyId, String>,
}

/// What is printed of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Printing {
    /// The case as it stands.
    #[default]
    Now,
    /// The case with an earlier version of a text, which another took the place of.
    Earlier,
    /// No case yet: a form to be filled in by hand.
    Blank,
}

/// Everything a paper may speak of.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The fair and its mediation body.
    pub fair: FairPlan,
    /// The case, without names and texts.
    pub case: Arc<Case>,
    /// What is printed of it.
    pub printing: Printing,
    /// Whose own copy it is; `None` for that of the desk.
    pub reader: Option<PartyId>,
    /// Its parties, claimant first.
    pub parties: Vec<PartyView>,
    /// The same as the other language names them, for the second column of a paper in two; none on a form.
    pub translated: Vec<PartyView>,
    /// The mediator's name; empty while nobody has the case.
    pub mediator: String,
    /// The room both sides were called to last; empty while nobody was.
    pub room: String,
    /// Where to find the desk; may be empty.
    pub desk_place: String,
    /// Where everybody reads what bodies take; empty on a form.
    pub tariff: String,
    /// What was opened.
    pub told: Told,
}

impl Dossier {
    /// One party.
    pub fn party(&self, id: PartyId) -> Option<&PartyView> {
        self.parties.iter().find(|party| party.id == id)
    }

    /// One party as the column names it that is not in the paper's language.
    pub fn party_translated(&self, id: PartyId) -> Option<&PartyView> {
        self.translated.iter().find(|party| party.id == id).or_else(|| self.party(id))
    }

    /// Who filed.
    pub fn claimant(&self) -> Option<&PartyView> {
        self.parties.iter().find(|party| party.side == Side::Claimant)
    }

    /// Whom it is about.
    pub fn respondents(&self) -> impl Iterator<Item = &PartyView> {
        self.parties.iter().filter(|party| party.side == Side::Respondent)
    }

    /// Those whom the first papers name: everybody, and on a respondent's own copy who filed and that respondent alone. Who else was
    /// asked, and what became of that, is not told to it (procedure E.2).
    pub fn named(&self) -> impl Iterator<Item = &PartyView> {
        let own = self.own().map(|view| view.id);
        let is_named =
            move |view: &PartyView| view.side == Side::Claimant || own.is_none_or(|own| own == view.id);
        self.parties.iter().filter(move |view| is_named(view))
    }

    /// Whether it is a respondent's own copy, and not the applicant's or the desk's.
    pub(super) fn is_of_respondent(&self) -> bool {
        self.own().is_some()
    }

    /// The respondent whose own copy it is.
    fn own(&self) -> Option<&PartyView> {
        self.reader.and_then(|reader| self.party(reader)).filter(|view| view.side == Side::Respondent)
    }

    /// Those who take part in the talks; on a form everybody there is room for.
    pub fn participants(&self) -> impl Iterator<Item = &PartyView> {
        let takes_part = |view: &PartyView| self.case.participants().any(|party| party.place.id == view.id);
        self.parties.iter().filter(move |view| self.is_blank() || takes_part(view))
    }

    /// Those for whom an agreement was drawn up: who takes part, and of a case that ended with it also who stopped.
    pub fn attendees(&self) -> impl Iterator<Item = &PartyView> {
        let attended = |view: &PartyView| self.case.attendees().any(|party| party.place.id == view.id);
        self.parties.iter().filter(move |view| self.is_blank() || attended(view))
    }

    /// The respondents of the talks: without those who declined, let the time for their answer pass, or had not answered when the
    /// others agreed. Where nobody takes part, all whom its reader may know of: a paper about that case still says whom it was about.
    pub fn opposite(&self) -> Vec<&PartyView> {
        let there: Vec<_> = self.respondents().filter(|view| !self.stays_out(view)).collect();
        if there.is_empty() {
            return self.named().filter(|view| view.side == Side::Respondent).collect();
        }
        there
    }

    /// The respondents of whom the record of the talks speaks: those of the talks, and who sat in one and left it since. What was
    /// confirmed with them there is not made unsaid by what the others go on to.
    pub fn heard(&self) -> Vec<&PartyView> {
        let there = self.opposite();
        let sat =
            |view: &PartyView| self.case.party(view.id).is_some_and(|party| self.case.sat_in_talk(party));
        let respondents = self.parties.iter().filter(|view| view.side == Side::Respondent);
        respondents.filter(|view| there.iter().any(|one| one.id == view.id) || sat(view)).collect()
    }

    /// Everybody at the table: who filed, and the respondents of the talks.
    pub fn at_the_table(&self) -> impl Iterator<Item = &PartyView> {
        self.claimant().into_iter().chain(self.opposite())
    }

    /// Whether a party answered that it does not take part.
    pub fn declined(&self, view: &PartyView) -> bool {
        let answered = self.case.party(view.id).and_then(|party| party.answered.as_ref());
        answered.is_some_and(|answered| answered.answer == Answer::Decline)
    }

    fn stays_out(&self, view: &PartyView) -> bool {
        let settled = !self.case.state.is_open() || self.case.procedure.agreement.is_some();
        self.case.party(view.id).is_some_and(|party| match party.way() {
            Way::Accepted => false,
            Way::Declined | Way::NoReply => !self.case.attended(party),
            Way::Named | Way::Noticed | Way::Served => settled,
        })
    }

    /// Whether a party's numbers may stand on it: on its own copy, and on those of the desk.
    pub fn shows_numbers(&self, party: PartyId) -> bool {
        self.reader.is_none_or(|reader| reader == party)
    }

    /// Whether it is a form to be filled in by hand.
    pub fn is_blank(&self) -> bool {
        self.printing == Printing::Blank
    }

    /// The number of the case, or of its ticket before it has one.
    pub fn number(&self) -> String {
        number_of(&self.case)
    }

    /// The number of its ticket.
    pub fn ticket(&self) -> String {
        self.case.claimant().ticket.map(|ticket| ticket.to_string()).unwrap_or_default()
    }

    pub(super) fn record(&self, part: RecordPart) -> Option<&RecordBody> {
        self.told.records.iter().find(|(known, _)| *known == part).map(|(_, body)| body)
    }
}

/// The number of a case, or of its ticket before it has one.
pub fn number_of(case: &Case) -> String {
    let ticket = || case.claimant().ticket.map(|ticket| ticket.to_string()).unwrap_or_default();
    case.procedure.number.map_or_else(ticket, |number| number.to_string())
}
