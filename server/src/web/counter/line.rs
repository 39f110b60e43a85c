//! What the live part of the counter shows: whom to take next and why, the lines, the own cases, who has the others.

use askama::Template;
use domain::{
    Case, StaffId, Ticket,
    queue::{Offer, Standing, Why},
    staff::{DutyState, Role, Staff},
    ticket::{Lane, TicketState},
};
use jiff::Timestamp;

use crate::{
    engine::Published,
    locale::Texts,
    web::{
        bodies,
        deadlines::{self, Falling},
        proposals::under_way::{self, UnderWay},
        submit::name_of,
        ticket::view::Hours,
    },
};

use super::{ended, help, hours};

/// Most places of a line that are drawn; at the busiest fair nobody reads further.
const SHOWN: usize = 40;

/// The live part, ready to be drawn.
#[derive(Template)]
#[template(path = "counter_live.html")]
pub(super) struct Fragment {
    pub(super) t: Texts,
    pub(super) csrf: String,
    pub(super) view: View,
}

/// What it shows.
pub(super) struct View {
    /// One sentence for whoever listens instead of looking.
    pub(super) said: String,
    /// The desk has closed for the last time: nobody stands in a line any more.
    pub(super) closed: bool,
    pub(super) next: Next,
    pub(super) lines: Vec<Line>,
    /// What they set going, or are to send, and are not done with.
    pub(super) under_way: Vec<UnderWay>,
    pub(super) mine: Vec<Held>,
    pub(super) others: Vec<Held>,
    /// What goes on after the end and nobody has.
    pub(super) carried: Vec<Held>,
    /// Own cases that ended without their doing.
    pub(super) ended: Vec<ended::Ended>,
    /// What ended in reception today, for whoever receives.
    pub(super) over: Vec<ended::Over>,
    /// Colleagues who quietly asked for help.
    pub(super) calls: Vec<help::Call>,
    /// Who of the head's people most likely forgot to go off duty.
    pub(super) past_close: Vec<String>,
    /// What falls due today and tonight, for who heads the body.
    pub(super) deadlines: Option<Falling>,
}

/// The one next action.
pub(super) enum Next {
    /// Take this one.
    Take(Offered),
    /// Something of one's own is to be gone on with first.
    GoOn(Held),
    /// Go on duty.
    GoOnDuty,
    /// Nobody waits whom this person could take.
    Nobody,
    /// The desk has closed for the last time: nobody is called any more.
    Closed,
    /// This person takes no tickets.
    NotMediating,
}

/// The ticket that fits best.
pub(super) struct Offered {
    pub(super) number: String,
    /// The key under which taking it counts once.
    pub(super) key: String,
    pub(super) about: String,
    pub(super) why: Vec<String>,
}

/// One of the lines.
pub(super) struct Line {
    pub(super) code: &'static str,
    /// The text that says in what order they stand.
    pub(super) order: &'static str,
    pub(super) count: usize,
    pub(super) places: Vec<Waiting>,
    pub(super) more: usize,
}

/// A place in a line.
pub(super) struct Waiting {
    /// Whose case it is, where the fair hosts several mediation bodies.
    pub(super) body: Option<String>,
    pub(super) number: String,
    pub(super) case: String,
    pub(super) key: String,
    pub(super) about: String,
    /// Nothing once nobody is called any more.
    pub(super) waited: Option<String>,
    pub(super) stands: String,
    pub(super) urgent: Option<String>,
    /// Whether this person may take it.
    pub(super) free: bool,
    /// They declared a conflict of interest.
    pub(super) conflict: bool,
}

/// A ticket in somebody's hands, or aside and kept for them.
pub(super) struct Held {
    pub(super) number: String,
    pub(super) case: String,
    pub(super) about: String,
    pub(super) state: &'static str,
    pub(super) note: String,
    pub(super) who: String,
    /// Claimed and not called for so long that somebody should look, while anybody is called.
    pub(super) alert: Option<String>,
    /// What is to be done now, in words.
    pub(super) next: String,
}

/// Collects what one person sees.
pub(super) fn view(t: &Texts, at: &Published, me: StaffId, now: Timestamp, alert_s: i64) -> View {
    let reader: Option<&Staff> = at.desk.staff_member(me).map(AsRef::as_ref);
    let closed = Hours::are_over(&at.desk, now);
    let looks = Looks { t, at, reader, now, alert_s, closed };
    let takes = reader.filter(|staff| staff.takes_any());
    // Who receives and does no more has nothing to do with what stands in the line for talks.
    let receives = reader.is_some_and(Staff::only_receives);
    let (mine, others) = looks.held(me, receives);
    let seen = Lane::ALL.iter().filter(|lane| !receives || **lane == Lane::Reception);
    let lines: Vec<Line> = seen.map(|lane| looks.line(*lane, takes)).collect();
    let next = looks.next(takes, me);
    let said = match (closed, receives) {
        (true, _) => "counter-closed",
        (false, true) => "counter-said-reception",
        (false, false) => "counter-said",
    };
    let said = t
        .say(said)
        .with("reception", lines.first().map_or(0, |line| line.count))
        .with("talks", lines.get(1).map_or(0, |line| line.count));
    // Whoever asked does not need to be told, least of all with a party looking on.
    let calls = help::calls(t, at, now).into_iter().filter(|call| call.by != Some(me)).collect();
    let under_way = reader.map(|staff| under_way::of(t, at, staff)).unwrap_or_default();
    let (ended, over) = (ended::of(t, at, me, now), ended::in_reception(t, at, me, now));
    let head = reader.filter(|staff| staff.is(Role::Head));
    let deadlines = head.map(|head| deadlines::for_head(at, t, head, now));
    let past_close = head.map(|head| hours::past_close(at, t, head, now)).unwrap_or_default();
    View {
        said: said.to_string(),
        closed,
        next,
        lines,
        under_way,
        mine,
        others,
        carried: looks.carried(receives),
        ended,
        over,
        calls,
        past_close,
        deadlines,
    }
}

struct Looks<'a> {
    t: &'a Texts,
    at: &'a Published,
    /// Who looks.
    reader: Option<&'a Staff>,
    now: Timestamp,
    alert_s: i64,
    /// The desk has closed for the last time.
    closed: bool,
}

impl Looks<'_> {
    fn next(&self, staff: Option<&Staff>, me: StaffId) -> Next {
        let Some(staff) = staff else { return Next::NotMediating };
        // Whoever holds a ticket goes on with it; a call that nobody follows up keeps people standing.
        let held = self.at.desk.open_claims().filter(|ticket| ticket.mediator == Some(me));
        let first = held.min_by_key(|ticket| (ticket.state != TicketState::Attending, ticket.since));
        if let Some(held) = first.and_then(|ticket| self.one(ticket)) {
            return Next::GoOn(held);
        }
        // Each of them is looked at by itself then, in the lists.
        if self.closed {
            return Next::Closed;
        }
        if staff.duty != DutyState::On {
            return Next::GoOnDuty;
        }
        self.at
            .desk
            .next_for(staff, None, self.now)
            .and_then(|offer| self.offered(&offer))
            .map_or(Next::Nobody, Next::Take)
    }

    fn offered(&self, offer: &Offer) -> Option<Offered> {
        let (case, ticket) = (self.at.desk.case(offer.case)?, self.at.desk.ticket(offer.ticket)?);
        Some(Offered {
            number: offer.ticket.to_string(),
            key: claim_key(ticket),
            about: about(self.t, case, ticket),
            why: offer.why.iter().map(|why| said(self.t, why)).collect(),
        })
    }

    fn line(&self, lane: Lane, staff: Option<&Staff>) -> Line {
        let count = self.at.desk.waiting_count(lane);
        let places: Vec<_> =
            self.at.desk.waiting(lane).take(SHOWN).filter_map(|place| self.waiting(&place, staff)).collect();
        let several = self.at.desk.has_several_bodies();
        let order = match (self.closed, several) {
            (true, _) => "counter-line-closed",
            (false, true) => "counter-line-order-bodies",
            (false, false) => "counter-line-order",
        };
        Line { code: lane.code(), order, count, more: count.saturating_sub(places.len()), places }
    }

    fn waiting(&self, place: &Standing, staff: Option<&Staff>) -> Option<Waiting> {
        let (case, ticket) = (self.at.desk.case(place.case)?, self.at.desk.ticket(place.ticket)?);
        let conflict = staff.is_some_and(|staff| self.at.desk.has_conflict(staff, case));
        let other = staff.is_some_and(|staff| staff.serves_other(case.body));
        Some(Waiting {
            body: bodies::among_several(self.at, case.body),
            number: place.ticket.to_string(),
            case: place.case.to_string(),
            key: claim_key(ticket),
            about: about(self.t, case, ticket),
            // From the time by which it stands here, so that nobody seems to overtake who waits longer.
            waited: (!self.closed).then(|| {
                self.t.t1("counter-waited", "duration", self.t.duration(self.since(ticket.turn.at)))
            }),
            stands: self.stands(place, case, ticket),
            urgent: case.urgent.map(|urgency| self.t.code("urgency", urgency.code()).into_owned()),
            free: !conflict
                && !other
                && staff.is_some_and(|staff| staff.duty == DutyState::On && staff.takes(place.lane)),
            conflict,
        })
    }

    /// What the person has in hand or keeps aside, and what others have; for who receives and does no more, in reception.
    fn held(&self, me: StaffId, receives: bool) -> (Vec<Held>, Vec<Held>) {
        let (mut mine, mut others) = (Vec::new(), Vec::new());
        let mut leads: Vec<&Ticket> = self
            .at
            .desk
            .open_cases()
            .filter_map(|case| self.at.desk.ticket(case.claimant().ticket?))
            .map(AsRef::as_ref)
            .filter(|ticket| ticket.state.is_held() || ticket.state.is_aside())
            .filter(|ticket| !receives || ticket.lane == Lane::Reception)
            .collect();
        leads.sort_by_key(|ticket| (ticket.state.is_aside(), ticket.since));
        for ticket in leads {
            let Some(held) = self.one(ticket) else { continue };
            if ticket.mediator == Some(me) { mine.push(held) } else { others.push(held) }
        }
        (mine, others)
    }

    /// What was carried over and nobody has. It stands in no line; whoever is to go on with it finds it here and takes it on its page.
    fn carried(&self, receives: bool) -> Vec<Held> {
        let carried = self.at.desk.open_cases().filter(|case| case.procedure.carried_over.is_some());
        carried
            .filter_map(|case| self.at.desk.ticket(case.claimant().ticket?))
            .filter(|ticket| ticket.state == TicketState::Waiting)
            .filter(|ticket| !receives || ticket.lane == Lane::Reception)
            .filter_map(|ticket| self.one(ticket))
            .collect()
    }

    fn one(&self, ticket: &Ticket) -> Option<Held> {
        let case = self.at.desk.case(ticket.case)?;
        let state = super::next::standing(&self.at.desk, case, ticket);
        let idle = self.now.duration_since(ticket.since).as_secs();
        let late = !self.closed && ticket.state == TicketState::Claimed && idle >= self.alert_s;
        let duration = || self.t.duration(self.since(ticket.since));
        Some(Held {
            number: ticket.number.to_string(),
            case: case.id.to_string(),
            about: about(self.t, case, ticket),
            state: state.code(),
            note: self.note(ticket, case),
            who: ticket.mediator.map(|by| name_of(by, self.at)).unwrap_or_default(),
            alert: late.then(|| self.t.t1("counter-alert", "duration", duration())),
            next: self.t.t(super::next::of(&self.at.desk, case, ticket, self.now).key()).into_owned(),
        })
    }

    /// Where it stands beyond its state: the room, the reason it waits aside, since when. Who does not follow its way reads that it is
    /// on hold and since when, and not for what: that it waits for a reply, for an expert or for another body is of its procedure.
    fn note(&self, ticket: &Ticket, case: &Case) -> String {
        let since = self.t.seen_at(ticket.since, self.now);
        let follows = self.reader.is_some_and(|reader| self.at.desk.sees_way(reader, case));
        let mut parts = Vec::new();
        if let Some(room) = ticket.room.as_ref().filter(|_| follows) {
            parts.push(room.to_string());
        }
        if let Some(reason) = ticket.parked.filter(|_| follows) {
            parts.push(self.t.code("park", reason.code()).into_owned());
        }
        if let Some(until) = ticket.grace_until {
            parts.push(self.t.t1("counter-kept-until", "clock", self.t.seen_at(until, self.now)));
        }
        if follows && case.talking_since.is_some() {
            parts.push(self.t.code("case", case.state.code()).into_owned());
        }
        parts.push(self.t.t1("counter-since", "clock", since));
        parts.join(" · ")
    }

    /// Why a ticket stands where it does; once nobody is called any more, since when its case is there.
    fn stands(&self, place: &Standing, case: &Case, ticket: &Ticket) -> String {
        let number = (place.ahead + 1).to_string();
        let clock = |at: Timestamp| self.t.seen_at(at, self.now);
        let later = |at: Timestamp, than: Timestamp| at.duration_since(than).as_secs() >= 60;
        let key = if case.urgent.is_some() { "counter-stands-urgent" } else { "counter-stands" };
        let made = case.procedure.appointment.as_ref();
        let mut parts: Vec<String> =
            made.map(|made| self.t.t1("counter-appointed", "clock", clock(made.from))).into_iter().collect();
        if self.closed {
            parts.push(self.t.t1("complaints-filed", "moment", self.t.moment(case.filed_at)));
            return parts.join(" · ");
        }
        parts.push(self.t.t2(key, "place", number, "clock", clock(case.filed_at)));
        let turn = ticket.turn.at;
        if later(turn, case.filed_at) {
            parts.push(self.t.t1("counter-stands-entered", "clock", clock(turn)));
        }
        // What was parked or given back, or is ready for talks, came to this line later and lost nothing by that.
        if later(ticket.since, turn) {
            let key = match place.lane {
                Lane::Reception => "counter-stands-back",
                Lane::Talks => "counter-stands-ready",
            };
            parts.push(self.t.t1(key, "clock", clock(ticket.since)));
        }
        parts.join(" · ")
    }

    /// How long something goes on, in seconds: whole minutes that have passed, as an offer counts them, for both stand on one page.
    fn since(&self, from: Timestamp) -> u64 {
        u64::try_from(self.now.duration_since(from).as_secs() / 60 * 60).unwrap_or(0)
    }
}

/// One key a stint in line: a double tap claims once, and the same ticket can be taken again later.
fn claim_key(ticket: &Ticket) -> String {
    format!("{}/{}", ticket.number, ticket.periods.len())
}

/// Kind, right, hall and language in one line: nothing a party may not read over the shoulder.
pub(super) fn about(t: &Texts, case: &Case, ticket: &Ticket) -> String {
    let mut parts = vec![t.code("kind", case.kind.code()).into_owned()];
    parts.extend(case.right.map(|right| t.code("right", right.code()).into_owned()));
    parts.extend(
        case.hall.as_ref().or(ticket.hall.as_ref()).map(|hall| t.t1("counter-hall", "hall", &hall.0)),
    );
    parts.push(t.language_name(case.claimant().place.language));
    parts.join(" · ")
}

/// A reason of an offer in words that one could say to the party.
pub(in crate::web) fn said(t: &Texts, why: &Why) -> String {
    match why {
        Why::Urgent(urgency) => t.t1("why-urgent", "reason", t.code("urgency", urgency.code())),
        Why::First => t.t("why-first").into_owned(),
        Why::Waited(minutes) => t.t1("why-waited", "duration", t.duration(minutes * 60)),
        Why::Field(right) => t.t1("why-field", "field", t.code("right", right.code())),
        Why::Language(language) => t.t1("why-language", "language", t.language_name(*language)),
        Why::OtherLanguage(language) => t.t1("why-other-language", "language", t.language_name(*language)),
        Why::Hall(hall) => t.t1("why-hall", "hall", &hall.0),
    }
}
