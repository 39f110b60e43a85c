//! A case as it was typed, at a kiosk or by a program: every field a text or a code, nothing judged yet.
//!
//! `POST /api/v1/cases` takes the same fields, and the desk holds both to the same rules. Codes are those of [`domain::case`].

use serde::{Deserialize, Serialize};

/// A case to be filed. Fields that are absent are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Filing {
    /// `dispute`, `enquiry` or `report`.
    #[cfg_attr(feature = "schema", schema(example = "dispute"))]
    pub kind: String,
    /// Who files.
    pub claimant: Filer,
    /// Whom it is about, at most 20. None for an enquiry.
    pub respondents: Vec<Respondent>,
    /// The right concerned.
    pub right: Right,
    /// The exhibit or other thing it is about.
    pub item: String,
    /// What happened, for the mediation body; the question; the report. Where only a measure is asked for and `complaint` is
    /// absent, it is the complaint. At most 4,000 letters.
    pub statement: String,
    /// For the organiser alone, needed when both mediation and a measure are asked for: what is meant for one must not reach
    /// the other. At most 4,000 letters.
    pub complaint: Option<String>,
    /// `stop-display remove apology payment licence undertaking other`.
    pub relief: Vec<String>,
    /// `mediation`, `measure` or both.
    pub asks: Vec<String>,
    /// Papers that are there or will be brought: `title legal-status identity power-of-attorney evaluation-report evidence`.
    pub papers: Vec<String>,
    /// What was consented to.
    pub consent: Consents,
}

/// Who files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Filer {
    /// Their name.
    pub name: String,
    /// Their company.
    pub company: Option<String>,
    /// The hall of their own booth.
    pub hall: Option<String>,
    /// Their own booth.
    pub booth: Option<String>,
    /// A phone number or an e-mail address is needed.
    pub phone: Option<String>,
    /// A phone number or an e-mail address is needed.
    pub email: Option<String>,
    /// `owner exclusive-licensee sole-licensee ordinary-licensee successor agent`.
    pub capacity: Option<String>,
    /// BCP 47 tag of the language to speak: `en` or `zh-CN`.
    pub language: Option<String>,
}

/// Somebody the case is about: a booth, an exhibitor, or a description.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Respondent {
    /// Their hall.
    pub hall: Option<String>,
    /// Their booth.
    pub booth: Option<String>,
    /// Their name, as on the list.
    pub exhibitor: Option<String>,
    /// In words, when neither booth nor name is known.
    pub described: Option<String>,
}

/// The right concerned.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Right {
    /// `invention-patent utility-model design trademark copyright trade-secret unfair-competition other`.
    pub kind: String,
    /// Its number.
    pub number: Option<String>,
    /// Its title.
    pub title: Option<String>,
}

/// What was consented to: `true`, or the version of the text that was shown (`/privacy` shows them).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Consents {
    /// The privacy notice; always needed.
    pub privacy: Agreed,
    /// Needed when mediation is asked for.
    pub mediation: Agreed,
    /// Needed when a measure is asked for.
    pub organiser: Agreed,
}

/// A consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum Agreed {
    /// To the present text, or not at all.
    Plainly(bool),
    /// To the text of this version. A kiosk always says which it showed.
    Version(Option<String>),
}

impl Default for Agreed {
    fn default() -> Self {
        Self::Plainly(false)
    }
}
