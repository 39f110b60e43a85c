//! What programs send with a step of a complaint.

use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

/// Which respondent.
#[derive(Deserialize, ToSchema)]
pub(super) struct Whom {
    /// Its id, as the list of complaints told.
    pub(super) party: String,
}

/// How a notice was handed over.
#[derive(Deserialize, ToSchema)]
pub(super) struct Service {
    /// The respondent's id.
    pub(super) party: String,
    /// `in-person`, `left-behind`, `email`, `message`, `phone`.
    pub(super) method: String,
    /// Its acceptance was refused, which changes nothing.
    #[serde(default)]
    pub(super) refused: bool,
    /// To whom.
    pub(super) name: String,
    /// What they are.
    #[serde(default)]
    pub(super) position: String,
    /// Who saw it; needed for `left-behind` without a photo.
    #[serde(default)]
    pub(super) witness: String,
    /// A photo that was handed in and proves it.
    #[serde(default)]
    pub(super) evidence: String,
}

/// A statement given on paper or by word of mouth.
#[derive(Deserialize, ToSchema)]
pub(super) struct Answer {
    /// The respondent's id.
    pub(super) party: String,
    /// `spoken`, `read-aloud`, `paper`.
    pub(super) means: String,
    /// It is admitted in so many words.
    #[serde(default)]
    pub(super) admits: bool,
    /// Who says it.
    #[serde(default)]
    pub(super) name: String,
    /// What they are.
    #[serde(default)]
    pub(super) position: String,
    /// In their words.
    pub(super) statement: String,
    /// The language of those words: `en`, `zh-CN`; nothing for another.
    #[serde(default)]
    pub(super) written: String,
}

/// A measure.
#[derive(Deserialize, ToSchema)]
pub(super) struct Order {
    /// The respondent's id.
    pub(super) party: String,
    /// `cover`, `take-down`, `seal`, `remove`, `link-off`, `badge-withdrawn`, `participation-cancelled`.
    pub(super) kind: String,
    /// `no-answer`, `answer-insufficient`, `admitted`, `binding-decision`, `authority-opinion`, `contract`, `agreement`.
    pub(super) basis: String,
    /// Absent: as long as the clause holds on which it stands, else until the fair closes.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) until: Option<Timestamp>,
    /// What exactly. With `agreement` the clause says it, and this is a remark on how it is carried out, if any.
    #[serde(default)]
    pub(super) text: String,
    /// The language of those words: `en`, `zh-CN`; nothing for another.
    #[serde(default)]
    pub(super) written: String,
}

/// Which respondent, and the organiser's words.
#[derive(Deserialize, ToSchema)]
pub(super) struct Words {
    /// Its id.
    pub(super) party: String,
    /// Why, or what was done.
    pub(super) text: String,
    /// The language of those words: `en`, `zh-CN`; nothing for another.
    #[serde(default)]
    pub(super) written: String,
    /// A photo that was handed in and proves that a measure was applied.
    #[serde(default)]
    pub(super) evidence: String,
}
