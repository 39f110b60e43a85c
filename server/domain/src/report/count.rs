//! Counting a whole fair.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{FairReport, Origin, Repeats};
use crate::{
    case::{Case, Party, Talk},
    desk::Desk,
    fair::FairPlan,
    figures::{Spread, figures},
    ids::ExhibitorId,
    ticket::TicketState,
};

/// The report of the fair as the Desk knows it; `None` before there is one. `origin` tells where an exhibitor comes from.
pub fn fair_report(desk: &Desk, origin: &dyn Fn(ExhibitorId) -> Origin) -> Option<FairReport> {
    let plan = &desk.fair()?.plan;
    let zone = plan.time_zone();
    let days: Vec<_> = report_days(desk, plan).into_iter().map(|day| figures(desk, day, None)).collect();
    let cases = || desk.cases().map(AsRef::as_ref);
    let such = |is: &dyn Fn(&Case) -> bool| number(cases().filter(|case| is(case)).count());
    let talks = cases().flat_map(|case| &case.talks).filter_map(Talk::seconds);
    let hour = |case: &Case| u8::try_from(case.filed_at.to_zoned(zone.clone()).hour()).unwrap_or(0);
    Some(FairReport {
        first_day: plan.first_day,
        last_day: plan.last_day,
        as_of: desk.recorded_at(),
        open: such(&|case| case.state.is_open()),
        accepted: such(&|case| case.procedure.number.is_some()),
        talked: such(&|case| !case.talks.is_empty()),
        agreements: such(&|case| case.procedure.in_effect().is_some()),
        carried_over: such(&|case| case.procedure.carried_over.is_some()),
        urgent: such(&|case| case.urgent.is_some()),
        respondents: number(cases().map(|case| case.respondents().len()).sum()),
        by_origin: tally(cases().map(|case| origin_of(desk, case, origin))),
        by_hour: tally(cases().map(hour)),
        wait: Spread::of(cases().filter_map(|case| wait(desk, case)).collect()),
        talk: Spread::of(talks.collect()),
        in_force: days.last().map_or(0, |day| day.measures.in_force),
        repeats: repeats(desk),
        survey: desk.survey().cloned(),
        days: days.into_iter().map(|day| crate::figures::DayFigures { rows: Vec::new(), ..day }).collect(),
    })
}

/// The days on which something happened that a log counts, and the days of the fair that have begun.
pub fn report_days(desk: &Desk, plan: &FairPlan) -> BTreeSet<Date> {
    let last = plan.last_day.min(plan.day_of(desk.recorded_at()));
    let begun = plan.first_day.series(jiff::ToSpan::days(1)).take_while(|day| *day <= last);
    let filed = desk.cases().map(|case| case.day);
    let steps = desk.cases().flat_map(|case| &case.steps).map(|step| step.at);
    let advice = desk.advice().map(|advice| advice.at);
    let duty = desk.duty_changes().map(|change| change.at);
    let happened = steps.chain(advice).chain(duty).map(|at| plan.day_of(at));
    begun.chain(filed).chain(happened).collect()
}

pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn tally<K: Ord>(keys: impl IntoIterator<Item = K>) -> BTreeMap<K, u32> {
    let mut counts = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    counts
}

/// From the issue of the claimant's ticket to the first call or check-in, as in the logs.
fn wait(desk: &Desk, case: &Case) -> Option<u64> {
    let lead = desk.ticket(case.claimant().ticket?)?;
    let received = lead
        .periods
        .iter()
        .find(|period| matches!(period.state, TicketState::Called | TicketState::Attending))?;
    // A clock set back in between makes no negative wait.
    Some(u64::try_from(received.from.duration_since(lead.issued_at).as_secs()).unwrap_or(0))
}

/// Who a party is on the exhibitor list: as they said, or as the only exhibitor of their booth.
pub fn exhibitor_of(desk: &Desk, party: &Party) -> Option<ExhibitorId> {
    let alone = || match desk.booth(party.place.booth?)?.exhibitors.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    party.place.exhibitor.or_else(alone)
}

fn origin_of(desk: &Desk, case: &Case, origin: &dyn Fn(ExhibitorId) -> Origin) -> Origin {
    Origin::together(
        case.parties.iter().map(|party| exhibitor_of(desk, party).map_or(Origin::Unknown, origin)),
    )
}

/// From complaints to the organiser alone.
fn repeats(desk: &Desk) -> Repeats {
    let mut known: BTreeMap<ExhibitorId, (BTreeSet<_>, BTreeSet<_>)> = BTreeMap::new();
    for case in desk.cases().filter(|case| case.complaint_seq.is_some()) {
        for party in case.respondents() {
            let Some(exhibitor) = exhibitor_of(desk, party) else { continue };
            let (complained, measured) = known.entry(exhibitor).or_default();
            complained.insert(case.id);
            if case.measure(party.place.id).is_some_and(|measure| !measure.orders.is_empty()) {
                measured.insert(case.id);
            }
        }
    }
    Repeats {
        respondents: number(known.len()),
        complained: number(known.values().filter(|(complained, _)| complained.len() > 1).count()),
        measured: number(known.values().filter(|(_, measured)| measured.len() > 1).count()),
    }
}
