//! What a step in a line or a case led to, read from the entries it wrote: a retry answers as the first try did.

use domain::{Case, CaseId, Desk, Fact, TicketNumber, ticket::TicketState};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::engine::Accepted;

/// Where tickets of a case were moved to.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Moved {
    /// The case.
    case: String,
    /// The tickets that moved.
    tickets: Vec<String>,
    /// Where they stand: `waiting`, `claimed`, `called` …
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "called")]
    state: Option<&'static str>,
    /// Where they were called to.
    #[serde(skip_serializing_if = "Option::is_none")]
    room: Option<String>,
    /// Until when the place of a party that did not come is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    kept_until: Option<Timestamp>,
    /// How far the case is: `submitted`, `agreed`, `in-session`, `adjourned`, `concluded`; where this step changed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "in-session")]
    case_state: Option<&'static str>,
}

impl Moved {
    /// What was written for one case; as it stands, where nothing had to be.
    pub(super) fn of(accepted: &Accepted, case: &Case, desk: &Desk) -> Self {
        let mut moved = Self::new(case.id);
        for entry in &accepted.entries {
            moved.take(&entry.fact);
        }
        if accepted.entries.is_empty() {
            let lead = case.claimant().ticket.and_then(|number| desk.ticket(number));
            moved.state = lead.map(|lead| lead.state.code());
            moved.case_state = Some(case.state.code());
        }
        moved
    }

    /// What was written, for the case that the entries name; none where they name none.
    pub(super) fn of_entries(accepted: &Accepted) -> Option<Self> {
        let case = accepted
            .entries
            .iter()
            .find_map(|entry| crate::web::counter::actions::claimed_case(&entry.fact))?;
        let mut moved = Self::new(case);
        for entry in &accepted.entries {
            moved.take(&entry.fact);
        }
        Some(moved)
    }

    fn new(case: CaseId) -> Self {
        Self {
            case: case.to_string(),
            tickets: Vec::new(),
            state: None,
            room: None,
            kept_until: None,
            case_state: None,
        }
    }

    fn stand(&mut self, tickets: &[TicketNumber], state: TicketState) {
        self.tickets = tickets.iter().map(ToString::to_string).collect();
        self.state = Some(state.code());
    }

    fn take(&mut self, fact: &Fact) {
        #[expect(clippy::wildcard_enum_match_arm, reason = "only what moves a ticket or a case is told")]
        match fact {
            Fact::TicketClaimed { tickets, .. } => self.stand(tickets, TicketState::Claimed),
            Fact::TicketCalled { tickets, room, .. } => {
                self.stand(tickets, TicketState::Called);
                self.room = Some(room.to_string());
            }
            Fact::TicketCheckedIn { ticket, .. } => self.stand(&[*ticket], TicketState::Attending),
            Fact::TicketMissed { absent, leaves: true, .. } => self.stand(&[*absent], TicketState::Closed),
            Fact::TicketMissed { absent, grace_until, .. } => {
                self.stand(&[*absent], TicketState::Missed);
                self.kept_until = Some(*grace_until);
            }
            Fact::TicketParked { tickets, .. } => self.stand(tickets, TicketState::Parked),
            Fact::TicketRequeued { tickets, .. } | Fact::TicketReleased { tickets, .. } => {
                self.stand(tickets, TicketState::Waiting);
            }
            Fact::TicketIssued { ticket, .. } => self.tickets.push(ticket.to_string()),
            Fact::TalksOpened { .. } => {
                self.state = Some(TicketState::Waiting.code());
                self.case_state = Some("agreed");
            }
            Fact::SessionStarted { .. } => self.case_state = Some("in-session"),
            Fact::SessionAdjourned { .. } => self.case_state = Some("adjourned"),
            Fact::CaseConcluded { .. } => {
                self.state = Some(TicketState::Closed.code());
                self.case_state = Some("concluded");
            }
            _ => {}
        }
    }
}
