//! The hello: how a device and its printer are, and what the desk wants of it.
//!
//! The device measures its clock's offset by it: it notes its clock before and after, and takes the greeting's `now` to stand for
//! the middle.

use domain::{Series, TicketNumber, device::DeviceRole};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use slip::{Paper, PrintId, PrintState, Slip, Trouble};

use crate::join::Particulars;

/// A slip of a ticket that the device printed or tried to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Print {
    /// Which ticket.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "K-017"))]
    pub number: TicketNumber,
    /// 1 for the first, 2 for "copy 2".
    pub copy: u32,
    /// How it stands: `state`, and `why` where that is known.
    #[serde(flatten)]
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub state: PrintState,
}

/// An issue that the desk refused and the device keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RefusedIssue {
    /// Its number.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "K-017"))]
    pub number: TicketNumber,
    /// The desk's code for why.
    pub code: String,
    /// When it was issued, by the device's corrected clock.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub issued_at: Timestamp,
}

/// "I am here": sent every [`crate::HELLO_EVERY_S`] seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Hello {
    /// The program's version.
    pub version: String,
    /// The device's clock as it is, uncorrected; the office shows by how much it is wrong.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub now: Timestamp,
    /// The series it mints under at present.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "K"))]
    pub series: Series,
    /// The highest count it has minted in that series, 0 for none. Says that no later ticket exists yet.
    pub minted: u32,
    /// Issues not yet answered.
    #[serde(default)]
    pub outbox: u32,
    /// Refused issues it keeps.
    #[serde(default)]
    pub refused_count: u32,
    /// The newest of them, at most [`crate::REFUSED_TOLD`].
    #[serde(default)]
    pub refused: Vec<RefusedIssue>,
    /// The paper: `unknown`, `enough`, `low` or `out`.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub paper: Paper,
    /// What keeps the printer from printing, if anything does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub trouble: Option<Trouble>,
    /// Prints that wait.
    #[serde(default)]
    pub print_queue: u32,
    /// The newest prints, at most [`crate::PRINTS_TOLD`].
    #[serde(default)]
    pub prints: Vec<Print>,
    /// Damaged stores that were put aside. What they had not sent is not at the desk, though somebody may hold the slip.
    #[serde(default)]
    pub put_aside: u32,
}

/// Whether the device may work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "standing", rename_all = "kebab-case")]
pub enum Standing {
    /// It may.
    Open,
    /// It shows this and mints nothing; what it has is still sent and taken.
    Locked {
        /// The organiser's words to visitors; may be empty.
        message: String,
    },
    /// Its key was taken away: it mints nothing, and nothing of it is taken any more.
    Revoked,
}

/// The desk's answer to a hello.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Greeting {
    /// The desk's clock.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub now: Timestamp,
    /// Whether the device may work: `standing`, and for `locked` the `message`.
    #[serde(flatten)]
    pub standing: Standing,
    /// What it is there for.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "kiosk"))]
    pub role: DeviceRole,
    /// The series to mint under. When it is another than before, the count begins at 1 and what was minted stays as it is.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "K"))]
    pub series: Series,
    /// The fair as visitors are told.
    pub particulars: Particulars,
    /// Slips to print that were not reported on yet. The same job may come again; its id tells.
    #[serde(default)]
    pub jobs: Vec<Job>,
}

/// A slip that the desk wants printed on the device's printer. Which copy it is stands in the slip's edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Job {
    /// Names the job.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub id: PrintId,
    /// What to print.
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub slip: Slip,
}

/// How a job stands. `POST jobs/{id}`, at each change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct JobReport {
    /// `state`, and `why` where that is known.
    #[serde(flatten)]
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub state: PrintState,
}
