//! How a measure ended: somebody lifted it, or the fair closed for which it stood, carried out or not. It is told as it was when that
//! was recorded, so that whatever is printed of it says the same for ever.

use jiff::Timestamp;

use super::{Measure, MeasureKind, MeasureState};
use crate::case::codes;

codes!(
    /// How a measure ended.
    Ending {
        /// Somebody lifted it.
        Lifted = "lifted",
        /// The fair closed for which it stood.
        WithFair = "with-fair",
        /// The fair closed, and nobody had recorded that it was applied.
        Unapplied = "unapplied",
    }
);

impl Measure {
    /// Whether what is ordered can be carried out still when the fair has closed: a link alone is there then, for as long as was said.
    fn outlasts_close(&self, now: Timestamp) -> bool {
        let link = self.order().filter(|order| order.kind == MeasureKind::LinkOff);
        link.and_then(|order| order.until).is_some_and(|until| now < until)
    }

    /// Whether there is nothing left at a fair that `closes` then to carry out on what is ordered: what was done in time is recorded
    /// with its time, and in no other way.
    pub fn is_past_applying(&self, now: Timestamp, closes: Option<Timestamp>) -> bool {
        closes.is_some_and(|closes| closes <= now) && !self.outlasts_close(now)
    }

    /// How the measure that stands ends, where somebody records at this moment that it ended, at a fair that `closes` then.
    pub(crate) fn ends_as(&self, now: Timestamp, closes: Option<Timestamp>) -> Ending {
        let over = closes.filter(|_| self.is_past_applying(now, closes));
        let Some(closes) = over else { return Ending::Lifted };
        let for_fair = |until: Option<Timestamp>| until.is_none_or(|until| until == closes);
        if self.state == MeasureState::Ordered {
            Ending::Unapplied
        } else if self.order().is_some_and(|order| for_fair(order.until)) {
            Ending::WithFair
        } else {
            Ending::Lifted
        }
    }

    /// How a measure ended, by the entry that says that it did.
    pub fn ending_of(&self, seq: u64) -> Option<Ending> {
        self.endings.iter().find(|(of, _)| *of == seq).map(|(_, ending)| *ending)
    }

    /// How the last measure ended; `None` while it stands.
    pub fn ending(&self) -> Option<Ending> {
        self.endings.last().filter(|_| self.state == MeasureState::Lifted).map(|(_, ending)| *ending)
    }

    /// Whether the last measure ended and nobody ever recorded that it was applied.
    pub fn was_never_applied(&self) -> bool {
        let since = |kind: &str, seq: u64| self.last(kind).is_some_and(|(step, _)| step > seq);
        self.order()
            .is_some_and(|order| since("MeasureLifted", order.seq) && !since("MeasureApplied", order.seq))
    }
}
