//! Filing by program.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use domain::{Actor, Command, testing};
use serde_json::{Value, json};

use crate::testing::{Answer, TestDesk};

async fn fair() -> (TestDesk, String) {
    let desk = TestDesk::new().await;
    let token = desk.enrol("Aurora Lighting", None, &["1/A12"]).await.remove(0);
    desk.enrol("Borealis Lamps", None, &["1/B7"]).await;
    (desk, token)
}

fn dispute(token: &str) -> Value {
    json!({
        "kind": "dispute", "booth_token": token,
        "claimant": { "name": "Li Hua", "company": "Aurora Lighting", "phone": "13800000000", "language": "zh-CN" },
        "respondents": [{ "hall": "1", "booth": "B7" }],
        "right": { "kind": "design", "number": "ZL1" },
        "item": "Lamp", "statement": "They show our lamp.", "relief": ["stop-display"], "asks": ["mediation"],
        "consent": { "privacy": "v1", "mediation": true }
    })
}

async fn post(desk: &TestDesk, key: &str, body: &Value) -> Answer {
    let request = Request::post("/api/v1/cases")
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", key)
        .body(Body::from(body.to_string()));
    desk.send(request.unwrap()).await
}

fn fields(answer: &Answer) -> Vec<(String, String)> {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let list = answer.json()["fields"].as_array().unwrap().clone();
    list.iter().map(|field| (text(&field["name"]), text(&field["code"]))).collect()
}

#[tokio::test]
async fn a_case_is_filed_and_a_retry_gets_the_first_answer() {
    let (desk, token) = fair().await;
    let first = post(&desk, "key-1", &dispute(&token)).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
    let answer = first.json();
    assert_eq!(answer["ticket"]["number"], "A-001");
    let key = answer["ticket"]["key"].as_str().unwrap();
    assert!(answer["ticket"]["url"].as_str().unwrap().ends_with(&format!("/t/{key}")));
    assert_eq!(answer["ahead"], 0);
    assert!(answer["wait"]["low_s"].as_u64().unwrap() <= answer["wait"]["high_s"].as_u64().unwrap());
    let again = post(&desk, "key-1", &dispute(&token)).await.json();
    assert_eq!(
        (&again["case"], &again["ticket"], &again["holder_token"]),
        (&answer["case"], &answer["ticket"], &answer["holder_token"])
    );
    let mut other = dispute(&token);
    other["item"] = "Another".into();
    let reused = post(&desk, "key-1", &other).await;
    assert_eq!(
        (reused.status, reused.json()["code"].clone()),
        (StatusCode::UNPROCESSABLE_ENTITY, "key-reused".into())
    );
    assert_eq!(post(&desk, "key-2", &other).await.json()["ticket"]["number"], "A-002");
}

#[tokio::test]
async fn a_retry_after_the_case_was_erased_hears_that_it_is_gone() {
    let (desk, token) = fair().await;
    let filed = post(&desk, "key-1", &dispute(&token)).await.json();
    let case: domain::CaseId = filed["case"].as_str().unwrap().parse().unwrap();
    let ticket = desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    desk.ask(Actor::Party(ticket), Command::WithdrawCase { case }).await.unwrap();
    desk.ask(Actor::Staff(testing::HEAD), Command::EraseCase { case }).await.unwrap();
    let again = post(&desk, "key-1", &dispute(&token)).await;
    assert_eq!((again.status, again.json()["code"].as_str()), (StatusCode::GONE, Some("erased")));
    assert_eq!(desk.app.now().desk.case_count(), 1, "nothing was filed anew");
}

#[tokio::test]
async fn whoever_has_neither_code_nor_sign_in_files_nothing() {
    let (desk, token) = fair().await;
    let mut body = dispute(&token);
    body["booth_token"] = "made-up".into();
    assert_eq!(post(&desk, "k", &body).await.json()["code"], "code-unknown");
    body["booth_token"] = Value::Null;
    assert_eq!(post(&desk, "k", &body).await.status, StatusCode::UNAUTHORIZED);
    let organiser = desk.sign_in(testing::ORGANISER).await;
    let answer = desk.call(Method::POST, "/api/v1/cases", &organiser, Some(body.clone())).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let mei = desk.sign_in(testing::MEI).await;
    let answer = desk.call(Method::POST, "/api/v1/cases", &mei, Some(body)).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
}

#[tokio::test]
async fn every_fault_is_named_by_its_field() {
    let (desk, token) = fair().await;
    let empty = post(&desk, "k", &json!({ "kind": "dispute", "booth_token": token })).await;
    let named: Vec<_> = fields(&empty).into_iter().map(|(name, _)| name).collect();
    let all =
        ["respondents", "right.kind", "item", "asks", "claimant.name", "claimant.phone", "consent.privacy"];
    assert_eq!(named, all);
    let mut both = dispute(&token);
    both["asks"] = json!(["mediation", "measure"]);
    let named = fields(&post(&desk, "k", &both).await);
    assert_eq!(
        named,
        [("complaint".into(), "missing".into()), ("consent.organiser".into(), "consent-missing".into())]
    );
    let mut unknown = dispute(&token);
    unknown["kind"] = "quarrel".into();
    assert_eq!(fields(&post(&desk, "k", &unknown).await), [("kind".into(), "unknown".into())]);
    let mut many = dispute(&token);
    many["respondents"] = (0..21).map(|n| json!({ "booth": format!("Z{n}") })).collect();
    assert_eq!(fields(&post(&desk, "k", &many).await), [("respondents".into(), "too-many".into())]);
    let mut own = dispute(&token);
    own["respondents"] = json!([{ "booth": "A12" }]);
    assert_eq!(fields(&post(&desk, "k", &own).await), [("respondents.0.booth".into(), "oneself".into())]);
    let mut twice = dispute(&token);
    twice["respondents"] = json!([{ "booth": "B7" }, { "exhibitor": "Borealis Lamps" }]);
    assert_eq!(
        fields(&post(&desk, "k", &twice).await),
        [("respondents.1.booth".into(), "named-twice".into())]
    );
}

#[tokio::test]
async fn what_is_no_such_body_is_a_problem_document() {
    let (desk, token) = fair().await;
    let send = async |kind: &str, body: Vec<u8>| {
        let request =
            Request::post("/api/v1/cases").header(header::CONTENT_TYPE, kind).body(Body::from(body));
        let answer = desk.send(request.unwrap()).await;
        assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json");
        (answer.status.as_u16(), answer.json()["code"].as_str().unwrap().to_owned())
    };
    assert_eq!(send("application/json", b"{".to_vec()).await, (400, "bad-request".into()));
    assert_eq!(send("application/json", br#"{"kind": 3}"#.to_vec()).await, (422, "invalid".into()));
    assert_eq!(send("text/plain", b"{}".to_vec()).await, (415, "unsupported".into()));
    let mut huge = dispute(&token);
    huge["statement"] = "x".repeat(300_000).into();
    assert_eq!(send("application/json", huge.to_string().into_bytes()).await, (413, "too-large".into()));
    let mut long = dispute(&token);
    long["statement"] = "x".repeat(4001).into();
    assert_eq!(fields(&post(&desk, "k", &long).await), [("statement".into(), "too-long".into())]);
    assert_eq!(desk.app.now().desk.case_count(), 0);
}
