//! What a ticket tells instead of a place in line, where nobody in the hall is to call it: that its case goes on after the end, over a
//! distance, or that the desk has closed for the last time, and to whom to turn then.

use std::borrow::Cow;

use domain::{
    case::{Ask, Case, CaseState, Party, Side},
    procedure::ConsentTo,
    ticket::{Lane, Ticket, TicketState},
};
use jiff::Timestamp;

use crate::{engine::Published, locale::Texts, web::bodies};

use super::{
    meeting::Meeting,
    party::{late, takes_part},
    view::Hours,
};

/// Why nobody in the hall is to call a ticket, though its case is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum After {
    /// The case goes on after the end, over a distance.
    GoesOn,
    /// The desk has closed for the last time. The mediation body of this name has the case.
    WithBody(String),
    /// The same, and the organiser has yet to decide on what this party complained of.
    WithBoth(String),
    /// The desk has closed for the last time. The organiser alone was asked for something.
    WithOrganiser,
    /// In no line, as a slip tells it to whoever finds it: not why, nor what was asked for, nor that anybody talks.
    OnSlip,
    /// The same, once the desk has closed for the last time: nobody is there to be asked.
    OnSlipOver,
}

impl After {
    /// How it is with a ticket, which is shown in this state, at `now`.
    pub(super) fn of(
        published: &Published,
        (case, party): (&Case, &Party),
        (ticket, shown): (&Ticket, TicketState),
        meeting: Option<&Meeting>,
        now: Timestamp,
    ) -> Option<Self> {
        // Whoever is expected in a room comes there, whatever follows.
        let expected = meeting.is_some_and(|meeting| meeting.room.is_some());
        let free = !expected && is_free(case, party, (ticket, shown));
        if free && takes_part(party) && goes_on(published, case, now) {
            return Some(Self::GoesOn);
        }
        // Who takes part and went away until the talks are prepared would be called to them; a claimant on hold reads for what first.
        let aside = party.place.side == Side::Respondent || shown == TicketState::Attending;
        let waits = matches!(shown, TicketState::Waiting | TicketState::Claimed)
            || (free && aside && takes_part(party));
        (waits && meeting.is_none() && Hours::are_over(&published.desk, now))
            .then(|| Self::over(published, case, party.place.side))
    }

    /// Whoever asked for mediation, or asked or reported something, turns to the body that has it; a complaint alone is the organiser's,
    /// and one beside a mediation too, until it is decided.
    fn over(published: &Published, case: &Case, side: Side) -> Self {
        if case.complaint_seq.is_some() && !case.asks_for(Ask::Mediation) {
            return Self::WithOrganiser;
        }
        let complains = side == Side::Claimant && case.complaint_seq.is_some() && case.asks_for(Ask::Measure);
        let body = bodies::of_case(published, case);
        if complains && !case.is_complaint_decided() { Self::WithBoth(body) } else { Self::WithBody(body) }
    }

    /// What a slip tells of a number that stands in no line.
    pub fn on_slip(hours: Hours) -> Self {
        if hours == Hours::Over { Self::OnSlipOver } else { Self::OnSlip }
    }

    /// That a number is not called any more, and who answers questions: by its key.
    pub fn not_called(hours: Hours) -> &'static str {
        if hours == Hours::Over { "ticket-slip-over-body" } else { "ticket-slip-over" }
    }

    /// Where it stands what came of a case, for whoever finds its slip: by its key.
    pub fn closed_on_slip(hours: Hours) -> &'static str {
        if hours == Hours::Over { "ticket-closed-slip-over" } else { "ticket-closed-slip" }
    }

    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::GoesOn => "goes-on",
            Self::WithBody(_) | Self::WithBoth(_) | Self::WithOrganiser => "closed",
            Self::OnSlip | Self::OnSlipOver => "out-of-line",
        }
    }

    /// A few words, and what they mean.
    pub fn said(&self, t: &Texts) -> [Cow<'static, str>; 2] {
        match self {
            Self::GoesOn => [t.t("party-carried-over"), t.t("party-carried-over-what")],
            Self::WithBody(name) | Self::WithBoth(name) => {
                [t.t("ticket-over"), Cow::Owned(t.t1("ticket-over-body", "body", name.as_str()))]
            }
            Self::WithOrganiser => [t.t("ticket-over"), t.t("ticket-over-organiser")],
            Self::OnSlip => [t.t("ticket-after-slip"), t.t("ticket-after-slip-what")],
            Self::OnSlipOver => [t.t("ticket-after-slip"), t.t("ticket-after-slip-over")],
        }
    }

    /// To whom else to turn, beside the mediation body.
    pub(super) fn beside(&self, t: &Texts) -> Option<Cow<'static, str>> {
        match self {
            Self::WithBoth(_) => Some(t.t("ticket-over-organiser")),
            Self::GoesOn | Self::WithBody(_) | Self::WithOrganiser | Self::OnSlip | Self::OnSlipOver => None,
        }
    }
}

/// Whether its party is neither called nor there, and the case is not on hold with another body: what they are to do now would come
/// first.
fn is_free(case: &Case, party: &Party, (ticket, shown): (&Ticket, TicketState)) -> bool {
    match shown {
        TicketState::Waiting | TicketState::Claimed => true,
        TicketState::Parked => case.elsewhere().is_none(),
        // Who was heard has gone again while the other side is asked.
        TicketState::Attending => {
            ticket.lane == Lane::Reception
                && party.place.side == Side::Claimant
                && case.state == CaseState::Accepted
        }
        TicketState::Called | TicketState::Missed | TicketState::Closed | TicketState::Cancelled => false,
    }
}

/// Whether it was carried over, or time is short and everybody who takes part chose that it is to be.
fn goes_on(published: &Published, case: &Case, now: Timestamp) -> bool {
    let chosen =
        || case.participants().all(|party| case.procedure.consents_to(party.place.id, ConsentTo::Remote));
    let carried = case.procedure.carried_over.is_some();
    case.procedure.in_effect().is_none() && (carried || (late(published, case, now) && chosen()))
}
