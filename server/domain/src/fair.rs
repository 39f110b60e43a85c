//! The fair, or the standing desk at a market, a park or a centre: its days, halls, rooms, ticket series, and the mediation body
//! that works there.

use std::collections::BTreeSet;

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};

use crate::{
    case::codes,
    ids::{HallId, RoomId, ScanToken, Series},
    retention::KeepingRules,
};

mod hours;
mod venue;
mod window;

pub(crate) use hours::Week;
pub use hours::{DayHours, OtherHours};
pub use venue::{Venue, Weekday};
pub use window::{Hours, ProcedureRules, Window, WindowRule};

/// A language the desk speaks in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    En,
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    ZhCn,
}

impl Language {
    /// Every language, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::En, Self::ZhCn];

    /// The BCP 47 tag, as in `lang="…"` and in JSON.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhCn => "zh-CN",
        }
    }

    /// The language of exactly this tag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(tag))
    }
}

codes!(
    /// What kind of body mediates; it decides on fees, papers and what a file must hold.
    BodyKind {
        /// People's mediation committee (人民调解委员会).
        People = "people",
        /// Commercial mediation organisation.
        Commercial = "commercial",
        /// Administrative mediation room of an IP office.
        Administrative = "administrative",
        /// Industry or professional body.
        Industry = "industry",
        /// Mediation studio of lawyers.
        LawyersStudio = "lawyers-studio",
    }
);

impl BodyKind {
    /// Whether it may ever take a fee. A people's committee never does (People's Mediation Law art 4), an office neither.
    pub fn may_charge(self) -> bool {
        matches!(self, Self::Commercial | Self::Industry | Self::LawyersStudio)
    }
}

/// The mediation body that works at the fair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediationBody {
    /// Its registered name.
    pub name: String,
    /// What kind of body it is.
    pub kind: BodyKind,
}

/// A hall, with the series of the tickets filed there and the token of its printed code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hall {
    /// Its name.
    pub id: HallId,
    /// Letters of the tickets filed in this hall.
    pub series: Series,
    /// The random part of `/h/{token}`.
    pub token: ScanToken,
}

/// A room or table for reception and talks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    /// The name on its door.
    pub id: RoomId,
    /// The hall it is in, if it is in one.
    pub hall: Option<HallId>,
}

/// What the organiser lays down about the fair, or whoever runs the place about its standing desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FairPlan {
    /// The name visitors know.
    pub name: String,
    /// What kind of place it is. It stays what it was founded as.
    #[serde(default, skip_serializing_if = "Venue::is_fair")]
    pub venue: Venue,
    /// First day, in the fair's time zone.
    pub first_day: Date,
    /// Last day, included. A fair has one, a standing desk has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Date>,
    /// Days of the week on which a standing desk is closed.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub closed: BTreeSet<Weekday>,
    /// The desk opens, on a usual day; before that filing works, but nobody is promised a call.
    pub opens: Time,
    /// The desk closes, on a usual day.
    pub closes: Time,
    /// Days whose hours are others.
    #[serde(default, skip_serializing_if = "OtherHours::is_empty")]
    pub other_hours: OtherHours,
    /// IANA name of the time zone: `Asia/Shanghai`.
    pub zone: String,
    /// The country, as its code of two letters (ISO 3166): `CN`. Empty where the time zone is to tell it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub country: String,
    /// Rooms and tables.
    pub rooms: Vec<Room>,
    /// Who mediates.
    pub body: MediationBody,
    /// Languages offered to visitors; the first one is the default.
    pub languages: Vec<Language>,
    /// Where the desk is, as visitors are told: "Hall 2, entrance B". Empty when nobody has said so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub desk: String,
    /// Whom to call in an emergency, as it stands on the posters: "Security 8800, police 110". Empty when nobody has said so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub emergency: String,
}

impl FairPlan {
    /// The time zone; UTC should the name be unknown, which `decide` never lets in.
    pub fn time_zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
    }

    /// The day of the fair's calendar in which `at` falls.
    pub fn day_of(&self, at: Timestamp) -> Date {
        at.to_zoned(self.time_zone()).date()
    }

    /// When a day of the fair's calendar begins, and when the next one does.
    pub fn bounds_of(&self, day: Date) -> (Timestamp, Timestamp) {
        let zone = self.time_zone();
        let start = |day: Date| day.to_zoned(zone.clone()).map(|start| start.timestamp());
        let next = day.tomorrow().and_then(start);
        (start(day).unwrap_or(Timestamp::MIN), next.unwrap_or(Timestamp::MAX))
    }

    /// Whether so long a time, in seconds, reached over a night: it is longer than the desk is open on any of its days.
    pub fn is_over_a_night(&self, seconds: u64) -> bool {
        let open = self.longest_opening().as_secs();
        u64::try_from(open).is_ok_and(|open| open < seconds)
    }

    /// Whether the desk is open at `at`: on one of its days, between the opening hours.
    pub fn is_open(&self, at: Timestamp) -> bool {
        let here = at.to_zoned(self.time_zone());
        let DayHours { opens, closes } = self.hours_of(here.date());
        self.opens_on(here.date()) && (opens..closes).contains(&here.time())
    }
}

/// The times and counts the lines run by. Set from the settings file and recorded, so that a replay decides alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineRules {
    /// How long a party that missed its call keeps its place, in seconds.
    pub grace_s: u32,
    /// Calls missed in a row after which the ticket is closed.
    pub max_misses: u32,
    /// Shortest time between two calls of one ticket, and between a call and its being missed, in seconds.
    pub recall_gap_s: u32,
    /// Assumed minutes of one reception while there is no history.
    pub assumed_reception_min: u32,
    /// Assumed minutes of one talk while there is no history.
    pub assumed_talks_min: u32,
    /// Assumed mediators while nobody is on duty.
    pub assumed_desks: u32,
    /// The time limits of the procedure.
    #[serde(default, skip_serializing_if = "ProcedureRules::is_default")]
    pub procedure: ProcedureRules,
    /// How long what is kept, and what needs a second person.
    #[serde(default, skip_serializing_if = "KeepingRules::is_default")]
    pub keeping: KeepingRules,
}

impl Default for LineRules {
    fn default() -> Self {
        Self {
            grace_s: 600,
            max_misses: 3,
            recall_gap_s: 60,
            assumed_reception_min: 10,
            assumed_talks_min: 45,
            assumed_desks: 2,
            procedure: ProcedureRules::default(),
            keeping: KeepingRules::default(),
        }
    }
}

impl LineRules {
    /// These rules, with each value in which `file` differs from `before` as `file` has it. A time limit is one value: its name, by which
    /// papers cite it, says the whole of it.
    #[must_use]
    pub fn with_changes(&self, before: &Self, file: &Self) -> Self {
        let (own, was, now) = (&self.procedure, &before.procedure, &file.procedure);
        let (kept, kept_before, kept_now) = (&self.keeping, &before.keeping, &file.keeping);
        Self {
            grace_s: newer(&self.grace_s, &before.grace_s, &file.grace_s),
            max_misses: newer(&self.max_misses, &before.max_misses, &file.max_misses),
            recall_gap_s: newer(&self.recall_gap_s, &before.recall_gap_s, &file.recall_gap_s),
            assumed_reception_min: newer(
                &self.assumed_reception_min,
                &before.assumed_reception_min,
                &file.assumed_reception_min,
            ),
            assumed_talks_min: newer(
                &self.assumed_talks_min,
                &before.assumed_talks_min,
                &file.assumed_talks_min,
            ),
            assumed_desks: newer(&self.assumed_desks, &before.assumed_desks, &file.assumed_desks),
            procedure: ProcedureRules {
                reply: newer(&own.reply, &was.reply, &now.reply),
                response: newer(&own.response, &was.response, &now.response),
                appointment_min: newer(&own.appointment_min, &was.appointment_min, &now.appointment_min),
                grace_min: newer(&own.grace_min, &was.grace_min, &now.grace_min),
                walk_min: newer(&own.walk_min, &was.walk_min, &now.walk_min),
            },
            keeping: KeepingRules {
                file_years: newer(&kept.file_years, &kept_before.file_years, &kept_now.file_years),
                enquiry_days: newer(&kept.enquiry_days, &kept_before.enquiry_days, &kept_now.enquiry_days),
                four_eyes: newer(&kept.four_eyes, &kept_before.four_eyes, &kept_now.four_eyes),
            },
        }
    }
}

/// What the file says where it says something else than before; else one's own.
fn newer<T: Clone + PartialEq>(own: &T, before: &T, file: &T) -> T {
    if before == file { own.clone() } else { file.clone() }
}
