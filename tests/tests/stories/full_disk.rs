//! The disk fills up. New work is refused in words, reading goes on, nothing acknowledged is lost, and the desk starts again.

use std::{io::Write, path::Path};

use tests::{
    desk::Desk,
    disk::Disk,
    fair::Fair,
    filing::{all_present, dispute, file},
};

/// Writes until so many bytes are left; with none left, until nothing fits any more.
fn fill(folder: &Path, leave: u64) -> anyhow::Result<()> {
    let mut filler = std::fs::File::options().create(true).append(true).open(folder.join("filler"))?;
    let block = vec![0; 64 << 10];
    loop {
        let there = rustix::fs::statvfs(folder)?;
        if there.f_bavail * there.f_frsize <= leave || filler.write_all(&block).is_err() {
            return Ok(());
        }
    }
}

#[tokio::test]
async fn on_a_full_disk_reading_goes_on_and_nothing_is_lost() -> anyhow::Result<()> {
    let disk = match Disk::small(160) {
        Ok(disk) => disk,
        Err(why) => {
            tests::skipped("the full disk", &format!("{why:#}"));
            return Ok(());
        }
    };
    let plan = Desk::plan().data(disk.path().join("data")).set("disk.reserve_mib", 16);
    let mut fair = Fair::found_with(plan).await?;
    let head = fair.signed_in("head").await?;
    let filed = vec![file(&head, "before", &dispute("Early")).await?];

    fill(&disk.path(), 15 << 20)?;
    let refused = head.post("/api/v1/cases", "below", &dispute("Late")).await?;
    assert_eq!((refused.status, refused.code()), (507, "storage-low"), "{}", refused.text);
    all_present(&fair.desk.visitor(), &filed).await?;

    fill(&disk.path(), 0)?;
    fair.desk.kill9().await?;
    fair.desk.restart().await?;
    all_present(&fair.desk.visitor(), &filed).await?;

    std::fs::remove_file(disk.path().join("filler"))?;
    let head = fair.signed_in("head").await?;
    let later = file(&head, "below", &dispute("Late")).await?;
    all_present(&fair.desk.visitor(), &[filed, vec![later]].concat()).await?;
    fair.desk.stop().await
}
