//! The list behind a number: of those that the log of a day has of the organiser's track, or of the objections that stand, of which the
//! page of today tells how many there are. Only the complaints, and of each only the tracks, that it counts.

use domain::{
    figures::Tracked,
    measure::{Measure, MeasureKind},
};
use jiff::civil::Date;

use crate::{daylog::chapters, engine::Published, locale::Texts};

/// What stands in addresses.
const CODES: [(&str, Tracked); 8] = [
    ("served", Tracked::Served),
    ("answered", Tracked::Answered),
    ("time-ended", Tracked::TimeEnded),
    ("cleared", Tracked::Cleared),
    ("clause", Tracked::Clause),
    ("applied", Tracked::Applied),
    ("lifted", Tracked::Lifted),
    ("in-force", Tracked::InForce),
];
/// What stands there before a kind of measure.
const ORDERED: &str = "ordered-";
/// What stands there for the objections that stand, which are of no day.
const OBJECTIONS: &str = "objections";

/// The number as an address names it; what is empty or unknown does not matter.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    day: String,
    what: String,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Behind {
    /// A number of a day.
    Day { day: Date, what: Tracked },
    /// The respondents who object to a measure that stands.
    Objections,
}

impl Behind {
    pub(super) fn of(asked: &Asked) -> Option<Self> {
        if asked.what == OBJECTIONS {
            return Some(Self::Objections);
        }
        let step = CODES.iter().find(|(code, _)| *code == asked.what).map(|(_, what)| *what);
        let kind = || asked.what.strip_prefix(ORDERED).and_then(MeasureKind::from_code);
        let what = step.or_else(|| kind().map(Tracked::Ordered))?;
        Some(Self::Day { day: asked.day.parse().ok()?, what })
    }

    /// Where its list is.
    pub(super) fn href(self) -> String {
        let Self::Day { day, what } = self else { return format!("/office/complaints?what={OBJECTIONS}") };
        let code = match what {
            Tracked::Ordered(kind) => format!("{ORDERED}{}", kind.code()),
            Tracked::Served
            | Tracked::Answered
            | Tracked::TimeEnded
            | Tracked::Cleared
            | Tracked::Clause
            | Tracked::Applied
            | Tracked::Lifted
            | Tracked::InForce => {
                CODES.iter().filter(|(_, known)| *known == what).map(|(code, _)| *code).collect()
            }
        };
        format!("/office/complaints?day={day}&what={code}")
    }

    /// What it counts, in words.
    pub(super) fn said(self, t: &Texts) -> String {
        let Self::Day { day, what } = self else { return t.t("complaints-behind-objections").into_owned() };
        let counted = chapters::tracked(what, t);
        let counted = match what {
            Tracked::Ordered(_) => format!("{} · {counted}", t.t("log-measures-ordered")),
            Tracked::Served
            | Tracked::Answered
            | Tracked::TimeEnded
            | Tracked::Cleared
            | Tracked::Clause
            | Tracked::Applied
            | Tracked::Lifted
            | Tracked::InForce => counted,
        };
        t.t2("complaints-behind", "what", counted, "date", t.date(day))
    }

    /// Tells of a track whether the number counts it.
    pub(super) fn counts(self, published: &Published) -> Box<dyn Fn(&Measure) -> bool + '_> {
        match self {
            Self::Day { day, what } => Box::new(domain::figures::tracked(&published.desk, day, what)),
            Self::Objections => Box::new(|track: &Measure| track.objection().is_some()),
        }
    }
}

/// The list behind a number of the organiser's track on a day.
pub(in crate::web) fn list_of(day: Date, what: Tracked) -> String {
    Behind::Day { day, what }.href()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_every_number_and_is_read_back() {
        let day = jiff::civil::date(2026, 3, 10);
        let ordered = MeasureKind::ALL.iter().map(|kind| Tracked::Ordered(*kind));
        for what in CODES.iter().map(|(_, what)| *what).chain(ordered) {
            let behind = Behind::Day { day, what };
            let href = behind.href();
            let code = href.split("what=").nth(1).unwrap().to_owned();
            assert_eq!(Behind::of(&Asked { day: day.to_string(), what: code }), Some(behind), "{href}");
        }
        let asked = |day: &str, what: &str| Behind::of(&Asked { day: day.to_owned(), what: what.to_owned() });
        assert_eq!(asked("", "objections"), Some(Behind::Objections));
        assert_eq!(Behind::Objections.href(), "/office/complaints?what=objections");
        assert_eq!(asked("2026-03-10", "ordered-nonsense"), None);
        assert_eq!(asked("yesterday", "served"), None);
    }
}
