//! The register of rights as the organiser keeps it, and what a case shows of it.

use axum::http::StatusCode;
use domain::{
    Actor, Command,
    body::ApplicationBody,
    case::Ask,
    register::Standing,
    testing::{self, TestFair},
};

use super::{Browser, location};
use crate::testing::{Answer, TestDesk};

const NEW: &str = "/office/rights/new";
const NUMBER: &str = "ZL 2023 3 0123456.7";

fn lamp<'a>() -> Vec<(&'a str, &'a str)> {
    vec![
        ("exhibitor", "1A1"),
        ("kind", "design"),
        ("number", NUMBER),
        ("title", "Lamp “Nami”"),
        ("owner", "Mori Kenji"),
        ("licensees", "Quillshima"),
        ("valid_from", "2023-05-04"),
        ("valid_to", "2038-05-03"),
        ("papers", "Certificate, folder 12"),
        ("idempotency_key", "k"),
    ]
}

fn with<'a>(mut fields: Vec<(&'a str, &'a str)>, name: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    for field in fields.iter_mut().filter(|(known, _)| *known == name) {
        field.1 = value;
    }
    fields
}

fn refused(answer: &Answer, field: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text);
    assert!(answer.text.contains(&format!("href=\"#{field}\"")), "{field}: {}", answer.text);
}

async fn desk() -> TestDesk {
    let desk = TestDesk::new().await;
    desk.enrol("奎尔岛照明", Some("Quillshima Lighting"), &["1/A1"]).await;
    desk.enrol("Noor Lighting", None, &["1/A2"]).await;
    desk
}

#[tokio::test]
async fn a_right_is_registered_found_corrected_looked_up_and_taken_out() {
    let desk = desk().await;
    let browser = Browser::organiser(&desk).await;
    let here = location(&browser.send(NEW, NEW, &lamp()).await);
    assert_eq!(here, location(&browser.send(NEW, NEW, &lamp()).await), "a double tap registers one right");
    assert_eq!(desk.app.now().desk.registrations().count(), 1);
    let page = here.split('?').next().unwrap();

    for found in ["q=202330123456", "q=nami", "q=mori", "q=quillshima", "kind=design", "standing=unchecked"] {
        let list = browser.open(&format!("/office/rights?{found}")).await.text;
        assert!(list.contains("Lamp “Nami”") && list.contains("奎尔岛照明"), "{found}: {list}");
    }
    for missed in ["q=nobody", "kind=trademark", "standing=good"] {
        assert!(
            !browser.open(&format!("/office/rights?{missed}")).await.text.contains("Lamp “Nami”"),
            "{missed}"
        );
    }

    let bigger = with(with(lamp(), "title", "Lamp “Umi”"), "idempotency_key", "k2");
    location(&browser.send(page, page, &bigger).await);
    let look = [("on", "2026-03-10"), ("status", "in-force"), ("idempotency_key", "k3")];
    location(&browser.send(page, &format!("{page}/check"), &look).await);
    let list = browser.open("/office/rights?standing=good").await.text;
    assert!(list.contains("Lamp “Umi”") && !list.contains("Nami"), "{list}");
    let exhibitor = desk.app.now().desk.registrations().next().unwrap().exhibitor;
    assert!(browser.open(&format!("/office/exhibitors/{exhibitor}")).await.text.contains("Lamp “Umi”"));

    location(&browser.send(page, &format!("{page}/withdraw"), &[("reason", "asked")]).await);
    assert!(!browser.open("/office/rights").await.text.contains("Lamp “Umi”"));
    assert!(browser.open("/office/rights?standing=withdrawn").await.text.contains("Lamp “Umi”"));
    let now = desk.app.now();
    let right = now.desk.registrations().next().unwrap();
    assert_eq!(right.standing(testing::plan().first_day), Standing::Withdrawn);
    let again = browser.send(page, &format!("{page}/check"), &look[..2]).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.text);
}

#[tokio::test]
async fn the_latest_look_up_counts_and_a_correction_is_told() {
    let desk = desk().await;
    let browser = Browser::organiser(&desk).await;
    let here = location(&browser.send(NEW, NEW, &lamp()).await);
    let page = here.split('?').next().unwrap();
    let checks = format!("{page}/check");
    for (day, status, key) in [("2026-03-09", "contested", "c1"), ("2026-03-08", "in-force", "c2")] {
        location(
            &browser.send(page, &checks, &[("on", day), ("status", status), ("idempotency_key", key)]).await,
        );
    }
    assert!(browser.open("/office/rights?standing=contested").await.text.contains("Lamp “Nami”"));
    let shown = browser.open(page).await.text;
    let (latest, earlier) = ("9 Mar 2026: validity or ownership disputed", "8 Mar 2026: in force");
    assert!(
        shown.rfind(latest) < shown.find(earlier) && shown.contains(earlier),
        "both, latest first: {shown}"
    );
    let early = browser.send(page, &checks, &[("on", "2023-05-03"), ("status", "in-force")]).await;
    refused(&early, "on");

    location(&browser.send(page, page, &with(lamp(), "idempotency_key", "same")).await);
    let said = |text: &str| text.contains("corrected on");
    assert!(!said(&browser.open(page).await.text), "nothing was corrected");
    let title = with(with(lamp(), "title", "Lamp “Umi”"), "idempotency_key", "title");
    location(&browser.send(page, page, &title).await);
    let shown = browser.open(page).await.text;
    assert!(said(&shown) && !shown.contains("of the former number"), "{shown}");
    let other = with(with(lamp(), "number", "ZL 2024 3 7654321.0"), "idempotency_key", "number");
    location(&browser.send(page, page, &other).await);
    assert!(browser.open("/office/rights?standing=unchecked").await.text.contains("Lamp “Nami”"));
    assert!(browser.open(page).await.text.contains("of the former number"), "the checks stay as history");
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_nothing_is_lost() {
    let desk = desk().await;
    let browser = Browser::organiser(&desk).await;
    for (field, value, at) in [
        ("exhibitor", "nobody", "exhibitor"),
        ("kind", "", "kind"),
        ("number", " ", "number"),
        ("title", "", "title"),
        ("owner", "", "owner"),
        ("valid_to", "2020-01-01", "valid_to"),
        ("valid_from", "yesterday", "valid_from"),
    ] {
        let answer = browser.send(NEW, NEW, &with(lamp(), field, value)).await;
        refused(&answer, at);
        assert!(answer.text.contains("Certificate, folder 12"), "what was typed stays: {}", answer.text);
    }
    assert_eq!(desk.app.now().desk.registrations().count(), 0);
    let copyright = with(with(lamp(), "kind", "copyright"), "number", "");
    location(&browser.send(NEW, NEW, &copyright).await);
    let here = location(&browser.send(NEW, NEW, &with(lamp(), "idempotency_key", "k2")).await);
    let page = here.split('?').next().unwrap();
    refused(&browser.send(NEW, NEW, &with(lamp(), "idempotency_key", "k3")).await, "number");
    for day in ["2026-03-11", "March"] {
        let wrong =
            browser.send(page, &format!("{page}/check"), &[("on", day), ("status", "contested")]).await;
        refused(&wrong, "on");
        for typed in [format!("value=\"{day}\""), "value=\"contested\" selected".to_owned()] {
            assert!(wrong.text.contains(&typed), "as it was typed: {typed}: {}", wrong.text);
        }
    }
    refused(&browser.send(page, &format!("{page}/check"), &[("on", "2026-03-10")]).await, "status");
}

#[tokio::test]
async fn a_case_shows_what_is_registered_to_who_has_it_and_to_nobody_else() {
    let desk = desk().await;
    let organiser = Browser::organiser(&desk).await;
    location(&organiser.send(NEW, NEW, &lamp()).await);
    let other =
        [("exhibitor", "Noor Lighting"), ("number", "7654321"), ("title", "NOOR"), ("kind", "trademark")];
    let other = other.into_iter().chain([("owner", "Noor"), ("idempotency_key", "n")]).collect::<Vec<_>>();
    location(&organiser.send(NEW, NEW, &other).await);

    let mut pen = TestFair::new();
    let mut new = pen.dispute(&[Ask::Mediation]);
    let statement = "They show our lamp.".to_owned();
    let number = Some("zl202330123456.7".to_owned());
    new.application = Some(ApplicationBody { statement, right_number: number, ..ApplicationBody::default() });
    let noor = desk.app.now().desk.booths().find(|booth| booth.number == "A2").unwrap().id;
    new.respondents[0].place.booth = Some(noor);
    let case = new.case;
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    let ticket = desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    let page = format!("/counter/cases/{case}");
    let mei = Browser::of(&desk, testing::MEI).await;
    let sealed = mei.open(&page).await.text;
    assert!(!sealed.contains("Lamp “Nami”") && !sealed.contains("NOOR"), "{sealed}");
    desk.ask(Actor::Staff(testing::MEI), Command::ClaimTicket { ticket }).await.unwrap();
    let whole = mei.open(&page).await.text;
    for said in
        ["Lamp “Nami”", "Mori Kenji", "Certificate, folder 12", "registered by another exhibitor", "NOOR"]
    {
        assert!(whole.contains(said), "{said}: {whole}");
    }
    assert!(whole.find("Lamp “Nami”") < whole.find("NOOR"), "the number that was typed comes first");
    assert!(!whole.contains("after this case was filed"), "{whole}");
    let nami = desk.app.now().desk.registrations().next().unwrap().id;
    let at = format!("/office/rights/{nami}");
    let owner = with(with(lamp(), "owner", "Somebody Else"), "idempotency_key", "later");
    desk.clock.advance(std::time::Duration::from_mins(1));
    location(&organiser.send(&at, &at, &owner).await);
    let whole = mei.open(&page).await.text;
    assert!(whole.contains("Somebody Else") && whole.contains("after this case was filed"), "{whole}");
    let tom = Browser::of(&desk, testing::TOM).await.open(&page).await.text;
    assert!(!tom.contains("Lamp “Nami”") && !tom.contains("NOOR"));
}
