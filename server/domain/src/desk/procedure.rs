//! How each step of the procedure changes a case.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "each part takes its own steps and leaves the others to the next"
)]

use jiff::Timestamp;

use crate::{
    case::{Case, CaseState, Party},
    desk::Desk,
    event::{Actor, Fact, Stamp},
    fair::{ProcedureRules, Window},
    ids::{CaseId, KeyHash, PartyId},
    procedure::{Answer, Answered, ConsentTo, Notice, Proceeding, Served},
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
pub(crate) type Running = (Timestamp, CaseId, PartyId, bool);

impl Desk {
    /// The rules by which the time of a notice is counted: those under which it was drawn up, for they are what the paper in the
    /// respondent's hand says. While none is drawn up, the present ones.
    pub fn rules_of(&self, notice: Option<&Notice>) -> &ProcedureRules {
        let replaced =
            notice.and_then(|notice| self.replaced_rules.iter().find(|(since, _)| notice.seq < *since));
        replaced.map_or(&self.rules.procedure, |(_, rules)| rules)
    }

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
                self.count_accepted(*number);
            }
            // What is left is signing; the talk itself is over.
            Proceeding::TermsAgreed { .. } => self.end_talk(stamp, *case),
            Proceeding::AgreementTookEffect { .. } => self.in_effect.push_back(*case),
            Proceeding::OralAgreementRegistered { .. } => {
                self.end_talk(stamp, *case);
                self.in_effect.push_back(*case);
            }
            _ => {}
        }
        self.change_case(*case, |case| proceed(case, stamp, with));
        if let Proceeding::CaseCarriedOver {} = with {
            self.leave_line(*case);
            self.stand_in_line(*case);
        }
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
        if let Actor::Party(number) = stamp.actor {
            self.admit_device(number, stamp.device);
        }
    }

    /// Nobody waits for who has answered.
    fn open_reply_time(&mut self, case: CaseId, party: PartyId, window: &Window) {
        let known = self.cases.get(&case).and_then(|known| known.party(party));
        if known.is_some_and(|known| known.answered.is_none()) {
            self.windows.insert((window.deadline, case, party, false));
        }
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

    /// Who agreed and was called in vain takes part no more, though they took nothing back.
    pub(super) fn leave_unreached(&mut self, stamp: &Stamp, id: CaseId, absent: crate::TicketNumber) {
        let Some(party) = self.tickets.get(&absent).map(|ticket| ticket.party) else { return };
        self.change_case(id, |case| unreached(case, party, stamp.occurred_at));
        self.leave_mediation(stamp, id, party);
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

/// How a step of its procedure changes a case.
pub(super) fn proceed(case: &mut Case, stamp: &Stamp, with: &Proceeding) {
    case.procedure.take(stamp, with);
    date_consent(case, with);
    advance(case, with);
    notice_and_reply(case, stamp, with);
}

/// A consent that names no version of the account was given for the one that stood.
fn date_consent(case: &mut Case, with: &Proceeding) {
    let Proceeding::ConsentGiven { party, to: ConsentTo::TypicalCase, version: None, .. } = with else {
        return;
    };
    let version = case.typical_draft.map(|draft| draft.version);
    let mut consents = case.procedure.consents.iter_mut();
    if let Some(given) = consents.find(|given| given.party == *party && given.to == ConsentTo::TypicalCase) {
        given.version = version;
    }
}

/// Who agreed takes part no more since then, without having taken anything back.
pub(super) fn unreached(case: &mut Case, party: PartyId, at: Timestamp) {
    change_party(case, party, |party| {
        if let Some(answered) = &mut party.answered {
            answered.withdrawn_at = Some(at);
            answered.unreached = true;
        }
    });
}

fn change_party(case: &mut Case, id: PartyId, change: impl FnOnce(&mut Party)) {
    if let Some(party) = case.parties.iter_mut().find(|party| party.place.id == id) {
        change(party);
    }
}

/// How far the case is.
fn advance(case: &mut Case, with: &Proceeding) {
    match with {
        Proceeding::BodyChanged { body, .. } => case.body = *body,
        Proceeding::CaseAccepted { .. } => case.state = CaseState::Accepted,
        Proceeding::TermsReopened {} => case.state = CaseState::Adjourned,
        Proceeding::TermsAgreed { .. } | Proceeding::OralAgreementRegistered { .. } => {
            case.state = CaseState::TermsAgreed;
        }
        _ => {}
    }
}

fn notice_and_reply(case: &mut Case, stamp: &Stamp, with: &Proceeding) {
    let at = stamp.occurred_at;
    match with {
        Proceeding::NoticeIssued { party, key } => change_party(case, *party, |party| {
            party.notice = Some(Notice::in_place_of(party.notice.as_ref(), *key, at, stamp.seq));
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
                    unreached: false,
                    unsigned: false,
                });
            });
        }
        Proceeding::LanguageNoted { party, language } => {
            change_party(case, *party, |party| party.place.language = *language);
        }
        Proceeding::SigningRefused { party } => change_party(case, *party, |party| {
            if let Some(answered) = &mut party.answered {
                answered.unsigned = true;
            }
        }),
        Proceeding::ConsentWithdrawn { party, .. } => change_party(case, *party, |party| {
            if let Some(answered) = &mut party.answered {
                answered.withdrawn_at = Some(at);
            }
        }),
        _ => {}
    }
}
