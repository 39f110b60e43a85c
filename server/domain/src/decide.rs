//! The rules: what a command leads to, given the Desk. Pure: no clock, no randomness, no waiting.
//!
//! Either every event of the command, or a [`Refusal`] and no trace. The files below follow the chapters of a fair: preparing it,
//! filing, the lines, the talks, the end of the day.

use jiff::{Timestamp, civil::Date};

use crate::{
    case::Case,
    command::{Command, Envelope},
    desk::{Desk, Fair},
    event::{Actor, Event},
    ids::{CaseId, StaffId, TicketNumber},
    refusal::{Refusal, StepBefore},
    staff::{Role, Staff},
    ticket::Ticket,
};

mod access;
mod aftercare;
mod archive;
mod bodies;
mod day;
mod defence;
mod device;
mod disclosure;
mod erasure;
mod exhibitors;
mod filing;
mod line;
mod major;
mod measure;
mod paper;
mod procedure;
mod proposal;
mod reading;
mod referral;
mod register;
mod report;
mod setup;
mod shift;
mod staff;
mod survey;
mod talks;
mod typical;

pub use filing::{MAX_EVIDENCE, MAX_RESPONDENTS};
pub use setup::{LONGEST_CLASS, MOST_CLASSES};
pub use talks::{outcomes_for, reasons_for};

type Decision = Result<Vec<Event>, Refusal>;

/// Decides one command.
///
/// # Errors
/// A [`Refusal`] when a rule says no.
pub fn decide(desk: &Desk, envelope: &Envelope) -> Result<Vec<Event>, Refusal> {
    ruled(&Bench { desk, envelope, from_paper: false })
}

#[expect(clippy::too_many_lines, reason = "one list of everything that can be asked, a line or three each")]
fn ruled(at: &Bench<'_>) -> Result<Vec<Event>, Refusal> {
    bodies::apart(at, &at.envelope.command)?;
    match &at.envelope.command {
        Command::FoundFair { plan, halls, staff, demo } => setup::found(at, plan, halls, staff, *demo),
        Command::AmendFair { plan } => setup::amend(at, plan),
        Command::RecordBody { body, terms } => bodies::record(at, *body, terms),
        Command::PublishTariff { body, tariff } => bodies::publish_tariff(at, *body, tariff),
        Command::SetRules { rules } => setup::set_rules(at, rules),
        Command::ChooseAddress { url } => setup::choose_address(at, url),
        Command::ConfirmAddress { url } => setup::confirm_address(at, url),
        Command::AddHalls { halls } => setup::add_halls(at, halls),
        Command::ReplaceHallCode { hall, token } => setup::replace_hall_code(at, hall, token),
        Command::RemoveHall { hall } => setup::remove_hall(at, hall),
        Command::ReplaceBoothCode { booth, token } => exhibitors::replace_code(at, *booth, token),
        Command::EnrolExhibitor { exhibitor, booths, undertaking, body } => {
            exhibitors::enrol(at, *exhibitor, booths, *undertaking, body)
        }
        Command::RecordUndertaking { exhibitor, signed, on, body } => {
            exhibitors::record_undertaking(at, *exhibitor, *signed, *on, body)
        }
        Command::LodgeDefence { defence, exhibitor, right, audience, body } => {
            defence::lodge(at, *defence, *exhibitor, *right, *audience, body)
        }
        Command::WithdrawDefence { defence } => defence::withdraw(at, *defence),
        Command::RegisterRight { right, exhibitor, terms, body } => {
            register::register(at, *right, *exhibitor, terms, body)
        }
        Command::AmendRight { right, terms, renumbered, body } => {
            register::amend(at, *right, terms, *renumbered, body)
        }
        Command::CheckRight { right, check } => register::check(at, *right, *check),
        Command::WithdrawRight { right, reason } => register::withdraw(at, *right, *reason),
        Command::AppointStaff { staff } => staff::appoint(at, staff),
        Command::AmendStaff { staff, profile } => staff::amend(at, *staff, profile),
        Command::NameStaff { staff, name } => staff::name(at, *staff, name),
        Command::RecordCredentials { staff, credentials, body } => {
            staff::record_credentials(at, *staff, credentials, body)
        }
        Command::RecordTraining { staff, on, minutes, topic } => {
            staff::record_training(at, *staff, *on, *minutes, topic)
        }
        Command::StrikeTraining { staff, entry } => staff::strike_training(at, *staff, *entry),
        Command::PlanShifts { staff, hall, times } => shift::plan(at, *staff, hall.as_ref(), times),
        Command::CancelShift { shift } => shift::cancel(at, *shift),
        Command::ResetPin { staff, body } => staff::reset_pin(at, *staff, body),
        Command::DismissStaff { staff } => staff::dismiss(at, *staff),
        Command::DeclareConflict { conflict } => staff::declare_conflict(at, *conflict),
        Command::TakeDuty { state, room } => staff::take_duty(at, *state, room.as_ref()),
        Command::CorrectDuty { staff, left_at, reason } => staff::correct_duty(at, *staff, *left_at, reason),
        Command::InviteDevice { code, plan, until } => device::invite(at, *code, plan, *until),
        Command::JoinDevice { device, key, code } => device::join(at, *device, *key, *code),
        Command::LetterDevice { device } => device::letter(at, *device),
        Command::LockDevice { device, message } => device::lock(at, *device, message),
        Command::UnlockDevice { device } => device::unlock(at, *device),
        Command::RevokeDevice { device } => device::revoke(at, *device),
        Command::OrderPrint { device, slip, copy } => device::print(at, *device, *slip, *copy),
        Command::FileCase(new) => filing::file(at, new),
        Command::AddEvidence { case, party, evidence, audience, purpose, body } => {
            filing::add_evidence(at, *case, *party, *evidence, *audience, *purpose, body)
        }
        Command::WithdrawCase { case } => filing::withdraw(at, *case),
        Command::NameExhibitor { case, party, exhibitor } => {
            filing::name_exhibitor(at, *case, *party, *exhibitor)
        }
        Command::CheckPapers { case, missing } => filing::check_papers(at, *case, missing),
        Command::EraseCase { case } => erasure::erase(at, *case),
        Command::RunRetention { cases } => erasure::run(at, cases),
        Command::ConfirmProposal { proposal, account } => {
            proposal::confirm(at, *proposal, account.as_deref())
        }
        Command::WithdrawProposal { proposal } => proposal::withdraw(at, *proposal),
        Command::GiveAccess { case, party, body } => access::give(at, *case, *party, body.as_ref()),
        Command::DiscloseCase { case, disclosure } => disclosure::disclose(at, *case, disclosure),
        Command::ReceiveDisclosure { case, disclosure, on, body } => {
            disclosure::receive(at, *case, *disclosure, *on, body)
        }
        Command::DraftTypicalCase { case, base, body } => typical::draft(at, *case, *base, body),
        Command::PublishTypicalCase { case, typical } => typical::publish(at, *case, typical),
        Command::WithdrawTypicalCase { case, typical, reason } => {
            typical::withdraw(at, *case, *typical, reason)
        }
        Command::GiveAdvice { hall, right } => filing::give_advice(at, hall.as_ref(), *right),
        Command::GiveHolderCode { ticket, code, until } => filing::give_code(at, *ticket, *code, *until),
        Command::AdmitHolder { ticket, code, holder } => filing::admit_holder(at, *ticket, *code, *holder),
        Command::ReadCase { case, part, reason } => reading::read(at, *case, *part, reason.as_deref()),
        Command::RecordUrgency { case, urgency, remark } => {
            line::record_urgency(at, *case, *urgency, remark.as_deref())
        }
        Command::ClaimTicket { ticket } => line::claim(at, *ticket),
        Command::ClaimNext { lane } => line::claim_next(at, *lane),
        Command::CallTicket { ticket, room } => line::call(at, *ticket, room.as_ref()),
        Command::CheckInTicket { ticket } => line::check_in(at, *ticket),
        Command::MissTicket { ticket } => line::miss(at, *ticket),
        Command::ParkTicket { ticket, reason } => line::park(at, *ticket, *reason),
        Command::RequeueTicket { ticket } => line::requeue(at, *ticket),
        Command::ReleaseTicket { ticket, reason, remark } => {
            line::release(at, *ticket, *reason, remark.as_deref())
        }
        Command::ReserveNumbers { count } => paper::reserve(at, *count),
        Command::EnterFromPaper(written) => paper::enter(at, written),
        Command::Sweep => line::sweep(at),
        Command::OpenTalks { case } => talks::open(at, *case),
        Command::StartSession { case } => talks::start(at, *case),
        Command::AdjournSession { case, reason, remark } => {
            talks::adjourn(at, *case, *reason, remark.as_deref())
        }
        Command::ConcludeCase { case, outcome, reason, remark } => {
            talks::conclude(at, *case, *outcome, *reason, remark.as_deref())
        }
        Command::Proceed { case, action } => procedure::proceed(at, *case, action),
        Command::MoveMeasure { case, party, action } => measure::move_on(at, *case, *party, action),
        Command::MoveAftercare { case, action } => aftercare::move_on(at, *case, action),
        Command::MoveReferral { case, referral, action } => referral::move_on(at, *case, *referral, action),
        Command::MoveMajor { case, action } => major::move_on(at, *case, action),
        Command::ArchiveFile { case, pages, volumes, upto, reason } => {
            archive::archive(at, *case, (*pages, *volumes), *upto, reason.as_deref())
        }
        Command::RemarkDay { day, kind, text } => day::remark(at, *day, *kind, text),
        Command::AnswerSurvey { ticket, mark, answers } => survey::answer(at, *ticket, *mark, *answers),
        Command::PostBulletin { words, until } => day::post(at, words, *until),
        Command::NameProductClasses { classes } => setup::name_product_classes(at, classes),
        Command::EndBulletin => day::end_bulletin(at),
        Command::TakeEarlierReport { report } => report::take_earlier(at, report),
        Command::RemoveEarlierReport { fair } => report::remove_earlier(at, fair),
        Command::HandOverCases { to, from, until, words } => {
            report::hand_over(at, *to, (*from, *until), words)
        }
        Command::FetchCaseList { handover, form, sha256 } => report::fetch(at, *handover, *form, sha256),
        Command::SealDay { day, upto, hash, signature } => day::seal(at, *day, *upto, hash, signature),
    }
}

/// What lies on the table when a command is decided, with the questions every chapter asks.
struct Bench<'a> {
    desk: &'a Desk,
    envelope: &'a Envelope,
    /// It was written on paper, and happened at the time that stands there.
    from_paper: bool,
}

impl<'a> Bench<'a> {
    fn now(&self) -> Timestamp {
        self.envelope.occurred_at
    }

    fn fair(&self) -> Result<&'a Fair, Refusal> {
        self.desk.fair().map(std::convert::AsRef::as_ref).ok_or(Refusal::NoFair)
    }

    /// The person asking, if they work here and hold one of the roles.
    fn staff(&self, roles: &[Role]) -> Result<&'a Staff, Refusal> {
        self.envelope
            .actor
            .staff()
            .and_then(|id| self.desk.staff_member(id))
            .filter(|staff| roles.iter().any(|role| staff.is(*role)))
            .map(std::convert::AsRef::as_ref)
            .ok_or(Refusal::NotAllowed)
    }

    /// One of the roles, or the desk itself (settings, command line).
    fn staff_or_system(&self, roles: &[Role]) -> Result<(), Refusal> {
        match self.envelope.actor {
            Actor::System => Ok(()),
            Actor::Staff(_) | Actor::Party(_) | Actor::Public | Actor::Device(_) => {
                self.staff(roles).map(|_| ())
            }
        }
    }

    fn mediator_on_duty(&self) -> Result<&'a Staff, Refusal> {
        self.staff(&[Role::Mediator])?;
        self.on_duty()
    }

    /// Somebody on duty who takes tickets, of whichever line.
    fn on_duty(&self) -> Result<&'a Staff, Refusal> {
        let staff = self.staff(&[Role::Mediator, Role::Reception])?;
        match staff.duty {
            crate::staff::DutyState::On => Ok(staff),
            crate::staff::DutyState::Break | crate::staff::DutyState::Off => Err(Refusal::NotOnDuty),
        }
    }

    fn person(&self, id: StaffId) -> Result<&'a Staff, Refusal> {
        let known = self.desk.staff_member(id).filter(|staff| !staff.is_dismissed());
        known.map(std::convert::AsRef::as_ref).ok_or(Refusal::Unknown("staff"))
    }

    /// Somebody who mediates here.
    fn mediator(&self, id: StaffId) -> Result<&'a Staff, Refusal> {
        let person = self.person(id)?;
        if person.is(Role::Mediator) { Ok(person) } else { Err(Refusal::Unknown("staff")) }
    }

    fn case(&self, id: CaseId) -> Result<&'a Case, Refusal> {
        self.desk.case(id).map(std::convert::AsRef::as_ref).ok_or(Refusal::Unknown("case"))
    }

    fn open_case(&self, id: CaseId) -> Result<&'a Case, Refusal> {
        let case = self.case(id)?;
        if case.state.is_open() { Ok(case) } else { Err(Refusal::CaseIs(case.state)) }
    }

    fn ticket(&self, number: TicketNumber) -> Result<&'a Ticket, Refusal> {
        self.desk.ticket(number).map(std::convert::AsRef::as_ref).ok_or(Refusal::Unknown("ticket"))
    }

    /// The tickets of everybody who takes part, claimant's first.
    fn tickets_of(&self, case: &Case) -> Vec<TicketNumber> {
        self.desk.line_tickets(case).map(|ticket| ticket.number).collect()
    }

    /// The claimant's ticket: the place of the case in its line.
    fn lead(&self, case: &Case) -> Result<&'a Ticket, Refusal> {
        case.claimant().ticket.ok_or(Refusal::Unknown("ticket")).and_then(|number| self.ticket(number))
    }

    /// Refuses anybody but the mediator who has the case.
    fn own(&self, case: &Case) -> Result<&'a Staff, Refusal> {
        let staff = self.staff(&[Role::Mediator])?;
        let by = self.lead(case)?.mediator;
        if by == Some(staff.id) { Ok(staff) } else { Err(Refusal::NotYours { by }) }
    }

    /// Refuses anybody but whoever has the case themselves, for what reception does: a mediator, or who receives.
    fn own_at_counter(&self, case: &Case) -> Result<&'a Staff, Refusal> {
        self.staff(&[Role::Mediator, Role::Reception])?;
        let staff = self.at_counter(case)?;
        let by = self.lead(case)?.mediator;
        if by == Some(staff.id) { Ok(staff) } else { Err(Refusal::NotYours { by }) }
    }

    /// Refuses anybody but the mediator who has the case; the head may act for a mediator who left.
    fn holder_of(&self, case: &Case) -> Result<(), Refusal> {
        self.staff(&[Role::Mediator, Role::Head])?;
        self.in_hand(case)
    }

    /// Whoever works at the counter of a body; of those who receive, while the case stands in reception.
    fn at_counter(&self, case: &Case) -> Result<&'a Staff, Refusal> {
        let staff = self.staff(&[Role::Mediator, Role::Head, Role::Reception])?;
        if staff.only_receives() && !self.desk.in_reception(case) {
            Err(Refusal::NotAllowed)
        } else {
            Ok(staff)
        }
    }

    /// Whether what is decided happened before this moment. What is entered from paper says in minutes when it happened, so that within
    /// one nothing is before anything else.
    fn is_before(&self, moment: Timestamp) -> bool {
        minute(self.now()) < minute(moment)
    }

    /// Refuses a step for a time before that of the step after which it comes. What happens now comes after everything, also where the
    /// clock was set back since.
    fn comes_after(&self, before: Option<(Timestamp, StepBefore)>) -> Result<(), Refusal> {
        match before {
            Some((at, step)) if self.from_paper && self.is_before(at) => {
                Err(Refusal::BeforeStep { step, at })
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Refuses a step for a time after that of the end to which it belongs. What happens now may follow on it, as a record is finished
    /// when all have gone.
    fn ends_with(&self, end: Option<Timestamp>) -> Result<(), Refusal> {
        match end {
            Some(at) if self.from_paper && minute(self.now()) > minute(at) => Err(Refusal::AfterEnd { at }),
            Some(_) | None => Ok(()),
        }
    }

    /// Refuses a time that was typed where it lies before the application or has not come yet.
    fn within(&self, case: &Case, moment: Option<Timestamp>) -> Result<(), Refusal> {
        match moment {
            Some(at) if self.envelope.recorded_at < at => Err(Refusal::InFuture),
            Some(at) if minute(at) < minute(case.filed_at) => Err(Refusal::BeforeCase),
            Some(_) | None => Ok(()),
        }
    }

    /// Refuses anybody but whoever has the case, for what reception does: a mediator, or who receives. The head may act for them.
    fn in_hand(&self, case: &Case) -> Result<(), Refusal> {
        let staff = self.at_counter(case)?;
        let by = self.lead(case)?.mediator;
        if by == Some(staff.id) {
            Ok(())
        } else if staff.is(Role::Head) && by.is_some() {
            self.head(case).map(|_| ())
        } else {
            Err(Refusal::NotYours { by })
        }
    }

    /// Refuses a mediator who has the case and owes the declaration to have no conflict of interest with it.
    fn has_word(&self, case: &Case) -> Result<(), Refusal> {
        let staff = self.envelope.actor.staff().and_then(|id| self.desk.staff_member(id));
        if staff.is_some_and(|staff| self.desk.owes_word(staff, case)) {
            Err(Refusal::StepMissing("impartiality"))
        } else {
            Ok(())
        }
    }

    /// The head, who may act where somebody else has a case or nobody does; not in a case with a conflict of interest.
    fn head(&self, case: &Case) -> Result<&'a Staff, Refusal> {
        let head = self.staff(&[Role::Head])?;
        if self.desk.is_close_to(head, case) { Err(Refusal::ConflictOfInterest) } else { Ok(head) }
    }
}

/// The minute of a moment: what is written on paper says no more.
fn minute(at: Timestamp) -> i64 {
    at.as_second().div_euclid(60)
}

/// Refuses a day that has not come.
fn not_later(at: &Bench<'_>, on: Date) -> Result<(), Refusal> {
    if on > at.fair()?.plan.day_of(at.now()) { Err(Refusal::InFuture) } else { Ok(()) }
}

/// Refuses an id, key or token that must be new and is not.
fn new(known: bool, what: &'static str) -> Result<(), Refusal> {
    if known { Err(Refusal::Taken(what)) } else { Ok(()) }
}

/// At most so many of something.
fn at_most(count: usize, max: usize, what: &'static str) -> Result<(), Refusal> {
    if count <= max { Ok(()) } else { Err(Refusal::TooMany { what, max }) }
}
