//! The list behind a number that the log of a day has of the organiser's track: only the complaints, and of each only the tracks, that
//! it counts.

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

/// The number as an address names it; what is empty or unknown does not matter.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    day: String,
    what: String,
}

/// A number of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Behind {
    day: Date,
    what: Tracked,
}

impl Behind {
    pub(super) fn of(asked: &Asked) -> Option<Self> {
        let step = CODES.iter().find(|(code, _)| *code == asked.what).map(|(_, what)| *what);
        let kind = || asked.what.strip_prefix(ORDERED).and_then(MeasureKind::from_code);
        let what = step.or_else(|| kind().map(Tracked::Ordered))?;
        Some(Self { day: asked.day.parse().ok()?, what })
    }

    /// Where its list is.
    pub(super) fn href(self) -> String {
        let Self { day, what } = self;
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
        let counted = chapters::tracked(self.what, t);
        let counted = match self.what {
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
        t.t2("complaints-behind", "what", counted, "date", t.date(self.day))
    }

    /// Tells of a track whether the number counts it.
    pub(super) fn counts(self, published: &Published) -> impl Fn(&Measure) -> bool {
        domain::figures::tracked(&published.desk, self.day, self.what)
    }
}

/// The list behind a number of the organiser's track on a day.
pub(in crate::web) fn list_of(day: Date, what: Tracked) -> String {
    Behind { day, what }.href()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_every_number_and_is_read_back() {
        let day = jiff::civil::date(2026, 3, 10);
        let ordered = MeasureKind::ALL.iter().map(|kind| Tracked::Ordered(*kind));
        for what in CODES.iter().map(|(_, what)| *what).chain(ordered) {
            let behind = Behind { day, what };
            let href = behind.href();
            let code = href.split("what=").nth(1).unwrap().to_owned();
            assert_eq!(Behind::of(&Asked { day: day.to_string(), what: code }), Some(behind), "{href}");
        }
        let asked = |day: &str, what: &str| Behind::of(&Asked { day: day.to_owned(), what: what.to_owned() });
        assert_eq!(asked("2026-03-10", "ordered-nonsense"), None);
        assert_eq!(asked("yesterday", "served"), None);
    }
}
