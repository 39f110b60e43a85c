//! A kiosk without a kiosk: everything it calls, in order and out of order, with clocks that are wrong.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use domain::{
    Actor, Command, CommandId, DeviceId, HallId, Series, TicketNumber,
    body::{Content, PartyBody, TicketSecret},
    case::{Ask, CaseKind},
    device::{DevicePlan, DeviceRole},
    fair::Language,
    procedure::Action,
    testing::{MEI, ORGANISER, TestFair},
    ticket::{Lane, TicketState},
};
use jiff::{SignedDuration, Timestamp};
use link::{
    Agreed, Answers, CheckedIn, Consents, Filer, Filing, Greeting, HandOff, HandOffState, Hello, HolderToken,
    Issue, Issues, JoinCode, Joined, Paper, Respondent, Standing, TicketKey, Verdict, random_bytes,
};
use serde_json::{Value, json};

use crate::{
    access::secrets::KeyHash,
    testing::{Answer, Browser, TestDesk},
    web::ticket::tests::{Hall, told::taken_down},
};

/// A kiosk as the desk sees it.
pub(in crate::web) struct Kiosk<'d> {
    desk: &'d TestDesk,
    pub(in crate::web) joined: Joined,
    minted: u32,
}

pub(in crate::web) fn question(words: &str) -> Filing {
    Filing {
        kind: "enquiry".into(),
        claimant: Filer {
            phone: Some("13800000000".into()),
            language: Some("en".into()),
            ..Filer::default()
        },
        statement: words.into(),
        consent: Consents { privacy: Agreed::Version(Some("v1".into())), ..Consents::default() },
        ..Filing::default()
    }
}

async fn invite(desk: &TestDesk) -> String {
    let code = JoinCode::random();
    let hall = Some(HallId("1".into()));
    let plan = DevicePlan { role: DeviceRole::Kiosk, hall, daily_limit: None };
    let until = desk.app.clock.now() + SignedDuration::from_mins(10);
    let command = Command::InviteDevice { code: desk.app.join_code(&code), plan, until };
    desk.ask(Actor::Staff(ORGANISER), command).await.unwrap();
    code.reveal()
}

async fn try_join(desk: &TestDesk, code: &str) -> Answer {
    let body = json!({ "code": code, "version": "0.1.0" });
    desk.call(Method::POST, "/api/v1/devices/join", "", Some(body)).await
}

impl<'d> Kiosk<'d> {
    pub(in crate::web) async fn join(desk: &'d TestDesk) -> Self {
        let code = invite(desk).await;
        let answer = try_join(desk, &format!(" {} {}", &code[..4].to_lowercase(), &code[4..])).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
        Self { desk, joined: serde_json::from_str(&answer.text).unwrap(), minted: 0 }
    }

    pub(in crate::web) fn number(&self, count: u32) -> TicketNumber {
        TicketNumber { series: self.joined.series, count }
    }

    pub(in crate::web) fn issue(&self, count: u32, issued_at: Timestamp, filing: &Filing) -> Issue {
        let (key, holder) = (TicketKey::random(), HolderToken::random());
        let secret = TicketSecret { key: key.reveal(), holder: holder.reveal() };
        Issue {
            command: CommandId(random_bytes()),
            number: self.number(count),
            key: key.hash().into(),
            holder: holder.hash().into(),
            issued_at,
            kind: CaseKind::Enquiry,
            secret: self.joined.desk_key.seal(&secret).unwrap(),
            filing: self.joined.desk_key.seal(filing).unwrap(),
            hand_off: None,
        }
    }

    async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let path = format!("/api/v1/devices/{path}");
        self.desk.call(method, &path, &self.joined.token, body).await
    }

    pub(in crate::web) async fn post<T: serde::Serialize>(&self, path: &str, message: &T) -> Answer {
        self.call(Method::POST, path, Some(serde_json::to_value(message).unwrap())).await
    }

    pub(in crate::web) async fn send(&self, items: Vec<Issue>) -> Vec<String> {
        let answer = self.post("issues", &Issues { items }).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let answers: Answers = serde_json::from_str(&answer.text).unwrap();
        let said = |verdict: Verdict| match verdict {
            Verdict::Taken => "taken".to_owned(),
            Verdict::Refused { code, text } => {
                assert!(!text.is_empty());
                code
            }
        };
        answers.items.into_iter().map(|answer| said(answer.verdict)).collect()
    }

    pub(in crate::web) fn hello_now(&self) -> Hello {
        Hello {
            version: "0.1.0".into(),
            now: self.desk.app.clock.now(),
            series: self.joined.series,
            minted: self.minted,
            outbox: 0,
            refused_count: 0,
            refused: Vec::new(),
            paper: Paper::Enough,
            trouble: None,
            print_queue: 0,
            prints: Vec::new(),
            put_aside: 0,
        }
    }

    pub(in crate::web) async fn hello(&self) -> Greeting {
        let answer = self.post("hello", &self.hello_now()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        serde_json::from_str(&answer.text).unwrap()
    }

    fn state(&self, count: u32) -> Option<TicketState> {
        self.desk.app.now().desk.ticket(self.number(count)).map(|ticket| ticket.state)
    }
}

fn minutes(desk: &TestDesk, minutes: u64) {
    desk.clock.advance(Duration::from_mins(minutes));
}

fn line(desk: &TestDesk) -> Vec<String> {
    desk.app.now().desk.waiting(Lane::Reception).map(|standing| standing.ticket.to_string()).collect()
}

async fn organise(desk: &TestDesk, command: Command) {
    desk.ask(Actor::Staff(ORGANISER), command).await.unwrap();
}

#[tokio::test]
async fn a_code_makes_one_device_and_guessing_is_slowed_down() {
    let desk = TestDesk::new().await;
    let code = invite(&desk).await;
    let joined = try_join(&desk, &code).await.json();
    assert_eq!((&joined["role"], &joined["series"]), (&json!("kiosk"), &json!("D")));
    assert_eq!(joined["particulars"]["hall"], "1");
    assert_eq!(joined["particulars"]["open"], true);
    let again = try_join(&desk, &code).await;
    assert_eq!(
        (again.status, again.json()["code"].as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, Some("join-code-wrong"))
    );
    let late = invite(&desk).await;
    minutes(&desk, 10);
    assert_eq!(try_join(&desk, &late).await.json()["code"], "join-code-wrong");
    let mut last = Value::Null;
    for _ in 0..20 {
        last = try_join(&desk, "AAAAAAA").await.json();
    }
    assert_eq!(last["code"], "locked-out");
    assert!(last["seconds"].as_u64().is_some());
    // A code that is right does not help whoever guessed too much.
    let right = invite(&desk).await;
    assert_eq!(try_join(&desk, &right).await.json()["code"], "locked-out");
}

#[tokio::test]
async fn a_hello_tells_how_things_stand() {
    let desk = TestDesk::new().await;
    let kiosk = Kiosk::join(&desk).await;
    let greeting = kiosk.hello().await;
    assert_eq!((greeting.standing, greeting.series), (Standing::Open, kiosk.joined.series));
    assert_eq!(greeting.now, desk.app.clock.now());
    let device = kiosk.joined.device;
    let message = "Back at two".to_owned();
    organise(&desk, Command::LockDevice { device, message: message.clone() }).await;
    assert_eq!(kiosk.hello().await.standing, Standing::Locked { message });
    organise(&desk, Command::LetterDevice { device }).await;
    assert_eq!(kiosk.hello().await.series.to_string(), "E");
    organise(&desk, Command::RevokeDevice { device }).await;
    assert_eq!(kiosk.hello().await.standing, Standing::Revoked);
    let refused = kiosk.post("issues", &Issues::default()).await;
    assert_eq!(
        (refused.status, refused.json()["code"].as_str()),
        (StatusCode::FORBIDDEN, Some("device-revoked"))
    );
    let stranger = desk.call(Method::POST, "/api/v1/devices/hello", "nobody", Some(json!({}))).await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_offices_page_follows_what_kiosks_say() {
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;
    let desk = TestDesk::new().await;
    let kiosk = Kiosk::join(&desk).await;
    kiosk.hello().await;
    let cookie = format!("desk-session={}", desk.sign_in(ORGANISER).await);
    let version = async || {
        let request = axum::http::Request::get("/office/devices/events").header("cookie", &cookie);
        let request = request.body(axum::body::Body::empty()).unwrap();
        let answer = desk.service.clone().oneshot(request).await.unwrap();
        let frame = answer.into_body().frame().await.unwrap().unwrap();
        let text = String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap();
        text.lines().find_map(|line| line.strip_prefix("data: ")).unwrap_or_default().to_owned()
    };
    let before = version().await;
    let page = desk.open("/office/devices", &cookie).await.text;
    assert!(page.contains(&format!("data-version=\"{before}\"")), "{before}");
    assert!(!page.contains("Some of its tickets may be missing"));
    kiosk.hello().await;
    assert_eq!(version().await, before, "nothing to see is nothing to tell");
    kiosk.post("hello", &Hello { outbox: 3, put_aside: 1, ..kiosk.hello_now() }).await;
    assert_ne!(version().await, before);
    let page = desk.open("/office/devices", &cookie).await.text;
    assert!(page.contains("Some of its tickets may be missing"), "{page}");
    let today = desk.open("/office", &cookie).await.text;
    assert!(today.contains("its memory was damaged"), "{today}");
    for _ in 0..2 {
        minutes(&desk, 1);
    }
    assert!(version().await.contains("true"), "it is not heard any more");
}

#[tokio::test]
async fn issues_are_taken_once_in_whatever_order_and_however_often() {
    let desk = TestDesk::new().await;
    let kiosk = Kiosk::join(&desk).await;
    let at = |minute: i64| desk.app.clock.now() + SignedDuration::from_mins(minute);
    let issues: Vec<_> = (1..=6_u32)
        .map(|count| kiosk.issue(count, at(i64::from(count)), &question(&format!("Question {count}"))))
        .collect();
    minutes(&desk, 30);
    let pick = |order: &[usize]| order.iter().map(|i| issues[*i].clone()).collect::<Vec<_>>();
    assert_eq!(kiosk.send(pick(&[4, 1, 1, 0])).await, ["taken"; 4]);
    assert_eq!(kiosk.send(pick(&[0, 1, 2, 3, 4, 5])).await, ["taken"; 6]);
    // Longer than answers to other calls are remembered.
    desk.clock.advance(Duration::from_hours(24 * 20));
    assert_eq!(kiosk.send(pick(&[5, 0])).await, ["taken"; 2]);
    let published = desk.app.now();
    assert_eq!(published.desk.case_count(), 6);
    let numbers: Vec<_> = (1..=6).map(|count| kiosk.number(count).to_string()).collect();
    assert_eq!(line(&desk), numbers);
    for (issue, count) in issues.iter().zip(1..) {
        let ticket = published.desk.ticket(kiosk.number(count)).unwrap();
        assert_eq!((ticket.key_hash, ticket.issued_at), (issue.key, issue.issued_at));
    }
    // The key on the slip opens the page of the ticket.
    let secret: TicketSecret = desk.app.desk_secret().open(&issues[2].secret).unwrap();
    assert_eq!(desk.open(&format!("/t/{}", secret.key), "").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_can_never_be_taken_is_refused_with_a_reason() {
    let desk = TestDesk::new().await;
    let (kiosk, other) = (Kiosk::join(&desk).await, Kiosk::join(&desk).await);
    let now = desk.app.clock.now();
    let first = kiosk.issue(1, now, &question("First"));
    assert_eq!(kiosk.send(vec![first.clone()]).await, ["taken"]);
    // The same number under another key, a foreign series, keys that do not fit, another desk's key, a filing with faults.
    let foreign = Issue { number: other.number(1), ..kiosk.issue(2, now, &question("Foreign")) };
    let unfit = Issue { key: KeyHash::of(b"another").into(), ..kiosk.issue(3, now, &question("Unfit")) };
    let strange = link::DeskSecret::random().key().seal(&question("Strange")).unwrap();
    let strange = Issue { filing: strange, ..kiosk.issue(4, now, &question("Strange")) };
    let faulty = kiosk.issue(5, now, &Filing::default());
    let blank = kiosk.issue(6, now, &question(""));
    let again = kiosk.issue(1, now, &question("Another"));
    let said = kiosk.send(vec![again, foreign, unfit, strange, faulty, blank]).await;
    assert_eq!(
        said,
        [
            "taken-already",
            "foreign-series",
            "issue-unreadable",
            "issue-unreadable",
            "issue-unreadable",
            "invalid"
        ]
        .map(|code| if code == "taken-already" {
            domain::Refusal::Taken("number").code()
        } else {
            code
        })
    );
    assert_eq!(desk.app.now().desk.case_count(), 1);
    let many = Issues { items: vec![first; 33] };
    assert_eq!(kiosk.post("issues", &many).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// Its ticket is printed: nobody is asked any more, and one company has one notice.
#[tokio::test]
async fn a_company_that_a_kiosk_names_twice_is_one_respondent() {
    let desk = TestDesk::new().await;
    desk.enrol("Aurora Lighting", None, &["1/A12"]).await;
    let kiosk = Kiosk::join(&desk).await;
    let named = |booth: &str, described: Option<&str>| Respondent {
        booth: Some(booth.into()),
        described: described.map(str::to_owned),
        ..Respondent::default()
    };
    let mut filing = question("They show our lamp.");
    filing.kind = "dispute".into();
    filing.claimant.name = "Li Hua".into();
    filing.respondents = vec![named("A12", None), named("1 a12", Some("By the stairs")), named("B7", None)];
    filing.right.kind = "design".into();
    filing.item = "Lamp".into();
    filing.asks = vec!["mediation".into()];
    filing.consent.mediation = Agreed::Version(Some("v1".into()));
    let issue = kiosk.issue(1, desk.app.clock.now(), &filing);
    assert_eq!(kiosk.send(vec![Issue { kind: CaseKind::Dispute, ..issue }]).await, ["taken"]);
    let published = desk.app.now();
    let case = published.desk.cases().next().unwrap();
    let booths: Vec<_> = case.respondents().iter().map(|party| party.place.booth.is_some()).collect();
    assert_eq!(booths, [true, false], "A12 and B7");
    let entry = desk.app.engine.entry(case.respondents()[0].entered_seq).unwrap().unwrap();
    let body = entry.body.content();
    let said = |body: &PartyBody| body.described.as_deref() == Some("By the stairs");
    assert!(matches!(&body, Some(Content::Party(body)) if said(body)), "what was said is kept: {body:?}");
}

#[tokio::test]
async fn a_clock_wrong_by_hours_moves_nobody_before_those_who_waited() {
    for wrong in [-11_i64, 9] {
        let desk = TestDesk::new().await;
        let kiosk = Kiosk::join(&desk).await;
        let person = Kiosk::join(&desk).await;
        minutes(&desk, 5);
        person.send(vec![person.issue(1, desk.app.clock.now(), &question("Before"))]).await;
        minutes(&desk, 5);
        kiosk.hello().await;
        minutes(&desk, 5);
        person.send(vec![person.issue(2, desk.app.clock.now(), &question("After"))]).await;
        minutes(&desk, 5);
        let claimed = desk.app.clock.now() + SignedDuration::from_hours(wrong);
        kiosk.send(vec![kiosk.issue(1, claimed, &question("Wrong clock"))]).await;
        assert_eq!(line(&desk)[0], person.number(1).to_string(), "{wrong} h");
        let issued_at = desk.app.now().desk.ticket(kiosk.number(1)).unwrap().issued_at;
        assert!(issued_at <= desk.app.clock.now());
    }
}

#[tokio::test]
async fn a_locked_device_still_delivers_what_it_has_minted() {
    let desk = TestDesk::new().await;
    let kiosk = Kiosk::join(&desk).await;
    let issue = kiosk.issue(1, desk.app.clock.now(), &question("Printed before"));
    let device = kiosk.joined.device;
    organise(&desk, Command::LockDevice { device, message: String::new() }).await;
    organise(&desk, Command::LetterDevice { device }).await;
    assert_eq!(kiosk.send(vec![issue]).await, ["taken"]);
    assert_eq!(kiosk.state(1), Some(TicketState::Waiting));
}

#[tokio::test]
async fn a_slip_that_is_shown_says_where_to_go() {
    let desk = TestDesk::new().await;
    let kiosk = Kiosk::join(&desk).await;
    let issue = kiosk.issue(1, desk.app.clock.now(), &question("Where?"));
    kiosk.send(vec![issue.clone()]).await;
    let show = async |shown: &str, language: Language| {
        let answer = kiosk
            .call(Method::POST, "check-in", Some(json!({ "ticket": shown, "language": language })))
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        serde_json::from_str::<CheckedIn>(&answer.text).unwrap()
    };
    let number = kiosk.number(1);
    let waits = show(&number.to_string(), Language::En).await;
    assert_eq!((waits.number, waits.state, waits.room), (number, TicketState::Parked, None));
    assert!(waits.words.contains("is not being called now"), "{}", waits.words);
    let secret: TicketSecret = desk.app.desk_secret().open(&issue.secret).unwrap();
    let words = show(&secret.key, Language::En).await.words;
    assert!(words.contains("You are next"), "by its slip its place is told: {words}");
    desk.ask(Actor::Staff(MEI), Command::ClaimTicket { ticket: number }).await.unwrap();
    let claimed = show(&secret.key, Language::En).await;
    assert_eq!(claimed.state, TicketState::Parked, "what is neither in line nor called is one and the same");
    assert_eq!(show(&number.to_string(), Language::En).await.words, waits.words);
    desk.ask(Actor::Staff(MEI), Command::CallTicket { ticket: number, room: None }).await.unwrap();
    let typed = show(&number.to_string(), Language::En).await;
    assert_eq!(typed.state, TicketState::Called, "anybody reads the number off the board");
    assert_eq!(
        typed.words,
        format!("Please go to {} now and say there that you are here.", typed.room.unwrap().0)
    );
    let there = show(&format!("http://desk.local/t/{}", secret.key), Language::ZhCn).await;
    assert_eq!(there.state, TicketState::Attending);
    assert!(there.words.contains(&there.room.unwrap().0), "{}", there.words);
    let again = show(&secret.key, Language::En).await;
    assert!(again.words.ends_with("The staff know that you are here."), "{}", again.words);
    let typed = show(&number.to_string(), Language::En).await;
    assert_eq!((typed.state, typed.room), (TicketState::Parked, None), "nobody reads off who sits where");
    desk.clock.advance(std::time::Duration::from_mins(11));
    let later = show(&secret.key, Language::En).await;
    assert_eq!((later.state, later.room), (claimed.state, None), "nor from a slip that was found");
    assert_eq!(later.words, claimed.words);
    let mut filing = question("在哪里？");
    filing.claimant.language = Some("zh-CN".into());
    kiosk.send(vec![kiosk.issue(2, desk.app.clock.now(), &filing)]).await;
    let unsaid = json!({ "ticket": kiosk.number(2) });
    let unsaid = kiosk.call(Method::POST, "check-in", Some(unsaid)).await.json();
    assert_eq!(unsaid["language"], "zh-CN", "that of the ticket, when nobody has said");
    let unknown = kiosk.call(Method::POST, "check-in", Some(json!({ "ticket": "Z-009" }))).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_slip_leads_nobody_to_a_call_that_ran_out_with_the_fair() {
    let course = [
        ("2026-03-12T09:01:00Z", [TicketState::Called, TicketState::Attending], TicketState::Attending),
        ("2026-03-12T09:18:00Z", [TicketState::Parked, TicketState::Parked], TicketState::Called),
    ];
    for (now, told, kept) in course {
        let mut hall = Hall::new().await;
        let filed = hall.file().await;
        let kiosk = Kiosk::join(&hall.desk).await;
        hall.desk.clock.set("2026-03-12T08:56:00Z".parse().unwrap());
        hall.claim(filed.number).await;
        hall.call(filed.number).await;
        hall.desk.clock.set(now.parse().unwrap());
        // The number as anybody reads it off the board, then the slip.
        for (shown, state) in [filed.number.to_string(), filed.key].iter().zip(told) {
            let shown = json!({ "ticket": shown, "language": "en" });
            let answer = kiosk.call(Method::POST, "check-in", Some(shown)).await;
            let answer: CheckedIn = serde_json::from_str(&answer.text).unwrap();
            let leads = state != TicketState::Parked;
            assert_eq!((answer.state, answer.room.is_some()), (state, leads), "{now}: {}", answer.words);
        }
        let published = hall.desk.app.now();
        assert_eq!(published.desk.ticket(filed.number).unwrap().state, kept, "{now}");
    }
}

#[tokio::test]
async fn who_waits_for_the_other_side_is_told_to_stay_and_who_missed_the_call_to_speak_up() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let other = hall.talks(&filed).await;
    let received = hall.file().await;
    let kiosk = Kiosk::join(&hall.desk).await;
    let show = async |slip: &str| {
        let shown = json!({ "ticket": slip, "language": "en" });
        let answer = kiosk.call(Method::POST, "check-in", Some(shown)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        serde_json::from_str::<CheckedIn>(&answer.text).unwrap()
    };
    let number = filed.number.to_string();
    let stays = "Please tell the staff at the desk that you are here.";
    assert_eq!(show(&filed.key).await.words, stays, "a slip may be found: it tells of no talks");
    let typed = show(&number).await.words;
    let received = show(&received.number.to_string()).await.words;
    assert_eq!(typed, received, "whoever knows the number alone is told the same in either line");
    assert!(typed.contains("is not being called now"), "{typed}");
    hall.claim(filed.number).await;
    hall.call(filed.number).await;
    assert!(show(&filed.key).await.words.contains("Room 1"));
    hall.miss(other.number).await;
    let there = show(&filed.key).await;
    assert_eq!((there.state, there.room), (TicketState::Parked, None));
    assert_eq!(there.words, stays, "nor that others are awaited");
    assert_eq!(show(&number).await.words, typed);
    let late = show(&other.key).await;
    assert!(late.words.contains("tell the staff at the desk"), "{}", late.words);
    hall.call(other.number).await;
    assert_eq!(show(&filed.key).await.words, stays);
    let second = show(&other.key).await;
    assert!(second.words.contains("Room 1"), "called again, and there: {}", second.words);
    assert!(show(&filed.key).await.words.contains("Room 1"), "nobody is awaited any more");
    let (case, debtor) = (filed.case, hall.desk.parties(filed.case)[1]);
    hall.desk.prepared(case).await;
    hall.ask(MEI, Command::StartSession { case }).await;
    assert_eq!(show(&filed.key).await.words, stays, "they talk");
    hall.desk.step(case, Action::DraftAgreement { base: 0, draft: taken_down(debtor) }).await;
    hall.desk.step(case, Action::AgreeTerms { version: 1 }).await;
    assert_eq!(show(&filed.key).await.words, stays, "and came to terms, all within minutes of the call");
}

#[tokio::test]
async fn of_a_complaint_that_was_taken_back_no_kiosk_says_that_it_is_over_before_it_is_decided() {
    let mut hall = Hall::new().await;
    let filed = hall.file_this(TestFair::new().dispute(&[Ask::Measure])).await;
    let kiosk = Kiosk::join(&hall.desk).await;
    let withdraw = Command::WithdrawCase { case: filed.case };
    hall.desk.ask(Actor::Party(filed.number), withdraw).await.unwrap();
    for decided in [false, true] {
        if decided {
            hall.desk.cleared(filed.case).await;
        }
        for shown in [filed.key.clone(), filed.number.to_string()] {
            let shown = json!({ "ticket": shown, "language": "en" });
            let answer = kiosk.call(Method::POST, "check-in", Some(shown)).await.text;
            assert_eq!(answer.contains("This matter is closed"), decided, "{answer}");
            assert_eq!(answer.contains("\"state\":\"parked\""), !decided, "{answer}");
        }
    }
}

#[tokio::test]
async fn while_the_desk_is_closed_no_kiosk_sends_anybody_to_it() {
    let mut hall = Hall::new().await;
    let over = hall.file().await;
    let mut pen = TestFair::new();
    let _filed_above = pen.dispute(&[Ask::Mediation]);
    let waiting = hall.file_this(pen.dispute(&[Ask::Measure])).await;
    hall.desk.ask(Actor::Party(over.number), Command::WithdrawCase { case: over.case }).await.unwrap();
    let kiosk = Kiosk::join(&hall.desk).await;
    let body = ["write or phone the mediation body", "来函或致电调解机构"];
    let opens = ["It opens on 11 Mar, 09:00", "3月11日 09:00 开放"];
    // It is 10:00; the desk closes at 17:00, two days later for good.
    for (hours, shut, gone) in [(0, false, false), (8, true, false), (48, false, true)] {
        hall.desk.clock.advance(std::time::Duration::from_hours(hours));
        for (shown, open) in [(&waiting.key, true), (&waiting.number.to_string(), true), (&over.key, false)] {
            for (at, (language, desk)) in [("en", "the desk."), ("zh-CN", "到调解台")].into_iter().enumerate()
            {
                let shown = json!({ "ticket": shown, "language": language });
                let said = kiosk.call(Method::POST, "check-in", Some(shown)).await.json();
                let words = said["words"].as_str().unwrap();
                assert_eq!(words.contains(body[at]), gone, "{said}");
                assert_eq!(words.contains(opens[at]), shut && open, "{said}");
                assert!(!(gone || (shut && open)) || !words.contains(desk), "{said}");
            }
        }
    }
}

#[tokio::test]
async fn booths_are_found_by_number_and_name() {
    let desk = TestDesk::new().await;
    desk.enrol("Aurora Lighting", None, &["1/A12"]).await;
    let kiosk = Kiosk::join(&desk).await;
    let found = kiosk.call(Method::GET, "booths?q=auro", None).await.json();
    assert_eq!(found["items"][0], json!({ "hall": "1", "booth": "A12", "exhibitors": ["Aurora Lighting"] }));
}

impl Kiosk<'_> {
    async fn hand_off(&self) -> HandOff {
        let body = json!({ "kind": "enquiry", "language": "en" });
        let answer = self.call(Method::POST, "hand-offs", Some(body)).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
        serde_json::from_str(&answer.text).unwrap()
    }

    async fn handed(&self, hand_off: &HandOff) -> HandOffState {
        let answer = self.call(Method::GET, &format!("hand-offs/{}", hand_off.id), None).await;
        serde_json::from_str(&answer.text).unwrap()
    }
}

fn path(hand_off: &HandOff) -> String {
    format!("/k/{}", hand_off.url.rsplit_once("/k/").unwrap().1)
}

#[tokio::test]
async fn a_phone_types_for_the_kiosk_and_moves_on_to_its_ticket() {
    let desk = TestDesk::new().await;
    let kiosk = Kiosk::join(&desk).await;
    let hand_off = kiosk.hand_off().await;
    let at = path(&hand_off);
    assert_eq!(kiosk.handed(&hand_off).await, HandOffState::Waiting);
    let (mut phone, _) = Browser::open(&desk).await;
    let form = phone.get(&at).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.text);
    assert!(!form.text.contains("type=\"file\""), "photos come later");
    assert_eq!(kiosk.handed(&hand_off).await, HandOffState::Opened { progress: 0 });
    let told = phone.post(&at, &format!("{at}/progress"), "progress=60").await;
    assert_eq!(told.status, StatusCode::NO_CONTENT, "{}", told.text);
    assert_eq!(kiosk.handed(&hand_off).await, HandOffState::Opened { progress: 60 });
    // A second phone is turned away in words.
    let (mut second, _) = Browser::open(&desk).await;
    let refused = second.get(&at).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text.contains("Another phone has this form"), "{}", refused.text);
    // Without the consent nothing is sent, and what was typed stays.
    let faulty = phone.post(&at, &at, "statement=Where+is+the+hall%3F&claimant.reach=13800000000").await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(faulty.text.contains("Where is the hall?"));
    let fields =
        "statement=Where+is+the+hall%3F&claimant.reach=13800000000&consent.privacy=v1&claimant.language=en";
    let sent = phone.post(&at, &at, fields).await;
    assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, at.as_str()), "{}", sent.text);
    assert!(phone.get(&at).await.text.contains("Sent to the kiosk"));
    let HandOffState::Sent { kind, language, filing } = kiosk.handed(&hand_off).await else {
        panic!("not sent")
    };
    assert_eq!(language, Some(Language::En));
    assert!(!form.text.contains("class=\"where\""), "no place, no box for it");
    let issue = Issue {
        kind,
        filing,
        hand_off: Some(hand_off.id.clone()),
        ..kiosk.issue(1, desk.app.clock.now(), &question("unused"))
    };
    assert_eq!(kiosk.send(vec![issue.clone()]).await, ["taken"]);
    let secret: TicketSecret = desk.app.desk_secret().open(&issue.secret).unwrap();
    let moved = phone.get(&at).await;
    assert_eq!(moved.location(), format!("/t/{}", secret.key));
    let ticket = desk.app.now().desk.ticket(kiosk.number(1)).cloned().unwrap();
    assert_eq!(ticket.devices.len(), 1, "the phone is the one that filed");
    assert_ne!(ticket.devices[0], kiosk.joined.device);
    assert_eq!(kiosk.handed(&hand_off).await, HandOffState::Closed);
}

#[tokio::test]
async fn going_on_at_the_kiosk_ends_the_form_on_the_phone() {
    let desk = TestDesk::new().await;
    let kiosk = Kiosk::join(&desk).await;
    let hand_off = kiosk.hand_off().await;
    let at = path(&hand_off);
    let (mut phone, _) = Browser::open(&desk).await;
    phone.get(&at).await;
    let ended = kiosk.call(Method::DELETE, &format!("hand-offs/{}", hand_off.id), None).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT);
    assert_eq!(kiosk.handed(&hand_off).await, HandOffState::Closed);
    assert!(phone.get(&at).await.text.contains("Continued at the kiosk"));
    minutes(&desk, 15);
    let gone = phone.get(&at).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    assert!(gone.text.contains("no longer open"));
}

#[tokio::test]
async fn the_office_shows_each_device_and_warns() {
    let desk = TestDesk::new().await;
    let mut office = Browser::of(&desk, "organiser").await;
    let page = "/office/devices";
    assert!(office.get(page).await.text.contains("No kiosk has joined yet"));
    for limit in ["abc", "0", "100001"] {
        let wrong =
            office.post(page, "/office/devices/invite", &format!("role=kiosk&hall=1&limit={limit}")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{limit}");
        let at_field = wrong.text.split("id=\"limit-error\"").nth(1).unwrap_or_default();
        assert!(at_field.contains("Type a whole number from 1 to"), "{limit}: {}", wrong.text);
        assert!(at_field.contains(&format!("value=\"{limit}\"")), "{limit}: {}", wrong.text);
    }
    let answer = office.post(page, "/office/devices/invite", "role=kiosk&hall=1&limit=200").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let code = answer.text.split("fairdesk-kiosk join ").nth(1).unwrap().split(' ').next().unwrap();
    let joined: Joined = serde_json::from_str(&try_join(&desk, code).await.text).unwrap();
    let kiosk = Kiosk { desk: &desk, joined, minted: 17 };
    assert!(office.get(page).await.text.contains("not since the desk was started"));
    let (locks, long) = (format!("/office/devices/{}/lock", kiosk.joined.device), "x".repeat(301));
    let wrong = office.post(page, &locks, &format!("message={long}")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
    let at_field = wrong.text.split(&format!("id=\"message-{}-error\"", kiosk.joined.device)).nth(1);
    let at_field = at_field.unwrap_or_default();
    assert!(at_field.contains("At most 300 characters") && at_field.contains(&long), "{}", wrong.text);
    let refused = link::RefusedIssue {
        number: kiosk.number(9),
        code: "foreign-series".into(),
        issued_at: desk.app.clock.now(),
    };
    let hello = Hello {
        outbox: 3,
        paper: Paper::Low,
        refused_count: 2,
        refused: vec![refused],
        now: desk.app.clock.now() + SignedDuration::from_hours(2),
        ..kiosk.hello_now()
    };
    assert_eq!(kiosk.post("hello", &hello).await.status, StatusCode::OK);
    let text = office.get(page).await.text;
    for part in
        ["Paper is running low", "D-009", "of 200 a day", "clock is", "and one more, at the kiosk", "0.1.0"]
    {
        assert!(text.contains(part), "{part} is missing");
    }
    let today = office.get("/office").await.text;
    assert!(today.contains("D: Paper is running low") && today.contains("2 tickets were refused"), "{today}");
    minutes(&desk, 2);
    assert!(office.get("/office").await.text.contains("D: not heard for"));
    let text = office.get(page).await.text;
    assert!(text.contains("Not heard since") && !text.contains(">Working<"), "{text}");
    let id: DeviceId = kiosk.joined.device;
    let long = "x".repeat(400);
    let refused = office.post(page, &format!("/office/devices/{id}/lock"), &format!("message={long}")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains(&format!("value=\"{long}\"")), "kept as typed: {}", refused.text);
    let lock = office.post(page, &format!("/office/devices/{id}/lock"), "message=Back+at+two").await;
    assert_eq!(lock.location(), "/office/devices?done=lock");
    assert!(office.get(page).await.text.contains("Back at two"));
    for (deed, done) in [("unlock", "unlock"), ("letter", "letter"), ("revoke", "revoke")] {
        let answer = office.post(page, &format!("/office/devices/{id}/{deed}"), "").await;
        assert_eq!(answer.location(), format!("/office/devices?done={done}"));
    }
    let series: Series = "E".parse().unwrap();
    assert_eq!(desk.app.now().desk.device(id).unwrap().series(), Some(series));
    assert_eq!(kiosk.hello().await.standing, Standing::Revoked);
}
