//! The power goes while tickets are given out. Every number that was on a screen is there afterwards, and none comes twice.
//!
//! On a disk of our own whose cache forgets (`tests/src/disk.rs`); needs root and loop devices.

use std::collections::BTreeSet;

use rustix::process::Signal;
use tests::disk::Disk;

use crate::{desk::Desk, program::Kiosk};

const CUTS: usize = 3;

#[tokio::test(flavor = "multi_thread")]
async fn no_number_that_was_shown_is_lost_when_the_power_goes() -> anyhow::Result<()> {
    let platter = match Disk::ext4(256) {
        Ok(platter) => platter,
        Err(why) => {
            tests::skipped("the kiosk's power cut", &format!("{why:#} (needs root and a loop device)"));
            return Ok(());
        }
    };
    let desk = Desk::open().await;
    // The desk takes nothing: whatever is lost here is lost for good.
    let code = desk.book().code.clone();
    let mut kiosk = Kiosk::at(&desk.address);
    kiosk.on(platter.path().join("data"));
    let said = kiosk.run(&["join", &code]).await;
    assert_eq!(said.code, Some(0), "{}", said.text);
    desk.book().is_broken = true;
    kiosk.start().await;
    let mut shown = BTreeSet::new();
    for _ in 0..CUTS {
        for _ in 0..3 {
            shown.insert(kiosk.visitor().gets_a_ticket("words").await?);
        }
        kiosk.signal(Signal::STOP);
        let copy = platter.after_power_cut()?;
        // What the cut left, as a kiosk finds it that starts again.
        let mut after = Kiosk::at(&desk.address);
        after.on(copy.path().join("data"));
        after.start().await;
        let next = after.visitor().gets_a_ticket("words").await?;
        assert!(!shown.contains(&next), "{next} is given out a second time");
        desk.book().is_broken = false;
        desk.until("everything of it is at the desk", |book| {
            shown.iter().all(|number| book.taken.iter().any(|issue| issue.number.to_string() == *number))
        })
        .await;
        {
            let mut book = desk.book();
            book.is_broken = true;
            book.taken.clear();
        }
        assert_eq!(after.stop().await, Some(0));
        kiosk.signal(Signal::CONT);
    }
    kiosk.kill9().await;
    Ok(())
}
