//! The office through its routes, as its people use it.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{StaffId, testing};

use super::{encoded, natural};
use crate::testing::{Answer, TestDesk};

mod acts;
mod codes;
mod exhibitor;
mod fair;
mod hours;
mod import;
mod mediators;
mod people;
mod rights;

/// Somebody at a browser, signed in.
pub(super) struct Browser<'d> {
    pub(super) desk: &'d TestDesk,
    cookies: String,
}

impl<'d> Browser<'d> {
    pub(super) async fn of(desk: &'d TestDesk, staff: StaffId) -> Self {
        Self { desk, cookies: format!("desk-session={}", desk.sign_in(staff).await) }
    }

    pub(super) async fn organiser(desk: &'d TestDesk) -> Self {
        Self::of(desk, testing::ORGANISER).await
    }

    pub(super) async fn open(&self, path: &str) -> Answer {
        self.desk.open(path, &self.cookies).await
    }

    /// Sends a form with the token of the page it stands on.
    pub(super) async fn send(&self, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.token(page).await;
        let percent =
            |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
        let sent = fields
            .iter()
            .chain(&[("csrf", csrf.as_str())])
            .map(|(name, value)| format!("{name}={}", percent(value)))
            .collect::<Vec<_>>();
        self.post(path, "application/x-www-form-urlencoded", sent.join("&").into_bytes()).await
    }

    /// Sends a form with a file.
    pub(super) async fn upload(
        &self,
        page: &str,
        name: &str,
        file: &[u8],
        fields: &[(&str, &str)],
    ) -> Answer {
        let csrf = self.token(page).await;
        let mut body = Vec::new();
        for (name, value) in fields.iter().chain(&[("csrf", csrf.as_str())]) {
            let head = format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(head.bytes());
        }
        let head = format!(
            "--cut\r\nContent-Disposition: form-data; name=\"list\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend(file);
        body.extend(b"\r\n--cut--\r\n");
        self.post(page, "multipart/form-data; boundary=cut", body).await
    }

    async fn token(&self, page: &str) -> String {
        let page = self.open(page).await;
        let token = page.text.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        token.unwrap_or_default().to_owned()
    }

    async fn post(&self, path: &str, kind: &str, body: Vec<u8>) -> Answer {
        let request = Request::post(path)
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, &self.cookies)
            .header(header::CONTENT_TYPE, kind);
        self.desk.send(request.body(Body::from(body)).unwrap()).await
    }
}

pub(super) fn location(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.headers[header::LOCATION].to_str().unwrap().to_owned()
}

#[test]
fn people_count_two_before_ten() {
    let mut halls = ["A10", "10.1", "2", "A2", "10", "序厅", "A"];
    halls.sort_by(|a, b| natural(a, b));
    assert_eq!(halls, ["2", "10", "10.1", "A", "A2", "A10", "序厅"]);
}

#[tokio::test]
async fn an_exhibitor_is_entered_and_amended_by_hand() {
    let desk = TestDesk::new().await;
    let browser = Browser::organiser(&desk).await;
    let page = "/office/exhibitors/new";
    let wrong =
        browser.send(page, page, &[("name", ""), ("booths", "9: A1\nA2"), ("idempotency_key", "k")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["name", "booths"] {
        assert!(wrong.text.contains(&format!("href=\"#{field}\"")), "{}", wrong.text);
    }
    let fields = [
        ("name", "星光照明 Starlight"),
        ("country", "中国"),
        ("booths", "1: a12\r\nHall 2 B3\n1：A 12"),
        ("idempotency_key", "k1"),
    ];
    let first = location(&browser.send(page, page, &fields).await);
    let again = location(&browser.send(page, page, &fields).await);
    assert_eq!(first, again, "a double tap makes one exhibitor");
    let now = desk.app.now();
    assert_eq!((now.desk.exhibitor_count(), now.desk.booths().count()), (1, 2));
    let shown = browser.open(&first).await;
    assert!(shown.text.contains("1: A12\n2: B3"), "{}", shown.text);

    let here = first.split('?').next().unwrap();
    let amended = browser
        .send(here, here, &[("name", "Starlight"), ("booths", "1 · A12"), ("idempotency_key", "k2")])
        .await;
    assert_eq!(location(&amended), first);
    let list = browser.open("/office/exhibitors?q=a12").await;
    assert!(list.text.contains("Starlight") && !list.text.contains("星光照明"), "{}", list.text);
    for none in ["nobody", "%2D"] {
        assert!(!browser.open(&format!("/office/exhibitors?q={none}")).await.text.contains("Starlight"));
    }
    let wide = browser.open(&format!("/office/exhibitors?q={}", encoded("ＳＴＡＲｌｉｇｈｔ"))).await;
    assert!(wide.text.contains("Starlight"), "wide letters: {}", wide.text);
    let wide = browser.open(&format!("/office/exhibitors?q={}", encoded("Ａ１２"))).await;
    assert!(wide.text.contains("Starlight"), "wide digits: {}", wide.text);
    for spot in [
        "1 A12",
        "1 · A12",
        "1: A12",
        "1：a12",
        "Hall 1 A1",
        "1",
        "hall 1",
        "1A12",
        "1馆A12",
        "a12 1",
        "１Ａ１２",
    ] {
        let found = browser.open(&format!("/office/exhibitors?q={}", encoded(spot))).await.text;
        assert!(found.contains("Starlight"), "{spot}: {found}");
    }
    for elsewhere in ["2 A12", "2: A12", "1 B3", "2", "A12 2", "2馆A12"] {
        let found = browser.open(&format!("/office/exhibitors?q={}", encoded(elsewhere))).await.text;
        assert!(!found.contains("Starlight"), "{elsewhere}: {found}");
    }
    assert!(browser.open("/office/exhibitors?hall=1").await.text.contains("Starlight"));
    assert!(!browser.open("/office/exhibitors?hall=2").await.text.contains("Starlight"));
    assert_eq!(browser.open("/office/exhibitors/00").await.status, 404);
}
