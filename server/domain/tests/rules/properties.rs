//! What must hold whatever anybody asks for, in whatever order, with whatever clock.

use std::collections::BTreeSet;

use domain::{
    Actor, BodyId, CaseId, Command, CommandId, DefenceId, Desk, Event, Fact, HallId, KeyHash, Mac, RightId,
    RoomId, ScanToken, ShiftId, StaffId, Stamp, TicketNumber,
    bodies::BodyTerms,
    body::{Content, DefenceBody, ExhibitorBody, MediatorBody, RightBody},
    case::{Ask, Audience, CaseState, Outcome, Paper, Reason, RightKind, Urgency},
    command::{Minted, NewBooth},
    fair::{BodyKind, Language, LineRules},
    figures::figures,
    handover::{ListForm, Recipient},
    outcomes_for,
    print::SlipOf,
    procedure::Purpose,
    reasons_for,
    register::{RightStatus, RightTerms, StatusCheck, Withdrawal},
    remark::RemarkKind,
    shift::ShiftTime,
    staff::{Conflict, Credentials, DutyState, Grade, Profile, Role},
    survey::{Answers, Degree},
    testing::{HEAD, MEI, ORGANISER, SUPERVISOR, TOM, TestFair, kiosk, new_staff, photo, plan},
    ticket::{Lane, ParkReason, ReleaseReason, TicketState},
    workload::{workloads, workloads_between},
};
use jiff::civil::Date;
use proptest::prelude::*;

use super::{aftercare, bodies, major, referral, steps, workload::walked};

/// One step of somebody's day; the numbers choose among what there is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) who: u8,
    pub(crate) verb: u8,
    pub(crate) which: u16,
    pub(crate) how: u8,
    pub(crate) minutes: i64,
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
    let minutes = prop_oneof![6 => 0i64..4, 2 => 10i64..90, 1 => 600i64..1500, 1 => -120i64..0];
    (any::<u8>(), any::<u8>(), any::<u16>(), any::<u8>(), minutes)
        .prop_map(|(who, verb, which, how, minutes)| Step { who, verb, which, how, minutes })
}

pub(crate) fn of<T: Copy>(list: &[T], which: impl Into<usize>) -> T {
    list[which.into() % list.len()]
}

fn somebody(fair: &TestFair, step: Step) -> Actor {
    let ticket = some_ticket(fair, step);
    // Those who do most of the work come up most often.
    let actors = [
        Actor::Staff(MEI),
        Actor::Staff(MEI),
        Actor::Staff(MEI),
        Actor::Staff(TOM),
        Actor::Staff(TOM),
        Actor::Staff(HEAD),
        Actor::Staff(HEAD),
        Actor::Staff(ORGANISER),
        Actor::Staff(SUPERVISOR),
        Actor::Party(ticket),
        Actor::Public,
        Actor::Public,
        Actor::System,
    ];
    of(&actors, step.who)
}

/// Often one of the first that are open, so that some cases get far; else any.
fn some_ticket(fair: &TestFair, step: Step) -> TicketNumber {
    let open = || fair.desk.tickets().filter(|ticket| ticket.state.is_open()).map(|ticket| ticket.number);
    let mut all: Vec<_> = if step.which.is_multiple_of(4) { Vec::new() } else { open().take(5).collect() };
    if all.is_empty() {
        all = fair.desk.tickets().map(|ticket| ticket.number).collect();
    }
    if all.is_empty() { "A-001".parse().unwrap() } else { of(&all, step.which / 4) }
}

fn some_case(fair: &TestFair, step: Step) -> CaseId {
    fair.desk.ticket(some_ticket(fair, step)).map_or(CaseId([0; 16]), |ticket| ticket.case)
}

fn filed(fair: &mut TestFair, step: Step) -> Command {
    let booths: Vec<_> = fair.desk.booths().map(|booth| booth.id).collect();
    let exhibitors: Vec<_> = fair.desk.exhibitors().map(|known| known.id).collect();
    let mut new = match step.how % 5 {
        0 => fair.question(),
        1 => fair.dispute(&[Ask::Measure]),
        2 => fair.dispute(&[Ask::Mediation, Ask::Measure]),
        _ => fair.dispute(&[Ask::Mediation]),
    };
    if let Some(respondent) = new.respondents.first_mut() {
        match step.which % 3 {
            0 => respondent.place.booth = Some(of(&booths, step.which)),
            1 => respondent.place.exhibitor = Some(of(&exhibitors, step.which)),
            _ => {}
        }
        let more = fair.party(domain::case::Side::Respondent, "");
        if step.which.is_multiple_of(4) {
            new.respondents.push(more);
        }
    }
    new.hall = [Some("1"), Some("2"), None][usize::from(step.which % 3)].map(|hall| HallId(hall.to_owned()));
    // Now and then one comes on a form with a number of its own, rightly or not, a while after it was written.
    let reserved = fair.desk.reserved().map(|reserved| reserved.series);
    if let Some(series) = reserved.filter(|_| step.which.is_multiple_of(3)) {
        new.door = domain::case::Door::Counter;
        new.paper = Some(TicketNumber { series, count: u32::from(step.which % 7) });
        return Command::EnterFromPaper(Box::new(Command::FileCase(Box::new(new))));
    }
    Command::FileCase(Box::new(new))
}

/// What its mediator would do next with a ticket.
fn go_on(fair: &mut TestFair, step: Step) -> (Actor, Command) {
    let (ticket, case) = (some_ticket(fair, step), some_case(fair, step));
    let known = fair.desk.ticket(ticket).cloned();
    let mediator = known.as_ref().and_then(|ticket| ticket.mediator).unwrap_or(of(&[MEI, TOM], step.how));
    let there = fair.tickets(case).iter().all(|ticket| fair.state(*ticket) == Some(TicketState::Attending));
    let state = fair.desk.case(case).map(|case| case.state);
    let ends = step.how.is_multiple_of(4);
    if step.which % 7 == 5
        && let Some(case) = steps::begun(fair)
    {
        return (Actor::Staff(HEAD), steps::told_as_example(fair, case, step));
    }
    if step.which % 13 == 7
        && let Some(open) = fair.desk.case(case).filter(|case| case.state.is_open())
    {
        return (Actor::Staff(HEAD), steps::at_the_close(open));
    }
    if step.which % 13 == 7 {
        return steps::lawful(fair, case, step);
    }
    let command = match known.as_ref().map(|ticket| (ticket.state, ticket.lane)) {
        None | Some((TicketState::Closed | TicketState::Cancelled, _)) => {
            let reason = Some("asked".to_owned());
            Command::ReadCase { case, part: Ask::Mediation, reason }
        }
        Some((TicketState::Waiting | TicketState::Parked | TicketState::Missed, _)) => {
            Command::ClaimTicket { ticket }
        }
        Some((TicketState::Claimed, _)) => steps::called(fair, case, ticket, mediator),
        Some((TicketState::Called, _)) if step.how % 8 == 7 => Command::MissTicket { ticket },
        Some((TicketState::Called, _)) => Command::CheckInTicket { ticket },
        Some((TicketState::Attending, _)) if step.which.is_multiple_of(5) => steps::any(fair, case, step),
        Some((TicketState::Attending, Lane::Reception)) if !ends => {
            let known = fair.desk.case(case).cloned();
            known.map_or(Command::Sweep, |known| steps::before_talks(fair, &known, step))
        }
        Some((TicketState::Attending, Lane::Talks)) if state == Some(CaseState::TermsAgreed) && !ends => {
            let known = fair.desk.case(case).cloned();
            known.map_or(Command::Sweep, |known| steps::towards_agreement(fair, &known, step))
        }
        Some((TicketState::Attending, Lane::Talks)) if !there => {
            let lead = fair.tickets(case)[0];
            Command::CallTicket { ticket: lead, room: None }
        }
        Some((TicketState::Attending, Lane::Talks)) if state != Some(CaseState::InSession) => {
            fair.desk.case(case).map_or(Command::Sweep, |known| steps::to_the_table(fair, known, step))
        }
        Some((TicketState::Attending, Lane::Talks)) if step.how % 4 != 1 => {
            let known = fair.desk.case(case).cloned();
            known.map_or(Command::Sweep, |known| steps::towards_agreement(fair, &known, step))
        }
        Some((TicketState::Attending, Lane::Talks)) if !ends => {
            Command::AdjournSession { case, reason: ParkReason::Appointment, remark: None }
        }
        Some((TicketState::Attending, _)) => on_a_case(fair, step, 17),
    };
    (Actor::Staff(mediator), command)
}

fn command(fair: &mut TestFair, step: Step) -> Command {
    let Step { verb, which, how, .. } = step;
    match verb % 34 {
        32 | 33 => {
            let case = some_case(fair, step);
            steps::any(fair, case, step)
        }
        0..=3 => filed(fair, step),
        verb @ 4..=21 => on_a_case(fair, step, verb),
        verb => elsewhere(fair, verb, which, how),
    }
}

fn on_a_case(fair: &mut TestFair, step: Step, verb: u8) -> Command {
    let (ticket, case, how) = (some_ticket(fair, step), some_case(fair, step), step.how);
    let room = [None, Some("Room 1"), Some("Room 2"), Some("Cellar")][usize::from(how % 4)];
    let room = room.map(|room| RoomId(room.to_owned()));
    match verb {
        4 => Command::ClaimTicket { ticket },
        5 => Command::ClaimNext {
            lane: [None, Some(Lane::Reception), Some(Lane::Talks)][usize::from(how % 3)],
        },
        6 | 7 => Command::CallTicket { ticket, room },
        8 | 9 => Command::CheckInTicket { ticket },
        10 => Command::MissTicket { ticket },
        11 => Command::ParkTicket { ticket, reason: of(ParkReason::ALL, how) },
        12 => Command::RequeueTicket { ticket },
        13 => Command::ReleaseTicket { ticket, reason: of(ReleaseReason::ALL, how), remark: None },
        14 => Command::OpenTalks { case },
        15 => Command::StartSession { case },
        16 => Command::AdjournSession {
            case,
            reason: of(ParkReason::ALL, how),
            remark: Some("later".to_owned()),
        },
        17 => {
            let known = fair.desk.case(case);
            let possible = known.map_or_else(|| Outcome::ALL.to_vec(), |case| outcomes_for(case));
            let outcome = if possible.is_empty() { Outcome::Settled } else { of(&possible, how) };
            let reasons = known.map_or_else(Vec::new, |case| reasons_for(case, outcome));
            let reason = if reasons.is_empty() { Reason::Other } else { of(&reasons, step.which) };
            Command::ConcludeCase { case, outcome, reason, remark: None }
        }
        18 if how.is_multiple_of(2) => Command::EraseCase { case },
        18 => Command::WithdrawCase { case },
        19 if how.is_multiple_of(3) => {
            let party = fair.desk.ticket(ticket).map_or(domain::PartyId([0; 16]), |ticket| ticket.party);
            let body = Some(domain::testing::person("Li Hua"));
            Command::GiveAccess { case, party, body }
        }
        19 => Command::CheckPapers { case, missing: vec![of(Paper::ALL, how), of(Paper::ALL, how / 2)] },
        20 => Command::RecordUrgency { case, urgency: of(Urgency::ALL, how), remark: None },
        _ => {
            let party = fair.desk.ticket(ticket).map_or(domain::PartyId([0; 16]), |ticket| ticket.party);
            let audience = [Audience::Mediation, Audience::Measure, Audience::Both][usize::from(how % 3)];
            let evidence = domain::EvidenceId(fair.fresh());
            Command::AddEvidence { case, party, evidence, audience, purpose: Purpose::Exhibit, body: photo() }
        }
    }
}

fn elsewhere(fair: &mut TestFair, verb: u8, which: u16, how: u8) -> Command {
    let duty = [DutyState::On, DutyState::On, DutyState::Break, DutyState::Off][usize::from(how % 4)];
    let room = [None, Some("Room 1"), Some("Room 2")][usize::from(which % 3)];
    let open = || fair.desk.tickets().find(|ticket| ticket.state.is_open());
    let ticket: TicketNumber =
        open().or_else(|| fair.desk.tickets().next()).map_or("A-001".parse().unwrap(), |t| t.number);
    let case = fair.desk.ticket(ticket).map_or(CaseId([0; 16]), |ticket| ticket.case);
    match verb {
        22 | 23 => Command::TakeDuty { state: duty, room: room.map(|room| RoomId(room.to_owned())) },
        24 | 25 => Command::Sweep,
        26 => {
            let day = plan().first_day.saturating_add(jiff::Span::new().days(i64::from(how % 3)));
            let upto = (fair.desk.seq() + 1).saturating_sub(u64::from(which % 4));
            if how.is_multiple_of(5) {
                let ended = fair.desk.tickets().find(|ticket| !ticket.state.is_open());
                let over = ended.map_or_else(|| "A-001".parse().unwrap(), |ticket| ticket.number);
                let degree = |at: u16| Degree::ALL[usize::from(at) % Degree::ALL.len()];
                let answers = Answers { fair: degree(which), quick: degree(which / 5), again: Degree::Fully };
                let mark = Mac([how; 32]);
                return Command::AnswerSurvey { ticket: over, mark, answers };
            }
            if how.is_multiple_of(7) {
                let words = [(Language::En, "The power is out.".to_owned())].into();
                let until = fair.now + jiff::SignedDuration::from_mins(i64::from(which % 40));
                return if how.is_multiple_of(2) {
                    Command::PostBulletin { words, until }
                } else {
                    Command::EndBulletin
                };
            }
            if how.is_multiple_of(11) {
                let classes = ["Lamps", "Switches"].map(|name| domain::ProductClass(name.to_owned()));
                return Command::NameProductClasses { classes: classes[..usize::from(which % 3)].to_vec() };
            }
            if how.is_multiple_of(4) {
                let (kind, text) = (of(RemarkKind::ALL, how / 4), "power was out".to_owned());
                return Command::RemarkDay { day, kind, text };
            }
            Command::SealDay { day, upto, hash: "00".to_owned(), signature: "00".to_owned() }
        }
        27 => {
            let booths: Vec<_> = fair.desk.booths().map(|booth| booth.id).collect();
            let exhibitors: Vec<_> = fair.desk.exhibitors().map(|known| known.id).collect();
            let conflict = if how.is_multiple_of(2) {
                Conflict::Booth(of(&booths, which))
            } else {
                Conflict::Exhibitor(of(&exhibitors, which))
            };
            Command::DeclareConflict { conflict }
        }
        28 => match how % 4 {
            0 => Command::GiveAdvice { hall: Some(HallId("1".to_owned())), right: None },
            1 => Command::ReadCase { case, part: Ask::Mediation, reason: None },
            2 => Command::GiveHolderCode {
                ticket,
                code: Mac([1; 32]),
                until: fair.now + jiff::SignedDuration::from_hours(10),
            },
            _ => {
                // Where somebody was given a code, it is theirs.
                let given = fair.desk.tickets().find(|known| known.code.is_some()).map(|known| known.number);
                let ticket = given.unwrap_or(ticket);
                Command::AdmitHolder { ticket, code: Mac([1; 32]), holder: KeyHash([2; 32]) }
            }
        },
        29 => match how % 8 {
            0 => Command::DismissStaff { staff: of(&[MEI, TOM, HEAD, SUPERVISOR], which) },
            1..=4 => Command::AppointStaff {
                staff: new_staff(of(&[MEI, StaffId(fair.fresh())], which), of(&Role::ALL, how)),
            },
            5 => Command::ResetPin { staff: MEI, body: new_staff(MEI, Role::Mediator).body },
            _ => Command::AmendStaff { staff: TOM, profile: Profile::default() },
        },
        30 => preparation(fair, which, how),
        _ => {
            let known = fair.desk.exhibitors().next().unwrap().id;
            let exhibitor = if how.is_multiple_of(2) { known } else { domain::ExhibitorId(fair.fresh()) };
            let booth = domain::BoothId(fair.fresh());
            let (hall, number) = (HallId("1".to_owned()), format!("A{}", which % 8));
            let booths = vec![NewBooth { id: booth, hall, number, token: ScanToken(format!("t{booth}")) }];
            Command::EnrolExhibitor { exhibitor, booths, undertaking: None, body: ExhibitorBody::default() }
        }
    }
}

/// What is prepared by those who may: the register, undertakings, statements lodged in advance.
fn before_the_fair(fair: &mut TestFair, step: Step) -> Command {
    let Step { which, how, .. } = step;
    if how % 7 == 6 {
        return reporting(fair, which);
    }
    if how % 7 == 5 {
        return another_hall(fair);
    }
    if which.is_multiple_of(2) { lodging(fair, which / 2, how) } else { registering(fair, which / 2, how) }
}

/// A hall in which nothing stands comes and goes.
fn another_hall(fair: &mut TestFair) -> Command {
    let hall = HallId("3".to_owned());
    if fair.desk.hall(&hall).is_some() {
        return Command::RemoveHall { hall };
    }
    let token = ScanToken(format!("token-{}", CaseId(fair.fresh())));
    Command::AddHalls { halls: vec![(hall, token)] }
}

/// What stands beside the report, and what goes out of the house.
fn reporting(fair: &TestFair, which: u16) -> Command {
    let day = plan().first_day;
    match which % 4 {
        0 => Command::RemoveEarlierReport { fair: super::report::earlier().fair },
        3 => Command::FetchCaseList {
            handover: fair.desk.handovers().last().map_or(1, |list| list.seq),
            form: of(ListForm::ALL, which),
            sha256: "0".repeat(64),
        },
        1 => Command::HandOverCases {
            to: of(Recipient::ALL, which),
            from: day,
            until: day,
            words: "letter no. 12".to_owned(),
        },
        _ => Command::TakeEarlierReport { report: super::report::earlier() },
    }
}

fn planning(fair: &mut TestFair, which: u16, how: u8) -> Command {
    let (staff, day) = (of(&[MEI, TOM], which), plan().first_day);
    let training = fair.desk.staff_member(MEI).and_then(|person| person.trainings.first().copied());
    let shift = fair.desk.shifts().next().map(|shift| shift.id);
    match (which % 5, training, shift) {
        (0, ..) => Command::RecordCredentials {
            staff,
            credentials: Credentials {
                listed: true,
                grade: Some(of(Grade::ALL, how)),
                ..Credentials::default()
            },
            body: MediatorBody::default(),
        },
        (1, Some(training), _) => Command::StrikeTraining { staff: MEI, entry: training.seq },
        (2, _, Some(shift)) => Command::CancelShift { shift },
        // It takes whoever is there off duty, and so comes up seldom.
        (3, ..) if how.is_multiple_of(6) => {
            Command::CorrectDuty { staff, left_at: fair.now, reason: "forgotten".to_owned() }
        }
        (1 | 3, ..) => {
            Command::RecordTraining { staff: MEI, on: day, minutes: 90, topic: "Patents".to_owned() }
        }
        _ => {
            let from = plan().bounds_of(day).0 + jiff::SignedDuration::from_hours(i64::from(how % 23));
            let until = from + jiff::SignedDuration::from_hours(1);
            let times = vec![ShiftTime { shift: ShiftId(fair.fresh()), from, until }];
            Command::PlanShifts { staff, hall: None, times }
        }
    }
}

fn lodging(fair: &mut TestFair, which: u16, how: u8) -> Command {
    let exhibitors: Vec<_> = fair.desk.exhibitors().map(|known| known.id).collect();
    let exhibitor = of(&exhibitors, which);
    let known: Vec<_> = fair.desk.defences_of(exhibitor).map(|known| known.id).collect();
    match (how / 3) % 3 {
        0 => Command::RecordUndertaking {
            exhibitor,
            signed: which.is_multiple_of(2),
            on: None,
            body: domain::testing::person("Li Hua"),
        },
        1 if !known.is_empty() => Command::WithdrawDefence { defence: of(&known, which) },
        _ => Command::LodgeDefence {
            defence: DefenceId(fair.fresh()),
            exhibitor,
            right: None,
            audience: Audience::Both,
            body: DefenceBody::default(),
        },
    }
}

fn registering(fair: &mut TestFair, which: u16, how: u8) -> Command {
    let known: Vec<_> = fair.desk.registrations().map(|right| right.id).collect();
    let right =
        if known.is_empty() || how.is_multiple_of(4) { RightId(fair.fresh()) } else { of(&known, which) };
    let day = plan().first_day;
    let terms = RightTerms { kind: of(RightKind::ALL, how), valid_from: None, valid_to: Some(day) };
    let number = Some(format!("ZL{which}"));
    let body =
        RightBody { number, title: "Lamp".to_owned(), owner: "Li Hua".to_owned(), ..RightBody::default() };
    match how % 4 {
        0 => {
            let exhibitors: Vec<_> = fair.desk.exhibitors().map(|known| known.id).collect();
            Command::RegisterRight { right, exhibitor: of(&exhibitors, which), terms, body }
        }
        1 => Command::AmendRight { right, terms, renumbered: how % 8 == 1, body },
        2 => Command::CheckRight {
            right,
            check: StatusCheck { on: day, status: of(RightStatus::ALL, how / 4) },
        },
        _ => Command::WithdrawRight { right, reason: of(Withdrawal::ALL, how / 4) },
    }
}

fn preparation(fair: &mut TestFair, which: u16, how: u8) -> Command {
    let token = ScanToken(format!("token-{}", CaseId(fair.fresh())));
    match how % 8 {
        7 => Command::ReserveNumbers { count: u32::from(which % 4) },
        0 => {
            let mut plan = plan();
            plan.rooms.truncate(usize::from(which % 3));
            plan.name = format!("Fair {which}");
            Command::AmendFair { plan }
        }
        1 => Command::SetRules {
            rules: LineRules {
                grace_s: u32::from(which) % 900,
                max_misses: u32::from(how) % 5,
                ..LineRules::default()
            },
        },
        2 if which.is_multiple_of(2) => {
            let (body, name) = if fair.desk.has_several_bodies() && which.is_multiple_of(3) {
                (BodyId::FIRST, "Test Committee")
            } else {
                (bodies::second(), "Trade Mediation Centre")
            };
            let closed = which.is_multiple_of(5);
            let kind = of(BodyKind::ALL, how / 8);
            Command::RecordBody { body, terms: BodyTerms { kind, closed, ..bodies::terms(name) } }
        }
        2 if which % 3 == 1 => {
            let body = if how < 128 { BodyId::FIRST } else { bodies::second() };
            Command::PublishTariff { body, tariff: TestFair::tariff() }
        }
        2 => Command::ChooseAddress { url: "http://desk".to_owned() },
        3 => Command::ConfirmAddress { url: "http://desk".to_owned() },
        4 => Command::AddHalls { halls: vec![(HallId(format!("{}", which % 4)), token)] },
        5 => Command::ReplaceHallCode { hall: HallId("1".to_owned()), token },
        _ => Command::ReplaceBoothCode { booth: fair.desk.booths().next().unwrap().id, token },
    }
}

/// What happens with a kiosk: it joins, mints in any order, is re-lettered, locked, taken away.
fn devices(fair: &mut TestFair, step: Step) -> (Actor, Command) {
    let organiser = Actor::Staff(ORGANISER);
    let code = Mac([step.how % 3; 32]);
    let invited =
        fair.desk.invitations(fair.now.max(fair.desk.recorded_at())).any(|(known, _)| *known == code);
    let known: Vec<_> = fair.desk.devices().map(|device| (device.id, device.letters.clone())).collect();
    let Some((device, letters)) = known.get(usize::from(step.which) % known.len().max(1)).cloned() else {
        return join_or_invite(fair, code, invited);
    };
    match step.how % 12 {
        0 | 1 => join_or_invite(fair, code, invited),
        2 => (organiser, Command::LetterDevice { device }),
        3 => (organiser, Command::LockDevice { device, message: "Back at two".to_owned() }),
        4 if step.which.is_multiple_of(3) => (organiser, Command::UnlockDevice { device }),
        4 => {
            let slip = SlipOf::Ticket(some_ticket(fair, step));
            (organiser, Command::OrderPrint { device, slip, copy: step.which % 3 })
        }
        5 if step.which.is_multiple_of(7) => (organiser, Command::RevokeDevice { device }),
        6 => (Actor::Device(device), Command::CheckInTicket { ticket: some_ticket(fair, step) }),
        _ => {
            let (series, _) = of(&letters, step.which / 3);
            let number = TicketNumber { series, count: u32::from(step.which % 9) + 1 };
            let unminted_at = step.how.is_multiple_of(5).then_some(fair.now);
            (Actor::Device(device), minted(fair, number, unminted_at))
        }
    }
}

fn join_or_invite(fair: &mut TestFair, code: Mac, invited: bool) -> (Actor, Command) {
    let until = fair.now + jiff::SignedDuration::from_mins(10);
    if !invited {
        return (Actor::Staff(ORGANISER), Command::InviteDevice { code, plan: kiosk(), until });
    }
    let (device, key) = (domain::DeviceId(fair.fresh()), fair.new_ticket().key);
    (Actor::Public, Command::JoinDevice { device, key, code })
}

pub(crate) fn minted(
    fair: &mut TestFair,
    number: TicketNumber,
    unminted_at: Option<jiff::Timestamp>,
) -> Command {
    let mut new = fair.question();
    new.door = domain::case::Door::Kiosk;
    new.minted = Some(Minted { number, unminted_at });
    Command::FileCase(Box::new(new))
}

fn prepared() -> TestFair {
    let mut fair = TestFair::new();
    let classes = ["Lamps", "Switches"].map(|name| domain::ProductClass(name.to_owned())).to_vec();
    fair.by(ORGANISER, Command::NameProductClasses { classes }).unwrap();
    let lumen = fair.enrol("Lumen", &["1/A1", "2/B1"]).unwrap();
    fair.enrol("Noor", &["1/A1"]).unwrap();
    fair.register(lumen, "ZL1").unwrap();
    fair.enrol("Ohne Stand", &[]).unwrap();
    fair.by(ORGANISER, Command::ChooseAddress { url: "http://desk".to_owned() }).unwrap();
    fair
}

/// Lets everything happen; after every step [`TestFair::ask`] holds the Desk against what must always be true.
pub(crate) fn live(steps: &[Step]) -> TestFair {
    let mut fair = prepared();
    // Few days come as far as a written agreement by chance; some begin with one.
    if steps.first().is_some_and(|first| first.how.is_multiple_of(4)) {
        aftercare::settle(&mut fair);
    }
    // At some, whoever mediates may take a fee.
    if steps.first().is_some_and(|first| first.how % 4 == 1) {
        let terms = BodyTerms { kind: BodyKind::LawyersStudio, ..bodies::terms("Test Committee") };
        fair.by(ORGANISER, Command::RecordBody { body: BodyId::FIRST, terms }).unwrap();
        let tariff = TestFair::tariff();
        fair.by(HEAD, Command::PublishTariff { body: BodyId::FIRST, tariff }).unwrap();
    }
    for step in steps {
        fair.pass(step.minutes);
        // Few agreements come about in a day, so that what follows one is looked at often.
        let settled = fair.desk.cases_in_effect().next().filter(|_| step.which % 5 == 1);
        let (actor, command) = if let Some(settled) = settled {
            match step.which % 4 {
                3 => referral::some_step(&fair, settled.id, *step),
                2 => major::some_step(&fair, settled.id, *step),
                _ => aftercare::some_step(&fair, settled, *step),
            }
        } else if step.minutes >= 100 && step.verb < 200 {
            // After a while the desk looks at its clock first.
            (Actor::System, Command::Sweep)
        } else if step.which % 19 == 3 {
            let case = some_case(&fair, *step);
            referral::some_step(&fair, case, *step)
        } else if step.verb < 130 {
            go_on(&mut fair, *step)
        } else if step.verb < 140 {
            devices(&mut fair, *step)
        } else if step.verb < 146 {
            if step.how.is_multiple_of(3) {
                (Actor::Staff(HEAD), planning(&mut fair, step.which, step.how))
            } else {
                (Actor::Staff(ORGANISER), before_the_fair(&mut fair, *step))
            }
        } else if step.verb < 160 {
            let case = some_case(&fair, *step);
            steps::measure(&mut fair, case, *step)
        } else {
            (somebody(&fair, *step), command(&mut fair, *step))
        };
        let before = fair.desk.clone();
        if fair.ask(actor, command).is_err() {
            assert_eq!(fair.desk, before, "a refusal left a trace");
        }
    }
    fair
}

fn replayed(entries: &[(Stamp, Event)]) -> Desk {
    let mut desk = Desk::default();
    for (stamp, event) in entries {
        // As the journal keeps them, and without any body.
        let stamp: Stamp = serde_json::from_str(&serde_json::to_string(stamp).unwrap()).unwrap();
        let fact: Fact = serde_json::from_str(&serde_json::to_string(&event.fact).unwrap()).unwrap();
        desk.apply(&stamp, &fact);
    }
    desk
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_desk_is_sound_and_its_facts_alone_give_it_back(
        steps in prop::collection::vec(step(), 1..160),
    ) {
        let fair = live(&steps);
        prop_assert_eq!(&replayed(&fair.entries), &fair.desk);
    }

    #[test]
    fn no_number_is_given_twice(steps in prop::collection::vec(step(), 1..120)) {
        let fair = live(&steps);
        let mut seen = BTreeSet::new();
        for (_, event) in &fair.entries {
            if let Fact::TicketIssued { ticket, .. } = &event.fact {
                prop_assert!(seen.insert(*ticket), "{} was issued twice", ticket);
            }
        }
        prop_assert_eq!(seen.len(), fair.desk.tickets().count());
    }

    #[test]
    fn every_question_has_an_answer(steps in prop::collection::vec(step(), 1..120)) {
        let fair = live(&steps);
        let plan = plan();
        let days: BTreeSet<_> = fair.entries.iter().map(|(stamp, _)| plan.day_of(stamp.occurred_at)).collect();
        let mut ended = 0;
        for day in days {
            let figures = figures(&fair.desk, day, None);
            let open = figures.rows.iter().filter(|row| row.outcome.is_none()).count();
            prop_assert_eq!((figures.filed + figures.carried_in) as usize, figures.rows.len());
            prop_assert_eq!(figures.open_at_close as usize, open);
            ended += figures.concluded as usize;
        }
        let closed = fair.desk.cases().filter(|case| !case.state.is_open()).count();
        prop_assert_eq!(ended, closed, "every outcome counts on one day");
        let lines = fair.desk.lines();
        for lane in Lane::ALL {
            for standing in fair.desk.waiting(*lane) {
                prop_assert_eq!(fair.desk.ahead_of(standing.case), Some(standing.ahead));
                prop_assert_eq!(lines.ahead_of(&fair.desk, standing.case), Some(standing.ahead));
                let body = fair.desk.case(standing.case).unwrap().body;
                let wait = fair.desk.outlook(Some(body)).wait(*lane, standing.ahead);
                prop_assert_eq!(lines.wait(body, *lane, standing.ahead), wait);
                prop_assert!(wait.low_s <= wait.high_s);
                prop_assert!(standing.ahead < lines.count(body, *lane));
            }
            let of_bodies: usize = fair.desk.bodies().map(|body| lines.count(body.id, *lane)).sum();
            prop_assert_eq!(of_bodies, fair.desk.waiting_count(*lane), "a case waits for one body");
        }
        prop_assert_eq!(workloads(&fair.desk), walked(&fair.desk), "work is added up as cases end");
        let whole = workloads_between(&fair.desk, Date::MIN, Date::MAX);
        prop_assert_eq!(whole, workloads(&fair.desk), "a period of all days is all");
        for staff in fair.desk.staff() {
            let offer = fair.desk.next_for(staff, None, fair.now);
            prop_assert!(offer.is_none_or(|offer| fair.desk.ahead_of(offer.case).is_some()));
        }
    }

    #[test]
    fn a_command_that_is_asked_twice_is_remembered_with_its_first_answer(
        steps in prop::collection::vec(step(), 1..40),
    ) {
        let mut fair = live(&steps);
        let id = CommandId(fair.fresh());
        let new = fair.dispute(&[Ask::Mediation]);
        if let Ok(events) = fair.ask_as(id, Actor::Public, Command::FileCase(Box::new(new))) {
            let answer = fair.desk.answered(id).unwrap();
            prop_assert_eq!(answer.count as usize, events.len());
            prop_assert_eq!(answer.first_seq + u64::from(answer.count) - 1, fair.desk.seq());
        }
    }

    #[test]
    fn what_is_sealed_stays_in_its_own_scope(steps in prop::collection::vec(step(), 1..80)) {
        let fair = live(&steps);
        for (_, event) in &fair.entries {
            let Some(body) = &event.body else { continue };
            let scope = body.scope.name();
            let of = |scopes: &[&str]| scopes.iter().any(|of| scope.starts_with(of));
            // What was said to the organiser stays with the organiser.
            let measured = matches!(event.fact, Fact::MeasureMoved { .. });
            let fits = match &body.content {
                Content::Complaint(_) | Content::Measure(_) => of(&["complaint/"]),
                Content::Person(_) if matches!(event.fact, Fact::UndertakingRecorded { .. }) => of(&["exhibitor/"]),
                Content::Person(_) if matches!(event.fact, Fact::DisclosureReceived { .. }) => of(&["disclosure/"]),
                Content::Reply(_) | Content::Person(_) if measured => of(&["complaint/"]),
                // What a locked device shows is the desk's own word.
                Content::Remark { .. }
                    if matches!(event.fact, Fact::DeviceLocked { .. } | Fact::TrainingRecorded { .. } | Fact::DutyCorrected { .. } | Fact::CasesHandedOver { .. } | Fact::DeedProposed { deed: domain::proposal::Deed::HandOver { .. } }) =>
                {
                    scope == "staff"
                }
                Content::Remark { .. } if matches!(event.fact, Fact::DayRemarked { .. }) => of(&["log/"]),
                // A draft is the case's; what everybody reads, and why it was withdrawn, stands by itself.
                Content::Remark { .. } if matches!(event.fact, Fact::TypicalCaseWithdrawn { .. }) => of(&["typical/"]),
                Content::Typical(_) if matches!(event.fact, Fact::TypicalCaseDrafted { .. }) => of(&["case/"]),
                Content::Typical(_) => of(&["typical/"]),
                Content::Bulletin { .. } => of(&["log/"]),
                Content::Application(_)
                | Content::Remark { .. }
                | Content::Reply(_)
                | Content::Record(_)
                | Content::Visit(_)
                | Content::Referral(_)
                | Content::Receipt(_)
                | Content::Panel(_)
                | Content::Consultation(_)
                | Content::Court(_)
                | Content::Fee(_)
                | Content::Agreement(_) => of(&["case/"]),
                Content::Person(_) => of(&["case/", "party/"]),
                Content::Evidence(_) => of(&["case/", "complaint/"]),
                Content::Notice(_) | Content::Party(_) | Content::Ticket(_) => of(&["party/"]),
                Content::Note { .. } => of(&["note/"]),
                Content::Exhibitor(_) | Content::Right(_) | Content::Defence(_) => of(&["exhibitor/"]),
                Content::Staff(_) | Content::Mediator(_) => scope == "staff",
                Content::Disclosure(_) => of(&["disclosure/"]),
            };
            prop_assert!(fits, "{} sealed under {}", event.fact.kind(), scope);
        }
    }
}

/// The first entry of every kind of fact that some random days hold.
pub(crate) fn one_of_each() -> Vec<(Stamp, Event)> {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let mut found: std::collections::BTreeMap<&str, (Stamp, Event)> = std::collections::BTreeMap::new();
    // Until every kind has come up, or so long that one must be out of reach.
    for _ in 0..1500 {
        if found.len() == Fact::steps().count() {
            break;
        }
        let steps = prop::collection::vec(step(), 160).new_tree(&mut runner).unwrap().current();
        for entry in live(&steps).entries {
            found.entry(entry.1.fact.step()).or_insert(entry);
        }
    }
    found.into_values().collect()
}

/// The sequences above must reach the far states, or they prove little.
#[test]
fn random_days_reach_every_kind_of_fact() {
    let seen: BTreeSet<_> = one_of_each().iter().map(|(_, event)| event.fact.step()).collect();
    let never: Vec<_> = Fact::steps().filter(|kind| !seen.contains(kind)).collect();
    assert!(never.is_empty(), "never happened: {never:?}");
}
