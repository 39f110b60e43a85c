//! The log: what the program does, and never what somebody typed or which key they hold.

use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;

/// Why nothing can be logged.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter is not understood.
    #[error("the log filter is not understood")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    /// Somebody in this process was quicker.
    #[error("logging was set up twice")]
    Twice(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Sends the log of the whole process to standard error, and panics with it.
///
/// # Errors
/// When called twice, or with a filter that is none.
pub fn start(filter: &str) -> Result<(), TelemetryError> {
    // What libraries say may quote addresses, and so keys.
    let filter = EnvFilter::try_new(format!("warn,fairdesk_kiosk={filter}"))?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .try_init()
        .map_err(TelemetryError::Twice)?;
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        // The words of a panic may quote what somebody typed; its place in the program never does.
        tracing::error!(place, "a fault in the program");
    }));
    Ok(())
}
