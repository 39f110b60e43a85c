//! Tells the service manager that the kiosk runs, and goes on running: a few letters to the socket it names.
//!
//! A kiosk whose page does not answer, or whose store has stopped, falls silent here, and is started anew.

use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::time::Duration;

/// The service manager, when there is one.
#[derive(Debug)]
pub struct Watchdog {
    socket: Option<(UnixDatagram, SocketAddr)>,
    every: Option<Duration>,
}

impl Watchdog {
    /// What the environment names: `NOTIFY_SOCKET`, and `WATCHDOG_USEC` where a sign of life is wanted.
    pub fn from_environment() -> Self {
        let socket = std::env::var("NOTIFY_SOCKET").ok().and_then(|name| {
            let address = match name.strip_prefix('@') {
                Some(hidden) => SocketAddr::from_abstract_name(hidden.as_bytes()),
                None => SocketAddr::from_pathname(&name),
            };
            let opened = address.and_then(|address| Ok((UnixDatagram::unbound()?, address)));
            opened
                .inspect_err(|error| tracing::warn!(%error, "the service manager cannot be told anything"))
                .ok()
        });
        let micros = std::env::var("WATCHDOG_USEC").ok().and_then(|text| text.parse().ok());
        // Twice as often as it wants, as its manual says.
        Self { socket, every: micros.map(|micros| Duration::from_micros(micros) / 2) }
    }

    /// How often it wants a sign of life.
    pub fn every(&self) -> Option<Duration> {
        self.every.filter(|every| !every.is_zero() && self.socket.is_some())
    }

    /// The page is served.
    pub fn ready(&self) {
        self.tell("READY=1");
    }

    /// A sign of life.
    pub fn alive(&self) {
        self.tell("WATCHDOG=1");
    }

    /// It is about to end.
    pub fn stopping(&self) {
        self.tell("STOPPING=1");
    }

    fn tell(&self, word: &str) {
        if let Some((socket, address)) = &self.socket
            && let Err(error) = socket.send_to_addr(word.as_bytes(), address)
        {
            tracing::warn!(%error, "the service manager cannot be told that the kiosk runs");
        }
    }
}
