//! What a scanned code opens.

use axum::http::StatusCode;
use domain::{Actor, Command, ScanToken, testing};

use crate::testing::TestDesk;

#[tokio::test]
async fn a_booths_code_names_the_place_and_asks_two_things() {
    let desk = TestDesk::new().await;
    let token = desk.enrol("Aurora & Sons", None, &["1/A12"]).await.remove(0);
    let page = desk.open(&format!("/b/{token}"), "").await;
    assert_eq!(page.status, StatusCode::OK);
    for said in ["Test Light Fair", "A12", "Aurora &#38; Sons", "?as=me", "?as=booth", "?as=other"] {
        assert!(page.text.contains(said), "{said}");
    }
    let page = desk.open(&format!("/b/{token}?as=booth"), "").await;
    for kind in ["dispute", "enquiry", "report"] {
        assert!(page.text.contains(&format!("/b/{token}/file?as=booth&amp;kind={kind}")), "{kind}");
    }
}

#[tokio::test]
async fn a_company_of_two_names_is_called_by_the_readers_before_the_form_and_on_it() {
    let desk = TestDesk::new().await;
    let token = desk.enrol("极光照明", Some("Aurora Lighting"), &["1/A12"]).await.remove(0);
    for (language, both, own) in [
        ("en", "Aurora Lighting (极光照明)", "value=\"Aurora Lighting\""),
        ("zh-CN", "极光照明（Aurora Lighting）", "value=\"极光照明\""),
    ] {
        let cookies = format!("lang={language}");
        let page = desk.open(&format!("/b/{token}"), &cookies).await.text;
        assert!(page.contains(both), "{page}");
        let form = desk.open(&format!("/b/{token}/file?as=me&kind=dispute"), &cookies).await.text;
        assert!(form.contains(both) && form.contains(own), "{form}");
    }
}

#[tokio::test]
async fn a_halls_code_asks_for_the_kind_at_once() {
    let desk = TestDesk::new().await;
    let token = desk.app.now().desk.halls().next().unwrap().token.to_string();
    let page = desk.open(&format!("/h/{token}"), "").await;
    assert!(page.text.contains(&format!("/h/{token}/file?as=other&amp;kind=dispute")));
    assert_eq!(desk.open(&format!("/b/{token}"), "").await.status, StatusCode::NOT_FOUND, "it is no booth's");
}

#[tokio::test]
async fn unknown_and_replaced_codes_say_what_to_do() {
    let desk = TestDesk::new().await;
    let unknown = desk.open("/b/0123456789abcdefghjk", "").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(unknown.text.contains("We do not know this code"));
    let mangled = desk.open("/b/%00%ff/file", "").await;
    assert_eq!(mangled.status, StatusCode::NOT_FOUND);
    assert!(mangled.text.contains("We do not know this code"));
    let hall = desk.app.now().desk.halls().next().unwrap().as_ref().clone();
    let token = ScanToken(crate::access::secrets::BoothToken::random().reveal());
    desk.ask(Actor::Staff(testing::ORGANISER), Command::ReplaceHallCode { hall: hall.id, token })
        .await
        .unwrap();
    let replaced = desk.open(&format!("/h/{}", hall.token), "").await;
    assert_eq!(replaced.status, StatusCode::GONE);
    assert!(replaced.text.contains("no longer in use"));
}

#[tokio::test]
async fn before_the_fair_is_set_up_no_code_opens_anything() {
    let desk = TestDesk::empty();
    let page = desk.open("/b/0123456789abcdefghjk", "").await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.text.contains("not set up yet"));
}

#[tokio::test]
async fn a_code_says_after_the_last_close_to_whom_to_turn() {
    let desk = TestDesk::new().await;
    let booth = desk.enrol("Aurora & Sons", None, &["1/A12"]).await.remove(0);
    let hall = desk.app.now().desk.halls().next().unwrap().token.to_string();
    let closed = "The desk at this fair has closed";
    for (now, over) in [("2026-03-12T08:59:00Z", false), ("2026-03-12T09:01:00Z", true)] {
        desk.clock.set(now.parse().unwrap());
        for path in [format!("/b/{booth}"), format!("/b/{booth}?as=me"), format!("/h/{hall}")] {
            let page = desk.open(&path, "lang=en").await.text;
            assert_eq!(page.contains(closed), over, "{now} {path}: {page}");
            for said in ["can still be sent below", "as well, or instead: Test Committee"] {
                assert_eq!(page.contains(said), over, "{now} {path}: {page}");
            }
            for before in ["How it works", "Ask at the mediation desk"] {
                assert_eq!(page.contains(before), !over, "{now} {path}: {page}");
            }
        }
    }
}
