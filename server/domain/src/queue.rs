//! The lines: who stands where, who should be taken next and why, how long it may take.
//!
//! A line is ordered by time of issue, urgent cases first. *Next for me* may offer another than the head, because a mediator
//! who knows the field and speaks the language serves everybody better; how much that weighs is laid down here, in minutes of
//! waiting, and the offer says its reasons in words a party could be told.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;

use crate::{
    case::{Case, CaseState, RightKind, Urgency},
    desk::{Desk, Place},
    fair::Language,
    ids::{BodyId, BoothId, CaseId, ExhibitorId, HallId, RoomId, StaffId, TicketNumber},
    staff::{Conflict, DutyState, Staff},
    ticket::{Lane, TicketState},
};

mod waits;

pub(crate) use waits::Seen;
pub use waits::{Outlook, Wait};

/// Minutes of waiting that speaking a party's language is worth.
const LANGUAGE_MIN: i64 = 20;
/// Minutes of waiting that knowing the field is worth.
const FIELD_MIN: i64 = 12;
/// Minutes of waiting that being near is worth.
const HALL_MIN: i64 = 4;
/// How many of a line are weighed against each other: more than all those weights can lift at the busiest hour.
pub const WINDOW: usize = 200;

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
    Language(Language),
    /// The mediator speaks other languages than the party's; an interpreter may be needed.
    OtherLanguage(Language),
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
    /// How many of the same body stand before it in the same line.
    pub ahead: usize,
}

/// Both lines as they stand at one moment, for whoever looks many places up in the same state: taken once, it finds each place
/// in a few steps, where [`Desk::ahead_of`] walks the line.
///
/// A case waits for the mediators of its body alone: only cases of the same body stand before it, and only those mediators count
/// for how long it waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// Every place of a body's cases in order: the whole of one lane, then the whole of the other.
    places: BTreeMap<BodyId, Vec<Place>>,
    /// What the waits of each body stand on; empty where the fair hosts one, for then it is the whole.
    bodies: BTreeMap<BodyId, Outlook>,
    whole: Outlook,
}

impl Lines {
    /// How many of its body stand before this case in its line; `None` when it does not wait.
    pub fn ahead_of(&self, desk: &Desk, case: CaseId) -> Option<usize> {
        let case = desk.cases.get(&case)?;
        let place = desk.place_of(case)?;
        let places = self.of(case.body);
        let at = places.binary_search(&place).ok()?;
        let first = Place::first(place.lane);
        Some(at - places.partition_point(|other| *other < first))
    }

    /// How many wait for a body in `lane`: so many stand before whoever comes now.
    pub fn count(&self, body: BodyId, lane: Lane) -> usize {
        let (first, last) = (Place::first(lane), Place::last(lane));
        let places = self.of(body);
        places.partition_point(|place| *place <= last) - places.partition_point(|place| *place < first)
    }

    /// How long it may take until a case of `body` with `ahead` before it in `lane` is called.
    pub fn wait(&self, body: BodyId, lane: Lane, ahead: usize) -> Wait {
        self.bodies.get(&body).unwrap_or(&self.whole).wait(lane, ahead)
    }

    fn of(&self, body: BodyId) -> &[Place] {
        self.places.get(&body).map(Vec::as_slice).unwrap_or_default()
    }
}

impl Desk {
    /// Everybody who waits in `lane`, in order. A case that goes on after the end stands in none.
    pub fn waiting(&self, lane: Lane) -> impl Iterator<Item = Standing> + '_ {
        self.standing(lane).filter_map(move |(ahead, _, case)| {
            let ticket = case.claimant().ticket?;
            Some(Standing { case: case.id, ticket, lane, ahead })
        })
    }

    /// The cases in `lane`, in order, each with how many of its body stand before it, and its place.
    fn standing(&self, lane: Lane) -> impl Iterator<Item = (usize, Place, &Arc<Case>)> + '_ {
        let mut passed: BTreeMap<BodyId, usize> = BTreeMap::new();
        self.line.range(line_of(lane)).filter_map(move |(place, id)| {
            let case = self.cases.get(id)?;
            let passed = passed.entry(case.body).or_default();
            let ahead = *passed;
            *passed += 1;
            Some((ahead, *place, case))
        })
    }

    /// How many wait in `lane`, of all bodies.
    pub fn waiting_count(&self, lane: Lane) -> usize {
        self.line.range(line_of(lane)).count()
    }

    /// Both lines as they stand now.
    pub fn lines(&self) -> Lines {
        let several = self.has_several_bodies();
        let mut places: BTreeMap<BodyId, Vec<Place>> = BTreeMap::new();
        for (place, case) in &self.line {
            // Where there is one body, nobody needs to look which.
            let case = self.cases.get(case).filter(|_| several);
            places.entry(case.map_or(BodyId::FIRST, |case| case.body)).or_default().push(*place);
        }
        let bodies = self.bodies().filter(|_| several).map(|body| (body.id, self.outlook(Some(body.id))));
        Lines { places, bodies: bodies.collect(), whole: self.outlook(None) }
    }

    /// How many cases of its body stand before this one in its line; `None` when it does not wait.
    pub fn ahead_of(&self, case: CaseId) -> Option<usize> {
        let case = self.cases.get(&case)?;
        let place = self.place_of(case)?;
        let before = self.line.range(Place::first(place.lane)..place);
        self.line
            .contains_key(&place)
            .then(|| before.filter(|(_, other)| self.is_of(**other, Some(case.body))).count())
    }

    /// The ticket that fits somebody best, from one line or from all that they take; `None` when nobody waits whom they may take.
    ///
    /// Urgent cases come before all others; then counts the time waited with what field, language and nearness are worth; equal
    /// ones go by their place. Only the first [`WINDOW`] of a line are weighed, so that nobody far back overtakes everybody.
    pub fn next_for(&self, staff: &Staff, lane: Option<Lane>, now: Timestamp) -> Option<Offer> {
        Lane::ALL
            .iter()
            .filter(|of| staff.takes(**of) && lane.is_none_or(|only| only == **of))
            .flat_map(|of| {
                let free = self.standing(*of).filter(|(_, _, case)| self.may_take(staff, case));
                free.take(WINDOW)
            })
            .min_by_key(|(_, place, case)| {
                (place.ordinary, -score(staff, case, place, now), place.turn, place.issued_seq)
            })
            .and_then(|(ahead, place, case)| {
                let ticket = case.claimant().ticket?;
                let standing = Standing { case: case.id, ticket, lane: place.lane, ahead };
                Some(Offer { ticket, case: case.id, why: reasons(staff, case, (&standing, place), now) })
            })
    }

    /// Whether a mediator may be offered the case: it is their body's, and nothing stands against them.
    pub fn may_take(&self, staff: &Staff, case: &Case) -> bool {
        !staff.serves_other(case.body) && !self.has_conflict(staff, case)
    }

    /// Whether a mediator may not have the case: they declared a conflict of interest with a party or gave the case back for one,
    /// or a party asked for somebody else.
    pub fn has_conflict(&self, staff: &Staff, case: &Case) -> bool {
        self.is_close_to(staff, case)
            || case.procedure.objections.iter().any(|objection| objection.staff == staff.id)
    }

    /// Whether somebody declared a conflict of interest with a party of the case, or gave it back for one. That a party asked for
    /// another mediator says nothing of whoever heads the body.
    pub(crate) fn is_close_to(&self, staff: &Staff, case: &Case) -> bool {
        case.recused.contains(&staff.id)
            || staff.conflicts.iter().any(|conflict| self.touches(conflict, case))
    }

    /// Whether a party of the case is the one a conflict was declared with. Somebody known by booth alone may be any exhibitor
    /// there, and an exhibitor is at all of its booths.
    pub(crate) fn touches(&self, conflict: &Conflict, case: &Case) -> bool {
        let at = |booth: &BoothId, exhibitor: &ExhibitorId| {
            self.exhibitor(*exhibitor).is_some_and(|known| known.booths.contains(booth))
        };
        case.parties.iter().map(|party| &party.place).any(|place| {
            match (conflict, place.exhibitor, place.booth) {
                (Conflict::Exhibitor(id), Some(exhibitor), _) => exhibitor == *id,
                (Conflict::Exhibitor(id), None, Some(booth)) => at(&booth, id),
                (Conflict::Booth(id), exhibitor, booth) => {
                    booth == Some(*id) || exhibitor.is_some_and(|exhibitor| at(id, &exhibitor))
                }
                (Conflict::Exhibitor(_), None, None) => false,
            }
        })
    }

    /// The languages of claimants who wait that nobody on duty speaks, each with their tickets. Whoever has no languages in their
    /// profile may speak any. The organiser reads it, so the other sides of those who wait for talks are not asked about: by their
    /// languages one could tell who waits for talks.
    pub fn unserved_languages(&self) -> BTreeMap<Language, Vec<TicketNumber>> {
        let mut unserved: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let heard = |language| {
            self.on_duty().any(|staff| staff.profile.languages.is_empty() || speaks(staff, language))
        };
        for standing in Lane::ALL.iter().flat_map(|lane| self.waiting(*lane)) {
            let Some(case) = self.cases.get(&standing.case) else { continue };
            let language = case.claimant().place.language;
            if !heard(language) {
                unserved.entry(language).or_default().push(standing.ticket);
            }
        }
        unserved
    }

    /// Claimant's tickets that a mediator holds at present.
    pub fn open_claims(&self) -> impl Iterator<Item = &crate::Ticket> {
        self.held.iter().filter_map(|case| {
            let lead = self.cases.get(case)?.claimant().ticket?;
            self.tickets.get(&lead).map(std::convert::AsRef::as_ref)
        })
    }

    /// The claimant's ticket of the case with whose parties somebody is talking at present.
    pub fn talk_of(&self, mediator: StaffId) -> Option<&crate::Ticket> {
        let talks = |case| self.cases.get(&case).is_some_and(|case| case.state == CaseState::InSession);
        self.open_claims().find(|held| held.mediator == Some(mediator) && talks(held.case))
    }

    /// Who sits in a room: on duty, or back soon from a break.
    pub fn occupant(&self, room: &RoomId) -> Option<StaffId> {
        let sits = |staff: &&Arc<Staff>| {
            !staff.is_dismissed() && staff.duty != DutyState::Off && staff.room.as_ref() == Some(room)
        };
        self.staff().find(sits).map(|staff| staff.id)
    }

    /// With whom somebody would meet in a room: who sits there, else who has called a case there.
    pub fn in_room(&self, room: &RoomId) -> Option<StaffId> {
        // Who was heard and waits for the other side's answer is told to go: nobody sits there for them.
        let asking = |id| self.cases.get(&id).is_some_and(|case| case.state == CaseState::Accepted);
        let called = |ticket: &&crate::Ticket| {
            let there = match ticket.state {
                TicketState::Called => true,
                TicketState::Attending => !asking(ticket.case),
                TicketState::Waiting
                | TicketState::Claimed
                | TicketState::Parked
                | TicketState::Missed
                | TicketState::Closed
                | TicketState::Cancelled => false,
            };
            there && ticket.room.as_ref() == Some(room)
        };
        self.occupant(room).or_else(|| self.open_claims().find(called)?.mediator)
    }

    /// Cases that ended lately, newest first.
    pub fn lately_ended(&self) -> impl Iterator<Item = &std::sync::Arc<Case>> {
        self.ended.iter().rev().filter_map(|id| self.cases.get(id))
    }
}

/// Everybody in one line: urgent first.
fn line_of(lane: Lane) -> std::ops::RangeInclusive<Place> {
    Place::first(lane)..=Place::last(lane)
}

/// From the time by which it stands in line, as every page tells a wait.
fn minutes_waited(place: &Place, now: Timestamp) -> i64 {
    now.duration_since(place.turn.at).as_secs().max(0) / 60
}

/// The languages a mediator needs: the claimant's in reception, everybody's in talks.
fn needed(case: &Case, lane: Lane) -> Vec<Language> {
    let all = match lane {
        Lane::Reception => &case.parties[..1],
        Lane::Talks => &case.parties[..],
    };
    let mut languages: Vec<Language> = Vec::new();
    for language in all.iter().map(|party| party.place.language) {
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    languages
}

/// `zh` speaks `zh-CN`: what counts is the language, not the region.
fn speaks(staff: &Staff, language: Language) -> bool {
    let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    staff.profile.languages.iter().any(|spoken| primary(spoken) == primary(language.tag()))
}

fn knows(staff: &Staff, case: &Case) -> Option<RightKind> {
    case.right.filter(|right| staff.profile.fields.contains(right))
}

fn near<'a>(staff: &Staff, case: &'a Case) -> Option<&'a HallId> {
    case.hall.as_ref().filter(|hall| staff.profile.halls.contains(hall))
}

fn score(staff: &Staff, case: &Case, place: &Place, now: Timestamp) -> i64 {
    let speaks_all = needed(case, place.lane).into_iter().all(|language| speaks(staff, language));
    minutes_waited(place, now)
        + if speaks_all { LANGUAGE_MIN } else { 0 }
        + if knows(staff, case).is_some() { FIELD_MIN } else { 0 }
        + if near(staff, case).is_some() { HALL_MIN } else { 0 }
}

fn reasons(staff: &Staff, case: &Case, (standing, place): (&Standing, Place), now: Timestamp) -> Vec<Why> {
    let mut why = Vec::new();
    why.extend(case.urgent.map(Why::Urgent));
    if standing.ahead == 0 {
        why.push(Why::First);
    }
    why.push(Why::Waited(u64::try_from(minutes_waited(&place, now)).unwrap_or(0)));
    // Of whoever has no languages in their profile nobody knows what they do not speak.
    let noted = !staff.profile.languages.is_empty();
    why.extend(needed(case, standing.lane).into_iter().filter(|_| noted).map(|language| {
        if speaks(staff, language) { Why::Language(language) } else { Why::OtherLanguage(language) }
    }));
    why.extend(knows(staff, case).map(Why::Field));
    why.extend(near(staff, case).cloned().map(Why::Hall));
    why
}
