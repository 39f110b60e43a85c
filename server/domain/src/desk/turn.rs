//! The desk as it stood when a day began, for whoever reads of days that are over alone. A form that is entered late counts on a day that
//! is over, and whoever looked before and after it would read that one case from the difference; so what is recorded on a day, for
//! whatever day, counts for them from the next on. One state is kept for that, the one before the first entry of the day: collections
//! are shared, so it costs what changes in a day.

use std::sync::Arc;

use imbl::ordmap::DiffItem;
use jiff::{Timestamp, civil::Date};

use super::{Desk, Fair};
use crate::{case::Case, event::Stamp, ids::CaseId};

/// The last time that the record came to another day.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Turn {
    /// When the day ends on which the last entry was recorded; long ago before there is a fair.
    ends: Timestamp,
    /// The state before its first entry; on the day on which the desk was set up, the state right after that.
    before: Option<Arc<Desk>>,
}

impl Desk {
    /// Keeps the state before an entry that is the first of its day.
    pub(super) fn turn_to(&mut self, stamp: &Stamp) {
        // The days of a sample are all recorded on the one on which somebody looks at it.
        let turns = |fair: &&Arc<Fair>| !fair.demo && stamp.recorded_at >= self.turn.ends;
        let Some(fair) = self.fair.as_ref().filter(turns) else { return };
        let ends = fair.plan.bounds_of(fair.plan.day_of(stamp.recorded_at)).1;
        // Of the states before it none is kept any longer.
        let before = Self { turn: Turn::default(), ..self.clone() };
        self.turn = Turn { ends, before: Some(Arc::new(before)) };
    }

    /// The desk before the first entry of the day that the record has reached; none in a sample.
    pub(crate) fn before_today(&self) -> Option<&Self> {
        self.turn.before.as_deref()
    }

    /// The cases that changed since then. Both states share what did not, and that is passed over.
    pub(crate) fn changed_today(&self) -> impl Iterator<Item = &Arc<Case>> {
        let changed = self.before_today().into_iter().flat_map(|before| before.cases.diff(&self.cases));
        changed.filter_map(|change| match change {
            DiffItem::Add(_, now) | DiffItem::Update { new: (_, now), .. } => Some(now),
            // No case is ever taken out.
            DiffItem::Remove(..) => None,
        })
    }

    /// Whether a case is one of them.
    pub(crate) fn is_changed_today(&self, id: CaseId) -> bool {
        self.before_today().is_some_and(|before| before.case(id) != self.case(id))
    }

    /// The desk when a day began, the one that runs or a later one: whatever was recorded since is not in it.
    #[must_use]
    pub fn as_the_day_began(&self, day: Date) -> Self {
        let begins = self.fair.as_ref().map_or(self.recorded_at, |fair| fair.plan.bounds_of(day).0);
        let before = self.turn.before.as_deref().filter(|_| self.recorded_at >= begins);
        let desk = before.unwrap_or(self).clone();
        Self { recorded_at: desk.recorded_at.max(begins), turn: Turn::default(), ..desk }
    }
}
