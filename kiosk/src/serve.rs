//! Running the kiosk: the page, the sender, the printer, and whoever watches over them; and ending in order.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::{Router, extract::connect_info::IntoMakeServiceWithConnectInfo};
use clock::{SharedClock, SystemClock};
use durable::LocalDisk;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
    time::{MissedTickBehavior, interval, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    booths::Directory,
    cli::{Exit, Settings},
    clock::DeskClock,
    closed,
    desk::DeskCalls,
    kiosk::Kiosk,
    page::{self, Page, visit::Visits},
    printing::Printing,
    sender::{self, Bell, Wire},
    slips,
    store::{self, State, Store},
    watchdog::Watchdog,
};

/// How long whatever runs may take to end.
const ENDING: Duration = Duration::from_secs(3);

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It was told to.
    Told,
    /// Begin again: the kiosk was joined anew.
    Anew,
    /// The store has stopped: only a new start can tell what is there.
    Broken,
}

/// Runs until it is told to stop.
///
/// # Errors
/// What keeps it from running at all.
pub async fn run(settings: &Settings) -> anyhow::Result<Exit> {
    let stop = stop_on_signals()?;
    let watchdog = Arc::new(Watchdog::from_environment());
    loop {
        let clock: SharedClock = Arc::new(SystemClock::start());
        let opened = {
            let (data, now) = (settings.data.clone(), clock.now());
            tokio::task::spawn_blocking(move || Store::open(&data, now, Arc::new(LocalDisk))).await?
        };
        let ended = match opened {
            Ok(store) => open(settings, store, clock, &stop, &watchdog).await?,
            Err(error) if error.is_damage() => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "nothing is given out until this kiosk is joined again"
                );
                closed::run(settings, clock, &stop, &watchdog).await?
            }
            Err(error) => return Err(error).context("the store cannot be opened"),
        };
        match ended {
            Ended::Told => return Ok(Exit::Done),
            Ended::Broken => return Ok(Exit::Found),
            Ended::Anew => {}
        }
    }
}

/// Binds the address of the page and says where it is.
///
/// # Errors
/// When it is in use, or not this machine's.
pub async fn listen(settings: &Settings) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(settings.listen).await;
    let listener = listener.with_context(|| format!("the page cannot be served at {}", settings.listen))?;
    println!("The touch page: http://{}/", listener.local_addr()?);
    Ok(listener)
}

/// Pages that are told who asks.
pub fn at_peers(router: Router) -> IntoMakeServiceWithConnectInfo<Router, SocketAddr> {
    router.into_make_service_with_connect_info()
}

async fn open(
    settings: &Settings,
    store: Store,
    clock: SharedClock,
    stop: &CancellationToken,
    watchdog: &Arc<Watchdog>,
) -> anyhow::Result<Ended> {
    let store = Arc::new(store);
    let tasks = TaskTracker::new();
    let (tell_wire, wire) = watch::channel(Wire::default());
    let (changes, _) = watch::channel(0);
    let language = store
        .read(|state| state.known().and_then(|known| known.particulars.languages.first().copied()))
        .unwrap_or_default();
    let printing = Printing::open(
        Arc::clone(&store),
        settings.printer.clone(),
        settings.setting(),
        slips::gone(language),
    )?;
    let offset = store.read(State::offset_ms);
    let put_aside = u32::try_from(store::aside(&settings.data)?.len()).unwrap_or(u32::MAX);
    let kiosk = Arc::new(Kiosk {
        clock: Arc::new(DeskClock::new(clock, offset)),
        desk: DeskCalls::at(&settings.server)?,
        wire,
        bell: Bell::default(),
        put_aside,
        printing: printing.clone(),
        directory: Directory::open(&settings.data),
        folder: settings.data.clone(),
        tasks: tasks.clone(),
        minting: tokio::sync::Mutex::default(),
        changes,
        store,
    });
    kiosk.tidy_up().await;
    let page = Page {
        kiosk: Arc::clone(&kiosk),
        visits: Arc::new(Visits::default()),
        idle: Duration::from_secs(settings.idle.into()),
        run: page::fresh_run(),
    };
    let listener = listen(settings).await?;
    // This run alone; a signal ends every run.
    let here = stop.child_token();
    let told = Arc::clone(&kiosk);
    let tell = move || {
        told.changed();
        // Somebody at the counter waits to hear what became of it.
        if told.printing.has_jobs() {
            told.bell.ring();
        }
    };
    tasks.spawn(printing.run(tasks.clone(), kiosk.wire.clone(), tell, here.clone()));
    tasks.spawn(sender::run(Arc::clone(&kiosk), tell_wire, here.clone()));
    tasks.spawn(keep_tidy(page.clone(), here.clone()));
    tasks.spawn(watch_over(Arc::clone(&kiosk), Arc::clone(watchdog), here.clone()));
    watchdog.ready();
    let served = axum::serve(listener, at_peers(page::router(page)))
        .with_graceful_shutdown(here.clone().cancelled_owned());
    let serving = tasks.spawn(async move { served.await });
    here.cancelled().await;
    watchdog.stopping();
    tasks.close();
    // A browser keeps its lines open for as long as it runs.
    if timeout(ENDING, tasks.wait()).await.is_err() {
        tracing::debug!("not everything ended in time");
    }
    serving.abort();
    let broken = kiosk.store.stopped().is_some();
    let store = Arc::clone(&kiosk.store);
    tokio::task::spawn_blocking(move || store.close()).await??;
    Ok(if broken { Ended::Broken } else { Ended::Told })
}

/// Ends visits that nobody touches, and brings the store's head to the disk.
async fn keep_tidy(page: Page, stop: CancellationToken) {
    let mut tick = interval(Duration::from_secs(1));
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = tick.tick() => {}
        }
        page.forget_idle().await;
        page.kiosk.settle().await;
        page.kiosk.look_after().await;
        if let Some(why) = page.kiosk.store.stopped() {
            tracing::error!(why, "the store has stopped; only a new start can tell what is there");
            stop.cancel();
            return;
        }
    }
}

/// Gives signs of life to whoever watches, for as long as the store answers.
async fn watch_over(kiosk: Arc<Kiosk>, watchdog: Arc<Watchdog>, stop: CancellationToken) {
    let Some(every) = watchdog.every() else { return };
    let mut tick = interval(every);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = tick.tick() => {}
        }
        // Asked where it would hang if it hung.
        if kiosk.answers().await {
            watchdog.alive();
        }
    }
}

/// A token that is cancelled when somebody asks the program to stop.
fn stop_on_signals() -> anyhow::Result<CancellationToken> {
    let stop = CancellationToken::new();
    let (mut term, mut int) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let told = stop.clone();
    let tasks = TaskTracker::new();
    tasks.spawn(async move {
        tokio::select! {
            _ = term.recv() => {}
            _ = int.recv() => {}
        }
        told.cancel();
    });
    Ok(stop)
}
