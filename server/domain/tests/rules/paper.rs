//! Paper mode: numbers reserved beforehand, and what is entered later at the time it happened.

use domain::{
    Actor, BodyId, Command, Refusal, StepBefore, TicketNumber,
    body::{InquiryBody, MeasureBody, PersonBody, RecordBody},
    case::{Ask, Door, Outcome, Reason},
    command::NewCase,
    figures::{Tallies, figures},
    measure::{Basis, MeasureAction, MeasureKind},
    paper::{Batch, Place},
    procedure::{Action, Answer, CaseSource, Means, RecordPart, Service, ServiceMethod, Way},
    report::{Origin, ReportScope, report},
    testing::{DUTY_MANAGER, HEAD, MEI, ORGANISER, TOM, TestFair, plan},
};

use super::bodies::{hosting_two, second};

fn number(fair: &TestFair, count: u32) -> TicketNumber {
    TicketNumber { series: fair.desk.reserved().unwrap().series, count }
}

/// An application that was written on the form with this number.
fn written(fair: &mut TestFair, count: u32) -> NewCase {
    let paper = Some(number(fair, count));
    NewCase { door: Door::Counter, paper, ..fair.dispute(&[Ask::Mediation]) }
}

fn filing(new: &NewCase) -> Command {
    Command::FileCase(Box::new(new.clone()))
}

/// The step that came later than was said, where something was refused for that.
pub(super) fn early<T>(entered: Result<T, Refusal>) -> Option<StepBefore> {
    if let Refusal::BeforeStep { step, .. } = entered.err()? { Some(step) } else { None }
}

#[test]
fn numbers_are_reserved_by_the_head_from_a_series_that_nobody_else_has() {
    let mut fair = TestFair::new();
    fair.reserve(20).unwrap();
    fair.reserve(5).unwrap();
    let reserved = fair.desk.reserved().unwrap().clone();
    assert_eq!((reserved.count(), reserved.batches.len()), (25, 2));
    assert_eq!((reserved.batches[1].first, reserved.batches[1].last()), (21, 25));
    assert_eq!(reserved.batches[0].by, Some(HEAD));
    let taken = fair.desk.halls().map(|hall| hall.series).chain([fair.desk.fair().unwrap().desk_series]);
    assert!(taken.into_iter().all(|series| series != reserved.series));
    // A hall that is added later gets another.
    let halls = vec![(domain::HallId("3".into()), domain::ScanToken("hall-3".into()))];
    fair.by(ORGANISER, Command::AddHalls { halls }).unwrap();
    assert!(fair.desk.halls().all(|hall| hall.series != reserved.series));
}

#[test]
fn nobody_reserves_none_or_too_many() {
    let mut fair = TestFair::new();
    assert_eq!(fair.reserve(0), Err(Refusal::Incomplete("count")));
    assert_eq!(fair.reserve(101), Err(Refusal::TooMany { what: "numbers", max: 100 }));
    for _ in 0..50 {
        fair.reserve(100).unwrap();
    }
    assert_eq!(fair.reserve(1), Err(Refusal::TooMany { what: "numbers", max: 0 }));
    assert_eq!(fair.by(MEI, Command::ReserveNumbers { count: 1 }), Err(Refusal::NotAllowed));
}

#[test]
fn a_form_keeps_its_number_and_its_time_in_whatever_order_forms_are_entered() {
    let mut fair = TestFair::new();
    fair.reserve(10).unwrap();
    fair.pass(180);
    let (seventh, second) = (written(&mut fair, 7), written(&mut fair, 2));
    fair.enter(MEI, 60, filing(&seventh)).unwrap();
    fair.enter(TOM, 120, filing(&second)).unwrap();
    for (new, minutes, count) in [(&seventh, 60, 7), (&second, 120, 2)] {
        let case = fair.desk.case(new.case).unwrap();
        assert_eq!(case.claimant().ticket, Some(number(&fair, count)));
        assert_eq!(case.filed_at, fair.now - jiff::SignedDuration::from_mins(minutes));
    }
    // What is filed at the desk goes on counting in its own series.
    let (_, ticket) = fair.file().unwrap();
    assert_eq!(ticket.to_string(), "A-001");
}

#[test]
fn who_filled_in_a_form_waits_since_then() {
    let mut fair = TestFair::new();
    fair.reserve(3).unwrap();
    fair.pass(60);
    let (at_the_desk, _) = fair.file().unwrap();
    fair.pass(30);
    let new = written(&mut fair, 1);
    fair.enter(MEI, 60, filing(&new)).unwrap();
    assert_eq!(fair.desk.ahead_of(new.case), Some(0));
    assert_eq!(fair.desk.ahead_of(at_the_desk), Some(1));
}

#[test]
fn a_number_that_was_not_reserved_or_is_used_is_refused() {
    let mut fair = TestFair::new();
    fair.reserve(3).unwrap();
    fair.pass(30);
    let first = written(&mut fair, 1);
    fair.enter(MEI, 10, filing(&first)).unwrap();
    let again = written(&mut fair, 1);
    let number = again.paper.unwrap();
    assert_eq!(fair.enter(MEI, 10, filing(&again)), Err(Refusal::NumberUsed { number }));
    let own = Place::Counter(BodyId::FIRST);
    let free = |fair: &TestFair, after| fair.desk.next_free_on_paper(after, own).map(|number| number.count);
    assert_eq!((free(&fair, 1), free(&fair, 3)), (Some(2), Some(2)), "the next, or else the first");
    let beyond = written(&mut fair, 4);
    assert_eq!(fair.enter(MEI, 10, filing(&beyond)), Err(Refusal::NotReserved));
    let mut foreign = written(&mut fair, 2);
    foreign.paper = Some("A-001".parse().unwrap());
    assert_eq!(fair.enter(MEI, 10, filing(&foreign)), Err(Refusal::NotReserved));
    for count in [2, 3] {
        let next = written(&mut fair, count);
        fair.enter(MEI, 10, filing(&next)).unwrap();
    }
    assert_eq!(free(&fair, 1), None, "all have a case");
}

/// One number on the paper of two parties would have the second turned away when it is entered.
#[test]
fn every_counter_and_the_office_have_numbers_of_their_own_which_stay_theirs() {
    let (first, second) = (Place::Counter(BodyId::FIRST), Place::Counter(second()));
    let mut fair = TestFair::new();
    fair.reserve(5).unwrap();
    let early = fair.desk.reserved().unwrap().batches[0];
    assert_eq!((early.part_of(first), early.part_of(Place::Office)), (1..4, 4..6));

    let mut fair = hosting_two();
    for count in [8, 1] {
        fair.reserve(count).unwrap();
    }
    let reserved = fair.desk.reserved().unwrap().clone();
    let [batch, single] = reserved.batches[..] else { panic!("two batches") };
    let parts = [first, second, Place::Office].map(|place| batch.part_of(place));
    assert_eq!(parts, [1..4, 4..7, 7..9]);
    assert_eq!((single.part_of(first), single.part_of(second).len()), (9..10, 0));
    assert!(single.part_of(Place::Office).is_empty());
    for (count, place) in [(3, first), (4, second), (8, Place::Office), (9, first)] {
        assert_eq!(reserved.place_of(count), Some(place), "{count}");
    }
    assert_eq!(reserved.place_of(10), None);
    let one_body = Batch { bodies: 1, ..batch };
    assert!(one_body.part_of(second).is_empty(), "who came later has none of what may be printed already");
    let free = |place, after| fair.desk.next_free_on_paper(after, place).map(|number| number.count);
    assert_eq!([free(first, 3), free(second, 6), free(Place::Office, 2)], [Some(9), Some(4), Some(7)]);
}

#[test]
fn only_the_desk_enters_forms() {
    let mut fair = TestFair::new();
    fair.reserve(3).unwrap();
    let new = written(&mut fair, 1);
    for actor in [Actor::Public, Actor::System, Actor::Staff(ORGANISER)] {
        let entered = Command::EnterFromPaper(Box::new(filing(&new)));
        assert_eq!(fair.ask(actor, entered), Err(Refusal::NotAllowed), "{actor:?}");
    }
    // At a hall's code nobody has a reserved number.
    let public = NewCase { door: Door::Hall, ..new.clone() };
    assert_eq!(fair.ask(Actor::Public, filing(&public)), Err(Refusal::NotAllowed));
    // Nor is anything entered from paper that is not done on paper.
    let seal = Command::SetRules { rules: domain::fair::LineRules::default() };
    assert_eq!(fair.enter(HEAD, 1, seal), Err(Refusal::NotAllowed));
    let twice = Command::EnterFromPaper(Box::new(filing(&new)));
    assert_eq!(fair.enter(HEAD, 1, twice), Err(Refusal::NotAllowed));
}

#[test]
fn a_time_before_the_fair_or_still_to_come_is_refused() {
    let mut fair = TestFair::new();
    fair.reserve(3).unwrap();
    fair.pass(60);
    let new = written(&mut fair, 1);
    assert_eq!(fair.enter(MEI, -1, filing(&new)), Err(Refusal::InFuture));
    assert_eq!(fair.enter(MEI, 61, filing(&new)), Err(Refusal::BeforeFair));
    fair.enter(MEI, 60, filing(&new)).unwrap();
}

#[test]
fn a_step_is_not_earlier_than_its_case() {
    let mut fair = TestFair::new();
    fair.reserve(3).unwrap();
    fair.pass(180);
    let new = written(&mut fair, 1);
    fair.enter(MEI, 120, filing(&new)).unwrap();
    let ticket = number(&fair, 1);
    assert_eq!(fair.enter(MEI, 121, Command::ClaimTicket { ticket }), Err(Refusal::BeforeCase));
    assert_eq!(fair.enter(MEI, 121, Command::CheckInTicket { ticket }), Err(Refusal::BeforeCase));
    fair.enter(MEI, 110, Command::ClaimTicket { ticket }).unwrap();
    let accept = Action::Accept { source: domain::procedure::CaseSource::Application };
    let accept = || Command::Proceed { case: new.case, action: Box::new(accept.clone()) };
    assert_eq!(fair.enter(MEI, 121, accept()), Err(Refusal::BeforeCase));
    assert_eq!(fair.enter(TOM, 100, accept()), Err(Refusal::NotYours { by: Some(MEI) }), "the rules stay");
}

/// A paper says its time in minutes.
#[test]
fn within_the_minute_of_its_application_nothing_is_before_it_and_the_step_that_came_later_is_named() {
    let seconds = jiff::SignedDuration::from_secs;
    let mut fair = TestFair::new();
    fair.pass(5);
    fair.now += seconds(30);
    let (case, ticket) = fair.file().unwrap();
    fair.now += seconds(40);
    assert_eq!(fair.enter(MEI, 2, Command::ClaimTicket { ticket }), Err(Refusal::BeforeCase));
    fair.enter(MEI, 1, Command::ClaimTicket { ticket }).unwrap();
    assert!(fair.desk.case(case).unwrap().steps.iter().any(|step| step.kind == "TicketClaimed"));

    let mut fair = TestFair::new();
    fair.pass(5);
    fair.now += seconds(30);
    let (case, ticket) = fair.file().unwrap();
    fair.pass(1);
    fair.claim(MEI, ticket).unwrap();
    fair.now += seconds(40);
    let declare = Command::Proceed { case, action: Box::new(Action::DeclareImpartiality) };
    assert_eq!(early(fair.enter(MEI, 2, declare)), Some(StepBefore::Claim));
}

/// A morning without the network: everything on paper, entered at noon.
#[test]
fn a_whole_case_on_paper_runs_by_its_true_times() {
    let mut fair = TestFair::new();
    fair.reserve(3).unwrap();
    fair.pass(240);
    let new = written(&mut fair, 1);
    let (case, ticket) = (new.case, number(&fair, 1));
    fair.enter(MEI, 230, filing(&new)).unwrap();
    fair.enter(MEI, 225, Command::ClaimTicket { ticket }).unwrap();
    fair.enter(MEI, 225, Command::CheckInTicket { ticket }).unwrap();
    let step = |action| Command::Proceed { case, action: Box::new(action) };
    let source = domain::procedure::CaseSource::Application;
    fair.enter(MEI, 220, step(Action::Accept { source })).unwrap();
    fair.enter(MEI, 219, step(Action::DeclareImpartiality)).unwrap();
    let party = fair.respondent(case).unwrap();
    let notice = fair.new_notice();
    fair.enter(MEI, 215, step(Action::IssueNotice { party, notice })).unwrap();
    let service = domain::procedure::Service {
        method: domain::procedure::ServiceMethod::InPerson,
        refused: false,
        evidence: None,
    };
    let body = domain::testing::person("Noor");
    fair.enter(MEI, 210, step(Action::RecordService { party, service, body })).unwrap();
    let served = fair.desk.case(case).unwrap().party(party).unwrap().served.clone().unwrap();
    let at = fair.now - jiff::SignedDuration::from_mins(210);
    assert_eq!(served.at, at, "the window runs from true service");
    assert_eq!(served.window, plan().open_window(&fair.desk.rules().procedure.reply, at));
    let reply = Action::Answer {
        party,
        answer: Answer::Decline,
        text: String::new(),
        means: Means::ReadAloud,
        authority: domain::procedure::Authority::Own,
        body: domain::body::ReplyBody::default(),
        language: None,
    };
    fair.enter(MEI, 150, step(reply)).unwrap();
    let ended = fair.desk.case(case).unwrap();
    assert_eq!(ended.concluded_at, Some(fair.now - jiff::SignedDuration::from_mins(150)));
    let day = figures(&fair.desk, plan().first_day, None);
    assert_eq!((day.filed, day.concluded), (1, 1));
}

/// Paper was handed over while the desk could not be reached, and its notice is drawn up here afterwards.
#[test]
fn a_notice_that_was_written_on_paper_is_drawn_up_at_its_time_and_each_step_follows_the_one_before() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.accept(MEI, case).unwrap();
    fair.pass(240);
    let party = fair.respondent(case).unwrap();
    let step = |action| Command::Proceed { case, action: Box::new(action) };
    let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
    let serve = || {
        let body = domain::testing::person("Noor");
        step(Action::RecordService { party, service: service.clone(), body })
    };
    let answer = || {
        step(Action::Answer {
            party,
            answer: Answer::Decline,
            text: String::new(),
            means: Means::Paper,
            authority: domain::procedure::Authority::Own,
            body: domain::body::ReplyBody::default(),
            language: None,
        })
    };
    let notice = fair.new_notice();
    fair.proceed(MEI, case, Action::IssueNotice { party, notice }).unwrap();
    let drawn_up = Some(StepBefore::Notice);
    assert_eq!(early(fair.enter(MEI, 180, serve())), drawn_up, "nothing is served before it is drawn up");
    assert_eq!(early(fair.enter(MEI, 180, answer())), drawn_up, "nor answered");
    let notice = fair.new_notice();
    fair.enter(MEI, 200, step(Action::IssueNotice { party, notice })).unwrap();
    fair.enter(MEI, 180, serve()).unwrap();
    let known = fair.desk.case(case).unwrap().party(party).unwrap().clone();
    let ago = |fair: &TestFair, minutes| fair.now - jiff::SignedDuration::from_mins(minutes);
    let (drawn_up, served) = (known.notice.unwrap().at, known.served.unwrap());
    assert_eq!((drawn_up, served.at), (ago(&fair, 200), ago(&fair, 180)));
    let reply = fair.desk.rules().procedure.reply.clone();
    assert_eq!(served.window, plan().open_window(&reply, served.at), "the time runs since then");
    let notice = fair.new_notice();
    let again = fair.enter(MEI, 170, step(Action::IssueNotice { party, notice }));
    assert_eq!(again, Err(Refusal::WayIs(Way::Served)), "once it is served none takes its place");
    assert_eq!(early(fair.enter(MEI, 190, answer())), Some(StepBefore::Service), "not before it was served");
    fair.enter(MEI, 170, answer()).unwrap();
}

/// When something happened is written in minutes: what follows another step within one is not before it.
#[test]
fn a_step_of_the_same_minute_is_taken() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.pass(5);
    let minute = fair.now;
    fair.now += jiff::SignedDuration::from_secs(40);
    fair.accept(MEI, case).unwrap();
    let party = fair.respondent(case).unwrap();
    fair.pass(1);
    for (said, taken) in [(minute - jiff::SignedDuration::from_secs(60), false), (minute, true)] {
        let notice = fair.new_notice();
        let issue = Command::Proceed { case, action: Box::new(Action::IssueNotice { party, notice }) };
        let id = domain::CommandId(fair.fresh());
        let entered = fair.ask_at(id, Actor::Staff(MEI), said, Command::EnterFromPaper(Box::new(issue)));
        assert_eq!(early(entered), (!taken).then_some(StepBefore::Acceptance), "{said}");
    }
}

/// Nobody can have said of a case what they had not taken.
#[test]
fn no_conflict_is_ruled_out_before_the_case_was_taken() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.pass(60);
    fair.claim(MEI, ticket).unwrap();
    fair.pass(60);
    let declare = || Command::Proceed { case, action: Box::new(Action::DeclareImpartiality) };
    assert_eq!(early(fair.enter(MEI, 90, declare())), Some(StepBefore::Claim));
    assert!(!fair.desk.case(case).unwrap().procedure.is_impartial(MEI), "nothing was entered");
    fair.enter(MEI, 60, declare()).unwrap();
    assert!(fair.desk.case(case).unwrap().procedure.is_impartial(MEI));
}

#[test]
fn no_notice_is_drawn_up_before_its_case_was_accepted() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.pass(60);
    fair.accept(MEI, case).unwrap();
    fair.pass(60);
    let party = fair.respondent(case).unwrap();
    for (minutes_ago, taken) in [(90, false), (60, true)] {
        let notice = fair.new_notice();
        let issue = Command::Proceed { case, action: Box::new(Action::IssueNotice { party, notice }) };
        let entered = early(fair.enter(MEI, minutes_ago, issue));
        assert_eq!(entered, (!taken).then_some(StepBefore::Acceptance), "{minutes_ago}");
    }
}

#[test]
fn what_is_entered_the_day_after_counts_on_its_day_and_is_late_once_that_is_sealed() {
    let mut fair = TestFair::new();
    fair.reserve(3).unwrap();
    fair.pass(60);
    let first = plan().first_day;
    // The evening of the first day, and the morning after.
    fair.pass(10 * 60);
    fair.seal(first).unwrap();
    fair.pass(12 * 60);
    let new = written(&mut fair, 1);
    fair.enter(MEI, 22 * 60, filing(&new)).unwrap();
    assert_eq!(fair.desk.case(new.case).unwrap().day, first);
    assert_eq!(figures(&fair.desk, first, None).filed, 1);
    assert_eq!(figures(&fair.desk, first.tomorrow().unwrap(), None).filed, 0);
    assert!(fair.desk.late(first).count() > 0, "the seal does not cover it");
}

/// A count that grew with each step of mediation would tell the organiser of that step, though its day is long over.
#[test]
fn a_step_of_mediation_on_paper_is_counted_of_its_day_from_the_day_on_after_it_was_entered() {
    let mut fair = TestFair::new();
    fair.reserve(3).unwrap();
    let first = plan().first_day;
    fair.pass(11 * 60);
    fair.seal(first).unwrap();
    fair.pass(12 * 60);
    let new = written(&mut fair, 1);
    fair.enter(MEI, 22 * 60, filing(&new)).unwrap();
    let ticket = fair.desk.case(new.case).unwrap().claimant().ticket.unwrap();
    let late = |fair: &TestFair| {
        let day = figures(&fair.desk, first, None);
        (day.late, day.late_in_mediation)
    };
    let accepted = |fair: &TestFair| {
        let told = report(&mut Tallies::default(), &fair.desk, ReportScope::WHOLE, &|_| Origin::Unknown);
        let told = told.unwrap();
        told.accepted - told.held_back.unwrap().accepted
    };
    let before = (late(&fair), accepted(&fair));
    fair.enter(MEI, 21 * 60, Command::ClaimTicket { ticket }).unwrap();
    let accept = Action::Accept { source: CaseSource::Application };
    let accept = Command::Proceed { case: new.case, action: Box::new(accept) };
    fair.enter(MEI, 20 * 60, accept).unwrap();
    assert!(fair.desk.case(new.case).unwrap().procedure.accepted_at.is_some());
    assert_eq!((late(&fair), accepted(&fair)), before);
    let came = fair.desk.late(first).count();
    fair.pass(24 * 60);
    fair.file().unwrap();
    let (all, in_mediation) = late(&fair);
    assert!(usize::try_from(all).unwrap() == came && in_mediation > 1, "{all} of {came}, {in_mediation}");
    assert_eq!(accepted(&fair), before.1 + 1);
}

#[test]
fn reading_aloud_stands_with_the_consent() {
    let mut fair = TestFair::new();
    let mut new = fair.dispute(&[Ask::Mediation]);
    new.door = Door::Counter;
    new.consent.means = Some(Means::ReadAloud);
    fair.by(MEI, filing(&new)).unwrap();
    assert_eq!(fair.desk.case(new.case).unwrap().consent.means, Some(Means::ReadAloud));
}

#[test]
fn an_end_on_paper_is_entered_too() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.pass(90);
    fair.enter(MEI, 60, Command::ClaimTicket { ticket }).unwrap();
    fair.enter(MEI, 60, Command::CheckInTicket { ticket }).unwrap();
    let (outcome, reason) = (Outcome::NotAccepted, Reason::NotAtThisFair);
    fair.enter(MEI, 50, Command::ConcludeCase { case, outcome, reason, remark: None }).unwrap();
    assert_eq!(
        fair.desk.case(case).unwrap().concluded_at,
        Some(fair.now - jiff::SignedDuration::from_mins(50))
    );
}

/// A notice of a complaint handed over while the network was down: its time runs since then, and only an officer enters it.
#[test]
fn an_officer_enters_what_happened_on_paper_in_the_organisers_track() {
    let mut fair = TestFair::new();
    fair.pass(120);
    let new = fair.dispute(&[Ask::Measure]);
    let (case, _) = fair.file_this(new).unwrap();
    let officer = Actor::Staff(ORGANISER);
    let notice = MeasureAction::IssueNotice { notice: fair.new_notice() };
    fair.measure(officer, case, notice).unwrap();
    let party = fair.desk.case(case).unwrap().respondents()[0].place.id;
    let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
    let action = MeasureAction::RecordService {
        service,
        body: PersonBody { name: "Booth".to_owned(), ..PersonBody::default() },
    };
    let served = Command::MoveMeasure { case, party, action: Box::new(action) };
    fair.pass(25 * 60);
    assert_eq!(fair.enter(MEI, 24 * 60, served.clone()), Err(Refusal::NotAllowed));
    assert_eq!(fair.enter(HEAD, 24 * 60, served.clone()), Err(Refusal::NotAllowed));
    assert_eq!(fair.enter(ORGANISER, 26 * 60, served.clone()), Err(Refusal::BeforeCase));
    fair.clone().enter(DUTY_MANAGER, 24 * 60, served.clone()).unwrap();
    let mut again = fair.clone();
    let notice = MeasureAction::IssueNotice { notice: again.new_notice() };
    again.measure(officer, case, notice).unwrap();
    let entered = early(again.enter(ORGANISER, 24 * 60, served.clone()));
    assert_eq!(entered, Some(StepBefore::Notice), "nothing is served before it is drawn up");
    let notice = Box::new(MeasureAction::IssueNotice { notice: again.new_notice() });
    again.enter(ORGANISER, 24 * 60 + 30, Command::MoveMeasure { case, party, action: notice }).unwrap();
    again.enter(ORGANISER, 24 * 60, served.clone()).unwrap();
    fair.enter(ORGANISER, 24 * 60, served).unwrap();
    fair.sweep().unwrap();
    let measure = fair.desk.case(case).unwrap().measure(party).unwrap();
    assert!(measure.may_stand_on(Basis::NoAnswer, true, fair.now), "the time ended an hour ago: {measure:?}");
    let body = MeasureBody { text: "Cover it.".to_owned(), ..MeasureBody::default() };
    let (kind, basis) = (MeasureKind::Cover, Basis::NoAnswer);
    let order = MeasureAction::Order { kind, basis, until: None, body: body.clone() };
    fair.measure(officer, case, order).unwrap();
    let applied = MeasureAction::Apply { evidence: None, body };
    let applied = Command::MoveMeasure { case, party, action: Box::new(applied) };
    let entered = early(fair.enter(ORGANISER, 10, applied.clone()));
    assert_eq!(entered, Some(StepBefore::Order), "before it was ordered");
    fair.enter(ORGANISER, 0, applied).unwrap();
    let accept = Command::Proceed { case, action: Box::new(Action::DeclareImpartiality) };
    assert_eq!(fair.enter(ORGANISER, 10, accept), Err(Refusal::NotAllowed), "mediation has its own people");
}

/// A photo is of the time that stands on the paper it came with, whoever of the two offices enters it.
#[test]
fn a_photo_that_came_with_paper_carries_the_time_on_it() {
    let mut fair = TestFair::new();
    let new = fair.dispute(&[domain::case::Ask::Mediation, domain::case::Ask::Measure]);
    let (case, ticket) = fair.file_this(new).unwrap();
    fair.claim(MEI, ticket).unwrap();
    let notice = fair.new_notice();
    let issue = domain::measure::MeasureAction::IssueNotice { notice };
    fair.measure(domain::Actor::Staff(domain::testing::ORGANISER), case, issue).unwrap();
    fair.pass(90);
    let party = fair.respondent(case).unwrap();
    let add = |evidence, audience| Command::AddEvidence {
        case,
        party,
        evidence: domain::EvidenceId([evidence; 16]),
        audience,
        purpose: domain::procedure::Purpose::Service,
        body: domain::testing::photo(),
    };
    fair.enter(MEI, 60, add(1, domain::case::Audience::Mediation)).unwrap();
    fair.enter(domain::testing::ORGANISER, 60, add(2, domain::case::Audience::Measure)).unwrap();
    let other_office = fair.enter(domain::testing::ORGANISER, 60, add(3, domain::case::Audience::Mediation));
    assert_eq!(other_office, Err(Refusal::NotAllowed));
    let at = fair.now - jiff::SignedDuration::from_mins(60);
    let known = fair.desk.case(case).unwrap();
    assert_eq!(known.evidence.iter().map(|photo| photo.at).collect::<Vec<_>>(), [at, at]);
    let step = known.steps.iter().find(|step| step.kind == "EvidenceAdded").unwrap();
    assert!(step.is_entered_later() && step.recorded_at == fair.now);
}

/// A record that began before those who talked were there, and ended before it began, would be worth nothing to a court.
#[test]
fn a_talk_on_paper_begins_after_what_it_stands_on_and_ends_after_it_began() {
    let mut fair = TestFair::new();
    let (case, ticket, party) = fair.notified(MEI).unwrap();
    fair.pass(30);
    fair.answer(MEI, case, party, Answer::Accept).unwrap();
    fair.pass(30);
    let open = || Command::OpenTalks { case };
    assert_eq!(early(fair.enter(MEI, 40, open())), Some(StepBefore::Answer));
    fair.enter(MEI, 20, open()).unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.call(MEI, ticket).unwrap();
    for ticket in fair.tickets(case) {
        fair.check_in(MEI, ticket).unwrap();
    }
    let start = || Command::StartSession { case };
    fair.pass(30);
    fair.prepare(MEI, case).unwrap();
    assert_eq!(early(fair.enter(MEI, 10, start())), Some(StepBefore::Checks));
    fair.enter(MEI, 0, start()).unwrap();
    fair.pass(30);
    let (outcome, reason) = (Outcome::NoAgreement, Reason::NoProspect);
    let end = || Command::ConcludeCase { case, outcome, reason, remark: None };
    assert_eq!(early(fair.enter(MEI, 40, end())), Some(StepBefore::Session));
    fair.enter(MEI, 10, end()).unwrap();
}

/// The record of a talk on paper bears a time of that talk; what is written now is taken, also when all have gone.
#[test]
fn a_record_on_paper_is_of_a_time_within_its_talk() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.pass(10);
    fair.gather(MEI, case).unwrap();
    let write = |base| Action::WriteRecord {
        part: RecordPart::Mediation,
        base,
        body: RecordBody { text: "They talked.".into(), ..RecordBody::default() },
    };
    let on_paper = |base| Command::Proceed { case, action: Box::new(write(base)) };
    fair.pass(60);
    assert_eq!(early(fair.enter(MEI, 61, on_paper(0))), Some(StepBefore::Session));
    fair.enter(MEI, 60, on_paper(0)).unwrap();
    fair.conclude(MEI, case, Outcome::NoAgreement, Reason::NoProspect).unwrap();
    let ended = fair.now;
    fair.pass(30);
    assert_eq!(fair.enter(MEI, 29, on_paper(1)), Err(Refusal::AfterEnd { at: ended }));
    fair.enter(MEI, 30, on_paper(1)).unwrap();
    fair.proceed(MEI, case, write(2)).unwrap();
    // A clock that was set back says nothing of what happens now.
    fair.now -= jiff::SignedDuration::from_mins(45);
    fair.proceed(MEI, case, write(3)).unwrap();
}

#[test]
fn nobody_is_questioned_before_the_application_or_after_now() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.accept(MEI, case).unwrap();
    fair.pass(30);
    let mut question = |ago: i64| {
        let at = Some(fair.now - jiff::SignedDuration::from_mins(ago));
        let inquiry = InquiryBody { at, person: domain::testing::person("Noor"), ..InquiryBody::default() };
        let body = RecordBody { text: "Saw it.".into(), inquiry: Some(inquiry), ..RecordBody::default() };
        fair.proceed(MEI, case, Action::WriteRecord { part: RecordPart::Investigation, base: 0, body })
    };
    assert_eq!(question(-1).err(), Some(Refusal::InFuture));
    assert_eq!(question(31).err(), Some(Refusal::BeforeCase));
    question(30).unwrap();
}
