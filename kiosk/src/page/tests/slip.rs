//! A slip that is read where nobody asked for one, what is said of a wrong number, and of having joined.

use axum::http::Method;
use link::Standing;

use super::Somebody;
use crate::{store::Known, testing};

fn number() -> String {
    link::with_check_digit("K-017".parse().unwrap())
}

#[tokio::test]
async fn a_slip_read_on_the_start_page_is_asked_about_in_every_language() {
    let mut somebody = Somebody::new();
    assert!(somebody.opens("/").await.contains("action=\"/scan\" data-reader"));
    assert_eq!(somebody.sends("/scan", &[("ticket", &number())]).await, "/have");
    let told = somebody.opens("/have").await;
    assert!(told.contains("Please tell the staff") && told.contains("请告诉工作人员"), "{told}");
    // Another look says the same again; whoever has chosen a language is told in it alone.
    let answer = [("here", "/have"), ("ticket", &number())];
    somebody.sends("/look", &[&answer[..], &[("switch", "large")]].concat()).await;
    assert!(somebody.opens("/have").await.contains("请告诉工作人员"));
    somebody.sends("/look", &[&answer[..], &[("language", "zh-CN")]].concat()).await;
    let told = somebody.opens("/have").await;
    assert!(told.contains("请告诉工作人员") && !told.contains("Please tell the staff"), "{told}");
    somebody.opens("/menu").await;
    assert!(!somebody.opens("/have").await.contains("请告诉工作人员"), "that slip is done");
}

#[tokio::test]
async fn a_slip_read_in_the_menu_goes_on_in_the_language_that_was_chosen() {
    let mut somebody = Somebody::new();
    somebody.sends("/begin", &[("language", "zh-CN")]).await;
    assert!(somebody.opens("/menu").await.contains("data-reader"));
    let cookie = somebody.cookie.clone();
    assert_eq!(somebody.sends("/scan", &[("ticket", "ABCDEFG")]).await, "/have");
    assert_eq!(somebody.cookie, cookie, "the same visit");
    let told = somebody.opens("/have").await;
    assert!(told.contains("这不是我们的号码") && !told.contains("This is no ticket number"), "{told}");
    // Where something is typed, a reader types it there.
    assert!(!told.contains("data-reader"));
    somebody.begins("en", "enquiry").await;
    assert!(!somebody.opens("/ask/statement").await.contains("data-reader"));
}

#[tokio::test]
async fn a_slip_read_before_somebody_elses_ticket_ends_that_visit() {
    let mut somebody = Somebody::new();
    somebody.begins("en", "enquiry").await;
    somebody.sends("/ask/statement", &[("statement", "words"), ("next", "1")]).await;
    somebody.sends("/ask/reach", &[("claimant.reach", "123456"), ("next", "1")]).await;
    somebody.sends("/ask/consent", &[("consent.privacy", "v1"), ("next", "1")]).await;
    let before = somebody.cookie.clone();
    assert_eq!(somebody.sends("/scan", &[("ticket", &number())]).await, "/have");
    assert_ne!(somebody.cookie, before);
    assert_eq!(somebody.page.visits.len(), 1);
    assert_eq!(somebody.ask(Method::GET, "/ticket", &[]).await.there, "/menu", "its ticket is shown no more");
}

#[tokio::test]
async fn a_wrong_number_is_told_what_a_right_one_looks_like_and_where_it_stands() {
    let mut somebody = Somebody::new();
    somebody.sends("/begin", &[("language", "en")]).await;
    let wrong_digit = format!("{}{}", &number()[..6], (number().as_bytes()[6] - b'0' + 1) % 10);
    for wrong in ["ABCDEFG", "12345", "K-017", &wrong_digit, ""] {
        let told = somebody.is_told("/have", &[("ticket", wrong)]).await;
        let flaw = told.split("class=\"flaw\"").nth(1).unwrap().split("class=\"field\"").next().unwrap();
        assert!(flaw.contains(&format!("looks like {}", number())), "{wrong}: {flaw}");
        assert!(flaw.contains("under the code on your slip"), "{wrong}: {flaw}");
    }
}

#[tokio::test]
async fn having_joined_is_said_with_its_letter_and_what_to_do_next() {
    let mut staff = Somebody::new();
    let told = staff.opens("/joined").await;
    for said in [
        "This kiosk has joined the desk",
        "本机已接入调解台",
        ">K</span>",
        "K-001",
        "first slip",
        "href=\"/\"",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    staff.says(Known { standing: Standing::Revoked, ..testing::known() });
    assert_eq!(
        staff.ask(Method::GET, "/joined", &[]).await.there,
        "/",
        "it is no kiosk of that desk any more"
    );
}

#[tokio::test]
async fn every_page_knows_which_run_drew_it() {
    let mut somebody = Somebody::new();
    let run = somebody.opens("/up").await;
    assert!(run.len() > 8);
    let page = somebody.opens("/").await;
    assert!(page.contains(&format!("data-run=\"{run}\"")) && page.contains("本机暂时不能使用"), "{page}");
    assert_ne!(Somebody::new().opens("/up").await, run);
}
