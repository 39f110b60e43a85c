//! What parties say of the desk when their case is over.

use super::{Bench, Decision};
use crate::{
    event::{Actor, Fact},
    ids::{Mac, TicketNumber},
    refusal::Refusal,
    survey::Answers,
};

/// An answer is nobody's: whoever holds the ticket gives it without saying who they are. A second one changes nothing.
pub(super) fn answer(at: &Bench<'_>, ticket: TicketNumber, mark: Mac, answers: Answers) -> Decision {
    if at.envelope.actor != Actor::Public {
        return Err(Refusal::NotAllowed);
    }
    let case = at.ticket(ticket)?.case;
    let case = at.desk.case(case).ok_or(Refusal::Unknown("case"))?;
    if case.state.is_open() {
        return Err(Refusal::CaseIs(case.state));
    }
    if at.desk.has_surveyed(&mark) {
        return Ok(Vec::new());
    }
    Ok(vec![Fact::SurveyAnswered { mark, answers }.into()])
}
