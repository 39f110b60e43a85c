//! Keeps the desk and the kiosk in step: a hello every few seconds, and whatever the desk has not heard of yet.
//!
//! There is no offline mode. A ticket lies in the outbox until the desk has answered it, and is sent until then, as often as it
//! takes: the desk takes each once. What the desk will never take is kept, and told at every hello.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use link::{
    Answer, Greeting, Hello, Issues, JobReport, PrintId, PrintState, RefusedIssue, Standing, Verdict,
};
use tokio::{
    sync::{Notify, watch},
    time::{MissedTickBehavior, interval},
};
use tokio_util::sync::CancellationToken;

use crate::{
    booths,
    desk::CallError,
    kiosk::Kiosk,
    store::{Fact, Known, Membership, State, StoreError},
};

/// The longest wait between two tries to send while the desk answers hellos and takes nothing.
const LONGEST_WAIT: u32 = 12;
/// How far the offset may move before it is written down again, in milliseconds.
const OFFSET_STEP: i64 = 500;

/// Whether the desk can be reached, as of the last call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wire {
    /// The last hello was answered.
    pub reachable: bool,
}

/// Wakes the sender: something was put into the outbox, or changed that the desk wants to know.
#[derive(Debug, Default)]
pub struct Bell(Notify);

impl Bell {
    /// Rings.
    pub fn ring(&self) {
        self.0.notify_one();
    }
}

/// Runs until it is told to stop.
pub async fn run(kiosk: Arc<Kiosk>, wire: watch::Sender<Wire>, stop: CancellationToken) {
    let mut tick = interval(Duration::from_secs(link::HELLO_EVERY_S));
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut patience = Patience::default();
    let mut told = BTreeMap::new();
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = tick.tick() => {}
            () = kiosk.bell.0.notified() => {}
        }
        let Some(membership) = kiosk.store.read(|state| state.membership().cloned()) else { continue };
        let reachable = step(&kiosk, &membership, &mut patience, &mut told).await;
        wire.send_if_modified(|wire| std::mem::replace(&mut wire.reachable, reachable) != reachable);
    }
}

/// Counts rounds to leave out after a try that failed, twice as many each time.
#[derive(Debug, Default)]
struct Patience {
    failures: u32,
    left_out: u32,
}

impl Patience {
    fn may_try(&mut self) -> bool {
        if self.left_out == 0 {
            return true;
        }
        self.left_out -= 1;
        false
    }

    fn failed(&mut self) {
        self.left_out = 2_u32.saturating_pow(self.failures).min(LONGEST_WAIT);
        self.failures += 1;
    }
}

/// One round: hello, then the outbox. Whether the desk was reached.
async fn step(
    kiosk: &Kiosk,
    membership: &Membership,
    patience: &mut Patience,
    told: &mut BTreeMap<PrintId, PrintState>,
) -> bool {
    let greeting = match greet(kiosk, membership).await {
        Ok(greeting) => greeting,
        Err(error) => {
            tracing::debug!(error = &error as &dyn std::error::Error, "no greeting");
            return false;
        }
    };
    if let Err(error) = take_greeting(kiosk, &greeting).await {
        tracing::error!(error = &error as &dyn std::error::Error, "what the desk said cannot be kept");
        return true;
    }
    kiosk.take_jobs(greeting.jobs).await;
    report_jobs(kiosk, membership, told).await;
    if greeting.standing == Standing::Revoked {
        return true;
    }
    if patience.may_try() {
        match empty_outbox(kiosk, membership).await {
            Ok(()) => *patience = Patience::default(),
            Err(why) => {
                tracing::warn!(error = &*why, "the outbox waits");
                // A wire that broke is tried with the next hello. Longer waits are for a desk that answers and takes nothing.
                if !matches!(why.downcast_ref(), Some(CallError::Unreachable(_))) {
                    patience.failed();
                }
            }
        }
    }
    if let Err(error) = booths::refresh(kiosk, &membership.token, greeting.particulars.directory).await {
        tracing::warn!(error = &*error, "the list of booths is not the newest");
    }
    true
}

async fn greet(kiosk: &Kiosk, membership: &Membership) -> Result<Greeting, CallError> {
    let clock = kiosk.clock.clock();
    let hello = hello(kiosk, membership, clock.now());
    let sent = clock.monotonic();
    let greeting = kiosk.desk.hello(&membership.token, &hello).await?;
    let measured = kiosk.clock.measure(greeting.now, sent, clock.monotonic());
    let before = kiosk.store.read(State::offset_ms);
    if let Some(offset_ms) =
        measured.filter(|new| before.is_none_or(|old| old.abs_diff(*new) > OFFSET_STEP.unsigned_abs()))
    {
        kiosk.note(Fact::OffsetMeasured { offset_ms }).await;
    }
    Ok(greeting)
}

/// Tells the desk how far the slips are that it wanted printed, at each change.
async fn report_jobs(kiosk: &Kiosk, membership: &Membership, told: &mut BTreeMap<PrintId, PrintState>) {
    for (id, state) in kiosk.printing.jobs() {
        if told.get(&id) == Some(&state) {
            continue;
        }
        match kiosk.desk.report(&membership.token, id, JobReport { state }).await {
            // A job that the desk no longer knows needs no further word.
            Ok(()) | Err(CallError::Refused(_)) => {
                told.insert(id, state);
                if state.is_settled() {
                    if let Err(error) = kiosk.forget_job(id).await {
                        tracing::error!(error = &error as &dyn std::error::Error, "a slip of the desk stays");
                    }
                    told.remove(&id);
                }
            }
            Err(error) => {
                tracing::debug!(error = &error as &dyn std::error::Error, "a report waits");
                return;
            }
        }
    }
}

fn hello(kiosk: &Kiosk, membership: &Membership, now: Timestamp) -> Hello {
    let printing = kiosk.printing.standing();
    kiosk.store.read(|state| {
        let refused: Vec<_> = state
            .refused()
            .rev()
            .take(link::REFUSED_TOLD)
            .map(|ticket| RefusedIssue {
                number: ticket.minted.number,
                code: ticket.refusal_code().to_owned(),
                issued_at: ticket.minted.issued_at,
            })
            .collect();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let series = state.series().unwrap_or(membership.series);
        Hello {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            now,
            series,
            minted: state.minted(series),
            outbox: count(state.outbox_len()),
            refused_count: count(state.refused().count()),
            refused,
            paper: printing.paper,
            trouble: printing.trouble,
            print_queue: printing.queue,
            prints: state.newest_prints(),
            put_aside: kiosk.put_aside,
        }
    })
}

/// Keeps what the desk said, when it is new: a kiosk that starts while the wire is cut goes by it.
async fn take_greeting(kiosk: &Kiosk, greeting: &Greeting) -> Result<(), StoreError> {
    let said = Known {
        standing: greeting.standing.clone(),
        series: greeting.series,
        particulars: greeting.particulars.clone(),
    };
    let is_new = kiosk.store.read(|state| state.known() != Some(&said));
    if is_new {
        if said.standing != Standing::Open {
            tracing::warn!(standing = ?said.standing, "the organiser has closed this kiosk");
        }
        kiosk.record(Fact::Greeted(Box::new(said))).await?;
        kiosk.changed();
    }
    Ok(())
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Sends until nothing waits or the desk takes no more.
async fn empty_outbox(kiosk: &Kiosk, membership: &Membership) -> Result<(), Failure> {
    loop {
        let issues = kiosk.waiting().await?;
        if issues.items.is_empty() {
            return Ok(());
        }
        let answers = kiosk.desk.issues(&membership.token, &issues).await?;
        if settle(kiosk, &issues, answers.items).await? == 0 {
            return Err("the desk answered none of what was sent".into());
        }
    }
}

/// Takes the answers in; how many of them were about what was sent.
async fn settle(kiosk: &Kiosk, sent: &Issues, answers: Vec<Answer>) -> Result<usize, StoreError> {
    let mut settled = 0;
    for Answer { command, verdict } in answers {
        let Some(issue) = sent.items.iter().find(|issue| issue.command == command) else { continue };
        settled += 1;
        let fact = match verdict {
            Verdict::Taken => Fact::Taken { command },
            Verdict::Refused { code, text } => {
                tracing::error!(number = %issue.number, code, "the desk refuses a ticket; it is kept here");
                Fact::Refused { command, code, text }
            }
        };
        kiosk.record(fact).await?;
        kiosk.printing.hears_of_answers();
        kiosk.changed();
    }
    Ok(settled)
}
