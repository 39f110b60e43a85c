//! A day hour by hour, against the days before it: when people come, and how long they wait then.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};

use super::{DayFigures, Spread};
use crate::desk::Desk;

/// One hour of a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hour {
    /// Cases filed in it.
    pub filed: u32,
    /// Cases filed in this hour on the days before, on average, in tenths of a case; `None` on the first day.
    pub usual_tenths: Option<u32>,
    /// Waits that ended in it, on this day, of those that the list of the day tells.
    pub wait: Option<Spread>,
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
