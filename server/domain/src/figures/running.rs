//! What the log of a day tells while it runs. The organiser is told of no ticket that it was talked about (procedure E.2), and whoever
//! looks before and after a ticket changed would read it from a count of talks that grew by one. So what only mediation has is told when
//! the day is over; what comes from filing, from the list and from the organiser's own track is told at once. A
//! day that was sealed while it runs is not over for that, or its seal would be the second look: what was sealed is told of it like what
//! is counted of any other ([`super::as_sealed`]), and the talks among that when it is over.

use super::DayFigures;

impl DayFigures {
    /// The figures of a day that runs, as they are counted or as they were sealed, without its talks. Of calls that were missed it has
    /// those that its list tells, of claimants: a respondent is called to talks alone.
    #[must_use]
    pub fn while_it_runs(&self) -> Self {
        let no_shows = self.rows.iter().map(|row| row.misses).sum();
        let late = self.late_told();
        Self {
            session: None,
            no_shows,
            late,
            late_in_mediation: 0,
            late_arrivals: 0,
            runs: true,
            ..self.clone()
        }
    }

    /// What came late to the day and is told one by one.
    pub fn late_told(&self) -> u32 {
        self.late.saturating_sub(self.late_in_mediation)
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        figures::{DayFigures, as_sealed, figures},
        testing::{MEI, TestFair, plan},
    };

    #[test]
    fn a_talk_changes_nothing_that_is_told_of_the_day_but_where_its_tickets_stand() {
        let mut fair = TestFair::new();
        let (case, first) = fair.file().unwrap();
        fair.pass(5);
        fair.receive(MEI, first).unwrap();
        fair.agree_to_talk(MEI, case).unwrap();
        fair.gather(MEI, case).unwrap();
        let told = |fair: &TestFair| figures(&fair.desk, plan().first_day, None).while_it_runs();
        let before = told(&fair);
        fair.pass(40);
        fair.settle(MEI, case).unwrap();
        assert!(figures(&fair.desk, plan().first_day, None).session.is_some(), "when it is over it is told");
        let DayFigures { session, no_shows, runs, filed, .. } = told(&fair);
        assert_eq!((session, runs), (None, true));
        assert_eq!((no_shows, filed), (before.no_shows, before.filed));
        fair.seal(plan().first_day).unwrap();
        let sealed = |present: &DayFigures| as_sealed(&fair.desk, present).unwrap();
        let DayFigures { session, no_shows, runs, sealed: is_sealed, .. } = sealed(&told(&fair));
        assert_eq!((session, no_shows), (None, before.no_shows), "a seal is no second look");
        assert!(runs && is_sealed);
        let over = sealed(&figures(&fair.desk, plan().first_day, None));
        assert!(over.session.is_some() && !over.runs, "when it is over, what was sealed of it is told");
    }
}
