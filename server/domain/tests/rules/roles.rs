//! Who may do what: every command against every asker. A new command does not compile here until it has a row.

use std::collections::BTreeSet;

use domain::{
    Actor, Command, EvidenceId, HallId, KeyHash, Mac, PartyId, Refusal, ScanToken, StaffId, TicketNumber,
    body::{ExhibitorBody, StaffBody},
    case::{Ask, Audience, Outcome, Reason, Urgency},
    fair::LineRules,
    staff::{Conflict, DutyState, Profile, Role},
    testing::{HEAD, MEI, ORGANISER, SUPERVISOR, TOM, TestFair, new_staff, photo, plan},
    ticket::{ParkReason, ReleaseReason},
};

/// Everybody who may ask: `d` the desk itself, `o` organiser, `h` head, `m` the mediator who has the case, `t` another
/// mediator, `s` supervisor, `c` the claimant, `r` a respondent, `p` anybody.
const ASKERS: &str = "dohmtscrp";

/// Who is not turned away for who they are. Commands that a role may give and that fail here for another reason still count.
#[expect(clippy::match_same_arms, reason = "the rows follow the chapters of a fair")]
fn allowed(command: &Command) -> &'static str {
    match command {
        Command::FoundFair { .. } | Command::Sweep => "d",
        Command::AmendFair { .. }
        | Command::ReplaceHallCode { .. }
        | Command::ReplaceBoothCode { .. }
        | Command::SealDay { .. } => "o",
        Command::SetRules { .. }
        | Command::ChooseAddress { .. }
        | Command::AddHalls { .. }
        | Command::EnrolExhibitor { .. } => "do",
        // Opening the test code proves only that the address is right.
        Command::ConfirmAddress { .. } | Command::AdmitHolder { .. } => "dohmtscrp",
        // The row is about a mediator; who appoints whom has tests of its own.
        Command::AppointStaff { .. } => "dh",
        Command::DismissStaff { .. } | Command::EraseCase { .. } => "h",
        // The mediator's own PIN and profile.
        Command::ResetPin { .. } => "dhm",
        Command::AmendStaff { .. } => "hm",
        Command::DeclareConflict { .. } | Command::TakeDuty { .. } => "mt",
        // In a hall, at a printed code: anybody but parties of another case and staff who do not mediate.
        Command::FileCase(_) => "dhmtp",
        Command::AddEvidence { .. } => "hmc",
        Command::WithdrawCase { .. } => "c",
        Command::ClaimTicket { .. } | Command::ClaimNext { .. } => "mt",
        Command::CallTicket { .. } | Command::StartSession { .. } => "m",
        Command::CheckPapers { .. }
        | Command::CheckInTicket { .. }
        | Command::MissTicket { .. }
        | Command::ParkTicket { .. }
        | Command::RequeueTicket { .. }
        | Command::ReleaseTicket { .. }
        | Command::OpenTalks { .. }
        | Command::AdjournSession { .. }
        | Command::ConcludeCase { .. }
        | Command::GiveHolderCode { .. } => "hm",
        Command::RecordUrgency { .. } | Command::GiveAdvice { .. } => "hmt",
        Command::ReadCase { part: Ask::Mediation, .. } => "hm",
        // Only because this case is a complaint too.
        Command::ReadCase { part: Ask::Measure, .. } => "o",
    }
}

/// One of each command, as it would be given in the middle of a day.
fn every_command(fair: &mut TestFair, mine: TicketNumber, respondent: PartyId) -> Vec<Command> {
    let case = fair.desk.ticket(mine).unwrap().case;
    let claimant = fair.desk.ticket(mine).unwrap().party;
    let booth = fair.desk.booths().next().unwrap().id;
    let exhibitor = fair.desk.exhibitors().next().unwrap().id;
    let new = fair.dispute(&[Ask::Mediation]);
    let pin = StaffBody { name: "Mei".to_owned(), pin: "-".to_owned() };
    let until = fair.now + jiff::SignedDuration::from_mins(10);
    let token = |name: &str| ScanToken(name.to_owned());
    assert_ne!(claimant, respondent);
    vec![
        Command::FoundFair { plan: plan(), halls: Vec::new(), staff: Vec::new(), demo: false },
        Command::AmendFair { plan: plan() },
        Command::SetRules { rules: LineRules::default() },
        Command::ChooseAddress { url: "http://desk".to_owned() },
        Command::ConfirmAddress { url: "http://desk".to_owned() },
        Command::AddHalls { halls: vec![(HallId("9".to_owned()), token("hall-9"))] },
        Command::ReplaceHallCode { hall: HallId("1".to_owned()), token: token("hall-1b") },
        Command::ReplaceBoothCode { booth, token: token("booth-b") },
        Command::EnrolExhibitor {
            exhibitor,
            booths: Vec::new(),
            undertaking: None,
            body: ExhibitorBody::default(),
        },
        Command::AppointStaff { staff: new_staff(StaffId([77; 16]), Role::Mediator) },
        Command::AmendStaff { staff: MEI, profile: Profile::default() },
        Command::ResetPin { staff: MEI, body: pin },
        Command::DismissStaff { staff: MEI },
        Command::DeclareConflict { conflict: Conflict::Booth(booth) },
        Command::TakeDuty { state: DutyState::On, room: None },
        Command::FileCase(Box::new(new)),
        Command::AddEvidence {
            case,
            party: claimant,
            evidence: EvidenceId([8; 16]),
            audience: Audience::Mediation,
            body: photo(),
        },
        Command::WithdrawCase { case },
        Command::EraseCase { case },
        Command::CheckPapers { case, missing: Vec::new() },
        Command::RecordUrgency { case, urgency: Urgency::Deadline, remark: None },
        Command::ClaimTicket { ticket: mine },
        Command::ClaimNext { lane: None },
        Command::CallTicket { ticket: mine, room: None },
        Command::CheckInTicket { ticket: mine },
        Command::MissTicket { ticket: mine },
        Command::ParkTicket { ticket: mine, reason: ParkReason::Papers },
        Command::RequeueTicket { ticket: mine },
        Command::ReleaseTicket { ticket: mine, reason: ReleaseReason::Mistake, remark: None },
        Command::OpenTalks { case, tickets: vec![fair.new_ticket()] },
        Command::StartSession { case },
        Command::AdjournSession { case, reason: ParkReason::Expert, remark: None },
        Command::ConcludeCase { case, outcome: Outcome::Settled, reason: Reason::Agreement, remark: None },
        Command::GiveAdvice { hall: None, right: None },
        Command::GiveHolderCode { ticket: mine, code: Mac([1; 32]), until },
        Command::AdmitHolder { ticket: mine, code: Mac([1; 32]), holder: KeyHash([9; 32]) },
        Command::ReadCase { case, part: Ask::Mediation, reason: Some("asked by a court".to_owned()) },
        Command::ReadCase { case, part: Ask::Measure, reason: None },
        Command::Sweep,
        Command::SealDay { day: plan().first_day, upto: 1, hash: String::new(), signature: String::new() },
    ]
}

fn asker(letter: char, claimant: TicketNumber, respondent: TicketNumber) -> Actor {
    match letter {
        'd' => Actor::System,
        'o' => Actor::Staff(ORGANISER),
        'h' => Actor::Staff(HEAD),
        'm' => Actor::Staff(MEI),
        't' => Actor::Staff(TOM),
        's' => Actor::Staff(SUPERVISOR),
        'c' => Actor::Party(claimant),
        'r' => Actor::Party(respondent),
        _ => Actor::Public,
    }
}

/// A case in Mei's hands whose respondent has a ticket, and a complaint to the organiser with it.
fn midday() -> (TestFair, TicketNumber, TicketNumber, PartyId) {
    let mut fair = TestFair::new();
    fair.enrol("Lumen", &["1/A10"]).unwrap();
    let new = fair.dispute(&[Ask::Mediation, Ask::Measure]);
    let (case, ticket) = fair.file_this(new).unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.open_talks(MEI, case).unwrap();
    fair.claim(MEI, ticket).unwrap();
    let other = fair.tickets(case)[1];
    let respondent = fair.desk.ticket(other).unwrap().party;
    (fair, ticket, other, respondent)
}

/// Whether a refusal is about who asked, not about what or when.
fn turned_away(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::NotAllowed | Refusal::NotYours { .. })
}

#[test]
fn every_command_is_held_against_every_asker() {
    let (mut fair, ticket, other, respondent) = midday();
    let commands = every_command(&mut fair, ticket, respondent);
    let mut wrong = Vec::new();
    for command in &commands {
        for letter in ASKERS.chars() {
            let mut here = fair.clone();
            let answer = here.ask(asker(letter, ticket, other), command.clone());
            let may = !answer.as_ref().is_err_and(turned_away);
            if may != allowed(command).contains(letter) {
                wrong.push(format!("{letter} {:?}: {answer:?}", std::mem::discriminant(command)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_command_has_a_sample() {
    let (mut fair, ticket, _, respondent) = midday();
    let commands = every_command(&mut fair, ticket, respondent);
    let kinds: BTreeSet<String> = commands.iter().map(name).collect();
    // `allowed` does not compile without a row for a new command; this catches a row without a sample.
    // Reading has two samples: for mediation, and for the organiser.
    assert_eq!(kinds.len() + 1, commands.len());
    assert_eq!(kinds.len(), 39, "a command was added or removed: add its sample above");
}

fn name(command: &Command) -> String {
    let text = format!("{command:?}");
    text.split([' ', '(', '{']).next().unwrap_or_default().to_owned()
}

#[test]
fn nobody_does_anything_before_the_fair_is_set_up() {
    let (mut fair, ticket, _, respondent) = midday();
    for command in every_command(&mut fair, ticket, respondent) {
        let mut empty = TestFair::empty();
        let actor = Actor::Staff(ORGANISER);
        assert!(empty.ask(actor, command.clone()).is_err(), "{}", name(&command));
    }
}

#[test]
fn who_was_dismissed_can_do_nothing_any_more() {
    let (mut fair, ticket, _, respondent) = midday();
    fair.by(HEAD, Command::DismissStaff { staff: TOM }).unwrap();
    for command in every_command(&mut fair, ticket, respondent) {
        if allowed(&command).len() == ASKERS.len() {
            continue;
        }
        let answer = fair.clone().by(TOM, command.clone());
        assert!(answer.is_err(), "{}", name(&command));
    }
    let unknown = Actor::Staff(StaffId([99; 16]));
    assert_eq!(fair.ask(unknown, Command::ClaimTicket { ticket }), Err(Refusal::NotAllowed));
}

#[test]
fn the_organiser_neither_files_nor_claims_nor_reads_what_was_said_for_mediation() {
    let mut fair = TestFair::new();
    let new = fair.dispute(&[Ask::Mediation]);
    let file = Command::FileCase(Box::new(new));
    assert_eq!(fair.by(ORGANISER, file), Err(Refusal::NotAllowed));
    let (case, ticket) = fair.file().unwrap();
    assert_eq!(fair.claim(ORGANISER, ticket), Err(Refusal::NotAllowed));
    for part in Ask::ALL {
        let read = || Command::ReadCase { case, part: *part, reason: Some("curious".to_owned()) };
        assert_eq!(fair.by(ORGANISER, read()), Err(Refusal::NotAllowed));
        assert_eq!(fair.by(SUPERVISOR, read()), Err(Refusal::NotAllowed));
    }
}
