//! The organiser's track as a day counts it, and in which tracks: the list behind a number has just those that it counts.

use jiff::civil::Date;

use super::Count;
use crate::{
    desk::Desk,
    figures::{MeasureFigures, sums::one_more},
    measure::{Measure, MeasureKind},
};

/// What a number of the organiser's track counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tracked {
    /// The notice was served.
    Served,
    /// A statement came.
    Answered,
    /// The time ended without one.
    TimeEnded,
    /// It was closed without a measure.
    Cleared,
    /// A clause of an agreement was handed over.
    Clause,
    /// A measure was applied.
    Applied,
    /// A measure was lifted.
    Lifted,
    /// A measure is in force at the end of the day.
    InForce,
    /// A measure of this kind was ordered.
    Ordered(MeasureKind),
}

impl Tracked {
    /// What a step counts as.
    fn of_step(step: &str) -> Option<Self> {
        match step {
            "ComplaintServed" => Some(Self::Served),
            "ComplaintAnswered" => Some(Self::Answered),
            "ResponseTimeEnded" => Some(Self::TimeEnded),
            "ComplaintCleared" => Some(Self::Cleared),
            "ClauseHandedOver" => Some(Self::Clause),
            "MeasureApplied" => Some(Self::Applied),
            "MeasureLifted" => Some(Self::Lifted),
            _ => None,
        }
    }

    /// Where it is added up, unless it is told over the whole fair.
    fn sum(self, sums: &mut MeasureFigures) -> Option<&mut u32> {
        match self {
            Self::Served => Some(&mut sums.served),
            Self::Answered => Some(&mut sums.answered),
            Self::TimeEnded => Some(&mut sums.windows_ended),
            Self::Cleared => Some(&mut sums.cleared),
            Self::Clause => Some(&mut sums.clauses),
            Self::Applied => Some(&mut sums.applied),
            Self::Lifted => Some(&mut sums.lifted),
            Self::InForce | Self::Ordered(_) => None,
        }
    }
}

/// Tells of a track whether the figures of `day` count this of it; of a sealed day, the figures that its seal covers.
pub fn tracked(desk: &Desk, day: Date, what: Tracked) -> impl Fn(&Measure) -> bool {
    let count = match desk.day_seal(day) {
        Some(seal) => Count::covered(desk, day, seal.upto),
        None => Count::new(desk, day, None),
    };
    move |track| match what {
        Tracked::InForce => count.is_in_force(track),
        Tracked::Ordered(kind) => count.ordered(track).any(|ordered| ordered == kind),
        Tracked::Served
        | Tracked::Answered
        | Tracked::TimeEnded
        | Tracked::Cleared
        | Tracked::Clause
        | Tracked::Applied
        | Tracked::Lifted => count.steps(track).any(|step| step == what),
    }
}

impl Count<'_> {
    /// The steps of a track that were taken on this day.
    fn steps(&self, track: &Measure) -> impl Iterator<Item = Tracked> {
        let today = track.steps.iter().filter(|(seq, at, _)| self.covers(*seq) && self.today(*at));
        today.filter_map(|(_, _, step)| Tracked::of_step(step))
    }

    /// What was ordered on this day.
    fn ordered(&self, track: &Measure) -> impl Iterator<Item = MeasureKind> {
        track.orders.iter().filter(|order| self.today(order.at)).map(|order| order.kind)
    }

    pub(super) fn add_measure(&self, track: &Measure, sums: &mut MeasureFigures) {
        for step in self.steps(track) {
            if let Some(sum) = step.sum(sums) {
                *sum += 1;
            }
        }
        for kind in self.ordered(track) {
            one_more(&mut sums.ordered, kind);
        }
    }

    pub(super) fn is_in_force(&self, track: &Measure) -> bool {
        let seen = track.steps.iter().filter(|(_, at, _)| self.seen(*at));
        let last = seen.rev().find(|(_, _, kind)| matches!(*kind, "MeasureOrdered" | "MeasureLifted"));
        // What was ordered anew on a later day says nothing of this one.
        let order = last.and_then(|(seq, ..)| track.orders.iter().find(|order| order.seq == *seq));
        order.is_some_and(|order| order.until.is_none_or(|until| self.as_of < until))
    }
}
