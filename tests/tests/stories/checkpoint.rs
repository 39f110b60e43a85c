//! The log of a day on paper, and years later: does this paper belong to that journal?

use std::path::Path;

use tests::{
    desk::Desk,
    fair,
    program::{self, Said},
};

/// `fairdesk verify --checkpoint`, against a data folder or an exported log.
fn verify(said: &str, source: (&str, &Path)) -> Said {
    let (flag, path) = source;
    program::fairdesk([
        "verify".as_ref(),
        "--checkpoint".as_ref(),
        said.as_ref(),
        flag.as_ref(),
        path.as_os_str(),
    ])
}

#[track_caller]
fn found(said: &Said, why: &str) {
    assert_eq!(said.code, Some(1), "{}\n{}", said.out, said.err);
    assert!(said.err.contains(why), "{}", said.err);
}

/// The first day of the sample fair, its log as it is kept, and the line of its checkpoint.
async fn first_day(desk: &Desk) -> anyhow::Result<(String, serde_json::Value, String)> {
    let browser = desk.visitor();
    let form = browser.open("/sign-in").await?.well().form("pin");
    browser.send(form.set("name", "organiser").set("pin", "246810")).await?.well();
    let logs = browser.open("/office/logs").await?.well();
    let days = logs.links().into_iter();
    let days = days.filter_map(|link| Some(link.strip_prefix("/office/logs/")?.get(..10)?.to_owned()));
    let day = days.min().ok_or_else(|| anyhow::anyhow!("no log"))?;
    let kept = browser.open(&format!("/office/logs/{day}/log.json")).await?.well();
    let kept: serde_json::Value = serde_json::from_str(&kept.text)?;
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let (fair, seal) = (text(&kept["journal"]["fair"]), &kept["seal"]);
    let (upto, hash, signature) = (&seal["upto"], text(&seal["hash"]), text(&seal["signature"]));
    let line = format!("fairdesk-seal-1.{fair}.{day}.{upto}.{hash}.{signature}");
    Ok((day, kept, line))
}

#[tokio::test]
async fn a_printed_log_is_held_against_the_journal_and_against_its_export() -> anyhow::Result<()> {
    let mut desk = Desk::plan().demo().start().await?;
    desk.printed_path("/t/").await?;
    fair::sign_in(&desk, "organiser", "246810").await?;
    let (day, _, line) = first_day(&desk).await?;
    let folder = tempfile::tempdir()?;
    let export = folder.path().join("log.json");
    for (format, file) in [("json", "log.json"), ("pdf", "log.pdf"), ("xlsx", "log.xlsx"), ("csv", "log.csv")]
    {
        let file = folder.path().join(file);
        let data = desk.data();
        let arguments: [&std::ffi::OsStr; 8] = [
            "export".as_ref(),
            day.as_ref(),
            "--format".as_ref(),
            format.as_ref(),
            "--data".as_ref(),
            data.as_os_str(),
            "--out".as_ref(),
            file.as_os_str(),
        ];
        program::fairdesk(arguments).well();
        assert!(std::fs::metadata(&file)?.len() > 500, "{format}");
    }
    assert!(std::fs::read(folder.path().join("log.pdf"))?.starts_with(b"%PDF-"));

    // Beside the desk that serves it, as it was scanned; and in a file, as it was typed.
    let data = desk.data().to_owned();
    let scanned = format!("http://192.0.2.7:8080/v/{line}");
    let said = verify(&scanned, ("--data", &data)).well();
    assert!(said.out.starts_with("belongs to this journal"), "{}", said.out);
    let typed = folder.path().join("typed.txt");
    std::fs::write(&typed, line.replace('.', ".\n  "))?;
    verify(&typed.to_string_lossy(), ("--export", &export)).well();

    let flipped = line.replacen(&format!(".{day}."), ".1999-01-01.", 1);
    for source in [("--data", data.as_path()), ("--export", export.as_path())] {
        verify(&line, source).well();
        found(&verify(&flipped, source), "not this fair's");
        found(&verify("fairdesk-seal-1.nonsense", source), "unreadable");
    }
    // Somebody changes a figure, a row, or takes the signature away: what remains was not signed.
    let kept: serde_json::Value = serde_json::from_slice(&std::fs::read(&export)?)?;
    let altered = folder.path().join("altered.json");
    let changes: [fn(&mut serde_json::Value); 4] = [
        |log| log["filed"] = 4.into(),
        |log| log["rows"][0]["booth"] = "9.9".into(),
        |log| log["remarks"] = serde_json::json!([{ "text": "All went well." }]),
        |log| log["signature"] = serde_json::Value::Null,
    ];
    for change in changes {
        let mut forged = kept.clone();
        change(&mut forged);
        assert_ne!(forged, kept);
        std::fs::write(&altered, forged.to_string())?;
        found(&verify(&line, ("--export", &altered)), "the export was altered");
    }
    // Laid out otherwise it says the same.
    std::fs::write(&altered, kept.to_string())?;
    verify(&line, ("--export", &altered)).well();
    // Somebody changes the exported hash: the paper knows better.
    let hash = line.split('.').nth(4).unwrap_or_default();
    std::fs::write(&altered, kept["journal"].to_string().replace(hash, &"0".repeat(64)))?;
    let whole = format!("{{\"day\": \"{day}\", \"journal\": {}}}", std::fs::read_to_string(&altered)?);
    std::fs::write(&altered, whole)?;
    found(&verify(&line, ("--export", &altered)), "the export was altered");
    let other_file = verify(&line, ("--export", &typed));
    assert_eq!(other_file.code, Some(1), "{}", other_file.err);

    let mut other = Desk::plan().demo().start().await?;
    other.printed_path("/t/").await?;
    found(&verify(&line, ("--data", other.data())), "another journal");
    other.stop().await?;
    desk.stop().await
}
