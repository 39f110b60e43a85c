//! A wire between kiosks and a desk that can be cut, and that flaps: it breaks in the middle of a request or of an answer, delivers twice,
//! and loses what it was to bring back. It knows just enough of HTTP to tell one exchange from the next.

use std::{io, sync::Arc, time::Duration};

use anyhow::Context;
use rustix::net::sockopt::set_socket_linger;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
    time::timeout,
};

use crate::PATIENCE;

/// What the wire does with whatever it carries.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mood {
    /// Carries it.
    Whole,
    /// Is not there, for connections that were open neither.
    Cut,
    /// Carries every fifth exchange as it should, and each of the others is spoiled in a way of its own.
    Flapping,
}

/// What becomes of one exchange.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Carried,
    /// Half of the answer arrives, then the line is reset.
    AnswerCut,
    /// The desk gets it twice.
    Twice,
    /// Half of the request arrives, then the line is reset.
    RequestCut,
    /// The desk gets it, and what it answers is lost.
    AnswerLost,
}

impl Fate {
    fn of(turn: usize) -> Self {
        match turn % 5 {
            0 => Self::AnswerCut,
            1 => Self::Twice,
            2 => Self::RequestCut,
            3 => Self::AnswerLost,
            _ => Self::Carried,
        }
    }
}

/// A wire to a desk.
#[derive(Debug)]
pub struct Wire {
    address: String,
    mood: watch::Sender<Mood>,
    flapped: watch::Receiver<usize>,
    /// Ends with the wire.
    _serving: JoinSet<()>,
}

/// What every line of the wire shares.
#[derive(Clone)]
struct Shared {
    desk: Arc<str>,
    mood: watch::Receiver<Mood>,
    /// Exchanges that began while it flapped.
    flapped: Arc<watch::Sender<usize>>,
}

impl Wire {
    /// Lays a wire to the desk at this address.
    pub async fn to(desk: &str) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}", listener.local_addr()?);
        let (mood, moods) = watch::channel(Mood::Whole);
        let (count, flapped) = watch::channel(0);
        let desk = desk.trim_start_matches("http://").into();
        let shared = Shared { desk, mood: moods, flapped: Arc::new(count) };
        let mut serving = JoinSet::new();
        serving.spawn(serve(listener, shared));
        Ok(Self { address, mood, flapped, _serving: serving })
    }

    /// Where kiosks find its end.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Changes its mood, at once.
    pub fn is(&self, mood: Mood) {
        self.mood.send_replace(mood);
    }

    /// Waits until so many exchanges began while it flapped.
    pub async fn has_flapped(&self, times: usize) -> anyhow::Result<()> {
        let mut flapped = self.flapped.clone();
        let waited = timeout(PATIENCE, flapped.wait_for(|count| *count >= times)).await;
        waited.context("nothing goes over the wire")?.context("the wire is gone").map(drop)
    }
}

async fn serve(listener: TcpListener, shared: Shared) {
    let mut lines = JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        while lines.try_join_next().is_some() {}
        let (shared, mut mood) = (shared.clone(), shared.mood.clone());
        lines.spawn(async move {
            tokio::select! {
                // What is cut carries nothing, not even what came at the same moment.
                biased;
                cut = mood.wait_for(|mood| *mood == Mood::Cut) => drop(cut),
                // What goes wrong on a line is what wires do.
                carried = carry(client, &shared) => drop(carried),
            }
        });
    }
}

/// Carries one exchange after the other.
async fn carry(mut client: TcpStream, shared: &Shared) -> io::Result<()> {
    let mut kept = Vec::new();
    loop {
        let request = message(&mut client, &mut kept).await?;
        let fate = if *shared.mood.borrow() == Mood::Flapping {
            let mut turn = 0;
            shared.flapped.send_modify(|count| turn = std::mem::replace(count, *count + 1));
            Fate::of(turn)
        } else {
            Fate::Carried
        };
        match fate {
            Fate::Carried => client.write_all(&exchange(&shared.desk, &request).await?).await?,
            Fate::Twice => {
                exchange(&shared.desk, &request).await?;
                client.write_all(&exchange(&shared.desk, &request).await?).await?;
            }
            Fate::AnswerCut => {
                let answer = exchange(&shared.desk, &request).await?;
                client.write_all(&answer[..answer.len() / 2]).await?;
                return reset(&client);
            }
            Fate::AnswerLost => {
                exchange(&shared.desk, &request).await?;
                return reset(&client);
            }
            Fate::RequestCut => {
                let mut desk = TcpStream::connect(&*shared.desk).await?;
                desk.write_all(&request[..request.len() / 2]).await?;
                reset(&desk)?;
                return reset(&client);
            }
        }
    }
}

/// Sees to it that the line ends as one does that was torn: without a good-bye.
fn reset(line: &TcpStream) -> io::Result<()> {
    Ok(set_socket_linger(line, Some(Duration::ZERO))?)
}

/// Sends a request and reads the whole answer.
async fn exchange(desk: &str, request: &[u8]) -> io::Result<Vec<u8>> {
    let mut line = TcpStream::connect(desk).await?;
    line.write_all(request).await?;
    message(&mut line, &mut Vec::new()).await
}

/// The next message, head and body. What came after it stays in `kept`.
async fn message(line: &mut TcpStream, kept: &mut Vec<u8>) -> io::Result<Vec<u8>> {
    loop {
        if let Some(length) = whole(kept) {
            let rest = kept.split_off(length);
            return Ok(std::mem::replace(kept, rest));
        }
        if line.read_buf(kept).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
}

/// How long the message is that the bytes begin with, once all of it is there.
fn whole(bytes: &[u8]) -> Option<usize> {
    let head = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let text = String::from_utf8_lossy(&bytes[..head]).to_lowercase();
    let body =
        text.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    let length = head + body.unwrap_or(0);
    (bytes.len() >= length).then_some(length)
}
