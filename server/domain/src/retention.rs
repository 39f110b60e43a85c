//! How long files are kept, and what may go when their time is over (procedure E.3): counted from the end of the fair, of the case,
//! or of the last time an authority was given something of it. Nothing goes by itself; a head runs it, having seen what goes.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    case::{Case, CaseKind, codes},
    desk::Desk,
    disclosure::Disclosure,
    fair::FairPlan,
    ids::CaseId,
    refusal::Refusal,
};

/// Most cases of one run: each is an entry of its own, and keys are destroyed for each.
pub const MAX_RUN: usize = 200;

/// Exhibitors from which on a fair is a large one, where two persons are asked for what cannot be taken back.
pub const LARGE_FAIR: usize = 500;

codes!(
    /// Whether a second person is needed for what cannot be taken back.
    FourEyes {
        /// At a large fair.
        Large = "large",
        /// Always.
        Always = "always",
        /// Never.
        Never = "never",
    }
);

codes!(
    /// What is kept, each for its own time.
    Kept {
        /// The file of a case, with its measure.
        File = "file",
        /// A question: only counts are needed of it.
        Enquiry = "enquiry",
        /// What authorities were given of a case that is erased already.
        Disclosures = "disclosures",
    }
);

/// How long what is kept. Recorded with the rules of the lines, so that a replay decides alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct KeepingRules {
    /// Years for files, and for the record of what authorities were given.
    pub file_years: u8,
    /// Days for a question.
    pub enquiry_days: u16,
    /// Whether a second person is needed for what cannot be taken back.
    pub four_eyes: FourEyes,
}

impl Default for KeepingRules {
    fn default() -> Self {
        Self { file_years: 3, enquiry_days: 90, four_eyes: FourEyes::Large }
    }
}

impl KeepingRules {
    pub(crate) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// Something whose time is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keeping {
    /// Of which case.
    pub case: CaseId,
    /// What.
    pub what: Kept,
    /// The last day on which it is to be kept.
    pub until: Date,
    /// A complaint is not settled, it is told as an example by consent, or an authority's request for it is open: it stays until that
    /// is over, whatever the time.
    pub held: bool,
}

impl Keeping {
    /// Whether it may go on a day.
    pub fn is_due(&self, today: Date) -> bool {
        !self.held && self.until < today
    }
}

impl Desk {
    /// Whether a second person is needed for what cannot be taken back.
    pub fn needs_four_eyes(&self) -> bool {
        match self.rules().keeping.four_eyes {
            FourEyes::Always => true,
            FourEyes::Never => false,
            FourEyes::Large => self.exhibitor_count() >= LARGE_FAIR,
        }
    }

    /// Until when what is left of a case is to be kept; `None` while it is open, and once nothing is left.
    pub fn keeping(&self, case: &Case) -> Option<Keeping> {
        let keeping = Keeping::of(case, &self.fair()?.plan, &self.rules().keeping)?;
        Some(Keeping { held: keeping.held || self.has_open_request(case.id), ..keeping })
    }

    /// Why a case is not erased on a day, where something stands against it.
    pub fn keeps_from_erasure(&self, case: &Case, today: Date) -> Option<Refusal> {
        if case.state.is_open() {
            return Some(Refusal::CaseIs(case.state));
        }
        if case.account_on_consent().is_some() {
            return Some(Refusal::StillPublished);
        }
        // What the organiser is at is not ended by the mediation body's word: the organiser answers for that file (Guangdong
        // Regulations art 31).
        if case.erased_at.is_none() && case.has_open_track(&self.fair()?.plan, today) {
            return Some(Refusal::StepMissing("track-end"));
        }
        if self.has_open_request(case.id) {
            return Some(Refusal::StepMissing("request"));
        }
        if self.organiser_keeps(case, today).is_some() {
            return Some(Refusal::StepMissing("term-end"));
        }
        // Of an erased case the record of what authorities were given stays for its own time.
        (case.erased_at.is_some() && !self.is_due(case, today)).then_some(Refusal::Erased)
    }

    /// Until when a file stays because it is the organiser's and nobody else's: its time is the least that the law asks of the organiser
    /// (Guangdong Regulations art 31), and a head of a mediation body, who runs the retention, does not shorten it.
    pub fn organiser_keeps(&self, case: &Case, today: Date) -> Option<Date> {
        let keeping = self.keeping(case).filter(|keeping| today <= keeping.until)?;
        (case.erased_at.is_none() && case.is_file_of_organiser()).then_some(keeping.until)
    }

    /// Whether the time of a case is over on a day.
    pub fn is_due(&self, case: &Case, today: Date) -> bool {
        self.keeping(case).is_some_and(|keeping| keeping.is_due(today))
    }

    /// What was to be kept until a day before this one, in order of filing: what may go, and what is held.
    pub fn kept_until_before(&self, today: Date) -> impl Iterator<Item = Keeping> {
        self.over(today).into_iter().filter_map(|id| self.keeping(self.case(id)?))
    }

    /// Whether erasing a case on a day takes the record of what authorities were given of it, too: its own time is over.
    pub fn record_goes(&self, case: &Case, today: Date) -> bool {
        let over = |plan| Keeping::record_is_over(case, plan, &self.rules().keeping, today);
        case.disclosures_erased_at.is_none() && self.fair().is_some_and(|fair| over(&fair.plan))
    }

    /// Everything that may go on a day, in order of filing.
    pub fn due(&self, today: Date) -> impl Iterator<Item = Keeping> {
        self.kept_until_before(today).filter(move |keeping| keeping.is_due(today))
    }
}

impl Keeping {
    /// See [`Desk::record_goes`]. All of it goes or nothing: one key seals it.
    pub(crate) fn record_is_over(case: &Case, plan: &FairPlan, rules: &KeepingRules, today: Date) -> bool {
        let years = i32::from(rules.file_years).years();
        let over = |given: &Disclosure| plan.day_of(given.at).saturating_add(years) < today;
        !case.disclosures.is_empty() && case.disclosures.iter().all(over)
    }

    /// See [`Desk::keeping`].
    pub(crate) fn of(case: &Case, plan: &FairPlan, rules: &KeepingRules) -> Option<Self> {
        let years = i32::from(rules.file_years).years();
        let given = case.disclosures.iter().map(|known| plan.day_of(known.at)).max();
        if case.erased_at.is_some() {
            let until = given.filter(|_| case.disclosures_erased_at.is_none())?.saturating_add(years);
            return Some(Self { case: case.id, what: Kept::Disclosures, until, held: false });
        }
        let ended = plan.day_of(case.concluded_at.filter(|_| !case.state.is_open())?);
        let complained = case.complaint_seq.is_some();
        let enquiry = case.kind == CaseKind::Enquiry && !complained && given.is_none();
        let (what, until) = if enquiry {
            (Kept::Enquiry, ended.saturating_add(i32::from(rules.enquiry_days).days()))
        } else {
            let last = [plan.last_day, Some(ended), given].into_iter().flatten().max();
            (Kept::File, last?.saturating_add(years))
        };
        // What is told of it by consent is withdrawn before the consents go with the file.
        let held = case.has_open_track(plan, until) || case.account_on_consent().is_some();
        Some(Self { case: case.id, what, until, held })
    }
}
