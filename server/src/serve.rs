//! `fairdesk serve`: opens the journal, puts the desk together, says where phones reach it, and runs until it is asked to stop.

use std::{
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context;

use crate::{
    access::pin::PinChecker,
    addresses,
    app::App,
    clock::SystemClock,
    config::Settings,
    console,
    demo::Sample,
    desk::{Replayed, Running},
    journal::{self, FairId, JournalError, sled},
    listen::{self, Patience, Tls},
    qr, record, web,
};

mod patience;

/// The file that marks the folder of a sample fair, so that nobody runs a real fair on it.
const DEMO_MARK: &str = "demo";

/// A data folder that must not be served as asked.
#[derive(Debug, thiserror::Error)]
pub enum WrongFolder {
    /// `serve` without `--demo` on a demo folder.
    #[error("{0} holds a sample; run with --demo, or choose another folder with --data")]
    Demo(PathBuf),
    /// `serve --demo` on the folder of a real fair.
    #[error("{0} holds a real fair; a sample needs a folder of its own")]
    Real(PathBuf),
}

/// Runs the desk.
///
/// # Errors
/// What kept it from starting, with the way to mend it.
pub fn run(mut settings: Settings, data_given: bool, demo: Option<Sample>) -> anyhow::Result<()> {
    let temporary = (demo.is_some() && !data_given).then(tempdir).transpose()?;
    if let Some(folder) = &temporary {
        settings.data.clone_from(folder);
    }
    let result = serve(&settings, demo);
    if let Some(folder) = temporary {
        std::fs::remove_dir_all(&folder)
            .with_context(|| format!("{} could not be removed", folder.display()))?;
    }
    result
}

/// A fresh folder that nobody else can read or guess.
fn tempdir() -> anyhow::Result<PathBuf> {
    let name = format!("fairdesk-demo-{}", crate::access::secrets::BoothToken::random().reveal());
    let folder = std::env::temp_dir().join(name);
    private().create(&folder).with_context(|| format!("{} could not be made", folder.display()))?;
    Ok(folder)
}

/// For folders that only their owner may enter.
fn private() -> std::fs::DirBuilder {
    use std::os::unix::fs::DirBuilderExt;
    let mut builder = std::fs::DirBuilder::new();
    builder.mode(0o700);
    builder
}

fn serve(settings: &Settings, demo: Option<Sample>) -> anyhow::Result<()> {
    // The port first: whoever starts the desk twice hears of it before anything else happens.
    let bound = listen::bind(settings.listen)?;
    let tls = match (&settings.cert, &settings.key) {
        (Some(cert), Some(key)) => Some(Tls::load(cert, key)?),
        _ => None,
    };
    check_folder(&settings.data, demo.is_some())?;
    private().recursive(true).create(&settings.data)?;
    let (journal, replayed) = open(settings)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    if let Err(error) = listen::raise_open_files() {
        tracing::warn!(%error, "the number of open connections stays low");
    }
    runtime.block_on(async {
        let pins = PinChecker::new()?;
        let running =
            Running::start(journal, replayed, settings.clone(), Arc::new(SystemClock::start()), pins)?;
        let app = running.app.clone();
        let reachable = reachable(&app, &bound);
        let first = reachable.first().map(ToString::to_string);
        if let Some(sample) = demo {
            crate::demo::fill(&app, sample, first.as_deref()).await?;
            app.tasks.spawn(crate::demo::kiosk::stand_in(app.clone()));
        }
        let counting = app.clone();
        app.tasks.spawn_blocking(move || web::count_ahead(&counting));
        crate::operator::open(&app).context("the door for backup and verify cannot be opened")?;
        // Before anybody can know that the desk runs: whoever reads its address may ask it to stop at once.
        let asked = listen::asked_to_stop().context("signals cannot be received")?;
        announce(&app, &reachable, demo.is_some())?;
        let stop = app.closing.clone();
        app.tasks.spawn(async move {
            let signal = asked.await;
            tracing::info!(signal, "stopping");
            stop.cancel();
        });
        let service = web::service(&app);
        let stop = app.closing.clone();
        drop(app);
        bound.serve(service, tls.as_ref(), stop, Patience::default()).await?;
        running.stop().await?;
        anyhow::Ok(())
    })
}

fn check_folder(data: &Path, demo: bool) -> anyhow::Result<()> {
    let marked = data.join(DEMO_MARK).exists();
    let holds_a_fair = data.join("journal").exists();
    match (demo, marked) {
        (false, true) => return Err(WrongFolder::Demo(data.to_owned()).into()),
        (true, false) if holds_a_fair => return Err(WrongFolder::Real(data.to_owned()).into()),
        (true, false) => mark_as_sample(data)?,
        (true, true) | (false, false) => {}
    }
    Ok(())
}

/// Makes a folder that can hold a sample fair and no real one.
///
/// # Errors
/// When it cannot be written.
pub fn mark_as_sample(data: &Path) -> std::io::Result<()> {
    private().recursive(true).create(data)?;
    std::fs::write(data.join(DEMO_MARK), "This folder holds a sample fair.\n")
}

/// Opens the journal of a data folder, or makes it, and replays it.
///
/// # Errors
/// [`JournalError`]; the journal is then as it was.
pub fn open(settings: &Settings) -> Result<(Box<dyn journal::Journal>, Replayed), JournalError> {
    use crate::clock::Clock as _;
    let fair = FairId(uuid::Uuid::now_v7().into_bytes());
    let mut place = sled::Settings::new(&settings.data, fair, SystemClock::start().now());
    place.outer_key.clone_from(&settings.outer_key);
    place.reserve = settings.disk_reserve();
    let watch = Arc::new(patience::Watch::default());
    let told = Arc::clone(&watch);
    place.told = Arc::new(move |step| told.tell(step));
    let mut replayed = Replayed::default();
    let opened = patience::watched(&watch, || sled::open(&place, &mut replayed.take()))?;
    match opened.start {
        sled::Start::Created | sled::Start::Clean => {}
        sled::Start::Recovered { copy } => {
            tracing::warn!(?copy, "the last run did not end in order; every entry was checked and is whole");
        }
    }
    Ok((opened.journal, replayed))
}

/// Every address at which phones reach the desk, the likeliest first.
fn reachable(app: &App, bound: &listen::Bound) -> Vec<addresses::PublicUrl> {
    let scheme = app.settings.scheme();
    let interfaces = addresses::interfaces().unwrap_or_else(|error| {
        tracing::warn!(%error, "the machine's addresses cannot be listed");
        Vec::new()
    });
    let local = std::net::SocketAddr::from(([127, 0, 0, 1], bound.address().port()));
    let mut reachable = addresses::reachable(bound.address(), scheme, &interfaces);
    if bound.address().ip().is_unspecified() {
        reachable.push(addresses::PublicUrl::of_address(scheme, local));
    }
    reachable
}

/// Prints where the desk is reached, and on a first start the setup address with its code.
fn announce(app: &App, reachable: &[addresses::PublicUrl], demo: bool) -> anyhow::Result<()> {
    let mut out = console::out();
    writeln!(out, "Fairdesk serves {}", app.data.display())?;
    for url in reachable {
        writeln!(out, "  {}", url.join("/"))?;
    }
    if demo {
        let published = app.now();
        let stands = published.desk.fair().is_some_and(|fair| fair.plan.venue.is_standing());
        let place = if stands { "market" } else { "fair" };
        writeln!(out, "\nThis is a sample {place}. Everybody's PIN is 246810:")?;
        writeln!(out, "  organiser, head, mediator1 … mediator6, reception, supervisor   at /sign-in")?;
        writeln!(out, "  duty-manager, auditor   for the day, and to look the record over")?;
        if published.desk.has_several_bodies() {
            writeln!(out, "  centre-head, centre-mediator   of the second mediation body")?;
        }
        let samples = crate::demo::samples(app);
        for (what, path) in samples.iter().filter(|_| !reachable.is_empty()) {
            writeln!(out, "  {}   {what}", reachable[0].join(path))?;
        }
    }
    if let (Some(key), Some(first)) = (&app.setup_key, reachable.first())
        && !demo
    {
        let address = first.join(&format!("/setup/{}", key.reveal()));
        writeln!(out, "\nSet the fair up, once, at\n  {address}\n")?;
        match qr::terminal(&address, qr::Ground::of(std::env::var("COLORFGBG").ok().as_deref())) {
            Ok(code) => writeln!(out, "{code}")?,
            Err(error) => tracing::warn!(error = record::chain_of(&error), "the setup code cannot be drawn"),
        }
    }
    out.flush()?;
    Ok(())
}
