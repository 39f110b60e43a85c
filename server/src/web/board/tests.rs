//! The board from outside: what it shows, and what it never shows.

use axum::http::{Method, StatusCode};
use domain::{
    Actor, BodyId, Command, TicketNumber,
    bodies::BodyTerms,
    fair::BodyKind,
    staff::DutyState,
    testing::{LAST_DAY, MEI, ORGANISER, TOM},
    ticket::{Lane, ParkReason},
};
use serde_json::json;

use crate::{
    locale::Language,
    web::{samples, ticket::tests::Hall},
};

/// Calls five tickets, of which four have come and gone back into the line, and leaves others waiting.
async fn busy() -> Hall {
    let mut hall = Hall::new().await;
    let mut filed = Vec::new();
    for _ in 0..7 {
        filed.push(hall.file().await);
    }
    for ticket in &filed[..5] {
        hall.claim(ticket.number).await;
        hall.call(ticket.number).await;
        if ticket.number != filed[4].number {
            hall.ask(MEI, Command::CheckInTicket { ticket: ticket.number }).await;
            hall.ask(MEI, Command::RequeueTicket { ticket: ticket.number }).await;
        }
    }
    hall
}

#[tokio::test]
async fn numbers_rooms_and_lines_stand_on_the_board_in_both_languages() {
    let hall = busy().await;
    for language in Language::ALL {
        let page = hall.desk.open("/board", &format!("lang={}", language.tag())).await;
        samples::write("hall-board", language, &page.text);
        assert_eq!(page.status, StatusCode::OK);
        for said in ["A-005", "Room 1", "Called before", "此前叫号", "Waiting", "data-at="] {
            assert!(page.text.contains(said), "{said}: {}", page.text);
        }
        assert_eq!(page.text.matches("call called fresh").count(), 1, "the newest call stands out");
    }
    let one = hall.desk.open("/board?lang=zh-CN", "lang=en").await.text;
    assert!(one.contains("此前叫号") && !one.contains("Called before"), "{one}");
    let live = hall.desk.open("/board/live", "").await.text;
    assert!(hall.desk.open("/board", "").await.text.contains(live.trim()), "page and snapshot say the same");
}

#[tokio::test]
async fn no_name_and_no_word_of_a_case_is_on_the_board() {
    let hall = busy().await;
    for path in ["/board", "/board/1", "/board/live", "/api/v1/board"] {
        let text = hall.desk.open(path, "").await.text;
        for secret in ["Li Hua", "Zhang San", "They show our lamp", "mei", "tom", "power-of-attorney", "/t/"]
        {
            assert!(!text.contains(secret), "{path} tells {secret}: {text}");
        }
    }
}

/// One case that waits: in reception, or for talks, because the respondent agreed.
async fn with_one_waiting(agreed: bool) -> Hall {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    if agreed {
        hall.talks(&filed).await;
    }
    hall
}

#[tokio::test]
async fn nobody_in_the_hall_is_told_that_a_respondent_agreed() {
    let (received, agreed) = (with_one_waiting(false).await, with_one_waiting(true).await);
    let waiting = |hall: &Hall, lane: Lane| hall.desk.app.now().desk.waiting_count(lane);
    assert_eq!((waiting(&received, Lane::Reception), waiting(&agreed, Lane::Talks)), (1, 1));
    for path in ["/board/live?lang=en", "/board/live?hall=1&lang=en"] {
        let [one, other] = [&received, &agreed].map(|hall| hall.desk.open(path, ""));
        let (one, other) = (one.await.text, other.await.text);
        assert_eq!(one, other, "{path} tells one line from the other");
        assert!(one.contains("<dd>1</dd>") && !one.contains("Talks"), "{one}");
    }
    let [one, other] =
        [&received, &agreed].map(|hall| hall.desk.call(Method::GET, "/api/v1/board", "", None));
    let (one, other) = (one.await.json(), other.await.json());
    assert_eq!(one, other);
    assert_eq!((&one["waiting"], &one["lanes"]), (&json!(1), &json!(null)));
}

#[tokio::test]
async fn of_calls_that_are_over_the_number_is_told_and_no_room() {
    let hall = busy().await;
    let live = hall.desk.open("/board/live?lang=en", "").await.text;
    let (_, before) = live.split_once("Called before").unwrap();
    assert!(before.contains(">A-001</li>") && !before.contains("Room"), "{before}");
    assert_eq!(told(&hall, "").await, (vec!["A-005".to_owned()], 4));
    let board = hall.desk.call(Method::GET, "/api/v1/board", "", None).await.json();
    assert_eq!(board["earlier"], json!(["A-001", "A-002", "A-003", "A-004"]));
}

/// Whose call stands with its room on the board, and how many numbers stand alone.
async fn told(hall: &Hall, query: &str) -> (Vec<String>, usize) {
    let page = hall.desk.open(&format!("/board/live?{query}"), "").await.text;
    let board = hall.desk.call(Method::GET, &format!("/api/v1/board?{query}"), "", None).await.json();
    let calls = board["calls"].as_array().unwrap();
    let numbers: Vec<_> = calls.iter().map(|call| call["number"].as_str().unwrap().to_owned()).collect();
    let large = page.split("data-call=\"").skip(1).filter_map(|rest| rest.split('"').next());
    assert_eq!(large.collect::<Vec<_>>(), numbers, "{page}");
    assert_eq!(page.contains("data-room="), !numbers.is_empty(), "{page}");
    assert_eq!(page.contains("Room 1"), !numbers.is_empty(), "{page}");
    (numbers, board["earlier"].as_array().unwrap().len())
}

/// Both sides of one case are called to talks and come; with the claimant's number.
async fn at_the_table() -> (Hall, TicketNumber) {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let other = hall.talks(&filed).await;
    hall.claim(filed.number).await;
    hall.call(filed.number).await;
    for ticket in [filed.number, other.number] {
        hall.ask(MEI, Command::CheckInTicket { ticket }).await;
    }
    (hall, filed.number)
}

/// Else the wall would tell for hours who has to do with whom.
#[tokio::test]
async fn who_came_or_is_on_hold_stands_on_no_board_with_a_room() {
    let (hall, ticket) = at_the_table().await;
    let room = async || (told(&hall, "").await.0.len(), !told(&hall, "hall=1").await.0.is_empty());
    assert_eq!(room().await, (0, false), "who came sits there for long");
    assert_eq!(told(&hall, "").await.1, 2, "their numbers stay");
    for reason in [ParkReason::Papers, ParkReason::Expert] {
        hall.ask(MEI, Command::ParkTicket { ticket, reason }).await;
        assert_eq!(room().await, (0, false), "{reason:?}");
        hall.ask(MEI, Command::RequeueTicket { ticket }).await;
        assert_eq!(room().await, (0, false), "they wait again");
        hall.claim(ticket).await;
        assert_eq!(room().await, (0, false), "and are not called again");
        assert_eq!(told(&hall, "").await.1, 2, "their numbers stay");
    }
    hall.call(ticket).await;
    assert_eq!(room().await, (2, true), "now they are");
}

#[tokio::test]
async fn who_comes_without_a_call_does_not_stand_under_an_earlier_one() {
    let mut hall = Hall::new().await;
    let ticket = hall.file().await.number;
    hall.claim(ticket).await;
    hall.call(ticket).await;
    assert_eq!(told(&hall, "").await, (vec![ticket.to_string()], 0));
    hall.ask(MEI, Command::CheckInTicket { ticket }).await;
    assert_eq!(told(&hall, "").await, (Vec::new(), 1));
    hall.ask(MEI, Command::RequeueTicket { ticket }).await;
    hall.claim(ticket).await;
    hall.ask(MEI, Command::CheckInTicket { ticket }).await;
    assert_eq!(told(&hall, "").await, (Vec::new(), 1), "that call has another room and time");
}

#[tokio::test]
async fn a_call_of_another_day_stands_on_no_board_with_a_room() {
    let (mut missed, mut other) = (Hall::new().await, Hall::new().await);
    for hall in [&mut missed, &mut other] {
        let called = hall.file().await;
        hall.claim(called.number).await;
        hall.call(called.number).await;
    }
    missed.miss("A-001".parse().unwrap()).await;
    for hall in [&missed, &other] {
        assert!(!told(hall, "").await.0.is_empty());
        hall.desk.clock.advance(std::time::Duration::from_hours(24));
        for query in ["", "hall=1"] {
            assert!(told(hall, query).await.0.is_empty(), "{query}");
        }
    }
}

#[tokio::test]
async fn a_board_of_a_hall_shows_its_own_calls() {
    let hall = busy().await;
    assert!(hall.desk.open("/board/1", "").await.text.contains("A-005"));
    let other = hall.desk.open("/board/2", "").await;
    assert!(!other.text.contains("A-005") && other.text.contains("Nobody is called"), "{}", other.text);
    for path in ["/board/99", "/board/live?hall=99", "/board/events?hall=99", "/board/%2e%2e"] {
        assert_eq!(hall.desk.open(path, "").await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_missed_call_stays_visible_and_a_new_one_is_a_new_announcement() {
    let hall = busy().await;
    let newest = |text: &str| {
        let seqs =
            text.split("data-at=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse::<u64>().ok());
        seqs.max().unwrap()
    };
    let before = newest(&hall.desk.open("/board/live", "").await.text);
    let number = "A-005".parse().unwrap();
    hall.miss(number).await;
    let missed = hall.desk.open("/board/live", "").await.text;
    assert!(missed.contains("call missed") && !missed.contains("fresh"), "{missed}");
    assert_eq!(newest(&missed), before, "nothing new to announce");
    hall.call(number).await;
    assert!(newest(&hall.desk.open("/board/live", "").await.text) > before, "called again: announced again");
    hall.miss(number).await;
    let grace = hall.desk.app.now().desk.ticket(number).unwrap().grace_until.unwrap();
    hall.desk.clock.set(grace);
    let lost = hall.desk.open("/board/live", "").await.text;
    assert!(
        !lost.contains("call missed") && lost.contains(">A-005</li>"),
        "its place is kept no longer: {lost}"
    );
}

#[tokio::test]
async fn who_came_to_talks_stands_by_the_number_alone_while_the_other_is_called_again() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let other = hall.talks(&filed).await;
    hall.claim(filed.number).await;
    hall.call(filed.number).await;
    hall.ask(MEI, Command::CheckInTicket { ticket: filed.number }).await;
    hall.miss(other.number).await;
    let call =
        |state: &str, number: TicketNumber| format!("<li class=\"call {state}\" data-call=\"{number}\"");
    let missed = hall.desk.open("/board/live", "").await.text;
    let alone = format!("<li class=\"number\">{}</li>", filed.number);
    assert!(missed.contains(&alone) && !missed.contains("call attending"), "{missed}");
    assert!(missed.contains(&call("missed", other.number)), "{missed}");
    hall.call(other.number).await;
    let again = hall.desk.open("/board/live", "").await.text;
    assert!(again.contains(&alone) && !again.contains("call attending"), "{again}");
    assert!(again.contains(&call("called fresh", other.number)), "{again}");
}

#[tokio::test]
async fn an_empty_desk_and_a_closed_one_say_so() {
    let hall = Hall::new().await;
    let quiet = hall.desk.open("/board", "lang=en").await.text;
    assert!(quiet.contains("Nobody is called"), "{quiet}");
    hall.desk.clock.set("2026-03-10T11:00:00Z".parse().unwrap());
    let closed = hall.desk.open("/board", "lang=en").await.text;
    assert!(closed.contains("Closed. Opens 11 Mar, 09:00"), "{closed}");
    samples::write("hall-board-closed", Language::En, &closed);
    let empty = crate::testing::TestDesk::empty();
    assert_eq!(empty.open("/board", "").await.status, StatusCode::OK, "before the setup, too");
    assert_eq!(empty.call(Method::GET, "/api/v1/board", "", None).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_last_day_that_opens_late_is_not_over_before_it_opens() {
    let hall = Hall::new().await;
    hall.desk.has_hours(LAST_DAY, 13, 17).await;
    for now in ["2026-03-11T11:00:00Z", "2026-03-12T02:00:00Z"] {
        hall.desk.clock.set(now.parse().unwrap());
        let page = hall.desk.open("/board", "lang=en").await.text;
        assert!(page.contains("Closed. Opens 12 Mar, 13:00"), "{now}: {page}");
        let board = hall.desk.call(Method::GET, "/api/v1/board", "", None).await.json();
        assert_eq!((&board["open"], &board["opens_at"]), (&json!(false), &json!("2026-03-12T05:00:00Z")));
    }
}

#[tokio::test]
async fn after_the_last_close_nobody_waits_in_the_hall() {
    let mut hall = Hall::new().await;
    hall.file().await;
    let board = async || hall.desk.open("/board", "lang=en").await.text;
    assert!(board().await.contains("Waiting"), "while it is open");
    hall.desk.clock.set("2026-03-11T12:00:00Z".parse().unwrap());
    assert!(board().await.contains("Waiting"), "and over a night");
    hall.desk.clock.set("2026-03-12T12:00:00Z".parse().unwrap());
    let over = board().await;
    assert!(over.contains("Closed") && !over.contains("Waiting"), "{over}");
}

#[tokio::test]
async fn a_call_of_the_day_before_stands_on_no_board() {
    let mut hall = Hall::new().await;
    let ticket = hall.file().await.number;
    hall.claim(ticket).await;
    hall.call(ticket).await;
    for (now, shown) in
        [("2026-03-10T08:59:00Z", (1, 0)), ("2026-03-10T12:00:00Z", (0, 1)), ("2026-03-11T02:00:00Z", (0, 0))]
    {
        hall.desk.clock.set(now.parse().unwrap());
        let (called, before) = told(&hall, "").await;
        assert_eq!((called.len(), before), shown, "{now}");
    }
}

#[tokio::test]
async fn after_the_last_close_a_call_stands_while_there_is_time_to_come_and_no_number_on_the_next_day() {
    let mut hall = Hall::new().await;
    let ticket = hall.file().await.number;
    hall.desk.clock.set("2026-03-12T08:56:00Z".parse().unwrap());
    hall.claim(ticket).await;
    hall.call(ticket).await;
    let course = [
        ("2026-03-12T09:01:00Z", (1, 0)),
        ("2026-03-12T09:17:59Z", (1, 0)),
        ("2026-03-12T09:18:00Z", (0, 1)),
        ("2026-03-12T09:58:00Z", (0, 1)),
        ("2026-03-13T02:00:00Z", (0, 0)),
    ];
    for (now, shown) in course {
        hall.desk.clock.set(now.parse().unwrap());
        for query in ["", "hall=1"] {
            let (called, before) = told(&hall, query).await;
            assert_eq!((called.len(), before), shown, "{now} {query}");
        }
    }
}

/// Whoever is on duty then forgot to go off; and whoever still has a number after the last close waits for nobody in the hall.
#[tokio::test]
async fn while_the_desk_is_closed_no_mediator_is_counted_and_after_the_last_close_nobody_waits() {
    let mut hall = Hall::new().await;
    hall.file().await;
    for (now, counted) in [
        ("2026-03-10T08:00:00Z", true),
        ("2026-03-10T11:00:00Z", false),
        ("2026-03-11T02:00:00Z", true),
        ("2026-03-13T02:00:00Z", false),
    ] {
        hall.desk.clock.set(now.parse().unwrap());
        for (path, said) in [("/board?lang=en", "Mediators here"), ("/board/live?lang=zh-CN", "在岗调解员")]
        {
            let page = hall.desk.open(path, "").await.text;
            assert_eq!(page.contains(said), counted, "{now} {path}: {page}");
        }
        let board = hall.desk.call(Method::GET, "/api/v1/board", "", None).await.json();
        assert_eq!(board["on_duty"], if counted { 2 } else { 0 }, "{now}: {board}");
        assert_eq!(board["waiting"], u32::from(now < "2026-03-13"), "{now}: {board}");
    }
}

/// Each in one line where there is room for it, and neither broken in a word.
#[tokio::test]
async fn where_the_desk_is_stands_on_the_board_tongue_by_tongue() {
    let hall = Hall::new().await;
    let mut plan = hall.desk.app.now().desk.fair().unwrap().plan.clone();
    plan.desk = "Hall 2, B01 · 2 号馆 B01".to_owned();
    hall.ask(ORGANISER, Command::AmendFair { plan }).await;
    let page = hall.desk.open("/board", "").await.text;
    let told = "<bdi class=\"both\"><span>Hall 2, B01</span><span>2 号馆 B01</span></bdi>";
    assert!(page.contains(told), "{page}");
}

#[tokio::test]
async fn duty_is_counted() {
    let hall = Hall::new().await;
    let on_duty =
        async || hall.desk.call(Method::GET, "/api/v1/board", "", None).await.json()["on_duty"].clone();
    assert_eq!(on_duty().await, 2);
    let off = Command::TakeDuty { state: DutyState::Off, room: None };
    hall.desk.ask(Actor::Staff(TOM), off).await.unwrap();
    assert_eq!(on_duty().await, 1);
}

#[tokio::test]
async fn where_several_bodies_mediate_the_board_tells_a_wait_that_reaches_as_far_as_any_tickets() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let told = async || hall.desk.call(Method::GET, "/api/v1/board", "", None).await.json()["wait"].clone();
    let page = async || hall.desk.open("/board", "lang=en").await.text;
    let alone = told().await;
    assert!(page().await.contains("min</span>"));
    let (name, kind) = ("Trade Centre".to_owned(), BodyKind::Commercial);
    let terms = BodyTerms { name, kind, registration: None, closed: false };
    let body = BodyId::FIRST.next().unwrap();
    hall.desk.ask(Actor::Staff(ORGANISER), Command::RecordBody { body, terms }).await.unwrap();
    assert_eq!(told().await, alone, "nobody is on duty for the other");
    assert!(page().await.contains("min</span>"));
    let path = format!("/api/v1/tickets/{}", filed.key);
    let ticket = hall.desk.call(Method::GET, &path, "", None).await.json()["wait"].clone();
    let high = |wait: &serde_json::Value| wait["high_s"].as_u64().unwrap();
    assert!(high(&told().await) >= high(&ticket), "{ticket}");
    for who in [MEI, TOM] {
        let off = Command::TakeDuty { state: DutyState::Off, room: None };
        hall.desk.ask(Actor::Staff(who), off).await.unwrap();
    }
    assert!(told().await.is_null(), "nobody is on duty");
}
