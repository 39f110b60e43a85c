//! A clause for the organiser goes over by the body that mediated: nobody of another hands it over, its head neither.

use axum::http::{Method, StatusCode};
use domain::{
    Actor, Command,
    body::MeasureBody,
    case::Ask,
    measure::{HandedClause, MeasureAction},
    procedure::ClauseKind,
    testing::HEAD,
};
use serde_json::json;

use super::{hosting_two, page_of};
use crate::web::ticket::tests::told::settled;

#[tokio::test]
async fn nobody_of_another_body_hands_a_clause_over() {
    let (hall, [filed, ..]) = settled(&[Ask::Mediation]).await;
    let (desk, case) = (&hall.desk, filed.case);
    let (mut anna, mut bo) = hosting_two(desk).await;
    let party = desk.parties(case)[1];
    let path = format!("/api/v1/cases/{case}/hand-over-clause");
    let whom = json!({ "party": party.to_string() });
    let is_handed = || {
        let at = desk.app.now();
        at.desk.case(case).unwrap().measure(party).is_some_and(|track| track.clause_seq.is_some())
    };
    let read = || Command::ReadCase { case, part: Ask::Mediation, reason: Some("The file.".to_owned()) };
    for (name, browser) in [("anna", &mut anna), ("bo", &mut bo)] {
        let staff = desk.app.now().names.staff_named(name).next().unwrap();
        assert!(desk.ask(Actor::Staff(staff), read()).await.is_err(), "{name}: a reason opens nothing");
        let page = browser.get(&format!("{}/agreement", page_of(case))).await.text;
        for told in ["agreement/hand-over", "Takes the lamp down."] {
            assert!(!page.contains(told), "{name}, {told}: {page}");
        }
        let token = desk.sign_in(staff).await;
        let asked = desk.call(Method::POST, &path, &token, Some(whom.clone())).await;
        assert_eq!(asked.status, StatusCode::FORBIDDEN, "{name}: {}", asked.text);
        let (kind, act) = (ClauseKind::Remove, "Takes the lamp down.".to_owned());
        let clause = HandedClause { kind, act, translation: None, place: None, from: None, until: None };
        let body = MeasureBody { clauses: vec![clause], ..MeasureBody::default() };
        let action = Box::new(MeasureAction::HandOver { body });
        let command = Command::MoveMeasure { case, party, action };
        assert!(desk.ask(Actor::Staff(staff), command).await.is_err(), "{name}");
        assert!(!is_handed(), "{name}");
    }
    desk.ask(Actor::Staff(HEAD), read()).await.unwrap();
    let token = desk.sign_in(HEAD).await;
    let asked = desk.call(Method::POST, &path, &token, Some(whom)).await;
    assert_eq!(asked.status, StatusCode::OK, "the own head acts for who had it: {}", asked.text);
    assert!(is_handed());
}
