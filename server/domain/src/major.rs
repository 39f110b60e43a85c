//! Major, difficult and complicated cases (policy art 9): that a case is one and why, what the panel said, what an expert answered,
//! and how it goes on.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    case::codes,
    event::{Stamp, kinds},
    ids::StaffId,
};

codes!(
    /// Why a case is a major or difficult one.
    MajorReason {
        /// Many parties, or one right against many stands.
        ManyParties = "many-parties",
        /// Much money.
        LargeSum = "large-sum",
        /// A party or a right from another country.
        Foreign = "foreign",
        /// The technology is hard to judge.
        Technical = "technical",
        /// The law is new or unsettled.
        UnclearLaw = "unclear-law",
        /// The public looks at it.
        PublicConcern = "public-concern",
        /// It may grow, or disturb the fair.
        Escalation = "escalation",
        /// Something else, given in words.
        Other = "other",
    }
);

codes!(
    /// How a major case goes on.
    Course {
        /// Mediation goes on here.
        GoOn = "go-on",
        /// An expert is asked first.
        Expert = "expert",
        /// Together with another body.
        Together = "together",
        /// It is referred to another body.
        Refer = "refer",
        /// Mediation ends.
        End = "end",
    }
);

/// What a panel said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PanelBody {
    /// Who was there.
    pub present: String,
    /// What was said for the way that was chosen.
    pub said_for: String,
    /// What was said against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_against: Option<String>,
    /// What came out.
    pub opinion: String,
}

/// What an expert was asked and answered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ConsultationBody {
    /// Who.
    pub expert: String,
    /// What makes them one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    /// What was asked.
    pub question: String,
    /// What was answered.
    pub answer: String,
    /// The conflict of interest that was declared, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conflict: Option<String>,
}

/// What is asked.
#[derive(Debug, Clone)]
pub enum MajorAction {
    /// Say that a case is a major one.
    Flag {
        /// Why.
        reasons: Vec<MajorReason>,
        /// In words.
        remark: Option<String>,
    },
    /// Say that it is none after all.
    LiftFlag {
        /// Why.
        remark: String,
    },
    /// Record what a panel said.
    HoldPanel {
        /// On which day.
        on: Date,
        /// What.
        body: PanelBody,
    },
    /// Record what an expert answered.
    Consult {
        /// On which day.
        on: Date,
        /// The question named a party.
        named: bool,
        /// The expert declared to have no conflict of interest.
        impartial: bool,
        /// Question and answer.
        body: ConsultationBody,
    },
    /// Decide how it goes on.
    DecideCourse {
        /// How.
        course: Course,
        /// In words.
        remark: Option<String>,
    },
}

kinds! {
    /// A step in the handling of a major case. Bodies are sealed with the case.
    MajorStep, tag = "step";
    /// A case was said to be a major one. Body: a remark.
    CaseFlagged {
        /// Why.
        reasons: Vec<MajorReason>,
    },
    /// It was said to be none after all. Body: why.
    FlagLifted {},
    /// A panel met. Body: what it said.
    PanelHeld {
        /// On which day.
        on: Date,
    },
    /// An expert answered. Body: who, what was asked and answered.
    ExpertConsulted {
        /// On which day.
        on: Date,
        /// The question named a party.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        named: bool,
        /// The expert declared to have no conflict of interest.
        impartial: bool,
    },
    /// It was decided how the case goes on. Body: a remark.
    CourseDecided {
        /// How.
        course: Course,
    },
}

/// That a case is a major one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// Why.
    pub reasons: Vec<MajorReason>,
    /// Since when.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<StaffId>,
    /// The entry that says so.
    pub seq: u64,
}

/// A panel that met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Panel {
    /// On which day.
    pub on: Date,
    /// By whom it was recorded.
    pub by: Option<StaffId>,
    /// The entry with what it said.
    pub seq: u64,
}

/// An expert who answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consultation {
    /// On which day.
    pub on: Date,
    /// Whether they declared to have no conflict of interest.
    pub impartial: bool,
    /// By whom it was recorded.
    pub by: Option<StaffId>,
    /// The entry with question and answer.
    pub seq: u64,
}

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    /// How it goes on.
    pub course: Course,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<StaffId>,
    /// The entry that says so.
    pub seq: u64,
}

/// The handling of a case as a major one; nothing of it for any other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Major {
    /// That it is one.
    pub flag: Option<Flag>,
    /// Panels, oldest first.
    pub panels: Vec<Panel>,
    /// Experts who were asked, oldest first; also of a case that is no major one.
    pub consultations: Vec<Consultation>,
    /// How it goes on, as last decided.
    pub course: Option<Decided>,
    /// How many steps were taken.
    pub steps: usize,
}

impl Major {
    pub(crate) fn take(&mut self, stamp: &Stamp, with: &MajorStep) {
        self.steps += 1;
        let (at, by, seq) = (stamp.occurred_at, stamp.actor.staff(), stamp.seq);
        match with {
            MajorStep::CaseFlagged { reasons } => {
                self.flag = Some(Flag { reasons: reasons.clone(), at, by, seq });
            }
            MajorStep::FlagLifted {} => self.flag = None,
            MajorStep::PanelHeld { on } => self.panels.push(Panel { on: *on, by, seq }),
            MajorStep::ExpertConsulted { on, impartial, .. } => {
                self.consultations.push(Consultation { on: *on, impartial: *impartial, by, seq });
            }
            MajorStep::CourseDecided { course } => {
                self.course = Some(Decided { course: *course, at, by, seq });
            }
        }
    }

    /// Flagged, and no panel has met.
    pub fn lacks_panel(&self) -> bool {
        self.flag.is_some() && self.panels.is_empty()
    }

    /// Flagged, and nobody has decided how it goes on.
    pub fn lacks_course(&self) -> bool {
        self.flag.is_some() && self.course.is_none()
    }
}
