//! `fairdesk-kiosk doctor`: looks at the machine as somebody would who knows what goes wrong on the morning of a fair, and says how
//! to mend it. Changes nothing but the note of who had the store open last.

use std::net::{IpAddr, Ipv4Addr};
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
    page::standing::Told,
    store::{Membership, Store, StoreError, aside},
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
    let desk = DeskCalls::at(&settings.server)?;
    match store(settings, &mut found) {
        Some(Looked::Open(store)) => {
            let told = store.read(|state| Told::of(state, &settings.server, false));
            found.extend(tickets(&told));
            found.extend(hello(&desk, &store, &settings.data).await?);
            found.extend(codes(&told));
            store.close()?;
        }
        Some(Looked::Runs(holder)) => found.extend(running(settings, &desk, &holder).await),
        None => found.push(answers(&desk).await),
    }
    found.extend(put_aside(&settings.data)?);
    found.extend(examine(&settings.printer, Patience::default()));
    found.push(match slip::Letters::built_in() {
        Ok(_) => Found::Good("letters: those of slips are built in".to_owned()),
        Err(error) => bad(format!("letters: {error}"), "install the program again; it is damaged"),
    });
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
            format!("disk: only {} MiB are free", free >> 20),
            "make room: below 32 MiB no ticket is given out",
        ),
        Ok(free) => Found::Good(format!("disk: {} MiB free", free >> 20)),
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

/// What can be looked at.
enum Looked {
    /// The store, which nobody else has open.
    Open(Box<Store>),
    /// The kiosk runs and has it: the process named.
    Runs(String),
}

/// Opens the store to look at it; a kiosk that was never joined has none yet.
fn store(settings: &Settings, found: &mut Vec<Found>) -> Option<Looked> {
    if !settings.data.join("tickets").is_dir() && !settings.data.join("lock").exists() {
        found.push(not_joined());
        return None;
    }
    match Store::open(&settings.data, SystemClock::start().now(), Arc::new(LocalDisk)) {
        Ok(store) => Some(Looked::Open(Box::new(store))),
        Err(StoreError::Disk(Fault::InUse { holder })) => Some(Looked::Runs(holder)),
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

fn not_joined() -> Found {
    bad("store: this kiosk has not joined a desk", "fairdesk-kiosk join CODE")
}

/// Asks the kiosk that runs, and the desk that it talks to.
async fn running(settings: &Settings, desk: &DeskCalls, holder: &str) -> Vec<Found> {
    let mut page = settings.listen;
    if page.ip().is_unspecified() {
        page.set_ip(Ipv4Addr::LOCALHOST.into());
    }
    let told = match desk.standing_of(page).await {
        Ok(told) => told,
        Err(error) => {
            tracing::debug!(error = &error as &dyn std::error::Error, "the running kiosk does not tell");
            let what = format!(
                "store: the kiosk runs ({holder}) and does not say at {page} how it stands; its tickets could not be checked"
            );
            let mend =
                "name the address where it serves its page with --listen, or stop it and run this again";
            return vec![bad(what, mend), answers(desk).await];
        }
    };
    let mut found = vec![Found::Good(format!("kiosk: it runs ({holder}), release {}", told.version))];
    found.extend(tickets(&told));
    found.push(match (&told.standing, told.reachable) {
        (_, false) => unreachable(&told.server, "the desk cannot be reached"),
        (Some(Standing::Locked { .. }), true) => locked(),
        (Some(Standing::Revoked), true) => revoked(),
        (Some(Standing::Open) | None, true) => Found::Good(format!("desk: {} answers", told.server)),
    });
    if told.server != settings.server {
        found.push(Found::Note(format!(
            "desk: the kiosk that runs talks to {}; {} was not asked",
            told.server, settings.server
        )));
    }
    found.extend(codes(&told));
    found
}

/// Whether a desk answers, for a kiosk that has no token to show.
async fn answers(desk: &DeskCalls) -> Found {
    match desk.is_there().await {
        Ok(()) => Found::Good(format!("desk: {} answers", desk.server())),
        Err(error) => unreachable(desk.server(), &error.to_string()),
    }
}

fn unreachable(server: &str, why: &str) -> Found {
    bad(
        format!("desk: {why}"),
        format!(
            "check the cable, and that {server} is the desk's address; tickets are given out all the same"
        ),
    )
}

fn locked() -> Found {
    Found::Note("desk: the organiser has locked this kiosk".to_owned())
}

fn revoked() -> Found {
    bad(
        "desk: the organiser has taken this kiosk out of use",
        "have a join code made and run fairdesk-kiosk join CODE",
    )
}

/// A code that leads a phone to the phone itself leads nowhere.
fn codes(told: &Told) -> Option<Found> {
    let origin = told.codes.as_deref()?;
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host).trim_matches(['[', ']']);
    let own = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.to_canonical().is_loopback());
    own.then(|| {
        bad(
            format!("codes: those on tickets lead phones to {origin}, which no phone can open"),
            "have the organiser choose the address for printed codes, or give --server the desk's address in the network",
        )
    })
}

fn tickets(told: &Told) -> Vec<Found> {
    let Some(series) = told.series else { return vec![not_joined()] };
    let mut found = vec![Found::Good(format!(
        "store: whole; {} tickets given out as {series}-…, {} on their way to the desk",
        told.minted, told.outbox
    ))];
    if !told.refused.is_empty() {
        let what = format!("tickets: the desk refused {}", told.refused.join(", "));
        found.push(bad(what, "settle them at the counter by their numbers; they are kept here"));
    }
    found
}

/// Says hello, as the kiosk does.
async fn hello(desk: &DeskCalls, store: &Store, data: &Path) -> anyhow::Result<Vec<Found>> {
    let asked = store.read(|state| Some((state.membership()?.clone(), state.series()?, state.outbox_len())));
    let Some((Membership { token, .. }, series, outbox)) = asked else {
        return Ok(vec![answers(desk).await]);
    };
    let clock = SystemClock::start();
    let hello = Hello {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        now: clock.now(),
        series,
        minted: store.read(|state| state.minted(series)),
        outbox: u32::try_from(outbox).unwrap_or(u32::MAX),
        refused_count: 0,
        refused: Vec::new(),
        paper: link::Paper::Unknown,
        // While the kiosk stands still, nobody is to send it a slip.
        trouble: Some(link::Trouble::Offline),
        print_queue: 0,
        prints: Vec::new(),
        put_aside: u32::try_from(aside(data)?.len()).unwrap_or(u32::MAX),
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
            return Ok(vec![unreachable(desk.server(), &error.to_string())]);
        }
    };
    let mut found = vec![match greeting.standing {
        Standing::Open => Found::Good(format!("desk: {} answers", desk.server())),
        Standing::Locked { .. } => locked(),
        Standing::Revoked => revoked(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn codes_that_lead_to_the_phone_itself_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let store = testing::joined(folder.path());
        let told = store.read(|state| Told::of(state, "http://127.0.0.1:8080", true));
        assert_eq!(codes(&told), None, "the organiser chose an address");
        for (address, tells) in [
            ("http://127.0.0.1:8080", true),
            ("http://localhost:8080", true),
            ("http://[::1]:8080", true),
            ("http://192.168.1.5:8080", false),
            ("http://desk.local", false),
        ] {
            let told = Told { codes: Some(address.into()), ..told.clone() };
            assert_eq!(codes(&told).is_some_and(|found| found.is_bad()), tells, "{address}");
        }
    }
}
