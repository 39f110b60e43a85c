//! A case as the list of a day has it.

use jiff::Timestamp;

use super::{Count, Known};
use crate::{
    case::{Ask, Case},
    figures::{BoothPlace, DayRow, is_of_mediation},
    ticket::{Period, Ticket, TicketState},
};

impl<'a> Count<'a> {
    /// A case as the day's list has it.
    pub(super) fn row(&self, known: &Known<'a>) -> Option<DayRow> {
        let (case, lead) = (known.case, known.lead()?);
        let standing = self.standing(lead)?;
        let end = self.end_of(case);
        let claimed = |period: &&Period| period.state == TicketState::Claimed && self.seen(period.from);
        let mut row = DayRow {
            ticket: lead.number,
            case: case.id,
            kind: case.kind,
            right: case.right,
            hall: case.hall.clone(),
            asks: case.asks.clone(),
            booths: self.booths(case),
            lane: lead.filed_in(),
            state: standing.state,
            outcome: end.map(|(outcome, _)| outcome),
            reason: end.map(|(_, reason)| reason).filter(|_| !case.withholds_reason()),
            filed_at: case.filed_at,
            hour: self.hour_of(case.filed_at),
            carried_in: case.day != self.day,
            urgent: case.urgent.is_some(),
            first_called_at: self.first_called(lead),
            waited_s: self.wait(known),
            wait_ended: self.wait_ended_today(known).is_some(),
            misses: self.misses_today(lead),
            erased: case.erased_at.is_some(),
            late: self.is_late(case),
            // What the clock put back into somebody's hands was theirs before.
            mediator: lead.periods.iter().rev().filter(claimed).find_map(|period| period.by),
        };
        row.keep_wait_back();
        row.keep_mediator_back(case);
        row.keep_application_back();
        Some(row)
    }

    /// Whether something came to it late that is told: a mark for anything else would tell of which ticket it was a step.
    fn is_late(&self, case: &Case) -> bool {
        let mut late = case.steps.iter().filter(|step| self.late.contains(&step.seq));
        late.any(|step| !is_of_mediation(case, step))
    }

    /// In the line for which the ticket was given out: a call to talks tells that both sides agreed to them.
    fn first_called(&self, lead: &Ticket) -> Option<Timestamp> {
        let own = |period: &&Period| period.state == TicketState::Called && period.lane == lead.filed_in();
        lead.periods.iter().find(own).map(|period| period.from).filter(|at| self.seen(*at))
    }

    /// The organiser must know where to go for a complaint, and only for that.
    fn booths(&self, case: &Case) -> Vec<BoothPlace> {
        if !case.asks_for(Ask::Measure) {
            return Vec::new();
        }
        let listed = case.respondents().iter().filter_map(|party| self.desk.booth(party.place.booth?));
        listed.map(|booth| BoothPlace { hall: booth.hall.clone(), number: booth.number.clone() }).collect()
    }
}
