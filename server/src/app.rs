//! Everything a request needs, behind one cheap handle: the engine, the settings, the clock, who is signed in, the photos.
//!
//! Pages and JSON go through [`App::submit`] to change anything and through [`App::now`] to read; neither knows which journal
//! is used.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use domain::{
    Command, CommandId, Mac, StaffId, TicketNumber, body::TicketSecret, command::NewTicket, fair::LineRules,
};
use jiff::Timestamp;
use tokio::sync::Semaphore;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    access::{
        cookies::Cookies,
        limits::{FilingLimits, LookupLimits},
        lockout::Lockout,
        pin::PinChecker,
        secrets,
        sessions::Sessions,
        stamp::Stamper,
    },
    clock::Clock,
    config::Settings,
    devices::Devices,
    engine::{Accepted, Engine, Published, Request, SubmitError},
    evidence::Evidence,
    exhibitors::lookup::Lookups,
    intake::waiting::Imports,
    live::Live,
    making::Makings,
    metrics::Metrics,
    trial::Trial,
    upkeep::Upkeep,
};

pub use crate::{access::secrets::fresh_id, engine::From};

/// Forms with files that are read at once.
const UPLOADS: usize = 16;

/// The parts an [`App`] is put together from.
pub struct Parts {
    /// Decides and writes.
    pub engine: Engine,
    /// What was chosen.
    pub settings: Settings,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Photos.
    pub evidence: Evidence,
    /// PINs.
    pub pins: PinChecker,
    /// Delays after wrong PINs.
    pub lockout: Lockout,
    /// Who is signed in.
    pub sessions: Sessions<StaffId>,
    /// Stamps device cookies and forms.
    pub stamper: Stamper,
    /// Limits on public filing.
    pub filing_limits: FilingLimits,
    /// How cookies are written.
    pub cookies: Cookies,
    /// Figures of operation.
    pub metrics: Metrics,
    /// The one-time key of the setup address, until the fair is set up.
    pub setup_key: Option<secrets::HolderToken>,
    /// Fires when the desk is about to stop; streams end with it.
    pub closing: CancellationToken,
    /// Tasks that the desk waits for when it stops.
    pub tasks: TaskTracker,
    /// The data folder.
    pub data: PathBuf,
}

/// A cheap handle to everything.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// See [`App`].
pub struct Inner {
    parts: Parts,
    live: Live,
    seen: Mutex<HashMap<TicketNumber, Timestamp>>,
    held: AtomicBool,
    imports: Imports,
    makings: Makings,
    address_trial: Trial,
    uploads: Semaphore,
    devices: Arc<Devices>,
    upkeep: Arc<Upkeep>,
    lookups: Lookups,
    lookup_limits: LookupLimits,
}

impl std::ops::Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0.parts
    }
}

/// While this lives, the clock's duties are held; see [`App::hold_duties`].
#[must_use = "dropping it lets the duties go on"]
pub struct HeldDuties(App);

impl Drop for HeldDuties {
    fn drop(&mut self) {
        self.0.0.held.store(false, Ordering::Relaxed);
    }
}

/// Under which id a command is submitted.
#[derive(Debug, Clone)]
pub enum Once {
    /// Every time anew.
    Fresh,
    /// Once for this key: a retry gets the first answer.
    Key {
        /// Who calls and what for, so that keys of different callers and routes never meet.
        scope: String,
        /// The key the caller sent.
        key: String,
        /// Keyed digest of the request body.
        digest: Option<Mac>,
    },
}

impl App {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(Inner {
            parts,
            live: Live::default(),
            seen: Mutex::default(),
            held: AtomicBool::new(false),
            imports: Imports::default(),
            makings: Makings::default(),
            address_trial: Trial::default(),
            uploads: Semaphore::new(UPLOADS),
            devices: Arc::default(),
            upkeep: Arc::default(),
            lookups: Lookups::default(),
            lookup_limits: LookupLimits::default(),
        }))
    }

    /// The newest state, all of it durable.
    pub fn now(&self) -> Arc<Published> {
        self.engine.now()
    }

    /// The live fragments.
    pub fn live(&self) -> &Live {
        &self.0.live
    }

    /// Booths and exhibitors, ready for suggestions.
    pub fn lookups(&self) -> &Lookups {
        &self.0.lookups
    }

    /// What is known of kiosks and tablets besides the facts.
    pub fn devices(&self) -> &Arc<Devices> {
        &self.0.devices
    }

    /// The machine, as it was last looked at.
    pub fn upkeep(&self) -> &Arc<Upkeep> {
        &self.0.upkeep
    }

    /// Limits on asking for suggestions.
    pub fn lookup_limits(&self) -> &LookupLimits {
        &self.0.lookup_limits
    }

    /// The address for printed codes that a phone is to try.
    pub fn address_trial(&self) -> &Trial {
        &self.0.address_trial
    }

    /// Lists of exhibitors that were uploaded.
    pub fn imports(&self) -> &Imports {
        &self.0.imports
    }

    /// Papers that take a while to be made.
    pub fn makings(&self) -> &Makings {
        &self.0.makings
    }

    /// Seats for forms with files, which are held in memory while they are read.
    pub fn uploads(&self) -> &Semaphore {
        &self.0.uploads
    }

    /// Submits a command and waits until it is durable.
    ///
    /// # Errors
    /// [`SubmitError`].
    pub async fn submit(&self, from: From, once: Once, command: Command) -> Result<Accepted, SubmitError> {
        self.submit_at(from, once, None, command).await
    }

    /// The same for something that happened earlier; `None` for now.
    ///
    /// # Errors
    /// [`SubmitError`].
    pub async fn submit_at(
        &self,
        from: From,
        once: Once,
        occurred_at: Option<Timestamp>,
        command: Command,
    ) -> Result<Accepted, SubmitError> {
        let (id, digest) = match once {
            Once::Fresh => (CommandId(self.fresh_id()), None),
            Once::Key { scope, key, digest } => (self.command_id(&scope, &key), digest),
        };
        let (actor, device) = (from.actor, from.device);
        let result = self.engine.submit(Request { id, actor, device, occurred_at, digest, command }).await;
        if let Err(error) = &result {
            self.metrics.refused(error.code());
        }
        result
    }

    /// A new id. Ordered by time, as version 7 of the universal ids is.
    pub fn fresh_id(&self) -> [u8; 16] {
        fresh_id(self.clock.now())
    }

    /// Whether this very request was accepted before.
    pub fn has_answered(&self, once: &Once) -> bool {
        match once {
            Once::Fresh => false,
            Once::Key { scope, key, .. } => self.now().desk.answered(self.command_id(scope, key)).is_some(),
        }
    }

    /// The id under which a request with an idempotency key is known.
    pub fn command_id(&self, scope: &str, key: &str) -> CommandId {
        let mac = self.engine.reader().fair_key().mac(format!("command\0{scope}\0{key}").as_bytes());
        let mut id = [0; 16];
        id.copy_from_slice(&mac[..16]);
        CommandId(id)
    }

    /// Keyed digest of a request body or a short code.
    pub fn digest(&self, bytes: &[u8]) -> Mac {
        Mac(self.engine.reader().fair_key().mac(bytes))
    }

    /// Random values for a ticket that a command may issue.
    pub fn new_ticket() -> NewTicket {
        let (key, holder) = (secrets::TicketKey::random(), secrets::HolderToken::random());
        let secret = TicketSecret { key: key.reveal(), holder: holder.reveal() };
        NewTicket { key: key.hash().into(), holder: holder.hash().into(), secret }
    }

    /// Under what a short code for a ticket's content is kept: the code opens that ticket alone.
    pub fn holder_code(&self, ticket: TicketNumber, code: &secrets::HolderCode) -> Mac {
        self.digest(format!("holder-code\0{ticket}\0{}", code.reveal()).as_bytes())
    }

    /// The mark by which the answer of a ticket's holder to the survey is known as given, and by which nobody finds the ticket.
    pub fn survey_mark(&self, ticket: TicketNumber) -> Mac {
        self.digest(format!("survey\0{ticket}").as_bytes())
    }

    /// Under what a code for a kiosk or tablet is kept.
    pub fn join_code(&self, code: &link::JoinCode) -> Mac {
        self.digest(format!("join-code\0{}", code.reveal()).as_bytes())
    }

    /// What opens what kiosks have sealed.
    pub fn desk_secret(&self) -> link::DeskSecret {
        self.engine.reader().fair_key().desk_secret()
    }

    /// Notes that a party's page was open just now. Kept in memory only: it is of use for minutes.
    pub fn note_seen(&self, ticket: TicketNumber) {
        self.0.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(ticket, self.clock.now());
    }

    /// When a party's page was last open, since the desk started.
    pub fn last_seen(&self, ticket: TicketNumber) -> Option<Timestamp> {
        self.0.seen.lock().unwrap_or_else(PoisonError::into_inner).get(&ticket).copied()
    }

    /// Keeps the clock's duties from being done until the guard is dropped: while the past of a sample fair is played, the
    /// present must not mend its lines.
    pub fn hold_duties(&self) -> HeldDuties {
        self.0.held.store(true, Ordering::Relaxed);
        HeldDuties(self.clone())
    }

    /// Whether the clock's duties are held.
    pub fn duties_held(&self) -> bool {
        self.0.held.load(Ordering::Relaxed)
    }

    /// The rules of the lines, as set.
    pub fn line_rules(settings: &Settings) -> LineRules {
        LineRules {
            grace_s: settings.lines.call_grace_minutes * 60,
            max_misses: settings.lines.max_misses,
            recall_gap_s: settings.lines.recall_gap_seconds,
            assumed_reception_min: settings.estimate.reception_minutes,
            assumed_talks_min: settings.estimate.talks_minutes,
            assumed_desks: settings.estimate.mediators,
            procedure: settings.procedure.clone(),
            keeping: settings.keeping.clone(),
        }
    }
}
