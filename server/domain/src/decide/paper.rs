//! Paper mode: which numbers forms may carry, and when what was written on them may have happened.

use super::{Bench, Decision, ruled};
use crate::{
    command::{Command, Envelope},
    event::Fact,
    ids::{CaseId, TicketNumber},
    refusal::Refusal,
    staff::Role,
};

/// The head answers for the forms: a number on a lost sheet is a number nobody else has.
pub(super) fn reserve(at: &Bench<'_>, count: u32) -> Decision {
    at.staff(&[Role::Head])?;
    at.fair()?;
    let reserved = at.desk.reserved();
    let so_far = reserved.map_or(0, crate::paper::Reserved::count);
    let left = at.desk.may_reserve();
    if count == 0 {
        return Err(Refusal::Incomplete("count"));
    }
    if count > left {
        return Err(Refusal::TooMany { what: "numbers", max: usize::try_from(left).unwrap_or(usize::MAX) });
    }
    let series = match reserved {
        Some(reserved) => reserved.series,
        None => super::setup::next_series(&mut at.desk.series.clone())?,
    };
    Ok(vec![Fact::NumbersReserved { series, first: so_far + 1, count }.into()])
}

/// What was written on paper is decided as if it were asked at the time it happened, by the same rules.
pub(super) fn enter(at: &Bench<'_>, written: &Command) -> Decision {
    // The organiser's track has its own people, on paper as on the screen; a photo may prove either.
    #[expect(clippy::wildcard_enum_match_arm, reason = "everything else is the mediation body's")]
    let writers: &[Role] = match written {
        Command::MoveMeasure { .. } => Role::ON_DUTY,
        Command::AddEvidence { .. } | Command::NameExhibitor { .. } => {
            &[Role::Mediator, Role::Head, Role::Reception, Role::Organiser, Role::DutyManager]
        }
        _ => &[Role::Mediator, Role::Head, Role::Reception],
    };
    at.staff(writers)?;
    let case = match of_paper(at, written) {
        Written::Elsewhere => return Err(Refusal::NotAllowed),
        Written::New => None,
        Written::Of(id) => Some(at.case(id)?),
    };
    let (occurred, recorded) = (at.envelope.occurred_at, at.envelope.recorded_at);
    if occurred > recorded {
        return Err(Refusal::InFuture);
    }
    if occurred < at.fair()?.founded_at {
        return Err(Refusal::BeforeFair);
    }
    if case.is_some_and(|case| at.is_before(case.filed_at)) {
        return Err(Refusal::BeforeCase);
    }
    let envelope = Envelope { command: written.clone(), ..at.envelope.clone() };
    ruled(&Bench { desk: at.desk, envelope: &envelope, from_paper: true })
}

/// To what something belongs that may have been written on paper.
enum Written {
    /// Nothing yet.
    New,
    /// A case.
    Of(CaseId),
    /// It is not done on paper.
    Elsewhere,
}

fn of_paper(at: &Bench<'_>, command: &Command) -> Written {
    let of_ticket = |number: &TicketNumber| {
        at.desk.ticket(*number).map_or(Written::New, |ticket| Written::Of(ticket.case))
    };
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "everything else happens at the desk and nowhere else"
    )]
    match command {
        Command::FileCase(_) | Command::GiveAdvice { .. } => Written::New,
        Command::AddEvidence { case, .. }
        | Command::CheckPapers { case, .. }
        | Command::NameExhibitor { case, .. }
        | Command::OpenTalks { case, .. }
        | Command::StartSession { case }
        | Command::AdjournSession { case, .. }
        | Command::Proceed { case, .. }
        | Command::MoveMeasure { case, .. }
        | Command::ConcludeCase { case, .. } => Written::Of(*case),
        Command::ClaimTicket { ticket }
        | Command::CallTicket { ticket, .. }
        | Command::CheckInTicket { ticket }
        | Command::MissTicket { ticket }
        | Command::ParkTicket { ticket, .. }
        | Command::RequeueTicket { ticket } => of_ticket(ticket),
        _ => Written::Elsewhere,
    }
}
