//! A printer in the network that can be emptied, opened, slowed down, made deaf and switched off, in the middle of a slip too.
//!
//! Like a real one it serves one line at a time, has little memory, stops obeying while its roll is empty or its cover open, and
//! answers real-time questions even then.

use std::{
    io::{self, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::JoinHandle,
    time::Duration,
};

use super::paper::{self, Asked};
use crate::{Dots, Paper, Printer};

/// How long the printer looks at its line before it looks at its buttons.
const LOOK: Duration = Duration::from_millis(5);
/// Longest anybody waits for it.
const LONGEST: Duration = Duration::from_secs(20);

/// How it is, and what is to happen to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mood {
    /// What is left of the roll.
    pub paper: Paper,
    /// Whether the cover is open.
    pub cover_open: bool,
    /// Whether it never answers anything.
    pub silent: bool,
    /// Whether it answers in turn that everything is worked through.
    pub in_turn: bool,
    /// Bytes it obeys at a look; few for a slow one.
    pub pace: usize,
    /// Bytes it can keep before it obeys them.
    pub memory: usize,
    /// The roll ends after so many bytes of a line.
    pub empty_after: Option<usize>,
    /// It is switched off after so many bytes of a line.
    pub off_after: Option<usize>,
}

impl Default for Mood {
    fn default() -> Self {
        Self {
            paper: Paper::Enough,
            cover_open: false,
            silent: false,
            in_turn: true,
            pace: usize::MAX,
            memory: 64 * 1024,
            empty_after: None,
            off_after: None,
        }
    }
}

#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "a printer has switches and lamps, each by itself")]
struct Inside {
    mood: Mood,
    on: bool,
    /// Whether it takes lines: a little longer than it is on.
    listening: bool,
    gone: bool,
    /// Lines served.
    lines: usize,
    open: bool,
    /// Whether it was asked how it is while its roll was empty.
    asked_empty: bool,
    paper: paper::Paper,
    /// What it took and has not obeyed.
    kept: Vec<u8>,
    /// Bytes obeyed since the line was opened.
    obeyed: usize,
}

#[derive(Debug)]
struct Shared {
    inside: Mutex<Inside>,
    changed: Condvar,
}

/// A printer that listens on loopback until it is dropped.
#[derive(Debug)]
pub struct VirtualPrinter {
    address: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl VirtualPrinter {
    /// Switches one on that is so many dots wide.
    ///
    /// # Errors
    /// When no port is free.
    pub fn on(width: usize) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let inside = Inside {
            mood: Mood::default(),
            on: true,
            listening: true,
            gone: false,
            lines: 0,
            open: false,
            asked_empty: false,
            paper: paper::Paper::new(width),
            kept: Vec::new(),
            obeyed: 0,
        };
        let shared = Arc::new(Shared { inside: Mutex::new(inside), changed: Condvar::new() });
        let serving = Arc::clone(&shared);
        let thread = std::thread::spawn(move || serving.serve(listener, address));
        Ok(Self { address, shared, thread: Some(thread) })
    }

    /// Its address.
    pub fn printer(&self) -> Printer {
        Printer::Tcp { host: self.address.ip().to_string(), port: self.address.port() }
    }

    /// Does something to it.
    pub fn change(&self, change: impl FnOnce(&mut Mood)) {
        let mut inside = self.shared.lock();
        change(&mut inside.mood);
        if !inside.open {
            // The line before is over, and with it what was counted of it.
            inside.obeyed = 0;
            // What it still keeps is printed as soon as it can be, whether or not anybody is on the line.
            inside.obey();
        }
        drop(inside);
        self.shared.changed.notify_all();
    }

    /// Switches it off, which cuts its line and forgets what it had not printed.
    pub fn switch_off(&self) {
        self.shared.lock().on = false;
        self.shared.changed.notify_all();
        // Whoever waits for a line is woken by one.
        drop(TcpStream::connect(self.address));
        self.wait(|inside| !inside.listening);
    }

    /// Switches it on again, at the same address.
    pub fn switch_on(&self) {
        let before = {
            let mut inside = self.shared.lock();
            inside.on = true;
            inside.mood.off_after = None;
            inside.lines
        };
        self.shared.changed.notify_all();
        // It listens again when it takes a line.
        while TcpStream::connect(self.address).is_err() {
            let inside = self.shared.lock();
            drop(self.shared.changed.wait_timeout(inside, LOOK));
        }
        self.wait(|inside| inside.lines > before && !inside.open);
    }

    /// What was cut off up to now.
    pub fn slips(&self) -> Vec<Dots> {
        self.shared.lock().paper.slips.clone()
    }

    /// Texts of the codes that it drew itself, in order.
    pub fn codes(&self) -> Vec<String> {
        self.shared.lock().paper.codes.clone()
    }

    /// Waits until so many slips were cut off; whether it came to that.
    pub fn has_cut(&self, slips: usize) -> bool {
        self.wait(|inside| inside.paper.slips.len() >= slips)
    }

    /// Waits until the roll is empty; whether it came to that.
    pub fn has_run_out(&self) -> bool {
        self.wait(|inside| inside.mood.paper == Paper::Out)
    }

    /// Waits until somebody was told that the roll is empty; whether it came to that.
    pub fn has_told_that_it_is_empty(&self) -> bool {
        self.wait(|inside| inside.asked_empty)
    }

    /// Whether something came out that was not cut off.
    pub fn holds_a_piece(&self) -> bool {
        self.shared.lock().paper.current().is_some()
    }

    /// What it did not understand.
    pub fn complaints(&self) -> Vec<String> {
        self.shared.lock().paper.complaints.clone()
    }

    fn wait(&self, until: impl Fn(&Inside) -> bool) -> bool {
        let inside = self.shared.lock();
        let waited = self.shared.changed.wait_timeout_while(inside, LONGEST, |inside| !until(inside));
        let (inside, _) = waited.unwrap_or_else(PoisonError::into_inner);
        until(&inside)
    }
}

impl Drop for VirtualPrinter {
    fn drop(&mut self) {
        {
            let mut inside = self.shared.lock();
            inside.gone = true;
            inside.on = false;
        }
        self.shared.changed.notify_all();
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn serve(&self, listener: TcpListener, address: SocketAddr) {
        let mut listener = Some(listener);
        loop {
            if !self.lock().on {
                listener = None;
                let mut inside = self.lock();
                inside.listening = false;
                self.changed.notify_all();
                let waited = self.changed.wait_while(inside, |inside| !inside.on && !inside.gone);
                if waited.unwrap_or_else(PoisonError::into_inner).gone {
                    return;
                }
            }
            if listener.is_none() {
                listener = TcpListener::bind(address).ok();
                self.lock().listening = listener.is_some();
            }
            let line = listener.as_ref().and_then(|listener| listener.accept().ok());
            let Some((line, _)) = line else { continue };
            self.lock().open = true;
            // A line that breaks is over, as at a real one.
            drop(self.line(line));
            let mut inside = self.lock();
            inside.open = false;
            inside.lines += 1;
            drop(inside);
            self.changed.notify_all();
        }
    }

    /// Serves one line until it is closed or the printer is switched off.
    fn line(&self, mut line: TcpStream) -> io::Result<()> {
        line.set_read_timeout(Some(LOOK))?;
        line.set_nodelay(true)?;
        self.lock().obeyed = 0;
        let (mut arrived, mut over) = (Arrived::default(), false);
        loop {
            let (mood, room) = {
                let inside = self.lock();
                (inside.mood, inside.mood.memory.saturating_sub(inside.kept.len()))
            };
            if !over && room > 0 {
                let mut piece = vec![0; room.min(4096)];
                match line.read(&mut piece) {
                    Ok(0) => over = true,
                    Ok(count) => self.take(&mut line, arrived.sort(&piece[..count]), mood)?,
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    Err(error) => return Err(error),
                }
            }
            let (asked, left, on) = {
                let mut inside = self.lock();
                let asked = if inside.on { inside.obey() } else { Vec::new() };
                (asked, inside.kept.len(), inside.on)
            };
            if !on {
                // Without power nobody says good-bye.
                rustix::net::sockopt::set_socket_linger(&line, Some(Duration::ZERO))?;
                return Ok(());
            }
            self.changed.notify_all();
            for _ in asked.iter().filter(|asked| **asked == Asked::InTurn && !mood.silent && mood.in_turn) {
                let paper = self.lock().mood.paper;
                line.write_all(&[in_turn(paper)])?;
            }
            let stopped = mood.paper == Paper::Out || mood.cover_open;
            if over && (left == 0 || stopped) {
                return Ok(());
            }
            if left >= mood.memory || over || mood.pace < usize::MAX {
                // It does not look at its line now: it looks at its buttons.
                drop(self.changed.wait_timeout(self.lock(), LOOK));
            }
        }
    }

    /// Answers questions at once and keeps everything else.
    fn take(
        &self,
        line: &mut TcpStream,
        (questions, rest): (Vec<u8>, Vec<u8>),
        mood: Mood,
    ) -> io::Result<()> {
        self.lock().kept.extend(rest);
        for question in questions.into_iter().filter(|_| !mood.silent) {
            line.write_all(&[answer(mood, question)])?;
            self.lock().asked_empty |= question == 4 && mood.paper == Paper::Out;
        }
        self.changed.notify_all();
        Ok(())
    }
}

impl Inside {
    /// Obeys what it can of the bytes it keeps.
    fn obey(&mut self) -> Vec<Asked> {
        if self.mood.paper == Paper::Out || self.mood.cover_open {
            return Vec::new();
        }
        let until =
            |bound: Option<usize>| bound.map_or(usize::MAX, |bound| bound.saturating_sub(self.obeyed));
        let bound = until(self.mood.empty_after).min(until(self.mood.off_after));
        let count = self.kept.len().min(self.mood.pace).min(bound);
        let now: Vec<u8> = self.kept.drain(..count).collect();
        self.obeyed += count;
        let asked = self.paper.feed(&now);
        if self.mood.empty_after.is_some_and(|bound| self.obeyed >= bound) {
            self.mood.empty_after = None;
            self.mood.paper = Paper::Out;
        }
        if self.mood.off_after.is_some_and(|bound| self.obeyed >= bound) {
            self.on = false;
            self.kept.clear();
            self.paper.forget();
        }
        asked
    }
}

/// Tells real-time questions from everything else in what arrives, in pieces of any size.
#[derive(Debug, Default)]
struct Arrived(Vec<u8>);

impl Arrived {
    /// The questions, and the rest.
    fn sort(&mut self, piece: &[u8]) -> (Vec<u8>, Vec<u8>) {
        self.0.extend_from_slice(piece);
        let (mut questions, mut rest, mut at) = (Vec::new(), Vec::new(), 0);
        while let Some(byte) = self.0.get(at) {
            match self.0.get(at..at + 3) {
                Some([0x10, 0x04, question]) => {
                    questions.push(*question);
                    at += 3;
                }
                // A question may be begun.
                None if *byte == 0x10 && self.0.get(at + 1).is_none_or(|next| *next == 0x04) => break,
                Some(_) | None => {
                    rest.push(*byte);
                    at += 1;
                }
            }
        }
        self.0.drain(..at);
        (questions, rest)
    }
}

/// The answer to a real-time question.
fn answer(mood: Mood, question: u8) -> u8 {
    let out = mood.paper == Paper::Out;
    let low = out || mood.paper == Paper::Low;
    let bits = match question {
        1 => [(out || mood.cover_open, 0b0000_1000), (false, 0)],
        2 => [(mood.cover_open, 0b0000_0100), (out, 0b0010_0000)],
        4 => [(low, 0b0000_1100), (out, 0b0110_0000)],
        _ => [(false, 0); 2],
    };
    bits.iter().filter(|(is, _)| *is).fold(0b0001_0010, |answer, (_, bit)| answer | bit)
}

/// The answer that comes in its turn.
fn in_turn(paper: Paper) -> u8 {
    match paper {
        Paper::Unknown | Paper::Enough => 0,
        Paper::Low => 0b0000_0011,
        Paper::Out => 0b0000_1111,
    }
}
