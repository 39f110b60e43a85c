//! The log of a day as a document for programs: every figure, the list by ticket, the seal.

use std::collections::BTreeMap;

use domain::{
    HallId, StaffId, TicketNumber,
    case::{Ask, CaseKind, RightKind},
    deadline::{DeadlineKind, Fate},
    desk::DaySeal,
    figures::{
        AdviceFigures, BoothPlace, DayFigures, FEWEST, MeasureFigures, OutcomeCount, Shown, Spread, even,
        suppressed_within,
    },
    remark::RemarkKind,
    ticket::TicketState,
};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use super::{Change, Deadlines, Due, Remark, listed::LateFact};

/// The log of a day.
#[derive(Debug, Clone, Serialize)]
pub struct Document {
    /// The day, in the fair's calendar.
    pub day: Date,
    /// The fair's time zone.
    pub zone: String,
    /// Facts up to here are counted.
    pub as_of: Timestamp,
    /// The seal, once there is one.
    pub seal: Option<Seal>,
    filed: u32,
    carried_in: u32,
    concluded: u32,
    open_at_close: u32,
    urgent: u32,
    no_shows: u32,
    late: u32,
    /// Steps among them that the mediation body alone is told of.
    late_in_mediation: u32,
    late_arrivals: u32,
    by_kind: BTreeMap<CaseKind, u32>,
    by_right: BTreeMap<RightKind, u32>,
    /// None where it is a small number or would tell one; without any hall where nothing is left to hide those behind.
    by_hall: BTreeMap<HallId, Option<u32>>,
    /// Likewise.
    without_hall: Option<u32>,
    by_ask: BTreeMap<Ask, u32>,
    tickets: BTreeMap<TicketState, u32>,
    /// With the reasons that not only few cases ended for.
    outcomes: Vec<OutcomeCount>,
    wait: Option<Spread>,
    session: Option<Spread>,
    /// Members that tell nothing, or not all, while the day runs.
    told_later: Vec<&'static str>,
    advice: Advice,
    measures: MeasureFigures,
    duty: Vec<Duty>,
    remarks: Vec<Written>,
    deadlines: Falling,
    /// What was recorded after the seal, the oldest first, as far as it is listed; `late` is how much it was. No step of mediation is.
    came_late: Vec<LateFact>,
    /// By how much the figures of a sealed day are others now; those above are what was sealed.
    since_seal: BTreeMap<&'static str, i32>,
}

/// The seal, and what it stands on.
#[derive(Debug, Clone, Serialize)]
pub struct Seal {
    /// The chain is covered up to this entry.
    pub upto: u64,
    /// Hash of that entry.
    pub hash: String,
    /// Signature over the statement.
    pub signature: String,
    /// When it was sealed.
    pub at: Timestamp,
    /// Cases carried over.
    pub carried_over: u32,
}

/// Advice given without a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Advice {
    count: u32,
    /// None where it was given so seldom in a hall that it is not said how often: advice stands in no list, and few in a hall point at
    /// who came. Without any hall where it was given so seldom in all.
    by_hall: BTreeMap<HallId, Option<u32>>,
    /// Likewise.
    by_right: BTreeMap<RightKind, Option<u32>>,
}

/// The deadlines of the day.
#[derive(Debug, Clone, Serialize)]
struct Falling {
    /// Of the organiser's track, by kind and what became of them.
    counted: BTreeMap<DeadlineKind, BTreeMap<Fate, u32>>,
    /// The same one by one.
    listed: Vec<Fallen>,
    /// How many fell due in mediation, by kind; none before the day is over.
    in_mediation: BTreeMap<DeadlineKind, u32>,
}

/// A deadline of the organiser's track.
#[derive(Debug, Clone, Serialize)]
struct Fallen {
    kind: DeadlineKind,
    /// None where the whole day may be used.
    until: Option<Timestamp>,
    ticket: TicketNumber,
    booth: Option<BoothPlace>,
    fate: Fate,
}

impl From<&Deadlines> for Falling {
    fn from(deadlines: &Deadlines) -> Self {
        let mut counted: BTreeMap<DeadlineKind, BTreeMap<Fate, u32>> = BTreeMap::new();
        for due in &deadlines.listed {
            let (kind, fate) = (due.deadline.kind, due.fate);
            counted.entry(kind).or_default().insert(fate, deadlines.count(kind, fate));
        }
        let fallen = |due: &Due| Fallen {
            kind: due.deadline.kind,
            until: due.deadline.at,
            ticket: due.ticket,
            booth: due.booth.clone(),
            fate: due.fate,
        };
        let listed = deadlines.listed.iter().map(fallen).collect();
        Self { counted, listed, in_mediation: deadlines.counted.clone() }
    }
}

/// What the officer wrote.
#[derive(Debug, Clone, Serialize)]
struct Written {
    at: Timestamp,
    by: Option<String>,
    kind: RemarkKind,
    /// None once it was erased.
    text: Option<String>,
    added_after_seal: bool,
}

/// How long somebody was on duty.
#[derive(Debug, Clone, Serialize)]
struct Duty {
    name: Option<String>,
    on_min: u64,
    break_min: u64,
    /// These are not as they were switched: the head of their body corrected them.
    corrected: bool,
    /// What was corrected after the day was sealed; those above are what was sealed.
    since_seal: Option<Corrected>,
}

/// The same by what was corrected.
#[derive(Debug, Clone, Serialize)]
struct Corrected {
    on_min: u64,
    break_min: u64,
}

/// A number, where it is told.
fn told(shown: Shown) -> Option<u32> {
    match shown {
        Shown::Exact(count) => Some(count),
        Shown::Few => None,
    }
}

impl Advice {
    /// As much of it as is told, at a desk with these halls.
    fn told(figures: &AdviceFigures, halls: &[HallId]) -> Self {
        let AdviceFigures { count, by_hall, by_right } = figures;
        Self {
            count: *count,
            by_hall: told_of(*count, by_hall, halls),
            by_right: told_of(*count, by_right, RightKind::ALL),
        }
    }
}

/// The lines of so many in all that are told. Where one is hidden, every line that there may be is there: advice stands in no list, and
/// a hall or a right that is named alone says that somebody was advised there, or about it.
fn told_of<K: Ord + Clone>(total: u32, counts: &BTreeMap<K, u32>, all: &[K]) -> BTreeMap<K, Option<u32>> {
    if total < FEWEST {
        return BTreeMap::new();
    }
    let mut lines = suppressed_within(total, counts);
    even(&mut lines, all);
    lines.into_iter().map(|(key, shown)| (key, told(shown))).collect()
}

impl From<&DaySeal> for Seal {
    fn from(seal: &DaySeal) -> Self {
        Self {
            upto: seal.upto,
            hash: seal.hash.clone(),
            signature: seal.signature.clone(),
            at: seal.at,
            carried_over: seal.carried,
        }
    }
}

/// The document of these figures, without the list by ticket: that is as long as the day was, and is made row by row.
/// `halls` are those of the desk, `named` gives the name of somebody who works here.
pub fn document(
    (figures, since): (&DayFigures, &[Change]),
    (zone, halls): (&str, &[HallId]),
    seal: Option<&DaySeal>,
    remarks: &[Remark],
    (deadlines, late): (&Deadlines, Vec<LateFact>),
    named: impl Fn(StaffId) -> Option<String>,
) -> Document {
    let duty = |duty: &domain::figures::DutyFigures| Duty {
        name: named(duty.staff),
        on_min: duty.on_min,
        break_min: duty.break_min,
        corrected: duty.corrected.is_some(),
        since_seal: duty.since.map(|(on_min, break_min)| Corrected { on_min, break_min }),
    };
    let written = |remark: &Remark| Written {
        at: remark.at,
        by: remark.by.and_then(&named),
        kind: remark.kind,
        text: remark.text.clone(),
        added_after_seal: remark.added,
    };
    let mut by_hall = figures.halls_told();
    let nowhere = by_hall.remove(&None);
    Document {
        day: figures.day,
        zone: zone.to_owned(),
        as_of: figures.as_of,
        seal: seal.map(Seal::from),
        filed: figures.filed,
        carried_in: figures.carried_in,
        concluded: figures.concluded,
        open_at_close: figures.open_at_close,
        urgent: figures.urgent,
        no_shows: figures.no_shows,
        late: figures.late,
        late_in_mediation: figures.late_in_mediation,
        late_arrivals: figures.late_arrivals,
        by_kind: figures.by_kind.clone(),
        by_right: figures.complained_by_right.clone(),
        by_hall: by_hall.into_iter().filter_map(|(hall, shown)| Some((hall?, told(shown)))).collect(),
        // No line for it is none, unless there is a line for nothing.
        without_hall: if figures.without_hall == 0 { Some(0) } else { nowhere.and_then(told) },
        by_ask: figures.by_ask.clone(),
        tickets: figures.tickets.clone(),
        outcomes: figures.outcomes_told(),
        wait: figures.wait,
        session: figures.session,
        told_later: told_later(figures),
        advice: Advice::told(&figures.advice, halls),
        measures: figures.measures.clone(),
        duty: figures.duty.iter().map(duty).collect(),
        remarks: remarks.iter().map(written).collect(),
        deadlines: Falling::from(deadlines),
        came_late: late,
        since_seal: since.iter().map(|change| (change.name, change.by)).collect(),
    }
}

/// What is told when the day is over, also of one that was sealed before.
fn told_later(figures: &DayFigures) -> Vec<&'static str> {
    let later = ["no_shows", "session", "deadlines.in_mediation", "late_arrivals", "late_in_mediation"];
    later.into_iter().filter(|_| figures.runs).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_who_were_advised_in_a_hall_or_about_a_right_are_not_counted() {
        let all = ["1", "2", "3", "4"].map(|hall| HallId(hall.to_owned()));
        let told = |count, halls: &[(&str, u32)]| {
            let by_hall = halls.iter().map(|(hall, count)| (HallId((*hall).to_owned()), *count)).collect();
            let known = AdviceFigures { count, by_hall, ..AdviceFigures::default() };
            serde_json::to_value(Advice::told(&known, &all)).unwrap()["by_hall"].clone()
        };
        assert_eq!(told(20, &[("1", 12), ("2", 8)]), serde_json::json!({"1": 12, "2": 8}));
        let among = serde_json::json!({"1": 12, "2": null, "3": null, "4": null});
        assert_eq!(told(20, &[("1", 12), ("2", 2), ("3", 6)]), among, "nor what is left of the sum");
        assert_eq!(
            told(20, &[("1", 12), ("3", 8)]),
            serde_json::json!({"1": 12, "3": 8}),
            "nothing is hidden"
        );
        assert_eq!(told(2, &[("1", 2)]), serde_json::json!({}));
    }

    #[test]
    fn about_which_right_few_were_advised_is_told_by_no_line() {
        let told = |seldom: &[(RightKind, u32)]| {
            let by_right = seldom.iter().copied().chain([(RightKind::Trademark, 12)]).collect();
            let known = AdviceFigures { count: 20, by_right, ..AdviceFigures::default() };
            serde_json::to_value(Advice::told(&known, &[])).unwrap()["by_right"].clone()
        };
        let told_of_two = told(&[(RightKind::Copyright, 6), (RightKind::Design, 2)]);
        assert_eq!(told_of_two[RightKind::Trademark.code()], 12);
        assert_eq!(told_of_two[RightKind::Copyright.code()], serde_json::Value::Null, "nor by the sum");
        assert_eq!(told_of_two.as_object().unwrap().len(), RightKind::ALL.len());
        assert_eq!(told_of_two, told(&[(RightKind::InventionPatent, 3), (RightKind::TradeSecret, 5)]));
    }
}
