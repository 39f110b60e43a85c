//! Who works at the desk: roles, and what a mediator may best be asked to do.

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    case::{Outcome, RightKind, codes},
    ids::{BodyId, BoothId, ExhibitorId, HallId, RoomId, StaffId},
    ticket::Lane,
};

/// What somebody who signs in may do. One person may hold several at a small fair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Prepares the fair, reads and seals the daily log, orders measures. Reads no mediation text.
    Organiser,
    /// Head of the mediation body: appoints mediators, resets their PINs, answers for their files.
    Head,
    /// Mediator: receives parties and leads talks.
    Mediator,
    /// Supervising authority: figures only.
    Supervisor,
    /// The organiser's hand on the day: watches it and leads the organiser's track. Prepares nothing and seals nothing.
    DutyManager,
    /// The mediation body's reception: files for visitors, checks papers, accepts, sees to it that notices are handed over. Judges
    /// nothing and has no part in talks (procedure part A.1, "intake officer").
    Reception,
    /// Reads what was done at the desk and whether its journal is whole. Sees no case.
    Auditor,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 7] = [
        Self::Organiser,
        Self::Head,
        Self::Mediator,
        Self::Supervisor,
        Self::DutyManager,
        Self::Reception,
        Self::Auditor,
    ];

    /// Those who watch the day and lead the organiser's track: the organiser, and whoever has the day in hand.
    pub const ON_DUTY: &'static [Self] = &[Self::Organiser, Self::DutyManager];

    /// The role that appoints somebody with this one, resets their PIN and lets them go.
    #[must_use]
    pub fn appointed_by(self) -> Self {
        match self {
            Self::Organiser | Self::Head | Self::DutyManager => Self::Organiser,
            Self::Mediator | Self::Supervisor | Self::Reception | Self::Auditor => Self::Head,
        }
    }
}

/// What a mediator knows, where and for whom they work. Advice for the line, never a bar (procedure A.2 row 9).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Profile {
    /// Kinds of right they know.
    pub fields: Vec<RightKind>,
    /// Languages they mediate in, as BCP 47 tags: `en`, `zh-CN`, `tr`, …
    pub languages: Vec<String>,
    /// Halls near them; empty means all.
    pub halls: Vec<HallId>,
    /// The mediation body they work for. Unlike the rest this is a bar: nobody has to do with the cases of another.
    #[serde(default, skip_serializing_if = "BodyId::is_first")]
    pub body: BodyId,
}

codes!(
    /// The grade of a people's mediator; the first is the highest.
    Grade {
        /// First.
        First = "first",
        /// Second.
        Second = "second",
        /// Third.
        Third = "third",
        /// Fourth.
        Fourth = "fourth",
    }
);

/// A mediator's certificate and appointment, as far as they may stand in clear.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Credentials {
    /// They stand on the roster that everybody may read.
    pub listed: bool,
    /// Their grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// The last day on which the certificate is valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certified_until: Option<Date>,
    /// The first day of the appointment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointed_from: Option<Date>,
    /// Its last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointed_until: Option<Date>,
}

codes!(
    /// What runs out.
    Term {
        /// The certificate.
        Certificate = "certificate",
        /// The appointment.
        Appointment = "appointment",
    }
);

/// How long before its end a certificate or an appointment is pointed out.
pub const WARNED_BEFORE: SignedDuration = SignedDuration::from_hours(30 * 24);

impl Credentials {
    /// What has run out by `today`, or does so soon: with its last day, the earliest first.
    pub fn running_out(&self, today: Date) -> Vec<(Term, Date)> {
        let soon = today.saturating_add(WARNED_BEFORE);
        self.ending(|until| until <= soon)
    }

    /// What does not reach a day any more, as [`Credentials::running_out`] tells it.
    pub fn ended_before(&self, day: Date) -> Vec<(Term, Date)> {
        self.ending(|until| until < day)
    }

    fn ending(&self, tells: impl Fn(Date) -> bool) -> Vec<(Term, Date)> {
        let terms = [(Term::Certificate, self.certified_until), (Term::Appointment, self.appointed_until)];
        let ends = |(term, until): (Term, Option<Date>)| Some((term, until.filter(|until| tells(*until))?));
        let mut found: Vec<_> = terms.into_iter().filter_map(ends).collect();
        found.sort_by_key(|(term, until)| (*until, *term));
        found
    }

    /// Whether the roster names them on a day: only who may be chosen then.
    pub fn on_roster(&self, day: Date) -> bool {
        let begun = self.appointed_from.is_none_or(|from| from <= day);
        let runs = |until: Option<Date>| until.is_none_or(|until| day <= until);
        self.listed && begun && runs(self.appointed_until) && runs(self.certified_until)
    }
}

/// A training that a mediator took part in. What it was about stands in the sealed body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Training {
    /// When.
    pub on: Date,
    /// How long, in minutes.
    pub minutes: u32,
    /// Journal entry with its words.
    pub seq: u64,
}

/// A training that was struck out: it counts no longer, and is not gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StruckTraining {
    /// What was struck out.
    pub training: Training,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<StaffId>,
}

/// Whether a mediator takes tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DutyState {
    /// Takes tickets.
    On,
    /// On a short break; keeps claimed tickets.
    Break,
    /// Not there.
    #[default]
    Off,
}

/// With whom a mediator has a conflict of interest (Online Mediation Rules art 13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conflict {
    /// An exhibitor, at whatever booth.
    Exhibitor(ExhibitorId),
    /// Everybody at one booth.
    Booth(BoothId),
}

/// That somebody was given a sign-in, or a new PIN for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignIn {
    /// Journal entry.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// By whom, where it was somebody who signs in: at the set-up and at the machine itself it is nobody.
    pub by: Option<StaffId>,
}

/// Somebody who signs in, as far as deciding needs to know. Name and PIN stand in the sealed body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Who.
    pub id: StaffId,
    /// What they may do.
    pub roles: Vec<Role>,
    /// What they know, for mediators.
    pub profile: Profile,
    /// Certificate and appointment, once they were recorded.
    pub credentials: Option<Credentials>,
    /// Trainings, in order of entry.
    pub trainings: Vec<Training>,
    /// Those that were struck out, in the order in which that was done.
    pub struck_trainings: Vec<StruckTraining>,
    /// Declared conflicts of interest.
    pub conflicts: Vec<Conflict>,
    /// Whether they take tickets.
    pub duty: DutyState,
    /// Since when.
    pub duty_since: Timestamp,
    /// Where they sit while on duty.
    pub room: Option<RoomId>,
    /// When their sign-in was taken away: since then they can neither sign in nor act.
    pub dismissed_at: Option<Timestamp>,
    /// Journal entry of the PIN in force: who signed in with an earlier one is out.
    pub pin_seq: u64,
    /// Who made their sign-in.
    pub made: SignIn,
    /// Who else gave them another PIN, in order, also where they chose one of their own since.
    pub pins_given: Vec<SignIn>,
}

impl Staff {
    /// Whether this person holds `role` and still works here.
    pub fn is(&self, role: Role) -> bool {
        !self.is_dismissed() && self.roles.contains(&role)
    }

    /// Whether they no longer work here.
    pub fn is_dismissed(&self) -> bool {
        self.dismissed_at.is_some()
    }

    /// Who gave them the PIN in force; nothing once they chose one of their own.
    pub fn pin_of_another(&self) -> Option<SignIn> {
        let last = self.pins_given.last().copied().unwrap_or(self.made);
        (last.seq == self.pin_seq).then_some(last)
    }

    /// Everything they were given to sign in with, in order.
    pub fn sign_ins(&self) -> impl Iterator<Item = SignIn> {
        std::iter::once(self.made).chain(self.pins_given.iter().copied())
    }

    /// Whether they do a mediation body's work, and so belong to one.
    pub fn is_of_body(&self) -> bool {
        [Role::Mediator, Role::Head, Role::Reception].into_iter().any(|role| self.is(role))
    }

    /// Whether they work for a mediation body at all, and for another than this one.
    pub fn serves_other(&self, body: BodyId) -> bool {
        self.is_of_body() && self.profile.body != body
    }

    /// Whether they take tickets of this line: who mediates takes any, who receives those of reception.
    pub fn takes(&self, lane: Lane) -> bool {
        self.is(Role::Mediator) || (self.is(Role::Reception) && lane == Lane::Reception)
    }

    /// Whether they go on duty at all.
    pub fn takes_any(&self) -> bool {
        self.is(Role::Mediator) || self.is(Role::Reception)
    }

    /// Whether they receive and do no more: they have no part in what follows on reception.
    pub fn only_receives(&self) -> bool {
        self.is(Role::Reception) && !self.is(Role::Mediator) && !self.is(Role::Head)
    }

    /// Whether it may be them who bring a case to this end: who only receives answers a question, does not accept, or notes that the
    /// organiser decided.
    pub fn may_end_by(&self, outcome: Outcome) -> bool {
        let of_reception = [Outcome::AdviceGiven, Outcome::NotAccepted, Outcome::OrganiserDecided];
        !self.only_receives() || of_reception.contains(&outcome)
    }
}
