//! Several mediation bodies at one fair: each has its own people, its own cases and its own numbers.

use domain::{
    Actor, BodyId, CaseId, Command, Fact, Refusal, RoomId, ShiftId, StaffId, TicketNumber,
    bodies::BodyTerms,
    case::{Ask, CaseState, Outcome, Reason, RightKind},
    command::NewStaff,
    fair::{BodyKind, LineRules},
    figures::Tallies,
    file::Lack,
    handover::{ListForm, Recipient},
    procedure::{Action, CaseSource, Means},
    reading::Sight,
    report::{FairReport, Origin, ReportScope, Sees, report},
    retention::{FourEyes, KeepingRules},
    shift::ShiftTime,
    staff::{DutyState, Profile, Role},
    testing::{HEAD, MEI, ORGANISER, SUPERVISOR, TOM, TestFair, new_staff, plan},
    ticket::TicketState,
};
use jiff::SignedDuration;

/// The head and the mediator of the second body.
pub(crate) const ANNA: StaffId = StaffId([21; 16]);
pub(crate) const BO: StaffId = StaffId([22; 16]);

pub(crate) fn second() -> BodyId {
    BodyId::FIRST.next().unwrap()
}

/// A commercial body of this name.
pub(crate) fn terms(name: &str) -> BodyTerms {
    BodyTerms { name: name.to_owned(), kind: BodyKind::Commercial, registration: None, closed: false }
}

fn of_body(id: StaffId, role: Role, body: BodyId) -> Command {
    let profile = Profile { body, ..Profile::default() };
    Command::AppointStaff { staff: NewStaff { profile, ..new_staff(id, role) } }
}

/// A fair with a commercial body beside the committee: Anna heads it, Bo mediates there, in no room of the others.
pub(crate) fn hosting_two() -> TestFair {
    let mut fair = TestFair::new();
    let mut plan = plan();
    plan.rooms.push(domain::fair::Room { id: RoomId("Room 3".to_owned()), hall: None });
    fair.by(ORGANISER, Command::AmendFair { plan }).unwrap();
    let terms = terms("Trade Mediation Centre");
    fair.by(ORGANISER, Command::RecordBody { body: second(), terms }).unwrap();
    fair.by(ORGANISER, of_body(ANNA, Role::Head, second())).unwrap();
    fair.by(ANNA, of_body(BO, Role::Mediator, second())).unwrap();
    let room = Some(RoomId("Room 3".to_owned()));
    fair.by(BO, Command::TakeDuty { state: DutyState::On, room }).unwrap();
    fair
}

fn change(body: BodyId) -> Action {
    Action::ChangeBody { body, means: Means::Spoken }
}

/// A case in Mei's hands that goes to the second body.
fn given(fair: &mut TestFair) -> (CaseId, TicketNumber) {
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.proceed(MEI, case, change(second())).unwrap();
    (case, ticket)
}

#[test]
fn a_case_is_filed_with_the_first_body_and_given_to_another_before_it_is_accepted() {
    let mut fair = hosting_two();
    let (case, ticket) = fair.file().unwrap();
    assert!(fair.desk.case(case).unwrap().body.is_first());
    fair.claim(MEI, ticket).unwrap();
    let events = fair.proceed(MEI, case, change(second())).unwrap();
    assert!(
        matches!(events[1].fact, Fact::TicketReleased { .. }),
        "whoever had it cannot keep it: {events:?}"
    );
    assert_eq!(
        (fair.desk.case(case).unwrap().body, fair.state(ticket)),
        (second(), Some(TicketState::Waiting))
    );
    assert_eq!(fair.claim(MEI, ticket), Err(Refusal::OtherBody { body: second() }));
    fair.claim(BO, ticket).unwrap();
    assert_eq!(fair.proceed(BO, case, change(second())), Ok(Vec::new()), "it is there already");
    fair.proceed(BO, case, Action::Accept { source: CaseSource::Application }).unwrap();
    let back = fair.proceed(BO, case, change(BodyId::FIRST));
    assert_eq!(back, Err(Refusal::CaseIs(CaseState::Accepted)), "after that only a referral leads away");
}

#[test]
fn each_body_counts_its_own_cases_and_no_two_share_a_number() {
    let mut fair = hosting_two();
    let mut numbers = Vec::new();
    for _ in 0..2 {
        let (case, ticket) = given(&mut fair);
        fair.claim(BO, ticket).unwrap();
        fair.proceed(BO, case, Action::Accept { source: CaseSource::Application }).unwrap();
        let (own, ticket) = fair.file().unwrap();
        fair.claim(MEI, ticket).unwrap();
        fair.proceed(MEI, own, Action::Accept { source: CaseSource::Application }).unwrap();
        numbers
            .extend([case, own].map(|id| fair.desk.case(id).unwrap().procedure.number.unwrap().to_string()));
    }
    assert_eq!(numbers, ["2026-B-001", "2026-001", "2026-B-002", "2026-002"]);
}

#[test]
fn a_mediator_is_offered_no_case_of_another_body() {
    let mut fair = hosting_two();
    let (_, ticket) = given(&mut fair);
    let offered = |fair: &TestFair, who| {
        let staff = fair.desk.staff_member(who).unwrap();
        fair.desk.next_for(staff, None, fair.now).map(|offer| offer.ticket)
    };
    assert_eq!((offered(&fair, MEI), offered(&fair, BO)), (None, Some(ticket)));
    assert_eq!(fair.by(TOM, Command::ClaimNext { lane: None }), Err(Refusal::NobodyWaits));
    let (_, own) = fair.file().unwrap();
    assert_eq!((offered(&fair, MEI), offered(&fair, BO)), (Some(own), Some(ticket)));
}

#[test]
fn nobody_sees_or_moves_a_case_of_a_body_they_do_not_work_for_its_first_head_neither() {
    let mut fair = hosting_two();
    let (case, ticket) = given(&mut fair);
    fair.claim(BO, ticket).unwrap();
    let known = fair.desk.case(case).unwrap().clone();
    for (who, sight) in
        [(MEI, Sight::Summary), (HEAD, Sight::Summary), (ANNA, Sight::OnReason), (BO, Sight::Whole)]
    {
        let staff = fair.desk.staff_member(who).unwrap();
        assert_eq!(fair.desk.sight(staff, &known), sight, "{who}");
    }
    let other = Err(Refusal::OtherBody { body: second() });
    let read = Command::ReadCase { case, part: Ask::Mediation, reason: Some("curious".to_owned()) };
    assert_eq!(fair.by(HEAD, read.clone()), other);
    assert_eq!(fair.by(HEAD, Command::RequeueTicket { ticket }), other);
    assert_eq!(fair.proceed(HEAD, case, Action::Accept { source: CaseSource::Application }), other);
    let urgent = Command::RecordUrgency { case, urgency: domain::case::Urgency::Deadline, remark: None };
    assert_eq!(fair.by(TOM, urgent.clone()), other);
    // On paper neither.
    assert_eq!(fair.enter(HEAD, 0, Command::RequeueTicket { ticket }), other);
    fair.by(ANNA, read).unwrap();
    fair.by(BO, urgent).unwrap();
}

#[test]
fn whoever_hears_a_call_for_help_comes_whatever_their_body() {
    let mut fair = hosting_two();
    let (case, ticket) = given(&mut fair);
    fair.claim(BO, ticket).unwrap();
    fair.proceed(BO, case, Action::CallForHelp).unwrap();
    fair.proceed(MEI, case, Action::AnswerHelp).unwrap();
}

#[test]
fn each_head_answers_for_the_own_people_alone() {
    let mut fair = hosting_two();
    let first = Err(Refusal::OtherBody { body: BodyId::FIRST });
    let other = Err(Refusal::OtherBody { body: second() });
    let fresh = StaffId([23; 16]);
    assert_eq!(fair.by(HEAD, of_body(fresh, Role::Mediator, second())), other);
    assert_eq!(fair.by(ANNA, of_body(fresh, Role::Mediator, BodyId::FIRST)), first);
    assert_eq!(fair.by(HEAD, Command::DismissStaff { staff: BO }), other);
    let learned = Profile { fields: vec![RightKind::Design], body: second(), ..Profile::default() };
    assert_eq!(fair.by(HEAD, Command::AmendStaff { staff: BO, profile: learned.clone() }), other);
    fair.by(ANNA, Command::AmendStaff { staff: BO, profile: learned }).unwrap();
    let moved = Command::AmendStaff { staff: BO, profile: Profile::default() };
    assert_eq!(fair.by(ANNA, moved), first, "what Bo has in hand would be left behind");
    let nowhere = second().next().unwrap();
    assert_eq!(fair.by(ORGANISER, of_body(fresh, Role::Head, nowhere)), Err(Refusal::Unknown("body")));
    let (shift, from) = (ShiftId([9; 16]), fair.now);
    let until = from + SignedDuration::from_hours(1);
    let times = vec![ShiftTime { shift, from, until }];
    fair.by(ANNA, Command::PlanShifts { staff: BO, hall: None, times }).unwrap();
    assert_eq!(fair.by(HEAD, Command::CancelShift { shift }), other);
    fair.by(ANNA, Command::CancelShift { shift }).unwrap();
    let dismiss = || Command::DismissStaff { staff: ANNA };
    assert_eq!(
        fair.by(ORGANISER, dismiss()),
        Err(Refusal::LastOne),
        "the head of another body leads nobody here"
    );
    fair.by(ORGANISER, of_body(fresh, Role::Head, second())).unwrap();
    fair.by(ORGANISER, dismiss()).unwrap();
}

#[test]
fn a_body_is_kept_by_the_organiser_and_its_head_and_never_removed() {
    let mut fair = hosting_two();
    let record = |body, terms| Command::RecordBody { body, terms };
    let known = |fair: &TestFair| fair.desk.body(second()).unwrap().terms.clone();
    let registered = BodyTerms { registration: Some("31-0007".to_owned()), ..known(&fair) };
    assert_eq!(
        fair.by(HEAD, record(second(), registered.clone())),
        Err(Refusal::OtherBody { body: second() })
    );
    fair.by(ANNA, record(second(), registered.clone())).unwrap();
    assert_eq!(fair.by(ANNA, record(second(), registered.clone())), Ok(Vec::new()));
    let third = second().next().unwrap();
    for double in ["Test Committee", " test  COMMITTEE", "ＴｅｓｔCommittee", "Test\u{3000}Committee"] {
        let taken = Err(Refusal::Taken("body"));
        assert_eq!(fair.by(ORGANISER, record(third, terms(double))), taken, "{double}");
        assert_eq!(fair.by(ORGANISER, record(second(), terms(double))), taken, "{double}");
    }
    let beyond = second().next().and_then(BodyId::next).unwrap();
    assert_eq!(fair.by(ORGANISER, record(beyond, terms("Far"))), Err(Refusal::Unknown("body")), "no gap");
    assert_eq!(fair.by(ORGANISER, record(second(), terms(" "))), Err(Refusal::Incomplete("name")));

    let (case, ticket) = given(&mut fair);
    let closed = BodyTerms { closed: true, ..registered };
    fair.by(ORGANISER, record(second(), closed.clone())).unwrap();
    fair.claim(BO, ticket).unwrap();
    let accept = || Action::Accept { source: CaseSource::Application };
    assert_eq!(fair.proceed(BO, case, accept()), Err(Refusal::BodyClosed));
    fair.proceed(BO, case, change(BodyId::FIRST)).unwrap();
    fair.claim(MEI, ticket).unwrap();
    assert_eq!(fair.proceed(MEI, case, change(second())), Err(Refusal::BodyClosed));
    fair.proceed(MEI, case, accept()).unwrap();

    let last = BodyTerms { closed: true, ..fair.desk.body(BodyId::FIRST).unwrap().terms.clone() };
    assert_eq!(fair.by(ORGANISER, record(BodyId::FIRST, last.clone())), Err(Refusal::LastBody));
    fair.by(ORGANISER, record(second(), BodyTerms { closed: false, ..closed })).unwrap();
    fair.by(ORGANISER, record(BodyId::FIRST, last)).unwrap();
    let (next, _) = fair.file().unwrap();
    assert_eq!(fair.desk.case(next).unwrap().body, second(), "the first that takes new cases");
}

#[test]
fn the_plan_gives_the_first_body_no_name_that_another_has() {
    let mut fair = hosting_two();
    let named = |fair: &TestFair, name: &str| {
        let mut plan = fair.desk.fair().unwrap().plan.clone();
        plan.body.name = name.to_owned();
        Command::AmendFair { plan }
    };
    for double in ["Trade Mediation Centre", "ＴＲＡＤＥ mediation centre"] {
        let amend = named(&fair, double);
        assert_eq!(fair.by(ORGANISER, amend), Err(Refusal::Taken("body")), "{double}");
    }
    let amend = named(&fair, "TEST Committee");
    fair.by(ORGANISER, amend).unwrap();
    assert_eq!(fair.desk.body(BodyId::FIRST).unwrap().terms.name, "TEST Committee", "its own in capitals");
}

#[test]
fn the_kind_of_a_body_is_settled_with_its_first_case() {
    let mut fair = hosting_two();
    let studio = |name: &str| BodyTerms { kind: BodyKind::LawyersStudio, ..terms(name) };
    let renamed = studio("Committee of lawyers");
    fair.by(ORGANISER, Command::RecordBody { body: BodyId::FIRST, terms: renamed.clone() }).unwrap();
    let plan = |fair: &TestFair| fair.desk.fair().unwrap().plan.clone();
    assert_eq!(plan(&fair).body.kind, BodyKind::LawyersStudio, "the plan says the same");
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.proceed(MEI, case, Action::Accept { source: CaseSource::Application }).unwrap();
    assert_eq!(
        fair.by(ORGANISER, Command::RecordBody { body: BodyId::FIRST, terms: terms("Committee of lawyers") }),
        Err(Refusal::BodyInUse)
    );
    let mut other = plan(&fair);
    other.body.kind = BodyKind::People;
    assert_eq!(fair.by(ORGANISER, Command::AmendFair { plan: other.clone() }), Err(Refusal::BodyInUse));
    other.body.kind = BodyKind::LawyersStudio;
    other.body.name = "Lamp lawyers".to_owned();
    fair.by(ORGANISER, Command::AmendFair { plan: other }).unwrap();
    let terms = &fair.desk.body(BodyId::FIRST).unwrap().terms;
    assert_eq!((terms.name.as_str(), terms.kind), ("Lamp lawyers", BodyKind::LawyersStudio));
}

#[test]
fn a_file_is_held_against_the_rules_of_the_body_whose_it_is() {
    let mut fair = hosting_two();
    let (case, ticket) = given(&mut fair);
    fair.claim(BO, ticket).unwrap();
    let known = fair.desk.case(case).unwrap();
    assert_eq!(fair.desk.kind_of(known), BodyKind::Commercial);
    assert_eq!(known.file_lacks(fair.desk.kind_of(known), plan().first_day), [Lack::End]);
}

#[test]
fn a_case_that_asks_for_no_mediation_belongs_to_nobody_else() {
    let mut fair = hosting_two();
    let new = fair.question();
    let (case, ticket) = fair.file_this(new).unwrap();
    fair.claim(MEI, ticket).unwrap();
    assert_eq!(fair.proceed(MEI, case, change(second())), Err(Refusal::NoMediationAsked));
    let own = fair.desk.case(case).unwrap().claimant().ticket.unwrap();
    let asked = fair.ask(Actor::Party(own), Command::Proceed { case, action: Box::new(change(second())) });
    assert_eq!(asked, Err(Refusal::NotAllowed));
}

#[test]
fn who_sees_a_summary_alone_gives_no_case_away_and_learns_nothing_of_what_it_asks() {
    let mut fair = hosting_two();
    for asks in [&[Ask::Mediation][..], &[Ask::Measure][..]] {
        let new = fair.dispute(asks);
        let (case, _) = fair.file_this(new).unwrap();
        let refused = fair.proceed(TOM, case, change(second()));
        assert_eq!(refused, Err(Refusal::NotYours { by: None }), "{asks:?}: nobody has it");
    }
    let (case, ticket) = fair.file().unwrap();
    fair.proceed(HEAD, case, change(second())).unwrap();
    fair.claim(BO, ticket).unwrap();
}

fn with_four_eyes(fair: &mut TestFair) {
    let keeping = KeepingRules { four_eyes: FourEyes::Always, ..KeepingRules::default() };
    let rules = LineRules { keeping, ..LineRules::default() };
    fair.ask(Actor::System, Command::SetRules { rules }).unwrap();
}

#[test]
fn what_is_proposed_about_a_case_is_settled_within_its_body() {
    let mut fair = hosting_two();
    with_four_eyes(&mut fair);
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.conclude(MEI, case, Outcome::NotAccepted, Reason::Other).unwrap();
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    let proposal = fair.desk.seq();
    for command in
        [Command::ConfirmProposal { proposal, account: None }, Command::WithdrawProposal { proposal }]
    {
        assert_eq!(fair.by(ANNA, command), Err(Refusal::OtherBody { body: BodyId::FIRST }));
    }
    fair.by(TOM, Command::ConfirmProposal { proposal, account: None }).unwrap();
}

fn list() -> Command {
    let day = plan().first_day;
    Command::HandOverCases { to: Recipient::Court, from: day, until: day, words: "letter".to_owned() }
}

#[test]
fn a_head_lists_the_cases_of_the_own_body_and_the_organiser_those_of_all() {
    let mut fair = hosting_two();
    given(&mut fair);
    for _ in 0..2 {
        fair.file().unwrap();
    }
    let made = [HEAD, ANNA, ORGANISER].map(|who| {
        fair.by(who, list()).unwrap();
        fair.desk.handovers().last().unwrap().clone()
    });
    let of = made.each_ref().map(|list| (list.body, list.cases));
    assert_eq!(of, [(Some(BodyId::FIRST), 2), (Some(second()), 1), (None, 3)]);
    let fetch = |handover| Command::FetchCaseList { handover, form: ListForm::Csv, sha256: "0a".repeat(32) };
    let [ours, theirs, all] = made.map(|list| list.seq);
    for (who, own, other) in [(HEAD, ours, theirs), (ANNA, theirs, ours)] {
        fair.by(who, fetch(own)).unwrap();
        for list in [other, all] {
            assert_eq!(fair.by(who, fetch(list)), Err(Refusal::Unknown("handover")), "{who} {list}");
        }
    }
    for list in [ours, theirs, all] {
        fair.by(ORGANISER, fetch(list)).unwrap();
        let known = fair.desk.handovers().find(|known| known.seq == list).unwrap();
        assert!(!known.fetched.last().unwrap().whole, "what belongs to the mediation stays with its body");
    }
}

#[test]
fn a_list_that_waits_for_a_second_person_is_settled_within_its_body() {
    let mut fair = hosting_two();
    with_four_eyes(&mut fair);
    fair.by(HEAD, list()).unwrap();
    let proposal = fair.desk.seq();
    fair.by(ANNA, list()).unwrap();
    for command in
        [Command::ConfirmProposal { proposal, account: None }, Command::WithdrawProposal { proposal }]
    {
        assert_eq!(fair.by(ANNA, command), Err(Refusal::OtherBody { body: BodyId::FIRST }));
    }
    assert_eq!(
        fair.by(BO, Command::ConfirmProposal { proposal, account: None }),
        Err(Refusal::OtherBody { body: BodyId::FIRST })
    );
    fair.by(TOM, Command::ConfirmProposal { proposal, account: None }).unwrap();
    assert_eq!(fair.desk.handovers().last().unwrap().body, Some(BodyId::FIRST));
}

#[test]
fn a_head_reads_a_report_of_the_own_bodys_cases_and_all_of_them_make_up_the_fairs() {
    let mut fair = hosting_two();
    let (case, ticket) = given(&mut fair);
    fair.claim(BO, ticket).unwrap();
    fair.proceed(BO, case, Action::Accept { source: CaseSource::Application }).unwrap();
    fair.by(BO, Command::GiveAdvice { hall: None, right: None }).unwrap();
    for _ in 0..2 {
        let (case, ticket) = fair.file().unwrap();
        fair.receive(MEI, ticket).unwrap();
        fair.conclude(MEI, case, Outcome::NotAccepted, Reason::Other).unwrap();
    }
    let origin = |_| Origin::Unknown;
    let sums = |report: &FairReport| {
        let advice: u32 = report.days.iter().map(|day| day.advice.count).sum();
        let by_origin: u32 = report.by_origin.values().sum();
        let by_hour: u32 = report.by_hour.values().sum();
        let waits = report.wait.map_or(0, |wait| wait.count);
        let ends = [report.concluded(), report.open, report.accepted];
        ([report.filed(), by_origin, by_hour, report.respondents], ends, [advice, waits])
    };
    let of = |body| {
        let scope = ReportScope { body, ..ReportScope::WHOLE };
        sums(&report(&mut Tallies::default(), &fair.desk, scope, &origin).unwrap())
    };
    assert_eq!(of(Some(BodyId::FIRST)), ([2, 2, 2, 2], [2, 0, 0], [0, 2]));
    assert_eq!(of(Some(second())), ([1, 1, 1, 1], [0, 1, 1], [1, 0]));
    assert_eq!(of(None), ([3, 3, 3, 3], [2, 1, 1], [1, 2]));
}

#[test]
fn organiser_and_supervisor_read_of_all_bodies_and_a_head_of_the_own() {
    let mut fair = hosting_two();
    let both = StaffId([24; 16]);
    let roles = vec![Role::Organiser, Role::Head];
    let profile = Profile { body: second(), ..Profile::default() };
    let staff = NewStaff { roles, profile, ..new_staff(both, Role::Head) };
    fair.by(ORGANISER, Command::AppointStaff { staff }).unwrap();
    let seen = |who| fair.desk.report_for(fair.desk.staff_member(who).unwrap());
    let whose = [HEAD, ANNA, ORGANISER, SUPERVISOR, MEI].map(|who| seen(who).map(|(_, body)| body));
    assert_eq!(whose, [Some(Some(BodyId::FIRST)), Some(Some(second())), Some(None), Some(None), None]);
    let as_organiser = Sees { small: true, places: false, repeats: true, reasons: false };
    assert_eq!(seen(both), Some((as_organiser, None)), "the small numbers of other bodies are not theirs");
}

#[test]
fn what_is_kept_is_counted_for_each_body_by_itself() {
    let mut fair = hosting_two();
    let (theirs, ticket) = given(&mut fair);
    fair.receive(BO, ticket).unwrap();
    fair.conclude(BO, theirs, Outcome::NotAccepted, Reason::Other).unwrap();
    let today = plan().first_day;
    let kept = |fair: &TestFair, body| fair.desk.kept_on(today, body);
    let until = fair.desk.keeping(fair.desk.case(theirs).unwrap()).map(|kept| kept.until);
    assert_eq!(kept(&fair, Some(second())), (1, until));
    assert_eq!(kept(&fair, Some(BodyId::FIRST)), (0, None), "nothing of another body is told");
    let (ours, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.conclude(MEI, ours, Outcome::NotAccepted, Reason::Other).unwrap();
    assert_eq!(kept(&fair, Some(BodyId::FIRST)).0, 1);
    assert_eq!(kept(&fair, None), (2, until));
}
