//! A store that is not what it was: one byte flipped, a part cut off, written by a newer release. It is found at the start and by
//! `verify`, and nothing is served.

use std::path::PathBuf;

use tests::{
    fair::Fair,
    filing::{dispute, file},
    program,
};

/// A desk that was stopped in order, with a few cases, and where its store lies.
async fn stopped_desk() -> anyhow::Result<(Fair, PathBuf)> {
    let mut fair = Fair::found().await?;
    let head = fair.signed_in("head").await?;
    for n in 0..5 {
        file(&head, &format!("case-{n}"), &dispute(&format!("Claimant {n}"))).await?;
    }
    fair.desk.stop().await?;
    let store = fair.desk.data().join("journal/store/db");
    anyhow::ensure!(store.exists(), "the store is not where this story looks for it");
    Ok((fair, store))
}

fn place_of(bytes: &[u8], text: &str) -> usize {
    bytes.windows(text.len()).position(|window| window == text.as_bytes()).expect("the text is in the store")
}

#[tokio::test]
async fn a_flipped_byte_is_found_and_mending_it_brings_the_desk_back() -> anyhow::Result<()> {
    let (mut fair, store) = stopped_desk().await?;
    let whole = std::fs::read(&store)?;
    let mut flipped = whole.clone();
    flipped[place_of(&whole, "Lantern Mediation Committee")] ^= 0x20;
    std::fs::write(&store, &flipped)?;
    let verified = program::verify(fair.desk.data());
    assert_eq!(verified.code, Some(1), "{} {}", verified.out, verified.err);
    let started = fair.desk.restart().await;
    assert!(started.is_err(), "a damaged store is not served");
    // A failed start changes nothing, so putting the byte back is enough.
    std::fs::write(&store, &whole)?;
    program::verify(fair.desk.data()).well();
    fair.desk.restart().await?;
    fair.signed_in("head").await?;
    fair.desk.stop().await
}

#[tokio::test]
async fn a_store_that_was_put_back_to_yesterday_is_not_served() -> anyhow::Result<()> {
    let (mut fair, store) = stopped_desk().await?;
    let yesterday = std::fs::read(&store)?;
    fair.desk.restart().await?;
    let head = fair.signed_in("head").await?;
    file(&head, "today", &dispute("Today")).await?;
    fair.desk.stop().await?;
    std::fs::write(&store, &yesterday)?;
    let verified = program::verify(fair.desk.data());
    assert_eq!(verified.code, Some(1), "{} {}", verified.out, verified.err);
    assert!(fair.desk.restart().await.is_err(), "a store behind its own head is not served");
    Ok(())
}

#[tokio::test]
async fn a_store_of_a_newer_release_is_left_alone() -> anyhow::Result<()> {
    let (mut fair, store) = stopped_desk().await?;
    let folder = store.parent().expect("the store is in a folder");
    let newer = sled::Config::new().path(folder).segment_size(8 << 20).open()?;
    newer.insert(b"mversion", &99_u32.to_be_bytes())?;
    newer.flush()?;
    drop(newer);
    let verified = program::verify(fair.desk.data());
    assert_eq!(verified.code, Some(1), "{} {}", verified.out, verified.err);
    let refused = fair.desk.restart().await.expect_err("a store nobody here understands is not served");
    assert!(refused.to_string().contains("newer"), "{refused}");
    Ok(())
}
