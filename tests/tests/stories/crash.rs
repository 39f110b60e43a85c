//! The program dies in the middle of a crowd. Whoever was told "filed" has a case afterwards, and the chain is whole.

use std::sync::Arc;

use tests::{
    desk::Desk,
    fair::Fair,
    filing::{self, Crowd, dispute, file},
    program,
};

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_a_crowd_files_it_has_every_acknowledged_case() -> anyhow::Result<()> {
    let mut fair = Fair::found_with(Desk::plan().for_a_crowd()).await?;
    let crowd = Arc::new(Crowd::default());
    for wanted in [40, 90, 150] {
        let head = fair.signed_in("head").await?;
        let mut rush = crowd.rush(&head, 16);
        rush.reaches(wanted).await?;
        fair.desk.kill9().await?;
        rush.ends().await?;
        program::verify(fair.desk.data()).well();
        fair.desk.restart().await?;
        filing::all_present(&fair.desk.visitor(), &crowd.acknowledged()).await?;
    }
    let filed = crowd.acknowledged();
    let mut numbers: Vec<_> = filed.iter().map(|filed| filed.number.clone()).collect();
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), filed.len(), "no number twice");
    fair.desk.stop().await
}

#[tokio::test]
async fn a_retry_after_a_crash_gets_the_first_answer() -> anyhow::Result<()> {
    let mut fair = Fair::found().await?;
    let head = fair.signed_in("head").await?;
    let first = file(&head, "once", &dispute("Mei Hua")).await?;
    fair.desk.kill9().await?;
    fair.desk.restart().await?;
    // Sessions outlive a crash only when they were saved; signing in again is the same person.
    let head = fair.signed_in("head").await?;
    assert_eq!(file(&head, "once", &dispute("Mei Hua")).await?, first, "the same case, the same keys");
    let other = head.post("/api/v1/cases", "once", &dispute("Somebody else")).await?;
    assert_eq!(other.status, 422, "{}", other.text);
    fair.desk.stop().await
}
