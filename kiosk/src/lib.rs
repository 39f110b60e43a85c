//! The kiosk: a touch page for visitors, and tickets on paper, whether or not the desk can be reached.
//!
//! ```text
//! touch page ──▶ mint ──▶ store ──▶ screen ──▶ print queue ──▶ printer
//!                           │
//!                           └──▶ sender ──▶ the desk, until it has answered
//! ```
//!
//! There is no offline mode: the kiosk always gives out the ticket itself, under letters that nobody else has, and online only means
//! that its outbox is empty. What it must not forget is in [`store`]; what travels is defined in the crate `link`; the slips are those
//! of the crate `slip`. Nothing here depends on the desk's own code.

pub mod booths;
pub mod cli;
pub mod clock;
pub mod closed;
pub mod desk;
pub mod doctor;
pub mod joining;
pub mod kiosk;
pub mod mint;
pub mod page;
pub mod printing;
pub mod qr;
pub mod screen;
pub mod sender;
pub mod serve;
pub mod slips;
pub mod store;
pub mod telemetry;
#[cfg(test)]
mod testing;
pub mod watchdog;
