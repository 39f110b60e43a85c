//! A line to a printer: bytes out, and now and then a byte back, each with a bound on the waiting.

use std::{
    io,
    time::{Duration, Instant},
};

/// A line that is open.
pub(super) trait Line {
    /// Sends all of it.
    fn send(&mut self, bytes: &[u8]) -> Result<(), Broken>;
    /// The next byte that comes back; `None` when none came in time.
    fn receive(&mut self, within: Duration) -> Result<Option<u8>, Broken>;
    /// Ends the sending, and waits until the other end has everything, as far as the line itself can tell.
    fn finish(&mut self) -> Result<(), Broken>;
}

/// How a line broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken {
    /// It still stands, but takes nothing.
    pub(super) stalled: bool,
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self { stalled: error.kind() == io::ErrorKind::WouldBlock }
    }
}

/// The end of somebody's patience.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bound(Option<Instant>);

impl Bound {
    #[expect(
        clippy::disallowed_methods,
        reason = "how long a device is waited for is measured at this machine"
    )]
    pub(super) fn of(within: Duration) -> Self {
        Self(Instant::now().checked_add(within))
    }

    /// What is left of it.
    #[expect(
        clippy::disallowed_methods,
        reason = "how long a device is waited for is measured at this machine"
    )]
    pub(super) fn left(self) -> Duration {
        self.0.map_or(Duration::MAX, |until| until.saturating_duration_since(Instant::now()))
    }

    pub(super) fn is_over(self) -> bool {
        self.left().is_zero()
    }
}
