//! The figures of a day.

use domain::{
    Actor, CaseId, Command, Fact, HallId, StaffId, TicketNumber,
    body::MeasureBody,
    case::{Ask, CaseKind, Outcome, Reason, RightKind},
    figures::{
        DayFigures, DutyFigures, OutcomeCount, RowFilter, Shown, Spread, Tallies, as_sealed, figures, hours,
        suppressed, told_figures, usual_waits,
    },
    measure::{Basis, MeasureAction, MeasureKind},
    procedure::{Service, ServiceMethod},
    report::{Origin, ReportScope, report},
    staff::DutyState,
    testing::{HEAD, MEI, ORGANISER, TOM, TestFair, person},
    ticket::TicketState,
};
use jiff::civil::{Date, date};

const FIRST: Date = date(2026, 3, 10);
const SECOND: Date = date(2026, 3, 11);

fn of(fair: &TestFair, day: Date) -> DayFigures {
    figures(&fair.desk, day, None)
}

fn on_duty(staff: StaffId, on_min: u64, break_min: u64) -> DutyFigures {
    DutyFigures { staff, on_min, break_min, corrected: None, since: None }
}

/// One settled after a talk of 40 minutes, one answered, one that never came once, one untouched.
fn busy_day() -> TestFair {
    let mut fair = TestFair::new();
    let (talked, first) = fair.file().unwrap();
    let question = fair.question();
    let (question, second) = fair.file_this(question).unwrap();
    let (_, third) = fair.file().unwrap();
    let mut complaint = fair.dispute(&[Ask::Measure]);
    complaint.hall = Some(HallId("2".to_owned()));
    complaint.right = Some(RightKind::Trademark);
    fair.file_this(complaint).unwrap();
    fair.pass(5);
    fair.receive(MEI, first).unwrap();
    fair.pass(5);
    fair.receive(TOM, second).unwrap();
    fair.conclude(TOM, question, Outcome::AdviceGiven, Reason::Other).unwrap();
    fair.agree_to_talk(MEI, talked).unwrap();
    fair.gather(MEI, talked).unwrap();
    fair.claim(TOM, third).unwrap();
    fair.call(TOM, third).unwrap();
    fair.pass(1);
    fair.miss(TOM, third).unwrap();
    fair.by(HEAD, Command::GiveAdvice { hall: None, right: Some(RightKind::Design) }).unwrap();
    fair.pass(39);
    fair.settle(MEI, talked).unwrap();
    fair.sweep().unwrap();
    fair
}

#[test]
fn a_day_is_counted() {
    let fair = busy_day();
    let day = of(&fair, FIRST);
    assert_eq!((day.filed, day.carried_in, day.concluded, day.open_at_close), (4, 0, 2, 2));
    assert_eq!(day.by_kind[&CaseKind::Dispute], 3);
    assert_eq!(day.by_kind[&CaseKind::Enquiry], 1);
    assert_eq!((day.by_right[&RightKind::Design], day.by_right[&RightKind::Trademark]), (2, 1));
    assert_eq!((day.by_hall[&HallId("1".to_owned())], day.by_hall[&HallId("2".to_owned())]), (3, 1));
    assert_eq!((day.by_ask[&Ask::Mediation], day.by_ask[&Ask::Measure]), (2, 1));
    assert_eq!(day.by_outcome()[&Outcome::Settled], 1);
    assert_eq!(day.outcomes.len(), 2);
    assert_eq!(day.no_shows, 1);
    // Who stands in line again counts as little as the list tells of them.
    assert_eq!(day.wait, Some(Spread { count: 2, median_s: 300, p90_s: 600, longest_s: 600 }));
    assert_eq!(day.session, Some(Spread { count: 1, median_s: 2400, p90_s: 2400, longest_s: 2400 }));
    // The settled case, the answered question; two still in line.
    assert_eq!((day.tickets[&TicketState::Closed], day.tickets[&TicketState::Waiting]), (2, 2));
    assert_eq!((day.advice.count, day.advice.by_right[&RightKind::Design]), (1, 1));
    assert_eq!(day.duty, [on_duty(MEI, 50, 0), on_duty(TOM, 50, 0)]);
}

#[test]
fn each_case_has_a_row_and_filters_choose_among_them() {
    let fair = busy_day();
    let day = of(&fair, FIRST);
    let settled = &day.rows[0];
    assert_eq!(settled.ticket.to_string(), "A-001");
    assert_eq!((settled.outcome, settled.waited_s), (Some(Outcome::Settled), Some(300)));
    let missed = &day.rows[2];
    assert_eq!((missed.misses, missed.state), (1, TicketState::Waiting));
    let kept = |filter: RowFilter| day.rows(&filter).count();
    assert_eq!(kept(RowFilter::default()), 4);
    assert_eq!(kept(RowFilter { kind: Some(CaseKind::Enquiry), ..RowFilter::default() }), 1);
    assert_eq!(kept(RowFilter { right: Some(RightKind::Trademark), ..RowFilter::default() }), 1);
    assert_eq!(kept(RowFilter { hall: Some(HallId("1".to_owned())), ..RowFilter::default() }), 3);
    assert_eq!(kept(RowFilter { outcome: Some(Outcome::Settled), ..RowFilter::default() }), 1);
    assert_eq!(kept(RowFilter { state: Some(TicketState::Waiting), ..RowFilter::default() }), 2);
}

#[test]
fn booths_are_listed_for_complaints_alone() {
    let mut fair = TestFair::new();
    let exhibitor = fair.enrol("Lumen", &["1/A10"]).unwrap();
    let booth = fair.desk.exhibitor(exhibitor).unwrap().booths[0];
    for asks in [vec![Ask::Mediation], vec![Ask::Measure], vec![Ask::Mediation, Ask::Measure]] {
        let mut new = fair.dispute(&asks);
        new.respondents[0].place.booth = Some(booth);
        fair.file_this(new).unwrap();
    }
    let booths: Vec<_> = of(&fair, FIRST).rows.iter().map(|row| row.booths.len()).collect();
    assert_eq!(booths, [0, 1, 1]);
}

#[test]
fn what_stays_open_is_carried_and_a_day_that_is_over_does_not_change() {
    let mut fair = busy_day();
    let before = of(&fair, FIRST);
    fair.pass(24 * 60);
    let (case, ticket) = (before.rows[2].case, before.rows[2].ticket);
    fair.receive(MEI, ticket).unwrap();
    fair.conclude(MEI, case, Outcome::NoAgreement, Reason::NoProspect).unwrap();
    let first = of(&fair, FIRST);
    assert_eq!((&first.rows, first.open_at_close, &first.outcomes), (&before.rows, 2, &before.outcomes));
    let second = of(&fair, SECOND);
    assert_eq!((second.filed, second.carried_in, second.concluded, second.open_at_close), (0, 2, 1, 1));
    assert!(second.rows.iter().all(|row| row.carried_in));
    // First called on the first day: it is no wait of this one.
    assert_eq!(second.wait, None);
    assert_eq!(of(&fair, date(2026, 3, 12)).carried_in, 1);
}

/// Waits that the day counts, those that its list tells, and those of its hours.
fn waits(fair: &TestFair, day: &DayFigures) -> [u32; 3] {
    let told = day.rows.iter().filter(|row| row.wait_ended).count();
    let of_hours = hours(&fair.desk, day).iter().filter_map(|hour| Some(hour.wait?.count)).sum();
    [day.wait.map_or(0, |wait| wait.count), u32::try_from(told).unwrap(), of_hours]
}

#[test]
fn no_count_of_waits_tells_who_was_received_and_waits_for_talks() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.file().unwrap();
    let reported = |fair: &TestFair| {
        let whole = report(&mut Tallies::default(), &fair.desk, ReportScope::WHOLE, &|_| Origin::Unknown);
        whole.unwrap().wait
    };
    fair.pass(5);
    fair.receive(MEI, ticket).unwrap();
    assert_eq!(waits(&fair, &of(&fair, FIRST)), [1, 1, 1], "it is told of who is there");
    fair.agree_to_talk(MEI, case).unwrap();
    assert_eq!(waits(&fair, &of(&fair, FIRST)), [0, 0, 0], "one of the two waits for talks");
    assert_eq!(reported(&fair), None, "nor does the report tell it beside the log");
    // The seal carries both over, and tells of neither that it was received.
    fair.seal(FIRST).unwrap();
    let sealed = as_sealed(&fair.desk, &of(&fair, FIRST)).unwrap();
    assert_eq!(waits(&fair, &sealed), [0, 0, 0]);
    fair.pass(24 * 60);
    assert_eq!((of(&fair, SECOND).wait, reported(&fair)), (None, None));
    fair.gather(MEI, case).unwrap();
    assert_eq!(of(&fair, FIRST).wait, None, "a day that is over does not change");
    let once = Spread { count: 1, median_s: 300, p90_s: 300, longest_s: 300 };
    assert_eq!(reported(&fair), Some(once), "no wait is lost");
}

#[test]
fn figures_up_to_a_moment_know_nothing_of_later() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.pass(10);
    fair.receive(MEI, ticket).unwrap();
    let moment = fair.now;
    fair.pass(10);
    fair.conclude(MEI, case, Outcome::NotAccepted, Reason::PapersMissing).unwrap();
    fair.file().unwrap();
    let day = figures(&fair.desk, FIRST, Some(moment));
    assert_eq!((day.filed, day.concluded, day.open_at_close), (1, 0, 1));
    assert_eq!(day.rows[0].state, TicketState::Attending);
    assert_eq!(day.duty[0].on_min, 10);
}

#[test]
fn duty_is_cut_at_midnight_and_breaks_are_told_apart() {
    let mut fair = TestFair::new();
    fair.pass(60);
    fair.duty(MEI, DutyState::Break, None).unwrap();
    fair.pass(20);
    fair.duty(MEI, DutyState::On, None).unwrap();
    fair.duty(TOM, DutyState::Off, None).unwrap();
    fair.pass(24 * 60);
    fair.file().unwrap();
    let first = of(&fair, FIRST);
    // From 10:00 to midnight less the break.
    assert_eq!(first.duty[0], on_duty(MEI, 14 * 60 - 20, 20));
    assert_eq!(first.duty[1], on_duty(TOM, 80, 0));
    assert_eq!(of(&fair, SECOND).duty, [on_duty(MEI, 11 * 60 + 20, 0)]);
}

#[test]
fn facts_after_the_seal_are_late_on_that_day_and_arrivals_on_theirs() {
    let mut fair = TestFair::new();
    let (_, taken) = fair.file().unwrap();
    let (case, ticket) = fair.file().unwrap();
    fair.seal(FIRST).unwrap();
    fair.pass(24 * 60);
    // A clock an hour or a day behind brings facts of the sealed day.
    fair.now -= jiff::SignedDuration::from_hours(24);
    fair.claim(MEI, taken).unwrap();
    fair.hurry(case).unwrap();
    fair.pass(24 * 60);
    fair.file().unwrap();
    let first = of(&fair, FIRST);
    assert!(first.sealed);
    assert_eq!((first.late, first.late_in_mediation, first.carried_over), (2, 1, Some(2)));
    let late: Vec<_> = first.rows.iter().filter(|row| row.late).map(|row| row.ticket).collect();
    assert_eq!(late, [ticket]);
    assert!(!first.rows.iter().any(|row| row.late && row.ticket == taken), "whose it is marks no row");
    assert_eq!(
        (first.late_told(), first.while_it_runs().late),
        (1, 1),
        "nor is it counted while the day runs"
    );
    assert_eq!(of(&fair, SECOND).late, 0);
}

#[test]
fn what_came_in_while_the_seal_was_being_written_is_late_too() {
    let mut fair = TestFair::new();
    fair.file().unwrap();
    let upto = fair.desk.seq();
    let (case, _) = fair.file().unwrap();
    let (hash, signature) = ("h".to_owned(), "s".to_owned());
    // In a journal of before it was let through.
    fair.happened(ORGANISER, vec![Fact::DaySealed { day: FIRST, upto, hash, signature, carried: 2 }]);
    let day = of(&fair, FIRST);
    assert!(day.late >= 1);
    let late: Vec<_> = day.rows.iter().filter(|row| row.late).map(|row| row.case).collect();
    assert_eq!(late, [case]);
}

#[test]
fn late_arrivals_count_on_the_day_they_were_recorded() {
    let mut fair = TestFair::new();
    let (_, ticket) = fair.file().unwrap();
    fair.seal(FIRST).unwrap();
    fair.pass(24 * 60);
    fair.file().unwrap();
    fair.now -= jiff::SignedDuration::from_hours(24);
    fair.claim(MEI, ticket).unwrap();
    assert_eq!(of(&fair, SECOND).late_arrivals, 1);
    assert_eq!(of(&fair, FIRST).late_arrivals, 0);
}

#[test]
fn a_clock_set_back_makes_no_negative_durations_and_loses_no_outcome() {
    let mut fair = TestFair::new();
    fair.pass(24 * 60);
    let (case, ticket) = fair.file().unwrap();
    fair.pass(-24 * 60);
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.gather(MEI, case).unwrap();
    fair.pass(-30);
    fair.settle(MEI, case).unwrap();
    let outcomes: u32 = [FIRST, SECOND].iter().map(|day| of(&fair, *day).concluded).sum();
    assert_eq!(outcomes, 1);
    assert_eq!(fair.desk.case(case).unwrap().session_s, 0);
}

#[test]
fn an_empty_desk_has_figures_too() {
    let day = figures(&domain::Desk::default(), FIRST, None);
    assert_eq!((day.filed, day.wait, day.rows.len()), (0, None, 0));
}

#[test]
fn figures_go_through_json_and_back() {
    let mut fair = busy_day();
    fair.ask(Actor::Staff(MEI), Command::GiveAdvice { hall: Some(HallId("1".to_owned())), right: None })
        .unwrap();
    let day = of(&fair, FIRST);
    let json = serde_json::to_string(&day).unwrap();
    assert_eq!(serde_json::from_str::<DayFigures>(&json).unwrap(), day);
    assert!(
        json.contains(r#""by-kind""#) || json.contains(r#""by_kind":{"dispute":3,"enquiry":1}"#),
        "{json}"
    );
}

#[test]
fn ranks_are_values_that_occurred() {
    let spread = |values: &[u64]| Spread::of(values.to_vec());
    assert_eq!(spread(&[]), None);
    assert_eq!(spread(&[7]), Some(Spread { count: 1, median_s: 7, p90_s: 7, longest_s: 7 }));
    assert_eq!(spread(&[4, 1, 3, 2]), Some(Spread { count: 4, median_s: 2, p90_s: 4, longest_s: 4 }));
    let hundred: Vec<u64> = (1..=100).collect();
    assert_eq!(spread(&hundred), Some(Spread { count: 100, median_s: 50, p90_s: 90, longest_s: 100 }));
}

#[test]
fn small_numbers_are_hidden_and_cannot_be_worked_out_from_the_sum() {
    let table = |counts: &[(u8, u32)]| suppressed(&counts.iter().copied().collect());
    let shown = table(&[(1, 0), (2, 4), (3, 9), (4, 20)]);
    assert_eq!(shown[&1], Shown::Exact(0));
    assert_eq!((shown[&2], shown[&3], shown[&4]), (Shown::Few, Shown::Few, Shown::Exact(20)));
    let two = table(&[(1, 2), (2, 3), (3, 9)]);
    assert_eq!((two[&1], two[&2], two[&3]), (Shown::Few, Shown::Few, Shown::Exact(9)));
    let three = table(&[(1, 1), (2, 2), (3, 9)]);
    assert!(three.values().all(|shown| *shown == Shown::Few), "12 less 9 is 3");
    assert_eq!(table(&[(1, 5)])[&1], Shown::Exact(5));
}

#[test]
fn the_public_sees_numbers_without_rows_or_small_counts() {
    let fair = busy_day();
    let public = of(&fair, FIRST).public();
    assert_eq!((public.filed, public.wait, public.session), (Shown::Few, None, None));
    let json = serde_json::to_string(&public).unwrap();
    assert!(!json.contains("A-001"), "{json}");
}

#[test]
fn steps_of_the_organisers_track_count_on_the_day_they_were_taken() {
    let mut fair = TestFair::new();
    let new = fair.dispute(&[Ask::Measure]);
    let (case, _) = fair.file_this(new).unwrap();
    let officer = Actor::Staff(ORGANISER);
    let body = || MeasureBody { text: "The lamp.".to_owned(), ..MeasureBody::default() };
    let notice = MeasureAction::IssueNotice { notice: fair.new_notice() };
    let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
    let (kind, basis) = (MeasureKind::TakeDown, Basis::NoAnswer);
    fair.measure(officer, case, notice).unwrap();
    fair.measure(officer, case, MeasureAction::RecordService { service, body: person("Booth") }).unwrap();
    fair.pass(24 * 60);
    fair.sweep().unwrap();
    fair.measure(officer, case, MeasureAction::Order { kind, basis, until: None, body: body() }).unwrap();
    fair.measure(officer, case, MeasureAction::Apply { evidence: None, body: body() }).unwrap();
    fair.pass(24 * 60);
    fair.measure(officer, case, MeasureAction::Lift { body: body() }).unwrap();
    let day = |day| figures(&fair.desk, jiff::civil::date(2026, 3, day), None).measures;
    assert_eq!((day(10).served, day(10).windows_ended, day(10).in_force), (1, 0, 0));
    let second = day(11);
    assert_eq!((second.windows_ended, second.applied, second.in_force, second.lifted), (1, 1, 1, 0));
    assert_eq!(second.ordered.get(&kind), Some(&1));
    assert_eq!((day(12).lifted, day(12).in_force, day(12).ordered.len()), (1, 0, 0));
    // A supervisor reads that there was some, and not how few.
    let public = figures(&fair.desk, jiff::civil::date(2026, 3, 11), None).public().measures;
    assert_eq!((public.applied, public.lifted), (Shown::Few, Shown::Exact(0)));
    assert_eq!(public.ordered.get(&kind), Some(&Shown::Few));
}

#[test]
fn everybody_reads_the_counts_of_days_that_are_over_and_no_small_ones() {
    let mut fair = TestFair::new();
    let ten = fair.now;
    for count in 0..6 {
        let (_, ticket) = fair.file().unwrap();
        if count < 2 {
            let case = fair.desk.ticket(ticket).unwrap().case;
            fair.ask(Actor::Party(ticket), Command::WithdrawCase { case }).unwrap();
        }
    }
    let of = |fair: &TestFair, today| {
        told_figures(&[FIRST, SECOND].map(|day| figures(&fair.desk, day, None)), today)
    };
    assert_eq!(of(&fair, FIRST).filed, Shown::Exact(0), "nothing of the day that runs");
    assert!(of(&fair, FIRST).by_outcome.is_empty());
    fair.now = ten + jiff::SignedDuration::from_hours(24);
    fair.file().unwrap();
    let told = of(&fair, SECOND);
    assert_eq!(told.filed, Shown::Exact(6));
    assert_eq!(told.by_outcome.into_iter().collect::<Vec<_>>(), [(Outcome::Withdrawn, Shown::Few)]);
}

#[test]
fn the_hours_of_a_day_stand_against_the_days_before() {
    let mut fair = TestFair::new();
    let ten = fair.now;
    for _ in 0..3 {
        fair.file().unwrap();
    }
    let first = hours(&fair.desk, &of(&fair, FIRST));
    let at = first.iter().position(|hour| hour.filed > 0).unwrap();
    assert_eq!(
        (first[at].filed, first[at].usual_tenths),
        (3, None),
        "nothing to compare with on the first day"
    );

    fair.now = ten + jiff::SignedDuration::from_hours(24);
    let (_, ticket) = fair.file().unwrap();
    fair.pass(70);
    fair.receive(MEI, ticket).unwrap();
    let second = hours(&fair.desk, &of(&fair, SECOND));
    assert_eq!((second[at].filed, second[at].usual_tenths), (1, Some(30)));
    assert_eq!((second[at + 1].filed, second[at + 1].usual_tenths), (0, Some(0)));
    let waits: Vec<_> = (0..24).filter_map(|hour| Some((hour, second[hour].wait?.median_s / 60))).collect();
    assert_eq!(waits, [(at + 1, 70)], "a wait counts in the hour in which it ended");
    assert_eq!((&second[at + 1].received, second[at].received.len()), (&vec![ticket], 0));

    fair.now = ten + jiff::SignedDuration::from_hours(48);
    fair.file().unwrap();
    let third = hours(&fair.desk, &of(&fair, date(2026, 3, 12)));
    assert_eq!(third[at].usual_tenths, Some(20), "four on two days");
}

/// Receives a case at a moment and does not accept it.
fn receive_at(fair: &mut TestFair, (case, ticket): (CaseId, TicketNumber), at: jiff::Timestamp) {
    fair.now = at;
    fair.receive(TOM, ticket).unwrap();
    fair.conclude(TOM, case, Outcome::NotAccepted, Reason::PapersMissing).unwrap();
}

/// Of the waits of 5, 10, 15, 20 and 50 minutes half are 15 at the most; their mean is 20.
#[test]
fn the_waits_of_an_hour_stand_against_those_of_the_days_before_where_these_are_not_few() {
    let mut fair = TestFair::new();
    let mut kept = Tallies::default();
    let mut usual = |fair: &TestFair, day| {
        let waits = usual_waits(&mut kept, &fair.desk, day);
        assert_eq!(waits, usual_waits(&mut Tallies::default(), &fair.desk, day), "as counted anew");
        waits.map(|wait| wait.map(|wait| wait / 60))
    };
    let only_at_ten = |minutes: u64| {
        let mut waits = [None; 24];
        waits[10] = Some(minutes);
        waits
    };
    let ten = fair.now;
    let minute = |minute: i64| ten + jiff::SignedDuration::from_mins(minute);
    let filed: Vec<_> = (0..8).map(|_| fair.file().unwrap()).collect();
    // Who stands in line again at the end of the day has no wait in its log, and none here.
    let (again, ticket) = filed[0];
    fair.now = minute(2);
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, again).unwrap();
    for (one, at) in filed[1..5].iter().zip([5, 10, 15, 20]) {
        receive_at(&mut fair, *one, minute(at));
    }
    assert_eq!(usual(&fair, SECOND), [None; 24], "four would tell of persons");
    receive_at(&mut fair, filed[5], minute(50));
    receive_at(&mut fair, filed[6], minute(65));
    assert_eq!(usual(&fair, SECOND), only_at_ten(15), "of the hour after it there is one");
    assert_eq!(usual(&fair, FIRST), [None; 24], "no day is among those before it");

    let day = 24 * 60;
    fair.now = minute(day);
    let filed_then = [fair.file().unwrap(), fair.file().unwrap()];
    for (one, at) in filed_then.into_iter().zip([3, 6]) {
        receive_at(&mut fair, one, minute(day + at));
    }
    // A clock set back puts a wait of 4 minutes on the day before.
    receive_at(&mut fair, filed[7], minute(4));
    assert_eq!(usual(&fair, SECOND), only_at_ten(15), "what is recorded today moves nothing before tomorrow");
    assert_eq!(usual(&fair, date(2026, 3, 12)), only_at_ten(6), "3, 4, 5, 6, 10, 15, 20 and 50");
}

#[test]
fn a_miss_counts_on_its_own_day_though_a_clock_was_set_back_over_midnight() {
    let mut fair = TestFair::new();
    // A minute after midnight of the second day; the clock is set back while the party is called.
    fair.now = fair.desk.fair().unwrap().plan.bounds_of(SECOND).0 + jiff::SignedDuration::from_mins(1);
    let (_, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.by(MEI, Command::CallTicket { ticket, room: None }).unwrap();
    fair.pass(-2);
    fair.by(MEI, Command::MissTicket { ticket }).unwrap();
    assert_eq!((of(&fair, FIRST).no_shows, of(&fair, SECOND).no_shows), (1, 0));
}

#[test]
fn why_mediation_ended_is_not_told_where_the_organiser_decides_the_same_matter() {
    let mut fair = TestFair::new();
    let both = fair.dispute(&[Ask::Mediation, Ask::Measure]);
    let mut rows = Vec::new();
    for new in [both, fair.dispute(&[Ask::Mediation])] {
        let (case, ticket) = fair.file_this(new).unwrap();
        fair.receive(MEI, ticket).unwrap();
        fair.conclude(MEI, case, Outcome::NotAccepted, Reason::RightContested).unwrap();
        rows.push(case);
    }
    let day = of(&fair, FIRST);
    let told =
        |at: usize| day.rows.iter().find(|row| row.case == rows[at]).map(|row| (row.outcome, row.reason));
    assert_eq!(told(0), Some((Some(Outcome::NotAccepted), None)));
    assert_eq!(told(1), Some((Some(Outcome::NotAccepted), None)), "nor where there is nothing to decide");
    let (outcome, contested) = (Outcome::NotAccepted, Some(Reason::RightContested));
    let one = |reason| OutcomeCount { outcome, reason, count: 1 };
    assert_eq!(day.outcomes, [one(None), one(contested)], "counts hold all, but for what is withheld");
    assert_eq!(day.outcomes_told(), [OutcomeCount { count: 2, ..one(None) }], "one alone would tell of whom");
    assert_eq!(day.withheld, [one(contested)]);
    let document = serde_json::to_string(&day).unwrap();
    assert_eq!(document.matches("right-contested").count(), 1, "the count of the other: {document}");
    assert!(!document.contains("withheld"), "{document}");
}

/// Of what was said the organiser knows the complaint alone (procedure E.2).
#[test]
fn the_list_tells_right_reason_and_mediator_of_complaints_alone() {
    let mut fair = TestFair::new();
    let mediation = fair.dispute(&[Ask::Mediation]);
    let (complaint, question) = (fair.dispute(&[Ask::Measure]), fair.question());
    for new in [mediation, complaint, question] {
        let is_question = new.kind == CaseKind::Enquiry;
        let (case, ticket) = fair.file_this(new).unwrap();
        fair.receive(MEI, ticket).unwrap();
        let (outcome, reason) = if is_question {
            (Outcome::AdviceGiven, Reason::Other)
        } else {
            (Outcome::NotAccepted, Reason::RightContested)
        };
        fair.conclude(MEI, case, outcome, reason).unwrap();
    }
    fair.seal(FIRST).unwrap();
    let present = of(&fair, FIRST);
    for day in [as_sealed(&fair.desk, &present).unwrap(), present] {
        let told = |at: usize| (day.rows[at].right, day.rows[at].reason, day.rows[at].mediator);
        assert_eq!(told(0), (None, None, None));
        assert_eq!(told(1), (Some(RightKind::Design), Some(Reason::RightContested), Some(MEI)));
        assert_eq!(told(2), (None, None, None));
        let ended: Vec<_> = day.rows.iter().filter_map(|row| row.outcome).collect();
        assert_eq!(ended, [Outcome::NotAccepted, Outcome::NotAccepted, Outcome::AdviceGiven]);
        assert_eq!(day.by_right[&RightKind::Design], 2, "all are counted");
    }
}

#[test]
fn a_complaint_on_which_the_organiser_decided_is_counted_as_that_and_not_carried_over() {
    let mut fair = TestFair::new();
    let new = fair.dispute(&[Ask::Measure]);
    let (case, _) = fair.file_this(new).unwrap();
    assert_eq!((of(&fair, FIRST).concluded, of(&fair, FIRST).open_at_close), (0, 1));
    fair.clear(case).unwrap();
    fair.seal(FIRST).unwrap();
    let present = of(&fair, FIRST);
    for day in [as_sealed(&fair.desk, &present).unwrap(), present] {
        assert_eq!((day.filed, day.concluded, day.open_at_close), (1, 1, 0));
        assert_eq!(day.by_outcome(), [(Outcome::OrganiserDecided, 1)].into());
        let row = &day.rows[0];
        let told = (row.state, row.outcome, row.reason);
        let ended = (TicketState::Closed, Some(Outcome::OrganiserDecided), Some(Reason::Other));
        assert_eq!(told, ended, "nobody was asked to mediate, so it is the organiser's to know");
    }
    assert_eq!(of(&fair, SECOND).carried_in, 0);
}
