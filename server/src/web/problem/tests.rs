//! Problems as readers meet them.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use http_body_util::BodyExt;
use tower::ServiceExt;

use super::*;
use crate::web::frame::Masthead;

async fn ask(path: &str, accept: &str, language: &str) -> (StatusCode, String, String) {
    let state = Arc::new(Masthead::sample());
    let app = Router::new()
        .route(
            "/taken",
            get(async || Problem::of(Fault::AlreadyClaimed).with("who", "Li <b>Na").member("holder", "m2")),
        )
        .route("/odd", get(async || Problem::of(Fault::WrongState).coded("ticket-is-closed").retry_after(7)))
        .route("/only-post", post(async || ""))
        .route("/api/v1/taken", get(async || Problem::of(Fault::NotAllowed)))
        .layer(from_fn_with_state(state.clone(), dress))
        .with_state(state);
    let request = Request::get(path).header("accept", accept).header("accept-language", language);
    let answer = app.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let status = answer.status();
    let kind = answer.headers()[header::CONTENT_TYPE].to_str().unwrap().to_owned();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    (status, kind, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn a_programme_gets_a_problem_document_with_a_stable_code() {
    let (status, kind, body) = ask("/taken", "application/json", "zh").await;
    let document: Value = serde_json::from_str(&body).unwrap();
    assert_eq!((status, kind.as_str()), (StatusCode::CONFLICT, "application/problem+json"));
    assert_eq!(document["code"], "already-claimed");
    assert_eq!(document["holder"], "m2");
    assert_eq!(document["title"], "此号已被接手");
    assert!(document["detail"].as_str().unwrap().contains("Li <b>Na刚刚接手"));
}

#[tokio::test]
async fn a_person_gets_a_page_in_their_language() {
    let (status, kind, body) = ask("/taken", "text/html", "en").await;
    assert_eq!((status, kind.as_str()), (StatusCode::CONFLICT, "text/html; charset=utf-8"));
    assert!(body.contains("This ticket has been taken"));
    assert!(body.contains("Li &#60;b&#62;Na took it a moment ago"), "names are escaped");
}

#[tokio::test]
async fn the_framework_own_refusals_are_dressed_too() {
    let (status, _, body) = ask("/nowhere", "text/html", "en").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(body.contains("There is nothing at this address"));
    let (status, _, body) = ask("/only-post", "application/json", "en").await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(body.contains("wrong-method"));
}

#[tokio::test]
async fn the_api_answers_in_json_even_to_a_browser() {
    let (_, kind, _) = ask("/api/v1/taken", "text/html", "en").await;
    assert_eq!(kind, "application/problem+json");
}

#[tokio::test]
async fn an_exact_code_without_texts_of_its_own_uses_those_of_its_fault() {
    let (_, _, body) = ask("/odd", "application/json", "en").await;
    let document: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(document["code"], "ticket-is-closed");
    assert_eq!(document["title"], "This is not possible now");
}

#[test]
fn a_day_is_said_as_its_reader_says_it() {
    let problem = Problem::of(Fault::Invalid).coded("beyond-clause").day("day", Date::constant(2026, 3, 11));
    for (language, said) in [(Language::En, "Wed 11 Mar 2026"), (Language::ZhCn, "2026年3月11日 周三")] {
        let what = problem.what(&Texts::new(language, TimeZone::UTC));
        assert!(what.contains(said), "{what}");
    }
}

#[test]
fn every_fault_has_its_three_texts_and_its_own_code() {
    let mut codes = std::collections::BTreeSet::new();
    for fault in Fault::ALL {
        assert!(codes.insert(fault.code()), "{} stands twice", fault.code());
        for part in ["", "-what", "-now"] {
            let key = format!("problem-{}{part}", fault.code());
            assert!(Texts::knows(&key), "{key} is missing");
        }
    }
}

#[test]
fn what_is_told_at_a_field_has_the_colon_of_its_language() {
    let problem = Problem::of(Fault::NotFound);
    let english = Texts::new(Language::En, TimeZone::UTC);
    let [said, chinese] = [&english, &english.speaking(Language::ZhCn)].map(|t| problem.in_one(t));
    assert!(said.starts_with(&format!("{}: ", problem.title(&english))), "{said}");
    assert!(chinese.contains('：') && !chinese.contains(": "), "{chinese}");
}
