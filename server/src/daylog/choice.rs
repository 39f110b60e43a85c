//! Which rows of a day's list somebody wants to see: the list behind a number. Pages and tables are narrowed by it, and say so; what is
//! signed, or printed with a checkpoint, always has every row.

use std::borrow::Cow;

use domain::{
    HallId,
    case::{Ask, CaseKind, Outcome, RightKind},
    figures::{DayRow, RowFilter},
    ticket::TicketState,
};

/// What stands between the numbers of several tickets.
pub const TICKETS: &str = ",";
/// So many tickets have their numbers in the name of a file; of more it says how many they are.
const NAMED: usize = 3;
/// Most signs of a part of a choice in the name of a file.
const LONGEST: usize = 40;
/// The part of an address that wants a list as it stands now.
const NOW: &str = "now";
/// The part that names tickets.
const TICKET: &str = "ticket";

/// Rows that share something other than a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    /// Filed on this day.
    Filed,
    /// Open when the day began.
    CarriedIn,
    /// Not ended at the end of the figures.
    Open,
    /// Ended.
    Concluded,
    /// Their party was received on this day.
    Received,
    /// Missed a call.
    Missed,
    /// Put before others.
    Urgent,
    /// With a complaint to the organiser.
    Complaint,
    /// Filed on this day with a complaint to the organiser that names no right.
    NoRight,
    /// Filed on this day at the desk, in no hall.
    AtDesk,
    /// Not wholly covered by the seal.
    Late,
}

impl Only {
    /// Every one, in the order they are offered.
    pub const ALL: [Self; 11] = [
        Self::Filed,
        Self::CarriedIn,
        Self::Open,
        Self::Concluded,
        Self::Received,
        Self::Missed,
        Self::Urgent,
        Self::Complaint,
        Self::NoRight,
        Self::AtDesk,
        Self::Late,
    ];

    /// The code in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::CarriedIn => "carried-in",
            Self::Open => "open",
            Self::Concluded => "concluded",
            Self::Received => "received",
            Self::Missed => "missed",
            Self::Urgent => "urgent",
            Self::Complaint => "complaint",
            Self::NoRight => "no-right",
            Self::AtDesk => "at-desk",
            Self::Late => "late",
        }
    }

    fn keeps(self, row: &DayRow) -> bool {
        match self {
            Self::Filed => !row.carried_in,
            Self::CarriedIn => row.carried_in,
            Self::Open => row.outcome.is_none(),
            Self::Concluded => row.outcome.is_some(),
            Self::Received => row.wait_ended,
            Self::Missed => row.misses > 0,
            Self::Urgent => row.urgent,
            Self::Complaint => row.asks.contains(&Ask::Measure),
            Self::NoRight => !row.carried_in && row.asks.contains(&Ask::Measure) && row.right.is_none(),
            Self::AtDesk => !row.carried_in && row.hall.is_none(),
            Self::Late => row.late,
        }
    }
}

/// What somebody chose; nothing chosen keeps every row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// By code.
    pub rows: RowFilter,
    /// By something else.
    pub only: Option<Only>,
    /// By what was asked for.
    pub ask: Option<Ask>,
    /// Filed on this day in an hour of it, from 0 to 23.
    pub hour: Option<u8>,
    /// Those whose claimants have these tickets, with [`TICKETS`] between their numbers.
    pub ticket: Option<String>,
    /// As the day stands now, though it was sealed while it runs: a page alone lists it so, files have what was sealed.
    pub present: bool,
}

/// The parts of a choice as they stand in an address; what is empty or unknown does not matter.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Code of a kind of case.
    pub kind: String,
    /// Code of a right.
    pub right: String,
    /// A hall.
    pub hall: String,
    /// Code of an outcome.
    pub outcome: String,
    /// Code of a ticket's state.
    pub state: String,
    /// Code of an [`Only`].
    pub only: String,
    /// Code of what was asked for.
    pub ask: String,
    /// An hour of the day.
    pub hour: String,
    /// The numbers of tickets.
    pub ticket: String,
}

impl From<&Asked> for Choice {
    fn from(asked: &Asked) -> Self {
        Self {
            rows: RowFilter {
                kind: CaseKind::from_code(&asked.kind),
                right: RightKind::from_code(&asked.right),
                hall: (!asked.hall.is_empty()).then(|| HallId(asked.hall.clone())),
                outcome: Outcome::from_code(&asked.outcome),
                state: TicketState::from_code(&asked.state),
            },
            only: Only::ALL.into_iter().find(|only| only.code() == asked.only),
            ask: Ask::from_code(&asked.ask),
            hour: asked.hour.parse().ok().filter(|hour| *hour < 24),
            ticket: (!asked.ticket.is_empty()).then(|| asked.ticket.clone()),
            present: false,
        }
    }
}

impl Choice {
    /// Whether a row is wanted.
    pub fn keeps(&self, row: &DayRow) -> bool {
        // What came after the seal is behind no number of a sealed day: it is listed with everything, by itself, or by its ticket.
        let behind = !row.late || self.is_all() || self.only == Some(Only::Late) || self.ticket.is_some();
        behind
            && self.rows.keeps(row)
            && self.only.is_none_or(|only| only.keeps(row))
            && self.ask.is_none_or(|ask| row.asks.contains(&ask))
            && self.hour.is_none_or(|hour| !row.carried_in && row.hour == hour)
            && self.ticket.as_ref().is_none_or(|asked| {
                let number = row.ticket.to_string();
                asked.split(TICKETS).any(|one| one == number)
            })
    }

    /// Whether every row is wanted.
    pub fn is_all(&self) -> bool {
        *self == Self { present: self.present, ..Self::default() }
    }

    /// The parts that were chosen, by the names they have in addresses.
    pub fn parts(&self) -> Vec<(&'static str, Cow<'_, str>)> {
        let RowFilter { kind, right, hall, outcome, state } = &self.rows;
        let hour = self.hour.map(|hour| Cow::Owned(hour.to_string()));
        [
            ("kind", kind.map(CaseKind::code)),
            ("right", right.map(RightKind::code)),
            ("hall", hall.as_ref().map(HallId::as_str)),
            ("outcome", outcome.map(Outcome::code)),
            ("state", state.map(TicketState::code)),
            ("only", self.only.map(Only::code)),
            ("ask", self.ask.map(Ask::code)),
            (TICKET, self.ticket.as_deref()),
            (NOW, self.present.then_some("1")),
        ]
        .into_iter()
        .map(|(name, value)| (name, value.map(Cow::Borrowed)))
        .chain([("hour", hour)])
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }

    /// What was chosen, for the name of a file that has these rows alone: a table says it nowhere else. Empty when every row is wanted.
    pub fn in_name(&self) -> Vec<String> {
        let sign = |sign: char| if sign.is_alphanumeric() || sign == '.' { sign } else { '-' };
        let part = |(name, value): (&'static str, Cow<'_, str>)| match (name, value.split(TICKETS).count()) {
            (NOW, _) => None,
            (TICKET, count) if count > NAMED => Some(format!("{count}-tickets")),
            _ => {
                let value: String = value.chars().take(LONGEST).map(sign).collect();
                Some(format!("{name}-{value}"))
            }
        };
        self.parts().into_iter().filter_map(part).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_was_chosen_and_nothing_else() {
        let asked = Asked {
            kind: "dispute".into(),
            hall: "5.1".into(),
            outcome: "nonsense".into(),
            only: "open".into(),
            ask: "measure".into(),
            hour: "24".into(),
            ..Asked::default()
        };
        let choice = Choice::from(&asked);
        let said: Vec<_> =
            choice.parts().into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(said, ["kind=dispute", "hall=5.1", "only=open", "ask=measure"]);
        let asked = Asked { hour: "9".into(), ticket: "A-001".into(), ..Asked::default() };
        let said: Vec<_> =
            Choice::from(&asked).parts().into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(said, ["ticket=A-001", "hour=9"]);
        let all = Choice::from(&Asked::default());
        assert!(all.is_all() && all.parts().is_empty());
        let all = Choice { present: true, ..all };
        assert!(all.is_all() && all.parts() == [("now", Cow::Borrowed("1"))], "{all:?}");
    }

    #[test]
    fn the_name_of_a_file_says_what_was_chosen_in_signs_that_a_name_may_have() {
        let asked = Asked { hall: "5.1/东\"".into(), only: "open".into(), ..Asked::default() };
        let choice = Choice { present: true, ..Choice::from(&asked) };
        assert_eq!(choice.in_name(), ["hall-5.1-东-", "only-open"]);
        for (ticket, named) in [("A-001,A-002", "ticket-A-001-A-002"), ("1,2,3,4", "4-tickets")] {
            let asked = Asked { ticket: ticket.into(), ..Asked::default() };
            assert_eq!(Choice::from(&asked).in_name(), [named]);
        }
        let asked = Asked { hall: "x".repeat(500), ..Asked::default() };
        assert!(Choice::from(&asked).in_name()[0].len() < 60);
        assert!(Choice::default().in_name().is_empty());
    }
}
