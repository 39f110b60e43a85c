//! Stories about the whole desk, told against the real program: what a story needs to start a desk, to be a visitor with a
//! phone, a mediator at the counter or the organiser, to look through a browser, and to pull the plug.
//!
//! * [`program`]: the `fairdesk` binary, run as a command.
//! * [`desk`]: a running desk on a data folder of its own; stopped, killed, started again.
//! * [`visitor`]: somebody with a browser's manners and no browser: cookies, forms, redirects. [`page`] reads what they see.
//! * [`fair`]: a fair set up as an organiser would, and people signed in over JSON.
//! * [`people`]: what exhibitors, mediators and the organiser do, in their own verbs.
//! * [`memory`]: folders that wait for no disk.
//! * [`wire`]: a wire to a desk that can be cut, and that flaps. [`ahead`]: an hour that passes at once.
//! * [`browser`]: Chromium at the size of a phone, under a name that is not loopback; [`axe`] audits what it shows.
//! * [`inside`]: a desk inside this process. [`rehearsal`]: a whole fair played on one, and its figures held against its journal.
//! * [`codes`]: QR codes read back by two readers. [`spreadsheet`]: workbooks as `LibreOffice` opens them.
//! * [`photo`]: pictures as phones take them.
//!
//! Nothing here waits for time to pass: every wait is for something that happens, and gives up after [`PATIENCE`].

#![expect(
    clippy::missing_panics_doc,
    clippy::missing_errors_doc,
    clippy::return_self_not_must_use,
    reason = "a story wants to fail where it stands, and often looks at an answer only to see that it is well"
)]

use std::time::Duration;

pub mod ahead;
pub mod axe;
pub mod browser;
pub mod codes;
pub mod desk;
pub mod disk;
pub mod fair;
pub mod filing;
pub mod inside;
pub mod memory;
pub mod page;
pub mod people;
pub mod photo;
pub mod program;
pub mod rehearsal;
pub mod spreadsheet;
pub mod visitor;
pub mod wire;

/// Longest wait for anything that should happen at once. Only a broken desk or an overloaded machine reaches it.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// Says on the terminal that a story could not be told here, and why. Not captured by the test harness, and shown again by
/// `scripts/test`, so that nobody takes it for a pass.
pub fn skipped(story: &str, why: &str) {
    use std::io::Write;
    let written = writeln!(std::io::stderr(), "skipped: {story}: {why}");
    drop(written);
}
