//! What is found, in which order, and by whom.

use axum::http::Method;
use domain::{Actor, Command, ScanToken, testing};

use crate::testing::TestDesk;

async fn found(desk: &TestDesk, query: &str) -> Vec<String> {
    let token = desk.app.now().desk.halls().next().unwrap().token.to_string();
    let answer = desk.call(Method::GET, &format!("/api/v1/booths?token={token}&{query}"), "", None).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let items = answer.json()["items"].as_array().unwrap().clone();
    items
        .iter()
        .map(|item| {
            let place = format!("{}/{}", item["hall"].as_str().unwrap(), item["booth"].as_str().unwrap());
            let names: Vec<_> =
                item["exhibitors"].as_array().unwrap().iter().map(|n| n.as_str().unwrap()).collect();
            format!("{place} {}", names.join("+"))
        })
        .collect()
}

#[tokio::test]
async fn numbers_and_names_in_any_script_and_case() {
    let desk = TestDesk::new().await;
    desk.enrol("Aurora Lighting", Some("极光照明"), &["1/A12", "2/B7"]).await;
    desk.enrol("DİŞ TİC. LTD.", None, &["1/A1"]).await;
    desk.enrol("Homeless Lamps", None, &[]).await;
    assert_eq!(found(&desk, "q=a1").await, ["1/A1 DİŞ TİC. LTD.", "1/A12 Aurora Lighting"]);
    assert_eq!(found(&desk, "q=1%20a12").await, ["1/A12 Aurora Lighting"]);
    assert_eq!(found(&desk, "q=%E6%9E%81%E5%85%89").await, ["1/A12 Aurora Lighting", "2/B7 Aurora Lighting"]);
    assert_eq!(found(&desk, "q=dis%20tic").await, [""; 0], "no guessing at letters");
    assert_eq!(found(&desk, "q=D%C4%B0%C5%9E").await, ["1/A1 DİŞ TİC. LTD."]);
    assert_eq!(found(&desk, "q=lamps").await, ["/ Homeless Lamps"]);
    assert_eq!(found(&desk, "q=aurora&hall=2").await, ["2/B7 Aurora Lighting"]);
    assert_eq!(found(&desk, "q=nothing").await, [""; 0]);
}

#[tokio::test]
async fn a_booth_is_found_however_it_is_written_and_stands_before_what_only_begins_so() {
    let desk = TestDesk::new().await;
    desk.enrol("Aurora", None, &["2/A510", "2/A51", "1/A51"]).await;
    let [here, longer, other] = ["2/A51 Aurora", "2/A510 Aurora", "1/A51 Aurora"];
    // `2馆A51`, `A51 2`, `２Ａ５１`, `2 馆 A51`, `a51, hall 2`, `2A51`.
    for typed in [
        "2%E9%A6%86A51",
        "A51%202",
        "%EF%BC%92%EF%BC%A1%EF%BC%95%EF%BC%91",
        "2%20%E9%A6%86%20A51",
        "a51,%20hall%202",
        "2a51",
    ] {
        let found = found(&desk, &format!("q={typed}")).await;
        assert_eq!(found.first().map(String::as_str), Some(here), "{typed}");
        assert!(!found.iter().any(|row| row == other), "{typed}: {found:?}");
    }
    assert_eq!(found(&desk, "q=a51").await, [other, here, longer]);
    assert_eq!(found(&desk, "q=Hall%202").await, [here, longer]);
}

#[tokio::test]
async fn of_two_names_the_one_in_the_readers_script_is_offered() {
    let desk = TestDesk::new().await;
    let token = desk.enrol("极光照明", Some("Aurora Lighting"), &["1/A12"]).await.remove(0);
    let path = format!("/api/v1/booths?token={token}&q=aurora");
    for (language, own, other) in
        [("en", "Aurora Lighting", "极光照明"), ("zh-CN", "极光照明", "Aurora Lighting")]
    {
        let answer = desk.open(&path, &format!("lang={language}")).await.text;
        assert!(answer.contains(own) && !answer.contains(other), "{answer}");
    }
}

/// A form takes one company: whoever chooses a booth that several share chooses one of them with it.
#[tokio::test]
async fn each_exhibitor_of_a_shared_booth_is_offered_by_itself_where_one_is_asked_for() {
    let desk = TestDesk::new().await;
    desk.shared_booth().await;
    desk.enrol("Dune Carpets", None, &["1/C31"]).await;
    desk.enrol("Homeless Dune", None, &[]).await;
    assert_eq!(found(&desk, "q=c3").await, ["1/C3 Cinder Glass+Dune Lighting", "1/C31 Dune Carpets"]);
    assert_eq!(
        found(&desk, "q=c3&by=exhibitor").await,
        ["1/C3 Cinder Glass", "1/C3 Dune Lighting", "1/C31 Dune Carpets"]
    );
    // Whoever is not like what was typed is not offered for another's name.
    assert_eq!(
        found(&desk, "q=dune&by=exhibitor").await,
        ["1/C3 Dune Lighting", "1/C31 Dune Carpets", "/ Homeless Dune"]
    );
    let token = desk.app.now().desk.halls().next().unwrap().token.to_string();
    let path = format!("/api/v1/booths?token={token}&q=c3&by=exhibitor&limit=1");
    let first = desk.call(Method::GET, &path, "", None).await.json();
    assert_eq!((first["items"].as_array().unwrap().len(), &first["next"]), (1, &"1".into()));
    let second = desk.call(Method::GET, &format!("{path}&after=1"), "", None).await.json();
    assert_eq!(second["items"][0]["exhibitors"][0], "Dune Lighting");
    let unknown = desk.call(Method::GET, &format!("/api/v1/booths?token={token}&by=colour"), "", None).await;
    assert_eq!(unknown.status, 422, "{}", unknown.text);
}

#[tokio::test]
async fn a_long_answer_comes_in_parts() {
    let desk = TestDesk::new().await;
    for n in 10..35 {
        desk.enrol(&format!("Lamp {n}"), None, &[&format!("1/L{n}")]).await;
    }
    let token = desk.app.now().desk.halls().next().unwrap().token.to_string();
    let path = format!("/api/v1/booths?token={token}&q=lamp&limit=100");
    let first = desk.call(Method::GET, &path, "", None).await.json();
    assert_eq!(first["items"].as_array().unwrap().len(), 20);
    assert_eq!(first["next"], "20");
    let rest = desk.call(Method::GET, &format!("{path}&after=20"), "", None).await.json();
    assert_eq!(rest["items"].as_array().unwrap().len(), 5);
    assert!(rest.get("next").is_none());
}

#[tokio::test]
async fn names_are_for_those_with_a_code_or_a_sign_in() {
    let desk = TestDesk::new().await;
    let path = "/api/v1/booths?q=a";
    assert_eq!(desk.call(Method::GET, path, "", None).await.status, 401);
    assert_eq!(desk.call(Method::GET, &format!("{path}&token=made-up"), "", None).await.status, 401);
    let staff = desk.sign_in(testing::MEI).await;
    assert_eq!(desk.call(Method::GET, path, &staff, None).await.status, 200);
    let hall = desk.app.now().desk.halls().next().unwrap().as_ref().clone();
    let fresh = ScanToken(crate::access::secrets::BoothToken::random().reveal());
    desk.ask(Actor::Staff(testing::ORGANISER), Command::ReplaceHallCode { hall: hall.id, token: fresh })
        .await
        .unwrap();
    let revoked = format!("{path}&token={}", hall.token);
    assert_eq!(desk.call(Method::GET, &revoked, "", None).await.status, 401);
}

#[tokio::test]
async fn what_is_entered_later_is_found_and_nothing_is_made_anew_meanwhile() {
    let desk = TestDesk::new().await;
    desk.enrol("Aurora", None, &["1/A12"]).await;
    assert_eq!(found(&desk, "q=a").await, ["1/A12 Aurora"]);
    let made = || desk.app.lookups().of(&desk.app.now().desk, &desk.app.now().names);
    let before = made();
    desk.ask(Actor::Staff(testing::MEI), Command::GiveAdvice { hall: None, right: None }).await.unwrap();
    assert!(std::sync::Arc::ptr_eq(&before, &made()), "the list did not change");
    desk.enrol("Aster", None, &["1/A13"]).await;
    assert_eq!(found(&desk, "q=a1").await, ["1/A12 Aurora", "1/A13 Aster"]);
}

#[tokio::test]
async fn whoever_asks_without_end_waits_and_staff_do_not() {
    let desk = TestDesk::new().await;
    let token = desk.app.now().desk.halls().next().unwrap().token.to_string();
    let path = format!("/api/v1/booths?token={token}&q=a");
    let phone = desk.open("/", "").await.cookies();
    for _ in 0..120 {
        assert_eq!(desk.open(&path, &phone).await.status, 200);
    }
    let refused = desk.open(&path, &phone).await;
    assert_eq!(refused.status, 429);
    assert!(refused.headers.contains_key("retry-after"));
    assert_eq!(desk.call(Method::GET, &path, "", None).await.status, 200, "others go on");
    let staff = desk.sign_in(testing::MEI).await;
    for _ in 0..150 {
        assert_eq!(desk.call(Method::GET, &path, &staff, None).await.status, 200);
    }
}
