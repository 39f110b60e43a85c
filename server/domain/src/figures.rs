//! The figures of a day, from facts alone: what the organiser reads in the daily log and the supervisor in statistics.
//!
//! Nothing here needs a sealed body, so the figures stand for ever, whatever is erased later. They are a pure function of the
//! Desk: the same facts give the same figures on any machine.
//!
//! # Definitions
//!
//! - **Cases of a day**: filed on that day of the fair's calendar, or filed before and still open when the day began
//!   (`carried_in`).
//! - **Counts** by kind, right, hall and ask are of cases *filed* that day, so that days add up. Outcomes are of cases
//!   *concluded* that day, whenever they were filed.
//! - **Wait**: from the issue of the claimant's ticket until the party is first called or, if it stood at the counter, checked
//!   in. It counts on the day on which it ended. Nights count as waiting. Of a ticket that is to come at the end of that day, in line
//!   again, called or missed, the day counts none, as its list tells none: by the difference one could tell who was received before and
//!   waits for talks. A report counts it once the ticket is to come no more.
//! - **Usual wait** of an hour: the median, see below, of the waits that ended in it on the days before, as many as their logs tell; none
//!   where fewer than [`FEWEST`] did.
//! - **Session**: one talk from start to interruption or end. It counts on the day on which it ended.
//! - **No-show**: each call that somebody missed; see [`crate::Ticket::misses`]. That a place is kept no longer is none.
//! - **Median, p90**: nearest rank. Of *n* values in order, the one at place ⌈n·p⌉; always a value that occurred.
//! - **Measures** count each respondent's track by itself, on the day of the step. A measure is in force from its order until it is
//!   lifted or the time it was ordered for is over.
//! - **Late**: facts of a sealed day that its seal does not cover.

use std::collections::BTreeMap;

use imbl::OrdMap;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    case::{Ask, Case, CaseKind, Outcome, Reason, RightKind},
    ids::{CaseId, HallId, StaffId, TicketNumber},
    measure::MeasureKind,
    ticket::{Lane, TicketState},
};

mod among;
mod blocks;
mod count;
mod few;
mod hours;
mod late;
mod organiser;
mod running;
mod sealed;
mod sums;
mod tallies;
mod told;

pub use among::by_body;
pub use count::{Tracked, counts, figures, tracked};
pub(crate) use count::{covered, in_force};
pub use few::{
    FEWEST, Flow, PublicFigures, PublicMeasures, PublicSpread, Shown, even, gives_away, hidden_among,
    suppressed, suppressed_beside, suppressed_under, suppressed_within,
};
pub use hours::{Hour, UsualWaits, hours, usual_waits};
pub use late::{is_kind_of_mediation, is_of_mediation};
pub use organiser::reasons_told;
pub use sealed::as_sealed;
pub(crate) use sums::add_all;
pub use tallies::Tallies;
pub use told::{ToldFigures, told_figures};

/// How many, and how they spread, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread {
    /// Of how many values.
    pub count: u32,
    /// Nearest-rank median, in seconds.
    pub median_s: u64,
    /// Nearest-rank 90th percentile, in seconds.
    pub p90_s: u64,
    /// The longest, in seconds.
    pub longest_s: u64,
}

impl Spread {
    /// The spread of some values; `None` when there are none.
    pub fn of(mut values: Vec<u64>) -> Option<Self> {
        values.sort_unstable();
        let rank = |tenths: usize| values.get((values.len() * tenths).div_ceil(10).checked_sub(1)?).copied();
        Some(Self {
            count: u32::try_from(values.len()).unwrap_or(u32::MAX),
            median_s: rank(5)?,
            p90_s: rank(9)?,
            longest_s: rank(10)?,
        })
    }

    /// The 90th percentile for whoever is not told the longest: by nearest rank the two are the same of fewer than ten values.
    pub(crate) fn p90_apart(self) -> Option<u64> {
        (self.count >= 10).then_some(self.p90_s)
    }

    /// The spread of values that are kept as how often each occurred.
    pub(crate) fn of_counted(counted: &OrdMap<u64, u32>) -> Option<Self> {
        let count: u64 = counted.values().map(|often| u64::from(*often)).sum();
        let rank = |tenths: u64| {
            let (place, mut passed) = ((count * tenths).div_ceil(10), 0);
            counted.iter().find_map(|(value, often)| {
                passed += u64::from(*often);
                (passed >= place).then_some(*value)
            })
        };
        Some(Self {
            count: u32::try_from(count).unwrap_or(u32::MAX),
            median_s: rank(5)?,
            p90_s: rank(9)?,
            longest_s: rank(10)?,
        })
    }
}

/// How many cases ended in this way for this reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeCount {
    /// How.
    pub outcome: Outcome,
    /// Why; `None` for those of which it is not told.
    pub reason: Option<Reason>,
    /// How many.
    pub count: u32,
}

/// Advice given without a ticket.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdviceFigures {
    /// How often.
    pub count: u32,
    /// Where, when that was said.
    pub by_hall: BTreeMap<HallId, u32>,
    /// About which right, when that was said.
    pub by_right: BTreeMap<RightKind, u32>,
}

/// How long somebody was on duty that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyFigures {
    /// Who.
    pub staff: StaffId,
    /// Minutes on duty, as far as they were not corrected away.
    pub on_min: u64,
    /// Minutes on a break, likewise.
    pub break_min: u64,
    /// The last entry by which the head corrected this day, where one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected: Option<u64>,
    /// Of a sealed day, the minutes on duty and on a break by what was corrected since; those above are what was sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<(u64, u64)>,
}

/// What happened in the organiser's track that day, over all respondents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureFigures {
    /// Notices served, each of which opened a time for a statement.
    pub served: u32,
    /// Statements that came.
    pub answered: u32,
    /// Times that ended without a statement.
    pub windows_ended: u32,
    /// Closed without a measure.
    pub cleared: u32,
    /// Clauses of agreements that were handed over.
    pub clauses: u32,
    /// Measures ordered, by kind.
    pub ordered: BTreeMap<MeasureKind, u32>,
    /// Measures applied.
    pub applied: u32,
    /// Measures lifted.
    pub lifted: u32,
    /// Measures in force at the end: ordered or applied, and neither lifted nor over.
    pub in_force: u32,
}

/// A booth by hall and number, as printed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BoothPlace {
    /// Its hall.
    pub hall: HallId,
    /// Its number.
    pub number: String,
}

/// One case in the list of a day, as it stood at the end of the figures. No name, no text, and nothing of its talks, although the
/// day's figures count them: a side talks only because it agreed to mediate, which its reader is not told of anybody (procedure E.2),
/// and were the talks of some cases told, the number of all would tell those of the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "marks of one row, each on its own")]
pub struct DayRow {
    /// The claimant's ticket.
    pub ticket: TicketNumber,
    /// Its case.
    pub case: CaseId,
    /// Dispute, question, report.
    pub kind: CaseKind,
    /// The right concerned; only where a complaint was made to the organiser.
    pub right: Option<RightKind>,
    /// Where it was filed.
    pub hall: Option<HallId>,
    /// What was asked for.
    pub asks: Vec<Ask>,
    /// The respondents' listed booths, only where a complaint was made to the organiser.
    pub booths: Vec<BoothPlace>,
    /// The line it was filed in, and no other: a case comes to talks only when both sides agreed, which the reader of the log is not
    /// told (procedure E.2).
    pub lane: Lane,
    /// Where the claimant's ticket stood.
    pub state: TicketState,
    /// How it ended, if it had.
    pub outcome: Option<Outcome>,
    /// Why; only where a complaint was made to the organiser and nothing else was asked for: see [`crate::Case::withholds_reason`].
    pub reason: Option<Reason>,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// The hour of that in the fair's time zone, from 0 to 23.
    #[serde(default)]
    pub hour: u8,
    /// Filed on an earlier day and still open when this one began.
    pub carried_in: bool,
    /// Put before others.
    pub urgent: bool,
    /// When the claimant was first called to a room, in the line it was filed in; kept back while it is to come.
    pub first_called_at: Option<Timestamp>,
    /// Seconds from issue to the first call or check-in; kept back while it is to come.
    pub waited_s: Option<u64>,
    /// That was on this day: its wait is one of those that the day's figures count; kept back while it is to come.
    #[serde(default)]
    pub wait_ended: bool,
    /// Calls that the claimant missed on this day, in whichever line: of those to reception alone, or of none while it is missed, the
    /// number would change by itself when it stands in line again, and tell in which it was. The figures count those of every party.
    pub misses: u32,
    /// Its names and texts were erased since; what is counted stands.
    #[serde(default)]
    pub erased: bool,
    /// Something about it is not covered by the day's seal, and that not to the mediation body alone.
    pub late: bool,
    /// Who had it last, only where a complaint was made to the organiser; of a ticket that waits nobody.
    pub mediator: Option<StaffId>,
}

impl DayRow {
    /// Of a ticket that is to come, nothing tells whether it waits for the first time, or to which line it is called: who was received and
    /// stands in line again mostly does so for talks, to which both sides agreed, and to talks nobody else is called. A wait beside the
    /// hour of filing tells when the first call was.
    pub(crate) fn keep_wait_back(&mut self) {
        if self.state.is_to_come() {
            self.first_called_at = None;
            self.waited_s = None;
            self.wait_ended = false;
        }
        if self.state == TicketState::Waiting {
            self.mediator = None;
        }
    }

    /// Who had a case that mediation was asked for is told when it is over, and where why it ended is told as well: the name of somebody
    /// who only receives says that there was no talk, and another name after it that both sides agreed to one.
    pub(crate) fn keep_mediator_back(&mut self, case: &Case) {
        let is_told = self.outcome.is_some() && !case.withholds_reason();
        if case.asks_for(Ask::Mediation) && !is_told {
            self.mediator = None;
        }
    }

    /// Of what was said the organiser knows the complaint alone (procedure E.2). Of a case without one the list tells how it ended, and
    /// neither about which right it was, nor why it ended, nor who had it.
    pub(crate) fn keep_application_back(&mut self) {
        if !self.asks.contains(&Ask::Measure) {
            self.right = None;
            self.reason = None;
            self.mediator = None;
        }
    }
}

/// Which rows to list; what is `None` does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowFilter {
    /// Of this kind.
    pub kind: Option<CaseKind>,
    /// About this right.
    pub right: Option<RightKind>,
    /// Filed in this hall.
    pub hall: Option<HallId>,
    /// With this outcome.
    pub outcome: Option<Outcome>,
    /// With the claimant's ticket in this state.
    pub state: Option<TicketState>,
}

impl RowFilter {
    /// Whether a row is wanted.
    pub fn keeps(&self, row: &DayRow) -> bool {
        self.kind.is_none_or(|kind| row.kind == kind)
            && self.right.is_none_or(|right| row.right == Some(right))
            && self.hall.as_ref().is_none_or(|hall| row.hall.as_ref() == Some(hall))
            && self.outcome.is_none_or(|outcome| row.outcome == Some(outcome))
            && self.state.is_none_or(|state| row.state == state)
    }
}

/// The figures of one day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayFigures {
    /// The day, in the fair's calendar.
    pub day: Date,
    /// Facts up to here are counted: the end of the day, or earlier when asked for or when it is not over.
    pub as_of: Timestamp,
    /// The day is sealed.
    pub sealed: bool,
    /// The day is not over by the calendar, sealed or not, and what only mediation has, or what moves with each of its steps, is not told
    /// yet ([`DayFigures::while_it_runs`]).
    #[serde(skip)]
    pub runs: bool,
    /// Cases filed that day.
    pub filed: u32,
    /// Cases open when the day began.
    pub carried_in: u32,
    /// Cases open at the end.
    pub open_at_close: u32,
    /// Cases that the seal carried over, once there is one.
    pub carried_over: Option<u32>,
    /// Cases concluded that day.
    pub concluded: u32,
    /// Filed, by kind.
    pub by_kind: BTreeMap<CaseKind, u32>,
    /// Filed, by right; a question may have none.
    pub by_right: BTreeMap<RightKind, u32>,
    /// Filed with a complaint to the organiser, by right: as much of it as the log tells.
    #[serde(default)]
    pub complained_by_right: BTreeMap<RightKind, u32>,
    /// Filed, by hall; what was filed at the desk may have none.
    pub by_hall: BTreeMap<HallId, u32>,
    /// Filed without a hall.
    pub without_hall: u32,
    /// Filed, by what was asked for; a case may ask for both.
    pub by_ask: BTreeMap<Ask, u32>,
    /// Concluded, by outcome and reason; what is withheld where the reader decides in the same matter is counted by outcome alone. A log
    /// tells of it what [`DayFigures::outcomes_told`] has.
    pub outcomes: Vec<OutcomeCount>,
    /// The reasons that are withheld there, for the report of the head of the body alone: they stand in no log and no document.
    #[serde(skip)]
    pub withheld: Vec<OutcomeCount>,
    /// Cases of the day put before others.
    pub urgent: u32,
    /// Waits that ended that day, of those whose ticket did not stand in line again at its end.
    pub wait: Option<Spread>,
    /// Talks that ended that day.
    pub session: Option<Spread>,
    /// Calls missed that day.
    pub no_shows: u32,
    /// The day's cases by where the claimant's ticket stood at the end, as the rows have it.
    pub tickets: BTreeMap<TicketState, u32>,
    /// Advice without a ticket.
    pub advice: AdviceFigures,
    /// The organiser's track.
    #[serde(default)]
    pub measures: MeasureFigures,
    /// Who was on duty.
    pub duty: Vec<DutyFigures>,
    /// Facts of this day that its seal does not cover.
    pub late: u32,
    /// Steps among them that the mediation body alone is told of.
    #[serde(default)]
    pub late_in_mediation: u32,
    /// Facts recorded on this day that belong to another, sealed day.
    pub late_arrivals: u32,
    /// The cases of the day, by ticket number.
    pub rows: Vec<DayRow>,
}

impl DayFigures {
    /// How many cases were concluded by outcome, whatever the reason.
    pub fn by_outcome(&self) -> BTreeMap<Outcome, u32> {
        let mut counts = BTreeMap::new();
        for count in &self.outcomes {
            *counts.entry(count.outcome).or_default() += count.count;
        }
        counts
    }

    /// The rows a filter keeps.
    pub fn rows<'a>(&'a self, filter: &'a RowFilter) -> impl Iterator<Item = &'a DayRow> {
        self.rows.iter().filter(|row| filter.keeps(row))
    }
}
