//! The shift plan. The head of the mediation body, who makes those who mediate and receive, plans them.

use jiff::Timestamp;

use super::{Bench, Decision, at_most};
use crate::{
    event::Fact,
    ids::{HallId, ShiftId, StaffId},
    refusal::Refusal,
    shift::MAX_SHIFTS,
    staff::Role,
};

pub(super) fn plan(
    at: &Bench<'_>,
    shift: ShiftId,
    staff: StaffId,
    hall: Option<&HallId>,
    (from, until): (Timestamp, Timestamp),
) -> Decision {
    at.staff(&[Role::Head])?;
    if !at.person(staff)?.takes_any() {
        return Err(Refusal::Unknown("staff"));
    }
    super::new(at.desk.shift(shift).is_some(), "shift")?;
    let ahead = at.desk.shifts().filter(|known| at.now() < known.until).count();
    at_most(ahead + 1, MAX_SHIFTS, "shifts")?;
    if hall.is_some_and(|hall| at.desk.hall(hall).is_none()) {
        return Err(Refusal::Unknown("hall"));
    }
    if until <= from {
        return Err(Refusal::DatesReversed);
    }
    let plan = &at.fair()?.plan;
    let day = plan.day_of(from);
    let (_, ends) = plan.bounds_of(day);
    if !plan.spans(day) || ends < until {
        return Err(Refusal::DayOutside);
    }
    // Nobody is in two places at once.
    let other =
        at.desk.shifts().find(|known| known.staff == staff && known.from < until && from < known.until);
    if let Some(other) = other {
        return Err(Refusal::DoubleBooked { from: other.from, until: other.until });
    }
    Ok(vec![Fact::ShiftPlanned { shift, staff, hall: hall.cloned(), from, until }.into()])
}

pub(super) fn cancel(at: &Bench<'_>, shift: ShiftId) -> Decision {
    at.staff(&[Role::Head])?;
    at.desk.shift(shift).ok_or(Refusal::Unknown("shift"))?;
    Ok(vec![Fact::ShiftCancelled { shift }.into()])
}
