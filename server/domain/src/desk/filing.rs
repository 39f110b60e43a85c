//! How the facts of filing change the Desk: cases, parties, tickets, evidence, papers, who read what.

use std::sync::Arc;

use crate::{
    case::{Case, Evidence, Paper, Party, PartyPlace, Reading, Side, Step},
    desk::{Advice, Desk},
    event::{Actor, Fact, Stamp},
    ids::{CaseId, DeviceId, ExhibitorId, PartyId, TicketNumber},
    procedure::Purpose,
    retention::Keeping,
    ticket::{Period, Ticket, TicketState, Turn},
};

impl Desk {
    pub(super) fn apply_filing(&mut self, stamp: &Stamp, fact: &Fact) -> bool {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "the three parts share out the kinds; `apply` asserts that none is forgotten"
        )]
        match fact {
            Fact::CaseFiled { case, .. } => self.file_case(stamp, *case, fact),
            Fact::ComplaintLodged { case } => {
                self.change_case(*case, |case| case.complaint_seq = Some(stamp.seq));
            }
            Fact::PartyEntered { case, party } => {
                let booth = party.booth.and_then(|id| self.booth(id));
                let standing = booth.map(|booth| booth.exhibitors.clone()).unwrap_or_default();
                self.change_case(*case, |case| {
                    let entered = Party { standing, ..Party::unheard(party.clone(), stamp.seq) };
                    // The claimant's place in the list is kept for them from the start.
                    match (party.side, case.parties.first_mut()) {
                        (Side::Claimant, Some(first)) => *first = entered,
                        _ => case.parties.push(entered),
                    }
                });
            }
            Fact::ExhibitorNamed { case, party, exhibitor } => {
                let particulars = self.exhibitor(*exhibitor).map_or(stamp.seq, |known| known.seq);
                self.name_party(stamp, *case, *party, Some((*exhibitor, particulars)));
            }
            Fact::ExhibitorUnlisted { case, party } => self.name_party(stamp, *case, *party, None),
            Fact::TicketIssued { ticket, .. } => self.issue_ticket(stamp, *ticket, fact),
            Fact::EvidenceAdded { case, party, evidence, audience, purpose, .. } => {
                self.change_case(*case, |case| {
                    // What is shown is proved when its applicant hands in a photo of it; a mediator may still ask for more.
                    if *purpose == Purpose::Exhibit && case.claimant().place.id == *party {
                        case.missing.retain(|paper| *paper != Paper::Evidence);
                    }
                    case.evidence.push(Evidence {
                        id: *evidence,
                        party: *party,
                        audience: *audience,
                        purpose: *purpose,
                        at: stamp.occurred_at,
                        seq: stamp.seq,
                    });
                });
            }
            Fact::PapersChecked { case, missing } => {
                self.change_case(*case, |case| case.missing.clone_from(missing));
            }
            Fact::HolderCodeGiven { ticket, code, until } => {
                self.change_ticket(*ticket, |ticket| ticket.code = Some((*code, *until)));
            }
            Fact::HolderAdmitted { ticket, holder } => {
                self.change_ticket(*ticket, |ticket| {
                    ticket.code = None;
                    ticket.holders.push(*holder);
                });
                self.admit_device(*ticket, stamp.device);
            }
            Fact::CaseRead { case, part, on_reason } => {
                if let Some(by) = stamp.actor.staff() {
                    let (seq, at) = (stamp.seq, stamp.recorded_at);
                    let reading = Reading { seq, at, by, part: *part, on_reason: *on_reason };
                    self.change_case(*case, |case| case.readings.push(reading));
                }
            }
            Fact::CaseErased { case } => {
                self.close_windows(*case);
                self.erase(stamp, *case);
            }
            Fact::AdviceGiven { hall, right } => {
                if let (Some(staff), Some(fair)) = (stamp.actor.staff(), &self.fair) {
                    self.index.advise(fair.plan.day_of(stamp.occurred_at), self.advice.len());
                    let advice = Advice {
                        at: stamp.occurred_at,
                        hall: hall.clone(),
                        right: *right,
                        staff,
                        seq: stamp.seq,
                    };
                    self.advice.push_back(advice);
                }
            }
            _ => return false,
        }
        true
    }

    /// Who a respondent is from now on: an exhibitor with its particulars as they are, or nobody of the list.
    fn name_party(&mut self, stamp: &Stamp, case: CaseId, party: PartyId, named: Option<(ExhibitorId, u64)>) {
        self.change_case(case, |case| {
            if let Some(known) = case.parties.iter_mut().find(|known| known.place.id == party) {
                known.name((stamp.seq, stamp.occurred_at), named);
            }
        });
    }

    fn file_case(&mut self, stamp: &Stamp, id: CaseId, fact: &Fact) {
        let Fact::CaseFiled { kind, door, hall, right, asks, consent, missing, body, .. } = fact else {
            return;
        };
        let Some(fair) = &self.fair else { return };
        let unnamed = PartyPlace {
            id: crate::ids::PartyId([0; 16]),
            side: Side::Claimant,
            language: crate::fair::Language::En,
            hall: None,
            booth: None,
            exhibitor: None,
        };
        let case = Case {
            body: *body,
            kind: *kind,
            door: *door,
            hall: hall.clone(),
            right: *right,
            asks: asks.clone(),
            consent: consent.clone(),
            missing: missing.clone(),
            parties: vec![Party::unheard(unnamed, stamp.seq)],
            filed_at: stamp.occurred_at,
            day: fair.plan.day_of(stamp.occurred_at),
            application_seq: stamp.seq,
            steps: vec![Step::of(stamp, fact)],
            ..Case::unfiled(id)
        };
        self.index.file(&case, &fair.plan, &self.rules.keeping);
        self.cases.insert(id, Arc::new(case));
        self.changes.of_case(stamp.seq, id);
    }

    /// Names and texts go; the record of what authorities were given goes once its own time is over.
    fn erase(&mut self, stamp: &Stamp, id: CaseId) {
        let at = stamp.occurred_at;
        let (Some(fair), Some(case)) = (&self.fair, self.case(id)) else { return };
        let today = fair.plan.day_of(stamp.recorded_at);
        let over = Keeping::record_is_over(case, &fair.plan, &self.rules.keeping, today);
        self.change_case(id, |case| {
            case.erased_at.get_or_insert(at);
            if over {
                case.disclosures_erased_at.get_or_insert(at);
            }
        });
    }

    fn issue_ticket(&mut self, stamp: &Stamp, number: TicketNumber, fact: &Fact) {
        let Fact::TicketIssued { case, party, key, holder, hall, lane, .. } = fact else { return };
        let on_paper = self.reserved().is_some_and(|reserved| reserved.has(number));
        let state = TicketState::Waiting;
        let ticket = Ticket {
            number,
            case: *case,
            party: *party,
            key_hash: *key,
            holders: vec![*holder],
            devices: Vec::new(),
            code: None,
            secret_seq: stamp.seq,
            hall: hall.clone(),
            lane: *lane,
            state,
            since: stamp.occurred_at,
            issued_at: stamp.occurred_at,
            issued_seq: stamp.seq,
            // Who filled in a form while the desk could not be reached waits since then.
            turn: if on_paper { Turn { at: stamp.occurred_at, count: 0 } } else { turn(stamp, number) },
            mediator: None,
            room: None,
            called_at: None,
            calls: 0,
            misses: 0,
            misses_in_row: 0,
            missed_at: Vec::new(),
            promised_until: None,
            grace_until: None,
            parked: None,
            periods: vec![Period { state, lane: *lane, from: stamp.occurred_at, by: None }],
        };
        // A device's tickets may come in any order. A reserved number was counted when it was reserved.
        if !on_paper {
            let last = self.issued.entry(number.series).or_default();
            *last = (*last).max(number.count);
        }
        self.keys.insert(*key, number);
        self.tickets.insert(number, Arc::new(ticket));
        self.change_case(*case, |case| {
            if let Some(party) = case.parties.iter_mut().find(|known| known.place.id == *party) {
                party.ticket = Some(number);
            }
        });
        self.admit_device(number, filing_device(stamp));
        self.stand_in_line(*case);
    }

    /// From now on this browser may read what is for the ticket's holder.
    pub(super) fn admit_device(&mut self, number: TicketNumber, device: Option<DeviceId>) {
        let Some(device) = device else { return };
        let held = self.held_on.entry(device).or_default();
        if held.contains(&number) {
            return;
        }
        held.push(number);
        self.change_ticket(number, |ticket| ticket.devices.push(device));
    }
}

/// By what time a ticket stands in line: when its party filed, which the desk itself says and which goes backwards for no clock; when a
/// device minted it, which was held within what is certain; when staff recorded it, whatever time they say of it.
fn turn(stamp: &Stamp, number: TicketNumber) -> Turn {
    match stamp.actor {
        Actor::Device(_) => Turn { at: stamp.occurred_at, count: number.count },
        Actor::Public => Turn { at: stamp.occurred_at, count: 0 },
        Actor::Staff(_) | Actor::Party(_) | Actor::System => Turn { at: stamp.recorded_at, count: 0 },
    }
}

/// The device that filed for itself, a phone at a kiosk's code too. A ticket that staff issue belongs to nobody's device yet.
fn filing_device(stamp: &Stamp) -> Option<DeviceId> {
    match stamp.actor {
        Actor::Public | Actor::Device(_) => stamp.device,
        Actor::Staff(_) | Actor::Party(_) | Actor::System => None,
    }
}
