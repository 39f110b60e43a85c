//! `fairdesk-kiosk doctor`: looks at the machine as somebody would who knows what goes wrong on the morning of a fair, and says how
//! to mend it. Changes nothing but the note of who had the store open last.

use std::path::Path;
use std::sync::Arc;

use clock::{Clock, SystemClock};
use durable::{Disk, Fault, LocalDisk};
use link::{Hello, Standing};
use slip::{
    Patience,
    doctor::{Found, examine},
};

use crate::{
    cli::{Exit, Settings},
    desk::{CallError, DeskCalls},
    store::{Membership, State, Store, StoreError, aside},
};

/// A clock that is off by more is worth a word: with the wire cut after a start, tickets carry it.
const CLOCK_OFF_MS: u64 = 2_000;
/// Room that a few thousand tickets need, and some.
const ROOM: u64 = 256 << 20;

fn bad(what: impl Into<String>, mend: impl Into<String>) -> Found {
    Found::Bad(what.into(), mend.into())
}

/// Looks at everything and prints what was found.
///
/// # Errors
/// None of what is found is an error of this command.
pub async fn run(settings: &Settings) -> anyhow::Result<Exit> {
    let mut found = vec![room(&settings.data)];
    let store = store(settings, &mut found);
    found.extend(put_aside(&settings.data)?);
    found.extend(desk(settings, store.as_ref()).await?);
    found.extend(examine(&settings.printer, Patience::default()));
    found.push(match slip::Letters::built_in() {
        Ok(_) => Found::Good("letters: those of slips are built in".to_owned()),
        Err(error) => bad(format!("letters: {error}"), "install the program again; it is damaged"),
    });
    if let Some(store) = store {
        store.close()?;
    }
    for one in &found {
        println!("{one}");
    }
    let worst = found.iter().filter(|one| one.is_bad()).count();
    println!("\n{}", if worst == 0 { "Nothing to mend.".to_owned() } else { format!("To mend: {worst}.") });
    Ok(if worst == 0 { Exit::Done } else { Exit::Found })
}

fn room(data: &Path) -> Found {
    let there = data.ancestors().find(|path| path.is_dir()).unwrap_or(Path::new("."));
    match LocalDisk.free(there) {
        Ok(free) if free < ROOM => bad(
            format!("disk: only {} MB are free", free >> 20),
            "make room: below 32 MB no ticket is given out",
        ),
        Ok(free) => Found::Good(format!("disk: {} MB free", free >> 20)),
        Err(error) => {
            bad(format!("disk: {error}"), format!("look at the disk that holds {}", data.display()))
        }
    }
}

/// Damaged stores that were put aside: what they had not sent, nobody has.
fn put_aside(data: &Path) -> anyhow::Result<Option<Found>> {
    let folders: Vec<_> = aside(data)?.iter().map(|folder| folder.display().to_string()).collect();
    let what = || {
        format!(
            "tickets: a damaged store was put aside in {}; what it had not sent is not at the desk",
            folders.join(", ")
        )
    };
    let mend = "whoever has a slip that the desk does not know is filed at the counter, with its number; when the fair is over, or nobody can \
                come any more, move the folder away";
    Ok((!folders.is_empty()).then(|| bad(what(), mend)))
}

/// Opens the store to look at it; a kiosk that was never joined has none yet.
fn store(settings: &Settings, found: &mut Vec<Found>) -> Option<Store> {
    if !settings.data.join("tickets").is_dir() && !settings.data.join("lock").exists() {
        found.push(bad("store: this kiosk has not joined a desk", "fairdesk-kiosk join CODE"));
        return None;
    }
    match Store::open(&settings.data, SystemClock::start().now(), Arc::new(LocalDisk)) {
        Ok(store) => {
            found.extend(store.read(tickets));
            Some(store)
        }
        Err(StoreError::Disk(Fault::InUse { holder })) => {
            found.push(Found::Note(format!(
                "store: the kiosk runs ({holder}); stop it to have the store checked"
            )));
            None
        }
        Err(error) if error.is_damage() => {
            let mend = "have a join code made and run fairdesk-kiosk join CODE: the kiosk gets new letters, and the damaged \
                        store is put aside whole";
            found.push(bad(format!("store: {error}"), mend));
            None
        }
        Err(error) => {
            found.push(bad(format!("store: {error}"), "run this as the user who runs the kiosk"));
            None
        }
    }
}

fn tickets(state: &State) -> Vec<Found> {
    let Some(known) = state.known().filter(|_| state.membership().is_some()) else {
        return vec![bad("store: this kiosk has not joined a desk", "fairdesk-kiosk join CODE")];
    };
    let (minted, waiting) = (state.minted(known.series), state.outbox_len());
    let mut found = vec![Found::Good(format!(
        "store: whole; {minted} tickets given out as {}-…, {waiting} on their way to the desk",
        known.series
    ))];
    let refused: Vec<_> = state
        .refused()
        .map(|ticket| format!("{} ({})", ticket.minted.number, ticket.refusal_code()))
        .collect();
    if !refused.is_empty() {
        let what = format!("tickets: the desk refused {}", refused.join(", "));
        found.push(bad(what, "settle them at the counter by their numbers; they are kept here"));
    }
    found
}

/// Says hello, as the kiosk does.
async fn desk(settings: &Settings, store: Option<&Store>) -> anyhow::Result<Vec<Found>> {
    let desk = DeskCalls::at(&settings.server)?;
    let asked = store.and_then(|store| {
        store.read(|state| Some((state.membership()?.clone(), state.series()?, state.outbox_len())))
    });
    let Some((Membership { token, .. }, series, outbox)) = asked else {
        return Ok(vec![Found::Note(format!(
            "desk: {} is asked once the kiosk has joined",
            settings.server
        ))]);
    };
    let clock = SystemClock::start();
    let hello = Hello {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        now: clock.now(),
        series,
        minted: store.map_or(0, |store| store.read(|state| state.minted(series))),
        outbox: u32::try_from(outbox).unwrap_or(u32::MAX),
        refused_count: 0,
        refused: Vec::new(),
        paper: link::Paper::Unknown,
        // While the kiosk stands still, nobody is to send it a slip.
        trouble: Some(link::Trouble::Offline),
        print_queue: 0,
        prints: Vec::new(),
        put_aside: u32::try_from(aside(&settings.data)?.len()).unwrap_or(u32::MAX),
    };
    let sent = clock.monotonic();
    let greeting = match desk.hello(&token, &hello).await {
        Ok(greeting) => greeting,
        Err(error @ CallError::Refused(_)) => {
            return Ok(vec![bad(
                format!("desk: {error}"),
                "have a join code made and run fairdesk-kiosk join CODE",
            )]);
        }
        Err(error @ (CallError::Unreachable(_) | CallError::Later(_))) => {
            let mend = format!(
                "check the cable, and that {} is the desk's address; tickets are given out all the same",
                settings.server
            );
            return Ok(vec![bad(format!("desk: {error}"), mend)]);
        }
    };
    let mut found = vec![match greeting.standing {
        Standing::Open => Found::Good(format!("desk: {} answers", settings.server)),
        Standing::Locked { .. } => Found::Note("desk: the organiser has locked this kiosk".to_owned()),
        Standing::Revoked => bad(
            "desk: the organiser has taken this kiosk out of use",
            "have a join code made and run fairdesk-kiosk join CODE",
        ),
    }];
    let middle = clock.monotonic().saturating_sub(sent) / 2;
    let off = clock.now().duration_since(greeting.now).as_millis()
        - i128::try_from(middle.as_millis()).unwrap_or(0);
    found.push(if off.unsigned_abs() > u128::from(CLOCK_OFF_MS) {
        Found::Note(format!(
            "clock: {} s off the desk's; it is corrected, but let the machine take its time from the desk or the network",
            off / 1000
        ))
    } else {
        Found::Good("clock: goes with the desk's".to_owned())
    });
    Ok(found)
}
