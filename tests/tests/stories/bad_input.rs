//! What should never come, comes. Each gets a clear answer, and the desk goes on.

use std::io::Cursor;

use image::{GrayImage, ImageFormat};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use tests::{
    desk::Desk,
    fair::Fair,
    filing::{all_present, dispute, file},
    photo,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

#[tokio::test]
async fn a_body_of_two_gigabytes_is_turned_away_before_it_is_sent() -> anyhow::Result<()> {
    let fair = Fair::found().await?;
    let mut line = TcpStream::connect(("127.0.0.1", fair.desk.port())).await?;
    let head = "POST /api/v1/cases HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\n\
                Idempotency-Key: huge\r\nContent-Length: 2147483648\r\n\r\n";
    line.write_all(head.as_bytes()).await?;
    let mut answer = [0; 64];
    let read = tokio::time::timeout(tests::PATIENCE, line.read(&mut answer)).await??;
    let answer = String::from_utf8_lossy(&answer[..read]).into_owned();
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    fair.desk.visitor().open("/readyz").await?.well();
    Ok(())
}

#[tokio::test]
async fn strange_texts_are_taken_or_refused_and_never_break_anything() -> anyhow::Result<()> {
    let fair = Fair::found().await?;
    let head = fair.signed_in("head").await?;
    let texts = [
        "",
        "   ",
        "\u{0}\u{1}\u{7f}",
        "\u{202e}gnihtemos",
        "شركة المصابيح المضيئة",
        "<script>alert(1)</script>",
        "😀".repeat(300).as_str(),
        "long ".repeat(40_000).as_str(),
    ]
    .map(str::to_owned);
    for (n, text) in texts.iter().enumerate() {
        let mut body = dispute("Somebody");
        body["statement"] = json!(text);
        body["claimant"]["name"] = json!(text);
        let answer = head.post("/api/v1/cases", &format!("text-{n}"), &body).await?;
        assert!([201, 413, 422].contains(&answer.status), "{n}: {} {}", answer.status, answer.text);
        assert!(answer.status == 201 || !answer.code().is_empty(), "{}", answer.text);
    }
    Ok(())
}

#[tokio::test]
async fn what_is_no_json_or_not_ours_is_said_to_be_so() -> anyhow::Result<()> {
    let fair = Fair::found().await?;
    let head = fair.signed_in("head").await?;
    for body in [json!(null), json!([]), json!("dispute"), json!({"kind": 7}), json!({"kind": "duel"})] {
        let answer = head.post("/api/v1/cases", "odd", &body).await?;
        assert!((400..500).contains(&answer.status) && !answer.code().is_empty(), "{body}: {}", answer.text);
    }
    let raw = head.send_raw("/api/v1/cases", "application/json", "{\"kind\":".into()).await?;
    assert!((400..500).contains(&raw.status) && !raw.code().is_empty(), "{}", raw.text);
    for path in [
        "/b/AAAAAAAAAAAAAAAAAAAA",
        "/h/AAAAAAAAAAAAAAAAAAAA",
        "/t/AAAAAAAAAAAAAAAAAAAAAAAAAA",
        "/t/..%2f",
        "/%00",
    ] {
        let page = fair.desk.visitor().open(path).await?;
        assert!((400..500).contains(&page.status), "{path}: {}", page.status);
    }
    Ok(())
}

#[tokio::test]
async fn a_program_without_a_code_cannot_file() -> anyhow::Result<()> {
    let fair = Fair::found().await?;
    let answer = fair.desk.visitor().post("/api/v1/cases", "no-code", &dispute("Nobody")).await?;
    assert!([401, 403, 422].contains(&answer.status), "{}", answer.text);
    Ok(())
}

#[tokio::test]
async fn a_hundred_tries_of_one_request_make_one_case() -> anyhow::Result<()> {
    let fair = Fair::found_with(Desk::plan().for_a_crowd()).await?;
    let head = fair.signed_in("head").await?;
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let head = head.clone();
        tries.spawn(async move { file(&head, "the-same", &dispute("Once")).await });
    }
    let mut cases = Vec::new();
    while let Some(filed) = tries.join_next().await {
        cases.push(filed??);
    }
    cases.dedup();
    assert_eq!(cases.len(), 1, "{cases:?}");
    all_present(&fair.desk.visitor(), &cases).await?;
    let board = fair.desk.visitor().get("/api/v1/board").await?.with_status(200);
    assert_ne!(board.json, Value::Null);
    Ok(())
}

/// A picture of one grey in few bytes, with more pixels than the desk takes.
fn bomb() -> anyhow::Result<Vec<u8>> {
    let mut png = Cursor::new(Vec::new());
    GrayImage::new(10_000, 5_100).write_to(&mut png, ImageFormat::Png)?;
    Ok(png.into_inner())
}

#[tokio::test]
async fn what_is_no_photo_is_refused_by_what_it_is_and_a_good_one_goes_in_afterwards() -> anyhow::Result<()> {
    let fair = Fair::found().await?;
    let filed = file(&fair.signed_in("head").await?, "photos", &dispute("Iris")).await?;
    let holder = fair.desk.visitor().bearing(&filed.holder);
    let folder = tempfile::tempdir()?;
    let good = std::fs::read(photo::jpeg(folder.path(), "good.jpg")?)?;
    let bomb = bomb()?;
    assert!(bomb.len() < 1 << 20, "small to send: {}", bomb.len());
    let tries = [
        (b"My lamp, in words.".to_vec(), 415),
        (b"%PDF-1.7 not a photo".to_vec(), 415),
        (bomb, 413),
        (good[..good.len() / 2].to_vec(), 415),
        (vec![0; 13 << 20], 413),
        (good, 201),
    ];
    for (n, (bytes, status)) in tries.into_iter().enumerate() {
        let form = Form::new().part("photo", Part::bytes(bytes).file_name("photo.jpg"));
        let path = format!("/api/v1/tickets/{}/evidence", filed.key);
        let answer = holder.post_form(&path, &format!("photo-{n}"), form).await?;
        assert_eq!(answer.status, status, "{n}: {}", answer.text);
        assert!(status == 201 || !answer.code().is_empty(), "{n}: {}", answer.text);
    }
    Ok(())
}

#[tokio::test]
async fn a_code_that_was_replaced_says_so_and_one_of_another_fair_leads_nowhere() -> anyhow::Result<()> {
    let plan = || Desk::plan().set("behind_proxy", true);
    let (here, elsewhere) = tokio::try_join!(Fair::found_with(plan()), Fair::found_with(plan()))?;
    for fair in [&here, &elsewhere] {
        fair.imports("list.csv", "Company,Hall,Booth\nAurora Lighting,1,A12\n").await?;
        fair.tries_the_address().await?;
    }
    let (code, foreign) = (here.code_at("Aurora").await?, elsewhere.code_at("Aurora").await?);
    let visitor = here.desk.visitor();
    visitor.open(&code).await?.well();
    visitor.open(&foreign).await?.with_status(404);
    let list = here.organiser.open("/office/exhibitors?q=Aurora").await?.well();
    let booth = here.organiser.open(&list.link("/office/booths/")).await?.well();
    here.organiser.send(booth.form("/code")).await?.well();
    let revoked = visitor.open(&code).await?.with_status(410);
    assert!(revoked.words().contains("no longer in use"), "{}", revoked.words());
    visitor.open(&here.code_at("Aurora").await?).await?.well();
    Ok(())
}
