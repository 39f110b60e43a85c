//! Slips: what the kiosk and the desk print on a roll.
//!
//! A [`Slip`] is data, with every text in the words of its reader. It knows nothing of cases and catalogues.

mod model;
mod state;

pub use crate::{
    model::{
        Code, DeskCopy, Edition, NoticeSlip, Phrase, Row, SealSlip, Slip, Standing, Steps, TicketSlip, Typed,
    },
    state::{Paper, Print, PrintId, PrintState, Trouble},
};
