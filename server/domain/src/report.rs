//! The report of a whole fair: every figure of its days put together, and as much of it as a reader may see. A desk that stands
//! reports on a quarter or a year: `report/period.rs` says what counts in it.
//!
//! # Definitions
//!
//! - **Counts** are those of the daily logs added up over all days, so that report and logs agree to the last case: by kind, right,
//!   hall and ask of cases *filed*, outcomes of cases *concluded*, steps of the organiser's track on the day they were taken.
//! - **Wait, talk** are measured as in the logs, over all cases: the rank of all values, never a mean of the days' ranks.
//! - **Origin** is told from the exhibitor list: a case with a party from elsewhere is foreign, one whose parties are all known to be
//!   from the fair's own country is domestic, every other is unknown.
//! - **Repeats** are respondents in the organiser's track alone. Who was once asked to mediate has done nothing (procedure A.4).
//! - **What parties say** is what the survey tells, five answers at a time; see [`crate::survey`].
//! - **Referrals** are cases that went to another body or came from one, each as often as it did; what is only drawn up is none.
//! - **Product class** is as staff noted it on the case, by the classes that the organiser named, whenever it was noted.
//!
//! # Who sees what (procedure E.2)
//!
//! Head: everything but the repeats. Organiser: everything, but halls, products, origin and referrals without small numbers, because a
//! report is passed on, why cases ended only where the organiser decides nothing in the same matter and not where few did so, and what only
//! mediation has of days that are over. Supervisor: what the figures of
//! a day show, without small numbers, and none that tells a small one of a single day. A year tells no small number of a quarter either;
//! and of the day that runs a supervisor is counted nothing at all, for whoever reads twice on one day would learn what came of the case
//! that ended in between; and of a period a supervisor learns neither what was open before it nor what was at its end, for the one is the
//! other's of its neighbour, and both together tell how many ended.
//! Where the fair hosts several mediation bodies, a head reads of the own body's cases alone, and of the advice its people gave; what
//! parties say of the desk is nobody's in particular and stands in the report of all.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    case::codes,
    desk::Desk,
    figures::{DayFigures, Spread, ToldFigures},
    ids::{BodyId, ProductClass},
    referral::{Counterpart, Linkage, ReferralResult},
    staff::{Role, Staff},
    survey::SurveyFigures,
};

mod codes;
mod count;
mod earlier;
mod held_back;
mod origin;
mod period;
mod quarter;
mod rights;
mod scope;
mod shown;

pub use codes::OwnLines;
pub(crate) use count::Whole;
pub use count::{OriginOf, exhibitor_of, report, report_days, told_to_everybody};
pub use earlier::{At, Compared, EarlierReport, MOST_EARLIER, MOST_FIGURES, compared};
pub(crate) use held_back::Brought;
pub use held_back::HeldBack;
pub use origin::{Home, Origin};
pub use period::{ReportPeriod, periods};
pub use quarter::{Entry, Quarter, Section, quarter_figures, quarters};
pub use scope::ReportScope;

codes!(
    /// A chapter of the report. Its figures are told apart by keys, most of them codes of the record.
    Chapter {
        /// The fair as a whole.
        Whole = "whole",
        /// Cases filed, by day.
        Filed = "filed",
        /// Cases concluded, by day.
        Concluded = "concluded",
        /// Filed, by kind.
        Kind = "kind",
        /// Filed, by what was asked for; a case may ask for both.
        Ask = "ask",
        /// Filed, by right.
        Right = "right",
        /// Filed, by hall.
        Hall = "hall",
        /// Filed, by class of product.
        Product = "product",
        /// Filed, by where the parties come from.
        Origin = "origin",
        /// Filed, by hour of the day.
        Hour = "hour",
        /// Concluded, by outcome.
        Outcome = "outcome",
        /// Concluded, by outcome and reason.
        Reason = "reason",
        /// From the ticket to the first call.
        Wait = "wait",
        /// Talks.
        Talk = "talk",
        /// Steps of the organiser's track.
        Track = "track",
        /// Measures ordered, by kind.
        Ordered = "ordered",
        /// Respondents of the organiser's track.
        Repeat = "repeat",
        /// Cases that went to other bodies and came from them, by what kind of body that is.
        Referral = "referral",
        /// The same, by what came of it.
        Result = "referral-result",
        /// What parties say of the desk.
        Survey = "survey",
    }
);

impl Chapter {
    /// Whether the value of a key is a length of time, in seconds.
    pub fn is_length(self, key: &str) -> bool {
        matches!(self, Self::Wait | Self::Talk) && key != "count"
    }
}

/// The key of what has no hall or no right.
pub const NONE: &str = "none";
/// The key of what nobody has said the end of.
pub const OPEN: &str = "open";
/// What stands for the reason of cases of which it is not told ([`crate::Case::withholds_reason`]).
pub const UNTOLD: &str = "untold";

/// One figure of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Its chapter.
    pub chapter: Chapter,
    /// Which of the chapter.
    pub key: String,
    /// How many, or how many seconds; `None` where it is so small that it is not told.
    pub value: Option<u64>,
}

/// The figures of a whole fair, or of as much of a desk as a report is of, exact. What leaves the desk goes through
/// [`FairReport::shown_to`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FairReport {
    /// What it is of.
    pub scope: ReportScope,
    /// The quarters of a year that have begun, each by itself and of the same body: who may see the year may see them, too.
    pub quarters: Vec<FairReport>,
    /// The first day of the fair, or of the period.
    pub first_day: Date,
    /// Its last day; at a standing desk the one on which it is counted, while the period is not over.
    pub last_day: Date,
    /// Facts up to here are counted.
    pub as_of: Timestamp,
    /// The day of that: everybody reads counts of the days before it.
    pub running: Date,
    /// What only mediation has of it; none where that day is not in the report.
    pub held_back: Option<HeldBack>,
    /// What everybody reads of the days before it: of the whole desk, and not of what the report is of alone.
    pub everybody: ToldFigures,
    /// The figures of each day on which something happened, without their rows.
    pub days: Vec<DayFigures>,
    /// Cases still open; at the end of a period, where there is one.
    pub open: u32,
    /// Cases that were accepted and have a number.
    pub accepted: u32,
    /// Cases in which a talk began.
    pub talked: u32,
    /// Agreements in effect.
    pub agreements: u32,
    /// Cases that go on after the fair; of a period those filed before it and still open when it began.
    pub carried_over: u32,
    /// Cases put before others.
    pub urgent: u32,
    /// Respondents named in all cases.
    pub respondents: u32,
    /// Cases by the origin of their parties.
    pub by_origin: std::collections::BTreeMap<Origin, u32>,
    /// Cases by class of product, of those of which it is known.
    pub by_product: std::collections::BTreeMap<ProductClass, u32>,
    /// The lines of the tables that are of this desk its own, with cases or without.
    pub own_lines: OwnLines,
    /// Cases by the hour in which they were filed.
    pub by_hour: std::collections::BTreeMap<u8, u32>,
    /// Every wait that ended, but for those of tickets that stand in line again: a day's log counts none of them either.
    pub wait: Option<Spread>,
    /// Every talk that ended.
    pub talk: Option<Spread>,
    /// Measures in force at the end.
    pub in_force: u32,
    /// Respondents of the organiser's track.
    pub repeats: Repeats,
    /// Cases that went to other bodies and came from them, by what kind of body that is.
    pub by_counterpart: std::collections::BTreeMap<(Linkage, Counterpart), u32>,
    /// The same, by what came of it, where somebody said so.
    pub by_result: std::collections::BTreeMap<(Linkage, Option<ReferralResult>), u32>,
    /// What parties say of the desk, once enough of them have said it; nothing of a period or of one body, for an answer has no date
    /// and no case.
    pub survey: Option<SurveyFigures>,
}

/// Respondents who are on the exhibitor list, in the organiser's track.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Repeats {
    /// How many.
    pub respondents: u32,
    /// Against whom there was more than one complaint.
    pub complained: u32,
    /// Against whom measures were ordered on more than one complaint.
    pub measured: u32,
}

/// How much of a report somebody sees.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is told or not, on its own")]
pub struct Sees {
    /// Small numbers.
    pub small: bool,
    /// Small numbers by place, product and origin.
    pub places: bool,
    /// Respondents of the organiser's track.
    pub repeats: bool,
    /// Why every case ended, where a complaint is decided in the same matter, too.
    pub reasons: bool,
}

impl Sees {
    /// The most that the roles of a person let them see; `None` for who sees no statistics.
    pub fn of(reader: &Staff) -> Option<Self> {
        Self::of_roles(|role| reader.is(role))
    }

    /// The same, of whoever has these roles.
    pub fn of_roles(is: impl Fn(Role) -> bool) -> Option<Self> {
        let (organiser, head) = (is(Role::Organiser), is(Role::Head));
        let sees = Self { small: organiser || head, places: head, repeats: organiser, reasons: head };
        (organiser || head || is(Role::Supervisor)).then_some(sees)
    }

    /// The day from which on nothing is counted for them: whoever is told no small number reads of days that are over, as everybody does
    /// of the desk ([`crate::figures::told_figures`]). None where the day that runs counts, too.
    pub fn before(self, today: Date) -> Option<Date> {
        (!self.small).then_some(today)
    }
}

impl Desk {
    /// How much of the report somebody sees, and of which body's cases alone; `None` for who sees no statistics.
    ///
    /// Whoever heads a body and organises, too, has every reason where that body is the only one: all cases are its own, and a head
    /// may read each of them and how it ended ([`Desk::sees_outcome`]), whatever else they do. Where there are several, such a
    /// reader's report is of all, and of the cases of others they are the organiser and no more.
    pub fn report_for(&self, reader: &Staff) -> Option<(Sees, Option<BodyId>)> {
        let sees = Sees::of(reader)?;
        if !self.has_several_bodies() || !reader.is(Role::Head) {
            return Some((sees, None));
        }
        if reader.is(Role::Organiser) {
            return Some((Sees { places: false, reasons: false, ..sees }, None));
        }
        Some((sees, Some(reader.profile.body)))
    }
}
