//! The sample fair must obey every rule, show every state, and be as lively at midnight as at noon.

use std::collections::BTreeSet;

use domain::{
    case::{Ask, CaseKind, CaseState, Outcome, RightKind},
    staff::DutyState,
    ticket::{Lane, ParkReason, TicketState},
};

use super::*;
use crate::testing::TestDesk;

async fn filled() -> TestDesk {
    let desk = TestDesk::empty();
    fill(&desk.app, Some("http://desk.example:8080")).await.unwrap();
    desk
}

#[tokio::test]
async fn every_state_can_be_seen() {
    let desk = filled().await;
    let published = desk.app.now();
    let desk = &published.desk;
    desk.assert_sound();
    let states: BTreeSet<_> = desk.tickets().map(|ticket| (ticket.lane, ticket.state)).collect();
    for state in TicketState::ALL {
        assert!(states.contains(&(Lane::Reception, *state)), "{state:?}");
    }
    for state in [TicketState::Waiting, TicketState::Called, TicketState::Attending, TicketState::Parked] {
        assert!(states.contains(&(Lane::Talks, state)), "talks {state:?}");
    }
    let cases: Vec<_> = desk.cases().collect();
    assert!(cases.len() >= 40, "{}", cases.len());
    for kind in CaseKind::ALL {
        assert!(cases.iter().any(|case| case.kind == *kind), "{kind:?}");
    }
    for right in RightKind::ALL {
        assert!(cases.iter().any(|case| case.right == Some(*right)), "{right:?}");
    }
    for wanted in Outcome::ALL {
        let ended = |state| matches!(state, CaseState::Concluded { outcome, .. } if outcome == *wanted);
        assert!(cases.iter().any(|case| ended(case.state)), "{wanted:?}");
    }
    for state in [CaseState::Submitted, CaseState::Agreed, CaseState::InSession, CaseState::Adjourned] {
        assert!(cases.iter().any(|case| case.state == state), "{state:?}");
    }
    for reason in ParkReason::ALL.iter().filter(|reason| **reason != ParkReason::Reply) {
        assert!(desk.tickets().any(|ticket| ticket.parked == Some(*reason)), "{reason:?}");
    }
    for asks in [&[Ask::Mediation][..], &[Ask::Measure], &[Ask::Mediation, Ask::Measure]] {
        assert!(cases.iter().any(|case| case.asks == asks), "{asks:?}");
    }
    assert!(cases.iter().any(|case| case.urgent.is_some() && case.state.is_open()));
    assert!(cases.iter().any(|case| case.respondents().len() > 2));
    assert!(cases.iter().any(|case| !case.missing.is_empty() && case.state.is_open()));
    assert!(cases.iter().filter(|case| !case.evidence.is_empty()).count() > 5);
    for state in [DutyState::On, DutyState::Break, DutyState::Off] {
        assert!(desk.staff().any(|staff| staff.is(Role::Mediator) && staff.duty == state), "{state:?}");
    }
    assert!(desk.exhibitor_count() > 190);
}

#[tokio::test]
async fn yesterday_is_sealed_and_something_came_late() {
    let desk = filled().await;
    let published = desk.app.now();
    let fair = published.desk.fair().unwrap();
    assert!(fair.demo && fair.address_confirmed);
    let yesterday = fair.plan.first_day;
    let seal = published.desk.day_seal(yesterday).unwrap();
    assert!(seal.carried > 0);
    assert_eq!(published.desk.late(yesterday).count(), 1);
    assert_eq!(*published.desk.rules(), App::line_rules(&desk.app.settings));
}

#[tokio::test]
async fn the_small_hours_make_no_difference() {
    let desk = TestDesk::empty();
    let midnight = jiff::civil::date(2026, 3, 10).to_zoned(jiff::tz::TimeZone::system()).unwrap();
    desk.clock.set(midnight.timestamp().checked_add(jiff::SignedDuration::from_secs(40)).unwrap());
    fill(&desk.app, None).await.unwrap();
    desk.app.now().desk.assert_sound();
    assert!(samples(&desk.app).iter().all(|(_, path)| path.len() > 20));
    assert_eq!(samples(&desk.app).len(), 2);
}

#[tokio::test]
async fn a_second_start_leaves_it_as_it_is() {
    let desk = filled().await;
    let before = desk.app.now().head;
    fill(&desk.app, None).await.unwrap();
    assert_eq!(desk.app.now().head, before);
}
