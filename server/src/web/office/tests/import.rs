//! The import as the organiser sees it.

use axum::http::StatusCode;

use super::{Browser, location};
use crate::{
    intake::waiting::Stage,
    testing::{Answer, TestDesk},
};

const PAGE: &str = "/office/exhibitors/import";
const LIST: &str = "Company,Hall,Booth,Country\n\
    Lumen GmbH,1,A1,Germany\n\
    ,1,A2,France\n\
    Starlight,Hall 2,\"B1, B2\",China\n\
    \"Broken,1,A3\n\
    Newcomer,7,C1,Italy\n";

fn hidden(page: &Answer, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    page.text.split(start.as_str()).nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// The columns as the page proposes them.
fn proposed(page: &Answer) -> Vec<(String, String)> {
    let selects = page.text.split("<select id=\"column-").skip(1).map(|select| {
        let (key, rest) = select.split_once('"').unwrap();
        let options = rest.split_once("</select>").unwrap().0;
        let selected = options.split("<option value=\"").find(|option| option.contains("\" selected"));
        let value = selected.and_then(|option| option.split('"').next()).unwrap_or_default();
        (format!("column-{key}"), value.to_owned())
    });
    selects.collect()
}

async fn confirm(browser: &Browser<'_>, here: &str) -> Answer {
    let page = browser.open(here).await;
    let columns = proposed(&page);
    let digest = hidden(&page, "digest");
    let mut fields: Vec<(&str, &str)> =
        columns.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.extend([("act", "confirm"), ("digest", digest.as_str())]);
    browser.send(here, here, &fields).await
}

/// Waits for the list to be through.
async fn through(desk: &TestDesk, here: &str) {
    let token = here.rsplit('/').next().unwrap();
    let import = desk.app.imports().find(token, desk.app.clock.monotonic()).unwrap();
    while !matches!(import.stage(), Stage::Done(_)) {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_list_is_shown_confirmed_and_taken_in_and_a_second_time_changes_nothing() {
    let desk = TestDesk::new().await;
    let browser = Browser::organiser(&desk).await;
    let here = location(&browser.upload(PAGE, "list.csv", LIST.as_bytes(), &[]).await);
    let page = browser.open(&here).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    for shown in
        ["Lumen GmbH", "2 · B1", "No exhibitor", "quotation mark", "list.csv", "7: 1 booth (1 exhibitor)"]
    {
        assert!(page.text.contains(shown), "{shown}: {}", page.text);
    }
    assert_eq!(desk.app.now().desk.exhibitor_count(), 0, "looking changes nothing");

    assert_eq!(location(&confirm(&browser, &here).await), here);
    through(&desk, &here).await;
    let report = browser.open(&here).await;
    assert!(report.text.contains("3 new exhibitors, 0 updated"), "{}", report.text);
    let now = desk.app.now();
    assert_eq!((now.desk.exhibitor_count(), now.desk.booths().count(), now.desk.halls().count()), (3, 4, 3));
    let names: Vec<_> = now.names.exhibitors().map(|(_, body)| body.name.clone()).collect();
    assert_eq!(names, ["Lumen GmbH", "Starlight", "Newcomer"], "in the order of the file");
    assert_eq!(location(&confirm_again(&browser, &here).await), here, "confirming twice imports once");

    let again = location(&browser.upload(PAGE, "list.csv", LIST.as_bytes(), &[]).await);
    let page = browser.open(&again).await;
    assert!(
        page.text.contains("changes nothing") && !page.text.contains("value=\"confirm\""),
        "{}",
        page.text
    );

    let newer = LIST.replace("Germany", "Austria").replace("A1,", "A9,");
    let update = location(&browser.upload(PAGE, "new.csv", newer.as_bytes(), &[]).await);
    let page = browser.open(&update).await;
    assert!(page.text.contains("<del>Germany</del> → <ins>Austria</ins>"), "{}", page.text);
    confirm(&browser, &update).await;
    through(&desk, &update).await;
    let now = desk.app.now();
    assert_eq!((now.desk.exhibitor_count(), now.desk.booths().count()), (3, 5));
}

async fn confirm_again(browser: &Browser<'_>, here: &str) -> Answer {
    browser.send("/account", here, &[("act", "confirm")]).await
}

#[tokio::test]
async fn what_is_confirmed_is_what_was_shown() {
    let desk = TestDesk::new().await;
    let browser = Browser::organiser(&desk).await;
    let one = location(&browser.upload(PAGE, "a.csv", LIST.as_bytes(), &[]).await);
    let two = location(&browser.upload(PAGE, "b.csv", LIST.as_bytes(), &[]).await);
    let shown_before = browser.open(&one).await;
    confirm(&browser, &two).await;
    through(&desk, &two).await;
    let digest = hidden(&shown_before, "digest");
    let columns = proposed(&shown_before);
    let mut fields: Vec<(&str, &str)> =
        columns.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.extend([("act", "confirm"), ("digest", digest.as_str())]);
    assert_eq!(location(&browser.send(&one, &one, &fields).await), format!("{one}?again=1"));
    assert!(browser.open(&format!("{one}?again=1")).await.text.contains("Please look once more"));
    assert_eq!(desk.app.now().desk.exhibitor_count(), 3);
}

#[tokio::test]
async fn columns_encoding_and_hall_can_be_chosen_by_hand() {
    let desk = TestDesk::new().await;
    let browser = Browser::organiser(&desk).await;
    let odd = "xx;yy\nK\u{fc}hn;A1\nMeier;A2\n".chars().map(|c| c as u8).collect::<Vec<_>>();
    let here = location(&browser.upload(PAGE, "odd.csv", &odd, &[]).await);
    let page = browser.open(&here).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("xx | yy"), "{}", page.text);
    let choices = [
        ("column-name", "0"),
        ("column-booth", "1"),
        ("encoding", "Windows-1252"),
        ("default_hall", "2"),
        ("act", "look"),
    ];
    assert_eq!(location(&browser.send(&here, &here, &choices).await), here);
    let page = browser.open(&here).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert!(page.text.contains("Kühn") && page.text.contains("2 · A1"), "{}", page.text);
    assert_eq!(location(&browser.send(&here, &here, &[("act", "drop")]).await), PAGE);
    assert_eq!(browser.open(&here).await.status, 404);
}

#[tokio::test]
async fn what_is_no_list_is_refused_in_words() {
    let desk = TestDesk::new().await;
    let browser = Browser::organiser(&desk).await;
    for (file, says) in [
        (&b"%PDF-1.7 whatever"[..], "This is not a list"),
        (b"Name,Booth\n", "no row below it"),
        (b" \n ", "nothing in this file"),
        (b"", "nothing in this file"),
        (b"PK\x03\x04 torn off", "damaged or was not copied whole"),
    ] {
        let answer = browser.upload(PAGE, "x.csv", file, &[]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{says}");
        assert!(answer.text.contains(says), "{says}: {}", answer.text);
    }
    let none = browser.upload(PAGE, "", b"", &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.text.contains("Choose a file"), "{}", none.text);
}

/// The preview of a list by which an exhibitor who is known signed the undertaking on a day.
async fn undertaken(day: &str) -> String {
    let desk = TestDesk::new().await;
    desk.enrol("Lumen GmbH", None, &["1/A1"]).await;
    let browser = Browser::organiser(&desk).await;
    let list = format!("Company,Hall,Booth,IP undertaking\nLumen GmbH,1,A1,{day}\n");
    let here = location(&browser.upload(PAGE, "list.csv", list.as_bytes(), &[]).await);
    browser.open(&here).await.text
}

#[tokio::test]
async fn the_day_of_an_undertaking_is_named_apart_from_the_undertaking() {
    let page = undertaken("2026-03-01").await;
    let changes = page.split_once("class=\"changes\"").unwrap().1.split_once("</ul>").unwrap().0;
    let (undertaking, day) = (changes.find("IP undertaking").unwrap(), changes.find("Signed on").unwrap());
    assert!(undertaking < day && changes[day..].contains("2026-03-01"), "{changes}");
    assert_eq!(changes.matches("IP undertaking").count(), 1, "{changes}");
}

#[tokio::test]
async fn the_preview_names_the_columns_from_which_nothing_is_taken() {
    let desk = TestDesk::new().await;
    let browser = Browser::organiser(&desk).await;
    let list = "Company,Hall,Booth,Stand size,Brands\nLumen GmbH,1,A1,12,Lux\n";
    let here = location(&browser.upload(PAGE, "list.csv", list.as_bytes(), &[]).await);
    let page = browser.open(&here).await.text;
    assert!(page.contains("Not used: Stand size | Brands"), "{page}");
    browser.send(&here, &here, &[("column-name", "0"), ("column-booth", "2"), ("act", "look")]).await;
    let page = browser.open(&here).await.text;
    assert!(page.contains("Not used: Hall | Stand size | Brands"), "as it was chosen: {page}");
}

#[tokio::test]
async fn the_day_and_the_signer_of_an_undertaking_are_taken_in_as_by_hand() {
    let desk = TestDesk::new().await;
    let browser = Browser::organiser(&desk).await;
    let list = "Company,Hall,Booth,IP undertaking,Signed on,Signed by\n\
        Lumen GmbH,1,A1,yes,2026-03-02,Li Hua\n\
        Starlight,1,A2,yes,2026-12-24,\n";
    let here = location(&browser.upload(PAGE, "list.csv", list.as_bytes(), &[]).await);
    let page = browser.open(&here).await;
    for (column, index) in [("column-signed-on", "4"), ("column-signed-by", "5")] {
        let chosen = (column.to_owned(), index.to_owned());
        assert!(proposed(&page).contains(&chosen), "{column}: {}", page.text);
    }
    let flaw = "Line 3: Signed on “2026-12-24” is a day that has not come yet";
    assert!(page.text.contains(flaw) && !page.text.contains("Not used"), "{}", page.text);
    confirm(&browser, &here).await;
    through(&desk, &here).await;

    let now = desk.app.now();
    let called = |name: &str| now.names.exhibitors().find(|(_, body)| body.name == name).unwrap().0;
    let page = browser.open(&format!("/office/exhibitors/{}", called("Lumen GmbH"))).await.text;
    for kept in ["2 Mar 2026", "Signed by Li Hua", "value=\"2026-03-02\""] {
        assert!(page.contains(kept), "{kept}: {page}");
    }
    let known = now.desk.exhibitor(*called("Starlight")).unwrap().undertaking.unwrap();
    assert!(known.signed && known.on.is_none(), "it is taken in without the day");
}

/// By hand it is refused; the list is told so before anything is taken in.
#[tokio::test]
async fn a_day_of_an_undertaking_that_has_not_come_is_no_change_and_good_to_know() {
    let page = undertaken("2026-12-24").await;
    let said = "Line 2: IP undertaking “2026-12-24” is a day that has not come yet";
    assert!(page.contains("Good to know") && page.contains(said), "{page}");
    assert!(!page.contains("class=\"changes\""), "{page}");
}
