//! A printer in the network.
//!
//! The network alone tells little: what was sent into it may wait in the memory of this machine. A printer that cannot answer is held
//! to the acknowledgement of its network: when the last byte was not taken within the patience, nobody knows what came out.

use std::{
    io::{self, Read, Write},
    net::{Shutdown, TcpStream, ToSocketAddrs},
    time::Duration,
};

use super::{
    Patience,
    line::{Broken, Line},
};

pub(super) struct Tcp {
    stream: TcpStream,
    acknowledged: Duration,
}

/// Opens a line; of several addresses of a name, the first that takes it.
pub(super) fn open(host: &str, port: u16, patience: Patience) -> io::Result<Tcp> {
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    for address in (host, port).to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, patience.connect) {
            Ok(stream) => {
                stream.set_nodelay(true)?;
                stream.set_write_timeout(Some(patience.write))?;
                return Ok(Tcp { stream, acknowledged: patience.write });
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

impl Line for Tcp {
    fn send(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        Ok(self.stream.write_all(bytes)?)
    }

    fn receive(&mut self, within: Duration) -> Result<Option<u8>, Broken> {
        // A wait of nothing would be one without end.
        self.stream.set_read_timeout(Some(within.max(Duration::from_millis(1))))?;
        let mut byte = [0];
        match self.stream.read(&mut byte) {
            Ok(0) => Err(Broken { stalled: false }),
            Ok(_) => Ok(Some(byte[0])),
            Err(error) if is_wait(&error) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn finish(&mut self) -> Result<(), Broken> {
        #[cfg(target_os = "linux")]
        {
            let bound = u32::try_from(self.acknowledged.as_millis()).unwrap_or(u32::MAX);
            rustix::net::sockopt::set_tcp_user_timeout(&self.stream, bound).map_err(io::Error::from)?;
        }
        self.stream.shutdown(Shutdown::Write)?;
        // A little longer than the network may take to notice that nobody acknowledges.
        self.stream.set_read_timeout(Some(self.acknowledged + Duration::from_millis(500)))?;
        let mut rest = [0; 64];
        loop {
            match self.stream.read(&mut rest) {
                Ok(0) => return Ok(()),
                Ok(_) => {}
                // It keeps the line open and everything was acknowledged: that is all it can say.
                Err(error) if is_wait(&error) => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// Whether a read ended because nothing came: not so when the network itself gave the line up.
fn is_wait(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted)
}
