//! A case: a dispute, question or report, its parties and its way to an outcome.
//!
//! Case and ticket are separate machines: a ticket says where somebody stands in a line, the case says how far the procedure
//! is. What lies between is told by [`crate::procedure`].

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    aftercare::Aftercare,
    disclosure::Disclosure,
    event::{Fact, Stamp},
    fair::Language,
    file::Archiving,
    ids::{BodyId, BoothId, CaseId, DisclosureId, EvidenceId, ExhibitorId, HallId, PartyId, StaffId},
    major::Major,
    measure::Measure,
    procedure::{Answer, Means, Procedure, Purpose, Record, RecordPart, Signatory, Way},
    referral::Referral,
    typical::{Typical, TypicalDraft},
};

mod codes;
mod outside;
mod party;
mod tracks;

pub(crate) use codes::codes;
pub use codes::{Ask, Capacity, CaseKind, Outcome, Paper, Reason, Relief, RightKind, Side, Urgency};
pub use party::{Naming, Party};

/// Whom a text or photo is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// The mediation body only.
    Mediation,
    /// The organiser's complaint only.
    Measure,
    /// Both.
    Both,
}

impl Audience {
    /// Whether the mediation body may read it.
    pub fn mediation(self) -> bool {
        matches!(self, Self::Mediation | Self::Both)
    }
    /// Whether the organiser may read it.
    pub fn measure(self) -> bool {
        matches!(self, Self::Measure | Self::Both)
    }
}

/// Consent of the applicant, to the text of one version. Absence means it was not asked or not given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Version of the privacy notice that was accepted (PIPL arts 14, 17).
    pub privacy: String,
    /// Version of the mediation text, when mediation is asked for.
    pub mediation: Option<String>,
    /// Version of the text on giving the complaint to the organiser (PIPL art 23: separate consent).
    pub organiser: Option<String>,
    /// By what means it was given, where staff wrote it down: read aloud, on paper. `None` on the applicant's own device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub means: Option<Means>,
}

/// Through which door a case came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Door {
    /// A booth's printed code.
    Booth(BoothId),
    /// A hall's printed code.
    Hall,
    /// Typed by staff at the desk.
    Counter,
    /// Typed at a kiosk or tablet, or on a phone that a kiosk led there.
    Kiosk,
}

/// A party as far as it may stand in clear: no name, no contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyPlace {
    /// Who.
    pub id: PartyId,
    /// On which side.
    pub side: Side,
    /// Language to speak with them, a BCP 47 tag.
    pub language: Language,
    /// Their hall, when known.
    pub hall: Option<HallId>,
    /// Their booth, when it is on the list.
    pub booth: Option<BoothId>,
    /// Their company, when it is on the list.
    pub exhibitor: Option<ExhibitorId>,
}

/// A photo or paper, as far as it may stand in clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Which.
    pub id: EvidenceId,
    /// Who handed it in.
    pub party: PartyId,
    /// Who may see it.
    pub audience: Audience,
    /// What it is for.
    pub purpose: Purpose,
    /// When.
    pub at: Timestamp,
    /// Journal entry whose sealed body says where the files are.
    pub seq: u64,
}

/// How far a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseState {
    /// Filed; reception has not ended.
    Submitted,
    /// Accepted, with a number; respondents are told and asked.
    Accepted,
    /// Both sides agree to talk.
    Agreed,
    /// Talks are on.
    InSession,
    /// Talks were interrupted.
    Adjourned,
    /// Both sides accepted terms; signatures are gathered, or the agreement is in effect.
    TermsAgreed,
    /// Over.
    Concluded {
        /// How.
        outcome: Outcome,
        /// Why.
        reason: Reason,
    },
}

impl CaseState {
    /// Whether anything is left to do.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Concluded { .. })
    }
    /// The last part of its message key.
    pub fn code(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Accepted => "accepted",
            Self::Agreed => "agreed",
            Self::InSession => "in-session",
            Self::Adjourned => "adjourned",
            Self::TermsAgreed => "terms-agreed",
            Self::Concluded { .. } => "concluded",
        }
    }
}

/// One step of a case's history: what kind of event, when, by whom. Texts are read from the journal on demand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Journal entry.
    pub seq: u64,
    /// When it happened.
    pub at: Timestamp,
    /// When it was recorded: later than it happened, where it was written on paper first.
    pub recorded_at: Timestamp,
    /// The kind of event: `CaseFiled`, `TicketClaimed` …
    pub kind: &'static str,
    /// Who did it, when it was somebody who signs in.
    pub by: Option<StaffId>,
    /// Whether it is part of the course of the case ([`Fact::is_of_course`]).
    pub of_course: bool,
}

impl Step {
    pub(crate) fn of(stamp: &Stamp, fact: &Fact) -> Self {
        let (at, recorded_at) = (stamp.occurred_at, stamp.recorded_at);
        let (kind, of_course) = (fact.step(), fact.is_of_course());
        Self { seq: stamp.seq, at, recorded_at, kind, by: stamp.actor.staff(), of_course }
    }
    /// Whether it was entered after it happened, and not at once.
    pub fn is_entered_later(&self) -> bool {
        self.recorded_at.duration_since(self.at) >= SignedDuration::from_mins(1)
    }
}

/// One reading of the confidential part of a case, as the audit shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Journal entry; its sealed body holds the reason, when one was given.
    pub seq: u64,
    /// When it was recorded.
    pub at: Timestamp,
    /// Who read.
    pub by: StaffId,
    /// What: what was said for mediation, or what was told the organiser.
    pub part: Ask,
    /// A reason had to be given, and was.
    pub on_reason: bool,
}

/// That a party was given what the desk holds about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Access {
    /// Journal entry.
    pub seq: u64,
    /// When it was recorded.
    pub at: Timestamp,
    /// Which party.
    pub party: PartyId,
    /// By which person; by the party itself with its ticket where it is nobody.
    pub by: Option<StaffId>,
}

/// One talk, from start to interruption or end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    /// When it began.
    pub from: Timestamp,
    /// When it ended; `None` while it is on.
    pub until: Option<Timestamp>,
}

impl Talk {
    /// Seconds it took; 0 should the clock have been set back meanwhile, `None` while it is on.
    pub fn seconds(&self) -> Option<u64> {
        self.until.map(|until| u64::try_from(until.duration_since(self.from).as_secs()).unwrap_or(0))
    }
}

/// A case, without names and texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Which.
    pub id: CaseId,
    /// The mediation body it belongs to.
    pub body: BodyId,
    /// Dispute, question or report.
    pub kind: CaseKind,
    /// How far it is.
    pub state: CaseState,
    /// Through which door it came.
    pub door: Door,
    /// The hall it is counted under: where it was filed.
    pub hall: Option<HallId>,
    /// The right concerned; none for a plain question.
    pub right: Option<RightKind>,
    /// What was asked for.
    pub asks: Vec<Ask>,
    /// What was consented to.
    pub consent: Consent,
    /// Papers still to be supplemented.
    pub missing: Vec<Paper>,
    /// Claimant first, then respondents.
    pub parties: Vec<Party>,
    /// What was handed in.
    pub evidence: Vec<Evidence>,
    /// Heard before others, with the reason.
    pub urgent: Option<Urgency>,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// The fair's calendar day on which it was filed.
    pub day: Date,
    /// Journal entry with the application's sealed text.
    pub application_seq: u64,
    /// Journal entry with the complaint's sealed text.
    pub complaint_seq: Option<u64>,
    /// When the first talk began.
    pub session_at: Option<Timestamp>,
    /// Seconds of talks so far.
    pub session_s: u64,
    /// When the present talk began.
    pub talking_since: Option<Timestamp>,
    /// Every talk, oldest first.
    pub talks: Vec<Talk>,
    /// Acceptance, notices, appointment, record, agreement.
    pub procedure: Procedure,
    /// The organiser's track, one for each respondent it has reached.
    pub measures: Vec<Measure>,
    /// What became of its agreement.
    pub aftercare: Aftercare,
    /// Its ways to and from other bodies, oldest first.
    pub referrals: Vec<Referral>,
    /// Its handling as a major case.
    pub major: Major,
    /// When its file was laid away, oldest first: once more when it has grown.
    pub archived: Vec<Archiving>,
    /// When it was concluded.
    pub concluded_at: Option<Timestamp>,
    /// When its names and texts were erased.
    pub erased_at: Option<Timestamp>,
    /// When the record of what authorities were given of it was erased, too.
    pub disclosures_erased_at: Option<Timestamp>,
    /// What happened, oldest first.
    pub steps: Vec<Step>,
    /// Who read it, oldest first.
    pub readings: Vec<Reading>,
    /// Mediators who gave it back for a conflict of interest.
    pub recused: Vec<StaffId>,
    /// Who was given what the desk holds about them, oldest first.
    pub accesses: Vec<Access>,
    /// What authorities were given of it, oldest first.
    pub disclosures: Vec<Disclosure>,
    /// The newest draft of an account to be told as an example.
    pub typical_draft: Option<TypicalDraft>,
    /// Accounts that were put forward for publication, oldest first.
    pub typical: Vec<Typical>,
}

impl Case {
    /// A case about which nothing is known: what a blank form speaks of, and what filing fills in.
    pub fn unfiled(id: CaseId) -> Self {
        Self {
            id,
            body: BodyId::FIRST,
            kind: CaseKind::Dispute,
            state: CaseState::Submitted,
            door: Door::Counter,
            hall: None,
            right: None,
            asks: Vec::new(),
            consent: Consent { privacy: String::new(), mediation: None, organiser: None, means: None },
            missing: Vec::new(),
            parties: Vec::new(),
            evidence: Vec::new(),
            urgent: None,
            filed_at: Timestamp::UNIX_EPOCH,
            day: Date::default(),
            application_seq: 0,
            complaint_seq: None,
            session_at: None,
            session_s: 0,
            talking_since: None,
            talks: Vec::new(),
            procedure: Procedure::default(),
            measures: Vec::new(),
            aftercare: Aftercare::default(),
            referrals: Vec::new(),
            major: Major::default(),
            archived: Vec::new(),
            concluded_at: None,
            erased_at: None,
            disclosures_erased_at: None,
            steps: Vec::new(),
            readings: Vec::new(),
            recused: Vec::new(),
            accesses: Vec::new(),
            disclosures: Vec::new(),
            typical_draft: None,
            typical: Vec::new(),
        }
    }
    /// Who filed.
    pub fn claimant(&self) -> &Party {
        &self.parties[0]
    }
    /// Whether an exhibitor is who filed: they said so, or their booth is that exhibitor's alone. Nobody complains of themselves.
    pub fn is_claimant(&self, exhibitor: ExhibitorId) -> bool {
        self.claimant().may_be() == [exhibitor]
    }
    /// Whom it is about.
    pub fn respondents(&self) -> &[Party] {
        &self.parties[1..]
    }
    /// Whether `ask` was asked for.
    pub fn asks_for(&self, ask: Ask) -> bool {
        self.asks.contains(&ask)
    }
    /// Whether a party is awaited where the case stands: who agreed. Of talks that were opened before cases were accepted, a
    /// mediator had heard everybody's word.
    pub fn awaits(&self, party: &Party) -> bool {
        party.place.side == Side::Claimant
            || match party.way() {
                Way::Accepted => true,
                Way::Named => self.procedure.accepted_at.is_none(),
                Way::Noticed | Way::Served | Way::NoReply | Way::Declined => false,
            }
    }
    /// The respondents who take part.
    pub fn accepted(&self) -> impl Iterator<Item = &Party> {
        self.respondents().iter().filter(|party| party.way() == Way::Accepted)
    }
    /// Those at the table who have not confirmed the record of the talk; nobody while none is written.
    pub fn unconfirmed(&self) -> impl Iterator<Item = &Party> {
        let record = self.procedure.record(RecordPart::Mediation);
        self.attendees().filter(move |party| record.is_some_and(|record| self.asks_to_confirm(party, record)))
    }
    /// Whether a version of the record waits for a party's word. Stopping leaves nothing to do: once the case ended with it nobody is
    /// asked, neither about what was written before nor about what the mediator finishes afterwards.
    pub fn asks_to_confirm(&self, party: &Party, record: &Record) -> bool {
        let confirmed = record.confirmed.iter().any(|(by, _, _)| *by == party.place.id);
        self.attended(party) && self.has_sides() && !confirmed && self.stopped_at().is_none()
    }
    /// Whether there is anything that two sides can say of a talk: another side agreed to mediate, or did when they talked.
    pub fn has_sides(&self) -> bool {
        !self.talks.is_empty() || self.accepted().next().is_some()
    }
    /// When it ended because a party stopped.
    pub fn stopped_at(&self) -> Option<Timestamp> {
        let by_a_party = matches!(
            self.state,
            CaseState::Concluded { reason: Reason::PartyRefusedOrStopped | Reason::ApplicantWithdrew, .. }
        );
        self.concluded_at.filter(|_| by_a_party)
    }
    /// Everybody who takes part: the claimant and the respondents who accepted.
    pub fn participants(&self) -> impl Iterator<Item = &Party> {
        std::iter::once(self.claimant()).chain(self.accepted())
    }
    /// Whether a clause of the newest draft is owed by somebody who takes part no longer. Nobody is bound by what others go on to agree.
    pub fn binds_who_left(&self) -> bool {
        let mut owed = self.procedure.agreement.iter().flat_map(|agreement| &agreement.draft.terms);
        owed.any(|term| !self.participants().any(|party| party.place.id == term.debtor))
    }
    /// Everybody at the table: who takes part, and of a case that ended with it also who stopped. Its record speaks of all.
    pub fn attendees(&self) -> impl Iterator<Item = &Party> {
        self.parties.iter().filter(|party| self.attended(party))
    }
    /// Whether a party is one of them. Whoever left while others went on hears nothing of what they talked of since.
    pub fn attended(&self, party: &Party) -> bool {
        let accepted = party.answered.as_ref().filter(|answered| answered.answer == Answer::Accept);
        let left = accepted.and_then(|answered| answered.withdrawn_at);
        party.place.side == Side::Claimant
            || party.way() == Way::Accepted
            || (left.is_some() && left == self.stopped_at())
    }
    /// Whether a party sat in a talk, also where it left since and others went on: the record says who was there.
    pub fn sat_in_talk(&self, party: &Party) -> bool {
        let left = party.answered.as_ref().and_then(|answered| answered.withdrawn_at);
        let checked = self.procedure.identity(party.place.id).is_some();
        let began_before = |left: Timestamp| self.talks.iter().any(|talk| talk.from <= left);
        self.attended(party) || (checked && left.is_some_and(began_before))
    }
    /// Whether the record of its talks can still be written: as long as it is open, and once over when there was a talk to write
    /// of, so that a party who stops takes nothing from it (People's Mediation Law art 27).
    pub fn takes_record(&self) -> bool {
        self.state.is_open() || (!self.talks.is_empty() && self.erased_at.is_none())
    }
    /// Whether its names and texts, or the record of what authorities were given, were erased at a moment or since.
    pub fn was_erased_since(&self, moment: Timestamp) -> bool {
        [self.erased_at, self.disclosures_erased_at].into_iter().flatten().any(|at| at >= moment)
    }
    /// When what a step tells of came about. An agreement takes effect with the last word it needed, which need not be the one that was
    /// entered last.
    pub fn came_about(&self, step: &Step) -> Timestamp {
        let effect = self.procedure.in_effect().filter(|_| step.kind == "AgreementTookEffect");
        effect.unwrap_or(step.at)
    }
    /// By when the last ratification is awaited, once every party has signed and nothing else of theirs is missing.
    pub fn awaits_ratification(&self) -> Option<Date> {
        let agreement = self.procedure.agreement.as_ref().filter(|known| known.effective_at.is_none())?;
        let mut last = None;
        for party in self.participants() {
            let signature = agreement.signature(Signatory::Party(party.place.id))?;
            last = last.max(signature.ratification.filter(|open| open.at.is_none()).map(|open| open.by));
        }
        last
    }
    /// Whether everybody has signed, and it is sealed: nothing but a ratification keeps an agreement from its effect.
    pub fn lacks_only_ratification(&self) -> bool {
        let by_desk =
            |by| self.procedure.agreement.as_ref().is_some_and(|known| known.signature(by).is_some());
        self.awaits_ratification().is_some() && by_desk(Signatory::Mediator) && by_desk(Signatory::Seal)
    }
    /// Whether there was a talk of which nothing is written.
    pub fn lacks_record(&self) -> bool {
        !self.talks.is_empty()
            && self.takes_record()
            && self.procedure.record(RecordPart::Mediation).is_none()
    }
    /// Something that an authority was given.
    pub fn disclosure(&self, id: DisclosureId) -> Option<&Disclosure> {
        self.disclosures.iter().find(|known| known.id == id)
    }
    /// The disclosure that a step made, or in which it notes that the authority signed.
    pub fn disclosed_by(&self, step: &Step) -> Option<&Disclosure> {
        let by = |seq| seq == step.seq;
        self.disclosures.iter().find(|known| by(known.seq) || known.received.is_some_and(|(seq, _)| by(seq)))
    }
    /// One party.
    pub fn party(&self, id: PartyId) -> Option<&Party> {
        self.parties.iter().find(|party| party.place.id == id)
    }
}
