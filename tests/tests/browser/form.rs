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

/// What the form filled in by itself is nobody's words: another answer, or another language, fills it in anew.
#[tokio::test]
async fn what_was_kept_of_one_way_in_is_not_put_into_another() -> anyhow::Result<()> {
    let mut desk = Desk::plan().demo().start().await?;
    let booth = desk.printed_path("/b/").await?;
    let phone = Opening::at(Screen::Phone).open(&desk).await?;
    demo::scan(&phone, &booth).await?;
    phone.find(demo::KEPT).await?;
    let accused = phone.value("respondents.0.booth").await?;
    assert!(!accused.is_empty(), "the code names its booth");
    phone.fill("claimant.name", "Iris Mendes").await?;

    phone.goto(&format!("{booth}/file?as=me&kind=dispute")).await?;
    phone.find(demo::KEPT).await?;
    assert_eq!(phone.value("respondents.0.booth").await?, "");
    assert_eq!(phone.value("claimant.booth").await?, accused);
    assert_eq!(phone.value("claimant.name").await?, "");

    phone.goto(&format!("{booth}/file?as=booth&kind=dispute")).await?;
    phone.find(demo::KEPT).await?;
    assert_eq!(phone.value("respondents.0.booth").await?, accused);
    assert_eq!(phone.value("claimant.name").await?, "Iris Mendes");
    assert_eq!(phone.value("claimant.language").await?, "en");
    phone.press("nav.tongue a[hreflang='zh-CN']").await?;
    phone.find(&format!("html[lang='zh-CN'] {}", demo::KEPT)).await?;
    assert_eq!(phone.value("claimant.language").await?, "zh-CN");
    assert_eq!(phone.value("claimant.name").await?, "Iris Mendes");
    // Chosen since, it stays.
    phone.pick("claimant.language", "en").await?;
    phone.reload().await?;
    phone.find(demo::KEPT).await?;
    assert_eq!(phone.value("claimant.language").await?, "en");
    phone.close().await?;
    desk.stop().await
}

#[tokio::test]
async fn what_staff_typed_for_a_visitor_is_gone_once_they_sign_out() -> anyhow::Result<()> {
    let mut desk = Desk::plan().demo().start().await?;
    let folder = tempfile::tempdir()?;
    let photo = photo::jpeg(folder.path(), "stand.jpg")?;
    let counter = Opening::at(Screen::Counter).open(&desk).await?;
    demo::sign_in(&counter, demo::MEDIATOR).await?;
    counter.goto("/counter/file?kind=dispute").await?;
    counter.find(demo::KEPT).await?;
    counter.fill("claimant.name", "Iris Mendes").await?;
    demo::photograph(&counter, &photo).await?;
    counter.reload().await?;
    counter.find("[data-kept] li img").await?;
    assert_eq!(counter.value("claimant.name").await?, "Iris Mendes");
    demo::sign_out(&counter).await?;
    for name in ["head", demo::MEDIATOR] {
        demo::sign_in(&counter, name).await?;
        counter.goto("/counter/file?kind=dispute").await?;
        counter.find(demo::KEPT).await?;
        assert_eq!(counter.value("claimant.name").await?, "", "{name}");
        assert!(!counter.has("[data-kept] li").await?, "{name} sees the photo");
        demo::sign_out(&counter).await?;
    }
    counter.close().await?;
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
