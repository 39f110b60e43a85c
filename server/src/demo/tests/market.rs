//! The sample market has its words, no last day, and some months behind it.

use domain::{
    aftercare::{Finding, ObligationState},
    fair::Weekday,
};

use super::*;

/// One market for all that is looked for at it: its months take a while to play, and nobody here adds anything to them.
#[tokio::test]
async fn a_newcomer_finds_months_of_work_in_the_words_of_a_market() {
    let desk = TestDesk::empty();
    fill(&desk.app, Sample::Market, Some("http://desk.example:8080")).await.unwrap();
    it_has_stood_for_some_months_and_has_no_last_day(&desk);
    its_cases_end_in_every_way_that_a_newcomer_looks_for(&desk);
    nobody_has_two_in_hand(&desk, Sample::Market);
    it_is_shown_in_the_words_of_a_market(&desk).await;
}

fn it_has_stood_for_some_months_and_has_no_last_day(desk: &TestDesk) {
    let published = desk.app.now();
    let desk = &published.desk;
    desk.assert_sound();
    let fair = desk.fair().unwrap();
    assert!(fair.demo && fair.address_confirmed);
    assert_eq!((fair.plan.venue, fair.plan.last_day), (Venue::Market, None));
    let today = fair.plan.day_of(desk.recorded_at());
    let begun: Vec<_> = fair.plan.days_until(today.yesterday().unwrap()).collect();
    assert!(begun.len() > 80, "{}", begun.len());
    for day in begun {
        assert!(desk.day_seal(day).is_some() && Weekday::of(day) != Weekday::Sunday, "{day}");
    }
    let months: BTreeSet<_> = desk.cases().map(|case| (case.day.year(), case.day.month())).collect();
    assert!(months.len() >= 3, "{months:?}");
    assert!(desk.cases().all(|case| case.day == today || fair.plan.opens_on(case.day)));
    assert!(desk.exhibitor_count() > 20 && !desk.has_several_bodies());
    let people = |role| desk.staff().filter(|staff| staff.is(role)).count();
    let roles = [Role::Organiser, Role::Head, Role::Mediator, Role::Supervisor, Role::Reception].map(people);
    assert_eq!(roles, [1, 1, 6, 1, 1], "as at the sample fair");
    assert!(desk.on_duty().count() >= 3);
}

fn its_cases_end_in_every_way_that_a_newcomer_looks_for(desk: &TestDesk) {
    let published = desk.app.now();
    let cases: Vec<_> = published.desk.cases().collect();
    for wanted in [Outcome::Settled, Outcome::Undertaking, Outcome::NoAgreement, Outcome::AdviceGiven] {
        let ended = |state| matches!(state, CaseState::Concluded { outcome, .. } if outcome == wanted);
        assert!(cases.iter().any(|case| ended(case.state)), "{wanted:?}");
    }
    let today = published.desk.fair().unwrap().plan.day_of(published.desk.recorded_at());
    let owed: Vec<_> =
        cases.iter().flat_map(|case| case.obligations()).map(|owed| owed.state(today)).collect();
    for wanted in [ObligationState::Open, ObligationState::Performed] {
        assert!(owed.contains(&wanted), "{wanted:?}: {owed:?}");
    }
    let visits = cases.iter().flat_map(|case| &case.aftercare.visits);
    assert!(visits.into_iter().any(|visit| visit.finding == Finding::All));
    let tracks: Vec<_> = cases.iter().flat_map(|case| &case.measures).map(|track| track.state).collect();
    assert_eq!(tracks, [MeasureState::Lifted], "a complaint, and what came of it");
    let open: BTreeSet<_> =
        published.desk.tickets().map(|ticket| ticket.state).filter(|state| state.is_open()).collect();
    for state in [TicketState::Waiting, TicketState::Attending, TicketState::Parked] {
        assert!(open.contains(&state), "{state:?}");
    }
}

async fn it_is_shown_in_the_words_of_a_market(desk: &TestDesk) {
    assert_eq!(samples(&desk.app).len(), 2);
    let home = desk.open("/", "lang=en").await.text;
    assert!(home.contains("Lantern Gate Market"), "{home}");
    let hint = desk.open("/sign-in", "lang=en").await.text;
    assert!(hint.contains("246810") && !hint.contains("centre-head"), "it has one body: {hint}");
    let (mut organiser, _) = Browser::open(desk).await;
    organiser.sign_in("organiser", "246810").await;
    let merchants = organiser.get("/office/exhibitors").await.text;
    assert!(merchants.contains("Merchants") && merchants.contains("Torvane Interiors"), "{merchants}");
    let report = organiser.get("/office/report").await.text;
    assert!(report.contains("name=\"period\"") && report.contains("Whole year"), "{report}");
}

#[tokio::test]
async fn it_can_be_looked_at_on_any_day_of_the_week_and_in_the_small_hours() {
    // A Sunday, a Monday, a Thursday.
    for day in [8, 9, 12] {
        let desk = TestDesk::empty();
        let midnight = jiff::civil::date(2026, 3, day).to_zoned(jiff::tz::TimeZone::system()).unwrap();
        desk.clock.set(midnight.timestamp().checked_add(jiff::SignedDuration::from_secs(40)).unwrap());
        fill(&desk.app, Sample::Market, None).await.unwrap();
        desk.app.now().desk.assert_sound();
        assert_eq!(samples(&desk.app).len(), 2, "{day}");
    }
}
