//! How each fact changes the Desk. Applying never fails: what could be wrong was refused before the fact was written.

use std::sync::Arc;

use crate::{
    case::{Case, CaseState, Evidence, Outcome, Party, PartyPlace, Reason, Side, Step},
    desk::{
        ANSWERS_KEPT_H, Advice, Answered, Booth, CALLS_KEPT, Call, DaySeal, Desk, DutyChange, Exhibitor,
        Fair, Place, Scan,
    },
    event::{Actor, Fact, Stamp},
    ids::{BoothId, CaseId, DeviceId, ExhibitorId, ScanToken, StaffId, TicketNumber},
    staff::{DutyState, Staff},
    ticket::{Lane, Period, Ticket, TicketState},
};

impl Desk {
    /// Takes the next entry into the state.
    pub fn apply(&mut self, stamp: &Stamp, fact: &Fact) {
        self.seq = stamp.seq;
        self.recorded_at = stamp.recorded_at;
        self.remember_answer(stamp);
        self.note_late(stamp);
        if let Some(id) = case_of(fact) {
            let step =
                Step { seq: stamp.seq, at: stamp.occurred_at, kind: fact.kind(), by: stamp.actor.staff() };
            self.change_case(id, |case| case.steps.push(step));
        }
        let known = self.apply_preparation(stamp, fact)
            || self.apply_filing(stamp, fact)
            || self.apply_line(stamp, fact);
        // A PIN is no part of the state: its digest stands in the sealed body.
        debug_assert!(known || matches!(fact, Fact::PinReset { .. }), "no rule applies {}", fact.kind());
    }

    fn remember_answer(&mut self, stamp: &Stamp) {
        if let Some(known) = self.answered.get_mut(&stamp.command) {
            known.count += 1;
            return;
        }
        let answer =
            Answered { first_seq: stamp.seq, count: 1, at: stamp.recorded_at, request: stamp.request };
        self.answered.insert(stamp.command, answer);
        self.answered_order.push_back(stamp.command);
        // Oldest first, so a few look-ups an entry keep the table as long as the promise and no longer.
        while let Some(oldest) = self.answered_order.front().copied() {
            let kept = self.answered.get(&oldest).is_some_and(|a| {
                stamp.recorded_at.duration_since(a.at) <= jiff::SignedDuration::from_hours(ANSWERS_KEPT_H)
            });
            if kept {
                break;
            }
            self.answered_order.pop_front();
            self.answered.remove(&oldest);
        }
    }

    fn note_late(&mut self, stamp: &Stamp) {
        let Some(fair) = &self.fair else { return };
        if self.days.is_empty() {
            return;
        }
        let day = fair.plan.day_of(stamp.occurred_at);
        if self.days.get(&day).is_some_and(|seal| stamp.seq > seal.upto) {
            self.late.entry(day).or_default().insert(stamp.seq);
        }
    }

    fn apply_preparation(&mut self, stamp: &Stamp, fact: &Fact) -> bool {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "the three parts share out the kinds; `apply` asserts that none is forgotten"
        )]
        match fact {
            Fact::FairFounded { plan, desk_series, demo } => {
                self.series.insert(*desk_series);
                self.fair = Some(Arc::new(Fair {
                    plan: plan.clone(),
                    desk_series: *desk_series,
                    demo: *demo,
                    address: None,
                    address_confirmed: false,
                }));
            }
            Fact::FairAmended { plan } => self.change_fair(|fair| fair.plan = plan.clone()),
            Fact::RulesSet { rules } => self.rules = rules.clone(),
            Fact::AddressChosen { url } => self.change_fair(|fair| {
                fair.address_confirmed = false;
                fair.address = Some(url.clone());
            }),
            Fact::AddressConfirmed { url } => self.change_fair(|fair| {
                fair.address_confirmed = fair.address.as_ref() == Some(url);
            }),
            Fact::HallAdded { hall } => {
                self.series.insert(hall.series);
                self.scans.insert(hall.token.clone(), Scan::Hall(hall.id.clone()));
                self.halls.insert(hall.id.clone(), Arc::new(hall.clone()));
            }
            Fact::HallCodeReplaced { hall, token } => {
                if let Some(known) = self.halls.get_mut(hall) {
                    let old = std::mem::replace(&mut Arc::make_mut(known).token, token.clone());
                    self.replace_scan(old, token, Scan::Hall(hall.clone()));
                }
            }
            Fact::BoothOpened { booth, hall, number, token } => self.open_booth(*booth, hall, number, token),
            Fact::BoothCodeReplaced { booth, token } => {
                if let Some(known) = self.booths.get_mut(booth) {
                    let old = std::mem::replace(&mut Arc::make_mut(known).token, token.clone());
                    self.replace_scan(old, token, Scan::Booth(*booth));
                }
            }
            Fact::ExhibitorEnrolled { exhibitor, booths, undertaking }
            | Fact::ExhibitorAmended { exhibitor, booths, undertaking } => {
                self.place_exhibitor(*exhibitor, booths, *undertaking, stamp.seq);
            }
            Fact::StaffAppointed { staff, roles, profile } => {
                let person = Staff {
                    id: *staff,
                    roles: roles.clone(),
                    profile: profile.clone(),
                    conflicts: Vec::new(),
                    duty: DutyState::Off,
                    duty_since: stamp.occurred_at,
                    room: None,
                    dismissed: false,
                };
                self.staff.insert(*staff, Arc::new(person));
            }
            Fact::StaffAmended { staff, profile } => {
                self.change_staff(*staff, |person| person.profile = profile.clone());
            }
            Fact::StaffDismissed { staff } => self.change_staff(*staff, |person| {
                person.dismissed = true;
                person.duty = DutyState::Off;
                person.room = None;
            }),
            Fact::ConflictDeclared { staff, conflict } => {
                self.change_staff(*staff, |person| person.conflicts.push(*conflict));
            }
            Fact::DutyTaken { staff, state, room } => {
                self.duty.push_back(DutyChange { at: stamp.occurred_at, staff: *staff, state: *state });
                self.change_staff(*staff, |person| {
                    person.duty = *state;
                    person.duty_since = stamp.occurred_at;
                    person.room.clone_from(room);
                });
            }
            Fact::DaySealed { day, upto, hash, signature, carried } => {
                let seal = DaySeal {
                    upto: *upto,
                    hash: hash.clone(),
                    signature: signature.clone(),
                    at: stamp.occurred_at,
                    seq: stamp.seq,
                    by: stamp.actor.staff(),
                    carried: *carried,
                };
                self.days.insert(*day, Arc::new(seal));
            }
            _ => return false,
        }
        true
    }

    fn apply_filing(&mut self, stamp: &Stamp, fact: &Fact) -> bool {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "the three parts share out the kinds; `apply` asserts that none is forgotten"
        )]
        match fact {
            Fact::CaseFiled { case, .. } => self.file_case(stamp, *case, fact),
            Fact::ComplaintLodged { case } => {
                self.change_case(*case, |case| case.complaint_seq = Some(stamp.seq));
            }
            Fact::PartyEntered { case, party } => self.change_case(*case, |case| {
                let entered = Party { place: party.clone(), ticket: None, entered_seq: stamp.seq };
                // The claimant's place in the list is kept for them from the start.
                match (party.side, case.parties.first_mut()) {
                    (Side::Claimant, Some(first)) => *first = entered,
                    _ => case.parties.push(entered),
                }
            }),
            Fact::TicketIssued { ticket, .. } => self.issue_ticket(stamp, *ticket, fact),
            Fact::EvidenceAdded { case, party, evidence, audience, .. } => self.change_case(*case, |case| {
                case.evidence.push(Evidence {
                    id: *evidence,
                    party: *party,
                    audience: *audience,
                    at: stamp.occurred_at,
                    seq: stamp.seq,
                });
            }),
            Fact::PapersChecked { case, missing } => {
                self.change_case(*case, |case| case.missing.clone_from(missing));
            }
            Fact::HolderCodeGiven { ticket, code, until } => {
                self.change_ticket(*ticket, |ticket| ticket.code = Some((*code, *until)));
            }
            Fact::HolderAdmitted { ticket, holder } => self.change_ticket(*ticket, |ticket| {
                ticket.code = None;
                ticket.holders.push(*holder);
                ticket.devices.extend(stamp.device);
            }),
            Fact::CaseRead { case } => {
                if let Some(staff) = stamp.actor.staff() {
                    self.readings.insert((staff, *case), stamp.recorded_at);
                }
            }
            Fact::AdviceGiven { hall, right } => {
                if let Some(staff) = stamp.actor.staff() {
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

    fn apply_line(&mut self, stamp: &Stamp, fact: &Fact) -> bool {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "the three parts share out the kinds; `apply` asserts that none is forgotten"
        )]
        match fact {
            Fact::UrgencyRecorded { case, urgency } => {
                self.leave_line(*case);
                self.change_case(*case, |case| case.urgent = Some(*urgency));
                self.stand_in_line(*case);
            }
            Fact::TicketClaimed { case, tickets, staff } => {
                self.move_tickets(stamp, *case, tickets, TicketState::Claimed, |ticket| {
                    ticket.mediator = Some(*staff);
                });
            }
            Fact::TicketCalled { case, tickets, room } => {
                self.move_tickets(stamp, *case, tickets, TicketState::Called, |ticket| {
                    ticket.room = Some(room.clone());
                    ticket.called_at = Some(stamp.occurred_at);
                    ticket.calls += 1;
                });
                for number in tickets {
                    let call =
                        Call { seq: stamp.seq, ticket: *number, room: room.clone(), at: stamp.occurred_at };
                    self.calls.push_back(call);
                }
                while self.calls.len() > CALLS_KEPT {
                    self.calls.pop_front();
                }
            }
            Fact::TicketCheckedIn { case, ticket } => {
                self.move_tickets(stamp, *case, &[*ticket], TicketState::Attending, |_| ());
            }
            Fact::TicketMissed { case, tickets, absent, grace_until } => {
                self.grace.insert((*grace_until, *case));
                self.move_tickets(stamp, *case, tickets, TicketState::Missed, |ticket| {
                    ticket.misses += u32::from(ticket.number == *absent);
                    ticket.grace_until = Some(*grace_until);
                });
            }
            Fact::TicketParked { case, tickets, reason } => {
                self.move_tickets(stamp, *case, tickets, TicketState::Parked, |ticket| {
                    ticket.parked = Some(*reason);
                });
            }
            Fact::TicketRequeued { case, tickets } | Fact::TicketReleased { case, tickets, .. } => {
                self.move_tickets(stamp, *case, tickets, TicketState::Waiting, |ticket| {
                    ticket.mediator = None;
                });
            }
            Fact::TalksOpened { case } => self.open_talks(stamp, *case),
            Fact::SessionStarted { case } => self.change_case(*case, |case| {
                case.state = CaseState::InSession;
                case.session_at.get_or_insert(stamp.occurred_at);
                case.talking_since = Some(stamp.occurred_at);
            }),
            Fact::SessionAdjourned { case, .. } => self.change_case(*case, |case| {
                case.state = CaseState::Adjourned;
                end_talk(case, stamp);
            }),
            Fact::CaseConcluded { case, outcome, reason } => {
                self.conclude(stamp, *case, *outcome, *reason, TicketState::Closed);
            }
            Fact::CaseWithdrawn { case } => {
                self.conclude(
                    stamp,
                    *case,
                    Outcome::Withdrawn,
                    Reason::ApplicantWithdrew,
                    TicketState::Cancelled,
                );
            }
            _ => return false,
        }
        true
    }

    fn change_fair(&mut self, change: impl FnOnce(&mut Fair)) {
        if let Some(fair) = &mut self.fair {
            change(Arc::make_mut(fair));
        }
    }

    fn change_staff(&mut self, id: StaffId, change: impl FnOnce(&mut Staff)) {
        if let Some(staff) = self.staff.get_mut(&id) {
            change(Arc::make_mut(staff));
        }
    }

    pub(super) fn change_case(&mut self, id: CaseId, change: impl FnOnce(&mut Case)) {
        if let Some(case) = self.cases.get_mut(&id) {
            change(Arc::make_mut(case));
        }
    }

    pub(super) fn change_ticket(&mut self, number: TicketNumber, change: impl FnOnce(&mut Ticket)) {
        if let Some(ticket) = self.tickets.get_mut(&number) {
            change(Arc::make_mut(ticket));
        }
    }

    fn replace_scan(&mut self, old: ScanToken, new: &ScanToken, scan: Scan) {
        self.scans.insert(old, Scan::Revoked);
        self.scans.insert(new.clone(), scan);
    }

    fn open_booth(&mut self, id: BoothId, hall: &crate::ids::HallId, number: &str, token: &ScanToken) {
        let booth = Booth {
            id,
            hall: hall.clone(),
            number: number.to_owned(),
            token: token.clone(),
            exhibitors: Vec::new(),
        };
        self.scans.insert(token.clone(), Scan::Booth(id));
        self.booth_at.insert((hall.clone(), number.to_owned()), id);
        self.booths.insert(id, Arc::new(booth));
    }

    fn place_exhibitor(&mut self, id: ExhibitorId, booths: &[BoothId], undertaking: Option<bool>, seq: u64) {
        if let Some(known) = self.exhibitors.get(&id).cloned() {
            for booth in known.booths.iter().filter(|booth| !booths.contains(booth)) {
                if let Some(booth) = self.booths.get_mut(booth) {
                    Arc::make_mut(booth).exhibitors.retain(|other| *other != id);
                }
            }
        }
        for booth in booths {
            if let Some(booth) = self.booths.get_mut(booth)
                && !booth.exhibitors.contains(&id)
            {
                Arc::make_mut(booth).exhibitors.push(id);
            }
        }
        self.exhibitors.insert(id, Arc::new(Exhibitor { id, booths: booths.to_vec(), undertaking, seq }));
    }

    fn file_case(&mut self, stamp: &Stamp, id: CaseId, fact: &Fact) {
        let Fact::CaseFiled { kind, door, hall, right, asks, consent, missing, .. } = fact else { return };
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
            id,
            kind: *kind,
            state: CaseState::Submitted,
            door: *door,
            hall: hall.clone(),
            right: *right,
            asks: asks.clone(),
            consent: consent.clone(),
            missing: missing.clone(),
            parties: vec![Party { place: unnamed, ticket: None, entered_seq: stamp.seq }],
            evidence: Vec::new(),
            urgent: None,
            filed_at: stamp.occurred_at,
            day: fair.plan.day_of(stamp.occurred_at),
            application_seq: stamp.seq,
            complaint_seq: None,
            session_at: None,
            session_s: 0,
            talking_since: None,
            concluded_at: None,
            steps: vec![Step {
                seq: stamp.seq,
                at: stamp.occurred_at,
                kind: fact.kind(),
                by: stamp.actor.staff(),
            }],
        };
        self.cases.insert(id, Arc::new(case));
    }

    fn issue_ticket(&mut self, stamp: &Stamp, number: TicketNumber, fact: &Fact) {
        let Fact::TicketIssued { case, party, key, holder, hall, lane, .. } = fact else { return };
        let state = TicketState::Waiting;
        let ticket = Ticket {
            number,
            case: *case,
            party: *party,
            key_hash: *key,
            holders: vec![*holder],
            devices: filing_device(stamp).into_iter().collect(),
            code: None,
            secret_seq: stamp.seq,
            hall: hall.clone(),
            lane: *lane,
            state,
            since: stamp.occurred_at,
            issued_at: stamp.occurred_at,
            issued_seq: stamp.seq,
            mediator: None,
            room: None,
            called_at: None,
            calls: 0,
            misses: 0,
            grace_until: None,
            parked: None,
            periods: vec![Period { state, lane: *lane, from: stamp.occurred_at, by: None }],
        };
        self.issued.insert(number.series, number.count);
        self.keys.insert(*key, number);
        self.tickets.insert(number, Arc::new(ticket));
        self.change_case(*case, |case| {
            if let Some(party) = case.parties.iter_mut().find(|known| known.place.id == *party) {
                party.ticket = Some(number);
            }
        });
        self.stand_in_line(*case);
    }

    fn conclude(&mut self, stamp: &Stamp, id: CaseId, outcome: Outcome, reason: Reason, end: TicketState) {
        let Some(case) = self.cases.get(&id).cloned() else { return };
        let open: Vec<_> =
            self.tickets_of(&case).filter(|ticket| ticket.state.is_open()).map(|t| t.number).collect();
        self.move_tickets(stamp, id, &open, end, |_| ());
        self.change_case(id, |case| {
            case.state = CaseState::Concluded { outcome, reason };
            case.concluded_at = Some(stamp.occurred_at);
            end_talk(case, stamp);
        });
    }

    fn open_talks(&mut self, stamp: &Stamp, id: CaseId) {
        let Some(case) = self.cases.get(&id).cloned() else { return };
        let tickets: Vec<_> = self.tickets_of(&case).map(|ticket| ticket.number).collect();
        self.note_duration(stamp, id);
        self.leave_line(id);
        for number in &tickets {
            self.change_ticket(*number, |ticket| ticket.lane = Lane::Talks);
        }
        self.change_case(id, |case| case.state = CaseState::Agreed);
        self.move_tickets(stamp, id, &tickets, TicketState::Waiting, |ticket| ticket.mediator = None);
    }

    /// Where the case stands or would stand in line.
    pub(crate) fn place_of(&self, case: &Case) -> Option<Place> {
        let lead = self.tickets.get(&case.claimant().ticket?)?;
        Some(Place { lane: lead.lane, ordinary: case.urgent.is_none(), issued_seq: lead.issued_seq })
    }
}

fn end_talk(case: &mut Case, stamp: &Stamp) {
    if let Some(since) = case.talking_since.take() {
        let talked = stamp.occurred_at.duration_since(since).as_secs();
        case.session_s += u64::try_from(talked).unwrap_or(0);
    }
}

/// The device that filed for itself. A ticket that staff issue belongs to nobody's device yet.
fn filing_device(stamp: &Stamp) -> Option<DeviceId> {
    match stamp.actor {
        Actor::Public => stamp.device,
        Actor::Staff(_) | Actor::Party(_) | Actor::System => None,
    }
}

/// The case a fact belongs to, where it is a step of that case's history.
fn case_of(fact: &Fact) -> Option<CaseId> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "every other kind is no step of a case that exists already"
    )]
    match fact {
        Fact::ComplaintLodged { case }
        | Fact::PartyEntered { case, .. }
        | Fact::TicketIssued { case, .. }
        | Fact::EvidenceAdded { case, .. }
        | Fact::PapersChecked { case, .. }
        | Fact::UrgencyRecorded { case, .. }
        | Fact::TicketClaimed { case, .. }
        | Fact::TicketCalled { case, .. }
        | Fact::TicketCheckedIn { case, .. }
        | Fact::TicketMissed { case, .. }
        | Fact::TicketParked { case, .. }
        | Fact::TicketRequeued { case, .. }
        | Fact::TicketReleased { case, .. }
        | Fact::TalksOpened { case }
        | Fact::SessionStarted { case }
        | Fact::SessionAdjourned { case, .. }
        | Fact::CaseConcluded { case, .. }
        | Fact::CaseWithdrawn { case } => Some(*case),
        _ => None,
    }
}
