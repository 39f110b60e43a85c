//! What a respondent states on a complaint: as long as it can still change something, how often without anybody at the office, and what
//! was admitted.

use jiff::Timestamp;

use super::{Basis, Measure, MeasureState};
use crate::procedure::Means;

/// Up to how many statements respondents hand in by themselves; the organiser's office takes more. All are read one after another, and
/// the steps of a track have an end: who has a paper with a code must not be able to use them up.
pub const MAX_STATEMENTS: usize = 10;

/// A statement of the respondent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// The entry with its text.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// By what means.
    pub means: Means,
    /// Whether it is admitted in so many words.
    pub admits: bool,
}

impl Measure {
    /// Whether a statement came after its time.
    pub fn is_late(&self, statement: &Statement) -> bool {
        self.window.as_ref().is_some_and(|window| window.deadline < statement.at)
    }

    /// Whether the respondent admitted it in a statement. A further one that says nothing of it takes nothing back; whether one does in
    /// words is for whoever orders to read.
    pub fn has_admitted(&self) -> bool {
        self.statements.iter().any(|statement| statement.admits)
    }

    /// When the first statement was made on which an order on this basis can stand, where it stands on one: an opinion or a contract
    /// wants the respondent heard only as long as the time for it runs.
    pub fn stands_on_statement(&self, basis: Basis, now: Timestamp) -> Option<Timestamp> {
        let first = |admits: bool| {
            self.statements.iter().filter(|known| known.admits || !admits).map(|known| known.at).min()
        };
        match basis {
            Basis::AnswerInsufficient => first(false),
            Basis::Admitted => first(true),
            Basis::AuthorityOpinion | Basis::Contract if !self.time_over(now) => first(false),
            Basis::AuthorityOpinion
            | Basis::Contract
            | Basis::Agreement
            | Basis::NoAnswer
            | Basis::BindingDecision => None,
        }
    }

    /// The last statement, where it objects to the measure that stands, ordered or applied: whoever ordered it had not read that one, for
    /// it came after the order, or was entered after it. Whoever admits what the complaint says objects to nothing, nor any more. A lifting
    /// answers it; that somebody read it and lets the measure stand is no step, so that it is told as long as the measure stands.
    pub fn objection(&self) -> Option<&Statement> {
        use MeasureState::{Applied, Ordered};
        let stands = matches!(self.state, Ordered | Applied);
        let order = self.order().filter(|_| stands)?;
        let mut since =
            self.statements.iter().rev().filter(|said| said.seq > order.seq || said.at > order.at);
        since.next().filter(|said| !said.admits)
    }

    /// Whether the track waits for a statement, in its time or after: what was decided without one takes the time for it with it.
    pub fn awaits_statement(&self) -> bool {
        self.state == MeasureState::WindowOpen
    }

    /// Whether nothing is decided yet, so that a statement comes before a decision.
    pub fn takes_first_statement(&self) -> bool {
        matches!(self.state, MeasureState::Noticed | MeasureState::WindowOpen | MeasureState::Answered)
    }

    /// Whether a statement on the complaint is taken: before a decision, and after an order, lifted or not, for whoever is ordered
    /// something may object at any time, an order on a binding decision waits for no time to end, and after one another may follow.
    pub fn takes_statement(&self) -> bool {
        use MeasureState::{Applied, Lifted, Ordered};
        let ordered = matches!(self.state, Ordered | Applied | Lifted);
        self.takes_first_statement() || (ordered && self.window.is_some())
    }

    /// Whether respondents may hand in a statement by themselves: as long as one is taken, and up to [`MAX_STATEMENTS`].
    pub fn takes_own_statement(&self) -> bool {
        self.takes_statement() && self.statements.len() < MAX_STATEMENTS
    }

    /// Whether a statement is still taken, but by the organiser's office alone.
    pub fn sends_to_office(&self) -> bool {
        self.takes_statement() && !self.takes_own_statement()
    }
}
