//! The form on a phone in a hall: light, and kept on the device until it was sent.

use tests::{
    browser::{Opening, Screen},
    desk::Desk,
    photo,
};

use crate::demo;

/// What a first look at the form may take over the air of a crowded hall.
const MOST_BYTES: u64 = 60 * 1024;

#[tokio::test]
async fn the_form_is_light() -> anyhow::Result<()> {
    let mut desk = Desk::plan().demo().start().await?;
    let booth = desk.printed_path("/b/").await?;
    let phone = Opening::at(Screen::Phone).open(&desk).await?;
    phone.goto(&format!("{booth}/file?as=booth&kind=dispute")).await?;
    phone.find("form.steps-form").await?;
    let (bytes, parts) = phone.loaded().await?;
    assert!(parts > 1, "style and scripts are counted, too");
    assert!((1..=MOST_BYTES).contains(&bytes), "{bytes} bytes in {parts} parts");
    phone.close().await?;
    desk.stop().await
}

#[tokio::test]
async fn a_draft_survives_a_reload() -> anyhow::Result<()> {
    let mut desk = Desk::plan().demo().start().await?;
    let booth = desk.printed_path("/b/").await?;
    let folder = tempfile::tempdir()?;
    let photo = photo::jpeg(folder.path(), "stand.jpg")?;
    let phone = Opening::at(Screen::Phone).open(&desk).await?;
    demo::scan(&phone, &booth).await?;
    let form = phone.client().current_url().await?;
    demo::fill(&phone, "Iris Mendes").await?;
    demo::photograph(&phone, &photo).await?;
    phone.client().refresh().await?;
    phone.sees("We kept what you typed earlier on this device.").await?;
    assert_eq!(phone.client().current_url().await?, form);
    assert_eq!(phone.value("claimant.name").await?, "Iris Mendes");
    assert_eq!(phone.value("right.kind").await?, "design");
    assert_eq!(phone.value("item").await?, "Lantern, 灯笼");
    assert!(phone.is_ticked("input[name='asks'][value='mediation']").await?);
    phone.find("[data-kept] li img").await?;

    // Once the desk has it, the device forgets it.
    demo::send(&phone).await?;
    phone.find("#photos ul.thumbs img").await?;
    phone.client().goto(form.as_str()).await?;
    phone.find(demo::KEPT).await?;
    assert_eq!(phone.value("item").await?, "");
    phone.close().await?;
    desk.stop().await
}

/// Scripts may come late over the air of a crowded hall, and a photo be picked before they do.
#[tokio::test]
async fn a_photo_that_was_picked_before_the_scripts_came_is_kept_too() -> anyhow::Result<()> {
    let mut desk = Desk::plan().demo().start().await?;
    let booth = desk.printed_path("/b/").await?;
    let phone = Opening::at(Screen::Phone).open(&desk).await?;
    demo::scan(&phone, &booth).await?;
    phone.find(demo::KEPT).await?;
    // The form as it comes, which no script has seen yet, with a photo in its field.
    let late = r#"
        const done = arguments[arguments.length - 1];
        const seen = document.querySelector("form.steps-form");
        const form = seen.cloneNode(true);
        form.querySelectorAll(".watched").forEach((box) => box.classList.remove("watched"));
        seen.replaceWith(form);
        const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 30 });
        canvas.toBlob(async (blob) => {
            const picked = new DataTransfer();
            picked.items.add(new File([blob], "stand.png", { type: "image/png" }));
            form.querySelector("input[type=file][name='photo']").files = picked.files;
            const known = performance.getEntriesByType("resource").map((entry) => entry.name);
            await (await import(known.find((name) => name.includes("/draft")))).keepDraft(form);
            done(form.querySelectorAll("[data-kept] li img").length);
        });"#;
    assert_eq!(phone.client().execute_async(late, vec![]).await?, 1, "it is kept, and once");
    phone.client().refresh().await?;
    phone.sees("We kept what you typed earlier on this device.").await?;
    phone.find("[data-kept] li img").await?;
    phone.close().await?;
    desk.stop().await
}
