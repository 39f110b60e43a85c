//! The lines through the JSON side: one winner, retries, the whole way.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use domain::{
    Actor, CaseId, Command,
    case::Ask,
    testing::{self, TestFair},
};
use serde_json::{Value, json};

use crate::{
    app::App,
    testing::{Answer, TestDesk},
};

async fn file(desk: &TestDesk, ids: &mut TestFair) -> (CaseId, String) {
    let mut new = ids.dispute(&[Ask::Mediation]);
    new.ticket = App::new_ticket();
    let id = new.case;
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    let at = desk.app.now();
    (id, at.desk.case(id).unwrap().claimant().ticket.unwrap().to_string())
}

async fn post(desk: &TestDesk, token: &str, path: &str, body: Value) -> Answer {
    desk.call(Method::POST, &format!("/api/v1{path}"), token, Some(body)).await
}

#[tokio::test]
async fn of_all_who_want_one_ticket_one_wins_and_the_others_hear_who() {
    let (desk, mut ids) = (TestDesk::new().await, TestFair::new());
    let (_, number) = file(&desk, &mut ids).await;
    let (mei, tom) = (desk.sign_in(testing::MEI).await, desk.sign_in(testing::TOM).await);
    let path = format!("/queue/{number}/claim");
    let (one, other) =
        futures_util::join!(post(&desk, &mei, &path, json!({})), post(&desk, &tom, &path, json!({})));
    let (winner, loser, name) =
        if one.status == StatusCode::OK { (one, other, "mei") } else { (other, one, "tom") };
    assert_eq!((winner.status, winner.json()["state"].as_str()), (StatusCode::OK, Some("claimed")));
    assert_eq!(loser.status, StatusCode::CONFLICT);
    let told = loser.json();
    assert_eq!((told["code"].as_str(), told["by"].as_str()), (Some("already-claimed"), Some(name)));
}

#[tokio::test]
async fn the_next_one_is_taken_until_nobody_waits() {
    let (desk, mut ids) = (TestDesk::new().await, TestFair::new());
    let (case, number) = file(&desk, &mut ids).await;
    let mei = desk.sign_in(testing::MEI).await;
    let line = desk.call(Method::GET, "/api/v1/queue", &mei, None).await.json();
    assert_eq!(line["items"][0]["ticket"], number.as_str());
    assert_eq!(line["items"][0]["why"][0], "First in its line");
    let taken = post(&desk, &mei, "/queue/next", json!({})).await;
    assert_eq!((taken.status, taken.json()["case"].as_str()), (StatusCode::OK, Some(&*case.to_string())));
    assert_eq!(post(&desk, &mei, "/queue/next", json!({})).await.status, StatusCode::NO_CONTENT);
}

/// A case stands there only because both sides agreed, which is not the organiser's to know.
#[tokio::test]
async fn the_organiser_reads_who_waits_and_not_who_waits_for_talks() {
    let (desk, mut ids) = (TestDesk::new().await, TestFair::new());
    let (case, number) = file(&desk, &mut ids).await;
    desk.clock.advance(std::time::Duration::from_mins(1));
    let (_, later) = file(&desk, &mut ids).await;
    let mei = desk.sign_in(testing::MEI).await;
    post(&desk, &mei, &format!("/queue/{number}/claim"), json!({})).await;
    desk.agreed(case, App::new_ticket()).await;
    let opened = post(&desk, &mei, &format!("/cases/{case}/open-talks"), json!({})).await;
    assert_eq!(opened.status, StatusCode::OK, "{}", opened.text);
    let line = desk.call(Method::GET, "/api/v1/queue", &mei, None).await.json();
    assert!(line["items"][1]["waiting_since"].is_string(), "{line}");
    assert_eq!(line["items"][1]["right"], "design", "{line}");
    assert_eq!((&line["items"][1]["ticket"], &line["items"][1]["lane"]), (&json!(number), &json!("talks")));
    for who in [testing::ORGANISER, testing::DUTY_MANAGER] {
        let token = desk.sign_in(who).await;
        let line = desk.call(Method::GET, "/api/v1/queue", &token, None).await;
        let read = line.json();
        let tickets: Vec<_> = read["items"].as_array().unwrap().iter().map(|one| &one["ticket"]).collect();
        assert_eq!(tickets, [&json!(number), &json!(later)], "as they were filed");
        assert!(!line.text.contains("design"), "nor what an application is about: {}", line.text);
        for told in ["\"lane\"", "\"place\"", "\"waiting_since\"", "talks"] {
            assert!(!line.text.contains(told), "{told}: {}", line.text);
        }
    }
}

#[tokio::test]
async fn a_retry_gets_the_first_answer_and_another_body_is_refused() {
    let (desk, mut ids) = (TestDesk::new().await, TestFair::new());
    let (_, first) = file(&desk, &mut ids).await;
    file(&desk, &mut ids).await;
    let mei = desk.sign_in(testing::MEI).await;
    let send = |body: &'static str| {
        let request = Request::post("/api/v1/queue/next")
            .header(header::AUTHORIZATION, format!("Bearer {mei}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", "one");
        desk.send(request.body(Body::from(body)).unwrap())
    };
    let once = send("{}").await.json();
    assert_eq!(once["tickets"][0], first.as_str());
    assert_eq!(send("{}").await.json(), once);
    let other = send("{\"lane\":\"reception\"}").await;
    assert_eq!(
        (other.status, other.json()["code"].as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, Some("key-reused"))
    );
}

#[tokio::test]
async fn a_case_goes_all_the_way_by_program() {
    let (desk, mut ids) = (TestDesk::new().await, TestFair::new());
    let (case, number) = file(&desk, &mut ids).await;
    let mei = desk.sign_in(testing::MEI).await;
    let ok = async |path: String, body: Value| {
        let answer = post(&desk, &mei, &path, body).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        answer.json()
    };
    ok(format!("/queue/{number}/claim"), json!({})).await;
    assert_eq!(ok(format!("/queue/{number}/call"), json!({})).await["room"], "Room 1");
    let again = post(&desk, &mei, &format!("/queue/{number}/call"), json!({})).await;
    assert_eq!((again.status, again.json()["code"].as_str()), (StatusCode::CONFLICT, Some("too-soon")));
    ok(format!("/queue/{number}/check-in"), json!({})).await;
    ok(format!("/cases/{case}/papers"), json!({ "missing": ["title"] })).await;
    ok(format!("/cases/{case}/urgency"), json!({ "reason": "leaving-soon" })).await;
    let early = post(&desk, &mei, &format!("/cases/{case}/open-talks"), json!({})).await;
    assert_eq!(
        (early.status, early.json()["code"].as_str()),
        (StatusCode::CONFLICT, Some("wrong-case-state"))
    );
    desk.agreed(case, App::new_ticket()).await;
    ok(format!("/cases/{case}/open-talks"), json!({})).await;
    let other = desk.app.now().desk.case(case).unwrap().respondents()[0].ticket.unwrap().to_string();
    assert_eq!(ok("/queue/next".to_owned(), json!({ "lane": "talks" })).await["case"], case.to_string());
    ok(format!("/queue/{number}/call"), json!({ "room": "Room 1" })).await;
    for ticket in [&number, &other] {
        ok(format!("/queue/{ticket}/check-in"), json!({})).await;
    }
    let early = post(&desk, &mei, &format!("/cases/{case}/start"), json!({})).await.json();
    assert_eq!((&early["code"], &early["step"]), (&json!("step-missing"), &json!("identity")));
    desk.prepared(case).await;
    assert_eq!(ok(format!("/cases/{case}/start"), json!({})).await["case_state"], "in-session");
    let code = ok(format!("/cases/{case}/code"), json!({ "ticket": other })).await;
    assert_eq!(code["code"].as_str().unwrap().len(), 6);
    ok(format!("/cases/{case}/adjourn"), json!({ "reason": "expert", "remark": "Interpreter" })).await;
    let unsigned = json!({ "outcome": "settled", "reason": "agreement" });
    let refused = post(&desk, &mei, &format!("/cases/{case}/conclude"), unsigned).await.json();
    assert_eq!((&refused["code"], &refused["step"]), (&json!("step-missing"), &json!("agreement")));
    let mixed = json!({ "outcome": "settled", "reason": "papers-missing" });
    let refused = post(&desk, &mei, &format!("/cases/{case}/conclude"), mixed).await;
    assert_eq!(
        (refused.status, refused.json()["code"].as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, Some("reason-mismatch"))
    );
    let ended =
        ok(format!("/cases/{case}/conclude"), json!({ "outcome": "settled", "reason": "settled-privately" }))
            .await;
    assert_eq!((ended["case_state"].as_str(), ended["state"].as_str()), (Some("concluded"), Some("closed")));
}

#[tokio::test]
async fn duty_is_set_and_unknown_codes_are_named() {
    let (desk, mut ids) = (TestDesk::new().await, TestFair::new());
    let (case, number) = file(&desk, &mut ids).await;
    let mei = desk.sign_in(testing::MEI).await;
    let put = async |body: Value| desk.call(Method::PUT, "/api/v1/duty", &mei, Some(body)).await;
    assert_eq!(put(json!({ "state": "break" })).await.json(), json!({ "state": "break", "room": "Room 1" }));
    assert_eq!(put(json!({ "state": "on", "room": "Room 2" })).await.json()["code"], "room-taken");
    assert_eq!(put(json!({ "state": "on" })).await.json()["state"], "on");
    assert_eq!(put(json!({ "state": "asleep" })).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (path, body) in [
        (format!("/queue/{number}/park"), json!({ "reason": "lunch" })),
        (format!("/queue/{number}/release"), json!({ "reason": "lunch" })),
        (format!("/cases/{case}/conclude"), json!({ "outcome": "won", "reason": "agreement" })),
        (format!("/cases/{case}/papers"), json!({ "missing": ["passport"] })),
    ] {
        let answer = post(&desk, &mei, &path, body).await;
        assert_eq!(
            (answer.status, answer.json()["fields"][0]["code"].as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, Some("unknown")),
            "{path}"
        );
    }
    assert_eq!(post(&desk, &mei, "/queue/Z-9/claim", json!({})).await.status, StatusCode::NOT_FOUND);
}
