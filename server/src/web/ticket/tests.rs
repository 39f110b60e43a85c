//! The ticket's page from outside: a desk in memory, a phone that filed, a slip that somebody found.

pub(in crate::web) mod holder;
mod mine;
mod named;
mod outside;
mod paper;
mod party;
mod slip;
mod summons;
mod survey;
pub(in crate::web) mod told;
mod waiting;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{
    Actor, CaseId, Command, RoomId, StaffId, TicketNumber,
    case::{Ask, CaseKind, Outcome, Paper, Reason},
    command::{NewCase, NewTicket},
    staff::DutyState,
    testing::{MEI, RECEPTION, TestFair},
    ticket::{ParkReason, TicketState},
};

use super::{view::Stage, *};
use crate::{
    access::{caller::Device, secrets::HolderToken},
    app::{From, Once},
    testing::{Answer, Browser, TestDesk},
    web::{frame::Reached, guard::device_id, samples},
};

/// A test desk, and a phone in its hall.
pub(in crate::web) struct Hall {
    pub(in crate::web) desk: TestDesk,
    pen: TestFair,
    device: Device,
    /// The cookie of the phone that files.
    pub(in crate::web) phone: String,
}

/// What the phone got for its case.
#[derive(Clone)]
pub(in crate::web) struct Filed {
    pub(in crate::web) case: CaseId,
    pub(in crate::web) number: TicketNumber,
    pub(in crate::web) key: String,
    pub(in crate::web) holder: String,
}

impl Filed {
    pub(in crate::web) fn path(&self) -> String {
        format!("/t/{}", self.key)
    }
}

pub(in crate::web) fn secrets() -> (NewTicket, String, String) {
    let (key, holder) = (TicketKey::random(), HolderToken::random());
    let secret = domain::body::TicketSecret { key: key.reveal(), holder: holder.reveal() };
    let ticket = NewTicket { key: key.hash().into(), holder: holder.hash().into(), secret };
    (ticket, key.reveal(), holder.reveal())
}

impl Hall {
    pub(in crate::web) async fn new() -> Self {
        let desk = TestDesk::new().await;
        let (device, cookie) = Device::issue(&desk.app.stamper);
        Self { desk, pen: TestFair::new(), device, phone: format!("desk-device={cookie}") }
    }

    /// The cookie of somebody else's phone.
    pub(in crate::web) fn stranger(&self) -> String {
        format!("desk-device={}", Device::issue(&self.desk.app.stamper).1)
    }

    pub(in crate::web) async fn file(&mut self) -> Filed {
        let mut case = self.pen.dispute(&[Ask::Mediation]);
        case.missing = vec![Paper::PowerOfAttorney];
        case.respondents[0].body.name = "Zhang San".to_owned();
        self.file_this(case).await
    }

    pub(in crate::web) async fn file_this(&mut self, mut case: NewCase) -> Filed {
        let (ticket, key, holder) = secrets();
        case.ticket = ticket;
        let id = case.case;
        let from = From { actor: Actor::Public, device: Some(device_id(self.device)) };
        self.desk.app.submit(from, Once::Fresh, Command::FileCase(Box::new(case))).await.unwrap();
        let number = self.desk.app.now().desk.case(id).unwrap().claimant().ticket.unwrap();
        Filed { case: id, number, key, holder }
    }

    pub(in crate::web) async fn ask(&self, staff: StaffId, command: Command) {
        self.desk.ask(Actor::Staff(staff), command).await.unwrap();
    }

    pub(in crate::web) async fn claim(&self, ticket: TicketNumber) {
        self.ask(MEI, Command::ClaimTicket { ticket }).await;
    }

    pub(in crate::web) async fn call(&self, ticket: TicketNumber) {
        // Nobody is called twice within a minute.
        self.desk.clock.advance(std::time::Duration::from_mins(2));
        self.ask(MEI, Command::CallTicket { ticket, room: Some(RoomId("Room 1".to_owned())) }).await;
    }

    pub(in crate::web) async fn miss(&self, ticket: TicketNumber) {
        // Nobody is given up a moment after the call.
        self.desk.clock.advance(std::time::Duration::from_mins(2));
        self.ask(MEI, Command::MissTicket { ticket }).await;
    }

    /// Both sides agree; answers with what the respondent gets.
    pub(in crate::web) async fn talks(&self, filed: &Filed) -> Filed {
        self.claim(filed.number).await;
        let (ticket, key, holder) = secrets();
        self.desk.agreed(filed.case, ticket).await;
        self.ask(MEI, Command::OpenTalks { case: filed.case }).await;
        let case = Arc::clone(self.desk.app.now().desk.case(filed.case).unwrap());
        let number = case.respondents()[0].ticket.unwrap();
        Filed { case: filed.case, number, key, holder }
    }

    async fn open(&self, path: &str, cookies: &str, language: Language) -> Answer {
        self.desk.open(path, &format!("{cookies}; lang={}", language.tag())).await
    }

    /// A page as the phone opens it that holds this ticket.
    async fn by_holder(&self, filed: &Filed, path: &str, language: Language) -> Answer {
        let request = Request::get(path)
            .header("accept", "text/html")
            .header("cookie", format!("lang={}", language.tag()))
            .header("authorization", format!("Bearer {}", filed.holder));
        self.desk.send(request.body(Body::empty()).unwrap()).await
    }

    /// The fragment of a ticket in both languages, kept for people to look at.
    async fn looks(&self, name: &str, filed: &Filed) -> String {
        let mut english = String::new();
        for language in Language::ALL {
            let page = self.by_holder(filed, &filed.path(), language).await;
            assert_eq!(page.status, StatusCode::OK, "{name}");
            samples::write(&format!("ticket-{name}"), language, &page.text);
            let live = self.by_holder(filed, &format!("{}/live", filed.path()), language).await;
            let live = live.text;
            assert!(page.text.contains(live.trim()), "{name}: the page begins with the live fragment");
            assert!(live.contains(&filed.number.to_string()), "{name}");
            // A key that stands in the page itself is a text that no catalogue has.
            assert!(!live.contains("ticket-ended") && !live.contains(">ticket-"), "{name}: {live}");
            if language == Language::En {
                english = live;
            }
        }
        english
    }
}

#[tokio::test]
async fn every_state_in_reception_is_told_in_words() {
    let mut hall = Hall::new().await;
    let first = hall.file().await;
    let second = hall.file().await;
    assert!(hall.looks("next", &first).await.contains("You are next"));
    let waiting = hall.looks("waiting", &second).await;
    assert!(waiting.contains("1 ahead of you") && waiting.contains("An estimate"), "{waiting}");
    assert!(waiting.contains("Power of attorney"), "what is missing is told to the claimant");
    hall.claim(first.number).await;
    assert!(hall.looks("claimed", &first).await.contains("A mediator has your case"));
    hall.call(first.number).await;
    let called = hall.looks("called", &first).await;
    assert!(called.contains("Please come now") && called.contains("Room 1"), "{called}");
    assert!(called.contains("data-alert=\"A-001 → Room 1"), "{called}");
    hall.miss(first.number).await;
    let missed = hall.looks("missed", &first).await;
    assert!(missed.contains("You were called to Room 1 at 10:02"), "{missed}");
    assert!(missed.contains("kept until 10:14"), "{missed}");
    hall.call(first.number).await;
    hall.ask(MEI, Command::CheckInTicket { ticket: first.number }).await;
    assert!(hall.looks("attending", &first).await.contains("You are at the desk"));
    hall.ask(MEI, Command::ParkTicket { ticket: first.number, reason: ParkReason::Papers }).await;
    assert!(hall.looks("parked", &first).await.contains("We need the papers listed below"));
    hall.ask(MEI, Command::RequeueTicket { ticket: first.number }).await;
    hall.claim(first.number).await;
    let (outcome, reason) = (Outcome::NotAccepted, Reason::NotAtThisFair);
    hall.ask(MEI, Command::ConcludeCase { case: first.case, outcome, reason, remark: None }).await;
    let closed = hall.looks("closed", &first).await;
    assert!(closed.contains("could not accept it") && !closed.contains("What to bring"), "{closed}");
    hall.desk.ask(Actor::Party(second.number), Command::WithdrawCase { case: second.case }).await.unwrap();
    assert!(hall.looks("cancelled", &second).await.contains("This case was withdrawn"));
}

#[tokio::test]
async fn a_case_that_reception_has_keeps_the_step_it_came_to_while_it_is_on_hold() {
    let mut hall = Hall::new().await;
    let first = hall.file().await;
    let now = |hall: &Hall| {
        let view = View::of(&hall.desk.app.now(), first.number, hall.desk.app.clock.now()).unwrap();
        view.steps().into_iter().find(|(_, reached)| *reached == Reached::Now).map(|(stage, _)| stage)
    };
    assert_eq!(now(&hall), Some(Stage::Filed));
    hall.ask(RECEPTION, Command::TakeDuty { state: DutyState::On, room: None }).await;
    hall.ask(RECEPTION, Command::ClaimTicket { ticket: first.number }).await;
    let claimed = hall.looks("received", &first).await;
    assert!(claimed.contains("The desk has your case"), "{claimed}");
    assert!(!claimed.contains("A mediator has your case"), "{claimed}");
    assert_eq!(now(&hall), Some(Stage::Called));
    hall.ask(RECEPTION, Command::ParkTicket { ticket: first.number, reason: ParkReason::Papers }).await;
    assert_eq!(now(&hall), Some(Stage::Called), "it was checked, and is on hold");
    hall.ask(RECEPTION, Command::RequeueTicket { ticket: first.number }).await;
    assert_eq!(now(&hall), Some(Stage::Called), "and waits again");
}

#[tokio::test]
async fn every_state_in_talks_is_told_to_both_sides() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let other = hall.talks(&filed).await;
    for (side, ticket) in [("claimant", &filed), ("respondent", &other)] {
        let state = hall.desk.app.now().desk.ticket(ticket.number).unwrap().state;
        let live = hall.looks(&format!("talks-{}-{side}", state.code()), ticket).await;
        assert!(live.contains("Talks"), "{live}");
        assert_eq!(live.contains("Power of attorney"), side == "claimant", "papers are the claimant's own");
    }
    if hall.desk.app.now().desk.ticket(filed.number).unwrap().state == TicketState::Waiting {
        hall.claim(filed.number).await;
    }
    hall.call(filed.number).await;
    assert!(hall.looks("talks-called", &other).await.contains("Please come now"));
    hall.ask(MEI, Command::CheckInTicket { ticket: filed.number }).await;
    assert!(hall.looks("talks-arrived", &filed).await.contains("You have arrived"));
    hall.miss(other.number).await;
    let waits = "Please wait: whoever did not come yet is being called again";
    let there = hall.looks("talks-other-missed", &filed).await;
    assert!(there.contains("You have arrived") && there.contains(waits), "{there}");
    let slip = hall.open(&format!("{}/live", filed.path()), &hall.stranger(), Language::En).await.text;
    assert!(!slip.contains("You have arrived") && !slip.contains(waits), "whoever finds the slip: {slip}");
    assert!(hall.looks("talks-missed", &other).await.contains("You missed a call"));
    hall.call(filed.number).await;
    assert!(hall.looks("talks-called-again", &other).await.contains("Please come now"));
    assert!(hall.looks("talks-other-called", &filed).await.contains(waits));
    for ticket in [filed.number, other.number] {
        hall.ask(MEI, Command::CheckInTicket { ticket }).await;
    }
    hall.desk.prepared(filed.case).await;
    hall.ask(MEI, Command::StartSession { case: filed.case }).await;
    assert!(hall.looks("talks-on", &other).await.contains("Talks are on"));
    let adjourn = Command::AdjournSession { case: filed.case, reason: ParkReason::Appointment, remark: None };
    hall.ask(MEI, adjourn).await;
    assert!(hall.looks("talks-parked", &other).await.contains("An appointment will be made"));
    let from: jiff::Timestamp = "2026-03-11T02:30:00Z".parse().unwrap();
    let until = "2026-03-11T03:30:00Z".parse().unwrap();
    let action = Box::new(domain::procedure::Action::MakeAppointment { from, until, room: None });
    hall.ask(MEI, Command::Proceed { case: filed.case, action }).await;
    let parked = hall.looks("talks-parked-until", &other).await;
    assert!(parked.contains("Please come at 10:30") && parked.contains("over a distance"), "{parked}");
    let (outcome, reason) = (Outcome::Settled, Reason::SettledPrivately);
    hall.ask(MEI, Command::ConcludeCase { case: filed.case, outcome, reason, remark: None }).await;
    let settled = hall.looks("talks-settled", &other).await;
    assert!(settled.contains("settled by themselves, without a mediated agreement"), "{settled}");
    assert!(!settled.contains("reached an agreement") && !settled.contains("class=\"done\""), "{settled}");
}

#[tokio::test]
async fn of_a_case_that_is_over_nothing_is_said_to_be_done_that_never_came() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    hall.claim(filed.number).await;
    let ends = |case, outcome, reason| Command::ConcludeCase { case, outcome, reason, remark: None };
    hall.ask(MEI, ends(filed.case, Outcome::Settled, Reason::SettledPrivately)).await;
    let settled = hall.looks("settled-privately", &filed).await;
    assert!(settled.contains("settled by themselves, without a mediated agreement"), "{settled}");
    assert!(!settled.contains("reached an agreement") && !settled.contains("class=\"done\""), "{settled}");
    let path = format!("/counter/cases/{}", filed.case);
    let page = Browser::of(&hall.desk, "mei").await.get(&path).await.text;
    assert!(page.contains("Settled by the sides themselves"), "{page}");
    assert!(!page.contains("Settled by agreement"), "{page}");
    assert_eq!(page.matches("class=\"done\"").count(), 1, "it was filed, and no more: {page}");

    let mut report = hall.pen.question();
    report.kind = CaseKind::Report;
    let report = hall.file_this(report).await;
    let open = hall.looks("report", &report).await;
    assert!(open.contains("Dealt with") && !open.contains("Passed on"), "nothing is promised: {open}");
    hall.claim(report.number).await;
    hall.ask(MEI, ends(report.case, Outcome::AdviceGiven, Reason::Other)).await;
    let advised = hall.looks("report-advised", &report).await;
    assert!(
        advised.contains("The desk answered your report.") && !advised.contains("Your question"),
        "{advised}"
    );
    assert!(advised.contains("<span>Answered</span>") && !advised.contains("Passed on"), "{advised}");

    let mut passed = hall.pen.question();
    passed.kind = CaseKind::Report;
    let passed = hall.file_this(passed).await;
    hall.claim(passed.number).await;
    hall.ask(MEI, ends(passed.case, Outcome::Referred, Reason::Other)).await;
    let referred = hall.looks("report-passed-on", &passed).await;
    assert!(referred.contains("referred to another body") && referred.contains("Passed on"), "{referred}");
    assert!(!referred.contains("<span>Answered</span>"), "{referred}");

    let question = hall.pen.question();
    let question = hall.file_this(question).await;
    hall.claim(question.number).await;
    hall.ask(MEI, ends(question.case, Outcome::AdviceGiven, Reason::Other)).await;
    let answered = hall.looks("question-answered", &question).await;
    assert!(answered.contains("Answered") && !answered.contains("<span>Called</span>"), "{answered}");
    assert!(answered.contains("Your question was answered."), "{answered}");
    assert_eq!(answered.matches("class=\"done\"").count(), 2, "filed and answered: {answered}");

    let elsewhere = hall.pen.question();
    let elsewhere = hall.file_this(elsewhere).await;
    hall.claim(elsewhere.number).await;
    hall.ask(MEI, ends(elsewhere.case, Outcome::Referred, Reason::Other)).await;
    let sent = hall.looks("question-passed-on", &elsewhere).await;
    assert!(sent.contains("<span>Passed on</span>") && !sent.contains("<span>Answered</span>"), "{sent}");
    assert_eq!(sent.matches("class=\"done\"").count(), 2, "filed and passed on: {sent}");
}

#[tokio::test]
async fn outside_its_hours_the_desk_promises_no_wait() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    hall.desk.has_hours(domain::testing::LAST_DAY, 13, 17).await;
    for (at, said) in [
        ("2026-03-10T11:00:00Z", "It opens on 11 Mar, 09:00"),
        ("2026-03-09T23:00:00Z", "It opens on 10 Mar, 09:00"),
        ("2026-03-01T03:00:00Z", "It opens on 10 Mar, 09:00"),
        ("2026-03-12T02:00:00Z", "It opens on 12 Mar, 13:00"),
        ("2026-03-12T12:00:00Z", "The desk at this fair has closed"),
    ] {
        hall.desk.clock.set(at.parse().unwrap());
        let live = hall.looks("shut", &filed).await;
        assert!(live.contains(said), "{at}: {live}");
        assert!(!live.contains("Expected wait"), "{at}");
    }
}

#[tokio::test]
async fn a_question_has_a_way_of_its_own() {
    let mut hall = Hall::new().await;
    let mut question = hall.pen.dispute(&[Ask::Mediation]);
    question.kind = CaseKind::Enquiry;
    question.respondents.clear();
    question.consent.mediation = None;
    let filed = hall.file_this(question).await;
    let live = hall.looks("question", &filed).await;
    assert!(live.contains("Answered") && !live.contains("Signed"), "{live}");
    let page = hall.by_holder(&filed, &filed.path(), Language::En).await.text;
    assert!(
        page.contains("The desk alone sees them.") && !page.contains("The other side is shown"),
        "{page}"
    );
}

#[tokio::test]
async fn an_unknown_key_is_not_found_whatever_it_looks_like() {
    let hall = Hall::new().await;
    let made_up = TicketKey::random().reveal();
    for key in [made_up.as_str(), "x", "A-001", "%E5%B1%95", "0000000000000000000000000"] {
        for part in ["", "/live", "/events", "/qr.svg", "/qr.png", "/slip"] {
            let answer = hall.desk.open(&format!("/t/{key}{part}"), "").await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "/t/{key}{part}");
        }
    }
}

#[tokio::test]
async fn a_mediator_who_scans_a_slip_is_led_to_the_case() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    for (staff, leads) in [(MEI, true), (domain::testing::HEAD, true), (domain::testing::ORGANISER, false)] {
        let session = hall.desk.sign_in(staff).await;
        let answer = hall.desk.open(&filed.path(), &format!("desk-session={session}")).await;
        if leads {
            let case = format!("/counter/cases/{}", filed.case);
            assert_eq!(answer.headers[header::LOCATION], case.as_str());
        } else {
            assert_eq!(answer.status, StatusCode::OK);
        }
    }
}

#[tokio::test]
async fn opening_the_page_is_noted_as_seen() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    assert_eq!(hall.desk.app.last_seen(filed.number), None);
    hall.desk.open(&format!("{}/live", filed.path()), "").await;
    assert_eq!(hall.desk.app.last_seen(filed.number), Some(hall.desk.app.clock.now()));
}

#[tokio::test]
async fn a_stream_begins_with_everything_and_tells_each_change() {
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let request = Request::get(format!("{}/events", filed.path()));
    let answer = hall.desk.service.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/event-stream");
    let mut body = answer.into_body();
    let mut next = async || {
        let frame = body.frame().await.unwrap().unwrap();
        String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap()
    };
    let first = next().await;
    assert!(first.contains("event: fragment") && first.contains("You are next"), "{first}");
    let snapshot = hall.desk.open(&format!("{}/live", filed.path()), "").await.text;
    let data: Vec<_> = first.lines().filter_map(|line| line.strip_prefix("data: ")).collect();
    assert_eq!(data.join("\n").trim(), snapshot.trim(), "stream and snapshot say the same");
    hall.claim(filed.number).await;
    hall.call(filed.number).await;
    let mut told = next().await;
    while !told.contains("Please come now") {
        told = next().await;
    }
    assert!(told.contains("Room 1"), "{told}");
}

#[tokio::test]
async fn the_code_leads_to_the_ticket_under_the_confirmed_address() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let fetch = async |path: &str, host: &str| {
        let request = Request::get(format!("{}{path}", filed.path())).header(header::HOST, host);
        let response =
            tower::ServiceExt::oneshot(hall.desk.service.clone(), request.body(Body::empty()).unwrap());
        let body = http_body_util::BodyExt::collect(response.await.unwrap().into_body()).await.unwrap();
        crate::qr::decode(&body.to_bytes(), &crate::evidence::Limits::default()).unwrap()
    };
    let expected = format!("http://192.168.1.20:8080/t/{}", filed.key);
    for size in ["", "?size=phone", "?size=print"] {
        assert_eq!(fetch(&format!("/qr.png{size}"), "192.168.1.20:8080").await[0], expected);
    }
    let url = "http://desk.local:8080".to_owned();
    let organiser = Actor::Staff(domain::testing::ORGANISER);
    hall.desk.ask(organiser, Command::ChooseAddress { url: url.clone() }).await.unwrap();
    assert_eq!(fetch("/qr.png", "192.168.1.20:8080").await, [expected], "an address is used once confirmed");
    hall.desk.ask(organiser, Command::ConfirmAddress { url: url.clone() }).await.unwrap();
    assert_eq!(fetch("/qr.png", "192.168.1.20:8080").await, [format!("{url}/t/{}", filed.key)]);
    let bad = hall.desk.open(&format!("{}/qr.png?size=huge", filed.path()), "").await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_slip_tells_number_and_papers_on_either_paper() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    for paper in ["roll", "a6"] {
        for language in Language::ALL {
            let path = format!("{}/slip?paper={paper}", filed.path());
            let slip = hall.open(&path, "", language).await;
            samples::write(&format!("slip-{paper}"), language, &slip.text);
            assert!(slip.text.contains("A-001") && slip.text.contains("<svg"), "{}", slip.text);
        }
    }
    let slip = async || hall.open(&format!("{}/slip", filed.path()), "", Language::En).await.text;
    let open = slip().await;
    assert!(open.contains("What to bring") && open.contains("Watch the board"), "{open}");
    hall.claim(filed.number).await;
    let (outcome, reason) = (Outcome::Withdrawn, Reason::ApplicantWithdrew);
    hall.ask(MEI, Command::ConcludeCase { case: filed.case, outcome, reason, remark: None }).await;
    let over = slip().await;
    assert!(over.contains("This number is not called any more."), "{over}");
    assert!(!over.contains("What to bring") && !over.contains("Watch the board"), "{over}");
}
