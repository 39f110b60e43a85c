//! The one obvious next action of a case, from where its tickets and its procedure stand.

use domain::{
    Case, Desk, Ticket,
    case::{Ask, CaseKind, CaseState},
    ticket::{Lane, ParkReason, TicketState},
};
use jiff::Timestamp;

use crate::web::ticket::view::Hours;

use super::way;

/// What is to be done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NextStep {
    /// Nobody has it: take it.
    Claim,
    /// Others had it before: declare to have no conflict of interest oneself.
    Impartiality,
    /// Call whoever is not there yet.
    Call,
    /// The desk has closed for the last time, and nobody is called any more: write to them, carry the case over, or end it.
    Closed,
    /// So it has, and the case was carried over: its talks are held over a distance.
    Remote,
    /// Wait for somebody to arrive, and say when they do.
    CheckIn,
    /// Look at the papers that are missing.
    Papers,
    /// Accept it, tell and ask the other side, open the talks: the page of its way.
    Way,
    /// Everybody is there: papers are looked at and rights explained, on the page of the talk.
    Table,
    /// So they are, and what it costs is not agreed to yet.
    Fee,
    /// So they are: begin.
    Start,
    /// The talk is on: its record, then the agreement.
    Talk,
    /// Terms are agreed: signatures, then the end.
    Agreement,
    /// Bring it to an end.
    Conclude,
    /// Take it up again after it stood aside.
    Resume,
    /// Another body has it: what that body says is recorded with the referral.
    Elsewhere,
    /// Nothing: it is over.
    Over,
}

impl NextStep {
    /// The text that says it.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Claim => "next-claim",
            Self::Impartiality => "next-impartiality",
            Self::Call => "next-call",
            Self::Closed => "next-closed",
            Self::Remote => "next-remote",
            Self::CheckIn => "next-check-in",
            Self::Papers => "next-papers",
            Self::Way => "next-way",
            Self::Table => "next-table",
            Self::Fee => "next-fee",
            Self::Start => "next-start",
            Self::Talk => "next-talk",
            Self::Agreement => "next-agreement",
            Self::Conclude => "next-conclude",
            Self::Resume => "next-resume",
            Self::Elsewhere => "next-elsewhere",
            Self::Over => "next-over",
        }
    }
}

/// The state to show for a case: in talks a call that one side missed shows, though the claimant's own ticket is only parked.
pub(super) fn standing(desk: &Desk, case: &Case, lead: &Ticket) -> TicketState {
    if lead.state == TicketState::Parked && desk.tickets_of(case).any(|t| t.state == TicketState::Missed) {
        return TicketState::Missed;
    }
    lead.state
}

/// What is to be done next with a case by the mediator who has it, at `now`.
pub(super) fn of(desk: &Desk, case: &Case, lead: &Ticket, now: Timestamp) -> NextStep {
    match standing(desk, case, lead) {
        TicketState::Closed | TicketState::Cancelled => NextStep::Over,
        TicketState::Waiting => NextStep::Claim,
        TicketState::Parked if is_elsewhere(case, lead) => NextStep::Elsewhere,
        // The case is accepted: while its claimant waits aside, the other side is told and asked.
        TicketState::Parked | TicketState::Missed if case.state == CaseState::Accepted => NextStep::Way,
        TicketState::Parked => NextStep::Resume,
        TicketState::Missed => NextStep::CheckIn,
        TicketState::Claimed | TicketState::Called | TicketState::Attending => in_hand(desk, case, lead, now),
    }
}

/// On hold because another body has it.
fn is_elsewhere(case: &Case, lead: &Ticket) -> bool {
    lead.parked == Some(ParkReason::Referral) && case.elsewhere().is_some()
}

/// Whoever is not there is called. Once the desk has closed for the last time nobody is, unless a room was promised them or others came.
fn absent(desk: &Desk, case: &Case, states: &[TicketState], now: Timestamp) -> NextStep {
    let promised = case.appointment_ahead().is_some_and(|made| made.room.is_some() && now < made.until);
    let comes = promised || states.contains(&TicketState::Attending);
    match (comes || !Hours::are_over(desk, now), case.procedure.carried_over) {
        (true, _) => NextStep::Call,
        (false, None) => NextStep::Closed,
        (false, Some(_)) => NextStep::Remote,
    }
}

fn in_hand(desk: &Desk, case: &Case, lead: &Ticket, now: Timestamp) -> NextStep {
    match case.state {
        // Its page begins with the declaration, where that is missing.
        CaseState::Accepted => return NextStep::Way,
        CaseState::Agreed | CaseState::InSession | CaseState::Adjourned | CaseState::TermsAgreed
            if desk.is_undeclared(case) =>
        {
            return NextStep::Impartiality;
        }
        CaseState::TermsAgreed => return NextStep::Agreement,
        CaseState::InSession => return NextStep::Talk,
        CaseState::Submitted | CaseState::Agreed | CaseState::Adjourned | CaseState::Concluded { .. } => {}
    }
    let states: Vec<TicketState> = match lead.lane {
        Lane::Reception => vec![lead.state],
        // Who has not answered, or declined, is not waited for.
        Lane::Talks => desk.line_tickets(case).map(|ticket| ticket.state).collect(),
    };
    // Whoever is on the way is awaited first, also while others have yet to be called.
    if states.contains(&TicketState::Claimed) && !states.contains(&TicketState::Called) {
        return absent(desk, case, &states, now);
    }
    if states.iter().any(|state| *state != TicketState::Attending) {
        return NextStep::CheckIn;
    }
    match (lead.lane, case.kind) {
        (Lane::Talks, _) => match desk.before_talks(case) {
            Some("fee") => NextStep::Fee,
            Some(_) => NextStep::Table,
            None => NextStep::Start,
        },
        (Lane::Reception, CaseKind::Dispute) if case.asks_for(Ask::Mediation) => {
            if way::is_next(case) {
                NextStep::Way
            } else {
                NextStep::Papers
            }
        }
        (Lane::Reception, CaseKind::Dispute | CaseKind::Enquiry | CaseKind::Report) => NextStep::Conclude,
    }
}
