//! What anybody with a ticket's key may know of it: number, state, place, wait. The page draws it, the JSON side sends it.
//!
//! Nothing confidential passes through here: a slip may lie on a table. Equal views draw equal fragments, so a change
//! elsewhere in the hall costs a follower one comparison and no drawing.

use std::sync::Arc;

use domain::{
    CaseId, Desk, HallId, RoomId, Ticket, TicketNumber,
    bulletin::Words,
    case::{Ask, Case, CaseKind, CaseState, Outcome, Paper, Party, Reason, Side},
    device::DeviceState,
    fair::FairPlan,
    measure::{Ending, Measure, MeasureState},
    procedure::Way,
    queue::Wait,
    ticket::{Lane, ParkReason, TicketState},
};
use jiff::{Timestamp, ToSpan, civil::Date};

use crate::{
    engine::Published,
    web::{frame::Reached, log::bulletin},
};

use super::{
    after::After, closing::Closing, measure::is_told, meeting::Meeting, nobody::Nobody, party::takes_part,
    stands, summons,
};

/// Whether the desk is open, and if not, when it will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hours {
    /// Open now.
    Open,
    /// Closed until then.
    Opens(Timestamp),
    /// No opening is left in this fair. A standing desk always has a next one.
    Over,
}

impl Hours {
    /// The hours at `now`.
    pub fn of(plan: &FairPlan, now: Timestamp) -> Self {
        if plan.is_open(now) {
            return Self::Open;
        }
        let here = now.to_zoned(plan.time_zone());
        let today_left = here.time() < plan.hours_of(here.date()).opens;
        let day = if today_left { Some(here.date()) } else { here.date().checked_add(1.day()).ok() };
        let opening = day
            .and_then(|day| plan.opening_days(day).next())
            .and_then(|day| day.to_datetime(plan.hours_of(day).opens).to_zoned(plan.time_zone()).ok());
        opening.map_or(Self::Over, |at| Self::Opens(at.timestamp()))
    }

    /// Whether the desk has closed for the last time at `now`: nobody in the hall calls anybody any more.
    pub fn are_over(desk: &Desk, now: Timestamp) -> bool {
        desk.fair().is_some_and(|fair| Self::of(&fair.plan, now) == Self::Over)
    }

    /// When it opens, while it is closed.
    pub fn opens_at(self) -> Option<Timestamp> {
        match self {
            Self::Opens(at) => Some(at),
            Self::Open | Self::Over => None,
        }
    }
}

/// One step of a ticket's way, by its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The case is filed.
    Filed,
    /// A party is called and heard.
    Called,
    /// The other side is asked.
    Asked,
    /// A respondent is told.
    Notice,
    /// A respondent answers.
    Reply,
    /// Both sides talk.
    Talks,
    /// They sign what they agreed.
    Signed,
    /// A question is answered.
    Answered,
    /// What was reported or complained of is passed on.
    Handled,
    /// A report is answered or passed on, as the desk has yet to say.
    Dealt,
}

impl Stage {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::Called => "called",
            Self::Asked => "asked",
            Self::Notice => "notice",
            Self::Reply => "reply",
            Self::Talks => "talks",
            Self::Signed => "signed",
            Self::Answered => "answered",
            Self::Handled => "handled",
            Self::Dealt => "dealt",
        }
    }
}

/// A ticket as its key shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent yes-or-no facts about one ticket")]
pub struct View {
    /// Its number.
    pub number: TicketNumber,
    /// The same with its check digit, while there is a kiosk to type it at.
    pub typed: Option<String>,
    /// Its case.
    pub case: CaseId,
    /// The fair's day on which the case was filed.
    pub day: Date,
    /// Dispute, question or report.
    pub kind: CaseKind,
    /// Whose ticket it is.
    pub side: Side,
    /// Whether mediation was asked for.
    pub mediation: bool,
    /// Whether a complaint was lodged with the organiser that has its own way, whatever becomes of the case.
    pub complaint: bool,
    /// The line.
    pub lane: Lane,
    /// Where it stands.
    pub state: TicketState,
    /// How far the case is.
    pub case_state: CaseState,
    /// An agreement is in effect.
    pub in_effect: bool,
    /// All have signed, and a party has yet to ratify what its agent signed: by when.
    pub ratifies: Option<Date>,
    /// The last day on which both sides may ask a court to confirm what they agreed in writing; theirs alone who take part.
    pub confirmable: Option<Date>,
    /// The hall it was issued for.
    pub hall: Option<HallId>,
    /// Whoever has it only receives, and is no mediator.
    pub received: bool,
    /// Somebody had it before now: what is on hold, or waits again, keeps how far it came.
    pub heard: bool,
    /// The room of the last call, while it matters.
    pub room: Option<RoomId>,
    /// The hall of that room, when the plan says so.
    pub room_hall: Option<HallId>,
    /// Cases of its mediation body before it; only while it waits.
    pub ahead: Option<usize>,
    /// How long it may take; only while it waits, the desk is open and somebody is on duty.
    pub wait: Option<Wait>,
    /// That the desk closes before its turn may come.
    pub closing: Option<Closing>,
    /// That nobody is on duty, while it waits and the desk is open.
    pub nobody: Option<Nobody>,
    /// Whether the desk is open.
    pub hours: Hours,
    /// When it was last called, while that matters.
    pub called_at: Option<Timestamp>,
    /// Until when its place is kept after a missed call.
    pub kept_until: Option<Timestamp>,
    /// Why it is on hold.
    pub parked: Option<ParkReason>,
    /// Its party is there for the talks, and somebody who missed the call is called again or may yet come.
    pub others_called: bool,
    /// What is told instead of a place in line, where nobody in the hall is to call it.
    pub after: Option<After>,
    /// Its case ended because somebody did not come when called.
    pub not_come: bool,
    /// How far a respondent is.
    pub way: Option<Way>,
    /// Nobody's answer to a notice is awaited, and somebody takes part.
    pub answered: bool,
    /// How far the organiser's track with a respondent is, once they were told of it.
    pub track: Option<MeasureState>,
    /// The case ended and the organiser, who alone was asked for something, has yet to decide: nothing is over before.
    pub undecided: bool,
    /// Whoever complained took that back, and no officer went on with this respondent since.
    pub taken_back: bool,
    /// How the measure ended that was ordered there.
    pub ended: Option<Ending>,
    /// The appointment of a party that takes part.
    pub meeting: Option<Meeting>,
    /// Papers that this party is to supplement, until an agreement is in effect: it stands without them.
    pub missing: Vec<Paper>,
    /// The organiser's message to everybody who waits, while the ticket is of use.
    pub bulletin: Option<Arc<Words>>,
    /// How far the procedure is, in short: when it is another, what a holder reads below the ticket is another.
    pub stands: String,
    /// For the phone that holds the ticket; else for whoever has its slip.
    pub held: bool,
    /// A respondent whom nobody talks with, or no longer, or not at all: what the others come to is not theirs to know.
    pub outside: bool,
    /// What they agreed on was registered as it was said, and nobody signs.
    pub oral: bool,
    /// The only respondent of a case that is over: without them nobody was left to talk with each other.
    pub alone: bool,
    /// Of a case that is over, the steps that came.
    pub came: Vec<Stage>,
}

impl View {
    /// The view of a ticket; `None` when its case is gone, which no journal of ours leads to.
    pub fn of(published: &Published, number: TicketNumber, now: Timestamp) -> Option<Self> {
        let desk = &published.desk;
        let ticket = desk.ticket(number)?;
        let case = desk.case(ticket.case)?;
        let plan = desk.fair().map(|fair| &fair.plan)?;
        let party = case.party(ticket.party)?;
        let side = party.place.side;
        let track = case.measure(party.place.id).filter(|track| is_told(track));
        let hours = Hours::of(plan, now);
        let ran_out = summons::ran_out(desk, ticket, now);
        // Of a call that ran out the time for which it was made is behind them, too.
        let meeting = Meeting::of(published, case, party).filter(|meeting| !ran_out || now < meeting.from);
        // Who has a time comes then, whether or not they came when they were called before.
        let put_off = meeting.is_some() && case.is_put_off(ticket);
        let uncalled = put_off || ran_out;
        let state = if uncalled { TicketState::Claimed } else { desk.shown_state(ticket) };
        let after = After::of(published, (case, party), (ticket, state), meeting.as_ref(), now);
        // Who has a time waits for that time and not for a turn.
        let in_line = ticket.state == TicketState::Waiting && meeting.is_none() && after.is_none();
        let ahead = in_line.then(|| published.ahead_of(case.id)).flatten();
        let called_now = ahead.filter(|_| hours == Hours::Open);
        let nobody = called_now.and_then(|_| Nobody::of(desk, plan, case.body, now));
        let wait = called_now.filter(|_| nobody.is_none());
        let wait = wait.map(|ahead| published.lines().wait(case.body, ticket.lane, ahead));
        let closing = wait.and_then(|wait| Closing::of(plan, wait, now));
        let stands = stands::of(published, (case, party), after.as_ref(), now);
        let room = summons::room(ticket, state);
        let undecided = case.ended_undecided();
        let bound = case.procedure.in_effect().is_some();
        let of_use = ticket.state.is_open() || undecided;
        let room_hall = room.and_then(|room| plan.rooms.iter().find(|known| known.id == *room)?.hall.clone());
        Some(Self {
            number,
            typed: (of_use && desk.devices().any(|device| device.state == DeviceState::Open))
                .then(|| link::with_check_digit(number)),
            case: case.id,
            day: case.day,
            kind: case.kind,
            side,
            mediation: case.asks_for(Ask::Mediation),
            complaint: case.has_complaint_beside(),
            lane: if is_unasked(case, party) { Lane::Reception } else { ticket.lane },
            state,
            case_state: case.state,
            in_effect: bound,
            ratifies: case.awaits_ratification(),
            confirmable: case
                .confirmable_until(plan)
                .filter(|until| takes_part(party) && case.erased_at.is_none() && plan.day_of(now) <= *until),
            hall: ticket.hall.clone(),
            received: is_received(published, ticket),
            heard: ticket.periods.iter().any(|period| period.state.is_held()),
            room: room.cloned(),
            room_hall,
            ahead,
            wait,
            closing,
            nobody,
            hours,
            called_at: room.and(ticket.called_at),
            kept_until: ticket.grace_until.filter(|_| !put_off),
            parked: parked(case, party, ticket).filter(|_| state == TicketState::Parked),
            others_called: desk.waits_for_others(ticket),
            after,
            not_come: case.ended_by_call().is_some(),
            way: (side == Side::Respondent).then(|| party.way()),
            answered: case.accepted().next().is_some()
                && !case.respondents().iter().any(|party| party.way().is_pending()),
            track: track.map(|track| track.state),
            ended: track.and_then(Measure::ending),
            undecided,
            taken_back: case.measure(party.place.id).is_some_and(|track| case.is_taken_back(track)),
            meeting,
            missing: if bound || !case.state.is_open() || !takes_part(party) {
                Vec::new()
            } else {
                case.papers_awaited(party)
            },
            bulletin: of_use.then(|| bulletin::standing(published)).flatten(),
            stands,
            held: true,
            outside: case.is_outside(party),
            oral: case.procedure.agreement.as_ref().is_some_and(|agreement| agreement.oral),
            alone: case.respondents().len() == 1 && !case.state.is_open(),
            came: came(case, party, ticket),
        })
    }

    /// As much of it as a slip shows to whoever finds it: number, state and place, not how the case ended, nor that the organiser has
    /// it, nor with whom else it is, nor who of the others came, nor how it goes on after the end (procedure E.2). What neither the
    /// line nor the board of the hall tells would tell how far talks are: it is one and the same here.
    #[must_use]
    pub fn on_a_slip(self) -> Self {
        let told = match self.state {
            TicketState::Waiting => (self.lane == Lane::Reception).then_some(TicketState::Waiting),
            called @ (TicketState::Called | TicketState::Missed) => Some(called).filter(|_| !self.outside),
            TicketState::Closed | TicketState::Cancelled => {
                Some(TicketState::Closed).filter(|_| !self.undecided)
            }
            TicketState::Claimed | TicketState::Attending | TicketState::Parked => None,
        };
        let told = told.filter(|_| self.after.is_none());
        let aside = told.is_none();
        Self {
            lane: Lane::Reception,
            state: told.unwrap_or(TicketState::Parked),
            ahead: self.ahead.filter(|_| !aside),
            wait: self.wait.filter(|_| !aside),
            closing: self.closing.filter(|_| !aside),
            nobody: self.nobody.filter(|_| !aside),
            room: self.room.filter(|_| !aside),
            room_hall: self.room_hall.filter(|_| !aside),
            called_at: self.called_at.filter(|_| !aside),
            kept_until: self.kept_until.filter(|_| !aside),
            parked: None,
            others_called: false,
            after: aside.then_some(After::on_slip(self.hours)),
            way: None,
            answered: false,
            track: None,
            undecided: false,
            taken_back: false,
            ended: None,
            meeting: None,
            missing: Vec::new(),
            stands: String::new(),
            held: false,
            outside: false,
            oral: false,
            came: Vec::new(),
            ..self
        }
    }

    /// Whether its lane is told: a slip would tell that both sides talk, and whom nobody asked to mediate waits in none.
    pub fn has_lane(&self) -> bool {
        let asked = self.mediation && self.way != Some(Way::Named);
        self.held && (asked || self.side == Side::Claimant)
    }

    /// Whether its number may still be called: then there is something to bring, and a board to watch.
    pub fn is_called(&self) -> bool {
        self.state.is_open() && !self.outside && self.after.is_none()
    }

    /// How the case ended, for a holder whose end it is.
    pub fn outcome(&self) -> Option<(Outcome, Reason)> {
        match self.case_state {
            CaseState::Concluded { .. } if !self.held || self.outside => None,
            CaseState::Concluded { outcome, reason } => Some((outcome, reason)),
            CaseState::Submitted
            | CaseState::Accepted
            | CaseState::Agreed
            | CaseState::InSession
            | CaseState::Adjourned
            | CaseState::TermsAgreed => None,
        }
    }

    /// Whether whoever complained took back all they asked for and the organiser has yet to decide: the case ended, and nothing is over.
    pub fn goes_on_withdrawn(&self) -> bool {
        self.undecided && matches!(self.case_state, CaseState::Concluded { outcome: Outcome::Withdrawn, .. })
    }

    /// Whether whoever comes shows papers: of a right that is said to be touched, whatever is asked for.
    pub fn brings_originals(&self) -> bool {
        self.kind == CaseKind::Dispute
    }

    /// The step line: where the case was, is and will be. Of one that is over it has what came, and nothing that did not; one that ended
    /// before the last step has none, the words say how it ended. Whoever is not told how it ended would read it off, and whoever has
    /// no part in the talks how far they are.
    pub fn steps(&self) -> Vec<(Stage, Reached)> {
        let way = self.way();
        // Of a slip one would read off what was asked for, and that somebody talks.
        if self.outside || !self.held {
            return Vec::new();
        }
        if !self.case_state.is_open() {
            let told = self.outcome().is_some() && way.last().is_some_and(|last| self.came.contains(last));
            let came = way.iter().filter(|stage| told && self.came.contains(stage));
            return came.map(|stage| (*stage, Reached::Done)).collect();
        }
        let now = self.now_at(way.len());
        let reached = |at: usize| match at.cmp(&now) {
            std::cmp::Ordering::Less => Reached::Done,
            std::cmp::Ordering::Equal => Reached::Now,
            std::cmp::Ordering::Greater => Reached::Next,
        };
        // Checking an application needs nobody called; else nobody calls whoever was not called when the desk closed for the last time.
        let checked = self.mediation && self.kind == CaseKind::Dispute;
        let uncalled = |step: &(Stage, Reached)| {
            self.after.is_some() && !checked && *step == (Stage::Called, Reached::Next)
        };
        let steps = way.iter().enumerate().map(|(at, stage)| (*stage, reached(at)));
        steps.filter(|step| !uncalled(step)).collect()
    }

    /// The steps of such a case for such a side.
    fn way(&self) -> &'static [Stage] {
        match (self.mediation, self.kind, self.side) {
            (true, CaseKind::Dispute, Side::Claimant) => {
                &[Stage::Filed, Stage::Called, Stage::Asked, Stage::Talks, Stage::Signed]
            }
            (true, CaseKind::Dispute, Side::Respondent) => {
                &[Stage::Notice, Stage::Reply, Stage::Talks, Stage::Signed]
            }
            (true, CaseKind::Enquiry | CaseKind::Report, _) => {
                &[Stage::Filed, Stage::Called, Stage::Talks, Stage::Signed]
            }
            (false, CaseKind::Dispute, Side::Respondent) => &[],
            // A question is answered, unless it was passed on.
            (false, CaseKind::Enquiry, _) if !self.came.contains(&Stage::Handled) => {
                &[Stage::Filed, Stage::Called, Stage::Answered]
            }
            // Nothing is promised of a report: the desk answers it itself, or passes it on.
            (false, CaseKind::Report, _) if self.came.contains(&Stage::Answered) => {
                &[Stage::Filed, Stage::Called, Stage::Answered]
            }
            (false, CaseKind::Report, _) if self.case_state.is_open() => {
                &[Stage::Filed, Stage::Called, Stage::Dealt]
            }
            // A complaint that was passed on to the organiser, and decided there.
            (false, CaseKind::Dispute, _) if self.came.contains(&Stage::Dealt) => {
                &[Stage::Filed, Stage::Called, Stage::Dealt]
            }
            (false, _, _) => &[Stage::Filed, Stage::Called, Stage::Handled],
        }
    }

    /// Where a respondent is before the talks.
    fn answering(&self) -> usize {
        match self.way {
            Some(Way::Served | Way::NoReply | Way::Declined) => 1,
            Some(Way::Accepted) => 2,
            Some(Way::Named | Way::Noticed) | None => 0,
        }
    }

    /// The present step of a case that goes on.
    fn now_at(&self, steps: usize) -> usize {
        match self.case_state {
            // Talks are the present step until something is signed.
            CaseState::Agreed | CaseState::InSession | CaseState::Adjourned => steps.saturating_sub(2),
            CaseState::TermsAgreed => steps.saturating_sub(1),
            CaseState::Submitted | CaseState::Accepted if self.way.is_some() => self.answering(),
            CaseState::Accepted if self.mediation => 2,
            CaseState::Submitted => usize::from(self.heard),
            CaseState::Accepted => 1,
            CaseState::Concluded { .. } => 0,
        }
    }
}

/// Which steps of a case that is over came, by what happened alone: how it ended makes none of them good that never was.
fn came(case: &Case, party: &Party, ticket: &Ticket) -> Vec<Stage> {
    let CaseState::Concluded { outcome, .. } = case.state else { return Vec::new() };
    let checked = case.kind == CaseKind::Dispute && case.asks_for(Ask::Mediation);
    let told = |party: &Party| party.served.is_some() || party.answered.is_some();
    // Of a case that was taken back the organiser may decide on the complaint later: that is told to whoever complained alone.
    let decided = party.place.side == Side::Claimant && case.is_complaint_decided();
    let facts = [
        (Stage::Filed, true),
        (Stage::Called, if checked { case.procedure.accepted_at.is_some() } else { ticket.calls > 0 }),
        (Stage::Asked, case.respondents().iter().any(told)),
        (Stage::Notice, told(party)),
        (Stage::Reply, party.answered.is_some()),
        (Stage::Talks, case.session_at.is_some()),
        (Stage::Signed, case.procedure.in_effect().is_some()),
        (Stage::Answered, outcome == Outcome::AdviceGiven),
        (Stage::Handled, outcome == Outcome::Referred),
        (Stage::Dealt, outcome == Outcome::OrganiserDecided || decided),
    ];
    facts.into_iter().filter_map(|(stage, came)| came.then_some(stage)).collect()
}

/// Whether whoever has a ticket only receives.
fn is_received(published: &Published, ticket: &Ticket) -> bool {
    let staff = ticket.mediator.and_then(|by| published.desk.staff_member(by));
    staff.is_some_and(|staff| staff.only_receives())
}

/// A respondent whom nobody asked to mediate: whatever ticket it has, no talks are ahead of it.
fn is_unasked(case: &Case, party: &Party) -> bool {
    party.place.side == Side::Respondent && (!case.asks_for(Ask::Mediation) || party.way() == Way::Named)
}

/// Why it is on hold. A respondent who takes part waits, as the applicant does, for the body that has the case now.
fn parked(case: &Case, party: &Party, ticket: &Ticket) -> Option<ParkReason> {
    let replied = ticket.parked == Some(ParkReason::Reply) && party.way() == Way::Accepted;
    if replied && case.elsewhere().is_some() { Some(ParkReason::Referral) } else { ticket.parked }
}
