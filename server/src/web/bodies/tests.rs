//! Two mediation bodies through the pages: the organiser enters one, its head appoints its people, a case is given to it.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use domain::{
    Actor, BodyId, CaseId, Command, RoomId,
    body::{ReplyBody, TicketSecret},
    case::{Ask, Outcome, Reason},
    fair::Language,
    procedure::{self, Action, Authority, CaseSource, Means},
    report::{ReportScope, Sees},
    staff::{DutyState, Role},
    testing::{self, TestFair},
};

use crate::{
    app::App,
    report::{Report, counted},
    testing::{Browser, TestDesk},
};

mod alike;
mod asked;
mod clause;
mod told;

const PIN: &str = "918273";

fn page_of(case: CaseId) -> String {
    format!("/counter/cases/{case}")
}

fn second() -> BodyId {
    BodyId::FIRST.next().unwrap()
}

/// A dispute, and what opens its applicant's ticket.
async fn filed(desk: &TestDesk) -> (CaseId, TicketSecret) {
    filed_among(desk, &mut TestFair::new()).await
}

/// The same, with ids that no other of these has.
async fn filed_among(desk: &TestDesk, ids: &mut TestFair) -> (CaseId, TicketSecret) {
    let mut new = ids.dispute(&[Ask::Mediation]);
    new.ticket = App::new_ticket();
    let (id, secret) = (new.case, new.ticket.secret.clone());
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    (id, secret)
}

/// One that Mei gave to the second body.
async fn given(desk: &TestDesk, ids: &mut TestFair) -> (CaseId, TicketSecret) {
    let (case, secret) = filed_among(desk, ids).await;
    let ticket = desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    desk.by_mei(Command::ClaimTicket { ticket }).await;
    desk.step(case, Action::ChangeBody { body: second(), means: Means::Spoken }).await;
    (case, secret)
}

/// What the applicant reads on their own phone, on a page below their ticket.
async fn on_the_phone(desk: &TestDesk, secret: &TicketSecret, page: &str) -> String {
    let request = Request::get(format!("/t/{}{page}", secret.key))
        .header(header::ACCEPT, "text/html")
        .header(header::AUTHORIZATION, format!("Bearer {}", secret.holder));
    desk.send(request.body(Body::empty()).unwrap()).await.text
}

/// Somebody new, signed in.
async fn appointed<'d>(desk: &'d TestDesk, by: &mut Browser<'d>, name: &str, more: &str) -> Browser<'d> {
    let fields = format!("person={name}&pin={PIN}&pin_again={PIN}&idempotency_key={name}&{more}");
    let answer = by.post("/office/people/new", "/office/people/new", &fields).await;
    assert_eq!(answer.location(), "/office/people?done=appointed", "{}", answer.text);
    let (mut browser, _) = Browser::open(desk).await;
    assert_eq!(browser.sign_in(name, PIN).await.status, StatusCode::SEE_OTHER);
    browser
}

/// A desk that hosts a commercial centre beside its committee, with its head and a mediator on duty.
async fn hosting_two(desk: &TestDesk) -> (Browser<'_>, Browser<'_>) {
    let mut organiser = Browser::of(desk, "organiser").await;
    let new = "name=Trade+Centre&kind=commercial&registration=31-0007&idempotency_key=new";
    let entered = organiser.post("/office/bodies", "/office/bodies/2", new).await;
    assert_eq!(entered.location(), "/office/bodies?done=recorded", "{}", entered.text);
    let headless = organiser.get("/office/bodies").await.text;
    let appoint = "/office/people/new?role=head";
    assert!(headless.contains("Nobody leads this body yet"));
    assert!(headless.contains(&format!("href=\"{appoint}&amp;body=2\"")), "{headless}");
    let form = organiser.get(&format!("{appoint}&body=2")).await.text;
    assert!(form.contains("<option value=\"2\" selected>Trade Centre"), "{form}");
    let mut anna = appointed(desk, &mut organiser, "anna", "role=head&body=2").await;
    let bo = appointed(desk, &mut anna, "bo", "role=mediator").await;
    let id = desk.app.now().names.staff_named("bo").next().unwrap();
    let room = Some(RoomId("Room 3".to_owned()));
    let mut plan = desk.app.now().desk.fair().unwrap().plan.clone();
    plan.rooms.push(domain::fair::Room { id: room.clone().unwrap(), hall: None });
    let officer = Actor::Staff(domain::testing::ORGANISER);
    desk.ask(officer, Command::AmendFair { plan }).await.unwrap();
    desk.ask(Actor::Staff(id), Command::TakeDuty { state: DutyState::On, room }).await.unwrap();
    (anna, bo)
}

#[tokio::test]
async fn a_body_is_entered_and_its_head_sees_its_own_people_alone() {
    let desk = TestDesk::new().await;
    let (mut anna, _) = hosting_two(&desk).await;
    let people = anna.get("/office/people").await.text;
    assert!(people.contains(">bo<") && !people.contains(">mei<"), "{people}");
    let own = anna.get("/office/bodies").await.text;
    assert!(
        own.contains("Trade Centre") && own.contains("31-0007") && !own.contains("Test Committee"),
        "{own}"
    );
    assert!(!own.contains("Another mediation body"), "the organiser alone enters one");
    let mei = desk.app.now().names.staff_named("mei").next().unwrap();
    assert_eq!(anna.get(&format!("/office/people/{mei}")).await.status, StatusCode::FORBIDDEN);
    let home = desk.open("/", "").await.text;
    for shown in ["Test Committee", "People’s mediation committee", "Trade Centre", "Commercial mediation"]
    {
        assert!(home.contains(shown), "{shown}: {home}");
    }
    // The hours are the desk's, and not those of the body that stands last.
    let (bodies, hours) = home.split_once("id=\"hours\"").unwrap();
    assert!(!bodies.contains("09:00–17:00") && hours.matches("09:00–17:00").count() == 1, "{home}");
    let gone = anna.post("/office/bodies", "/office/bodies/9", "name=X&kind=people").await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_form_of_a_body_that_is_refused_keeps_what_was_typed() {
    let desk = TestDesk::new().await;
    let mut organiser = Browser::of(&desk, "organiser").await;
    let long = "x".repeat(121);
    let typed = format!("name={long}&kind=industry&registration=31-0007");
    let refused = organiser.post("/office/bodies", "/office/bodies/2", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in [format!("value=\"{long}\""), "value=\"31-0007\"".to_owned(), "At most 120".to_owned()] {
        assert!(refused.text.contains(&kept), "what was typed is still there: {}", refused.text);
    }
    for (name, said) in [
        ("", "Type the name of this mediation body"),
        ("Test+Committee", "Another mediation body has this name"),
    ] {
        let typed = format!("name={name}&kind=industry&registration=31-0007");
        let refused = organiser.post("/office/bodies", "/office/bodies/2", &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let at_field = refused.text.split("id=\"name-new-error\"").nth(1).unwrap_or_default();
        assert!(at_field.contains(said), "at the field of its form: {}", refused.text);
        assert!(!refused.text.contains("id=\"name-1-error\""), "{}", refused.text);
        assert!(refused.text.contains("value=\"31-0007\""), "{}", refused.text);
    }
    assert!(!desk.app.now().desk.has_several_bodies());
    let only = "name=Test+Committee&kind=people&closed=yes";
    let refused = organiser.post("/office/bodies", "/office/bodies/1", only).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let at_field = refused.text.split("id=\"closed-1-error\"").nth(1).unwrap_or_default();
    assert!(at_field.contains("must take new cases"), "{}", refused.text);
    assert!(!refused.text.contains("take this sign-in away"), "{}", refused.text);
}

#[tokio::test]
async fn what_is_about_the_whole_fair_names_every_body() {
    let desk = TestDesk::new().await;
    hosting_two(&desk).await;
    let (all, at) = ("Test Committee, Trade Centre", desk.app.now());
    let plan = &at.desk.fair().unwrap().plan;
    let sees = Sees::of_roles(|role| role == Role::Organiser).unwrap();
    let kept = &mut domain::figures::Tallies::default();
    let counted = counted(kept, &at.desk, &at.names, ReportScope::WHOLE).unwrap();
    let report = Report::of(&counted, plan, &at.desk, (sees, counted.running));
    let paper = format!("{:?}", report.paper(&at.texts(Language::En)));
    assert!(paper.contains(all), "{paper}");
    let record = Browser::of(&desk, "organiser").await.get("/office/data-record").await.text;
    assert!(record.contains(all), "{record}");
    assert!(desk.open("/typical-cases", "").await.text.contains(all), "the list of examples");
}

#[tokio::test]
async fn a_case_is_given_to_another_body_whose_papers_and_number_it_then_has() {
    let desk = TestDesk::new().await;
    let (_, mut bo) = hosting_two(&desk).await;
    let (case, secret) = filed(&desk).await;
    let named = |body: &str| format!("<dt>Mediation body that has it</dt><dd><bdi>{body}</bdi></dd>");
    let phone = on_the_phone(&desk, &secret, "").await;
    assert!(phone.contains(&named("Test Committee")), "{phone}");
    let page = page_of(case);
    let mut mei = Browser::of(&desk, "mei").await;
    mei.post(&page, &format!("{page}/claim"), "").await;
    let shown = mei.get(&page).await.text;
    assert!(shown.contains("Give to another mediation body") && shown.contains("Trade Centre"), "{shown}");
    let silent = mei.post(&page, &format!("{page}/body"), "form=body&body=2").await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "the applicant was not asked");
    assert!(silent.text.contains("id=\"body-agreed-error\""), "it says so at its field: {}", silent.text);
    let given = mei.post(&page, &format!("{page}/body"), "body=2&agreed=yes").await;
    assert_eq!(given.location(), "/counter?done=body", "{}", given.text);
    let phone = on_the_phone(&desk, &secret, "").await;
    assert!(phone.contains(&named("Trade Centre")) && !phone.contains(&named("Test Committee")), "{phone}");
    let own = desk.app.now().desk.case(case).map(|case| case.claimant().clone()).unwrap();
    let access = Command::GiveAccess { case, party: own.place.id, body: None };
    desk.ask(Actor::Party(own.ticket.unwrap()), access).await.unwrap();
    let held = on_the_phone(&desk, &secret, "/held").await;
    assert!(held.contains("Mediation body that has it") && held.contains("Trade Centre"), "{held}");
    let after = mei.get(&page).await.text;
    assert!(after.contains("Another mediation body’s case") && !after.contains("Li Hua"), "{after}");
    assert!(!after.contains("open only to the mediator who has the case"), "said once: {after}");
    assert!(
        after.contains("Given to another mediation body") && !after.contains("Given back"),
        "who gave it reads that they did: {after}"
    );
    let number = own.ticket.unwrap().to_string();
    for (verb, fields) in [("claim", ""), ("session/record", "part=mediation&base=0&text=Words")] {
        let refused = mei.post(&page, &format!("{page}/{verb}"), fields).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{verb}");
        assert!(refused.text.contains("It is Trade Centre that answers for it"), "{}", refused.text);
        assert!(!refused.text.contains(&number), "no more than the address: {verb}: {}", refused.text);
    }
    let held = mei.get(&format!("{page}/held")).await;
    assert_eq!(held.status, StatusCode::FORBIDDEN);
    assert!(!held.text.contains(&number), "{}", held.text);
    assert!(mei.get("/counter").await.text.contains("Trade Centre"), "the line says whose it is");

    let taken = bo.post("/counter", "/counter/next", "idempotency_key=one").await;
    assert_eq!(taken.location(), format!("{page}?done=claim"), "{}", taken.text);
    let id = desk.app.now().names.staff_named("bo").next().unwrap();
    let action = Box::new(Action::Accept { source: CaseSource::Application });
    desk.ask(Actor::Staff(id), Command::Proceed { case, action }).await.unwrap();
    let paper = bo.get(&format!("{page}/papers/acceptance?language=en")).await.text;
    for said in ["Trade Centre", "Commercial mediation No. 2026-B-001"] {
        assert!(paper.contains(said), "{said}: {paper}");
    }
    assert!(!paper.contains("Test Committee"), "{paper}");
}

#[tokio::test]
async fn who_waits_for_one_body_counts_nobody_who_waits_for_another() {
    let desk = TestDesk::new().await;
    hosting_two(&desk).await;
    let mut ids = TestFair::new();
    let theirs = [given(&desk, &mut ids).await.1, given(&desk, &mut ids).await.1];
    let own = filed_among(&desk, &mut ids).await.1;
    for (secret, ahead, words) in
        [(&theirs[0], 0, "You are next"), (&theirs[1], 1, "1 ahead of you"), (&own, 0, "You are next")]
    {
        let phone = on_the_phone(&desk, secret, "").await;
        assert!(phone.contains(words), "{words}: {phone}");
        let ticket = desk.call(Method::GET, &format!("/api/v1/tickets/{}", secret.key), "", None).await;
        assert_eq!(ticket.json()["ahead"], ahead, "{}", ticket.text);
    }
    let mei = desk.sign_in(testing::MEI).await;
    let line = desk.call(Method::GET, "/api/v1/queue", &mei, None).await.json();
    let place = |at: usize| line["items"][at]["place"].as_u64();
    assert_eq!([0, 1, 2].map(place), [Some(1), Some(2), Some(1)], "{line}");
    let counter = Browser::of(&desk, "mei").await.get("/counter").await.text;
    assert!(counter.contains("Each mediation body’s cases are numbered by themselves."), "{counter}");
}

/// Accepted by Mei, declined by the respondent, over.
async fn declined(desk: &TestDesk) -> CaseId {
    let (case, _) = filed(desk).await;
    let ticket = desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    desk.by_mei(Command::ClaimTicket { ticket }).await;
    desk.step(case, Action::Accept { source: CaseSource::Application }).await;
    desk.step(case, Action::DeclareImpartiality).await;
    let party = desk.parties(case)[1];
    desk.notify(case, party, App::new_ticket()).await;
    let body = ReplyBody { person: testing::person("Noor"), statement: None, language: None };
    let (answer, text) = (procedure::Answer::Decline, "v1".to_owned());
    let (means, authority, language) = (Means::Spoken, Authority::Own, None);
    desk.step(case, Action::Answer { party, answer, text, means, authority, body, language }).await;
    if desk.app.now().desk.case(case).unwrap().state.is_open() {
        let (outcome, reason) = (Outcome::NoAgreement, Reason::PartyRefusedOrStopped);
        desk.by_mei(Command::ConcludeCase { case, outcome, reason, remark: None }).await;
    }
    case
}

#[tokio::test]
async fn how_a_case_ended_is_told_to_its_mediator_and_its_own_head_alone() {
    let desk = TestDesk::new().await;
    let (mut anna, mut bo) = hosting_two(&desk).await;
    let case = declined(&desk).await;
    let read = Command::ReadCase { case, part: Ask::Mediation, reason: Some("The file.".to_owned()) };
    desk.ask(Actor::Staff(testing::HEAD), read).await.unwrap();
    let page = page_of(case);
    let said = ["No agreement", "A side declined or stopped", "no-agreement", "party-refused-or-stopped"];
    let known = ["Does not take part", "Who read this case"];
    let deeds = [format!("{page}/erase"), format!("{page}/file"), format!("{page}/typical")];
    let surfaces = [
        page.clone(),
        format!("{page}/way"),
        format!("{page}/conclude"),
        format!("{page}/erase"),
        "/counter".to_owned(),
        "/counter/files".to_owned(),
        "/counter/aftercare".to_owned(),
        "/counter/closing".to_owned(),
    ];
    let (mut mei, mut tom) = (Browser::of(&desk, "mei").await, Browser::of(&desk, "tom").await);
    let mut head = Browser::of(&desk, "head").await;
    for (who, outsider) in [("tom", &mut tom), ("anna", &mut anna), ("bo", &mut bo)] {
        for surface in &surfaces {
            let seen = outsider.get(surface).await.text;
            let told = said.iter().chain(&known).copied().chain(deeds.iter().map(String::as_str));
            let told: Vec<_> = told.filter(|said| seen.contains(said)).collect();
            assert!(told.is_empty(), "{who} {surface}: {told:?} in {seen}");
        }
        let seen = outsider.get(&page).await.text;
        assert!(seen.contains("This case is over") && !seen.contains("badge state-"), "{who}: {seen}");
    }
    for (outsider, so) in
        [(&mut tom, "only to the mediator who has"), (&mut anna, "Its own people have the rest")]
    {
        let shut = outsider.get(&format!("{page}/session")).await.text;
        assert!(shut.contains(so) && !shut.contains("why you need it"), "what is true of them: {shut}");
    }
    for insider in [&mut mei, &mut head] {
        let seen = insider.get(&page).await.text;
        assert!(seen.contains(said[0]) && seen.contains(said[1]) && seen.contains(known[0]), "{seen}");
    }
    let seen = head.get(&page).await.text;
    assert!(seen.contains(known[1]) && seen.contains(&deeds[0]), "{seen}");
    assert!(head.get("/counter/files").await.text.contains(&deeds[0]));

    desk.ask(Actor::Staff(testing::HEAD), Command::EraseCase { case }).await.unwrap();
    let happened = ["Notice served", "Other side answered"];
    for outsider in [&mut tom, &mut anna, &mut bo] {
        let seen = outsider.get(&page).await.text;
        let told: Vec<_> =
            said.iter().chain(&known).chain(&happened).filter(|word| seen.contains(**word)).collect();
        assert!(told.is_empty(), "what is erased tells no more than before: {told:?} in {seen}");
    }
    let kept = head.get(&page).await.text;
    assert!(kept.contains(said[0]) && happened.iter().all(|word| kept.contains(word)), "{kept}");
}

#[tokio::test]
async fn a_complaint_to_the_organiser_is_not_told_to_another_body() {
    let desk = TestDesk::new().await;
    let (mut anna, mut bo) = hosting_two(&desk).await;
    let mut new = TestFair::new().dispute(&[Ask::Mediation, Ask::Measure]);
    new.ticket = App::new_ticket();
    let page = page_of(new.case);
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    for outsider in [&mut anna, &mut bo] {
        let seen = outsider.get(&page).await;
        assert_eq!(seen.status, StatusCode::OK);
        assert!(!seen.text.contains("complained to the organiser"), "{}", seen.text);
    }
    let seen = Browser::of(&desk, "head").await.get(&page).await.text;
    assert!(seen.contains("complained to the organiser"), "{seen}");
}

#[tokio::test]
async fn a_head_plans_hours_and_certificates_of_the_own_people_alone() {
    let desk = TestDesk::new().await;
    let (mut anna, _) = hosting_two(&desk).await;
    let mut head = Browser::of(&desk, "head").await;
    let (theirs, ours) = (anna.get("/counter/hours").await.text, head.get("/counter/hours").await.text);
    let named = |page: &str, name: &str| page.contains(&format!(">{name}<"));
    assert!(named(&theirs, "bo") && !named(&theirs, "mei"), "{theirs}");
    assert!(named(&ours, "mei") && !named(&ours, "bo"), "{ours}");
    let (theirs, ours) = (anna.get("/counter/shifts").await.text, head.get("/counter/shifts").await.text);
    assert!(named(&theirs, "bo") && !named(&theirs, "mei"), "whom to plan: {theirs}");
    assert!(named(&ours, "mei") && !named(&ours, "bo"), "whom to plan: {ours}");
}

#[tokio::test]
async fn what_authorities_were_given_is_listed_for_the_head_of_the_body_whose_case_it_is() {
    let desk = TestDesk::new().await;
    let (mut anna, _) = hosting_two(&desk).await;
    let ((case, _), head) = (filed(&desk).await, Actor::Staff(testing::HEAD));
    let reason = Some("a court asks".to_owned());
    desk.ask(head, Command::ReadCase { case, part: Ask::Mediation, reason }).await.unwrap();
    let disclosure = TestFair::new().new_disclosure(Ask::Mediation);
    let page = format!("/office/disclosures/{}", disclosure.id);
    desk.ask(head, Command::DiscloseCase { case, disclosure: Box::new(disclosure) }).await.unwrap();
    let own = Browser::of(&desk, "head").await.get("/office/disclosures").await.text;
    assert!(own.contains(&page), "{own}");
    let other = anna.get("/office/disclosures").await.text;
    assert!(!other.contains(&page), "{other}");
    assert_eq!(anna.get(&page).await.status, StatusCode::NOT_FOUND);
}

/// Two counters that print the same numbers would have two parties with one.
#[tokio::test]
async fn each_counter_is_proposed_forms_of_its_own_part_and_named_no_number_of_anothers() {
    let desk = TestDesk::new().await;
    let (_, mut bo) = hosting_two(&desk).await;
    let head = Actor::Staff(domain::testing::HEAD);
    desk.ask(head, Command::ReserveNumbers { count: 9 }).await.unwrap();
    let series = desk.app.now().desk.reserved().unwrap().series;
    let mut mei = Browser::of(&desk, "mei").await;
    let mut organiser = Browser::of(&desk, "organiser").await;
    for (browser, path, first, last) in [
        (&mut mei, "/counter/forms", 1, 3),
        (&mut bo, "/counter/forms", 4, 6),
        (&mut organiser, "/office/forms", 7, 9),
    ] {
        let page = browser.get(path).await.text;
        for field in [format!("name=\"first\" value=\"{first}\""), format!("name=\"last\" value=\"{last}\"")]
        {
            assert!(page.contains(&field), "{field}: {page}");
        }
        assert!(page.contains("Every mediation body has its part of them"), "{page}");
    }
    let own = domain::paper::Place::Counter(domain::BodyId::FIRST);
    let desk = desk.app.now();
    let named = desk.desk.next_free_on_paper(3, own).map(|number| number.to_string());
    assert_eq!(
        named,
        Some(format!("{series}-001")),
        "after its last one the first, and none of the next part"
    );
}
