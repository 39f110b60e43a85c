//! A clause that both sides of an agreement gave to the organiser: its words stand sealed, and of it only what a rule has to know
//! stands in clear, so that an order on it is what was agreed and not more.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Basis, Measure, MeasureKind, Order};
use crate::procedure::ClauseKind;

/// A clause that both sides marked for the organiser, in parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedClause {
    /// What kind of thing; whether its last day is one to do it by, or one to keep to it until, follows from that.
    pub kind: ClauseKind,
    /// What is to be done, as it was written.
    pub act: String,
    /// The same in the other language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// From which day on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// By which day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// What is known in clear of a clause that was handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedTerm {
    /// What kind of thing.
    pub kind: ClauseKind,
    /// The first day on which it is carried out; nothing of one that says no such day, or from before this was kept in clear.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day on which it holds; nothing of one that is done by a day, or that says no day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Date>,
}

impl HandedClause {
    /// Whether such a measure carries it out.
    pub fn is_carried_out_by(&self, measure: MeasureKind) -> bool {
        measure.carries_out(self.kind)
    }

    /// Whether it says in no language what is to be done, so that nobody can be held to it.
    pub fn is_wordless(&self) -> bool {
        let translation = self.translation.as_deref().unwrap_or_default();
        self.act.trim().is_empty() && translation.trim().is_empty()
    }

    /// What of it stands in clear. A day by which something is done ends nothing: what was covered by then stays covered.
    pub fn term(&self) -> HandedTerm {
        let holds = self.from.is_some() || self.kind.is_lasting();
        HandedTerm { kind: self.kind, from: self.from, ends: self.until.filter(|_| holds) }
    }
}

impl MeasureKind {
    /// Whether it carries out a clause of this kind: what its name says and nothing heavier, so that what is to be taken down is not
    /// sent away from the fair. One whose words say no more is carried out by whatever stays with the exhibit or its link.
    pub fn carries_out(self, clause: ClauseKind) -> bool {
        match clause {
            ClauseKind::Cover => self == Self::Cover,
            ClauseKind::Remove => self == Self::TakeDown,
            ClauseKind::NotShow
            | ClauseKind::Destroy
            | ClauseKind::Pay
            | ClauseKind::Licence
            | ClauseKind::Apologise
            | ClauseKind::Undertake
            | ClauseKind::Other => self.is_on_exhibit(),
        }
    }
}

impl Measure {
    /// Whether a measure carries out a clause that was handed over. Of those from before their kinds stood in clear it is only known
    /// that none reaches beyond the exhibit.
    pub fn carries_out_clause(&self, measure: MeasureKind) -> bool {
        match self.clauses.as_slice() {
            [] => measure.is_on_exhibit(),
            clauses => clauses.iter().any(|clause| measure.carries_out(clause.kind)),
        }
    }

    /// The last day of what a measure carries out: of several clauses the latest, and none where one of them has no end.
    pub fn clause_ends(&self, measure: MeasureKind) -> Option<Date> {
        let carried = self.clauses.iter().filter(|clause| measure.carries_out(clause.kind));
        let ends: Option<Vec<Date>> = carried.map(|clause| clause.ends).collect();
        ends.and_then(|ends| ends.into_iter().max())
    }

    /// The first day of what an order on a clause carries out: of several clauses the earliest, and none where one of them begins at
    /// once. It can be ordered ahead, and nobody owes it before.
    pub fn begins(&self, order: &Order) -> Option<Date> {
        let carried = self.clauses.iter().filter(|clause| order.kind.carries_out(clause.kind));
        let days: Option<Vec<Date>> = carried.map(|clause| clause.from).collect();
        days.filter(|_| order.basis == Basis::Agreement)?.into_iter().min()
    }

    /// Whether the last order carries out a clause that binds both sides when that order has ended: until its last day, or until they
    /// change it where it has none. Lifting an order changes nothing of what was agreed.
    pub fn binds_without_order(&self, today: Option<Date>) -> bool {
        let order = self.order().filter(|order| order.basis == Basis::Agreement);
        order.is_some_and(|order| {
            let ends = self.clause_ends(order.kind);
            ends.zip(today).is_none_or(|(ends, today)| today <= ends)
        })
    }

    /// Whether an order says the clause itself, with what the officer wrote as a remark beside it. Orders from before the terms of
    /// clauses stood in clear say what the officer wrote, where something was written, and stay what they were.
    pub fn says_clause(&self, order: &Order, written: bool) -> bool {
        order.basis == Basis::Agreement && (!self.clauses.is_empty() || !written)
    }

    /// A clause was handed over, and neither a measure nor a decision against one came after it.
    pub fn clause_waits(&self) -> bool {
        let settled = |kind: &str| matches!(kind, "MeasureOrdered" | "ComplaintCleared");
        self.clause_seq
            .is_some_and(|clause| !self.steps.iter().any(|(seq, _, kind)| *seq > clause && settled(kind)))
    }
}
