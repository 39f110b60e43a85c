//! What must be true of a Desk at any time, whatever happened.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    Desk, Ticket,
    case::{Case, CaseState},
    ids::{Series, StaffId},
    measure::MeasureState,
    procedure::Way,
    staff::DutyState,
    ticket::{Lane, TicketState},
};

impl Desk {
    /// Holds the state against what must always be true.
    ///
    /// # Panics
    /// When it is not.
    pub fn assert_sound(&self) {
        for ticket in self.tickets() {
            self.assert_ticket_sound(ticket);
        }
        for case in self.cases() {
            self.assert_case_sound(case);
        }
        self.assert_lines_sound();
        self.assert_numbers_sound();
        self.assert_staff_sound();
        self.assert_devices_sound();
        self.assert_windows_sound();
        self.assert_register_sound();
        self.assert_holding_browsers_sound();
        assert_eq!(self.index, self.indexed_anew(), "the index and the cases disagree");
    }

    /// Every registered right is found by whoever registered it, once.
    fn assert_register_sound(&self) {
        for right in self.registrations() {
            let found = self.registrations_of(right.exhibitor).filter(|known| known.id == right.id);
            assert_eq!(found.count(), 1, "a registered right is not found by its exhibitor");
        }
        let listed: usize = self.rights_of.values().map(imbl::Vector::len).sum();
        assert_eq!(listed, self.rights.len(), "the register lists rights that are not there");
    }

    /// What a browser is said to hold, the tickets say too, and the other way round.
    fn assert_holding_browsers_sound(&self) {
        let pairs =
            self.held_on.iter().flat_map(|(device, held)| held.iter().map(|number| (*device, *number)));
        let own = |ticket: &Arc<Ticket>| {
            ticket.devices.iter().map(|device| (*device, ticket.number)).collect::<Vec<_>>()
        };
        let told: BTreeSet<_> = self.tickets().flat_map(own).collect();
        assert_eq!(pairs.collect::<BTreeSet<_>>(), told);
    }

    /// Whatever waits for an answer has a time limit that runs, and nothing else has.
    fn assert_windows_sound(&self) {
        let mut expected = Vec::new();
        for case in self.cases().filter(|case| case.erased_at.is_none()) {
            for party in case.respondents() {
                let id = party.place.id;
                if let Some(served) =
                    party.served.as_ref().filter(|_| party.way() == Way::Served && case.state.is_open())
                {
                    expected.push((served.window.deadline, case.id, id, false));
                }
                let waits = |m: &&crate::measure::Measure| m.state == MeasureState::WindowOpen && !m.ended;
                if let Some(window) = case.measure(id).filter(waits).and_then(|m| m.window.as_ref()) {
                    expected.push((window.deadline, case.id, id, true));
                }
            }
        }
        expected.sort_unstable();
        let running: Vec<_> = self.windows.iter().copied().collect();
        assert_eq!(running, expected, "time limits and who waits disagree");
        let mut numbers: Vec<_> = self.cases().filter_map(|case| case.procedure.number).collect();
        numbers.sort_unstable();
        for body in self.bodies() {
            for (year, count) in &body.accepted {
                let own = numbers.iter().filter(|number| (number.body, number.year) == (body.id, *year));
                assert!(
                    own.map(|number| number.count).eq(1..=*count),
                    "numbers of {year} have a gap or a double"
                );
            }
        }
        let foreign =
            |case: &&Arc<Case>| case.procedure.number.is_some_and(|number| number.body != case.body);
        assert!(!self.cases().any(|case| foreign(&case)), "a case bears the number of another body");
        let appointments: Vec<_> = self.appointments().collect();
        for (index, (case, one)) in appointments.iter().enumerate() {
            for (other, two) in &appointments[index + 1..] {
                let same = one.room.is_some() && one.room == two.room;
                assert!(!same || !two.overlaps(one.from, one.until), "{case} and {other} share a room");
            }
        }
    }

    fn assert_ticket_sound(&self, ticket: &Ticket) {
        let number = ticket.number;
        let case = self.case(ticket.case).unwrap_or_else(|| panic!("{number} has no case"));
        let own = case.party(ticket.party).is_some_and(|party| party.ticket == Some(number));
        assert!(own, "{number} belongs to no party of its case");
        let lead = case.claimant().ticket == Some(number);
        assert!(case.state.is_open() || !ticket.state.is_open(), "{number} outlives its case");
        assert!(!lead || ticket.state.is_open() == case.state.is_open(), "{number} and its case disagree");
        assert_eq!(ticket.periods.last().map(|p| p.state), Some(ticket.state), "{number}");
        assert_eq!(ticket.grace_until.is_some(), ticket.state == TicketState::Missed, "{number}");
        assert_eq!(ticket.parked.is_some(), ticket.state == TicketState::Parked, "{number}");
        assert_eq!(ticket.missed_at.len(), ticket.misses as usize, "{number}");
        assert_eq!(self.ticket_by_key(&ticket.key_hash).map(|t| t.number), Some(number), "{number}");
        match ticket.state {
            TicketState::Waiting => assert_eq!(ticket.mediator, None, "{number} waits and is held"),
            TicketState::Claimed | TicketState::Called | TicketState::Attending => {
                let holder = ticket.mediator.and_then(|by| self.staff_member(by));
                let holder = holder.unwrap_or_else(|| panic!("{number} is held by nobody"));
                assert!(
                    !holder.is_dismissed() && holder.duty != DutyState::Off,
                    "{number}: its holder has left"
                );
            }
            TicketState::Parked | TicketState::Missed | TicketState::Closed | TicketState::Cancelled => {}
        }
    }

    /// A case is in one place at a time, with all its tickets; and who talks is there.
    fn assert_case_sound(&self, case: &Case) {
        let open: Vec<_> = self.line_tickets(case).collect();
        let outside = self.tickets_of(case).filter(|t| !open.iter().any(|o| o.number == t.number));
        for ticket in outside {
            let still =
                matches!(ticket.state, TicketState::Parked | TicketState::Closed | TicketState::Cancelled);
            assert!(still, "{} stands in no line and is {}", ticket.number, ticket.state.code());
        }
        let all = |is: fn(TicketState) -> bool| open.iter().all(|ticket| is(ticket.state));
        assert!(
            all(|state| state == TicketState::Waiting)
                || all(TicketState::is_held)
                || all(TicketState::is_aside),
            "case {} is in several places",
            case.id
        );
        assert!(open.windows(2).all(|pair| pair[0].mediator == pair[1].mediator), "case {}", case.id);
        let talks = case.state == CaseState::InSession;
        assert_eq!(talks, case.talking_since.is_some(), "case {}", case.id);
        assert_eq!(talks, case.talks.last().is_some_and(|talk| talk.until.is_none()), "case {}", case.id);
        assert!(
            !talks || all(|state| state == TicketState::Attending),
            "somebody left the talk of {}",
            case.id
        );
    }

    fn assert_lines_sound(&self) {
        let leads = || self.cases().filter_map(|case| self.ticket(case.claimant().ticket?));
        for lane in Lane::ALL {
            let waiting: Vec<_> = self.waiting(*lane).map(|standing| standing.ticket).collect();
            let mut expected: Vec<_> = leads()
                .filter(|ticket| ticket.lane == *lane && ticket.state == TicketState::Waiting)
                .filter(|ticket| {
                    self.case(ticket.case).is_none_or(|case| case.procedure.carried_over.is_none())
                })
                .map(|ticket| {
                    let ordinary = self.case(ticket.case).is_none_or(|case| case.urgent.is_none());
                    (ordinary, ticket.turn, ticket.issued_seq, ticket.number)
                })
                .collect();
            expected.sort_unstable();
            let expected: Vec<_> = expected.into_iter().map(|(_, _, _, number)| number).collect();
            assert_eq!(waiting, expected, "the {} line and its tickets disagree", lane.code());
            assert_eq!(self.waiting_count(*lane), waiting.len());
        }
        let held: Vec<_> = self.open_claims().map(|ticket| ticket.case).collect();
        let expected: Vec<_> = leads().filter(|t| t.state.is_held()).map(|t| t.case).collect();
        assert_eq!(held.len(), expected.len(), "held cases and their tickets disagree");
        assert!(expected.iter().all(|case| held.contains(case)), "held cases and their tickets disagree");
        let missed = self.tickets().filter_map(|ticket| Some((ticket.grace_until?, ticket.case)));
        let mut missed: Vec<_> = missed.collect();
        missed.sort_unstable();
        let grace: Vec<_> = self.grace.iter().copied().collect();
        assert_eq!(grace, missed, "graces and missed tickets disagree");
    }

    /// Numbers run from 1 without a gap or a repetition; those of a device come in any order, and their times go with their count.
    fn assert_numbers_sound(&self) {
        let mut counts: BTreeMap<Series, u32> = BTreeMap::new();
        for ticket in self.tickets() {
            *counts.entry(ticket.number.series).or_default() += 1;
            assert!(ticket.number.count >= 1);
        }
        if let Some(reserved) = self.reserved() {
            assert!(!self.issued.contains_key(&reserved.series), "paper's own series was issued from");
            let mut on_paper = self.tickets().filter(|ticket| ticket.number.series == reserved.series);
            assert!(on_paper.all(|ticket| reserved.has(ticket.number)), "a number nobody reserved");
            assert!(self.series.contains(&reserved.series), "paper's series may be given out again");
            counts.remove(&reserved.series);
        }
        for (series, count) in counts {
            let last = self.issued.get(&series).copied().unwrap_or_default();
            let minted = self.devices().any(|device| device.had(series).is_some());
            assert!(last == count || (minted && last > count), "series {series}: {last} of {count}");
            assert!(self.series.contains(&series), "series {series} was given to nobody");
        }
    }

    /// Letters belong to one, and the times of a device's tickets go with their count, whatever its clock said.
    fn assert_devices_sound(&self) {
        let mut owners = BTreeMap::new();
        for device in self.devices() {
            assert!(device.series().is_some(), "{} has no letters", device.id);
            for (series, since) in &device.letters {
                assert_eq!(owners.insert(*series, device.id), None, "{series} was given twice");
                assert!(self.series.contains(series), "{series} was given to nobody");
                let own = || self.tickets().filter(|ticket| ticket.number.series == *series);
                assert!(own().all(|t| t.issued_at >= *since && t.issued_at <= self.recorded_at()));
                let times: Vec<_> = own().map(|ticket| ticket.issued_at).collect();
                assert!(times.is_sorted(), "{series}: a later ticket stands before an earlier one");
            }
        }
    }

    fn assert_staff_sound(&self) {
        let mut rooms = BTreeMap::new();
        for person in self.staff() {
            assert!(
                person.duty != DutyState::Off || person.room.is_none(),
                "{} left a room taken",
                person.id
            );
            if let Some(room) = &person.room {
                let other = rooms.insert(room.clone(), person.id);
                assert_eq!(other, None, "two in {room}");
            }
        }
        let mut talking: Vec<StaffId> = self
            .cases()
            .filter(|case| case.talking_since.is_some())
            .filter_map(|case| self.ticket(case.claimant().ticket?)?.mediator)
            .collect();
        talking.sort_unstable();
        assert!(talking.windows(2).all(|pair| pair[0] != pair[1]), "somebody leads two talks");
    }
}
