//! What of an agreement goes to the organiser, and by whom: the clauses that both sides marked, handed over by whoever has the case.

use axum::http::{Method, StatusCode};
use domain::{
    Actor, Command, PartyId, StaffId,
    aftercare::AftercareAction,
    body::{MeasureBody, ReplyBody},
    case::{Ask, Outcome, Reason, Side},
    measure::{HandedClause, MeasureAction},
    procedure::{Action, AgreementBody, Answer, Authority, ClauseBody, ClauseKind, Means, NewAgreement},
    testing::{HEAD, MEI, TOM, TestFair, person},
    ticket::ReleaseReason,
};
use jiff::civil::date;
use serde_json::json;

use crate::{
    app::App,
    locale::Language,
    testing::{Answer as Shown, Browser, TestDesk},
    web::counter::session::tests::Talk,
};

/// Where the form is sent that hands a clause over.
const BUTTON: &str = "agreement/hand-over";

fn clause(debtor: PartyId, act: &str, organiser: bool) -> ClauseBody {
    ClauseBody {
        kind: ClauseKind::Cover,
        debtor,
        act: act.to_owned(),
        translation: None,
        place: None,
        from: Some(date(2026, 3, 10)),
        until: Some(date(2026, 3, 12)),
        money: None,
        organiser,
    }
}

/// They agree on these by word of mouth, which is in effect at once.
async fn agreed(talk: &Talk, clauses: Vec<ClauseBody>) {
    let (facts, disputes) = ("A lamp is shown.".to_owned(), "Whether it is a copy.".to_owned());
    let body = AgreementBody { facts, disputes, clauses, ..AgreementBody::default() };
    let draft = NewAgreement { body, prevailing: Language::En };
    talk.desk.step(talk.case, Action::RegisterOral { draft }).await;
}

async fn talking() -> Talk {
    let talk = Talk::new().await;
    talk.start().await;
    talk
}

/// A talk with two respondents.
async fn among_three() -> Talk {
    let (desk, mut ids) = (TestDesk::new().await, TestFair::new());
    let mut new = ids.dispute(&[Ask::Mediation]);
    new.ticket = App::new_ticket();
    new.respondents.push(ids.party(Side::Respondent, "Li Si"));
    let case = new.case;
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    let parties = desk.parties(case);
    let talk = Talk { desk, case, parties };
    let lead = talk.now().claimant().ticket.unwrap();
    talk.mei(Command::ClaimTicket { ticket: lead }).await;
    talk.desk.agreed(case, App::new_ticket()).await;
    let party = talk.parties[2];
    talk.desk.notify(case, party, App::new_ticket()).await;
    let body = ReplyBody { person: person("Li Si"), statement: None, language: None };
    let (answer, text) = (Answer::Accept, "v1".to_owned());
    let (means, authority, language) = (Means::Spoken, Authority::Own, None);
    talk.desk.step(case, Action::Answer { party, answer, text, means, authority, body, language }).await;
    talk.mei(Command::OpenTalks { case }).await;
    talk.mei(Command::ClaimTicket { ticket: lead }).await;
    let tickets: Vec<_> = talk.now().parties.iter().filter_map(|party| party.ticket).collect();
    for ticket in tickets {
        talk.mei(Command::CheckInTicket { ticket }).await;
    }
    talk.start().await;
    talk
}

/// Somebody's program asks for the clauses of a respondent to be handed over.
async fn asked(talk: &Talk, staff: StaffId, party: PartyId) -> Shown {
    let token = talk.desk.sign_in(staff).await;
    let path = format!("/api/v1/cases/{}/hand-over-clause", talk.case);
    talk.desk.call(Method::POST, &path, &token, Some(json!({ "party": party.to_string() }))).await
}

/// Neither a program of theirs hands a clause over nor what they would write themselves.
async fn cannot(talk: &Talk, staff: StaffId, party: PartyId) -> Shown {
    let refused = asked(talk, staff, party).await;
    assert!(refused.status.is_client_error(), "{staff:?}: {}", refused.text);
    let (kind, act) = (ClauseKind::Cover, "Covers the lamp.".to_owned());
    let clause = HandedClause { kind, act, translation: None, place: None, from: None, until: None };
    let body = MeasureBody { clauses: vec![clause], ..MeasureBody::default() };
    let action = Box::new(MeasureAction::HandOver { body });
    let command = Command::MoveMeasure { case: talk.case, party, action };
    assert!(talk.desk.ask(Actor::Staff(staff), command).await.is_err(), "{staff:?}");
    assert!(!is_handed(talk, party), "{staff:?}");
    refused
}

fn is_handed(talk: &Talk, party: PartyId) -> bool {
    talk.now().measure(party).is_some_and(|track| track.clause_seq.is_some())
}

/// What was handed over of a respondent, as it was written down.
fn handed(talk: &Talk, party: PartyId) -> String {
    let seq = talk.now().measure(party).unwrap().clause_seq.unwrap();
    format!("{:?}", talk.desk.app.engine.entry(seq).unwrap().unwrap().body)
}

#[tokio::test]
async fn the_organiser_gets_the_marked_clauses_of_that_respondent_and_no_other_clause() {
    let talk = among_three().await;
    let [claimant, first, second] = [talk.parties[0], talk.parties[1], talk.parties[2]];
    let clauses = vec![
        clause(first, "XUNMARKEDX", false),
        clause(first, "XFIRSTX", true),
        clause(second, "XSECONDX", true),
        clause(claimant, "XCLAIMANTX", false),
    ];
    agreed(&talk, clauses).await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let sent = talk.press(&mut mei, "agreement", "hand-over", &format!("party={first}")).await;
    assert!(sent.location().ends_with("?done=handed-over"), "{}", sent.text);
    let told = [handed(&talk, first), office(&talk).await];
    for told in &told {
        assert!(told.contains("XFIRSTX"), "{told}");
        for kept in ["XUNMARKEDX", "XSECONDX", "XCLAIMANTX", "A lamp is shown.", "Whether it is a copy."] {
            assert!(!told.contains(kept), "{kept}: {told}");
        }
    }
    let sent = asked(&talk, MEI, second).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text);
    let of_second = handed(&talk, second);
    assert!(of_second.contains("XSECONDX") && !of_second.contains("XFIRSTX"), "{of_second}");
    let page = office(&talk).await;
    assert!(page.contains("XFIRSTX") && page.contains("XSECONDX"), "{page}");
    for kept in ["XUNMARKEDX", "XCLAIMANTX"] {
        assert!(!of_second.contains(kept) && !page.contains(kept), "{kept}: {of_second} {page}");
    }
}

/// The case as the organiser reads it.
async fn office(talk: &Talk) -> String {
    let mut organiser = Browser::of(&talk.desk, "organiser").await;
    organiser.get(&format!("/office/cases/{}", talk.case)).await.text
}

#[tokio::test]
async fn where_no_clause_is_marked_none_is_handed_over() {
    let talk = talking().await;
    let party = talk.parties[1];
    agreed(&talk, vec![clause(party, "XUNMARKEDX", false)]).await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let page = mei.get(&talk.page("agreement")).await.text;
    assert!(page.contains("XUNMARKEDX") && !page.contains(BUTTON), "{page}");
    let pressed = talk.press(&mut mei, "agreement", "hand-over", &format!("party={party}")).await;
    assert_eq!(pressed.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", pressed.text);
    assert_eq!(cannot(&talk, MEI, party).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn who_gave_a_case_back_hands_no_clause_over_and_who_has_it_since_does() {
    let talk = talking().await;
    let (case, party) = (talk.case, talk.parties[1]);
    agreed(&talk, vec![clause(party, "XACTX", true)]).await;
    let agreement = talk.page("agreement");
    let mut mei = Browser::of(&talk.desk, "mei").await;
    assert!(mei.get(&agreement).await.text.contains(BUTTON), "she has it");
    let (ticket, reason) = (talk.now().claimant().ticket.unwrap(), ReleaseReason::Mistake);
    talk.mei(Command::ReleaseTicket { ticket, reason, remark: None }).await;

    let mut head = talk.head().await;
    let page = head.get(&agreement).await.text;
    assert!(page.contains("XACTX") && !page.contains(BUTTON), "nobody has it: {page}");
    cannot(&talk, HEAD, party).await;
    assert_eq!(cannot(&talk, MEI, party).await.json()["code"], "not-allowed");
    assert!(!mei.get(&agreement).await.text.contains(BUTTON));

    talk.desk.ask(Actor::Staff(TOM), Command::ClaimTicket { ticket }).await.unwrap();
    let early = asked(&talk, TOM, party).await.json();
    assert_eq!((&early["code"], &early["step"]), (&json!("step-missing"), &json!("impartiality")));
    let declare = Command::Proceed { case, action: Box::new(Action::DeclareImpartiality) };
    talk.desk.ask(Actor::Staff(TOM), declare).await.unwrap();
    assert_eq!(cannot(&talk, MEI, party).await.json()["code"], "not-allowed");
    assert!(!mei.get(&agreement).await.text.contains(BUTTON));
    assert!(head.get(&agreement).await.text.contains(BUTTON), "the head acts for whoever has it");
    let mut tom = Browser::of(&talk.desk, "tom").await;
    assert!(tom.get(&agreement).await.text.contains(BUTTON));
    let sent = talk.press(&mut tom, "agreement", "hand-over", &format!("party={party}")).await;
    assert!(sent.location().ends_with("?done=handed-over") && is_handed(&talk, party), "{}", sent.text);
}

/// Who visits the sides afterwards reads what they agreed on, and has not the case.
#[tokio::test]
async fn who_has_the_return_visit_alone_hands_no_clause_over() {
    let talk = talking().await;
    let (case, party) = (talk.case, talk.parties[1]);
    agreed(&talk, vec![clause(party, "XACTX", true)]).await;
    let (outcome, reason) = (Outcome::Settled, Reason::Agreement);
    talk.mei(Command::ConcludeCase { case, outcome, reason, remark: None }).await;
    let action = Box::new(AftercareAction::PlanVisit { on: date(2026, 3, 11), staff: TOM });
    talk.mei(Command::MoveAftercare { case, action }).await;
    let agreement = talk.page("agreement");
    let page = Browser::of(&talk.desk, "tom").await.get(&agreement).await.text;
    assert!(page.contains("XACTX") && !page.contains(BUTTON), "{page}");
    assert_eq!(cannot(&talk, TOM, party).await.json()["code"], "not-yours");
    assert!(Browser::of(&talk.desk, "mei").await.get(&agreement).await.text.contains(BUTTON));
    assert_eq!(asked(&talk, MEI, party).await.status, StatusCode::OK);
}
