//! A time and a room for talks. No room and no mediator is ever promised twice.

use jiff::{SignedDuration, Timestamp};

use super::{Bench, Decision, in_state, participant, party_or_desk, taken};
use crate::{
    case::{Case, CaseState},
    ids::{PartyId, RoomId},
    procedure::{Appointment, Proceeding},
    refusal::Refusal,
};

pub(super) fn make(
    at: &Bench<'_>,
    case: &Case,
    from: Timestamp,
    until: Timestamp,
    room: Option<&RoomId>,
) -> Decision {
    at.holder_of(case)?;
    at.has_word(case)?;
    in_state(case, &[CaseState::Accepted, CaseState::Agreed, CaseState::Adjourned])?;
    let plan = &at.fair()?.plan;
    if until <= from || until <= at.now() {
        return Err(Refusal::Incomplete("time"));
    }
    // One booking must not hold a room, or a mediator, for days.
    let longest = at.desk.rules().procedure.longest_appointment_min();
    if until.duration_since(from) > SignedDuration::from_mins(i64::from(longest)) {
        let max = usize::try_from(longest).unwrap_or(usize::MAX);
        return Err(Refusal::TooMany { what: "minutes", max });
    }
    match room {
        Some(room) if !plan.rooms.iter().any(|known| known.id == *room) => {
            return Err(Refusal::Unknown("room"));
        }
        // After the last close there is no room to come to; talks over a distance are possible at any time.
        Some(_) if plan.ends_at().is_some_and(|ends| until > ends) => return Err(Refusal::AfterFair),
        Some(_) | None => {}
    }
    let staff = at.lead(case)?.mediator;
    let taken_already = at.desk.appointments().find(|(other, appointment)| {
        *other != case.id && appointment.overlaps(from, until) && same(appointment, room, staff)
    });
    if let Some((_, appointment)) = taken_already {
        return Err(Refusal::DoubleBooked { from: appointment.from, until: appointment.until });
    }
    let made = Proceeding::AppointmentMade { from, until, room: room.cloned(), staff };
    Ok(vec![taken(case, made)])
}

/// Whether another appointment needs the same room or the same mediator.
fn same(other: &Appointment, room: Option<&RoomId>, staff: Option<crate::StaffId>) -> bool {
    (room.is_some() && other.room.as_ref() == room) || (staff.is_some() && other.staff == staff)
}

/// A confirmation is for the appointment that was read: a moved one must be confirmed anew.
pub(super) fn confirm(at: &Bench<'_>, case: &Case, party: PartyId, from: Timestamp) -> Decision {
    party_or_desk(at, case, party)?;
    participant(case, party)?;
    let appointment = case.procedure.appointment.as_ref().ok_or(Refusal::StepMissing("appointment"))?;
    if appointment.from != from {
        return Err(Refusal::Changed);
    }
    if appointment.confirmed.contains(&party) {
        return Ok(Vec::new());
    }
    Ok(vec![taken(case, Proceeding::AppointmentConfirmed { party })])
}

pub(super) fn cancel(at: &Bench<'_>, case: &Case) -> Decision {
    at.holder_of(case)?;
    at.has_word(case)?;
    if case.procedure.appointment.is_none() {
        return Ok(Vec::new());
    }
    Ok(vec![taken(case, Proceeding::AppointmentCancelled {})])
}
