//! Rooms in which a mediator quietly asked for help: on colleagues' counters and on the organiser's page of today. It says a room
//! and a time and nothing of the case.

use domain::{Case, StaffId};
use jiff::Timestamp;

use crate::{engine::Published, locale::Texts, web::submit::name_of};

/// A call for help.
pub(in crate::web) struct Call {
    /// Which case; for whoever may open it.
    pub(in crate::web) case: String,
    /// Who asked.
    pub(in crate::web) by: Option<StaffId>,
    /// Where and since when, in words.
    pub(in crate::web) text: String,
}

/// Every call that nobody answered yet, oldest first.
pub(in crate::web) fn calls(t: &Texts, at: &Published, now: Timestamp) -> Vec<Call> {
    let mut waiting: Vec<_> =
        at.desk.open_cases().filter_map(|case| Some((case.procedure.help?, case))).collect();
    waiting.sort_by_key(|(since, _)| *since);
    let said = waiting.into_iter().map(|(since, case)| {
        let (by, room) = place(at, case);
        let who = by.map(|by| name_of(by, at)).unwrap_or_default();
        let room = room.unwrap_or_else(|| t.t("counter-no-room").into_owned());
        let clock = t.seen_at(since, now);
        let text = t.say("help-called").with("room", room).with("who", who).with("clock", clock);
        Call { case: case.id.to_string(), by, text: text.to_string() }
    });
    said.collect()
}

/// Who has the case, and the room of its last call; else the room that person sits in.
fn place(at: &Published, case: &Case) -> (Option<StaffId>, Option<String>) {
    let lead = case.claimant().ticket.and_then(|number| at.desk.ticket(number));
    let by = lead.and_then(|lead| lead.mediator);
    let called_to = lead.and_then(|lead| lead.room.as_ref());
    let own = by.and_then(|by| at.desk.staff_member(by)).and_then(|staff| staff.room.as_ref());
    (by, called_to.or(own).map(ToString::to_string))
}
