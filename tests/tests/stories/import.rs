//! Real lists of exhibitors, taken in by command: whole, and once. They are not ours to publish, so they lie beside the source
//! tree (`shared/data`) where somebody has put them; elsewhere this is skipped.

use std::path::PathBuf;

use tests::{fair::Fair, program};

fn list(name: &str) -> Option<PathBuf> {
    program::top().ancestors().map(|folder| folder.join("shared/data").join(name)).find(|path| path.exists())
}

async fn taken_in_whole(name: &str, rows: usize) -> anyhow::Result<()> {
    let Some(path) = list(name) else {
        tests::skipped("the import of a real list", &format!("{name} is not here"));
        return Ok(());
    };
    let mut fair = Fair::found().await?;
    fair.desk.stop().await?;
    let import = || {
        let data = fair.desk.data().as_os_str();
        let words = ["import".as_ref(), "exhibitors".as_ref(), path.as_os_str(), "--data".as_ref(), data];
        program::fairdesk(words).well()
    };
    let first = import();
    println!("{name}: {}", first.last_line());
    let numbers = |line: &str| -> Vec<usize> {
        line.split(|c: char| !c.is_ascii_digit()).filter_map(|word| word.parse().ok()).collect()
    };
    assert!(numbers(first.last_line()).iter().sum::<usize>() >= rows, "{}", first.out);
    let second = import();
    println!("{name} again: {}", second.last_line());
    program::verify(fair.desk.data()).well();
    fair.desk.restart().await?;
    let head = fair.signed_in("head").await?;
    let booths = head.get("/api/v1/booths?limit=5").await?.with_status(200);
    assert_eq!(booths.json["items"].as_array().map(Vec::len), Some(5), "{}", booths.text);
    fair.desk.stop().await
}

#[tokio::test]
async fn light_and_building() -> anyhow::Result<()> {
    taken_in_whole("exhibitors-light-building-2022.csv", 1320).await
}

#[tokio::test]
async fn istanbul_furniture() -> anyhow::Result<()> {
    taken_in_whole("exhibitors-istanbul-furniture-2022.csv", 680).await
}
