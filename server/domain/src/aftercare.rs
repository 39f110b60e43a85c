//! After-care: what an agreement obliges to, clause by clause, with its day and its proof; what a breach opens; return visits; judicial
//! confirmation (procedure A.2 rows 17 to 19; People's Mediation Law arts 31 to 33).
//!
//! Obligations are not entered again: they are the clauses of the agreement in effect. Nothing here acts by itself when a day has
//! passed; a day only makes a task for a person. After-care goes on when the fair has closed.

use jiff::{Timestamp, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    case::{Case, codes},
    event::kinds,
    ids::{EvidenceId, PartyId, StaffId},
    procedure::ClauseKind,
};

mod tasks;

pub use tasks::{Task, TaskKind};

/// Days after the last due date on which the parties are asked how it went, where nothing else was planned (procedure A.2 row 19).
const VISIT_AFTER_DUE: i32 = 7;
/// Days after the agreement, where no clause has a day.
const VISIT_AFTER_AGREEMENT: i32 = 30;
/// Days within which both sides may ask a court together to confirm the agreement (People's Mediation Law art 33; CPL art 205).
pub const CONFIRMATION_DAYS: i32 = 30;

codes!(
    /// How an obligation stands on a day.
    ObligationState {
        /// Its day has not come, or it has none.
        Open = "open",
        /// Its day has passed, and nobody has said what became of it.
        Overdue = "overdue",
        /// Performed in time.
        Performed = "performed",
        /// Performed after its day.
        Late = "late",
        /// Not performed, or against it.
        Breached = "breached",
    }
);

codes!(
    /// How somebody was reached after the fair.
    Reached {
        /// By telephone.
        Call = "call",
        /// On a visit.
        Visit = "visit",
        /// By message or mail.
        Message = "message",
        /// Here, at the desk.
        Desk = "desk",
    }
);

codes!(
    /// What a breach opens: the way on that the other side chose.
    Remedy {
        /// The debtor performs after all, by a new day.
        Performance = "performance",
        /// Both talk again.
        Talks = "talks",
        /// Both ask a court to confirm the agreement, so that it can be enforced.
        Confirmation = "confirmation",
        /// A suit on the agreement (People's Mediation Law art 32).
        Suit = "suit",
        /// Nothing further is wanted.
        Nothing = "nothing",
    }
);

codes!(
    /// What a return visit found of the performance (return-visit record, form 13).
    Finding {
        /// All of it is done.
        All = "all",
        /// A part.
        Part = "part",
        /// Nothing.
        Nothing = "nothing",
        /// The agreement is not due yet.
        NotDue = "not-due",
        /// Nobody could be asked.
        Unknown = "unknown",
    }
);

codes!(
    /// How an application for judicial confirmation ended.
    Ruling {
        /// The court confirmed the agreement: it can be enforced.
        Confirmed = "confirmed",
        /// The court refused.
        Refused = "refused",
        /// A side withdrew the application.
        Withdrawn = "withdrawn",
    }
);

/// Who has to do something, by which day, and whether the organiser carries it out: what of a clause stands in clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Who has to.
    pub debtor: PartyId,
    /// By which day, or until which day it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Whether the organiser is asked to carry it out; of drafts from before this was kept in clear it is known of the whole alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub organiser: bool,
}

/// What a return visit found, in words (form 13).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct VisitBody {
    /// Who was asked.
    pub asked: String,
    /// What was found: the performance, and what the parties say of it.
    pub findings: String,
    /// Whether a suit was brought since, and how it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suit: Option<String>,
    /// Signs that the mediation was wrong, or that the dispute grows again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk: Option<String>,
    /// What was done about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measures: Option<String>,
}

/// A court that was asked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CourtBody {
    /// Which.
    pub court: String,
    /// Under which number it keeps the matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// What is asked.
#[derive(Debug, Clone)]
pub enum AftercareAction {
    /// Record that a clause was performed.
    Perform {
        /// Which clause, from 0.
        clause: usize,
        /// On which day.
        on: Date,
        /// Photo or receipt that proves it (form 11).
        evidence: Option<EvidenceId>,
        /// In words.
        remark: Option<String>,
    },
    /// Record that a clause was not performed, or acted against.
    Breach {
        /// Which clause, from 0.
        clause: usize,
        /// On which day that was seen.
        on: Date,
        /// What happened, in words.
        remark: String,
    },
    /// Record that the debtor of a clause was reminded.
    Remind {
        /// Which clause, from 0.
        clause: usize,
        /// How.
        means: Reached,
    },
    /// Record which way on a breach takes.
    Remedy {
        /// Which clause, from 0.
        clause: usize,
        /// Which way.
        remedy: Remedy,
        /// The new day, where the debtor performs after all.
        due: Option<Date>,
    },
    /// Plan the next return visit.
    PlanVisit {
        /// On which day.
        on: Date,
        /// By whom.
        staff: StaffId,
    },
    /// Record a return visit.
    HoldVisit {
        /// On which day.
        on: Date,
        /// How.
        means: Reached,
        /// What of the agreement was kept.
        finding: Finding,
        /// What was found.
        body: VisitBody,
    },
    /// Record that both sides asked a court to confirm the agreement.
    SeekConfirmation {
        /// On which day.
        on: Date,
        /// Which court.
        body: CourtBody,
    },
    /// Record how that ended.
    NoteRuling {
        /// How.
        ruling: Ruling,
        /// On which day.
        on: Date,
        /// In words.
        remark: Option<String>,
    },
}

kinds! {
    /// A step of after-care that was taken. Bodies are sealed with the case.
    AftercareStep, tag = "step";
    /// A clause was performed. Body: a remark.
    ObligationPerformed {
        /// Which clause, from 0.
        clause: usize,
        /// On which day.
        on: Date,
        /// Photo or receipt that proves it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<EvidenceId>,
    },
    /// A clause was not performed, or acted against. Body: what happened.
    ObligationBreached {
        /// Which clause, from 0.
        clause: usize,
        /// On which day that was seen.
        on: Date,
    },
    /// The debtor of a clause was reminded.
    DebtorReminded {
        /// Which clause, from 0.
        clause: usize,
        /// How.
        means: Reached,
    },
    /// A way on from a breach was chosen.
    RemedyChosen {
        /// Of which clause, from 0.
        clause: usize,
        /// Which way.
        remedy: Remedy,
        /// The new day, where the debtor performs after all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Date>,
    },
    /// A return visit was planned.
    VisitPlanned {
        /// On which day.
        on: Date,
        /// By whom.
        staff: StaffId,
    },
    /// A return visit was made. Body: what was found.
    VisitHeld {
        /// On which day.
        on: Date,
        /// How.
        means: Reached,
        /// What of the agreement was kept.
        finding: Finding,
    },
    /// Both sides asked a court to confirm the agreement. Body: which court.
    ConfirmationSought {
        /// On which day.
        on: Date,
    },
    /// How that ended. Body: a remark.
    ConfirmationEnded {
        /// How.
        ruling: Ruling,
        /// On which day.
        on: Date,
    },
}

/// What became of a clause, as last recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Which clause, from 0.
    pub clause: usize,
    /// Performed, or breached.
    pub performed: bool,
    /// On which day.
    pub on: Date,
    /// What proves it.
    pub evidence: Option<EvidenceId>,
    /// The way on from a breach, and the new day.
    pub remedy: Option<(Remedy, Option<Date>)>,
    /// The entry that says so.
    pub seq: u64,
}

/// A return visit that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    /// On which day.
    pub on: Date,
    /// How.
    pub means: Reached,
    /// What of the agreement was kept.
    pub finding: Finding,
    /// By whom.
    pub by: Option<StaffId>,
    /// The entry with what was found.
    pub seq: u64,
}

/// An application for judicial confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmation {
    /// When it was made.
    pub on: Date,
    /// The entry with the court.
    pub seq: u64,
    /// How it ended, when, and the entry that says so.
    pub ruling: Option<(Ruling, Date, u64)>,
}

/// The after-care of one case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Aftercare {
    /// What became of clauses; one that is not here is open.
    pub marks: Vec<Mark>,
    /// Reminders: of which clause, how, when.
    pub reminders: Vec<(usize, Reached, Timestamp)>,
    /// The visit that is planned: when and by whom.
    pub planned: Option<(Date, StaffId)>,
    /// Visits that were made, oldest first.
    pub visits: Vec<Visit>,
    /// Applications to a court, oldest first.
    pub confirmations: Vec<Confirmation>,
    /// How many steps were taken.
    pub steps: usize,
}

/// A clause of an agreement in effect, as something owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Obligation {
    /// Which clause, from 0.
    pub clause: usize,
    /// Of what kind.
    pub kind: ClauseKind,
    /// Who has to; not known of agreements from before this was kept in clear.
    pub debtor: Option<PartyId>,
    /// By which day; the new one, where a breach led to one.
    pub due: Option<Date>,
    /// What became of it.
    pub mark: Option<Mark>,
}

impl Obligation {
    /// How it stands on a day.
    pub fn state(&self, today: Date) -> ObligationState {
        let overdue = self.due.is_some_and(|due| due < today);
        match self.mark {
            Some(mark) if mark.performed && self.due.is_some_and(|due| due < mark.on) => {
                ObligationState::Late
            }
            Some(mark) if mark.performed => ObligationState::Performed,
            // A new day was agreed on: it is owed again.
            Some(Mark { remedy: Some((Remedy::Performance, _)), .. }) if !overdue => ObligationState::Open,
            Some(_) => ObligationState::Breached,
            None if overdue => ObligationState::Overdue,
            None => ObligationState::Open,
        }
    }
}

impl Case {
    /// What the agreement in effect obliges to, clause by clause; nothing where none is in effect.
    pub fn obligations(&self) -> Vec<Obligation> {
        let agreement = self.procedure.agreement.as_ref().filter(|known| known.effective_at.is_some());
        let Some(agreement) = agreement else { return Vec::new() };
        let clauses = agreement.draft.clauses.iter().enumerate();
        clauses
            .map(|(clause, kind)| {
                let term = agreement.draft.terms.get(clause);
                let mark = self.aftercare.mark(clause).copied();
                let again = mark.and_then(|mark| mark.remedy).and_then(|(_, due)| due);
                let due = again.or_else(|| term.and_then(|term| term.due));
                Obligation { clause, kind: *kind, debtor: term.map(|term| term.debtor), due, mark }
            })
            .collect()
    }
}

impl Aftercare {
    /// What became of a clause, as last recorded.
    pub fn mark(&self, clause: usize) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.clause == clause)
    }

    /// The application that no court has answered.
    pub fn pending(&self) -> Option<&Confirmation> {
        self.confirmations.last().filter(|last| last.ruling.is_none())
    }

    /// Whether a court confirmed the agreement.
    pub fn is_confirmed(&self) -> bool {
        self.confirmations.iter().any(|known| matches!(known.ruling, Some((Ruling::Confirmed, ..))))
    }

    pub(crate) fn take(&mut self, seq: u64, at: Timestamp, by: Option<StaffId>, with: &AftercareStep) {
        self.steps += 1;
        match with {
            AftercareStep::ObligationPerformed { clause, on, evidence } => {
                // A day that was agreed on anew stays the one it is measured by.
                let remedy = self.mark(*clause).and_then(|mark| mark.remedy);
                let (clause, on, evidence) = (*clause, *on, *evidence);
                self.note(Mark { clause, performed: true, on, evidence, remedy, seq });
            }
            AftercareStep::ObligationBreached { clause, on } => {
                let (clause, on) = (*clause, *on);
                self.note(Mark { clause, performed: false, on, evidence: None, remedy: None, seq });
            }
            AftercareStep::DebtorReminded { clause, means } => self.reminders.push((*clause, *means, at)),
            AftercareStep::RemedyChosen { clause, remedy, due } => {
                if let Some(mark) = self.marks.iter_mut().find(|mark| mark.clause == *clause) {
                    mark.remedy = Some((*remedy, *due));
                }
            }
            AftercareStep::VisitPlanned { on, staff } => self.planned = Some((*on, *staff)),
            AftercareStep::VisitHeld { on, means, finding } => {
                self.planned = None;
                self.visits.push(Visit { on: *on, means: *means, finding: *finding, by, seq });
            }
            AftercareStep::ConfirmationSought { on } => {
                self.confirmations.push(Confirmation { on: *on, seq, ruling: None });
            }
            AftercareStep::ConfirmationEnded { ruling, on } => {
                if let Some(last) = self.confirmations.last_mut() {
                    last.ruling = Some((*ruling, *on, seq));
                }
            }
        }
    }

    fn note(&mut self, mark: Mark) {
        self.marks.retain(|known| known.clause != mark.clause);
        self.marks.push(mark);
    }
}

/// The day by which the parties are asked how it went, where nothing was planned: a week after the last day of the agreement, else
/// thirty days after it took effect.
pub fn visit_due(obligations: &[Obligation], effective: Date) -> Date {
    let last = obligations.iter().filter_map(|obligation| obligation.due).max();
    let (from, days) = match last {
        Some(last) => (last.max(effective), VISIT_AFTER_DUE),
        None => (effective, VISIT_AFTER_AGREEMENT),
    };
    from.saturating_add(days.days())
}

/// The last day on which both sides may ask a court to confirm an agreement that took effect on a day.
pub fn confirmation_until(effective: Date) -> Date {
    effective.saturating_add(CONFIRMATION_DAYS.days())
}
