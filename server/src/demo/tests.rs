//! The sample fair must obey every rule, show every state, and be as lively at midnight as at noon.

use std::collections::BTreeSet;

use domain::{
    case::{Ask, CaseKind, CaseState, Outcome, RightKind},
    measure::MeasureState,
    procedure::Way,
    referral::{Counterpart, Linkage, ReferralResult, ReferralState},
    register::Standing,
    staff::DutyState,
    ticket::{Lane, ParkReason, TicketState},
};

use super::*;
use crate::testing::{Browser, TestDesk};

mod market;

/// How long a market has stood where its today alone matters: past a Sunday, with cases that are over and one that is not.
const SOME_DAYS: i64 = 18;

/// A sample on a desk of its own, the market with its last days alone: to play its months takes a while.
async fn fill_lately(desk: &TestDesk, sample: Sample) {
    let _held = desk.app.hold_duties();
    match sample {
        Sample::Fair => super::fair(&desk.app, None).await.unwrap(),
        Sample::Market => super::market::stand(&desk.app, None, SOME_DAYS).await.unwrap(),
    }
}

/// Whoever mediates has one case in hand at most.
fn nobody_has_two_in_hand(desk: &TestDesk, sample: Sample) {
    let published = desk.app.now();
    for staff in published.desk.staff() {
        let held = published.desk.open_claims().filter(|ticket| ticket.mediator == Some(staff.id));
        let held: Vec<_> = held.map(|ticket| ticket.number.to_string()).collect();
        let name = published.names.called(staff.id);
        assert!(held.len() < 2, "{sample:?}: {name:?} has {held:?}");
    }
}

async fn filled() -> TestDesk {
    let desk = TestDesk::empty();
    fill(&desk.app, Sample::Fair, Some("http://desk.example:8080")).await.unwrap();
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
    for state in [
        CaseState::Submitted,
        CaseState::Accepted,
        CaseState::Agreed,
        CaseState::InSession,
        CaseState::Adjourned,
        CaseState::TermsAgreed,
    ] {
        assert!(cases.iter().any(|case| case.state == state), "{state:?}");
    }
    for reason in ParkReason::ALL {
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
    assert!(desk.shifts().count() > 8);
    let mediators = desk.staff().filter(|staff| staff.is(Role::Mediator));
    assert!(mediators.filter(|staff| staff.credentials.is_some()).count() == 7);
    let signs_in_by = |id| published.names.staff(id).map(|body| body.name.as_str());
    for staff in desk.staff() {
        assert_ne!(
            published.names.called(staff.id),
            signs_in_by(staff.id),
            "papers have a name for everybody"
        );
    }
    assert!(desk.exhibitors().filter(|exhibitor| !exhibitor.has_undertaken()).count() > 3);
    let lodged = |case: &&std::sync::Arc<domain::Case>| !desk.defences_in(case, Ask::Mediation).is_empty();
    assert!(cases.iter().any(lodged), "a statement lodged in advance opens on some case");
    let today = desk.fair().unwrap().plan.first_day.tomorrow().unwrap();
    let standings: BTreeSet<_> = desk.registrations().map(|right| right.standing(today)).collect();
    for standing in Standing::ALL.iter().filter(|standing| **standing != Standing::Withdrawn) {
        assert!(standings.contains(standing), "{standing:?}");
    }
}

#[tokio::test]
async fn nobody_has_two_cases_in_hand() {
    nobody_has_two_in_hand(&filled().await, Sample::Fair);
}

#[tokio::test]
async fn the_kiosk_of_the_sample_is_heard_and_prints() {
    let desk = filled().await;
    let published = desk.app.now();
    let kiosk = published.desk.devices().next().unwrap();
    let series = kiosk.series().unwrap();
    let own = published.desk.tickets().filter(|ticket| ticket.number.series == series).count();
    assert!(own >= 3, "people come to it: {own}");
    desk.app.tasks.spawn(kiosk::stand_in(desk.app.clone()));
    let contacts = &desk.app.devices().contacts;
    while contacts.last(kiosk.id).is_none() {
        tokio::task::yield_now().await;
    }
    let heard = contacts.last(kiosk.id).unwrap();
    assert_eq!((usize::try_from(heard.hello.minted).unwrap(), heard.hello.series), (own, series));
    assert_eq!(heard.hello.prints[0].number.count, heard.hello.minted);
    let organiser = published.desk.staff().find(|staff| staff.is(Role::Organiser)).unwrap().id;
    let page = desk.open("/office/devices", &format!("desk-session={}", desk.sign_in(organiser).await)).await;
    assert!(page.text.contains("Paper is running low") && page.text.contains("/office/devices/events"));
    desk.app.closing.cancel();
}

#[tokio::test]
async fn every_screen_of_the_procedure_has_something_to_show() {
    let desk = filled().await;
    let published = desk.app.now();
    let cases: Vec<_> = published.desk.cases().collect();
    let open: Vec<_> = cases.iter().filter(|case| case.state.is_open()).collect();
    let ways: BTreeSet<Way> =
        open.iter().flat_map(|case| case.respondents()).map(domain::case::Party::way).collect();
    for way in [Way::Named, Way::Noticed, Way::Served, Way::Accepted] {
        assert!(ways.contains(&way), "{way:?}");
    }
    let declined = |case: &domain::Case| case.respondents().iter().any(|party| party.way() == Way::Declined);
    assert!(cases.iter().any(|case| declined(case)));
    let appointed = open.iter().filter_map(|case| case.procedure.appointment.as_ref());
    assert!(appointed.clone().any(|fixed| fixed.from > desk.app.clock.now() && fixed.confirmed.len() == 1));
    assert!(open.iter().any(|case| case.state == CaseState::InSession && !case.procedure.record.is_empty()));
    let agreements: Vec<_> =
        open.iter().filter_map(|case| Some((case.state, case.procedure.agreement.as_ref()?))).collect();
    let of = |holds: &dyn Fn(&domain::procedure::Agreement) -> bool| {
        agreements.iter().any(|(state, known)| *state == CaseState::TermsAgreed && holds(known))
    };
    assert!(
        of(&|known| known.effective_at.is_none() && !known.signatures.is_empty()),
        "signatures are missing"
    );
    assert!(of(&|known| known.effective_at.is_some() && !known.oral), "in effect, not concluded");
    assert!(of(&|known| known.oral), "registered");
    let tracks: BTreeSet<_> =
        cases.iter().flat_map(|case| &case.measures).map(|track| track.state.code()).collect();
    for state in MeasureState::ALL.iter().filter(|state| **state != MeasureState::Filed) {
        assert!(tracks.contains(state.code()), "{state:?}");
    }
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

/// The days of a sample are all recorded on one, so what is entered late counts at once.
#[tokio::test]
async fn a_sample_says_of_nothing_that_it_counts_from_tomorrow_on() {
    let desk = filled().await;
    let (mut supervisor, _) = Browser::open(&desk).await;
    supervisor.sign_in("supervisor", "246810").await;
    let page = supervisor.get("/office/figures").await.text;
    assert!(page.contains("Counted up to the end of") && !page.contains("entered today"), "{page}");
    let page = desk.open("/figures", "lang=en").await.text;
    assert!(page.contains("Everything of the days before") && !page.contains("recorded before"), "{page}");
    let desk = TestDesk::new().await;
    assert!(desk.open("/figures", "lang=en").await.text.contains("Everything that was recorded before"));
}

#[tokio::test]
async fn the_small_hours_make_no_difference() {
    let desk = TestDesk::empty();
    let midnight = jiff::civil::date(2026, 3, 10).to_zoned(jiff::tz::TimeZone::system()).unwrap();
    desk.clock.set(midnight.timestamp().checked_add(jiff::SignedDuration::from_secs(40)).unwrap());
    fill(&desk.app, Sample::Fair, None).await.unwrap();
    desk.app.now().desk.assert_sound();
    assert!(samples(&desk.app).iter().all(|(_, path)| path.len() > 20));
    assert_eq!(samples(&desk.app).len(), 2);
}

#[tokio::test]
async fn no_case_goes_back_in_time_at_whatever_hour_it_is_looked_at() {
    let day = jiff::civil::date(2026, 3, 10);
    let clock =
        |hour, minute| day.at(hour, minute, 0, 0).to_zoned(jiff::tz::TimeZone::system()).unwrap().timestamp();
    let (midnight, opening) = (clock(0, 0), clock(9, 0));
    let hours = [(0, 30), (6, 0), (9, 5), (13, 0), (23, 50)];
    for (hour, minute) in hours {
        for sample in [Sample::Fair, Sample::Market] {
            let desk = TestDesk::empty();
            let now = clock(hour, minute);
            desk.clock.set(now);
            // What lies on earlier days is the same at whatever hour of today.
            if (hour, minute) == hours[0] {
                fill(&desk.app, sample, None).await.unwrap();
            } else {
                fill_lately(&desk, sample).await;
            }
            let published = desk.app.now();
            for case in published.desk.cases() {
                let told = format!("{sample:?} at {hour}:{minute:02}, {:?}", case.claimant().ticket);
                let at: Vec<_> = case.steps.iter().map(|step| step.at).collect();
                assert!(at.is_sorted(), "{told}: {at:?}");
                assert!(at.iter().all(|at| *at >= case.filed_at && *at <= now), "{told}: {at:?}");
                let early = at.iter().any(|at| midnight <= *at && *at < opening);
                assert!(!early || now < opening, "{told}: before the desk opened: {at:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_second_start_leaves_it_as_it_is() {
    let desk = filled().await;
    let before = desk.app.now().head;
    for sample in [Sample::Fair, Sample::Market] {
        fill(&desk.app, sample, None).await.unwrap();
        assert_eq!(desk.app.now().head, before, "{sample:?}");
    }
}

#[tokio::test]
async fn a_commercial_body_has_a_case_whose_cost_both_agreed_to_before_they_talked() {
    let desk = filled().await;
    let hint = desk.open("/sign-in", "lang=en").await.text;
    assert!(hint.contains("centre-head and centre-mediator"), "its people can be tried: {hint}");
    let published = desk.app.now();
    let body = published.desk.bodies().nth(1).unwrap();
    assert!(body.terms.kind.may_charge() && body.tariff().is_some());
    let of_it =
        |role| published.desk.staff().filter(|staff| staff.is(role) && staff.profile.body == body.id).count();
    assert_eq!((of_it(Role::Head), of_it(Role::Mediator)), (1, 1));
    let cases: Vec<_> = published.desk.cases().filter(|case| case.body == body.id).collect();
    assert_eq!(cases.len(), 1);
    let case = cases[0];
    let fee = case.procedure.fee().unwrap();
    assert!(case.is_fee_settled() && !fee.is_waived());
    assert_eq!((case.state, fee.answers.len()), (CaseState::Adjourned, 2));
}

#[tokio::test]
async fn one_case_is_with_an_authority_and_one_came_back_from_a_court() {
    let desk = filled().await;
    let published = desk.app.now();
    let referred: Vec<_> = published
        .desk
        .cases()
        .flat_map(|case| case.referrals.iter().map(move |known| (case, known)))
        .collect();
    let with = |wanted| referred.iter().find(|(_, known)| known.with == wanted).unwrap();
    let (there, out) = with(Counterpart::Authority);
    assert_eq!((out.linkage, out.state(), out.given.len()), (Linkage::Out, ReferralState::Received, 1));
    assert!(there.body.is_first() && there.elsewhere().is_some());
    let (back, court) = with(Counterpart::Court);
    assert!(matches!(court.ended, Some((ReferralResult::Returned, ..))), "{court:?}");
    assert!(!back.state.is_open(), "it was settled at the desk after all");
    // What went along is still what was drawn up.
    let (mut head, _) = Browser::open(&desk).await;
    head.sign_in("head", "246810").await;
    let page = format!("/counter/cases/{}", there.id);
    head.post(&page, &format!("{page}/read"), "reason=To+see+what+went+along").await;
    let bundle = head.get(&format!("{page}/referrals/{}/bundle.zip", out.id)).await;
    assert_eq!(bundle.status, axum::http::StatusCode::OK, "{}", bundle.text);
}
