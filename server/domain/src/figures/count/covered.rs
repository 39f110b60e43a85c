//! A day as its seal covers it. It is counted once, when the seal is taken into the state, so that the log of a sealed day goes on
//! telling what was sealed, whatever is recorded for that day later.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Count;
use crate::{
    desk::Desk,
    figures::{DayFigures, blocks::Blocks},
};

/// The figures of `day` that a seal covers which speaks of the chain up to the entry `upto`, in the state in which it is sealed.
pub(crate) fn covered(desk: &Desk, day: Date, upto: u64) -> DayFigures {
    let count = Count::covered(desk, day, upto);
    count.figures(&Blocks::of(desk, &desk.ids_of(day), &|ids| count.listed(ids)))
}

impl<'a> Count<'a> {
    /// What came between the look and the seal is left out: cases, advice and duty by their entry, a step of an older case by its time.
    pub(super) fn covered(desk: &'a Desk, day: Date, upto: u64) -> Self {
        let until = desk.covered_until(day, upto);
        // What is sealed has nothing late in it.
        Self { upto: Some(upto), late: BTreeSet::new(), ..Self::new(desk, day, until) }
    }

    /// Whether an entry is covered.
    pub(super) fn covers(&self, seq: u64) -> bool {
        self.upto.is_none_or(|upto| seq <= upto)
    }
}
