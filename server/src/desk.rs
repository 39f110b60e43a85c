//! Putting a desk together: journal, engine, photos, access, and the tasks that keep it going.
//!
//! One place for the server, for the tests (on a journal in memory, with a clock that only moves when told) and for the command
//! line, so that all of them run the same desk.

use std::{collections::BTreeSet, path::PathBuf, sync::Arc, thread::JoinHandle, time::Duration};

use domain::{Command, Desk, Directory, body::Scope};
use tokio::time::MissedTickBehavior;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    access::{
        cookies::Cookies,
        limits::FilingLimits,
        lockout::{Lockout, LockoutRules},
        pin::{PinChecker, PinError},
        secrets::HolderToken,
        sessions::Sessions,
        stamp::Stamper,
    },
    app::{App, From, Once, Parts},
    clock::Clock,
    config::{Settings, told},
    engine::{self, Engine, Observer},
    evidence::{Darkroom, Evidence, EvidenceError, Limits, Vault, darkroom::Pace},
    journal::{Disk, Journal, JournalError, KeyScope, LocalDisk},
    metrics::Metrics,
};

pub mod sweep;

/// How often the head file is synced, grace is looked at and the disk is measured.
const BEAT: Duration = Duration::from_secs(1);
/// Changes within this time are drawn together, so that a busy minute costs a few drawings and not one a command.
const GATHER: Duration = Duration::from_millis(200);
/// Waits shrink as time passes even when nothing happens; what is followed is drawn anew at least this often.
const REDRAW: Duration = Duration::from_secs(30);

/// Why a desk could not be put together.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The journal cannot be served.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The folder for photos cannot be used.
    #[error("the folder for photos cannot be used")]
    Photos(#[source] EvidenceError),
    /// PINs cannot be checked.
    #[error("PINs cannot be checked")]
    Pins(#[source] PinError),
    /// A file or thread was refused by the system.
    #[error("{0}")]
    System(&'static str, #[source] std::io::Error),
}

/// A desk that runs.
pub struct Running {
    /// The handle that pages work with.
    pub app: App,
    engine: JoinHandle<Box<dyn Journal>>,
}

/// State and names, as a journal's entries build them up.
#[derive(Debug, Default)]
pub struct Replayed {
    /// The facts.
    pub desk: Desk,
    /// The names.
    pub names: Directory,
}

impl Replayed {
    /// What to hand to a journal that is being opened.
    pub fn take(
        &mut self,
    ) -> impl FnMut(crate::journal::Entry) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        |entry| Ok(engine::replay(&mut self.desk, &mut self.names, &entry)?)
    }
}

impl Running {
    /// Starts a desk on a journal and what was replayed from it.
    ///
    /// # Errors
    /// [`StartError`].
    pub fn start(
        mut journal: Box<dyn Journal>,
        replayed: Replayed,
        settings: Settings,
        clock: Arc<dyn Clock>,
        pins: PinChecker,
    ) -> Result<Self, StartError> {
        let data = settings.data.clone();
        let metrics = Metrics::default();
        let figures = metrics.clone();
        let observer: Observer = Box::new(move |commands, took| figures.flushed(commands, took));
        let Replayed { desk, names } = replayed;
        finish_erasures(&mut *journal, &desk)?;
        let fresh = desk.fair().is_none();
        let (engine, thread) = Engine::start(journal, Arc::clone(&clock), desk, names, Some(observer))
            .map_err(|source| StartError::System("the engine has no thread", source))?;
        let stamper = Stamper::open(&data.join("access.key"))
            .map_err(|source| StartError::System("the key of cookies and forms cannot be read", source))?;
        let sessions = Sessions::open(settings.session_length(), data.join("sessions.json"), clock.now());
        let app = App::new(Parts {
            evidence: evidence(&settings, data.join("photos"))?,
            filing_limits: FilingLimits::new(&settings.filing),
            cookies: Cookies::new(settings.secure_cookies()),
            lockout: Lockout::open(LockoutRules::default(), &stamper, data.join("devices.json")),
            setup_key: fresh.then(HolderToken::random),
            closing: CancellationToken::new(),
            tasks: TaskTracker::new(),
            engine,
            settings,
            clock,
            pins,
            sessions,
            stamper,
            metrics,
            data,
        });
        app.tasks.spawn(redraw(app.clone()));
        app.tasks.spawn(beat(app.clone()));
        app.tasks.spawn(sweep::now_and_then(app.clone()));
        Ok(Self { app, engine: thread })
    }

    /// Stops: streams end, tasks finish, the journal is closed in order.
    ///
    /// # Errors
    /// When the journal could not be closed in order; everything acknowledged is safe all the same.
    pub async fn stop(self) -> Result<(), JournalError> {
        self.app.closing.cancel();
        self.app.tasks.close();
        self.app.tasks.wait().await;
        self.app.sessions.save().await;
        self.app.live().end();
        let Self { app, engine } = self;
        drop(app);
        // The thread ends with the last handle; whoever still holds one is about to drop it.
        if let Ok(Ok(journal)) = tokio::task::spawn_blocking(move || engine.join()).await {
            return journal.close();
        }
        tracing::error!("the engine's thread ended in a panic; the journal is checked at the next start");
        Ok(())
    }
}

/// A crash between the fact of an erasure or an archiving and the loss of its keys leaves the keys, and so did an older program those
/// of which it did not know that they go; they go now.
fn finish_erasures(journal: &mut dyn Journal, desk: &Desk) -> Result<(), JournalError> {
    let live: BTreeSet<_> = journal.scopes().into_iter().collect();
    let scopes = desk.cases().flat_map(|case| Scope::gone(case)).map(|scope| KeyScope::new(scope.name()));
    let left: Vec<_> = scopes.filter(|scope| live.contains(scope)).collect();
    engine::erase(journal, &left)
}

fn evidence(settings: &Settings, folder: PathBuf) -> Result<Evidence, StartError> {
    let photos = &settings.photos;
    let limits = Limits {
        bytes: u64::from(photos.max_mib) << 20,
        pixels: u64::from(photos.max_megapixels) * 1_000_000,
        ..Limits::default()
    };
    let pace = Pace { deadline: Duration::from_secs(u64::from(photos.max_seconds)), ..Pace::default() };
    let free = Box::new(|path: &std::path::Path| LocalDisk.free(path));
    let vault = Vault::at(folder, settings.disk_reserve(), free).map_err(StartError::Photos)?;
    Ok(Evidence::new(Darkroom::new(limits, pace), Arc::new(vault)))
}

/// Draws what is followed, after every change and now and then, until the desk closes.
async fn redraw(app: App) {
    let mut changes = app.engine.changes();
    let mut anyway = tokio::time::interval(REDRAW);
    let mut gather = tokio::time::interval(GATHER);
    gather.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = app.closing.cancelled() => return,
            more = changes.changed() => if more.is_err() { return },
            _ = anyway.tick() => {}
        }
        // The interval's next tick is at most one gathering away: a lone change is shown at once after a quiet spell.
        gather.tick().await;
        changes.mark_unchanged();
        // Thousands of fragments take a while; requests must not wait behind them on one of few threads.
        let drawing = app.clone();
        let drawn =
            app.tasks.spawn_blocking(move || drawing.live().redraw(&drawing.now(), drawing.clock.now()));
        if let Err(error) = drawn.await {
            tracing::error!(%error, "drawing what is followed ended in a panic");
        }
        app.metrics.followers.set(i64::try_from(app.live().followers()).unwrap_or(i64::MAX));
    }
}

/// What time alone brings about, once a second: the head file is synced, grace ends, the disk is measured.
async fn beat(app: App) {
    let mut beat = tokio::time::interval(BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Skip);
    // Settings become rules before the first command can be decided by older ones.
    let file = App::line_rules(&app.settings);
    loop {
        tokio::select! {
            () = app.closing.cancelled() => return,
            _ = beat.tick() => {}
        }
        settle(&app).await;
        let published = app.now();
        if published.desk.fair().is_none() || app.engine.stopped().is_some() || app.duties_held() {
            continue;
        }
        // What the organiser laid down since stands until the settings say something else of it.
        let rules = told::said(&app.settings.chosen, &file, published.desk.settled_rules());
        if *published.desk.settled_rules() != rules {
            let set = Command::SetRules { rules: rules.clone() };
            match app.submit(From::SYSTEM, Once::Fresh, set).await {
                Ok(_) => {
                    let now = app.now();
                    let chosen = told::said(&app.settings.chosen, &file, now.desk.rules());
                    told::log((published.desk.settled_rules(), &rules), (&chosen, now.desk.rules()));
                }
                Err(error) => tell(Some(error)),
            }
        }
        if published.desk.next_sweep().is_some_and(|due| due <= app.clock.now()) {
            tell(app.submit(From::SYSTEM, Once::Fresh, Command::Sweep).await.err());
        }
    }
}

fn tell(error: Option<engine::SubmitError>) {
    if let Some(error) = error {
        tracing::warn!(%error, "a duty of the clock was not taken; it is tried again");
    }
}

async fn settle(app: &App) {
    let (reader, data, metrics) = (Arc::clone(app.engine.reader()), app.data.clone(), app.metrics.clone());
    let upkeep = Arc::clone(app.upkeep());
    let settled = app.tasks.spawn_blocking(move || {
        metrics.journal_at(reader.head().seq);
        if let Ok(free) = LocalDisk.free(&data) {
            metrics.disk_has(free);
            upkeep.disk_has(free);
        }
        if let Err(error) = upkeep.look(&data) {
            tracing::warn!(%error, "the mark of the last backup cannot be read");
        }
        reader.settle()
    });
    match settled.await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            tracing::error!(error = crate::record::chain_of(&error), "the head file could not be synced");
        }
        Err(error) => tracing::error!(%error, "syncing the head file ended in a panic"),
    }
}
