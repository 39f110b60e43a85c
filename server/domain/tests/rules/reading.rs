//! Who may read what of a case: given what was done with it, when somebody asks, then how much they see; and the command that
//! records the reading never says anything else.

use domain::{
    Actor, CaseId, Command, Event, Fact, Refusal, StaffId, TicketNumber,
    body::Content,
    case::{Ask, Outcome, Reason},
    command::NewStaff,
    procedure::{Action, Means},
    reading::Sight,
    staff::{Conflict, DutyState, Role},
    testing::{HEAD, MEI, ORGANISER, SUPERVISOR, TOM, TestFair, new_staff},
    ticket::{ParkReason, ReleaseReason},
};

type Given = fn(&mut TestFair, CaseId, TicketNumber);

fn read(
    fair: &mut TestFair,
    who: StaffId,
    case: CaseId,
    reason: Option<&str>,
) -> Result<Vec<Event>, Refusal> {
    fair.by(who, Command::ReadCase { case, part: Ask::Mediation, reason: reason.map(str::to_owned) })
}

fn release(fair: &mut TestFair, who: StaffId, ticket: TicketNumber, reason: ReleaseReason) {
    fair.by(who, Command::ReleaseTicket { ticket, reason, remark: None }).unwrap();
}

/// What was done, and what Mei, Tom, head, organiser and supervisor then see: `w`hole, on a `r`eason, `s`ummary.
const STORIES: &[(&str, Given, &str)] = &[
    ("nobody has taken it", |_, _, _| (), "ssrss"),
    (
        "Mei has it",
        |fair, _, ticket| {
            fair.claim(MEI, ticket).unwrap();
        },
        "wsrss",
    ),
    (
        "Mei gave it back, for it is not her field",
        |fair, _, ticket| {
            fair.claim(MEI, ticket).unwrap();
            release(fair, MEI, ticket, ReleaseReason::NotMyField);
        },
        "ssrss",
    ),
    (
        "Mei put it back into its line",
        |fair, _, ticket| {
            fair.claim(MEI, ticket).unwrap();
            fair.requeue(MEI, ticket).unwrap();
        },
        "ssrss",
    ),
    (
        "the party missed the call, and Mei lost it when its place was kept no longer",
        |fair, _, ticket| {
            fair.claim(MEI, ticket).unwrap();
            fair.call(MEI, ticket).unwrap();
            fair.pass(2);
            fair.miss(MEI, ticket).unwrap();
            fair.pass(60);
            fair.sweep().unwrap();
        },
        "ssrss",
    ),
    (
        "Mei has it on hold",
        |fair, _, ticket| {
            fair.receive(MEI, ticket).unwrap();
            fair.by(MEI, Command::ParkTicket { ticket, reason: ParkReason::Papers }).unwrap();
        },
        "wsrss",
    ),
    (
        "Mei put it into the line for talks",
        |fair, case, ticket| {
            fair.receive(MEI, ticket).unwrap();
            fair.agree_to_talk(MEI, case).unwrap();
        },
        "wsrss",
    ),
    (
        "Mei gave it back for a conflict of interest",
        |fair, _, ticket| {
            fair.claim(MEI, ticket).unwrap();
            release(fair, MEI, ticket, ReleaseReason::Conflict);
        },
        "ssrss",
    ),
    (
        "the head took it from Mei for a conflict of interest",
        |fair, _, ticket| {
            fair.claim(MEI, ticket).unwrap();
            release(fair, HEAD, ticket, ReleaseReason::Conflict);
        },
        "ssrss",
    ),
    (
        "Mei gave it back and Tom has it",
        |fair, _, ticket| {
            fair.claim(MEI, ticket).unwrap();
            release(fair, MEI, ticket, ReleaseReason::OffDuty);
            fair.claim(TOM, ticket).unwrap();
        },
        "swrss",
    ),
    (
        "Tom ended it after Mei had it",
        |fair, case, ticket| {
            fair.claim(MEI, ticket).unwrap();
            release(fair, MEI, ticket, ReleaseReason::OffDuty);
            fair.claim(TOM, ticket).unwrap();
            fair.conclude(TOM, case, Outcome::AdviceGiven, Reason::Other).unwrap();
        },
        "swrss",
    ),
    (
        "Tom, who has it, was dismissed after it ended",
        |fair, case, ticket| {
            fair.claim(TOM, ticket).unwrap();
            fair.conclude(TOM, case, Outcome::AdviceGiven, Reason::Other).unwrap();
            fair.by(HEAD, Command::DismissStaff { staff: TOM }).unwrap();
        },
        "ssrss",
    ),
    (
        "Mei has it and declares a conflict with a party",
        |fair, case, ticket| {
            fair.claim(MEI, ticket).unwrap();
            let exhibitor = fair.desk.case(case).unwrap().respondents()[0].place.exhibitor.unwrap();
            fair.by(MEI, Command::DeclareConflict { conflict: Conflict::Exhibitor(exhibitor) }).unwrap();
        },
        "ssrss",
    ),
    (
        "it was withdrawn before anybody had it",
        |fair, _, ticket| {
            fair.withdraw(ticket).unwrap();
        },
        "ssrss",
    ),
];

fn told(given: Given) -> (TestFair, CaseId) {
    let mut fair = TestFair::new();
    let exhibitor = fair.enrol("Lumen", &["1/A10"]).unwrap();
    let mut new = fair.dispute(&[Ask::Mediation, Ask::Measure]);
    new.respondents[0].place.exhibitor = Some(exhibitor);
    let (case, ticket) = fair.file_this(new).unwrap();
    given(&mut fair, case, ticket);
    (fair, case)
}

#[test]
fn how_much_is_seen_follows_from_what_was_done() {
    for (story, given, seen) in STORIES {
        let (fair, case) = told(*given);
        let case = fair.desk.case(case).unwrap();
        let found: String = [MEI, TOM, HEAD, ORGANISER, SUPERVISOR]
            .iter()
            .map(|id| match fair.desk.sight(fair.desk.staff_member(*id).unwrap(), case) {
                Sight::Whole => 'w',
                Sight::OnReason => 'r',
                Sight::Received => 'i',
                Sight::Summary => 's',
            })
            .collect();
        assert_eq!(&found, seen, "{story}");
    }
}

#[test]
fn a_reading_is_recorded_for_those_who_see_and_for_nobody_else() {
    for (story, given, seen) in STORIES {
        for (who, sight) in [MEI, TOM, HEAD, ORGANISER, SUPERVISOR].into_iter().zip(seen.chars()) {
            let (mut fair, case) = told(*given);
            let bare = read(&mut fair, who, case, None);
            let reasoned = read(&mut fair, who, case, Some("the court asks"));
            match sight {
                'w' => assert_eq!((bare.unwrap().len(), reasoned), (1, Ok(Vec::new())), "{story} {who:?}"),
                'r' => {
                    assert_eq!(bare, Err(Refusal::Incomplete("reason")), "{story} {who:?}");
                    assert_eq!(reasoned.unwrap().len(), 1, "{story} {who:?}");
                }
                _ => assert!(bare.is_err() && reasoned.is_err(), "{story} {who:?}"),
            }
        }
    }
}

#[test]
fn the_reason_is_sealed_and_holds_for_an_hour() {
    let mut fair = TestFair::new();
    let (case, _) = fair.file().unwrap();
    assert_eq!(read(&mut fair, HEAD, case, Some("  ")), Err(Refusal::Incomplete("reason")));
    let written = read(&mut fair, HEAD, case, Some(" A party complained. ")).unwrap();
    assert!(matches!(written[0].fact, Fact::CaseRead { part: Ask::Mediation, on_reason: true, .. }));
    let body = written[0].body.as_ref().unwrap();
    assert_eq!(body.content, Content::Remark { text: "A party complained.".to_owned() });
    let sight = |fair: &TestFair| {
        let head = fair.desk.staff_member(HEAD).unwrap();
        fair.desk.sight_at(head, fair.desk.case(case).unwrap(), fair.now)
    };
    assert_eq!((sight(&fair), read(&mut fair, HEAD, case, None)), (Sight::Whole, Ok(Vec::new())));
    fair.pass(61);
    assert_eq!(sight(&fair), Sight::OnReason);
    assert_eq!(read(&mut fair, HEAD, case, None), Err(Refusal::Incomplete("reason")));
}

#[test]
fn a_reading_as_its_mediator_is_no_reason_as_the_head() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    let id = StaffId([77; 16]);
    let staff = NewStaff { roles: vec![Role::Head, Role::Mediator], ..new_staff(id, Role::Mediator) };
    fair.ask(Actor::System, Command::AppointStaff { staff }).unwrap();
    let state = DutyState::On;
    fair.by(id, Command::TakeDuty { state, room: None }).unwrap();
    fair.claim(id, ticket).unwrap();
    assert_eq!(read(&mut fair, id, case, None).unwrap().len(), 1);
    release(&mut fair, id, ticket, ReleaseReason::OffDuty);
    fair.claim(MEI, ticket).unwrap();
    assert_eq!(read(&mut fair, id, case, None), Err(Refusal::Incomplete("reason")));
}

#[test]
fn what_was_told_the_organiser_is_the_organisers_alone() {
    let (mut fair, case) = told(|fair, _, ticket| {
        fair.claim(MEI, ticket).unwrap();
    });
    let complaint = || Command::ReadCase { case, part: Ask::Measure, reason: Some("asked".to_owned()) };
    for who in [MEI, TOM, HEAD, SUPERVISOR] {
        assert_eq!(fair.by(who, complaint()), Err(Refusal::NotAllowed), "{who:?}");
    }
    assert_eq!(fair.by(ORGANISER, complaint()).unwrap().len(), 1);
    assert_eq!(fair.by(ORGANISER, complaint()), Ok(Vec::new()), "once an hour");
    fair.pass(61);
    assert_eq!(fair.by(ORGANISER, complaint()).unwrap().len(), 1);
    let (only, _) = fair.file().unwrap();
    let only = Command::ReadCase { case: only, part: Ask::Measure, reason: None };
    assert_eq!(fair.by(ORGANISER, only), Err(Refusal::NotAllowed), "there is no complaint");
}

#[test]
fn who_gave_a_case_back_for_a_conflict_is_not_offered_it_again() {
    let mut fair = TestFair::new();
    let (_, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    release(&mut fair, MEI, ticket, ReleaseReason::Conflict);
    assert_eq!(fair.claim(MEI, ticket), Err(Refusal::ConflictOfInterest));
    assert_eq!(fair.by(MEI, Command::ClaimNext { lane: None }), Err(Refusal::NobodyWaits));
    fair.claim(TOM, ticket).unwrap();
}

#[test]
fn a_code_is_given_by_those_who_may_read() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    let until = fair.now + jiff::SignedDuration::from_mins(10);
    let code = || Command::GiveHolderCode { ticket, code: domain::Mac([1; 32]), until };
    assert_eq!(fair.by(TOM, code()), Err(Refusal::NotYours { by: None }), "nobody has it");
    fair.claim(MEI, ticket).unwrap();
    assert_eq!(fair.by(TOM, code()), Err(Refusal::NotYours { by: Some(MEI) }));
    fair.by(MEI, code()).unwrap();
    assert_eq!(fair.by(HEAD, code()), Err(Refusal::Incomplete("reason")));
    read(&mut fair, HEAD, case, Some("The party asked me.")).unwrap();
    fair.by(HEAD, code()).unwrap();
}

/// Whoever files for a visitor typed every word of it and hands the slip over; once somebody takes the case, it is that person's.
#[test]
fn who_files_for_a_visitor_sees_the_case_until_somebody_takes_it() {
    let mut fair = TestFair::new();
    let new = fair.dispute(&[Ask::Mediation]);
    let case = new.case;
    fair.by(MEI, Command::FileCase(Box::new(new))).unwrap();
    let sight = |fair: &TestFair, who| {
        fair.desk.sight(fair.desk.staff_member(who).unwrap(), fair.desk.case(case).unwrap())
    };
    assert_eq!((sight(&fair, MEI), sight(&fair, TOM)), (Sight::Whole, Sight::Summary));
    let ticket = fair.desk.case(case).unwrap().claimant().ticket.unwrap();
    fair.claim(TOM, ticket).unwrap();
    assert_eq!((sight(&fair, MEI), sight(&fair, TOM)), (Sight::Summary, Sight::Whole));
    fair.release(TOM, ticket).unwrap();
    assert_eq!(sight(&fair, MEI), Sight::Summary, "it was taken once");
}

/// Who had a case when it ended reads nothing by that: only with a declaration of their own. Who gave it back reads nothing at all.
#[test]
fn what_was_said_is_for_whoever_declared_however_the_case_left_their_hands() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    let seen = |fair: &TestFair, who| {
        let (reader, case) = (fair.desk.staff_member(who).unwrap(), fair.desk.case(case).unwrap());
        (fair.desk.sight(reader, case), fair.desk.opens_record(reader, case))
    };
    let (open, barred, outside) = ((Sight::Whole, true), (Sight::Whole, false), (Sight::Summary, true));
    assert_eq!((seen(&fair, MEI), seen(&fair, TOM)), (open, outside));
    fair.claim(TOM, ticket).unwrap();
    assert_eq!((seen(&fair, MEI), seen(&fair, TOM)), (outside, barred));
    assert_eq!(seen(&fair, HEAD), (Sight::OnReason, true), "the head reads for a reason, not to mediate");
    let mut back = fair.clone();
    back.release(TOM, ticket).unwrap();
    assert_eq!((seen(&back, MEI), seen(&back, TOM)), (outside, outside), "given back without a word");
    let (party, means) = (fair.desk.case(case).unwrap().claimant().place.id, Means::Spoken);
    let stop = Action::WithdrawConsent { party, means };
    let mut over = fair.clone();
    over.proceed(TOM, case, stop.clone()).unwrap();
    assert!(!over.desk.case(case).unwrap().state.is_open());
    assert_eq!((seen(&over, MEI), seen(&over, TOM)), (outside, barred), "it ended before they gave it");
    read(&mut over, HEAD, case, Some("The file is to be laid away.")).unwrap();
    assert_eq!(seen(&over, HEAD), (Sight::OnReason, true));

    fair.declare(TOM, case).unwrap();
    assert_eq!(seen(&fair, TOM), open);
    let mut back = fair.clone();
    back.release(TOM, ticket).unwrap();
    assert_eq!((seen(&back, MEI), seen(&back, TOM)), (outside, outside), "it waits, and is nobody's");
    fair.proceed(TOM, case, stop).unwrap();
    assert_eq!((seen(&fair, MEI), seen(&fair, TOM)), (outside, open));
}

/// Erasing takes names and texts; that and how a case ended stays known to those who answer for it (procedure E.2).
#[test]
fn how_a_case_ended_is_for_its_mediator_and_the_head_even_once_it_is_erased() {
    let (mut fair, case) = told(|fair, _, ticket| {
        fair.claim(MEI, ticket).unwrap();
    });
    let sees = |fair: &TestFair| {
        let case = fair.desk.case(case).unwrap();
        [MEI, TOM, HEAD, ORGANISER, SUPERVISOR]
            .map(|id| fair.desk.sees_outcome(fair.desk.staff_member(id).unwrap(), case))
    };
    assert_eq!(sees(&fair), [true, false, true, false, false]);
    let (outcome, reason) = (Outcome::NotAccepted, Reason::RightContested);
    fair.by(MEI, Command::ConcludeCase { case, outcome, reason, remark: None }).unwrap();
    assert_eq!(sees(&fair), [true, false, true, false, false]);
    fair.clear(case).unwrap();
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    assert!(fair.desk.case(case).unwrap().erased_at.is_some());
    assert_eq!(sees(&fair), [true, false, true, false, false]);
}
