//! What each mediator did: counted from facts, without a rate and without a rank.

use std::collections::BTreeMap;

use domain::{
    Command, Desk, StaffId,
    case::{CaseState, Outcome, Reason},
    figures::Spread,
    staff::Role,
    testing::{MEI, TOM, TestFair, plan},
    ticket::{ReleaseReason, TicketState},
    workload::{Workload, workloads, workloads_between},
};

/// What [`workloads`] tells, by going over every case.
pub(crate) fn walked(desk: &Desk) -> BTreeMap<StaffId, Workload> {
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
                let back = next.state == TicketState::Waiting && next.lane == period.lane;
                count.load.given_back += u32::from(back);
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

#[test]
fn work_counts_for_who_did_it() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.pass(5);
    fair.by(MEI, Command::ReleaseTicket { ticket, reason: ReleaseReason::OffDuty, remark: None }).unwrap();
    fair.claim(TOM, ticket).unwrap();
    fair.pass(7);
    fair.call(TOM, ticket).unwrap();
    fair.check_in(TOM, ticket).unwrap();
    let (outcome, reason) = (Outcome::Withdrawn, Reason::ApplicantWithdrew);
    fair.by(TOM, Command::ConcludeCase { case, outcome, reason, remark: None }).unwrap();
    fair.by(TOM, Command::GiveAdvice { hall: None, right: None }).unwrap();
    let all = workloads(&fair.desk);
    let (mei, tom) = (&all[&MEI], &all[&TOM]);
    assert_eq!((mei.taken, mei.open, mei.given_back, mei.ended.len()), (1, 0, 1, 0));
    assert_eq!((tom.taken, tom.open, tom.given_back, tom.advice), (1, 0, 0, 1));
    assert_eq!(tom.ended.iter().collect::<Vec<_>>(), [(&outcome, &1)]);
    assert_eq!(mei.preparation.unwrap().median_s, 5 * 60);
    assert_eq!(tom.preparation.unwrap().median_s, 7 * 60);
    assert_eq!(tom.rights.len(), 1);
}

#[test]
fn a_talk_counts_for_who_began_it_and_only_its_end_has_a_length() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    let all = workloads(&fair.desk);
    assert_eq!((all[&MEI].talks, all[&MEI].given_back), (0, 0), "it stands in the other line");
    fair.gather(MEI, case).unwrap();
    fair.pass(20);
    assert_eq!((workloads(&fair.desk)[&MEI].talks, workloads(&fair.desk)[&MEI].talk), (1, None));
    assert_eq!(workloads(&fair.desk)[&TOM].talks, 0);
}

#[test]
fn each_deed_counts_on_its_own_day() {
    let mut fair = TestFair::new();
    let first = plan().first_day;
    let second = first.tomorrow().unwrap();
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.by(MEI, Command::GiveAdvice { hall: None, right: None }).unwrap();
    fair.pass(24 * 60);
    fair.call(MEI, ticket).unwrap();
    fair.check_in(MEI, ticket).unwrap();
    let (outcome, reason) = (Outcome::Withdrawn, Reason::ApplicantWithdrew);
    fair.by(MEI, Command::ConcludeCase { case, outcome, reason, remark: None }).unwrap();
    let of = |from, until| workloads_between(&fair.desk, from, until)[&MEI].clone();
    let (before, after, both) = (of(first, first), of(second, second), of(first, second));
    assert_eq!((before.taken, before.advice, before.ended.len()), (1, 1, 0));
    assert_eq!(before.preparation.map(|spread| spread.median_s), Some(24 * 3600));
    assert_eq!((after.taken, after.advice, after.ended.len()), (0, 0, 1));
    assert_eq!((after.preparation, after.rights.len()), (None, 0));
    assert_eq!(both, workloads(&fair.desk)[&MEI]);
    assert_eq!(of(second, first), Workload::default(), "no day lies between");
}
