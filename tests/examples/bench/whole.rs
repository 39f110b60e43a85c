//! The whole program as its own process: what it holds in memory, how soon followers hear, how soon it starts, what a phone loads.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::Context;
use domain::{Actor, Command, HallId};
use fairdesk::app::{From, Once};
use tests::{
    browser::{Opening, Screen},
    desk::Desk,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    sync::watch,
    task::JoinSet,
};

use crate::{
    aim, folder,
    inside::{Inside, Kept},
    races::{self, Held},
};

const FOLLOWERS: usize = 2_000;
const RESIDENT_MIB: u64 = 160;
const ENTRIES: u64 = 300_000;
const START: Duration = Duration::from_secs(3);
const FIRST_LOAD: u64 = 60 * 1024;

/// A folder with so many cases in it, as a desk leaves it that was stopped; what each holder was given, in the order of the line.
async fn with_cases(data: &Path) -> anyhow::Result<Vec<Held>> {
    let desk = Inside::found(Kept::Durably, data, 16).await?;
    let held = races::file_at_once(&desk, races::TICKETS).await?;
    desk.stop().await?;
    Ok(held)
}

/// How soon the last of many followers hears of a change that concerns all of them, and what the desk holds in memory.
pub async fn followers() -> anyhow::Result<()> {
    let folder = folder()?;
    let held = with_cases(folder.path()).await?;
    let desk = Desk::plan().data(folder.path()).set("disk.reserve_mib", 16).as_a_service();
    let mut desk = desk.start().await?;
    let bare = resident(&desk)?;
    // The first in the line leaves it, so everybody behind moves up by one.
    let (first, behind) = held.split_first().context("somebody in the line")?;
    let heard = Arc::new(Heard::default());
    let mut following = JoinSet::new();
    for ticket in &behind[..FOLLOWERS] {
        let path = format!("/api/v1/tickets/{}/events", ticket.key);
        following.spawn(Arc::clone(&heard).follow(desk.port(), path));
    }
    heard.wait_for(FOLLOWERS).await?;
    let before = resident(&desk)?;
    let leaver = desk.visitor().bearing(&first.holder);
    leaver.delete(&format!("/api/v1/tickets/{}", first.key)).await?.with_status(200);
    let answered = Instant::now();
    heard.wait_for(2 * FOLLOWERS).await?;
    let took = answered.elapsed();
    let after = resident(&desk)?;
    following.abort_all();
    println!("\n{FOLLOWERS} followers of different tickets, {} cases", races::TICKETS);
    println!(
        "  a change that moves all of them reached the last one {took:.0?} after its cause was answered"
    );
    println!(
        "  resident: {bare} MiB after the start, {before} MiB with the followers, {after} MiB after the change  {}",
        aim(after < RESIDENT_MIB)
    );
    desk.stop().await
}

/// How many events were heard, by all followers together.
#[derive(Default)]
struct Heard {
    count: AtomicUsize,
    changed: watch::Sender<()>,
}

impl Heard {
    async fn follow(self: Arc<Self>, port: u16, path: String) -> anyhow::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
        let request = format!("GET {path} HTTP/1.1\r\nHost: desk\r\nAccept: text/event-stream\r\n\r\n");
        stream.write_all(request.as_bytes()).await?;
        let mut lines = BufReader::with_capacity(1024, stream).lines();
        while let Some(line) = lines.next_line().await? {
            if line.starts_with("event: state") || line.starts_with("event:state") {
                self.count.fetch_add(1, Ordering::Relaxed);
                self.changed.send_replace(());
            }
        }
        Ok(())
    }

    async fn wait_for(&self, count: usize) -> anyhow::Result<()> {
        let mut changed = self.changed.subscribe();
        let all = changed.wait_for(|()| self.count.load(Ordering::Relaxed) >= count);
        let in_time = tokio::time::timeout(tests::PATIENCE, all).await;
        let heard = self.count.load(Ordering::Relaxed);
        in_time.with_context(|| format!("only {heard} of {count} events were heard"))??;
        Ok(())
    }
}

/// MiB of memory the desk's process holds.
fn resident(desk: &Desk) -> anyhow::Result<u64> {
    Ok(desk.resident_kib()? / 1024)
}

/// How long the program takes from its start to its address, with a long journal behind it.
pub async fn start() -> anyhow::Result<()> {
    const AT_ONCE: usize = 256;
    let folder = folder()?;
    let desk = Inside::found(Kept::Durably, folder.path(), 16).await?;
    races::file_at_once(&desk, races::TICKETS).await?;
    let mut advising = JoinSet::new();
    for client in 0..AT_ONCE {
        let (app, mediator) = (desk.app.clone(), desk.mediators[client % desk.mediators.len()]);
        advising.spawn(async move {
            while app.now().head.seq < ENTRIES {
                let advice = Command::GiveAdvice { hall: Some(HallId("1".to_owned())), right: None };
                app.submit(From { actor: Actor::Staff(mediator), device: None }, Once::Fresh, advice).await?;
            }
            anyhow::Ok(())
        });
    }
    while let Some(ended) = advising.join_next().await {
        ended??;
    }
    let entries = desk.app.now().head.seq;
    desk.stop().await?;
    let size = std::fs::metadata(folder.path().join("journal/store/db"))?.len() >> 20;
    let from = Instant::now();
    let mut desk = Desk::plan().data(folder.path()).set("disk.reserve_mib", 16).start().await?;
    let took = from.elapsed();
    println!("\nstart with {entries} entries ({size} MiB): every one read, checked and applied");
    println!("  {took:.2?}, then {} MiB resident  {}", resident(&desk)?, aim(took < START));
    desk.kill9().await?;
    let from = Instant::now();
    desk.restart().await?;
    println!("  {:.2?} after kill -9, when a copy of the journal is kept and synced first", from.elapsed());
    desk.stop().await
}

/// What a phone that was never here loads before it can file.
pub async fn first_load() -> anyhow::Result<()> {
    let folder = folder()?;
    let desk = Inside::found(Kept::Durably, folder.path(), 1).await?;
    let hall = desk.hall_path()?;
    desk.stop().await?;
    let mut desk = Desk::plan().data(folder.path()).set("disk.reserve_mib", 16).start().await?;
    let phone = Opening::at(Screen::Phone).open(&desk).await?;
    phone.goto(&format!("{hall}/file?as=me&kind=dispute")).await?;
    let (bytes, parts) = phone.loaded().await?;
    println!("\nfirst load of the phone's form, over the wire");
    println!("  {bytes} bytes in {parts} parts  {}", aim(bytes <= FIRST_LOAD));
    phone.close().await?;
    desk.stop().await
}
