//! The touch page, asked as a browser asks.

use std::net::SocketAddr;

use axum::{
    body::Body,
    extract::connect_info::MockConnectInfo,
    http::header::{COOKIE, LOCATION, SET_COOKIE},
};
use http_body_util::BodyExt;
use link::Standing;
use tempfile::TempDir;
use tower::ServiceExt;

use super::*;
use crate::{store::Fact, store::Known, testing};

mod look;
mod slip;

/// Somebody in front of the screen.
struct Somebody {
    page: Page,
    hands: Arc<clock::ManualClock>,
    cookie: Option<String>,
    from: SocketAddr,
    _folder: TempDir,
}

/// What the browser got.
struct Got {
    status: StatusCode,
    there: String,
    text: String,
}

impl Somebody {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (hands, page) = testing::page(folder.path());
        Self { page, hands, cookie: None, from: SocketAddr::from(([127, 0, 0, 1], 40000)), _folder: folder }
    }

    async fn ask(&mut self, method: Method, path: &str, form: &[(&str, &str)]) -> Got {
        let mut request = Request::builder().method(method).uri(path).header("host", "kiosk");
        if let Some(cookie) = &self.cookie {
            request = request.header(COOKIE, cookie);
        }
        let body = if form.is_empty() {
            Body::empty()
        } else {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            Body::from(encoded(form))
        };
        let here = MockConnectInfo(self.from);
        let response =
            router(self.page.clone()).layer(here).oneshot(request.body(body).unwrap()).await.unwrap();
        let headers = response.headers();
        if let Some(cookie) = headers.get(SET_COOKIE).map(|value| value.to_str().unwrap().to_owned()) {
            assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
            self.cookie = Some(cookie.split(';').next().unwrap().to_owned());
        }
        if !path.starts_with("/assets/") {
            assert_eq!(headers[header::CACHE_CONTROL], "no-store", "{path}");
        }
        assert!(headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().starts_with("default-src 'none'"));
        let there = headers.get(LOCATION).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Got { status, there, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    async fn opens(&mut self, path: &str) -> String {
        let got = self.ask(Method::GET, path, &[]).await;
        assert_eq!(got.status, StatusCode::OK, "{path} leads to {}", got.there);
        got.text
    }

    /// Sends a form that leads on, and answers where to.
    async fn sends(&mut self, path: &str, form: &[(&str, &str)]) -> String {
        let got = self.ask(Method::POST, path, form).await;
        assert_eq!(got.status, StatusCode::SEE_OTHER, "{path}: {}", got.text);
        got.there
    }

    /// A form that leads nowhere yet.
    async fn is_told(&mut self, path: &str, form: &[(&str, &str)]) -> String {
        let got = self.ask(Method::POST, path, form).await;
        assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} leads to {}", got.there);
        got.text
    }

    async fn begins(&mut self, language: &str, kind: &str) -> String {
        assert_eq!(self.sends("/begin", &[("language", language)]).await, "/menu");
        self.sends("/kind", &[("kind", kind)]).await
    }

    fn says(&self, known: Known) {
        self.page.kiosk.store.record(&Fact::Greeted(Box::new(known))).unwrap();
    }
}

fn encoded(form: &[(&str, &str)]) -> String {
    let letter = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    let text = |text: &str| text.bytes().map(letter).collect::<String>();
    form.iter().map(|(name, value)| format!("{}={}", text(name), text(value))).collect::<Vec<_>>().join("&")
}

#[tokio::test]
async fn a_question_takes_two_answers_and_a_consent() {
    let mut somebody = Somebody::new();
    assert!(somebody.opens("/").await.contains("中文"));
    assert_eq!(somebody.begins("en", "enquiry").await, "/ask/statement", "no phone can help now");
    let told = somebody.is_told("/ask/statement", &[("statement", " "), ("next", "1")]).await;
    assert!(told.contains("Say in a few words"), "{told}");
    let next = somebody
        .sends("/ask/statement", &[("statement", "May they show <b>my</b> lamp?"), ("next", "1")])
        .await;
    assert_eq!(next, "/ask/reach");
    let told = somebody.is_told("/ask/reach", &[("claimant.reach", "12"), ("next", "1")]).await;
    assert!(told.contains("phone number") && told.contains("value=\"12\""));
    assert_eq!(
        somebody.sends("/ask/reach", &[("claimant.reach", "iris@example.org"), ("next", "1")]).await,
        "/ask/consent"
    );
    // Back keeps what was typed, and what was typed is never markup.
    assert_eq!(somebody.sends("/ask/consent", &[("back", "/ask/statement")]).await, "/ask/statement");
    assert!(somebody.opens("/ask/statement").await.contains("May they show &#60;b&#62;my"));
    assert!(somebody.is_told("/ask/consent", &[("next", "1")]).await.contains("only handle your data"));
    let consent = [("consent.privacy", "v1"), ("next", "1")];
    assert_eq!(somebody.sends("/ask/consent", &consent).await, "/ticket");
    let ticket = somebody.opens("/ticket").await;
    assert!(
        ticket.contains("K-001")
            && ticket.contains("not confirmed yet")
            && ticket.contains("<svg class=\"qr\"")
    );
    // A second touch of the same button gives no second ticket.
    assert_eq!(somebody.sends("/ask/consent", &consent).await, "/ticket");
    let issues = somebody.page.kiosk.store.waiting().unwrap();
    let [issue] = issues.items.as_slice() else { panic!("one ticket") };
    let filing = testing::desk_secret().open(&issue.filing).unwrap();
    assert_eq!(filing.statement, "May they show <b>my</b> lamp?");
    assert_eq!(filing.claimant.email.as_deref(), Some("iris@example.org"));
    assert_eq!(filing.claimant.language.as_deref(), Some("en"));
}

#[tokio::test]
async fn a_dispute_asks_what_the_form_asks_and_only_that_is_sent() {
    let mut somebody = Somebody::new();
    assert_eq!(somebody.begins("zh-CN", "dispute").await, "/ask/who");
    assert!(somebody.is_told("/ask/who", &[("q", ""), ("next", "1")]).await.contains("请说明涉及谁"));
    let named = somebody.ask(Method::POST, "/ask/who", &[("pick", "1\u{1f}A12\u{1f}Lumen Works")]).await.text;
    assert!(named.contains("Lumen Works") && named.contains("1 号馆 A12 展位"), "{named}");
    assert_eq!(somebody.sends("/ask/who", &[("q", ""), ("next", "1")]).await, "/ask/right");
    assert_eq!(somebody.sends("/ask/right", &[("right.kind", "design"), ("next", "1")]).await, "/ask/number");
    assert_eq!(somebody.sends("/ask/number", &[("right.number", "ZL 1"), ("next", "1")]).await, "/ask/item");
    assert_eq!(somebody.sends("/ask/item", &[("item", "灯"), ("next", "1")]).await, "/ask/asks");
    let both = [("asks", "mediation"), ("asks", "measure"), ("next", "1")];
    assert_eq!(somebody.sends("/ask/asks", &both).await, "/ask/statement");
    assert_eq!(
        somebody.sends("/ask/statement", &[("statement", "他们卖我的灯"), ("next", "1")]).await,
        "/ask/relief"
    );
    assert_eq!(somebody.sends("/ask/relief", &[("relief", "remove"), ("next", "1")]).await, "/ask/complaint");
    assert_eq!(
        somebody.sends("/ask/complaint", &[("complaint", "请处理"), ("next", "1")]).await,
        "/ask/papers"
    );
    // Changes their mind: mediation only. What was meant for the organiser goes nowhere.
    assert_eq!(somebody.sends("/ask/asks", &[("asks", "mediation"), ("next", "1")]).await, "/ask/statement");
    assert_eq!(somebody.sends("/ask/relief", &[("relief", "remove"), ("next", "1")]).await, "/ask/papers");
    assert_eq!(somebody.sends("/ask/papers", &[("next", "1")]).await, "/ask/name");
    assert_eq!(somebody.sends("/ask/name", &[("claimant.name", "王芳"), ("next", "1")]).await, "/ask/reach");
    assert_eq!(
        somebody.sends("/ask/reach", &[("claimant.reach", "１３８００００００００"), ("next", "1")]).await,
        "/ask/company"
    );
    let own = [
        ("claimant.hall", "1"),
        ("claimant.booth", "A12"),
        ("claimant.company", "Lumen Works"),
        ("next", "1"),
    ];
    assert!(somebody.is_told("/ask/company", &own).await.contains("您自己的展位"));
    let own = [("claimant.hall", "2"), ("claimant.booth", "B1"), ("next", "1")];
    assert_eq!(somebody.sends("/ask/company", &own).await, "/ask/capacity");
    assert_eq!(somebody.sends("/ask/capacity", &[("next", "1")]).await, "/ask/consent");
    let page = somebody.opens("/ask/consent").await;
    assert!(page.contains("consent.mediation") && !page.contains("consent.organiser"));
    assert!(
        somebody
            .is_told("/ask/consent", &[("consent.privacy", "v1"), ("next", "1")])
            .await
            .contains("调解需要您的同意")
    );
    let consent = [("consent.privacy", "v1"), ("consent.mediation", "v1"), ("next", "1")];
    assert_eq!(somebody.sends("/ask/consent", &consent).await, "/ticket");
    assert!(somebody.opens("/ticket").await.contains("尚未确认"));
    let issues = somebody.page.kiosk.store.waiting().unwrap();
    let filing = testing::desk_secret().open(&issues.items[0].filing).unwrap();
    assert_eq!((filing.asks.as_slice(), filing.complaint), (["mediation".to_owned()].as_slice(), None));
    assert_eq!(filing.claimant.phone.as_deref(), Some("13800000000"));
    assert_eq!(filing.respondents[0].exhibitor.as_deref(), Some("Lumen Works"));
}

#[tokio::test]
async fn a_visit_ends_by_a_touch_or_by_itself_and_leaves_nothing() {
    let mut somebody = Somebody::new();
    somebody.begins("en", "enquiry").await;
    somebody.sends("/ask/statement", &[("statement", "private words"), ("next", "1")]).await;
    let kept = somebody.cookie.clone();
    let over = somebody.ask(Method::GET, "/over", &[]).await;
    assert_eq!(over.there, "/");
    somebody.cookie = kept;
    let after = somebody.ask(Method::GET, "/ask/statement", &[]).await;
    assert_eq!((after.there.as_str(), somebody.page.visits.len()), ("/", 0));

    somebody.begins("en", "enquiry").await;
    somebody.sends("/ask/statement", &[("statement", "private words"), ("next", "1")]).await;
    somebody.hands.advance(Duration::from_secs(80));
    somebody.page.forget_idle().await;
    assert!(somebody.opens("/ask/statement").await.contains("private words"), "the page counts down first");
    somebody.hands.advance(Duration::from_mins(1));
    // A page that asks by itself keeps nobody's visit alive.
    somebody.ask(Method::GET, "/live", &[]).await;
    somebody.hands.advance(Duration::from_secs(31));
    somebody.page.forget_idle().await;
    assert_eq!(somebody.ask(Method::GET, "/ask/statement", &[]).await.there, "/");
    assert_eq!(somebody.page.visits.len(), 0);
}

#[tokio::test]
async fn the_key_is_let_go_of_when_screen_and_slip_are_done() {
    let mut somebody = Somebody::new();
    somebody.begins("en", "enquiry").await;
    somebody.sends("/ask/statement", &[("statement", "words"), ("next", "1")]).await;
    somebody.sends("/ask/reach", &[("claimant.reach", "123456"), ("next", "1")]).await;
    somebody.sends("/ask/consent", &[("consent.privacy", "v1"), ("next", "1")]).await;
    let number = "K-001".parse().unwrap();
    let kiosk = Arc::clone(&somebody.page.kiosk);
    assert!(kiosk.key(number).await.unwrap().is_some());
    somebody.ask(Method::GET, "/over", &[]).await;
    assert!(kiosk.key(number).await.unwrap().is_some(), "its slip still waits for the printer");
    let stop = tokio_util::sync::CancellationToken::new();
    let mut changes = kiosk.changes.subscribe();
    let told = Arc::clone(&kiosk);
    let wire = kiosk.wire.clone();
    let printing =
        kiosk.printing.clone().run(kiosk.tasks.clone(), wire, move || told.changed(), stop.clone());
    let printed = async {
        let is_printed = || {
            kiosk.store.read(|state| state.ticket(number).unwrap().print)
                == Some((1, link::PrintState::Printed))
        };
        while !is_printed() {
            changes.changed().await.unwrap();
        }
        stop.cancel();
    };
    tokio::join!(printing, printed);
    assert_eq!(kiosk.key(number).await.unwrap(), None);
}

#[tokio::test]
async fn a_closed_kiosk_says_so_and_gives_out_nothing() {
    let mut somebody = Somebody::new();
    let locked =
        |message: &str| Known { standing: Standing::Locked { message: message.into() }, ..testing::known() };
    somebody.says(locked("Back at <two>"));
    assert!(somebody.opens("/").await.contains("Back at &#60;two&#62;"));
    assert_eq!(somebody.begins("en", "enquiry").await, "/menu");
    let menu = somebody.opens("/menu").await;
    assert!(
        menu.contains("This kiosk is closed") && !menu.contains("name=\"kind\"") && menu.contains("/have")
    );

    // Locked while somebody is typing: nothing is given out, and what they typed is still there.
    somebody.says(testing::known());
    somebody.begins("en", "enquiry").await;
    somebody.sends("/ask/statement", &[("statement", "words"), ("next", "1")]).await;
    somebody.sends("/ask/reach", &[("claimant.reach", "123456"), ("next", "1")]).await;
    somebody.says(locked(""));
    let page = somebody.opens("/ask/statement").await;
    assert!(page.contains("This kiosk is closed") && page.contains("words"), "said before the last question");
    let refused =
        somebody.ask(Method::POST, "/ask/consent", &[("consent.privacy", "v1"), ("next", "1")]).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(refused.text.contains("still here") && somebody.opens("/ask/statement").await.contains("words"));

    somebody.says(Known { standing: Standing::Revoked, ..testing::known() });
    assert!(somebody.opens("/").await.contains("href=\"/join\""));

    somebody.hands.advance(Duration::from_hours(10));
    let page = somebody.opens("/").await;
    assert!(page.contains("It is open from 09:00") && !page.contains("You can get a ticket"), "{page}");

    let mut few = testing::known();
    few.particulars.daily_limit = Some(0);
    somebody.says(few);
    assert!(somebody.opens("/").await.contains("No more tickets today"));
    assert_eq!(somebody.page.kiosk.store.read(|state| state.tickets().count()), 0);
}

#[tokio::test]
async fn the_hours_are_told_and_the_screen_is_shown_another_way() {
    let mut somebody = Somebody::new();
    assert!(!somebody.opens("/").await.contains("closed now"), "ten in the morning");
    somebody.hands.advance(Duration::from_hours(10));
    assert!(somebody.opens("/").await.contains("The desk is closed now. It is open from 09:00 to 18:00."));
    somebody.begins("en", "enquiry").await;
    for (switch, classes) in
        [("large", "class=\"large\""), ("low", "class=\"large low\""), ("large", "class=\"low\"")]
    {
        let there = somebody.sends("/look", &[("switch", switch), ("here", "/ask/statement")]).await;
        assert!(somebody.opens(&there).await.contains(classes), "{switch}");
    }
    assert_eq!(somebody.sends("/look", &[("switch", "low"), ("here", "//elsewhere")]).await, "/menu");
    somebody.sends("/look", &[("language", "zh-CN"), ("here", "/menu")]).await;
    assert!(somebody.opens("/menu").await.contains("您想办理什么"));
}

#[tokio::test]
async fn a_desk_that_is_closed_on_some_days_of_the_week_says_so_on_these_days() {
    use domain::fair::Weekday;
    let mut somebody = Somebody::new();
    let mut market = testing::known();
    market.particulars.last_day = None;
    market.particulars.closed = [Weekday::Sunday, Weekday::Friday].into();
    somebody.says(market);
    let friday = somebody.opens("/").await;
    assert!(friday.contains("closed now") && friday.contains("Closed on Friday, Sunday."), "{friday}");
    somebody.hands.advance(Duration::from_hours(24));
    let saturday = somebody.opens("/").await;
    assert!(!saturday.contains("closed now") && !saturday.contains("Closed on"), "{saturday}");
    somebody.hands.advance(Duration::from_hours(24));
    assert!(somebody.opens("/").await.contains("Closed on Friday, Sunday."));
}

#[tokio::test]
async fn without_the_desk_the_staff_help_those_who_have_a_ticket() {
    let mut somebody = Somebody::new();
    somebody.sends("/begin", &[("language", "en")]).await;
    somebody.opens("/have").await;
    let number = link::with_check_digit("K-017".parse().unwrap());
    assert!(
        somebody
            .ask(Method::POST, "/have", &[("ticket", &number)])
            .await
            .text
            .contains("Please tell the staff")
    );
    let told = somebody.is_told("/have", &[("ticket", "K-017-x")]).await;
    assert!(told.contains("The last digit is missing") && told.contains("value=\"K-017-x\""), "{told}");
    assert!(told.contains(&format!("such as {number}")), "an example that would be taken");
    assert!(somebody.is_told("/have", &[("ticket", "hello 12345")]).await.contains("no ticket number"));
    let last = number.chars().last().unwrap().to_digit(10).unwrap();
    let wrong = format!("K-017-{}", (last + 1) % 10);
    assert!(somebody.is_told("/have", &[("ticket", &wrong)]).await.contains("One digit is wrong"));
}

#[tokio::test]
async fn only_the_kiosks_own_pages_may_send() {
    let somebody = Somebody::new();
    for (name, value, expected) in [
        ("sec-fetch-site", "cross-site", StatusCode::FORBIDDEN),
        ("sec-fetch-site", "same-origin", StatusCode::SEE_OTHER),
        ("origin", "http://elsewhere", StatusCode::FORBIDDEN),
        ("origin", "http://kiosk", StatusCode::SEE_OTHER),
    ] {
        let request = Request::post("/begin")
            .header("host", "kiosk")
            .header(name, value)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("language=en"))
            .unwrap();
        let here = MockConnectInfo(somebody.from);
        let response = router(somebody.page.clone()).layer(here).oneshot(request).await.unwrap();
        assert_eq!(response.status(), expected, "{name}: {value}");
    }
}

#[tokio::test]
async fn what_nobody_asked_for_leads_to_the_start() {
    let mut somebody = Somebody::new();
    for path in ["/menu", "/ask/who", "/ticket", "/phone", "/nowhere", "/have"] {
        assert_eq!(somebody.ask(Method::GET, path, &[]).await.there, "/", "{path}");
    }
    somebody.sends("/begin", &[("language", "en")]).await;
    for path in ["/ask/who", "/ask/nothing", "/ticket", "/phone", "/how"] {
        assert_eq!(somebody.ask(Method::GET, path, &[]).await.there, "/menu", "{path}");
    }
    assert_eq!(somebody.sends("/kind", &[("kind", "else")]).await, "/menu");
}

#[tokio::test]
async fn a_tablet_sees_nothing_until_it_was_let_in() {
    let mut tablet = Somebody::new();
    tablet.from = SocketAddr::from(([192, 0, 2, 7], 40000));
    for path in ["/", "/menu", "/have", "/join", "/ask/what"] {
        let got = tablet.ask(Method::GET, path, &[]).await;
        assert_eq!(got.status, StatusCode::FORBIDDEN, "{path}");
        assert!(got.text.contains("belongs to one tablet"), "{path}: {}", got.text);
    }
    let begun = tablet.ask(Method::POST, "/begin", &[("language", "en")]).await;
    assert_eq!(begun.status, StatusCode::FORBIDDEN);
    let wrong = tablet.ask(Method::POST, "/screen/0123456789", &[("x", "y")]).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    let key = Screens::of(&tablet.page.kiosk.folder).offer().unwrap().reveal();
    let door = format!("/screen/{key}");
    assert!(tablet.opens(&door).await.contains("Show the kiosk here"));
    assert_eq!(tablet.sends(&door, &[("x", "y")]).await, "/");
    assert!(tablet.opens("/").await.contains("English"));
}
