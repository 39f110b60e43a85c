//! How a print stands and how a printer is: the words that the kiosk, the desk and what travels between them share.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::model::Slip;

/// Names one print. A further copy is another print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PrintId(pub Uuid);

/// One print of one slip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print {
    /// Its name.
    pub id: PrintId,
    /// The first print of the same slip; itself, if this is the first.
    pub first: PrintId,
    /// What is printed.
    pub slip: Slip,
    /// How it stands.
    #[serde(flatten)]
    pub state: PrintState,
}

/// How a print stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum PrintState {
    /// Not begun.
    Queued,
    /// Under way: a slip may be coming out.
    Printing,
    /// The printer took it whole.
    Printed,
    /// Certain: nothing was printed.
    Failed {
        /// What was in the way.
        why: Trouble,
    },
    /// It may be printed whole, in part or not at all: somebody has to look.
    Unknown {
        /// What came between, when that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<Trouble>,
    },
}

impl PrintState {
    /// The stable code, as it stands in `state`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Printing => "printing",
            Self::Printed => "printed",
            Self::Failed { .. } => "failed",
            Self::Unknown { .. } => "unknown",
        }
    }

    /// What came between, when that is known.
    pub fn why(self) -> Option<Trouble> {
        match self {
            Self::Queued | Self::Printing | Self::Printed => None,
            Self::Failed { why } => Some(why),
            Self::Unknown { why } => why,
        }
    }

    /// Whether a slip of it may lie in somebody's hand, now or soon; only of one that failed this is ruled out.
    pub fn may_come_out(self) -> bool {
        match self {
            Self::Queued | Self::Printing | Self::Printed | Self::Unknown { .. } => true,
            Self::Failed { .. } => false,
        }
    }

    /// Whether nothing more happens to it by itself.
    pub fn is_settled(self) -> bool {
        match self {
            Self::Queued | Self::Printing => false,
            Self::Printed | Self::Failed { .. } | Self::Unknown { .. } => true,
        }
    }
}

/// What keeps a printer from printing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trouble {
    /// No printer was set up.
    NoPrinter,
    /// Nothing answers at its address, or the device is not there.
    Unreachable,
    /// The roll is used up.
    PaperOut,
    /// The cover is open.
    CoverOpen,
    /// It says that it is not ready, and not why.
    Offline,
    /// The cutter is stuck.
    Cutter,
    /// An error that it does not name.
    Error,
    /// It stopped taking bytes.
    Stalled,
    /// It was switched off, or the line was cut.
    Lost,
    /// The slip cannot be drawn.
    Slip,
}

impl Trouble {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoPrinter => "no-printer",
            Self::Unreachable => "unreachable",
            Self::PaperOut => "paper-out",
            Self::CoverOpen => "cover-open",
            Self::Offline => "offline",
            Self::Cutter => "cutter",
            Self::Error => "error",
            Self::Stalled => "stalled",
            Self::Lost => "lost",
            Self::Slip => "slip",
        }
    }
}

/// What is left of the roll, as far as the printer can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// It does not say.
    #[default]
    Unknown,
    /// Enough.
    Enough,
    /// Near the end of the roll.
    Low,
    /// None.
    Out,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_one_word_and_its_reason_beside_it() {
        let json = |state| serde_json::to_string(&state).expect("a state is written");
        assert_eq!(json(PrintState::Queued), r#"{"state":"queued"}"#);
        let failed = PrintState::Failed { why: Trouble::PaperOut };
        assert_eq!(json(failed), r#"{"state":"failed","why":"paper-out"}"#);
        assert_eq!((failed.code(), failed.why().map(Trouble::code)), ("failed", Some("paper-out")));
        assert_eq!(json(PrintState::Unknown { why: None }), r#"{"state":"unknown"}"#);
        let read: PrintState = serde_json::from_str(r#"{"state":"unknown"}"#).expect("a state is read");
        assert_eq!(read, PrintState::Unknown { why: None });
    }
}
