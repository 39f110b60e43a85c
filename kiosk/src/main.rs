//! `fairdesk-kiosk`: what the command line asks for.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::Parser;
use clock::{Clock, SystemClock};
use durable::{Fault, LocalDisk};
use fairdesk_kiosk::{
    cli::{Command, CommandLine, Exit, Settings},
    desk::DeskCalls,
    doctor, joining, screen, serve,
    store::{Store, StoreError, put_aside},
    telemetry,
};

#[tokio::main]
async fn main() -> ExitCode {
    let line = CommandLine::parse();
    if let Err(error) = telemetry::start(&line.settings.log) {
        eprintln!("fairdesk-kiosk: {error}");
        return Exit::Usage.into();
    }
    let done = match &line.command {
        None | Some(Command::Serve) => serve::run(&line.settings).await,
        Some(Command::Join { code, anew }) => join(&line.settings, code, *anew).await,
        Some(Command::Screen) => screen::offer(&line.settings),
        Some(Command::Doctor) => doctor::run(&line.settings).await,
    };
    match done {
        Ok(exit) => exit.into(),
        Err(error) => {
            eprintln!("fairdesk-kiosk: {error:#}");
            Exit::Found.into()
        }
    }
}

/// Joins a desk. A store that is damaged is put aside, whole, once the desk has said yes.
async fn join(settings: &Settings, code: &str, anew: bool) -> anyhow::Result<Exit> {
    let now = SystemClock::start().now();
    let desk = DeskCalls::at(&settings.server)?;
    let store = match Store::open(&settings.data, now, Arc::new(LocalDisk)) {
        Ok(store) => {
            store.expect_room()?;
            if let Some(already) = joining::already(&store).filter(|_| !anew) {
                store.close()?;
                anyhow::bail!(
                    "{} is a kiosk already: {already}. Start it as it is. A second kiosk needs a folder of its own (--data DIR). To \
                     give this one other letters, or another desk, add --anew",
                    settings.data.display()
                );
            }
            Some(store)
        }
        Err(error) if error.is_damage() => {
            println!("{error}. The kiosk gets letters of its own, and what lies there now is put aside.");
            None
        }
        Err(StoreError::Disk(Fault::InUse { holder })) => {
            anyhow::bail!("the kiosk runs ({holder}): type the code on its screen, or stop it first")
        }
        Err(error) => return Err(error).context("the store cannot be opened"),
    };
    let joined = joining::ask(&desk, code).await?;
    let series = joined.series;
    let store = if let Some(store) = store {
        store
    } else {
        println!("The damaged store lies in {} now.", put_aside(&settings.data, now)?.display());
        Store::open(&settings.data, now, Arc::new(LocalDisk))?
    };
    joining::keep(&store, &desk, joined, now)?;
    store.close()?;
    println!(
        "This kiosk has joined {}. Its letter is {series}: its tickets begin with {series}-001.",
        settings.server
    );
    println!(
        "Next: start it, as the service fairdesk-kiosk or with fairdesk-kiosk --server {} --data {}, and open http://{}/ in its \
         browser, full-screen. fairdesk-kiosk doctor tells whether printer, clock and desk are well; the office shows the kiosk under \
         Office, Kiosks.",
        settings.server,
        settings.data.display(),
        settings.listen
    );
    Ok(Exit::Done)
}
