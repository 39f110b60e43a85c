//! What the desk answers when it refuses a call.

use serde::{Deserialize, Serialize};

/// An RFC 9457 problem document, as far as a kiosk needs it. Anything that can be read as JSON is one, if a poor one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Problem {
    /// The HTTP status once more.
    pub status: u16,
    /// The stable code to decide by.
    pub code: String,
    /// What happened, in the language that `Accept-Language` asked for.
    pub title: String,
    /// What it means and what to do now.
    pub detail: String,
    /// For how many seconds to wait, where that helps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u64>,
}
