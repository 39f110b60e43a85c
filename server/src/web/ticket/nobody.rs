//! That nobody is there to call. Whoever waits while no mediator of the body is on duty is told that, with the hours of the shift
//! plan where there is one, and no number of minutes: it would stand on mediators who are not there.

use domain::{BodyId, Desk, fair::FairPlan};
use jiff::Timestamp;

use crate::locale::Texts;

/// Nobody is on duty, and what the plan says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nobody {
    /// Since when nobody is planned, if the last shift of today is over.
    pub since: Option<Timestamp>,
    /// From when on somebody is planned again.
    pub from: Option<Timestamp>,
}

impl Nobody {
    /// How it is with a mediation body at `now`; `None` while somebody of it is on duty.
    pub fn of(desk: &Desk, plan: &FairPlan, body: BodyId, now: Timestamp) -> Option<Self> {
        if desk.on_duty().any(|staff| staff.profile.body == body) {
            return None;
        }
        // Reception calls nobody to a talk.
        let of_body = |shift: &domain::shift::Shift| {
            !shift.is_of_reception(desk)
                && desk
                    .staff_member(shift.staff)
                    .is_some_and(|staff| !staff.is_dismissed() && staff.profile.body == body)
        };
        let planned: Vec<_> = desk.shifts().filter(|shift| of_body(shift)).collect();
        // Whoever is planned now may come at any moment: the plan says nothing better.
        if planned.iter().any(|shift| shift.from <= now && now < shift.until) {
            return Some(Self { since: None, from: None });
        }
        let today = plan.day_of(now);
        let over = planned.iter().map(|shift| shift.until).filter(|until| *until <= now);
        let ahead = planned.iter().map(|shift| shift.from).filter(|from| now < *from);
        Some(Self { since: over.max().filter(|until| plan.day_of(*until) == today), from: ahead.min() })
    }

    /// The same in a visitor's words.
    pub fn said(&self, t: &Texts) -> String {
        match (self.since, self.from) {
            (None, None) => t.t("ticket-nobody").into_owned(),
            (Some(since), None) => t.t1("ticket-nobody-since", "clock", t.clock(since)),
            (None, Some(from)) => t.t1("ticket-nobody-from", "moment", t.moment(from)),
            (Some(since), Some(from)) => {
                t.t2("ticket-nobody-between", "clock", t.clock(since), "moment", t.moment(from))
            }
        }
    }
}
