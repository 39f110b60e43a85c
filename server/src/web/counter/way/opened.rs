//! How a case stands whose talks were opened, in words: it need not be in the talks line any more. Somebody may have taken it, or it
//! is on hold.

use std::borrow::Cow;

use domain::{Case, case::CaseState, ticket::TicketState};

use crate::{engine::Published, locale::Texts, web::submit::name_of};

/// What is said of it.
pub(super) struct Opened {
    pub(super) heading: Cow<'static, str>,
    pub(super) lead: String,
}

impl Opened {
    pub(super) fn of(t: &Texts, at: &Published, case: &Case) -> Self {
        let heading = match case.state {
            CaseState::Agreed => t.t("way-next-talks"),
            CaseState::Submitted
            | CaseState::Accepted
            | CaseState::InSession
            | CaseState::Adjourned
            | CaseState::TermsAgreed
            | CaseState::Concluded { .. } => t.code("case", case.state.code()),
        };
        let lead = case.claimant().ticket.and_then(|number| at.desk.ticket(number));
        let who = lead.and_then(|lead| lead.mediator).map(|staff| name_of(staff, at));
        let lead = match (lead.map(|lead| lead.state), who) {
            (Some(TicketState::Waiting), _) => t.t("way-next-talks-lead").into_owned(),
            (Some(TicketState::Missed), _) => t.t("way-next-missed").into_owned(),
            (Some(TicketState::Parked), Some(who)) => t.t1("way-next-aside", "who", who),
            (Some(TicketState::Parked), None) => t.t("way-next-aside-nobody").into_owned(),
            (
                Some(
                    TicketState::Claimed
                    | TicketState::Called
                    | TicketState::Attending
                    | TicketState::Closed
                    | TicketState::Cancelled,
                ),
                Some(who),
            ) => t.t1("way-next-held", "who", who),
            (_, None) | (None, Some(_)) => t.t("way-next-nobody").into_owned(),
        };
        Self { heading, lead }
    }
}
