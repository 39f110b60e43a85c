//! Who may do what: every command against every asker. A new command does not compile here until it has a row.

use std::collections::BTreeSet;

use domain::{
    Actor, BodyId, CaseId, Command, DefenceId, DeviceId, EvidenceId, ExhibitorId, HallId, KeyHash, Mac,
    PartyId, ProductClass, Refusal, RightId, ScanToken, ShiftId, StaffId, TicketNumber, TypicalId,
    body::{
        DefenceBody, ExhibitorBody, MeasureBody, MediatorBody, RecordBody, ReplyBody, RightBody, StaffBody,
    },
    case::{Ask, Audience, Outcome, Reason, RightKind, Urgency},
    fair::{Language, LineRules},
    handover::{ListForm, Recipient},
    major::MajorAction,
    measure::{Basis, MeasureAction, MeasureKind},
    print::SlipOf,
    procedure::{
        Action, Answer, Authority, CaseSource, ConsentTo, IdentityPaper, Means, Purpose, RecordPart, Service,
        ServiceMethod, Signatory,
    },
    referral::ReferralAction,
    register::{RightStatus, RightTerms, StatusCheck, Withdrawal},
    remark::RemarkKind,
    shift::ShiftTime,
    staff::{Conflict, Credentials, DutyState, Profile, Role},
    survey::{Answers, Degree},
    testing::{
        AUDITOR, DUTY_MANAGER, HEAD, MEI, ORGANISER, RECEPTION, SUPERVISOR, TOM, TestFair, kiosk, new_staff,
        person, photo, plan,
    },
    ticket::{ParkReason, ReleaseReason},
    typical::Ground,
};

/// Everybody who may ask: `d` the desk itself, `o` organiser, `h` head, `m` the mediator who has the case, `t` another
/// mediator, `s` supervisor, `u` duty manager, `a` auditor, `c` the claimant, `r` a respondent, `p` anybody, `i` reception, from
/// which the case has gone on.
const ASKERS: &str = "dohmtsuacrpi";

/// Who is not turned away for who they are. Commands that a role may give and that fail here for another reason still count.
#[expect(clippy::match_same_arms, reason = "the rows follow the chapters of a fair")]
fn allowed(command: &Command) -> &'static str {
    match command {
        Command::FoundFair { .. } | Command::Sweep => "d",
        Command::AmendFair { .. }
        | Command::ReplaceHallCode { .. }
        | Command::RemoveHall { .. }
        | Command::ReplaceBoothCode { .. }
        | Command::InviteDevice { .. }
        | Command::LetterDevice { .. }
        | Command::LockDevice { .. }
        | Command::UnlockDevice { .. }
        | Command::RevokeDevice { .. }
        | Command::AmendRight { .. }
        | Command::LodgeDefence { .. }
        | Command::WithdrawDefence { .. }
        | Command::WithdrawRight { .. }
        | Command::NameProductClasses { .. }
        | Command::TakeEarlierReport { .. }
        | Command::RemoveEarlierReport { .. }
        | Command::SealDay { .. } => "o",
        // Whoever watches the day.
        Command::RemarkDay { .. } | Command::PostBulletin { .. } | Command::EndBulletin => "ou",
        // Whoever prepares the fair, and a head for the own body.
        Command::RecordBody { .. } | Command::PublishTariff { .. } => "oh",
        // Those who answer for the files.
        Command::HandOverCases { .. } | Command::FetchCaseList { .. } => "oh",
        Command::SetRules { .. }
        | Command::ChooseAddress { .. }
        | Command::AddHalls { .. }
        | Command::EnrolExhibitor { .. }
        | Command::RecordUndertaking { .. }
        | Command::RegisterRight { .. }
        | Command::CheckRight { .. } => "do",
        // Opening the test code proves only that the address is right.
        // Whoever has the organiser's code is the device it was made for.
        Command::ConfirmAddress { .. } | Command::AdmitHolder { .. } | Command::JoinDevice { .. } => ASKERS,
        // The row is about a mediator; who appoints whom has tests of its own.
        Command::AppointStaff { .. } => "dh",
        // Among them those whose work the head answers for, and when they are to be there.
        Command::DismissStaff { .. }
        | Command::EraseCase { .. }
        | Command::ArchiveFile { .. }
        | Command::RunRetention { .. }
        | Command::ReserveNumbers { .. }
        | Command::RecordCredentials { .. }
        | Command::RecordTraining { .. }
        | Command::StrikeTraining { .. }
        | Command::PlanShifts { .. }
        | Command::CancelShift { .. }
        | Command::CorrectDuty { .. } => "h",
        // Slips at the counter and in the office.
        Command::OrderPrint { .. } => "ohmtui",
        // The mediator's own PIN and profile.
        Command::ResetPin { .. } => "dhm",
        Command::AmendStaff { .. } => "hm",
        // The organiser's own; who names whom has tests of its own.
        Command::NameStaff { .. } => "o",
        Command::DeclareConflict { .. } | Command::TakeDuty { .. } | Command::ClaimNext { .. } => "mti",
        // In a hall, at a printed code: anybody but parties of another case and staff who do not mediate.
        Command::FileCase(_) => "dhmtpi",
        // The claimant's own; staff for it.
        Command::AddEvidence { .. } | Command::GiveAccess { .. } => "hmc",
        // Without a name, by whoever has a ticket's address.
        Command::AnswerSurvey { .. } => "p",
        Command::WithdrawCase { .. } => "c",
        // What stands in reception has a test of its own.
        Command::ClaimTicket { .. } => "mt",
        Command::CallTicket { .. } | Command::StartSession { .. } => "m",
        Command::NameExhibitor { .. } => "ohmu",
        Command::CheckPapers { .. }
        | Command::CheckInTicket { .. }
        | Command::MissTicket { .. }
        | Command::ParkTicket { .. }
        | Command::RequeueTicket { .. }
        | Command::ReleaseTicket { .. }
        | Command::OpenTalks { .. }
        | Command::AdjournSession { .. }
        | Command::ConcludeCase { .. }
        | Command::DraftTypicalCase { .. }
        | Command::PublishTypicalCase { .. }
        | Command::GiveHolderCode { .. } => "hm",
        // The row is about advice; what may be entered, and by whom, has tests of its own.
        Command::GiveAdvice { .. } | Command::EnterFromPaper(_) => "hmti",
        Command::RecordUrgency { .. } => "hmt",
        Command::Proceed { action, .. } => allowed_in_procedure(action),
        Command::MoveMeasure { action, .. } => allowed_in_track(action),
        Command::MoveAftercare { .. } => "hm",
        // What leaves the house does so by whoever answers for the file; how a major case goes on, the body as a whole says.
        Command::MoveReferral { action, .. } if matches!(**action, ReferralAction::Send { .. }) => "h",
        Command::MoveMajor { action, .. }
            if matches!(**action, MajorAction::DecideCourse { .. } | MajorAction::LiftFlag { .. }) =>
        {
            "h"
        }
        Command::MoveReferral { .. } | Command::MoveMajor { .. } => "hm",
        // Reception reads its own part of it.
        Command::ReadCase { part: Ask::Mediation, .. } => "hmi",
        // Each gives their own part: the rows are about the mediation's, and one of the organiser's. Nothing was proposed.
        Command::DiscloseCase { .. } | Command::WithdrawTypicalCase { .. } => "h",
        Command::ReceiveDisclosure { .. } => "o",
        Command::ConfirmProposal { .. } | Command::WithdrawProposal { .. } => "ohmtu",
        // Only because this case is a complaint too.
        Command::ReadCase { part: Ask::Measure, .. } => "ou",
    }
}

/// The same for a step of a case's procedure.
fn allowed_in_procedure(action: &Action) -> &'static str {
    match action {
        Action::Accept { .. }
        | Action::ChangeBody { .. }
        | Action::IssueNotice { .. }
        | Action::RecordService { .. }
        | Action::MakeAppointment { .. }
        | Action::CancelAppointment
        | Action::CheckIdentity { .. }
        | Action::AdmitGuest { .. }
        | Action::NoteProductClass { .. }
        | Action::QuoteFee { .. }
        | Action::QuoteNoFee { .. }
        | Action::Ratify { .. } => "hm",
        Action::DeclareImpartiality
        | Action::ExplainRights { .. }
        | Action::CallForHelp
        | Action::WriteRecord { .. }
        | Action::WriteNote { .. }
        | Action::DraftAgreement { .. }
        | Action::AgreeTerms { .. }
        | Action::ReopenTerms
        | Action::RegisterOral { .. } => "m",
        // The respondent's; each other of these is asked here for the claimant.
        Action::Answer { .. } | Action::NoteLanguage { .. } => "hmr",
        Action::WithdrawConsent { .. }
        | Action::AskOtherMediator { .. }
        | Action::Consent { .. }
        | Action::AgreeAsExample { .. }
        | Action::RevokeConsent { .. }
        | Action::AnswerFee { .. }
        | Action::ConfirmAppointment { .. }
        | Action::ConfirmRecord { .. }
        | Action::Sign { .. }
        | Action::RefuseToSign { .. } => "hmc",
        Action::CarryOver => "h",
        Action::AnswerHelp => "ohmtui",
    }
}

/// The same for a step of the organiser's track.
fn allowed_in_track(action: &MeasureAction) -> &'static str {
    match action {
        MeasureAction::Answer { .. } => "oru",
        MeasureAction::HandOver { .. } => "hm",
        MeasureAction::IssueNotice { .. }
        | MeasureAction::RecordService { .. }
        | MeasureAction::Clear { .. }
        | MeasureAction::Order { .. }
        | MeasureAction::Apply { .. }
        | MeasureAction::Lift { .. } => "ou",
    }
}

/// One of each command, as it would be given in the middle of a day.
fn every_command(fair: &mut TestFair, mine: TicketNumber, respondent: PartyId) -> Vec<Command> {
    let case = fair.desk.ticket(mine).unwrap().case;
    let unnamed = ExhibitorBody::default();
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
        Command::RecordBody { body: BodyId::FIRST, terms: super::bodies::terms("Test Committee") },
        Command::PublishTariff { body: BodyId::FIRST, tariff: TestFair::tariff() },
        Command::SetRules { rules: LineRules::default() },
        Command::ChooseAddress { url: "http://desk".to_owned() },
        Command::ConfirmAddress { url: "http://desk".to_owned() },
        Command::ReserveNumbers { count: 5 },
        Command::EnterFromPaper(Box::new(Command::GiveAdvice { hall: None, right: None })),
        Command::AddHalls { halls: vec![(HallId("9".to_owned()), token("hall-9"))] },
        Command::ReplaceHallCode { hall: HallId("1".to_owned()), token: token("hall-1b") },
        Command::RemoveHall { hall: HallId("1".to_owned()) },
        Command::ReplaceBoothCode { booth, token: token("booth-b") },
        Command::EnrolExhibitor { exhibitor, booths: Vec::new(), undertaking: None, body: unnamed },
        Command::AppointStaff { staff: new_staff(StaffId([77; 16]), Role::Mediator) },
        Command::AmendStaff { staff: MEI, profile: Profile::default() },
        Command::NameStaff { staff: ORGANISER, name: "王丽 Wang Li".to_owned() },
        Command::ResetPin { staff: MEI, body: pin },
        Command::DismissStaff { staff: MEI },
        Command::DeclareConflict { conflict: Conflict::Booth(booth) },
        Command::TakeDuty { state: DutyState::On, room: None },
        Command::FileCase(Box::new(new)),
        Command::AnswerSurvey { ticket: mine, mark: Mac([9; 32]), answers: agreed() },
        Command::AddEvidence {
            case,
            party: claimant,
            evidence: EvidenceId([8; 16]),
            audience: Audience::Mediation,
            purpose: Purpose::Exhibit,
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
        Command::OpenTalks { case },
        Command::StartSession { case },
        Command::AdjournSession { case, reason: ParkReason::Expert, remark: None },
        Command::ConcludeCase { case, outcome: Outcome::Settled, reason: Reason::Agreement, remark: None },
        Command::GiveAdvice { hall: None, right: None },
        Command::GiveHolderCode { ticket: mine, code: Mac([1; 32]), until },
        Command::AdmitHolder { ticket: mine, code: Mac([1; 32]), holder: KeyHash([9; 32]) },
        Command::ReadCase { case, part: Ask::Mediation, reason: Some("asked by a court".to_owned()) },
        Command::ReadCase { case, part: Ask::Measure, reason: None },
        Command::DiscloseCase { case, disclosure: Box::new(fair.new_disclosure(Ask::Mediation)) },
        Command::GiveAccess { case, party: claimant, body: Some(person("Li Hua")) },
        Command::RunRetention { cases: vec![case] },
        Command::ConfirmProposal { proposal: 1, account: None },
        Command::WithdrawProposal { proposal: 1 },
        Command::ReceiveDisclosure {
            case,
            disclosure: fair.disclosed(case).unwrap(),
            on: plan().first_day,
            body: person("Officer Chen"),
        },
        Command::Sweep,
        Command::SealDay { day: plan().first_day, upto: 1, hash: String::new(), signature: String::new() },
        Command::TakeEarlierReport { report: super::report::earlier() },
        Command::RemoveEarlierReport { fair: super::report::earlier().fair },
        Command::HandOverCases {
            to: Recipient::Court,
            from: plan().first_day,
            until: plan().first_day,
            words: "letter no. 12".to_owned(),
        },
        Command::FetchCaseList { handover: 1, form: ListForm::Csv, sha256: "0".repeat(64) },
    ]
    .into_iter()
    .chain(about_devices(fair))
    .chain(about_examples(fair, case))
    .chain(about_the_fair(fair))
    .chain(every_preparation(fair, exhibitor))
    .chain(every_action(fair, case, claimant, respondent))
    .chain(every_measure(fair, case, respondent))
    .chain(super::aftercare::samples(case))
    .chain(about_others(case))
    .chain([Command::NameExhibitor { case, party: respondent, exhibitor: Some(exhibitor) }])
    .collect()
}

/// What the organiser writes into the log and tells everybody who waits, and by what cases are counted.
fn about_the_fair(fair: &TestFair) -> Vec<Command> {
    vec![
        Command::PostBulletin {
            words: [(Language::En, "The power is out.".to_owned())].into(),
            until: fair.now + jiff::SignedDuration::from_mins(30),
        },
        Command::EndBulletin,
        Command::RemarkDay {
            day: plan().first_day,
            kind: RemarkKind::Incident,
            text: "a visitor fell".to_owned(),
        },
        Command::NameProductClasses { classes: vec![ProductClass("Lamps".to_owned())] },
    ]
}

/// One of each command that prepares a fair besides its list: undertakings, rights, papers of mediators, shifts.
fn every_preparation(fair: &mut TestFair, exhibitor: ExhibitorId) -> Vec<Command> {
    let right = fair.desk.registrations().next().unwrap().id;
    let terms = RightTerms { kind: RightKind::Design, valid_from: None, valid_to: None };
    let until = fair.now + jiff::SignedDuration::from_mins(10);
    vec![
        Command::RecordUndertaking { exhibitor, signed: true, on: None, body: person("Li Hua") },
        Command::LodgeDefence {
            defence: DefenceId([13; 16]),
            exhibitor,
            right: None,
            audience: Audience::Both,
            body: DefenceBody::default(),
        },
        Command::WithdrawDefence { defence: fair.lodged(exhibitor, Audience::Both).unwrap() },
        Command::RegisterRight {
            right: RightId([12; 16]),
            exhibitor,
            terms: terms.clone(),
            body: RightBody::default(),
        },
        Command::AmendRight { right, terms, renumbered: false, body: RightBody::default() },
        Command::CheckRight {
            right,
            check: StatusCheck { on: plan().first_day, status: RightStatus::InForce },
        },
        Command::WithdrawRight { right, reason: Withdrawal::Asked },
        Command::RecordCredentials {
            staff: MEI,
            credentials: Credentials::default(),
            body: MediatorBody::default(),
        },
        Command::RecordTraining {
            staff: MEI,
            on: plan().first_day,
            minutes: 90,
            topic: "Patents".to_owned(),
        },
        Command::StrikeTraining { staff: MEI, entry: 1 },
        Command::PlanShifts {
            staff: MEI,
            hall: None,
            times: vec![ShiftTime { shift: ShiftId([14; 16]), from: fair.now, until }],
        },
        Command::CancelShift { shift: ShiftId([15; 16]) },
        Command::CorrectDuty { staff: MEI, left_at: fair.now, reason: "forgotten".to_owned() },
    ]
}

/// Those about other bodies and major cases, and laying a file away.
fn about_others(case: CaseId) -> impl Iterator<Item = Command> {
    let archive = Command::ArchiveFile { case, pages: 20, volumes: 1, upto: 1, reason: None };
    super::referral::samples(case).into_iter().chain(super::major::samples(case)).chain([archive])
}

/// Those about telling a case as an example.
fn about_examples(fair: &mut TestFair, case: CaseId) -> Vec<Command> {
    let new = fair.new_typical(Ground::Anonymised);
    vec![
        Command::DraftTypicalCase { case, base: 0, body: Box::new(new.draft.clone()) },
        Command::PublishTypicalCase { case, typical: Box::new(new) },
        Command::WithdrawTypicalCase { case, typical: TypicalId([16; 16]), reason: "recognised".to_owned() },
    ]
}

/// Those about kiosks and their printers.
fn about_devices(fair: &TestFair) -> Vec<Command> {
    let until = fair.now + jiff::SignedDuration::from_mins(10);
    vec![
        Command::InviteDevice { code: Mac([4; 32]), plan: kiosk(), until },
        Command::JoinDevice { device: DeviceId([6; 16]), key: KeyHash([6; 32]), code: Mac([5; 32]) },
        Command::LetterDevice { device: DeviceId([6; 16]) },
        Command::LockDevice { device: DeviceId([6; 16]), message: String::new() },
        Command::UnlockDevice { device: DeviceId([6; 16]) },
        Command::RevokeDevice { device: DeviceId([6; 16]) },
        Command::OrderPrint { device: DeviceId([6; 16]), slip: SlipOf::Notice(1), copy: 1 },
    ]
}

/// One of each step of the procedure.
fn every_action(fair: &mut TestFair, case: CaseId, claimant: PartyId, respondent: PartyId) -> Vec<Command> {
    let party = claimant;
    let (text, means, authority) = (|| "2026-03".to_owned(), Means::Spoken, Authority::Own);
    let (from, until) = (fair.now, fair.now + jiff::SignedDuration::from_hours(1));
    let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
    let reply = ReplyBody { person: person("Noor"), statement: None, language: None };
    let record = RecordBody { text: text(), ..RecordBody::default() };
    let draft = || fair.draft(case, false);
    let part = RecordPart::Mediation;
    let (to, paper, by) = (ConsentTo::Expert, IdentityPaper::Passport, Signatory::Party(party));
    let mut actions = vec![
        Action::Accept { source: CaseSource::Application },
        Action::ChangeBody { body: BodyId::FIRST, means },
        Action::DeclareImpartiality,
        Action::RecordService { party: respondent, service, body: person("Booth staff") },
        Action::Answer {
            party: respondent,
            answer: Answer::Accept,
            text: text(),
            means,
            authority,
            body: reply,
            language: None,
        },
        Action::NoteLanguage { party: respondent, language: Language::ZhCn },
        Action::NoteProductClass { class: None },
        Action::WithdrawConsent { party, means },
        Action::AskOtherMediator { party, means },
        Action::Consent { party, to, text: text(), means },
        Action::AgreeAsExample { party, version: 1, text: text(), means },
        Action::RevokeConsent { party, to },
        Action::QuoteFee { base: 0, quote: fair.quote(case) },
        Action::QuoteNoFee { base: 0 },
        Action::AnswerFee { party, version: 1, answer: Answer::Accept, means },
        Action::MakeAppointment { from, until, room: None },
        Action::ConfirmAppointment { party, from },
        Action::CancelAppointment,
        Action::CheckIdentity { party, paper, authority, body: person("Li Hua") },
        Action::ExplainRights { text: text() },
        Action::AdmitGuest { role: to, body: person("Expert") },
        Action::CallForHelp,
        Action::AnswerHelp,
        Action::WriteRecord { part, base: 0, body: record },
        Action::ConfirmRecord { party, part, version: 1, means },
        Action::WriteNote { text: text() },
        Action::DraftAgreement { base: 0, draft: draft() },
        Action::AgreeTerms { version: 1 },
        Action::ReopenTerms,
        Action::Sign {
            version: 1,
            by,
            means,
            authority,
            evidence: None,
            ratify_by: None,
            body: person("Li Hua"),
        },
        Action::Ratify { party, evidence: None, body: person("Li Hua") },
        Action::RefuseToSign { party },
        Action::CarryOver,
        Action::RegisterOral { draft: draft() },
    ];
    actions.push(Action::IssueNotice { party: respondent, notice: fair.new_notice() });
    actions.into_iter().map(|action| Command::Proceed { case, action: Box::new(action) }).collect()
}

/// One of each step of the organiser's track.
fn every_measure(fair: &mut TestFair, case: CaseId, party: PartyId) -> Vec<Command> {
    let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
    let body = || MeasureBody { text: "The lamp.".to_owned(), ..MeasureBody::default() };
    let reply =
        ReplyBody { person: person("Noor"), statement: Some("It is ours.".to_owned()), language: None };
    let (kind, basis) = (MeasureKind::Cover, Basis::BindingDecision);
    let actions = vec![
        MeasureAction::IssueNotice { notice: fair.new_notice() },
        MeasureAction::RecordService { service, body: person("Booth staff") },
        MeasureAction::Answer { means: Means::Spoken, admits: false, body: reply },
        MeasureAction::Clear { body: body() },
        MeasureAction::Order { kind, basis, until: None, body: body() },
        MeasureAction::Apply { evidence: None, body: body() },
        MeasureAction::Lift { body: body() },
        MeasureAction::HandOver { body: body() },
    ];
    actions.into_iter().map(|action| Command::MoveMeasure { case, party, action: Box::new(action) }).collect()
}

fn asker(letter: char, claimant: TicketNumber, respondent: TicketNumber) -> Actor {
    match letter {
        'd' => Actor::System,
        'o' => Actor::Staff(ORGANISER),
        'h' => Actor::Staff(HEAD),
        'm' => Actor::Staff(MEI),
        't' => Actor::Staff(TOM),
        's' => Actor::Staff(SUPERVISOR),
        'i' => Actor::Staff(RECEPTION),
        'u' => Actor::Staff(DUTY_MANAGER),
        'a' => Actor::Staff(AUDITOR),
        'c' => Actor::Party(claimant),
        'r' => Actor::Party(respondent),
        _ => Actor::Public,
    }
}

/// A case in Mei's hands whose respondent has a ticket, and a complaint to the organiser with it.
fn midday() -> (TestFair, TicketNumber, TicketNumber, PartyId) {
    let mut fair = TestFair::new();
    let duty = Command::TakeDuty { state: DutyState::On, room: None };
    fair.ask(Actor::Staff(RECEPTION), duty).unwrap();
    let lumen = fair.enrol("Lumen", &["1/A10"]).unwrap();
    fair.register(lumen, "ZL 2023 3 0123456.7").unwrap();
    let new = fair.dispute(&[Ask::Mediation, Ask::Measure]);
    let (case, ticket) = fair.file_this(new).unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
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
                wrong.push(format!("{letter} {}: {answer:?}", name(command)));
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
    assert_eq!(kinds.len(), 83 + 37 + 8 + 8 + 7 + 5, "a command was added or removed: add its sample above");
}

fn name(command: &Command) -> String {
    let first = |text: String| text.split([' ', '(', '{']).next().unwrap_or_default().to_owned();
    #[expect(clippy::wildcard_enum_match_arm, reason = "every other command is named by itself")]
    match command {
        Command::Proceed { action, .. } => format!("Proceed {}", first(format!("{action:?}"))),
        Command::MoveMeasure { action, .. } => format!("MoveMeasure {}", first(format!("{action:?}"))),
        Command::MoveAftercare { action, .. } => format!("MoveAftercare {}", first(format!("{action:?}"))),
        Command::MoveReferral { action, .. } => format!("MoveReferral {}", first(format!("{action:?}"))),
        Command::MoveMajor { action, .. } => format!("MoveMajor {}", first(format!("{action:?}"))),
        _ => first(format!("{command:?}")),
    }
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

fn agreed() -> Answers {
    Answers { fair: Degree::Fully, quick: Degree::Fully, again: Degree::Fully }
}
