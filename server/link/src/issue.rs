//! Issues: tickets that a device minted, on their way to the desk; and what else it asks about tickets and booths.

use domain::{
    CommandId, KeyHash, RoomId, TicketNumber, body::TicketSecret, case::CaseKind, fair::Language,
    ticket::TicketState,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    filing::Filing,
    limits::{ISSUES_AT_ONCE, ISSUES_BYTES},
    seal::Sealed,
};

/// A minted ticket and the case it stands for. This is also what lies in the outbox: nothing in it can be read or used without the
/// desk's private key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Issue {
    /// Names this issue for ever; every try carries the same. 32 hexadecimal digits.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub command: CommandId,
    /// Its number, of a series the device was given.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "K-017"))]
    pub number: TicketNumber,
    /// SHA-256 of the ticket's key (of its 16 bytes, not of its text). 64 hexadecimal digits.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub key: KeyHash,
    /// SHA-256 of the holder token, likewise.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub holder: KeyHash,
    /// When it was minted, by the device's clock corrected by the measured offset.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub issued_at: Timestamp,
    /// What was typed: dispute, question or report.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "dispute"))]
    pub kind: CaseKind,
    /// Key and holder token in their text form, sealed. They must fit `key` and `holder`.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub secret: Sealed<TicketSecret>,
    /// What was typed, sealed: here, or by the desk when it was typed on a phone.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub filing: Sealed<Filing>,
    /// The hand-off it was typed in, so that the phone moves on to its ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hand_off: Option<String>,
}

/// Several issues, in any order, any number of times.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Issues {
    /// At most [`ISSUES_AT_ONCE`].
    pub items: Vec<Issue>,
}

impl Issues {
    /// As many of the waiting ones, from the front, as one call may carry; at least one if there is one.
    pub fn first_of(waiting: impl IntoIterator<Item = Issue>) -> Self {
        let mut bytes = 0;
        let fits = |issue: &Issue| {
            // The sealed texts are nearly all of it; the rest of an issue is below 1 KiB.
            bytes += 1024 + issue.secret.as_str().len() + issue.filing.as_str().len();
            bytes <= ISSUES_BYTES
        };
        Self { items: waiting.into_iter().take(ISSUES_AT_ONCE).take_while(fits).collect() }
    }
}

/// What the desk says to one issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Verdict {
    /// It is in the desk's journal, now or since long: it may leave the outbox.
    Taken,
    /// It will never be taken as it is: it leaves the outbox and is kept among the refused.
    Refused {
        /// The stable code.
        code: String,
        /// The reason in words for staff, in the fair's first language.
        text: String,
    },
}

/// The answer to one issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Answer {
    /// Which issue.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub command: CommandId,
    /// `verdict`: `taken`, or `refused` with `code` and `text`.
    #[serde(flatten)]
    pub verdict: Verdict,
}

/// The answers, one for each issue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Answers {
    /// In the order of the issues.
    pub items: Vec<Answer>,
}

/// A booth and who is there. An exhibitor without a booth stands alone, with `hall` and `booth` empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Booth {
    /// Its hall.
    pub hall: String,
    /// Its number.
    pub booth: String,
    /// Names of those who are there.
    pub exhibitors: Vec<String>,
}

/// Booths that were found, the best first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Booths {
    /// At most 20.
    pub items: Vec<Booth>,
    /// What to send as `after` for more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A party is here with a slip. `POST check-in`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CheckIn {
    /// What was scanned or typed: a ticket's address, its key, or its number without the check digit (see [`crate::read_number`]).
    #[cfg_attr(feature = "schema", schema(example = "K-017"))]
    pub ticket: String,
    /// The language of the answer; that of the ticket when nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub language: Option<Language>,
}

/// Where the party goes now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CheckedIn {
    /// The ticket's number.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "K-017"))]
    pub number: TicketNumber,
    /// Where it stands.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "called"))]
    pub state: TicketState,
    /// The room it was called to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub room: Option<RoomId>,
    /// What to do now, in one or two sentences.
    pub words: String,
    /// The language of these words.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub language: Language,
}
