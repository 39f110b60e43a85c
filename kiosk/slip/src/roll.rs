//! What a printer is loaded with and what it can do: the settings of one printer.

use serde::{Deserialize, Serialize};

/// The roll of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Roll {
    /// 58 mm, of which 48 are printed.
    #[serde(rename = "58")]
    Narrow,
    /// 80 mm, of which 72 are printed.
    #[default]
    #[serde(rename = "80")]
    Wide,
}

impl Roll {
    /// Dots in a row, at 203 to the inch.
    pub const fn dots(self) -> usize {
        match self {
            Self::Narrow => 384,
            Self::Wide => 576,
        }
    }
}

/// Who draws codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Codes {
    /// We do: every printer prints it.
    #[default]
    Raster,
    /// The printer, which is quicker where the line to it is slow.
    Native,
}

/// How slips are made for one printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Setting {
    /// Its roll.
    pub roll: Roll,
    /// Who draws codes.
    pub codes: Codes,
    /// Whether it cuts; without a cutter the paper is fed to where it is torn off.
    pub cutter: bool,
}

impl Default for Setting {
    fn default() -> Self {
        Self { roll: Roll::default(), codes: Codes::default(), cutter: true }
    }
}
