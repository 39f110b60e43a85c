//! The kiosk put together: what the pages, the sender and the printer share.

use std::path::PathBuf;
use std::sync::Arc;

use domain::TicketNumber;
use durable::Fault;
use jiff::SignedDuration;
use link::{Issues, Job};
use slip::PrintId;
use tokio::sync::watch;
use tokio_util::task::TaskTracker;

use crate::{
    booths::Directory,
    clock::DeskClock,
    desk::DeskCalls,
    mint::{CannotMint, Given, Order, mint},
    printing::Printing,
    sender::{Bell, Wire},
    slips,
    store::{Fact, Store, StoreError},
};

/// How long after a ticket was given out somebody may still stand in front of a kiosk that was started anew.
const STILL_THERE: SignedDuration = SignedDuration::from_mins(10);

/// The kiosk.
pub struct Kiosk {
    /// What must not be forgotten.
    pub store: Arc<Store>,
    /// The desk's time.
    pub clock: Arc<DeskClock>,
    /// The desk.
    pub desk: DeskCalls,
    /// Whether it can be reached.
    pub wire: watch::Receiver<Wire>,
    /// Wakes the sender.
    pub bell: Bell,
    /// Damaged stores that lay aside when this run began.
    pub put_aside: u32,
    /// Slips.
    pub printing: Printing,
    /// Booths and who is there.
    pub directory: Directory,
    /// The data folder.
    pub folder: PathBuf,
    /// Everything that runs beside.
    pub tasks: TaskTracker,
    /// One ticket at a time.
    pub minting: tokio::sync::Mutex<()>,
    /// Counts whatever a page may want to show anew.
    pub changes: watch::Sender<u64>,
}

impl Kiosk {
    /// Gives out a ticket. When this returns it is on the disk.
    ///
    /// # Errors
    /// Why not.
    pub async fn mint(&self, order: Order) -> Result<Given, CannotMint> {
        let (store, clock) = (Arc::clone(&self.store), Arc::clone(&self.clock));
        let given = self.blocking(move || mint(&store, &clock, &order)).await??;
        tracing::info!(number = %given.number, "a ticket is given out");
        self.bell.ring();
        self.changed();
        Ok(given)
    }

    /// Writes a fact.
    ///
    /// # Errors
    /// The store's.
    pub async fn record(&self, fact: Fact) -> Result<(), StoreError> {
        let store = Arc::clone(&self.store);
        self.blocking(move || store.record(&fact)).await?
    }

    /// Writes a fact that nobody waits for; a failure is written down here.
    pub async fn note(&self, fact: Fact) {
        if let Err(error) = self.record(fact).await {
            tracing::error!(error = &error as &dyn std::error::Error, "a fact cannot be kept");
        }
    }

    /// Issues that the desk has not answered.
    ///
    /// # Errors
    /// The store's.
    pub async fn waiting(&self) -> Result<Issues, StoreError> {
        let store = Arc::clone(&self.store);
        self.blocking(move || store.waiting()).await?
    }

    /// The plain key of a ticket, while it is kept.
    ///
    /// # Errors
    /// The store's.
    pub async fn key(&self, number: TicketNumber) -> Result<Option<String>, StoreError> {
        let store = Arc::clone(&self.store);
        self.blocking(move || store.key(number)).await?
    }

    /// Where the page of the ticket with this key is.
    pub fn ticket_address(&self, key: &str) -> String {
        self.store.read(|state| {
            let fair = state.known().map(|known| &known.particulars);
            fair.map_or_else(String::new, |fair| slips::address(fair, self.desk.server(), key))
        })
    }

    /// Prints the slip of a ticket for the first time. What goes wrong shows on the screen: the number is valid all the same.
    pub async fn print_ticket(&self, number: TicketNumber, key: &str) {
        if !self.printing.has_printer() {
            return;
        }
        let address = self.ticket_address(key);
        let slip = self.store.read(|state| {
            let (ticket, known) = (state.ticket(number)?, state.known()?);
            Some(slips::ticket(&ticket.minted, &known.particulars, &address))
        });
        let Some(slip) = slip else { return };
        let (printing, id) = (self.printing.clone(), self.print_id());
        self.done(self.blocking(move || printing.add(id, slip)).await);
    }

    /// Prints the slip of a ticket once more.
    pub async fn print_again(&self, number: TicketNumber) {
        let (printing, id) = (self.printing.clone(), self.print_id());
        self.done(self.blocking(move || printing.again(number, id)).await);
    }

    fn print_id(&self) -> PrintId {
        PrintId(uuid::Uuid::from_bytes(link::fresh_id(self.clock.now())))
    }

    fn done(&self, kept: Result<Result<(), StoreError>, StoreError>) {
        if let Err(error) = kept.and_then(|kept| kept) {
            tracing::error!(error = &error as &dyn std::error::Error, "a slip cannot be printed");
        }
        self.changed();
    }

    /// Lets go of the plain key of a ticket as soon as no slip needs it any more: its screen is closed.
    pub async fn close_screen(&self, number: TicketNumber) {
        let printing = self.printing.clone();
        if let Err(error) = self.blocking(move || printing.close_screen(number)).await {
            tracing::error!(error = &error as &dyn std::error::Error, "a key stays until the next start");
        }
    }

    /// After a start: nobody stands in front of a screen that shows a key, and a slip that was never queued is of no use any more
    /// to a visitor who has left, but of all the more to one who still waits.
    pub async fn tidy_up(&self) {
        let now = self.clock.now();
        let open: Vec<_> = self.store.read(|state| {
            let open = state.tickets().filter(|ticket| ticket.has_key);
            open.map(|ticket| (ticket.minted.number, ticket.print.is_some(), ticket.minted.issued_at))
                .collect()
        });
        for (number, was_queued, issued_at) in open {
            if !was_queued && now.duration_since(issued_at) < STILL_THERE {
                match self.key(number).await {
                    Ok(Some(key)) => self.print_ticket(number, &key).await,
                    Ok(None) => {}
                    Err(error) => {
                        tracing::error!(error = &error as &dyn std::error::Error, "a slip cannot be printed");
                    }
                }
            }
            self.close_screen(number).await;
        }
    }

    /// Slips that the desk wants printed.
    pub async fn take_jobs(&self, jobs: Vec<Job>) {
        if jobs.is_empty() {
            return;
        }
        let printing = self.printing.clone();
        if let Err(error) = self.blocking(move || printing.take_jobs(jobs)).await {
            tracing::error!(error = &error as &dyn std::error::Error, "slips of the desk cannot be taken");
        }
    }

    /// Forgets a slip of the desk that it was told the end of.
    ///
    /// # Errors
    /// The store's.
    pub async fn forget_job(&self, id: PrintId) -> Result<(), StoreError> {
        let printing = self.printing.clone();
        self.blocking(move || printing.forget_job(id)).await?
    }

    /// Brings the store's head to the disk.
    pub async fn settle(&self) {
        let store = Arc::clone(&self.store);
        if let Err(error) = self.blocking(move || store.settle()).await.and_then(|settled| settled) {
            tracing::warn!(error = &error as &dyn std::error::Error, "the head file lags behind");
        }
    }

    /// Looks whether the store still lies where it was opened.
    pub async fn look_after(&self) {
        let store = Arc::clone(&self.store);
        if let Err(error) = self.blocking(move || store.expect_there()).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "the store cannot be looked at");
        }
    }

    /// Whether the store answers.
    pub async fn answers(&self) -> bool {
        let store = Arc::clone(&self.store);
        self.blocking(move || store.stopped().is_none()).await.unwrap_or(false)
    }

    /// Something changed that a page may show.
    pub fn changed(&self) {
        self.changes.send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Runs something that waits for the disk where that keeps nobody else waiting.
    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, StoreError> {
        let ended = self.tasks.spawn_blocking(work).await;
        Ok(ended.map_err(|error| Fault::storage("working with the store", std::io::Error::other(error)))?)
    }
}
