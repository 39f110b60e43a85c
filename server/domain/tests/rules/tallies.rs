//! What is kept of one state's counts for the next never tells another figure than counting anew.

use std::collections::BTreeSet;

use domain::{
    Actor, Command, Desk, ExhibitorId,
    case::{Ask, Outcome, Reason},
    fair::FairPlan,
    figures::{Tallies, ToldFigures, counts, figures, told_figures, usual_waits},
    report::{Origin, ReportPeriod, ReportScope, periods, report, told_to_everybody},
    testing::{MEI, ORGANISER, TestFair, plan},
};
use proptest::prelude::*;

use super::properties::{live, step};

fn origin(exhibitor: ExhibitorId) -> Origin {
    if exhibitor.0[15].is_multiple_of(2) { Origin::Domestic } else { Origin::Foreign }
}

fn holds(kept: &mut Tallies, desk: &Desk, days: &BTreeSet<jiff::civil::Date>) {
    for day in days {
        let anew = figures(desk, *day, None);
        assert_eq!(kept.figures(desk, *day), anew, "the log of {day} at entry {}", desk.seq());
        assert_eq!(counts(desk, *day), domain::figures::DayFigures { rows: Vec::new(), ..anew });
    }
    let today = plan().day_of(desk.recorded_at());
    let of_time = [None].into_iter().chain(periods(desk, today).into_iter().map(Some));
    for period in of_time.collect::<Vec<Option<ReportPeriod>>>() {
        for body in desk.bodies().map(|body| Some(body.id)).chain([None]) {
            for before in [None, Some(today)] {
                let scope = ReportScope { body, period, before };
                let anew = report(&mut Tallies::default(), desk, scope, &origin);
                assert_eq!(report(kept, desk, scope, &origin), anew, "{scope:?} at entry {}", desk.seq());
            }
        }
    }
    let tomorrow = today.tomorrow().unwrap();
    for day in [today, tomorrow] {
        let told = told_to_everybody(kept, desk, day);
        assert_eq!(told, told_anew(desk, day), "to everybody on {day} at entry {}", desk.seq());
        let usual = usual_waits(kept, desk, day);
        let anew = usual_waits(&mut Tallies::default(), desk, day);
        assert_eq!(usual, anew, "waits before {day} at entry {}", desk.seq());
    }
}

/// What everybody reads, from the reports of all bodies and of each.
fn told_anew(desk: &Desk, today: jiff::civil::Date) -> ToldFigures {
    let days = |body| {
        let scope = ReportScope { body, period: None, before: Some(today) };
        report(&mut Tallies::default(), desk, scope, &origin).map(|report| report.days).unwrap_or_default()
    };
    let several = desk.bodies().filter(|_| desk.has_several_bodies());
    let own: Vec<_> = several.map(|body| days(Some(body.id))).collect();
    let own: Vec<_> = own.iter().map(Vec::as_slice).collect();
    told_figures(&days(None), today).among(&days(None), &own, today)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_counted_before_never_tells_another_figure(
        steps in prop::collection::vec(step(), 1..120),
        looks in prop::collection::vec(1_usize..40, 1..12),
    ) {
        let fair = live(&steps);
        let plan = plan();
        let (mut desk, mut kept, mut days) = (Desk::default(), Tallies::default(), BTreeSet::new());
        let mut looks = looks.into_iter().cycle();
        let mut next = looks.next().unwrap_or(1);
        for (stamp, event) in &fair.entries {
            desk.apply(stamp, &event.fact);
            days.insert(plan.day_of(stamp.occurred_at));
            next -= 1;
            if next == 0 {
                holds(&mut kept, &desk, &days);
                next = looks.next().unwrap_or(1);
            }
        }
        holds(&mut kept, &desk, &days);
    }
}

#[test]
fn a_state_that_is_older_than_what_is_kept_is_counted_by_itself() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    let before = fair.desk.clone();
    fair.ask(Actor::Staff(MEI), Command::ClaimTicket { ticket }).unwrap();
    let (outcome, reason) = (Outcome::NoAgreement, Reason::NoProspect);
    fair.ask(Actor::Staff(MEI), Command::ConcludeCase { case, outcome, reason, remark: None }).unwrap();
    let day = plan().day_of(fair.now);
    let mut kept = Tallies::default();
    assert_eq!(kept.figures(&fair.desk, day).concluded, 1);
    assert_eq!(kept.figures(&before, day).concluded, 0);
    assert_eq!(kept.figures(&fair.desk, day).concluded, 1);
}

#[test]
fn a_crowd_on_one_day_is_counted_again_only_where_something_changed_and_tells_the_same() {
    let (mut fair, mut kept) = (TestFair::new(), Tallies::default());
    let day = plan().day_of(fair.now);
    let mut same = |fair: &TestFair| holds(&mut kept, &fair.desk, &BTreeSet::from([day]));
    // Written down somewhere else, and brought to the desk when others were filed long since.
    let (first, middle) = (fair.dispute(&[Ask::Mediation]), fair.dispute(&[Ask::Mediation]));
    let mut late = None;
    for at in 0..20 {
        let (case, ticket) = fair.file().unwrap();
        same(&fair);
        if at == 10 {
            late = Some(fair.dispute(&[Ask::Mediation]));
        }
        if at % 3 == 1 {
            fair.ask(Actor::Staff(MEI), Command::ClaimTicket { ticket }).unwrap();
            let (outcome, reason) = (Outcome::NoAgreement, Reason::NoProspect);
            fair.ask(Actor::Staff(MEI), Command::ConcludeCase { case, outcome, reason, remark: None })
                .unwrap();
            same(&fair);
        }
    }
    for new in [middle, first].into_iter().chain(late) {
        fair.file_this(new).unwrap();
        same(&fair);
    }
}

#[test]
fn when_the_fair_moves_to_another_time_everything_is_counted_again() {
    let (mut fair, mut kept) = (TestFair::new(), Tallies::default());
    let (_, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    let days = BTreeSet::from([plan().day_of(fair.now), plan().day_of(fair.now).yesterday().unwrap()]);
    holds(&mut kept, &fair.desk, &days);
    let moved = FairPlan { zone: "Pacific/Honolulu".to_owned(), ..fair.desk.fair().unwrap().plan.clone() };
    fair.ask(Actor::Staff(ORGANISER), Command::AmendFair { plan: moved }).unwrap();
    holds(&mut kept, &fair.desk, &days);
}
