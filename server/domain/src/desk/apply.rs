//! How each fact changes the Desk. Applying never fails: what could be wrong was refused before the fact was written.

use std::{collections::BTreeSet, sync::Arc};

use jiff::{SignedDuration, Timestamp, civil::Date};

use crate::{
    case::{Case, Step},
    desk::{ANSWERS_KEPT_H, Answered, Desk, changes::leaves_counts_alone},
    event::{Fact, Stamp},
    figures::is_of_mediation,
    ids::{CaseId, TicketNumber},
    ticket::Ticket,
};

impl Desk {
    /// Takes the next entry into the state.
    pub fn apply(&mut self, stamp: &Stamp, fact: &Fact) {
        self.turn_to(stamp);
        self.seq = stamp.seq;
        self.recorded_at = stamp.recorded_at;
        self.remember_answer(stamp);
        self.note_late(stamp, fact);
        self.note_act(stamp, fact);
        if let Some(id) = case_of(fact) {
            let step = Step::of(stamp, fact);
            if let Some(fair) = &self.fair {
                self.index.happen(fair.plan.day_of(step.at), Some(id), step.of_course);
            }
            self.change_case(id, |case| case.steps.push(step));
        } else if !leaves_counts_alone(fact) {
            self.changes.of_all(stamp.seq);
        }
        let known = self.apply_preparation(stamp, fact)
            || self.apply_bodies(stamp, fact)
            || self.apply_register(stamp, fact)
            || self.apply_mediators(stamp, fact)
            || self.apply_report(stamp, fact)
            || self.apply_device(stamp, fact)
            || self.apply_filing(stamp, fact)
            || self.apply_disclosure(stamp, fact)
            || self.apply_typical(stamp, fact)
            || self.apply_proposal(stamp, fact)
            || self.apply_line(stamp, fact)
            || self.apply_procedure(stamp, fact)
            || self.apply_measure(stamp, fact)
            || self.apply_aftercare(stamp, fact)
            || self.apply_linkage(stamp, fact);
        // A PIN is no part of the state: its digest stands in the sealed body.
        debug_assert!(known, "no rule applies {}", fact.kind());
    }

    fn remember_answer(&mut self, stamp: &Stamp) {
        if let Some(known) = self.answered.get_mut(&stamp.command) {
            known.count += 1;
            return;
        }
        let answer =
            Answered { first_seq: stamp.seq, count: 1, at: stamp.recorded_at, request: stamp.request };
        self.answered.insert(stamp.command, answer);
        self.answered_order.push_back(stamp.command);
        // Oldest first, so a few look-ups an entry keep the table as long as the promise and no longer.
        while let Some(oldest) = self.answered_order.front().copied() {
            let kept = self.answered.get(&oldest).is_some_and(|a| {
                stamp.recorded_at.duration_since(a.at) <= SignedDuration::from_hours(ANSWERS_KEPT_H)
            });
            if kept {
                break;
            }
            self.answered_order.pop_front();
            self.answered.remove(&oldest);
        }
    }
    /// A sealed day gets another fact, or a day is sealed with facts that its seal does not cover.
    fn note_late(&mut self, stamp: &Stamp, fact: &Fact) {
        let Some(fair) = &self.fair else { return };
        if let Fact::DaySealed { day, upto, .. } = fact {
            let uncovered = self.facts_after(*day, *upto);
            let recorded_on = fair.plan.day_of(stamp.recorded_at);
            for seq in uncovered {
                self.late.entry(*day).or_default().insert(seq, recorded_on);
            }
            return;
        }
        if self.days.is_empty() || !in_day_log(fact) {
            return;
        }
        // A remark says itself into which log it is written.
        let day =
            if let Fact::DayRemarked { day, .. } = fact { *day } else { fair.plan.day_of(stamp.occurred_at) };
        if self.days.contains_key(&day) {
            let recorded_on = fair.plan.day_of(stamp.recorded_at);
            self.late.entry(day).or_default().insert(stamp.seq, recorded_on);
        }
    }

    /// The entries after `upto` that belong to the log of `day`.
    pub(crate) fn facts_after(&self, day: Date, upto: u64) -> Vec<u64> {
        self.facts_of(day).into_iter().map(|(seq, _)| seq).filter(|seq| *seq > upto).collect()
    }

    /// How many of them tell an organiser something while that day runs.
    pub(crate) fn told_after(&self, day: Date, upto: u64) -> usize {
        let steps = |case: &Arc<Case>| {
            let own = case.steps.iter().filter(|step| step.seq > upto && is_of_mediation(case, step));
            own.map(|step| step.seq).collect::<Vec<_>>()
        };
        let untold: BTreeSet<u64> = self.cases_on(day).flat_map(steps).collect();
        self.facts_after(day, upto).into_iter().filter(|seq| !untold.contains(seq)).count()
    }

    /// The time that parts what the chain up to `upto` covers of a day from what came to it since; `None` where nothing came, or
    /// where it happened among what is covered, so that no time parts them.
    pub(crate) fn covered_until(&self, day: Date, upto: u64) -> Option<Timestamp> {
        let (known, since): (Vec<_>, Vec<_>) =
            self.facts_of(day).into_iter().partition(|(seq, _)| *seq <= upto);
        let first = since.iter().map(|(_, at)| *at).min()?;
        let apart = known.iter().all(|(_, at)| *at < first);
        first.checked_sub(SignedDuration::from_nanos(1)).ok().filter(|_| apart)
    }

    /// The entries that belong to the log of `day`, and when each of them happened.
    fn facts_of(&self, day: Date) -> Vec<(u64, Timestamp)> {
        let Some(fair) = &self.fair else { return Vec::new() };
        let steps = self.cases_on(day).flat_map(|case| case.steps.iter().map(|step| (step.seq, step.at)));
        let advice = self.advice.iter().map(|advice| (advice.seq, advice.at));
        let duty = self.duty.iter().map(|change| (change.seq, change.at));
        let happened = steps.chain(advice).chain(duty);
        let happened = happened.filter(|(_, at)| fair.plan.day_of(*at) == day);
        let remarks = self.remarks(day).map(|remark| (remark.seq, remark.at));
        happened.chain(remarks).collect()
    }

    pub(super) fn change_ticket(&mut self, number: TicketNumber, change: impl FnOnce(&mut Ticket)) {
        if let Some(ticket) = self.tickets.get_mut(&number) {
            change(Arc::make_mut(ticket));
        }
    }
}

/// Whether the log of a day counts this fact: what happened to cases, advice, duty.
fn in_day_log(fact: &Fact) -> bool {
    case_of(fact).is_some()
        || matches!(
            fact,
            Fact::CaseFiled { .. }
                | Fact::AdviceGiven { .. }
                | Fact::DutyTaken { .. }
                | Fact::StaffDismissed { .. }
                | Fact::DayRemarked { .. }
        )
}

/// The case a fact belongs to, where it is a step of that case's history.
fn case_of(fact: &Fact) -> Option<CaseId> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "every other kind is no step of a case that exists already"
    )]
    match fact {
        Fact::ComplaintLodged { case }
        | Fact::PartyEntered { case, .. }
        | Fact::ExhibitorNamed { case, .. }
        | Fact::ExhibitorUnlisted { case, .. }
        | Fact::TicketIssued { case, .. }
        | Fact::EvidenceAdded { case, .. }
        | Fact::PapersChecked { case, .. }
        | Fact::UrgencyRecorded { case, .. }
        | Fact::TicketClaimed { case, .. }
        | Fact::TicketCalled { case, .. }
        | Fact::TicketCheckedIn { case, .. }
        | Fact::TicketMissed { case, .. }
        | Fact::TicketParked { case, .. }
        | Fact::TicketRequeued { case, .. }
        | Fact::TicketReleased { case, .. }
        | Fact::TalksOpened { case }
        | Fact::SessionStarted { case }
        | Fact::SessionAdjourned { case, .. }
        | Fact::CaseProceeded { case, .. }
        | Fact::MeasureMoved { case, .. }
        | Fact::AftercareMoved { case, .. }
        | Fact::ReferralMoved { case, .. }
        | Fact::MajorMoved { case, .. }
        | Fact::FileArchived { case, .. }
        | Fact::CaseConcluded { case, .. }
        | Fact::CaseWithdrawn { case }
        | Fact::CaseErased { case }
        | Fact::AccessGiven { case, .. }
        | Fact::CaseDisclosed { case, .. }
        | Fact::DisclosureReceived { case, .. }
        | Fact::TypicalCaseDrafted { case, .. }
        | Fact::TypicalCasePublished { case, .. }
        | Fact::TypicalCaseWithdrawn { case, .. } => Some(*case),
        _ => None,
    }
}
