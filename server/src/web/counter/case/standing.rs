//! What somebody who looks at a case may do with it as it stands.

use domain::{
    Case, Ticket,
    case::CaseState,
    staff::{DutyState, Role},
    ticket::{Lane, TicketState},
};

use crate::web::{counter::typical, submit::name_of, ticket::summons};

use super::Viewer;

/// What this person may do with the case as it stands.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent yes-or-no facts that the template asks for")]
pub(super) struct Standing {
    /// Who has it, when it is somebody else.
    pub(super) other: Option<String>,
    /// The person has it.
    pub(super) mine: bool,
    /// They may act on it: it is theirs, or they lead the body.
    pub(super) acts: bool,
    /// They take tickets of its line when they are on duty.
    pub(super) takes: bool,
    /// Nobody has it, and they may end it all the same: they lead the body.
    pub(super) ends_untaken: bool,
    /// They are on duty and take tickets of its line.
    pub(super) on_duty: bool,
    /// They receive, and it has gone on into the line for talks.
    pub(super) gone_on: bool,
    /// They follow its way from reception to talks.
    pub(super) shows_way: bool,
    /// It ended in reception, and they hand over how.
    pub(super) hands_over: bool,
    /// They declared a conflict of interest.
    pub(super) conflict: bool,
    /// It is in the talks lane.
    pub(super) talks: bool,
    pub(super) open: bool,
    /// It is over, its texts are there, and they answer for them.
    pub(super) may_erase: bool,
    /// It may be told as an example, by them.
    pub(super) may_tell: bool,
    /// Its texts are erased, and they answer for what was published of it.
    pub(super) answers: bool,
    pub(super) held: bool,
    /// They have it, and declare to have no conflict of interest before any step of it.
    pub(super) undeclared: bool,
    pub(super) aside: bool,
    /// It is aside and kept for somebody else, who is here to go on with it.
    pub(super) kept_for_other: bool,
    pub(super) waiting: bool,
    pub(super) in_session: bool,
    /// A talk of it may begin: the first, or the next after one that was interrupted.
    pub(super) may_begin: bool,
    /// Room of the last call.
    pub(super) room: Option<String>,
    /// Until when the place of a party that did not come is kept.
    pub(super) kept_until: Option<String>,
    /// The desk has closed since somebody was called, who reads that they are called no longer.
    pub(super) ran_out: bool,
}

impl Viewer<'_> {
    pub(super) fn standing(&self, case: &Case, lead: Option<&Ticket>) -> Standing {
        let Some(lead) = lead else { return Standing::default() };
        let me = self.person.staff.id;
        let open = case.state.is_open();
        let mine = lead.mediator == Some(me);
        let kept = self.at.desk.grace_of(case);
        let keeper = self.at.desk.keeper(case, lead, self.now).filter(|_| lead.state.is_aside());
        Standing {
            other: lead.mediator.filter(|by| *by != me && open).map(|by| name_of(by, self.at)),
            mine,
            acts: open && (mine || (self.person.is(Role::Head) && lead.mediator.is_some())),
            takes: self.person.staff.takes(lead.lane),
            ends_untaken: open
                && lead.mediator.is_none()
                && self.person.is(Role::Head)
                && self.at.desk.may_take(&self.person.staff, case),
            on_duty: self.person.staff.takes(lead.lane) && self.person.staff.duty == DutyState::On,
            gone_on: open && self.person.staff.only_receives() && !self.at.desk.in_reception(case),
            shows_way: self.at.desk.sees_way(&self.person.staff, case),
            hands_over: self.at.desk.hands_over_end(&self.person.staff, case),
            conflict: self.at.desk.has_conflict(&self.person.staff, case),
            talks: lead.lane == Lane::Talks,
            open,
            may_erase: self.person.is(Role::Head)
                && !open
                && self.at.desk.sight(&self.person.staff, case).opens_talks(),
            may_tell: typical::can_be_told(case)
                && self.at.desk.sight(&self.person.staff, case).opens_talks(),
            answers: case.public_account().is_some() && typical::answers_for(self.at, self.person, case),
            held: lead.state.is_held(),
            undeclared: self.at.desk.owes_word(&self.person.staff, case),
            aside: lead.state.is_aside(),
            kept_for_other: keeper.is_some_and(|by| by != me),
            waiting: lead.state == TicketState::Waiting,
            in_session: case.state == CaseState::InSession,
            may_begin: matches!(case.state, CaseState::Agreed | CaseState::Adjourned),
            room: lead.room.as_ref().map(ToString::to_string),
            kept_until: kept.map(|until| self.t.seen_at(until, self.now)),
            ran_out: self
                .at
                .desk
                .line_tickets(case)
                .any(|ticket| summons::ran_out(&self.at.desk, ticket, self.now)),
        }
    }
}
