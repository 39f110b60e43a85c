//! Printing: a queue that survives a crash, and one slip after the other to the printer.
//!
//! The order is: persisted, shown, queued for print, state stored. A slip that was under way when the power went may lie in
//! somebody's hand; it is not printed a second time by itself, and a further print is marked as a copy.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use domain::TicketNumber;
use link::Job;
use slip::{
    Condition, Letters, Outcome, Paper, Patience, Phrase, Print, PrintId, PrintState, Printer, Queue, Report,
    Setting, Slip, Trouble,
};
use tokio::{
    sync::{Notify, watch},
    time::{MissedTickBehavior, interval, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    sender::Wire,
    store::{
        Fact, Store, StoreError,
        prints::{PrintShelf, number_of},
        state::Fate,
    },
};

/// How often a printer that has nothing to do is asked how it is.
const ASKED_EVERY: Duration = Duration::from_secs(10);

/// How long a slip waits for the desk to confirm its ticket, so that it can say so: no hand at the slot notices.
const MOMENT: Duration = Duration::from_millis(70);

/// The printer and what waits for it. Cheap to clone.
#[derive(Clone)]
pub struct Printing(Arc<Inner>);

struct Inner {
    queue: Mutex<Queue<PrintShelf>>,
    store: Arc<Store>,
    printer: Printer,
    setting: Setting,
    patience: Patience,
    letters: OnceLock<Result<Letters, String>>,
    condition: RwLock<Condition>,
    /// Tickets whose screen was closed: their keys go as soon as no slip needs them.
    closed: Mutex<BTreeSet<TicketNumber>>,
    wake: Notify,
    /// The desk has answered.
    answered: Notify,
    /// What stands on a slip instead of a code that is gone.
    gone: Phrase,
}

/// How printer and queue are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The paper.
    pub paper: Paper,
    /// What keeps it from printing.
    pub trouble: Option<Trouble>,
    /// Slips that wait.
    pub queue: u32,
}

impl Printing {
    /// The queue as it was kept. What was under way then is unknown now.
    ///
    /// # Errors
    /// The store's.
    pub fn open(
        store: Arc<Store>,
        printer: Printer,
        setting: Setting,
        gone: Phrase,
    ) -> Result<Self, StoreError> {
        let queue = Mutex::new(Queue::open(PrintShelf(Arc::clone(&store)))?);
        Ok(Self(Arc::new(Inner {
            queue,
            store,
            printer,
            setting,
            patience: Patience::default(),
            letters: OnceLock::new(),
            condition: RwLock::new(Condition::default()),
            closed: Mutex::default(),
            wake: Notify::new(),
            answered: Notify::new(),
            gone,
        })))
    }

    /// Whether there is a printer.
    pub fn has_printer(&self) -> bool {
        self.0.printer != Printer::None
    }

    /// How printer and queue are.
    pub fn standing(&self) -> Standing {
        let condition = *self.0.condition.read().unwrap_or_else(PoisonError::into_inner);
        let waits = |print: &&Print| !print.state.is_settled();
        let queue = u32::try_from(self.queue().prints().iter().filter(waits).count()).unwrap_or(u32::MAX);
        let trouble = if self.has_printer() { condition.trouble } else { Some(Trouble::NoPrinter) };
        Standing { paper: condition.paper, trouble, queue }
    }

    /// Puts the first slip of a ticket into the queue. Blocks until it is kept.
    ///
    /// # Errors
    /// The store's.
    pub fn add(&self, id: PrintId, slip: Slip) -> Result<(), StoreError> {
        self.queue().add(id, slip)?;
        self.0.wake.notify_one();
        Ok(())
    }

    /// Prints the slip of a ticket once more; nothing while one is under way. Blocks until it is kept.
    ///
    /// # Errors
    /// The store's.
    pub fn again(&self, number: TicketNumber, id: PrintId) -> Result<(), StoreError> {
        let mut queue = self.queue();
        let of = queue
            .prints()
            .iter()
            .rev()
            .find(|print| number_of(&print.slip) == Some(number))
            .map(|print| print.id);
        if let Some(of) = of {
            queue.again(of, id)?;
            self.0.wake.notify_one();
        }
        Ok(())
    }

    /// Takes in slips that the desk wants printed; each once, however often it comes.
    pub fn take_jobs(&self, jobs: Vec<Job>) {
        for Job { id, slip } in jobs {
            if self.0.store.read(|state| state.is_job(id)) {
                continue;
            }
            let kept = self.0.store.record(&Fact::JobTaken { print: id });
            if let Err(error) = kept.and_then(|()| self.add(id, slip)) {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "a slip of the desk cannot be kept"
                );
            }
        }
    }

    /// How each slip stands that the desk wanted printed.
    pub fn jobs(&self) -> Vec<(PrintId, PrintState)> {
        let jobs: Vec<_> = self.0.store.read(|state| state.jobs().collect());
        let queue = self.queue();
        let stands = |id| queue.print(id).map_or(PrintState::Unknown { why: None }, |print| print.state);
        jobs.into_iter().map(|id| (id, stands(id))).collect()
    }

    /// Whether the desk waits to hear of a slip.
    pub fn has_jobs(&self) -> bool {
        self.0.store.read(|state| state.jobs().next().is_some())
    }

    /// Forgets a slip that the desk wanted and was told the end of.
    ///
    /// # Errors
    /// The store's.
    pub fn forget_job(&self, id: PrintId) -> Result<(), StoreError> {
        let mut queue = self.queue();
        if queue.print(id).is_some() {
            queue.forget(id)
        } else {
            self.0.store.record(&Fact::PrintForgotten { print: id })
        }
    }

    /// The screen of a ticket is closed: its key is let go of as soon as no slip needs it any more. Blocks.
    pub fn close_screen(&self, number: TicketNumber) {
        self.0.closed.lock().unwrap_or_else(PoisonError::into_inner).insert(number);
        self.forget_keys();
    }

    /// Lets go of the keys of tickets whose screen is closed and whose slips are all settled.
    fn forget_keys(&self) {
        let closed: Vec<_> = {
            let closed = self.0.closed.lock().unwrap_or_else(PoisonError::into_inner);
            closed.iter().copied().collect()
        };
        for number in closed {
            match self.forget_key(number) {
                Ok(false) => {}
                Ok(true) => {
                    self.0.closed.lock().unwrap_or_else(PoisonError::into_inner).remove(&number);
                }
                Err(error) => {
                    tracing::error!(
                        error = &error as &dyn std::error::Error,
                        "a key stays until the next start"
                    );
                }
            }
        }
    }

    /// Whether the key of a ticket is gone now.
    fn forget_key(&self, number: TicketNumber) -> Result<bool, StoreError> {
        let mut queue = self.queue();
        let of = |print: &&Print| number_of(&print.slip) == Some(number) && !is_job(&self.0.store, print.id);
        if queue.prints().iter().filter(of).any(|print| !print.state.is_settled()) {
            return Ok(false);
        }
        let ids: Vec<_> = queue.prints().iter().filter(of).map(|print| print.id).collect();
        for id in ids {
            queue.drop_code(id, &self.0.gone)?;
        }
        drop(queue);
        if self.0.store.read(|state| state.ticket(number).is_some_and(|ticket| ticket.has_key)) {
            self.0.store.record(&Fact::KeyForgotten { number })?;
        }
        Ok(true)
    }

    /// The desk has answered what was sent.
    pub fn hears_of_answers(&self) {
        self.0.answered.notify_waiters();
    }

    /// Prints until it is told to stop; whoever is told hears of each change.
    pub async fn run(
        self,
        tasks: TaskTracker,
        wire: watch::Receiver<Wire>,
        changed: impl Fn() + Send + 'static,
        stop: CancellationToken,
    ) {
        if !self.has_printer() {
            return;
        }
        let mut tick = interval(ASKED_EVERY);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let warm = self.clone();
        // Reading the letters takes longer than printing a slip.
        tasks.spawn_blocking(move || warm.letters().is_ok());
        loop {
            let asked = tokio::select! {
                () = stop.cancelled() => return,
                () = self.0.wake.notified() => false,
                _ = tick.tick() => true,
            };
            if asked {
                let printing = self.clone();
                let condition =
                    tasks.spawn_blocking(move || printing.0.printer.condition(printing.0.patience)).await;
                self.take_condition(condition.unwrap_or_default());
            }
            loop {
                self.until_confirmed(&wire).await;
                let printing = self.clone();
                let printed = tasks.spawn_blocking(move || printing.print_one());
                match printed.await {
                    Ok(Ok(true)) => changed(),
                    Ok(Ok(false)) => break,
                    Ok(Err(error)) => {
                        tracing::error!(error = &error as &dyn std::error::Error, "nothing can be printed");
                        break;
                    }
                    Err(error) => {
                        tracing::error!(%error, "printing failed in a way that nobody foresaw");
                        break;
                    }
                }
                if stop.is_cancelled() {
                    return;
                }
            }
            changed();
        }
    }

    /// Waits a moment for the desk to confirm the ticket whose slip is next; not at all while it cannot be reached.
    async fn until_confirmed(&self, wire: &watch::Receiver<Wire>) {
        let next = {
            let queue = self.queue();
            let waits = queue.prints().iter().find(|print| print.state == PrintState::Queued);
            waits.and_then(|print| number_of(&print.slip))
        };
        let Some(number) = next else { return };
        if !wire.borrow().reachable {
            return;
        }
        let answered = async {
            loop {
                let heard = self.0.answered.notified();
                // From before the look, so that no answer falls between the two.
                tokio::pin!(heard);
                heard.as_mut().enable();
                if self.fate(number) != Some(Fate::Waiting) {
                    return;
                }
                heard.await;
            }
        };
        if timeout(MOMENT, answered).await.is_err() {
            tracing::debug!(%number, "the slip does not wait any longer for the desk");
        }
    }

    fn fate(&self, number: TicketNumber) -> Option<Fate> {
        self.0.store.read(|state| state.ticket(number).map(|ticket| ticket.fate.clone()))
    }

    /// A slip as it is true when it is drawn: the desk may have confirmed its ticket since it was queued, or since its first print.
    fn as_it_is_now(&self, slip: Slip) -> Slip {
        let taken = number_of(&slip).and_then(|number| self.fate(number)) == Some(Fate::Taken);
        if taken { slip.confirmed() } else { slip }
    }

    /// Prints the next slip, if there is one.
    fn print_one(&self) -> Result<bool, StoreError> {
        let Some(print) = self.queue().begin()?.cloned() else { return Ok(false) };
        let report = self.print_slip(&self.as_it_is_now(print.slip));
        if let Outcome::Failed(why) | Outcome::Unknown(Some(why)) = report.outcome {
            tracing::warn!(?why, "a slip was not printed as it should be");
        }
        self.take_condition(report.condition);
        self.queue().settle(print.id, report.outcome)?;
        self.forget_keys();
        Ok(true)
    }

    fn print_slip(&self, slip: &Slip) -> Report {
        let broken = || Report { outcome: Outcome::Failed(Trouble::Slip), condition: Condition::default() };
        let Ok(letters) = self.letters() else { return broken() };
        match slip::draw(slip, letters, self.0.setting) {
            Ok(drawn) => {
                if !drawn.missing.is_empty() {
                    tracing::warn!(letters = drawn.missing.len(), "a slip has letters that no font here has");
                }
                self.0.printer.print(&drawn.bytes(self.0.setting), self.0.patience)
            }
            Err(error) => {
                tracing::error!(%error, "a slip cannot be drawn");
                broken()
            }
        }
    }

    fn letters(&self) -> Result<&Letters, &str> {
        let load = || Letters::built_in().map_err(|error| error.to_string());
        self.0.letters.get_or_init(load).as_ref().map_err(String::as_str)
    }

    fn take_condition(&self, condition: Condition) {
        *self.0.condition.write().unwrap_or_else(PoisonError::into_inner) = condition;
    }

    fn queue(&self) -> MutexGuard<'_, Queue<PrintShelf>> {
        self.0.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_job(store: &Store, id: PrintId) -> bool {
    store.read(|state| state.is_job(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    /// The slip of one that was given out before, as it would be drawn now.
    fn says(kiosk: &crate::kiosk::Kiosk) -> slip::Standing {
        let slip = kiosk.printing.queue().prints().last().unwrap().slip.clone();
        match kiosk.printing.as_it_is_now(slip) {
            Slip::Ticket(slip) => slip.standing,
            other @ (Slip::Notice(_) | Slip::Seal(_)) => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn a_slip_says_what_is_true_when_it_is_drawn() {
        let folder = tempfile::tempdir().unwrap();
        let (_, page) = testing::page(folder.path());
        let kiosk = &page.kiosk;
        let given = kiosk.mint(testing::order()).await.unwrap();
        kiosk.print_ticket(given.number, &given.key).await;
        assert!(matches!(says(kiosk), slip::Standing::Queued(_)));
        let command = kiosk.store.read(|state| state.ticket(given.number).unwrap().minted.command);
        kiosk.record(Fact::Taken { command }).await.unwrap();
        assert_eq!(says(kiosk), slip::Standing::Confirmed);
        // Nobody waits for an answer that is there.
        let (_, wire) = watch::channel(Wire { reachable: true });
        kiosk.printing.until_confirmed(&wire).await;
    }
}
