//! What whoever receives does at the counter with scripts off, and what is kept from them once a case has gone on (procedure A.2 rows
//! 2 to 8, E.2 "intake").

use axum::http::{Method, StatusCode};
use domain::{
    Actor, CaseId, Command, RightId, TicketNumber,
    body::{RecordBody, RightBody},
    case::{Ask, CaseState, Door, Outcome, Reason, RightKind},
    command::NewCase,
    procedure::{Action, RecordPart, Way},
    register::RightTerms,
    testing::{self, ORGANISER, RECEPTION},
    ticket::{ParkReason, TicketState},
};

use crate::{
    app::App,
    testing::{Answer, Browser},
    web::counter::session::tests::Talk,
};

use super::{Story, page_of, press};

const SERVED: &str = "method=in-person&name=Booth+staff&position=&evidence=";
const YES: &str = "answer=accept&means=spoken&authority=own&name=Noor&position=&statement=We+talk.";

/// Sends a form of the page of a case's way.
async fn does(browser: &mut Browser<'_>, case: CaseId, verb: &str, fields: &str) -> Answer {
    let page = format!("{}/way", page_of(case));
    browser.post(&page, &format!("{page}/{verb}"), fields).await
}

/// A case filed for a visitor at the counter, by reception, which is on duty.
async fn filed(story: &mut Story) -> CaseId {
    filed_with(story, |_| ()).await
}

/// The same with something said in it.
async fn filed_with(story: &mut Story, change: impl FnOnce(&mut NewCase)) -> CaseId {
    let mut new = story.ids.dispute(&[Ask::Mediation]);
    (new.ticket, new.door) = (App::new_ticket(), Door::Counter);
    change(&mut new);
    let case = new.case;
    story.desk.ask(Actor::Staff(RECEPTION), Command::FileCase(Box::new(new))).await.unwrap();
    let mut reception = Browser::of(&story.desk, "reception").await;
    let duty = reception.post("/counter", "/counter/duty", "state=on&room=").await;
    assert_eq!(duty.location(), "/counter?done=duty");
    case
}

#[tokio::test]
async fn reception_walks_a_visitor_from_filing_to_the_line_for_talks() {
    let mut story = Story::new().await;
    let case = filed(&mut story).await;
    let mut reception = Browser::of(&story.desk, "reception").await;
    let counter = reception.get("/counter").await.text;
    assert!(counter.contains("Take A-001") && counter.contains("line-reception"), "{counter}");
    assert!(!counter.contains("line-talks") && !counter.contains("/counter/forms"), "{counter}");
    assert_eq!(reception.get("/counter/file?kind=dispute").await.status, StatusCode::OK);
    press(&mut reception, case, "claim", "").await;
    press(&mut reception, case, "papers", "missing=title").await;
    let page = reception.get(&page_of(case)).await.text;
    assert!(page.contains("Li Hua") && page.contains("/way\""), "{page}");
    assert!(
        !page.contains("/session\"") && !page.contains("/agreement\"") && !page.contains("/held\""),
        "{page}"
    );

    does(&mut reception, case, "papers", "").await;
    does(&mut reception, case, "accept", "source=application").await;
    does(&mut reception, case, "impartiality", "").await;
    let party = story.desk.parties(case)[1];
    does(&mut reception, case, "notice", &format!("party={party}")).await;
    let notice = format!("{}/papers/notice?party={party}", page_of(case));
    assert_eq!(reception.get(&notice).await.status, StatusCode::OK, "it prints what it hands over");
    does(&mut reception, case, "service", &format!("party={party}&{SERVED}")).await;
    does(&mut reception, case, "answer", &format!("party={party}&{YES}")).await;
    let way = reception.get(&format!("{}/way", page_of(case))).await.text;
    assert!(way.contains("Noor") && way.contains("/way/talks\""), "{way}");
    assert!(!way.contains("/way/appointment\"") && !way.contains("/way/withdraw\""), "{way}");
    does(&mut reception, case, "talks", "").await;
    let at = story.desk.app.now();
    let known = at.desk.case(case).unwrap();
    assert_eq!((known.state, known.respondents()[0].way()), (CaseState::Agreed, Way::Accepted));

    // From here on it is a mediator's: reception has neither its line nor its way.
    let counter = reception.get("/counter").await.text;
    assert!(!counter.contains("A-001"), "{counter}");
    let page = reception.get(&page_of(case)).await.text;
    assert!(page.contains("Reception is done.") && page.contains("Li Hua"), "{page}");
    assert!(!page.contains(&format!("action=\"{}", page_of(case))), "no form stands on it: {page}");
    let way = reception.get(&format!("{}/way", page_of(case))).await;
    assert_eq!(way.location(), page_of(case));
    assert_eq!(reception.get(&notice).await.status, StatusCode::FORBIDDEN);
    assert_eq!(press(&mut reception, case, "claim", "").await.status, StatusCode::FORBIDDEN);
    assert_eq!(story.readings(case).first(), Some(&RECEPTION), "what it read is on record");
}

#[tokio::test]
async fn reception_reads_the_registered_right_where_it_checks_the_case_and_no_longer() {
    let mut story = Story::new().await;
    story.desk.enrol("Qinghe Light", None, &["2/Z9"]).await;
    let exhibitor =
        story.desk.app.now().desk.booths().find(|booth| booth.number == "Z9").unwrap().exhibitors[0];
    let right = RightId(story.desk.app.fresh_id());
    let terms = RightTerms { kind: RightKind::Design, valid_from: None, valid_to: None };
    let number = "ZL202030123456.7".to_owned();
    let title = "Lamp with a folding arm".to_owned();
    let body =
        RightBody { number: Some(number.clone()), title, owner: "Qinghe".to_owned(), ..RightBody::default() };
    let register = Command::RegisterRight { right, exhibitor, terms, body };
    story.desk.ask(Actor::Staff(ORGANISER), register).await.unwrap();
    let says = |new: &mut NewCase| new.application.as_mut().unwrap().right_number = Some(number);
    let case = filed_with(&mut story, says).await;
    let mut reception = Browser::of(&story.desk, "reception").await;
    press(&mut reception, case, "claim", "").await;
    let way = format!("{}/way", page_of(case));
    for page in [page_of(case), way.clone()] {
        let page = reception.get(&page).await.text;
        for shown in ["In the register of rights", "The number that was given", "Lamp with a folding arm"] {
            assert!(page.contains(shown), "{shown}: {page}");
        }
    }
    let party = story.desk.parties(case)[1];
    for (verb, fields) in [
        ("accept", "source=application".to_owned()),
        ("impartiality", String::new()),
        ("notice", format!("party={party}")),
        ("service", format!("party={party}&{SERVED}")),
        ("answer", format!("party={party}&{YES}")),
    ] {
        does(&mut reception, case, verb, &fields).await;
    }
    assert!(!reception.get(&way).await.text.contains("Lamp with a folding arm"), "it was accepted");
    assert!(reception.get(&page_of(case)).await.text.contains("Lamp with a folding arm"));
    does(&mut reception, case, "talks", "").await;
    let after = reception.get(&page_of(case)).await.text;
    assert!(after.contains("Reception is done.") && !after.contains("Lamp with a folding arm"), "{after}");
}

#[tokio::test]
async fn reception_is_told_of_earlier_complaints_where_it_checks_the_case_and_nobody_else_is() {
    let mut story = Story::new().await;
    story.desk.enrol("Qinghe Light", None, &["2/Z9"]).await;
    let exhibitor =
        story.desk.app.now().desk.booths().find(|booth| booth.number == "Z9").unwrap().exhibitors[0];
    let against = |new: &mut NewCase| new.respondents[0].place.exhibitor = Some(exhibitor);
    let mut complaint = story.ids.dispute(&[Ask::Measure]);
    complaint.ticket = App::new_ticket();
    against(&mut complaint);
    let complained = complaint.case;
    story.desk.ask(Actor::Public, Command::FileCase(Box::new(complaint))).await.unwrap();
    let complained = story.desk.app.now().desk.case(complained).unwrap().claimant().ticket.unwrap();
    let (_, mediated) = story.file_with(against).await;
    let case = filed_with(&mut story, against).await;
    let (mark, page) = ("id=\"earlier-complaints\"", page_of(case));

    // Whoever mediates, or heads the body, meets both sides without it.
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    let mut head = Browser::of(&story.desk, "head").await;
    press(&mut head, case, "read", "reason=A+side+complained.").await;
    for other in [mei.get(&page).await.text, head.get(&page).await.text] {
        assert!(other.contains("Li Hua") && !other.contains(mark), "{other}");
    }
    press(&mut mei, case, "release", "reason=mistake").await;

    let mut reception = Browser::of(&story.desk, "reception").await;
    press(&mut reception, case, "claim", "").await;
    let shown = reception.get(&page).await.text;
    let told = shown.split(mark).nth(1).and_then(|rest| rest.split("</section>").next()).unwrap_or_default();
    for said in ["Earlier complaints", "Qinghe Light", &*complained.to_string(), "Complaint received"] {
        assert!(told.contains(said), "{said}: {shown}");
    }
    assert!(!told.contains(&mediated.to_string()), "a mediation is none: {told}");
    assert!(
        !told.contains("have it covered") && !told.contains("Li Hua"),
        "nothing of what was said: {told}"
    );
    let party = story.desk.parties(case)[1];
    for (verb, fields) in [
        ("accept", "source=application".to_owned()),
        ("impartiality", String::new()),
        ("notice", format!("party={party}")),
        ("service", format!("party={party}&{SERVED}")),
        ("answer", format!("party={party}&{YES}")),
        ("talks", String::new()),
    ] {
        does(&mut reception, case, verb, &fields).await;
    }
    let after = reception.get(&page).await.text;
    assert!(after.contains("Reception is done.") && !after.contains(mark), "{after}");
}

#[tokio::test]
async fn nothing_that_was_filed_later_or_is_the_case_itself_counts_as_earlier() {
    let mut story = Story::new().await;
    story.desk.enrol("Qinghe Light", None, &["2/Z9"]).await;
    let exhibitor =
        story.desk.app.now().desk.booths().find(|booth| booth.number == "Z9").unwrap().exhibitors[0];
    let mut both = story.ids.dispute(&[Ask::Mediation, Ask::Measure]);
    both.ticket = App::new_ticket();
    both.respondents[0].place.exhibitor = Some(exhibitor);
    let case = both.case;
    story.desk.ask(Actor::Public, Command::FileCase(Box::new(both))).await.unwrap();
    story.desk.clock.advance(std::time::Duration::from_mins(1));
    let mut later = story.ids.dispute(&[Ask::Measure]);
    later.ticket = App::new_ticket();
    later.respondents[0].place.exhibitor = Some(exhibitor);
    story.desk.ask(Actor::Public, Command::FileCase(Box::new(later))).await.unwrap();
    let page = Browser::of(&story.desk, "reception").await.get(&page_of(case)).await.text;
    assert!(page.contains("Li Hua") && !page.contains("earlier-complaints"), "{page}");
}

#[tokio::test]
async fn a_mediator_declares_for_themselves_before_they_talk_about_a_case_of_reception() {
    let mut story = Story::new().await;
    let case = filed(&mut story).await;
    let mut reception = Browser::of(&story.desk, "reception").await;
    press(&mut reception, case, "claim", "").await;
    let party = story.desk.parties(case)[1];
    for (verb, fields) in [
        ("accept", "source=application".to_owned()),
        ("impartiality", String::new()),
        ("notice", format!("party={party}")),
        ("service", format!("party={party}&{SERVED}")),
        ("answer", format!("party={party}&{YES}")),
        ("talks", String::new()),
    ] {
        does(&mut reception, case, verb, &fields).await;
    }
    let at = story.desk.app.now();
    let tickets: Vec<_> =
        at.desk.case(case).unwrap().parties.iter().filter_map(|party| party.ticket).collect();
    story.desk.by_mei(Command::ClaimTicket { ticket: tickets[0] }).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let table = format!("{}/session", page_of(case));
    let taken = mei.get(&page_of(case)).await.text;
    assert!(taken.contains("I have no interest in this matter") && taken.contains("session/impartiality"));
    assert!(!taken.contains("Call to the room"), "the declaration comes first: {taken}");
    let note = mei.post(&table, &format!("{table}/note"), "text=They+would+take+half.").await;
    assert_eq!(note.status, StatusCode::CONFLICT);
    assert!(note.text.contains("First declare that you have no conflict of interest"), "{}", note.text);
    let before = mei.get(&table).await.text;
    assert!(before.contains("Somebody else had this case before you."), "{before}");
    assert!(!before.contains("session/identity") && !before.contains("id=\"record\""), "{before}");
    assert!(!taken.contains("/conclude?outcome="), "nor is an end offered: {taken}");
    let ended = "outcome=no-agreement&reason=no-prospect";
    for (verb, fields) in [("call", "room=Room+1"), ("check-in", ""), ("conclude", ended)] {
        let early = press(&mut mei, case, verb, fields).await;
        assert_eq!(early.status, StatusCode::CONFLICT, "{verb}: {}", early.text);
    }
    mei.post(&table, &format!("{table}/impartiality"), "").await;
    let after = mei.get(&table).await.text;
    assert!(!after.contains("Somebody else had this case") && after.contains("Not everybody is here yet."));
    assert!(mei.get(&page_of(case)).await.text.contains("Call to the room"));
    story.desk.by_mei(Command::CallTicket { ticket: tickets[0], room: None }).await;
    for ticket in tickets {
        story.desk.by_mei(Command::CheckInTicket { ticket }).await;
    }
    let here = mei.get(&table).await.text;
    assert!(here.contains("Check who is at the table."), "{here}");
}

#[tokio::test]
async fn reception_does_not_accept_and_prints_the_notice_of_it() {
    let mut story = Story::new().await;
    let case = filed(&mut story).await;
    let mut reception = Browser::of(&story.desk, "reception").await;
    press(&mut reception, case, "claim", "").await;
    let offered = reception.get(&format!("{}/conclude", page_of(case))).await.text;
    assert!(
        offered.contains("outcome=not-accepted") && offered.contains("outcome=advice-given"),
        "{offered}"
    );
    assert!(!offered.contains("outcome=no-agreement") && !offered.contains("outcome=settled"), "{offered}");
    let ending = reception.get(&format!("{}/conclude?outcome=not-accepted", page_of(case))).await.text;
    assert!(ending.contains("Tell the applicant about the other ways"), "{ending}");
    assert!(!ending.contains("Tell both sides"), "nobody else has heard of it: {ending}");
    let refused =
        press(&mut reception, case, "conclude", "outcome=withdrawn&reason=applicant-withdrew").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    // What cannot be taken comes back as it was typed: here a day without its time.
    let half = "outcome=not-accepted&reason=right-contested&remark=Two+filings.&happened_day=2026-03-10";
    let half = press(&mut reception, case, "conclude", half).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", half.text);
    for kept in ["Two filings.", "value=\"2026-03-10\"", "value=\"right-contested\" checked"] {
        assert!(half.text.contains(kept), "{kept}: {}", half.text);
    }
    assert!(half.text.contains("Day and time belong together"), "{}", half.text);
    let unsaid = press(&mut reception, case, "conclude", "outcome=not-accepted&remark=Two+filings.").await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", unsaid.text);
    let at_choice = unsaid.text.split("id=\"reason-error\"").nth(1).unwrap_or_default();
    assert!(at_choice.contains("Choose one of the reasons."), "{}", unsaid.text);
    press(&mut reception, case, "conclude", "outcome=not-accepted&reason=right-contested").await;
    let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    assert_eq!(story.state(ticket), TicketState::Closed);
    let page = reception.get(&page_of(case)).await.text;
    assert!(page.contains("Not accepted") && page.contains("/papers\""), "{page}");
    assert!(!page.contains("disputed elsewhere"), "the outcome is told without its reason: {page}");
    let papers = reception.get(&format!("{}/papers", page_of(case))).await;
    assert!(
        papers.status == StatusCode::OK && papers.text.contains("/papers/non-acceptance"),
        "{}",
        papers.text
    );
    let file = format!("{}/file\"", page_of(case));
    assert!(!papers.text.contains(&file), "what it may not read is not offered: {}", papers.text);
}

/// A paper of a case's page, in English.
fn paper_of(case: CaseId, kind: &str) -> String {
    format!("{}/papers/{kind}?language=en", page_of(case))
}

/// The other ways are told whoever leads a case to its end (People's Mediation Law art 26), and many who file have no phone with them.
#[tokio::test]
async fn reception_hands_over_how_a_case_ended_that_came_to_no_talk() {
    let mut story = Story::new().await;
    let case = filed(&mut story).await;
    let mut reception = Browser::of(&story.desk, "reception").await;
    press(&mut reception, case, "claim", "").await;
    let party = story.desk.parties(case)[1];
    for (verb, fields) in [
        ("accept", "source=application".to_owned()),
        ("impartiality", String::new()),
        ("notice", format!("party={party}")),
        ("service", format!("party={party}&{SERVED}")),
    ] {
        does(&mut reception, case, verb, &fields).await;
    }
    let ends = ["termination", "certificate", "no-part"];
    for kind in ends {
        assert_eq!(reception.get(&paper_of(case, kind)).await.status, StatusCode::NOT_FOUND, "{kind}");
    }
    let declines = format!("party={party}&answer=decline&means=spoken&authority=own&name=&statement=");
    does(&mut reception, case, "answer", &declines).await;
    let at = story.desk.app.now();
    let tickets: Vec<_> =
        at.desk.case(case).unwrap().parties.iter().filter_map(|party| party.ticket).collect();
    assert!(!at.desk.case(case).unwrap().state.is_open());

    let list = reception.get(&format!("{}/papers", page_of(case))).await.text;
    for kind in ends {
        assert!(list.contains(&format!("/papers/{kind}?")), "{kind}: {list}");
        assert_eq!(reception.get(&paper_of(case, kind)).await.status, StatusCode::OK, "{kind}");
    }
    for kind in ["record", "agreement", "judicial-confirmation"] {
        assert_eq!(reception.get(&paper_of(case, kind)).await.status, StatusCode::NOT_FOUND, "{kind}");
    }
    the_counter_leads_to_the_papers_of_the_day(&story, case, tickets[0]).await;
    let page = reception.get(&page_of(case)).await.text;
    assert_eq!(page.matches(&format!("{}/code\"", page_of(case))).count(), 1, "{page}");
    let given = press(&mut reception, case, "code", &format!("ticket={}", tickets[0])).await;
    assert_eq!(given.status, StatusCode::OK, "{}", given.text);
    for ticket in tickets.iter().skip(1) {
        let others = press(&mut reception, case, "code", &format!("ticket={ticket}")).await;
        assert_eq!(others.status, StatusCode::CONFLICT, "{}", others.text);
    }
    for name in ["mei", "head"] {
        let closed = Browser::of(&story.desk, name).await.get(&paper_of(case, "termination")).await;
        assert_eq!(closed.status, StatusCode::FORBIDDEN, "{name}");
    }
}

/// Whoever comes back on the same day names a number; whoever only looks on learns neither who it is nor how it ended.
async fn the_counter_leads_to_the_papers_of_the_day(story: &Story, case: CaseId, ticket: TicketNumber) {
    let (heading, papers) = ("Ended in reception today", format!("{}/papers\"", page_of(case)));
    let counter = Browser::of(&story.desk, "reception").await.get("/counter").await.text;
    let told = counter.split(heading).nth(1).and_then(|rest| rest.split("</section>").next());
    let told = told.unwrap_or_default();
    assert!(told.contains(&ticket.to_string()) && told.contains(&papers), "{counter}");
    assert!(told.contains("ended 1"), "when: {told}");
    for kept in ["Li Hua", "declined", "Declined", "No agreement", "Not accepted"] {
        assert!(!told.contains(kept), "{kept}: {told}");
    }
    for name in ["mei", "head"] {
        let other = Browser::of(&story.desk, name).await.get("/counter").await.text;
        assert!(!other.contains(heading), "{name}: {other}");
    }
}

#[tokio::test]
async fn what_ended_in_reception_is_listed_for_its_day() {
    let mut story = Story::new().await;
    let case = filed(&mut story).await;
    let mut reception = Browser::of(&story.desk, "reception").await;
    press(&mut reception, case, "claim", "").await;
    press(&mut reception, case, "conclude", "outcome=not-accepted&reason=right-contested").await;
    let heading = "Ended in reception today";
    let counter = reception.get("/counter").await.text;
    assert!(counter.contains(heading) && counter.contains("A-001"), "{counter}");
    assert!(!counter.contains("disputed elsewhere") && !counter.contains("Not accepted"), "{counter}");
    story.desk.clock.advance(std::time::Duration::from_hours(24));
    let next = Browser::of(&story.desk, "reception").await.get("/counter").await.text;
    assert!(!next.contains(heading) && !next.contains("A-001"), "{next}");
}

/// A case that was talked about, with a mark in everything that was written down of it.
async fn talked() -> Talk {
    let talk = Talk::new().await;
    talk.start().await;
    let (part, base) = (RecordPart::Mediation, 0);
    let body = RecordBody { text: "XRECORDX".to_owned(), ..RecordBody::default() };
    talk.desk.step(talk.case, Action::WriteRecord { part, base, body }).await;
    talk.desk.step(talk.case, Action::WriteNote { text: "XNOTEX".to_owned() }).await;
    let (reason, remark) = (ParkReason::Expert, Some("XADJOURNEDX".to_owned()));
    talk.mei(Command::AdjournSession { case: talk.case, reason, remark }).await;
    talk
}

/// What is not reception's, below a case's page.
const CLOSED: [&str; 13] = [
    "/session",
    "/agreement",
    "/investigation",
    "/aftercare",
    "/referrals",
    "/referrals/new?to=court",
    "/major",
    "/fee",
    "/held",
    "/typical",
    "/file",
    "/papers/record",
    "/papers",
];

#[tokio::test]
async fn nothing_of_the_talks_reaches_reception() {
    let talk = talked().await;
    let mut reception = Browser::of(&talk.desk, "reception").await;
    let page = page_of(talk.case);
    let shown = reception.get(&page).await.text;
    assert!(shown.contains("Li Hua") && shown.contains("Reception is done."), "{shown}");
    for path in CLOSED {
        let answer = reception.get(&format!("{page}{path}")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    let elsewhere = ["/counter/files", "/counter/aftercare", "/counter/typical", "/office/report"];
    for path in elsewhere.into_iter().chain(["/office/people", "/office/complaints", "/office/proposals"]) {
        assert_eq!(reception.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    for verb in ["start", "adjourn", "read", "session/note", "way/withdraw", "way/appointment"] {
        let answer = reception.post("/account", &format!("{page}/{verb}"), "").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{verb}");
    }
    let (outcome, reason) = (Outcome::NoAgreement, Reason::NoProspect);
    let remark = Some("XENDEDX".to_owned());
    talk.mei(Command::ConcludeCase { case: talk.case, outcome, reason, remark }).await;
    let counter = reception.get("/counter").await.text;
    assert!(!counter.contains("Ended in reception today"), "it has no paper of it to give: {counter}");
    let ended = reception.get(&page).await.text;
    assert!(ended.contains("No agreement"), "the outcome is told: {ended}");
    for kind in ["termination", "certificate", "no-part"] {
        assert_eq!(reception.get(&paper_of(talk.case, kind)).await.status, StatusCode::FORBIDDEN, "{kind}");
    }
    assert!(!ended.contains(&format!("{page}/code\"")), "{ended}");
    for page in [&shown, &ended] {
        for mark in ["XRECORDX", "XNOTEX", "XADJOURNEDX", "XENDEDX", "No prospect of agreement"] {
            assert!(!page.contains(mark), "{mark}: {page}");
        }
    }
    // Mei is told all of it.
    let own = Browser::of(&talk.desk, "mei").await.get(&page).await.text;
    assert!(own.contains("XADJOURNEDX") && own.contains("No prospect of agreement"), "{own}");
}

#[tokio::test]
async fn a_program_of_reception_sees_its_line_and_takes_its_steps() {
    let mut story = Story::new().await;
    let case = filed(&mut story).await;
    let token = story.desk.sign_in(RECEPTION).await;
    let queue = story.desk.call(Method::GET, "/api/v1/queue", &token, None).await.json();
    assert_eq!(queue["items"][0]["ticket"], "A-001");
    let next = story.desk.call(Method::POST, "/api/v1/queue/next", &token, Some(serde_json::json!({}))).await;
    assert_eq!(next.status, StatusCode::OK, "{}", next.text);
    let step = |verb: &str| format!("/api/v1/cases/{case}/{verb}");
    let source = Some(serde_json::json!({"source": "application"}));
    let accepted = story.desk.call(Method::POST, &step("accept"), &token, source).await;
    assert_eq!(accepted.status, StatusCode::OK, "{}", accepted.text);
    let nothing = || Some(serde_json::json!({}));
    for verb in ["start", "adjourn", "write-note", "agree-terms", "quote-fee", "make-appointment"] {
        let answer = story.desk.call(Method::POST, &step(verb), &token, nothing()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{verb}");
    }
    let (other, ticket) = story.file().await;
    story.desk.by_mei(Command::ClaimTicket { ticket }).await;
    story.desk.agreed(other, App::new_ticket()).await;
    story.desk.by_mei(Command::OpenTalks { case: other }).await;
    let queue = story.desk.call(Method::GET, "/api/v1/queue", &token, None).await.json();
    assert_eq!(queue["items"].as_array().map(Vec::len), Some(0), "the line for talks is not its own");
    let token = story.desk.sign_in(testing::MEI).await;
    let all = story.desk.call(Method::GET, "/api/v1/queue", &token, None).await;
    assert_eq!(all.json()["items"][0]["lane"], "talks");
}
