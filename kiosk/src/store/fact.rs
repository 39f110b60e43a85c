//! What the store remembers: facts, once written never changed. A fact of an older release loads for ever, so new fields have
//! defaults and no kind is ever renamed.

use domain::{
    CommandId, DeviceId, KeyHash, Series, TicketNumber, case::CaseKind, device::DeviceRole, fair::Language,
};
use jiff::Timestamp;
use link::{DeskKey, Particulars, PrintId, PrintState, Standing};
use serde::{Deserialize, Serialize};

/// Who this kiosk is to the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// Its id.
    pub device: DeviceId,
    /// What it shows with every call. Plain, because it must be sent; whoever steals the kiosk is locked out by revoking it.
    pub token: String,
    /// What it is there for.
    pub role: DeviceRole,
    /// The letters it was given first.
    pub series: Series,
    /// What to seal to.
    pub desk_key: DeskKey,
    /// Address of the desk it joined.
    pub server: String,
    /// When, by its own clock.
    pub joined_at: Timestamp,
}

/// What the desk said last about the fair and about this kiosk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Whether it may work.
    #[serde(flatten)]
    pub standing: Standing,
    /// Which letters to mint under.
    pub series: Series,
    /// The fair.
    pub particulars: Particulars,
}

/// A ticket that was given out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minted {
    /// Names it to the desk, at every try.
    pub command: CommandId,
    /// Its number.
    pub number: TicketNumber,
    /// Hash of its key.
    pub key: KeyHash,
    /// Hash of its holder token.
    pub holder: KeyHash,
    /// When, by the corrected clock.
    pub issued_at: Timestamp,
    /// What was brought.
    pub kind: CaseKind,
    /// What the visitor reads.
    pub language: Language,
    /// The phone it was typed on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hand_off: Option<String>,
    /// Hash of the sealed texts beside it.
    pub bodies: KeyHash,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// The kiosk joined a desk.
    Joined(Box<Membership>),
    /// The desk said something new.
    Greeted(Box<Known>),
    /// How far this clock is from the desk's: what to add to it.
    OffsetMeasured {
        /// Milliseconds.
        offset_ms: i64,
    },
    /// A ticket was given out.
    Minted(Minted),
    /// The desk wants a slip printed.
    JobTaken {
        /// Which print.
        print: PrintId,
    },
    /// How far a slip is.
    PrintNoted {
        /// Which print.
        print: PrintId,
        /// Of which ticket; none for a slip that the desk wanted printed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<TicketNumber>,
        /// 1 for the first.
        copy: u16,
        /// How far.
        #[serde(flatten)]
        state: PrintState,
    },
    /// A slip is no longer kept.
    PrintForgotten {
        /// Which print.
        print: PrintId,
    },
    /// The plain key of a ticket is no longer kept.
    KeyForgotten {
        /// Of which ticket.
        number: TicketNumber,
    },
    /// The desk has an issue.
    Taken {
        /// Which.
        command: CommandId,
    },
    /// The desk will never take an issue.
    Refused {
        /// Which.
        command: CommandId,
        /// The desk's code.
        code: String,
        /// Why, for staff.
        text: String,
    },
}
