//! What only the holder sees and may do, and how another device becomes one.

use std::io::Cursor;

use axum::http::Method;
use domain::{
    case::{Audience, CaseState},
    testing::MEI,
};
use image::{ImageFormat, RgbImage};
use jiff::SignedDuration;
use sha2::{Digest as _, Sha256};

use super::*;
use crate::access::secrets::HolderCode;

/// A small photo; each shade is another one.
pub(in crate::web) fn picture(shade: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(40, 30, image::Rgb([shade, 90, 90])).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

pub(in crate::web) const BOUND: &str = "--------fairdesk-test";

/// A multipart form: fields, then files.
pub(in crate::web) fn multipart(fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--{BOUND}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.into_bytes());
    }
    for (name, bytes) in files {
        let head = format!(
            "--{BOUND}\r\ncontent-disposition: form-data; name=\"photo\"; filename=\"{name}\"\r\n\
             content-type: image/jpeg\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUND}--\r\n").into_bytes());
    body
}

/// The value of a hidden field of a page.
pub(in crate::web) fn hidden(page: &str, name: &str) -> String {
    let at =
        page.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("{name}: {page}")).1;
    at.split('"').next().unwrap().to_owned()
}

impl Hall {
    /// Sends a form of a page that this browser has open.
    pub(super) async fn post(
        &self,
        path: &str,
        cookies: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> Answer {
        let request = Request::post(path)
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, format!("{cookies}; lang=en"))
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUND}"));
        self.desk.send(request.body(Body::from(multipart(fields, files))).unwrap()).await
    }

    pub(super) async fn token(&self, filed: &Filed, cookies: &str) -> String {
        hidden(&self.open(&filed.path(), cookies, Language::En).await.text, "csrf")
    }

    /// Hands photos in from the page.
    async fn hand_in(&self, filed: &Filed, key: &str, photos: &[(&str, &[u8])]) -> Answer {
        let csrf = self.token(filed, &self.phone).await;
        let fields = [("csrf", csrf.as_str()), ("idempotency_key", key)];
        self.post(&format!("{}/photos", filed.path()), &self.phone, &fields, photos).await
    }

    /// Where the holder's page shows its photos.
    async fn thumbnails(&self, filed: &Filed, cookies: &str) -> Vec<String> {
        let page = self.open(&filed.path(), cookies, Language::En).await.text;
        let images = page.split("<img src=\"").skip(1);
        images.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    }

    /// Staff check somebody's identity and read a code out.
    async fn give_code(&self, ticket: TicketNumber) -> HolderCode {
        if self.desk.app.now().desk.ticket(ticket).unwrap().mediator.is_none() {
            self.ask(MEI, Command::ClaimTicket { ticket }).await;
        }
        let code = HolderCode::random();
        let until = self.desk.app.clock.now() + SignedDuration::from_mins(10);
        let kept = self.desk.app.holder_code(ticket, &code);
        self.ask(MEI, Command::GiveHolderCode { ticket, code: kept, until }).await;
        code
    }

    async fn enter(&self, filed: &Filed, cookies: &str, code: &str) -> Answer {
        let csrf = self.token(filed, cookies).await;
        self.post(&format!("{}/code", filed.path()), cookies, &[("csrf", &csrf), ("code", code)], &[]).await
    }
}

#[tokio::test]
async fn content_is_for_the_phone_that_filed_and_not_for_the_slip() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    hall.hand_in(&filed, "k", &[("a.png", &picture(1))]).await;
    let own = hall.open(&filed.path(), &hall.phone, Language::En).await.text;
    for shown in ["They show our lamp.", "Li Hua", "/thumbnail", "Withdraw this case"] {
        assert!(own.contains(shown), "{shown}: {own}");
    }
    assert!(!own.contains("Zhang San"), "the other side is nowhere on the page");
    let respondent = hall.talks(&filed).await;
    for (whose, path) in [("slip", filed.path()), ("other side's slip", respondent.path())] {
        let page = hall.open(&path, &hall.stranger(), Language::En).await.text;
        for secret in ["They show our lamp", "Li Hua", "Zhang San", "/photos", "/withdraw"] {
            assert!(!page.contains(secret), "{whose} shows {secret}");
        }
        assert!(page.contains("Code from the desk"), "{whose}");
    }
    let organiser = hall.desk.sign_in(domain::testing::ORGANISER).await;
    let page = hall.open(&filed.path(), &format!("desk-session={organiser}"), Language::En).await.text;
    assert!(!page.contains("They show our lamp"), "what is told to mediation never reaches the organiser");
}

#[tokio::test]
async fn every_photo_that_can_be_read_is_kept_and_every_other_explained() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let (one, two) = (picture(1), picture(2));
    let mixed: [(&str, &[u8]); 3] = [("one.png", &one), ("letter.jpg", b"Dear desk,"), ("two.png", &two)];
    let answer = hall.hand_in(&filed, "k", &mixed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("letter.jpg is not a photo"), "{}", answer.text);
    assert_eq!(hidden(&answer.text, "idempotency_key"), "k", "a second try is the same form");
    assert_eq!(hall.thumbnails(&filed, &hall.phone).await.len(), 2);
    let again = hall.hand_in(&filed, "k", &[("two.png", &two), ("one.png", &one)]).await;
    assert_eq!(again.headers[header::LOCATION], filed.path().as_str());
    assert_eq!(hall.thumbnails(&filed, &hall.phone).await.len(), 2, "nothing is taken twice");
    let none = hall.hand_in(&filed, "l", &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.text.contains("Please choose at least one photo"));
    for language in Language::ALL {
        let page = hall.open(&filed.path(), &hall.phone, language).await;
        samples::write("ticket-holder", language, &page.text);
        let page = hall.open(&filed.path(), &hall.stranger(), language).await;
        samples::write("ticket-slip-viewer", language, &page.text);
    }
}

#[tokio::test]
async fn a_party_has_room_for_so_many_photos_and_no_more() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let most = u8::try_from(hall.desk.app.settings.photos.max_per_party).unwrap();
    for shade in 0..most {
        let answer = hall.hand_in(&filed, &format!("k{shade}"), &[("a.png", &picture(shade))]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    }
    let one_more = hall.hand_in(&filed, "more", &[("a.png", &picture(200))]).await;
    assert_eq!(one_more.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(hall.thumbnails(&filed, &hall.phone).await.len(), usize::from(most));
}

#[tokio::test]
async fn a_photo_is_shown_to_its_own_party_alone() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    hall.hand_in(&filed, "k", &[("a.png", &picture(1))]).await;
    let thumbnail = hall.thumbnails(&filed, &hall.phone).await.remove(0);
    for path in [thumbnail.clone(), thumbnail.replace("thumbnail", "copy")] {
        let shown = hall.desk.open(&path, &hall.phone).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert_eq!(shown.headers[header::CONTENT_TYPE], "image/jpeg");
        assert_eq!(shown.headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(shown.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(hall.desk.open(&path, &hall.stranger()).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    for wrong in [thumbnail.replace("thumbnail", "original"), format!("{}/photos/x/copy", filed.path())] {
        assert_eq!(hall.desk.open(&wrong, &hall.phone).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    // The other side was served: it sees what is shared, by its own ticket and by no other.
    let respondent = hall.talks(&filed).await;
    let code = hall.give_code(respondent.number).await;
    let other = hall.stranger();
    assert_eq!(hall.enter(&respondent, &other, &code.reveal()).await.status, StatusCode::SEE_OTHER);
    let through_own = thumbnail.replace(&filed.key, &respondent.key);
    assert_eq!(hall.desk.open(&through_own, &other).await.status, StatusCode::OK);
    assert_eq!(hall.desk.open(&thumbnail, &other).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_form_without_our_token_or_from_another_phone_changes_nothing() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let stranger = hall.stranger();
    let theirs = hall.token(&filed, &stranger).await;
    for part in ["photos", "withdraw"] {
        let path = format!("{}/{part}", filed.path());
        for (cookies, csrf) in [(&hall.phone, "wrong"), (&hall.phone, &theirs), (&stranger, &theirs)] {
            let answer = hall.post(&path, cookies, &[("csrf", csrf)], &[("a.png", &picture(1))]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        }
    }
    let case = Arc::clone(hall.desk.app.now().desk.case(filed.case).unwrap());
    assert!(case.evidence.is_empty() && case.state.is_open());
}

#[tokio::test]
async fn a_code_from_the_desk_opens_the_content_once() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let tablet = hall.stranger();
    let wrong = hall.enter(&filed, &tablet, "ACDEFG").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("This code is not right"), "{}", wrong.text);
    assert!(hall.enter(&filed, &tablet, "x").await.text.contains("6 letters and digits. Please check"));
    let late = hall.give_code(filed.number).await;
    hall.desk.clock.advance(std::time::Duration::from_mins(11));
    assert!(hall.enter(&filed, &tablet, &late.reveal()).await.text.contains("too old"));
    let code = hall.give_code(filed.number).await;
    let typed = code.reveal().to_lowercase();
    let right = hall.enter(&filed, &tablet, &format!(" {}-{}", &typed[..3], &typed[3..])).await;
    assert_eq!(right.headers[header::LOCATION], filed.path().as_str());
    let page = hall.open(&filed.path(), &tablet, Language::En).await.text;
    assert!(page.contains("They show our lamp."), "{page}");
    let reused = hall.enter(&filed, &hall.stranger(), &code.reveal()).await;
    assert_eq!(reused.status, StatusCode::UNPROCESSABLE_ENTITY, "a code works once");
}

/// Nobody at the desk gives a code for it any more; who was given one in time still enters it.
#[tokio::test]
async fn the_page_of_a_case_that_is_over_asks_for_no_code_that_nobody_can_give() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let code = hall.give_code(filed.number).await;
    hall.desk.agreed(filed.case, secrets().0).await;
    hall.ask(MEI, Command::OpenTalks { case: filed.case }).await;
    let end = Command::WithdrawCase { case: filed.case };
    hall.desk.ask(Actor::Party(filed.number), end).await.unwrap();
    let (tablet, over) = (hall.stranger(), "the desk gives no more codes for this case");
    let page = hall.open(&filed.path(), &tablet, Language::En).await.text;
    assert!(page.contains("Code from the desk") && !page.contains(over), "one was given: {page}");
    let (csrf, typed) = (hall.token(&filed, &tablet).await, code.reveal());
    hall.desk.clock.advance(std::time::Duration::from_mins(11));
    let page = hall.open(&filed.path(), &tablet, Language::En).await.text;
    assert!(page.contains(over) && !page.contains("Code from the desk"), "{page}");
    let chinese = hall.open(&filed.path(), &tablet, Language::ZhCn).await.text;
    assert!(chinese.contains("不再为本案发放验证码"), "{chinese}");
    let fields = [("csrf", csrf.as_str()), ("code", typed.as_str())];
    let late = hall.post(&format!("{}/code", filed.path()), &tablet, &fields, &[]).await;
    assert_eq!(late.headers[header::LOCATION], filed.path().as_str(), "the page says why: {}", late.text);
}

#[tokio::test]
async fn the_applicant_of_a_case_that_ended_in_reception_is_asked_for_the_code_that_reception_gives() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    hall.claim(filed.number).await;
    let (outcome, reason) = (Outcome::NotAccepted, Reason::NotAtThisFair);
    let end = Command::ConcludeCase { case: filed.case, outcome, reason, remark: None };
    hall.ask(MEI, end).await;
    let page = hall.open(&filed.path(), &hall.stranger(), Language::En).await.text;
    assert!(page.contains("Code from the desk"), "{page}");
}

#[tokio::test]
async fn guessing_codes_is_slowed_down() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let thief = hall.stranger();
    let mut slowed = false;
    for _ in 0..10 {
        let answer = hall.enter(&filed, &thief, &HolderCode::random().reveal()).await;
        slowed |= answer.status == StatusCode::TOO_MANY_REQUESTS;
    }
    assert!(slowed);
    let code = hall.give_code(filed.number).await;
    let held_up = hall.enter(&filed, &thief, &code.reveal()).await;
    assert_eq!(held_up.status, StatusCode::TOO_MANY_REQUESTS, "even the right code waits");
    assert!(held_up.headers.contains_key(header::RETRY_AFTER));
    let owner = hall.enter(&filed, &hall.stranger(), &code.reveal()).await;
    assert_eq!(owner.status, StatusCode::SEE_OTHER, "another device is not kept out");
}

#[tokio::test]
async fn the_claimant_can_withdraw_and_is_asked_before() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let path = format!("{}/withdraw", filed.path());
    assert_eq!(hall.desk.open(&path, &hall.stranger()).await.status, StatusCode::FORBIDDEN);
    for language in Language::ALL {
        let page = hall.open(&path, &hall.phone, language).await;
        samples::write("ticket-withdraw", language, &page.text);
    }
    let csrf = hall.token(&filed, &hall.phone).await;
    let fields = [("csrf", csrf.as_str()), ("idempotency_key", "w")];
    for time in ["first", "again"] {
        let done = hall.post(&path, &hall.phone, &fields, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{time}: {}", done.text);
    }
    let page = hall.open(&filed.path(), &hall.phone, Language::En).await.text;
    assert!(page.contains("This case was withdrawn") && !page.contains("Add photos"), "{page}");
    assert_eq!(hall.desk.open(&path, &hall.phone).await.status, StatusCode::SEE_OTHER, "nothing left to ask");
}

#[tokio::test]
async fn a_respondent_cannot_withdraw_the_case() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let respondent = hall.talks(&filed).await;
    let path = format!("/api/v1/tickets/{}", respondent.key);
    let answer = hall.desk.call(Method::DELETE, &path, &respondent.holder, None).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.text);
    assert!(hall.desk.app.now().desk.case(filed.case).unwrap().state.is_open());
}

#[tokio::test]
async fn what_is_meant_for_one_reader_stays_with_that_reader() {
    let mut hall = Hall::new().await;
    let new = hall.pen.dispute(&[Ask::Mediation, Ask::Measure]);
    let filed = hall.file_this(new).await;
    let csrf = hall.token(&filed, &hall.phone).await;
    let path = format!("{}/photos", filed.path());
    for (chosen, shade) in [("", 1), ("measure", 2), ("both", 3)] {
        let key = format!("k{shade}");
        let fields = [("csrf", csrf.as_str()), ("idempotency_key", &key), ("audience", chosen)];
        let answer = hall.post(&path, &hall.phone, &fields, &[("a.png", &picture(shade))]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    }
    let case = Arc::clone(hall.desk.app.now().desk.case(filed.case).unwrap());
    let audiences: Vec<_> = case.evidence.iter().map(|photo| photo.audience).collect();
    assert_eq!(
        audiences,
        [Audience::Mediation, Audience::Measure, Audience::Both],
        "the narrowest unless chosen"
    );
    let fields = [("csrf", csrf.as_str()), ("audience", "press")];
    let wrong = hall.post(&path, &hall.phone, &fields, &[("a.png", &picture(4))]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mediation_only = hall.file().await;
    let csrf = hall.token(&mediation_only, &hall.phone).await;
    let fields = [("csrf", csrf.as_str()), ("audience", "measure")];
    let path = format!("{}/photos", mediation_only.path());
    let wrong = hall.post(&path, &hall.phone, &fields, &[("a.png", &picture(4))]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "no complaint, no way to the organiser");
}

/// Hands a photo in as a program does.
async fn send(hall: &Hall, filed: &Filed, headers: &[(header::HeaderName, String)], bytes: &[u8]) -> Answer {
    let mut request = Request::post(format!("/api/v1/tickets/{}/evidence", filed.key))
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUND}"));
    for (name, value) in headers {
        request = request.header(name, value);
    }
    hall.desk.send(request.body(Body::from(multipart(&[], &[("a.png", bytes)]))).unwrap()).await
}

#[tokio::test]
async fn a_program_hands_a_photo_in_with_the_holder_token() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let bearer = |token: &str| (header::AUTHORIZATION, format!("Bearer {token}"));
    let key = (header::HeaderName::from_static("idempotency-key"), "one".to_owned());
    let first = send(&hall, &filed, &[bearer(&filed.holder), key.clone()], &picture(1)).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
    let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(picture(1)));
    assert_eq!(first.json()["sha256"], digest);
    assert_eq!(first.json()["bytes"], picture(1).len());
    let retry = send(&hall, &filed, &[bearer(&filed.holder), key.clone()], &picture(1)).await;
    assert_eq!(
        (retry.status, retry.text),
        (StatusCode::CREATED, first.text),
        "a retry gets the first answer"
    );
    let other = send(&hall, &filed, &[bearer(&filed.holder), key], &picture(2)).await;
    assert_eq!(
        (other.status, other.json()["code"].as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, Some("key-reused"))
    );
    let letter = send(&hall, &filed, &[bearer(&filed.holder)], b"Dear desk,").await;
    assert_eq!(letter.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(letter.json()["code"], "photo-not-a-photo");
    let whole = picture(3);
    let cut = send(&hall, &filed, &[bearer(&filed.holder)], &whole[..whole.len() / 2]).await;
    assert_eq!(cut.json()["code"], "photo-damaged");
    let detail = cut.json()["detail"].as_str().unwrap_or_default().to_owned();
    assert!(detail.contains("damaged or incomplete"), "{detail}");
    let stranger = HolderToken::random().reveal();
    assert_eq!(send(&hall, &filed, &[bearer(&stranger)], &picture(1)).await.status, StatusCode::FORBIDDEN);
    assert_eq!(send(&hall, &filed, &[], &picture(1)).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_cookie_alone_does_not_open_the_json_side_to_foreign_pages() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let from = |origin: &str| {
        let cookie = (header::COOKIE, hall.phone.clone());
        let host = (header::HOST, "desk.local:8080".to_owned());
        vec![cookie, host, (header::ORIGIN, origin.to_owned())]
    };
    for (origin, status) in [
        ("http://desk.local:8080", StatusCode::CREATED),
        ("http://evil.example", StatusCode::FORBIDDEN),
        ("null", StatusCode::FORBIDDEN),
        ("http://desk.local", StatusCode::FORBIDDEN),
    ] {
        let answer = send(&hall, &filed, &from(origin), &picture(1)).await;
        assert_eq!(answer.status, status, "{origin}: {}", answer.text);
    }
}

#[tokio::test]
async fn a_program_reads_the_ticket_and_takes_it_back() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let path = format!("/api/v1/tickets/{}", filed.key);
    let state = hall.desk.call(Method::GET, &path, "", None).await;
    let json = state.json();
    assert_eq!(
        (json["number"].as_str(), json["state"].as_str(), json["day"].as_str()),
        (Some("A-001"), Some("waiting"), Some("2026-03-10"),)
    );
    assert_eq!((json["ahead"].as_u64(), json["wait"]["assumed"].as_bool()), (Some(0), Some(true)));
    assert_eq!(json["steps"], serde_json::json!([]), "that is for its holder");
    let own = hall.desk.call(Method::GET, &path, &filed.holder, None).await.json();
    assert_eq!(own["steps"][0], serde_json::json!({ "step": "filed", "reached": "now" }));
    assert!(!state.text.contains("lamp") && !state.text.contains("Li Hua"), "{}", state.text);
    assert_eq!(hall.desk.call(Method::DELETE, &path, "", None).await.status, StatusCode::FORBIDDEN);
    for _ in 0..2 {
        let gone = hall.desk.call(Method::DELETE, &path, &filed.holder, None).await;
        assert_eq!((gone.status, gone.json()["state"].as_str()), (StatusCode::OK, Some("cancelled")));
    }
    let nobodys = format!("/api/v1/tickets/{}", TicketKey::random().reveal());
    let unknown = hall.desk.call(Method::GET, &nobodys, "", None).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let case = Arc::clone(hall.desk.app.now().desk.case(filed.case).unwrap());
    assert!(matches!(case.state, CaseState::Concluded { outcome: Outcome::Withdrawn, .. }));
}

#[tokio::test]
async fn an_erased_case_says_so() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    hall.hand_in(&filed, "k", &[("a.png", &picture(1))]).await;
    let thumbnail = hall.thumbnails(&filed, &hall.phone).await.remove(0);
    hall.desk.ask(Actor::Party(filed.number), Command::WithdrawCase { case: filed.case }).await.unwrap();
    hall.ask(domain::testing::HEAD, Command::EraseCase { case: filed.case }).await;
    let page = hall.open(&filed.path(), &hall.phone, Language::En).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("has been erased") && !page.text.contains("lamp"), "{}", page.text);
    assert_eq!(hall.desk.open(&thumbnail, &hall.phone).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn of_an_erased_complaint_neither_a_certificate_nor_a_paper_is_offered() {
    let mut hall = Hall::new().await;
    let new = hall.pen.dispute(&[Ask::Mediation, Ask::Measure]);
    let filed = hall.file_this(new).await;
    hall.desk.cleared(filed.case).await;
    hall.desk.ask(Actor::Party(filed.number), Command::WithdrawCase { case: filed.case }).await.unwrap();
    let papers = format!("{}/papers", filed.path());
    let offers = [format!("href=\"{papers}\""), "gives you a certificate".to_owned()];
    let page = hall.page(&filed, Language::En).await;
    for offer in &offers {
        assert!(page.contains(offer), "{offer}: {page}");
    }
    assert_eq!(hall.by_holder(&filed, &papers, Language::En).await.status, StatusCode::OK);
    // Its time is over; before, the organiser's file stays.
    hall.desk.clock.set("2029-03-13T02:00:00Z".parse().unwrap());
    hall.ask(domain::testing::HEAD, Command::EraseCase { case: filed.case }).await;
    let page = hall.page(&filed, Language::En).await;
    for offer in &offers {
        assert!(!page.contains(offer), "{offer}: {page}");
    }
    assert!(page.contains("No measure was taken"), "what came of it stays: {page}");
    assert_eq!(hall.by_holder(&filed, &papers, Language::En).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn of_a_complaint_alone_no_paper_of_the_mediation_body_is_offered_or_printed() {
    for withdrawn in [false, true] {
        let mut hall = Hall::new().await;
        let new = hall.pen.dispute(&[Ask::Measure]);
        let filed = hall.file_this(new).await;
        if withdrawn {
            let case = filed.case;
            hall.desk.ask(Actor::Party(filed.number), Command::WithdrawCase { case }).await.unwrap();
        }
        hall.desk.cleared(filed.case).await;
        let papers = format!("{}/papers", filed.path());
        for language in Language::ALL {
            let page = hall.page(&filed, language).await;
            assert!(!page.contains(&format!("href=\"{papers}\"")), "{page}");
            let list = hall.by_holder(&filed, &papers, language).await;
            assert_eq!(list.status, StatusCode::OK);
            assert!(!list.text.contains(&format!("{papers}/")), "{}", list.text);
            let [none, introduces, originals] = match language {
                Language::En => ["has no paper of this case", "These papers are yours", "The originals with"],
                Language::ZhCn => ["调解台没有本案文书", "以下文书您可以阅读", "有签名和印章的原件"],
            };
            let one = list.text.contains(none) && !list.text.contains("class=\"papers\"");
            assert!(
                one && !list.text.contains(introduces) && !list.text.contains(originals),
                "{}",
                list.text
            );
            for kind in ["termination", "certificate", "non-acceptance", "no-part", "power-of-attorney"] {
                let paper = format!("{papers}/{kind}?language={}", language.tag());
                let printed = hall.by_holder(&filed, &paper, language).await;
                assert_eq!(printed.status, StatusCode::NOT_FOUND, "{kind}: {}", printed.text);
            }
        }
        let page = hall.page(&filed, Language::En).await;
        assert!(page.contains("gives you a certificate"), "the organiser’s stays: {page}");
    }
}

#[tokio::test]
async fn the_ticket_says_of_a_measure_that_ended_with_the_fair_how_it_did() {
    use domain::{
        body::MeasureBody,
        measure::{Basis, MeasureAction, MeasureKind},
        testing::ORGANISER,
    };
    let body = || MeasureBody { text: "The lamp.".to_owned(), ..MeasureBody::default() };
    let ended = [
        (true, "The measure ended with the fair.", "措施已随展会闭幕终止。"),
        (false, "the measure was never recorded as applied", "措施没有执行记录"),
    ];
    for (applies, english, chinese) in ended {
        let mut hall = Hall::new().await;
        let new = hall.pen.dispute(&[Ask::Measure]);
        let filed = hall.file_this(new).await;
        let (case, party) = (filed.case, hall.desk.parties(filed.case)[1]);
        let (kind, basis) = (MeasureKind::Cover, Basis::BindingDecision);
        let order = MeasureAction::Order { kind, basis, until: None, body: body() };
        let apply = applies.then(|| MeasureAction::Apply { evidence: None, body: body() });
        for action in [order].into_iter().chain(apply) {
            hall.ask(ORGANISER, Command::MoveMeasure { case, party, action: Box::new(action) }).await;
        }
        hall.desk.clock.advance(std::time::Duration::from_hours(3 * 24));
        let action = Box::new(MeasureAction::Lift { body: body() });
        hall.ask(ORGANISER, Command::MoveMeasure { case, party, action }).await;
        for (language, said) in [(Language::En, english), (Language::ZhCn, chinese)] {
            let page = hall.page(&filed, language).await;
            assert!(page.contains(said), "{said}: {page}");
            assert_eq!(page.contains("Never recorded as applied"), !applies && language == Language::En);
            assert!(!page.contains("was lifted") && !page.contains("已解除"), "{page}");
        }
    }
}
