//! Counting a whole fair.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{FairReport, Origin, Repeats};
use crate::{
    case::{Case, Party},
    desk::Desk,
    fair::FairPlan,
    figures::{Spread, counted},
    ids::{BodyId, ExhibitorId, ProductClass},
    referral::{Counterpart, Linkage, ReferralResult},
};

/// The report of the fair as the Desk knows it; `None` before there is one. `origin` tells where an exhibitor comes from.
pub fn fair_report(desk: &Desk, origin: &dyn Fn(ExhibitorId) -> Origin) -> Option<FairReport> {
    report_of(desk, None, origin)
}

/// The same of the cases of one mediation body alone.
pub fn body_report(desk: &Desk, body: BodyId, origin: &dyn Fn(ExhibitorId) -> Origin) -> Option<FairReport> {
    report_of(desk, Some(body), origin)
}

fn report_of(
    desk: &Desk,
    body: Option<BodyId>,
    origin: &dyn Fn(ExhibitorId) -> Origin,
) -> Option<FairReport> {
    let plan = &desk.fair()?.plan;
    let (mut days, mut waits, mut talks) = (Vec::new(), Vec::new(), Vec::new());
    // Every wait and every talk ends on some day.
    for day in report_days(desk, plan) {
        let mut counted = counted(desk, day, body);
        waits.append(&mut counted.waits);
        talks.append(&mut counted.talks);
        days.push(counted.figures);
    }
    let own = |case: &Case| body.is_none_or(|body| case.body == body);
    let sums = Sums::of(desk, &own, origin);
    let open = match body {
        Some(_) => desk.open_cases().filter(|case| own(case)).count(),
        None => desk.open_count(),
    };
    Some(FairReport {
        first_day: plan.first_day,
        last_day: plan.last_day_or(plan.day_of(desk.recorded_at())),
        as_of: desk.recorded_at(),
        open: number(open),
        accepted: sums.accepted,
        talked: sums.talked,
        agreements: sums.agreements,
        carried_over: sums.carried_over,
        urgent: sums.urgent,
        respondents: sums.respondents,
        by_origin: sums.by_origin,
        by_product: sums.by_product,
        by_hour: by_hour(desk, plan, body),
        wait: Spread::of(waits),
        talk: Spread::of(talks),
        in_force: days.last().map_or(0, |day| day.measures.in_force),
        repeats: repeats(desk, &own),
        by_counterpart: sums.by_counterpart,
        by_result: sums.by_result,
        // Nobody can tell of which body's case an answer is.
        survey: desk.survey().filter(|_| body.is_none()).cloned(),
        days,
    })
}

/// The days on which something happened that a log counts, and the days of the fair that have begun.
pub fn report_days(desk: &Desk, plan: &FairPlan) -> BTreeSet<Date> {
    desk.days_begun(plan.day_of(desk.recorded_at())).chain(desk.days_with_steps()).collect()
}

pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// What is counted over all cases, whatever their day.
#[derive(Default)]
struct Sums {
    accepted: u32,
    talked: u32,
    agreements: u32,
    carried_over: u32,
    urgent: u32,
    respondents: u32,
    by_origin: BTreeMap<Origin, u32>,
    by_product: BTreeMap<ProductClass, u32>,
    by_counterpart: BTreeMap<(Linkage, Counterpart), u32>,
    by_result: BTreeMap<(Linkage, Option<ReferralResult>), u32>,
}

impl Sums {
    /// In one pass: of a hundred thousand cases, fetching each is what takes long.
    fn of(desk: &Desk, own: &dyn Fn(&Case) -> bool, origin: &dyn Fn(ExhibitorId) -> Origin) -> Self {
        let mut sums = Self::default();
        let mut origins: BTreeMap<ExhibitorId, Origin> = BTreeMap::new();
        for case in desk.cases().filter(|case| own(case)) {
            sums.accepted += u32::from(case.procedure.number.is_some());
            sums.talked += u32::from(!case.talks.is_empty());
            sums.agreements += u32::from(case.procedure.in_effect().is_some());
            sums.carried_over += u32::from(case.procedure.carried_over.is_some());
            sums.urgent += u32::from(case.urgent.is_some());
            sums.respondents += number(case.respondents().len());
            if let Some(class) = &case.procedure.product_class {
                *sums.by_product.entry(class.clone()).or_default() += 1;
            }
            for known in case.referrals.iter().filter(|known| known.has_moved()) {
                let result = known.ended.map(|(result, ..)| result);
                *sums.by_counterpart.entry((known.linkage, known.with)).or_default() += 1;
                *sums.by_result.entry((known.linkage, result)).or_default() += 1;
            }
            let parties = case.parties.iter().map(|party| {
                let known = exhibitor_of(desk, party);
                known.map_or(Origin::Unknown, |id| *origins.entry(id).or_insert_with(|| origin(id)))
            });
            *sums.by_origin.entry(Origin::together(parties)).or_default() += 1;
        }
        sums
    }
}

fn by_hour(desk: &Desk, plan: &FairPlan, body: Option<BodyId>) -> BTreeMap<u8, u32> {
    let mut by_hour = BTreeMap::new();
    if let Some(body) = body {
        let zone = plan.time_zone();
        for case in desk.cases().filter(|case| case.body == body) {
            let hour = case.filed_at.to_zoned(zone.clone()).hour();
            *by_hour.entry(u8::try_from(hour).unwrap_or(0)).or_default() += 1;
        }
        return by_hour;
    }
    for (hour, count) in desk.filed_by_hour().flat_map(|(_, hours)| (0..).zip(hours)) {
        if *count > 0 {
            *by_hour.entry(hour).or_default() += count;
        }
    }
    by_hour
}

/// Who a party is on the exhibitor list: as they said, or as the only exhibitor of their booth.
pub fn exhibitor_of(desk: &Desk, party: &Party) -> Option<ExhibitorId> {
    let alone = || match desk.booth(party.place.booth?)?.exhibitors.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    party.place.exhibitor.or_else(alone)
}

/// From complaints to the organiser alone.
fn repeats(desk: &Desk, own: &dyn Fn(&Case) -> bool) -> Repeats {
    let mut known: BTreeMap<ExhibitorId, (BTreeSet<_>, BTreeSet<_>)> = BTreeMap::new();
    for case in desk.complaints().filter(|case| case.complaint_seq.is_some() && own(case)) {
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
