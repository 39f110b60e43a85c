//! What each mediator did: counted from facts, without a rate and without a rank.

use domain::{
    Command,
    case::{Outcome, Reason},
    testing::{MEI, TOM, TestFair},
    ticket::ReleaseReason,
    workload::workloads,
};

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
    assert_eq!(workloads(&fair.desk)[&MEI].talks, 0);
    fair.gather(MEI, case).unwrap();
    fair.pass(20);
    assert_eq!((workloads(&fair.desk)[&MEI].talks, workloads(&fair.desk)[&MEI].talk), (1, None));
    assert_eq!(workloads(&fair.desk)[&TOM].talks, 0);
}
