//! A printer at this machine, through its device file. The device is never waited for without a bound: one without paper takes
//! nothing, and one that is switched off is gone.

use std::{
    io::{self, Read, Write},
    path::Path,
    time::Duration,
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    fs::{Mode, OFlags},
    io::Errno,
};

use super::{
    Patience,
    line::{Bound, Broken, Line},
};

pub(super) struct Device {
    file: std::fs::File,
    answers: bool,
    write: Duration,
}

/// Opens a device; one that cannot be read from can be written to.
pub(super) fn open(path: &Path, patience: Patience) -> io::Result<Device> {
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let open = |way| rustix::fs::open(path, flags | way, Mode::empty());
    let (opened, answers) = match open(OFlags::RDWR) {
        Ok(opened) => (opened, true),
        Err(_) => (open(OFlags::WRONLY)?, false),
    };
    Ok(Device { file: opened.into(), answers, write: patience.write })
}

impl Device {
    /// Waits until the device is ready; whether it was in time.
    fn ready(&self, what: PollFlags, within: Duration) -> Result<bool, Broken> {
        let bound = Bound::of(within);
        loop {
            let left = Timespec::try_from(bound.left()).map_err(|_| Broken { stalled: false })?;
            let mut polled = [PollFd::new(&self.file, what)];
            match poll(&mut polled, Some(&left)) {
                Ok(0) => return Ok(false),
                Ok(_) if polled[0].revents().intersects(what) => return Ok(true),
                Err(Errno::INTR) => {}
                Ok(_) | Err(_) => return Err(Broken { stalled: false }),
            }
        }
    }
}

impl Line for Device {
    fn send(&mut self, mut bytes: &[u8]) -> Result<(), Broken> {
        while !bytes.is_empty() {
            if !self.ready(PollFlags::OUT, self.write)? {
                return Err(Broken { stalled: true });
            }
            match self.file.write(bytes) {
                Ok(taken) => bytes = bytes.get(taken..).unwrap_or_default(),
                Err(error) if is_wait(&error) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn receive(&mut self, within: Duration) -> Result<Option<u8>, Broken> {
        if !self.answers || !self.ready(PollFlags::IN, within)? {
            return Ok(None);
        }
        let mut byte = [0];
        match self.file.read(&mut byte) {
            Ok(0) => Ok(None),
            Ok(_) => Ok(Some(byte[0])),
            Err(error) if is_wait(&error) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn finish(&mut self) -> Result<(), Broken> {
        // Ready for more: what was written last has gone through the cable.
        if self.ready(PollFlags::OUT, self.write)? { Ok(()) } else { Err(Broken { stalled: true }) }
    }
}

fn is_wait(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted)
}
