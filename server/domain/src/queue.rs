//! The lines: who stands where, who should be taken next and why, how long it may take.
//!
//! A line is ordered by time of issue, urgent cases first. *Next for me* may offer another than the head, because a mediator
//! who knows the field and speaks the language serves everybody better; how much that weighs is laid down here, in minutes of
//! waiting, and the offer says its reasons in words a party could be told.

use jiff::Timestamp;

use crate::{
    case::{Case, RightKind, Urgency},
    desk::{Desk, Place},
    ids::{CaseId, HallId, TicketNumber},
    staff::{Conflict, Staff},
    ticket::Lane,
};

/// Minutes of waiting that speaking a party's language is worth.
const LANGUAGE_MIN: i64 = 20;
/// Minutes of waiting that knowing the field is worth.
const FIELD_MIN: i64 = 12;
/// Minutes of waiting that being near is worth.
const HALL_MIN: i64 = 4;
/// Urgent cases are offered before all others to every mediator who may take them.
const URGENT_MIN: i64 = 24 * 60;

/// A reason why a ticket is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It was put before others.
    Urgent(Urgency),
    /// It is the first in its line.
    First,
    /// It has waited for so many minutes.
    Waited(u64),
    /// The mediator knows the field.
    Field(RightKind),
    /// The mediator speaks the party's language.
    Language(crate::fair::Language),
    /// The mediator does not speak the party's language; an interpreter may be needed.
    OtherLanguage(crate::fair::Language),
    /// It is in a hall near the mediator.
    Hall(HallId),
}

/// The ticket that a mediator should take next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The claimant's ticket.
    pub ticket: TicketNumber,
    /// Its case.
    pub case: CaseId,
    /// Why this one, the strongest reason first.
    pub why: Vec<Why>,
}

/// One place in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Which case.
    pub case: CaseId,
    /// The claimant's ticket.
    pub ticket: TicketNumber,
    /// In which line.
    pub lane: Lane,
    /// How many stand before it in the same line.
    pub ahead: usize,
}

/// How long it may take until a party is called, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wait {
    /// If it goes well.
    pub low_s: u64,
    /// If it goes slowly.
    pub high_s: u64,
    /// No history yet: the range stands on configured assumptions.
    pub assumed: bool,
}

/// Whether a mediator declared a conflict of interest with a party of the case.
pub fn has_conflict(staff: &Staff, case: &Case) -> bool {
    case.parties.iter().any(|party| {
        staff.conflicts.iter().any(|conflict| match conflict {
            Conflict::Exhibitor(id) => party.place.exhibitor == Some(*id),
            Conflict::Booth(id) => party.place.booth == Some(*id),
        })
    })
}

impl Desk {
    /// Everybody who waits in `lane`, in order.
    pub fn waiting(&self, lane: Lane) -> impl Iterator<Item = Standing> + '_ {
        let from = Place { lane, ordinary: false, issued_seq: 0 };
        let to = Place { lane, ordinary: true, issued_seq: u64::MAX };
        self.line.range(from..=to).enumerate().filter_map(move |(ahead, (_, case))| {
            let ticket = self.cases.get(case)?.claimant().ticket?;
            Some(Standing { case: *case, ticket, lane, ahead })
        })
    }

    /// How many wait in `lane`.
    pub fn waiting_count(&self, lane: Lane) -> usize {
        self.waiting(lane).count()
    }

    /// How many cases stand before this one in its line; `None` when it does not wait.
    pub fn ahead_of(&self, case: CaseId) -> Option<usize> {
        let place = self.place_of(self.cases.get(&case)?)?;
        self.line.contains_key(&place).then(|| {
            let first = Place { lane: place.lane, ordinary: false, issued_seq: 0 };
            self.line.range(first..place).count()
        })
    }

    /// The ticket that fits this mediator best, from one line or from both; `None` when nobody waits whom they may take.
    pub fn next_for(&self, staff: &Staff, lane: Option<Lane>, now: Timestamp) -> Option<Offer> {
        Lane::ALL
            .iter()
            .filter(|of| lane.is_none_or(|only| only == **of))
            .flat_map(|of| self.waiting(*of))
            .filter_map(|standing| self.cases.get(&standing.case).map(|case| (standing, case)))
            .filter(|(_, case)| !has_conflict(staff, case))
            .map(|(standing, case)| (score(staff, case, now), standing, case))
            // Equal scores go to the earlier place: `max_by_key` would take the last, so compare the other way round.
            .min_by_key(|(score, standing, case)| (-*score, case.filed_at, standing.ticket))
            .map(|(_, standing, case)| Offer {
                ticket: standing.ticket,
                case: standing.case,
                why: reasons(staff, case, &standing, now),
            })
    }

    /// How long the next `ahead + 1` cases of `lane` may take until the last of them is called.
    ///
    /// The range lies between the quarter that went fastest and the quarter that went slowest of the last observed receptions or
    /// talks, shared among the mediators on duty.
    pub fn wait(&self, lane: Lane, ahead: usize) -> Wait {
        let (seen, assumed_min) = match lane {
            Lane::Reception => (&self.receptions, self.rules.assumed_reception_min),
            Lane::Talks => (&self.talks, self.rules.assumed_talks_min),
        };
        let on_duty = self.on_duty().count();
        let desks = u64::try_from(if on_duty == 0 { self.rules.assumed_desks as usize } else { on_duty })
            .unwrap_or(1)
            .max(1);
        let busy = u64::try_from(self.held_count()).unwrap_or(0);
        let mut sorted: Vec<u64> = seen.iter().map(|s| u64::from(*s)).collect();
        sorted.sort_unstable();
        // Fewer than five say little; until then the configured assumption stands.
        let (fast, slow, assumed) = match sorted.as_slice() {
            some if some.len() >= 5 => (some[some.len() / 4], some[some.len() * 3 / 4], false),
            _ => (u64::from(assumed_min) * 48, u64::from(assumed_min) * 90, true),
        };
        let ahead = u64::try_from(ahead).unwrap_or(u64::MAX);
        // A free mediator takes the next at once; otherwise one of the talks going on must end first.
        let low = if busy < desks { ahead.saturating_sub(desks - busy - 1) } else { ahead.max(1) };
        let low_s = low.saturating_mul(fast) / desks;
        let high_s = (ahead + 1).saturating_mul(slow).div_ceil(desks);
        Wait { low_s: if busy < desks { low_s } else { low_s / 2 }, high_s: high_s.max(low_s), assumed }
    }

    /// How many cases mediators hold at present.
    fn held_count(&self) -> usize {
        self.open_claims().count()
    }

    /// Claimant's tickets that a mediator holds at present.
    pub fn open_claims(&self) -> impl Iterator<Item = &crate::Ticket> {
        self.held.iter().filter_map(|case| {
            let lead = self.cases.get(case)?.claimant().ticket?;
            self.tickets.get(&lead).map(std::convert::AsRef::as_ref)
        })
    }
}

fn minutes_waited(case: &Case, now: Timestamp) -> i64 {
    now.duration_since(case.filed_at).as_secs().max(0) / 60
}

fn speaks(staff: &Staff, case: &Case) -> bool {
    let tag = case.claimant().place.language.tag();
    staff.profile.languages.iter().any(|language| language == tag)
}

fn knows(staff: &Staff, case: &Case) -> Option<RightKind> {
    case.right.filter(|right| staff.profile.fields.contains(right))
}

fn near<'a>(staff: &Staff, case: &'a Case) -> Option<&'a HallId> {
    case.hall.as_ref().filter(|hall| staff.profile.halls.contains(hall))
}

fn score(staff: &Staff, case: &Case, now: Timestamp) -> i64 {
    minutes_waited(case, now)
        + if case.urgent.is_some() { URGENT_MIN } else { 0 }
        + if speaks(staff, case) { LANGUAGE_MIN } else { 0 }
        + if knows(staff, case).is_some() { FIELD_MIN } else { 0 }
        + if near(staff, case).is_some() { HALL_MIN } else { 0 }
}

fn reasons(staff: &Staff, case: &Case, standing: &Standing, now: Timestamp) -> Vec<Why> {
    let language = case.claimant().place.language;
    let mut why = Vec::new();
    why.extend(case.urgent.map(Why::Urgent));
    if standing.ahead == 0 {
        why.push(Why::First);
    }
    why.push(Why::Waited(u64::try_from(minutes_waited(case, now)).unwrap_or(0)));
    why.push(if speaks(staff, case) { Why::Language(language) } else { Why::OtherLanguage(language) });
    why.extend(knows(staff, case).map(Why::Field));
    why.extend(near(staff, case).cloned().map(Why::Hall));
    why
}
