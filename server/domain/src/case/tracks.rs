//! What a case knows of the organiser's tracks: one with every respondent of a complaint, or with those whose clause was handed over.
//! They are apart from the mediation and go on when it is over.

use std::borrow::Cow;

use jiff::{Timestamp, civil::Date};

use super::{Ask, Case, CaseKind, CaseState, Outcome, Party};
use crate::{
    fair::FairPlan,
    ids::PartyId,
    measure::{Measure, MeasureState, Task},
};

impl Case {
    /// The organiser's track with one respondent.
    pub fn measure(&self, party: PartyId) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.party == party)
    }
    /// Whether the organiser's track with a respondent is a clause of their agreement and nothing else. Who agreed to that clause is then
    /// no secret there; the track of a complaint knows what it was told, and no name that came up in the mediation.
    pub fn is_of_clause(&self, party: PartyId) -> bool {
        !self.asks_for(Ask::Measure)
            && self.measure(party).is_some_and(|measure| measure.clause_seq.is_some())
    }
    /// For what whoever shares a booth stays who they were said to be; `None` while somebody may be named.
    ///
    /// Where mediation and a measure are asked for, whatever was said stays: those who handle the two are not to move each other's case
    /// (procedure 0.1), and a refusal that depends on what was asked and who is named tells neither what the other did. Else it
    /// is what was drawn up or decided: it bears a name, or in an old journal none, and is never made another's by one that comes later.
    pub fn named_by(&self, party: PartyId) -> Option<&'static str> {
        let known = self.party(party)?;
        if self.is_named_once() && (known.place.exhibitor.is_some() || known.is_unlisted()) {
            return Some("exhibitor");
        }
        self.measure(party).and_then(of_track).or_else(|| self.of_mediation(known))
    }
    /// Whether somebody has to say first who of those who share a booth is meant.
    pub fn wants_name(&self, party: PartyId) -> bool {
        self.party(party).is_some_and(Party::is_unsaid) && self.named_by(party).is_none()
    }
    /// Whether two who are not to move each other's case handle it, so that nobody renames whoever was named.
    pub fn is_named_once(&self) -> bool {
        self.asks_for(Ask::Measure) && self.asks_for(Ask::Mediation)
    }
    /// The paper of the mediation for which a party stays who it was said to be.
    fn of_mediation(&self, party: &Party) -> Option<&'static str> {
        let agreement = self.procedure.agreement.as_ref().filter(|known| known.effective_at.is_some());
        let told = party.notice.is_some() || party.answered.is_some();
        agreement.map(|_| "agreement").or(told.then_some("notice"))
    }
    /// The organiser's tracks: one with every respondent where a complaint was made, else with those whose clause was handed
    /// over.
    pub fn tracks(&self) -> impl Iterator<Item = Cow<'_, Measure>> {
        let ids = self.respondents().iter().map(|party| party.place.id);
        ids.filter_map(|id| {
            let known = self.measure(id).map(Cow::Borrowed);
            known.or_else(|| self.asks_for(Ask::Measure).then(|| Cow::Owned(Measure::new(id))))
        })
    }
    /// Whether all that is asked of the desk is what the organiser decides: a dispute that nobody wants mediated.
    pub fn is_for_organiser_alone(&self) -> bool {
        self.kind == CaseKind::Dispute && self.asks_for(Ask::Measure) && !self.asks_for(Ask::Mediation)
    }
    /// Whether its file is the organiser's and nobody else's: somebody complained, and mediation was not asked for.
    pub fn is_file_of_organiser(&self) -> bool {
        self.complaint_seq.is_some() && self.asks_for(Ask::Measure) && !self.asks_for(Ask::Mediation)
    }
    /// Whether such a case is to end with what the organiser decides on it.
    pub fn awaits_organiser(&self) -> bool {
        self.is_for_organiser_alone() && self.undecided().next().is_some()
    }
    /// Whether such a case ended before the organiser decided on it: nothing is over then for whoever has a ticket of it.
    pub fn ended_undecided(&self) -> bool {
        !self.state.is_open() && self.erased_at.is_none() && self.awaits_organiser()
    }
    /// Whether nothing is left of such a case once the organiser decides on this respondent: of every other that was decided before.
    pub fn ends_with_decision_on(&self, party: PartyId) -> bool {
        self.is_for_organiser_alone() && self.undecided().all(|waits| waits == party)
    }
    /// Whether the organiser has decided on all of such a case. While it is open it is of an old journal, in which no decision ended it.
    pub fn is_decided_by_organiser(&self) -> bool {
        self.is_for_organiser_alone() && self.is_complaint_decided()
    }
    /// Whether a complaint was lodged that has its own way, whatever becomes of the case: one against nobody ends with it.
    pub fn has_complaint_beside(&self) -> bool {
        self.complaint_seq.is_some() && self.asks_for(Ask::Measure) && self.parties.len() > 1
    }
    /// Whether the organiser has decided on every respondent of such a complaint.
    pub fn is_complaint_decided(&self) -> bool {
        self.asks_for(Ask::Measure) && self.parties.len() > 1 && self.undecided().next().is_none()
    }
    /// The respondents on whom the organiser has not decided yet.
    fn undecided(&self) -> impl Iterator<Item = PartyId> {
        let decided = move |id| self.measure(id).is_some_and(Measure::is_decided);
        self.parties.iter().skip(1).map(|party| party.place.id).filter(move |id| !decided(*id))
    }
    /// Whether it is a complaint to the organiser, or a clause of it was handed over.
    pub fn is_complaint(&self) -> bool {
        (self.complaint_seq.is_some() && self.asks_for(Ask::Measure)) || self.open_tracks().next().is_some()
    }
    /// Whether anything may still come of it: a track goes on when the mediation is over; what has no track ends with its case.
    pub fn is_open_complaint(&self) -> bool {
        let mut tracks = self.open_tracks().peekable();
        let open = if tracks.peek().is_some() { tracks.any(|open| open) } else { self.state.is_open() };
        self.erased_at.is_none() && self.is_complaint() && open
    }
    /// What waits for the organiser on one of its tracks, at a fair that `closes` then: of a complaint that was taken back, first that
    /// it was.
    pub fn track_task(&self, track: &Measure, now: Timestamp, closes: Option<Timestamp>) -> Option<Task> {
        if self.erased_at.is_some() {
            return None;
        }
        if self.is_taken_back(track) {
            return Some(Task::Withdrawn);
        }
        track.task(self.asks_for(Ask::Measure), now, closes)
    }
    /// Whether whoever complained took back a case in which nothing but a measure was asked for, and no officer did anything on this
    /// track since. Where mediation was asked for, too, it is that which was taken back.
    pub fn is_taken_back(&self, track: &Measure) -> bool {
        let withdrawn = matches!(self.state, CaseState::Concluded { outcome: Outcome::Withdrawn, .. });
        let alone = self.asks_for(Ask::Measure) && !self.asks_for(Ask::Mediation);
        if !withdrawn || !alone || !waits_for_decision(track) {
            return false;
        }
        let ends = |kind: &str| matches!(kind, "CaseWithdrawn" | "CaseConcluded");
        let Some(end) = self.steps.iter().rev().find(|step| ends(step.kind)) else { return false };
        // What was entered from paper later may have happened before.
        let since = |seq: u64, at: Timestamp| seq > end.seq && at >= end.at;
        let goes_on = |kind: &str| matches!(kind, "ComplaintNoticeIssued" | "ComplaintServed");
        !track.steps.iter().any(|(seq, at, kind)| goes_on(kind) && since(*seq, *at))
    }
    /// Of each of [`Case::tracks`], whether it is open.
    fn open_tracks(&self) -> impl Iterator<Item = bool> {
        let asked = self.asks_for(Ask::Measure);
        let of = move |id| self.measure(id).map(Measure::is_open).or(asked.then_some(true));
        self.parties.iter().skip(1).filter_map(move |party| of(party.place.id))
    }
    /// Whether a track is open on a day, whatever became of the case: one whose measure has had its time by then is not.
    pub fn has_open_track(&self, plan: &FairPlan, day: Date) -> bool {
        let asked = self.asks_for(Ask::Measure);
        let open = |measure: &Measure| measure.is_open() && !measure.has_had_its_time(plan, day);
        let mut ids = self.parties.iter().skip(1).map(|party| party.place.id);
        ids.any(|id| self.measure(id).map_or(asked, open))
    }
    /// Whether a party may still hand something in for the organiser alone: whoever complained while any track is open, a
    /// respondent once the complaint was served, and as long as a statement is taken with which it can come.
    pub fn takes_for_organiser(&self, party: PartyId) -> bool {
        let complained = self.asks_for(Ask::Measure) && self.erased_at.is_none();
        let open = |measure: &Measure| measure.is_open();
        complained
            && if self.claimant().place.id == party {
                self.state.is_open() || self.tracks().any(|measure| open(&measure))
            } else {
                let hears = |measure: &Measure| open(measure) || measure.takes_statement();
                self.measure(party).is_some_and(|measure| measure.window.is_some() && hears(measure))
            }
    }
}

/// Whether a complaint waits for its decision, however far it is.
fn waits_for_decision(track: &Measure) -> bool {
    match track.state {
        MeasureState::Filed | MeasureState::Noticed | MeasureState::WindowOpen | MeasureState::Answered => {
            true
        }
        MeasureState::Cleared | MeasureState::Ordered | MeasureState::Applied | MeasureState::Lifted => false,
    }
}

/// What the organiser's track with a party came to for which it stays who it was said to be.
fn of_track(track: &Measure) -> Option<&'static str> {
    if track.is_decided() {
        return Some(if track.orders.is_empty() { "decision" } else { "order" });
    }
    (track.notice.is_some() || !track.statements.is_empty()).then_some("notice")
}
