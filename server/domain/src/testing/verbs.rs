//! What people do at a fair, one verb each.

use super::{HEAD, ORGANISER, TestFair};
use crate::{
    Actor, CaseId, Command, Event, Refusal, RoomId, StaffId, TicketNumber,
    case::{Outcome, Reason, Urgency},
    staff::DutyState,
    ticket::{ParkReason, ReleaseReason},
};

type Done = Result<Vec<Event>, Refusal>;

impl TestFair {
    /// Somebody signed in asks for something.
    pub fn by(&mut self, who: StaffId, command: Command) -> Done {
        self.ask(Actor::Staff(who), command)
    }
    /// Takes a ticket.
    pub fn claim(&mut self, who: StaffId, ticket: TicketNumber) -> Done {
        self.by(who, Command::ClaimTicket { ticket })
    }
    /// Takes the ticket that fits best and says which.
    pub fn claim_next(&mut self, who: StaffId) -> Result<TicketNumber, Refusal> {
        self.by(who, Command::ClaimNext { lane: None })?;
        let held = self.desk.open_claims().filter(|ticket| ticket.mediator == Some(who));
        held.max_by_key(|ticket| ticket.since).map(|ticket| ticket.number).ok_or(Refusal::NobodyWaits)
    }
    /// Calls a ticket to the mediator's own room.
    pub fn call(&mut self, who: StaffId, ticket: TicketNumber) -> Done {
        self.by(who, Command::CallTicket { ticket, room: None })
    }
    /// The party is there.
    pub fn check_in(&mut self, who: StaffId, ticket: TicketNumber) -> Done {
        self.by(who, Command::CheckInTicket { ticket })
    }
    /// The party did not come.
    pub fn miss(&mut self, who: StaffId, ticket: TicketNumber) -> Done {
        self.by(who, Command::MissTicket { ticket })
    }
    /// Waits for papers outside the line.
    pub fn park(&mut self, who: StaffId, ticket: TicketNumber) -> Done {
        self.by(who, Command::ParkTicket { ticket, reason: ParkReason::Papers })
    }
    /// Back into the line.
    pub fn requeue(&mut self, who: StaffId, ticket: TicketNumber) -> Done {
        self.by(who, Command::RequeueTicket { ticket })
    }
    /// Gives a ticket back.
    pub fn release(&mut self, who: StaffId, ticket: TicketNumber) -> Done {
        self.by(who, Command::ReleaseTicket { ticket, reason: ReleaseReason::NotMyField, remark: None })
    }
    /// Both sides agree to talk; every respondent gets a ticket.
    pub fn open_talks(&mut self, who: StaffId, case: CaseId) -> Done {
        let without = self
            .desk
            .case(case)
            .map_or(0, |case| case.respondents().iter().filter(|party| party.ticket.is_none()).count());
        let tickets = (0..without).map(|_| self.new_ticket()).collect();
        self.by(who, Command::OpenTalks { case, tickets })
    }
    /// A talk begins.
    pub fn start(&mut self, who: StaffId, case: CaseId) -> Done {
        self.by(who, Command::StartSession { case })
    }
    /// A talk is interrupted.
    pub fn adjourn(&mut self, who: StaffId, case: CaseId) -> Done {
        self.by(who, Command::AdjournSession { case, reason: ParkReason::Expert, remark: None })
    }
    /// The case ends.
    pub fn conclude(&mut self, who: StaffId, case: CaseId, outcome: Outcome, reason: Reason) -> Done {
        self.by(who, Command::ConcludeCase { case, outcome, reason, remark: None })
    }
    /// The head puts a case before others.
    pub fn hurry(&mut self, case: CaseId) -> Done {
        self.by(HEAD, Command::RecordUrgency { case, urgency: Urgency::LeavingSoon, remark: None })
    }
    /// The applicant withdraws.
    pub fn withdraw(&mut self, ticket: TicketNumber) -> Done {
        let case = self.desk.ticket(ticket).map(|ticket| ticket.case).ok_or(Refusal::Unknown("ticket"))?;
        self.ask(Actor::Party(ticket), Command::WithdrawCase { case })
    }
    /// On duty, on a break, off duty.
    pub fn duty(&mut self, who: StaffId, state: DutyState, room: Option<&str>) -> Done {
        self.by(who, Command::TakeDuty { state, room: room.map(|room| RoomId(room.to_owned())) })
    }
    /// Time brings about what it does.
    pub fn sweep(&mut self) -> Done {
        self.ask(Actor::System, Command::Sweep)
    }
    /// The organiser seals a day up to the last entry.
    pub fn seal(&mut self, day: jiff::civil::Date) -> Done {
        let (hash, signature) = ("00".to_owned(), "00".to_owned());
        self.by(ORGANISER, Command::SealDay { day, upto: self.desk.seq(), hash, signature })
    }
    /// Claims, calls and receives one party.
    pub fn receive(&mut self, who: StaffId, ticket: TicketNumber) -> Done {
        self.claim(who, ticket)?;
        self.call(who, ticket)?;
        self.check_in(who, ticket)
    }
    /// Everybody of a case is claimed, called and there; the talk begins.
    pub fn gather(&mut self, who: StaffId, case: CaseId) -> Done {
        let tickets = self.tickets(case);
        let lead = *tickets.first().ok_or(Refusal::Unknown("ticket"))?;
        self.claim(who, lead)?;
        self.call(who, lead)?;
        for ticket in tickets {
            self.check_in(who, ticket)?;
        }
        self.start(who, case)
    }
    /// The tickets of a case, claimant's first.
    pub fn tickets(&self, case: CaseId) -> Vec<TicketNumber> {
        let case = self.desk.case(case);
        case.map_or_else(Vec::new, |case| self.desk.tickets_of(case).map(|ticket| ticket.number).collect())
    }
}
