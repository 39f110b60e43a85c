//! What each mediator did in a fair, from facts alone: for fair shares, for allowances, for coaching.
//!
//! Outcomes stand beside what the work was, and there is no rate and no rank: whether sides settle is theirs to decide, and a mediator
//! who is judged by settlements presses for them (policy art 8).

use std::collections::BTreeMap;

use crate::{
    case::{CaseState, Outcome, RightKind},
    desk::Desk,
    figures::Spread,
    ids::StaffId,
    staff::Role,
    ticket::TicketState,
};

/// What one mediator did in the whole fair.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Workload {
    /// Cases they took, each once.
    pub taken: u32,
    /// Of them, those they have now and that are open.
    pub open: u32,
    /// Cases they gave back or that went back into line.
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

/// Everybody who mediates or did, in order of appointment.
pub fn workloads(desk: &Desk) -> BTreeMap<StaffId, Workload> {
    let mediators = desk.staff().filter(|staff| staff.roles.contains(&Role::Mediator));
    let mut all: BTreeMap<StaffId, Count> = mediators.map(|staff| (staff.id, Count::default())).collect();
    for case in desk.cases() {
        let lead = case.claimant().ticket.and_then(|number| desk.ticket(number));
        let periods = lead.map(|lead| lead.periods.as_slice()).unwrap_or_default();
        let mut took: Vec<StaffId> = Vec::new();
        for (at, period) in periods.iter().enumerate().filter(|(_, p)| p.state == TicketState::Claimed) {
            let Some(by) = period.by else { continue };
            let Some(count) = all.get_mut(&by) else { continue };
            if !took.contains(&by) {
                took.push(by);
                count.load.taken += 1;
                if let Some(right) = case.right {
                    *count.load.rights.entry(right).or_default() += 1;
                }
            }
            if let Some(next) = periods.get(at + 1) {
                let passed = next.from.duration_since(period.from).as_secs();
                count.preparation.push(u64::try_from(passed).unwrap_or(0));
                count.load.given_back += u32::from(next.state == TicketState::Waiting);
            }
        }
        if case.state.is_open()
            && let Some(count) = lead.and_then(|lead| lead.mediator).and_then(|by| all.get_mut(&by))
        {
            count.load.open += 1;
        }
        let began = case.steps.iter().filter(|step| step.kind == "SessionStarted");
        for (step, talk) in began.zip(&case.talks) {
            if let Some(count) = step.by.and_then(|by| all.get_mut(&by)) {
                count.load.talks += 1;
                count.talks.extend(talk.seconds());
            }
        }
        if let CaseState::Concluded { outcome, .. } = case.state {
            let ended = case.steps.iter().rev().find(|step| step.kind == "CaseConcluded");
            if let Some(count) = ended.and_then(|step| step.by).and_then(|by| all.get_mut(&by)) {
                *count.load.ended.entry(outcome).or_default() += 1;
            }
        }
    }
    for advice in desk.advice() {
        if let Some(count) = all.get_mut(&advice.staff) {
            count.load.advice += 1;
        }
    }
    all.into_iter().map(|(staff, count)| (staff, count.done())).collect()
}

#[derive(Default)]
struct Count {
    load: Workload,
    preparation: Vec<u64>,
    talks: Vec<u64>,
}

impl Count {
    fn done(self) -> Workload {
        Workload { preparation: Spread::of(self.preparation), talk: Spread::of(self.talks), ..self.load }
    }
}
