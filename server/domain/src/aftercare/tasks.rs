//! What is to be done for a case besides its talks: after-care, referrals, major cases. A list for whoever works after the fair.

use jiff::civil::Date;

use super::{Obligation, ObligationState, Remedy, confirmation_until, visit_due};
use crate::{
    case::{Case, Party, codes},
    fair::FairPlan,
    ids::StaffId,
    referral::{Linkage, ReferralState},
};

codes!(
    /// What there is to do.
    TaskKind {
        /// A clause is owed.
        Obligation = "obligation",
        /// A clause that both sides marked for the organiser was not handed over, of one respondent or more.
        HandOver = "hand-over",
        /// A breach waits for a way on.
        Breach = "breach",
        /// A way on was chosen and is being taken, until the clause is performed or nothing further is wanted.
        Remedy = "remedy",
        /// The parties are to be asked how it went.
        Visit = "visit",
        /// A court has not answered yet.
        Court = "court",
        /// A referral is drawn up, and not sent.
        Send = "send",
        /// A referral was sent, and nobody has signed for it.
        Receipt = "receipt",
        /// A referral has no result: from the other body, or for it.
        Result = "result",
        /// A major case waits for its panel.
        Panel = "panel",
        /// A major case waits for the decision how it goes on.
        Course = "course",
    }
);

/// Something to do, and by which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Task {
    /// What.
    pub kind: TaskKind,
    /// By which day, where one is known.
    pub due: Option<Date>,
    /// Which clause, from 0.
    pub clause: Option<usize>,
    /// By whom, where that is planned.
    pub staff: Option<StaffId>,
}

impl Task {
    /// Whether its day has passed.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.due.is_some_and(|due| due < today)
    }
}

impl Case {
    /// What its after-care still asks for, soonest first. Nothing where no agreement is in effect, and nothing once every clause is
    /// settled and somebody has asked the parties how it went.
    pub fn aftercare_tasks(&self, plan: &FairPlan, today: Date) -> Vec<Task> {
        let Some(effective) = self.procedure.in_effect().filter(|_| self.erased_at.is_none()) else {
            return Vec::new();
        };
        let effective = plan.day_of(effective);
        let obligations = self.obligations();
        let task = |kind, due| Task { kind, due, clause: None, staff: None };
        let mut tasks = Vec::new();
        if self.waits_for_organiser() {
            tasks.push(task(TaskKind::HandOver, Some(effective)));
        }
        for owed in &obligations {
            let clause = Some(owed.clause);
            match owed.state(today) {
                ObligationState::Open | ObligationState::Overdue => {
                    tasks.push(Task { clause, ..task(TaskKind::Obligation, owed.due) });
                }
                ObligationState::Breached => {
                    let chosen = owed.mark.and_then(|mark| mark.remedy).map(|(remedy, _)| remedy);
                    let kind = match chosen {
                        // The new day has passed as well.
                        None | Some(Remedy::Performance) => Some(TaskKind::Breach),
                        Some(Remedy::Talks | Remedy::Confirmation | Remedy::Suit) => Some(TaskKind::Remedy),
                        Some(Remedy::Nothing) => None,
                    };
                    tasks.extend(kind.map(|kind| Task { clause, ..task(kind, owed.due) }));
                }
                ObligationState::Performed | ObligationState::Late => {}
            }
        }
        match (self.aftercare.planned, self.aftercare.visits.is_empty()) {
            (Some((on, staff)), _) => {
                tasks.push(Task { staff: Some(staff), ..task(TaskKind::Visit, Some(on)) });
            }
            (None, true) => tasks.push(task(TaskKind::Visit, Some(visit_due(&obligations, effective)))),
            // Who asked before everything was due asks again: what was still open then may have gone either way.
            (None, false) if self.asked_too_early(&obligations) => {
                tasks.push(task(TaskKind::Visit, Some(visit_due(&obligations, effective))));
            }
            (None, false) => {}
        }
        if self.aftercare.pending().is_some() {
            tasks.push(task(TaskKind::Court, None));
        }
        tasks.sort_by_key(|task| (task.due.is_none(), task.due));
        tasks
    }

    /// Whether a respondent's clause that both sides marked for the organiser was not handed over. Of an agreement from before it was
    /// kept in clear which clauses are marked, one respondent's that was handed over is enough.
    fn waits_for_organiser(&self) -> bool {
        let Some(agreement) = &self.procedure.agreement else { return false };
        let draft = &agreement.draft;
        let handed =
            |party: &Party| self.measure(party.place.id).is_some_and(|measure| measure.clause_seq.is_some());
        let mut marked = self.accepted().filter(|party| draft.is_for_organiser(party.place.id));
        let missing = marked.any(|party| !handed(party));
        missing && (draft.tells_for_organiser() || !self.accepted().any(handed))
    }

    /// Whether every return visit was held before the last clause was due, and that clause was not settled since.
    fn asked_too_early(&self, obligations: &[Obligation]) -> bool {
        let open = obligations.iter().filter(|owed| owed.mark.is_none()).filter_map(|owed| owed.due).max();
        open.is_some_and(|due| self.aftercare.visits.iter().all(|visit| visit.on < due))
    }

    /// What is to be done besides talks: after an agreement, for referrals, for a major case; the soonest first.
    pub fn tasks(&self, plan: &FairPlan, today: Date) -> Vec<Task> {
        let mut tasks = self.aftercare_tasks(plan, today);
        tasks.extend(self.linkage_tasks());
        tasks.sort_by_key(|task| (task.due.is_none(), task.due));
        tasks
    }

    /// What referrals and the handling as a major case ask for, in the order in which they were begun.
    pub fn linkage_tasks(&self) -> Vec<Task> {
        if self.erased_at.is_some() {
            return Vec::new();
        }
        let task = |kind, due| Task { kind, due, clause: None, staff: None };
        let referred = self.referrals.iter().filter_map(|known| match (known.linkage, known.state()) {
            (Linkage::Joint | Linkage::Assisted, _) | (_, ReferralState::Ended) => None,
            (_, ReferralState::DrawnUp) => Some(task(TaskKind::Send, known.due())),
            (_, ReferralState::Sent) => Some(task(TaskKind::Receipt, None)),
            (_, ReferralState::Received) => Some(task(TaskKind::Result, known.due())),
        });
        let panel = self.major.lacks_panel().then(|| task(TaskKind::Panel, None));
        let course = (self.major.lacks_course() && panel.is_none()).then(|| task(TaskKind::Course, None));
        referred.chain(panel).chain(course).collect()
    }

    /// The last day for asking a court to confirm the agreement, where one may still be asked: a written agreement, not confirmed,
    /// with no application open (People's Mediation Law art 33).
    pub fn confirmable_until(&self, plan: &FairPlan) -> Option<Date> {
        let agreement = self.procedure.agreement.as_ref().filter(|known| !known.oral)?;
        let effective = agreement.effective_at?;
        let free =
            self.erased_at.is_none() && self.aftercare.pending().is_none() && !self.aftercare.is_confirmed();
        free.then(|| confirmation_until(plan.day_of(effective)))
    }
}
