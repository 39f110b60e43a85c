//! The desk's back door for whoever runs the machine: a socket in the data folder through which commands of the same user ask a
//! running desk for a copy of its journal.
//!
//! A journal has one opener, so `backup`, `verify` and `export` cannot read it beside the desk. A Unix socket in a folder that
//! only its owner may enter needs no password and no port, is there with and without TLS, and nobody in the hall's network can
//! reach it.
//!
//! The talk is two lines: `snapshot`, and `ok` with the folder of the copy, or `no` with the reason. The copy is removed when the
//! connection ends, whoever ends it. Each connection has a task and a time limit of its own, so that one that says nothing keeps
//! nobody from their backup.

use std::{
    fs::{self, DirBuilder, File},
    io::{self, BufRead, BufReader, Read, Write},
    os::{
        fd::AsRawFd,
        unix::{fs::DirBuilderExt, net::UnixStream},
    },
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt},
    net::UnixListener,
    sync::Semaphore,
};

use crate::{access::secrets::BoothToken, app::App, record::chain_of};

/// Folder of the socket within the data folder.
const DOOR: &str = "operator";
/// What every folder with a copy begins with.
const COPY: &str = "copy-";
/// Longest line of the talk; a path is at most 4096 bytes.
const LINE: u64 = 8192;
/// Connections at once.
const SEATS: usize = 8;
/// A command says at once what it wants.
const ASKING: Duration = Duration::from_secs(10);
/// How long a copy is kept for a command that reads it: it takes room, and nobody else gets one meanwhile.
const HOLDING: Duration = Duration::from_hours(1);
/// After a connection that could not be taken.
const REST: Duration = Duration::from_secs(1);
/// A copy of a large journal takes its time; a desk that says nothing for so long has gone.
const PATIENCE: Duration = Duration::from_mins(10);

/// Opens the door, and removes copies that an earlier desk left behind.
///
/// # Errors
/// When the folder or the socket cannot be made.
pub fn open(app: &App) -> io::Result<()> {
    // Whole, because whoever asks may stand in another folder.
    let door = fs::canonicalize(&app.data)?.join(DOOR);
    match DirBuilder::new().mode(0o700).create(&door) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        Ok(()) | Err(_) => {}
    }
    for item in fs::read_dir(&door)? {
        let path = item?.path();
        if path.is_dir() { fs::remove_dir_all(&path)? } else { fs::remove_file(&path)? }
    }
    let listener = by_short_path(&door, |path| UnixListener::bind(path))?;
    app.tasks.spawn(serve(app.clone(), listener, door));
    Ok(())
}

/// A socket's address holds about a hundred bytes, and data folders may lie deeper; an open folder has a short name too.
fn by_short_path<T>(door: &Path, act: impl Fn(&Path) -> io::Result<T>) -> io::Result<T> {
    let plain = door.join("socket");
    if plain.as_os_str().len() < 100 {
        return act(&plain);
    }
    let folder = File::open(door)?;
    act(&PathBuf::from(format!("/proc/self/fd/{}/socket", folder.as_raw_fd())))
}

async fn serve(app: App, listener: UnixListener, door: PathBuf) {
    // One copy at a time: each takes as much room as the journal.
    let (door, turn) = (Arc::<Path>::from(door), Arc::new(Semaphore::new(1)));
    let seats = Arc::new(Semaphore::new(SEATS));
    loop {
        let stream = tokio::select! {
            () = app.closing.cancelled() => return,
            stream = listener.accept() => stream,
        };
        match (stream, Arc::clone(&seats).try_acquire_owned()) {
            (Ok((stream, _)), Ok(seat)) => {
                let (here, door, turn) = (app.clone(), Arc::clone(&door), Arc::clone(&turn));
                app.tasks.spawn(async move {
                    let talked = tokio::select! {
                        () = here.closing.cancelled() => Ok(()),
                        talked = talk(&here, stream, &door, &turn) => talked,
                    };
                    if let Err(error) = talked {
                        tracing::warn!(%error, "an operator's command went away");
                    }
                    drop(seat);
                });
            }
            // Hung up on: whoever comes so often at once is not an operator.
            (Ok(_), Err(_)) => tracing::warn!("too many operator's commands at once"),
            (Err(error), _) => {
                tracing::warn!(%error, "an operator's command was not heard");
                // Without files to open every try would fail at once, and this loop would never rest.
                if tokio::time::timeout(REST, app.closing.cancelled()).await.is_ok() {
                    return;
                }
            }
        }
    }
}

/// Removes a copy when the talk is over, however it ended.
struct Copy(PathBuf);

impl Drop for Copy {
    fn drop(&mut self) {
        match fs::remove_dir_all(&self.0) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(path = %self.0.display(), %error, "a copy stays until the next start");
            }
            Ok(()) | Err(_) => {}
        }
    }
}

async fn talk(app: &App, stream: tokio::net::UnixStream, door: &Path, turn: &Semaphore) -> io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut asked = String::new();
    let mut read = tokio::io::BufReader::new(read.take(LINE));
    tokio::time::timeout(ASKING, read.read_line(&mut asked)).await??;
    if asked.trim_end() != "snapshot" {
        return write.write_all(b"no this desk does not know that\n").await;
    }
    let _turn = turn.acquire().await.map_err(io::Error::other)?;
    let folder = door.join(format!("{COPY}{}", BoothToken::random().reveal()));
    let copy = Copy(folder.clone());
    let (reader, closing) = (Arc::clone(app.engine.reader()), app.closing.clone());
    let made = app.tasks.spawn_blocking(move || reader.snapshot(&folder, &|| !closing.is_cancelled())).await;
    let answer = match made {
        Ok(Ok(_)) => format!("ok {}\n", copy.0.display()),
        Ok(Err(error)) => format!("no {}\n", chain_of(&error)),
        Err(error) => format!("no {error}\n"),
    };
    write.write_all(answer.as_bytes()).await?;
    // The other side closes when it is done with the copy.
    let mut rest = Vec::new();
    tokio::time::timeout(HOLDING, read.read_to_end(&mut rest)).await??;
    drop(copy);
    Ok(())
}

/// A copy of a running desk's journal; it is there as long as this value lives.
#[derive(Debug)]
pub struct HeldCopy {
    /// Has the layout of a data folder, without photos.
    pub folder: PathBuf,
    _line: UnixStream,
}

/// Why a running desk gave no copy.
#[derive(Debug, thiserror::Error)]
pub enum NoCopy {
    /// Nobody listens there.
    #[error("no desk answers in {}", .0.display())]
    Nobody(PathBuf),
    /// The line broke.
    #[error("the running desk does not answer")]
    Line(#[source] io::Error),
    /// It said no.
    #[error("the running desk made no copy: {0}")]
    Refused(String),
}

/// Asks the desk that serves `data` for a copy of its journal.
///
/// # Errors
/// [`NoCopy`].
pub fn ask(data: &Path) -> Result<HeldCopy, NoCopy> {
    let door = data.join(DOOR);
    let mut line = by_short_path(&door, |path| UnixStream::connect(path)).map_err(|error| {
        let nobody = [io::ErrorKind::NotFound, io::ErrorKind::ConnectionRefused].contains(&error.kind());
        if nobody { NoCopy::Nobody(data.to_owned()) } else { NoCopy::Line(error) }
    })?;
    line.set_read_timeout(Some(PATIENCE)).map_err(NoCopy::Line)?;
    line.write_all(b"snapshot\n").map_err(NoCopy::Line)?;
    let mut answer = String::new();
    BufReader::new(Read::by_ref(&mut line).take(LINE)).read_line(&mut answer).map_err(NoCopy::Line)?;
    match answer.trim_end().split_once(' ') {
        Some(("ok", folder)) => Ok(HeldCopy { folder: PathBuf::from(folder), _line: line }),
        Some((_, why)) => Err(NoCopy::Refused(why.to_owned())),
        None => Err(NoCopy::Line(io::ErrorKind::UnexpectedEof.into())),
    }
}

#[cfg(test)]
mod tests;
