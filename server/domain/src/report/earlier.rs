//! Reports of earlier fairs, to stand beside this one's: read from their exports, and kept as a fact like everything else.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Chapter, Figure, Sees};

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
    let told = |figure: &&Figure| figure.chapter.is_compared() && figure.chapter.is_seen(sees);
    let mut lines: Vec<(Chapter, String)> = Vec::new();
    // The present fair says in which order its lines stand.
    for figure in fairs.iter().rev().flat_map(|figures| figures.iter()).filter(told) {
        if !lines.iter().any(|(chapter, key)| *chapter == figure.chapter && *key == figure.key) {
            lines.push((figure.chapter, figure.key.clone()));
        }
    }
    lines.sort_by_key(|(chapter, _)| *chapter);
    let at = |of: &(Chapter, String), figures: &&[Figure]| {
        let known = figures.iter().find(|figure| figure.chapter == of.0 && figure.key == of.1);
        known.map_or(At::Absent, |figure| figure.value.map_or(At::Hidden, At::Is))
    };
    lines
        .into_iter()
        .map(|of| Compared { at: fairs.iter().map(|fair| at(&of, fair)).collect(), of })
        .collect()
}
