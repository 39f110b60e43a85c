//! That the desk closes before a turn may come: whoever waits late in the day is told so, and when it opens again, before they wait in
//! vain.

use domain::{fair::FairPlan, queue::Wait};
use jiff::{SignedDuration, Timestamp};

use crate::locale::Texts;

use super::view::Hours;

/// The close of today, before which a turn may not come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closing {
    /// When it closes.
    pub at: Timestamp,
    /// When it opens again; `None` when it closed for the last time.
    pub opens: Option<Timestamp>,
}

impl Closing {
    /// How it is for whoever may have to wait so long from `now` on, while the desk is open; `None` while even the longest wait ends
    /// before it closes.
    pub fn of(plan: &FairPlan, wait: Wait, now: Timestamp) -> Option<Self> {
        let today = plan.day_of(now);
        let closes = today.to_datetime(plan.hours_of(today).closes).to_zoned(plan.time_zone());
        let at = closes.ok()?.timestamp();
        let longest = SignedDuration::from_secs(i64::try_from(wait.high_s).unwrap_or(i64::MAX));
        let turn = now.saturating_add(longest).unwrap_or(Timestamp::MAX);
        (turn > at).then(|| Self { at, opens: Hours::of(plan, at).opens_at() })
    }

    /// The same in a visitor's words.
    pub fn said(self, t: &Texts) -> String {
        match self.opens {
            Some(opens) => t.t2("ticket-closing", "clock", t.clock(self.at), "moment", t.moment(opens)),
            None => t.t1("ticket-closing-last", "clock", t.clock(self.at)),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::testing::plan;

    use super::*;

    #[test]
    fn a_turn_that_may_come_after_the_close_is_told_with_the_next_opening() {
        let wait = |minutes: u64| Wait { low_s: 0, high_s: minutes * 60, assumed: false };
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        // The desk of this fair is open from 9 to 17, eight hours before the time in UTC.
        let now = at("2026-03-10T08:30:00Z");
        assert_eq!(Closing::of(&plan(), wait(30), now), None);
        let closing = Closing { at: at("2026-03-10T09:00:00Z"), opens: Some(at("2026-03-11T01:00:00Z")) };
        assert_eq!(Closing::of(&plan(), wait(31), now), Some(closing));
        let last = Closing::of(&plan(), wait(31), at("2026-03-12T08:30:00Z")).unwrap();
        assert_eq!(last.opens, None);
    }
}
