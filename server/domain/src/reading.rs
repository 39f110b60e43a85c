//! Who sees how much of a case (procedure E.2). The one rule: pages ask it before they show anything, and the desk asks it again
//! before it records a reading.

use jiff::{SignedDuration, Timestamp};

use crate::{
    case::{Ask, Case, CaseState, Evidence, Reading, Reason, Step},
    desk::Desk,
    ids::{PartyId, StaffId},
    procedure::Purpose,
    staff::{Role, Staff},
    ticket::{Lane, Ticket, TicketState},
};

/// A reading holds so long before it is recorded again: one audit entry an hour per reader and case says who read what without
/// drowning the journal.
pub const READING: SignedDuration = SignedDuration::from_hours(1);

/// The steps by which a case is told as an example. Beside a ticket they would tell whose case the published account is.
const TOLD: [&str; 3] = ["TypicalCaseDrafted", "TypicalCasePublished", "TypicalCaseWithdrawn"];

/// How much of what was said for mediation somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Everything that was said for mediation.
    Whole,
    /// The same, once they have said why they need it; the reason is recorded with the reading.
    OnReason,
    /// What reception works with: who the parties are, what was filed, and the answer to a notice. Nothing of the talks.
    Received,
    /// Number, kind, right, state.
    Summary,
}

impl Sight {
    /// Whether what was said in talks is in it, or comes into it with a reason.
    pub fn opens_talks(self) -> bool {
        matches!(self, Self::Whole | Self::OnReason)
    }
}

impl Desk {
    /// How much of what was said for mediation this person sees by who they are and what they did.
    ///
    /// A mediator sees the case they have, one they put into the line for talks until somebody takes it from there, unless they did so
    /// without the declaration that others made in it, one they filed for a visitor until somebody takes it, and one whose return visit was
    /// given to them, but none that they gave back or that went back into its line, whether or not somebody has it since; the head of the body sees every case on a reason, and without giving it again one
    /// that they proposed to send to another body, until it is sent; reception sees of every case what was filed; everybody else, who
    /// works for another body, and whoever has a conflict of interest or gave the case back for one, sees the summary. Of what was
    /// erased there is nothing more to see.
    pub fn sight(&self, reader: &Staff, case: &Case) -> Sight {
        if case.erased_at.is_some() { Sight::Summary } else { self.part_in(reader, case) }
    }

    /// Whether what was said in its talks is open to somebody as far as they see the case: whoever took it over from somebody who had
    /// declared to have no conflict of interest reads on once they declared so themselves, and not at all where it ended before they
    /// did. Until then they see who the sides are and what was filed, as they must to know whether they can. Whoever reads it for
    /// another reason than to mediate, the head or who visits afterwards, is asked for no such word.
    pub fn opens_record(&self, reader: &Staff, case: &Case) -> bool {
        let lead = case.claimant().ticket.and_then(|number| self.ticket(number));
        let has = lead.is_some_and(|lead| lead.mediator == Some(reader.id));
        let mediates = reader.is(Role::Mediator) && has && !visits(case, reader.id);
        !(mediates && case.lacks_word_of(reader.id))
    }

    /// Whether this person is told how the case ended, and how far each side came in it, its names and texts erased or not
    /// (procedure E.2, "outcome category"): whoever has a part in it as its mediator, and the head of its body. To their
    /// colleagues, and to another body with its head, it is over and no more. Reception is told the outcome without its reason
    /// ([`Desk::sees_ending`]).
    pub fn sees_outcome(&self, reader: &Staff, case: &Case) -> bool {
        self.part_in(reader, case).opens_talks()
    }

    /// Whether this person is told at least how the case ended, be it without why and how far each side came.
    pub fn sees_ending(&self, reader: &Staff, case: &Case) -> bool {
        self.part_in(reader, case) != Sight::Summary
    }

    /// Whether this person follows the procedure of a case: whoever is told how it ended, and reception until it stands in the line
    /// for talks.
    pub fn sees_way(&self, reader: &Staff, case: &Case) -> bool {
        match self.part_in(reader, case) {
            Sight::Whole | Sight::OnReason => true,
            Sight::Received => self.in_reception(case),
            Sight::Summary => false,
        }
    }

    /// Whether a case stands in reception, or ended there: it was never put into the line for talks.
    pub fn in_reception(&self, case: &Case) -> bool {
        let lead = case.claimant().ticket.and_then(|number| self.ticket(number));
        lead.is_some_and(|lead| lead.lane == Lane::Reception)
    }

    /// Whether a case ended in reception: it was never put into the line for talks, and no talk was held. What is handed over of its end
    /// tells nothing of talks, and nobody but reception has the parties before it.
    pub fn ended_in_reception(&self, case: &Case) -> bool {
        !case.state.is_open() && case.talks.is_empty() && self.in_reception(case)
    }

    /// Whether this person receives and hands over how such a case ended: its papers, and the applicant's own page.
    pub fn hands_over_end(&self, reader: &Staff, case: &Case) -> bool {
        reader.is(Role::Reception)
            && self.ended_in_reception(case)
            && self.sight(reader, case) != Sight::Summary
    }

    /// Whether a case is far enough from its end for this person to give a code that opens a party's ticket on another device: until it
    /// ends, and the applicant's where they hand over how it ended. Who came without a phone, or without one at hand, reads it there.
    pub(crate) fn gives_code(&self, reader: &Staff, case: &Case, party: PartyId) -> bool {
        let told_end = || party == case.claimant().place.id && self.hands_over_end(reader, case);
        case.state.is_open() || told_end()
    }

    /// Whether there is anybody left who can give one.
    pub fn has_codes_for(&self, case: &Case, party: PartyId) -> bool {
        self.staff().any(|reader| self.gives_code(reader, case, party))
    }

    /// The same as [`Desk::sight`], as if nothing could be erased.
    fn part_in(&self, reader: &Staff, case: &Case) -> Sight {
        if reader.is_dismissed() || reader.serves_other(case.body) || self.has_conflict(reader, case) {
            return Sight::Summary;
        }
        let lead = case.claimant().ticket.and_then(|number| self.ticket(number));
        let has = lead.is_some_and(|lead| lead.mediator == Some(reader.id));
        // Taking a case and passing it on opens nothing to whoever said nothing of their own interests meanwhile.
        let had = lead.is_some_and(|lead| lead.mediator.is_none() && claimed_last(lead) == Some(reader.id))
            && went_on(case)
            && !case.lacks_word_of(reader.id);
        // Whoever typed it knows it, until somebody takes it: the slip is theirs to hand over.
        let typed = lead.is_some_and(|lead| lead.was_never_claimed())
            && case.steps.first().is_some_and(|filed| filed.by == Some(reader.id));
        let theirs = has || had || typed || visits(case, reader.id);
        match () {
            () if reader.is(Role::Mediator) && theirs => Sight::Whole,
            () if reader.is(Role::Head) && self.is_sending(reader.id, case) => Sight::Whole,
            () if reader.is(Role::Head) => Sight::OnReason,
            () if reader.is(Role::Reception) => Sight::Received,
            () => Sight::Summary,
        }
    }

    /// The same at a moment: who gave a reason lately sees the whole case until the reading has to be recorded again.
    pub fn sight_at(&self, reader: &Staff, case: &Case, now: Timestamp) -> Sight {
        match self.sight(reader, case) {
            Sight::OnReason if gave_reason(case, reader.id, now) => Sight::Whole,
            sight @ (Sight::Whole | Sight::OnReason | Sight::Received | Sight::Summary) => sight,
        }
    }

    /// Whether this person sees what was told the organiser, a clause that was handed over among it; nothing of what was said for
    /// mediation is.
    pub fn sees_complaint(&self, reader: &Staff, case: &Case) -> bool {
        let leads = Role::ON_DUTY.iter().any(|role| reader.is(*role));
        let theirs = leads && !self.has_conflict(reader, case);
        theirs && (case.complaint_seq.is_some() || case.tracks().next().is_some())
    }

    /// Whether this person is told which complaints the organiser had before against the respondents of a case or about the same right
    /// (procedure E.2, "exhibitor history"): reception, for which it is a ground that the same matter was handled already, until the case
    /// is put into the line for talks. Whoever mediates as well, or heads the body, is not told: they are to meet both sides without it.
    pub fn sees_earlier_complaints(&self, reader: &Staff, case: &Case) -> bool {
        let receives = reader.only_receives() && self.sight(reader, case) == Sight::Received;
        receives && self.in_reception(case)
    }
}

impl Case {
    /// The steps of reception: everything until the case was put into the line for talks, or to its end where it never was, but for its
    /// being told as an example.
    pub fn reception_steps(&self) -> impl DoubleEndedIterator<Item = &Step> {
        let until = self.talks_opened();
        let before = move |step: &Step| until.is_none_or(|seq| step.seq <= seq);
        self.steps.iter().filter(move |step| before(step) && !TOLD.contains(&step.kind))
    }

    /// Whether reception sees this photo: what the dispute is about and how notices were served, until talks were opened.
    pub fn is_of_reception(&self, photo: &Evidence) -> bool {
        let before = self.talks_opened().is_none_or(|seq| photo.seq < seq);
        let kind = matches!(photo.purpose, Purpose::Exhibit | Purpose::Service);
        before && kind && photo.audience.mediation()
    }

    /// The journal entry by which it was put into the line for talks, if it was.
    pub fn talks_opened(&self) -> Option<u64> {
        self.steps.iter().find(|step| step.kind == "TalksOpened").map(|step| step.seq)
    }

    /// The last call in vain, where the case ended by it: then the two were written together. That a side could not be reached, or gave
    /// no answer in time, is for a person to say, and says nothing of a call.
    pub fn ended_by_call(&self) -> Option<&Step> {
        let CaseState::Concluded { reason: Reason::UnreachableInTime, .. } = self.state else { return None };
        let mut steps = self.steps.iter().rev().skip_while(|step| step.kind != "CaseConcluded");
        let ended = steps.next()?;
        steps.next().filter(|step| step.kind == "TicketMissed" && step.seq + 1 == ended.seq)
    }

    /// Whether why its mediation ended is kept from everybody but the head of its body: the organiser decides a complaint in the same
    /// matter, and that a side declined to mediate must not weigh there (procedure E.2, "outcome category"). A complaint to the
    /// organiser alone keeps nothing back: nobody was asked to mediate, and how the desk dealt with it is the organiser's own affair.
    pub fn withholds_reason(&self) -> bool {
        self.complaint_seq.is_some() && self.asks_for(Ask::Mediation)
    }
}

/// Who took it last, whether or not they have it still.
fn claimed_last(lead: &Ticket) -> Option<StaffId> {
    lead.periods.iter().rev().find(|period| period.state == TicketState::Claimed)?.by
}

/// Whether a case left the hands it was in last for the line of talks, prepared for whoever holds them, and was not given back.
fn went_on(case: &Case) -> bool {
    const MOVES: [&str; 4] = ["TicketClaimed", "TicketRequeued", "TicketReleased", "TalksOpened"];
    let last = case.steps.iter().rev().find(|step| MOVES.contains(&step.kind));
    last.is_some_and(|step| step.kind == "TalksOpened")
}

/// Whether the return visit of a case was given to somebody.
fn visits(case: &Case, reader: StaffId) -> bool {
    case.aftercare.planned.is_some_and(|(_, by)| by == reader)
}

fn gave_reason(case: &Case, reader: StaffId, now: Timestamp) -> bool {
    readings_lately(case, Ask::Mediation, reader, now).any(|reading| reading.on_reason)
}

/// Whether this person's reading of a part is on record and still holds.
pub fn read_lately(case: &Case, part: Ask, reader: StaffId, now: Timestamp) -> bool {
    readings_lately(case, part, reader, now).next().is_some()
}

/// Whether a party was given what the desk holds about it, by the same person or by its own ticket, and that still holds.
pub fn access_lately(case: &Case, party: PartyId, by: Option<StaffId>, now: Timestamp) -> bool {
    let recent = case.accesses.iter().rev().take_while(|given| now.duration_since(given.at) < READING);
    recent.into_iter().any(|given| given.party == party && given.by == by)
}

fn readings_lately(
    case: &Case,
    part: Ask,
    reader: StaffId,
    now: Timestamp,
) -> impl Iterator<Item = &Reading> {
    let own = move |reading: &&Reading| reading.part == part && reading.by == reader;
    case.readings.iter().rev().take_while(move |reading| now.duration_since(reading.at) < READING).filter(own)
}
