//! The hand-off: a visitor's own phone as the kiosk's keyboard.
//!
//! The kiosk opens one and shows its address as a code. The first phone that opens it types there; the kiosk asks how far it is.
//! Once the phone has sent, the kiosk gets what was typed, sealed, mints the ticket and issues it naming the hand-off.

use domain::{case::CaseKind, fair::Language};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{filing::Filing, seal::Sealed};

/// Opens a hand-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OpenHandOff {
    /// The visitor's language.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub language: Language,
    /// What they want to type.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "dispute"))]
    pub kind: CaseKind,
}

/// A hand-off that waits for its phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HandOff {
    /// Names it to the desk; not the key in its address.
    pub id: String,
    /// Its one-time address, for a QR code.
    pub url: String,
    /// Until when it is good.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub until: Timestamp,
}

/// How far a hand-off is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum HandOffState {
    /// No phone has opened it.
    Waiting,
    /// A phone has. How much of the form is filled, 0 to 100; a phone without scripts does not tell and stays at 0.
    Opened {
        /// In hundredths.
        progress: u8,
    },
    /// The phone has sent: mint, and issue this.
    Sent {
        /// What was typed: dispute, question or report.
        #[cfg_attr(feature = "schema", schema(value_type = String, example = "dispute"))]
        kind: CaseKind,
        /// What its visitor reads there; the kiosk's own where an older desk does not tell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(value_type = Option<String>, example = "zh-CN"))]
        language: Option<Language>,
        /// What was typed, sealed to the desk.
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        filing: Sealed<Filing>,
    },
    /// It was ended, has lapsed, or the desk was started anew: go on at the kiosk.
    Closed,
}
