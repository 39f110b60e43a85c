//! What the program says to whoever started it. They may have heard enough (`fairdesk verify | head -1`): a closed pipe takes the rest
//! in silence, so that the work ends as it would have, with its own exit code.

use std::{
    fmt::Display,
    io::{self, Write},
};

/// Standard output.
pub fn out() -> impl Write {
    UntilClosed(io::stdout().lock())
}

/// Standard error.
pub fn err() -> impl Write {
    UntilClosed(io::stderr())
}

/// Says on standard error why something did not work.
pub fn complain(why: &dyn Display) {
    // Whoever cannot be told reads it off the exit code.
    drop(writeln!(err(), "fairdesk: {why}"));
}

/// Writes on, and into nothing once the pipe behind it was closed. Any other fault is one: a file on a full disk lacks something.
struct UntilClosed<W>(W);

impl<W: Write> Write for UntilClosed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.write(bytes) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(bytes.len()),
            written => written,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.0.flush() {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            flushed => flushed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fails(io::ErrorKind);

    impl Write for Fails {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    #[test]
    fn a_closed_pipe_takes_everything_and_a_full_disk_is_a_fault() {
        for (kind, goes_on) in [(io::ErrorKind::BrokenPipe, true), (io::ErrorKind::StorageFull, false)] {
            let mut out = UntilClosed(Fails(kind));
            assert_eq!(out.write_all(b"whole").is_ok(), goes_on, "{kind:?}");
            assert_eq!(out.flush().is_ok(), goes_on, "{kind:?}");
        }
    }
}
