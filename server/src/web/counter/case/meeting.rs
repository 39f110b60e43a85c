//! Where the sides of a case meet: the time that was fixed and who said that they will come, and the rooms to call them to.

use domain::{Case, RoomId, Ticket, case::Party, procedure::Appointment};

use crate::web::{
    counter::{sealed::party_name, way::Fixed},
    submit::name_of,
};

use super::{Contents, Room, Viewer};

impl Viewer<'_> {
    /// The time for talks that is ahead, for whoever sees all of the case.
    pub(super) fn meeting(&self, case: &Case, contents: Option<&Contents>) -> Option<Fixed> {
        contents?;
        case.appointment_ahead().map(|fixed| Fixed::of(&self.t, self.at, fixed))
    }

    /// That the time of this case meets another of theirs, for whoever has it or may take it over: a time goes with its case to whoever
    /// takes that, and no rule looks at it then.
    pub(super) fn clash(&self, case: &Case, lead: Option<&Ticket>) -> Option<String> {
        let (me, fixed) = (self.person.staff.id, case.appointment_ahead()?);
        let near = |lead: &&Ticket| lead.state.is_aside() || lead.mediator.is_none_or(|by| by == me);
        // Of the time for talks whoever receives is told nothing.
        let may = !self.person.staff.only_receives() && self.at.desk.may_take(&self.person.staff, case);
        lead.filter(near).filter(|_| may)?;
        let mut others = self.at.desk.appointments().filter(|(other, _)| *other != case.id);
        let meets = |known: &Appointment| known.staff == Some(me) && known.overlaps(fixed.from, fixed.until);
        let (_, other) = others.find(|(_, known)| meets(known))?;
        let when = |known: &Appointment| {
            let Fixed { day, from, until, .. } = Fixed::of(&self.t, self.at, known);
            self.t.say("way-time-when").with("day", day).with("from", from).with("until", until).to_string()
        };
        Some(self.t.t2("case-time-clash", "time", when(fixed), "other", when(other)))
    }

    /// Who takes part, and whether they said that they will come; who is called or there needs not say it.
    pub(super) fn coming(&self, case: &Case, contents: Option<&Contents>) -> Vec<(String, bool)> {
        let Some((contents, fixed)) = contents.zip(case.appointment_ahead()) else { return Vec::new() };
        let ticket = |party: &Party| party.ticket.and_then(|number| self.at.desk.ticket(number));
        let is_here = |party: &Party| ticket(party).is_some_and(|known| case.is_here(known));
        let said = case.participants().filter(|party| !is_here(party)).map(|party| {
            let id = party.place.id;
            (party_name(&self.t, self.at, case, id, contents), fixed.confirmed.contains(&id))
        });
        said.collect()
    }

    /// The rooms of the fair. Phones of both sides name the one that was promised, so it is proposed unless somebody sits there.
    pub(super) fn rooms(&self, case: &Case) -> Vec<Room> {
        let own = self.person.staff.room.as_ref();
        let rooms = self.at.desk.fair().map(|fair| fair.plan.rooms.as_slice()).unwrap_or_default();
        let me = self.person.staff.id;
        let with = |room: &RoomId| self.at.desk.in_room(room).filter(|by| *by != me);
        let free = rooms.iter().map(|room| &room.id).find(|room| with(room).is_none());
        let promised = case.appointment_ahead().and_then(|fixed| fixed.room.as_ref());
        let usual = promised.filter(|room| with(room).is_none()).or(own).or(free);
        let shown = rooms.iter().map(|room| Room {
            id: room.id.to_string(),
            usual: usual == Some(&room.id),
            with: with(&room.id).map(|by| name_of(by, self.at)),
        });
        shown.collect()
    }
}
