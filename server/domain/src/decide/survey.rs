//! What parties say of the desk when their case is over.

use super::{Bench, Decision};
use crate::{
    event::{Actor, Fact},
    ids::{Mac, TicketNumber},
    refusal::Refusal,
    survey::Answers,
};

/// An answer is nobody's: whoever holds the ticket gives it without saying who they are. A second one changes nothing. Whoever is not
/// asked gives none: the figures tell what those say who had something to speak of.
pub(super) fn answer(at: &Bench<'_>, ticket: TicketNumber, mark: Mac, answers: Answers) -> Decision {
    if at.envelope.actor != Actor::Public {
        return Err(Refusal::NotAllowed);
    }
    let known = at.ticket(ticket)?;
    let case = at.case(known.case)?;
    if case.state.is_open() {
        return Err(Refusal::CaseIs(case.state));
    }
    if !case.asks_what_it_was_like(known.party) {
        return Err(Refusal::NotAllowed);
    }
    if at.desk.has_surveyed(&mark) {
        return Ok(Vec::new());
    }
    Ok(vec![Fact::SurveyAnswered { mark, answers }.into()])
}
