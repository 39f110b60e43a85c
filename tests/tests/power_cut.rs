//! The power goes while a crowd is filing. Afterwards everything that was acknowledged is there and the chain is whole.
//!
//! `kill -9` proves nothing about power: what a killed program has written is in the kernel's memory and reaches the disk all the
//! same. So the desk writes to a disk of our own (`tests/src/disk.rs`); at a random moment it is stopped, and the medium is
//! copied. The copy holds what a disk would hold after the cut, and nothing that only the kernel or the disk's cache knew. It is
//! mounted, the desk is started on it, and every acknowledged case is asked for. A desk without its `sync_data` does not pass.
//!
//! Needs root and loop devices. Three cuts by default; `scripts/power-cut 50` makes fifty, and does not accept being skipped.

use std::{
    hash::{BuildHasher, Hasher, RandomState},
    sync::Arc,
};

use rustix::process::Signal;
use tests::{
    desk::Desk,
    disk::Disk,
    fair::Fair,
    filing::{self, Crowd},
    photo, program,
};

/// Cuts on one store, one after the other, before a new one is begun.
const CUTS_A_STORE: usize = 10;
/// People filing at once.
const PEOPLE: usize = 24;
/// More of them, with a photo to every case.
const PHOTOGRAPHERS: usize = 3;
/// Room for a store, the copy of it that a start after a cut keeps, and the reserve.
const MIB: u64 = 1024;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_when_the_power_goes() -> anyhow::Result<()> {
    let asked = std::env::var("FAIRDESK_CUTS").ok();
    let cuts: usize = asked.as_deref().map_or(Ok(3), str::parse)?;
    if let Err(why) = Disk::ext4(16) {
        assert!(asked.is_none(), "no cut can be made here: {why:#}");
        tests::skipped("the power cut", &format!("{why:#} (needs root and a loop device)"));
        return Ok(());
    }
    let (mut left, mut checked, mut photographers) = (cuts, 0, 0);
    while left > 0 {
        let round = left.div_ceil(2).min(CUTS_A_STORE);
        checked += cut_while_filing(round, photographers).await?;
        left -= round;
        // By turns: a photo that is synced takes along what others forgot to sync.
        photographers = PHOTOGRAPHERS - photographers;
    }
    println!(
        "{cuts} power cuts, {checked} acknowledged cases asked for afterwards, none lost, every chain whole"
    );
    Ok(())
}

/// Lets a crowd file on a fresh store and cuts the power `cuts` times; how many cases were asked for afterwards.
async fn cut_while_filing(cuts: usize, photographers: usize) -> anyhow::Result<usize> {
    let disk = Disk::ext4(MIB)?;
    let plan = Desk::plan().data(disk.path().join("data")).for_a_crowd().set("disk.reserve_mib", 16);
    let mut fair = Fair::found_with(plan).await?;
    let head = fair.signed_in("head").await?;
    let crowd = Arc::new(Crowd::default());
    let mut rush = crowd.rush(&head, PEOPLE);
    let photo = std::fs::read(photo::jpeg(disk.path().as_path(), "photo.jpg")?)?;
    rush.joined_by_photographers(&head, photographers, &photo);
    let mut checked = 0;
    for cut in 1..=cuts {
        // A photo must be on the disk before the entry that names it: with one just taken in, the cut is most likely to tell.
        if photographers > 0 {
            rush.has_another_photo().await?;
        }
        rush.reaches(crowd.acknowledged().len() + random(20..200)).await?;
        fair.desk.signal(Signal::STOP)?;
        // Whatever was acknowledged by now was acknowledged before the copy is made.
        let acknowledged = crowd.acknowledged();
        let copy = disk.after_power_cut()?;
        checked += acknowledged.len();
        survived(&copy, &acknowledged).await?;
        fair.desk.signal(Signal::CONT)?;
        println!("cut {cut}: {} acknowledged cases, all there", acknowledged.len());
    }
    fair.desk.kill9().await?;
    rush.ends().await?;
    Ok(checked)
}

/// Starts a desk on what the cut left, and asks for everything. `verify` reads every photo that an entry names.
async fn survived(copy: &Disk, acknowledged: &[filing::Filed]) -> anyhow::Result<()> {
    let plan = Desk::plan().data(copy.path().join("data")).set("disk.reserve_mib", 16);
    let mut desk = plan.start().await?;
    filing::all_present(&desk.visitor(), acknowledged).await?;
    desk.stop().await?;
    program::verify(desk.data()).well();
    Ok(())
}

/// Some number of a range; which one matters so little that the seed of a hash map will do.
fn random(range: std::ops::Range<usize>) -> usize {
    let any = RandomState::new().build_hasher().finish();
    let width = u64::try_from(range.len()).unwrap_or(1);
    range.start + usize::try_from(any % width).unwrap_or(0)
}
