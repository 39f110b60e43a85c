//! The organiser's measure: a track of its own beside mediation (procedure A.3), with its own text, its own notice, its own window.
//!
//! A window that ends makes a task for the organiser and never acts by itself; a measure is ordered by a named person, with its
//! basis. Nothing that was said for mediation is known here. The one door between the two is a clause of an agreement that both
//! sides marked for the organiser: that clause alone comes over ([`MeasureAction::HandOver`]).

use jiff::{Timestamp, civil::Date};

use crate::{
    body::{MeasureBody, PersonBody, ReplyBody},
    case::codes,
    event::kinds,
    fair::{FairPlan, Window},
    ids::{DeviceId, EvidenceId, KeyHash, PartyId, StaffId},
    procedure::{Means, NewNotice, Notice, Service},
};

mod clause;
mod ending;
mod statement;

pub use clause::{HandedClause, HandedTerm};
pub use ending::Ending;
pub use statement::{MAX_STATEMENTS, Statement};

codes!(
    /// What the organiser may order.
    MeasureKind {
        /// Cover the exhibit.
        Cover = "cover",
        /// Take it down.
        TakeDown = "take-down",
        /// Seal it.
        Seal = "seal",
        /// Remove it from the fair.
        Remove = "remove",
        /// Take a link or online stand off.
        LinkOff = "link-off",
        /// Withdraw badges.
        BadgeWithdrawn = "badge-withdrawn",
        /// End the participation.
        ParticipationCancelled = "participation-cancelled",
    }
);

impl MeasureKind {
    /// Whether it reaches the exhibit or its link alone. A clause of an agreement goes no further: nobody's badge or place at the fair
    /// is settled between two exhibitors.
    pub fn is_on_exhibit(self) -> bool {
        match self {
            Self::Cover | Self::TakeDown | Self::Seal | Self::Remove | Self::LinkOff => true,
            Self::BadgeWithdrawn | Self::ParticipationCancelled => false,
        }
    }
}

codes!(
    /// On what a measure stands (procedure A.3). Nothing said in mediation is among it.
    Basis {
        /// No statement came within the window (CNIPA Guidelines 2022 art 14).
        NoAnswer = "no-answer",
        /// The statement did not show that nothing is infringed.
        AnswerInsufficient = "answer-insufficient",
        /// The respondent admitted it in the answer to the complaint.
        Admitted = "admitted",
        /// A binding decision finds infringement.
        BindingDecision = "binding-decision",
        /// An authority's opinion.
        AuthorityOpinion = "authority-opinion",
        /// The exhibitor's undertaking or contract.
        Contract = "contract",
        /// Both sides agreed to it; only that clause is known.
        Agreement = "agreement",
    }
);

codes!(
    /// How far the organiser's track is with one respondent.
    MeasureState {
        /// A complaint was lodged.
        Filed = "filed",
        /// A notice is drawn up.
        Noticed = "noticed",
        /// It was served; the window runs, or has ended without an answer.
        WindowOpen = "window-open",
        /// The respondent answered.
        Answered = "answered",
        /// No measure.
        Cleared = "cleared",
        /// Ordered.
        Ordered = "ordered",
        /// Applied, with proof.
        Applied = "applied",
        /// Lifted.
        Lifted = "lifted",
    }
);

codes!(
    /// What the organiser has left to do with one respondent. A task waits for a person; no clock ever does it.
    Task {
        /// Draw up the notice.
        Notice = "notice",
        /// Serve it, and record how.
        Service = "service",
        /// Decide, because the time ended without a statement.
        NoAnswer = "no-answer",
        /// Decide on the statement.
        Answer = "answer",
        /// Close a complaint that was taken back, or go on with it.
        Withdrawn = "withdrawn",
        /// Carry out the clause that was handed over.
        Clause = "clause",
        /// Apply what was ordered.
        Apply = "apply",
        /// Lift a measure whose time is over.
        Lift = "lift",
        /// Record that a measure ended which stood until the fair closed.
        Close = "close",
    }
);

/// What the organiser asks for in one respondent's track.
#[derive(Debug, Clone)]
pub enum MeasureAction {
    /// Draw up the notice of the complaint.
    IssueNotice {
        /// Its key.
        notice: NewNotice,
    },
    /// Record that it was served: the window opens.
    RecordService {
        /// How.
        service: Service,
        /// To which person.
        body: PersonBody,
    },
    /// The respondent's statement.
    Answer {
        /// By what means.
        means: Means,
        /// Whether it is admitted in so many words.
        admits: bool,
        /// Who speaks, and the statement.
        body: ReplyBody,
    },
    /// Close the track without a measure.
    Clear {
        /// Why, in words.
        body: MeasureBody,
    },
    /// Order a measure.
    Order {
        /// Which.
        kind: MeasureKind,
        /// On what it stands.
        basis: Basis,
        /// Until when; when not said, as long as the clause holds on which it stands, else until the fair closes.
        until: Option<Timestamp>,
        /// What exactly, in words; on a clause its own words say it, and these are a remark on how it is carried out.
        body: MeasureBody,
    },
    /// Record that it was applied.
    Apply {
        /// Photo that proves it.
        evidence: Option<EvidenceId>,
        /// In words.
        body: MeasureBody,
    },
    /// Lift it.
    Lift {
        /// Why, in words.
        body: MeasureBody,
    },
    /// The mediator hands over a clause that both sides marked for the organiser.
    HandOver {
        /// The clause, and nothing else.
        body: MeasureBody,
    },
}

kinds! {
    /// A step of the organiser's track that was taken. Bodies are sealed with the complaint.
    MeasureStep, tag = "step";
    /// A notice was drawn up. Body: its key.
    ComplaintNoticeIssued {
        /// Digest of its key.
        key: KeyHash,
    },
    /// It was served. Body: to whom.
    ComplaintServed {
        /// How.
        service: Service,
        /// The window for a statement.
        window: Window,
    },
    /// The window ended without a statement: a task for the organiser.
    ResponseTimeEnded {},
    /// The respondent made a statement. Body: it.
    ComplaintAnswered {
        /// By what means.
        means: Means,
        /// Whether it is admitted in so many words.
        admits: bool,
    },
    /// No measure. Body: why.
    ComplaintCleared {},
    /// A measure was ordered. Body: what exactly; on a clause, how it is carried out.
    MeasureOrdered {
        /// Which.
        kind: MeasureKind,
        /// On what it stands.
        basis: Basis,
        /// Until when.
        until: Option<Timestamp>,
    },
    /// It was applied. Body: in words.
    MeasureApplied {
        /// Photo that proves it.
        evidence: Option<EvidenceId>,
    },
    /// It was lifted. Body: why.
    MeasureLifted {},
    /// A clause of an agreement was handed over. Body: the clause.
    ClauseHandedOver {
        /// What kind of thing each asks for, from when, and until when it holds; not known of those from before this was kept in clear.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        clauses: Vec<HandedTerm>,
    },
}

/// The organiser's track with one respondent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Which respondent.
    pub party: PartyId,
    /// How far.
    pub state: MeasureState,
    /// The notice of the complaint.
    pub notice: Option<Notice>,
    /// The window, once served.
    pub window: Option<Window>,
    /// How it was served.
    pub service: Option<Service>,
    /// That the window has ended was recorded.
    pub ended: bool,
    /// Every statement, oldest first.
    pub statements: Vec<Statement>,
    /// The browsers in which one was handed in: they read it again at the notice.
    pub stated_on: Vec<DeviceId>,
    /// Every order there was, oldest first.
    pub orders: Vec<Order>,
    /// Photos that prove that a measure was applied, by the entry that says so.
    pub proofs: Vec<(u64, EvidenceId)>,
    /// How each measure ended, by the entry that says so.
    pub endings: Vec<(u64, Ending)>,
    /// The entry of a clause that was handed over.
    pub clause_seq: Option<u64>,
    /// What of it is known in clear.
    pub clauses: Vec<HandedTerm>,
    /// Every step, oldest first: the entry, when, and its kind.
    pub steps: Vec<(u64, Timestamp, &'static str)>,
}

/// An ordered measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// The entry with its words.
    pub seq: u64,
    /// Which.
    pub kind: MeasureKind,
    /// On what it stands.
    pub basis: Basis,
    /// Until when; until the fair closes when not said.
    pub until: Option<Timestamp>,
    /// Who ordered it.
    pub by: Option<StaffId>,
    /// When.
    pub at: Timestamp,
}

impl Measure {
    /// The track as it begins.
    pub fn new(party: PartyId) -> Self {
        Self {
            party,
            state: MeasureState::Filed,
            notice: None,
            window: None,
            service: None,
            ended: false,
            statements: Vec::new(),
            stated_on: Vec::new(),
            orders: Vec::new(),
            proofs: Vec::new(),
            endings: Vec::new(),
            clause_seq: None,
            clauses: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// Whether the organiser has something left to do here.
    pub fn is_open(&self) -> bool {
        self.clause_waits() || !matches!(self.state, MeasureState::Cleared | MeasureState::Lifted)
    }

    /// Whether what was applied has ended by itself before a day: its time is over, or the fair for which it stood, and nothing else waits.
    /// On its last day it stands until somebody lifts it.
    pub(crate) fn has_had_its_time(&self, plan: &FairPlan, day: Date) -> bool {
        let ends = self.order().and_then(|order| order.until.or_else(|| plan.ends_at()));
        let applied = self.state == MeasureState::Applied && !self.clause_waits();
        applied && ends.is_some_and(|ends| plan.day_of(ends) < day)
    }

    /// The last order.
    pub fn order(&self) -> Option<&Order> {
        self.orders.last()
    }

    /// Whether the organiser has decided once, for a measure or against one.
    pub fn is_decided(&self) -> bool {
        self.steps.iter().any(|(_, _, kind)| matches!(*kind, "MeasureOrdered" | "ComplaintCleared"))
    }

    /// Whether the time for a statement runs, and none has come.
    pub fn is_running(&self, now: Timestamp) -> bool {
        self.awaits_statement() && !self.time_over(now)
    }

    /// The last step of a kind: its entry, and when.
    pub fn last(&self, kind: &str) -> Option<(u64, Timestamp)> {
        self.steps.iter().rev().find(|(_, _, known)| *known == kind).map(|(seq, at, _)| (*seq, *at))
    }

    /// Whether the time for a statement is over.
    pub fn time_over(&self, now: Timestamp) -> bool {
        self.window.as_ref().is_some_and(|window| window.deadline <= now)
    }

    /// Whether a measure may stand on this basis now. Nobody is judged unheard: without an answer the time must have ended. A
    /// binding decision needs no time (CNIPA Guidelines 2022 art 14); an agreement of both sides needs its clause, and is the
    /// only basis where nobody complained.
    pub fn may_stand_on(&self, basis: Basis, complained: bool, now: Timestamp) -> bool {
        let answered = !self.statements.is_empty();
        match basis {
            Basis::Agreement => self.clause_seq.is_some(),
            _ if !complained => false,
            Basis::NoAnswer => self.state == MeasureState::WindowOpen && self.time_over(now),
            Basis::AnswerInsufficient => answered,
            Basis::Admitted => self.has_admitted(),
            Basis::BindingDecision => true,
            Basis::AuthorityOpinion | Basis::Contract => answered || self.time_over(now),
        }
    }

    /// Whether a measure may be ordered at all: none stands, and the matter was not closed unless a clause came after.
    pub fn may_order(&self) -> bool {
        match self.state {
            MeasureState::Ordered | MeasureState::Applied => false,
            MeasureState::Cleared => self.clause_waits(),
            MeasureState::Filed
            | MeasureState::Noticed
            | MeasureState::WindowOpen
            | MeasureState::Answered
            | MeasureState::Lifted => true,
        }
    }

    /// What waits for the organiser now by the track alone ([`crate::Case::track_task`]), at a fair that `closes` then. A measure without
    /// a day of its own stands until that moment, and is over only once somebody recorded it, so that no complaint stays open for ever
    /// (procedure A.3). So is one that nobody applied while there was something to apply it to.
    pub fn task(&self, complained: bool, now: Timestamp, closes: Option<Timestamp>) -> Option<Task> {
        if self.clause_waits() && self.may_order() {
            return Some(Task::Clause);
        }
        let over = |at: Timestamp| at <= now;
        let (ended, until) = (closes.is_some_and(over), self.order().and_then(|order| order.until));
        match self.state {
            MeasureState::Filed => complained.then_some(Task::Notice),
            MeasureState::Noticed => Some(Task::Service),
            MeasureState::WindowOpen => self.time_over(now).then_some(Task::NoAnswer),
            MeasureState::Answered => Some(Task::Answer),
            MeasureState::Ordered if self.is_past_applying(now, closes) => Some(Task::Close),
            MeasureState::Ordered if until.is_some_and(over) => Some(Task::Lift),
            MeasureState::Ordered => Some(Task::Apply),
            MeasureState::Applied => match until {
                Some(until) => over(until).then_some(Task::Lift),
                None => ended.then_some(Task::Close),
            },
            MeasureState::Cleared | MeasureState::Lifted => None,
        }
    }
}
