//! Slips: what the kiosk and the desk print on a roll.
//!
//! ```text
//!   Slip ──▶ draw ──▶ dots and codes ──▶ ESC/POS bytes ──▶ Printer ──▶ Report
//!   (data)   (our fonts, 203 dpi)        (one table)       (TCP, device, file)
//! ```
//!
//! A [`Slip`] is data, with every text in the words of its reader; this crate knows nothing of cases and catalogues. All text is drawn
//! here, in our own fonts, because printers write Chinese each in its own way or not at all. A [`Queue`] keeps what came of each print.

pub mod doctor;
mod dots;
mod escpos;
mod matrix;
mod model;
mod page;
mod pen;
mod print;
mod printer;
mod queue;
mod roll;
mod sheets;
mod state;
mod status;
#[doc(hidden)]
pub mod testing;

pub use crate::{
    dots::Dots,
    matrix::Matrix,
    model::{
        Code, DeskCopy, Edition, NoticeSlip, Phrase, Row, SealSlip, Slip, Standing, Steps, TicketSlip, Typed,
    },
    page::Part,
    pen::Letters,
    print::{Drawn, SlipError, draw},
    printer::{NotAPrinter, Patience, Printer, Report},
    queue::{Outcome, Queue, Shelf},
    roll::{Codes, Roll, Setting},
    state::{Paper, Print, PrintId, PrintState, Trouble},
    status::Condition,
};
