//! A rule said no. Every refusal has a stable code; what was refused left no trace in the state.

use jiff::{Timestamp, civil::Date};

use crate::{
    case::{CaseState, codes},
    disclosure::{LegalBasis, Sort},
    ids::{BodyId, BoothId, StaffId, TicketNumber},
    measure::{Basis, MeasureState},
    procedure::Way,
    proposal::{Bound, Overtaken},
    ticket::TicketState,
};

codes!(
    /// The step after which another one comes.
    StepBefore {
        /// Who declares something took the ticket.
        Claim = "claim",
        /// The case was accepted.
        Acceptance = "acceptance",
        /// Who of a shared booth is meant was said.
        Naming = "naming",
        /// The notice was drawn up.
        Notice = "notice",
        /// It was served.
        Service = "service",
        /// It was answered.
        Answer = "answer",
        /// Talks were opened.
        Talks = "talks",
        /// A party came to the table.
        Arrival = "arrival",
        /// Identities were checked, and rights explained.
        Checks = "checks",
        /// The talk began.
        Session = "session",
        /// The text of the agreement was written.
        Text = "text",
        /// It was signed for a party.
        Signature = "signature",
        /// The statement came on which an order stands.
        Statement = "statement",
        /// The measure was ordered.
        Order = "order",
        /// It was carried out.
        Applying = "applying",
        /// The measure before it was lifted.
        Lifting = "lifting",
    }
);

/// Why something was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The actor's role does not allow it.
    #[error("this role may not do that")]
    NotAllowed,
    /// Nothing is set up yet.
    #[error("the fair is not set up yet")]
    NoFair,
    /// It is set up already.
    #[error("the fair is set up already")]
    FairExists,
    /// A part of the plan makes no sense; the field is named.
    #[error("the plan's {0} cannot be used")]
    BadPlan(&'static str),
    /// Something that is named does not exist: `hall`, `booth`, `case` …
    #[error("no such {0}")]
    Unknown(&'static str),
    /// An id, key or token that must be new is known already: `case`, `token` …
    #[error("this {0} exists already")]
    Taken(&'static str),
    /// More of something than the desk takes.
    #[error("more than {max} {what}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// At most.
        max: usize,
    },
    /// All series letters are used up.
    #[error("every series of letters is used up")]
    SeriesUsedUp,
    /// A series is taken already.
    #[error("the series is taken")]
    SeriesTaken,
    /// The last one with a role cannot go.
    #[error("somebody must hold this role")]
    LastOne,
    /// The last mediation body that takes new cases goes on to.
    #[error("some body must take new cases")]
    LastBody,
    /// The application lacks something no later paper can replace.
    #[error("the application lacks its {0}")]
    Incomplete(&'static str),
    /// A consent that the request needs was not given.
    #[error("consent to {0} is missing")]
    ConsentMissing(&'static str),
    /// Somebody has the ticket already.
    #[error("already claimed")]
    AlreadyClaimed {
        /// Who.
        by: StaffId,
        /// Which ticket.
        ticket: TicketNumber,
    },
    /// Another mediator has the ticket.
    #[error("another mediator has this ticket")]
    NotYours {
        /// Who, if anybody.
        by: Option<StaffId>,
    },
    /// The mediator has a ticket in hand that must be given back or finished first.
    #[error("a ticket is still in hand")]
    HoldsTicket {
        /// Which.
        ticket: TicketNumber,
    },
    /// Nobody is waiting whom this mediator could take.
    #[error("nobody waits")]
    NobodyWaits,
    /// The mediator is not on duty.
    #[error("not on duty")]
    NotOnDuty,
    /// They were not on duty at that time.
    #[error("not on duty at that time")]
    OutsideDuty,
    /// They switched their duty later that day, or took a step in a case, and so were there.
    #[error("still there later that day")]
    SeenLater {
        /// When.
        at: Timestamp,
    },
    /// The mediator declared a conflict of interest with a party.
    #[error("a conflict of interest was declared")]
    ConflictOfInterest,
    /// The ticket is not in a state that allows it.
    #[error("the ticket is {}", .0.code())]
    TicketIs(TicketState),
    /// The case is not in a state that allows it.
    #[error("the case is {}", .0.code())]
    CaseIs(CaseState),
    /// Called too shortly before.
    #[error("called a moment ago")]
    TooSoon {
        /// Seconds to wait.
        seconds: u64,
    },
    /// No room was said and the mediator has none.
    #[error("no room")]
    NoRoom,
    /// Somebody else is in that room.
    #[error("the room is taken")]
    RoomTaken {
        /// By whom.
        by: StaffId,
    },
    /// Talks need consent to mediation and somebody to talk with.
    #[error("this case does not ask for mediation")]
    NoMediationAsked,
    /// The reason does not fit the outcome.
    #[error("this reason does not fit the outcome")]
    ReasonMismatch,
    /// Names and texts were erased; there is nothing left to read.
    #[error("the case was erased")]
    Erased,
    /// The code is wrong or was used.
    #[error("the code is wrong")]
    WrongCode,
    /// The code is too old.
    #[error("the code has expired")]
    CodeExpired,
    /// No device is invited with this code: it is wrong, was used, or is too old.
    #[error("nobody is invited with this code")]
    NotInvited,
    /// The device's key was taken away.
    #[error("the device was revoked")]
    DeviceRevoked,
    /// The number's letters were never the device's.
    #[error("the device never had these letters")]
    ForeignSeries,
    /// The day is sealed already.
    #[error("the day is sealed")]
    DaySealed,
    /// The day has not begun, or is not one of the fair's.
    #[error("this day cannot be sealed")]
    DayOutside,
    /// The stated position is beyond the journal.
    #[error("the journal does not reach that far")]
    BeyondHead,
    /// What counts for the day came after the position up to which it was looked at.
    #[error("{entries} entries of the day came since")]
    CameSince {
        /// How many entries.
        entries: usize,
    },
    /// The respondent is not where the step needs them.
    #[error("the respondent is {}", .0.code())]
    WayIs(Way),
    /// A step that must come first was not recorded: `impartiality`, `appointment`, `record` …
    #[error("{0} comes first")]
    StepMissing(&'static str),
    /// An agreement in effect cannot be undone here.
    #[error("the agreement is in effect")]
    InEffect,
    /// Somebody wrote a newer version meanwhile; nothing was overwritten.
    #[error("there is a newer version")]
    Changed,
    /// After the last close there is no room to come to.
    #[error("the fair is over by then")]
    AfterFair,
    /// The room or the mediator is promised to another case.
    #[error("room or mediator are taken at that time")]
    DoubleBooked {
        /// From when.
        from: Timestamp,
        /// Until when.
        until: Timestamp,
    },
    /// No complaint was made to the organiser.
    #[error("no complaint was made")]
    NoComplaint,
    /// The organiser's track is not where the step needs it.
    #[error("the track is {}", .0.code())]
    MeasureIs(MeasureState),
    /// What the measure is said to stand on is not there.
    #[error("no such basis: {}", .0.code())]
    BasisMissing(Basis),
    /// An order on a clause would stand longer than the clause holds.
    #[error("the clause holds until {ends}")]
    BeyondClause {
        /// Its last day.
        ends: Date,
    },
    /// An order on a clause that names no last day would stand longer than that: until the place closes, or until it is lifted.
    #[error("the clause names no last day")]
    BeyondClose {
        /// The last day of the fair; a standing desk has none.
        closes: Option<Date>,
    },
    /// After the last close there is nothing left at the fair on which a measure could be carried out.
    #[error("the fair has closed")]
    AfterClose,
    /// A measure on a clause would be applied before the clause begins.
    #[error("the clause begins on {begins}")]
    BeforeClause {
        /// Its first day.
        begins: Date,
    },
    /// The number on the form is none that was reserved.
    #[error("this number was not reserved")]
    NotReserved,
    /// The number on the form has a case already.
    #[error("this number is used already")]
    NumberUsed {
        /// Which.
        number: TicketNumber,
    },
    /// What was written on paper cannot have happened yet.
    #[error("this time has not come yet")]
    InFuture,
    /// What was written on paper cannot have happened before the fair was set up.
    #[error("the fair was not set up yet")]
    BeforeFair,
    /// A step of a case cannot have happened before the case.
    #[error("the case was not filed yet")]
    BeforeCase,
    /// A step cannot have happened before the one that it follows.
    #[error("the step before it was not taken yet")]
    BeforeStep {
        /// Which came later than was said.
        step: StepBefore,
        /// When that was.
        at: Timestamp,
    },
    /// What belongs to a case's talks cannot have happened after they ended with the case.
    #[error("the case had ended by then")]
    AfterEnd {
        /// When it ended.
        at: Timestamp,
    },
    /// The time in which the law allows it is over.
    #[error("the time for this is over")]
    TimeOver,
    /// What is owed by a day cannot be broken before that day is over.
    #[error("it is not due yet")]
    BeforeDue,
    /// Something would end before it begins.
    #[error("the end lies before the beginning")]
    DatesReversed,
    /// What was registered or entered was taken back already.
    #[error("it was withdrawn")]
    Withdrawn,
    /// Whoever proposed something does not confirm it.
    #[error("a second person has to confirm it")]
    SamePerson,
    /// A sign-in or a PIN was given by which they and whoever proposed it may be one person.
    #[error("they and whoever proposed it may be one person")]
    SignInGiven(Bound),
    /// What was proposed is not what would be done any more.
    #[error("the proposal was overtaken: {}", .0.code())]
    Overtaken(Overtaken),
    /// The time of a file is not over, or there is nothing left of it.
    #[error("not due")]
    NotDue,
    /// The ground does not let this part of the file out.
    #[error("a {} is not given on the ground {}", .sort.code(), .basis.code())]
    NotOpened {
        /// The ground.
        basis: LegalBasis,
        /// What was to be given.
        sort: Sort,
    },
    /// Something by which somebody is known stands in an account, and nobody said what becomes of it.
    #[error("{found} names or numbers of the case stand in the account")]
    Unmasked {
        /// How many.
        found: usize,
    },
    /// An account that is published because its parties agreed is withdrawn first.
    #[error("the case is told as an example by consent")]
    StillPublished,
    /// Another body has the case.
    #[error("the case is with another body")]
    Elsewhere,
    /// The case, or the person, is another mediation body's.
    #[error("this is another mediation body's")]
    OtherBody {
        /// Which.
        body: BodyId,
    },
    /// The kind of a body is settled once it has accepted a case.
    #[error("the body has accepted cases")]
    BodyInUse,
    /// A day on which there was work stays within the plan; the field that would leave it out is named.
    #[error("there was work on {day}, which the {field} would leave out")]
    DayWorked {
        /// `first_day` or `last_day`.
        field: &'static str,
        /// The outermost such day.
        day: Date,
    },
    /// The body takes no new cases.
    #[error("the body takes no new cases")]
    BodyClosed,
    /// Mediation by this body is free: people's mediation (People's Mediation Law art 4), and that of an office.
    #[error("this body takes no fee")]
    NoFee,
    /// The body has published no tariff that a fee could stand on (Commercial Mediation Regulations art 16).
    #[error("the body has no tariff")]
    NoTariff,
    /// This kind of place has no such thing: a measure at a rights-protection centre, a fair's end at a standing desk.
    #[error("there is no {0} at this kind of place")]
    NotHere(&'static str),
    /// Something stands in the hall, or was counted under it.
    #[error("something stands in the hall")]
    HallInUse,
    /// The only hall stays, and so does the own line of a standing desk.
    #[error("this hall stays")]
    HallStays,
    /// A booth is named twice.
    #[error("a booth is named twice")]
    BoothTwice(BoothId),
}

impl Refusal {
    /// The stable code, used in JSON and as message key.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not-allowed",
            Self::NoFair => "no-fair",
            Self::FairExists => "fair-exists",
            Self::BadPlan(_) => "bad-plan",
            Self::Unknown(_) => "unknown",
            Self::Taken(_) => "taken",
            Self::TooMany { .. } => "too-many",
            Self::SeriesUsedUp => "series-used-up",
            Self::SeriesTaken => "series-taken",
            Self::LastOne => "last-one",
            Self::LastBody => "last-body",
            Self::Incomplete(_) => "incomplete",
            Self::ConsentMissing(_) => "consent-missing",
            Self::AlreadyClaimed { .. } => "already-claimed",
            Self::NotYours { .. } => "not-yours",
            Self::HoldsTicket { .. } => "holds-ticket",
            Self::NobodyWaits => "nobody-waits",
            Self::NotOnDuty => "not-on-duty",
            Self::OutsideDuty => "outside-duty",
            Self::SeenLater { .. } => "seen-later",
            Self::ConflictOfInterest => "conflict-of-interest",
            Self::TicketIs(_) => "wrong-ticket-state",
            Self::CaseIs(_) => "wrong-case-state",
            Self::TooSoon { .. } => "too-soon",
            Self::NoRoom => "no-room",
            Self::RoomTaken { .. } => "room-taken",
            Self::NoMediationAsked => "no-mediation-asked",
            Self::ReasonMismatch => "reason-mismatch",
            Self::Erased => "erased",
            Self::WrongCode => "wrong-code",
            Self::CodeExpired => "code-expired",
            Self::NotInvited => "join-code-wrong",
            Self::DeviceRevoked => "device-revoked",
            Self::ForeignSeries => "foreign-series",
            Self::DaySealed => "day-sealed",
            Self::DayOutside => "day-outside",
            Self::BeyondHead => "beyond-head",
            Self::CameSince { .. } => "came-since",
            Self::HallInUse => "hall-in-use",
            Self::HallStays => "hall-stays",
            Self::BoothTwice(_) => "booth-twice",
            Self::TimeOver => "time-over",
            Self::BeforeDue => "before-due",
            Self::DatesReversed => "dates-reversed",
            Self::Withdrawn => "withdrawn",
            Self::NotReserved => "not-reserved",
            Self::NumberUsed { .. } => "number-used",
            Self::InFuture => "in-future",
            Self::BeforeFair => "before-fair",
            Self::BeforeCase => "before-case",
            Self::BeforeStep { .. } => "before-step",
            Self::AfterEnd { .. } => "after-end",
            Self::WayIs(_) => "wrong-way",
            Self::StepMissing(_) => "step-missing",
            Self::InEffect => "in-effect",
            Self::Changed => "changed",
            Self::AfterFair => "after-fair",
            Self::DoubleBooked { .. } => "double-booked",
            Self::NoComplaint => "no-complaint",
            Self::MeasureIs(_) => "wrong-measure-state",
            Self::BasisMissing(_) => "basis-missing",
            Self::BeyondClause { .. } => "beyond-clause",
            Self::BeyondClose { .. } => "beyond-close",
            Self::AfterClose => "after-close",
            Self::BeforeClause { .. } => "before-clause",
            Self::SamePerson => "same-person",
            Self::SignInGiven(_) => "sign-in-given",
            Self::Overtaken(by) => by.code(),
            Self::NotDue => "not-due",
            Self::NotOpened { .. } => "not-opened",
            Self::Unmasked { .. } => "unmasked",
            Self::StillPublished => "still-published",
            Self::Elsewhere => "elsewhere",
            Self::OtherBody { .. } => "other-body",
            Self::BodyInUse => "body-in-use",
            Self::DayWorked { .. } => "day-worked",
            Self::BodyClosed => "body-closed",
            Self::NoFee => "no-fee",
            Self::NoTariff => "no-tariff",
            Self::NotHere(_) => "not-here",
        }
    }
}
