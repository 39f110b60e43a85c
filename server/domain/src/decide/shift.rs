//! The shift plan. The head of the mediation body, who makes those who mediate and receive, plans them.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{Bench, Decision, at_most};
use crate::{
    event::{Event, Fact},
    ids::{HallId, ShiftId, StaffId},
    refusal::Refusal,
    shift::{MAX_SHIFTS, ShiftTime},
    staff::Role,
};

/// All of them or none: nobody has to find out which days of a row were taken.
pub(super) fn plan(at: &Bench<'_>, staff: StaffId, hall: Option<&HallId>, times: &[ShiftTime]) -> Decision {
    at.staff(&[Role::Head])?;
    if !at.person(staff)?.takes_any() {
        return Err(Refusal::Unknown("staff"));
    }
    let mut ids = BTreeSet::new();
    for time in times {
        super::new(at.desk.shift(time.shift).is_some() || !ids.insert(time.shift), "shift")?;
    }
    let ahead = at.desk.shifts().filter(|known| at.now() < known.until).count();
    at_most(ahead + times.len(), MAX_SHIFTS, "shifts")?;
    if hall.is_some_and(|hall| at.desk.hall(hall).is_none()) {
        return Err(Refusal::Unknown("hall"));
    }
    let own = at.desk.shifts().filter(|known| known.staff == staff);
    let mut taken: Vec<_> = own.map(|known| (known.from, known.until)).collect();
    for time in times {
        fits(at, time, &taken)?;
        taken.push((time.from, time.until));
    }
    let planned = |time: &ShiftTime| -> Event {
        let ShiftTime { shift, from, until } = *time;
        Fact::ShiftPlanned { shift, staff, hall: hall.cloned(), from, until }.into()
    };
    Ok(times.iter().map(planned).collect())
}

/// On a day of the plan, and nobody is in two places at once.
fn fits(at: &Bench<'_>, time: &ShiftTime, taken: &[(Timestamp, Timestamp)]) -> Result<(), Refusal> {
    if time.until <= time.from {
        return Err(Refusal::DatesReversed);
    }
    let plan = &at.fair()?.plan;
    let day = plan.day_of(time.from);
    let (_, ends) = plan.bounds_of(day);
    if !plan.spans(day) || ends < time.until {
        return Err(Refusal::DayOutside);
    }
    let other = taken.iter().find(|(from, until)| *from < time.until && time.from < *until);
    other.map_or(Ok(()), |(from, until)| Err(Refusal::DoubleBooked { from: *from, until: *until }))
}

pub(super) fn cancel(at: &Bench<'_>, shift: ShiftId) -> Decision {
    at.staff(&[Role::Head])?;
    at.desk.shift(shift).ok_or(Refusal::Unknown("shift"))?;
    Ok(vec![Fact::ShiftCancelled { shift }.into()])
}
