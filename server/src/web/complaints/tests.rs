//! The organiser's office by forms alone: every step of a track on its page, what waits, what is printed, and what is never said.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use domain::{
    Actor, CaseId, Command, PartyId,
    body::{ReplyBody, TicketSecret},
    case::{Ask, Outcome, Reason, Side},
    command::NewCase,
    measure::{Measure, MeasureAction, MeasureState},
    procedure::Means,
    testing::{HEAD, LAST_DAY, ORGANISER, TestFair, person, plan},
};

use serde_json::json;

use crate::{
    app::App,
    locale::Language,
    testing::{Answer, Browser, TestDesk},
    web::samples,
};

mod before;
mod clause;
mod duty;
mod lodged;
mod over;
mod shared;
mod withdrawn;

/// Said for mediation.
const CONFIDENTIAL: &str = "XCONFIDENTIALX";
/// Said to the organiser.
const TOLD: &str = "XTOLDX";

pub(super) struct Story {
    pub(super) desk: TestDesk,
    ids: TestFair,
}

impl Story {
    pub(super) async fn new() -> Self {
        Self { desk: TestDesk::new().await, ids: TestFair::new() }
    }

    async fn file_with(&mut self, asks: &[Ask], change: impl FnOnce(&mut NewCase)) -> (CaseId, TicketSecret) {
        let mut new = self.ids.dispute(asks);
        new.ticket = App::new_ticket();
        if let Some(application) = &mut new.application {
            application.statement = CONFIDENTIAL.to_owned();
        }
        if let Some(complaint) = &mut new.complaint {
            complaint.statement = TOLD.to_owned();
        }
        change(&mut new);
        let (id, secret) = (new.case, new.ticket.secret.clone());
        self.desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
        (id, secret)
    }

    pub(super) async fn file(&mut self) -> (CaseId, PartyId) {
        let (case, _) = self.file_with(&[Ask::Mediation, Ask::Measure], |_| ()).await;
        (case, self.respondents(case)[0])
    }

    fn respondents(&self, case: CaseId) -> Vec<PartyId> {
        let at = self.desk.app.now();
        at.desk.case(case).unwrap().respondents().iter().map(|party| party.place.id).collect()
    }

    pub(super) fn track(&self, case: CaseId, party: PartyId) -> Measure {
        self.desk.app.now().desk.case(case).unwrap().measure(party).unwrap().clone()
    }

    /// Time passes, and the desk notes what ended.
    async fn pass(&self, time: Duration) {
        self.desk.clock.advance(time);
        self.desk.ask(Actor::System, Command::Sweep).await.unwrap();
    }
}

fn page_of(case: CaseId) -> String {
    format!("/office/cases/{case}")
}

/// Sends a form of the page.
async fn does(browser: &mut Browser<'_>, case: CaseId, party: PartyId, verb: &str, fields: &str) -> Answer {
    let page = page_of(case);
    browser.post(&page, &format!("{page}/{verb}"), &format!("party={party}&{fields}")).await
}

const SERVED: &str = "method=in-person&name=Booth+staff&position=";
const COVER: &str = "kind=cover&text=The+lamp+on+the+left+shelf.";

#[tokio::test]
async fn a_complaint_without_an_answer_goes_all_the_way_by_forms_alone() {
    let mut story = Story::new().await;
    let (case, party) = story.file().await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    let list = officer.get("/office/complaints").await.text;
    assert!(list.contains("Draw up the notice of the complaint") && list.contains("24 h"), "{list}");
    assert!(officer.get("/office").await.text.contains("Draw up the notice of the complaint"));

    let done = does(&mut officer, case, party, "notice", "").await;
    assert_eq!(done.location(), format!("{}?done=notice#party-{party}", page_of(case)));
    let page = officer.get(&page_of(case)).await.text;
    assert!(page.contains(&format!("papers/complaint-notice?party={party}")), "{page}");
    does(&mut officer, case, party, "service", SERVED).await;
    let page = officer.get(&page_of(case)).await.text;
    for shown in ["Statement due by", "11 Mar, 10:00", "Last useful moment", "Booth staff", "1 day left"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    let early = does(&mut officer, case, party, "order", &format!("{COVER}&basis=no-answer")).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "nobody is judged unheard");
    assert!(early.text.contains("on the left shelf"), "what was typed is still there");
    assert!(early.text.contains("Only when the time is over and no statement came."));

    // Over night the time ends; it makes a task and orders nothing.
    story.pass(Duration::from_hours(24)).await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    assert_eq!(story.track(case, party).state, MeasureState::WindowOpen);
    assert!(officer.get("/office").await.text.contains("Decide: the time is over, no statement came"));
    assert!(officer.get("/office/complaints").await.text.contains("Time is over, no statement"));
    does(&mut officer, case, party, "order", &format!("{COVER}&basis=no-answer")).await;
    let order = *story.track(case, party).order().unwrap();
    assert_eq!((order.by, order.until), (Some(ORGANISER), None));
    let page = officer.get(&page_of(case)).await.text;
    for shown in ["Measure ordered", "organiser", "The lamp on the left shelf.", "papers/measure-order"] {
        assert!(page.contains(shown), "{shown}");
    }
    let bare = does(&mut officer, case, party, "apply", "text=+").await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    does(&mut officer, case, party, "apply", "text=Covered+with+cloth").await;
    does(&mut officer, case, party, "lift", "text=A+licence+was+shown").await;
    assert_eq!(story.track(case, party).state, MeasureState::Lifted);
    let page = officer.get(&page_of(case)).await.text;
    for shown in ["Covered with cloth", "A licence was shown", "papers/complaint-certificate"] {
        assert!(page.contains(shown), "{shown}");
    }
    assert!(!page.contains(CONFIDENTIAL), "not a word of the mediation");
}

#[tokio::test]
async fn a_measure_that_stood_until_the_close_leaves_the_list_once_that_is_recorded() {
    let mut story = Story::new().await;
    let (case, party) = story.file().await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    does(&mut officer, case, party, "order", &format!("{COVER}&basis=binding-decision")).await;
    does(&mut officer, case, party, "apply", "text=Covered+with+cloth").await;
    assert!(!officer.get("/office/complaints").await.text.contains("Record that"));
    story.pass(Duration::from_hours(3 * 24)).await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    assert!(officer.get("/office/complaints").await.text.contains("Record that the measure ended"));
    let page = officer.get(&page_of(case)).await.text;
    assert!(page.contains("Record that it ended") && !page.contains("Lift the measure"), "{page}");
    let (token, path) = (story.desk.sign_in(ORGANISER).await, "/api/v1/complaints");
    let listed = async || story.desk.call(Method::GET, path, &token, None).await.json()["items"][0].clone();
    assert_eq!(listed().await["tracks"][0]["task"], "close");
    does(&mut officer, case, party, "lift", "text=Covered+to+the+last+day").await;
    let item = listed().await;
    assert_eq!((&item["open"], &item["tracks"][0]["task"]), (&json!(false), &json!(null)));
}

/// Whoever ordered it has not read it; how to answer it is to lift the measure or to let it stand.
#[tokio::test]
async fn an_objection_is_told_on_today_and_the_list_until_the_measure_is_lifted() {
    let mut story = Story::new().await;
    let (case, party) = story.file().await;
    let (other, against) = story.file().await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    let said = "means=paper&name=Noor&position=&statement=Ours";
    for (case, party) in [(case, party), (other, against)] {
        does(&mut officer, case, party, "notice", "").await;
        does(&mut officer, case, party, "service", SERVED).await;
        does(&mut officer, case, party, "answer", said).await;
        does(&mut officer, case, party, "order", &format!("{COVER}&basis=answer-insufficient")).await;
    }
    let paths = ["/office".to_owned(), "/office/complaints".to_owned(), page_of(case)];
    for path in &paths {
        let page = officer.get(path).await.text;
        assert!(!page.contains("Objection of") && !page.contains("what=objections"), "{path}: {page}");
    }
    does(&mut officer, case, party, "apply", "text=Covered+with+cloth").await;
    story.pass(Duration::from_hours(1)).await;
    does(&mut officer, case, party, "answer", said).await;
    for path in &paths[..2] {
        let page = officer.get(path).await.text;
        assert!(page.contains("href=\"/office/complaints?what=objections\""), "{path}: {page}");
        assert!(page.contains("One respondent objects to a measure that stands"), "{path}: {page}");
    }
    for path in &paths[1..] {
        let page = officer.get(path).await.text;
        assert_eq!(page.matches("Objection of 10 Mar, 11:0").count(), 1, "{path}: {page}");
    }
    let list = officer.get("/office/complaints?what=objections").await.text;
    assert!(list.contains("Measures to which the other side objects"), "{list}");
    assert!(list.contains(&page_of(case)) && !list.contains(&page_of(other)), "{list}");
    let token = story.desk.sign_in(ORGANISER).await;
    let listed = story.desk.call(Method::GET, "/api/v1/complaints", &token, None).await.json();
    let objected = |case: CaseId| {
        let items = listed["items"].as_array().unwrap();
        let item = items.iter().find(|item| item["case"] == case.to_string()).unwrap();
        item["tracks"][0]["objected_at"].is_string()
    };
    assert!(objected(case) && !objected(other), "{listed}");
    does(&mut officer, case, party, "lift", "text=A+licence+was+shown").await;
    for path in &paths {
        let page = officer.get(path).await.text;
        assert!(!page.contains("Objection of") && !page.contains("what=objections"), "{path}: {page}");
    }
}

/// What was done in time can be entered still; nobody is sent to a booth that is not there.
#[tokio::test]
async fn a_measure_that_nobody_applied_is_closed_after_the_fair_on_page_list_and_today() {
    let mut story = Story::new().await;
    let (case, party) = story.file().await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    does(&mut officer, case, party, "order", &format!("{COVER}&basis=binding-decision")).await;
    let apply = "Apply the measure that was ordered";
    let close = "Record that the measure ended";
    for path in [page_of(case), "/office/complaints".to_owned(), "/office".to_owned()] {
        let page = officer.get(&path).await.text;
        assert!(page.contains(apply) && !page.contains(close), "{path}: {page}");
    }
    story.pass(Duration::from_hours(3 * 24)).await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    for path in [page_of(case), "/office/complaints".to_owned(), "/office".to_owned()] {
        let page = officer.get(&path).await.text;
        assert!(page.contains(close) && !page.contains(apply), "{path}: {page}");
    }
    let page = officer.get(&page_of(case)).await.text;
    assert!(
        page.contains("there is nothing left to apply it to") && !page.contains("Go to the booth"),
        "{page}"
    );
    assert!(page.contains("It was applied in time"), "{page}");
    let earlier = "text=Covered+with+cloth&happened_day=2026-03-12&happened_time=16:00";
    does(&mut officer, case, party, "apply", earlier).await;
    let page = officer.get(&page_of(case)).await.text;
    assert!(page.contains("until this fair closes, and it has closed") && page.contains(close), "{page}");
    does(&mut officer, case, party, "lift", "text=Covered+to+the+last+day").await;
    assert_eq!(story.track(case, party).state, MeasureState::Lifted);
}

#[tokio::test]
async fn what_an_officer_did_on_paper_is_entered_at_its_time_and_a_half_time_loses_nothing() {
    let mut story = Story::new().await;
    let (case, party) = story.file().await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    does(&mut officer, case, party, "notice", "").await;
    story.pass(Duration::from_hours(3)).await;
    let half = does(&mut officer, case, party, "service", &format!("{SERVED}&happened_day=2026-03-10")).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.text.contains("value=\"Booth staff\"") && half.text.contains("value=\"2026-03-10\""));
    let earlier = format!("{SERVED}&happened_day=2026-03-10&happened_time=10:30");
    does(&mut officer, case, party, "service", &earlier).await;
    let page = officer.get(&page_of(case)).await.text;
    assert!(page.contains("11 Mar, 10:30"), "a day from the handing over: {page}");
}

/// Forms have no seconds: what was served at once was not served before its notice was drawn up.
#[tokio::test]
async fn a_service_is_entered_for_the_minute_in_which_its_notice_was_drawn_up() {
    let mut story = Story::new().await;
    let (case, party) = story.file().await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    let minute = story.desk.app.clock.now().as_second().div_euclid(60) * 60 + 300;
    let minute = jiff::Timestamp::from_second(minute).unwrap();
    story.desk.clock.set(minute + jiff::SignedDuration::from_secs(40));
    does(&mut officer, case, party, "notice", "").await;
    let said = |minutes| {
        let then = minute - jiff::SignedDuration::from_mins(minutes);
        let then = then.to_zoned(plan().time_zone());
        format!("{SERVED}&{}", then.strftime("happened_day=%Y-%m-%d&happened_time=%H:%M"))
    };
    let early = does(&mut officer, case, party, "service", &said(1)).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", early.text);
    assert!(early.text.contains("The notice was drawn up on"), "{}", early.text);
    does(&mut officer, case, party, "service", &said(0)).await;
    assert_eq!(story.track(case, party).state, MeasureState::WindowOpen);
}

/// One that was given on paper is entered after one that came later.
#[tokio::test]
async fn a_certificate_tells_the_statements_in_the_order_in_which_they_came() {
    let mut story = Story::new().await;
    let (case, party) = story.file().await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    does(&mut officer, case, party, "notice", "").await;
    does(&mut officer, case, party, "service", SERVED).await;
    story.pass(Duration::from_hours(3)).await;
    let said = "means=paper&name=Noor&position=&statement=Ours";
    does(&mut officer, case, party, "answer", said).await;
    let earlier = format!("{said}&happened_day=2026-03-10&happened_time=11:30");
    does(&mut officer, case, party, "answer", &earlier).await;
    assert_eq!(story.track(case, party).statements.len(), 2);
    does(&mut officer, case, party, "clear", "text=The+older+design+was+shown").await;
    let path = format!("{}/papers/complaint-certificate?party={party}&language=en", page_of(case));
    let page = officer.get(&path).await.text;
    let heard = page.split_once("Statement received").unwrap().1;
    let place = |clock: &str| heard.find(clock).unwrap_or_else(|| panic!("{clock}: {page}"));
    assert!(place("11:30") < place("13:0"), "{page}");
}

#[tokio::test]
async fn a_statement_given_at_the_office_is_decided_on_and_a_late_one_is_said_to_be_late() {
    let mut story = Story::new().await;
    let (case, party) = story.file().await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    does(&mut officer, case, party, "notice", "").await;
    let nobody = does(&mut officer, case, party, "service", "method=in-person&name=+&position=Owner").await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.text.contains("value=\"Owner\"") && nobody.text.contains("Please look at this"));
    let unnamed = nobody.flaw(&format!("service-name-{party}"));
    assert!(unnamed.is_some_and(|said| said.contains("Please fill this in.")), "{}", nobody.text);
    does(&mut officer, case, party, "service", &format!("{SERVED}&refused=yes")).await;
    assert!(story.track(case, party).service.unwrap().refused);
    story.pass(Duration::from_hours(30)).await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    let long = format!("means=paper&name=Noor&position=&statement={}", "x".repeat(4001));
    let long = does(&mut officer, case, party, "answer", &long).await;
    let too_long = long.flaw(&format!("answer-statement-{party}"));
    assert!(too_long.is_some_and(|said| said.contains("At most 4,000 characters.")), "{}", long.text);
    let said = "means=paper&name=Noor&position=&statement=Our+design+is+older.";
    does(&mut officer, case, party, "answer", said).await;
    let page = officer.get(&page_of(case)).await.text;
    for shown in ["Our design is older.", "after the time", "Decide on the statement"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert!(page.contains("value=\"answer-insufficient\"") && !page.contains("value=\"admitted\""));
    let own_device = "means=device&name=Noor&statement=Ours";
    let refused = does(&mut officer, case, party, "answer", own_device).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "the own device speaks for itself");
    does(&mut officer, case, party, "clear", "text=The+older+design+was+shown").await;
    let page = officer.get(&page_of(case)).await.text;
    assert!(page.contains("No measure") && page.contains("The older design was shown"));
    let again = does(&mut officer, case, party, "clear", "text=Again").await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(!officer.get("/office").await.text.contains("What waits for you"));
}

#[tokio::test]
async fn each_party_reads_on_the_ticket_what_is_theirs_and_nothing_of_the_other() {
    let mut story = Story::new().await;
    let asks = [Ask::Mediation, Ask::Measure];
    let (case, claimant) =
        story.file_with(&asks, |new| new.respondents[0].body.name = "Zhang San".to_owned()).await;
    let party = story.respondents(case)[0];
    let mut officer = Browser::of(&story.desk, "organiser").await;
    does(&mut officer, case, party, "notice", "").await;
    does(&mut officer, case, party, "service", SERVED).await;
    let number = story.desk.app.now().desk.case(case).unwrap().party(party).unwrap().ticket.unwrap();
    let secret_seq = story.desk.app.now().desk.ticket(number).unwrap().secret_seq;
    let sealed = story.desk.app.engine.entry(secret_seq).unwrap().unwrap().body.content();
    let Some(domain::body::Content::Ticket(respondent)) = sealed else { panic!("a ticket") };
    let read = async |secret: &TicketSecret, language: &str| {
        let request = axum::http::Request::get(format!("/t/{}", secret.key))
            .header("accept", "text/html")
            .header("cookie", format!("lang={language}"))
            .header("authorization", format!("Bearer {}", secret.holder));
        story.desk.send(request.body(axum::body::Body::empty()).unwrap()).await.text
    };
    let page = read(&respondent, "en").await;
    assert!(page.contains("asks for your statement") && page.contains("Make your statement"), "{page}");
    assert!(read(&claimant, "en").await.contains("has time for a statement"));

    let said = "XSTATEMENTX";
    let body = ReplyBody { person: person("Noor"), statement: Some(said.to_owned()), language: None };
    let action = Box::new(MeasureAction::Answer { means: Means::Device, admits: false, body });
    let answer = Command::MoveMeasure { case, party, action };
    story.desk.ask(Actor::Party(number), answer).await.unwrap();
    let order = "kind=remove&basis=answer-insufficient&text=XWORDSX";
    does(&mut officer, case, party, "order", order).await;
    let (own, other) = (read(&respondent, "en").await, read(&claimant, "en").await);
    for shown in [said, "XWORDSX", "Remove the exhibit", "ordered a measure", "You may object at any time"] {
        assert!(own.contains(shown), "{shown}: {own}");
    }
    assert!(own.contains("Make a further statement"), "one is taken: {own}");
    let body = ReplyBody { person: person("Noor"), statement: Some("XOBJECTX".to_owned()), language: None };
    let action = Box::new(MeasureAction::Answer { means: Means::Device, admits: false, body });
    story.desk.ask(Actor::Party(number), Command::MoveMeasure { case, party, action }).await.unwrap();
    let objected = read(&respondent, "en").await;
    assert!(objected.contains(said) && objected.contains("XOBJECTX"), "the first one stays: {objected}");
    assert_eq!(objected.matches("<h3>Your statement, ").count(), 2, "each with its time: {objected}");
    assert!(!own.contains(TOLD) && !own.contains(CONFIDENTIAL), "{own}");
    for shown in ["Remove the exhibit", "ordered a measure", "a certificate of this outcome"] {
        assert!(other.contains(shown), "{shown}: {other}");
    }
    assert!(!other.contains(said) && !other.contains("XWORDSX"), "{other}");
    for (secret, name) in [(&respondent, "respondent"), (&claimant, "claimant")] {
        for language in Language::ALL {
            let page = read(secret, language.tag()).await;
            assert!(!page.contains(">measure-") && !page.contains(">told-"), "{page}");
            samples::write(&format!("ticket-measure-{name}"), language, &page);
        }
    }
    let (outcome, reason) = (Outcome::NoAgreement, Reason::PartyRefusedOrStopped);
    let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    story.desk.ask(Actor::Staff(domain::testing::MEI), Command::ClaimTicket { ticket }).await.unwrap();
    let ends = Command::ConcludeCase { case, outcome, reason, remark: None };
    story.desk.ask(Actor::Staff(HEAD), ends).await.unwrap();
    let over = read(&respondent, "en").await;
    assert!(over.contains("alone, for the complaint") && !over.contains("for mediation too"), "{over}");
}

#[tokio::test]
async fn papers_are_printed_in_both_languages_with_nothing_of_the_mediation() {
    let mut story = Story::new().await;
    let (case, party) = story.file().await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    let paper = |kind: &str, language: &str| {
        format!("{}/papers/{kind}?party={party}&language={language}", page_of(case))
    };
    for kind in ["complaint-notice", "measure-order", "complaint-certificate"] {
        assert_eq!(officer.get(&paper(kind, "en")).await.status, StatusCode::NOT_FOUND, "{kind} too early");
    }
    does(&mut officer, case, party, "notice", "").await;
    let notice = officer.get(&paper("complaint-notice", "en")).await.text;
    for shown in [TOLD, "24 h from the handing over", "Your rights", "Statement · A-001", "Cut here"] {
        assert!(notice.contains(shown), "{shown}: {notice}");
    }
    assert!(!notice.contains("mediation desk"), "it is the organiser's");
    does(&mut officer, case, party, "service", SERVED).await;
    let notice = officer.get(&paper("complaint-notice", "zh-CN")).await.text;
    assert!(notice.contains("投诉通知书") && notice.contains("2026年3月11日"), "{notice}");
    does(&mut officer, case, party, "order", &format!("{COVER}&basis=binding-decision")).await;
    does(&mut officer, case, party, "apply", "text=Covered").await;
    let name = "王丽 Wang Li".to_owned();
    let named = Command::NameStaff { staff: ORGANISER, name };
    story.desk.ask(Actor::Staff(ORGANISER), named).await.unwrap();
    for (kind, language, shown) in [
        ("measure-order", "en", "王丽"),
        ("complaint-certificate", "zh-CN", "Wang Li"),
        ("measure-order", "en", "The lamp on the left shelf."),
        ("measure-order", "zh-CN", "生效法律文书"),
        ("complaint-certificate", "en", "Cover the exhibit"),
        ("complaint-certificate", "zh-CN", "投诉处理结果证明书"),
    ] {
        let page = officer.get(&paper(kind, language)).await.text;
        assert!(page.contains(shown), "{kind}: {page}");
        assert!(!page.contains(CONFIDENTIAL) && !page.contains("人调字"), "{kind}: {page}");
    }
    let certificate = officer.get(&paper("complaint-certificate", "en")).await.text;
    assert!(!certificate.contains("left shelf") && !certificate.contains(TOLD), "no word of either side");
    does(&mut officer, case, party, "lift", "text=A+licence+was+shown").await;
    for (language, lifted, superseded) in [("en", "Lifted", "Superseded"), ("zh-CN", "已解除", "已被取代")]
    {
        let order = officer.get(&paper("measure-order", language)).await.text;
        assert!(order.contains(lifted) && !order.contains(superseded), "{order}");
    }
    let other = officer.get(&format!("{}/papers/record", page_of(case))).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND, "no paper of the mediation body");
}

#[tokio::test]
async fn every_state_of_the_pages_shows_in_both_languages() {
    let mut story = Story::new().await;
    let (case, party) = story.file().await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    let plain = officer.cookies.clone();
    let steps = [
        ("notice", String::new()),
        ("service", SERVED.to_owned()),
        ("answer", "means=spoken&name=Noor&position=Director&statement=It+is+ours.&admits=yes".to_owned()),
        ("order", format!("{COVER}&basis=admitted&until_day=2026-03-11&until_time=12%3A00")),
        ("apply", "text=Covered+with+cloth".to_owned()),
        ("lift", "text=A+licence+was+shown".to_owned()),
    ];
    for (n, (verb, fields)) in steps.into_iter().enumerate() {
        for language in Language::ALL {
            officer.cookies = format!("lang={}; {plain}", language.tag());
            for (name, path) in [
                ("complaint", page_of(case)),
                ("complaints", "/office/complaints".to_owned()),
                ("today", "/office".to_owned()),
            ] {
                let answer = officer.get(&path).await;
                assert_eq!(answer.status, StatusCode::OK, "{name} before {verb}");
                assert!(!answer.text.contains(">complaints-"), "{name} lacks a text: {}", answer.text);
                samples::write(&format!("{name}-{n}-before-{verb}"), language, &answer.text);
            }
        }
        let done = does(&mut officer, case, party, verb, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{verb}: {}", done.text);
    }
    let order = *story.track(case, party).order().unwrap();
    assert_eq!(order.until, Some("2026-03-11T04:00:00Z".parse().unwrap()));
}

#[tokio::test]
async fn a_measure_until_a_day_ends_when_the_desk_closes_on_that_day() {
    let mut story = Story::new().await;
    let (case, party) = story.file().await;
    story.desk.has_hours(LAST_DAY, 9, 14).await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    does(&mut officer, case, party, "notice", "").await;
    does(&mut officer, case, party, "service", SERVED).await;
    let until =
        |day: &str, time: &str| format!("{COVER}&basis=binding-decision&until_day={day}&until_time={time}");
    for (day, time, why) in [
        ("2026-03-10", "08:00", "The end of it is over already"),
        ("2026-03-10", "noon", "Until when cannot be read"),
        ("soon", "14:00", "Until when cannot be read"),
        ("", "14:00", "A time needs its day"),
    ] {
        let wrong = does(&mut officer, case, party, "order", &until(day, time)).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{day} {time}: {}", wrong.text);
        let kept = format!("name=\"until_time\" value=\"{time}\"");
        assert!(wrong.text.contains(why) && wrong.text.contains(&kept), "{day} {time}: {}", wrong.text);
    }
    let order = until(&LAST_DAY.to_string(), "");
    does(&mut officer, case, party, "order", &order).await;
    let order = *story.track(case, party).order().unwrap();
    assert_eq!(order.until, Some("2026-03-12T06:00:00Z".parse().unwrap()));
}

#[tokio::test]
async fn a_double_tap_is_one_step_and_several_respondents_have_tracks_of_their_own() {
    let mut story = Story::new().await;
    let mut second = story.ids.party(Side::Respondent, "Second booth");
    second.body.company = Some("Second Ltd".to_owned());
    let (case, _) = story.file_with(&[Ask::Measure], |new| new.respondents.push(second)).await;
    let parties = story.respondents(case);
    let mut officer = Browser::of(&story.desk, "organiser").await;
    for _ in 0..2 {
        let done = does(&mut officer, case, parties[0], "notice", "idempotency_key=one").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
    }
    let first = story.track(case, parties[0]);
    assert_eq!(first.steps.len(), 1, "a double tap");
    // The same page shows both with one key; each counts on its own.
    does(&mut officer, case, parties[1], "notice", "idempotency_key=one").await;
    assert_eq!(story.track(case, parties[1]).state, MeasureState::Noticed);
    let page = officer.get(&page_of(case)).await.text;
    assert!(page.contains("Second Ltd") && page.contains(&format!("party-{}", parties[1])));
    let stranger = does(&mut officer, case, PartyId([9; 16]), "notice", "").await;
    assert_eq!(stranger.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_track_goes_on_when_the_mediation_ended_and_the_list_says_so() {
    let mut story = Story::new().await;
    let (case, party) = story.file().await;
    let (outcome, reason) = (Outcome::NoAgreement, Reason::PartyRefusedOrStopped);
    let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    story.desk.ask(Actor::Staff(domain::testing::MEI), Command::ClaimTicket { ticket }).await.unwrap();
    let ends = Command::ConcludeCase { case, outcome, reason, remark: Some(CONFIDENTIAL.to_owned()) };
    story.desk.ask(Actor::Staff(HEAD), ends).await.unwrap();
    let mut officer = Browser::of(&story.desk, "organiser").await;
    let list = officer.get("/office/complaints").await.text;
    assert!(list.contains("Open complaints") && list.contains("Draw up the notice"), "{list}");
    does(&mut officer, case, party, "notice", "").await;
    does(&mut officer, case, party, "clear", "text=Nothing+was+shown").await;
    let list = officer.get("/office/complaints").await.text;
    assert!(!list.contains("Open complaints") && list.contains("Ended"), "{list}");
    let paper = |kind| format!("{}/papers/{kind}?party={party}&language=en", page_of(case));
    let kinds = ["complaint-notice", "complaint-certificate"];
    for kind in kinds {
        assert_eq!(officer.get(&paper(kind)).await.status, StatusCode::OK, "{kind}");
    }
    let erase = Command::EraseCase { case };
    story.desk.ask(Actor::Staff(HEAD), erase).await.unwrap();
    let page = officer.get(&page_of(case)).await.text;
    assert!(!page.contains(TOLD) && !page.contains("Nothing was shown"), "{page}");
    assert!(!page.contains("/papers/"), "nothing can be printed any more: {page}");
    for kind in kinds {
        assert_eq!(officer.get(&paper(kind)).await.status, StatusCode::GONE, "{kind}");
    }
}

/// Who was handed no notice has nothing to read it on; whoever was is told, and of an erased complaint nothing is shown empty.
#[tokio::test]
async fn closing_says_who_reads_it_and_what_was_erased_leaves_no_empty_row() {
    let mut story = Story::new().await;
    let (unserved, _) = story.file_with(&[Ask::Measure], |_| ()).await;
    let (handed_over, _) = story.file_with(&[Ask::Measure], |_| ()).await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    let (untold, tells) = ("the respondent is told nothing", "Both sides can read on their tickets");
    for (case, served) in [(unserved, false), (handed_over, true)] {
        let party = story.respondents(case)[0];
        let page = officer.get(&page_of(case)).await.text;
        assert!(page.contains(untold) && !page.contains(tells), "{page}");
        does(&mut officer, case, party, "notice", "").await;
        if served {
            does(&mut officer, case, party, "service", SERVED).await;
        }
        let page = officer.get(&page_of(case)).await.text;
        assert_eq!((page.contains(untold), page.contains(tells)), (!served, served), "{page}");
        let done = does(&mut officer, case, party, "clear", "text=Nothing+was+shown").await;
        let page = officer.get(done.location().split('#').next().unwrap()).await.text;
        let both = page.contains("Both sides see it on their tickets");
        let one = page.contains("no notice was handed to the respondent");
        assert_eq!((both, one), (served, !served), "{page}");
        assert_eq!(page.contains("<dt>To</dt>"), served, "{page}");
    }
    story.desk.clock.set("2029-03-13T02:00:00Z".parse().unwrap());
    let case = handed_over;
    story.desk.ask(Actor::Staff(HEAD), Command::EraseCase { case }).await.unwrap();
    let page = Browser::of(&story.desk, "organiser").await.get(&page_of(case)).await.text;
    assert!(!page.contains("<dt>To</dt>") && page.contains("were erased on "), "{page}");
}

#[tokio::test]
async fn a_ticket_that_was_withdrawn_is_told_as_the_tickets_end_and_not_as_the_complaints() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    story.desk.ask(Actor::Party(ticket), Command::WithdrawCase { case }).await.unwrap();
    let mut officer = Browser::of(&story.desk, "organiser").await;
    let list = officer.get("/office/complaints").await.text;
    assert!(list.contains("Open complaints"), "{list}");
    for page in [list, officer.get(&page_of(case)).await.text] {
        assert!(page.contains("Ticket: Withdrawn") && !page.contains(">Withdrawn<"), "{page}");
        assert!(page.contains("Draw up the notice of the complaint"), "{page}");
    }
}

#[tokio::test]
async fn a_program_takes_the_same_way_and_the_day_counts_it() {
    let mut story = Story::new().await;
    let (alone, _) = story.file_with(&[Ask::Measure], |_| ()).await;
    let whose = story.respondents(alone)[0].to_string();
    let (case, party) = story.file().await;
    let desk = &story.desk;
    let token = desk.sign_in(ORGANISER).await;
    let call = async |verb: &str, body: serde_json::Value| {
        desk.call(Method::POST, &format!("/api/v1/complaints/{case}/{verb}"), &token, Some(body)).await
    };
    let listed = desk.call(Method::GET, "/api/v1/complaints", &token, None).await;
    assert!(!listed.text.contains(TOLD) && !listed.text.contains("Li Hua"), "no text, no name");
    let track = listed.json()["items"][0]["tracks"][0].clone();
    assert_eq!((&track["party"], &track["task"]), (&json!(party.to_string()), &json!("notice")));
    let notice = call("issue-notice", json!({ "party": party.to_string() })).await.json();
    assert!(notice["notice"].as_str().unwrap().starts_with("/n/"), "{notice}");
    assert!(notice["ticket"].is_null(), "the board would tell whether it comes to talks: {notice}");
    let path = format!("/api/v1/complaints/{alone}/issue-notice");
    let notice = desk.call(Method::POST, &path, &token, Some(json!({ "party": whose }))).await.json();
    assert!(notice["ticket"].is_string(), "where nobody asked to mediate it tells nothing: {notice}");
    let whom = |more: serde_json::Value| {
        let mut body = more;
        body["party"] = json!(party.to_string());
        body
    };
    let served = call("record-service", whom(json!({ "method": "in-person", "name": "Booth staff" }))).await;
    assert_eq!(served.json()["track"]["deadline"], "2026-03-11T02:00:00Z");
    let order = whom(json!({ "kind": "cover", "basis": "no-answer", "text": "The lamp" }));
    assert_eq!(call("order", order.clone()).await.json()["code"], "basis-missing");
    let said = whom(json!({ "means": "device", "statement": "Ours" }));
    assert_eq!(call("answer", said).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = whom(json!({ "means": "spoken", "statement": "Ours", "name": "Noor", "admits": true }));
    assert_eq!(call("answer", said).await.json()["track"]["task"], "answer");
    let mut order = order;
    order["basis"] = json!("admitted");
    assert_eq!(call("order", order.clone()).await.json()["track"]["measure"], "cover");
    assert_eq!(call("order", order).await.json()["code"], "wrong-measure-state");
    assert_eq!(call("apply", whom(json!({ "text": "Covered" }))).await.json()["track"]["state"], "applied");
    assert_eq!(call("clear", whom(json!({ "text": "No" }))).await.json()["code"], "wrong-measure-state");
    let log = desk.call(Method::GET, "/api/v1/logs/2026-03-10", &token, None).await.json();
    let measures = &log["measures"];
    assert_eq!((&measures["served"], &measures["ordered"]["cover"]), (&json!(1), &json!(1)));
    assert_eq!((&measures["in_force"], &measures["lifted"]), (&json!(1), &json!(0)));
    assert_eq!(call("lift", whom(json!({ "text": "A licence" }))).await.json()["track"]["state"], "lifted");
    let mut officer = Browser::of(desk, "organiser").await;
    let day = officer.get("/office/logs/2026-03-10").await.text;
    for shown in ["Measures ordered", "Cover the exhibit", "Notices handed over", "Measures lifted"] {
        assert!(day.contains(shown), "{shown}");
    }
    let mei = desk.sign_in(domain::testing::MEI).await;
    let early = json!({ "party": party.to_string() });
    let path = format!("/api/v1/cases/{case}/hand-over-clause");
    let refused = desk.call(Method::POST, &path, &mei, Some(early)).await;
    assert_eq!(refused.json()["code"], "not-allowed", "whoever has not the case hands nothing over");
}

/// What is open stands before what ended, a hundred on a page; programs get the same in parts.
#[tokio::test]
async fn many_complaints_stand_in_pages_and_none_is_lost_between_them() {
    let mut story = Story::new().await;
    let mut filed = Vec::new();
    for _ in 0..103 {
        filed.push(story.file_with(&[Ask::Measure], |_| ()).await.0.to_string());
    }
    let mut officer = Browser::of(&story.desk, "organiser").await;
    let mut seen = Vec::new();
    for page in 1..=2 {
        let text = officer.get(&format!("/office/complaints?page={page}")).await.text;
        let rows = text.split("<tbody>").nth(1).unwrap().to_owned();
        seen.extend(filed.iter().filter(|case| rows.contains(case.as_str())).cloned());
        assert!(text.contains("and 53 more"), "fifty tasks are told one by one: {text}");
    }
    let sorted = |mut all: Vec<String>| {
        all.sort_unstable();
        all
    };
    assert_eq!(sorted(seen), sorted(filed.clone()));
    let today = officer.get("/office").await.text;
    assert!(today.contains("and 91 more"), "{today}");
    let mut parts = Vec::new();
    let mut path = "/api/v1/complaints".to_owned();
    let token = story.desk.sign_in(ORGANISER).await;
    loop {
        let part = story.desk.call(Method::GET, &path, &token, None).await.json();
        let items = part["items"].as_array().unwrap();
        parts.extend(items.iter().map(|one| one["case"].as_str().unwrap().to_owned()));
        let Some(next) = part["next"].as_str() else { break };
        path = format!("/api/v1/complaints?after={next}");
    }
    assert_eq!(sorted(parts), sorted(filed));
}
