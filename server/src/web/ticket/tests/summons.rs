//! Who is called shortly before a close: the call stands while there is time to come, and sends nobody to a dark room later.

use domain::procedure::Action;

use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

impl Hall {
    /// Two minutes before the desk closes for the last time, at 17:00, a ticket that was taken is called.
    async fn calls_at_the_end(&self, filed: &Filed) {
        self.desk.clock.set(at("2026-03-12T08:56:00Z"));
        self.call(filed.number).await;
    }
}

#[tokio::test]
async fn after_the_last_close_a_call_stands_while_there_is_time_to_come_and_no_longer() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    hall.claim(filed.number).await;
    hall.calls_at_the_end(&filed).await;
    let ticket = || Arc::clone(hall.desk.app.now().desk.ticket(filed.number).unwrap());
    let (stood, called) = (hall.stands(&filed).await, ticket());
    // Ten minutes are reckoned for the way, and ten for being late.
    for now in ["2026-03-12T09:01:00Z", "2026-03-12T09:17:59Z"] {
        hall.desk.clock.set(at(now));
        let own = hall.looks("called-at-the-end", &filed).await;
        assert!(own.contains("Please come now") && own.contains("Room 1"), "{now}: {own}");
        let (found, json) = (hall.slip(&filed).await, hall.api(&filed).await);
        assert!(
            found.contains("Please come now") && found.contains("\"state\":\"called\""),
            "{now}: {found}"
        );
        assert!(json["state"] == "called" && json["room"] == "Room 1" && json["after"].is_null(), "{json}");
        assert_eq!(hall.stands(&filed).await, stood, "{now}");
        let page = hall.by_holder(&filed, &filed.path(), Language::En).await.text;
        assert!(!page.contains("Talks can no longer take place here"), "{now}: {page}");
    }
    for now in ["2026-03-12T09:18:00Z", "2026-03-12T09:58:00Z", "2026-03-13T02:00:00Z"] {
        hall.desk.clock.set(at(now));
        let own = hall.looks("call-ran-out", &filed).await;
        assert!(own.contains("The desk at this fair has closed") && own.contains("data-alert=\"\""), "{own}");
        let chinese = hall.by_holder(&filed, &format!("{}/live", filed.path()), Language::ZhCn).await.text;
        let found = hall.slip(&filed).await;
        assert!(found.contains("Not in line") && found.contains("不在队列中"), "{now}: {found}");
        assert!(found.contains("\"after\":\"out-of-line\""), "{now}: {found}");
        let paper = hall.open(&format!("{}/slip", filed.path()), &hall.stranger(), Language::En).await.text;
        let start = hall.open("/", &hall.phone, Language::En).await.text;
        for said in [&own, &chinese, &found, &paper, &start] {
            for sends in
                ["Please come now", "Room 1", "Show this number", "\"state\":\"called\"", "Watch the board"]
            {
                assert!(!said.contains(sends), "{now}, {sends}: {said}");
            }
        }
        let json = hall.api(&filed).await;
        assert!(json["state"] == "claimed" && json["after"] == "closed", "{now}: {json}");
        assert!(json["room"].is_null() && json["called_at"].is_null(), "{now}: {json}");
        assert_ne!(hall.stands(&filed).await, stood, "what stands below is asked for again");
        let page = hall.by_holder(&filed, &filed.path(), Language::En).await.text;
        assert!(page.contains("Talks can no longer take place here"), "{now}: {page}");
    }
    assert_eq!(ticket(), called, "nothing was recorded");
    hall.ask(MEI, Command::CheckInTicket { ticket: filed.number }).await;
    assert!(hall.looks("came-all-the-same", &filed).await.contains("You are at the desk"));
}

#[tokio::test]
async fn while_the_desk_is_open_a_call_stands_until_somebody_ends_it_and_no_night_outlasts_one() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    hall.claim(filed.number).await;
    hall.call(filed.number).await;
    for (now, stands) in
        [("2026-03-10T08:59:00Z", true), ("2026-03-10T12:00:00Z", false), ("2026-03-11T02:00:00Z", false)]
    {
        hall.desk.clock.set(at(now));
        let called = hall.looks("called-for-long", &filed).await;
        let (found, json) = (hall.slip(&filed).await, hall.api(&filed).await);
        for said in [&called, &found] {
            assert_eq!(said.contains("Please come now"), stands, "{now}: {said}");
        }
        assert_eq!(called.contains("Room 1"), stands, "{now}: {called}");
        let opens = called.contains("It opens on 11 Mar, 09:00") && !called.contains("very soon");
        assert_eq!(opens, now == "2026-03-10T12:00:00Z", "{now}: {called}");
        assert_eq!(json["state"] == "called", stands, "{now}: {json}");
        let mut mei = crate::testing::Browser::of(&hall.desk, "mei").await;
        let counter = mei.get(&format!("/counter/cases/{}", filed.case)).await.text;
        assert_eq!(counter.contains("no longer sends them to the room"), !stands, "{now}: {counter}");
    }
    hall.call(filed.number).await;
    let anew = hall.looks("called-the-next-day", &filed).await;
    assert!(anew.contains("Please come now"), "a call of today stands: {anew}");
}

#[tokio::test]
async fn an_open_page_is_told_when_the_time_to_come_is_over() {
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    hall.claim(filed.number).await;
    hall.calls_at_the_end(&filed).await;
    let request = Request::get(format!("{}/events", filed.path())).header("cookie", "lang=en");
    let answer = hall.desk.service.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let mut body = answer.into_body();
    let mut next = async || {
        let frame = body.frame().await.unwrap().unwrap();
        String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap()
    };
    let first = next().await;
    assert!(first.contains("Please come now"), "{first}");
    hall.desk.clock.set(at("2026-03-12T09:18:00Z"));
    hall.desk.app.live().redraw(&hall.desk.app.now(), hall.desk.app.clock.now());
    let mut told = next().await;
    // What was drawn a moment earlier may come first.
    for _ in 0..3 {
        if told.contains("Please come now") {
            told = next().await;
        }
    }
    assert!(told.contains("Not in line") && !told.contains("Please come now"), "{told}");
}

#[tokio::test]
async fn who_came_stays_there_and_the_other_is_sent_to_no_hour_that_is_past() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let other = hall.talks(&filed).await;
    if hall.desk.app.now().desk.ticket(filed.number).unwrap().state == TicketState::Waiting {
        hall.claim(filed.number).await;
    }
    let (from, until) = (at("2026-03-12T08:00:00Z"), at("2026-03-12T09:00:00Z"));
    hall.desk.step(filed.case, Action::MakeAppointment { from, until, room: None }).await;
    hall.calls_at_the_end(&filed).await;
    hall.ask(MEI, Command::CheckInTicket { ticket: filed.number }).await;
    assert!(hall.looks("other-called", &other).await.contains("Please come now"));
    let there = hall.looks("there-at-the-end", &filed).await;
    hall.desk.clock.set(at("2026-03-12T09:18:00Z"));
    assert!(there.contains("class=\"ticket attending\""), "{there}");
    assert_eq!(hall.looks("there-after-the-end", &filed).await, there, "who came is not touched");
    let over = hall.looks("other-ran-out", &other).await;
    assert!(over.contains("The desk at this fair has closed"), "{over}");
    for sends in ["Please come", "Room 1", "16:00", "Please confirm"] {
        assert!(!over.contains(sends), "{sends}: {over}");
    }
}
