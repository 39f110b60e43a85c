//! The first start, from an empty desk.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{HallId, fair::Venue, staff::Role};

use crate::testing::{Answer, TestDesk};

const PIN: &str = "271828";

fn address(desk: &TestDesk) -> String {
    format!("/setup/{}", desk.app.setup_key.as_ref().unwrap().reveal())
}

fn good() -> Vec<(&'static str, &'static str)> {
    vec![
        ("name", "Lumen Asia 2026"),
        ("first_day", "2026-03-10"),
        ("last_day", "2026-03-12"),
        ("opens", "09:00"),
        ("closes", "18:00"),
        ("zone", "Asia/Shanghai"),
        ("halls", "Hall 5.1\r\n5.2 = A"),
        ("rooms", "Room 1\r\nRoom 2 = 5.1"),
        ("body_name", "Committee"),
        ("body_kind", "people"),
        ("languages", "en"),
        ("languages", "zh-CN"),
        ("first_language", "zh-CN"),
        ("organiser", "Li Na"),
        ("organiser_printed", "李娜 Li Na"),
        ("organiser_pin", PIN),
        ("organiser_pin_again", PIN),
        ("head", "Chen Wei"),
        ("head_pin", "314159"),
        ("head_pin_again", "314159"),
    ]
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let percent = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
    fields.iter().map(|(name, value)| format!("{name}={}", percent(value))).collect::<Vec<_>>().join("&")
}

async fn send(desk: &TestDesk, path: &str, fields: &[(&str, &str)]) -> Answer {
    let page = desk.open(path, "").await;
    let cookies = page.cookies();
    let csrf = page
        .text
        .split_once("name=\"csrf\" value=\"")
        .map_or("", |(_, rest)| rest.split_once('"').map_or("", |(token, _)| token));
    let mut fields = fields.to_vec();
    fields.push(("csrf", csrf));
    let request = Request::post(path)
        .header(header::ACCEPT, "text/html")
        .header(header::COOKIE, cookies)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    desk.send(request.body(Body::from(encoded(&fields))).unwrap()).await
}

#[tokio::test]
async fn the_fair_is_set_up_once_and_its_organiser_signed_in() {
    let desk = TestDesk::empty();
    let path = address(&desk);
    let page = desk.open(&path, "").await;
    assert_eq!(page.status, 200, "{}", page.text);
    let answer = send(&desk, &path, &good()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    assert_eq!(answer.headers[header::LOCATION], "/office/address");
    assert!(answer.cookies().contains("desk-session="), "{}", answer.cookies());

    let now = desk.app.now();
    let fair = now.desk.fair().unwrap();
    assert_eq!((fair.plan.name.as_str(), fair.demo), ("Lumen Asia 2026", false));
    assert_eq!(fair.plan.languages[0].tag(), "zh-CN");
    assert_eq!(fair.plan.rooms[1].hall, Some(HallId("5.1".into())));
    let halls: Vec<_> = now.desk.halls().map(|hall| format!("{}={}", hall.id, hall.series)).collect();
    assert_eq!(halls, ["5.1=B", "5.2=A"]);
    let roles: Vec<_> = now.desk.staff().flat_map(|staff| staff.roles.clone()).collect();
    assert_eq!(roles.len(), 2);
    let called = |role| {
        let staff = now.desk.staff().find(|staff| staff.is(role)).unwrap();
        now.names.called(staff.id).unwrap()
    };
    assert_eq!((called(Role::Organiser), called(Role::Head)), ("李娜 Li Na", "Chen Wei"));

    assert_eq!(desk.open(&path, "").await.status, 404);
    assert_eq!(send(&desk, &path, &good()).await.status, 404);
}

#[tokio::test]
async fn a_market_is_set_up_without_halls_and_without_a_last_day() {
    let desk = TestDesk::empty();
    let path = address(&desk);
    let page = desk.open(&format!("{path}?venue=market"), "").await;
    assert!(page.text.contains("name=\"closed\" value=\"sunday\""), "{}", page.text);
    assert!(!page.text.contains("name=\"last_day\"") && !page.text.contains("name=\"halls\""));
    assert!(page.text.contains("Name of the market") && !page.text.contains("exhibitor"));
    let mut fields = good();
    fields.retain(|(name, _)| !["last_day", "halls", "rooms"].contains(name));
    fields.extend([("rooms", "Room 1"), ("venue", "market"), ("closed", "sunday")]);
    let answer = send(&desk, &path, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let now = desk.app.now();
    let plan = &now.desk.fair().unwrap().plan;
    assert_eq!((plan.venue, plan.last_day, plan.closed.len()), (Venue::Market, None, 1));
    let halls: Vec<_> = now.desk.halls().map(|hall| format!("{}={}", hall.id, hall.series)).collect();
    assert_eq!(halls, ["调解台=A"], "one line of its own, called so in the first language");
}

#[tokio::test]
async fn one_person_may_hold_both_roles() {
    let desk = TestDesk::empty();
    let mut fields = good();
    fields.retain(|(name, _)| !name.starts_with("head"));
    fields.push(("same_person", "yes"));
    assert_eq!(send(&desk, &address(&desk), &fields).await.status, StatusCode::SEE_OTHER);
    let now = desk.app.now();
    let staff: Vec<_> = now.desk.staff().collect();
    assert!(staff.len() == 1 && staff[0].is(Role::Organiser) && staff[0].is(Role::Head));
}

#[tokio::test]
async fn a_bad_entry_is_marked_and_nothing_is_lost_or_founded() {
    let desk = TestDesk::empty();
    let path = address(&desk);
    let changes = [
        ("name", ""),
        ("first_day", "soon"),
        ("last_day", "2026-03-09"),
        ("opens", "25:00"),
        ("closes", "08:00"),
        ("zone", "Mars/Base"),
        ("halls", " "),
        ("halls", "5.1 = 9"),
        ("rooms", ""),
        ("rooms", "A = 7"),
        ("body_name", "\u{202e}"),
        ("body_kind", ""),
        ("first_language", "tr"),
        ("organiser", ""),
        ("organiser_pin", "123456"),
        ("organiser_pin", "246810"),
        ("organiser_pin", "12345"),
        ("organiser_pin_again", "271829"),
        ("head", "li na"),
        ("head_pin", "000000"),
        ("head_pin_again", ""),
    ];
    for (name, value) in changes {
        let mut fields = good();
        fields.iter_mut().filter(|(field, _)| *field == name).for_each(|field| field.1 = value);
        let answer = send(&desk, &path, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}={value}");
        assert!(answer.text.contains(&format!("href=\"#{name}\"")), "{name}={value}: {}", answer.text);
        assert!(!answer.text.contains(PIN), "a PIN must not come back");
        assert!(name == "name" || answer.text.contains("Lumen Asia 2026"));
        assert!(answer.text.contains("李娜 Li Na"));
    }
    assert!(desk.app.now().desk.fair().is_none());
}

/// There are two people, and each has a PIN: the list says whose it is, and what else is to be typed again stands where it is typed.
#[tokio::test]
async fn what_is_wrong_with_a_pin_stands_at_its_field_and_says_whose_it_is() {
    let desk = TestDesk::empty();
    let mut fields = good();
    for weak in ["organiser_pin", "head_pin"] {
        fields.iter_mut().filter(|(field, _)| *field == weak).for_each(|field| field.1 = "000000");
    }
    let page = send(&desk, &address(&desk), &fields).await.text;
    for (field, whose) in [("organiser_pin", "Organiser"), ("head_pin", "Head of the mediation body")] {
        let line = format!("<a href=\"#{field}\">PIN or passphrase ({whose}): ");
        assert!(page.contains(&line), "{whose}: {page}");
        assert!(page.contains(&format!("id=\"{field}-error\"")), "{field}: {page}");
        let hint =
            page.split_once(&format!("id=\"{field}-hint\">")).map(|(_, rest)| rest).unwrap_or_default();
        assert!(
            hint.starts_with("For safety, PINs are not kept: please type them again."),
            "{field}: {page}"
        );
    }
}

#[tokio::test]
async fn only_the_address_from_the_terminal_opens_the_page() {
    let desk = TestDesk::empty();
    assert_eq!(desk.open("/setup/AAAAAAAAAAAAAAAAAAAAAA", "").await.status, 404);
    assert_eq!(desk.open("/setup/x", "").await.status, 404);
    assert_eq!(TestDesk::new().await.open("/setup/x", "").await.status, 404);
}

#[tokio::test]
async fn clocks_are_compared() {
    let desk = TestDesk::empty();
    let now = desk.app.clock.now().as_millisecond();
    let path = address(&desk);
    let near = desk.open(&format!("{path}/clock?at={}", now - 5_000), "").await;
    assert!(near.text.contains("callout good"), "{}", near.text);
    let far = desk.open(&format!("{path}/clock?at={}", now + 61_000), "").await;
    assert!(far.text.contains("callout warn"), "{}", far.text);
    assert_eq!(desk.open(&format!("{path}/clock?at=x"), "").await.status, 400);
}
