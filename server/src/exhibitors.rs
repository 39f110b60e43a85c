//! The exhibitor list: from a file somebody was sent to a plan of what would change, and not a byte further.
//!
//! Lists come from a dozen registration systems and from hands: CSV in any encoding, workbooks, title lines above the header,
//! several booths in one cell, the same company three times. The rules here are that **nothing is dropped in silence** (a
//! row is taken, or listed with its line and a reason) and that **one bad row never stops the rest**.
//!
//! ```text
//! bytes ── decode ── delimited ─┐
//!      └── archive ── sheet ────┴─ table ── columns ── plan ── what the page shows and the command applies
//! ```
//!
//! Everything is pure: no file, clock or store is touched, so that the preview and the import cannot differ.

mod archive;
mod cell;
mod columns;
mod decode;
mod delimited;
mod draft;
pub mod lookup;
mod place;
mod plan;
mod said;
mod sheet;
mod sought;
mod table;
mod usable;

pub use cell::fold;
pub use columns::{Column, Confidence, Field, Mapping, recognise};
pub use decode::Encoding;
pub use place::{KnownHalls, Place};
pub use plan::{BoothUse, Change, Known, NewHall, Plan, Planned, Step, Update, plan};
pub use said::{FileFault, LeftOut, Note, Reason};
pub use sought::{Fit, Sought};
pub use table::{Format, Row, Table};
pub use usable::usable;

use serde::{Deserialize, Serialize};

/// How much of a file is read. What is over a limit is refused in words, never cut short in silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file in bytes.
    pub bytes: usize,
    /// Size of a workbook's parts once unpacked, in bytes.
    pub unpacked_bytes: usize,
    /// Rows with content, without the header.
    pub rows: usize,
    /// Columns of the header.
    pub columns: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 20 << 20, unpacked_bytes: 128 << 20, rows: 50_000, columns: 200 }
    }
}

/// Most characters of a name, booth, hall or other short particular.
pub const SHORT_CHARS: usize = 300;
/// Most characters of the product categories, which lists write out at length.
pub const PRODUCTS_CHARS: usize = 2_000;
/// Most characters of a hall or a booth number.
pub const PLACE_CHARS: usize = 40;
/// Most characters of who signed the undertaking: name and position.
pub const SIGNER_CHARS: usize = 200;
/// Most booths of one exhibitor; keeps the fact of one exhibitor far below the journal's entry limit.
pub const BOOTHS_EACH: usize = 60;

/// What the list says about one exhibitor, cleaned. Absent means that the list is silent, never that a value is to be erased.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Listing {
    /// The name as given.
    pub name: String,
    /// The name in another script or language.
    pub other_name: Option<String>,
    /// Unified social credit code or another registration number: upper case, letters and digits only.
    pub credit_code: Option<String>,
    /// Country or region, as given.
    pub country: Option<String>,
    /// Website, as given.
    pub website: Option<String>,
    /// Product categories, as given.
    pub products: Option<String>,
    /// Whom to ask at the booth.
    pub contact: Option<String>,
    /// Phone, as given.
    pub phone: Option<String>,
    /// E-mail, as given.
    pub email: Option<String>,
    /// Whether the exhibitor signed the undertaking to respect intellectual property.
    pub undertaking: Option<bool>,
    /// The day it was signed, where the list says the day.
    #[serde(default)]
    pub signed_on: Option<jiff::civil::Date>,
    /// Who signed it, where the list says who.
    #[serde(default)]
    pub signed_by: Option<String>,
    /// Every booth, in the order of the list, each once.
    pub booths: Vec<Place>,
}

/// Reads a list of exhibitors: CSV (comma, semicolon or tab; encoding told from the bytes unless `encoding` names it) or XLSX.
///
/// # Errors
/// [`FileFault`] where the file as a whole cannot be read. What is wrong with single rows is in [`Table::problems`].
pub fn read(bytes: &[u8], encoding: Option<Encoding>, limits: &Limits) -> Result<Table, FileFault> {
    if bytes.len() > limits.bytes {
        return Err(FileFault::TooLarge { limit_bytes: limits.bytes });
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(FileFault::Empty {});
    }
    if archive::is_zip(bytes) { sheet::read(bytes, limits) } else { delimited::read(bytes, encoding, limits) }
}

/// As [`read`], of a file with a name: what is called a workbook and is none is told so, and is no list without rows.
///
/// # Errors
/// As [`read`].
pub fn read_file(
    name: &str,
    bytes: &[u8],
    encoding: Option<Encoding>,
    limits: &Limits,
) -> Result<Table, FileFault> {
    let called = std::path::Path::new(name).extension().is_some_and(|kind| kind.eq_ignore_ascii_case("xlsx"));
    let broken = called && !archive::is_zip(bytes);
    let read = read(bytes, encoding, limits);
    let is_no_list = match &read {
        Err(fault) => matches!(fault, FileFault::NoRows {}),
        Ok(table) => table.header.len() == 1,
    };
    if broken && is_no_list {
        return Err(FileFault::CalledWorkbook {});
    }
    read
}

#[cfg(test)]
mod tests;
