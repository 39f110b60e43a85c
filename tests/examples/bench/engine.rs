//! The engine with everything it does beside the bare store: the same disk, the same number of entries a sync.

use std::{
    fs::File,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use domain::{Actor, Command, HallId};
use fairdesk::app::{From, Once};
use tokio::task::JoinSet;

use crate::{
    SPELL, aim, folder,
    inside::{Inside, Kept},
};

const BATCH: u64 = 64;
const AIM: f64 = 0.4;
/// About what an entry with a short fact takes up in the store.
const ENTRY_BYTES: usize = 400;

/// Prints the ratio.
pub async fn beside_the_store() -> anyhow::Result<()> {
    let bare = tokio::task::spawn_blocking(bare).await??;
    let engine = engine().await?;
    let ratio = engine / bare;
    println!("\nthe engine, {BATCH} commands at once, beside sled with sync_data, {BATCH} entries a batch");
    println!(
        "  engine {engine:.0} commands/s, sled {bare:.0} entries/s, ratio {ratio:.2}  {}",
        aim(ratio >= AIM)
    );
    Ok(())
}

async fn engine() -> anyhow::Result<f64> {
    let folder = folder()?;
    let desk = Inside::found(Kept::Durably, folder.path(), 1).await?;
    let (done, from, mut asking) = (Arc::new(AtomicU64::new(0)), Instant::now(), JoinSet::new());
    for _ in 0..BATCH {
        let (app, done, mediator) = (desk.app.clone(), Arc::clone(&done), desk.mediators[0]);
        asking.spawn(async move {
            while from.elapsed() < SPELL {
                let advice = Command::GiveAdvice { hall: Some(HallId("1".to_owned())), right: None };
                app.submit(From { actor: Actor::Staff(mediator), device: None }, Once::Fresh, advice).await?;
                done.fetch_add(1, Ordering::Relaxed);
            }
            anyhow::Ok(())
        });
    }
    while let Some(ended) = asking.join_next().await {
        ended??;
    }
    let rate = per_second(done.load(Ordering::Relaxed), from);
    desk.stop().await?;
    Ok(rate)
}

/// What the store itself can do, with what it takes to be safe from power cuts.
fn bare() -> anyhow::Result<f64> {
    let folder = folder()?;
    let store = sled::Config::new()
        .path(folder.path().join("store"))
        .mode(sled::Mode::LowSpace)
        .segment_size(8 << 20)
        .cache_capacity(16 << 20)
        .flush_every_ms(None)
        .open()?;
    let file = File::open(folder.path().join("store/db"))?;
    let (mut seq, from) = (0_u64, Instant::now());
    while from.elapsed() < SPELL {
        let mut batch = sled::Batch::default();
        for _ in 0..BATCH {
            seq += 1;
            batch.insert(&seq.to_be_bytes(), vec![7; ENTRY_BYTES]);
        }
        store.apply_batch(batch)?;
        store.flush()?;
        file.sync_data()?;
    }
    Ok(per_second(seq, from))
}

fn per_second(count: u64, from: Instant) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / from.elapsed().as_secs_f64()
}
