//! How far the procedure of one case is, from facts alone, and how each step changes that.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "each part takes its own steps and leaves the others to the next"
)]

use jiff::Timestamp;

use super::{
    Agreement, Appointment, Authority, CaseSource, ConsentTo, Consented, Draft, Guest, Identity,
    IdentityPaper, Impartial, Note, Objection, Proceeding, Ratification, Record, RecordPart, Signatory,
    Signature,
};
use crate::{
    event::Stamp,
    fee::{Fee, FeeAnswer},
    ids::{CaseNumber, PartyId, ProductClass, StaffId},
    refusal::Refusal,
};

/// Beside line and talks: everything the procedure of a case has seen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Procedure {
    /// Its number, once accepted.
    pub number: Option<CaseNumber>,
    /// How it came.
    pub source: Option<CaseSource>,
    /// When it was accepted.
    pub accepted_at: Option<Timestamp>,
    /// Of which class the products are that it is about, as far as that is known.
    pub product_class: Option<ProductClass>,
    /// Who declared to have no conflict of interest.
    pub impartial: Vec<Impartial>,
    /// Who asked for another mediator.
    pub objections: Vec<Objection>,
    /// Consents beside mediation itself; those taken back are gone.
    pub consents: Vec<Consented>,
    /// What was quoted for it, oldest first; a version replaces the one before.
    pub fees: Vec<Fee>,
    /// The present appointment.
    pub appointment: Option<Appointment>,
    /// The checks of identity, oldest first. A later one of the same party stands in place of those before it, but for what was signed
    /// on these.
    pub identities: Vec<Identity>,
    /// When rights and duties were explained, and from which version of the text.
    pub rights: Option<(Timestamp, String)>,
    /// Who else was let in.
    pub guests: Vec<Guest>,
    /// Since when help is awaited.
    pub help: Option<Timestamp>,
    /// The parts of the record.
    pub record: Vec<Record>,
    /// Private notes; only their authors read them.
    pub notes: Vec<Note>,
    /// The agreement.
    pub agreement: Option<Agreement>,
    /// Since when it is to go on after the fair.
    pub carried_over: Option<Timestamp>,
}

impl Procedure {
    /// The present version of a part of the record.
    pub fn record(&self, part: RecordPart) -> Option<&Record> {
        self.record.iter().find(|record| record.part == part)
    }
    /// Whether `staff` declared to have no conflict of interest.
    pub fn is_impartial(&self, staff: StaffId) -> bool {
        self.impartial.iter().any(|declared| declared.staff == staff)
    }
    /// The consent of `party` to `to` that is on record, be it in words that count no more.
    pub fn consent(&self, party: PartyId, to: ConsentTo) -> Option<&Consented> {
        self.consents.iter().find(|consent| consent.party == party && consent.to == to)
    }
    /// Whether `party` consented to `to`, in words that count.
    pub fn consents_to(&self, party: PartyId, to: ConsentTo) -> bool {
        self.consent(party, to).is_some_and(|given| to.counts_in(&given.text))
    }
    /// What is quoted for it at present.
    pub fn fee(&self) -> Option<&Fee> {
        self.fees.last().filter(|fee| !fee.fallen)
    }
    /// How a party's identity was checked last.
    pub fn identity(&self, party: PartyId) -> Option<&Identity> {
        self.identities.iter().rfind(|identity| identity.party == party)
    }
    /// Whether a party has signed the terms as they stand.
    pub fn has_signed(&self, party: PartyId) -> bool {
        let agreement = self.agreement.as_ref();
        agreement.is_some_and(|agreement| agreement.signature(Signatory::Party(party)).is_some())
    }
    /// Which papers of a party are still looked at, and what those who show them may be to it. Who the parties are and who signed for them
    /// stands: for one that has signed nobody else comes before the terms are open again, but who signed as its agent may bring the power
    /// that was missing, and does not become the party itself by it.
    ///
    /// # Errors
    /// None are.
    pub fn papers_looked_at(
        &self,
        party: PartyId,
    ) -> Result<(&'static [IdentityPaper], &'static [Authority]), Refusal> {
        let unproved = || self.identity(party).is_some_and(Identity::lacks_power);
        if self.in_effect().is_some() {
            Err(Refusal::InEffect)
        } else if !self.has_signed(party) {
            Ok((IdentityPaper::ALL, Authority::ALL))
        } else if unproved() {
            Ok((&[IdentityPaper::PowerOfAttorney], &[Authority::MaySettle, Authority::MayNotSettle]))
        } else {
            Err(Refusal::StepMissing("reopening"))
        }
    }
    /// Whether who signed for a party may yet bring the power that was missing, under the same name and for the same company.
    pub fn awaits_power(&self, party: PartyId) -> bool {
        self.has_signed(party) && self.papers_looked_at(party).is_ok()
    }
    /// How a step changes what is known. What it does to lines, tickets and respondents stands in `desk/procedure.rs`.
    pub(crate) fn take(&mut self, stamp: &Stamp, with: &Proceeding) {
        reception_and_consent(self, stamp, with);
        fee(self, stamp, with);
        session_and_record(self, stamp, with);
        agreement(self, stamp, with);
    }
    /// Since when an agreement, written or oral, is in effect.
    pub fn in_effect(&self) -> Option<Timestamp> {
        self.agreement.as_ref().and_then(|agreement| agreement.effective_at)
    }
}

fn reception_and_consent(known: &mut Procedure, stamp: &Stamp, with: &Proceeding) {
    let at = stamp.occurred_at;
    match with {
        Proceeding::CaseAccepted { number, source } => {
            known.number = Some(*number);
            known.source = Some(*source);
            known.accepted_at = Some(at);
        }
        Proceeding::ProductClassNoted { class } => known.product_class.clone_from(class),
        Proceeding::ImpartialityDeclared { staff } => {
            known.impartial.push(Impartial { staff: *staff, at });
        }
        Proceeding::MediatorObjected { party, staff } => {
            known.objections.push(Objection { party: *party, staff: *staff });
        }
        Proceeding::ConsentGiven { party, to, text, means, version } => {
            // Given anew, in later words, it takes the place of the earlier one.
            known.consents.retain(|consent| consent.party != *party || consent.to != *to);
            let (party, to, text, means, version) = (*party, *to, text.clone(), *means, *version);
            known.consents.push(Consented { party, to, text, means, version, at, seq: stamp.seq });
        }
        Proceeding::ConsentRevoked { party, to } => {
            known.consents.retain(|consent| consent.party != *party || consent.to != *to);
        }
        _ => {}
    }
}

fn fee(known: &mut Procedure, stamp: &Stamp, with: &Proceeding) {
    let at = stamp.occurred_at;
    let quoted = |version: u32, edition| Fee {
        version,
        edition,
        at,
        by: stamp.actor.staff(),
        seq: stamp.seq,
        answers: Vec::new(),
        fallen: false,
    };
    match with {
        Proceeding::FeeQuoted { version, edition } => known.fees.push(quoted(*version, Some(*edition))),
        Proceeding::FeeWaived { version } => known.fees.push(quoted(*version, None)),
        Proceeding::FeeAnswered { party, version, answer, means } => {
            if let Some(fee) = known.fees.iter_mut().find(|fee| fee.version == *version) {
                fee.answers.retain(|said| said.party != *party);
                fee.answers.push(FeeAnswer { party: *party, answer: *answer, means: *means, at });
            }
        }
        // What one body quoted binds nobody at another.
        Proceeding::BodyChanged { .. } => known.fees.iter_mut().for_each(|fee| fee.fallen = true),
        _ => {}
    }
}

fn session_and_record(known: &mut Procedure, stamp: &Stamp, with: &Proceeding) {
    let at = stamp.occurred_at;
    let by = stamp.actor.staff();
    match with {
        Proceeding::AppointmentMade { from, until, room, staff } => {
            let confirmed = Vec::new();
            let appointment =
                Appointment { from: *from, until: *until, room: room.clone(), staff: *staff, confirmed };
            known.appointment = Some(appointment);
        }
        Proceeding::AppointmentConfirmed { party } => {
            if let Some(appointment) = &mut known.appointment {
                appointment.confirmed.push(*party);
            }
        }
        Proceeding::AppointmentCancelled {} => known.appointment = None,
        Proceeding::IdentityChecked { party, paper, authority } => {
            let seq = stamp.seq;
            known.identities.push(Identity {
                party: *party,
                paper: *paper,
                authority: *authority,
                at,
                by,
                seq,
            });
        }
        Proceeding::RightsExplained { text } => known.rights = Some((at, text.clone())),
        Proceeding::GuestAdmitted { role } => known.guests.push(Guest { role: *role, seq: stamp.seq }),
        Proceeding::HelpCalled {} => known.help = Some(at),
        Proceeding::HelpAnswered {} => known.help = None,
        Proceeding::RecordWritten { part, version } => {
            known.record.retain(|record| record.part != *part);
            let (part, version) = (*part, *version);
            known.record.push(Record { part, version, at, by, seq: stamp.seq, confirmed: Vec::new() });
        }
        Proceeding::RecordConfirmed { party, part, means, .. } => {
            if let Some(record) = known.record.iter_mut().find(|record| record.part == *part) {
                record.confirmed.push((*party, *means, at));
            }
        }
        Proceeding::CaseCarriedOver {} => known.carried_over = Some(at),
        Proceeding::NoteWritten {} => {
            if let Some(by) = by {
                known.notes.push(Note { by, at, seq: stamp.seq });
            }
        }
        _ => {}
    }
}

fn agreement(known: &mut Procedure, stamp: &Stamp, with: &Proceeding) {
    let at = stamp.occurred_at;
    let drafted = |version: u32| match with {
        Proceeding::AgreementDrafted { clauses, organiser, warnings, prevailing, terms, .. }
        | Proceeding::OralAgreementRegistered { clauses, organiser, warnings, prevailing, terms } => {
            Some(Draft {
                version,
                at,
                by: stamp.actor.staff(),
                seq: stamp.seq,
                clauses: clauses.clone(),
                organiser: *organiser,
                warnings: warnings.clone(),
                prevailing: *prevailing,
                terms: terms.clone(),
            })
        }
        _ => None,
    };
    let fresh = |draft: Draft| Agreement {
        draft,
        oral: false,
        agreed_at: None,
        signatures: Vec::new(),
        effective_at: None,
    };
    match with {
        Proceeding::AgreementDrafted { version, .. } => {
            known.agreement = drafted(*version).map(fresh);
        }
        Proceeding::OralAgreementRegistered { .. } => {
            let version = known.agreement.as_ref().map_or(0, |known| known.draft.version) + 1;
            let mut oral = drafted(version).map(fresh);
            if let Some(oral) = &mut oral {
                (oral.oral, oral.agreed_at, oral.effective_at) = (true, Some(at), Some(at));
            }
            known.agreement = oral;
        }
        _ => {
            if let Some(known) = &mut known.agreement {
                signing(known, stamp, with);
            }
        }
    }
}

fn signing(known: &mut Agreement, stamp: &Stamp, with: &Proceeding) {
    let at = stamp.occurred_at;
    match with {
        Proceeding::TermsAgreed { .. } => known.agreed_at = Some(at),
        Proceeding::TermsReopened {} => {
            known.agreed_at = None;
            known.signatures.clear();
        }
        Proceeding::AgreementSigned { by, means, authority, evidence, ratify_by, .. } => {
            known.signatures.push(Signature {
                by: *by,
                means: *means,
                authority: *authority,
                evidence: *evidence,
                ratification: ratify_by.map(|by| Ratification { by, at: None, evidence: None, seq: None }),
                at,
                seq: stamp.seq,
            });
        }
        Proceeding::AgreementRatified { party, evidence } => {
            let of = Signatory::Party(*party);
            let signature = known.signatures.iter_mut().find(|signature| signature.by == of);
            if let Some(ratification) = signature.and_then(|signature| signature.ratification.as_mut()) {
                ratification.at = Some(at);
                ratification.evidence = *evidence;
                ratification.seq = Some(stamp.seq);
            }
        }
        // Entered from paper, the last signature that is told need not be the last that was given.
        Proceeding::AgreementTookEffect { .. } => {
            let given =
                |known: &Signature| [Some(known.at), known.ratification.as_ref().and_then(|later| later.at)];
            known.effective_at = known.signatures.iter().flat_map(given).flatten().chain([at]).max();
        }
        _ => {}
    }
}
