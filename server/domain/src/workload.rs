//! What each mediator did in a fair, from facts alone: for fair shares, for allowances, for coaching.
//!
//! Outcomes stand beside what the work was, and there is no rate and no rank: whether sides settle is theirs to decide, and a mediator
//! who is judged by settlements presses for them (policy art 8).

use std::{collections::BTreeMap, sync::Arc};

use imbl::OrdMap;
use jiff::{Timestamp, civil::Date};

use crate::{
    case::{Case, CaseState, Outcome, RightKind},
    desk::Desk,
    figures::Spread,
    ids::StaffId,
    staff::Role,
    ticket::{Ticket, TicketState},
};

/// What one mediator did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Workload {
    /// Cases they took, each once.
    pub taken: u32,
    /// Of them, those they have now and that are open.
    pub open: u32,
    /// Cases they gave back or that went back into the line they were taken from.
    pub given_back: u32,
    /// How long each time took from taking a case in reception to its next step, in seconds.
    pub preparation: Option<Spread>,
    /// Talks they began.
    pub talks: u32,
    /// How long those took, in seconds.
    pub talk: Option<Spread>,
    /// Cases that they ended, by outcome.
    pub ended: BTreeMap<Outcome, u32>,
    /// Cases that they took, by right.
    pub rights: BTreeMap<RightKind, u32>,
    /// Advice they gave without a ticket.
    pub advice: u32,
}

/// Everybody who mediates or did, in order of appointment. What was done in cases that are over was added up when each ended, so that
/// only the open ones are looked at.
pub fn workloads(desk: &Desk) -> BTreeMap<StaffId, Workload> {
    let mut all = desk.worked().clone();
    for case in desk.open_cases() {
        add(&mut all, case, lead_of(desk, case));
    }
    told(desk, &all, |_| true)
}

/// The same of what was done from one day to another, both included: each deed counts on its own day, a talk and the time to the next
/// step on the day on which they began. What is open is so now.
pub fn workloads_between(desk: &Desk, from: Date, until: Date) -> BTreeMap<StaffId, Workload> {
    let day_of = |at| desk.fair().map(|fair| fair.plan.day_of(at));
    let within = |at| day_of(at).is_some_and(|day| (from..=until).contains(&day));
    let mut all = Works::new();
    for case in desk.cases_between(from, until) {
        add_within(&mut all, case, lead_of(desk, case), within);
    }
    told(desk, &all, within)
}

fn lead_of<'a>(desk: &'a Desk, case: &Case) -> Option<&'a Ticket> {
    case.claimant().ticket.and_then(|number| desk.ticket(number)).map(AsRef::as_ref)
}

/// What was added up of cases, with the advice that counts and what is open now.
fn told(desk: &Desk, all: &Works, counts: impl Fn(Timestamp) -> bool) -> BTreeMap<StaffId, Workload> {
    let mut open: BTreeMap<StaffId, u32> = BTreeMap::new();
    for by in desk.open_cases().filter_map(|case| lead_of(desk, case)?.mediator) {
        *open.entry(by).or_default() += 1;
    }
    let mut advice: BTreeMap<StaffId, u32> = BTreeMap::new();
    for given in desk.advice().filter(|given| counts(given.at)) {
        *advice.entry(given.staff).or_default() += 1;
    }
    let mediators = desk.staff().filter(|staff| staff.roles.contains(&Role::Mediator));
    let one = |id: StaffId| Workload {
        open: open.get(&id).copied().unwrap_or(0),
        advice: advice.get(&id).copied().unwrap_or(0),
        ..all.get(&id).map(|work| work.load()).unwrap_or_default()
    };
    mediators.map(|staff| (staff.id, one(staff.id))).collect()
}

/// What was done in some cases, by who did it.
pub(crate) type Works = OrdMap<StaffId, Arc<Work>>;

/// What one person did in some cases, added up.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Work {
    taken: u32,
    given_back: u32,
    talks: u32,
    ended: OrdMap<Outcome, u32>,
    rights: OrdMap<RightKind, u32>,
    /// How often each number of seconds passed from taking a case to its next step.
    preparation: OrdMap<u64, u32>,
    /// How often a talk took each number of seconds.
    talk: OrdMap<u64, u32>,
}

impl Work {
    fn load(&self) -> Workload {
        Workload {
            taken: self.taken,
            open: 0,
            given_back: self.given_back,
            preparation: Spread::of_counted(&self.preparation),
            talks: self.talks,
            talk: Spread::of_counted(&self.talk),
            ended: self.ended.iter().map(|(outcome, count)| (*outcome, *count)).collect(),
            rights: self.rights.iter().map(|(right, count)| (*right, *count)).collect(),
            advice: 0,
        }
    }
}

/// Adds what was done in a case, of which this is the claimant's ticket.
pub(crate) fn add(works: &mut Works, case: &Case, lead: Option<&Ticket>) {
    add_within(works, case, lead, |_| true);
}

/// The same of what was done at moments that count.
fn add_within(works: &mut Works, case: &Case, lead: Option<&Ticket>, counts: impl Fn(Timestamp) -> bool) {
    let periods = lead.map(|lead| lead.periods.as_slice()).unwrap_or_default();
    let mut took: Vec<StaffId> = Vec::new();
    for (at, period) in periods.iter().enumerate().filter(|(_, p)| p.state == TicketState::Claimed) {
        let Some(by) = period.by else { continue };
        let work = work_of(works, by);
        if counts(period.from) && !took.contains(&by) {
            took.push(by);
            work.taken += 1;
            if let Some(right) = case.right {
                one_more(&mut work.rights, right);
            }
        }
        let Some(next) = periods.get(at + 1) else { continue };
        if counts(period.from) {
            let passed = next.from.duration_since(period.from).as_secs();
            one_more(&mut work.preparation, u64::try_from(passed).unwrap_or(0));
        }
        if counts(next.from) {
            // Whoever opens the talks of a case puts it into the other line, and gives nothing back.
            let back = next.state == TicketState::Waiting && next.lane == period.lane;
            work.given_back += u32::from(back);
        }
    }
    let began = case.steps.iter().filter(|step| step.kind == "SessionStarted");
    for (step, talk) in began.zip(&case.talks).filter(|(step, _)| counts(step.at)) {
        let Some(by) = step.by else { continue };
        let work = work_of(works, by);
        work.talks += 1;
        if let Some(seconds) = talk.seconds() {
            one_more(&mut work.talk, seconds);
        }
    }
    if let CaseState::Concluded { outcome, .. } = case.state {
        let ended = case.steps.iter().rev().find(|step| step.kind == "CaseConcluded");
        if let Some(by) = ended.filter(|step| counts(step.at)).and_then(|step| step.by) {
            one_more(&mut work_of(works, by).ended, outcome);
        }
    }
}

fn work_of(works: &mut Works, by: StaffId) -> &mut Work {
    Arc::make_mut(works.entry(by).or_default())
}

fn one_more<K: Ord + Clone>(counts: &mut OrdMap<K, u32>, key: K) {
    *counts.entry(key).or_default() += 1;
}
