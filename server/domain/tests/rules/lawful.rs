//! How long files are kept, and what needs a second person: given what is over, when its time comes, then it goes with every figure
//! as it was; and what cannot be taken back is never done by one where two are asked for.

use domain::{
    Actor, CaseId, Command, CommandId, Event, Fact, HallId, Refusal, RoomId, ScanToken, StaffId, TypicalId,
    body::{MeasureBody, Scope, StaffBody},
    case::{Ask, Outcome, Reason},
    fair::{Language, LineRules},
    figures::figures,
    measure::{Basis, MeasureAction, MeasureKind},
    proposal::{Bound, Overtaken, PIN_SHARED, Verdict},
    report::report_days,
    retention::{FourEyes, KeepingRules, Kept, LARGE_FAIR},
    staff::{Conflict, DutyState, Role},
    testing::{DUTY_MANAGER, HEAD, MEI, ORGANISER, TOM, TestFair, account, new_staff, plan},
    typical::{Ground, NewTypical, TypicalBody},
};
use jiff::{SignedDuration, Timestamp, civil::date};

use super::typical::confirming;

const OTHER: StaffId = StaffId([9; 16]);

fn keeping(fair: &mut TestFair, keeping: KeepingRules) {
    let rules = LineRules { keeping, ..LineRules::default() };
    fair.ask(Actor::System, Command::SetRules { rules }).unwrap();
}

fn four_eyes(fair: &mut TestFair) {
    keeping(fair, KeepingRules { four_eyes: FourEyes::Always, ..KeepingRules::default() });
}

fn ended(fair: &mut TestFair, asks: &[Ask]) -> CaseId {
    let new = if asks.is_empty() { fair.question() } else { fair.dispute(asks) };
    let (case, ticket) = fair.file_this(new).unwrap();
    fair.receive(MEI, ticket).unwrap();
    let outcome = if asks.is_empty() { Outcome::AdviceGiven } else { Outcome::NotAccepted };
    fair.conclude(MEI, case, outcome, Reason::Other).unwrap();
    case
}

fn at(fair: &mut TestFair, when: &str) {
    fair.now = when.parse::<Timestamp>().unwrap();
}

fn run(fair: &mut TestFair, cases: Vec<CaseId>) -> Result<Vec<Event>, Refusal> {
    fair.by(HEAD, Command::RunRetention { cases })
}

fn due(fair: &TestFair) -> Vec<(CaseId, Kept)> {
    let today = plan().day_of(fair.now);
    fair.desk.due(today).map(|keeping| (keeping.case, keeping.what)).collect()
}

#[test]
fn files_are_kept_from_the_end_of_the_fair_and_questions_from_their_own() {
    let mut fair = TestFair::new();
    let (question, dispute) = (ended(&mut fair, &[]), ended(&mut fair, &[Ask::Mediation]));
    let (open, _) = fair.file().unwrap();
    let until =
        |fair: &TestFair, case| fair.desk.keeping(fair.desk.case(case).unwrap()).map(|kept| kept.until);
    assert_eq!(until(&fair, question), Some(date(2026, 6, 8)), "ninety days");
    assert_eq!(until(&fair, dispute), Some(date(2029, 3, 12)), "three years from the last day");
    assert_eq!(until(&fair, open), None, "an open case is not counted");
    at(&mut fair, "2026-06-08T10:00:00Z");
    assert_eq!(due(&fair), [], "the last day is still kept");
    assert_eq!(run(&mut fair, vec![question]), Err(Refusal::NotDue));
    at(&mut fair, "2026-06-09T10:00:00Z");
    assert_eq!(due(&fair), [(question, Kept::Enquiry)]);
    at(&mut fair, "2029-03-13T10:00:00Z");
    assert_eq!(due(&fair), [(question, Kept::Enquiry), (dispute, Kept::File)]);
    assert_eq!(run(&mut fair, vec![question, dispute, open]), Err(Refusal::NotDue), "all or nothing");
    assert!(fair.desk.case(question).unwrap().erased_at.is_none());
}

#[test]
fn a_run_erases_each_case_by_an_entry_of_its_own_and_leaves_every_figure() {
    let mut fair = TestFair::new();
    let cases = vec![ended(&mut fair, &[]), ended(&mut fair, &[Ask::Mediation])];
    at(&mut fair, "2029-03-13T10:00:00Z");
    // Something happens that day, so that the first is over for whoever counts it.
    fair.file().unwrap();
    let of = |fair: &TestFair| {
        let mut day = figures(&fair.desk, plan().first_day, None);
        day.rows.iter_mut().for_each(|row| row.erased = false);
        day
    };
    let before = of(&fair);
    let events = run(&mut fair, cases.clone()).unwrap();
    let facts: Vec<_> = events.into_iter().map(|event| event.fact).collect();
    let erased = cases.iter().map(|case| Fact::CaseErased { case: *case });
    assert_eq!(facts, [Fact::RetentionRun { cases: 2 }].into_iter().chain(erased).collect::<Vec<_>>());
    assert_eq!(of(&fair), before);
    assert_eq!(due(&fair), []);
    assert_eq!(run(&mut fair, cases), Err(Refusal::NotDue), "nothing goes twice");
}

/// The report of a fair is handed in; what is done with its files years later is no day of it.
#[test]
fn a_file_that_is_erased_after_the_fair_adds_no_day_to_its_report() {
    let mut fair = TestFair::new();
    let cases = vec![ended(&mut fair, &[]), ended(&mut fair, &[Ask::Mediation])];
    at(&mut fair, "2029-03-13T10:00:00Z");
    run(&mut fair, cases).unwrap();
    let days = |fair: &TestFair| report_days(&fair.desk, &plan()).into_iter().collect::<Vec<_>>();
    let of_fair = [date(2026, 3, 10), date(2026, 3, 11), date(2026, 3, 12)];
    assert_eq!(days(&fair), of_fair);
    fair.file().unwrap();
    assert_eq!(days(&fair).split_first_chunk(), Some((&of_fair, [date(2029, 3, 13)].as_slice())));
}

#[test]
fn a_complaint_that_is_not_settled_holds_its_file() {
    let mut fair = TestFair::new();
    let case = ended(&mut fair, &[Ask::Measure]);
    at(&mut fair, "2030-01-01T10:00:00Z");
    assert_eq!(due(&fair), []);
    assert!(fair.desk.keeping(fair.desk.case(case).unwrap()).unwrap().held);
    assert_eq!(run(&mut fair, vec![case]), Err(Refusal::NotDue));
}

/// The law asks the organiser to keep it (Guangdong Regulations art 31), and nobody else has a file of it.
#[test]
fn a_complaint_alone_is_the_organisers_file_and_no_head_shortens_its_time() {
    let mut fair = TestFair::new();
    let alone = ended(&mut fair, &[Ask::Measure]);
    let both = ended(&mut fair, &[Ask::Mediation, Ask::Measure]);
    for case in [alone, both] {
        fair.clear(case).unwrap();
    }
    let kept = Err(Refusal::StepMissing("term-end"));
    assert_eq!(fair.by(HEAD, Command::EraseCase { case: alone }), kept);
    four_eyes(&mut fair);
    assert_eq!(fair.by(HEAD, Command::EraseCase { case: alone }), kept, "nor is it proposed");
    keeping(&mut fair, KeepingRules { four_eyes: FourEyes::Never, ..KeepingRules::default() });
    fair.by(HEAD, Command::EraseCase { case: both }).unwrap();
    at(&mut fair, "2029-03-12T10:00:00Z");
    assert_eq!(fair.by(HEAD, Command::EraseCase { case: alone }), kept, "its last day");
    assert_eq!(run(&mut fair, vec![alone]), Err(Refusal::NotDue));
    at(&mut fair, "2029-03-13T10:00:00Z");
    let mut run_over = fair.clone();
    run(&mut run_over, vec![alone]).unwrap();
    fair.by(HEAD, Command::EraseCase { case: alone }).unwrap();
    assert!(fair.desk.case(alone).unwrap().erased_at.is_some());
}

#[test]
fn a_measure_that_ended_with_the_fair_holds_no_file_for_ever() {
    let mut fair = TestFair::new();
    let case = ended(&mut fair, &[Ask::Measure]);
    let officer = Actor::Staff(ORGANISER);
    let body = || MeasureBody { text: "Cover it.".to_owned(), ..MeasureBody::default() };
    let (kind, basis) = (MeasureKind::Cover, Basis::BindingDecision);
    let order = MeasureAction::Order { kind, basis, until: None, body: body() };
    fair.measure(officer, case, order).unwrap();
    let (mut unapplied, later) = (fair.clone(), "2029-03-13T10:00:00Z");
    at(&mut unapplied, later);
    assert_eq!(due(&unapplied), [], "nobody said that it was applied");
    fair.measure(officer, case, MeasureAction::Apply { evidence: None, body: body() }).unwrap();
    at(&mut fair, later);
    assert_eq!(due(&fair), [(case, Kept::File)], "it stood until the fair closed, and nobody need lift it");
    run(&mut fair, vec![case]).unwrap();
}

#[test]
fn what_authorities_were_given_is_kept_for_its_own_time_and_then_goes() {
    let mut fair = TestFair::new();
    let case = ended(&mut fair, &[Ask::Mediation]);
    at(&mut fair, "2028-05-01T10:00:00Z");
    fair.by(HEAD, Command::ReadCase { case, part: Ask::Mediation, reason: Some("a court".to_owned()) })
        .unwrap();
    let disclosure = Box::new(fair.new_disclosure(Ask::Mediation));
    fair.by(HEAD, Command::DiscloseCase { case, disclosure }).unwrap();
    let until = |fair: &TestFair| fair.desk.keeping(fair.desk.case(case).unwrap());
    assert_eq!(until(&fair).map(|kept| kept.until), Some(date(2031, 5, 1)), "three years from then");
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    let scopes = |fair: &TestFair| Scope::all_of(fair.desk.case(case).unwrap());
    assert!(!scopes(&fair).contains(&Scope::Disclosure(case)));
    assert_eq!(until(&fair).map(|kept| kept.what), Some(Kept::Disclosures));
    let goes = |on| fair.desk.record_goes(fair.desk.case(case).unwrap(), on);
    assert!(!goes(date(2031, 5, 1)) && goes(date(2031, 5, 2)));
    assert_eq!(fair.by(HEAD, Command::EraseCase { case }), Ok(Vec::new()), "erased is erased");
    at(&mut fair, "2031-05-02T10:00:00Z");
    let first = fair.desk.case(case).unwrap().erased_at;
    run(&mut fair, vec![case]).unwrap();
    assert!(scopes(&fair).contains(&Scope::Disclosure(case)));
    assert_eq!((until(&fair), fair.desk.case(case).unwrap().erased_at), (None, first));
}

/// Its time counts from the last time that something was given: of what is due no record has to stay.
#[test]
fn a_file_that_is_due_takes_the_record_of_what_authorities_were_given_with_it() {
    let mut fair = TestFair::new();
    let case = ended(&mut fair, &[Ask::Mediation]);
    let reason = Some("a court".to_owned());
    fair.by(HEAD, Command::ReadCase { case, part: Ask::Mediation, reason }).unwrap();
    let disclosure = Box::new(fair.new_disclosure(Ask::Mediation));
    fair.by(HEAD, Command::DiscloseCase { case, disclosure }).unwrap();
    at(&mut fair, "2029-03-14T10:00:00Z");
    assert!(fair.desk.record_goes(fair.desk.case(case).unwrap(), date(2029, 3, 14)));
    run(&mut fair, vec![case]).unwrap();
    let erased = fair.desk.case(case).unwrap();
    assert!(Scope::gone(erased).contains(&Scope::Disclosure(case)) && fair.desk.keeping(erased).is_none());
}

#[test]
fn what_one_proposes_another_confirms_and_never_the_same() {
    let mut fair = TestFair::new();
    let case = ended(&mut fair, &[Ask::Mediation]);
    four_eyes(&mut fair);
    let erased = |fair: &TestFair| fair.desk.case(case).unwrap().erased_at.is_some();
    let events = fair.by(HEAD, Command::EraseCase { case }).unwrap();
    assert!(matches!(events.as_slice(), [Event { fact: Fact::DeedProposed { .. }, .. }]) && !erased(&fair));
    let proposal = fair.desk.seq();
    assert_eq!(fair.by(HEAD, Command::EraseCase { case }), Err(Refusal::Taken("proposal")));
    let confirm = || Command::ConfirmProposal { proposal, account: None };
    assert_eq!(fair.by(HEAD, confirm()), Err(Refusal::SamePerson));
    assert_eq!(fair.by(ORGANISER, confirm()), Err(Refusal::NotAllowed), "it is the mediation body's");
    assert!(!erased(&fair));
    let done: Vec<_> = fair.by(TOM, confirm()).unwrap().into_iter().map(|event| event.fact).collect();
    assert_eq!(done, [Fact::ProposalConfirmed { proposal }, Fact::CaseErased { case }]);
    assert!(erased(&fair));
    assert!(matches!(
        fair.desk.proposal(proposal).unwrap().verdict,
        Verdict::Confirmed { by: Some(TOM), .. }
    ));
    assert_eq!(fair.by(MEI, confirm()), Err(Refusal::Changed), "a deed is done once");
}

fn new_pin(fair: &mut TestFair, who: StaffId, whose: StaffId) {
    let body = StaffBody { name: "x".to_owned(), pin: "-".to_owned() };
    fair.by(who, Command::ResetPin { staff: whose, body }).unwrap();
}

/// Else the head gives a mediator a PIN, signs in as them and confirms what the head proposed.
#[test]
fn whoever_was_given_a_pin_by_the_proposer_confirms_only_a_day_later_and_not_at_all_where_it_was_since() {
    let mut fair = TestFair::new();
    let case = ended(&mut fair, &[Ask::Mediation]);
    four_eyes(&mut fair);
    new_pin(&mut fair, HEAD, MEI);
    let free = fair.now + PIN_SHARED;
    fair.pass(60);
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    let proposal = fair.desk.seq();
    let confirm = || Command::ConfirmProposal { proposal, account: None };
    new_pin(&mut fair, MEI, MEI);
    let until = Refusal::SignInGiven(Bound::Until(free));
    assert_eq!(fair.by(MEI, confirm()), Err(until), "their own choice lifts nothing");
    new_pin(&mut fair, HEAD, TOM);
    fair.pass(24 * 60);
    let since = Refusal::SignInGiven(Bound::Throughout);
    assert_eq!(fair.by(TOM, confirm()), Err(since), "it was given after it was proposed");
    let (waits, staff) = (fair.desk.proposal(proposal).unwrap(), |id| fair.desk.staff_member(id).unwrap());
    let may = [MEI, TOM].map(|id| fair.desk.may_confirm(staff(id), waits, fair.now));
    assert_eq!(may, [true, false]);
    fair.by(MEI, confirm()).unwrap();
    assert!(fair.desk.case(case).unwrap().erased_at.is_some());
}

/// A sample is set up in the middle of its days, and whom it appoints then is no one person.
#[test]
fn people_of_a_desk_whose_past_is_recorded_at_once_are_no_one_person() {
    let mut fair = TestFair::empty();
    let (id, past) = (CommandId(fair.fresh()), fair.now - SignedDuration::from_hours(30));
    let staff =
        [(ORGANISER, Role::Organiser), (HEAD, Role::Head)].map(|(id, role)| new_staff(id, role)).to_vec();
    let halls = vec![(HallId("1".to_owned()), None, ScanToken("hall".to_owned()))];
    let found = Command::FoundFair { plan: plan(), halls, staff, demo: true };
    fair.ask_at(id, Actor::System, past, found).unwrap();
    fair.by(HEAD, Command::AppointStaff { staff: new_staff(MEI, Role::Mediator) }).unwrap();
    let duty = Command::TakeDuty { state: DutyState::On, room: Some(RoomId("Room 1".to_owned())) };
    fair.by(MEI, duty).unwrap();
    let case = ended(&mut fair, &[Ask::Mediation]);
    four_eyes(&mut fair);
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    let proposal = waiting(&fair);
    fair.by(MEI, Command::ConfirmProposal { proposal, account: None }).unwrap();
    assert!(fair.desk.case(case).unwrap().erased_at.is_some());
}

/// A desk that was set up a day before, at which two are asked for, with a case that is over.
fn settled_desk() -> (TestFair, CaseId) {
    let mut fair = TestFair::new();
    let case = ended(&mut fair, &[Ask::Mediation]);
    four_eyes(&mut fair);
    fair.pass(24 * 60);
    (fair, case)
}

fn new_mediator(fair: &mut TestFair) {
    fair.by(HEAD, Command::AppointStaff { staff: new_staff(OTHER, Role::Mediator) }).unwrap();
}

/// Their account of the case is to be published: a mediator proposes nothing else.
fn put_forward(fair: &mut TestFair, who: StaffId, case: CaseId) {
    let reason = Some("to tell it as an example".to_owned());
    fair.by(who, Command::ReadCase { case, part: Ask::Mediation, reason }).unwrap();
    let draft = TypicalBody { accounts: vec![account(Language::En, "They settled.")], masks: Vec::new() };
    fair.by(who, Command::DraftTypicalCase { case, base: 0, body: Box::new(draft.clone()) }).unwrap();
    let (id, ground) = (TypicalId(fair.fresh()), Ground::Anonymised);
    let new = NewTypical { id, version: 1, ground, draft, known: Vec::new() };
    fair.by(who, Command::PublishTypicalCase { case, typical: Box::new(new) }).unwrap();
}

fn waiting(fair: &TestFair) -> u64 {
    fair.desk.proposals().find(|known| known.waits()).unwrap().seq
}

/// Whoever confirms what waits is refused until then, and not from then on.
fn free_from(fair: &mut TestFair, second: StaffId, free: Timestamp) {
    let proposal = waiting(fair);
    let confirm = confirming(fair, proposal, Vec::new());
    let until = Refusal::SignInGiven(Bound::Until(free));
    assert_eq!(fair.by(second, confirm.clone()), Err(until.clone()));
    fair.now = free - SignedDuration::from_secs(1);
    assert_eq!(fair.by(second, confirm.clone()), Err(until));
    fair.now = free;
    fair.by(second, confirm).unwrap();
}

/// Else a head makes a sign-in first, proposes, and confirms with it.
#[test]
fn a_sign_in_that_the_proposer_made_before_confirms_only_a_day_later() {
    let (mut fair, case) = settled_desk();
    new_mediator(&mut fair);
    let free = fair.now + PIN_SHARED;
    fair.pass(1);
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    free_from(&mut fair, OTHER, free);
    assert!(fair.desk.case(case).unwrap().erased_at.is_some());
}

/// Nor the other way round: as somebody whose PIN they set, they propose, and confirm as themselves.
#[test]
fn whoever_gave_the_proposer_a_pin_confirms_only_a_day_later() {
    let (mut fair, case) = settled_desk();
    new_pin(&mut fair, HEAD, MEI);
    let free = fair.now + PIN_SHARED;
    fair.pass(1);
    put_forward(&mut fair, MEI, case);
    let mut later = fair.clone();
    let confirm = confirming(&fair, waiting(&fair), Vec::new());
    fair.by(TOM, confirm).unwrap();
    free_from(&mut later, HEAD, free);
}

/// Nor as two others to whom one person gave a PIN or a sign-in, whatever else they were given since.
#[test]
fn two_who_have_it_from_the_same_person_do_not_confirm_for_each_other_that_day() {
    let (mut fair, case) = settled_desk();
    new_pin(&mut fair, HEAD, MEI);
    let free = fair.now + PIN_SHARED;
    fair.pass(60);
    new_mediator(&mut fair);
    new_pin(&mut fair, OTHER, OTHER);
    put_forward(&mut fair, MEI, case);
    free_from(&mut fair, OTHER, free);
}

/// Of several ways between two people the one counts that lasts longest.
#[test]
fn two_are_free_of_each_other_when_the_last_way_between_them_lapses() {
    let (mut fair, case) = settled_desk();
    new_pin(&mut fair, HEAD, MEI);
    fair.pass(60);
    new_pin(&mut fair, HEAD, TOM);
    fair.pass(60);
    new_pin(&mut fair, HEAD, MEI);
    let free = fair.now + PIN_SHARED - SignedDuration::from_hours(1);
    put_forward(&mut fair, MEI, case);
    free_from(&mut fair, TOM, free);
}

/// One person sets a desk up.
#[test]
fn a_sign_in_of_the_set_up_confirms_at_once_and_a_pin_of_that_day_does_not() {
    let mut fair = TestFair::new();
    four_eyes(&mut fair);
    fair.now = fair.desk.fair().unwrap().founded_at + SignedDuration::from_mins(24 * 60 - 1);
    new_mediator(&mut fair);
    let case = ended(&mut fair, &[Ask::Mediation]);
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    let proposal = fair.desk.seq();
    let mut with_pin = fair.clone();
    fair.by(OTHER, Command::ConfirmProposal { proposal, account: None }).unwrap();
    new_pin(&mut with_pin, HEAD, OTHER);
    let since = Refusal::SignInGiven(Bound::Throughout);
    assert_eq!(with_pin.by(OTHER, Command::ConfirmProposal { proposal, account: None }), Err(since));
}

/// Once there is a case, one person could make a second and do with it what takes two.
#[test]
fn a_sign_in_made_after_the_first_case_is_none_of_the_set_up() {
    let mut fair = TestFair::new();
    let case = ended(&mut fair, &[Ask::Mediation]);
    four_eyes(&mut fair);
    new_mediator(&mut fair);
    let free = fair.now + PIN_SHARED;
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    free_from(&mut fair, OTHER, free);
    assert!(fair.desk.case(case).unwrap().erased_at.is_some());
}

/// Nor by way of somebody whom they made or could sign in as.
#[test]
fn nobody_confirms_with_a_sign_in_that_the_proposer_made_since() {
    let mut fair = TestFair::new();
    let case = ended(&mut fair, &[Ask::Measure]);
    four_eyes(&mut fair);
    fair.by(ORGANISER, Command::ReadCase { case, part: Ask::Measure, reason: None }).unwrap();
    let new = fair.new_disclosure(Ask::Measure);
    fair.by(ORGANISER, Command::DiscloseCase { case, disclosure: Box::new(new) }).unwrap();
    let proposal = fair.desk.seq();
    fair.by(ORGANISER, Command::AppointStaff { staff: new_staff(OTHER, Role::Organiser) }).unwrap();
    let confirm = || Command::ConfirmProposal { proposal, account: None };
    let since = || Err(Refusal::SignInGiven(Bound::Throughout));
    assert_eq!(fair.by(OTHER, confirm()), since());
    new_pin(&mut fair, OTHER, DUTY_MANAGER);
    assert_eq!(fair.by(DUTY_MANAGER, confirm()), since(), "the new organiser may be the old one");
    fair.by(ORGANISER, Command::WithdrawProposal { proposal }).unwrap();
    assert!(fair.desk.case(case).unwrap().disclosures.is_empty());
}

#[test]
fn whoever_is_close_to_a_side_does_not_confirm_what_is_done_with_its_file() {
    let mut fair = TestFair::new();
    let exhibitor = fair.enrol("Lumen", &["1/A10"]).unwrap();
    let mut new = fair.dispute(&[Ask::Mediation]);
    new.respondents[0].place.exhibitor = Some(exhibitor);
    let (case, ticket) = fair.file_this(new).unwrap();
    fair.ask(Actor::Party(ticket), Command::WithdrawCase { case }).unwrap();
    four_eyes(&mut fair);
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    let proposal = fair.desk.seq();
    fair.by(TOM, Command::DeclareConflict { conflict: Conflict::Exhibitor(exhibitor) }).unwrap();
    assert_eq!(
        fair.by(TOM, Command::ConfirmProposal { proposal, account: None }),
        Err(Refusal::ConflictOfInterest)
    );
    fair.by(MEI, Command::ConfirmProposal { proposal, account: None }).unwrap();
}

#[test]
fn a_proposal_is_taken_back_and_then_nothing_is_done() {
    let mut fair = TestFair::new();
    let case = ended(&mut fair, &[Ask::Mediation]);
    four_eyes(&mut fair);
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    let proposal = fair.desk.seq();
    assert_eq!(fair.by(ORGANISER, Command::WithdrawProposal { proposal }), Err(Refusal::NotAllowed));
    fair.by(HEAD, Command::WithdrawProposal { proposal }).unwrap();
    assert_eq!(fair.by(TOM, Command::ConfirmProposal { proposal, account: None }), Err(Refusal::Changed));
    assert!(fair.desk.case(case).unwrap().erased_at.is_none());
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
}

#[test]
fn a_disclosure_is_the_officers_and_a_second_of_the_same_side_lets_it_out() {
    let mut fair = TestFair::new();
    fair.by(ORGANISER, Command::AppointStaff { staff: new_staff(OTHER, Role::Organiser) }).unwrap();
    let case = ended(&mut fair, &[Ask::Measure]);
    four_eyes(&mut fair);
    fair.by(ORGANISER, Command::ReadCase { case, part: Ask::Measure, reason: None }).unwrap();
    let new = fair.new_disclosure(Ask::Measure);
    let id = new.id;
    fair.by(ORGANISER, Command::DiscloseCase { case, disclosure: Box::new(new) }).unwrap();
    let proposal = fair.desk.seq();
    assert!(fair.desk.case(case).unwrap().disclosures.is_empty(), "nothing is given yet");
    let confirm = || Command::ConfirmProposal { proposal, account: None };
    assert_eq!(fair.by(HEAD, confirm()), Err(Refusal::NotAllowed));
    fair.by(OTHER, confirm()).unwrap();
    let given = fair.desk.case(case).unwrap().disclosure(id).unwrap().clone();
    assert_eq!((given.by, given.body_seq), (Some(ORGANISER), proposal));
}

#[test]
fn the_duty_manager_lets_out_what_is_given_of_a_complaint_and_nothing_else() {
    let mut fair = TestFair::new();
    let case = ended(&mut fair, &[Ask::Mediation, Ask::Measure]);
    four_eyes(&mut fair);
    fair.by(ORGANISER, Command::ReadCase { case, part: Ask::Measure, reason: None }).unwrap();
    let new = fair.new_disclosure(Ask::Measure);
    let id = new.id;
    fair.by(ORGANISER, Command::DiscloseCase { case, disclosure: Box::new(new) }).unwrap();
    let proposal = fair.desk.seq();
    let by: Vec<_> = fair
        .desk
        .staff()
        .filter(|staff| {
            fair.desk.may_second(staff, &fair.desk.proposal(proposal).unwrap().deed, Some(ORGANISER))
        })
        .map(|staff| staff.id)
        .collect();
    assert_eq!(by, [DUTY_MANAGER], "nobody else of their side");
    fair.by(DUTY_MANAGER, Command::ConfirmProposal { proposal, account: None }).unwrap();
    assert!(fair.desk.case(case).unwrap().disclosure(id).is_some());

    fair.clear(case).unwrap();
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    let confirm = Command::ConfirmProposal { proposal: fair.desk.seq(), account: None };
    assert_eq!(fair.by(DUTY_MANAGER, confirm), Err(Refusal::NotAllowed), "it is the mediation body's");
}

/// The head puts forward what a court asked for.
fn ask_for(fair: &mut TestFair, case: CaseId) -> u64 {
    let reason = Some("a court".to_owned());
    fair.by(HEAD, Command::ReadCase { case, part: Ask::Mediation, reason }).unwrap();
    let disclosure = Box::new(fair.new_disclosure(Ask::Mediation));
    fair.by(HEAD, Command::DiscloseCase { case, disclosure }).unwrap();
    fair.desk.seq()
}

/// Files are handed over on request (Guangdong Regulations art 31): else what was asked for would be gone when it is confirmed.
#[test]
fn nothing_is_erased_while_an_authoritys_request_for_it_is_open() {
    let (mut fair, case) = settled_desk();
    let open = Err(Refusal::StepMissing("request"));
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    let erasure = fair.desk.seq();
    let request = ask_for(&mut fair, case);
    assert!(fair.desk.has_open_request(case));
    assert_eq!(
        fair.by(TOM, Command::ConfirmProposal { proposal: erasure, account: None }),
        open,
        "it was proposed before"
    );
    fair.by(HEAD, Command::WithdrawProposal { proposal: erasure }).unwrap();
    assert_eq!(fair.by(HEAD, Command::EraseCase { case }), open);
    keeping(&mut fair, KeepingRules { four_eyes: FourEyes::Never, ..KeepingRules::default() });
    assert_eq!(fair.by(HEAD, Command::EraseCase { case }), open, "what waits goes on waiting");
    fair.by(TOM, Command::ConfirmProposal { proposal: request, account: None }).unwrap();
    assert!(!fair.desk.has_open_request(case));
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    let erased = fair.desk.case(case).unwrap();
    assert!(erased.erased_at.is_some() && erased.disclosures.len() == 1);
}

#[test]
fn a_request_that_is_turned_down_keeps_nothing() {
    let (mut fair, case) = settled_desk();
    let request = ask_for(&mut fair, case);
    fair.by(TOM, Command::WithdrawProposal { proposal: request }).unwrap();
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    fair.by(TOM, Command::ConfirmProposal { proposal: fair.desk.seq(), account: None }).unwrap();
    let erased = fair.desk.case(case).unwrap();
    assert!(erased.erased_at.is_some());
    let gone = Scope::gone(erased);
    assert!(gone.contains(&Scope::Disclosure(case)), "nor who asked, and on what demand: {gone:?}");
}

#[test]
fn a_request_that_is_turned_down_stays_with_the_record_of_another() {
    let (mut fair, case) = settled_desk();
    let given = ask_for(&mut fair, case);
    fair.by(TOM, Command::ConfirmProposal { proposal: given, account: None }).unwrap();
    let request = ask_for(&mut fair, case);
    fair.by(TOM, Command::WithdrawProposal { proposal: request }).unwrap();
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    fair.by(TOM, Command::ConfirmProposal { proposal: fair.desk.seq(), account: None }).unwrap();
    assert!(!Scope::gone(fair.desk.case(case).unwrap()).contains(&Scope::Disclosure(case)));
}

#[test]
fn an_open_request_keeps_a_case_whose_time_is_over() {
    let (mut fair, case) = settled_desk();
    let request = ask_for(&mut fair, case);
    at(&mut fair, "2029-03-14T10:00:00Z");
    assert_eq!(due(&fair), []);
    let kept = fair.desk.keeping(fair.desk.case(case).unwrap()).unwrap();
    assert!(kept.held && kept.until == date(2029, 3, 12));
    assert_eq!(run(&mut fair, vec![case]), Err(Refusal::StepMissing("request")));
    fair.by(TOM, Command::WithdrawProposal { proposal: request }).unwrap();
    assert_eq!(due(&fair), [(case, Kept::File)]);
    run(&mut fair, vec![case]).unwrap();
}

/// Nobody has to settle by hand what the erasure settled, and it is in nobody's way.
#[test]
fn what_waits_for_a_case_that_was_erased_waits_no_longer() {
    let (mut fair, case) = settled_desk();
    put_forward(&mut fair, MEI, case);
    let example = fair.desk.seq();
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    let erasure = fair.desk.seq();
    keeping(&mut fair, KeepingRules { four_eyes: FourEyes::Never, ..KeepingRules::default() });
    let still = |fair: &TestFair, seq| fair.desk.still_waits(fair.desk.proposal(seq).unwrap());
    assert!(still(&fair, example) && still(&fair, erasure));
    assert_eq!(run(&mut fair, vec![case]), Err(Refusal::NotDue));
    at(&mut fair, "2029-03-14T10:00:00Z");
    run(&mut fair, vec![case]).unwrap();
    assert!(fair.desk.case(case).unwrap().erased_at.is_some());
    for proposal in [example, erasure] {
        assert!(!still(&fair, proposal));
        let second = fair.desk.staff_member(TOM).unwrap();
        assert!(!fair.desk.may_confirm(second, fair.desk.proposal(proposal).unwrap(), fair.now));
        let confirm = Command::ConfirmProposal { proposal, account: None };
        assert_eq!(fair.by(TOM, confirm), Err(Refusal::Overtaken(Overtaken::Erased)));
    }
}

#[test]
fn a_confirmed_run_erases_only_what_is_still_there() {
    let mut fair = TestFair::new();
    let case = ended(&mut fair, &[]);
    four_eyes(&mut fair);
    at(&mut fair, "2026-09-01T10:00:00Z");
    run(&mut fair, vec![case]).unwrap();
    let proposal = fair.desk.seq();
    keeping(&mut fair, KeepingRules { enquiry_days: 900, ..KeepingRules::default() });
    assert_eq!(fair.by(TOM, Command::ConfirmProposal { proposal, account: None }), Err(Refusal::NotDue));
    assert!(fair.desk.case(case).unwrap().erased_at.is_none());
}

#[test]
fn two_are_asked_for_at_a_large_fair_or_where_it_is_set() {
    let mut fair = TestFair::new();
    assert!(!fair.desk.needs_four_eyes());
    for at in 0..LARGE_FAIR {
        fair.enrol(&format!("Exhibitor {at}"), &[]).unwrap();
    }
    assert!(fair.desk.needs_four_eyes());
    keeping(&mut fair, KeepingRules { four_eyes: FourEyes::Never, ..KeepingRules::default() });
    assert!(!fair.desk.needs_four_eyes());
}
