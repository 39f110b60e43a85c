//! Counting a whole fair, or as much of a desk as a report is of. What is kept from one state to the next stands in
//! `figures/tallies.rs`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date};

use super::{
    Brought, FairReport, HeldBack, Origin, OwnLines, Repeats, ReportPeriod, ReportScope, scope::Within,
};
use crate::{
    case::{Case, Party},
    desk::Desk,
    fair::FairPlan,
    figures::{DayFigures, Spread, Tallies, ToldFigures, add_all, in_force, told_figures},
    ids::{BodyId, CaseId, ExhibitorId, ProductClass},
    referral::{Counterpart, Linkage, ReferralResult},
};

/// Tells where an exhibitor comes from.
pub type OriginOf<'a> = &'a (dyn Fn(ExhibitorId) -> Origin + Sync);

/// The report of what a scope says, as the Desk knows it, and with that of a year those of its quarters; `None` before there is a fair.
/// One that leaves the day that runs out is of what was recorded before that day. What was counted for an earlier one is in `kept`, if
/// anything.
pub fn report(
    kept: &mut Tallies,
    desk: &Desk,
    scope: ReportScope,
    origin: OriginOf<'_>,
) -> Option<FairReport> {
    let begun = scope.before.map(|day| desk.as_the_day_began(day));
    let desk = begun.as_ref().unwrap_or(desk);
    let plan = &desk.fair()?.plan;
    let today = scope.before.unwrap_or_else(|| plan.day_of(desk.recorded_at()));
    // Whatever a report is of: everybody reads the whole desk.
    let everybody = told_figures(&flows(kept, desk, plan, None), today);
    let of_year = scope.period.map(ReportPeriod::quarters).unwrap_or_default();
    let begun = of_year.into_iter().filter(|quarter| quarter.bounds().0 <= today);
    let quarters = begun.filter_map(|quarter| {
        let period = Some(ReportPeriod::Quarter(quarter));
        by_itself(kept, desk, ReportScope { period, ..scope }, origin, everybody.clone())
    });
    let quarters = quarters.collect();
    Some(FairReport { quarters, ..by_itself(kept, desk, scope, origin, everybody)? })
}

fn by_itself(
    kept: &mut Tallies,
    desk: &Desk,
    scope: ReportScope,
    origin: OriginOf<'_>,
    everybody: ToldFigures,
) -> Option<FairReport> {
    let plan = &desk.fair()?.plan;
    let within = Within::of(plan, scope);
    let (first_day, last_day) = within.span(plan, plan.day_of(desk.recorded_at()));
    let (mut days, mut waits, mut talks) = (Vec::new(), Vec::new(), Vec::new());
    let now = desk.recorded_at();
    let running = scope.before.unwrap_or_else(|| plan.day_of(now));
    let mut kept_back = None;
    let brought = within
        .days
        .contains(&running)
        .then(|| kept.brought(desk, scope, running, &|ids| Brought::of(desk, ids, plan, &within, running)));
    let mut talks_then = Vec::new();
    // Every wait and every talk ends on some day.
    for day in report_days(desk, plan).into_iter().filter(|day| within.days.contains(day)) {
        let mut counted = kept.counted(desk, day, scope.body);
        waits.append(&mut counted.waits);
        // Of a report that leaves the day that runs out, no wait may tell that a ticket was called on it.
        if scope.before.is_none() {
            waits.append(&mut counted.told_later);
        }
        if let Some(Brought { held, days }) = brought.as_ref().filter(|_| day <= running) {
            let as_it_began = desk.before_today().filter(|_| days.contains(&day));
            match as_it_began {
                _ if day == running => {
                    let talks_before = Spread::of(std::mem::take(&mut talks_then));
                    kept_back = Some(HeldBack { missed: counted.figures.no_shows, talks_before, ..*held });
                }
                Some(begun) => talks_then.extend(kept.talks_then(begun, day, scope.body)),
                None => talks_then.extend(&counted.talks),
            }
        }
        talks.append(&mut counted.talks);
        days.push(counted.figures);
    }
    let sums = kept.whole(desk, scope, &|ids| Whole::of(desk, ids, &within, origin));
    let repeats = sums.repeats();
    let carried_over = scope.period.map_or(sums.carried_over, |period| {
        let (first, _) = period.bounds();
        within.open_before(desk, plan, first)
    });
    // Where nothing has happened yet in a period, what is in force was ordered before it.
    let over = scope.before.and_then(|day| day.yesterday().ok());
    let last_known = days.last().map_or_else(|| over.unwrap_or(last_day).min(last_day), |day| day.day);
    let in_force = in_force(desk, last_known, scope.body);
    Some(FairReport {
        scope,
        quarters: Vec::new(),
        first_day,
        last_day,
        as_of: scope.before.map_or(now, |day| plan.bounds_of(day).0.min(now)),
        running,
        held_back: kept_back,
        everybody,
        open: within.open(desk, plan),
        accepted: sums.accepted,
        talked: sums.talked,
        agreements: sums.agreements,
        carried_over,
        urgent: sums.urgent,
        respondents: sums.respondents,
        by_origin: sums.by_origin,
        by_product: sums.by_product,
        own_lines: OwnLines::of(desk, plan, &days),
        by_hour: if within.is_of_one_body() { sums.by_hour } else { by_hour(desk, &within) },
        wait: Spread::of(waits),
        talk: Spread::of(talks),
        in_force,
        repeats,
        by_counterpart: sums.by_counterpart,
        by_result: sums.by_result,
        // Nobody can tell when an answer was given, and of which body's case it is.
        survey: desk.survey().filter(|_| scope.is_whole()).cloned(),
        days,
    })
}

/// What everybody reads of a desk in numbers, of the days before `today` and of what was recorded before it. It stands in no report: of a
/// desk with several mediation bodies it tells no head, who knows the own figures to the last case, a small number of another body either.
pub fn told_to_everybody(kept: &mut Tallies, desk: &Desk, today: Date) -> ToldFigures {
    let desk = &desk.as_the_day_began(today);
    let mut of = |body| desk.fair().map_or_else(Vec::new, |fair| flows(kept, desk, &fair.plan, body));
    let days = of(None);
    let several = desk.bodies().filter(|_| desk.has_several_bodies());
    let own: Vec<_> = several.map(|body| of(Some(body.id))).collect();
    let own: Vec<_> = own.iter().map(Vec::as_slice).collect();
    told_figures(&days, today).among(&days, &own, today)
}

/// What came to each day of a desk, ended on it and stayed open: of every mediation body, or of one.
fn flows(kept: &mut Tallies, desk: &Desk, plan: &FairPlan, body: Option<BodyId>) -> Vec<DayFigures> {
    report_days(desk, plan).into_iter().map(|day| kept.flow(desk, day, body)).collect()
}

/// The days of the fair that have begun, any other on which something came of cases or at the desk, and those that were sealed. That a
/// file was given, laid away or erased adds none: it may be years later, and the report of the fair stays as it was.
pub fn report_days(desk: &Desk, plan: &FairPlan) -> BTreeSet<Date> {
    let begun = desk.days_begun(plan.day_of(desk.recorded_at()));
    begun.chain(desk.days_told()).chain(desk.sealed_days()).collect()
}

pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// What is counted over all cases, whatever their day, as far as it happened within what is counted.
#[derive(Debug, Default)]
pub(crate) struct Whole {
    accepted: u32,
    talked: u32,
    agreements: u32,
    carried_over: u32,
    urgent: u32,
    respondents: u32,
    by_origin: BTreeMap<Origin, u32>,
    by_product: BTreeMap<ProductClass, u32>,
    /// Of one body's cases alone: those of all are known without going over them.
    by_hour: BTreeMap<u8, u32>,
    by_counterpart: BTreeMap<(Linkage, Counterpart), u32>,
    by_result: BTreeMap<(Linkage, Option<ReferralResult>), u32>,
    /// In how many complaints to the organiser a respondent stands, and in how many of them there was an order.
    complained: BTreeMap<ExhibitorId, (u32, u32)>,
}

impl Whole {
    fn of(desk: &Desk, ids: &[CaseId], within: &Within, origin: OriginOf<'_>) -> Self {
        let mut sums = Self::default();
        let mut origins: BTreeMap<ExhibitorId, Origin> = BTreeMap::new();
        let zone = desk.fair().filter(|_| within.is_of_one_body()).map(|fair| fair.plan.time_zone());
        let happened = |at: Option<Timestamp>| u32::from(at.is_some_and(|at| within.moments.contains(&at)));
        for case in ids.iter().filter_map(|id| desk.case(*id)).filter(|case| within.owns(case)) {
            sums.accepted += happened(case.procedure.accepted_at);
            sums.talked += happened(case.talks.first().map(|talk| talk.from));
            sums.agreements += happened(case.procedure.in_effect());
            for known in case.referrals.iter().filter(|known| known.has_moved()) {
                if within.days.contains(&known.sent.unwrap_or(known.since)) {
                    let result = known.ended.map(|(result, ..)| result);
                    *sums.by_counterpart.entry((known.linkage, known.with)).or_default() += 1;
                    *sums.by_result.entry((known.linkage, result)).or_default() += 1;
                }
            }
            if !within.filed(case) {
                continue;
            }
            sums.carried_over += u32::from(case.procedure.carried_over.is_some());
            sums.urgent += u32::from(case.urgent.is_some());
            sums.respondents += number(case.respondents().len());
            if let Some(zone) = &zone {
                let hour = u8::try_from(zone.to_datetime(case.filed_at).hour()).unwrap_or(0);
                *sums.by_hour.entry(hour).or_default() += 1;
            }
            if let Some(class) = &case.procedure.product_class {
                *sums.by_product.entry(class.clone()).or_default() += 1;
            }
            let parties = case.parties.iter().map(|party| {
                let known = exhibitor_of(desk, party);
                known.map_or(Origin::Unknown, |id| *origins.entry(id).or_insert_with(|| origin(id)))
            });
            *sums.by_origin.entry(Origin::together(parties)).or_default() += 1;
            sums.add_complaint(desk, case);
        }
        sums
    }

    fn add_complaint(&mut self, desk: &Desk, case: &Case) {
        if case.complaint_seq.is_none() {
            return;
        }
        // One exhibitor may stand in a case with two booths.
        let mut named: BTreeMap<ExhibitorId, bool> = BTreeMap::new();
        for party in case.respondents() {
            let Some(exhibitor) = exhibitor_of(desk, party) else { continue };
            let ordered = case.measure(party.place.id).is_some_and(|measure| !measure.orders.is_empty());
            *named.entry(exhibitor).or_default() |= ordered;
        }
        for (exhibitor, ordered) in named {
            let (complained, measured) = self.complained.entry(exhibitor).or_default();
            *complained += 1;
            *measured += u32::from(ordered);
        }
    }

    /// From complaints to the organiser alone.
    fn repeats(&self) -> Repeats {
        let more_than_once = |of: fn(&(u32, u32)) -> u32| {
            number(self.complained.values().filter(|known| of(known) > 1).count())
        };
        Repeats {
            respondents: number(self.complained.len()),
            complained: more_than_once(|(complained, _)| *complained),
            measured: more_than_once(|(_, measured)| *measured),
        }
    }

    /// Adds what was counted of other cases.
    pub(crate) fn add(&mut self, other: &Self) {
        self.accepted += other.accepted;
        self.talked += other.talked;
        self.agreements += other.agreements;
        self.carried_over += other.carried_over;
        self.urgent += other.urgent;
        self.respondents += other.respondents;
        add_all(&mut self.by_origin, &other.by_origin);
        add_all(&mut self.by_product, &other.by_product);
        add_all(&mut self.by_hour, &other.by_hour);
        add_all(&mut self.by_counterpart, &other.by_counterpart);
        add_all(&mut self.by_result, &other.by_result);
        for (exhibitor, (complained, measured)) in &other.complained {
            let known = self.complained.entry(*exhibitor).or_default();
            *known = (known.0 + complained, known.1 + measured);
        }
    }
}

/// Filed, by hour of the day, as it is kept of all bodies together.
fn by_hour(desk: &Desk, within: &Within) -> BTreeMap<u8, u32> {
    let mut by_hour = BTreeMap::new();
    let days = desk.filed_by_hour().filter(|(day, _)| within.days.contains(day));
    for (hour, count) in days.flat_map(|(_, hours)| (0..).zip(hours)) {
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
