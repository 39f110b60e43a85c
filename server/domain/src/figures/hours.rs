//! A day hour by hour, against the days before it: when people come, and how long they wait then.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};

use super::{DayFigures, FEWEST, Spread, Tallies};
use crate::{desk::Desk, ids::TicketNumber};

/// How long the wait usually was in each hour, from 0 to 23, in seconds; `None` where too few ended in it to tell nothing of a person.
pub type UsualWaits = [Option<u64>; 24];

/// One hour of a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hour {
    /// Cases filed in it.
    pub filed: u32,
    /// Cases filed in this hour on the days before, on average, in tenths of a case; `None` on the first day.
    pub usual_tenths: Option<u32>,
    /// Waits that ended in it, on this day, of those that the list of the day tells.
    pub wait: Option<Spread>,
    /// Whose they were, in the order of that list.
    pub received: Vec<TicketNumber>,
}

/// The hours of the day of these figures, from 0 to 23, in the fair's time zone. The days before count when anything was filed on
/// them: a day on which the desk was shut is no quiet day.
pub fn hours(desk: &Desk, figures: &DayFigures) -> Vec<Hour> {
    let zone = desk.fair().map_or(jiff::tz::TimeZone::UTC, |fair| fair.plan.time_zone());
    let hour_of = |at: Timestamp| usize::try_from(zone.to_datetime(at).hour()).unwrap_or_default();
    let mut hours = vec![Hour::default(); 24];
    for row in figures.rows.iter().filter(|row| !row.carried_in) {
        hours[hour_of(row.filed_at)].filed += 1;
    }
    let mut waits: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
    for row in &figures.rows {
        let Some(waited_s) = row.waited_s else { continue };
        let ended =
            row.filed_at + jiff::SignedDuration::from_secs(i64::try_from(waited_s).unwrap_or_default());
        if desk.fair().is_some_and(|fair| fair.plan.day_of(ended) == figures.day) {
            waits.entry(hour_of(ended)).or_default().push(waited_s);
            hours[hour_of(ended)].received.push(row.ticket);
        }
    }
    for (hour, waits) in waits {
        hours[hour].wait = Spread::of(waits);
    }
    let (days, before) = filed_before(desk, figures.day);
    for (hour, filed) in hours.iter_mut().zip(before) {
        hour.usual_tenths = (filed * 10 + days / 2).checked_div(days);
    }
    hours
}

/// How long the wait usually was in each hour of the days before this one: of all the waits that ended in it and that the logs of those
/// days tell, the median by nearest rank, as of every wait, and not the mean, which one case that stood in line over a night would move. An
/// hour in which fewer than [`FEWEST`] ended over all those days has none. It is of what was known when the day began: nothing that is
/// recorded on it moves a number of the days before, so that it is counted once a day, and what was counted for the day before is in
/// `kept`, if anything.
pub fn usual_waits(kept: &mut Tallies, desk: &Desk, day: Date) -> UsualWaits {
    let desk = &desk.as_the_day_began(day);
    let mut waits: [Vec<u64>; 24] = [const { Vec::new() }; 24];
    for before in desk.days_told().take_while(|before| *before < day) {
        for (hour, waited_s) in kept.waits(desk, before) {
            waits[usize::from(hour)].push(waited_s);
        }
    }
    waits.map(|ended| Spread::of(ended).filter(|spread| spread.count >= FEWEST).map(|spread| spread.median_s))
}

/// On how many days before this one something was filed, and how much in each hour over all of them.
fn filed_before(desk: &Desk, day: Date) -> (u32, [u32; 24]) {
    let mut filed = [0; 24];
    let mut days = 0;
    for (_, hours) in desk.filed_by_hour().take_while(|(before, _)| *before < day) {
        days += 1;
        for (sum, count) in filed.iter_mut().zip(hours) {
            *sum += count;
        }
    }
    (days, filed)
}
