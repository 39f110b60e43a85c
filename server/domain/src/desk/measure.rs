//! How each step of the organiser's track changes it.

use jiff::Timestamp;

use crate::{
    case::Ask,
    desk::Desk,
    event::{Actor, Fact, Stamp},
    ids::{CaseId, PartyId},
    measure::{Measure, MeasureState, MeasureStep, Order, Statement},
    procedure::Notice,
};

impl Desk {
    pub(super) fn apply_measure(&mut self, stamp: &Stamp, fact: &Fact) -> bool {
        let Fact::MeasureMoved { case, party, with } = fact else { return false };
        match with {
            MeasureStep::ComplaintNoticeIssued { key } => {
                self.register_notice(*case, *party, *key, true);
                self.await_reply(stamp, *case, *party);
            }
            MeasureStep::ComplaintServed { window, .. } => {
                self.windows.insert((window.deadline, *case, *party, true));
            }
            // Whatever settles the matter also ends the waiting.
            MeasureStep::ResponseTimeEnded {}
            | MeasureStep::ComplaintAnswered { .. }
            | MeasureStep::ComplaintCleared {}
            | MeasureStep::MeasureOrdered { .. } => self.close_response_time(*case, *party),
            MeasureStep::MeasureApplied { .. }
            | MeasureStep::MeasureLifted {}
            | MeasureStep::ClauseHandedOver { .. } => {}
        }
        // The organiser prints the code of a complaint: whoever answers with it holds no ticket that opens a mediation, too.
        let mediated = self.cases.get(case).is_some_and(|known| known.asks_for(Ask::Mediation));
        if matches!(with, MeasureStep::ComplaintAnswered { .. }) && !mediated {
            self.admit_answering(stamp);
        }
        let closes = self.closes_at();
        self.change_case(*case, |case| {
            if case.measure(*party).is_none() {
                case.measures.push(Measure::new(*party));
            }
            if let Some(measure) = case.measures.iter_mut().find(|measure| measure.party == *party) {
                measure.steps.push((stamp.seq, stamp.occurred_at, with.kind()));
                step(measure, stamp, with, closes);
            }
        });
        true
    }

    fn close_response_time(&mut self, case: CaseId, party: PartyId) {
        let window = self.cases.get(&case).and_then(|known| known.measure(party)?.window.clone());
        if let Some(window) = window {
            self.windows.remove(&(window.deadline, case, party, true));
        }
    }
}

fn step(measure: &mut Measure, stamp: &Stamp, with: &MeasureStep, closes: Option<Timestamp>) {
    let at = stamp.occurred_at;
    match with {
        MeasureStep::ComplaintNoticeIssued { key } => {
            measure.notice = Some(Notice::in_place_of(measure.notice.as_ref(), *key, at, stamp.seq));
            measure.state = MeasureState::Noticed;
        }
        MeasureStep::ComplaintServed { window, service } => {
            measure.window = Some(window.clone());
            measure.service = Some(service.clone());
            measure.state = MeasureState::WindowOpen;
        }
        MeasureStep::ResponseTimeEnded {} => measure.ended = true,
        MeasureStep::ComplaintAnswered { admits, means } => {
            measure.statements.push(Statement { seq: stamp.seq, at, means: *means, admits: *admits });
            if let Actor::Party(_) = stamp.actor {
                measure.stated_on.extend(stamp.device);
            }
            // What is said against an order leaves the order where it is.
            if measure.takes_first_statement() {
                measure.state = MeasureState::Answered;
            }
        }
        MeasureStep::ComplaintCleared {} => measure.state = MeasureState::Cleared,
        MeasureStep::MeasureOrdered { kind, basis, until } => {
            let by = stamp.actor.staff();
            let order = Order { seq: stamp.seq, kind: *kind, basis: *basis, until: *until, by, at };
            measure.orders.push(order);
            measure.state = MeasureState::Ordered;
        }
        MeasureStep::MeasureApplied { evidence } => {
            measure.proofs.extend(evidence.map(|id| (stamp.seq, id)));
            measure.state = MeasureState::Applied;
        }
        MeasureStep::MeasureLifted {} => {
            let ending = measure.ends_as(at, closes);
            measure.endings.push((stamp.seq, ending));
            measure.state = MeasureState::Lifted;
        }
        MeasureStep::ClauseHandedOver { clauses } => {
            measure.clause_seq = Some(stamp.seq);
            measure.clauses.clone_from(clauses);
        }
    }
}
