//! How each step of the procedure changes a case.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "each part takes its own steps and leaves the others to the next"
)]

use crate::{
    case::{Case, CaseState, Party},
    desk::Desk,
    event::{Actor, Fact, Stamp},
    fair::Window,
    ids::{CaseId, KeyHash, PartyId},
    procedure::{
        Agreement, Answer, Answered, Appointment, Consented, Draft, Guest, Identity, Impartial, Note, Notice,
        Objection, Proceeding, Ratification, Record, Served, Signature,
    },
    ticket::{ParkReason, TicketState},
};

/// What a notice's key opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeOf {
    /// Which case.
    pub case: CaseId,
    /// Which respondent.
    pub party: PartyId,
    /// The organiser's notice of a complaint; else the mediation body's.
    pub complaint: bool,
}

/// A time limit that runs: when it ends, whose it is, whether it is the organiser's.
pub(crate) type Running = (jiff::Timestamp, CaseId, PartyId, bool);

impl Desk {
    pub(super) fn apply_procedure(&mut self, stamp: &Stamp, fact: &Fact) -> bool {
        let Fact::CaseProceeded { case, with } = fact else { return false };
        match with {
            Proceeding::NoticeIssued { party, key } => self.issue_notice(stamp, *case, *party, *key),
            Proceeding::NoticeServed { party, window, .. } => self.open_reply_time(*case, *party, window),
            Proceeding::ReplyTimeEnded { party } => self.close_reply_time(*case, *party),
            Proceeding::NoticeAnswered { party, .. } => {
                self.close_reply_time(*case, *party);
                self.admit_answering(stamp);
            }
            Proceeding::CaseAccepted { number, .. } => {
                self.accepted.insert(number.year, number.count);
            }
            // What is left is signing; the talk itself is over.
            Proceeding::TermsAgreed { .. } | Proceeding::OralAgreementRegistered { .. } => {
                self.end_talk(stamp, *case);
            }
            _ => {}
        }
        self.change_case(*case, |case| reception_and_notice(case, stamp, with));
        self.change_case(*case, |case| session_and_record(case, stamp, with));
        self.change_case(*case, |case| agreement(case, stamp, with));
        if let Proceeding::NoticeAnswered { party, answer: Answer::Decline, .. }
        | Proceeding::ConsentWithdrawn { party, .. } = with
        {
            self.leave_mediation(stamp, *case, *party);
        }
        true
    }

    /// The respondent's ticket waits outside the line until everybody agreed to talk.
    pub(super) fn issue_notice(&mut self, stamp: &Stamp, id: CaseId, party: PartyId, key: KeyHash) {
        self.register_notice(id, party, key, false);
        self.await_reply(stamp, id, party);
    }

    pub(super) fn register_notice(&mut self, case: CaseId, party: PartyId, key: KeyHash, complaint: bool) {
        // A notice that is drawn up anew replaces the one before: a lost paper opens nothing any more.
        let same =
            |known: &NoticeOf| known.case == case && known.party == party && known.complaint == complaint;
        let old = self.cases.get(&case).and_then(|known| {
            let known = known.party(party)?;
            if complaint { None } else { known.notice.as_ref().map(|notice| notice.key) }
        });
        let old_complaint =
            self.cases.get(&case).and_then(|known| Some(known.measure(party)?.notice.as_ref()?.key));
        for key in old.into_iter().chain(old_complaint.filter(|_| complaint)) {
            if self.notices.get(&key).is_some_and(same) {
                self.notices.remove(&key);
            }
        }
        self.notices.insert(key, NoticeOf { case, party, complaint });
    }

    /// A ticket that was issued with a notice stands aside.
    pub(super) fn await_reply(&mut self, stamp: &Stamp, id: CaseId, party: PartyId) {
        let ticket = self.cases.get(&id).and_then(|case| case.party(party)?.ticket);
        let Some(number) = ticket else { return };
        if self.cases.get(&id).is_some_and(|case| !case.state.is_open()) {
            // The mediation is over: nobody will be called any more.
            self.move_tickets(stamp, id, &[number], TicketState::Closed, |_| ());
        } else if self.stands_outside(id, number) {
            self.move_tickets(stamp, id, &[number], TicketState::Parked, |ticket| {
                ticket.parked = Some(ParkReason::Reply);
            });
        }
    }

    /// Whether a ticket waits without its case: its party has not agreed to talk.
    fn stands_outside(&self, id: CaseId, number: crate::TicketNumber) -> bool {
        let waits = self.tickets.get(&number).is_some_and(|ticket| ticket.state == TicketState::Waiting);
        let in_line =
            |case: &std::sync::Arc<Case>| self.line_tickets(case).any(|ticket| ticket.number == number);
        waits && !self.cases.get(&id).is_some_and(in_line)
    }

    /// The phone with which a respondent answered may read from then on what is for them: who had the notice in hand, with its
    /// key, answered for the party.
    pub(super) fn admit_answering(&mut self, stamp: &Stamp) {
        let (Actor::Party(number), Some(device)) = (stamp.actor, stamp.device) else { return };
        self.change_ticket(number, |ticket| {
            if !ticket.devices.contains(&device) {
                ticket.devices.push(device);
            }
        });
    }

    fn open_reply_time(&mut self, case: CaseId, party: PartyId, window: &Window) {
        self.windows.insert((window.deadline, case, party, false));
    }

    /// Nothing runs any more.
    pub(super) fn close_windows(&mut self, case: CaseId) {
        let of_case: Vec<_> = self.windows.iter().filter(|(_, of, ..)| *of == case).copied().collect();
        for window in of_case {
            self.windows.remove(&window);
        }
    }

    pub(super) fn close_reply_time(&mut self, case: CaseId, party: PartyId) {
        let served = self.cases.get(&case).and_then(|known| known.party(party)?.served.clone());
        if let Some(served) = served {
            self.windows.remove(&(served.window.deadline, case, party, false));
        }
    }

    /// Who declines or withdraws is called no more; the others go on.
    fn leave_mediation(&mut self, stamp: &Stamp, id: CaseId, party: PartyId) {
        let Some(case) = self.cases.get(&id) else { return };
        if case.claimant().place.id == party {
            return;
        }
        let open = case
            .party(party)
            .and_then(|known| known.ticket)
            .filter(|number| self.tickets.get(number).is_some_and(|ticket| ticket.state.is_open()));
        if let Some(number) = open {
            self.move_tickets(stamp, id, &[number], TicketState::Closed, |_| ());
        }
    }
}

fn change_party(case: &mut Case, id: PartyId, change: impl FnOnce(&mut Party)) {
    if let Some(party) = case.parties.iter_mut().find(|party| party.place.id == id) {
        change(party);
    }
}

fn reception_and_notice(case: &mut Case, stamp: &Stamp, with: &Proceeding) {
    let at = stamp.occurred_at;
    match with {
        Proceeding::CaseAccepted { number, source } => {
            case.state = CaseState::Accepted;
            case.procedure.number = Some(*number);
            case.procedure.source = Some(*source);
            case.procedure.accepted_at = Some(at);
        }
        Proceeding::ImpartialityDeclared { staff } => {
            case.procedure.impartial.push(Impartial { staff: *staff, at });
        }
        Proceeding::NoticeIssued { party, key } => change_party(case, *party, |party| {
            party.notice = Some(Notice { key: *key, at, seq: stamp.seq });
        }),
        Proceeding::NoticeServed { party, service, window } => change_party(case, *party, |party| {
            party.served = Some(Served {
                service: service.clone(),
                at,
                by: stamp.actor.staff(),
                seq: stamp.seq,
                window: window.clone(),
                ended: false,
            });
        }),
        Proceeding::ReplyTimeEnded { party } => change_party(case, *party, |party| {
            if let Some(served) = &mut party.served {
                served.ended = true;
            }
        }),
        Proceeding::NoticeAnswered { party, answer, text, means, authority } => {
            change_party(case, *party, |party| {
                party.answered = Some(Answered {
                    answer: *answer,
                    text: text.clone(),
                    means: *means,
                    authority: *authority,
                    at,
                    seq: stamp.seq,
                    withdrawn_at: None,
                });
            });
        }
        Proceeding::ConsentWithdrawn { party, .. } => change_party(case, *party, |party| {
            if let Some(answered) = &mut party.answered {
                answered.withdrawn_at = Some(at);
            }
        }),
        Proceeding::MediatorObjected { party, staff } => {
            case.procedure.objections.push(Objection { party: *party, staff: *staff });
        }
        Proceeding::ConsentGiven { party, to, text, means } => {
            let given = Consented { party: *party, to: *to, text: text.clone(), means: *means, at };
            case.procedure.consents.push(given);
        }
        Proceeding::ConsentRevoked { party, to } => {
            case.procedure.consents.retain(|consent| consent.party != *party || consent.to != *to);
        }
        _ => {}
    }
}

fn session_and_record(case: &mut Case, stamp: &Stamp, with: &Proceeding) {
    let at = stamp.occurred_at;
    let by = stamp.actor.staff();
    let known = &mut case.procedure;
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
            known.identities.retain(|identity| identity.party != *party);
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
        Proceeding::NoteWritten {} => {
            if let Some(by) = by {
                known.notes.push(Note { by, at, seq: stamp.seq });
            }
        }
        _ => {}
    }
}

fn agreement(case: &mut Case, stamp: &Stamp, with: &Proceeding) {
    let at = stamp.occurred_at;
    let drafted = |version: u32| match with {
        Proceeding::AgreementDrafted { clauses, organiser, warnings, prevailing, .. }
        | Proceeding::OralAgreementRegistered { clauses, organiser, warnings, prevailing } => Some(Draft {
            version,
            at,
            by: stamp.actor.staff(),
            seq: stamp.seq,
            clauses: clauses.clone(),
            organiser: *organiser,
            warnings: warnings.clone(),
            prevailing: *prevailing,
        }),
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
            case.procedure.agreement = drafted(*version).map(fresh);
        }
        Proceeding::OralAgreementRegistered { .. } => {
            let version = case.procedure.agreement.as_ref().map_or(0, |known| known.draft.version) + 1;
            let mut oral = drafted(version).map(fresh);
            if let Some(oral) = &mut oral {
                (oral.oral, oral.agreed_at, oral.effective_at) = (true, Some(at), Some(at));
            }
            case.procedure.agreement = oral;
        }
        _ => {
            if let Some(known) = &mut case.procedure.agreement {
                signing(known, stamp, with);
            }
        }
    }
    match with {
        Proceeding::TermsReopened {} => {
            case.state = CaseState::Adjourned;
        }
        Proceeding::TermsAgreed { .. } | Proceeding::OralAgreementRegistered { .. } => {
            case.state = CaseState::TermsAgreed;
        }
        _ => {}
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
                ratification: ratify_by.map(|by| Ratification { by, at: None }),
                at,
                seq: stamp.seq,
            });
        }
        Proceeding::AgreementRatified { party, .. } => {
            let of = crate::procedure::Signatory::Party(*party);
            let signature = known.signatures.iter_mut().find(|signature| signature.by == of);
            if let Some(ratification) = signature.and_then(|signature| signature.ratification.as_mut()) {
                ratification.at = Some(at);
            }
        }
        Proceeding::AgreementTookEffect { .. } => known.effective_at = Some(at),
        _ => {}
    }
}
