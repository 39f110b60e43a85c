//! Reports of earlier fairs, to stand beside this one's: read from their exports, and kept as a fact like everything else.

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{Chapter, Figure, Sees, codes::place};

/// Most reports of earlier fairs.
pub const MOST_EARLIER: usize = 12;
/// Most figures of one: they must fit into one entry.
pub const MOST_FIGURES: usize = 500;

/// The report of an earlier fair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierReport {
    /// The id of that fair.
    pub fair: String,
    /// Its name.
    pub name: String,
    /// Its first day.
    pub first_day: Date,
    /// Its last day.
    pub last_day: Date,
    /// Facts up to then are counted.
    pub as_of: Timestamp,
    /// The key whose signature it carried, checked when it was taken in; none when it carried no signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Its figures, as far as they can be compared.
    pub figures: Vec<Figure>,
}

impl EarlierReport {
    /// How many of its days are counted and how many it has, where it was counted before it was over, as days go in this zone. Who
    /// counts up to the first moment of a day counts nothing of it.
    pub fn cut_short(&self, zone: &TimeZone) -> Option<(i32, i32)> {
        let last = self.as_of.checked_sub(SignedDuration::from_secs(1)).unwrap_or(self.as_of);
        let counted = zone.to_datetime(last).date();
        let days = |until: Date| self.first_day.until(until).map_or(0, |length| length.get_days() + 1);
        (counted < self.last_day).then(|| (days(counted).max(0), days(self.last_day)))
    }
}

impl Chapter {
    /// Whether two fairs can be held against each other by it: days have other dates.
    pub fn is_compared(self) -> bool {
        !matches!(self, Self::Filed | Self::Concluded)
    }

    /// Whether somebody may see it of an earlier fair, whose small numbers and reasons nobody can hide after the fact.
    fn is_seen(self, sees: Sees) -> bool {
        match self {
            Self::Hall | Self::Product | Self::Origin | Self::Referral | Self::Result => sees.places,
            Self::Repeat => sees.repeats,
            Self::Reason => sees.reasons,
            Self::Whole
            | Self::Filed
            | Self::Concluded
            | Self::Kind
            | Self::Ask
            | Self::Right
            | Self::Hour
            | Self::Outcome
            | Self::Wait
            | Self::Talk
            | Self::Track
            | Self::Ordered
            | Self::Survey => sees.small,
        }
    }
}

/// What a figure was at one fair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// So much.
    Is(u64),
    /// It is not told.
    Hidden,
    /// There was no such line.
    Absent,
}

/// One line of a comparison: a figure, and what it was at each fair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The figure, without a value.
    pub of: (Chapter, String),
    /// One a fair, the present one last.
    pub at: Vec<At>,
}

/// The figures of earlier fairs and of this one, line by line, as far as their reader may see both.
pub fn compared<'r>(
    earlier: impl IntoIterator<Item = &'r EarlierReport>,
    present: &[Figure],
    sees: Sees,
) -> Vec<Compared> {
    let fairs: Vec<&[Figure]> =
        earlier.into_iter().map(|one| one.figures.as_slice()).chain([present]).collect();
    let lines = lines(&fairs, sees);
    let at = |of: &(Chapter, String), figures: &&[Figure]| {
        let known = figures.iter().find(|figure| figure.chapter == of.0 && figure.key == of.1);
        known.map_or(At::Absent, |figure| figure.value.map_or(At::Hidden, At::Is))
    };
    lines
        .into_iter()
        .map(|of| Compared { at: fairs.iter().map(|fair| at(&of, fair)).collect(), of })
        .collect()
}

/// The lines of all fairs, each where its chapter has it, whatever fair it is of.
fn lines(fairs: &[&[Figure]], sees: Sees) -> Vec<(Chapter, String)> {
    let told = |figure: &&Figure| figure.chapter.is_compared() && figure.chapter.is_seen(sees);
    let mut lines: Vec<(Chapter, String)> = Vec::new();
    for figures in fairs.iter().rev() {
        // What the later fairs lack stands behind the line that it follows at its own.
        let mut next = 0;
        for figure in figures.iter().filter(told) {
            let is = |(chapter, key): &(Chapter, String)| *chapter == figure.chapter && *key == figure.key;
            let known = lines.iter().position(is);
            if known.is_none() {
                lines.insert(next, (figure.chapter, figure.key.clone()));
            }
            next = known.unwrap_or(next) + 1;
        }
    }
    lines.sort_by_cached_key(|(chapter, key)| {
        (*chapter, place(&Figure { chapter: *chapter, key: key.clone(), value: None }))
    });
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fair_that_was_not_over_says_how_far_it_was_counted() {
        let counted = |as_of: &str| {
            let report = EarlierReport {
                fair: "0".repeat(32),
                name: "Light Asia".to_owned(),
                first_day: Date::constant(2025, 3, 10),
                last_day: Date::constant(2025, 3, 14),
                as_of: as_of.parse().unwrap(),
                key: None,
                figures: Vec::new(),
            };
            report.cut_short(&TimeZone::fixed(jiff::tz::offset(8)))
        };
        assert_eq!(counted("2025-03-11T09:00:00Z"), Some((2, 5)));
        assert_eq!(
            counted("2025-03-12T16:00:00Z"),
            Some((3, 5)),
            "up to the fourth day, of which nothing is"
        );
        assert_eq!(counted("2025-03-01T09:00:00Z"), Some((0, 5)));
        assert_eq!(counted("2025-03-14T09:00:00Z"), None, "its last day");
        assert_eq!(counted("2025-06-01T09:00:00Z"), None);
    }
}
