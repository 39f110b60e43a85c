//! What the lines show whoever has no part in a case: the same of a dispute whether it asks for mediation, complains, or both, and the
//! same whatever the organiser does with the complaint (procedure E.2: of a case that others have, the line only).

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use domain::{
    Actor, CaseId, Command, RoomId, StaffId, TicketNumber,
    body::NoticeSecret,
    case::Ask,
    measure::MeasureAction,
    procedure::{NewNotice, Service, ServiceMethod},
    testing::{self, TestFair, person},
    ticket::ParkReason,
};
use http_body_util::BodyExt;
use tower::ServiceExt;

use super::hosting_two;
use crate::{app::App, testing::TestDesk};

const ASKS: [&[Ask]; 3] = [&[Ask::Mediation], &[Ask::Measure], &[Ask::Mediation, Ask::Measure]];
/// A mediator without the case, its head, and the mediator and the head of another body.
const READERS: [&str; 4] = ["tom", "head", "bo", "anna"];

/// A desk, and the one case that was filed there.
struct World {
    desk: TestDesk,
    case: CaseId,
}

impl World {
    async fn of(asks: &[Ask]) -> Self {
        let desk = TestDesk::new().await;
        hosting_two(&desk).await;
        let case = filed(&desk, &mut TestFair::new(), asks).await;
        Self { desk, case }
    }

    fn ticket(&self) -> TicketNumber {
        number_of(&self.desk, self.case)
    }

    /// The organiser gives the respondent notice of the complaint.
    async fn notifies(&self) {
        let (case, party) = (self.case, self.desk.parties(self.case)[1]);
        let own = App::new_ticket();
        let secret = NoticeSecret { key: own.secret.key };
        let notice = NewNotice { key: own.key, secret, ticket: App::new_ticket() };
        let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
        for action in [
            MeasureAction::IssueNotice { notice },
            MeasureAction::RecordService { service, body: person("Booth staff") },
        ] {
            let step = Command::MoveMeasure { case, party, action: Box::new(action) };
            self.desk.ask(Actor::Staff(testing::ORGANISER), step).await.unwrap();
        }
    }
}

async fn filed(desk: &TestDesk, ids: &mut TestFair, asks: &[Ask]) -> CaseId {
    let mut new = ids.dispute(asks);
    new.ticket = App::new_ticket();
    let case = new.case;
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    case
}

fn number_of(desk: &TestDesk, case: CaseId) -> TicketNumber {
    desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap()
}

fn named(desk: &TestDesk, name: &str) -> StaffId {
    desk.app.now().names.staff_named(name).next().unwrap()
}

/// The stream of somebody's counter.
async fn follows(desk: &TestDesk, token: &str) -> Body {
    let request = Request::get("/counter/events").header(header::COOKIE, format!("desk-session={token}"));
    let answer = desk.service.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    answer.into_body()
}

/// What a stream tells next, without its place in the journal.
async fn told(stream: &mut Body) -> String {
    let event = stream.frame().await.unwrap().unwrap().into_data().unwrap();
    let event = String::from_utf8_lossy(&event).into_owned();
    event.lines().filter(|line| line.starts_with("data:")).collect::<Vec<_>>().join("\n")
}

/// A counter without the token of its forms, which is of the session.
fn without_token(live: &str) -> String {
    let token = live.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    live.replace(token.unwrap_or_default(), "")
}

/// The lines of a counter alone: beside them the head of the body is told what falls due, and of its mediations only.
fn lines_of(counter: &str) -> String {
    counter.split("data-live=\"line-").skip(1).collect::<Vec<_>>().concat()
}

/// What the counter, its stream and a program are told, for each of those who have no part in a case.
async fn seen(desk: &TestDesk) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    for name in READERS {
        let token = desk.sign_in(named(desk, name)).await;
        let live = desk.open("/counter/live", &format!("desk-session={token}")).await;
        assert_eq!(live.status, StatusCode::OK, "{name}: {}", live.text);
        let stream = told(&mut follows(desk, &token).await).await;
        for counter in [live.text, stream] {
            let counter = without_token(&counter);
            all.push((name, if name == "head" { lines_of(&counter) } else { counter }));
        }
        let queue = desk.call(Method::GET, "/api/v1/queue", &token, None).await;
        assert_eq!(queue.status, StatusCode::OK, "{name}: {}", queue.text);
        all.push((name, queue.text));
    }
    all
}

/// The same is seen in each of the worlds; answers with it.
async fn alike(worlds: &[World; 3], when: &str) -> Vec<(&'static str, String)> {
    let [mediated, complained, both] = worlds;
    let shown = seen(&mediated.desk).await;
    assert_eq!(seen(&complained.desk).await, shown, "{when}: a complaint alone");
    assert_eq!(seen(&both.desk).await, shown, "{when}: both");
    shown
}

#[tokio::test]
async fn the_lines_show_outsiders_the_same_whatever_a_dispute_asks_for() {
    let worlds = [World::of(ASKS[0]).await, World::of(ASKS[1]).await, World::of(ASKS[2]).await];
    let waits = alike(&worlds, "it waits").await;
    for (name, text) in &waits {
        assert!(text.contains("A-001"), "{name}: {text}");
    }
    for world in &worlds {
        world.desk.by_mei(Command::ClaimTicket { ticket: world.ticket() }).await;
    }
    assert_ne!(alike(&worlds, "somebody has it").await, waits);
    for world in &worlds {
        let (ticket, room) = (world.ticket(), Some(RoomId("Room 1".to_owned())));
        world.desk.by_mei(Command::CallTicket { ticket, room }).await;
    }
    alike(&worlds, "it is called").await;
    for world in &worlds {
        world.desk.by_mei(Command::CheckInTicket { ticket: world.ticket() }).await;
    }
    alike(&worlds, "somebody came").await;
    for world in &worlds {
        let (ticket, reason) = (world.ticket(), ParkReason::Papers);
        world.desk.by_mei(Command::ParkTicket { ticket, reason }).await;
    }
    alike(&worlds, "it is on hold").await;
    for world in &worlds {
        world.desk.by_mei(Command::RequeueTicket { ticket: world.ticket() }).await;
    }
    let again = alike(&worlds, "it waits again").await;
    for world in &worlds[1..] {
        world.notifies().await;
        assert_eq!(seen(&world.desk).await, again, "the respondent has the organiser's notice");
    }
    for world in &worlds {
        let withdraw = Command::WithdrawCase { case: world.case };
        world.desk.ask(Actor::Party(world.ticket()), withdraw).await.unwrap();
    }
    for (name, text) in alike(&worlds, "it was taken back").await {
        assert!(!text.contains("A-001"), "{name}: {text}");
    }
}

#[tokio::test]
async fn an_open_counter_moves_with_whatever_is_filed() {
    for asks in ASKS {
        let desk = TestDesk::new().await;
        hosting_two(&desk).await;
        let mut streams = Vec::new();
        for name in READERS {
            let token = desk.sign_in(named(&desk, name)).await;
            let mut stream = follows(&desk, &token).await;
            let before = told(&mut stream).await;
            assert!(before.contains("line-reception") && !before.contains("A-001"), "{name}: {before}");
            streams.push((name, stream));
        }
        let case = filed(&desk, &mut TestFair::new(), asks).await;
        let number = number_of(&desk, case).to_string();
        for (name, stream) in &mut streams {
            let after = told(stream).await;
            assert!(after.contains(&number), "{name}, {asks:?}: {after}");
        }
    }
}

#[tokio::test]
async fn what_is_asked_for_moves_nobody_in_a_line_and_is_no_reason_to_take_somebody_first() {
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
        let (desk, mut ids) = (TestDesk::new().await, TestFair::new());
        let mut numbers = Vec::new();
        for asks in order.map(|at| ASKS[at]) {
            let case = filed(&desk, &mut ids, asks).await;
            numbers.push(number_of(&desk, case).to_string());
        }
        for staff in [testing::TOM, testing::HEAD, testing::RECEPTION] {
            let token = desk.sign_in(staff).await;
            let line = desk.call(Method::GET, "/api/v1/queue", &token, None).await.json();
            let items = line["items"].as_array().unwrap();
            let tickets: Vec<_> = items.iter().map(|one| one["ticket"].as_str().unwrap()).collect();
            assert_eq!(tickets, numbers, "{order:?}: {line}");
            let counter = desk.open("/counter/live", &format!("desk-session={token}")).await.text;
            let rows: Vec<_> =
                numbers.iter().map(|number| counter.find(&format!("<b>{number}</b></a>"))).collect();
            assert!(rows.iter().all(Option::is_some) && rows.is_sorted(), "{order:?}: {counter}");
        }
        let token = desk.sign_in(testing::TOM).await;
        let line = desk.call(Method::GET, "/api/v1/queue", &token, None).await.json();
        assert_eq!(line["items"][0]["why"][0], "First in its line", "{order:?}: {line}");
    }
}
