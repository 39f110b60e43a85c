//! The parts of what the procedure of a case knows: consents, appointments, records, agreements, notices and replies.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Answer, Authority, ClauseKind, ConsentTo, IdentityPaper, Means, RecordPart, ServiceMethod, WarningKind,
};
use crate::{
    aftercare::Term,
    case::{Case, CaseState, Paper, Party, Side},
    fair::{Language, Window},
    ids::{EvidenceId, KeyHash, PartyId, RoomId, StaffId},
    ticket::{Ticket, TicketState},
};

/// A declaration of impartiality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Impartial {
    /// Who declared it.
    pub staff: StaffId,
    /// When.
    pub at: Timestamp,
}

/// A request for another mediator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Objection {
    /// Who asked.
    pub party: PartyId,
    /// Whom they do not want.
    pub staff: StaffId,
}

/// A consent beside mediation itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consented {
    /// Who.
    pub party: PartyId,
    /// To what.
    pub to: ConsentTo,
    /// Version of the text.
    pub text: String,
    /// By what means.
    pub means: Means,
    /// To be told as an example: in which version of the account. None stood where it is not said.
    pub version: Option<u32>,
    /// When.
    pub at: Timestamp,
    /// Journal entry.
    pub seq: u64,
}

/// A time and place for talks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// When.
    pub from: Timestamp,
    /// Until when the room is kept.
    pub until: Timestamp,
    /// Where; `None` over a distance.
    pub room: Option<RoomId>,
    /// Whose it is: of whoever made it, then of whoever took the case over; nobody's while it was given back.
    pub staff: Option<StaffId>,
    /// Who said that they will come.
    pub confirmed: Vec<PartyId>,
}

impl Appointment {
    /// Whether it lies, in part, in the same time.
    pub fn overlaps(&self, from: Timestamp, until: Timestamp) -> bool {
        self.from < until && from < self.until
    }
}

impl Party {
    /// Whether they answered, and nothing says how the notice had reached them.
    pub fn lacks_receipt(&self) -> bool {
        self.answered.is_some() && self.served.is_none()
    }
}

impl Case {
    /// The time that is still before the parties: once everybody talks, the one they had agreed on is behind them.
    pub fn appointment_ahead(&self) -> Option<&Appointment> {
        let awaited = match self.state {
            CaseState::Submitted | CaseState::Accepted | CaseState::Agreed | CaseState::Adjourned => true,
            CaseState::InSession | CaseState::TermsAgreed | CaseState::Concluded { .. } => false,
        };
        self.procedure.appointment.as_ref().filter(|_| awaited)
    }

    /// Whether a time was fixed since a party was called: then it comes at that time, and the call is behind it, whether or not
    /// somebody noted that it did not come.
    pub fn is_put_off(&self, ticket: &Ticket) -> bool {
        self.got_a_time_since(ticket) && self.appointment_ahead().is_some()
    }

    /// Whether a time was fixed since a party was called that did not come, also one that was cancelled again: nobody came to that
    /// call because they were told another time, so nobody leaves for it.
    pub(crate) fn got_a_time_since(&self, ticket: &Ticket) -> bool {
        let waits = matches!(ticket.state, TicketState::Called | TicketState::Missed);
        let made = self.steps.iter().rev().find(|step| step.kind == "AppointmentMade");
        waits && made.zip(ticket.called_at).is_some_and(|(made, called)| called < made.at)
    }

    /// Whether a party is called, or there for the talks already, so that a time that was agreed on no longer matters.
    pub fn is_here(&self, ticket: &Ticket) -> bool {
        ticket.state.is_here(ticket.lane) && !self.is_put_off(ticket)
    }
}

/// A checked identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// For which party.
    pub party: PartyId,
    /// By which paper.
    pub paper: IdentityPaper,
    /// What the person may do for the party.
    pub authority: Authority,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<StaffId>,
    /// Journal entry whose sealed body says who.
    pub seq: u64,
}

impl Identity {
    /// Whether an agent was let speak whose power of attorney nobody has seen.
    pub fn lacks_power(&self) -> bool {
        self.authority != Authority::Own && self.paper != IdentityPaper::PowerOfAttorney
    }

    /// What the person may do for the party as far as it was shown: an agent whose power nobody has seen may not settle.
    pub fn shown(&self) -> Authority {
        if self.lacks_power() { Authority::MayNotSettle } else { self.authority }
    }

    /// Whether somebody may sign for the party with an authority: nobody claims more or other at signing than was shown when their
    /// identity was checked, for the paper says who was here and by what right. An agent without a power binds nobody before the party
    /// ratifies; the party itself, or its representative, has nobody to wait for.
    pub fn bears(&self, authority: Authority) -> bool {
        match authority {
            Authority::Own => self.authority == Authority::Own,
            Authority::MaySettle => self.shown() == Authority::MaySettle,
            Authority::MayNotSettle => self.authority != Authority::Own,
        }
    }

    /// Whether a paper that was missing was seen with it.
    fn shows(&self, paper: Paper) -> bool {
        match paper {
            // The badge says where somebody works, and is none of the papers that were asked for.
            Paper::Identity => self.paper != IdentityPaper::Badge,
            Paper::PowerOfAttorney => self.paper == IdentityPaper::PowerOfAttorney,
            Paper::Title | Paper::LegalStatus | Paper::EvaluationReport | Paper::Evidence => false,
        }
    }
}

impl Case {
    /// What a party has yet to bring: what was missing at filing and was not seen since, and the power of an agent whom nobody has
    /// seen one of, be it by the reply or by the papers that were looked at. Once the party itself has ratified, no power is needed.
    pub fn papers_awaited(&self, party: &Party) -> Vec<Paper> {
        let seen = self.procedure.identity(party.place.id);
        let missing = (party.place.side == Side::Claimant).then_some(&self.missing).into_iter().flatten();
        let unseen = |paper: &Paper| !seen.is_some_and(|identity| identity.shows(*paper));
        let agreement = self.procedure.agreement.as_ref();
        let signed = agreement.and_then(|known| known.signature(Signatory::Party(party.place.id)));
        let ratification = signed.and_then(|signature| signature.ratification);
        let ratified = ratification.is_some_and(|known| known.at.is_some());
        let needed = |paper: &Paper| !(ratified && *paper == Paper::PowerOfAttorney);
        let mut awaited: Vec<_> = missing.copied().filter(unseen).filter(needed).collect();
        let spoke = party.answered.as_ref().is_some_and(|answered| answered.authority != Authority::Own);
        let powerless = seen.map_or(spoke, Identity::lacks_power);
        if powerless && !ratified && !awaited.contains(&Paper::PowerOfAttorney) {
            awaited.push(Paper::PowerOfAttorney);
        }
        awaited
    }
}

/// Somebody else in the talks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guest {
    /// As what.
    pub role: ConsentTo,
    /// Journal entry whose sealed body says who.
    pub seq: u64,
}

/// A part of the record as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Which part.
    pub part: RecordPart,
    /// Its version, from 1.
    pub version: u32,
    /// When it was written.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<StaffId>,
    /// Journal entry with the text.
    pub seq: u64,
    /// Who confirmed this version, by what means, when.
    pub confirmed: Vec<(PartyId, Means, Timestamp)>,
}

/// A private note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note {
    /// Its author.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
    /// Journal entry with the text.
    pub seq: u64,
}

/// One draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its version, from 1; an oral agreement has version 1.
    pub version: u32,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<StaffId>,
    /// Journal entry with the text.
    pub seq: u64,
    /// What is undertaken, in order.
    pub clauses: Vec<ClauseKind>,
    /// Whether a clause is for the organiser to carry out.
    pub organiser: bool,
    /// What may be wrong with it.
    pub warnings: Vec<WarningKind>,
    /// The language that prevails.
    pub prevailing: Language,
    /// Who owes each clause, by which day; empty in drafts from before this was kept in clear.
    pub terms: Vec<Term>,
}

impl Draft {
    /// Whether a clause that `party` owes is for the organiser. Of drafts from before it was kept in clear which clauses are, each
    /// clause may be one.
    pub fn is_for_organiser(&self, party: PartyId) -> bool {
        let told = self.tells_for_organiser();
        let marked = |term: &Term| term.debtor == party && (term.organiser || !told);
        self.organiser && (self.terms.is_empty() || self.terms.iter().any(marked))
    }
    /// Whether it is known which of its clauses are for the organiser.
    pub fn tells_for_organiser(&self) -> bool {
        self.terms.iter().any(|term| term.organiser)
    }
}

/// An agreement, from the first draft to its effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// The newest draft.
    pub draft: Draft,
    /// Registered as an oral one.
    pub oral: bool,
    /// When both sides accepted the terms of that draft.
    pub agreed_at: Option<Timestamp>,
    /// Signatures and seal under that draft.
    pub signatures: Vec<Signature>,
    /// Since when it is in effect: the time of the last signature, ratification or seal that it needed (People's Mediation Law art 29).
    pub effective_at: Option<Timestamp>,
}

impl Agreement {
    /// The signature of `by`.
    pub fn signature(&self, by: Signatory) -> Option<&Signature> {
        self.signatures.iter().find(|signature| signature.by == by)
    }
}

/// Whose signature an agreement needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signatory {
    /// A party's.
    Party(PartyId),
    /// The mediator's.
    Mediator,
    /// The seal of the mediation body.
    Seal,
}

/// A signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Whose.
    pub by: Signatory,
    /// By what means.
    pub means: Means,
    /// What the person may do for the party.
    pub authority: Authority,
    /// The signed paper.
    pub evidence: Option<EvidenceId>,
    /// What is open or done of a ratification.
    pub ratification: Option<Ratification>,
    /// When.
    pub at: Timestamp,
    /// Journal entry whose sealed body says who.
    pub seq: u64,
}

impl Signature {
    /// Whether it binds: nothing is left to ratify.
    pub fn binds(&self) -> bool {
        self.ratification.is_none_or(|ratification| ratification.at.is_some())
    }
}

/// A ratification that a signature waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratification {
    /// Until when.
    pub by: Date,
    /// When it came.
    pub at: Option<Timestamp>,
    /// The ratification on paper.
    pub evidence: Option<EvidenceId>,
    /// Journal entry by which it came, whose sealed body says who ratified, where that was told.
    pub seq: Option<u64>,
}

/// How a paper was served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// How.
    pub method: ServiceMethod,
    /// Its acceptance was refused, which is recorded and changes nothing.
    pub refused: bool,
    /// Photo or signature that proves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<EvidenceId>,
}

/// A notice to a respondent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Digest of the key in its address.
    pub key: KeyHash,
    /// When it was drawn up.
    pub at: Timestamp,
    /// Journal entry whose sealed body holds the key.
    pub seq: u64,
    /// How many to the same party it takes the place of.
    pub earlier: u32,
}

impl Notice {
    /// A notice that is drawn up, in place of the one that a party had.
    pub(crate) fn in_place_of(before: Option<&Self>, key: KeyHash, at: Timestamp, seq: u64) -> Self {
        Self { key, at, seq, earlier: before.map_or(0, |before| before.earlier.saturating_add(1)) }
    }
}

/// That a notice was served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// How.
    pub service: Service,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<StaffId>,
    /// Journal entry whose sealed body says to whom.
    pub seq: u64,
    /// The time for a reply.
    pub window: Window,
    /// That time is over and was recorded as such.
    pub ended: bool,
}

/// What a respondent answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// What.
    pub answer: Answer,
    /// Version of the consent text.
    pub text: String,
    /// By what means.
    pub means: Means,
    /// What the person may do for the party.
    pub authority: Authority,
    /// When.
    pub at: Timestamp,
    /// Journal entry whose sealed body says who spoke, with their statement.
    pub seq: u64,
    /// When the consent was withdrawn, or the party was called in vain for the last time.
    pub withdrawn_at: Option<Timestamp>,
    /// They took nothing back: they did not come when called, and the others went on.
    pub unreached: bool,
    /// They took nothing back: they did not sign what had been agreed.
    pub unsigned: bool,
}

/// How somebody who had agreed came to take part no more, as it was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// They took their consent back.
    Withdrew,
    /// They did not sign.
    Unsigned,
    /// They did not come when called.
    Unreached,
}

impl Answered {
    /// How this party came to take part no more; `None` while it does, or where it never agreed to.
    pub fn leaving(&self) -> Option<Leaving> {
        self.withdrawn_at?;
        Some(match (self.unreached, self.unsigned) {
            (true, _) => Leaving::Unreached,
            (false, true) => Leaving::Unsigned,
            (false, false) => Leaving::Withdrew,
        })
    }
}

/// How far one respondent is; each has a way of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// Named in the application; nobody has told them.
    Named,
    /// A notice is drawn up, not yet served.
    Noticed,
    /// Served; their time runs.
    Served,
    /// Their time is over, and no reply came.
    NoReply,
    /// They take part.
    Accepted,
    /// They do not, or no longer.
    Declined,
}

impl Way {
    /// The last part of its message key.
    pub fn code(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Noticed => "noticed",
            Self::Served => "served",
            Self::NoReply => "no-reply",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
        }
    }
    /// Whether an answer may still come.
    pub fn is_pending(self) -> bool {
        !matches!(self, Self::Accepted | Self::Declined)
    }
}
